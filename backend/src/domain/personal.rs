//! What in a text tells who somebody is, with its place: numbers and addresses by their shape, names by what stands
//! before them or by the contact the citizen left. Screening asks whether there is any, publishing where.

use super::screening;
use hoiam_shared::case::event::Flag;
use hoiam_shared::publish::{Mark, Part, redacted};
use hoiam_shared::text::{Token, Word, tokens};
use hoiam_shared::wire::intake::Contact;
use std::cell::LazyCell;
use std::ops::Range;
use std::sync::LazyLock;

/// Words before the name of a person.
const HONORIFICS: &[&str] = &["ông", "bà", "anh", "chị", "chú", "bác", "cô", "cậu", "dì", "em", "mr", "mrs", "ms"];
/// Words before the name of a street, which is often that of a person.
const STREETS: &[&str] = &["duong", "pho", "ngo", "hem", "ngach", "kiet", "cau", "cho", "truong", "phuong", "xa"];
/// A name has at most so many words.
const NAME_WORDS: usize = 5;

/// Numbers that tell who somebody is, as byte ranges. What may be a bank account is one where the text speaks of one.
pub fn numbers(text: &str) -> Vec<(Range<usize>, Flag)> {
    let mut found = Vec::new();
    let mut run = String::new();
    let mut range = 0..0;
    let mut gap = false;
    for (at, c) in text.char_indices().chain(std::iter::once((text.len(), '\n'))) {
        if c.is_ascii_digit() || (c == '+' && run.is_empty()) {
            if run.is_empty() {
                range.start = at;
            }
            range.end = at + 1;
            run.push(c);
            gap = false;
        } else if !run.is_empty() && !gap && matches!(c, ' ' | '.' | '-') {
            gap = true;
        } else {
            found.extend(judge(&run).map(|flag| (range.clone(), flag)));
            run.clear();
            gap = false;
        }
    }
    found
}

/// What a run of digits is.
fn judge(run: &str) -> Option<Flag> {
    let local = run.strip_prefix("+84").map(|rest| format!("0{rest}")).unwrap_or_else(|| run.to_owned());
    match local.len() {
        // Mobile and fixed numbers: ten digits from 03, 05, 07, 08, 09; eleven from 02.
        10 if matches!(&local[..2], "03" | "05" | "07" | "08" | "09") => Some(Flag::Phone),
        11 if local.starts_with("02") => Some(Flag::Phone),
        // The identity card: province code 001-096, then century and sex, year, serial.
        12 if local.starts_with('0') => Some(Flag::IdCard),
        9..=15 => Some(Flag::BankAccount),
        _ => None,
    }
}

/// E-mail addresses, as byte ranges.
pub fn emails(text: &str) -> Vec<Range<usize>> {
    let ends = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>' | '(' | ')');
    let mut found = Vec::new();
    // Most texts have none, and this is far quicker than cutting them into words.
    if !text.contains('@') {
        return found;
    }
    let mut start = 0;
    for (at, c) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        if !ends(c) {
            continue;
        }
        let word = text[start..at].trim_end_matches('.');
        let good = word.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && domain.split('.').filter(|label| !label.is_empty()).count() >= 2
        });
        if good {
            found.push(start..start + word.len());
        }
        start = at + c.len_utf8();
    }
    found
}

/// Whatever in a text tells who somebody is, in order, and nothing that lies inside something else; no flag stands for a name.
pub fn all(text: &str, contact: Option<&Contact>) -> Vec<(Range<usize>, Option<Flag>)> {
    let accounts = LazyCell::new(|| screening::speaks_of_accounts(text));
    let numbers = numbers(text).into_iter().filter(|(_, flag)| *flag != Flag::BankAccount || *accounts);
    let mut all: Vec<(Range<usize>, Option<Flag>)> = numbers.map(|(range, flag)| (range, Some(flag))).collect();
    all.extend(emails(text).into_iter().map(|range| (range, Some(Flag::Email))));
    all.extend(names(text, contact).into_iter().map(|range| (range, None)));
    all.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut reached = 0;
    all.retain(|(range, _)| {
        let new = range.end > reached;
        reached = reached.max(range.end);
        new
    });
    all
}

/// A stretch of bytes as a mark in characters.
pub fn mark(text: &str, part: Part, range: &Range<usize>) -> Mark {
    let place = |byte: usize| u32::try_from(text[..byte].chars().count()).unwrap_or(u32::MAX);
    Mark { part, from: place(range.start), to: place(range.end) }
}

