//! Filing a case: checked, screened, routed and put on its clock in memory (`prepare`), written together with
//! whatever else is waiting (`writer`), and answered with a receipt only after a durable commit (`receipt`).

mod prepare;
mod receipt;
pub mod writer;

pub use prepare::Prepared;
pub use writer::Intake;

use super::app::App;
use super::error::{AppError, Result};
use super::settings::Settings;
use hoiam_shared::case::Channel;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::limits;
use hoiam_shared::wire::intake::{CaseNew, Receipt};
use writer::Outcome;

/// A submission.
#[derive(Debug, Clone)]
pub struct Submission {
    /// Key of the site.
    pub site: String,
    /// Origin of the page, if a browser sent it.
    pub origin: Option<String>,
    /// How it came.
    pub channel: Channel,
    /// The `Idempotency-Key`.
    pub key: String,
    /// What was sent.
    pub case: CaseNew,
}

/// Files a case. The same key with the same content gives the same receipt, however often it is sent.
pub async fn file(app: &App, submission: Submission) -> Result<Receipt> {
    let settings = app.settings();
    let prepared = prepare(app, &settings, submission).await?;
    let outcome = app.intake.write(prepared).await?;
    let id = match outcome {
        Outcome::Stored(filed) => return receipt::of_new(app, &settings, &filed.stored, &filed.events),
        Outcome::Known { case, same: true } => case,
        Outcome::Known { same: false, .. } => return Err(ErrorCode::KeyReused.into()),
    };
    receipt::of_known(app, &settings, id).await
}

/// The receipt a prepared case will get.
pub fn receipt_of(app: &App, settings: &Settings, prepared: &Prepared) -> Result<Receipt> {
    receipt::of_new(app, settings, &prepared.stored, &prepared.events)
}

/// Does everything but storing; the floor of the intake benchmark.
pub async fn prepare(app: &App, settings: &Settings, submission: Submission) -> Result<Prepared> {
    if submission.key.is_empty() || submission.key.chars().count() > limits::IDEMPOTENCY_KEY_CHARS {
        return Err(ErrorCode::KeyMissing.into());
    }
    let site = settings.site(&submission.site).ok_or(AppError::Code(ErrorCode::UnknownSite))?;
    let own = submission.origin.as_deref() == Some(app.public_url.as_str());
    if !own && !site.allows(submission.origin.as_deref()) {
        return Err(ErrorCode::ForbiddenOrigin.into());
    }
    let id = app.numbers.case(&app.db).await?;
    prepare::prepare(app, settings, site, submission, id)
}
