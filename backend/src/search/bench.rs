//! How fast the index is on this machine: builds one of `cases` from given texts, asks it a mix of questions,
//! and reports medians and 99th percentiles. Run by hand and by `hoiam bench search`; nothing else uses it.

use super::SearchError;
use super::doc::{CaseDoc, Texts};
use super::index::{Change, Index, Options};
use super::request::{Facet, Scope, SearchRequest, Sort};
use super::similar::SimilarTo;
use hoiam_shared::case::{CaseKind, CaseState, Channel};
use hoiam_shared::ids::{AgencyId, SiteId, UserId};
use hoiam_shared::query::{Clock, Compiled, Context, FixedOffset, NoNames, parse};
use std::path::Path;
use std::time::Instant;

/// Cases per commit while building.
const BATCH: usize = 20_000;
const DAY_MS: i64 = 86_400_000;
/// "Now" of the synthetic cases: 2026-11-22.
const NOW_MS: i64 = 1_795_305_600_000;

/// One kind of question and how long it took.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Timing {
    /// What was asked.
    pub name: String,
    /// Median in milliseconds.
    pub p50_ms: f64,
    /// 99th percentile in milliseconds.
    pub p99_ms: f64,
    /// Mean number of matches.
    pub matches: u64,
}

/// What the run measured.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct BenchReport {
    /// Cases in the index.
    pub cases: u64,
    /// Cases written per second, commits included.
    pub built_per_second: f64,
    /// Size on disk.
    pub bytes: u64,
    /// Until one changed case is found, in milliseconds, 99th percentile.
    pub visible_p99_ms: f64,
    /// Per kind of question.
    pub timings: Vec<Timing>,
}

/// Builds and asks. `texts` are used in turn, so give many; `rounds` questions of each kind.
pub fn run(dir: &Path, texts: &[String], cases: usize, rounds: usize) -> Result<BenchReport, SearchError> {
    let index = Index::open(dir, Options::default())?;
    let mut chance = Chance(42);
    let start = Instant::now();
    // An index of this size that is there already is asked as it is.
    let mut next = if index.len() == cases as u64 { cases } else { 0 };
    while next < cases {
        let end = cases.min(next + BATCH);
        let batch = (next..end).map(|n| put(n, texts, &mut chance)).collect();
        index.apply(batch, end as i64)?;
        next = end;
    }
    let built_per_second = cases as f64 / start.elapsed().as_secs_f64();
    let mut visible = Vec::new();
    for n in 0..rounds.min(20) {
        let start = Instant::now();
        index.apply(vec![put(n * 37 % cases.max(1), texts, &mut chance)], (cases + n) as i64)?;
        visible.push(start.elapsed().as_secs_f64() * 1e3);
    }
    let mut timings = Vec::new();
    for (name, facets, sort, make) in QUESTIONS {
        timings.push(timing(name, rounds, || ask(&index, &make(texts, &mut chance), *sort, facets))?);
    }
    for (name, ask) in OTHERS {
        let one = || {
            let start = Instant::now();
            let matches = ask(&index, texts, &mut chance)?;
            Ok((start.elapsed().as_secs_f64() * 1e3, matches))
        };
        timings.push(timing(name, rounds, one)?);
    }
    let mut bytes = 0;
    for entry in std::fs::read_dir(dir)? {
        bytes += entry?.metadata()?.len();
    }
    let visible_p99_ms = percentile(&mut visible, 99);
    Ok(BenchReport { cases: index.len(), built_per_second, bytes, visible_p99_ms, timings })
}

/// Times one kind of question, after as many that nobody counts: people ask all day, and what they ask for often is kept.
fn timing(
    name: &str,
    rounds: usize,
    mut one: impl FnMut() -> Result<(f64, u64), SearchError>,
) -> Result<Timing, SearchError> {
    for _ in 0..rounds {
        one()?;
    }
    let (mut took, mut matches) = (Vec::with_capacity(rounds), 0);
    for _ in 0..rounds {
        let (ms, found) = one()?;
        took.push(ms);
        matches += found;
    }
    Ok(Timing {
        name: name.to_owned(),
        p50_ms: percentile(&mut took, 50),
        p99_ms: percentile(&mut took, 99),
        matches: matches / rounds.max(1) as u64,
    })
}

fn compile(index: &Index, query: &str) -> Result<Compiled, SearchError> {
    let words = index.words();
    let clock = Clock { now_ms: NOW_MS, zone: &FixedOffset { minutes: 420 } };
    let context = Context { clock, me: None, names: &NoNames, words: &words, typing: false };
    let tree = parse(query).map_err(|e| std::io::Error::other(e.to_string()))?;
    Ok(Compiled::new(&tree, &context))
}

fn scope() -> Scope {
    Scope { branches: Some(vec![AgencyId(1)]), sealed_branches: Some(Vec::new()), ..Scope::everything() }
}

fn ask(index: &Index, query: &str, sort: Sort, facets: &[Facet]) -> Result<(f64, u64), SearchError> {
    let start = Instant::now();
    let query = compile(index, query)?;
    let scope = scope();
    let found = index.search(&SearchRequest { query: &query, scope: &scope, sort, after: None, limit: 20, facets })?;
    Ok((start.elapsed().as_secs_f64() * 1e3, found.total))
}

type Make = fn(&[String], &mut Chance) -> String;

