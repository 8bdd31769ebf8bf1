//! Identifiers inside running text: document numbers, dates, plates, codes, phone numbers, grouped numbers,
//! dotted abbreviations. Each becomes one token in one canonical spelling, so that `51F-123.45` and `51f12345`
//! are the same word and `20/2009/NĐ-CP` is not nearly `20/2008/NĐ-CP`.
//!
//! A reader takes the cleaned characters and the place of a word's beginning, and says where the identifier
//! ends and how it is spelled; nothing here looks at what stands before.

use super::chars::Ch;
use super::letters;

/// An identifier found at the beginning of a word.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Index after its last character.
    pub end: usize,
    /// The one spelling.
    pub canonical: String,
    /// Its words are worth finding by themselves.
    pub parts: bool,
}

/// The identifier that begins at `at`, if one does. The order of the readers is part of the rule: a date is
/// tried before a code, a phone number before a grouped number.
pub(super) fn read(chars: &[Ch], at: usize) -> Option<Found> {
    let text = Text { chars };
    if !text.word(at) {
        return None;
    }
    let found = if text.digit(at) {
        document(text, at)
            .or_else(|| date(text, at))
            .or_else(|| phone(text, at))
            .or_else(|| plate(text, at))
            .or_else(|| code(text, at))
            .or_else(|| grouped(text, at))
            .or_else(|| number_of_year(text, at))
            .or_else(|| amount(text, at))
    } else {
        code(text, at).or_else(|| dotted(text, at))
    };
    found.filter(|found| !text.joined(found.end))
}

#[derive(Clone, Copy)]
struct Text<'a> {
    chars: &'a [Ch],
}

impl Text<'_> {
    fn at(self, i: usize) -> char {
        self.chars.get(i).map_or('\0', |ch| ch.c)
    }
    fn digit(self, i: usize) -> bool {
        self.at(i).is_ascii_digit()
    }
    fn word(self, i: usize) -> bool {
        letters::is_word(self.at(i))
    }
    /// Stands in the same place as the one before it, like a vowel sign that composes with nothing: no word ends there, or the
    /// next would begin before that end.
    fn joined(self, i: usize) -> bool {
        i.checked_sub(1).and_then(|before| self.chars.get(before..=i)).is_some_and(|two| two[1].start < two[0].end)
    }
    /// A letter that identifiers use: ASCII, or the đ of "nghị định".
    fn letter(self, i: usize) -> bool {
        matches!(self.at(i), 'a'..='z' | 'đ')
    }
    /// End of the run that begins at `i`, at most `most` long.
    fn run(self, i: usize, most: usize, is: impl Fn(Self, usize) -> bool) -> usize {
        let mut end = i;
        while end < i + most && is(self, end) {
            end += 1;
        }
        end
    }
    fn digits(self, i: usize, most: usize) -> usize {
        self.run(i, most, Self::digit)
    }
    fn slice(self, from: usize, to: usize) -> impl Iterator<Item = char> {
        self.chars[from..to].iter().map(|ch| ch.c)
    }
    /// Letters and digits of a range, separators dropped.
    fn compact(self, from: usize, to: usize) -> String {
        self.slice(from, to).filter(|c| letters::is_word(*c)).collect()
    }
    /// Digits of a range as a number without leading zeros.
    fn number(self, from: usize, to: usize) -> String {
        let digits = self.compact(from, to);
        let short = digits.trim_start_matches('0');
        if short.is_empty() { "0".to_owned() } else { short.to_owned() }
    }
    fn value(self, from: usize, to: usize) -> u32 {
        self.slice(from, to).filter_map(|c| c.to_digit(10)).fold(0, |n, d| n.saturating_mul(10).saturating_add(d))
    }
    /// Four digits that can be a year of a document or a date.
    fn year(self, i: usize) -> Option<usize> {
        let end = self.digits(i, 5);
        (end == i + 4 && (1900..2100).contains(&self.value(i, end))).then_some(end)
    }
}

/// `20/2008/NĐ-CP`, `136/2025/QH15`, `766/QĐ-TTg`: number, year, and the symbol of the issuer. Without a year the
/// symbol must have a hyphen, or "5/ngày" would be a document.
fn document(text: Text<'_>, at: usize) -> Option<Found> {
    let number = text.digits(at, 6);
    if text.at(number) != '/' {
        return None;
    }
    let year = text.year(number + 1).filter(|&end| matches!(text.at(end), '/' | '-'));
    let symbol = year.map_or(number, |end| end) + 1;
    let mut end = symbol;
    let mut hyphens = 0;
    loop {
        let run = text.run(end, 12, |t, i| t.letter(i) || t.digit(i));
        if run == end || !text.letter(end) {
            break;
        }
        end = run;
        if matches!(text.at(end), '-' | '/') && text.letter(end + 1) {
            hyphens += usize::from(text.at(end) == '-');
            end += 1;
        } else {
            break;
        }
    }
    let long_enough = end >= symbol + 2 && (year.is_some() || hyphens > 0);
    if !long_enough || text.word(end) || !text.word(end - 1) {
        return None;
    }
    let mut canonical = text.number(at, number);
    canonical.push('/');
    if let Some(year) = year {
        canonical.push_str(&text.compact(number + 1, year));
        canonical.push('/');
    }
    canonical.push_str(&text.compact(symbol, end));
    Some(Found { end, canonical, parts: true })
}

