//! Reports that go out by themselves: whoever may see figures has them prepared after every month, quarter or half-year and
//! is sent them. Every node looks at what is due; whoever moves the time of the next one is the one that sends, in one
//! transaction. A report that is there already goes out as it is: what others have remarked on or signed is not taken anew.

use super::{forms, prepare, readable};
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::domain::facts::{month_of, month_text};
use crate::domain::notices::{Recipient, staff};
use crate::domain::people::Viewer;
use crate::domain::reports::{Wanted, chosen};
use crate::domain::settings::{Settings, ZONE};
use crate::store::deliveries::{self, NewDelivery};
use crate::store::report_schedules::{self as rows, ScheduleRow};
use crate::store::{counters, figure_reports, notices};
use hoiam_shared::check::Fault;
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::ids::{AgencyId, CaseId, UserId};
use hoiam_shared::notice::{Topic, Via};
use hoiam_shared::query::Zone;
use hoiam_shared::wire::reports::{FormChoice, ReportInput, ScheduleInput, ScheduleView, SchedulesView};
use hoiam_shared::{Lang, Stamp, limits};

/// Spans that there are, in months.
const SPANS: [i64; 3] = [1, 3, 6];
/// Every month has these days.
const DAYS: core::ops::RangeInclusive<i64> = 1..=28;
/// At what time of the day they go out.
const AT_MS: i64 = 6 * 3_600_000;
/// Sent in one round.
const ROUND: i64 = 50;

/// Those of the reader, and whether a letter would reach them.
pub async fn list(app: &App, viewer: &Viewer, lang: Lang) -> Result<SchedulesView> {
    let settings = app.settings();
    let mut read = app.db.read();
    let all = rows::of(&mut read, viewer.id).await?;
    let address = notices::staff_address(&mut read, viewer.id).await?;
    let mail = app.mailer.is_some() && address.is_some_and(|row| row.wanted != 0);
    Ok(SchedulesView { schedules: all.iter().filter_map(|row| view(&settings, row, lang)).collect(), mail })
}

/// Keeps a new one.
pub async fn add(app: &App, viewer: &Viewer, input: &ScheduleInput, lang: Lang) -> Result<SchedulesView> {
    let settings = app.settings();
    let mut faults = Vec::new();
    if !SPANS.contains(&input.months) {
        faults.push(Fault::new("months", FieldError::UnknownValue));
    }
    if !DAYS.contains(&input.day) {
        faults.push(Fault::new("day", FieldError::OutOfRange));
    }
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    let wanted = Wanted { agency: Some(input.agency.clone()), ..Wanted::default() };
    let agency = chosen(&settings, viewer, &wanted)?;
    let form = match &input.form {
        Some(choice) => {
            forms::fill(choice, &[], input.lang)?;
            serde_json::to_string(choice).map_err(|error| AppError::Internal(error.into()))?
        }
        None => String::new(),
    };
    let mut tx = app.db.begin().await?;
    if rows::of(&mut tx, viewer.id).await?.len() >= limits::REPORT_SCHEDULES {
        return Err(AppError::field("agency", FieldError::OutOfRange));
    }
    let row = ScheduleRow {
        id: counters::take(&mut tx, "report_schedule", 1).await?,
        owner_id: viewer.id.0,
        agency_id: agency.id.0,
        months: input.months,
        day: input.day,
        lang: input.lang.code().to_owned(),
        form,
        next_ms: next_ms(input.months, input.day, app.now_ms()),
        report_id: None,
        sent_id: None,
        sent_ms: None,
    };
    rows::insert(&mut tx, &row).await?;
    tx.commit().await?;
    list(app, viewer, lang).await
}

/// Forgets one; what it has prepared stays.
pub async fn remove(app: &App, viewer: &Viewer, id: i64) -> Result<()> {
    let mut tx = app.db.begin().await?;
    if rows::remove(&mut tx, viewer.id, id).await? == 0 {
        return Err(ErrorCode::NotFound.into());
    }
    Ok(tx.commit().await?)
}

fn view(settings: &Settings, row: &ScheduleRow, lang: Lang) -> Option<ScheduleView> {
    Some(ScheduleView {
        id: row.id,
        agency: settings.agency(AgencyId(row.agency_id))?.view(lang),
        months: row.months,
        day: row.day,
        lang: language(row),
        form: choice(row)?.map(|choice| forms::name(&choice.code, lang)),
        next_at: Stamp(row.next_ms),
        report: row.report_id,
        sent_at: row.sent_ms.map(Stamp),
    })
}

fn language(row: &ScheduleRow) -> Lang {
    Lang::from_code(&row.lang).unwrap_or_default()
}

/// The form that was chosen, if any; `None` when it cannot be read.
fn choice(row: &ScheduleRow) -> Option<Option<FormChoice>> {
    if row.form.is_empty() { Some(None) } else { serde_json::from_str(&row.form).ok().map(Some) }
}

/// When a month has that day, at the time of the day when reports go out.
fn instant(month: i64, day: i64) -> i64 {
    ZONE.day_start_ms(month.div_euclid(12), month.rem_euclid(12) + 1, day) + AT_MS
}

