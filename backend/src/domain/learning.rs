//! Learning where cases belong, from those that were taken up. A new model (the challenger) takes the place of the one
//! in use (the champion) only when it does better on cases that neither has seen: those filed last.

use super::app::App;
use super::error::{AppError, Result};
use super::settings::Settings;
use super::suggesting::{self, Suggester, label_of, text_of};
use crate::humble::side_by_side;
use crate::routing_model::{Example, Judged, Model, Report, Scratch, TrainOptions, train};
use crate::store::learning::{self, ModelRow};
use crate::store::{counters, tails, words};
use hoiam_shared::ids::{AgencyId, CaseId};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;

/// Fewer cases teach nothing.
const LEAST_CASES: usize = 200;
/// Fewer new cases show no difference.
const LEAST_NEW: usize = 40;
/// More are not looked at; older ones are of an older world.
const MOST_CASES: i64 = 100_000;
/// A label that fewer than one case in so many has is not learned: of thousands of agencies most get a case now and then, which
/// says nothing about the next one, while each label takes as long to learn as any other.
const RARE: usize = 5_000;
/// Cases whose words are read at a time.
const CHUNK: usize = 2_000;
/// Between two attempts of the job.
const EVERY_MS: i64 = 24 * 3_600_000;
/// How long a node may take.
const LEASE_MS: i64 = 1_800_000;
const LEASE: &str = "learning";
/// The same cases give the same model.
const SEED: u64 = 1;

/// What all labels together are called that a model does not know; none of them is named so.
pub const OTHER: &str = "";
/// The verdict of a model that is or was in use.
pub const IN_USE: &str = "in_use";
const KEPT_OLD: &str = "kept_old";

/// What came of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Learned {
    /// Too few cases were taken up so far.
    TooFew {
        /// How many.
        cases: usize,
    },
    /// Hardly anything is new since the model in use was made.
    NothingNew {
        /// How many cases are.
        new: usize,
    },
    /// Judged.
    Judged {
        /// The new model is in use now.
        replaced: bool,
        /// Cases learned from.
        cases: usize,
        /// Cases judged.
        judged: u64,
        /// Of the new one.
        challenger: Score,
        /// Of the one in use, if there is one.
        champion: Option<Score>,
        /// Bytes of the new one.
        bytes: usize,
        /// Seconds it took to learn.
        seconds: f64,
    },
}

/// Two figures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Share that was right.
    pub accuracy: f64,
    /// Mean of F1 over labels.
    pub macro_f1: f64,
}

impl From<&Report> for Score {
    fn from(report: &Report) -> Self {
        Self { accuracy: report.accuracy, macro_f1: report.macro_f1 }
    }
}

/// What is kept of a trial, beside the model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// The challenger on the cases filed last.
    pub report: Report,
    /// What the numbers of its labels mean.
    pub labels: Vec<String>,
    /// The champion on the same cases.
    pub champion: Option<Score>,
    /// Cases from which on were judged.
    pub judged_from_ms: i64,
    /// Features of the model.
    pub features: usize,
    /// Its size.
    pub bytes: usize,
}

/// A case with its label.
struct Case {
    text: String,
    label: String,
    received_ms: i64,
}

/// Learns now, whatever the job would do.
pub async fn learn(app: &App) -> Result<Learned> {
    let settings = app.settings();
    let cases = confirmed(app, &settings).await?;
    if cases.len() < LEAST_CASES {
        return Ok(Learned::TooFew { cases: cases.len() });
    }
    let mut read = app.db.read();
    let row = learning::in_use(&mut read).await?;
    let champion = match &row {
        Some(row) => learning::bytes(&mut read, row.id).await?.and_then(|bytes| Model::decode(&bytes)),
        None => None,
    };
    // What the champion learned from it must not be judged on.
    let seen_ms = row.filter(|_| champion.is_some()).map_or(i64::MIN, |row| row.until_ms);
    let cut = (cases.len() * 4 / 5).max(cases.partition_point(|case| case.received_ms <= seen_ms));
    if cases.len() - cut < LEAST_NEW {
        return Ok(Learned::NothingNew { new: cases.len() - cut });
    }
    let routes_at = f32::from(app.suggester.load().thresholds.routes_at) / 1000.0;
    let trial = move || side_by_side(|| attempt(&cases, cut, champion.as_ref(), routes_at));
    let trial = tokio::task::spawn_blocking(trial)
        .await
        .map_err(|error| AppError::Internal(error.into()))?
        .ok_or_else(|| AppError::defect("nothing came of learning"))?;
    store(app, trial).await
}

/// What an attempt leaves.
struct Attempt {
    trial: Trial,
    model: Option<Vec<u8>>,
    cases: usize,
    until_ms: i64,
    seconds: f64,
}

fn attempt(cases: &[Case], cut: usize, champion: Option<&Model>, routes_at: f32) -> Option<Attempt> {
    let started = std::time::Instant::now();
    let (known, held) = cases.split_at(cut);
    let challenger = learned(known)?;
    let (report, labels) = judge(&challenger, held, routes_at);
    let champion = champion.map(|model| Score::from(&judge(model, held, routes_at).0));
    let better = match champion {
        Some(champion) => report.accuracy + report.macro_f1 > champion.accuracy + champion.macro_f1,
        // Better than always saying what is most common.
        None => report.accuracy > common_share(held) + 0.02,
    };
    let model = if better { Some(learned(cases)?.encode()) } else { None };
    let trial = Trial {
        report,
        labels,
        champion,
        judged_from_ms: held.first().map_or(0, |case| case.received_ms),
        features: challenger.features(),
        bytes: model.as_ref().map_or_else(|| challenger.encode().len(), Vec::len),
    };
    let until_ms = cases.last().map_or(0, |case| case.received_ms);
    Some(Attempt { trial, model, cases: cases.len(), until_ms, seconds: started.elapsed().as_secs_f64() })
}

