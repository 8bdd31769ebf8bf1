//! Judged queries through the real index: MRR@10, Recall@10 and P@1 of the query as written, without marks, with
//! half of them, mistyped and abbreviated, for each set of fields. `hoiam eval search` prints it.

use super::SearchError;
use super::accents::Trainer;
use super::clauses::Tuning;
use super::eval::trial_case;
use super::index::{Change, Index, Options};
use super::request::{Scope, SearchRequest, Sort};
use hoiam_shared::ids::AgencyId;
use hoiam_shared::query::{Clock, Compiled, Context, FixedOffset, NoNames, plain_text};
use hoiam_shared::text::{composed, fold, has_marks, tokens};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{Error, ErrorKind};
use std::path::Path;

/// Results that are looked at.
const TOP: usize = 10;

/// Texts, queries, and which texts each query wants.
#[derive(Debug, Default)]
pub struct Judged {
    /// (title, text)
    pub docs: Vec<(String, String)>,
    /// (query, places in `docs` of what it wants)
    pub queries: Vec<(String, HashSet<usize>)>,
}

/// Quality of one way of asking.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize)]
pub struct Quality {
    /// Queries asked.
    pub queries: usize,
    /// Mean of one over the place of the first wanted text; 0 when none is among the first ten.
    pub mrr10: f64,
    /// Mean share of the wanted texts among the first ten, of as many as can stand there.
    pub recall10: f64,
    /// Share of queries whose first result is wanted.
    pub p1: f64,
}

/// What a run measured.
#[derive(Debug, Clone, serde::Serialize)]
pub struct JudgedReport {
    /// Always `search`.
    pub eval: &'static str,
    /// Texts.
    pub docs: usize,
    /// Queries.
    pub queries: usize,
    /// As the product searches, by form of the query.
    pub forms: BTreeMap<&'static str, Quality>,
    /// Unaccented over accented, and half over accented, MRR.
    pub ratio: BTreeMap<&'static str, f64>,
    /// By set of fields, then by form.
    pub fields: BTreeMap<&'static str, BTreeMap<&'static str, Quality>>,
    /// Share of words of the texts that the model of accents restores, after their marks are taken off.
    pub accents: f64,
}

impl Judged {
    /// Reads a folder in the format of BEIR: `corpus.jsonl` (`_id`, `title`, `text`), `queries.jsonl` (`_id`,
    /// `text`), `qrels.tsv` (query, text, judgement; with or without a line of names, or as `qrels/test.tsv`).
    pub fn beir(dir: &Path) -> Result<Self, SearchError> {
        #[derive(serde::Deserialize)]
        struct Line {
            #[serde(rename = "_id")]
            id: serde_json::Value,
            #[serde(default)]
            title: Option<String>,
            #[serde(default)]
            text: Option<String>,
        }
        let key = |id: &serde_json::Value| id.as_str().map_or_else(|| id.to_string(), str::to_owned);
        let read = |name: &str| -> Result<Vec<Line>, SearchError> {
            let text =
                std::fs::read_to_string(dir.join(name)).map_err(|e| Error::new(e.kind(), format!("{name}: {e}")))?;
            let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
            lines
                .map(|(n, line)| serde_json::from_str(line).map_err(|e| bad(&format!("{name}, line {}: {e}", n + 1))))
                .collect()
        };
        let mut judged = Self::default();
        let mut docs = HashMap::new();
        for line in read("corpus.jsonl")? {
            docs.insert(key(&line.id), judged.docs.len());
            judged.docs.push((line.title.unwrap_or_default(), line.text.unwrap_or_default()));
        }
        let mut wanted: HashMap<String, HashSet<usize>> = HashMap::new();
        let file = ["qrels.tsv", "qrels/test.tsv"].into_iter().map(|name| dir.join(name)).find(|path| path.exists());
        let file = file.ok_or_else(|| bad("no qrels.tsv"))?;
        for (n, line) in std::fs::read_to_string(file)?.lines().enumerate() {
            let parts: Vec<&str> = line.split_whitespace().collect();
            // TREC's form has a column of zeros between query and text.
            let (query, doc, score) = match parts[..] {
                [query, doc] => (query, doc, "1"),
                [query, doc, score] => (query, doc, score),
                [query, _, doc, score] => (query, doc, score),
                [] => continue,
                _ => return Err(bad(&format!("qrels, line {}", n + 1))),
            };
            match (score.parse::<f64>(), docs.get(doc)) {
                (Ok(score), Some(place)) if score > 0.0 => {
                    wanted.entry(query.to_owned()).or_default().insert(*place);
                }
                (Ok(_), _) => {}
                (Err(_), _) if n == 0 => {}
                (Err(_), _) => return Err(bad(&format!("qrels, line {}: {score}", n + 1))),
            }
        }
        for line in read("queries.jsonl")? {
            if let Some(wanted) = wanted.remove(&key(&line.id)) {
                judged.queries.push((line.text.unwrap_or_default(), wanted));
            }
        }
        Ok(judged)
    }