/// `14/02/2008`, `14-2-2008`, `14.2.2008`: without leading zeros, parted by `/`.
fn date(text: Text<'_>, at: usize) -> Option<Found> {
    let day = text.digits(at, 2);
    let separator = text.at(day);
    if !matches!(separator, '/' | '-' | '.') {
        return None;
    }
    let month = text.digits(day + 1, 2);
    let end = text.year(month + 1).filter(|_| text.at(month) == separator)?;
    let fits = (1..=31).contains(&text.value(at, day)) && (1..=12).contains(&text.value(day + 1, month));
    let canonical =
        format!("{}/{}/{}", text.number(at, day), text.number(day + 1, month), text.compact(month + 1, end));
    (fits && !text.word(end)).then_some(Found { end, canonical, parts: true })
}

/// `20/2008` and `02/2008`: a document without its symbol, or a month.
fn number_of_year(text: Text<'_>, at: usize) -> Option<Found> {
    let number = text.digits(at, 6);
    let end = text.year(number + 1).filter(|_| text.at(number) == '/')?;
    let canonical = format!("{}/{}", text.number(at, number), text.compact(number + 1, end));
    (!text.word(end) && text.at(end) != '/').then_some(Found { end, canonical, parts: true })
}

/// A telephone number (or an identity number) in groups: begins with 0 or 84, or with 1800/1900.
fn phone(text: Text<'_>, at: usize) -> Option<Found> {
    let mut end = at;
    let mut groups = 0;
    let mut digits = String::new();
    while groups < 6 {
        let run = text.digits(end, 13);
        if run == end || text.word(run) {
            break;
        }
        digits.extend(text.slice(end, run));
        groups += 1;
        let next = match (text.at(run), text.at(run + 1)) {
            (' ' | '.' | '-', _) if text.digit(run + 1) => run + 1,
            (')', ' ') if text.digit(run + 2) => run + 2,
            (')', _) if text.digit(run + 1) => run + 1,
            _ => {
                end = run;
                break;
            }
        };
        end = run;
        if digits.len() + (text.digits(next, 13) - next) > 12 || complete(&digits) {
            break;
        }
        end = next;
    }
    (complete(&digits) && groups > 0).then(|| Found { end, canonical: national(&digits), parts: false })
}

/// A number that can be dialled in Viet Nam, or twelve digits of an identity card.
fn complete(digits: &str) -> bool {
    match digits.len() {
        8 | 10 if digits.starts_with("1800") || digits.starts_with("1900") => true,
        10 => digits.starts_with('0') && !digits.starts_with("00"),
        11 => digits.starts_with("02") || digits.starts_with("84"),
        12 => digits.starts_with('0'),
        _ => false,
    }
}

fn national(digits: &str) -> String {
    match digits.strip_prefix("84") {
        Some(rest) if digits.len() == 11 => format!("0{rest}"),
        _ => digits.to_owned(),
    }
}

/// `51F-123.45`, `59X1-234.56`, `29A 12345`: province, series, number.
fn plate(text: Text<'_>, at: usize) -> Option<Found> {
    let province = text.digits(at, 3);
    if province != at + 2 || text.value(at, province) < 11 {
        return None;
    }
    let series = if text.at(province) == '-' { province + 1 } else { province };
    let letters = text.run(series, 3, Text::letter);
    if letters == series || letters > series + 2 {
        return None;
    }
    // The digit of a motorbike's series may be there or be the first of the number: try both.
    [letters + usize::from(text.digit(letters)), letters].into_iter().find_map(|after| {
        let spaced = text.at(after) == ' ';
        let number = if matches!(text.at(after), ' ' | '-' | '.') { after + 1 } else { after };
        let first = text.digits(number, 6);
        let (end, short) = match (first - number, text.at(first)) {
            (3, '.') if text.digits(first + 1, 3) == first + 3 => (first + 3, false),
            (5, _) => (first, false),
            (4, _) => (first, true),
            _ => return None,
        };
        // A space and four digits is as likely an amount: "20m2 1000".
        let fits = if short { !spaced && (number > after || after == letters) } else { true };
        (fits && !text.word(end)).then(|| Found { end, canonical: text.compact(at, end), parts: true })
    })
}

