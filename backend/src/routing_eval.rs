//! The learned suggestion measured on labelled text: how often it is right on text as it was written and on the
//! same text without accents, how fast, how big. What `hoiam eval routing` prints.

use crate::routing_model::{Example, Judged, Model, Report, Scratch, TrainOptions, train};
use std::io::{Error, ErrorKind};
use std::path::Path;
use std::time::Instant;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Which texts.
#[derive(Debug)]
pub enum Wanted<'a> {
    /// One file to learn from, one to judge.
    Files {
        /// Learned from.
        train: &'a Path,
        /// Judged.
        test: &'a Path,
    },
    /// One file in parts, each judged by what was learned from the others.
    Folds {
        /// The file.
        data: &'a Path,
        /// How many parts; row n is in part n modulo this.
        folds: usize,
    },
}

/// One line of a file.
#[derive(Debug, Clone, serde::Deserialize)]
struct Row {
    text: String,
    #[serde(deserialize_with = "label")]
    label: String,
}

/// Labels may be written as numbers.
fn label<'de, D: serde::Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(match serde::Deserialize::deserialize(from)? {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    })
}

/// The two figures everybody compares.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Figures {
    /// Share of texts that were labelled right.
    pub accuracy: f64,
    /// Mean of F1 over labels.
    pub macro_f1: f64,
}

/// What is printed.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Outcome {
    /// Texts learned from, summed over the parts.
    pub train: usize,
    /// Texts judged.
    pub test: usize,
    /// Labels.
    pub labels: usize,
    /// On the text as it is.
    pub accented: Figures,
    /// On the text without accents.
    pub unaccented: Figures,
    /// Every single text got the same label and probability with and without accents.
    pub identical: bool,
    /// Mean distance between probability and what was seen.
    pub calibration_error: f64,
    /// Share of texts with a probability of 0.7 at least, and how many of them were right.
    pub coverage_at_0_7: f64,
    /// See above.
    pub precision_at_0_7: f64,
    /// Learning, reading the file not counted; summed over the parts.
    pub train_seconds: f64,
    /// On one core.
    pub predictions_per_second: f64,
    /// The largest model.
    pub model_bytes: usize,
    /// Features of the largest model.
    pub features: usize,
    /// The most memory this process ever held; 0 where the system does not say.
    pub memory_mib: u64,
}

/// From here on a suggestion counts as given, in the figures of coverage.
const SURE: f32 = 0.7;

/// Learns and judges.
pub fn run(wanted: &Wanted<'_>, seed: u64) -> Result<Outcome, Error> {
    let parts: Vec<(Vec<Row>, Vec<Row>)> = match wanted {
        Wanted::Files { train, test } => vec![(read(train)?, read(test)?)],
        Wanted::Folds { data, folds } => {
            let rows = read(data)?;
            let part = |n: usize| {
                let rows = rows.iter().cloned().enumerate();
                let (held, known): (Vec<_>, Vec<_>) = rows.partition(|(at, _)| at % folds == n);
                let only = |rows: Vec<(usize, Row)>| rows.into_iter().map(|(_, row)| row).collect();
                (only(known), only(held))
            };
            (0..*folds).map(part).collect()
        }
    };
    let mut names: Vec<&str> = parts.iter().flat_map(|(a, b)| a.iter().chain(b)).map(|r| r.label.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let mut out = Judging { names: &names, accented: Vec::new(), unaccented: Vec::new() };
    let (mut train_seconds, mut spent, mut asked) = (0.0, 0.0, 0_usize);
    let (mut model_bytes, mut features) = (0, 0);
    for (known, held) in &parts {
        let examples: Vec<Example<'_>> = known.iter().map(|r| Example { text: &r.text, label: &r.label }).collect();
        let started = Instant::now();
        let trained = train(&examples, TrainOptions { seed, ..TrainOptions::default() });
        let model = trained.ok_or_else(|| Error::new(ErrorKind::InvalidData, "nothing to learn from"))?.model;
        train_seconds += started.elapsed().as_secs_f64();
        model_bytes = model_bytes.max(model.encode().len());
        features = features.max(model.features());
        let (seconds, texts) = out.judge(&model, held);
        spent += seconds;
        asked += texts;
    }
    let report = Report::new(&out.accented, names.len(), SURE);
    let plain = Report::new(&out.unaccented, names.len(), SURE);
    Ok(Outcome {
        train: parts.iter().map(|(known, _)| known.len()).sum(),
        test: out.accented.len(),
        labels: names.len(),
        accented: Figures { accuracy: report.accuracy, macro_f1: report.macro_f1 },
        unaccented: Figures { accuracy: plain.accuracy, macro_f1: plain.macro_f1 },
        identical: out.accented == out.unaccented,
        calibration_error: report.calibration_error,
        coverage_at_0_7: report.coverage,
        precision_at_0_7: report.precision,
        train_seconds,
        predictions_per_second: if spent > 0.0 { asked as f64 / spent } else { 0.0 },
        model_bytes,
        features,
        memory_mib: peak_mib(),
    })
}

struct Judging<'a> {
    names: &'a [&'a str],
    accented: Vec<Judged>,
    unaccented: Vec<Judged>,
}

