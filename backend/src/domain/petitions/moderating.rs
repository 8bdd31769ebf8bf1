//! What moderators do to petitions, within their branch of the tree of agencies. Who opens one holds it for a while, so that
//! two do not do the same; what is sent names the version that was looked at.

use super::{moving, reading, rules, thresholds};
use crate::domain::app::App;
use crate::domain::books::day_of;
use crate::domain::error::{AppError, Result};
use crate::domain::people::Viewer;
use crate::domain::settings::Settings;
use crate::store::petitions::{self as rows, Petition};
use crate::store::{cases, signatures};
use hoiam_shared::case::Actor;
use hoiam_shared::check::{self, Fault};
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::ids::{AgencyId, CaseId};
use hoiam_shared::limits;
use hoiam_shared::petition::{PetitionAction, PetitionState, PetitionWhat, SignatureState};
use hoiam_shared::rights::Role;
use hoiam_shared::wire::petitions::{
    PetitionAct, PetitionDesk, PetitionDeskRow, PetitionStaffView, PetitionTelling, PetitionWords,
};
use hoiam_shared::{Lang, Stamp};

/// Petitions on a page.
const PAGE: usize = 50;
/// How long somebody holds one, in milliseconds: a page says it twice as often.
const HOLDS_MS: i64 = 120_000;
/// Working days before a moderator should have looked at it, from which on that is said.
const SOON_DAYS: u32 = 2;
const DAY_MS: i64 = 86_400_000;

fn may(viewer: &Viewer) -> Result<()> {
    match viewer.tops(Role::reads_petitions).is_empty() {
        true => Err(ErrorCode::Denied.into()),
        false => Ok(()),
    }
}

/// The petition with this code, if the person may read it. One of another branch does not exist for them.
async fn found(app: &App, settings: &Settings, viewer: &Viewer, code: &str) -> Result<Petition> {
    may(viewer)?;
    let found = rows::by_code(&mut app.db.read(), code).await?;
    let mine = found.filter(|petition| viewer.holds(settings, Some(petition.agency), Role::reads_petitions));
    mine.ok_or(AppError::Code(ErrorCode::NotFound))
}

fn moderates(settings: &Settings, viewer: &Viewer, petition: &Petition) -> bool {
    viewer.holds(settings, Some(petition.agency), Role::moderates_petitions)
}

/// The same, if the person moderates it; denied to those who only read it.
pub(super) async fn moderated(app: &App, settings: &Settings, viewer: &Viewer, code: &str) -> Result<Petition> {
    let petition = found(app, settings, viewer, code).await?;
    if moderates(settings, viewer, &petition) { Ok(petition) } else { Err(ErrorCode::Denied.into()) }
}

/// Until when somebody should have looked at what waits since then; and from when on that is near.
fn due(settings: &Settings, agency: AgencyId, since_ms: i64, days: u32) -> (i64, i64) {
    let since = day_of(since_ms);
    let calendar = settings.calendar_of(agency, since_ms).and_then(|id| settings.calendars.get(id));
    let after = |days: u32| match calendar {
        Some(calendar) => calendar.end_of(calendar.nth_working_after(since, days)),
        None => since_ms + i64::from(days) * DAY_MS,
    };
    (after(days), after(days.saturating_sub(SOON_DAYS)))
}

/// The same of a petition; nothing unless it waits for a moderator.
fn due_of(settings: &Settings, petition: &Petition) -> Option<(i64, i64)> {
    let waits = petition.state == PetitionState::Moderation;
    waits.then(|| due(settings, petition.agency, petition.since_ms, petition.rules.moderation_days))
}

