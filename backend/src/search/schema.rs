//! The fields of the index and how a case becomes a document of it. Raise [`VERSION`] with every change here or
//! in the analyzer: an index of another version is built anew from the ledger.

use super::doc::{CaseDoc, packed, took};
use hoiam_shared::query::code_key;
use hoiam_shared::text::plan::Body;
use hoiam_shared::text::{Token, neighbours, tokens};
use tantivy::TantivyDocument;
use tantivy::schema::{Field, INDEXED, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TokenStream, Tokenizer};

/// Version of what is written.
pub(super) const VERSION: u32 = 7;
/// A deadline or answer that does not exist: sorts behind all others.
pub(super) const NEVER: i64 = i64::MAX;
/// In a packed text: the next word is the neighbour of the last, or is not.
const NEXT: char = ' ';
const APART: char = '\n';

/// The four fields of a text: exact and folded words, exact and folded pairs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Zone {
    pub exact: Field,
    pub exact_pairs: Field,
    pub folded: Field,
    pub folded_pairs: Field,
}

/// All fields.
#[derive(Debug, Clone)]
pub(super) struct Fields {
    pub id: Field,
    /// Codes of all that a case belongs to, each behind the letter of its [`Key`].
    pub keys: Field,
    pub packed: Field,
    pub digest: Field,
    pub received: Field,
    pub due: Field,
    pub answered: Field,
    pub took: Field,
    pub agency: Field,
    pub area: Field,
    pub province: Field,
    pub category: Field,
    pub site: Field,
    pub assignee: Field,
    /// What whoever finds the case may read.
    pub text: Zone,
    /// What only staff may read.
    pub staff: Zone,
}

/// Names of the columns, as they are opened in a segment.
pub(super) mod column {
    pub(in crate::search) const ID: &str = "id";
    pub(in crate::search) const PACKED: &str = "packed";
    pub(in crate::search) const DIGEST: &str = "digest";
    pub(in crate::search) const RECEIVED: &str = "received";
    pub(in crate::search) const DUE: &str = "due";
    pub(in crate::search) const ANSWERED: &str = "answered";
    pub(in crate::search) const TOOK: &str = "took";
    pub(in crate::search) const AGENCY: &str = "agency";
    pub(in crate::search) const AREA: &str = "area";
    pub(in crate::search) const PROVINCE: &str = "province";
    pub(in crate::search) const CATEGORY: &str = "category";
    pub(in crate::search) const SITE: &str = "site";
    pub(in crate::search) const ASSIGNEE: &str = "assignee";
    /// Those whose values are names.
    pub(in crate::search) const NAMED: [&str; 6] = [AGENCY, AREA, PROVINCE, CATEGORY, SITE, ASSIGNEE];
}

/// What a case belongs to, as one term.
pub(super) enum Key<'k> {
    Branch(i64),
    Desk(i64),
    Area(&'k str),
    Category(&'k str),
    Site(i64),
    Assignee(Option<i64>),
    Code(&'k str),
}

impl Key<'_> {
    pub(super) fn term(&self) -> String {
        match self {
            Self::Branch(id) => format!("b{id}"),
            Self::Desk(id) => format!("d{id}"),
            Self::Area(code) => format!("a{code}"),
            Self::Category(code) => format!("c{code}"),
            Self::Site(id) => format!("s{id}"),
            Self::Assignee(Some(id)) => format!("u{id}"),
            Self::Assignee(None) => "u-".to_owned(),
            Self::Code(code) => format!("k{}", code_key(code)),
        }
    }
}

impl Fields {
    /// The schema and its fields.
    pub(super) fn build() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let words = |option| {
            let indexing = TextFieldIndexing::default().set_tokenizer(Packed::NAME).set_index_option(option);
            TextOptions::default().set_indexing_options(indexing)
        };
        let mut zone = |name: &str| {
            // Positions for phrases of three words and more; two side by side are a pair.
            let single = words(IndexRecordOption::WithFreqsAndPositions);
            let paired = words(IndexRecordOption::WithFreqs);
            Zone {
                exact: schema.add_text_field(&format!("{name}_exact"), single.clone()),
                exact_pairs: schema.add_text_field(&format!("{name}_exact_pairs"), paired.clone()),
                folded: schema.add_text_field(&format!("{name}_folded"), single),
                folded_pairs: schema.add_text_field(&format!("{name}_folded_pairs"), paired),
            }
        };
        let (text, staff) = (zone("text"), zone("staff"));
        let raw = TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_fieldnorms(false)
            .set_index_option(IndexRecordOption::Basic);
        let fast = NumericOptions::default().set_fast();
        let name = TextOptions::default().set_fast("raw");
        let fields = Self {
            id: schema.add_i64_field(column::ID, fast.clone() | INDEXED),
            keys: schema.add_text_field("keys", TextOptions::default().set_indexing_options(raw)),
            packed: schema.add_u64_field(column::PACKED, fast.clone()),
            digest: schema.add_u64_field(column::DIGEST, fast.clone()),
            received: schema.add_i64_field(column::RECEIVED, fast.clone()),
            due: schema.add_i64_field(column::DUE, fast.clone()),
            answered: schema.add_i64_field(column::ANSWERED, fast.clone()),
            took: schema.add_u64_field(column::TOOK, fast),
            agency: schema.add_text_field(column::AGENCY, name.clone()),
            area: schema.add_text_field(column::AREA, name.clone()),
            province: schema.add_text_field(column::PROVINCE, name.clone()),
            category: schema.add_text_field(column::CATEGORY, name.clone()),
            site: schema.add_text_field(column::SITE, name.clone()),
            assignee: schema.add_text_field(column::ASSIGNEE, name),
            text,
            staff,
        };
        (schema.build(), fields)
    }

    /// The document of a case; `taken_apart` is what it was filed with, if that was analysed already.
    pub(super) fn document(&self, case: &CaseDoc, taken_apart: Option<&Body>) -> TantivyDocument {
        let mut doc = TantivyDocument::new();
        doc.add_i64(self.id, case.id);
        doc.add_u64(self.packed, packed::pack(case));
        doc.add_u64(self.digest, case.digest());
        doc.add_i64(self.received, case.received_ms);
        doc.add_i64(self.due, case.due_ms.unwrap_or(NEVER));
        doc.add_i64(self.answered, case.answered_ms.unwrap_or(NEVER));
        doc.add_u64(self.took, took::pack(case));
        let mut key = |key: Key<'_>| doc.add_text(self.keys, key.term());
        case.branch.iter().for_each(|agency| key(Key::Branch(agency.0)));
        case.branch.first().into_iter().for_each(|agency| key(Key::Desk(agency.0)));
        for area in [&case.area, &case.province].into_iter().flatten() {
            key(Key::Area(area));
        }
        if let Some(category) = &case.category {
            key(Key::Category(category));
        }
        key(Key::Site(case.site.0));
        key(Key::Assignee(case.assignee.map(|user| user.0)));
        key(Key::Code(&case.code));
        // An absent name is an empty one, so that every document has exactly one value per column.
        let id = |id: Option<i64>| id.map_or_else(String::new, |id| id.to_string());
        doc.add_text(self.agency, id(case.agency.map(|a| a.0)));
        doc.add_text(self.area, case.area.as_deref().unwrap_or_default());
        doc.add_text(self.province, case.province.as_deref().unwrap_or_default());
        doc.add_text(self.category, case.category.as_deref().unwrap_or_default());
        doc.add_text(self.site, id(Some(case.site.0)));
        doc.add_text(self.assignee, id(case.assignee.map(|user| user.0)));
        let analysed;
        let filed = match taken_apart {
            Some(body) => body.texts(),
            None => {
                analysed = case.texts.filed().map(tokens);
                &analysed
            }
        };
        let answers: Vec<Vec<Token>> = case.texts.answers.iter().map(|text| tokens(text)).collect();
        let staff: Vec<Vec<Token>> = case.staff_texts.iter().map(|text| tokens(text)).collect();
        // The title once more: a word of it counts twice.
        self.text.write(&mut doc, filed.first().into_iter().chain(filed).chain(&answers));
        self.staff.write(&mut doc, staff.iter());
        doc
    }
}

