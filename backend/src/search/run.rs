//! A search from request to answer: rights first, then what matches, then counts, then one page in order. Segments are
//! asked side by side: one person's question has all the cores that nobody else needs.

use super::SearchError;
use super::bits::Bits;
use super::clauses::{self, Tuning};
use super::facet::Facets;
use super::index::Index;
use super::page::{Page, score_of};
use super::rank::Ranking;
use super::request::{Hit, SearchRequest, SearchResult, Sort};
use super::schema::Key;
use super::segment::Segment;
use super::words::Corrections;
use hoiam_shared::query::{Compiled, Step, code_key};
use rayon::prelude::*;
use tantivy::{Searcher, TantivyError};

/// Where fewer cases have all the words, those that have some are shown behind them, up to this many together.
const NEAR: usize = 10;
/// Of the best of these, a case must reach this share of the score.
const NEAR_SHARE: f32 = 0.3;
/// Fewer matches are counted sooner than looked up; tests keep all, to try that with few.
const KEPT_FROM: u64 = if cfg!(test) { 1 } else { 10_000 };
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
            facets.merge(&one.facets);
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
        let clauses = clauses::of_query(request.query, &self.fields, staff, corrections, &self.accents(), tuning);
        Ranking::of(clauses, searcher)
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
        let keeps = !request.facets.is_empty() && lasting(&request.query.top);
        let asked = keeps.then(|| matches.clone());
        matches.and(&visible);
        let total = matches.count();
        let facets = match asked.filter(|_| total >= KEPT_FROM) {
            Some(asked) => kept_counts(request, &segment, asked, &matches)?,
            None => Facets::of(&segment, &matches, request.facets)?,
        };
        let mut page = Page::new(request);
        page.collect(&segment, &matches, ranking)?;
        let rest = (total < NEAR as u64).then_some((segment, visible, matches));
        Ok(Self { page, facets, total, rest })
    }
}

/// The counts beside what a search matches in a segment; `asked` is that before rights and deletions. Lists by state, agency and
/// the like are asked for all day: their counts are kept, and what was deleted since is taken off.
fn kept_counts(
    request: &SearchRequest<'_>,
    segment: &Segment<'_>,
    asked: Bits,
    matches: &Bits,
) -> Result<Facets, TantivyError> {
    let (scope, wanted) = (request.scope, request.facets);
    let mut all = asked;
    all.and(&*segment.scope(scope)?);
    let whole = segment.kept.counts(scope, &request.query.top, wanted, || Facets::of(segment, &all, wanted))?;
    let mut facets = Facets::clone(&whole);
    all.without(matches);
    facets.less(&Facets::of(segment, &all, wanted)?);
    Ok(facets)
}

/// Whether a step means the same documents of a segment whenever it is asked, and is asked again: what depends on the hour does
/// not, and words are hardly asked for twice.
fn lasting(step: &Step) -> bool {
    match step {
        Step::Text(_) | Step::Phrase(_) | Step::Late | Step::Time(..) | Step::OnTime(_) | Step::Code(_) => false,
        Step::Not(step) => lasting(step),
        Step::And(steps) | Step::Or(steps) => steps.iter().all(lasting),
        Step::All
        | Step::Nothing
        | Step::Kind(_)
        | Step::States(_)
        | Step::Agency(_)
        | Step::Desk(_)
        | Step::Area(_)
        | Step::Category(_)
        | Step::Channel(_)
        | Step::Site(_)
        | Step::Assigned(_)
        | Step::Flag(_)
        | Step::NoTime(_)
        | Step::Number(..)
        | Step::NoNumber(_)
        | Step::Mark(..) => true,
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
    let look = |(segment, visible, matches): &(Segment<'_>, Bits, Bits)| {
        let mut others = segment.ask_filters(request.query)?;
        others.and(visible);
        others.and(&ranking.scored(segment)?);
        others.without(matches);
        let mut page = Page::new(&wider);
        page.collect(segment, &others, Some(ranking))?;
        Ok(page)
    };
    let mut page = Page::new(&wider);
    for found in segments.par_iter().map(look).collect::<Result<Vec<_>, TantivyError>>()? {
        page.merge(found);
    }
    let (mut hits, _) = page.finish();
    // What shares little but a common word is no help.
    let least = hits.first().map_or(0.0, |best| score_of(best.key)) * NEAR_SHARE;
    hits.retain(|hit| score_of(hit.key) > least);
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
                codes.extend(plan.words.iter().map(|wanted| wanted.word.exact.to_string()));
            }
            Step::Phrase(phrase) => codes.extend(phrase.words.iter().map(|word| word.exact.to_string())),
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
