//! What a file is, from its bytes. The name is asked only whether plain text is meant to be run.

use super::office;
use hoiam_shared::files::FileFault;

/// A kind of file that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// JPEG picture.
    Jpeg,
    /// PNG picture.
    Png,
    /// WebP picture; kept as JPEG or PNG.
    Webp,
    /// GIF picture.
    Gif,
    /// PDF document.
    Pdf,
    /// Word document (Office Open XML).
    Docx,
    /// Excel workbook (Office Open XML).
    Xlsx,
    /// Text document (OpenDocument).
    Odt,
    /// Plain text.
    Text,
    /// Sound or film: media type and ending. Kept as it is and only ever handed out to be saved, never played by a
    /// page of ours: noise at night, a quarrel on a pavement are shown by a recording and nothing else.
    Recording(&'static str, &'static str),
}

impl Kind {
    /// Its media type.
    pub const fn media(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Text => "text/plain",
            Self::Recording(media, _) => media,
        }
    }

    /// Endings that names of it may have; the first is the one given.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png"],
            Self::Webp => &["webp"],
            Self::Gif => &["gif"],
            Self::Pdf => &["pdf"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Odt => &["odt"],
            Self::Text => &["txt", "csv", "md", "log"],
            Self::Recording(media, _) => {
                RECORDINGS.iter().find(|(_, to, _)| *to == media).map_or(&["bin"], |(_, _, endings)| endings)
            }
        }
    }

    /// There is text in it that can be read for search.
    pub const fn readable(self) -> bool {
        matches!(self, Self::Pdf | Self::Docx | Self::Odt | Self::Text)
    }

    /// The kind with this media type.
    pub fn from_media(media: &str) -> Option<Self> {
        let fixed =
            [Self::Jpeg, Self::Png, Self::Webp, Self::Gif, Self::Pdf, Self::Docx, Self::Xlsx, Self::Odt, Self::Text];
        fixed.into_iter().find(|kind| kind.media() == media).or_else(|| {
            let (_, to, endings) = RECORDINGS.iter().find(|(_, to, _)| *to == media)?;
            Some(Self::Recording(to, endings[0]))
        })
    }
}

/// Sound and film: as the signature is called, the media type given, endings.
const RECORDINGS: &[(&str, &str, &[&str])] = &[
    ("video/mp4", "video/mp4", &["mp4", "m4v"]),
    ("video/x-m4v", "video/mp4", &["mp4", "m4v"]),
    ("video/quicktime", "video/quicktime", &["mov"]),
    ("video/webm", "video/webm", &["webm"]),
    ("video/x-matroska", "video/x-matroska", &["mkv"]),
    ("video/3gpp", "video/3gpp", &["3gp"]),
    ("video/x-msvideo", "video/x-msvideo", &["avi"]),
    ("audio/mpeg", "audio/mpeg", &["mp3"]),
    ("audio/m4a", "audio/mp4", &["m4a"]),
    ("audio/ogg", "audio/ogg", &["ogg", "oga", "opus"]),
    ("audio/x-wav", "audio/wav", &["wav"]),
    ("audio/amr", "audio/amr", &["amr"]),
    ("audio/aac", "audio/aac", &["aac"]),
    ("audio/x-flac", "audio/flac", &["flac"]),
];