/// A page of petitions, longest in their state first; those that wait for a moderator unless another state is asked for.
pub async fn desk(
    app: &App,
    viewer: &Viewer,
    state: Option<&str>,
    after: Option<&str>,
    lang: Lang,
) -> Result<PetitionDesk> {
    may(viewer)?;
    let settings = app.settings();
    let state = match state.filter(|state| !state.is_empty()) {
        None => None,
        Some(code) => {
            Some(PetitionState::from_code(code).ok_or_else(|| AppError::field("state", FieldError::UnknownValue))?)
        }
    };
    let after = match after.filter(|after| !after.is_empty()) {
        None => None,
        Some(text) => {
            let parts = text.split_once('-').and_then(|(since, id)| Some((since.parse().ok()?, id.parse().ok()?)));
            Some(parts.ok_or_else(|| AppError::field("after", FieldError::UnknownValue))?)
        }
    };
    let ranges = viewer.ranges_where(&settings, Role::reads_petitions, |_| false).cases;
    let read = &mut app.db.read();
    let mut found = rows::desk(read, &ranges, state, after, PAGE as i64 + 1).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| more).map(|last| format!("{}-{}", last.since_ms, last.id));
    let now_ms = app.now_ms();
    let ids: Vec<i64> = found.iter().map(|petition| petition.id).collect();
    let weighed = signatures::weighed(read, &ids).await?;
    let row = |petition: &Petition| {
        let (count, suspects) = weighed.get(&petition.id).copied().unwrap_or_default();
        let due = due_of(&settings, petition);
        PetitionDeskRow {
            code: petition.code.clone(),
            title: petition.title.clone(),
            state: petition.state,
            state_text: petition.state.name(lang).to_owned(),
            agency: reading::agency(&settings, petition, lang),
            count,
            suspects,
            since: Stamp(petition.since_ms),
            due_at: due.map(|(due_ms, _)| Stamp(due_ms)),
            overdue: due.is_some_and(|(due_ms, _)| due_ms <= now_ms),
            soon: due.is_some_and(|(due_ms, near_ms)| near_ms <= now_ms && now_ms < due_ms),
            held_by: holder(&settings, petition, now_ms).map(|(_, name)| name),
        }
    };
    let waiting = rows::waiting(read, &ranges).await?;
    let overdue = waiting.iter().filter(|w| due(&settings, w.agency, w.since_ms, w.days).0 <= now_ms).count();
    Ok(PetitionDesk {
        petitions: found.iter().map(row).collect(),
        waiting: waiting.len() as u64,
        overdue: overdue as u64,
        switches: rules::switches(&settings, lang),
        switching: rules::switching(&settings, viewer),
        next,
    })
}

fn holder(settings: &Settings, petition: &Petition, now_ms: i64) -> Option<(hoiam_shared::ids::UserId, String)> {
    let user = petition.held_by.filter(|_| petition.held_ms > now_ms)?;
    Some((user, settings.person(user).map_or_else(|| user.to_string(), |person| person.name.clone())))
}

/// How many signatures stand where.
struct Standings {
    pending: u64,
    confirmed: u64,
    suspects: u64,
    invalid: u64,
    withdrawn: u64,
}

impl Standings {
    async fn of(app: &App, id: i64) -> Result<Self> {
        let rows = signatures::standings(&mut app.db.read(), id).await?;
        let of = |state: SignatureState, suspect: Option<i64>| -> u64 {
            let meant =
                rows.iter().filter(|(code, under, _)| code == state.code() && suspect.is_none_or(|s| s == *under));
            meant.map(|(.., n)| n.unsigned_abs()).sum()
        };
        Ok(Self {
            pending: of(SignatureState::Pending, None),
            confirmed: of(SignatureState::Confirmed, None),
            suspects: of(SignatureState::Confirmed, Some(1)),
            invalid: of(SignatureState::Invalid, None),
            withdrawn: of(SignatureState::Withdrawn, None),
        })
    }
}

/// One of them.
pub async fn show(app: &App, viewer: &Viewer, code: &str, lang: Lang) -> Result<PetitionStaffView> {
    let settings = app.settings();
    let petition = found(app, &settings, viewer, code).await?;
    let now_ms = app.now_ms();
    let standings = Standings::of(app, petition.id).await?;
    let moderates = moderates(&settings, viewer, &petition);
    let reached = rows::reached(&mut app.db.read(), petition.id).await?;
    let ids: Vec<CaseId> = reached.iter().map(|row| CaseId(row.case_id)).collect();
    let mut opened = cases::by_ids(&mut app.db.read(), &ids).await?;
    opened.sort_by_key(|case| ids.iter().position(|id| *id == case.id));
    let mut telling = None;
    if let Some(row) = reached.iter().rev().find(|row| row.told > 0 || row.told_ms.is_some()) {
        let told = signatures::told(&mut app.db.read(), petition.id, row.told).await?;
        telling = Some(PetitionTelling { told: told.unsigned_abs(), done: row.told_ms.is_some() });
    }
    let changed = (&petition.first_title, &petition.first_body) != (&petition.title, &petition.body);
    let original = PetitionWords { title: petition.first_title.clone(), body: petition.first_body.clone() };
    let alike = match petition.state {
        PetitionState::Moderation => reading::alike(app, &petition.title, &petition.body, petition.id, lang).await?,
        _ => Vec::new(),
    };
    Ok(PetitionStaffView {
        version: petition.version,
        original: changed.then_some(original),
        may: PetitionAction::allowed(petition.state).filter(|_| moderates).collect(),
        held_by: holder(&settings, &petition, now_ms).filter(|(user, _)| *user != viewer.id).map(|(_, name)| name),
        due_at: due_of(&settings, &petition).map(|(due_ms, _)| Stamp(due_ms)),
        sponsors: standings.confirmed,
        pending: standings.pending,
        suspects: standings.suspects,
        invalid: standings.invalid,
        withdrawn: standings.withdrawn,
        cases: opened.into_iter().map(|case| case.code).collect(),
        alike,
        telling,
        reviews: super::reviewing::reviews(app, &settings, petition.id).await?,
        petition: reading::view(app, &petition, true, lang).await?,
    })
}

