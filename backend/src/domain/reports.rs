//! Figures: sums of facts for an agency and those right below it, each with the query that lists exactly the
//! cases counted in it.

use super::app::App;
use super::error::{AppError, Result};
use super::facts::{month_from, month_of, month_text, months_text};
use super::people::Viewer;
use super::settings::{Agency, Settings};
use crate::store::facts::{Reach, Selection, Sums, by_agency, by_month};
use crate::store::tails;
use hoiam_shared::Lang;
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::ids::AgencyId;
use hoiam_shared::rights::Role;
use hoiam_shared::wire::indicators::{Figure, IndicatorRow, IndicatorsView, MonthRow, Rate};
use hoiam_shared::wire::intake::AgencyRef;
use std::collections::HashMap;

/// Name of the tail whose checkpoint the figures stand at.
pub const TAIL: &str = "indicators";
/// Longest period, in months.
const MOST_MONTHS: i64 = 120;

/// Which figures.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Code of the agency; the top of the viewer's own branch when not said.
    pub agency: Option<String>,
    /// First month, `2026-01`; eleven months before the last when not said.
    pub from: Option<String>,
    /// Last month; the present one when not said.
    pub to: Option<String>,
}

/// The figures of an agency.
pub async fn indicators(app: &App, viewer: &Viewer, wanted: &Wanted, lang: Lang) -> Result<IndicatorsView> {
    let settings = app.settings();
    let agency = chosen(&settings, viewer, wanted)?;
    let (from, to) = period(app, wanted)?;
    let sealed = counts_sealed(&settings, viewer, agency);
    let below = settings.below(agency.id);
    let branches: Vec<AgencyId> = below.iter().copied().chain([agency.id]).collect();
    let select =
        |agencies: &[AgencyId], reach, months| Selection { agencies: agencies.to_vec(), reach, months, sealed };
    let (months, one) = (Some((from, to)), &[agency.id][..]);
    let mut read = app.db.read();
    let filed = by_agency(&mut read, &select(&branches, Reach::Branch, months)).await?;
    let present = by_agency(&mut read, &select(&branches, Reach::Branch, None)).await?;
    let desk_filed = by_agency(&mut read, &select(one, Reach::Desk, months)).await?;
    let desk_present = by_agency(&mut read, &select(one, Reach::Desk, None)).await?;
    let months = by_month(&mut read, &select(one, Reach::Branch, months)).await?;
    let seq = tails::checkpoint(&mut read, TAIL).await?;

    let table = Table { settings: &settings, from, to, sealed, lang };
    let row = |agency: &Agency, own: bool| {
        let (filed, present) = if own { (&desk_filed, &desk_present) } else { (&filed, &present) };
        let of = |sums: &HashMap<i64, Sums>| sums.get(&agency.id.0).copied().unwrap_or_default();
        table.row(agency, own, &of(filed), &of(present))
    };
    let mut rows: Vec<IndicatorRow> = below.iter().filter_map(|id| Some(row(settings.agency(*id)?, false))).collect();
    let desk = row(agency, true);
    if !rows.is_empty() && (desk.received.value > 0 || desk.backlog.value > 0) {
        rows.push(desk);
    }
    Ok(IndicatorsView {
        from: month_text(from),
        to: month_text(to),
        total: row(agency, false),
        rows,
        months: table.months(agency, &months),
        path: above(&settings, viewer, agency, lang),
        seq,
    })
}

/// The agencies above one, top first, whose figures the person may see.
pub(super) fn above(settings: &Settings, viewer: &Viewer, agency: &Agency, lang: Lang) -> Vec<AgencyRef> {
    let line = settings.line(agency.id).skip(1).filter(|above| viewer.reads_indicators(settings, above.id));
    let mut path: Vec<AgencyRef> = line.map(|above| above.view(lang)).collect();
    path.reverse();
    path
}

/// Sealed cases of an agency are counted for those who may read all of them.
pub(super) fn counts_sealed(settings: &Settings, viewer: &Viewer, agency: &Agency) -> bool {
    viewer.tops(Role::reads_sealed).iter().any(|top| settings.within(agency.id, *top))
}

