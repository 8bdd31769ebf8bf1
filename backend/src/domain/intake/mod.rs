//! Filing a case: checked, screened, routed and put on its clock in memory (`prepare`), written together with
//! whatever else is waiting (`writer`), and answered with a receipt only after a durable commit (`receipt`).

mod lately;
pub mod on_behalf;
pub mod opening;
mod prepare;
mod receipt;
pub mod writer;

pub use prepare::Prepared;
pub use writer::Intake;

use super::app::App;
use super::automated::Signs;
use super::error::{AppError, Result};
use super::evidence::giving::{self, Given, Giver};
use super::settings::{Settings, Site};
use super::throttle::{Client, Deed};
use super::toll::{self, Work};
use super::visits::Seen;
use crate::store::cases::StoredCase;
use crate::store::intake as keys;
use crate::traces::{below, step};
use hoiam_shared::case::{Channel, Event};
use hoiam_shared::check::Fault;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::{CaseId, UserId};
use hoiam_shared::limits;
use hoiam_shared::wire::intake::{CaseNew, Receipt};
use tracing::Instrument;
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
    /// Where the request came from, if that is known.
    pub client: Option<Client>,
    /// What was noticed of the form; only of the plain one.
    pub signs: Option<Signs>,
    /// What was done for it, if that was asked for.
    pub work: Work,
    /// The `Idempotency-Key`.
    pub key: String,
    /// What was sent.
    pub case: CaseNew,
    /// The public case that it joins.
    pub joins: Option<CaseId>,
    /// The member of staff who takes it down.
    pub by: Option<UserId>,
}

/// Files a case. The same key with the same content gives the same receipt, however often it is sent.
pub async fn file(app: &App, submission: Submission) -> Result<Receipt> {
    let settings = app.settings();
    let site = settings.site(&submission.site).map(|site| site.id);
    // What is taken down by staff came by no form.
    let counted = submission.by.is_none();
    let _seat = if counted { Some(app.seats.take(Deed::Filing).await?) } else { None };
    let filed = file_with(app, &settings, submission).await;
    // Asked for work is neither filed nor refused.
    let settled = !matches!(filed, Err(AppError::WorkNeeded(_)));
    if let (Some(site), true) = (site, counted && settled) {
        let seen = match &filed {
            Ok(_) => Seen::Filed,
            Err(AppError::Internal(_) | AppError::Unavailable(_)) => Seen::Failed,
            Err(error) if error.code() == ErrorCode::ForbiddenOrigin => Seen::Foreign,
            Err(_) => Seen::Refused,
        };
        app.visits.saw(site, seen, app.now_ms());
    }
    filed
}

async fn file_with(app: &App, settings: &Settings, submission: Submission) -> Result<Receipt> {
    let prepared = match prepare_or_know(app, settings, submission).await? {
        Ready::New(prepared) => *prepared,
        Ready::Known(id) => return receipt::of_known(app, settings, id).await,
    };
    // Until the batch that it is in has been written: a step of its own in another trace.
    let outcome = app.intake.write(prepared).instrument(below(|| step!("intake wait"))).await?;
    let id = match outcome {
        Outcome::Stored(filed) => return receipt::of_new(app, settings, &filed.stored, &filed.events),
        Outcome::Known { case, same: true } => case,
        Outcome::Known { same: false, .. } => return Err(ErrorCode::KeyReused.into()),
    };
    receipt::of_known(app, settings, id).await
}

/// A case as it was right after its filing.
pub fn as_filed(app: &App, stored: StoredCase, history: &[Event]) -> Result<StoredCase> {
    receipt::as_filed(&app.settings(), stored, history)
}

/// The receipt a prepared case will get.
pub fn receipt_of(app: &App, settings: &Settings, prepared: &Prepared) -> Result<Receipt> {
    receipt::of_new(app, settings, &prepared.stored, &prepared.events)
}

/// What a submission turned out to be before anything was written.
enum Ready {
    /// Not known of before.
    New(Box<Prepared>),
    /// Sent before, with the same content.
    Known(CaseId),
}

/// Prepares a submission. One whose files belong to a case already can only be a retry: then its key says of which. And nobody is
/// asked to work for what is there already.
async fn prepare_or_know(app: &App, settings: &Settings, submission: Submission) -> Result<Ready> {
    let site = admitted(app, settings, &submission)?;
    let looked = match giving::look(
        app,
        &submission.case.attachments,
        submission.by.map_or(Giver::Filing(site.id), Giver::Staff),
    )
    .await
    {
        Ok(looked) => looked,
        // Said together with everything else that is wrong.
        Err(AppError::Invalid(faults)) => {
            return Err(prepare_with(app, settings, site, submission, Err(faults))
                .await
                .err()
                .unwrap_or_else(giving::gone));
        }
        Err(error) => return Err(error),
    };
    if looked.claimed || toll::asks(app, site, &submission) {
        match keys::find(&mut app.db.read(), site.id.0, &submission.key).await? {
            Some(known) if known.body_sha256 == prepare::content_digest(&submission.case, &looked.files) => {
                return Ok(Ready::Known(CaseId(known.case_id)));
            }
            Some(_) => return Err(ErrorCode::KeyReused.into()),
            None if looked.claimed => return Err(giving::gone()),
            None => {}
        }
    }
    Ok(Ready::New(Box::new(prepare_with(app, settings, site, submission, Ok(looked.files)).await?)))
}

/// Does everything but storing; the floor of the intake benchmark. For submissions without files.
pub async fn prepare(app: &App, settings: &Settings, submission: Submission) -> Result<Prepared> {
    let site = admitted(app, settings, &submission)?;
    prepare_with(app, settings, site, submission, Ok(Vec::new())).await
}

async fn prepare_with(
    app: &App,
    settings: &Settings,
    site: &Site,
    submission: Submission,
    files: std::result::Result<Vec<Given>, Vec<Fault>>,
) -> Result<Prepared> {
    let id = app.numbers.case(&app.db).await?;
    prepare::prepare(app, settings, site, submission, files, id)
}

fn admitted<'s>(app: &App, settings: &'s Settings, submission: &Submission) -> Result<&'s Site> {
    if submission.key.is_empty() || submission.key.chars().count() > limits::IDEMPOTENCY_KEY_CHARS {
        return Err(ErrorCode::KeyMissing.into());
    }
    site_for(app, settings, &submission.site, submission.origin.as_deref())
}

/// The site, if a page of this origin may send through it.
pub fn site_for<'s>(app: &App, settings: &'s Settings, key: &str, origin: Option<&str>) -> Result<&'s Site> {
    let site = settings.site(key).ok_or(AppError::Code(ErrorCode::UnknownSite))?;
    let own = origin == Some(app.public_url.as_str());
    if own || site.allows(origin) { Ok(site) } else { Err(ErrorCode::ForbiddenOrigin.into()) }
}