impl Zone {
    /// Writes the words of some texts to the four fields.
    fn write<'t>(&self, doc: &mut TantivyDocument, texts: impl Iterator<Item = &'t Vec<Token>>) {
        let (mut exact, mut folded) = (String::new(), String::new());
        let (mut exact_pairs, mut folded_pairs) = (String::new(), String::new());
        let mut others = Vec::new();
        for tokens in texts {
            let mut before = None;
            for token in tokens {
                let gap = if before.is_some_and(|p| p + 1 == token.position) { NEXT } else { APART };
                before = Some(token.position);
                push(&mut exact, gap, &token.exact);
                push(&mut folded, gap, &token.folded);
            }
            for (one, next) in neighbours(tokens) {
                push_pair(&mut exact_pairs, &one.exact, &next.exact);
                push_pair(&mut folded_pairs, &one.folded, &next.folded);
            }
            others.extend(tokens.iter().flat_map(|token| &token.others));
        }
        // Other readings stand apart, so that no phrase runs through them.
        for other in others {
            push(&mut exact, APART, &other.exact);
            push(&mut folded, APART, &other.folded);
        }
        if !exact.is_empty() {
            doc.add_text(self.exact, exact);
            doc.add_text(self.folded, folded);
            doc.add_text(self.exact_pairs, exact_pairs);
            doc.add_text(self.folded_pairs, folded_pairs);
        }
    }
}

fn push(out: &mut String, gap: char, word: &str) {
    if !out.is_empty() {
        out.push(gap);
    }
    out.push_str(word);
}

/// A pair as [`hoiam_shared::text::pairs`] spells it.
fn push_pair(out: &mut String, one: &str, next: &str) {
    push(out, NEXT, one);
    out.push('_');
    out.push_str(next);
}

/// Hands the words of a packed text to the index: they were cut by the analyzer already.
#[derive(Clone, Default)]
pub(super) struct Packed {
    token: tantivy::tokenizer::Token,
}

impl Packed {
    pub(super) const NAME: &'static str = "packed";
}

impl Tokenizer for Packed {
    type TokenStream<'a> = PackedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PackedStream<'a> {
        self.token.reset();
        PackedStream { rest: Some(text), gap: NEXT, token: &mut self.token }
    }
}

/// The words of one packed text.
pub(super) struct PackedStream<'a> {
    rest: Option<&'a str>,
    gap: char,
    token: &'a mut tantivy::tokenizer::Token,
}

impl TokenStream for PackedStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(rest) = self.rest else { return false };
        let end = rest.find([NEXT, APART]);
        self.token.text.clear();
        self.token.text.push_str(&rest[..end.unwrap_or(rest.len())]);
        self.token.position = self.token.position.wrapping_add(if self.gap == APART { 2 } else { 1 });
        self.gap = end.map_or(NEXT, |at| if rest.as_bytes()[at] == b'\n' { APART } else { NEXT });
        self.rest = end.map(|at| &rest[at + 1..]);
        !self.token.text.is_empty()
    }

    fn token(&self) -> &tantivy::tokenizer::Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut tantivy::tokenizer::Token {
        self.token
    }
}
