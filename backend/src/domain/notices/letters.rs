//! Makes a letter: the words of its template with what is known of the case, as plain text and as HTML. Pure but for
//! [`template`], which looks up whose words are used. What people wrote stands in a block of its own, so nothing in it can
//! be taken for ours, and no address in it becomes a link.

use crate::domain::error::Result;
use crate::domain::settings::Settings;
use crate::domain::telling;
use crate::store::cases::StoredCase;
use crate::store::{Read, notices};
use hoiam_shared::Lang;
use hoiam_shared::case::Event;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::notices::Letter as L;
use hoiam_shared::ids::AgencyId;
use hoiam_shared::notice::{Piece, Topic, pieces};
use std::borrow::Cow;

/// Subject and body with their places still open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Whose words they are; `None` for the program's own.
    pub agency: Option<AgencyId>,
    /// Subject.
    pub subject: String,
    /// Body.
    pub body: String,
}

/// The words an agency uses: its own, those of the nearest agency above it that has some, or the program's.
pub async fn template(
    read: &mut Read<'_>,
    settings: &Settings,
    agency: Option<AgencyId>,
    topic: Topic,
    lang: Lang,
) -> Result<Template> {
    let written = notices::letters_about(read, topic.code(), lang.code()).await?;
    let line = agency.into_iter().flat_map(|id| settings.line(id));
    let nearest = line.into_iter().find_map(|a| written.iter().find(|row| row.agency_id == a.id.0));
    Ok(match nearest {
        Some(row) => {
            Template { agency: Some(AgencyId(row.agency_id)), subject: row.subject.clone(), body: row.body.clone() }
        }
        None => {
            let (subject, body) = topic.letter(lang);
            Template { agency: None, subject: subject.to_owned(), body: body.to_owned() }
        }
    })
}

/// What is known of a case, ready to be put into a letter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values {
    /// Tracking code.
    pub code: String,
    /// Title, in the citizen's words.
    pub title: String,
    /// Kind in words.
    pub kind: String,
    /// Who holds it.
    pub agency: String,
    /// Where it stands, in words.
    pub state: String,
    /// When the answer is due, in words.
    pub due: String,
    /// Where it can be read.
    pub link: String,
    /// What was written with the event.
    pub words: String,
    /// The event in words.
    pub event: String,
    /// The name of a member of staff.
    pub name: String,
}

impl Values {
    /// Those of a case. `words` came with the event; the words of a sealed case go nowhere.
    pub fn of(settings: &Settings, case: &StoredCase, title: &str, words: &str, lang: Lang) -> Self {
        let stated = &case.case;
        let agency = stated.agency.or_else(|| settings.site_by_id(stated.site).map(|site| site.agency));
        let sealed = |text: &str, instead: L| match stated.sealed && !text.is_empty() {
            true => instead.text(lang).to_owned(),
            false => text.to_owned(),
        };
        Self {
            code: case.code.clone(),
            title: sealed(title, L::SealedTitle),
            kind: stated.kind.name(lang).to_owned(),
            agency: agency.and_then(|id| settings.agency(id)).map_or("", |agency| agency.name(lang)).to_owned(),
            state: stated.state.name(lang).to_owned(),
            due: case.due_ms.map_or_else(|| L::NoDeadline.text(lang).to_owned(), |due| telling::date(due, lang)),
            words: sealed(words, L::SealedWords),
            ..Self::default()
        }
    }

    /// The event in words.
    pub fn telling(mut self, settings: &Settings, history: &[Event], version: u32, lang: Lang) -> Self {
        let told = telling::holders(history).find(|(event, _)| event.version == version);
        self.event = told
            .map(|(event, holder)| telling::event(settings, event, holder, lang, |_| String::new()))
            .unwrap_or_default();
        self
    }

    fn get(&self, place: &str) -> Option<&str> {
        Some(match place {
            "code" => &self.code,
            "title" => &self.title,
            "kind" => &self.kind,
            "agency" => &self.agency,
            "state" => &self.state,
            "due" => &self.due,
            "link" => &self.link,
            "words" => &self.words,
            "event" => &self.event,
            "name" => &self.name,
            _ => return None,
        })
    }
}

/// A letter without its envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Subject, one line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// A paragraph on its way to both forms.
enum Part<'v> {
    /// Running text, with line ends.
    Text(String),
    /// What somebody wrote.
    Quote(&'v str),
    /// Where to go.
    Link(&'v str),
}

/// Puts the values in. What stands below goes by the topic, `stop` is where letters are stopped.
pub fn write(template: &Template, values: &Values, topic: Topic, stop: &str, lang: Lang) -> Written {
    let subject = one_line(&put(&template.subject, values));
    let body = template.body.replace("\r\n", "\n");
    let mut parts = Vec::new();
    for paragraph in body.split("\n\n").map(str::trim).filter(|p| !p.is_empty()) {
        parts.push(match paragraph {
            "{words}" if values.words.trim().is_empty() => continue,
            "{words}" => Part::Quote(&values.words),
            "{link}" => Part::Link(&values.link),
            _ => Part::Text(put(paragraph, values)),
        });
    }
    let (why, open) = match topic.to_citizen() {
        true if topic.to_signer() => (L::WhySigner, L::OpenPetition),
        true => (L::WhyCitizen, L::OpenLink),
        false if topic == Topic::Alert => (L::WhyStaff, L::OpenList),
        false if topic == Topic::Report => (L::WhyStaff, L::OpenReport),
        false => (L::WhyStaff, L::OpenLink),
    };
    let why = fill(why.text(lang), &[("code", &values.code), ("operator", &values.agency)]);
    let html = html(&subject, &parts, &why, stop, open.text(lang), lang);
    Written { text: text(&parts, &why, stop, lang), html, subject }
}

fn put(text: &str, values: &Values) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Place(place) => out.push_str(values.get(place).unwrap_or_default()),
        }
    }
    out
}

