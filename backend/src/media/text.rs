//! The text of a document, for search: what a person would read in it, without its looks. Bounded in what it gives, but
//! not in time or memory: a hostile document is read by a process that may die (`outside/reader.rs`).

use super::Kind;
use hoiam_shared::limits::FILE_TEXT_CHARS;
use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::Event;
use std::io::{BufReader, Cursor, Read};
use zip::ZipArchive;

/// What is unpacked of one document, in bytes.
const UNPACKED: u64 = 64 * 1024 * 1024;

/// The text of a file, composed and without lines that say nothing; `None` when it has none or cannot be read.
pub fn text(kind: Kind, bytes: &[u8]) -> Option<String> {
    let text = match kind {
        Kind::Text => String::from_utf8_lossy(bytes).into_owned(),
        Kind::Docx => marked_up(bytes, "word/document.xml", &WORD)?,
        Kind::Odt => marked_up(bytes, "content.xml", &OPEN_DOCUMENT)?,
        Kind::Pdf => pdf_extract::extract_text_from_mem(bytes).ok()?,
        Kind::Jpeg | Kind::Png | Kind::Webp | Kind::Gif | Kind::Xlsx | Kind::Recording(..) => return None,
    };
    let text = tidied(&text);
    (!text.is_empty()).then_some(text)
}

/// Which elements of a document stand for what. Names are without their prefix.
struct Markup {
    /// Text stands in these only; in all when there are none.
    holds: &'static [&'static str],
    /// Text stands below this.
    below: &'static str,
    /// A line ends behind these.
    line: &'static [&'static str],
    /// A gap between words.
    gap: &'static [&'static str],
}

/// Office Open XML: ECMA-376, part 1, chapter 17.
const WORD: Markup = Markup { holds: &["t"], below: "body", line: &["p", "br", "cr"], gap: &["tab"] };
/// OpenDocument 1.3, part 3, chapters 5 and 6.
const OPEN_DOCUMENT: Markup = Markup { holds: &[], below: "text", line: &["p", "h", "line-break"], gap: &["s", "tab"] };

fn marked_up(bytes: &[u8], part: &str, markup: &Markup) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let part = archive.by_name(part).ok()?.take(UNPACKED);
    let mut reader = Reader::from_reader(BufReader::new(part));
    // What is cut off by the limit was not closed; what stands before it is read.
    reader.config_mut().check_end_names = false;
    let (mut out, mut buffer) = (String::new(), Vec::new());
    let (mut inside, mut holding) = (false, markup.holds.is_empty());
    while out.len() < FILE_TEXT_CHARS * 4 {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => {
                let name = element.local_name();
                let name = std::str::from_utf8(name.as_ref()).unwrap_or_default();
                inside |= name == markup.below;
                holding |= markup.holds.contains(&name);
            }
            Ok(Event::Empty(element)) => ended(&mut out, element.local_name().as_ref(), markup),
            Ok(Event::End(element)) => {
                let name = element.local_name();
                ended(&mut out, name.as_ref(), markup);
                if markup.holds.iter().any(|held| held.as_bytes() == name.as_ref()) {
                    holding = false;
                }
            }
            Ok(Event::Text(text)) if inside && holding => out.push_str(&text.decode().ok()?),
            Ok(Event::CData(text)) if inside && holding => out.push_str(&text.decode().ok()?),
            Ok(Event::GeneralRef(reference)) if inside && holding => match reference.resolve_char_ref() {
                Ok(Some(character)) => out.push(character),
                _ => out.push_str(resolve_xml_entity(&reference.decode().ok()?).unwrap_or(" ")),
            },
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    Some(out)
}

fn ended(out: &mut String, name: &[u8], markup: &Markup) {
    let is = |names: &[&str]| names.iter().any(|known| known.as_bytes() == name);
    if is(markup.line) {
        out.push('\n');
    } else if is(markup.gap) {
        out.push(' ');
    }
}

/// Composed characters, one space between words, no empty lines, no more than is indexed. Text in a legacy
/// Vietnamese font is read as what was meant.
fn tidied(text: &str) -> String {
    let text = hoiam_shared::text::legacy::to_unicode(text).unwrap_or_else(|| text.to_owned());
    let (mut out, mut left) = (String::new(), FILE_TEXT_CHARS);
    for line in text.lines() {
        let words = line.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
        let line = words.collect::<Vec<_>>().join(" ");
        if line.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        let taken: String = line.chars().take(left).collect();
        left -= taken.chars().count();
        out.push_str(&taken);
        if left == 0 {
            break;
        }
    }
    hoiam_shared::text::composed(&out)
}
