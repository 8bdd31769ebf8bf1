//! What happens to the widget of each site, counted in memory and added to the database every few seconds: no page that
//! loads and no form that opens costs a write. Days are those where the installation is.

use super::app::App;
use super::error::Result;
use super::settings::ZONE;
use crate::store::sites::{self, DayRow};
use hoiam_shared::clock::Day;
use hoiam_shared::ids::SiteId;
use hoiam_shared::wire::sites::SiteDay;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// How long days are kept: a year can be compared with the one before it.
const KEPT_DAYS: i64 = 800;

/// Something that happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// A page asked for the loader.
    Loaded,
    /// The form was opened in a page or a frame.
    Opened,
    /// The form was opened as our own page.
    Plain,
    /// Our own page took over because nothing else worked.
    Fell,
    /// A page of an origin that is not on the list asked.
    Foreign,
    /// A case was filed.
    Filed,
    /// One was not taken, since something was wrong with it.
    Refused,
    /// One was not taken because of us.
    Failed,
}

/// What was counted since it was written down last.
#[derive(Debug, Default)]
pub struct Visits {
    counted: Mutex<HashMap<(i64, i64), DayRow>>,
    /// The day on which old days were forgotten last.
    swept: Mutex<i64>,
}

/// The day of an instant, counted from 1970-01-01.
fn day_of(now_ms: i64) -> i64 {
    (now_ms + ZONE.minutes * 60_000).div_euclid(86_400_000)
}

impl Visits {
    /// Counts.
    pub fn saw(&self, site: SiteId, what: Seen, now_ms: i64) {
        let day = day_of(now_ms);
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let row = counted.entry((site.0, day)).or_insert_with(|| DayRow { site_id: site.0, day, ..DayRow::default() });
        *match what {
            Seen::Loaded => &mut row.loads,
            Seen::Opened => &mut row.opened,
            Seen::Plain => &mut row.plain,
            Seen::Fell => &mut row.fell,
            Seen::Foreign => &mut row.foreign_origin,
            Seen::Filed => &mut row.filed,
            Seen::Refused => &mut row.refused,
            Seen::Failed => &mut row.failed,
        } += 1;
    }

    /// What this node has counted and not written down yet.
    fn waiting(&self) -> Vec<DayRow> {
        self.counted.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }
}

/// Adds what was counted to the database, and forgets what is too old. What cannot be written is counted again.
pub async fn write(app: &App) -> Result<()> {
    let today = day_of(app.now_ms());
    let rows: Vec<DayRow> = {
        let mut counted = app.visits.counted.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *counted).into_values().collect()
    };
    if rows.is_empty() {
        return Ok(());
    }
    let sweeps =
        std::mem::replace(&mut *app.visits.swept.lock().unwrap_or_else(PoisonError::into_inner), today) != today;
    let written = async {
        let mut tx = app.db.begin().await?;
        sites::add_days(&mut tx, &rows).await?;
        if sweeps {
            sites::forget_days(&mut tx, today - KEPT_DAYS).await?;
        }
        tx.commit().await
    };
    if let Err(error) = written.await {
        let mut counted = app.visits.counted.lock().unwrap_or_else(PoisonError::into_inner);
        for row in rows {
            let known = counted.entry((row.site_id, row.day)).or_insert_with(|| DayRow {
                site_id: row.site_id,
                day: row.day,
                ..DayRow::default()
            });
            *known = sum(known, &row);
        }
        return Err(error.into());
    }
    Ok(())
}

fn sum(a: &DayRow, b: &DayRow) -> DayRow {
    DayRow {
        site_id: a.site_id,
        day: a.day.min(b.day),
        loads: a.loads + b.loads,
        opened: a.opened + b.opened,
        plain: a.plain + b.plain,
        fell: a.fell + b.fell,
        foreign_origin: a.foreign_origin + b.foreign_origin,
        filed: a.filed + b.filed,
        refused: a.refused + b.refused,
        failed: a.failed + b.failed,
    }
}

/// The last `count` days of a site, newest first, those on which nothing happened included.
pub async fn days(app: &App, site: SiteId, count: i64) -> Result<Vec<SiteDay>> {
    let today = day_of(app.now_ms());
    let mut rows = sites::days(&mut app.db.read(), Some(site.0), today - count + 1).await?;
    rows.extend(app.visits.waiting());
    let of = |day: i64| {
        let empty = DayRow { site_id: site.0, day, ..DayRow::default() };
        view(&rows.iter().filter(|row| row.day == day && row.site_id == site.0).fold(empty, |all, row| sum(&all, row)))
    };
    Ok((0..count).map(|back| of(today - back)).collect())
}

/// The last `count` days of every site together.
pub async fn sums(app: &App, count: i64) -> Result<HashMap<SiteId, SiteDay>> {
    let from = day_of(app.now_ms()) - count + 1;
    let mut sums: HashMap<i64, DayRow> = HashMap::new();
    let mut rows = sites::days(&mut app.db.read(), None, from).await?;
    rows.extend(app.visits.waiting());
    for row in rows {
        let known = sums.entry(row.site_id).or_insert_with(|| DayRow { day: from, ..DayRow::default() });
        *known = sum(known, &row);
    }
    Ok(sums.into_iter().map(|(site, row)| (SiteId(site), view(&DayRow { day: from, ..row }))).collect())
}

/// A day on which nothing happened, the first of the last `count`.
pub fn nothing(app: &App, count: i64) -> SiteDay {
    view(&DayRow { day: day_of(app.now_ms()) - count + 1, ..DayRow::default() })
}

fn view(row: &DayRow) -> SiteDay {
    let count = |n: i64| u64::try_from(n).unwrap_or_default();
    SiteDay {
        day: Day(i32::try_from(row.day).unwrap_or_default()).to_string(),
        loads: count(row.loads),
        opened: count(row.opened),
        plain: count(row.plain),
        fell: count(row.fell),
        foreign: count(row.foreign_origin),
        filed: count(row.filed),
        refused: count(row.refused),
        failed: count(row.failed),
    }
}