fn learned(cases: &[Case]) -> Option<Model> {
    let counts = by_label(cases);
    let common = cases.iter().filter(|case| counts[case.label.as_str()] * RARE >= cases.len());
    let examples: Vec<Example<'_>> = common.map(|c| Example { text: &c.text, label: &c.label }).collect();
    Some(train(&examples, TrainOptions { seed: SEED, ..TrainOptions::default() })?.model)
}

/// The report, and the names of its labels: those of the model, then [`OTHER`] for all that it does not know.
fn judge(model: &Model, held: &[Case], routes_at: f32) -> (Report, Vec<String>) {
    let known: HashMap<&str, usize> = model.labels.iter().enumerate().map(|(at, label)| (label.as_str(), at)).collect();
    let labels = [model.labels.as_slice(), &[OTHER.to_owned()]].concat();
    let mut scratch = Scratch::default();
    let judged: Vec<Judged> = held
        .iter()
        .map(|case| {
            let right = known.get(case.label.as_str()).copied().unwrap_or(known.len());
            let said = model.predict(&case.text, &mut scratch);
            Judged { right, said: said.label, probability: said.probability }
        })
        .collect();
    (Report::new(&judged, labels.len(), routes_at), labels)
}

/// How many cases have each label.
fn by_label(cases: &[Case]) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    cases.iter().for_each(|case| *counts.entry(case.label.as_str()).or_default() += 1);
    counts
}

fn common_share(cases: &[Case]) -> f64 {
    by_label(cases).values().max().copied().unwrap_or(0) as f64 / cases.len().max(1) as f64
}

async fn store(app: &App, attempt: Attempt) -> Result<Learned> {
    let Attempt { trial, model, cases, until_ms, seconds } = attempt;
    let replaced = model.is_some();
    let report = serde_json::to_string(&trial).map_err(|error| AppError::Internal(error.into()))?;
    let mut tx = app.db.begin().await?;
    // Nodes that learn at once stand in line at the counter; its value is the new model's identity.
    let id = counters::take(&mut tx, suggesting::VERSION, 1).await?;
    let verdict = if replaced { IN_USE } else { KEPT_OLD };
    let row =
        ModelRow { id, made_ms: app.now_ms(), until_ms, cases: cases as i64, verdict: verdict.to_owned(), report };
    learning::insert(&mut tx, &row, model.as_deref()).await?;
    tx.commit().await?;
    refresh(app).await?;
    Ok(Learned::Judged {
        replaced,
        cases,
        judged: trial.report.texts,
        challenger: Score::from(&trial.report),
        champion: trial.champion,
        bytes: trial.bytes,
        seconds,
    })
}

/// Cases that show where they belong, oldest first.
async fn confirmed(app: &App, settings: &Settings) -> Result<Vec<Case>> {
    let mut read = app.db.read();
    let mut rows = learning::confirmed(&mut read, MOST_CASES).await?;
    rows.sort_by_key(|row| (row.received_ms, row.id));
    let mut out = Vec::with_capacity(rows.len());
    for chunk in rows.chunks(CHUNK) {
        let ids: Vec<CaseId> = chunk.iter().map(|row| CaseId(row.id)).collect();
        let words = words::filed(&mut read, &ids).await?;
        let words: HashMap<i64, _> = words.iter().map(|w| (w.case_id, w)).collect();
        out.extend(chunk.iter().filter_map(|row| {
            let words = words.get(&row.id)?;
            let label = label_of(settings, row.area.as_deref(), AgencyId(row.agency_id))?;
            Some(Case { text: text_of(&words.title, &words.body), label, received_ms: row.received_ms })
        }));
    }
    Ok(out)
}

/// The job: learns once a day, on one node.
pub async fn when_due(app: &App, node: &str) -> Result<Option<Learned>> {
    let now_ms = app.now_ms();
    let newest = learning::newest(&mut app.db.read(), 1).await?;
    if newest.first().is_some_and(|row| row.made_ms + EVERY_MS > now_ms) {
        return Ok(None);
    }
    let mut tx = app.db.begin().await?;
    let mine = tails::hold_lease(&mut tx, LEASE, node, now_ms, now_ms + LEASE_MS).await?;
    tx.commit().await?;
    if mine { learn(app).await.map(Some) } else { Ok(None) }
}

/// Takes the model in use into memory when it has changed: swapped at once, for every request that comes after.
pub async fn refresh(app: &App) -> Result<()> {
    let mut read = app.db.read();
    let version = counters::peek(&mut read, suggesting::VERSION).await?;
    if version != app.suggester.load().version {
        app.suggester.store(Arc::new(Suggester::load(&mut read, version).await?));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whom_hardly_any_case_goes_to_is_not_learned_and_judged_as_one() {
        let case = |text: &str, label: &str| Case { text: text.to_owned(), label: label.to_owned(), received_ms: 0 };
        let mut cases: Vec<Case> = (0..RARE / 2)
            .flat_map(|_| [case("rác chất đống trước chợ", "commune"), case("trạm y tế thiếu thuốc", "so-y-te")])
            .collect();
        cases.extend([case("cầu treo bị gãy", "cau-duong"), case("đò ngang chở quá người", "duong-thuy")]);
        let model = learned(&cases).unwrap();
        assert_eq!(model.labels, ["commune", "so-y-te"]);
        let (report, labels) = judge(&model, &cases, 0.0);
        assert_eq!(labels, ["commune", "so-y-te", OTHER]);
        assert_eq!(report.labels.iter().map(|label| label.texts).collect::<Vec<_>>(), [2_500, 2_500, 2]);
    }
}