impl Judging<'_> {
    /// Judges; returns the seconds spent on predicting the texts as they are, and how many predictions that was.
    fn judge(&mut self, model: &Model, held: &[Row]) -> (f64, usize) {
        let number = |label: &str| self.names.binary_search(&label).unwrap_or(0);
        let known: Vec<usize> = model.labels.iter().map(|label| number(label)).collect();
        let mut scratch = Scratch::default();
        let mut one = |text: &str, row: &Row| {
            let said = model.predict(text, &mut scratch);
            Judged { right: number(&row.label), said: known[said.label], probability: said.probability }
        };
        let started = Instant::now();
        let accented: Vec<Judged> = held.iter().map(|row| one(&row.text, row)).collect();
        let seconds = started.elapsed().as_secs_f64();
        let plain: Vec<String> = held.iter().map(|row| unaccented(&row.text)).collect();
        let unaccented: Vec<Judged> = held.iter().zip(&plain).map(|(row, text)| one(text, row)).collect();
        self.accented.extend(accented);
        self.unaccented.extend(unaccented);
        (seconds, held.len())
    }
}

/// As it is typed without accents.
fn unaccented(text: &str) -> String {
    let plain = |c: char| match c {
        'đ' => 'd',
        'Đ' => 'D',
        c => c,
    };
    text.nfd().filter(|c| !is_combining_mark(*c)).map(plain).collect()
}

fn read(path: &Path) -> Result<Vec<Row>, Error> {
    let named = |error: Error| Error::new(error.kind(), format!("{}: {error}", path.display()));
    let text = std::fs::read_to_string(path).map_err(named)?;
    let rows = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    rows.map(|(n, line)| {
        serde_json::from_str(line)
            .map_err(|error| Error::new(ErrorKind::InvalidData, format!("{} line {}: {error}", path.display(), n + 1)))
    })
    .collect()
}

/// What Linux says this process held at most.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|kib| kib.trim().trim_end_matches(" kB").parse::<u64>().ok()).map_or(0, |kib| kib / 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The set in the repository: held-out parts must stay as good as they are, and the same without accents.
    #[test]
    fn the_own_set_is_learned() {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/routing-labelled.jsonl");
        let out = run(&Wanted::Folds { data: &data, folds: 2 }, 1).unwrap();
        assert!(out.identical);
        assert!(out.test >= 500 && out.labels >= 10, "{out:?}");
        assert!(out.accented.accuracy >= 0.75 && out.accented.macro_f1 >= 0.75, "{out:?}");
        assert!(out.calibration_error < 0.1, "{out:?}");
        assert!(out.model_bytes <= 20_000_000);
    }

    #[test]
    fn a_file_that_is_none_names_its_line() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("bad.jsonl");
        std::fs::write(&path, "{\"text\":\"a\",\"label\":1}\n\n{\"text\":\"b\"}\n").unwrap();
        let error = run(&Wanted::Folds { data: &path, folds: 2 }, 1).unwrap_err();
        assert!(error.to_string().contains("bad.jsonl line 3"), "{error}");
    }

    #[test]
    fn labels_the_model_does_not_know_count_as_missed() {
        let dir = tempfile::tempdir().unwrap();
        let (train, test) = (dir.path().join("train.jsonl"), dir.path().join("test.jsonl"));
        std::fs::write(&train, "{\"text\":\"rác thải\",\"label\":\"a\"}\n{\"text\":\"mất điện\",\"label\":\"b\"}\n")
            .unwrap();
        std::fs::write(&test, "{\"text\":\"rác thải\",\"label\":\"a\"}\n{\"text\":\"mất điện\",\"label\":\"c\"}\n")
            .unwrap();
        let out = run(&Wanted::Files { train: &train, test: &test }, 1).unwrap();
        assert_eq!(out.accented.accuracy, 0.5);
        assert!((out.accented.macro_f1 - 1.0 / 3.0).abs() < 1e-9, "{out:?}");
    }
}
