//! A search from request to answer: rights first, then what matches, then counts, then one page in order.

use super::SearchError;
use super::bits::Bits;
use super::facet::Facets;
use super::index::Index;
use super::rank::Ranking;
use super::request::{After, Hit, SearchRequest, SearchResult, Sort};
use super::schema::{Key, column};
use super::segment::Segment;
use super::words::Corrections;
use hoiam_shared::query::{Compiled, Step, code_key};
use std::collections::BinaryHeap;
use tantivy::{Searcher, TantivyError};

/// Shorter words are no codes.
const CODE_CHARS: usize = 6;

impl Index {
    /// Searches. Totals and facets are exact within the rights.
    pub fn search(&self, request: &SearchRequest<'_>) -> Result<SearchResult, SearchError> {
        let searcher = self.searcher();
        let none = Corrections::default();
        let mut visible = Vec::new();
        for reader in searcher.segment_readers() {
            let segment =
                Segment { reader, fields: &self.fields, staff: request.scope.staff_texts, corrections: &none };
            let bits = segment.visible(request.scope)?;
            visible.push((segment, bits));
        }
        let corrections = Corrections::find(request.query, &visible)?;
        let by_code = by_code(request.query, &visible)?;
        let ranking = match request.sort {
            Sort::Relevance => {
                Ranking::new(request.query, &self.fields, request.scope.staff_texts, &corrections, &searcher)?
            }
            Sort::Due | Sort::Received => None,
        };
        let mut page = Page::new(request);
        let mut facets = Facets::new(request.facets);
        let mut total = 0;
        let mut matched = Vec::with_capacity(visible.len());
        for (segment, visible) in visible {
            let segment = Segment { corrections: &corrections, ..segment };
            let mut matches = segment.ask(request.query)?;
            matches.and(&visible);
            total += matches.count();
            facets.add(segment.reader, &matches)?;
            page.collect(&segment, &matches, ranking.as_ref())?;
            matched.push(matches);
        }
        if let Some(ranking) = &ranking {
            page.fill(&searcher, &matched, ranking)?;
        }
        let (hits, next) = page.finish();
        Ok(SearchResult { by_code, hits, total, facets: facets.finish(), corrections: corrections.into_list(), next })
    }
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
                return Ok(Some(segment.numbers(column::ID)?.get_val(doc)));
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

    /// The score a document must exceed; negative while there is room.
    fn least(&self) -> f32 {
        if self.kept.len() < self.limit {
            return f32::MIN;
        }
        // A place is worth the score it was made from, so one bit less lets equals through to the tie.
        self.kept.peek().map_or(f32::MIN, |last| f32::from_bits((-last.0) as u32).next_down())
    }

    fn collect(
        &mut self,
        segment: &Segment<'_>,
        matches: &Bits,
        ranking: Option<&Ranking>,
    ) -> Result<(), TantivyError> {
        let ids = segment.numbers(column::ID)?;
        if let Some(ranking) = ranking {
            let least = self.least();
            let sort = self.sort;
            return ranking.score(segment.reader, matches, least, &mut |doc, score| {
                self.offer((-i64::from(score.max(0.0).to_bits()), tie(sort, ids.get_val(doc))));
                self.least()
            });
        }
        let name = if self.sort == Sort::Due { column::DUE } else { column::RECEIVED };
        let keys = segment.numbers(name)?;
        let mut read = [0i64; 256];
        matches.for_stretches(|docs| {
            let read = &mut read[..docs.len()];
            keys.get_vals(docs, read);
            for (doc, key) in docs.iter().zip(read.iter()) {
                let key = if self.sort == Sort::Due { *key } else { -*key };
                // The id is read only for what may be kept.
                if self.kept.len() < self.limit || self.kept.peek().is_some_and(|last| key <= last.0) {
                    self.offer((key, tie(self.sort, ids.get_val(*doc))));
                }
            }
        });
        Ok(())
    }

    /// Matches that the ranking passed over come last, newest first, where the page has room for them.
    fn fill(&mut self, searcher: &Searcher, matched: &[Bits], ranking: &Ranking) -> Result<(), TantivyError> {
        for (reader, matches) in searcher.segment_readers().iter().zip(matched) {
            if self.kept.len() >= self.limit && self.kept.peek().is_some_and(|last| last.0 < 0) {
                return Ok(());
            }
            let Some(rest) = ranking.passed_over(reader, matches)? else { continue };
            let ids = reader.fast_fields().i64(column::ID)?.first_or_default_col(0);
            let mut read = [0i64; 256];
            rest.for_stretches(|docs| {
                let read = &mut read[..docs.len()];
                ids.get_vals(docs, read);
                read.iter().for_each(|id| self.offer((0, tie(self.sort, *id))));
            });
        }
        Ok(())
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
        Sort::Relevance | Sort::Received => -id,
    }
}
