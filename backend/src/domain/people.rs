//! Signing in, and what a person may see and do.

use super::app::App;
use super::error::{AppError, Result};
use super::guessing::{self, From};
use super::settings::Settings;
use crate::outside::provider::Vouched;
use crate::secrets::{handle, password_matches, sha256_hex, token};
use crate::store::Tx;
use crate::store::cases::Ranges;
use crate::store::people::{self, User};
use crate::store::personnel;
use crate::store::second_steps;
use crate::store::sessions::{self, Session};
use hoiam_shared::Lang;
use hoiam_shared::case::{Action, Case};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::{AgencyId, UserId};
use hoiam_shared::rights::{Grant, Role};
use hoiam_shared::wire::session::{GrantView, Need, SessionView};

/// How long a session holds without being renewed: one long working day.
pub(super) const SESSION_MS: i64 = 12 * 3_600_000;
/// How long somebody may look for the device that shows the code.
const HALF_MS: i64 = 10 * 60_000;
/// How long after signing in somebody may add another way to sign in.
const LATELY_MS: i64 = 15 * 60_000;
/// That a session is in use is noted this often, not with every request.
const SEEN_EVERY_MS: i64 = 5 * 60_000;

/// A member of staff who is signed in.
#[derive(Debug, Clone)]
pub struct Viewer {
    /// Who.
    pub id: UserId,
    /// Login.
    pub login: String,
    /// Display name.
    pub name: String,
    /// What they may do where.
    pub grants: Vec<Grant>,
    /// Of the session; must come with every change.
    pub csrf: String,
    /// Name of the session; empty where there is none.
    pub session: String,
    /// What is still to be done before the session opens anything.
    pub need: Option<Need>,
    /// Until when this holds, milliseconds UTC.
    pub until_ms: i64,
}

/// A session just opened.
#[derive(Debug)]
pub struct Opened {
    /// For the cookie; known to nobody else.
    pub token: String,
    /// Seconds until it ends.
    pub seconds: i64,
    /// Who signed in.
    pub viewer: Viewer,
    /// For the browser: that the person has signed in there. Nothing while the second step is outstanding: whoever has only
    /// the password would get one of these for each try.
    pub device: Option<String>,
}

/// Signs in.
pub async fn sign_in(app: &App, login: &str, password: &str, from: &From) -> Result<Opened> {
    let login = login.trim();
    let counted = guessing::with_login(app, login, from).await?;
    let user = match login.contains('\0') {
        // What no database stores is nobody's.
        true => None,
        false => people::by_login(&mut app.db.read(), login).await?,
    };
    // The same work for a login that does not exist: the time of the answer tells nothing.
    let hash = user.as_ref().map_or_else(|| NOBODY.to_owned(), |user| user.password_hash.clone());
    let right = matches(password, hash).await?;
    let user = user
        .filter(|user| right && !user.disabled && !user.machine)
        .ok_or(AppError::Code(ErrorCode::BadCredentials))?;
    if user.once_until_ms.is_some_and(|until| until <= app.now_ms()) {
        return Err(ErrorCode::PasswordExpired.into());
    }
    let mut tx = app.db.begin().await?;
    counted.was_right(&mut tx).await?;
    opened(app, tx, user, from, Way::Password).await
}

/// By what somebody has shown who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// By a password.
    Password,
    /// A provider says so.
    Provider,
    /// By a passkey: something they have and something they are or know, so both steps.
    Passkey,
}

/// Why somebody for whom a provider vouches is not let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outside {
    /// The provider does not say by which login they could be known.
    Nameless,
    /// Nobody has this login.
    Unknown(String),
    /// They had.
    Disabled,
}

