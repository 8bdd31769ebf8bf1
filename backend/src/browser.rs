//! The browser build, as the program embeds it. The library is compiled without: both are built at once, and whoever changes a
//! page links the program anew and compiles nothing of the server.

use std::sync::OnceLock;

/// A file of the browser build.
#[derive(Debug)]
pub struct File {
    /// What it is called where it is made, `console.js`.
    pub logical: &'static str,
    /// The same with its content in the name.
    pub name: &'static str,
    /// For `integrity`, by Subresource Integrity.
    pub integrity: &'static str,
    /// As it is.
    pub raw: &'static [u8],
    /// Compressed when it was built.
    pub brotli: &'static [u8],
    /// Compressed when it was built.
    pub gzip: &'static [u8],
}

static FILES: OnceLock<&'static [File]> = OnceLock::new();

/// Says what this process has; once, before it serves. One that says nothing has no browser parts.
pub(crate) fn bring(files: &'static [File]) {
    FILES.get_or_init(|| files);
}

fn files() -> &'static [File] {
    FILES.get().copied().unwrap_or_default()
}

/// The file that is made under this name.
pub(crate) fn made_as(logical: &str) -> Option<&'static File> {
    files().iter().find(|file| file.logical == logical)
}

/// The file that is served under this name.
pub(crate) fn served_as(name: &str) -> Option<&'static File> {
    files().iter().find(|file| file.name == name)
}