/// The text with all that covered.
pub fn covered(text: &str, contact: Option<&Contact>) -> String {
    let marks: Vec<Mark> = all(text, contact).iter().map(|(range, _)| mark(text, Part::Body, range)).collect();
    redacted(text, Part::Body, &marks)
}

/// Names: that of the citizen wherever it stands, and what stands behind "ông", "bà" and their like.
pub fn names(text: &str, contact: Option<&Contact>) -> Vec<Range<usize>> {
    let tokens = tokens(text);
    let mut found = behind_honorifics(text, &tokens);
    let name = contact.and_then(|contact| contact.name.as_deref()).unwrap_or_default();
    let name: Vec<_> = hoiam_shared::text::tokens(name).into_iter().map(|token| token.folded).collect();
    // The whole name, and without the family name as people call each other.
    for short in [name.as_slice(), name.get(name.len().saturating_sub(2)..).unwrap_or_default()] {
        if short.len() < 2 {
            continue;
        }
        for stretch in tokens.windows(short.len()) {
            if stretch.iter().zip(short).all(|(token, word)| token.folded == *word) {
                found.push(stretch[0].start..stretch[short.len() - 1].end);
            }
        }
    }
    found
}

/// With its marks or with none at all: the "Chí" in "Hồ Chí Minh" is no "chị".
fn honorific(token: &Token) -> bool {
    static WORDS: LazyLock<Vec<Word>> = LazyLock::new(|| HONORIFICS.iter().map(|word| Word::of(word)).collect());
    let unmarked = token.exact == token.folded;
    WORDS.iter().any(|word| if unmarked { word.folded == token.folded } else { word.exact == token.exact })
}

fn behind_honorifics(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let capital = |token: &Token| {
        let word = &text[token.start..token.end];
        word.chars().next().is_some_and(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase)
    };
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let street = at > 0 && STREETS.contains(&tokens[at - 1].folded.as_str());
        if street || !honorific(token) {
            continue;
        }
        // Words of one sentence stand in a row; "Chị" at its start may be capital itself.
        let next = tokens[at + 1..].iter().take(NAME_WORDS).zip(1..);
        let name = next.take_while(|(next, by)| next.position == token.position + by && capital(next));
        if let Some((last, _)) = name.last() {
            found.push(tokens[at + 1].start..last.end);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_who_somebody_is() {
        let contact = Contact { name: Some("Nguyễn Văn An".into()), email: None, phone: None, notify: false };
        let check = |text: &str, expect: &[&str]| {
            let found = all(text, Some(&contact));
            assert_eq!(found.into_iter().map(|(range, _)| &text[range]).collect::<Vec<_>>(), expect, "{text}");
        };
        check("Gọi tôi số 0912 345 678 nhé", &["0912 345 678"]);
        check("+84 912.345.678, thư an.nguyen@example.vn.", &["+84 912.345.678", "an.nguyen@example.vn"]);
        check("CCCD 079 123 456 789 bị thu", &["079 123 456 789"]);
        check("Tôi là nguyen van an ở tổ 5", &["nguyen van an"]);
        check("Đơn số 123456789", &[]);
        check("Số tài khoản ngân hàng 123456789", &["123456789"]);
        check("Nhà ông Trần Văn Bình xây lấn hẻm", &["Trần Văn Bình"]);
        check("Chị Hoa kể lại", &["Hoa"]);
        check("chi Hoa kể lại", &["Hoa"]);
        check("Sở Y tế thành phố Hồ Chí Minh trả lời", &[]);
        check("Ngập ở đường Bà Triệu và phố Bà Huyện Thanh Quan", &[]);
        check("Các ông bà đi qua đều kêu", &[]);
        check("Từ ngày 12/11/2026, xe 51F-123.45", &[]);
    }

    #[test]
    fn what_is_covered_is_gone() {
        let contact = Contact { name: Some("Nguyễn Văn An".into()), email: None, phone: None, notify: false };
        let check = |text: &str, expect: &str| assert_eq!(covered(text, Some(&contact)), expect);
        check("Cảm ơn anh Bình, gọi 0912345678. Văn An", "Cảm ơn anh ▇▇▇, gọi ▇▇▇. ▇▇▇");
        check("Đã dọn sạch.", "Đã dọn sạch.");
    }
}