    /// Reads queries in the format told at the head of `data/judged/queries.txt` over texts, given with what they
    /// would say had nobody mistyped anything.
    pub fn written(queries: &str, docs: Vec<(String, String)>, meant: &[String]) -> Result<Self, SearchError> {
        let mut judged = Self { docs, queries: Vec::new() };
        let meant: Vec<String> = meant.iter().map(|text| composed(text).to_lowercase()).collect();
        let has = |phrases: &str| -> HashSet<usize> {
            let phrases: Vec<String> = phrases.split('|').map(|p| composed(p.trim()).to_lowercase()).collect();
            let any = |text: &String| phrases.iter().any(|phrase| text.contains(phrase.as_str()));
            meant.iter().enumerate().filter(|(_, text)| any(text)).map(|(place, _)| place).collect()
        };
        let mut all = HashSet::new();
        let mut wanted = HashSet::new();
        for (n, line) in queries.lines().enumerate() {
            match line.split_at_checked(2) {
                Some(("= ", phrases)) => {
                    all = has(phrases);
                    wanted = all.clone();
                }
                Some(("~ ", phrase)) => wanted = has(phrase).intersection(&all).copied().collect(),
                _ if line.is_empty() || line.starts_with('#') => continue,
                _ if wanted.is_empty() => return Err(bad(&format!("line {}: no text is wanted", n + 1))),
                _ => judged.queries.push((line.to_owned(), wanted.clone())),
            }
        }
        Ok(judged)
    }
}

fn bad(what: &str) -> SearchError {
    Error::new(ErrorKind::InvalidData, what).into()
}

