//! What moderators do to signatures: look for what those have in common that are not real, let a filter's worth of them
//! count no more, or let suspects count; and take either back. Every step is written down with its reason.

use super::moderating::moderated;
use super::{suspecting, thresholds};
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::domain::people::Viewer;
use crate::domain::settings::Settings;
use crate::store::petitions::{self as rows, Petition};
use crate::store::reviews::{self as found_by, Cluster, Review, Wanted};
use crate::store::signatures::{self, Changes, Counted, Signature};
use crate::store::{Tx, counters};
use hoiam_shared::case::Actor;
use hoiam_shared::check::{self, Fault};
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::ids::UserId;
use hoiam_shared::limits;
use hoiam_shared::petition::PetitionWhat;
use hoiam_shared::wire::petitions::{
    ReviewInput, ReviewView, SignatureCluster, SignatureFilter, SignatureList, SignatureRow,
};
use hoiam_shared::{Lang, Stamp};

/// Signatures on a page.
const PAGE: usize = 100;
/// Groups of each sort.
const CLUSTERS: i64 = 5;
/// Reviews shown.
const REVIEWS: i64 = 50;

fn wanted(petition: i64, filter: &SignatureFilter) -> Wanted {
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    Wanted {
        petition,
        state: filter.state,
        suspect: filter.suspect,
        domain: given(&filter.domain),
        network: given(&filter.network),
        pattern: given(&filter.pattern),
        area: given(&filter.area),
        from_ms: filter.from.map(|at| at.ms()),
        to_ms: filter.to.map(|at| at.ms()),
    }
}

/// A page of signatures and what many of them have in common.
pub async fn list(
    app: &App,
    viewer: &Viewer,
    code: &str,
    filter: &SignatureFilter,
    lang: Lang,
) -> Result<SignatureList> {
    let settings = app.settings();
    let petition = moderated(app, &settings, viewer, code).await?;
    let wanted = wanted(petition.id, filter);
    let read = &mut app.db.read();
    let mut page = found_by::page(read, &wanted, filter.after, PAGE as i64 + 1).await?;
    let more = page.len() > PAGE;
    page.truncate(PAGE);
    let mut clusters = Vec::new();
    for (by, name) in [
        (Cluster::Network, "network"),
        (Cluster::Domain, "domain"),
        (Cluster::Pattern, "pattern"),
        (Cluster::Minute, "minute"),
    ] {
        for (key, count, suspects) in found_by::clusters(read, &wanted, by, CLUSTERS).await? {
            let key = match by {
                Cluster::Minute => key.parse::<i64>().map(|minute| (minute * 60_000).to_string()).unwrap_or(key),
                Cluster::Network | Cluster::Domain | Cluster::Pattern => key,
            };
            let (count, suspects) = (count.unsigned_abs(), suspects.unsigned_abs());
            clusters.push(SignatureCluster { by: name.to_owned(), key, count, suspects });
        }
    }
    Ok(SignatureList {
        total: found_by::number(read, &wanted).await?.unsigned_abs(),
        next: page.last().filter(|_| more).map(|last| last.id),
        signatures: page.iter().map(|one| row(&settings, one, lang)).collect::<Result<_>>()?,
        clusters,
    })
}

fn row(settings: &Settings, one: &Signature, lang: Lang) -> Result<SignatureRow> {
    Ok(SignatureRow {
        id: one.id,
        state: one.state()?,
        suspicions: suspecting::told(one.suspect).map(|text| text.text(lang).to_owned()).collect(),
        domain: one.domain.clone(),
        network: one.network.clone(),
        pattern: one.pattern.clone(),
        area: settings.area(&one.area).map(|area| area.name(lang).to_owned()),
        signed_at: Stamp(one.signed_ms),
        confirmed_at: one.confirmed_ms.map(Stamp),
    })
}

