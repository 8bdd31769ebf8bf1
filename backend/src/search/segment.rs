//! A compiled query asked of one segment: every step becomes a set of documents. The same questions as
//! `query::eval` asks in memory; a property test holds the two together.

use super::bits::Bits;
use super::doc::packed;
use super::kept::Kept;
use super::planes::Planes;
use super::request::Scope;
use super::schema::{Fields, Key, NEVER, Zone};
use super::words::Corrections;
use hoiam_shared::case::CaseState;
use hoiam_shared::query::{Compiled, Step, TimeField};
use hoiam_shared::text::plan::{Phrase, Plan};
use hoiam_shared::text::{CompactString, Word};
use std::sync::Arc;
use tantivy::postings::{BlockSegmentPostings, Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, SegmentReader, TantivyError, Term};

/// More words than this with one beginning are not told apart: the beginning is too short.
const PREFIX_WORDS: usize = 2_000;

/// One segment and how it may be read.
pub(super) struct Segment<'s> {
    pub reader: &'s SegmentReader,
    pub kept: Arc<Kept>,
    pub fields: &'s Fields,
    /// Staff texts are searched too.
    pub staff: bool,
    pub corrections: &'s Corrections,
}

/// How a word stands in a segment.
pub(super) enum Listed {
    /// Not at all.
    Nowhere,
    /// In a good part of the documents, and kept.
    Kept(Arc<Planes>),
    /// In so many documents, which its list names.
    List(Box<BlockSegmentPostings>, u32),
}

type Result<T> = core::result::Result<T, TantivyError>;

