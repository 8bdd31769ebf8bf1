//! People and their roles as a table. E-mail addresses come in and never go out: they are sealed.

use super::sheet::{Difference, Row, cell_of, rows, values};
use super::{Acts, Plan};
use crate::domain::app::App;
use crate::domain::audit::{self, Entry};
use crate::domain::error::{AppError, Result};
use crate::domain::people::Viewer;
use crate::domain::personnel::keeping;
use crate::domain::personnel::{ONCE_MS, kept, somebody_administers, told};
use crate::domain::settings::Settings;
use crate::domain::tables::{self, Table};
use crate::store::people::{self as stored, User};
use crate::store::personnel::{self, Wanted};
use crate::store::{Tx, counters};
use hoiam_shared::audit::{Act as Done, Thing};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::UserId;
use hoiam_shared::rights::{Grant, Role};
use hoiam_shared::unfit::{Unfit, Why};
use hoiam_shared::wire::people::GrantInput;
use hoiam_shared::wire::places::{NewPassword, RowFate};
use hoiam_shared::{check, credentials};
use serde_json::json;
use std::collections::HashMap;

const COLUMNS: &[&str] = &["login", "name", "roles", "email"];
/// Passwords that are made for one file: each takes some fifty milliseconds.
const MOST_NEW: usize = 500;

/// One row to be stored.
pub(super) struct Act {
    login: String,
    name: String,
    email: Option<String>,
    grants: Vec<Grant>,
    /// Who is there; nothing for somebody new.
    before: Option<(UserId, i64, Vec<Grant>)>,
}

/// Everybody whose account the reader keeps, with their roles.
async fn everybody(app: &App, settings: &Settings, viewer: &Viewer) -> Result<Vec<(User, Vec<Grant>, bool)>> {
    let wanted = Wanted { ranges: kept(settings, viewer)?, ..Wanted::default() };
    let mut read = app.db.read();
    let users = personnel::page(&mut read, &wanted, i64::MAX).await?;
    let ids: Vec<UserId> = users.iter().map(|user| user.id).collect();
    let mut held: HashMap<UserId, Vec<Grant>> = HashMap::new();
    for (user, grant) in personnel::grants_of(&mut read, &ids).await? {
        held.entry(user).or_default().push(grant);
    }
    let sorted = |user: User| {
        let all = held.get(&user.id).cloned().unwrap_or_default();
        let (within, elsewhere): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|grant| viewer.holds(settings, Some(grant.agency), Role::keeps_people));
        (user, within, elsewhere.is_empty())
    };
    Ok(users.into_iter().map(sorted).collect())
}

fn cell(settings: &Settings, grants: &[Grant]) -> String {
    let one = |grant: &Grant| Some(format!("{}@{}", grant.role, settings.agency(grant.agency)?.code));
    let mut all: Vec<String> = grants.iter().filter_map(one).collect();
    all.sort();
    cell_of(&all)
}

pub(super) async fn export(app: &App, settings: &Settings, viewer: &Viewer) -> Result<Vec<Vec<String>>> {
    let all = everybody(app, settings, viewer).await?;
    let head = ["login", "name", "roles"].map(str::to_owned).to_vec();
    let line = |(user, grants, _): &(User, Vec<Grant>, bool)| {
        vec![user.login.clone(), user.name.clone(), cell(settings, grants)]
    };
    Ok(std::iter::once(head).chain(all.iter().map(line)).collect())
}

