//! The screen on a wall: what a supervisor of the branch sees, as numbers alone. Whoever walks by reads it, so nothing on it
//! leads to a case, and sealed cases are in none of its numbers.

use super::app::App;
use super::breakdowns;
use super::error::{AppError, Result};
use super::facts::{date_of, month_of, month_text};
use super::people::Viewer;
use super::reports::{self, Wanted};
use super::settings::Settings;
use crate::store::tails;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::query::parse;
use hoiam_shared::rights::{Grant, Role};
use hoiam_shared::wire::wall::{WallAgency, WallBar, WallMonth, WallToday, WallView};
use hoiam_shared::{Lang, Stamp};

/// Agencies on the board at most: so many can be read from afar.
const LISTED: usize = 8;

/// What the screen of this token, or of this person, shows.
pub async fn of(app: &App, viewer: &Viewer, lang: Lang) -> Result<WallView> {
    let settings = app.settings();
    let top = viewer.tops(Role::reads_wall).into_iter().next().ok_or(AppError::Code(ErrorCode::Denied))?;
    let agency = settings.agency(top).ok_or(AppError::Code(ErrorCode::NotFound))?;
    // The figures of those who supervise the branch, whoever looks.
    let seen = Viewer { grants: vec![Grant { role: Role::Supervisor, agency: top }], ..viewer.clone() };
    let now_ms = app.now_ms();
    let month = month_text(month_of(now_ms));
    let year = Wanted { agency: Some(agency.code.clone()), ..Wanted::default() };
    let present = Wanted { from: Some(month.clone()), to: Some(month.clone()), ..year.clone() };
    let year = reports::indicators(app, &seen, &year, lang).await?;
    let present = reports::indicators(app, &seen, &present, lang).await?.total;
    let (y, m, d) = date_of(now_ms);
    let day = format!("{y:04}-{m:02}-{d:02}");
    let asked = ["received:{day}", "answered:{day}", "state:open -state:late due:{day}", "state:late"];
    let asked = asked.map(|test| test.replace("{day}", &day));
    let [received, answered, due, overdue] =
        counted(app, &settings, &seen, &format!("agency:{} sealed:no", agency.code), asked).await?;
    let mut late: Vec<WallAgency> = year
        .rows
        .iter()
        .map(|row| WallAgency { name: row.agency.name.clone(), late: row.overdue.value, open: row.backlog.value })
        .filter(|row| row.late > 0)
        .collect();
    late.sort_by(|a, b| b.late.cmp(&a.late).then_with(|| a.name.cmp(&b.name)));
    late.truncate(LISTED);
    Ok(WallView {
        agency: agency.name(lang).to_owned(),
        at: Stamp(now_ms),
        today: WallToday { received, answered, due, late: overdue, open: year.total.backlog.value },
        month: WallMonth {
            month,
            received: present.received.value,
            resolved: present.resolution_rate.part.value,
            on_time: present.on_time_rate.part.value,
            on_time_of: present.on_time_rate.of.value,
            satisfaction_centi: present.satisfaction_centi,
        },
        late,
        months: year
            .months
            .into_iter()
            .map(|one| WallBar { month: one.month, received: one.received.value, resolved: one.resolved.value })
            .collect(),
    })
}

/// How many of the cases that `all` means each of the others means, too; within what the supervisor may see, in one pass.
async fn counted<const N: usize>(
    app: &App,
    settings: &Settings,
    viewer: &Viewer,
    all: &str,
    each: [String; N],
) -> Result<[i64; N]> {
    let compile = |query: &str| {
        let tree = parse(query).map_err(|_| AppError::defect("a query of ours"))?;
        Ok(settings.compile(&tree, app.now_ms(), None))
    };
    let all = compile(all)?;
    let each = each.iter().map(|query| compile(query)).collect::<Result<Vec<_>>>()?;
    let scope = breakdowns::scope(viewer);
    let counts = app.ask(move |index| index.counts(&all, &each, &scope)).await?;
    Ok(core::array::from_fn(|n| i64::try_from(counts[n]).unwrap_or(i64::MAX)))
}

/// Moves whenever the figures may have: where in the ledger they stand.
pub async fn moved(app: &App) -> Result<i64> {
    Ok(tails::checkpoint(&mut app.db.read(), reports::TAIL).await?)
}
