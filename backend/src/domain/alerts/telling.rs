//! What is said when an alert has fired: to its owner in a letter, to other systems in an event. Both are made when they are sent,
//! for an alert that is still there and an owner who still may see cases. No case is in either, only the number of them and
//! the query that lists them, which shows each reader what they may see.

use super::named;
use crate::domain::app::App;
use crate::domain::error::Result;
use crate::domain::notices::letters::Values;
use crate::domain::notices::staff;
use crate::domain::people::Viewer;
use crate::domain::settings::ZONE;
use crate::store::alerts::{self, AlertRow, FiringRow};
use hoiam_shared::alert::AlertBy;
use hoiam_shared::catalogue::notices::Letter as L;
use hoiam_shared::catalogue::{fill, grouped};
use hoiam_shared::ids::{AgencyId, UserId};
use hoiam_shared::notice::Trouble;
use hoiam_shared::rights::Role;
use hoiam_shared::{Lang, Stamp};
use serde_json::{Value, json};

/// What is to be told, and whose alert it is.
pub struct Owed {
    alert: AlertRow,
    firing: FiringRow,
    owner: Viewer,
}

/// What there is to tell of a firing, or why there is nothing any more.
pub async fn owed(app: &App, firing: i64) -> Result<std::result::Result<Owed, Trouble>> {
    let read = &mut app.db.read();
    let Some(firing) = alerts::firing(read, firing).await? else { return Ok(Err(Trouble::Over)) };
    let alert = alerts::by_id(read, firing.alert_id).await?;
    let Some(alert) = alert.filter(|alert| alert.paused == 0) else { return Ok(Err(Trouble::Over)) };
    let owner = staff::reader(read, UserId(alert.owner_id)).await?;
    Ok(match owner.filter(|owner| !owner.tops(Role::reads_cases).is_empty()) {
        Some(owner) => Ok(Owed { alert, firing, owner }),
        None => Err(Trouble::NoRight),
    })
}

impl Owed {
    /// The agency whose letters the owner gets.
    pub fn agency(&self) -> Option<AgencyId> {
        self.owner.tops(Role::reads_cases).first().copied()
    }

    /// What stands in the letter.
    pub fn values(&self, app: &App, lang: Lang) -> Values {
        let settings = app.settings();
        let agency = self.agency().and_then(|id| settings.agency(id));
        Values {
            title: self.alert.name.clone(),
            agency: agency.map_or("", |agency| agency.name(lang)).to_owned(),
            name: self.owner.name.clone(),
            event: self.event(app, lang),
            link: self.link(app),
            ..Values::default()
        }
    }

    /// How many, where, within which time, against which threshold.
    fn event(&self, app: &App, lang: Lang) -> String {
        let firing = &self.firing;
        let by = AlertBy::from_code(&firing.counted_by);
        let group = by.and_then(|by| named(&app.settings(), by, &firing.value, lang));
        let number = |n: i64| grouped(n.unsigned_abs(), lang);
        let hours = (firing.to_ms - firing.from_ms) / super::HOUR_MS;
        let said = [
            ("group", group.clone().unwrap_or_default()),
            ("n", number(firing.cases)),
            ("hours", number(hours)),
            ("from", instant(firing.from_ms)),
            ("to", instant(firing.to_ms)),
            ("most", number(firing.more_than)),
        ];
        let said: Vec<(&str, &str)> = said.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let text = if group.is_some() { L::AlertGroup } else { L::AlertWhole };
        fill(text.text(lang), &said)
    }

    /// The list of exactly the cases that were counted.
    fn link(&self, app: &App) -> String {
        format!("{}/console/?q={}&sort=-received", app.public_url, encoded(&self.firing.query))
    }

    /// What is posted to other systems: numbers, codes and times, and what the owner calls the alert.
    pub fn payload(&self, app: &App) -> Value {
        let (alert, firing) = (&self.alert, &self.firing);
        let settings = app.settings();
        let by = AlertBy::from_code(&firing.counted_by);
        let code = by.and_then(|by| match by {
            AlertBy::Agency => Some(settings.agency(AgencyId(firing.value.parse().ok()?))?.code.clone()),
            AlertBy::Commune | AlertBy::Province | AlertBy::Category => Some(firing.value.clone()),
        });
        json!({
            "type": "alert.fired",
            "timestamp": Stamp(firing.fired_ms),
            "data": {
                "alert": alert.id,
                "name": alert.name,
                "count": firing.cases,
                "more_than": firing.more_than,
                "by": by,
                "group": code,
                "from": Stamp(firing.from_ms),
                "to": Stamp(firing.to_ms),
                "url": self.link(app),
            },
        })
    }
}

/// `27/11/2026 14:05`, which both languages read alike beside the range it stands in.
fn instant(ms: i64) -> String {
    let (year, month, day, hour, minute) = Stamp(ms).civil(ZONE.minutes);
    format!("{day:02}/{month:02}/{year} {hour:02}:{minute:02}")
}

/// Percent-encoded but for what RFC 3986 leaves alone, and for what queries are full of.
fn encoded(query: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:,".contains(&byte);
    let one = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    query.bytes().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_and_addresses() {
        assert_eq!(instant(Stamp::parse("2026-11-27T07:05:59Z").unwrap().ms()), "27/11/2026 14:05");
        assert_eq!(
            encoded("nước received:2026-11-27T10:15 \"a b\""),
            "n%C6%B0%E1%BB%9Bc%20received:2026-11-27T10:15%20%22a%20b%22"
        );
    }
}
