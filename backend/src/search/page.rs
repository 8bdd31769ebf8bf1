//! One page of a search: the first places in its order, kept while everything that matches goes by.

use super::bits::{Bits, documents};
use super::rank::Ranking;
use super::request::{After, Hit, Place, SearchRequest, Sort};
use super::segment::Segment;
use std::collections::BinaryHeap;
use tantivy::TantivyError;

/// Fewer matches, or less than this part of all documents, are scored sooner than looked through for the best; tests look
/// through few, too.
const BOUNDED_FROM: u64 = if cfg!(test) { 1 } else { 10_000 };
const BOUNDED_PART: u64 = 8;
/// Documents that may score best, of which the first page is made.
const SCORED_FIRST: u64 = if cfg!(test) { 8 } else { 1_000 };

/// Keeps the first places of a search.
pub(super) struct Page {
    sort: Sort,
    after: Option<Place>,
    limit: usize,
    /// The last of the kept on top.
    kept: BinaryHeap<Place>,
}

impl Page {
    pub(super) fn new(request: &SearchRequest<'_>) -> Self {
        let after = request.after.map(|after| (after.key, request.sort.tie(after.id)));
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
    pub(super) fn merge(&mut self, other: Self) {
        other.kept.into_iter().for_each(|place| self.offer(place));
    }

    /// Offers what matches in a segment.
    pub(super) fn collect(
        &mut self,
        segment: &Segment<'_>,
        matches: &Bits,
        ranking: Option<&Ranking>,
    ) -> Result<(), TantivyError> {
        match ranking {
            Some(ranking) => self.collect_by_score(segment, matches, ranking),
            None => self.collect_by_time(segment, matches),
        }
    }

    /// Of many documents those that may score best are scored first, and then only those that may come before the last of the
    /// page these make.
    fn collect_by_score(
        &mut self,
        segment: &Segment<'_>,
        matches: &Bits,
        ranking: &Ranking,
    ) -> Result<(), TantivyError> {
        let ids = segment.kept.ids(segment.reader)?;
        let count = matches.count();
        if count < BOUNDED_FROM || count < u64::from(segment.reader.max_doc()) / BOUNDED_PART {
            self.meet_scored(matches, ranking.scores(segment, matches)?, ids);
            return Ok(());
        }
        let words = ranking.read(segment)?;
        let bounds = words.bounds(matches);
        let first = bounds.highest(SCORED_FIRST);
        self.meet_scored(&first, words.scores(&first), ids);
        let mut rest = match self.kept.peek().filter(|_| self.kept.len() >= self.limit) {
            Some(last) => bounds.reaching(score_of(last.0)),
            None => matches.clone(),
        };
        rest.without(&first);
        self.meet_scored(&rest, words.scores(&rest), ids);
        Ok(())
    }

    /// Offers documents, whose scores stand in their order. Newer documents mostly stand behind older ones: from the end on,
    /// what is kept early mostly stays.
    fn meet_scored(&mut self, docs: &Bits, mut scores: Vec<f32>, ids: &[i64]) {
        docs.for_each_back(|doc| self.meet(scores.pop().map_or(0, key_of), doc, ids));
    }

    /// Once the page is full, hardly a machine word of documents has one that comes before its last: the others are passed
    /// over.
    fn collect_by_time(&mut self, segment: &Segment<'_>, matches: &Bits) -> Result<(), TantivyError> {
        let (sort, ids) = (self.sort, segment.kept.ids(segment.reader)?);
        let times = segment.kept.times(segment.reader, sort.time())?;
        let firsts = segment.kept.firsts(segment.reader, sort)?;
        let meet_those = |(at, word)| {
            if self.wants(firsts[at]) {
                documents(at, word).for_each(|doc| self.meet(sort.key(times[doc as usize]), doc, ids));
            }
        };
        match sort {
            // Older documents are mostly due before newer ones.
            Sort::Due => matches.words().for_each(meet_those),
            Sort::Relevance | Sort::Received | Sort::Answered => matches.words().rev().for_each(meet_those),
        }
        Ok(())
    }

    /// Whether what has this place would be kept.
    fn wants(&self, place: Place) -> bool {
        self.kept.len() < self.limit || self.kept.peek().is_some_and(|last| place < *last)
    }

    /// Offers a document. Its id is read only when it may be kept.
    fn meet(&mut self, key: i64, doc: u32, ids: &[i64]) {
        if self.wants((key, i64::MIN)) {
            self.offer((key, self.sort.tie(ids[doc as usize])));
        }
    }

    /// The page, and where the next one begins if there is more.
    pub(super) fn finish(self) -> (Vec<Hit>, Option<After>) {
        let (sort, limit) = (self.sort, self.limit - 1);
        let mut places = self.kept.into_sorted_vec();
        let more = places.len() > limit;
        places.truncate(limit);
        let hits: Vec<Hit> = places.into_iter().map(|(key, id)| Hit { id: sort.tie(id), key }).collect();
        let next = hits.last().filter(|_| more).map(|last| After { key: last.key, id: last.id });
        (hits, next)
    }
}

/// The key of a score: a larger one comes first. The bits of positive numbers are in their order.
fn key_of(score: f32) -> i64 {
    -i64::from(score.max(0.0).to_bits())
}

/// The score of a key.
pub(super) const fn score_of(key: i64) -> f32 {
    f32::from_bits((-key) as u32)
}
