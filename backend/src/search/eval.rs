//! Judged pairs of query and text, run through a real index: what must match, what must not, what must come
//! before what. The measure of the analyzer and the ranking; `hoiam eval pairs FILE` prints it.

use super::SearchError;
use super::doc::{CaseDoc, Texts};
use super::index::{Change, Index, Options};
use super::request::{Scope, SearchRequest, Sort};
use hoiam_shared::case::{CaseKind, CaseState, Channel};
use hoiam_shared::ids::{AgencyId, SiteId};
use hoiam_shared::query::{Clock, Compiled, Context, FixedOffset, NoNames, parse, plain_text};
use std::io::{Error, ErrorKind};
use std::path::Path;

/// One line of a file of pairs.
#[derive(Debug, serde::Deserialize)]
struct Pair {
    id: i64,
    query: String,
    expect: Expect,
    a: String,
    #[serde(default)]
    b: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
enum Expect {
    /// `a` is found.
    Match,
    /// `a` is not found.
    Nomatch,
    /// `a` is found, and `b`, if at all, behind it.
    RankAbove,
}

/// How many pairs held, and the ids of those that did not.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PairsReport {
    /// Number of pairs that held.
    pub passed: usize,
    /// Ids of the others, in the order of the file.
    pub failed: Vec<i64>,
}

/// Runs a JSONL file of pairs. All texts are in one index; each pair searches its own two only. Fails when the
/// file cannot be read or a line is no pair.
pub fn eval_pairs(path: &Path) -> Result<PairsReport, SearchError> {
    let lines = std::fs::read_to_string(path)?;
    let mut pairs = Vec::new();
    for (n, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let bad = |error| Error::new(ErrorKind::InvalidData, format!("line {}: {error}", n + 1));
        pairs.push(serde_json::from_str::<Pair>(line).map_err(bad)?);
    }
    let dir = tempfile::tempdir()?;
    let index = Index::open(dir.path(), Options::default())?;
    let changes = pairs.iter().enumerate().flat_map(|(n, pair)| {
        let texts = [Some(&pair.a), pair.b.as_ref()];
        texts.into_iter().enumerate().filter_map(move |(i, text)| {
            Some(Change::Put(Box::new(trial_case(case_id(n, i), AgencyId(n as i64), text?))))
        })
    });
    index.apply(changes.collect(), 1)?;
    let mut report = PairsReport { passed: 0, failed: Vec::new() };
    for (n, pair) in pairs.iter().enumerate() {
        if holds(&index, n, pair)? {
            report.passed += 1;
        } else {
            report.failed.push(pair.id);
        }
    }
    Ok(report)
}

const fn case_id(pair: usize, text: usize) -> i64 {
    (pair * 2 + text) as i64
}

fn holds(index: &Index, n: usize, pair: &Pair) -> Result<bool, SearchError> {
    // What cannot be read as a query is looked for as words, as a pasted sentence would be.
    let tree = parse(&pair.query).unwrap_or_else(|_| plain_text(&pair.query));
    let words = index.words();
    let clock = Clock { now_ms: 0, zone: &FixedOffset { minutes: 420 } };
    let context = Context { clock, me: None, names: &NoNames, words: &words, typing: false };
    let query = Compiled::new(&tree, &context);
    let scope = Scope { branches: Some(vec![AgencyId(n as i64)]), ..Scope::everything() };
    let found = index.search(&SearchRequest {
        query: &query,
        scope: &scope,
        sort: Sort::Relevance,
        after: None,
        limit: 2,
        facets: &[],
    })?;
    let place = |text| found.hits.iter().position(|hit| hit.id == case_id(n, text));
    Ok(match (pair.expect, place(0), place(1)) {
        (Expect::Match, a, _) => a.is_some(),
        (Expect::Nomatch, a, _) => a.is_none(),
        (Expect::RankAbove, Some(a), b) => b.is_none_or(|b| a < b),
        (Expect::RankAbove, None, _) => false,
    })
}

/// A case with nothing but a text.
pub(super) fn trial_case(id: i64, agency: AgencyId, text: &str) -> CaseDoc {
    CaseDoc {
        id,
        code: String::new(),
        kind: CaseKind::Feedback,
        state: CaseState::Received,
        agency: Some(agency),
        branch: vec![agency],
        site: SiteId(1),
        assignee: None,
        area: None,
        province: None,
        category: None,
        channel: Channel::Widget,
        flags: Vec::new(),
        sealed: false,
        public: true,
        received_ms: 0,
        due_ms: None,
        answered_ms: None,
        accepted_ms: None,
        first_answered_ms: None,
        held_since_ms: None,
        on_time: None,
        rating: None,
        transfers: 0,
        reopened: 0,
        bounces: 0,
        appeal: false,
        texts: Texts { body: text.to_owned(), ..Texts::default() },
        staff_texts: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_holds() {
        for file in ["vn-search-pairs.jsonl", "vn-search-pairs-own.jsonl", "vn-search-pairs-more.jsonl"] {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(file);
            let report = eval_pairs(&path).unwrap();
            assert_eq!(report.failed, Vec::<i64>::new(), "{file}");
            assert!(report.passed >= 50, "{file}");
        }
    }

    #[test]
    fn a_pair_can_fail() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("pairs.jsonl");
        let lines = r#"{"id":1,"query":"rác","expect":"match","a":"nước sạch"}
{"id":2,"query":"rác","expect":"nomatch","a":"đổ rác"}
{"id":3,"query":"đất","expect":"rank_above","a":"Dắt chó","b":"Đất công"}
{"id":4,"query":"rác","expect":"match","a":"đổ rác"}"#;
        std::fs::write(&path, lines).unwrap();
        assert_eq!(eval_pairs(&path).unwrap(), PairsReport { passed: 1, failed: vec![1, 2, 3] });
    }
}
