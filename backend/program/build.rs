//! Embeds the browser build (`<target>/browser`, made by `cargo xtask build`) into the server. Without it the
//! server still builds, for tests that need no browser, and says at run time what is missing.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    // <target>/<profile>/build/<package>/out
    let target =
        out.ancestors().find(|dir| dir.join("CACHEDIR.TAG").exists()).ok_or("OUT_DIR lies in a target folder")?;
    let browser = target.join("browser");
    std::fs::create_dir_all(&browser)?;
    println!("cargo:rerun-if-changed={}", browser.display());
    println!("cargo:rerun-if-changed=build.rs");
    let mut code = String::from("static FILES: &[File] = &[\n");
    if let Ok(text) = std::fs::read_to_string(browser.join("manifest.json")) {
        let manifest: serde_json::Value = serde_json::from_str(&text)?;
        let files = manifest["files"].as_object().ok_or("manifest.json without files")?;
        for (logical, entry) in files {
            let field = |name: &str| entry[name].as_str().ok_or_else(|| format!("{logical} without {name}"));
            let name = field("name")?;
            writeln!(
                code,
                "File {{ logical: {logical:?}, name: {name:?}, integrity: {:?}, raw: {}, brotli: {}, gzip: {} }},",
                field("integrity")?,
                include(&browser, name),
                include(&browser, &format!("{name}.br")),
                include(&browser, &format!("{name}.gz")),
            )?;
        }
    }
    code.push_str("];\n");
    std::fs::write(out.join("browser.rs"), code)?;
    Ok(())
}

fn include(folder: &Path, name: &str) -> String {
    format!("include_bytes!({:?})", folder.join(name))
}
