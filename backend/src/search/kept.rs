//! What is kept in memory of each segment: its columns, decoded, and the sets of documents that every search of a
//! person begins with. A segment never changes but for its deletions, so what is kept stays right until the
//! segment is gone; about 90 bytes a case, and some more once everyday words have been asked for.

use super::bits::Bits;
use super::doc::packed;
use super::facet::Facets;
use super::lengths::Lengths;
use super::names::{Names, Numbering};
use super::planes::Planes;
use super::recent::Recent;
use super::request::{Facet, Place, Scope, Sort};
use super::schema::column;
use hoiam_shared::query::{Step, TimeField};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use tantivy::index::SegmentId;
use tantivy::schema::Field;
use tantivy::{Searcher, SegmentReader, TantivyError, Term};

/// Scopes remembered per segment: people of one office share theirs.
const SCOPES: usize = 64;
/// Words remembered per segment that a good part of the documents have: more than there are in ordinary text, 24 bytes a case.
const FREQUENT: usize = 64;
/// Fields of texts: words and pairs, exact and folded, of citizens and of staff.
const FIELDS: usize = 8;
/// Lists whose counts are remembered per segment.
const COUNTED: usize = 32;

type Result<T> = core::result::Result<T, TantivyError>;

/// Within which scope, of which query, by which properties.
type Counted = (Scope, Step, Vec<Facet>);

/// What is kept of one segment. Each part is read when it is first needed.
#[derive(Debug, Default)]
pub(super) struct Kept {
    numbering: Arc<Numbering>,
    packed: OnceLock<Box<[u64]>>,
    states: OnceLock<Vec<Bits>>,
    id: OnceLock<Box<[i64]>>,
    received: OnceLock<Box<[i64]>>,
    due: OnceLock<Box<[i64]>>,
    answered: OnceLock<Box<[i64]>>,
    took: OnceLock<Box<[u64]>>,
    names: [OnceLock<Names>; column::NAMED.len()],
    /// By the number of an order: see [`Kept::firsts`].
    firsts: [OnceLock<Box<[Place]>>; Sort::COUNT],
    /// Documents within a scope, those deleted since included.
    scopes: Recent<Scope, Bits, SCOPES>,
    /// Counts of a list, those deleted since included.
    counts: Recent<Counted, Facets, COUNTED>,
    /// Words that a good part of the documents have.
    frequent: Recent<Term, Planes, FREQUENT>,
    /// By field.
    lengths: Recent<Field, Lengths, FIELDS>,
    /// Documents not deleted, as of so many deletions.
    alive: Mutex<Option<(u32, Arc<Bits>)>>,
}

fn once<T>(cell: &OnceLock<T>, make: impl FnOnce() -> Result<T>) -> Result<&T> {
    match cell.get() {
        Some(made) => Ok(made),
        None => {
            let made = make()?;
            Ok(cell.get_or_init(|| made))
        }
    }
}

impl Kept {
    /// The column of small properties.
    pub(super) fn packed(&self, reader: &SegmentReader) -> Result<&[u64]> {
        Ok(once(&self.packed, || bits(reader, column::PACKED))?)
    }

    /// The documents in each state, by its number: most lists begin with those that are open.
    pub(super) fn states(&self, reader: &SegmentReader) -> Result<&[Bits]> {
        let sorted = || {
            let mut states = vec![Bits::none(reader.max_doc()); packed::STATES];
            let column = self.packed(reader)?;
            (0..).zip(column).for_each(|(doc, bits)| states[packed::state(*bits)].add(doc));
            Ok(states)
        };
        Ok(once(&self.states, sorted)?)
    }

    /// The column of how long steps took.
    pub(super) fn took(&self, reader: &SegmentReader) -> Result<&[u64]> {
        Ok(once(&self.took, || bits(reader, column::TOOK))?)
    }

    /// The identities of the cases.
    pub(super) fn ids(&self, reader: &SegmentReader) -> Result<&[i64]> {
        Ok(once(&self.id, || numbers(reader, column::ID))?)
    }

    /// A column of instants.
    pub(super) fn times(&self, reader: &SegmentReader, field: TimeField) -> Result<&[i64]> {
        let (cell, name) = match field {
            TimeField::Received => (&self.received, column::RECEIVED),
            TimeField::Due => (&self.due, column::DUE),
            TimeField::Answered => (&self.answered, column::ANSWERED),
        };
        Ok(once(cell, || numbers(reader, name))?)
    }

    /// A column of names, by its place in [`column::NAMED`].
    pub(super) fn names(&self, reader: &SegmentReader, which: usize) -> Result<&Names> {
        once(&self.names[which], || {
            let mut ordinals = vec![0u64; reader.max_doc() as usize];
            let mut names = Vec::new();
            match reader.fast_fields().str(column::NAMED[which])? {
                None => names.push(String::new()),
                Some(column) => {
                    column.ords().clone().first_or_default_col(0).get_range(0, &mut ordinals);
                    let mut stream = column.dictionary().stream()?;
                    while stream.advance() {
                        names.push(String::from_utf8_lossy(stream.key()).into_owned());
                    }
                }
            }
            let numbers = self.numbering.of(which, names);
            Ok(Names::new(&ordinals, &numbers))
        })
    }

