//! What a citizen takes home beside pages: the receipt as plain text, and the due date for a calendar.

use crate::{Page, when};
use hoiam_shared::Stamp;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::ledger::Ledger;
use hoiam_shared::catalogue::portal::Portal as T;
use hoiam_shared::wire::intake::TrackingView;

/// The receipt as a text file, with the mark that tells editors that it is UTF-8. `secret` as its owner sent it.
pub fn receipt(case: &TrackingView, secret: &str, address: &str, page: &Page) -> String {
    let mut out = format!("\u{feff}{}\n\n", page.t(T::ReceiptFile));
    let mut line = |name: T, value: &str| {
        out.push_str(&format!("{}: {value}\n", page.t(name)));
    };
    line(T::CodeLabel, &case.code);
    line(T::SecretLabel, secret);
    line(T::HeldBy, case.agency.as_ref().map_or("", |agency| &agency.name));
    line(T::DueLabel, &case.due_at.map_or_else(|| page.t(T::DueNone).to_owned(), |at| when::due(page, at)));
    if !case.due_explained.is_empty() {
        line(T::HowCounted, &case.due_explained);
    }
    line(T::TrackAt, address);
    out.push_str(&format!("\n{}\n", page.t(T::SecretNote)));
    out
}

/// The signed part of the receipt, as it stands below the rest.
pub fn signed(part: &str, ledger: &str, page: &Page) -> String {
    let above = fill(Ledger::SignedAbove.text(page.lang), &[("address", ledger)]);
    format!("{}\n\n{above}\n\n{part}", Ledger::ReceiptNote.text(page.lang))
}

/// The due date as an all-day event (RFC 5545): the day the term ends on. The secret is not in it.
pub fn calendar(case: &TrackingView, due: Stamp, address: &str, now: Stamp, page: &Page) -> String {
    let day = when::last_day(page, due);
    let next = day.tomorrow().unwrap_or(day);
    let basic = |day: jiff::civil::Date| format!("{:04}{:02}{:02}", day.year(), day.month(), day.day());
    let stamp: String = now.to_rfc3339().chars().filter(|c| !matches!(c, '-' | ':')).take(15).collect();
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//hoiam//receipt//EN".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@hoiam", case.code),
        format!("DTSTAMP:{stamp}Z"),
        format!("DTSTART;VALUE=DATE:{}", basic(day)),
        format!("DTEND;VALUE=DATE:{}", basic(next)),
        format!("SUMMARY:{}", escaped(&page.say(T::CalendarTitle, &[("code", &case.code)]))),
        format!("DESCRIPTION:{}", escaped(&format!("{}\n{address}", case.due_explained))),
        format!("URL:{address}"),
        "TRANSP:TRANSPARENT".to_owned(),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    lines.iter().map(|line| folded(line)).collect()
}

/// RFC 5545, 3.3.11.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.trim().chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            c => out.push(c),
        }
    }
    out
}

/// At most 75 octets a line, never within a character (RFC 5545, 3.1).
fn folded(line: &str) -> String {
    let (mut out, mut width) = (String::new(), 0);
    for c in line.chars() {
        if width + c.len_utf8() > 74 {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters() {
        let long = "Hạn trả lời ".repeat(20);
        for line in folded(&long).split("\r\n") {
            assert!(line.len() <= 75, "{line}");
        }
        assert_eq!(folded(&long).replace("\r\n ", "").trim_end_matches("\r\n"), long);
        assert_eq!(folded("a"), "a\r\n");
        assert_eq!(escaped("a, b; c\\\nd"), "a\\, b\\; c\\\\\\nd");
    }
}
