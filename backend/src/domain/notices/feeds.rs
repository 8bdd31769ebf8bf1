//! Calendars of due dates that staff subscribe to (RFC 5545): one for each query, at an address that only its owner knows
//! and can take back. What is in it is searched for anew each time, within what the owner may see by then; it says nothing
//! that a citizen wrote, since calendars end up in other people's clouds.

use super::staff;
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::domain::people::Viewer;
use crate::domain::queue::{self, Wanted};
use crate::domain::settings::ZONE;
use crate::secrets::{sha256_hex, token};
use crate::store::feeds::{self, FeedRow};
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::notices::Feeds;
use hoiam_shared::check::{self, Fault};
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::ids::UserId;
use hoiam_shared::limits;
use hoiam_shared::query::parse;
use hoiam_shared::wire::case::CaseRow;
use hoiam_shared::wire::notices::{FeedInput, FeedView};
use hoiam_shared::{Lang, Stamp};
use icalendar::{Calendar, Component, Event, Property};

const DAY_MS: i64 = 86_400_000;
/// Due dates in one calendar: what is due first.
const MOST: usize = 500;
/// How often calendars are to look again.
const EVERY: &str = "PT1H";

fn view(row: FeedRow, address: Option<String>) -> FeedView {
    FeedView { id: row.token_sha256, name: row.name, query: row.query, created_at: Stamp(row.created_ms), address }
}

/// The person's calendars.
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<FeedView>> {
    let rows = feeds::of(&mut app.db.read(), viewer.id).await?;
    Ok(rows.into_iter().map(|row| view(row, None)).collect())
}

/// Makes one; its address is in this answer and in no other.
pub async fn add(app: &App, viewer: &Viewer, input: &FeedInput, lang: Lang) -> Result<FeedView> {
    let mut faults: Vec<Fault> = Vec::new();
    check::text("name", &input.name, 1, limits::SEARCH_NAME_CHARS, &mut faults);
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    let query = input.query.trim();
    parse(query).map_err(|error| AppError::bad_query(query, &error, lang))?;
    let secret = token(app.random.as_ref());
    let row = FeedRow {
        token_sha256: sha256_hex(&secret),
        user_id: viewer.id.0,
        // One line: a line end would begin another property of the calendar.
        name: input.name.split_whitespace().collect::<Vec<_>>().join(" "),
        query: query.to_owned(),
        created_ms: app.now_ms(),
    };
    let mut tx = app.db.begin().await?;
    if feeds::of(&mut tx, viewer.id).await?.len() >= limits::FEEDS {
        return Err(AppError::field("name", FieldError::OutOfRange));
    }
    feeds::insert(&mut tx, &row).await?;
    tx.commit().await?;
    let address = format!("{}/feeds/{secret}.ics?lang={lang}", app.public_url);
    Ok(view(row, Some(address)))
}

/// Takes one back: its address opens nothing any more.
pub async fn forget(app: &App, viewer: &Viewer, id: &str) -> Result<()> {
    let mut tx = app.db.begin().await?;
    if feeds::remove(&mut tx, viewer.id, id).await? == 0 {
        return Err(ErrorCode::NotFound.into());
    }
    Ok(tx.commit().await?)
}

/// The calendar at an address, as its owner may see it now.
pub async fn read(app: &App, secret: &str, lang: Lang) -> Result<String> {
    let missing = || AppError::Code(ErrorCode::NotFound);
    let mut read = app.db.read();
    let row = feeds::by_token(&mut read, &sha256_hex(secret)).await?.ok_or_else(missing)?;
    let owner = staff::reader(&mut read, UserId(row.user_id)).await?.ok_or_else(missing)?;
    let mut calendar = Calendar::new();
    calendar.append_property(Property::new("PRODID", "-//hoiam//due dates//EN"));
    calendar.name(&row.name);
    calendar.append_property(Property::new("REFRESH-INTERVAL", EVERY).add_parameter("VALUE", "DURATION").done());
    calendar.append_property(Property::new("X-PUBLISHED-TTL", EVERY));
    let mut wanted = Wanted { query: row.query, limit: Some(limits::PAGE_ROWS), ..Wanted::default() };
    let mut events = 0;
    loop {
        let page = queue::page(app, &owner, &wanted, lang).await?;
        for case in &page.cases {
            if let Some(event) = event(app, case, lang) {
                calendar.push(event);
                events += 1;
            }
        }
        wanted.after = page.next.filter(|_| events < MOST);
        if wanted.after.is_none() {
            return Ok(calendar.to_string());
        }
    }
}

fn event(app: &App, case: &CaseRow, lang: Lang) -> Option<Event> {
    // 24:00 belongs to the day it ends.
    let last = case.due_at?.ms() - 1;
    let day = |ms: i64| {
        let (year, month, day, ..) = Stamp(ms).civil(ZONE.minutes);
        Property::new(if ms == last { "DTSTART" } else { "DTEND" }, format!("{year:04}{month:02}{day:02}"))
            .add_parameter("VALUE", "DATE")
            .done()
    };
    let stamp: String = Stamp(app.now_ms()).to_rfc3339().chars().filter(|c| !matches!(c, '-' | ':')).take(15).collect();
    let text = if case.overdue { Feeds::Overdue } else { Feeds::Due };
    let agency = case.agency.as_ref().map_or("", |agency| agency.name.as_str());
    let values = [
        ("code", case.code.as_str()),
        ("kind", case.kind.name(lang)),
        ("state", case.status.name(lang)),
        ("agency", agency),
    ];
    let mut event = Event::new();
    event
        .append_property(Property::new("UID", format!("{}@hoiam", case.code)))
        .append_property(Property::new("DTSTAMP", format!("{stamp}Z")))
        .append_property(Property::new("SEQUENCE", case.version.to_string()))
        .append_property(day(last))
        .append_property(day(last + DAY_MS))
        .append_property(Property::new("TRANSP", "TRANSPARENT"))
        .append_property(Property::new("SUMMARY", fill(text.text(lang), &values)))
        .append_property(Property::new("DESCRIPTION", fill(Feeds::Description.text(lang), &values)))
        .append_property(Property::new("URL", format!("{}/console/cases/{}", app.public_url, case.code)));
    Some(event)
}