/// What the file is, or why its kind is not taken.
pub fn sniff(name: &str, bytes: &[u8]) -> Result<Kind, FileFault> {
    if brand(bytes).is_some_and(|brand| HEIF.contains(&brand)) {
        return Err(FileFault::Heic);
    }
    // The signature of phones' films that the table of signatures does not know.
    if brand(bytes).is_some_and(|brand| brand.starts_with(b"3g")) {
        return Ok(Kind::Recording("video/3gpp", "3gp"));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return office::look(bytes);
    }
    let found = infer::get(bytes).map(|found| found.mime_type());
    match found {
        Some("image/jpeg") => Ok(Kind::Jpeg),
        Some("image/png") => Ok(Kind::Png),
        Some("image/webp") => Ok(Kind::Webp),
        Some("image/gif") => Ok(Kind::Gif),
        Some("image/heif" | "image/avif") => Err(FileFault::Heic),
        Some("application/pdf") => pdf(bytes),
        Some(
            "application/x-ole-storage"
            | "application/msword"
            | "application/vnd.ms-excel"
            | "application/vnd.ms-powerpoint",
        ) => Err(FileFault::OldOffice),
        Some(
            "application/vnd.rar"
            | "application/gzip"
            | "application/x-7z-compressed"
            | "application/x-bzip2"
            | "application/x-tar"
            | "application/x-xz"
            | "application/zstd"
            | "application/zip",
        ) => Err(FileFault::Archive),
        Some(
            "application/x-executable"
            | "application/vnd.microsoft.portable-executable"
            | "application/wasm"
            | "application/java"
            | "application/x-mach-binary"
            | "application/vnd.android.dex"
            | "text/html"
            | "text/x-shellscript"
            | "text/xml"
            | "image/svg+xml",
        ) => Err(FileFault::Active),
        Some(media) => match RECORDINGS.iter().find(|(from, ..)| *from == media) {
            Some((_, to, endings)) => Ok(Kind::Recording(to, endings[0])),
            None => Err(FileFault::Unknown),
        },
        None => text(name, bytes),
    }
}

/// The brand of an ISO base media file (ISO/IEC 14496-12, 4.3).
fn brand(bytes: &[u8]) -> Option<&[u8]> {
    (bytes.get(4..8)? == b"ftyp").then(|| bytes.get(8..12)).flatten()
}

const HEIF: &[&[u8]] = &[b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"];

/// A PDF begins as one and has the place where its table of contents lies near its end; one that was cut off or
/// hides behind something else has not.
fn pdf(bytes: &[u8]) -> Result<Kind, FileFault> {
    let tail = &bytes[bytes.len().saturating_sub(64 * 1024)..];
    let ends = tail.windows(9).any(|window| window == b"startxref");
    if bytes.starts_with(b"%PDF-") && ends { Ok(Kind::Pdf) } else { Err(FileFault::Broken) }
}

/// Plain text as UTF-8; from UTF-16 when a mark at its start says so. `None` when it is none.
pub(super) fn plain_text(bytes: &[u8]) -> Option<String> {
    let wide = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
        char::decode_utf16(units).collect::<Result<String, _>>().ok()
    };
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes)?,
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok()?.to_owned(),
        _ => std::str::from_utf8(bytes).ok()?.to_owned(),
    };
    let strange = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{85}');
    (!text.trim().is_empty() && !text.contains(strange)).then_some(text)
}

/// Endings of what is run or drawn rather than read.
const ACTIVE: &[&str] = &[
    "svg", "svgz", "html", "htm", "xhtml", "xht", "shtml", "mht", "mhtml", "xml", "xsl", "js", "mjs", "cjs", "jse",
    "ts", "vbs", "vbe", "wsf", "hta", "bat", "cmd", "ps1", "psm1", "sh", "bash", "py", "pl", "rb", "php", "jsp", "asp",
    "aspx", "exe", "com", "scr", "msi", "dll", "jar", "apk", "app", "reg", "lnk", "url", "inf", "iqy", "slk",
];
/// How what is run or drawn begins.
const MARKS: &[&str] = &[
    "<!doctype",
    "<html",
    "<head",
    "<body",
    "<script",
    "<svg",
    "<?xml",
    "<?php",
    "<iframe",
    "<object",
    "<embed",
    "<style",
    "<math",
    "<!entity",
    "mime-version:",
];

fn text(name: &str, bytes: &[u8]) -> Result<Kind, FileFault> {
    let Some(text) = plain_text(bytes) else {
        return Err(if bytes.iter().all(u8::is_ascii_whitespace) { FileFault::Empty } else { FileFault::Unknown });
    };
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.trim().to_lowercase());
    let start: String = text.trim_start().chars().take(2_048).collect::<String>().to_lowercase();
    let runs = start.starts_with("#!") || MARKS.iter().any(|mark| start.contains(mark));
    let named = ending.is_some_and(|ending| ACTIVE.contains(&ending.as_str()));
    if runs || named { Err(FileFault::Active) } else { Ok(Kind::Text) }
}
