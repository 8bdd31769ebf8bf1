//! What is wrong with a query, where, and what would be allowed there. The texts are in `catalogue::query`.

use super::parse::parse;
use crate::Lang;
use crate::catalogue::fill;
use crate::catalogue::query::QueryText;
use crate::coded::coded;

coded! {
    /// The kind of mistake.
    pub enum QueryFault {
        /// Longer than [`crate::limits::QUERY_CHARS`].
        TooLong = "query_too_long",
        /// More parentheses inside each other than allowed.
        TooDeep = "query_too_deep",
        /// More words and tests than allowed.
        TooMany = "query_too_many_terms",
        /// No field of this name.
        UnknownField = "query_unknown_field",
        /// A field without a value.
        MissingValue = "query_missing_value",
        /// A value the field does not take.
        BadValue = "query_bad_value",
        /// A quote that does not end.
        OpenQuote = "query_open_quote",
        /// A parenthesis that does not end.
        OpenGroup = "query_open_group",
        /// A parenthesis that did not begin.
        ExtraParenthesis = "query_extra_parenthesis",
        /// `OR`, `-` or parentheses with nothing to apply to.
        Nothing = "query_nothing_there",
    }
}

/// Mistakes of one query that are corrected at most.
const MISTAKES: usize = 10;

/// A mistake in a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// Where it begins, in characters, counted from 1.
    pub column: usize,
    /// What it is.
    pub fault: QueryFault,
    /// What was written there.
    pub found: String,
    /// What may be written there, as examples or all values.
    pub allowed: Vec<String>,
    /// What was probably meant there.
    pub meant: Option<String>,
}

impl QueryError {
    pub(super) fn new(column: usize, fault: QueryFault, found: &str) -> Self {
        Self { column, fault, found: found.to_owned(), allowed: Vec::new(), meant: None }
    }

    pub(super) fn allowing(mut self, allowed: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.allowed = allowed.into_iter().map(Into::into).collect();
        self
    }

    pub(super) fn meaning(mut self, meant: Option<impl Into<String>>) -> Self {
        self.meant = meant.map(Into::into);
        self
    }

    /// The query with what was probably meant in the place of this mistake, and of those behind it.
    pub fn corrected(&self, query: &str) -> Option<String> {
        let mut text = self.mended(query)?;
        for _ in 0..MISTAKES {
            match parse(&text).err().and_then(|next| next.mended(&text)) {
                Some(mended) => text = mended,
                None => break,
            }
        }
        Some(text)
    }

    fn mended(&self, query: &str) -> Option<String> {
        let meant = self.meant.as_deref()?;
        let at = query.char_indices().nth(self.column.checked_sub(1)?)?.0;
        let (before, rest) = query.split_at(at);
        Some(format!("{before}{meant}{}", rest.strip_prefix(self.found.as_str())?))
    }

    /// What to tell the person who typed it.
    pub fn text(&self, lang: Lang) -> String {
        let key = match self.fault {
            QueryFault::TooLong => QueryText::TooLong,
            QueryFault::TooDeep => QueryText::TooDeep,
            QueryFault::TooMany => QueryText::TooMany,
            QueryFault::UnknownField => QueryText::UnknownField,
            QueryFault::MissingValue => QueryText::MissingValue,
            QueryFault::BadValue => QueryText::BadValue,
            QueryFault::OpenQuote => QueryText::OpenQuote,
            QueryFault::OpenGroup => QueryText::OpenGroup,
            QueryFault::ExtraParenthesis => QueryText::ExtraParenthesis,
            QueryFault::Nothing => QueryText::Nothing,
        };
        let column = self.column.to_string();
        let allowed = self.allowed.join(", ");
        let mut text = fill(key.text(lang), &[("column", &column), ("found", &self.found), ("allowed", &allowed)]);
        if let Some(meant) = &self.meant {
            text.push(' ');
            text.push_str(&fill(QueryText::Meant.text(lang), &[("meant", meant)]));
        }
        text
    }
}

impl core::fmt::Display for QueryError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.text(Lang::En))
    }
}

impl std::error::Error for QueryError {}
