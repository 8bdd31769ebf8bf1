//! What was probably meant by a field or a value that does not exist: a slip of the finger, or the thing's name in
//! Vietnamese or in other systems' words.

use super::field::Field;
use crate::text::fold;

/// Other names of fields, folded, without spaces.
const FIELDS: &[(&str, Field)] = &[
    ("loai", Field::Kind),
    ("type", Field::Kind),
    ("trangthai", Field::State),
    ("tinhtrang", Field::State),
    ("is", Field::State),
    ("coquan", Field::Agency),
    ("donvi", Field::Agency),
    ("so", Field::Agency),
    ("org", Field::Agency),
    ("department", Field::Agency),
    ("ban", Field::Desk),
    ("diaban", Field::Area),
    ("khuvuc", Field::Area),
    ("xa", Field::Area),
    ("phuong", Field::Area),
    ("tinh", Field::Area),
    ("province", Field::Area),
    ("ward", Field::Area),
    ("linhvuc", Field::Category),
    ("chude", Field::Category),
    ("topic", Field::Category),
    ("kenh", Field::Channel),
    ("source", Field::Channel),
    ("trang", Field::Site),
    ("nguoixuly", Field::Assigned),
    ("phancong", Field::Assigned),
    ("chuyenvien", Field::Assigned),
    ("assignee", Field::Assigned),
    ("handler", Field::Assigned),
    ("user", Field::Assigned),
    ("co", Field::Flag),
    ("ma", Field::Code),
    ("mahoso", Field::Code),
    ("id", Field::Code),
    ("ngay", Field::Received),
    ("ngaynhan", Field::Received),
    ("nhan", Field::Received),
    ("created", Field::Received),
    ("filed", Field::Received),
    ("date", Field::Received),
    ("han", Field::Due),
    ("thoihan", Field::Due),
    ("deadline", Field::Due),
    ("traloi", Field::Answered),
    ("dunghan", Field::OnTime),
    ("danhgia", Field::Rating),
    ("sao", Field::Rating),
    ("stars", Field::Rating),
    ("chuyen", Field::Transfers),
    ("molai", Field::Reopened),
    ("tralai", Field::Bounces),
    ("mat", Field::Sealed),
    ("niemphong", Field::Sealed),
    ("secret", Field::Sealed),
    ("thuly", Field::Accepted),
    ("khieunaitiep", Field::Appeal),
];

/// Other words for values, folded, without spaces: by field, since "open" is a state and "mo" too.
const VALUES: &[(Field, &str, &str)] = &[
    (Field::State, "mo", "open"),
    (Field::State, "dangmo", "open"),
    (Field::State, "chuaxong", "open"),
    (Field::State, "xong", "done"),
    (Field::State, "finished", "done"),
    (Field::State, "quahan", "late"),
    (Field::State, "trehan", "late"),
    (Field::State, "overdue", "late"),
    (Field::State, "moinhan", "received"),
    (Field::State, "new", "received"),
    (Field::State, "dangxuly", "in_progress"),
    (Field::State, "datraloi", "answered"),
    (Field::State, "daketthuc", "closed"),
    (Field::State, "tuchoi", "rejected"),
    (Field::State, "refused", "rejected"),
    (Field::Kind, "phananh", "feedback"),
    (Field::Kind, "kiennghi", "suggestion"),
    (Field::Kind, "khieunai", "complaint"),
    (Field::Kind, "tocao", "denunciation"),
    (Field::Kind, "hoidap", "question"),
    (Field::Kind, "khenngoi", "compliment"),
    (Field::Due, "quahan", "overdue"),
    (Field::Due, "late", "overdue"),
    (Field::Due, "homnay", "today"),
    (Field::Due, "ngaymai", "tomorrow"),
    (Field::Received, "homnay", "today"),
    (Field::Received, "homqua", "yesterday"),
    (Field::Received, "thangnay", "this-month"),
    (Field::Received, "thangtruoc", "last-month"),
    (Field::Answered, "homnay", "today"),
    (Field::Answered, "thangnay", "this-month"),
];

/// The same for every field that is yes or no.
const YES_NO: &[(&str, &str)] = &[("co", "yes"), ("khong", "no"), ("true", "yes"), ("false", "no")];

/// The field that was probably meant.
pub(super) fn field(typed: &str) -> Option<Field> {
    let key = key(typed);
    let known = FIELDS.iter().find(|(name, _)| *name == key).map(|(_, field)| *field);
    let codes = || Field::ALL.iter().map(|field| (field.code(), *field));
    known
        .or_else(|| codes().find(|(code, _)| code.starts_with(&*key) && key.len() >= 3).map(|(_, field)| field))
        .or_else(|| nearest(&key, codes().chain(FIELDS.iter().copied())))
}