/// Case and dossier codes: runs of letters and digits joined by `-` or `.`, with enough digits to be no word.
fn code(text: Text<'_>, at: usize) -> Option<Found> {
    let (mut end, mut runs, mut hyphens) = (at, 0, 0);
    loop {
        let run = text.run(end, 24, |t, i| t.letter(i) || t.digit(i));
        if run == end || text.word(run) {
            return None;
        }
        (end, runs) = (run, runs + 1);
        if matches!(text.at(end), '-' | '.') && (text.letter(end + 1) || text.digit(end + 1)) {
            hyphens += usize::from(text.at(end) == '-');
            end += 1;
        } else {
            break;
        }
    }
    let digits = text.slice(at, end).filter(char::is_ascii_digit).count();
    let letters = text.slice(at, end).any(|c| c.is_alphabetic());
    let enough = match (letters, runs) {
        (true, 2) => digits >= 5,
        (true, 3..) => digits >= 4,
        (false, 3..) => hyphens > 0 && digits >= 8,
        _ => false,
    };
    (hyphens > 0 && enough).then(|| Found { end, canonical: text.compact(at, end), parts: true })
}

/// `1.500.000`: the number without its points.
fn grouped(text: Text<'_>, at: usize) -> Option<Found> {
    let mut end = text.digits(at, 4);
    let separator = text.at(end);
    if end > at + 3 || !matches!(separator, '.' | ',') {
        return None;
    }
    let first = end;
    while text.at(end) == separator && text.digits(end + 1, 4) == end + 4 {
        end += 4;
    }
    (end > first).then(|| Found { end, canonical: text.compact(at, end), parts: false })
}

/// `1500000đ`, `20000vnđ`: the digits by themselves, the currency stays a word of its own.
fn amount(text: Text<'_>, at: usize) -> Option<Found> {
    let end = text.digits(at, 16);
    let word = text.run(end, 4, |t, i| t.word(i));
    let currency: String = text.slice(end, word).collect();
    (end >= at + 4 && matches!(currency.as_str(), "đ" | "vnđ" | "vnd" | "đồng" | "dong")).then(|| Found {
        end,
        canonical: text.compact(at, end),
        parts: false,
    })
}

/// `U.B.N.D`: three or more single letters with points between them.
fn dotted(text: Text<'_>, at: usize) -> Option<Found> {
    let mut end = at;
    let mut letters = 0;
    while text.letter(end) && !text.word(end + 1) {
        letters += 1;
        end += 1;
        if text.at(end) == '.' && text.letter(end + 1) && !text.word(end + 2) {
            end += 1;
        } else {
            break;
        }
    }
    (letters >= 3).then(|| Found { end, canonical: text.compact(at, end), parts: false })
}

#[cfg(test)]
mod tests {
    use super::super::chars::clean;
    use super::*;

    #[test]
    fn one_spelling_for_each() {
        let check = |text: &str, expect: &str| {
            let chars = clean(text);
            let got = read(&chars, 0);
            let shown = got.map(|f| {
                let rest = chars.get(f.end).map_or("", |ch| &text[ch.start..]);
                format!("{}|{rest}", f.canonical)
            });
            assert_eq!(shown.unwrap_or_default(), expect, "{text}");
        };
        check("20/2008/NĐ-CP ngày", "20/2008/nđcp| ngày");
        check("01/2024/TT-BTNMT.", "1/2024/ttbtnmt|.");
        check("136/2025/QH15", "136/2025/qh15|");
        check("766/QĐ-TTg,", "766/qđttg|,");
        check("5/ngày", "");
        check("1.500\u{616}", "");
        check("14/02/2008", "14/2/2008|");
        check("14-2-2008.", "14/2/2008|.");
        check("02/2008", "2/2008|");
        check("12/34/5 Lê Lợi", "");
        check("51F-123.45", "51f12345|");
        check("51f12345", "51f12345|");
        check("59-X1 234.56", "59x123456|");
        check("59X1-23456", "59x123456|");
        check("29MĐ1-123.45", "29mđ112345|");
        check("51F-1234", "51f1234|");
        check("20m2 1000 đồng", "");
        check("HA-26-7KQ4M-2XD9", "ha267kq4m2xd9|");
        check("PA-2026-000124", "pa2026000124|");
        check("H29.15-231201-0001", "h29152312010001|");
        check("000.00.15.H29-231201-0001", "0000015h292312010001|");
        check("covid-19", "");
        check("2021-2025", "");
        check("0912.345.678 gọi", "0912345678| gọi");
        check("0912 345 678", "0912345678|");
        check("84 912 345 678", "0912345678|");
        check("028) 3829 7611", "02838297611|");
        check("1900 1234", "19001234|");
        check("0790 8801 2345", "079088012345|");
        check("1.500.000đ", "1500000|đ");
        check("1500000đ", "1500000|đ");
        check("3,5 triệu", "");
        check("U.B.N.D xã", "ubnd| xã");
        check("v.v.", "");
    }
}
