//! Adding people and saying who they are where. Each change is one transaction, written down in the record, that moves the
//! counter of settings: whoever administers people stands in line there, so that two cannot take the last right from
//! each other at the same moment.

use super::{Kept, ONCE_MS, kept, somebody_administers, told};
use crate::domain::app::App;
use crate::domain::audit::{self, Entry};
use crate::domain::error::{AppError, Result};
use crate::domain::notices::staff;
use crate::domain::people::Viewer;
use crate::domain::settings::Settings;
use crate::domain::settings::changing::{begin, finish};
use crate::secrets::{one_time_password, password_hash};
use crate::store::people::{self, User};
use crate::store::{StoreError, Tx, counters, personnel};
use hoiam_shared::audit::{Act, Thing};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::UserId;
use hoiam_shared::rights::{Grant, Role};
use hoiam_shared::unfit::{Unfit, Why};
use hoiam_shared::wire::people::{GrantInput, PersonInput, PersonNew};
use hoiam_shared::{Lang, check, credentials, limits};
use serde_json::json;

/// Far above the numbers of the seed, which stay below a million.
pub(in crate::domain) const FIRST_ID: i64 = 1_000_000;

/// A password just made, and until when it holds.
pub type Made = (i64, String, i64);

/// A password to be handed over, with its hash.
pub(in crate::domain) async fn one_time(app: &App) -> Result<(String, String)> {
    let random = app.random.clone();
    let made = tokio::task::spawn_blocking(move || {
        let password = one_time_password(random.as_ref());
        let hash = password_hash(random.as_ref(), &password);
        (password, hash)
    });
    made.await.map_err(|error| AppError::Internal(error.into()))
}

/// Adds a person; returns their number and the password to be handed over.
pub async fn add(app: &App, viewer: &Viewer, new: &PersonNew) -> Result<Made> {
    let settings = app.settings();
    kept(&settings, viewer)?;
    let mut wrong = Vec::new();
    let login = new.login.trim();
    if !credentials::is_login(login) {
        wrong.push(Unfit::new("login", Why::NotALogin, login));
    }
    check_name(&new.name, &mut wrong);
    let email = email(new.email.as_deref(), &mut wrong);
    let grants = check_grants(&settings, viewer, &new.grants, &mut wrong);
    if !wrong.is_empty() {
        return Err(AppError::Unfit(wrong));
    }
    let (password, hash) = one_time(app).await?;
    let until_ms = app.now_ms() + ONCE_MS;
    let (mut tx, _) = begin(app).await?;
    let id = UserId(FIRST_ID + counters::take(&mut tx, "user", 1).await?);
    let user = User { once_until_ms: Some(until_ms), ..User::new(id, login, new.name.trim(), &hash) };
    match people::insert(&mut tx, &user).await {
        Err(StoreError::Duplicate(_)) => {
            return Err(AppError::Unfit(vec![Unfit::new("login", Why::Taken, login)]));
        }
        other => other?,
    }
    for grant in &grants {
        people::grant(&mut tx, id, *grant).await?;
    }
    if let Some(address) = email.as_deref().filter(|address| !address.is_empty()) {
        address_to(app, &mut tx, id, Some(address)).await?;
    }
    let agency = grants.first().map_or(audit::all(&settings), |grant| grant.agency);
    let became = json!({ "roles": told(&settings, &grants) });
    let entry = Entry::of(Act::Created, Thing::Person, id.to_string(), agency).with(json!(null), became);
    audit::by(app, &mut tx, viewer, entry).await?;
    finish(app, tx).await?;
    Ok((id.0, password, until_ms))
}

