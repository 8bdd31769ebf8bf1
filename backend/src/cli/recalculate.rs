//! `hoiam recalculate`: lets open cases run by the newest versions of calendars and policies. Shows what would move;
//! only with `--confirm` does it.

use super::print;
use super::setup::open_app;
use crate::config::Place;
use crate::domain::recalculating::{self, Plan};
use crate::server::StartError;
use crate::store::recalculations::by_id;
use clap::Args;
use hoiam_shared::ids::{CalendarId, PolicyId};
use std::process::ExitCode;

/// What to recalculate.
#[derive(Debug, Args)]
pub struct Recalculate {
    /// Code of a calendar whose newest version open cases are to run by; may be given several times.
    #[arg(long = "calendar")]
    calendars: Vec<String>,
    /// Code of a policy whose newest version open cases are to run by; may be given several times.
    #[arg(long = "policy")]
    policies: Vec<String>,
    /// Why; stands in each case, and the citizen reads it where the date moves.
    #[arg(long, required_if_eq("confirm", "true"))]
    reason: Option<String>,
    /// Do it; without this it is only shown what would move.
    #[arg(long)]
    confirm: bool,
}

pub(super) async fn run(place: &Place, wanted: &Recalculate) -> Result<ExitCode, StartError> {
    if wanted.calendars.is_empty() && wanted.policies.is_empty() {
        return Err("name at least one --calendar or --policy".into());
    }
    let app = open_app(place).await?;
    let settings = app.settings();
    let mut calendars: Vec<CalendarId> = Vec::new();
    for code in &wanted.calendars {
        let versions = settings.calendars.all().filter(|calendar| calendar.code == *code).map(|calendar| calendar.id);
        calendars.push(versions.max().ok_or_else(|| format!("there is no calendar {code}"))?);
    }
    let mut policies: Vec<PolicyId> = Vec::new();
    for code in &wanted.policies {
        let versions = settings.policies.iter().filter(|policy| policy.code == *code).map(|policy| policy.id);
        policies.push(versions.max().ok_or_else(|| format!("there is no policy {code}"))?);
    }
    let plan = Plan::to(&settings.shelf(), &calendars, &policies).ok_or("a version has gone")?;
    match &wanted.reason {
        Some(reason) if wanted.confirm => {
            let id = recalculating::begin(&app, None, &plan, reason).await.map_err(told)?;
            while recalculating::work(&app).await.map_err(told)? {
                if let Some(row) = by_id(&mut app.db.read(), id).await? {
                    eprint!("\r{} cases looked at, {} changed, {} moved", row.looked, row.changed, row.moved);
                }
            }
            eprintln!();
            let row = by_id(&mut app.db.read(), id).await?.ok_or("the recalculation has gone")?;
            let said = serde_json::json!({ "recalculation": id, "state": row.state, "looked": row.looked, "changed": row.changed, "moved": row.moved });
            print(&said.to_string())?;
        }
        _ => {
            let moves = recalculating::preview(&app, &settings.shelf(), &plan, &|stored| !stored.case.sealed).await;
            let moves = moves.map_err(told)?;
            print(&serde_json::to_string(&moves)?)?;
        }
    }
    app.db.close().await;
    Ok(ExitCode::SUCCESS)
}

fn told(error: crate::domain::AppError) -> StartError {
    format!("{error:?}").into()
}