pub(super) fn chosen<'s>(settings: &'s Settings, viewer: &Viewer, wanted: &Wanted) -> Result<&'s Agency> {
    let agency = match wanted.agency.as_deref().filter(|code| !code.is_empty()) {
        Some(code) => settings.agency_by_code(code).ok_or(AppError::Code(ErrorCode::NotFound))?,
        None => {
            let top =
                viewer.tops(Role::reads_indicators).into_iter().next().ok_or(AppError::Code(ErrorCode::Denied))?;
            settings.agency(top).ok_or(AppError::Code(ErrorCode::NotFound))?
        }
    };
    if viewer.reads_indicators(settings, agency.id) { Ok(agency) } else { Err(ErrorCode::Denied.into()) }
}

pub(super) fn period(app: &App, wanted: &Wanted) -> Result<(i64, i64)> {
    let read = |text: &Option<String>, field, otherwise| match text.as_deref().filter(|t| !t.is_empty()) {
        None => Ok(otherwise),
        Some(text) => month_from(text).ok_or_else(|| AppError::field(field, FieldError::UnknownValue)),
    };
    let to = read(&wanted.to, "to", month_of(app.now_ms()))?;
    let from = read(&wanted.from, "from", to - 11)?;
    if from > to || to - from >= MOST_MONTHS {
        return Err(AppError::field("from", FieldError::OutOfRange));
    }
    Ok((from, to))
}

/// Turns sums into figures with their queries.
struct Table<'s> {
    settings: &'s Settings,
    from: i64,
    to: i64,
    /// Sealed cases are among the counted; when not, the lists leave them out by the reader's rights.
    sealed: bool,
    lang: Lang,
}

impl Table<'_> {
    fn figure(&self, agency: &Agency, own: bool, value: i64, received: Option<String>, rest: &str) -> Figure {
        let mut query = format!("{}:{}", if own { "desk" } else { "agency" }, agency.code);
        for part in [received.as_deref().unwrap_or(""), rest, if self.sealed { "" } else { "sealed:no" }] {
            if !part.is_empty() {
                query.push(' ');
                query.push_str(part);
            }
        }
        Figure { value, query }
    }

    fn cohort(&self) -> Option<String> {
        Some(format!("received:{}", months_text(self.from, self.to)))
    }

    fn row(&self, agency: &Agency, own: bool, filed: &Sums, present: &Sums) -> IndicatorRow {
        let figure = |value, rest| self.figure(agency, own, value, self.cohort(), rest);
        let now = |value, rest| self.figure(agency, own, value, None, rest);
        IndicatorRow {
            agency: agency.view(self.lang),
            expandable: !own && !self.settings.below(agency.id).is_empty(),
            received: figure(filed.received, ""),
            resolution_rate: Rate {
                part: figure(filed.resolved, "(state:answered OR state:closed)"),
                of: figure(filed.received, ""),
            },
            on_time_rate: Rate {
                part: figure(filed.on_time, "on_time:yes"),
                of: figure(filed.on_time + filed.late + filed.overdue, "(on_time:yes OR on_time:no)"),
            },
            backlog: now(present.open, "state:open"),
            overdue: now(present.overdue, "state:late"),
            satisfaction_centi: (filed.rated > 0).then(|| filed.stars * 100 / filed.rated),
            rated: figure(filed.rated, "rating:1..5"),
        }
    }

    fn months(&self, agency: &Agency, by_month: &HashMap<i64, Sums>) -> Vec<MonthRow> {
        (self.from..=self.to)
            .map(|month| {
                let sums = by_month.get(&month).copied().unwrap_or_default();
                let received = Some(format!("received:{}", month_text(month)));
                let figure = |value, rest| self.figure(agency, false, value, received.clone(), rest);
                MonthRow {
                    month: month_text(month),
                    received: figure(sums.received, ""),
                    resolved: figure(sums.resolved, "(state:answered OR state:closed)"),
                    on_time: figure(sums.on_time, "on_time:yes"),
                }
            })
            .collect()
    }
}