/// Signs in by what a provider says. Only people who are there already, with the rights that they have: nobody is made, and
/// nothing is granted by what stands in somebody else's directory.
pub async fn sign_in_vouched(app: &App, who: &Vouched, from: &From) -> Result<std::result::Result<Opened, Outside>> {
    let Some(login) = app.providers.staff.as_ref().and_then(|staff| staff.login(who)) else {
        return Ok(Err(Outside::Nameless));
    };
    // Another program is no person, whoever calls themselves by its name.
    let user = people::by_login(&mut app.db.read(), &login).await?.filter(|user| !user.machine);
    match user {
        None => Ok(Err(Outside::Unknown(login))),
        Some(user) if user.disabled => Ok(Err(Outside::Disabled)),
        Some(user) => Ok(Ok(opened(app, app.db.begin().await?, user, from, Way::Provider).await?)),
    }
}

/// Opens a session in this transaction.
pub(super) async fn opened(app: &App, mut tx: Tx, user: User, from: &From, way: Way) -> Result<Opened> {
    let now_ms = app.now_ms();
    let secret = token(app.random.as_ref());
    let step = second_steps::of(&mut tx, user.id).await?;
    let half = way != Way::Passkey && step.is_some_and(|step| step.since_ms.is_some());
    let lasts_ms = if half { HALF_MS } else { SESSION_MS };
    let session = Session {
        token_sha256: sha256_hex(&secret),
        id: handle(app.random.as_ref()),
        user_id: user.id.0,
        csrf: token(app.random.as_ref()),
        created_ms: now_ms,
        expires_ms: now_ms + lasts_ms,
        seen_ms: now_ms,
        agent: from.agent.clone(),
        by_provider: i64::from(way != Way::Password),
        half: i64::from(half),
    };
    sessions::open(&mut tx, &session).await?;
    if !half {
        personnel::seen(&mut tx, user.id, now_ms).await?;
    }
    tx.commit().await?;
    let device = (!half).then(|| app.keys.device_token(app.random.as_ref(), &user.login));
    let grants = people::grants(&mut app.db.read(), user.id).await?;
    Ok(Opened { token: secret, seconds: lasts_ms / 1000, viewer: Viewer::new(user, grants, session), device })
}

/// Refuses what would be another way in, if the session was not opened just now: nobody adds one on a screen that was left open.
pub(super) async fn signed_in_lately(app: &App, viewer: &Viewer) -> Result<()> {
    let now_ms = app.now_ms();
    let all = sessions::of_user(&mut app.db.read(), viewer.id, now_ms).await?;
    let lately = |session: &Session| session.id == viewer.session && now_ms <= session.created_ms + LATELY_MS;
    if all.iter().any(lately) { Ok(()) } else { Err(ErrorCode::SignInAgain.into()) }
}

/// Whether a password belongs to a hash: slow by design, so on a thread that may block.
pub(super) async fn matches(password: &str, hash: String) -> Result<bool> {
    let password = password.to_owned();
    let right = tokio::task::spawn_blocking(move || password_matches(&password, &hash)).await;
    right.map_err(|error| AppError::Internal(error.into()))
}

/// A hash that no password has: of the same cost as a real one.
pub(super) const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Who holds this token, if anybody.
pub async fn viewer(app: &App, token: &str) -> Result<Option<Viewer>> {
    let (mut read, now_ms) = (app.db.read(), app.now_ms());
    let Some(session) = sessions::find(&mut read, &sha256_hex(token), now_ms).await? else { return Ok(None) };
    let id = UserId(session.user_id);
    let Some(user) = people::by_id(&mut read, id).await? else { return Ok(None) };
    let grants = people::grants(&mut read, id).await?;
    if session.seen_ms + SEEN_EVERY_MS <= now_ms {
        note_use(app, &session, now_ms).await;
    }
    Ok(Some(Viewer::new(user, grants, session)))
}

/// Notes that a session is in use. Nobody waits in vain for it: a database that cannot write can still be read.
async fn note_use(app: &App, session: &Session, now_ms: i64) {
    let noted = async {
        let mut tx = app.db.begin().await?;
        sessions::touch(&mut tx, &session.token_sha256, now_ms).await?;
        tx.commit().await
    };
    if let Err(error) = noted.await {
        tracing::warn!(%error, "session.seen");
    }
}