/// When a report of so many months goes out next, after an instant: on that day of the month after a whole span.
fn next_ms(months: i64, day: i64, after_ms: i64) -> i64 {
    let mut month = month_of(after_ms);
    while month.rem_euclid(months) != 0 || instant(month, day) <= after_ms {
        month += 1;
    }
    instant(month, day)
}

/// First and last month of the span that is whole by an instant at which a report is due. Who was away for long is sent the
/// last one, not all that were missed.
fn span(months: i64, day: i64, at_ms: i64) -> (i64, i64) {
    let mut month = month_of(at_ms);
    while month.rem_euclid(months) != 0 || instant(month, day) > at_ms {
        month -= 1;
    }
    (month - months, month - 1)
}

/// Sends what is due; returns how many went out. One that cannot be prepared keeps no other waiting, and is tried again.
pub async fn send_due(app: &App) -> Result<usize> {
    let mut sent = 0;
    for row in rows::due(&mut app.db.read(), app.now_ms(), ROUND).await? {
        match send(app, &row).await {
            Ok(done) => sent += usize::from(done),
            Err(error) => tracing::warn!(schedule = row.id, ?error, "report.retry"),
        }
    }
    Ok(sent)
}

async fn send(app: &App, row: &ScheduleRow) -> Result<bool> {
    let now_ms = app.now_ms();
    // Whoever may not sign in any more is told nothing; nor is one who may not see these figures any more.
    let owner = staff::reader(&mut app.db.read(), UserId(row.owner_id)).await?;
    let report = match &owner {
        Some(owner) => prepared(app, owner, row, span(row.months, row.day, now_ms)).await?,
        None => None,
    };
    // Taken before the transaction begins; no case has it.
    let number = app.numbers.case(&app.db).await?;
    let next_ms = next_ms(row.months, row.day, now_ms);
    let done = match report {
        Some(id) => ScheduleRow { report_id: Some(id), sent_id: Some(number), sent_ms: Some(now_ms), ..row.clone() },
        None => row.clone(),
    };
    let mut tx = app.db.begin().await?;
    if !rows::claim(&mut tx, &done, next_ms).await? {
        return Ok(false);
    }
    if report.is_some() && app.mailer.is_some() {
        let letter = NewDelivery {
            case: CaseId(number),
            version: 0,
            step: 0,
            recipient: Recipient::Staff(UserId(row.owner_id)).code(),
            via: Via::Mail,
            topic: Topic::Report,
            agency: Some(row.agency_id),
            sealed: false,
            due_ms: now_ms,
        };
        deliveries::insert(&mut tx, &[letter], now_ms).await?;
    }
    tx.commit().await?;
    Ok(report.is_some())
}

/// The report of a span: as it is, or prepared now; `None` when its owner may not have it.
async fn prepared(app: &App, owner: &Viewer, row: &ScheduleRow, (from, to): (i64, i64)) -> Result<Option<i64>> {
    let settings = app.settings();
    let Some(agency) = settings.agency(AgencyId(row.agency_id)) else { return Ok(None) };
    let there = figure_reports::versions(&mut app.db.read(), row.agency_id, from, to).await?.into_iter().next();
    if let Some(there) = there {
        return Ok(readable(&settings, owner, &there).is_ok().then_some(there.id));
    }
    let input = ReportInput {
        agency: agency.code.clone(),
        from: month_text(from),
        to: month_text(to),
        lang: language(row),
        reason: String::new(),
        form: choice(row).flatten(),
    };
    match prepare(app, owner, &input).await {
        Ok(id) => Ok(Some(id)),
        Err(AppError::Code(ErrorCode::Denied | ErrorCode::NotFound)) => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(text: &str) -> i64 {
        Stamp::parse(text).unwrap().ms()
    }

    #[test]
    fn they_go_out_after_whole_spans() {
        let check = |months, day, after: &str, expect: &str, from: &str, to: &str| {
            let next = next_ms(months, day, ms(after));
            assert_eq!(Stamp(next).to_rfc3339(), format!("{expect}.000Z"), "{months} months, day {day}, after {after}");
            let (first, last) = span(months, day, next);
            assert_eq!((month_text(first), month_text(last)), (from.to_owned(), to.to_owned()));
        };
        // Six in the morning in Việt Nam is 23:00 UTC of the day before.
        check(1, 5, "2026-11-28T05:00:00Z", "2026-12-04T23:00:00", "2026-11", "2026-11");
        check(1, 28, "2026-11-27T22:59:59Z", "2026-11-27T23:00:00", "2026-10", "2026-10");
        check(1, 28, "2026-11-27T23:00:00Z", "2026-12-27T23:00:00", "2026-11", "2026-11");
        check(3, 1, "2026-11-28T05:00:00Z", "2026-12-31T23:00:00", "2026-10", "2026-12");
        check(6, 10, "2026-01-09T23:00:00Z", "2026-07-09T23:00:00", "2026-01", "2026-06");
        // After a long absence the last one.
        assert_eq!(span(3, 10, ms("2027-06-20T00:00:00Z")), span(3, 10, ms("2027-04-09T23:00:00Z")));
    }
}
