//! What is due today, on the days after, and what is late already, by who holds it: found by the due dates in the index, so
//! that each number is the length of the list behind it.

use super::app::App;
use super::error::{AppError, Result};
use super::facts::date_of;
use super::people::Viewer;
use super::reports::{Wanted, above, chosen, counts_sealed};
use super::settings::{Agency, Settings};
use super::{breakdowns, queue};
use crate::search::{Breakdown, Facet};
use hoiam_shared::ids::{AgencyId, UserId};
use hoiam_shared::query::{Compiled, parse};
use hoiam_shared::wire::due::{DueRow, DueView};
use hoiam_shared::wire::indicators::Figure;
use hoiam_shared::{Lang, Stamp};
use std::collections::HashMap;

const DAY_MS: i64 = 86_400_000;
/// Days after today that are looked at.
const AHEAD: i64 = 6;
/// Agencies and people that are listed.
const LISTED: usize = 50;
/// Cases that are listed.
const NEXT: usize = 25;

/// The board of an agency.
pub async fn of(app: &App, viewer: &Viewer, agency: Option<String>, lang: Lang) -> Result<DueView> {
    let settings = app.settings();
    let agency = chosen(&settings, viewer, &Wanted { agency, ..Wanted::default() })?;
    let now_ms = app.now_ms();
    let asked = Asked::new(agency, counts_sealed(&settings, viewer, agency), now_ms);
    let [whole, by_desk, by_person] = counted(app, viewer, &settings, &asked).await?;
    let total = whole.into_values().next().unwrap_or_default();
    let desk = |id: &str| {
        let agency = settings.agency(AgencyId(id.parse().ok()?))?;
        Some((agency.code.clone(), agency.name(lang).to_owned(), format!("desk:{}", agency.code)))
    };
    let person = |id: &str| {
        if id.is_empty() {
            return Some((String::new(), String::new(), "assigned:none".to_owned()));
        }
        let person = settings.person(UserId(id.parse().ok()?))?;
        Some((person.login.clone(), person.name.clone(), format!("assigned:{}", person.login)))
    };
    let (desks, more_desks) = asked.rows(by_desk, desk);
    let (people, more_people) = asked.rows(by_person, person);
    let wanted = queue::Wanted { query: asked.query(When::Ahead, ""), limit: Some(NEXT), ..queue::Wanted::default() };
    Ok(DueView {
        agency: agency.view(lang),
        path: above(&settings, viewer, agency, lang),
        at: Stamp(now_ms),
        today: asked.today.clone(),
        until: asked.until.clone(),
        total: asked.row(agency.code.clone(), agency.name(lang).to_owned(), "", total),
        desks,
        more_desks,
        people,
        more_people,
        next: queue::page(app, viewer, &wanted, lang).await?.cases,
    })
}

/// How many are late, due today, due on the days after, and of the last two in nobody's hands.
type Counts = [i64; 4];

/// The columns of the board.
#[derive(Debug, Clone, Copy)]
enum When {
    Late,
    Today,
    Week,
    /// Today or on the days after.
    Ahead,
}

const COLUMNS: [(When, &str); 4] =
    [(When::Late, ""), (When::Today, ""), (When::Week, ""), (When::Ahead, "assigned:none")];

/// All counts: of everything, by the agency that holds a case, and by who handles it.
async fn counted(
    app: &App,
    viewer: &Viewer,
    settings: &Settings,
    asked: &Asked,
) -> Result<[HashMap<String, Counts>; 3]> {
    let compiled: Vec<Compiled> =
        COLUMNS.iter().map(|(when, rest)| asked.compiled(app, settings, *when, rest)).collect::<Result<_>>()?;
    let scope = breakdowns::scope(viewer);
    app.ask(move |index| {
        let mut out: [HashMap<String, Counts>; 3] = Default::default();
        for (column, query) in compiled.iter().enumerate() {
            let by_desk = index.break_down(query, &scope, Facet::Agency)?;
            let whole = by_desk.values().map(|measures| measures.received).sum::<u64>();
            out[0].entry(String::new()).or_default()[column] = number(whole);
            for (place, by) in [(1, by_desk), (2, index.break_down(query, &scope, Facet::Assignee)?)] {
                add(&mut out[place], by, column);
            }
        }
        Ok(out)
    })
    .await
}

fn add(out: &mut HashMap<String, Counts>, by: Breakdown, column: usize) {
    for (name, measures) in by {
        out.entry(name).or_default()[column] = number(measures.received);
    }
}

fn number(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Which cases.
struct Asked {
    agency: String,
    sealed: bool,
    today: String,
    tomorrow: String,
    until: String,
}

impl Asked {
    fn new(agency: &Agency, sealed: bool, now_ms: i64) -> Self {
        let day = |ahead: i64| {
            let (year, month, day) = date_of(now_ms + ahead * DAY_MS);
            format!("{year:04}-{month:02}-{day:02}")
        };
        Self { agency: agency.code.clone(), sealed, today: day(0), tomorrow: day(1), until: day(AHEAD) }
    }

    fn query(&self, when: When, rest: &str) -> String {
        let when = match when {
            When::Late => "state:late".to_owned(),
            When::Today => format!("state:open -state:late due:{}", self.today),
            When::Week => format!("state:open due:{}..{}", self.tomorrow, self.until),
            When::Ahead => format!("state:open -state:late due:{}..{}", self.today, self.until),
        };
        let sealed = if self.sealed { "" } else { " sealed:no" };
        let gap = if rest.is_empty() { "" } else { " " };
        format!("agency:{} {when}{gap}{rest}{sealed}", self.agency)
    }

    fn compiled(&self, app: &App, settings: &Settings, when: When, rest: &str) -> Result<Compiled> {
        let tree = parse(&self.query(when, rest)).map_err(|_| AppError::defect("a query of ours"))?;
        Ok(settings.compile(&tree, app.now_ms(), None))
    }

    fn row(&self, code: String, name: String, test: &str, counts: Counts) -> DueRow {
        let [late, today, week, unassigned] = core::array::from_fn(|column| {
            let (when, rest) = COLUMNS[column];
            Figure { value: counts[column], query: self.query(when, format!("{test} {rest}").trim()) }
        });
        DueRow { code, name, late, today, week, unassigned }
    }

    /// Who has something, most to be saved first, and how many are not listed.
    fn rows(
        &self,
        by: HashMap<String, Counts>,
        named: impl Fn(&str) -> Option<(String, String, String)>,
    ) -> (Vec<DueRow>, i64) {
        let mut all: Vec<((String, String, String), Counts)> =
            by.into_iter().filter_map(|(id, counts)| Some((named(&id)?, counts))).collect();
        let key = |[late, today, week, _]: &Counts| (-today, -week, -late);
        all.sort_by(|(a, n), (b, m)| key(n).cmp(&key(m)).then_with(|| a.0.cmp(&b.0)));
        let more = all.len().saturating_sub(LISTED);
        let listed = all.into_iter().take(LISTED);
        let rows = listed.map(|((code, name, test), counts)| self.row(code, name, &test, counts)).collect();
        (rows, number(more as u64))
    }
}
