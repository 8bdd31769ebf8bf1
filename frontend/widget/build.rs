//! Makes one style sheet of the tokens and the widget's own, without comments and needless white space: it
//! travels inside the wasm, so that the two can never be of different builds.

use std::path::Path;

fn main() {
    // The build takes what is seldom needed out into a module of its own, and has to know what refers to what.
    println!("cargo:rustc-link-arg-cdylib=--emit-relocs");
    let sheets = ["../kit/tokens.css", "style.css"];
    let mut css = String::new();
    for sheet in sheets {
        println!("cargo:rerun-if-changed={sheet}");
        css.push_str(&std::fs::read_to_string(sheet).unwrap_or_else(|e| panic!("{sheet}: {e}")));
    }
    let out = std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    std::fs::write(Path::new(&out).join("widget.css"), shrink(&hung(&used(&css)))).expect("OUT_DIR can be written");
}

/// Without the tokens that no sheet of the widget names.
fn used(css: &str) -> String {
    let mut all = css.to_owned();
    for sheet in ["later.css", "files.css"] {
        println!("cargo:rerun-if-changed={sheet}");
        all.push_str(&std::fs::read_to_string(sheet).unwrap_or_else(|e| panic!("{sheet}: {e}")));
    }
    let named = |part: &str| match part.rsplit_once("--ha-").and_then(|(_, rest)| rest.split_once(':')) {
        Some((name, _)) => all.contains(&format!("var(--ha-{name})")),
        None => true,
    };
    // A declaration ends with a semicolon; what stands before its name, as a brace, stays.
    let kept =
        |part: &str| if named(part) { format!("{part};") } else { part[..part.rfind("--ha-").unwrap_or(0)].to_owned() };
    css.split(';').map(kept).collect()
}

/// Custom properties hang on our outermost element (`.ha`), not on the host: the page could set those of the host.
fn hung(css: &str) -> String {
    css.replace(
        ":root:not([data-scheme=\"light\"]), :host(:not([data-scheme=\"light\"]))",
        ":host(:not([data-scheme=\"light\"])) .ha",
    )
    .replace(":root[data-scheme=\"dark\"], :host([data-scheme=\"dark\"])", ":host([data-scheme=\"dark\"]) .ha")
    .replace(":root[data-scheme=\"light\"], :host([data-scheme=\"light\"])", ":host([data-scheme=\"light\"]) .ha")
    .replace(":root, :host", ".ha")
}

/// Comments go; white space shrinks to one space, and to none beside punctuation where it says nothing.
fn shrink(css: &str) -> String {
    let mut plain = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, behind)| behind);
    }
    plain.push_str(rest);
    let mut out = String::new();
    for word in plain.split_whitespace() {
        if !out.is_empty() && !out.ends_with(['{', '}', ';', ',', ':']) && !word.starts_with(['{', '}', ';']) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
