//! Documents that are archives inside: which one it is, and that it holds no programs and no more than it says.
//! Only the archive's table is read here, nothing is unpacked but a few bytes.

use super::Kind;
use hoiam_shared::files::FileFault;
use hoiam_shared::limits;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Parts of an archive at most.
const PARTS: usize = 10_000;
const ODT: &[u8] = b"application/vnd.oasis.opendocument.text";

/// What kind of document it is, or why it is not taken.
pub(super) fn look(bytes: &[u8]) -> Result<Kind, FileFault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileFault::Broken)?;
    // Something in front of the archive would make it two files in one.
    if archive.offset() != 0 {
        return Err(FileFault::Broken);
    }
    if archive.len() > PARTS {
        return Err(FileFault::Bomb);
    }
    let mut whole = 0u64;
    for i in 0..archive.len() {
        let part = archive.by_index_raw(i).map_err(|_| FileFault::Broken)?;
        whole = whole.saturating_add(part.size());
        // A sheet of nothing but spaces packs a thousandfold; more than that is made to do harm.
        if part.size() > 10_000_000 && part.size() / part.compressed_size().max(1) > 1_000 {
            return Err(FileFault::Bomb);
        }
    }
    if whole > limits::UNPACKED_BYTES {
        return Err(FileFault::Bomb);
    }
    let has = |name: &str| archive.index_for_name(name).is_some();
    let open_xml = has("[Content_Types].xml");
    let kind = if open_xml && has("word/document.xml") {
        Kind::Docx
    } else if open_xml && has("xl/workbook.xml") {
        Kind::Xlsx
    } else if has("mimetype") {
        let mut start = Vec::new();
        let part = archive.by_name("mimetype").map_err(|_| FileFault::Broken)?;
        part.take(100).read_to_end(&mut start).map_err(|_| FileFault::Broken)?;
        if start.trim_ascii() != ODT {
            return Err(FileFault::Unknown);
        }
        Kind::Odt
    } else {
        return Err(if open_xml { FileFault::Unknown } else { FileFault::Archive });
    };
    let runs = |name: &str| {
        let name = name.to_ascii_lowercase();
        name.ends_with("vbaproject.bin")
            || name.starts_with("basic/")
            || name.starts_with("scripts/")
            || name.contains("/activex/")
    };
    let mut programs = false;
    for name in archive.file_names() {
        programs |= runs(&name.map_err(|_| FileFault::Broken)?);
    }
    if programs { Err(FileFault::Macros) } else { Ok(kind) }
}
