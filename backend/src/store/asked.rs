//! A compiled query as a condition of SQL, for figures and for checking the index: the third of the places that
//! answer it, beside the index and one case in memory. What it asks of a case's clock stands in its fact.
//!
//! Every condition is true or false, never null, or its denial would lose the cases without a value.

use super::cases::{self, Ranges};
use super::db::{Arg, Run, sql};
use super::error::Result;
use hoiam_shared::case::CaseState;
use hoiam_shared::ids::CaseId;
use hoiam_shared::query::{Compiled, Mark, NumberField, Step, TimeField};

/// The query looks for words, which only the index knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsksForWords;

/// How many cases a query means, within a reader's rights.
pub async fn count(
    db: &mut impl Run,
    query: &Compiled,
    ranges: &Ranges,
) -> Result<core::result::Result<i64, AsksForWords>> {
    let mut writer = Writer::default();
    let Ok(condition) = writer.step(&query.top, query.now_ms) else { return Ok(Err(AsksForWords)) };
    let rights = writer.rights(ranges);
    let row: Option<(i64,)> =
        db.optional(writer.statement("COUNT(*)", &format!("{condition} AND {rights}"), "")).await?;
    Ok(Ok(row.map_or(0, |(n,)| n)))
}

/// The cases a query means, whoever may see them, in the order of their identity.
pub async fn ids(db: &mut impl Run, query: &Compiled) -> Result<core::result::Result<Vec<CaseId>, AsksForWords>> {
    let mut writer = Writer::default();
    let Ok(condition) = writer.step(&query.top, query.now_ms) else { return Ok(Err(AsksForWords)) };
    let rows: Vec<(i64,)> = db.all(writer.statement("c.id", &condition, " ORDER BY c.id")).await?;
    Ok(Ok(rows.into_iter().map(|(id,)| CaseId(id)).collect()))
}

/// Writes conditions and gathers their values.
#[derive(Default)]
struct Writer {
    args: Vec<Arg>,
}

/// Who holds a case; before routing, whose site it came through.
const HOLDER: &str = "COALESCE(c.agency_id, s.agency_id)";

impl Writer {
    fn bind(&mut self, value: impl Into<Arg>) -> String {
        self.args.push(value.into());
        format!("${}", self.args.len())
    }

    fn statement(self, what: &str, condition: &str, order: &str) -> super::db::Sql {
        let text = format!(
            "SELECT {what} FROM cases c JOIN sites s ON s.id = c.site_id LEFT JOIN facts f ON f.case_id = c.id \
             WHERE {condition}{order}"
        );
        self.args.into_iter().fold(sql(text), super::db::Sql::bind)
    }

    fn rights(&mut self, ranges: &Ranges) -> String {
        let text = cases::condition(ranges, self.args.len() + 1);
        for &(low, high) in ranges.cases.iter().chain(&ranges.sealed) {
            self.args.extend([low.into(), high.into()]);
        }
        format!("c.id IN (SELECT id FROM cases WHERE {text})")
    }

