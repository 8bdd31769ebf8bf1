//! Lists of people within the reader's branches, and one of them with all that may be known.

use super::{Kept, kept};
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::domain::people::Viewer;
use crate::domain::settings::Settings;
use crate::store::people::User;
use crate::store::personnel::{self as rows, Wanted};
use crate::store::sessions::Session;
use crate::store::{attempts, notices, passkeys, second_steps, sessions};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::UserId;
use hoiam_shared::rights::{Grant, Role};
use hoiam_shared::wire::people::{MailState, PeoplePage, PersonRow, PersonView, SessionRow};
use hoiam_shared::wire::session::GrantView;
use hoiam_shared::{Lang, Stamp, limits};

/// People of a page when nothing is said.
const PAGE: usize = 50;

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// A part of the name or the login, with or without marks.
    pub q: String,
    /// Code of the agency whose branch is looked at; empty for all that the reader keeps.
    pub agency: String,
    /// With this role.
    pub role: Option<Role>,
    /// Kept out, or let in.
    pub disabled: Option<bool>,
    /// Behind this login.
    pub after: Option<String>,
    /// So many at most.
    pub limit: Option<usize>,
}

/// A page of people.
pub async fn page(app: &App, viewer: &Viewer, asked: &Asked, lang: Lang) -> Result<PeoplePage> {
    let settings = app.settings();
    let ranges = kept(&settings, viewer)?;
    let branch = match asked.agency.trim() {
        "" => None,
        code => Some(settings.agency_by_code(code).ok_or(AppError::Code(ErrorCode::NotFound))?.range),
    };
    let q = asked.q.trim();
    // The names are in memory; which of them may be known is the query's business.
    let ids = (!q.is_empty()).then(|| settings.people_like(q));
    let limit = asked.limit.unwrap_or(PAGE).clamp(1, limits::PAGE_ROWS);
    let wanted = Wanted { ranges, branch, role: asked.role, disabled: asked.disabled, ids, after: asked.after.clone() };
    let mut read = app.db.read();
    let mut users = rows::page(&mut read, &wanted, limit as i64 + 1).await?;
    let more = users.len() > limit;
    users.truncate(limit);
    let total = u64::try_from(rows::count(&mut read, &wanted).await?).unwrap_or_default();
    let ids: Vec<UserId> = users.iter().map(|user| user.id).collect();
    let grants = rows::grants_of(&mut read, &ids).await?;
    let keeps = |grant: &Grant| viewer.holds(&settings, Some(grant.agency), Role::keeps_people);
    let of = |user: &User| {
        let own = grants.iter().filter(|(id, grant)| *id == user.id && keeps(grant)).map(|(_, grant)| *grant);
        row(&settings, user, &own.collect::<Vec<_>>(), lang)
    };
    Ok(PeoplePage {
        next: users.last().filter(|_| more).map(|user| user.login.clone()),
        people: users.iter().map(of).collect(),
        total,
    })
}

fn row(settings: &Settings, user: &User, grants: &[Grant], lang: Lang) -> PersonRow {
    let grant = |grant: &Grant| Some(GrantView { role: grant.role, agency: settings.agency(grant.agency)?.view(lang) });
    PersonRow {
        id: user.id.0,
        login: user.login.clone(),
        name: user.name.clone(),
        disabled: user.disabled,
        grants: grants.iter().filter_map(grant).collect(),
        seen_at: user.seen_ms.map(Stamp),
    }
}

/// One person.
pub async fn one(app: &App, viewer: &Viewer, id: i64, lang: Lang) -> Result<PersonView> {
    let settings = app.settings();
    let (mut read, now_ms) = (app.db.read(), app.now_ms());
    let found = Kept::find(&mut read, &settings, viewer, id).await?;
    let user = &found.user;
    let mail = match notices::staff_address(&mut read, user.id).await? {
        None => MailState::None,
        Some(address) if address.wanted == 0 => MailState::Stopped,
        Some(_) => MailState::On,
    };
    let keeps = found.elsewhere.is_empty();
    let sessions = if keeps { sessions::of_user(&mut read, user.id, now_ms).await? } else { Vec::new() };
    Ok(PersonView {
        row: row(&settings, user, &found.within, lang),
        version: user.version,
        keeps,
        elsewhere: u32::try_from(found.elsewhere.len()).unwrap_or_default(),
        one_time: user.once_until_ms.is_some(),
        waits: attempts::held(&mut read, &app.keys.login_of(&user.login), now_ms).await?,
        mail,
        second_step: second_steps::of(&mut read, user.id).await?.is_some_and(|step| step.since_ms.is_some()),
        passkeys: u32::try_from(passkeys::of_user(&mut read, user.id).await?.len()).unwrap_or(u32::MAX),
        sessions: sessions.iter().map(|session| session_row(session, viewer)).collect(),
    })
}

/// A session as it is listed.
pub(super) fn session_row(session: &Session, viewer: &Viewer) -> SessionRow {
    SessionRow {
        id: session.id.clone(),
        since: Stamp(session.created_ms),
        seen: Stamp(session.seen_ms),
        agent: session.agent.clone(),
        here: session.id == viewer.session,
    }
}