/// Signs out.
pub async fn sign_out(app: &App, token: &str) -> Result<()> {
    let mut tx = app.db.begin().await?;
    sessions::close(&mut tx, &sha256_hex(token)).await?;
    Ok(tx.commit().await?)
}

/// Who can be given cases of an agency: those who handle cases there.
pub async fn handlers(app: &App, settings: &Settings, agency: AgencyId) -> Result<Vec<User>> {
    let Some(agency) = settings.agency(agency) else { return Ok(Vec::new()) };
    Ok(people::holding(&mut app.db.read(), Role::Handler, agency.range.0).await?)
}

impl Viewer {
    fn new(user: User, grants: Vec<Grant>, session: Session) -> Self {
        let need = match session.half {
            // Who comes by a provider or a passkey needs no password, and has none to change.
            0 => (user.once_until_ms.is_some() && session.by_provider == 0).then_some(Need::Password),
            _ => Some(Need::Code),
        };
        Self {
            id: user.id,
            login: user.login,
            name: user.name,
            grants,
            csrf: session.csrf,
            session: session.id,
            need,
            until_ms: session.expires_ms,
        }
    }

    /// The branches whose cases the person may see: a condition of every query.
    pub fn ranges(&self, settings: &Settings) -> Ranges {
        self.ranges_where(settings, Role::reads_cases, Role::reads_sealed)
    }

    /// The branches in which the person has some other right: to what is of open cases, and of sealed ones.
    pub fn ranges_where(&self, settings: &Settings, open: fn(Role) -> bool, sealed: fn(Role) -> bool) -> Ranges {
        let branches = |reads: fn(Role) -> bool| {
            let held = self.grants.iter().filter(|grant| reads(grant.role));
            let mut ranges: Vec<_> = held.filter_map(|grant| Some(settings.agency(grant.agency)?.range)).collect();
            ranges.sort_unstable();
            ranges.dedup();
            ranges
        };
        Ranges { cases: branches(open), sealed: branches(sealed) }
    }

    /// It is a screen and nobody else.
    pub fn is_screen(&self) -> bool {
        self.grants.iter().any(|grant| grant.role == Role::Display)
    }

    /// The tops of the branches in which a role of this kind is held.
    pub fn tops(&self, reads: fn(Role) -> bool) -> Vec<AgencyId> {
        let mut tops: Vec<_> = self.grants.iter().filter(|grant| reads(grant.role)).map(|grant| grant.agency).collect();
        tops.sort_unstable();
        tops.dedup();
        tops
    }

    /// Whether some role lets the person see this case.
    pub fn sees(&self, settings: &Settings, agency: Option<AgencyId>, sealed: bool) -> bool {
        let reads = if sealed { Role::reads_sealed } else { Role::reads_cases };
        self.holds(settings, agency, reads)
    }

    /// Whether some role lets the person do this to a case.
    pub fn may(&self, settings: &Settings, action: Action, case: &Case) -> bool {
        self.sees(settings, case.agency, case.sealed) && self.holds(settings, case.agency, |role| role.may(action))
    }

    /// Whether some role lets the person see the figures of an agency.
    pub fn reads_indicators(&self, settings: &Settings, agency: AgencyId) -> bool {
        self.holds(settings, Some(agency), Role::reads_indicators)
    }

    /// Whether the person holds a role with some right over an agency.
    pub fn holds(&self, settings: &Settings, agency: Option<AgencyId>, what: impl Fn(Role) -> bool) -> bool {
        agency.is_some_and(|agency| {
            self.grants.iter().any(|grant| what(grant.role) && settings.within(agency, grant.agency))
        })
    }

    /// As the console is told.
    pub fn view(&self, settings: &Settings, lang: Lang) -> SessionView {
        let grant =
            |grant: &Grant| Some(GrantView { role: grant.role, agency: settings.agency(grant.agency)?.view(lang) });
        SessionView {
            user: self.login.clone(),
            name: self.name.clone(),
            grants: self.grants.iter().filter_map(grant).collect(),
            csrf: self.csrf.clone(),
            need: self.need,
        }
    }
}