const QUESTIONS: &[(&str, &[Facet], Sort, Make)] = &[
    ("one word", &[], Sort::Relevance, |texts, chance| words(texts, chance, 1)),
    ("two words", &[], Sort::Relevance, |texts, chance| words(texts, chance, 2)),
    ("four words", &[], Sort::Relevance, |texts, chance| words(texts, chance, 4)),
    ("phrase of two", &[], Sort::Relevance, |texts, chance| format!("\"{}\"", words(texts, chance, 2))),
    ("phrase of four", &[], Sort::Relevance, |texts, chance| format!("\"{}\"", words(texts, chance, 4))),
    ("words and filter", &[], Sort::Relevance, |texts, chance| {
        format!("{} state:open area:{}", words(texts, chance, 2), chance.below(34))
    }),
    ("filter, by deadline", &[], Sort::Due, |_, chance| format!("state:open agency:{} due:<9d", 2 + chance.below(40))),
    ("all open, by deadline", &[], Sort::Due, |_, _| "state:open".to_owned()),
    ("prefix of one letter", &[], Sort::Relevance, |texts, chance| {
        format!("{}*", words(texts, chance, 1).chars().next().unwrap_or('t'))
    }),
    ("facets of everything", FACETS, Sort::Received, |_, _| String::new()),
    ("facets of words", FACETS, Sort::Relevance, |texts, chance| words(texts, chance, 2)),
];

type AskOther = fn(&Index, &[String], &mut Chance) -> Result<u64, SearchError>;

/// What is asked besides lists: cases that say the same as a whole text and as half a sentence, what fits to what
/// is being typed.
const OTHERS: &[(&str, AskOther)] = &[
    ("similar", |index, texts, chance| similar(index, &texts[chance.below(texts.len())], &scope())),
    ("suggestions", |index, texts, chance| similar(index, &words(texts, chance, 8), &Scope::public())),
    ("completion", |index, texts, chance| {
        let word = words(texts, chance, 1);
        let begun: String = word.chars().take(1 + chance.below(3)).collect();
        let found = index.words_from(&begun, &compile(index, "state:open")?, &scope(), 6)?;
        let states = ["open", "late", "received", "screening", "routed", "accepted", "answered", "closed"];
        let choices: Vec<_> = states.iter().map(|s| compile(index, &format!("state:{s}"))).collect::<Result<_, _>>()?;
        index.counts(&compile(index, "area:3")?, &choices, &scope())?;
        Ok(found.len() as u64)
    }),
];

fn similar(index: &Index, text: &str, scope: &Scope) -> Result<u64, SearchError> {
    let to = SimilarTo { text, area: Some("3"), category: Some("c1"), except: None, now_ms: NOW_MS, limit: 5 };
    Ok(index.similar(&to, scope)?.len() as u64)
}

const FACETS: &[Facet] =
    &[Facet::Kind, Facet::State, Facet::Channel, Facet::Agency, Facet::Area, Facet::Category, Facet::Flag];

/// Neighbouring words of a text.
fn words(texts: &[String], chance: &mut Chance, n: usize) -> String {
    let text = texts.get(chance.below(texts.len())).map_or("", String::as_str);
    let all: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let at = chance.below(all.len().saturating_sub(n) + 1);
    all[at..(at + n).min(all.len())].join(" ")
}

fn put(n: usize, texts: &[String], chance: &mut Chance) -> Change {
    let text = texts.get(n % texts.len().max(1)).cloned().unwrap_or_default();
    let received_ms = NOW_MS - chance.below(730) as i64 * DAY_MS - chance.below(86_400_000) as i64;
    let state = CaseState::ALL[chance.below(CaseState::ALL.len())];
    let due_ms = received_ms + (5 + chance.below(30) as i64) * DAY_MS;
    let answered_ms = (!state.open()).then(|| received_ms + chance.below(40) as i64 * DAY_MS);
    let agency = 2 + chance.below(200) as i64;
    let area = chance.below(3321);
    Change::Put(Box::new(CaseDoc {
        id: n as i64,
        code: format!("BM-{n:08}"),
        kind: CaseKind::ALL[chance.below(CaseKind::ALL.len())],
        state,
        agency: Some(AgencyId(agency)),
        branch: vec![AgencyId(agency), AgencyId(1)],
        site: SiteId(chance.below(50) as i64),
        assignee: (chance.below(2) == 0).then(|| UserId(chance.below(500) as i64)),
        area: Some(format!("x{area}")),
        province: Some((area % 34).to_string()),
        category: Some(format!("c{}", chance.below(60))),
        channel: Channel::ALL[chance.below(Channel::ALL.len())],
        flags: Vec::new(),
        sealed: chance.below(50) == 0,
        public: chance.below(2) == 0,
        received_ms,
        due_ms: Some(due_ms),
        answered_ms,
        accepted_ms: None,
        first_answered_ms: None,
        held_since_ms: None,
        on_time: answered_ms.map(|ms| ms <= due_ms),
        rating: None,
        transfers: chance.below(4) as u32,
        reopened: 0,
        bounces: 0,
        appeal: false,
        texts: Texts { title: text.chars().take(60).collect(), body: text, ..Texts::default() },
        staff_texts: Vec::new(),
    }))
}

fn percentile(values: &mut [f64], percent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get((values.len() * percent / 100).min(values.len().saturating_sub(1))).copied().unwrap_or_default()
}

/// Repeatable chance (a 64-bit linear congruential generator, Knuth's constants).
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_a_small_index() {
        let dir = tempfile::tempdir().unwrap();
        let texts = vec!["Đường Lê Lợi hư hỏng nặng đã lâu".to_owned(), "Rác thải sinh hoạt đổ bừa bãi".to_owned()];
        let report = run(dir.path(), &texts, 300, 5).unwrap();
        assert_eq!(report.cases, 300);
        assert_eq!(report.timings.len(), QUESTIONS.len() + OTHERS.len());
        assert!(report.timings.iter().filter(|t| t.name.contains("word")).any(|t| t.matches > 0));
    }
}