    /// For each machine word of a set of documents, the first place in an order that one of them has.
    pub(super) fn firsts(&self, reader: &SegmentReader, sort: Sort) -> Result<&[Place]> {
        let firsts = || {
            let (times, ids) = (self.times(reader, sort.time())?, self.ids(reader)?);
            let places = |(times, ids): (&[i64], &[i64])| {
                let place = |(at, id): (&i64, &i64)| (sort.key(*at), sort.tie(*id));
                times.iter().zip(ids).map(place).min().unwrap_or((i64::MAX, i64::MAX))
            };
            Ok(times.chunks(64).zip(ids.chunks(64)).map(places).collect())
        };
        Ok(once(&self.firsts[sort as usize], firsts)?)
    }

    /// The documents of a scope, made once by `make`.
    pub(super) fn scope(&self, scope: &Scope, make: impl FnOnce() -> Result<Bits>) -> Result<Arc<Bits>> {
        self.scopes.of(reach(scope), make)
    }

    /// The counts of a list, made once by `make`.
    pub(super) fn counts(
        &self,
        scope: &Scope,
        of: &Step,
        by: &[Facet],
        make: impl FnOnce() -> Result<Facets>,
    ) -> Result<Arc<Facets>> {
        self.counts.of((reach(scope), of.clone(), by.to_vec()), make)
    }

    /// A word that a good part of the documents have, read once by `read`.
    pub(super) fn frequent(&self, word: &Term, read: impl FnOnce() -> Result<Planes>) -> Result<Arc<Planes>> {
        self.frequent.of(word.clone(), read)
    }

    /// How long the texts of a field are.
    pub(super) fn lengths(&self, reader: &SegmentReader, field: Field) -> Result<Arc<Lengths>> {
        self.lengths.of(field, || Lengths::read(reader, field))
    }

    /// The documents not deleted; `None` when none is.
    pub(super) fn alive(&self, reader: &SegmentReader) -> Option<Arc<Bits>> {
        let alive = reader.alive_bitset()?;
        let mut known = self.alive.lock().unwrap_or_else(PoisonError::into_inner);
        // A search that began before the last commit may look at an older state: then it makes its own.
        let deleted = reader.num_deleted_docs();
        if let Some((of, bits)) = known.as_ref()
            && *of == deleted
        {
            return Some(Arc::clone(bits));
        }
        let mut bits = Bits::none(reader.max_doc());
        alive.iter_alive().for_each(|doc| bits.add(doc));
        let bits = Arc::new(bits);
        *known = Some((deleted, Arc::clone(&bits)));
        Some(bits)
    }
}

/// Whether staff texts are searched changes what is found, not what may be.
fn reach(scope: &Scope) -> Scope {
    Scope { staff_texts: false, ..scope.clone() }
}

fn bits(reader: &SegmentReader, column: &str) -> Result<Box<[u64]>> {
    let values = reader.fast_fields().u64(column)?.first_or_default_col(0);
    let mut out = vec![0; reader.max_doc() as usize];
    values.get_range(0, &mut out);
    Ok(out.into_boxed_slice())
}

fn numbers(reader: &SegmentReader, name: &str) -> Result<Box<[i64]>> {
    let values = reader.fast_fields().i64(name)?.first_or_default_col(super::schema::NEVER);
    let mut out = vec![0; reader.max_doc() as usize];
    values.get_range(0, &mut out);
    Ok(out.into_boxed_slice())
}

/// What is kept of all segments.
#[derive(Debug, Default)]
pub(super) struct Keeper {
    segments: RwLock<HashMap<SegmentId, Arc<Kept>>>,
    /// Of the names in their columns.
    pub numbering: Arc<Numbering>,
}

impl Keeper {
    /// What is kept of a segment.
    pub(super) fn of(&self, reader: &SegmentReader) -> Arc<Kept> {
        let id = reader.segment_id();
        if let Some(kept) = self.segments.read().unwrap_or_else(PoisonError::into_inner).get(&id) {
            return Arc::clone(kept);
        }
        let new = || Arc::new(Kept { numbering: Arc::clone(&self.numbering), ..Kept::default() });
        Arc::clone(self.segments.write().unwrap_or_else(PoisonError::into_inner).entry(id).or_insert_with(new))
    }

    /// Forgets segments that are gone, and reads what searches will need of new ones, so that nobody waits for it.
    pub(super) fn follow(&self, searcher: &Searcher) -> Result<()> {
        let there: Vec<SegmentId> = searcher.segment_readers().iter().map(SegmentReader::segment_id).collect();
        self.segments.write().unwrap_or_else(PoisonError::into_inner).retain(|id, _| there.contains(id));
        for reader in searcher.segment_readers() {
            let kept = self.of(reader);
            kept.states(reader)?;
            kept.ids(reader)?;
            kept.times(reader, TimeField::Received)?;
            kept.times(reader, TimeField::Due)?;
            kept.firsts(reader, Sort::Due)?;
            kept.firsts(reader, Sort::Received)?;
            for which in 0..column::NAMED.len() {
                kept.names(reader, which)?;
            }
            kept.alive(reader);
        }
        Ok(())
    }
}
