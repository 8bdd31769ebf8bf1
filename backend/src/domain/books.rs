//! Which version of which calendar and policy holds for whom and when; the clocks look everything up here.

use super::app::App;
use super::error::{AppError, Result};
use super::settings::{Settings, ZONE};
use hoiam_shared::clock::{Day, Policy, Shelf};
use hoiam_shared::ids::{AgencyId, CalendarId};
use hoiam_shared::query::Zone;
use std::sync::Arc;

/// The day of an instant where the installation is.
pub fn day_of(ms: i64) -> Day {
    let (year, month, day) = ZONE.day_of(ms);
    Day::new(year, month, day).unwrap_or(Day(0))
}

/// Reads the settings again: after a change of our own, so that this node shows it at once.
pub async fn refresh(app: &App) -> Result<Arc<Settings>> {
    let new = Settings::load(&app.db).await.map_err(AppError::Internal)?;
    let new = Arc::new(new);
    app.current.store(new.clone());
    Ok(new)
}

impl Settings {
    /// Every calendar and policy that an event can name.
    pub fn shelf(&self) -> Shelf<'_> {
        Shelf { calendars: &self.calendars, policies: &self.policies }
    }

    /// The version of its calendar by which an agency counts what begins at `now_ms`.
    pub fn calendar_of(&self, agency: AgencyId, now_ms: i64) -> Option<CalendarId> {
        let named = self.calendars.written(self.calendar_named_by(agency)?)?;
        self.calendars.in_force(&named.code, day_of(now_ms))
    }

    /// The version of each policy in force on a day, in the order in which they are asked; also those switched off.
    pub fn policies_on(&self, day: Day) -> impl Iterator<Item = &Policy> {
        self.policies.iter().filter(move |policy| policy.newest(&self.policies, day))
    }
}
