//! The folder that is served: content-hashed names, compressed twins (`.br`, `.gz`), integrity, manifest.
//! A name says what is in the file, so a file that exists is never made again.

use super::say;
use anyhow::{Context, Result, anyhow};
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashSet};
use std::io::Write;
use std::path::{Path, PathBuf};

/// One file of the manifest. Sizes in bytes.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Entry {
    /// Its name in the folder, `widget-1a2b3c4d5e6f.wasm`; the twins end in `.br` and `.gz`.
    pub name: String,
    /// `sha256-…` for the `integrity` attribute.
    pub integrity: String,
    /// As it is.
    pub bytes: u64,
    /// Compressed with gzip 9.
    pub gzip: u64,
    /// Compressed with brotli 11.
    pub brotli: u64,
}

impl Entry {
    /// The file and its twins.
    fn files(&self) -> [String; 3] {
        ["", ".br", ".gz"].map(|ending| format!("{}{ending}", self.name))
    }
}

/// `manifest.json`: logical name (`widget.wasm`) → file.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Manifest {
    files: BTreeMap<String, Entry>,
}

impl Manifest {
    /// What the folder says it holds, if nothing of it is missing.
    pub fn whole(folder: &Path) -> Option<Self> {
        let json = std::fs::read(folder.join("manifest.json")).ok()?;
        let manifest: Self = serde_json::from_slice(&json).ok()?;
        let whole = manifest.files.values().flat_map(Entry::files).all(|name| folder.join(name).is_file());
        whole.then_some(manifest)
    }

    /// The file behind a logical name.
    pub fn entry(&self, logical: &str) -> Result<&Entry> {
        self.files.get(logical).ok_or_else(|| anyhow!("{logical} was not built"))
    }
}

/// The folder while it is being filled. Parts that are not built now keep the files they had.
pub struct Bundle {
    folder: PathBuf,
    manifest: Manifest,
}

impl Bundle {
    /// Opens the folder, or makes it.
    pub fn open(folder: PathBuf) -> Result<Self> {
        std::fs::create_dir_all(&folder)?;
        let manifest = match std::fs::read(folder.join("manifest.json")) {
            Ok(json) => serde_json::from_slice(&json).unwrap_or_default(),
            Err(_) => Manifest::default(),
        };
        Ok(Self { folder, manifest })
    }

    /// Adds a file under its logical name.
    pub fn add(&mut self, logical: &str, extension: &str, content: &[u8]) -> Result<()> {
        let stem = logical.strip_suffix(extension).and_then(|s| s.strip_suffix('.')).unwrap_or(logical);
        let name = format!("{stem}-{}.{extension}", &hash(content)[..12]);
        let path = self.folder.join(&name);
        let twin = |ending: &str| self.folder.join(format!("{name}.{ending}"));
        if !(path.exists() && twin("br").exists() && twin("gz").exists()) {
            say(&format!("compressing {name}"));
            std::fs::write(twin("br"), brotli(content)?)?;
            std::fs::write(twin("gz"), gzip(content)?)?;
            std::fs::write(&path, content)?;
        }
        let size = |path: PathBuf| Ok::<_, std::io::Error>(std::fs::metadata(path)?.len());
        let entry = Entry {
            integrity: format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(content))),
            bytes: content.len() as u64,
            gzip: size(twin("gz"))?,
            brotli: size(twin("br"))?,
            name,
        };
        self.manifest.files.insert(logical.to_owned(), entry);
        Ok(())
    }

    /// A file that was added.
    pub fn entry(&self, logical: &str) -> Result<&Entry> {
        self.manifest.entry(logical)
    }

    /// Fills `{{name:…}}` and `{{integrity:…}}`, and leaves other kinds of place to `other`; a place that nobody can
    /// fill is an error.
    pub fn fill(&self, template: &str, other: impl Fn(&str, &str) -> Option<String>) -> Result<String> {
        let mut out = String::with_capacity(template.len());
        let mut rest = template;
        while let Some((before, after)) = rest.split_once("{{") {
            let (place, behind) = after.split_once("}}").context("a {{ without }}")?;
            out.push_str(before);
            let (kind, what) = place.split_once(':').with_context(|| format!("{{{{{place}}}}} says no kind"))?;
            match kind {
                "name" => out.push_str(&self.manifest.entry(what)?.name),
                "integrity" => out.push_str(&self.manifest.entry(what)?.integrity),
                _ => out.push_str(&other(kind, what).with_context(|| format!("nothing is known for {{{{{place}}}}}"))?),
            }
            rest = behind;
        }
        out.push_str(rest);
        Ok(out)
    }

    /// Writes the manifest and removes what it does not name.
    pub fn finish(self) -> Result<Manifest> {
        let json = serde_json::to_vec_pretty(&self.manifest)?;
        let path = self.folder.join("manifest.json");
        // Left alone when nothing changed: the server's build watches it.
        if std::fs::read(&path).ok().as_deref() != Some(json.as_slice()) {
            std::fs::write(&path, json)?;
        }
        let kept: HashSet<String> = self.manifest.files.values().flat_map(Entry::files).collect();
        let keep = |file: &str| file == "manifest.json" || kept.contains(file);
        for file in std::fs::read_dir(&self.folder)? {
            let file = file?;
            if !file.file_name().to_str().is_some_and(keep) {
                std::fs::remove_file(file.path())?;
            }
        }
        Ok(self.manifest)
    }
}

