//! A search from request to answer: rights first, then what matches, then counts, then one page in order. Segments are
//! asked side by side: one person's question has all the cores that nobody else needs.

use super::SearchError;
use super::bits::Bits;
use super::facet::Facets;
use super::index::Index;
use super::rank::{Ranking, Tuning};
use super::request::{After, Hit, SearchRequest, SearchResult, Sort};
use super::schema::{Key, NEVER};
use super::segment::Segment;
use super::words::Corrections;
use hoiam_shared::query::{Compiled, Step, TimeField, code_key};
use rayon::prelude::*;
use std::collections::BinaryHeap;
use tantivy::{Searcher, TantivyError};

/// Where fewer cases have all the words, those that have some are shown behind them, up to this many together.
const NEAR: usize = 10;
/// Of the best of these, a case must reach this share of the score.
const NEAR_SHARE: f32 = 0.3;
/// Shorter words are no codes.
const CODE_CHARS: usize = 6;

impl Index {
    /// Searches. Totals and facets are exact within the rights.
    pub fn search(&self, request: &SearchRequest<'_>) -> Result<SearchResult, SearchError> {
        self.search_tuned(request, &Tuning::default())
    }

    /// Searches with other weights of the fields.
    pub(super) fn search_tuned(
        &self,
        request: &SearchRequest<'_>,
        tuning: &Tuning,
    ) -> Result<SearchResult, SearchError> {
        let searcher = self.searcher();
        let none = Corrections::default();
        let visible = self.visible(&searcher, request.scope, request.scope.staff_texts, &none)?;
        let corrections = Corrections::find(request.query, &visible)?;
        let by_code = by_code(request.query, &visible)?;
        let ranking = match request.sort {
            Sort::Relevance => self.ranking(request, &corrections, tuning, &searcher)?,
            Sort::Due | Sort::Received | Sort::Answered => None,
        };
        let first = request.after.is_none() && ranking.is_some();
        let ask = |(segment, visible)| {
            let segment = Segment { corrections: &corrections, ..segment };
            Answered::of(request, segment, visible, ranking.as_ref())
        };
        let answered: Vec<Answered<'_>> = visible.into_par_iter().map(ask).collect::<Result<_, TantivyError>>()?;
        let total: u64 = answered.iter().map(|one| one.total).sum();
        let mut page = Page::new(request);
        let mut facets = Facets::new(request.facets);
        let mut others = Vec::new();
        for one in answered {
            page.merge(one.page);
            facets.merge(one.facets);
            others.extend(one.rest);
        }
        let (hits, next) = page.finish();
        let near = match &ranking {
            Some(ranking) if first && total < NEAR as u64 => near(request, &others, ranking, NEAR - total as usize)?,
            _ => Vec::new(),
        };
        let facets = facets.finish(&self.keeper.numbering);
        Ok(SearchResult { by_code, hits, total, near, facets, corrections: corrections.into_list(), next })
    }

    fn ranking(
        &self,
        request: &SearchRequest<'_>,
        corrections: &Corrections,
        tuning: &Tuning,
        searcher: &Searcher,
    ) -> Result<Option<Ranking>, TantivyError> {
        let staff = request.scope.staff_texts;
        Ranking::new(request.query, &self.fields, staff, corrections, &self.accents(), tuning, searcher)
    }
}

/// What one segment answered.
struct Answered<'s> {
    page: Page,
    facets: Facets,
    total: u64,
    /// The segment, what is visible and what matches: to look among for cases that come near. Costs a set each, so kept
    /// only where it may be needed.
    rest: Option<(Segment<'s>, Bits, Bits)>,
}

impl<'s> Answered<'s> {
    fn of(
        request: &SearchRequest<'_>,
        segment: Segment<'s>,
        visible: Bits,
        ranking: Option<&Ranking>,
    ) -> Result<Self, TantivyError> {
        let mut matches = segment.ask(request.query)?;
        matches.and(&visible);
        let total = matches.count();
        let (mut page, mut facets) = (Page::new(request), Facets::new(request.facets));
        facets.add(&segment, &matches)?;
        page.collect(&segment, &matches, ranking)?;
        let rest = (total < NEAR as u64).then_some((segment, visible, matches));
        Ok(Self { page, facets, total, rest })
    }
}

