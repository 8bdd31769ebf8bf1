//! How long the steps of cases took, on the citizen's clock and on the agency's: half of them, nine in ten, how they are spread,
//! compared, and by the agencies right below one.

use super::app::App;
use super::breakdowns::{self, Query, by_branch, together};
use super::error::{AppError, Result};
use super::facts::month_text;
use super::people::Viewer;
use super::reports::{Wanted, above, chosen, counts_sealed, period};
use crate::search::{Durations, Facet, SearchError, Spread};
use hoiam_shared::Lang;
use hoiam_shared::ids::AgencyId;
use hoiam_shared::wire::durations::{DurationBand, DurationRow, DurationStep, DurationsView, SpreadView, StepView};

const DAY_MINUTES: u32 = 1_440;
/// Bounds of the bands, in days: a day, half a week, and terms that laws give.
const BOUNDS: [u32; 7] = [1, 3, 5, 10, 15, 30, 60];
const YEAR: i64 = 12;

/// The durations of the cases that an agency and all below it received in a period.
pub async fn of(app: &App, viewer: &Viewer, wanted: &Wanted, lang: Lang) -> Result<DurationsView> {
    let settings = app.settings();
    let agency = chosen(&settings, viewer, wanted)?;
    let (from, to) = period(app, wanted)?;
    let sealed = counts_sealed(&settings, viewer, agency);
    let compile = |from, to| Query { agency: agency.code.clone(), from, to, sealed }.compiled(app, &settings, "");
    let queries = [compile(from, to)?, compile(2 * from - to - 1, from - 1)?, compile(from - YEAR, to - YEAR)?];
    let (index, scope) = (app.index.clone(), breakdowns::scope(viewer));
    let counted = tokio::task::spawn_blocking(move || {
        let [now, before, year] = queries.each_ref().map(|query| index.durations(query, &scope, Facet::Agency));
        Ok::<_, SearchError>((now?, before?, year?))
    });
    let counted = counted.await.map_err(|error| AppError::Internal(error.into()))?;
    let (now, before, year) = counted.map_err(|error| AppError::Internal(error.into()))?;
    let [mut whole, mut before, mut year] = [&now, &before, &year].map(|parts| together(parts, Durations::merge));
    let mut step = |step: DurationStep| {
        let spread = spread(step, &mut whole);
        let bands = spread.bands.iter().enumerate().map(|(at, count)| DurationBand {
            over_days: at.checked_sub(1).map_or(0, |before| BOUNDS[before]),
            to_days: BOUNDS.get(at).copied(),
            count: number(*count),
        });
        let bands = bands.collect();
        StepView {
            step,
            now: view(&spread),
            before: view(&self::spread(step, &mut before)),
            year_before: view(&self::spread(step, &mut year)),
            bands,
        }
    };
    let steps = DurationStep::ALL.iter().map(|one| step(*one)).collect();
    let row = |(id, mut durations): (String, Durations)| {
        let agency = settings.agency(AgencyId(id.parse().ok()?))?;
        let steps = DurationStep::ALL.iter().map(|step| view(&spread(*step, &mut durations))).collect();
        Some(DurationRow { agency: agency.view(lang), steps })
    };
    let by_agency = by_branch(&settings, agency, now, Durations::merge);
    let mut rows: Vec<DurationRow> = by_agency.into_iter().filter_map(row).collect();
    // Where most people waited first.
    rows.sort_by(|a, b| {
        let answered = |row: &DurationRow| row.steps.iter().map(|step| step.count).max();
        answered(b).cmp(&answered(a)).then_with(|| a.agency.code.cmp(&b.agency.code))
    });
    let path = above(&settings, viewer, agency, lang);
    Ok(DurationsView { from: month_text(from), to: month_text(to), agency: agency.view(lang), path, steps, rows })
}

fn spread(step: DurationStep, of: &mut Durations) -> Spread {
    let minutes = match step {
        DurationStep::Accept => &mut of.accept,
        DurationStep::FirstAnswer => &mut of.first_answer,
        DurationStep::Answer => &mut of.answer,
        DurationStep::Held => &mut of.held,
    };
    Spread::of(minutes, &BOUNDS.map(|days| days * DAY_MINUTES))
}

fn view(spread: &Spread) -> SpreadView {
    SpreadView { count: number(spread.count), median_minutes: spread.median, p90_minutes: spread.p90 }
}

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
