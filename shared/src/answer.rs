//! What can be said of an answer before it goes out: blanks that are still open, phrases that say nothing, a date or a
//! responsible unit that is missing; and which evidence a case needs. Advice for the person who decides, computed alike in
//! the browser while they type and on the server. Only open blanks and missing evidence are more than advice.

use crate::catalogue::answers::{AnswerText, EvidenceText};
use crate::catalogue::fill;
use crate::coded::coded;
use crate::lang::Lang;
use crate::text::fold;

coded! {
    /// What an answer must bring along before it may be sent for approval.
    pub enum Evidence {
        /// A picture, by staff, with the answer or earlier.
        Picture = "picture",
        /// A document, by staff, with the answer or earlier.
        Document = "document",
        /// The rule that it rests on, named in the text.
        LegalBasis = "legal_basis",
        /// A date in the text.
        Date = "date",
        /// The unit responsible, named in the text.
        Unit = "unit",
    }
}

impl Evidence {
    /// What it is called.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Picture => EvidenceText::Picture,
            Self::Document => EvidenceText::Document,
            Self::LegalBasis => EvidenceText::LegalBasis,
            Self::Date => EvidenceText::Date,
            Self::Unit => EvidenceText::Unit,
        }
        .text(lang)
    }

    /// Whether it is there. `picture` and `document` say what files staff have given to the case.
    pub fn there(self, text: &str, units: &[&str], picture: bool, document: bool) -> bool {
        match self {
            Self::Picture => picture,
            Self::Document => document,
            Self::LegalBasis => cites_a_rule(text),
            Self::Date => has_date(text),
            Self::Unit => names_a_unit(text, units),
        }
    }
}

/// Something that a reader of an answer would miss or mind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// A blank of a template that nobody has filled; what it asks for.
    Blank(String),
    /// Words that promise nothing; as they were written.
    Empty(String),
    /// No date.
    NoDate,
    /// Nobody is named as responsible.
    NoUnit,
    /// It rests on "the law" without saying which.
    NoRule,
    /// So short that it hardly answers anything.
    Short,
}

impl Remark {
    /// In words.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::Blank(name) => fill(AnswerText::Blank.text(lang), &[("name", name)]),
            Self::Empty(phrase) => fill(AnswerText::Empty.text(lang), &[("phrase", phrase)]),
            Self::NoDate => AnswerText::NoDate.text(lang).to_owned(),
            Self::NoUnit => AnswerText::NoUnit.text(lang).to_owned(),
            Self::NoRule => AnswerText::NoRule.text(lang).to_owned(),
            Self::Short => AnswerText::Short.text(lang).to_owned(),
        }
    }
}

/// Shorter than this and it hardly answers anything, in characters.
const SHORT_CHARS: usize = 80;

/// Phrases that say nothing, in small letters; a reader still does not know who does what until when.
const EMPTY: &[&str] = &[
    "đang xem xét",
    "sẽ xem xét",
    "sẽ nghiên cứu",
    "xin ghi nhận",
    "ghi nhận ý kiến",
    "xin tiếp thu",
    "tiếp thu ý kiến",
    "trong thời gian tới",
    "trong thời gian sớm nhất",
    "sớm nhất có thể",
    "sẽ sớm giải quyết",
    "cơ quan chức năng",
    "các đơn vị liên quan",
    "các cơ quan liên quan",
    "cơ quan có thẩm quyền",
    "rút kinh nghiệm",
    "tăng cường công tác",
    "in due course",
    "as soon as possible",
    "at the earliest",
    "will be considered",
    "being looked into",
    "under consideration",
    "duly noted",
    "the relevant authorities",
    "the competent authorities",
    "appropriate measures",
    "necessary measures",
];

/// Beginnings of the names of units, in small letters; a name follows.
const UNITS: &[&str] = &[
    "ubnd",
    "ủy ban nhân dân",
    "uỷ ban nhân dân",
    "phòng",
    "sở",
    "ban quản lý",
    "công an",
    "công ty",
    "đội",
    "trạm",
    "chi cục",
    "trung tâm",
    "xí nghiệp",
    "department of",
    "ministry of",
    "division",
    "office of",
    "company",
    "people's committee",
];