/// SHA-256 in hexadecimal.
pub fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Drops comments and white space next to braces, semicolons and commas, and nothing else: a space around `+` in
/// `clamp(…)` means something (a minifier that knew only `calc` took the headings' size away), and what is left
/// over here costs next to nothing once compressed.
pub fn minify_css(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let (mut rest, mut space) = (source, false);
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        if rest.starts_with("/*") {
            length = rest.find("*/").map_or(rest.len(), |end| end + 2);
            space = true;
        } else if c.is_whitespace() {
            space = true;
        } else {
            if space && !out.ends_with(['{', '}', ';', ',']) && !matches!(c, '{' | '}' | ';' | ',') && !out.is_empty() {
                out.push(' ');
            }
            space = false;
            if c == '"' || c == '\'' {
                length = string(rest);
            }
            out.push_str(&rest[..length]);
        }
        rest = &rest[length..];
    }
    out
}

/// Length of a string with its quotes.
fn string(rest: &str) -> usize {
    let (quote, mut escaped) = (rest.as_bytes()[0], false);
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        if !escaped && byte == quote {
            return at + 1;
        }
        escaped = !escaped && byte == b'\\';
    }
    rest.len()
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let params =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: content.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &content[..], &mut out, &params)?;
    Ok(out)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_lose_only_what_means_nothing() {
        for (source, expect) in [
            ("a {\n  b: c; /* d */\n}\n", "a{b: c;}"),
            ("h1 { font-size: clamp(1rem, 1rem + 2vw, 2rem); }", "h1{font-size: clamp(1rem,1rem + 2vw,2rem);}"),
            ("a :hover, a:hover > b {}", "a :hover,a:hover > b{}"),
            (
                "@media (a) and (b) { c { content: \"x  { /* y */ \\\"\" } }",
                "@media (a) and (b){c{content: \"x  { /* y */ \\\"\"}}",
            ),
        ] {
            assert_eq!(minify_css(source), expect, "{source}");
        }
    }

    #[test]
    fn names_follow_content_and_old_files_go() {
        let folder = std::env::temp_dir().join(format!("hoiam-bundle-{}", std::process::id()));
        let build = |content: &[u8]| {
            let mut bundle = Bundle::open(folder.clone()).unwrap();
            bundle.add("a.js", "js", content).unwrap();
            let page = bundle.fill("<{{name:a.js}}|{{integrity:a.js}}>", |_, _| None).unwrap();
            assert!(bundle.fill("{{name:b.js}}", |_, _| None).is_err());
            assert!(bundle.fill("{{other:b.js}}", |_, _| None).is_err());
            let entry = bundle.finish().unwrap().entry("a.js").unwrap().clone();
            assert!(Manifest::whole(&folder).is_some());
            assert_eq!(page, format!("<{}|{}>", entry.name, entry.integrity));
            entry
        };
        let (first, again, other) = (build(b"let a = 1"), build(b"let a = 1"), build(b"let a = 2"));
        assert_eq!(first.name, again.name);
        assert_ne!(first.name, other.name);
        assert!(!folder.join(&first.name).exists() && folder.join(&other.name).exists());
        std::fs::remove_file(folder.join(format!("{}.br", other.name))).unwrap();
        assert!(Manifest::whole(&folder).is_none());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