/// Says that one looks at it; `false` while somebody else does. Of moderators: others would keep them waiting.
pub async fn hold(app: &App, viewer: &Viewer, code: &str) -> Result<bool> {
    let settings = app.settings();
    let petition = moderated(app, &settings, viewer, code).await?;
    let now_ms = app.now_ms();
    let mut tx = app.db.begin().await?;
    let mine = rows::hold(&mut tx, petition.id, viewer.id, now_ms, now_ms + HOLDS_MS).await?;
    tx.commit().await?;
    Ok(mine)
}

/// Does something to it.
pub async fn act(
    app: &App,
    viewer: &Viewer,
    code: &str,
    action: PetitionAction,
    input: &PetitionAct,
    lang: Lang,
) -> Result<PetitionStaffView> {
    let settings = app.settings();
    let petition = found(app, &settings, viewer, code).await?;
    if !action.moderators() {
        return Err(ErrorCode::NotFound.into());
    }
    if !moderates(&settings, viewer, &petition) {
        return Err(ErrorCode::Denied.into());
    }
    checked(action, input)?;
    let now_ms = app.now_ms();
    let mut tx = app.db.begin().await?;
    let mut petition = rows::lock(&mut tx, petition.id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    if petition.version != input.version {
        return Err(ErrorCode::Stale.into());
    }
    let what = happening(&petition, action, input, now_ms);
    if let (PetitionAction::Amend, Some(words)) = (action, &input.words) {
        words.title.trim().clone_into(&mut petition.title);
        words.body.trim().clone_into(&mut petition.body);
    }
    moving::advance(&mut tx, &mut petition, Actor::Staff(viewer.id), what, now_ms).await?;
    if action != PetitionAction::Amend {
        super::letters::news(&mut tx, app, &petition).await?;
    }
    tx.commit().await?;
    app.petitions.board.stale();
    if action == PetitionAction::Publish {
        // Supporters may be enough for a threshold already.
        thresholds::reach_due(app).await?;
    }
    show(app, viewer, code, lang).await
}

/// What is wrong with what was sent.
fn checked(action: PetitionAction, input: &PetitionAct) -> Result<()> {
    let mut faults: Vec<Fault> = Vec::new();
    let least = if action.needs_reason() { 10 } else { 0 };
    check::text("reason", &input.reason, least, limits::REASON_CHARS, &mut faults);
    if matches!(action, PetitionAction::Reject | PetitionAction::TakeDown) && input.ground.is_none() {
        faults.push(Fault::new("ground", FieldError::Required));
    }
    if action == PetitionAction::Amend {
        match &input.words {
            None => faults.push(Fault::new("words", FieldError::Required)),
            Some(words) => {
                check::text("title", &words.title, limits::BODY_MIN_CHARS, limits::TITLE_CHARS, &mut faults);
                check::text("body", &words.body, limits::BODY_MIN_CHARS, limits::PETITION_CHARS, &mut faults);
            }
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(AppError::Invalid(faults)) }
}

/// The event of an action.
fn happening(petition: &Petition, action: PetitionAction, input: &PetitionAct, now_ms: i64) -> PetitionWhat {
    use PetitionAction as A;
    let reason = input.reason.trim().to_owned();
    let ground = input.ground.unwrap_or(hoiam_shared::petition::PetitionGround::Unclear);
    match action {
        A::Amend => {
            let (title, body) = input.words.as_ref().map_or(("", ""), |w| (w.title.trim(), w.body.trim()));
            PetitionWhat::Amended { words_sha256: moving::words_digest(title, body), reason }
        }
        A::Publish => {
            // To the end of its last day where the installation is.
            let last = day_of(now_ms + i64::from(petition.rules.days) * DAY_MS);
            PetitionWhat::Published { closes_ms: end_of(last) }
        }
        A::Reject => PetitionWhat::Rejected { ground, reason },
        A::TakeDown => PetitionWhat::TakenDown { ground, reason },
        A::Restore => PetitionWhat::Restored { reason },
        A::Close => PetitionWhat::Closed { reason },
        A::Confirm => PetitionWhat::Confirmed,
        A::Submit => PetitionWhat::Submitted,
        A::Withdraw => PetitionWhat::Withdrawn,
        A::Lapse => PetitionWhat::Lapsed,
        A::Archive => PetitionWhat::Archived { count: 0 },
    }
}

fn end_of(day: hoiam_shared::clock::Day) -> i64 {
    (i64::from(day.0) + 1) * DAY_MS - crate::domain::settings::ZONE.minutes * 60_000
}
