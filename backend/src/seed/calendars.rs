//! The working calendar of Viet Nam 2015-2030, with the Saturdays that are worked for days off between holidays.

use super::table::{SeedError, rows};
use hoiam_shared::clock::{Calendar, Day, DayException, ExceptionKind, Hours};
use hoiam_shared::ids::CalendarId;
use serde::Deserialize;

/// Its first version.
pub(super) const VIET_NAM: CalendarId = CalendarId(1);

#[derive(Deserialize)]
struct HolidayRow {
    date: Day,
    name_vi: String,
    name_en: String,
}

#[derive(Deserialize)]
struct MakeUpRow {
    date: Day,
}

pub(super) fn viet_nam() -> Result<Calendar, SeedError> {
    let holidays: Vec<HolidayRow> = rows("holidays.csv", include_str!("../../data/holidays.csv"))?;
    let make_up: Vec<MakeUpRow> = rows("make-up-days.csv", include_str!("../../data/make-up-days.csv"))?;
    let exception = |date, kind, name_vi: String, name_en: String| DayException {
        date,
        kind,
        name_vi,
        name_en,
        hours: Vec::new(),
        decision: None,
        imported: None,
    };
    let mut exceptions: Vec<DayException> = Vec::with_capacity(holidays.len() + make_up.len());
    for row in &make_up {
        let (year, month, day) = row.date.civil();
        // The holiday that was swapped for it names it.
        let named = format!("{day:02}/{month:02}/{year}");
        let swapped = holidays.iter().find(|h| h.name_vi.contains(&named));
        let (vi, en) = swapped.map_or_else(Default::default, |h| {
            let (year, month, day) = h.date.civil();
            (format!(" cho ngày {day:02}/{month:02}/{year}"), format!(" for {}", h.date))
        });
        let (name_vi, name_en) = (format!("Làm bù{vi}"), format!("Make-up working day{en}"));
        exceptions.push(exception(row.date, ExceptionKind::MakeUp, name_vi, name_en));
    }
    let days_off = holidays.into_iter().map(|h| exception(h.date, ExceptionKind::Holiday, h.name_vi, h.name_en));
    exceptions.extend(days_off);
    exceptions.sort_by_key(|e| e.date);

    let problem = || SeedError::new("calendars.rs", "working hours");
    let usual: Vec<Hours> = ["07:30-11:30", "13:30-17:00"].iter().filter_map(|text| Hours::parse(text)).collect();
    Ok(Calendar {
        id: VIET_NAM,
        code: "viet-nam".into(),
        name_vi: "Lịch làm việc Việt Nam".into(),
        name_en: "Working calendar of Viet Nam".into(),
        base: None,
        zone: "Asia/Ho_Chi_Minh".into(),
        valid_from: Day::new(2015, 1, 1).ok_or_else(problem)?,
        week: core::array::from_fn(|weekday| if weekday < 5 { usual.clone() } else { Vec::new() }),
        exceptions,
    })
}