impl Segment<'_> {
    fn len(&self) -> u32 {
        self.reader.max_doc()
    }

    /// What may be found at all: not deleted, and within the rights.
    pub(super) fn visible(&self, scope: &Scope) -> Result<Bits> {
        let mut visible = Bits::clone(&*self.scope(scope)?);
        if let Some(alive) = self.kept.alive(self.reader) {
            visible.and(&alive);
        }
        Ok(visible)
    }

    /// What is within the rights, deleted or not.
    pub(super) fn scope(&self, scope: &Scope) -> Result<Arc<Bits>> {
        self.kept.scope(scope, || self.within(scope))
    }

    fn within(&self, scope: &Scope) -> Result<Bits> {
        let mut within = Bits::all(self.len());
        if let Some(branches) = &scope.branches {
            within.and(&self.branches(branches)?);
        }
        if let Some(branches) = &scope.sealed_branches {
            let mut open = self.packed(|bits| !packed::sealed(bits))?;
            if !branches.is_empty() {
                open.or(&self.branches(branches)?);
            }
            within.and(&open);
        }
        if scope.public_only {
            within.and(&self.packed(packed::public)?);
        }
        Ok(within)
    }

    fn branches(&self, branches: &[hoiam_shared::ids::AgencyId]) -> Result<Bits> {
        let mut out = Bits::none(self.len());
        for agency in branches {
            self.add_term(self.fields.keys, &Key::Branch(agency.0).term(), &mut out)?;
        }
        Ok(out)
    }

    /// The documents a query means.
    pub(super) fn ask(&self, query: &Compiled) -> Result<Bits> {
        self.step(&query.top, query.now_ms, true)
    }

    /// The documents a query means but for its free words, which need not be there.
    pub(super) fn ask_filters(&self, query: &Compiled) -> Result<Bits> {
        self.step(&query.top, query.now_ms, false)
    }

    fn step(&self, step: &Step, now_ms: i64, words: bool) -> Result<Bits> {
        Ok(match step {
            Step::Text(_) if !words => Bits::all(self.len()),
            Step::All => Bits::all(self.len()),
            Step::Nothing => Bits::none(self.len()),
            Step::Text(plan) => self.text(plan)?,
            Step::Phrase(phrase) => self.phrase(phrase)?,
            Step::Kind(kind) => self.packed(|bits| packed::kind(bits) == *kind as usize)?,
            Step::States(states) => self.states(states.iter().copied())?,
            Step::Late => self.late(now_ms)?,
            Step::Agency(agency) => self.key(Key::Branch(agency.0))?,
            Step::Desk(agency) => self.key(Key::Desk(agency.0))?,
            Step::Area(code) => self.key(Key::Area(code))?,
            Step::Category(code) => self.key(Key::Category(code))?,
            Step::Channel(channel) => self.packed(|bits| packed::channel(bits) == *channel as usize)?,
            Step::Site(site) => self.key(Key::Site(site.0))?,
            Step::Assigned(user) => self.key(Key::Assignee(user.map(|user| user.0)))?,
            Step::Flag(flag) => self.packed(|bits| packed::flag(bits, *flag))?,
            Step::Code(code) => self.key(Key::Code(code))?,
            Step::Time(field, from, to) => self.time(*field, |ms| ms != NEVER && *from <= ms && ms < *to)?,
            Step::NoTime(field) => self.time(*field, |ms| ms == NEVER)?,
            Step::Number(field, from, to) => {
                let (from, to) = (*from.min(&packed::MOST), *to);
                self.packed(|bits| packed::number(bits, *field).is_some_and(|n| from <= n && n <= to))?
            }
            Step::NoNumber(field) => self.packed(|bits| packed::number(bits, *field).is_none())?,
            Step::Mark(mark, is) => self.packed(|bits| packed::mark(bits, *mark) == *is)?,
            Step::OnTime(true) => self.packed(|bits| packed::on_time(bits) == Some(true))?,
            Step::OnTime(false) => {
                let mut out = self.packed(|bits| packed::on_time(bits) == Some(false))?;
                out.or(&self.late(now_ms)?);
                out
            }
            Step::Not(step) => {
                // What is denied stays denied.
                let mut out = self.step(step, now_ms, true)?;
                out.not();
                out
            }
            Step::And(steps) => {
                let Some((first, rest)) = steps.split_first() else { return Ok(Bits::all(self.len())) };
                let mut out = self.step(first, now_ms, words)?;
                for step in rest {
                    out.and(&self.step(step, now_ms, words)?);
                    if out.is_empty() {
                        break;
                    }
                }
                out
            }
            Step::Or(steps) => {
                let mut out = Bits::none(self.len());
                for step in steps {
                    out.or(&self.step(step, now_ms, words)?);
                }
                out
            }
        })
    }

    fn late(&self, now_ms: i64) -> Result<Bits> {
        let mut out = self.time(TimeField::Due, |ms| ms < now_ms)?;
        out.and(&self.states(CaseState::ALL.iter().copied().filter(|state| state.open()))?);
        Ok(out)
    }

    fn states(&self, states: impl Iterator<Item = CaseState>) -> Result<Bits> {
        let mut out = Bits::none(self.len());
        let sorted = self.kept.states(self.reader)?;
        states.for_each(|state| out.or(&sorted[state as usize]));
        Ok(out)
    }

    pub(super) fn key(&self, key: Key<'_>) -> Result<Bits> {
        let mut out = Bits::none(self.len());
        self.add_term(self.fields.keys, &key.term(), &mut out)?;
        Ok(out)
    }

    /// The one document of a case, if it is here.
    pub(super) fn case(&self, id: i64) -> Result<Bits> {
        let mut out = Bits::none(self.len());
        add_docs(self.reader, &Term::from_field_i64(self.fields.id, id), &mut out)?;
        Ok(out)
    }

    fn packed(&self, is: impl Fn(u64) -> bool) -> Result<Bits> {
        Ok(Bits::of(self.kept.packed(self.reader)?, is))
    }

    fn time(&self, field: TimeField, is: impl Fn(i64) -> bool) -> Result<Bits> {
        Ok(Bits::of(self.kept.times(self.reader, field)?, is))
    }

    /// Adds the documents of a term.
    pub(super) fn add_term(&self, field: Field, word: &str, out: &mut Bits) -> Result<()> {
        add_docs(self.reader, &Term::from_field_text(field, word), out)
    }

    pub(super) fn zones(&self) -> impl Iterator<Item = Zone> + use<'_> {
        core::iter::once(self.fields.text).chain(self.staff.then_some(self.fields.staff))
    }

    /// Documents with a folded word, or an exact one.
    pub(super) fn word(&self, word: &Word, exact: bool, out: &mut Bits) -> Result<()> {
        for zone in self.zones() {
            let (field, form) = if exact { (zone.exact, &word.exact) } else { (zone.folded, &word.folded) };
            self.having(&Term::from_field_text(field, form), out)?;
        }
        Ok(())
    }

    /// Adds the documents that have a word of a text.
    pub(super) fn having(&self, word: &Term, out: &mut Bits) -> Result<()> {
        match self.listed(word, IndexRecordOption::Basic)? {
            Listed::Nowhere => {}
            Listed::Kept(planes) => out.or(planes.docs()),
            Listed::List(list, _) => add_listed(*list, out),
        }
        Ok(())
    }

    /// How a word of a text stands here; its list is read with what `option` names.
    pub(super) fn listed(&self, word: &Term, option: IndexRecordOption) -> Result<Listed> {
        let index = self.reader.inverted_index(word.field())?;
        let Some(info) = index.get_term_info(word)? else { return Ok(Listed::Nowhere) };
        let list = |option| index.read_block_postings_from_terminfo(&info, option);
        if !Planes::keep(info.doc_freq, self.len()) {
            return Ok(Listed::List(Box::new(list(option)?), info.doc_freq));
        }
        let read = || Ok(Planes::read(list(IndexRecordOption::WithFreqs)?, self.len()));
        Ok(Listed::Kept(self.kept.frequent(word, read)?))
    }

    /// A word of a text and how often each document has it; `None` when it is nowhere here.
    pub(super) fn planes(&self, word: &Term) -> Result<Option<Arc<Planes>>> {
        Ok(match self.listed(word, IndexRecordOption::WithFreqs)? {
            Listed::Nowhere => None,
            Listed::Kept(planes) => Some(planes),
            Listed::List(list, _) => Some(Arc::new(Planes::read(*list, self.len()))),
        })
    }

    /// Documents that have every word of a plan, in one of its readings.
    fn text(&self, plan: &Plan) -> Result<Bits> {
        let mut whole = Vec::with_capacity(plan.expansions.len());
        for expansion in &plan.expansions {
            whole.push((expansion, self.side_by_side(&expansion.phrase, false)?));
        }
        let mut out = Bits::all(self.len());
        for (i, wanted) in plan.words.iter().enumerate() {
            let mut here = Bits::none(self.len());
            if wanted.prefix {
                self.prefix(&wanted.word.folded, &mut here)?;
            } else {
                self.word(&wanted.word, false, &mut here)?;
            }
            for meant in &wanted.meant {
                self.word(meant, false, &mut here)?;
            }
            for found in self.corrections.of(&wanted.word.folded) {
                self.word(&Word { exact: found.into(), folded: found.into() }, false, &mut here)?;
            }
            for (_, docs) in whole.iter().filter(|(e, _)| (e.from..e.to).contains(&i)) {
                here.or(docs);
            }
            out.and(&here);
            if out.is_empty() {
                break;
            }
        }
        Ok(out)
    }

    fn prefix(&self, begun: &str, out: &mut Bits) -> Result<()> {
        for zone in self.zones() {
            let index = self.reader.inverted_index(zone.folded)?;
            let mut words = index.terms().range().ge(begun).into_stream()?;
            let mut n = 0;
            while words.advance() && words.key().starts_with(begun.as_bytes()) && n < PREFIX_WORDS {
                add_listed(index.read_block_postings_from_terminfo(words.value(), IndexRecordOption::Basic)?, out);
                n += 1;
            }
        }
        Ok(())
    }

    fn phrase(&self, phrase: &Phrase) -> Result<Bits> {
        if phrase.words.is_empty() { Ok(Bits::all(self.len())) } else { self.side_by_side(&phrase.words, phrase.exact) }
    }

    /// Documents with these words side by side. Pairs of neighbours have terms of their own; from three words on
    /// they choose the candidates, and positions decide.
    fn side_by_side(&self, words: &[Word], exact: bool) -> Result<Bits> {
        let mut out = Bits::none(self.len());
        if let [word] = words {
            self.word(word, exact, &mut out)?;
            return Ok(out);
        }
        let form = |word: &Word| if exact { word.exact.clone() } else { word.folded.clone() };
        for zone in self.zones() {
            let (single, paired) =
                if exact { (zone.exact, zone.exact_pairs) } else { (zone.folded, zone.folded_pairs) };
            let mut candidates = Bits::all(self.len());
            for two in words.windows(2) {
                let mut docs = Bits::none(self.len());
                self.add_term(paired, &format!("{}_{}", form(&two[0]), form(&two[1])), &mut docs)?;
                candidates.and(&docs);
                if candidates.is_empty() {
                    break;
                }
            }
            if words.len() > 2 && !candidates.is_empty() {
                let words: Vec<CompactString> = words.iter().map(form).collect();
                candidates = self.in_row(single, &words, &candidates)?;
            }
            out.or(&candidates);
        }
        Ok(out)
    }

    /// Those candidates, which have all the pairs, in which the words stand in a row.
    fn in_row(&self, field: Field, words: &[CompactString], candidates: &Bits) -> Result<Bits> {
        let mut out = Bits::none(self.len());
        let index = self.reader.inverted_index(field)?;
        let mut lists = Vec::with_capacity(words.len());
        for word in words {
            let term = Term::from_field_text(field, word);
            match index.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)? {
                Some(postings) => lists.push(postings),
                None => return Ok(out),
            }
        }
        let mut starts: Vec<u32> = Vec::new();
        let mut positions = Vec::new();
        let last = lists.len() - 1;
        let stands = |list: &mut SegmentPostings, doc| list.doc() == doc || (list.doc() < doc && list.seek(doc) == doc);
        for doc in candidates.iter() {
            // A word that is there once stands in the pair before it and in the pair behind it: no position needs to be read.
            if lists[1..last].iter_mut().all(|list| stands(list, doc) && list.term_freq() == 1) {
                out.add(doc);
                continue;
            }
            starts.clear();
            for (i, list) in lists.iter_mut().enumerate() {
                if !stands(list, doc) {
                    starts.clear();
                    break;
                }
                list.positions(&mut positions);
                if i == 0 {
                    starts.clone_from(&positions);
                } else {
                    starts.retain(|start| positions.binary_search(&(start + i as u32)).is_ok());
                }
                if starts.is_empty() {
                    break;
                }
            }
            if !starts.is_empty() {
                out.add(doc);
            }
        }
        Ok(out)
    }
}

/// Adds the documents of a term.
pub(super) fn add_docs(reader: &SegmentReader, term: &Term, out: &mut Bits) -> Result<()> {
    let index = reader.inverted_index(term.field())?;
    if let Some(list) = index.read_block_postings(term, IndexRecordOption::Basic)? {
        add_listed(list, out);
    }
    Ok(())
}

fn add_listed(mut list: BlockSegmentPostings, out: &mut Bits) {
    while list.block_len() > 0 {
        out.add_in_order(list.docs());
        list.advance();
    }
}
