//! What people send along, made safe: the type is found from the content, pictures are decoded within bounds and
//! encoded anew, documents are looked into. Pure functions of bytes that take time: call them on a blocking thread.
//!
//! Nothing here believes a name, a declared type or a declared size.

mod office;
mod picture;
mod sniff;
mod text;

pub use picture::LogoMade;
pub use sniff::{Kind, sniff};
pub use text::text;

use hoiam_shared::files::{self, FileFault};
use hoiam_shared::limits;
use hoiam_shared::publish::Cover;

/// A file as it is kept.
#[derive(Debug)]
pub struct Made {
    /// Its name, with the ending that belongs to it.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// A small JPEG of it, where there is something to see.
    pub preview: Option<Vec<u8>>,
}

/// Makes of what was sent what is kept, or says why not. `keep_metadata`: what a camera wrote about place and time
/// stays in a picture, because its sender wants it to.
pub fn make(name: &str, bytes: Vec<u8>, keep_metadata: bool) -> Result<Made, FileFault> {
    if bytes.is_empty() {
        return Err(FileFault::Empty);
    }
    if bytes.len() as u64 > limits::FILE_BYTES {
        return Err(FileFault::TooLarge);
    }
    let kind = sniff(name, &bytes)?;
    let (kind, bytes, preview) = match kind {
        Kind::Jpeg | Kind::Png | Kind::Webp => picture::still(kind, &bytes, keep_metadata)?,
        Kind::Gif => picture::moving(&bytes)?,
        Kind::Text => (kind, sniff::plain_text(&bytes).ok_or(FileFault::Broken)?.into_bytes(), None),
        Kind::Pdf | Kind::Docx | Kind::Xlsx | Kind::Odt | Kind::Recording(..) => (kind, bytes, None),
    };
    let endings = kind.endings();
    Ok(Made { name: files::name(name, endings[0], endings), kind, bytes, preview })
}

/// Makes a logo of a picture: within [`limits::LOGO_WIDTH`] and [`limits::LOGO_HEIGHT`], encoded anew.
pub fn logo(bytes: &[u8]) -> Result<LogoMade, FileFault> {
    match sniff("", bytes)? {
        kind @ (Kind::Jpeg | Kind::Png | Kind::Webp) => picture::logo(kind, bytes),
        _ => Err(FileFault::Unknown),
    }
}

/// A picture that we made with some places painted over, no larger than a page shows it: a JPEG.
pub fn covered(bytes: &[u8], covers: &[Cover]) -> Result<Vec<u8>, FileFault> {
    match sniff("", bytes)? {
        kind @ (Kind::Jpeg | Kind::Png) => picture::covered(kind, bytes, covers),
        _ => Err(FileFault::Unknown),
    }
}

#[cfg(test)]
mod tests;