type Form = (&'static str, fn(&str) -> String);

/// The ways in which a query is asked. One that a way does not change is not asked in it.
const FORMS: [Form; 5] = [
    ("accented", |query| composed(query)),
    ("unaccented", fold),
    ("half_accented", half),
    ("misspelt", misspelt),
    ("abbreviated", abbreviated),
];

/// Every second word without its marks.
fn half(query: &str) -> String {
    let query = composed(query);
    let mut marked = 0;
    let words = query.split_whitespace().map(|word| {
        marked += usize::from(has_marks(word));
        if has_marks(word) && marked % 2 == 0 { fold(word) } else { word.to_owned() }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Hỏi for ngã, and one slip of the finger in the longest word.
fn misspelt(query: &str) -> String {
    const MARKS: [(char, char); 12] = [
        ('ả', 'ã'),
        ('ẩ', 'ẫ'),
        ('ẳ', 'ẵ'),
        ('ẻ', 'ẽ'),
        ('ể', 'ễ'),
        ('ỉ', 'ĩ'),
        ('ỏ', 'õ'),
        ('ổ', 'ỗ'),
        ('ở', 'ỡ'),
        ('ủ', 'ũ'),
        ('ử', 'ữ'),
        ('ỷ', 'ỹ'),
    ];
    let other = |c: char| {
        let pair = MARKS.iter().find(|(a, b)| *a == c || *b == c);
        pair.map_or(c, |(a, b)| if c == *a { *b } else { *a })
    };
    let words: Vec<String> = composed(query).split_whitespace().map(|word| word.chars().map(other).collect()).collect();
    let longest = (0..words.len()).max_by_key(|i| (words[*i].chars().count(), core::cmp::Reverse(*i)));
    let slip = |word: &str| -> String {
        let mut letters: Vec<char> = word.chars().collect();
        if letters.len() >= 4 {
            letters.swap(1, 2);
        }
        letters.into_iter().collect()
    };
    let with = words.iter().enumerate().map(|(i, word)| if Some(i) == longest { slip(word) } else { word.clone() });
    with.collect::<Vec<_>>().join(" ")
}

/// The short forms that people use.
fn abbreviated(query: &str) -> String {
    const SHORT: [(&str, &str); 21] = [
        ("giấy chứng nhận quyền sử dụng đất", "GCNQSDĐ"),
        ("ủy ban nhân dân", "UBND"),
        ("bảo hiểm y tế", "BHYT"),
        ("bảo hiểm xã hội", "BHXH"),
        ("bảo hiểm thất nghiệp", "BHTN"),
        ("căn cước công dân", "CCCD"),
        ("giấy phép xây dựng", "GPXD"),
        ("nhà ở xã hội", "NOXH"),
        ("tái định cư", "TĐC"),
        ("dịch vụ công", "DVC"),
        ("học sinh", "HS"),
        ("bệnh viện", "BV"),
        ("công an", "CA"),
        ("chung cư", "CC"),
        ("nhân viên", "nv"),
        ("hồ sơ", "HS"),
        ("không", "ko"),
        ("được", "đc"),
        ("người", "ng"),
        ("nước", "nc"),
        ("xe máy", "xm"),
    ];
    SHORT.iter().fold(composed(query), |text, (long, short)| text.replace(long, short))
}

/// Runs judged queries; with `sets` also for each set of fields alone.
pub fn eval(judged: &Judged, sets: bool) -> Result<JudgedReport, SearchError> {
    let dir = tempfile::tempdir()?;
    let index = Index::open(dir.path(), Options::default())?;
    let mut trainer = Trainer::default();
    let mut changes = Vec::with_capacity(judged.docs.len());
    for (place, (title, text)) in judged.docs.iter().enumerate() {
        trainer.add(title);
        trainer.add(text);
        let mut case = trial_case(place as i64, AgencyId(1), text);
        case.texts.title.clone_from(title);
        changes.push(Change::Put(Box::new(case)));
    }
    index.apply(changes, 1)?;
    index.compact()?;
    index.set_accents(trainer.finish(judged.docs.len() as i64));
    let forms = by_form(&index, judged, &Tuning::default())?;
    let mut fields = BTreeMap::new();
    for (name, tuning) in Tuning::sets().into_iter().filter(|_| sets) {
        fields.insert(name, by_form(&index, judged, &tuning)?);
    }
    let mrr = |form: &str| forms.get(form).map_or(0.0, |quality: &Quality| quality.mrr10);
    let ratio = |form: &str| round(mrr(form) / mrr("accented").max(f64::EPSILON));
    Ok(JudgedReport {
        eval: "search",
        docs: judged.docs.len(),
        queries: judged.queries.len(),
        ratio: BTreeMap::from([("unaccented", ratio("unaccented")), ("half_accented", ratio("half_accented"))]),
        forms,
        fields,
        accents: restored(&judged.docs),
    })
}

fn by_form(index: &Index, judged: &Judged, tuning: &Tuning) -> Result<BTreeMap<&'static str, Quality>, SearchError> {
    let mut out = BTreeMap::new();
    for (name, form) in FORMS {
        let mut sum = Quality::default();
        for (query, wanted) in &judged.queries {
            let asked = form(query);
            if name == "abbreviated" && asked == composed(query) {
                continue;
            }
            let found = ask(index, &asked, tuning)?;
            let first = found.iter().position(|place| wanted.contains(place));
            let hits = found.iter().filter(|place| wanted.contains(place)).count();
            sum.queries += 1;
            sum.mrr10 += first.map_or(0.0, |at| 1.0 / (at + 1) as f64);
            sum.recall10 += hits as f64 / wanted.len().min(TOP) as f64;
            sum.p1 += f64::from(u8::from(first == Some(0)));
        }
        let mean = |sum_of: f64| round(sum_of / sum.queries.max(1) as f64);
        out.insert(
            name,
            Quality { queries: sum.queries, mrr10: mean(sum.mrr10), recall10: mean(sum.recall10), p1: mean(sum.p1) },
        );
    }
    Ok(out)
}

fn round(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

/// What a person sees of a query in the order of relevance: what has every word, then what comes near.
fn ask(index: &Index, query: &str, tuning: &Tuning) -> Result<Vec<usize>, SearchError> {
    let words = index.words();
    let clock = Clock { now_ms: 0, zone: &FixedOffset { minutes: 420 } };
    let context = Context { clock, me: None, names: &NoNames, words: &words, typing: false };
    let query = Compiled::new(&plain_text(query), &context);
    let scope = Scope::everything();
    let request =
        SearchRequest { query: &query, scope: &scope, sort: Sort::Relevance, after: None, limit: TOP, facets: &[] };
    let found = index.search_tuned(&request, tuning)?;
    Ok(found.hits.iter().chain(&found.near).take(TOP).map(|hit| hit.id as usize).collect())
}

/// Trains on nine texts of ten, takes the marks off the tenth and counts the words that come back as they were.
fn restored(docs: &[(String, String)]) -> f64 {
    let mut trainer = Trainer::default();
    docs.iter().enumerate().filter(|(i, _)| i % 10 != 0).for_each(|(_, (_, text))| trainer.add(text));
    let model = trainer.finish(docs.len() as i64);
    let (mut right, mut all) = (0usize, 0usize);
    for (_, text) in docs.iter().step_by(10) {
        let before = tokens(text);
        // Only what was written with marks can be compared.
        if before.iter().filter(|t| t.exact != t.folded).count() * 2 < before.len() {
            continue;
        }
        let read = model.read(&fold(text));
        let after = tokens(&read);
        let words = before.iter().filter(|token| !token.identifier);
        let exact: HashMap<usize, _> = after.iter().enumerate().map(|(i, token)| (i, &token.exact)).collect();
        if before.len() == after.len() {
            for (i, token) in words.enumerate() {
                all += 1;
                right += usize::from(exact.get(&i).is_some_and(|read| **read == token.exact));
            }
        }
    }
    round(right as f64 / all.max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_those_of_people() {
        let form = |name: &str, query: &str| FORMS.iter().find(|(n, _)| *n == name).unwrap().1(query);
        assert_eq!(form("unaccented", "Sổ đỏ"), "so do");
        assert_eq!(form("half_accented", "khiếu nại đất đai"), "khiếu nai đất dai");
        assert_eq!(form("misspelt", "xử lý nghiêm"), "xữ lý nhgiêm");
        assert_eq!(form("abbreviated", "không có bảo hiểm y tế"), "ko có BHYT");
    }

    #[test]
    fn a_folder_is_read_and_judged() {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();
        write(
            "corpus.jsonl",
            "{\"_id\":\"a\",\"title\":\"\",\"text\":\"Khiếu nại đất đai\"}\n{\"_id\":\"b\",\"text\":\"Rác thải trước chợ\"}\n",
        );
        write(
            "queries.jsonl",
            "{\"_id\":1,\"text\":\"khiếu nại về đất\"}\n{\"_id\":\"2\",\"text\":\"rác ở chợ\"}\n{\"_id\":\"3\",\"text\":\"không ai phán\"}\n",
        );
        write("qrels.tsv", "query-id\tcorpus-id\tscore\n1\ta\t1\n2\tb\t1\n2\ta\t0\n");
        let judged = Judged::beir(dir.path()).unwrap();
        assert_eq!((judged.docs.len(), judged.queries.len()), (2, 2));
        let report = eval(&judged, true).unwrap();
        let accented = report.forms["accented"];
        assert_eq!((accented.queries, accented.mrr10, accented.p1, accented.recall10), (2, 1.0, 1.0, 1.0));
        write("qrels.tsv", "1 a 1\nx");
        assert!(Judged::beir(dir.path()).is_err());
    }
}