/// Characters that do not show, or turn the direction in which others are read.
fn hidden(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
        || (c.is_control() && c != '\n')
}

fn one_line(text: &str) -> String {
    let shown: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !hidden(*c)).collect();
    shown.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn shown(text: &str) -> String {
    text.replace('\t', " ").chars().filter(|c| !hidden(*c)).collect()
}

fn text(parts: &[Part<'_>], why: &str, stop: &str, lang: Lang) -> String {
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Text(text) => out.push_str(&shown(text)),
            Part::Link(link) => out.push_str(link),
            Part::Quote(words) => {
                let lines: Vec<String> = shown(words.trim()).lines().map(|line| format!("> {line}")).collect();
                out.push_str(&lines.join("\n"));
            }
        }
        out.push_str("\n\n");
    }
    // The usual mark of what is not the letter itself.
    out.push_str(&format!("-- \n{why}\n{}: {stop}\n", L::Stop.text(lang)));
    out
}

/// How a letter looks: mail programs heed little but styles at the elements themselves. Pages that show a letter allow
/// these and no others.
pub const STYLES: [&str; 2] = [
    "font:16px/1.5 system-ui,sans-serif;max-width:40em;margin:1em auto;padding:0 1em",
    "margin:1em 0;padding-left:1em;border-left:3px solid #8a8a8a",
];

/// Plain HTML that every mail program shows and that a dark one may turn: no pictures, nothing loaded from anywhere.
fn html(subject: &str, parts: &[Part<'_>], why: &str, stop: &str, open: &str, lang: Lang) -> String {
    let mut body = String::new();
    let [page, quote] = STYLES;
    for part in parts {
        match part {
            Part::Text(text) => body.push_str(&format!("<p>{}</p>\n", lines(text))),
            Part::Quote(words) => body.push_str(&format!(
                "<blockquote dir=\"auto\" style=\"{quote}\">{}</blockquote>\n",
                lines(words.trim())
            )),
            Part::Link(link) => body.push_str(&format!(
                "<p><a href=\"{0}\"><strong>{1}</strong></a><br><small>{0}</small></p>\n",
                escaped(link),
                open
            )),
        }
    }
    format!(
        "<!doctype html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{}</title></head>\n\
         <body style=\"{page}\">\n{body}\
         <hr>\n<p><small>{} <a href=\"{}\">{}</a></small></p>\n</body></html>\n",
        escaped(subject),
        escaped(why),
        escaped(stop),
        L::Stop.text(lang),
    )
}

fn lines(text: &str) -> String {
    shown(text).lines().map(escaped).collect::<Vec<_>>().join("<br>\n")
}

fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(words: &str) -> Values {
        Values {
            code: "HA-26-7KQ4M-2XD9".into(),
            agency: "UBND phường".into(),
            link: "https://hoiam.test/t/x?a=1&b=2".into(),
            words: words.into(),
            ..Values::default()
        }
    }

    fn written(subject: &str, body: &str, words: &str) -> Written {
        let template = Template { agency: None, subject: subject.into(), body: body.into() };
        write(&template, &values(words), Topic::Receipt, "https://hoiam.test/stop/x", Lang::Vi)
    }

    #[test]
    fn text_and_html_say_the_same() {
        let letter = written("Hồ sơ {code}", "{agency} hỏi:\n\n{words}\n\n{link}", "Nhà số mấy?\nGần đâu?");
        assert_eq!(letter.subject, "Hồ sơ HA-26-7KQ4M-2XD9");
        assert!(
            letter.text.starts_with(
                "UBND phường hỏi:\n\n> Nhà số mấy?\n> Gần đâu?\n\nhttps://hoiam.test/t/x?a=1&b=2\n\n-- \n"
            ),
            "{}",
            letter.text
        );
        for part in [
            "<html lang=\"vi\">",
            "<p>UBND phường hỏi:</p>",
            "Nhà số mấy?<br>\nGần đâu?</blockquote>",
            "href=\"https://hoiam.test/t/x?a=1&amp;b=2\"",
        ] {
            assert!(letter.html.contains(part), "{part} is missing in {}", letter.html);
        }
        for form in [&letter.text, &letter.html] {
            assert!(form.contains("https://hoiam.test/stop/x") && form.contains("đã chọn được báo tin"), "{form}");
        }
    }

    #[test]
    fn what_people_write_stays_what_it_is() {
        let letter = written("{words}", "{words}", "<script>x</script>\r\nBcc: a@b.vn \u{202E}txt.exe {link}");
        assert!(!letter.html.contains("<script>") && letter.html.contains("&lt;script&gt;"), "{}", letter.html);
        assert_eq!(letter.subject, "<script>x</script> Bcc: a@b.vn txt.exe {link}", "one line, and filled once");
        assert!(!letter.html.contains('\u{202E}') && !letter.text.contains('\u{202E}'));
        let empty = written("x", "a\n\n{words}\n\nb", " ");
        assert!(empty.text.starts_with("a\n\nb\n\n"), "{}", empty.text);
    }
}
