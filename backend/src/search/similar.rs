//! Cases that say the same: candidates by shared pairs of syllables, the same place and field of life before
//! others, recent before old. Shown to the citizen while typing (with the public scope), to the handler beside
//! the case, to the coordinator in bulk.

use super::SearchError;
use super::clauses::Clause;
use super::index::Index;
use super::rank::Ranking;
use super::request::Scope;
use super::schema::Key;
use super::words::Corrections;
use hoiam_shared::query::TimeField;
use hoiam_shared::text::{pairs, tokens};
use std::collections::BTreeSet;
use tantivy::Term;

/// Pairs of a text that are asked for: the rarest say most.
const PAIRS: usize = 24;
/// A pair in more than this share of the cases says nothing, once there are enough to tell.
const COMMON_SHARE: u64 = 10;
const ENOUGH: u64 = 1_000;
/// Candidates that are weighed.
const CANDIDATES: usize = 64;
/// The weight of age halves in this time.
const HALF_LIFE_MS: f32 = 90.0 * 86_400_000.0;
const SAME_AREA: f32 = 1.3;
const SAME_CATEGORY: f32 = 1.15;
/// How much of the score age can take away.
const AGE_SHARE: f32 = 0.3;

/// What similar cases are looked for.
#[derive(Debug, Clone, Copy)]
pub struct SimilarTo<'t> {
    /// The text, or as much as is typed.
    pub text: &'t str,
    /// Area code, if known.
    pub area: Option<&'t str>,
    /// Category code, if known.
    pub category: Option<&'t str>,
    /// This case itself is none of them.
    pub except: Option<i64>,
    /// Now, in milliseconds since the epoch.
    pub now_ms: i64,
    /// At most so many.
    pub limit: usize,
}

/// A similar case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Similar {
    /// The case.
    pub id: i64,
    /// How similar: comparable within one answer, and about 1 for the same text in the same place today.
    pub score: f32,
}

impl Index {
    /// Cases similar to a text, most similar first, within the rights.
    pub fn similar(&self, to: &SimilarTo<'_>, scope: &Scope) -> Result<Vec<Similar>, SearchError> {
        let searcher = self.searcher();
        let field = self.fields.text.folded_pairs;
        let all = searcher.num_docs();
        let distinct: BTreeSet<_> = pairs(&tokens(to.text)).map(|pair| pair.folded).collect();
        let mut found: Vec<(u64, String)> = Vec::with_capacity(distinct.len());
        for pair in distinct {
            found.push((searcher.doc_freq(&Term::from_field_text(field, &pair))?, String::from(pair)));
        }
        let asked = found.len();
        let mut words: Vec<(u64, String)> = found
            .into_iter()
            .filter(|(count, _)| *count > 0 && (all < ENOUGH || *count <= all / COMMON_SHARE))
            .collect();
        words.sort();
        words.truncate(PAIRS);
        // What a text with every pair would score: the measure that makes scores comparable. A pair that nobody
        // else wrote counts like the rarest.
        let worth = |count: u64| (1.0 + (all as f32 - count as f32 + 0.5).max(0.0) / (count as f32 + 0.5)).ln();
        let full: f32 = words.iter().map(|(count, _)| worth(*count)).sum::<f32>()
            + (asked.min(PAIRS) - words.len().min(asked)) as f32 * worth(1);
        let clauses = words.into_iter().map(|(_, word)| Clause { field, word, boost: 1.0 }).collect();
        let Some(ranking) = Ranking::of(clauses, &searcher)? else { return Ok(Vec::new()) };
        let none = Corrections::default();
        let mut out: Vec<Similar> = Vec::new();
        for (segment, mut visible) in self.visible(&searcher, scope, false, &none)? {
            let ids = segment.kept.ids(segment.reader)?;
            let received = segment.kept.times(segment.reader, TimeField::Received)?;
            if let Some(except) = to.except {
                let mut others = segment.case(except)?;
                others.not();
                visible.and(&others);
            }
            visible.and(&ranking.scored(&segment)?);
            let mut scores = ranking.scores(&segment, &visible)?;
            let mut best: Vec<(f32, u32)> = Vec::new();
            let mut least = 0.0;
            visible.for_each_back(|doc| {
                let score = scores.pop().unwrap_or(0.0);
                if score > least {
                    best.push((score, doc));
                    if best.len() >= CANDIDATES * 4 {
                        best.sort_by(|a, b| b.0.total_cmp(&a.0));
                        best.truncate(CANDIDATES);
                        least = best.last().map_or(0.0, |last| last.0);
                    }
                }
            });
            best.sort_by(|a, b| b.0.total_cmp(&a.0));
            best.truncate(CANDIDATES);
            let mut here = Vec::new();
            if let Some(area) = to.area {
                here.push((segment.key(Key::Area(area))?, SAME_AREA));
            }
            if let Some(category) = to.category {
                here.push((segment.key(Key::Category(category))?, SAME_CATEGORY));
            }
            for (score, doc) in best {
                let age = (to.now_ms - received[doc as usize]).max(0) as f32;
                let fresh = 1.0 - AGE_SHARE * (1.0 - (-age / HALF_LIFE_MS * core::f32::consts::LN_2).exp());
                let place = here.iter().fold(1.0, |boost, (docs, by)| if docs.has(doc) { boost * by } else { boost });
                out.push(Similar { id: ids[doc as usize], score: score / full.max(f32::EPSILON) * fresh * place });
            }
        }
        out.sort_by(|a, b| b.score.total_cmp(&a.score).then(b.id.cmp(&a.id)));
        out.truncate(to.limit);
        Ok(out)
    }
}