/// Words that name a rule when a number or a name follows.
const RULES: &[&str] = &[
    "luật",
    "nghị định",
    "thông tư",
    "quyết định số",
    "nghị quyết",
    "điều",
    "khoản",
    "decree",
    "circular",
    "article",
    "section",
    "act",
];

/// Words that lean on rules without naming one.
const SOME_RULE: &[&str] =
    &["theo quy định của pháp luật", "theo quy định", "according to the law", "as required by law"];

/// In small letters, letter by letter: what the standard library does about Greek is 2 KB of the console.
fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// Everything there is to say of an answer. `units` are the names of those who may be responsible.
pub fn remarks(text: &str, units: &[&str]) -> Vec<Remark> {
    let mut out: Vec<Remark> = blanks(text).into_iter().map(|name| Remark::Blank(name.to_owned())).collect();
    let small = lower(text);
    out.extend(
        EMPTY.iter().filter(|phrase| small.contains(**phrase)).map(|phrase| Remark::Empty((*phrase).to_owned())),
    );
    if text.trim().chars().count() < SHORT_CHARS {
        out.push(Remark::Short);
    }
    if !has_date(text) {
        out.push(Remark::NoDate);
    }
    if !names_a_unit(text, units) {
        out.push(Remark::NoUnit);
    }
    if SOME_RULE.iter().any(|phrase| small.contains(phrase)) && !cites_a_rule(text) {
        out.push(Remark::NoRule);
    }
    out
}

/// The blanks of a text, `[[like this]]`, each once, in the order they come.
pub fn blanks(text: &str) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("[[") {
        let Some((name, behind)) = after.split_once("]]") else { break };
        let name = name.trim();
        if !name.is_empty() && !name.contains('\n') && !out.contains(&name) {
            out.push(name);
        }
        rest = behind;
    }
    out
}

