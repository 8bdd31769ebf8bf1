//! Places in a text: the browser counts UTF-16 units, the server bytes. Putting a choice into a query, and finding a
//! choice by the beginnings of its words.

use hoiam_shared::text::fold;

/// The byte at which the first `units` UTF-16 units end.
pub fn byte_at(text: &str, units: u32) -> usize {
    let mut left = units as usize;
    for (at, c) in text.char_indices() {
        if left < c.len_utf16() {
            return at;
        }
        left -= c.len_utf16();
    }
    text.len()
}

/// How many UTF-16 units the first `bytes` bytes are.
pub fn units_at(text: &str, bytes: usize) -> u32 {
    let units = text.get(..bytes).unwrap_or(text).encode_utf16().count();
    units.try_into().unwrap_or(u32::MAX)
}

/// The query with a choice in its place, and the byte behind it. A field waits for its value; after anything else a
/// space ends it.
pub fn put(query: &str, from: usize, to: usize, choice: &str) -> (String, usize) {
    let (Some(before), Some(after)) = (query.get(..from), query.get(to..)) else {
        return (query.to_owned(), query.len());
    };
    let gap = if choice.ends_with(':') || after.starts_with([' ', ')']) { "" } else { " " };
    (format!("{before}{choice}{gap}{after}"), from + choice.len() + gap.len())
}

/// Whether every word that was typed begins one of the text, however it is accented.
pub fn begins(text: &str, typed: &str) -> bool {
    let (text, typed) = (fold(text), fold(typed));
    typed.split_whitespace().all(|word| text.split_whitespace().any(|own| own.starts_with(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_beginnings() {
        let text = "Chấp nhận gợi ý nơi xử lý";
        for found in ["", "goi y", "CHẤP xu", "ly", "gợi ý"] {
            assert!(begins(text, found), "{found}");
        }
        for other in ["oi", "goi z", "chapnhan"] {
            assert!(!begins(text, other), "{other}");
        }
    }

    #[test]
    fn units_and_bytes() {
        let text = "rác 😀 x";
        for (units, bytes) in [(0, 0), (1, 1), (2, 3), (4, 5), (6, 9), (7, 10), (8, 11), (99, 11)] {
            assert_eq!(byte_at(text, units), bytes, "{units}");
        }
        assert_eq!(units_at(text, 9), 6);
        assert_eq!(units_at(text, 2), 8, "inside a letter");
    }

    #[test]
    fn a_choice_goes_where_it_belongs() {
        let check = |query, from, to, choice, expect: (&str, usize)| {
            assert_eq!(put(query, from, to, choice), (expect.0.to_owned(), expect.1), "{query}");
        };
        check("rác sta", 5, 8, "state:", ("rác state:", 11));
        check("state:op", 6, 8, "open", ("state:open ", 11));
        check("state:op rác", 6, 8, "open", ("state:open rác", 10));
        check("x", 5, 9, "y", ("x", 1));
    }
}