/// The value of a field that was probably meant.
pub(super) fn value(field: Field, typed: &str, allowed: &[String]) -> Option<String> {
    let typed_key = key(typed);
    let known = VALUES.iter().find(|(of, word, _)| *of == field && *word == typed_key).map(|(.., meant)| meant);
    let yes_no = || YES_NO.iter().find(|(word, _)| *allowed == ["yes", "no"] && *word == typed_key);
    if let Some(meant) = known.or_else(|| yes_no().map(|(_, meant)| meant)) {
        return Some((*meant).to_owned());
    }
    // What follows is compared letter by letter; distances, dates and ranges are no words.
    let words = || allowed.iter().filter(|a| a.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '_' | '-')));
    nearest(&typed_key, words().map(|word| (word.as_str(), word.clone())))
        .or_else(|| repaired(typed).filter(|_| matches!(field, Field::Received | Field::Due | Field::Answered)))
}

/// A period written another way: `22/11/2026`, `11/2026`, `2d`, `2 ngày` typed together.
fn repaired(typed: &str) -> Option<String> {
    let typed = fold(typed).replace(' ', "/");
    let parts: Vec<&str> = typed.split('/').collect();
    let digits = |text: &&str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let written = match parts[..] {
        [day, month, year] if parts.iter().all(digits) && year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        [year, month, day] if parts.iter().all(digits) && year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        [month, year] if parts.iter().all(digits) && year.len() == 4 => format!("{year}-{month:0>2}"),
        [year, month] if parts.iter().all(digits) && year.len() == 4 => format!("{year}-{month:0>2}"),
        [distance] => {
            let at = distance.find(|c: char| !c.is_ascii_digit()).filter(|at| *at > 0)?;
            let unit = match &distance[at..] {
                "h" | "gio" => 'h',
                "d" | "ngay" | "day" | "days" => 'd',
                "w" | "tuan" | "week" | "weeks" => 'w',
                _ => return None,
            };
            format!("<{}{unit}", &distance[..at])
        }
        _ => return None,
    };
    super::period::Period::read(&written).map(|_| written)
}

fn key(typed: &str) -> String {
    fold(typed).replace(' ', "").replace(['_', '-'], "")
}

/// The nearest of some words, if it is near: one slip in a short word, two in one of six letters and more.
fn nearest<'w, T>(typed: &str, words: impl Iterator<Item = (&'w str, T)>) -> Option<T> {
    let most = match typed.chars().count() {
        0..3 => return None,
        3..6 => 1,
        _ => 2,
    };
    let measured = words.map(|(word, what)| (slips(typed, &word.replace(['_', '-'], "")), what));
    measured.filter(|(slips, _)| *slips <= most).min_by_key(|(slips, _)| *slips).map(|(_, what)| what)
}

/// Letters more, less, other, or swapped with their neighbour (Damerau's distance, each place once).
fn slips(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 2 {
        return usize::MAX;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut next = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let other = row[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            next[j] = other.min(row[j] + 1).min(next[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                next[j] = next[j].min(before[j - 2] + 1);
            }
        }
        before = core::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::super::field::allowed;
    use super::*;

    #[test]
    fn fields_are_recognised() {
        let check = |typed: &str, expect: Option<Field>| assert_eq!(field(typed), expect, "{typed}");
        check("agncy", Some(Field::Agency));
        check("agenyc", Some(Field::Agency));
        check("stat", Some(Field::State));
        check("coquan", Some(Field::Agency));
        check("co_quan", Some(Field::Agency));
        check("deadline", Some(Field::Due));
        check("ontime", Some(Field::OnTime));
        check("recieved", Some(Field::Received));
        check("xyz", None);
        check("q", None);
    }

    #[test]
    fn values_are_recognised() {
        let check = |field: Field, typed: &str, expect: &str| {
            assert_eq!(value(field, typed, &allowed(field)).unwrap_or_default(), expect, "{field}:{typed}");
        };
        check(Field::State, "opne", "open");
        check(Field::State, "quá-hạn", "late");
        check(Field::State, "inprogress", "in_progress");
        check(Field::Kind, "complaints", "complaint");
        check(Field::Kind, "khieunai", "complaint");
        check(Field::Due, "2d", "<2d");
        check(Field::Due, "3ngay", "<3d");
        check(Field::Received, "11/2026", "2026-11");
        check(Field::Received, "2/11/2026", "2026-11-02");
        check(Field::Received, "2026/11", "2026-11");
        check(Field::Received, "31/02/2026", "");
        check(Field::Sealed, "true", "yes");
        check(Field::Rating, "lots", "");
    }
}
