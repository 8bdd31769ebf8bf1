//! How old the open cases are, and what came and went month by month: counted in the columns of the index by the very queries
//! that stand behind the numbers.

use super::app::App;
use super::breakdowns;
use super::error::{AppError, Result};
use super::facts::{date_of, month_text};
use super::people::Viewer;
use super::reports::{Wanted, above, chosen, counts_sealed, period};
use hoiam_shared::query::{Compiled, parse};
use hoiam_shared::wire::flow::{AgeBand, FlowMonth, FlowView};
use hoiam_shared::wire::indicators::Figure;
use hoiam_shared::{Lang, Stamp};

const DAY_MS: i64 = 86_400_000;
/// First days of the bands of age.
const BANDS: [i64; 7] = [0, 8, 16, 31, 61, 91, 181];
/// What is in the flow: work that is owed, and work that was done.
const TAKEN: &str = "(state:open OR -answered:none) -state:rejected -state:withdrawn -state:merged";

/// The backlog and the flow of an agency.
pub async fn of(app: &App, viewer: &Viewer, wanted: &Wanted, lang: Lang) -> Result<FlowView> {
    let settings = app.settings();
    let agency = chosen(&settings, viewer, wanted)?;
    let (from, to) = period(app, wanted)?;
    let now_ms = app.now_ms();
    let sealed = if counts_sealed(&settings, viewer, agency) { "" } else { " sealed:no" };
    let rest = format!("agency:{}{sealed}", agency.code);
    let tests: Vec<String> = bands(now_ms).map(|(.., test)| test).chain((from..=to).map(months)).flatten().collect();
    let compile = |text: &str| -> Result<Compiled> {
        let tree = parse(text).map_err(|_| AppError::defect("a query of ours"))?;
        Ok(settings.compile(&tree, now_ms, None))
    };
    let whole = compile(&rest)?;
    let choices: Vec<Compiled> = tests.iter().map(|test| compile(test)).collect::<Result<_>>()?;
    let scope = breakdowns::scope(viewer);
    let counted = app.ask(move |index| index.counts(&whole, &choices, &scope)).await?;
    let mut figures = tests.iter().zip(counted).map(|(test, value)| Figure {
        value: i64::try_from(value).unwrap_or(i64::MAX),
        query: format!("{rest} {test}"),
    });
    let mut next = || figures.next().ok_or_else(|| AppError::defect("a count for each query"));
    let mut ages = Vec::with_capacity(BANDS.len());
    for (from_days, to_days, _) in bands(now_ms) {
        ages.push(AgeBand { from_days, to_days, open: next()?, late: next()? });
    }
    let mut all = Vec::new();
    for month in from..=to {
        all.push(FlowMonth { month: month_text(month), received: next()?, answered: next()?, backlog: next()? });
    }
    Ok(FlowView {
        agency: agency.view(lang),
        path: above(&settings, viewer, agency, lang),
        at: Stamp(now_ms),
        from: month_text(from),
        to: month_text(to),
        ages,
        months: all,
    })
}

/// Each band of age, and what asks for its open and its late cases.
fn bands(now_ms: i64) -> impl Iterator<Item = (i64, Option<i64>, Vec<String>)> {
    let day = move |ago: i64| {
        let (year, month, day) = date_of(now_ms - ago * DAY_MS);
        format!("{year:04}-{month:02}-{day:02}")
    };
    BANDS.iter().enumerate().map(move |(at, &from)| {
        let to = BANDS.get(at + 1).map(|next| next - 1);
        let received = format!("received:{}..{}", to.map_or_else(String::new, day), day(from));
        (from, to, vec![format!("state:open {received}"), format!("state:late {received}")])
    })
}

/// What asks for the received, the answered and those left of a month.
fn months(month: i64) -> Vec<String> {
    let (this, next) = (month_text(month), month_text(month + 1));
    vec![
        format!("received:{this} {TAKEN}"),
        format!("answered:{this} {TAKEN}"),
        format!("received:..{this} (state:open OR answered:{next}..) {TAKEN}"),
    ]
}