    fn step(&mut self, step: &Step, now_ms: i64) -> core::result::Result<String, AsksForWords> {
        Ok(match step {
            Step::Text(_) | Step::Phrase(_) => return Err(AsksForWords),
            Step::All => "1 = 1".to_owned(),
            Step::Nothing => "1 = 0".to_owned(),
            Step::Kind(kind) => format!("c.kind = {}", self.bind(kind.code())),
            Step::States(states) => self.states(states),
            Step::Late => self.late(now_ms),
            Step::Agency(agency) => {
                let top = self.bind(agency.0);
                format!(
                    "{HOLDER} IN (SELECT a.id FROM agencies a JOIN agencies t ON a.low BETWEEN t.low AND t.high WHERE t.id = {top})"
                )
            }
            Step::Desk(agency) => format!("{HOLDER} = {}", self.bind(agency.0)),
            Step::Area(code) => {
                let code = self.bind(code.as_str());
                format!(
                    "(COALESCE(c.area, '') = {code} OR COALESCE(c.area, '') IN (SELECT code FROM areas WHERE parent = {code}))"
                )
            }
            Step::Category(code) => format!("COALESCE(c.category, '') = {}", self.bind(code.as_str())),
            Step::Channel(channel) => format!("c.channel = {}", self.bind(channel.code())),
            Step::Site(site) => format!("c.site_id = {}", self.bind(site.0)),
            Step::Assigned(None) => "c.assignee_id IS NULL".to_owned(),
            Step::Assigned(Some(user)) => format!("COALESCE(c.assignee_id, -1) = {}", self.bind(user.0)),
            Step::Flag(flag) => {
                let code = flag.code().replace('_', "\\_");
                format!("(' ' || c.flags || ' ') LIKE {} ESCAPE '\\'", self.bind(format!("% {code} %")))
            }
            Step::Code(code) => format!("LOWER(REPLACE(c.code, '-', '')) = {}", self.bind(code.as_str())),
            Step::Time(field, from, to) => {
                let column = time(*field);
                let (from, to) = (self.bind(*from), self.bind(*to));
                format!("({column} IS NOT NULL AND {column} >= {from} AND {column} < {to})")
            }
            Step::NoTime(field) => format!("{} IS NULL", time(*field)),
            Step::Number(field, from, to) => {
                let (from, to) = (self.bind(*from), self.bind(*to));
                format!("COALESCE({}, -1) BETWEEN {from} AND {to}", number(*field))
            }
            Step::NoNumber(field) => format!("{} IS NULL", number(*field)),
            Step::Mark(mark, true) => self::mark(*mark).to_owned(),
            Step::Mark(mark, false) => format!("NOT ({})", self::mark(*mark)),
            Step::OnTime(true) => "COALESCE(f.on_time, 0) = 1".to_owned(),
            Step::OnTime(false) => format!("(COALESCE(f.late, 0) = 1 OR {})", self.late(now_ms)),
            Step::Not(step) => format!("NOT ({})", self.step(step, now_ms)?),
            Step::And(steps) => self.joined(steps, " AND ", now_ms)?,
            Step::Or(steps) => self.joined(steps, " OR ", now_ms)?,
        })
    }

    fn joined(&mut self, steps: &[Step], by: &str, now_ms: i64) -> core::result::Result<String, AsksForWords> {
        let parts = steps.iter().map(|step| self.step(step, now_ms)).collect::<core::result::Result<Vec<_>, _>>()?;
        Ok(format!("({})", parts.join(by)))
    }

    fn states(&mut self, states: &[CaseState]) -> String {
        let codes: Vec<String> = states.iter().map(|state| self.bind(state.code())).collect();
        if codes.is_empty() { "1 = 0".to_owned() } else { format!("c.state IN ({})", codes.join(", ")) }
    }

    fn late(&mut self, now_ms: i64) -> String {
        let open: Vec<CaseState> = CaseState::ALL.iter().copied().filter(|state| state.open()).collect();
        let (states, now) = (self.states(&open), self.bind(now_ms));
        format!("({states} AND f.due_ms IS NOT NULL AND f.due_ms < {now})")
    }
}

const fn time(field: TimeField) -> &'static str {
    match field {
        TimeField::Received => "c.received_ms",
        TimeField::Due => "f.due_ms",
        TimeField::Answered => "c.answered_ms",
    }
}

const fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::Sealed => "c.sealed <> 0",
        Mark::Accepted => "c.accepted_ms IS NOT NULL",
        Mark::Replied => "c.first_answered_ms IS NOT NULL",
        Mark::Appeal => "c.appeal <> 0",
    }
}

const fn number(field: NumberField) -> &'static str {
    match field {
        NumberField::Rating => "c.rating",
        NumberField::Transfers => "c.transfers",
        NumberField::Reopened => "c.reopened",
        NumberField::Bounces => "c.bounces",
    }
}
