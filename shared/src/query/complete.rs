//! What the person at the search box is in the middle of: a field, a value of a field, a word. The server offers
//! what fits ([`Completing`] says where it goes); nothing here knows an installation.

use super::field::Field;
use super::lex;
use core::ops::Range;

/// What is being typed, and the query around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completing {
    /// Bytes of the query that a choice replaces.
    pub range: Range<usize>,
    /// What.
    pub what: What,
    /// The query without what is being typed: what counts are made for.
    pub rest: String,
}

/// What is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A field or a word: so far it can be either. May be empty.
    Word(String),
    /// The value of a field; may be empty.
    Value(Field, String),
    /// Between quotes: words, side by side.
    Phrase,
}

/// Looks at a query with the cursor behind `at` bytes.
pub fn completing(query: &str, at: usize) -> Completing {
    let mut at = at.min(query.len());
    while !query.is_char_boundary(at) {
        at -= 1;
    }
    let head = &query[..at];
    let quoted = head.chars().filter(|c| lex::is_quote(*c)).count() % 2 == 1;
    let start = if quoted {
        head.rfind(lex::is_quote).unwrap_or(0)
    } else {
        head.char_indices().rev().find(|(_, c)| lex::ends_word(*c)).map_or(0, |(i, c)| i + c.len_utf8())
    };
    // A value between quotes belongs to the field before them.
    let field_of = |end: usize| {
        let from =
            head[..end].rfind(lex::ends_word).map_or(0, |i| i + head[i..].chars().next().map_or(1, char::len_utf8));
        let name = head[from..end].strip_suffix(':')?.trim_start_matches('-');
        Some((from, Field::named(name)?))
    };
    let end = query[at..].find(lex::ends_word).map_or(query.len(), |i| at + i);
    if quoted {
        let inner = start + head[start..].chars().next().map_or(1, char::len_utf8);
        let close = query[at..]
            .find(lex::is_quote)
            .map_or(query.len(), |i| at + i + query[at + i..].chars().next().map_or(1, char::len_utf8));
        return match field_of(start) {
            Some((from, field)) => Completing {
                range: start..close,
                what: What::Value(field, head[inner..].to_owned()),
                rest: without(query, from, close),
            },
            None => Completing { range: inner..at, what: What::Phrase, rest: without(query, start, close) },
        };
    }
    let word = &head[start..];
    let bare = word.trim_start_matches('-');
    let denied = word.len() - bare.len();
    match bare.split_once(':').and_then(|(name, value)| Some((name, Field::named(name)?, value))) {
        Some((name, field, value)) => {
            // Of several values the last is being typed.
            let last = value.rfind(',').map_or(0, |i| i + 1);
            let from = start + denied + name.len() + 1 + last;
            Completing {
                range: from..end,
                what: What::Value(field, value[last..].to_owned()),
                rest: without(query, start, end),
            }
        }
        None => Completing {
            range: start + denied..end,
            what: What::Word(bare.to_owned()),
            rest: without(query, start, end),
        },
    }
}

/// The query with a stretch cut out; empty when the rest cannot be read on its own (a parenthesis left open).
fn without(query: &str, from: usize, to: usize) -> String {
    let rest = format!("{} {}", query[..from].trim_end(), query[to..].trim_start());
    let rest = rest.trim().trim_end_matches(['-', '(']).trim_end().to_owned();
    if super::parse(&rest).is_ok() { rest } else { String::new() }
}

/// A value as it is written in a query: in quotes when it would not read back bare.
pub fn written(value: &str) -> String {
    // What begins with two strokes is the rest of a web address.
    let bare = !value.starts_with("//") && !value.contains(|c: char| lex::ends_word(c) || c == ',');
    if bare { value.to_owned() } else { format!("\"{value}\"") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_is_being_typed() {
        // `|` is the cursor; expected: what is replaced, and the rest.
        let check = |marked: &str, what: What, replaced: &str, rest: &str| {
            let at = marked.find('|').unwrap();
            let query = marked.replace('|', "");
            let got = completing(&query, at);
            assert_eq!(got.what, what, "{marked}");
            assert_eq!((&query[got.range], got.rest.as_str()), (replaced, rest), "{marked}");
        };
        let word = |w: &str| What::Word(w.to_owned());
        let value = |f, v: &str| What::Value(f, v.to_owned());
        check("|", word(""), "", "");
        check("sta|", word("sta"), "sta", "");
        check("rác thải| state:open", word("thải"), "thải", "rác state:open");
        check("rác | state:open", word(""), "", "rác state:open");
        check("state:|", value(Field::State, ""), "", "");
        check("đường -state:op|en", value(Field::State, "op"), "open", "đường");
        check("status:cl|", value(Field::State, "cl"), "cl", "");
        check("kind:complaint,que|", value(Field::Kind, "que"), "que", "");
        check("(a OR ag|)", word("ag"), "ag", "");
        check("category:\"rác th| x", value(Field::Category, "rác th"), "\"rác th x", "");
        check("a category:\"rác th|\" b", value(Field::Category, "rác th"), "\"rác th\"", "a b");
        check("\"sổ đ|\" due:<2d", What::Phrase, "sổ đ", "due:<2d");
        check("-|", word(""), "", "");
        check("nope:x|", word("nope:x"), "nope:x", "");
    }

    #[test]
    fn never_outside_the_query() {
        for query in ["đường:\"sổ đỏ", "“a”„b", "((", "-\"", "a:b:c,\"d"] {
            for at in 0..=query.len() + 3 {
                let got = completing(query, at);
                assert!(query.get(got.range.clone()).is_some(), "{query} {at} {got:?}");
            }
        }
    }
}