/// Changes name, address and roles; roles elsewhere stay as they are. `Stale` when somebody was faster.
pub async fn change(app: &App, viewer: &Viewer, id: i64, input: &PersonInput) -> Result<()> {
    let settings = app.settings();
    kept(&settings, viewer)?;
    let mut wrong = Vec::new();
    check_name(&input.name, &mut wrong);
    let email = email(input.email.as_deref(), &mut wrong);
    let wanted = check_grants(&settings, viewer, &input.grants, &mut wrong);
    let (mut tx, _) = begin(app).await?;
    let before = Kept::find(&mut tx, &settings, viewer, id).await?;
    if !wrong.is_empty() {
        return Err(AppError::Unfit(wrong));
    }
    let user = &before.user;
    let renamed = input.name.trim() != user.name;
    if (renamed || email.is_some()) && !before.elsewhere.is_empty() {
        return Err(ErrorCode::Denied.into());
    }
    if !personnel::update(&mut tx, user.id, input.name.trim(), input.version).await? {
        return Err(ErrorCode::Stale.into());
    }
    for grant in before.within.iter().filter(|grant| !wanted.contains(grant)) {
        personnel::revoke(&mut tx, user.id, *grant).await?;
    }
    for grant in wanted.iter().filter(|grant| !before.within.contains(grant)) {
        people::grant(&mut tx, user.id, *grant).await?;
    }
    if let Some(address) = &email {
        address_to(app, &mut tx, user.id, Some(address.as_str()).filter(|address| !address.is_empty())).await?;
    }
    somebody_administers(app, &mut tx).await?;
    let was = json!({ "roles": told(&settings, &before.within) });
    let mut became = json!({ "roles": told(&settings, &wanted) });
    // What these are is personal; that they changed is not.
    for (what, changed) in [("name", renamed), ("email", email.is_some())] {
        if changed {
            became[what] = "…".into();
        }
    }
    let entry = Entry::of(Act::Changed, Thing::Person, id.to_string(), before.agency()).with(was, became);
    audit::by(app, &mut tx, viewer, entry).await?;
    finish(app, tx).await
}

/// Keeps a person out, which ends all their sessions, or lets them in again.
pub async fn set_disabled(app: &App, viewer: &Viewer, id: i64, disabled: bool) -> Result<()> {
    let settings = app.settings();
    let (mut tx, _) = begin(app).await?;
    let kept = Kept::account(&mut tx, &settings, viewer, id).await?;
    if kept.user.disabled == disabled {
        return Ok(());
    }
    people::set_disabled(&mut tx, kept.user.id, disabled.then(|| app.now_ms())).await?;
    personnel::moved(&mut tx, kept.user.id).await?;
    somebody_administers(app, &mut tx).await?;
    let act = if disabled { Act::Disabled } else { Act::Enabled };
    audit::by(app, &mut tx, viewer, Entry::of(act, Thing::Person, id.to_string(), kept.agency())).await?;
    finish(app, tx).await
}

/// A name that can be shown.
pub(in crate::domain) fn check_name(text: &str, wrong: &mut Vec<Unfit>) {
    let text = text.trim();
    if text.is_empty() {
        wrong.push(Unfit::new("name", Why::Required, ""));
    }
    if text.chars().count() > limits::NAME_CHARS {
        wrong.push(Unfit::new("name", Why::TooLong, limits::NAME_CHARS.to_string()));
    }
    if text.contains(char::is_control) {
        wrong.push(Unfit::new("name", Why::Unreadable, ""));
    }
}

/// An address that was given; the empty one takes the present one away.
fn email(text: Option<&str>, wrong: &mut Vec<Unfit>) -> Option<String> {
    let text = text?.trim();
    if !text.is_empty() && !check::is_mail_address(text) {
        wrong.push(Unfit::new("email", Why::NotAnAddress, text));
    }
    Some(text.to_owned())
}

/// The roles asked for: each where the reader keeps people, none twice, at least one.
pub(in crate::domain) fn check_grants(
    settings: &Settings,
    viewer: &Viewer,
    inputs: &[GrantInput],
    wrong: &mut Vec<Unfit>,
) -> Vec<Grant> {
    let mut out = Vec::new();
    if inputs.is_empty() {
        wrong.push(Unfit::new("grants", Why::Required, ""));
    }
    if inputs.len() > limits::GRANTS {
        wrong.push(Unfit::new("grants", Why::TooMany, limits::GRANTS.to_string()));
    }
    for (n, input) in inputs.iter().enumerate().take(limits::GRANTS) {
        let place = format!("grants[{n}].agency");
        let Some(agency) = settings.agency_by_code(input.agency.trim()) else {
            wrong.push(Unfit::new(place, Why::UnknownValue, input.agency.trim()));
            continue;
        };
        if !viewer.holds(settings, Some(agency.id), Role::keeps_people) {
            wrong.push(Unfit::new(place, Why::NotYours, input.agency.trim()));
            continue;
        }
        if !input.role.of_people() {
            wrong.push(Unfit::new(format!("grants[{n}].role"), Why::UnknownValue, input.role.code()));
            continue;
        }
        let grant = Grant { role: input.role, agency: agency.id };
        if !out.contains(&grant) {
            out.push(grant);
        }
    }
    out
}

/// Sets where a person is told, or takes it away.
pub(in crate::domain) async fn address_to(app: &App, tx: &mut Tx, user: UserId, address: Option<&str>) -> Result<()> {
    staff::set_address(&app.keys, app.random.as_ref(), tx, user, address, Lang::Vi, app.now_ms()).await
}
