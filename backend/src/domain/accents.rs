//! Learning how people here write their words: the model that unaccented words are read by, trained from the
//! installation's own text. Each node keeps its own, beside its index; what was learned is used at once.
//!
//! Texts for staff and sealed cases teach nothing: a reading that is offered must not tell of them.

use super::app::App;
use super::error::{AppError, Result};
use crate::search::{Accents, Trainer};
use crate::store::{cases, counters, words};
use hoiam_shared::ids::CaseId;

/// Cases that must have come since the last time, as a share of those it was trained on, and at least.
const GROWN_BY: i64 = 10;
const LEAST_NEW: i64 = 200;
/// The newest cases that are read: enough for any language, and a minute's work.
const CASES: i64 = 300_000;

/// Takes the model that was kept into use. One that cannot be read is as good as none.
pub fn load(app: &App) {
    match Accents::load(&app.accents) {
        Ok(model) => app.index.set_accents(model),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => tracing::warn!(%error, "accents.unusable"),
    }
}

/// Trains anew when there is enough new text, and takes the result into use; how many syllables and pairs it knows.
pub async fn learn(app: &App) -> Result<Option<(usize, usize)>> {
    // Identities only grow: the counter of cases says how many there were, whoever counts.
    let there = cases::count(&mut app.db.read()).await?;
    let trained = app.index.accents().trained_on();
    if there - trained < LEAST_NEW.max(trained / GROWN_BY) && !(app.index.accents().is_empty() && there > 0) {
        return Ok(None);
    }
    let newest = counters::peek(&mut app.db.read(), "case").await?;
    let mut after = CaseId((newest - CASES).max(0));
    let mut trainer = Trainer::default();
    loop {
        let mut page = cases::page(&mut app.db.read(), after, 1_000).await?;
        let Some(last) = page.last() else { break };
        after = last.id;
        page.retain(|case| !case.case.sealed);
        let ids: Vec<CaseId> = page.iter().map(|case| case.id).collect();
        let filed = words::filed(&mut app.db.read(), &ids).await?;
        trainer = tokio::task::spawn_blocking(move || {
            for words in &filed {
                trainer.add(&words.title);
                trainer.add(&words.body);
            }
            trainer
        })
        .await
        .map_err(|error| AppError::Internal(error.into()))?;
    }
    let path = app.accents.clone();
    let model = tokio::task::spawn_blocking(move || {
        let model = trainer.finish(there);
        model.save(&path).map(|()| model)
    })
    .await
    .map_err(|error| AppError::Internal(error.into()))?
    .map_err(|error| AppError::Internal(error.into()))?;
    let size = model.size();
    app.index.set_accents(model);
    Ok(Some(size))
}