/// The best cases of those that pass the filters of a query but do not have all of its words.
fn near(
    request: &SearchRequest<'_>,
    segments: &[(Segment<'_>, Bits, Bits)],
    ranking: &Ranking,
    limit: usize,
) -> Result<Vec<Hit>, TantivyError> {
    let wider = SearchRequest { limit: limit.min(request.limit), after: None, ..*request };
    let mut page = Page::new(&wider);
    for (segment, visible, matches) in segments {
        let mut others = segment.ask_filters(request.query)?;
        others.and(visible);
        let mut rest = matches.clone();
        rest.not();
        others.and(&rest);
        page.collect(segment, &others, Some(ranking))?;
    }
    let (mut hits, _) = page.finish();
    // What shares little but a common word is no help.
    let score = |hit: &Hit| f32::from_bits((-hit.key) as u32);
    let least = hits.first().map_or(0.0, score) * NEAR_SHARE;
    hits.retain(|hit| score(hit) > least);
    Ok(hits)
}

/// The visible case whose code stands in the free words of a query.
fn by_code(query: &Compiled, segments: &[(Segment<'_>, Bits)]) -> Result<Option<i64>, TantivyError> {
    let mut codes = Vec::new();
    let steps = match &query.top {
        Step::And(steps) => steps.as_slice(),
        step => core::slice::from_ref(step),
    };
    for step in steps {
        match step {
            Step::Code(code) => codes.push(code.clone()),
            Step::Text(plan) => {
                codes.push(code_key(&plan.raw));
                codes.extend(plan.words.iter().map(|wanted| wanted.word.exact.clone()));
            }
            Step::Phrase(phrase) => codes.extend(phrase.words.iter().map(|word| word.exact.clone())),
            _ => {}
        }
    }
    codes.retain(|code| code.chars().count() >= CODE_CHARS && code.bytes().any(|b| b.is_ascii_digit()));
    for code in codes {
        for (segment, visible) in segments {
            let mut docs = segment.key(Key::Code(&code))?;
            docs.and(visible);
            if let Some(doc) = docs.iter().next() {
                return Ok(Some(segment.kept.ids(segment.reader)?[doc as usize]));
            }
        }
    }
    Ok(None)
}

/// A place in the order: smaller comes first.
type Place = (i64, i64);

/// Keeps the first places of a search.
struct Page {
    sort: Sort,
    after: Option<Place>,
    limit: usize,
    /// The last of the kept on top.
    kept: BinaryHeap<Place>,
}

impl Page {
    fn new(request: &SearchRequest<'_>) -> Self {
        let after = request.after.map(|after| (after.key, tie(request.sort, after.id)));
        // One more than asked for says whether there is a next page.
        Self { sort: request.sort, after, limit: request.limit + 1, kept: BinaryHeap::new() }
    }

    fn offer(&mut self, place: Place) {
        if self.after.is_some_and(|after| place <= after) {
            return;
        }
        if self.kept.len() < self.limit {
            self.kept.push(place);
        } else if let Some(mut last) = self.kept.peek_mut()
            && place < *last
        {
            *last = place;
        }
    }

    /// Takes in what another part of the index offered.
    fn merge(&mut self, other: Self) {
        other.kept.into_iter().for_each(|place| self.offer(place));
    }

    fn collect(
        &mut self,
        segment: &Segment<'_>,
        matches: &Bits,
        ranking: Option<&Ranking>,
    ) -> Result<(), TantivyError> {
        let ids = segment.kept.ids(segment.reader)?;
        match ranking {
            Some(ranking) => {
                let mut scores = ranking.scores(segment.reader, matches)?;
                // A larger score is a smaller place; the bits of positive numbers are in their order.
                let key = |score: f32| -i64::from(score.max(0.0).to_bits());
                self.collect_by(matches, ids, |_| scores.pop().map_or(0, key));
            }
            None if self.sort == Sort::Due => {
                let due = segment.kept.times(segment.reader, TimeField::Due)?;
                // Older documents are mostly due before newer ones.
                matches.for_each(|doc| self.meet(due[doc as usize], doc, ids));
            }
            None if self.sort == Sort::Answered => {
                let answered = segment.kept.times(segment.reader, TimeField::Answered)?;
                let back = |at: i64| if at == NEVER { NEVER } else { -at };
                self.collect_by(matches, ids, |doc| back(answered[doc as usize]));
            }
            None => {
                let received = segment.kept.times(segment.reader, TimeField::Received)?;
                self.collect_by(matches, ids, |doc| -received[doc as usize]);
            }
        }
        Ok(())
    }

    /// Newer documents mostly stand behind older ones: from the end on, what is kept early mostly stays.
    fn collect_by(&mut self, matches: &Bits, ids: &[i64], mut key: impl FnMut(u32) -> i64) {
        matches.for_each_back(|doc| self.meet(key(doc), doc, ids));
    }

    /// Offers a document. Its id is read only when it may be kept.
    fn meet(&mut self, key: i64, doc: u32, ids: &[i64]) {
        if self.kept.len() < self.limit || self.kept.peek().is_some_and(|last| key <= last.0) {
            self.offer((key, tie(self.sort, ids[doc as usize])));
        }
    }

    fn finish(self) -> (Vec<Hit>, Option<After>) {
        let (sort, limit) = (self.sort, self.limit - 1);
        let mut places = self.kept.into_sorted_vec();
        let more = places.len() > limit;
        places.truncate(limit);
        let hits: Vec<Hit> = places.into_iter().map(|(key, id)| Hit { id: tie(sort, id), key }).collect();
        let next = hits.last().filter(|_| more).map(|last| After { key: last.key, id: last.id });
        (hits, next)
    }
}

/// Of equals the older deadline's case first, else the newer case. Its own inverse.
const fn tie(sort: Sort, id: i64) -> i64 {
    match sort {
        Sort::Due => id,
        Sort::Relevance | Sort::Received | Sort::Answered => -id,
    }
}
