//! A query cut into pieces, each with the column it begins at. Knows nothing about fields.

use super::error::{QueryError, QueryFault};

/// A piece and its column, in characters, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub column: usize,
    pub what: Token,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Open,
    Close,
    Minus,
    Or,
    /// Text between quotes.
    Quoted(String),
    /// A run without spaces, quotes and parentheses.
    Word(String),
    /// `field:value`; `quoted` values stood between quotes.
    Field {
        name: String,
        value: String,
        quoted: bool,
    },
}

const QUOTES: [char; 4] = ['"', '“', '”', '„'];

/// Cuts a query into pieces.
pub(super) fn cut(text: &str) -> Result<Vec<Piece>, QueryError> {
    let chars: Vec<char> = text.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let column = at + 1;
        let mut push = |what| out.push(Piece { column, what });
        match chars[at] {
            c if c.is_whitespace() => at += 1,
            '(' => {
                push(Token::Open);
                at += 1;
            }
            ')' => {
                push(Token::Close);
                at += 1;
            }
            c if QUOTES.contains(&c) => {
                let (text, end) = quoted(&chars, at)?;
                push(Token::Quoted(text));
                at = end;
            }
            // A dash by itself is punctuation of a pasted sentence, at the end of a group as well.
            '-' if chars.get(at + 1).is_some_and(|&c| !c.is_whitespace() && c != ')') => {
                push(Token::Minus);
                at += 1;
            }
            _ => {
                let end = (at..chars.len()).find(|&i| ends_word(chars[i])).unwrap_or(chars.len());
                let word: String = chars[at..end].iter().collect();
                match word.split_once(':').filter(|(name, value)| is_field(name, value)) {
                    Some((name, "")) if chars.get(end).is_some_and(|c| QUOTES.contains(c)) => {
                        let (value, after) = quoted(&chars, end)?;
                        push(Token::Field { name: name.to_owned(), value, quoted: true });
                        at = after;
                    }
                    Some((name, value)) => {
                        push(Token::Field { name: name.to_owned(), value: value.to_owned(), quoted: false });
                        at = end;
                    }
                    None => {
                        push(if word == "OR" { Token::Or } else { Token::Word(word) });
                        at = end;
                    }
                }
            }
        }
    }
    Ok(out)
}

pub(super) fn is_quote(c: char) -> bool {
    QUOTES.contains(&c)
}

pub(super) fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')') || QUOTES.contains(&c)
}

/// Whether `name:value` is meant as a field, and not prose ("lưu ý: ...", "14:30", a web address).
pub(super) fn is_field(name: &str, value: &str) -> bool {
    let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    plain && !value.starts_with("//")
}

/// The text after a quote, up to the next one, and the index after that.
fn quoted(chars: &[char], at: usize) -> Result<(String, usize), QueryError> {
    let rest = &chars[at + 1..];
    let len = rest.iter().position(|c| QUOTES.contains(c));
    let len = len.ok_or_else(|| QueryError::new(at + 1, QueryFault::OpenQuote, "\""))?;
    let words: String = rest[..len].iter().collect();
    Ok((words.split_whitespace().collect::<Vec<_>>().join(" "), at + len + 2))
}
