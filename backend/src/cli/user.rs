//! `hoiam user`: adding members of staff and keeping them out, without a console.

use super::print;
use super::setup::open_db;
use crate::config::Place;
use crate::domain::notices::staff;
use crate::domain::settings::VERSION;
use crate::outside::{Clock, SystemClock, SystemRandom};
use crate::secrets::{Keys, password_hash, token};
use crate::server::{StartError, master_key};
use crate::store::people::{self, User};
use crate::store::{counters, notices, settings};
use clap::{Args, Subcommand};
use hoiam_shared::Lang;
use hoiam_shared::check;
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
    match &command.what {
        Verb::Add { login, name, role, agency } => {
            let role = Role::from_code(role).ok_or_else(|| format!("there is no role {role}"))?;
            let agencies = settings::agencies::all(&mut db.read()).await?;
            let agency = agencies
                .iter()
                .find(|row| row.code == *agency)
                .ok_or_else(|| format!("there is no agency {agency}"))?;
            let grant = Grant { role, agency: AgencyId(agency.id) };
            let known = people::by_login(&mut db.read(), login).await?;
            let mut tx = db.begin().await?;
            let mut said = serde_json::json!({ "user": login, "role": role.code() });
            let id = match known {
                Some(user) => user.id,
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
            counters::take(&mut tx, VERSION, 1).await?;
            tx.commit().await?;
            print(&said.to_string())?;
        }
        Verb::Password { login } => {
            let user = find(login).await?;
            let password = token(&random)[..20].to_owned();
            let mut tx = db.begin().await?;
            people::set_password(&mut tx, user.id, &password_hash(&random, &password), None).await?;
            tx.commit().await?;
            print(&serde_json::json!({ "user": login, "password": password }).to_string())?;
        }
        Verb::Disable { login } => set_disabled(&db, find(login).await?, Some(SystemClock.now_ms())).await?,
        Verb::Enable { login } => set_disabled(&db, find(login).await?, None).await?,
        Verb::Email { login, address, lang } => {
            let user = find(login).await?;
            let lang = Lang::from_code(lang).ok_or_else(|| format!("there is no language {lang}"))?;
            if let Some(address) = address.as_deref().filter(|address| !check::is_mail_address(address)) {
                return Err(format!("{address} is not an address that mail can be sent to").into());
            }
            let keys = Keys::derive(&master_key(place, &random)?);
            let mut tx = db.begin().await?;
            let now_ms = SystemClock.now_ms();
            staff::set_address(&keys, &random, &mut tx, user.id, address.as_deref(), lang, now_ms)
                .await
                .map_err(|error| format!("{error:?}"))?;
            tx.commit().await?;
        }
        Verb::List => {
            for user in people::all(&mut db.read()).await? {
                let told = notices::staff_address(&mut db.read(), user.id).await?;
                // The address itself is sealed, and stays so.
                let mail = told.map_or("none", |row| if row.wanted == 0 { "stopped" } else { "on" });
                let line = serde_json::json!({
                    "user": user.login, "name": user.name, "disabled": user.disabled, "mail": mail
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
    people::set_disabled(&mut tx, user.id, at_ms).await?;
    tx.commit().await?;
    Ok(())
}
