//! `hoiam user`: adding members of staff and keeping them out, without a console.

use super::print;
use super::setup::open_db;
use crate::config::Place;
use crate::domain::audit::{self, Entry};
use crate::domain::notices::staff;
use crate::domain::settings::VERSION;
use crate::outside::{Clock, SystemClock, SystemRandom};
use crate::secrets::{password_hash, token};
use crate::server::{self, StartError};
use crate::store::people::{self, User};
use crate::store::{Tx, counters, notices, sessions, settings};
use clap::{Args, Subcommand};
use hoiam_shared::Lang;
use hoiam_shared::audit::{Act, Thing};
use hoiam_shared::check;
use hoiam_shared::credentials::is_login;
use hoiam_shared::ids::{AgencyId, UserId};
use hoiam_shared::rights::{Grant, Role};
use std::process::ExitCode;

/// Members of staff.
#[derive(Debug, Args)]
pub struct UserCommand {
    #[command(subcommand)]
    what: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Add one, or give one more role. Prints the new password once, as JSON.
    Add {
        /// Login.
        login: String,
        /// Display name.
        #[arg(long)]
        name: String,
        /// Role: moderator, coordinator, handler, approver, supervisor, administrator, auditor.
        #[arg(long)]
        role: String,
        /// Code of the agency at the top of the branch.
        #[arg(long)]
        agency: String,
    },
    /// Give a new password. Prints it once, as JSON.
    Password {
        /// Login.
        login: String,
    },
    /// Keep one out; ends all sessions.
    Disable {
        /// Login.
        login: String,
    },
    /// Let one in again.
    Enable {
        /// Login.
        login: String,
    },
    /// Say where one is told of their work by e-mail; without an address, nowhere any more.
    Email {
        /// Login.
        login: String,
        /// The address.
        address: Option<String>,
        /// Language of the letters: `vi` or `en`.
        #[arg(long, default_value = "vi")]
        lang: String,
    },
    /// List all.
    List,
}

pub(super) async fn run(place: &Place, command: &UserCommand) -> Result<ExitCode, StartError> {
    let db = open_db(place).await?;
    let random = SystemRandom;
    let find = async |login: &str| -> Result<User, StartError> {
        people::by_login(&mut db.read(), login).await?.ok_or_else(|| format!("there is no user {login}").into())
    };
    // A token of another program has no password and no mailbox, and keeps the role it was made with.
    let person = async |login: &str| -> Result<User, StartError> {
        let user = find(login).await?;
        if user.machine { Err(format!("{login} is an API token, not a person").into()) } else { Ok(user) }
    };
    match &command.what {
        Verb::Add { login, name, role, agency } => {
            let role = Role::from_code(role).ok_or_else(|| format!("there is no role {role}"))?;
            let agencies = settings::agencies::all(&mut db.read()).await?;
            let agency_code = agency;
            let agency = agencies
                .iter()
                .find(|row| row.code == *agency)
                .ok_or_else(|| format!("there is no agency {agency}"))?;
            let grant = Grant { role, agency: AgencyId(agency.id) };
            let known = people::by_login(&mut db.read(), login).await?;
            let mut tx = db.begin().await?;
            let mut said = serde_json::json!({ "user": login, "role": role.code() });
            let id = match known {
                Some(_) => person(login).await?.id,
                None if !is_login(login) => return Err(format!("{login} cannot be a login").into()),
                None => {
                    let password = token(&random)[..20].to_owned();
                    // Far above the numbers of the seed, which stay below a million.
                    let id = UserId(1_000_000 + counters::take(&mut tx, "user", 1).await?);
                    let password_hash = password_hash(&random, &password);
                    let user = User::new(id, login, name, &password_hash);
                    people::insert(&mut tx, &user).await?;
                    said["password"] = password.into();
                    id
                }
            };
            people::grant(&mut tx, id, grant).await?;
            let act = if said["password"].is_null() { Act::Changed } else { Act::Created };
            let became = serde_json::json!({ "roles": format!("{role} {agency_code}") });
            written(&mut tx, (Thing::Person, id), act, Some(grant.agency), became).await?;
            counters::take(&mut tx, VERSION, 1).await?;
            tx.commit().await?;
            print(&said.to_string())?;
        }
        Verb::Password { login } => {
            let user = person(login).await?;
            let password = token(&random)[..20].to_owned();
            let mut tx = db.begin().await?;
            people::set_password(&mut tx, user.id, &password_hash(&random, &password), None).await?;
            sessions::close_all(&mut tx, user.id, "").await?;
            written(&mut tx, (Thing::Person, user.id), Act::PasswordReset, None, serde_json::Value::Null).await?;
            counters::take(&mut tx, VERSION, 1).await?;
            tx.commit().await?;
            print(&serde_json::json!({ "user": login, "password": password }).to_string())?;
        }
        Verb::Disable { login } => set_disabled(&db, find(login).await?, Some(SystemClock.now_ms())).await?,
        Verb::Enable { login } => set_disabled(&db, find(login).await?, None).await?,
        Verb::Email { login, address, lang } => {
            let user = person(login).await?;
            let lang = Lang::from_code(lang).ok_or_else(|| format!("there is no language {lang}"))?;
            if let Some(address) = address.as_deref().filter(|address| !check::is_mail_address(address)) {
                return Err(format!("{address} is not an address that mail can be sent to").into());
            }
            let keys = server::keys(place, &random)?;
            let mut tx = db.begin().await?;
            let now_ms = SystemClock.now_ms();
            staff::set_address(&keys, &random, &mut tx, user.id, address.as_deref(), lang, now_ms)
                .await
                .map_err(|error| format!("{error:?}"))?;
            written(&mut tx, (Thing::Person, user.id), Act::Changed, None, serde_json::json!({ "email": "…" })).await?;
            tx.commit().await?;
        }
        Verb::List => {
            for user in people::all(&mut db.read()).await? {
                let told = notices::staff_address(&mut db.read(), user.id).await?;
                // The address itself is sealed, and stays so.
                let mail = told.map_or("none", |row| if row.wanted == 0 { "stopped" } else { "on" });
                let line = serde_json::json!({
                    "user": user.login, "name": user.name, "disabled": user.disabled, "mail": mail, "token": user.machine
                });
                print(&line.to_string())?;
            }
        }
    }
    db.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn set_disabled(db: &crate::store::Db, user: User, at_ms: Option<i64>) -> Result<(), StartError> {
    let mut tx = db.begin().await?;
    if user.disabled != at_ms.is_some() {
        people::set_disabled(&mut tx, user.id, at_ms).await?;
        let act = if at_ms.is_some() { Act::Disabled } else { Act::Enabled };
        let thing = if user.machine { Thing::Token } else { Thing::Person };
        written(&mut tx, (thing, user.id), act, None, serde_json::Value::Null).await?;
        // Every node looks again who may listen.
        counters::take(&mut tx, VERSION, 1).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Writes an act down, by nobody who is signed in; whose it is follows from the first role if it is not said.
async fn written(
    tx: &mut Tx,
    (thing, id): (Thing, UserId),
    act: Act,
    at: Option<AgencyId>,
    became: serde_json::Value,
) -> Result<(), StartError> {
    let agency = match at {
        Some(agency) => agency,
        None => people::grants(tx, id).await?.first().map_or(AgencyId(0), |grant| grant.agency),
    };
    let entry = Entry::of(act, thing, id.to_string(), agency).with(serde_json::Value::Null, became);
    let done = audit::record(tx, SystemClock.now_ms(), None, entry).await;
    done.map_err(|error| format!("{error:?}").into())
}