/// Fills a blank wherever it stands.
pub fn fill_blank(text: &str, name: &str, value: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[[") {
        out.push_str(before);
        match after.split_once("]]") {
            Some((found, behind)) if found.trim() == name => {
                out.push_str(value);
                rest = behind;
            }
            _ => {
                out.push_str("[[");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A day that can be found in a calendar: `05/12`, `5.12.2026`, `2026-12-05`, `ngày 5`, `tháng 12`, `5 December`.
pub fn has_date(text: &str) -> bool {
    let small = lower(text);
    let words: Vec<&str> = small.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')')).collect();
    let number = |word: &str, most: u32| word.parse::<u32>().is_ok_and(|n| (1..=most).contains(&n));
    let numeric = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_ascii_digit());
        ['/', '.', '-'].iter().any(|by| {
            let parts: Vec<&str> = word.split(*by).collect();
            match parts.as_slice() {
                [day, month] => *by == '/' && number(day, 31) && number(month, 12),
                [day, month, year] if year.len() == 4 => number(day, 31) && number(month, 12) && number(year, 9_999),
                [year, month, day] if year.len() == 4 => number(year, 9_999) && number(month, 12) && number(day, 31),
                _ => false,
            }
        })
    };
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    words.iter().any(|word| numeric(word))
        || words.windows(2).any(|pair| {
            let (first, second) = (bare(pair[0]), bare(pair[1]));
            let day = |word: &str| number(word, 31);
            (first == "ngày" && day(&second))
                || (first == "tháng" && number(&second, 12))
                || (day(&first) && MONTHS.contains(&&*second))
                || (MONTHS.contains(&&*first) && day(&second))
        })
}

/// A unit is named: one of `units`, or a word for one with a name behind it.
pub fn names_a_unit(text: &str, units: &[&str]) -> bool {
    let folded = fold(text);
    if units.iter().any(|unit| !unit.is_empty() && folded.contains(&*fold(unit))) {
        return true;
    }
    UNITS.iter().any(|word| followed(text, word, |c| c.is_uppercase() || c.is_ascii_digit()))
}

/// A rule is named: a word for one with a number or a name behind it.
pub fn cites_a_rule(text: &str) -> bool {
    RULES.iter().any(|word| followed(text, word, |c| c.is_uppercase() || c.is_ascii_digit()))
}

/// The word stands in the text, as a word, and what comes after it begins so.
fn followed(text: &str, word: &str, begins: impl Fn(char) -> bool) -> bool {
    // Small letters may take another number of bytes: positions are counted in characters.
    let small: Vec<char> = text.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect();
    let real: Vec<char> = text.chars().collect();
    let word: Vec<char> = word.chars().collect();
    small.windows(word.len()).enumerate().any(|(at, found)| {
        let before = at == 0 || !small[at - 1].is_alphanumeric();
        let after = &real[at + word.len()..];
        let next = after.iter().position(|c| *c != ' ' && *c != '\u{A0}');
        found == word && before && next.is_some_and(|n| n > 0 && begins(after[n]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_good_answer_leaves_nothing_to_say() {
        let good = "Ngày 05/12/2026, Đội Quản lý đường bộ số 2 đã lấp ổ gà trước số nhà 12 và sẽ thảm lại mặt đường trước \
                    ngày 20/12/2026. Căn cứ Điều 12 Nghị định 44/2024.";
        assert_eq!(remarks(good, &["UBND phường Bến Nghé"]), []);
        let english = "On 5 December the Department of Construction filled the pothole in front of number 12; the whole \
                       street is resurfaced by 20 December.";
        assert_eq!(remarks(english, &[]), []);
    }

    #[test]
    fn what_is_missing_is_named() {
        let check = |text: &str, expect: &[Remark]| assert_eq!(remarks(text, &["Sở Xây dựng"]), expect, "{text}");
        let empty = |phrase: &str| Remark::Empty(phrase.to_owned());
        check(
            "Xin ghi nhận ý kiến của ông/bà. Cơ quan chức năng đang xem xét và sẽ trả lời trong thời gian tới theo quy định.",
            &[
                empty("đang xem xét"),
                empty("xin ghi nhận"),
                empty("ghi nhận ý kiến"),
                empty("trong thời gian tới"),
                empty("cơ quan chức năng"),
                Remark::NoDate,
                Remark::NoUnit,
                Remark::NoRule,
            ],
        );
        check("so xay dung da sua ngày 5 [[việc]].", &[Remark::Blank("việc".into()), Remark::Short]);
    }

    #[test]
    fn dates_are_found() {
        let check = |text: &str, expect: bool| assert_eq!(has_date(text), expect, "{text}");
        check("trước 05/12.", true);
        check("(5.12.2026)", true);
        check("2026-12-05", true);
        check("ngày 5, lúc 8 giờ", true);
        check("vào tháng 12", true);
        check("by December 5th, at 9", false);
        check("on 5 December", true);
        check("số 12/45 phố Huế", false);
        check("Nghị định 61/2018", false);
        check("không có", false);
    }

    #[test]
    fn rules_and_units_need_a_name() {
        assert!(cites_a_rule("theo Điều 9 và"));
        assert!(cites_a_rule("Luật Đất đai"));
        assert!(!cites_a_rule("theo luật thì"));
        assert!(!cites_a_rule("điều này"));
        assert!(names_a_unit("Phòng Tài nguyên", &[]));
        assert!(!names_a_unit("trong phòng họp", &[]));
        assert!(names_a_unit("do UBND phường làm", &["UBND Phường"]));
    }

    #[test]
    fn blanks_are_found_and_filled() {
        let text = "Trước [[ngày]], [[ đơn vị ]] sửa xong; [[ngày]] [[";
        assert_eq!(blanks(text), ["ngày", "đơn vị"]);
        let filled = fill_blank(&fill_blank(text, "ngày", "05/12"), "đơn vị", "Đội 2");
        assert_eq!(filled, "Trước 05/12, Đội 2 sửa xong; 05/12 [[");
        assert_eq!(blanks("[[]] [[a\nb]]"), Vec::<&str>::new());
    }

    #[test]
    fn evidence_is_in_the_text_or_in_the_files() {
        assert!(Evidence::Picture.there("", &[], true, false) && !Evidence::Picture.there("", &[], false, true));
        assert!(Evidence::Document.there("", &[], false, true));
        assert!(Evidence::Date.there("05/12", &[], false, false));
        assert!(Evidence::Unit.there("Đội 2", &[], false, false));
        assert!(!Evidence::LegalBasis.there("Đội 2", &[], false, false));
    }
}
