//! How long the steps of cases took, on the citizen's clock and on the agency's: half of them, nine in ten, how they are spread,
//! compared, and by a property.

use super::app::App;
use super::breakdowns::{self, Query, facet, group_of, part, together};
use super::error::{AppError, Result};
use super::facts::month_text;
use super::people::Viewer;
use super::reports::{Wanted, above, chosen, counts_sealed, period};
use crate::search::{Durations, SearchError, Spread};
use hoiam_shared::Lang;
use hoiam_shared::wire::durations::{DurationBand, DurationRow, DurationStep, DurationsView, SpreadView, StepView};
use hoiam_shared::wire::indicators::{Dimension, Figure};

const DAY_MINUTES: u32 = 1_440;
/// Bounds of the bands, in days: a day, half a week, and terms that laws give.
const BOUNDS: [u32; 7] = [1, 3, 5, 10, 15, 30, 60];
const YEAR: i64 = 12;

/// The durations of the cases that an agency and all below it received in a period.
pub async fn of(app: &App, viewer: &Viewer, wanted: &Wanted, by: Dimension, lang: Lang) -> Result<DurationsView> {
    let settings = app.settings();
    let agency = chosen(&settings, viewer, wanted)?;
    let (from, to) = period(app, wanted)?;
    let sealed = counts_sealed(&settings, viewer, agency);
    let query = |from, to| Query { agency: agency.code.clone(), from, to, sealed };
    let periods = [query(from, to), query(2 * from - to - 1, from - 1), query(from - YEAR, to - YEAR)];
    let queries = periods.iter().map(|query| query.compiled(app, &settings, "")).collect::<Result<Vec<_>>>()?;
    let (scope, tree, top) = (breakdowns::scope(viewer), settings.clone(), agency.id);
    let counted = app.ask(move |index| {
        let grouped = |value: &str| group_of(&tree, top, by, value);
        let counted = queries.iter().map(|query| index.durations(query, &scope, facet(by), &grouped));
        counted.collect::<core::result::Result<Vec<_>, SearchError>>()
    });
    let counted = counted.await?;
    let mut wholes: Vec<Durations> = counted.iter().map(|parts| together(parts, Durations::merge)).collect();
    let mut step = |step: DurationStep| {
        let mut spreads = wholes.iter_mut().zip(&periods).map(|(whole, query)| {
            let spread = spread(step, whole);
            (view(&spread, step, query, Some("")), spread.bands)
        });
        let mut next = || spreads.next().ok_or_else(|| AppError::defect("a spread for each period"));
        let ((now, bands), (before, _), (year_before, _)) = (next()?, next()?, next()?);
        let bands = bands.iter().enumerate().map(|(at, count)| DurationBand {
            over_days: at.checked_sub(1).map_or(0, |before| BOUNDS[before]),
            to_days: BOUNDS.get(at).copied(),
            count: number(*count),
        });
        Ok(StepView { step, now, before, year_before, bands: bands.collect() })
    };
    let steps = DurationStep::ALL.iter().map(|one| step(*one)).collect::<Result<_>>()?;
    let row = |(value, mut durations): (String, Durations)| {
        let (code, name, test) = part(&settings, &periods[0], by, &value, lang);
        let mut one = |step: &DurationStep| view(&spread(*step, &mut durations), *step, &periods[0], test.as_deref());
        DurationRow { code, name, steps: DurationStep::ALL.iter().map(&mut one).collect() }
    };
    let now = counted.into_iter().next().unwrap_or_default();
    let mut rows: Vec<DurationRow> = now.into_iter().map(row).collect();
    // Where most people waited first.
    rows.sort_by(|a, b| {
        let answered = |row: &DurationRow| row.steps.iter().map(|step| step.count.value).max();
        answered(b).cmp(&answered(a)).then_with(|| a.code.cmp(&b.code))
    });
    let path = above(&settings, viewer, agency, lang);
    Ok(DurationsView { from: month_text(from), to: month_text(to), agency: agency.view(lang), path, by, steps, rows })
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

/// With the query that means the cases in which the step is done; none for a part that cannot be asked for.
fn view(spread: &Spread, step: DurationStep, of: &Query, test: Option<&str>) -> SpreadView {
    let done = match step {
        DurationStep::Accept => "accepted:yes",
        DurationStep::FirstAnswer => "replied:yes",
        DurationStep::Answer | DurationStep::Held => "-answered:none",
    };
    let query = test.map(|test| of.with(format!("{test} {done}").trim())).unwrap_or_default();
    let count = Figure { value: number(spread.count), query };
    SpreadView { count, median_minutes: spread.median, p90_minutes: spread.p90 }
}

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
