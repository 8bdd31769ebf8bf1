//! How the learned suggestion does, for those who answer for it: the figures of the model in use on cases that it had
//! not seen when it was judged, and the trials before it.

use super::app::App;
use super::error::Result;
use super::learning::{IN_USE, OTHER, Trial};
use super::people::Viewer;
use super::rules::{may_change, may_read, target_name};
use super::settings::Settings;
use crate::routing_model::Report;
use crate::store::learning::{self, ModelRow};
use hoiam_shared::catalogue::routing::Routing;
use hoiam_shared::wire::routing::{CalibrationBar, ConfusionRow, LabelRow, LearningView, ModelView, TrialRow};
use hoiam_shared::{Lang, Stamp};

/// Trials shown.
const TRIALS: i64 = 20;
/// Mistakes shown.
const MISTAKES: usize = 15;

/// The report.
pub async fn show(app: &App, viewer: &Viewer, lang: Lang) -> Result<LearningView> {
    let settings = app.settings();
    may_read(&settings, viewer)?;
    let mut read = app.db.read();
    let rows = learning::newest(&mut read, TRIALS).await?;
    let in_use = learning::in_use(&mut read).await?;
    let suggester = app.suggester.load();
    let model = in_use.filter(|_| suggester.model.is_some()).and_then(|row| model(&settings, &row, lang));
    Ok(LearningView {
        shows_at: suggester.thresholds.shows_at,
        routes_at: suggester.thresholds.routes_at,
        may_change: may_change(&settings, viewer).is_ok(),
        model,
        trials: rows.iter().filter_map(trial_row).collect(),
    })
}

/// A report that an older program wrote is left out rather than guessed at.
fn trial_of(row: &ModelRow) -> Option<Trial> {
    serde_json::from_str(&row.report).ok()
}

fn trial_row(row: &ModelRow) -> Option<TrialRow> {
    let trial = trial_of(row)?;
    Some(TrialRow {
        at: Stamp(row.made_ms),
        replaced: row.verdict == IN_USE,
        cases: small(row.cases),
        challenger: trial.report.accuracy,
        champion: trial.champion.map(|score| score.accuracy),
    })
}

fn small<T: TryInto<u32>>(n: T) -> u32 {
    n.try_into().unwrap_or(u32::MAX)
}

fn model(settings: &Settings, row: &ModelRow, lang: Lang) -> Option<ModelView> {
    let trial = trial_of(row)?;
    let name = |label: usize| match trial.labels.get(label).map_or(OTHER, String::as_str) {
        OTHER => Routing::TargetOther.text(lang).to_owned(),
        label => target_name(settings, label, lang),
    };
    let report: &Report = &trial.report;
    let mut labels: Vec<LabelRow> = report
        .labels
        .iter()
        .enumerate()
        .filter(|(_, figures)| figures.texts > 0)
        .map(|(label, figures)| LabelRow {
            name: name(label),
            cases: small(figures.texts),
            precision: figures.precision,
            recall: figures.recall,
            f1: figures.f1,
        })
        .collect();
    labels.sort_by_key(|row| std::cmp::Reverse(row.cases));
    let mistakes = report.confusion.iter().filter(|(right, said, _)| right != said).take(MISTAKES);
    let bar = |bar: &crate::routing_model::report::Bar| CalibrationBar {
        cases: small(bar.texts),
        said: bar.said,
        seen: bar.seen,
    };
    Some(ModelView {
        made_at: Stamp(row.made_ms),
        cases: small(row.cases),
        bytes: trial.bytes as u64,
        judged: small(report.texts),
        judged_from: Stamp(trial.judged_from_ms),
        accuracy: report.accuracy,
        macro_f1: report.macro_f1,
        coverage: report.coverage,
        precision: report.precision,
        calibration_error: report.calibration_error,
        calibration: report.calibration.iter().map(bar).collect(),
        labels,
        confusion: mistakes
            .map(|&(right, said, n)| ConfusionRow { right: name(right), said: name(said), cases: small(n) })
            .collect(),
    })
}