/// Does it, or says what it would do.
pub async fn review(app: &App, viewer: &Viewer, code: &str, input: &ReviewInput) -> Result<ReviewView> {
    let settings = app.settings();
    let petition = moderated(app, &settings, viewer, code).await?;
    let mut faults: Vec<Fault> = Vec::new();
    check::text("reason", &input.reason, if input.dry { 0 } else { 10 }, limits::REASON_CHARS, &mut faults);
    if !matches!(input.act.as_str(), "invalidate" | "clear") {
        faults.push(Fault::new("act", FieldError::UnknownValue));
    }
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    let now_ms = app.now_ms();
    let mut tx = app.db.begin().await?;
    let mut petition = rows::lock(&mut tx, petition.id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    let id = counters::take(&mut tx, "signature review", 1).await?;
    let wanted = wanted(petition.id, &input.filter);
    let (changed, changes) = match input.act.as_str() {
        "invalidate" => {
            let changed = found_by::invalidate(&mut tx, &wanted, id).await?;
            let changes = signatures::changes(&changed, -1);
            (changed, changes)
        }
        _ => {
            let changed = found_by::clear(&mut tx, &wanted, id).await?;
            let changes = signatures::changes(&changed, 1);
            (changed, changes)
        }
    };
    let stored = Review {
        id,
        petition_id: petition.id,
        act: input.act.clone(),
        filter: serde_json::to_string(&input.filter).unwrap_or_default(),
        reason: input.reason.trim().to_owned(),
        count: i64::try_from(changed.len()).unwrap_or(i64::MAX),
        user_id: viewer.id.0,
        at_ms: now_ms,
        undone_ms: None,
    };
    found_by::add_review(&mut tx, &stored).await?;
    let settled = settle(app, &mut tx, &mut petition, viewer, &stored, &changed, &changes, false).await?;
    // What it would do is what it does, and then it is as if nothing had been: there is no second way to say it.
    if !input.dry {
        tx.commit().await?;
        app.written.ring();
        app.petitions.board.stale();
    }
    let (counted, thresholds) = settled;
    let id = if input.dry { 0 } else { id };
    Ok(ReviewView { id, counted: Some(counted), thresholds, ..view(&settings, &stored) })
}

/// Takes a review back.
pub async fn undo(app: &App, viewer: &Viewer, code: &str, id: i64) -> Result<ReviewView> {
    let settings = app.settings();
    let petition = moderated(app, &settings, viewer, code).await?;
    let now_ms = app.now_ms();
    let mut tx = app.db.begin().await?;
    let mut petition = rows::lock(&mut tx, petition.id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    let stored = found_by::review(&mut tx, petition.id, id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    if !found_by::undo_review(&mut tx, id, now_ms).await? {
        return Err(ErrorCode::NotAllowedNow.into());
    }
    let (changed, changes) = if stored.act == "invalidate" {
        let changed = found_by::validate(&mut tx, petition.id, id).await?;
        let changes = signatures::changes(&changed, 1);
        (changed, changes)
    } else {
        let changed = found_by::unclear(&mut tx, petition.id, id).await?;
        let changes = signatures::changes(&changed, -1);
        (changed, changes)
    };
    let stored = Review { undone_ms: Some(now_ms), ..stored };
    let (counted, thresholds) = settle(app, &mut tx, &mut petition, viewer, &stored, &changed, &changes, true).await?;
    tx.commit().await?;
    app.written.ring();
    app.petitions.board.stale();
    Ok(ReviewView { counted: Some(counted), thresholds, ..view(&settings, &stored) })
}

/// Counters, thresholds and the story of a petition after some signatures changed.
#[expect(clippy::too_many_arguments, reason = "the one place where a review comes together")]
async fn settle(
    app: &App,
    tx: &mut Tx,
    petition: &mut Petition,
    viewer: &Viewer,
    review: &Review,
    changed: &[Counted],
    changes: &Changes,
    undone: bool,
) -> Result<(u64, Vec<u64>)> {
    signatures::count(tx, app.petitions.lane, changes).await?;
    let actor = Actor::Staff(viewer.id);
    let what = PetitionWhat::Reviewed { review: review.id, count: changed.len() as u64, undone };
    super::moving::advance(tx, petition, actor, what, app.now_ms()).await?;
    let thresholds = thresholds::settle(app, tx, petition, actor).await?;
    let (count, _) = signatures::total(tx, petition.id).await?;
    Ok((count.unsigned_abs(), thresholds))
}

fn view(settings: &Settings, review: &Review) -> ReviewView {
    let user = UserId(review.user_id);
    ReviewView {
        id: review.id,
        act: review.act.clone(),
        count: review.count.unsigned_abs(),
        counted: None,
        thresholds: Vec::new(),
        reason: review.reason.clone(),
        by: settings.person(user).map_or_else(|| user.to_string(), |person| person.name.clone()),
        at: Stamp(review.at_ms),
        undone_at: review.undone_ms.map(Stamp),
    }
}

/// Reviews of a petition, newest first.
pub(super) async fn reviews(app: &App, settings: &Settings, petition: i64) -> Result<Vec<ReviewView>> {
    let rows = found_by::reviews(&mut app.db.read(), petition, REVIEWS).await?;
    Ok(rows.iter().map(|row| view(settings, row)).collect())
}
