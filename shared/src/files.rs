//! Files that people send along: what is taken, why something is not, and how sizes are written. The same words in
//! the browser, which looks before it sends, and on the server, which decides.

use crate::catalogue::files::Files;
use crate::coded::coded;
use crate::lang::Lang;
use crate::{catalogue, limits};

/// What a file chooser offers. What is taken is decided by what is in a file, never by its name.
pub const ACCEPT: &str =
    "image/jpeg,image/png,image/webp,image/gif,application/pdf,.docx,.xlsx,.odt,.txt,audio/*,video/*";

/// A file that is uploaded and waits to be sent along with something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Id of the upload.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
}

coded! {
    /// Why a file is not taken.
    pub enum FileFault {
        /// Nothing in it.
        Empty = "empty",
        /// Larger than one file may be.
        TooLarge = "too_large",
        /// A kind that is not on the list.
        Unknown = "unknown_type",
        /// A photograph in Apple's format, which few programs open.
        Heic = "heic",
        /// A page, a drawing with scripts, a program.
        Active = "active_content",
        /// Office document of before 2007.
        OldOffice = "old_office",
        /// Office document with macros.
        Macros = "macros",
        /// An archive.
        Archive = "archive",
        /// Damaged, or not what it looks like.
        Broken = "broken",
        /// A picture of more dots than can be shown.
        TooManyPixels = "too_many_pixels",
        /// Unpacks to far more than it weighs.
        Bomb = "bomb",
        /// Too much is waiting to be sent along with something.
        NoRoom = "no_room",
        /// Too much from one address within a day.
        TooMuch = "too_much",
    }
}

impl FileFault {
    /// In words: what is wrong and what to do instead.
    pub fn text(self, lang: Lang) -> String {
        use Files as F;
        let text = match self {
            Self::Empty => F::Empty,
            Self::TooLarge => F::TooLarge,
            Self::Unknown => F::Unknown,
            Self::Heic => F::Heic,
            Self::Active => F::Active,
            Self::OldOffice => F::OldOffice,
            Self::Macros => F::Macros,
            Self::Archive => F::Archive,
            Self::Broken => F::Broken,
            Self::TooManyPixels => F::TooManyPixels,
            Self::Bomb => F::Bomb,
            Self::NoRoom => F::NoRoom,
            Self::TooMuch => F::TooMuch,
        };
        let (size, dots) = (bytes(limits::FILE_BYTES, lang), (limits::PICTURE_PIXELS / 1_000_000).to_string());
        catalogue::fill(text.text(lang), &[("size", &size), ("dots", &dots)])
    }

    /// It may be taken later, as it is.
    pub const fn passes(self) -> bool {
        matches!(self, Self::NoRoom | Self::TooMuch)
    }
}

/// A size as people read it: `840 KB`, `2,4 MB`; the decimal mark is the language's.
pub fn bytes(size: u64, lang: Lang) -> String {
    if size < 1024 {
        return format!("{size} B");
    }
    if size < 1024 * 1024 {
        return format!("{} KB", size / 1024);
    }
    let tenths = size * 10 / (1024 * 1024);
    if tenths.is_multiple_of(10) || tenths >= 100 {
        return format!("{} MB", tenths / 10);
    }
    let mark = match lang {
        Lang::Vi => ',',
        Lang::En => '.',
    };
    format!("{}{mark}{} MB", tenths / 10, tenths % 10)
}

/// A name as it may be kept and shown: the last part of a path, without characters that hide or break something,
/// not longer than a name is, and with the ending `ending` that belongs to what is in the file.
pub fn name(given: &str, ending: &str, endings: &[&str]) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String =
        last.chars().filter(|c| !hidden(*c)).map(|c| if unsafe_in_names(c) { '_' } else { c }).collect();
    let plain = crate::text::composed(plain.trim().trim_start_matches('.'));
    let stem = match plain.rsplit_once('.') {
        // An ending that is wrong is replaced: `don.pdf.exe` that holds a PDF becomes `don.pdf`.
        Some((stem, last)) if (1..=5).contains(&last.chars().count()) && !stem.is_empty() => {
            if endings.iter().any(|e| last.eq_ignore_ascii_case(e)) {
                return cut(stem, last);
            }
            match stem.rsplit_once('.') {
                Some((inner, before))
                    if endings.iter().any(|e| before.eq_ignore_ascii_case(e)) && !inner.is_empty() =>
                {
                    inner
                }
                _ => stem,
            }
        }
        _ => plain.as_str(),
    };
    cut(if stem.is_empty() { "file" } else { stem }, ending)
}

fn cut(stem: &str, ending: &str) -> String {
    let room = limits::FILE_NAME_CHARS - ending.chars().count() - 1;
    let stem: String = stem.chars().take(room).collect();
    format!("{}.{}", stem.trim_end(), ending.to_ascii_lowercase())
}

/// Control characters and marks that turn the direction of writing or join without being seen.
fn hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Not allowed in names on some system that people save to.
const fn unsafe_in_names(c: char) -> bool {
    matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kept_as_far_as_they_are_safe() {
        let check = |given: &str, expect: &str| assert_eq!(name(given, "jpg", &["jpg", "jpeg"]), expect, "{given:?}");
        check("ảnh hố ga.jpg", "ảnh hố ga.jpg");
        check("IMG_0001.JPEG", "IMG_0001.jpeg");
        check("anh.png", "anh.jpg");
        check("anh.jpg.exe", "anh.jpg");
        check("C:\\Users\\an\\anh.jpg", "anh.jpg");
        check("../../etc/passwd", "passwd.jpg");
        check("\u{202E}gpj.exe", "gpj.jpg");
        check("", "file.jpg");
        check(".jpg", "jpg.jpg");
        check("a\0b\n.jpg", "ab.jpg");
        check("a<b>:c.jpg", "a_b__c.jpg");
        assert_eq!(name(&"đ".repeat(300), "jpg", &["jpg"]).chars().count(), limits::FILE_NAME_CHARS);
    }

    #[test]
    fn sizes_are_written_as_people_read_them() {
        let check = |size: u64, vi: &str, en: &str| {
            assert_eq!((bytes(size, Lang::Vi), bytes(size, Lang::En)), (vi.into(), en.into()))
        };
        check(0, "0 B", "0 B");
        check(2_048, "2 KB", "2 KB");
        check(2_600_000, "2,4 MB", "2.4 MB");
        check(limits::FILE_BYTES, "25 MB", "25 MB");
    }

    #[test]
    fn every_reason_is_told_in_full() {
        for fault in FileFault::ALL {
            for lang in [Lang::Vi, Lang::En] {
                let text = fault.text(lang);
                assert!(text.len() > 10 && !text.contains('{'), "{fault}: {text}");
            }
        }
    }
}
