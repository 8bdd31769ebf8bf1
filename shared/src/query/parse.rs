//! Pieces to a tree. A query says `a b OR c d` for "(a and b) or (c and d)".

use super::error::{QueryError, QueryFault};
use super::field::{self, Field};
use super::lex::{self, Piece, Token};
use super::tree::Node;
use crate::limits::QUERY_CHARS;

/// Parentheses and `-` inside each other.
const DEPTH: usize = 16;
/// Words, phrases and tests.
const TERMS: usize = 128;

/// Reads a query. An empty one is every case.
pub fn parse(text: &str) -> Result<Node, QueryError> {
    if text.chars().count() > QUERY_CHARS {
        return Err(QueryError::new(QUERY_CHARS + 1, QueryFault::TooLong, "").allowing([QUERY_CHARS.to_string()]));
    }
    let pieces = lex::cut(text)?;
    let mut parser = Parser { pieces: &pieces, at: 0, terms: 0 };
    let node = if pieces.is_empty() { Node::All } else { parser.or(0)? };
    match parser.peek() {
        // `or` stops before a `)` only.
        Some(piece) => Err(QueryError::new(piece.column, QueryFault::ExtraParenthesis, ")")),
        None => Ok(node),
    }
}

/// Any text as free words: what the language would read as its own is read as words. For looking up what a
/// citizen wrote.
pub fn plain_text(text: &str) -> Node {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(|c: char| lex::ends_word(c) || matches!(c, '*' | ':')) {
        let word = word.trim_start_matches('-');
        if word.chars().any(char::is_alphanumeric) && word != "OR" {
            words.push(word.to_owned());
        }
    }
    words.truncate(TERMS);
    if words.is_empty() { Node::All } else { Node::Text(words.join(" ")) }
}

struct Parser<'p> {
    pieces: &'p [Piece],
    at: usize,
    terms: usize,
}

impl<'p> Parser<'p> {
    fn peek(&self) -> Option<&'p Piece> {
        self.pieces.get(self.at)
    }

    fn or(&mut self, depth: usize) -> Result<Node, QueryError> {
        let mut nodes = vec![self.and(depth)?];
        while let Some(Piece { column, what: Token::Or }) = self.peek() {
            self.at += 1;
            match self.peek() {
                None | Some(Piece { what: Token::Close | Token::Or, .. }) => {
                    return Err(QueryError::new(*column, QueryFault::Nothing, "OR"));
                }
                Some(_) => nodes.push(self.and(depth)?),
            }
        }
        Ok(Node::or(nodes))
    }

    fn and(&mut self, depth: usize) -> Result<Node, QueryError> {
        let mut nodes = Vec::new();
        while let Some(piece) = self.peek() {
            match piece.what {
                Token::Close => break,
                Token::Or if nodes.is_empty() => {
                    return Err(QueryError::new(piece.column, QueryFault::Nothing, "OR"));
                }
                Token::Or => break,
                _ => nodes.push(self.one(depth)?),
            }
        }
        Ok(Node::and(nodes))
    }

    fn one(&mut self, depth: usize) -> Result<Node, QueryError> {
        let Some(piece) = self.peek() else { return Ok(Node::All) };
        let fault = |fault, found| QueryError::new(piece.column, fault, found);
        if depth > DEPTH {
            return Err(fault(QueryFault::TooDeep, "").allowing([DEPTH.to_string()]));
        }
        self.at += 1;
        match &piece.what {
            Token::Minus => match self.peek() {
                None | Some(Piece { what: Token::Close | Token::Or, .. }) => Err(fault(QueryFault::Nothing, "-")),
                Some(_) => Ok(Node::not(self.one(depth + 1)?)),
            },
            Token::Open => {
                if matches!(self.peek(), Some(Piece { what: Token::Close, .. })) {
                    return Err(fault(QueryFault::Nothing, "("));
                }
                let node = self.or(depth + 1)?;
                match self.peek() {
                    Some(Piece { what: Token::Close, .. }) => self.at += 1,
                    _ => return Err(fault(QueryFault::OpenGroup, "(")),
                }
                Ok(node)
            }
            Token::Quoted(words) => {
                self.count(piece)?;
                Ok(if words.is_empty() { Node::All } else { Node::Phrase(words.clone()) })
            }
            Token::Word(word) => {
                self.count(piece)?;
                Ok(if word == "*" { Node::All } else { Node::Text(word.clone()) })
            }
            Token::Field { name, value, quoted } => {
                let values = value.split(',').filter(|v| !v.is_empty()).count();
                for _ in 0..values.max(1) {
                    self.count(piece)?;
                }
                let Some(known) = Field::named(name) else {
                    // "tel: 0912" or "lưu ý:" is prose; "stat:open" is a mistake worth a word.
                    return match value.as_str() {
                        "" => Ok(Node::Text(name.clone())),
                        _ => Err(fault(QueryFault::UnknownField, name)
                            .allowing(Field::ALL.iter().map(|f| f.code()))
                            .meaning(super::near::field(name).map(|f| f.code()))),
                    };
                };
                let value_column = piece.column + name.chars().count() + 1;
                field::read(known, value, *quoted, piece.column, value_column)
            }
            // `and` takes neither of these to `one`, and `-` looked before.
            Token::Close => Err(fault(QueryFault::ExtraParenthesis, ")")),
            Token::Or => Err(fault(QueryFault::Nothing, "OR")),
        }
    }

    fn count(&mut self, piece: &Piece) -> Result<(), QueryError> {
        self.terms += 1;
        if self.terms > TERMS {
            return Err(QueryError::new(piece.column, QueryFault::TooMany, "").allowing([TERMS.to_string()]));
        }
        Ok(())
    }
}