pub(super) async fn plan(app: &App, settings: &Settings, viewer: &Viewer, file: &Table) -> Result<Plan> {
    let all = everybody(app, settings, viewer).await?;
    let known: HashMap<&str, &(User, Vec<Grant>, bool)> = all.iter().map(|one| (one.0.login.as_str(), one)).collect();
    let (rows, mut differences) = rows(file, "login", COLUMNS);
    let mut acts = Vec::new();
    for row in &rows {
        let before = known.get(row.key.as_str()).copied();
        let mut wrong = Vec::new();
        let name = row.or("name", before.map_or("", |(user, ..)| user.name.as_str()));
        keeping::check_name(&name, &mut wrong);
        let grants = grants(settings, viewer, row, before.map_or(&[], |(_, grants, _)| grants.as_slice()), &mut wrong);
        let email = row.some("email", None);
        if let Some(address) = email.as_deref().filter(|address| !check::is_mail_address(address)) {
            wrong.push(Unfit::new("email", Why::NotAnAddress, address));
        }
        match before {
            None if !credentials::is_login(&row.key) => {
                wrong.push(Unfit::new("login", Why::NotALogin, row.key.as_str()));
            }
            // Somebody of whom the reader may not know has it.
            None if settings.person_by_login(&row.key).is_some() => {
                wrong.push(Unfit::new("login", Why::Taken, row.key.as_str()));
            }
            Some((user, _, false)) if user.name != name || email.is_some() => {
                wrong.push(Unfit::new("login", Why::NotYours, row.key.as_str()));
            }
            None | Some(_) => {}
        }
        let old_name = before.map(|(user, ..)| user.name.clone()).unwrap_or_default();
        let old_roles = before.map(|(_, grants, _)| cell(settings, grants)).unwrap_or_default();
        let mut both = vec![("name", old_name, name.clone()), ("roles", old_roles, cell(settings, &grants))];
        // What is there is sealed; that the file brings one for somebody who is there would change every time.
        if before.is_none() {
            both.push(("email", String::new(), email.clone().unwrap_or_default()));
        }
        let difference = Difference::of(row, before.is_none(), both, wrong);
        if difference.wrong.is_empty() && (difference.new || !difference.changes.is_empty()) {
            let before = before.map(|(user, grants, _)| (user.id, user.version, grants.clone()));
            let email = email.filter(|_| before.is_none());
            acts.push(Act { login: row.key.clone(), name: name.trim().to_owned(), email, grants, before });
        }
        differences.push(difference);
    }
    let new = differences.iter().filter(|one| one.fate() == RowFate::Added).count();
    if new > MOST_NEW {
        differences.push(Difference::refused(1, "", Unfit::new("login", Why::TooMany, MOST_NEW.to_string())));
    }
    Ok(Plan { differences, acts: Acts::People(acts) })
}

/// The roles in a cell: `handler@ubnd-79 | approver@so-y-te-79`.
fn grants(settings: &Settings, viewer: &Viewer, row: &Row<'_>, there: &[Grant], wrong: &mut Vec<Unfit>) -> Vec<Grant> {
    let Some(cell) = row.cell("roles") else {
        if there.is_empty() {
            wrong.push(Unfit::new("roles", Why::Required, ""));
        }
        return there.to_vec();
    };
    let mut inputs = Vec::new();
    for value in values(cell) {
        let read = value.split_once('@').and_then(|(role, agency)| {
            Some(GrantInput { role: Role::from_code(role.trim())?, agency: agency.trim().to_owned() })
        });
        match read {
            Some(input) => inputs.push(input),
            None => wrong.push(Unfit::new("roles", Why::UnknownValue, value)),
        }
    }
    keeping::check_grants(settings, viewer, &inputs, wrong)
}

/// A password with its hash for everybody who would be new.
pub(super) async fn passwords(app: &App, viewer: &Viewer, text: &str) -> Result<Vec<(String, String)>> {
    let table = tables::read(text, super::MOST)?;
    let settings = app.settings();
    let plan = plan(app, &settings, viewer, &table).await?;
    if plan.count(RowFate::Refused) > 0 {
        return Ok(Vec::new());
    }
    let mut made = Vec::new();
    for _ in 0..plan.count(RowFate::Added) {
        made.push(keeping::one_time(app).await?);
    }
    Ok(made)
}

pub(super) async fn store(
    app: &App,
    tx: &mut Tx,
    settings: &Settings,
    viewer: &Viewer,
    acts: Vec<Act>,
    passwords: &mut Vec<(String, String)>,
    made: &mut Vec<NewPassword>,
) -> Result<()> {
    for act in acts {
        let (id, was) = match act.before {
            Some((id, version, before)) => {
                if !personnel::update(tx, id, &act.name, version).await? {
                    return Err(AppError::Code(ErrorCode::Stale));
                }
                for grant in before.iter().filter(|grant| !act.grants.contains(grant)) {
                    personnel::revoke(tx, id, *grant).await?;
                }
                (id, json!({ "roles": told(settings, &before) }))
            }
            None => {
                // Somebody was added meanwhile: it is looked at again.
                let (password, hash) = passwords.pop().ok_or(AppError::Code(ErrorCode::Stale))?;
                let id = UserId(keeping::FIRST_ID + counters::take(tx, "user", 1).await?);
                let once = Some(app.now_ms() + ONCE_MS);
                stored::insert(tx, &User { once_until_ms: once, ..User::new(id, &act.login, &act.name, &hash) })
                    .await?;
                if let Some(address) = &act.email {
                    keeping::address_to(app, tx, id, Some(address)).await?;
                }
                made.push(NewPassword { login: act.login.clone(), password });
                (id, json!(null))
            }
        };
        for grant in &act.grants {
            stored::grant(tx, id, *grant).await?;
        }
        let agency = act.grants.first().map_or(audit::all(settings), |grant| grant.agency);
        let entry = Entry::of(Done::Imported, Thing::Person, id.to_string(), agency)
            .with(was, json!({ "roles": told(settings, &act.grants) }));
        audit::by(app, tx, viewer, entry).await?;
    }
    somebody_administers(app, tx).await
}
