//! Indicators: what one case contributes (`facts`) and the sums of that (`rollups`).

use super::batch::{Batch, RowWriter};
use super::db::{Run, Tx, sql};
use super::dialect::Column;
use super::error::Result;
use hoiam_shared::ids::CaseId;
use std::collections::BTreeMap;

/// What one case contributes to the figures. Counts are 0 or 1 but for `stars`.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Fact {
    /// Which case.
    pub case_id: i64,
    /// Who holds it.
    pub agency_id: i64,
    /// Month of filing in the installation's zone: year × 12 + month − 1.
    pub month: i64,
    /// Sealed cases are counted apart, for those who may know of them.
    pub sealed: i64,
    /// 1.
    pub received: i64,
    /// Answered or closed.
    pub resolved: i64,
    /// Answered, but after the due date.
    pub late: i64,
    /// Answered by the due date.
    pub on_time: i64,
    /// Work is still owed.
    pub open: i64,
    /// Open and past due.
    pub overdue: i64,
    /// Rated.
    pub rated: i64,
    /// Stars given.
    pub stars: i64,
}

/// Sums over some facts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Sums {
    /// Cases.
    pub received: i64,
    /// Answered or closed.
    pub resolved: i64,
    /// Answered, but after the due date.
    pub late: i64,
    /// Answered in time.
    pub on_time: i64,
    /// Still open.
    pub open: i64,
    /// Open and past due.
    pub overdue: i64,
    /// Rated.
    pub rated: i64,
    /// Stars given.
    pub stars: i64,
}

const KEYS: &str = "agency_id, month, sealed";
const MEASURES: [&str; 8] = ["received", "resolved", "late", "on_time", "open", "overdue", "rated", "stars"];

const COLUMNS: &[Column] = &[
    Column::Int("case_id"),
    Column::Int("agency_id"),
    Column::Int("month"),
    Column::Int("sealed"),
    Column::Int("received"),
    Column::Int("resolved"),
    Column::Int("late"),
    Column::Int("on_time"),
    Column::Int("open"),
    Column::Int("overdue"),
    Column::Int("rated"),
    Column::Int("stars"),
];

fn sums() -> String {
    MEASURES.map(|m| format!("CAST(COALESCE(SUM({m}), 0) AS BIGINT) AS {m}")).join(", ")
}

/// The facts of some cases as they were counted last.
pub async fn counted(db: &mut impl Run, cases: &[CaseId]) -> Result<Vec<Fact>> {
    let batch = Batch::of_ids(cases);
    let text = format!(
        "SELECT case_id, {KEYS}, {} FROM facts WHERE case_id IN (SELECT id FROM {{batch}})",
        MEASURES.join(", ")
    );
    db.all(batch.statement(db.engine(), &[Column::Int("id")], &text)).await
}

/// Stores facts over what was counted before, and moves the rollups by the difference given.
pub async fn recount(tx: &mut Tx, facts: &[Fact], difference: &[Fact]) -> Result<()> {
    let measures = MEASURES.map(|m| format!("{m} = excluded.{m}")).join(", ");
    let over = format!(
        "ON CONFLICT (case_id) DO UPDATE SET agency_id = excluded.agency_id, \
         month = excluded.month, sealed = excluded.sealed, {measures}"
    );
    let mut batch = Batch::default();
    for fact in facts {
        batch.row(|row| write(row.int(fact.case_id), fact.key(), &fact.measures()));
    }
    batch.insert(tx, "facts", COLUMNS, &over).await?;

    // Added up here: thousands of cases move a few hundred rows.
    let mut moved: BTreeMap<Key, [i64; 8]> = BTreeMap::new();
    for fact in difference {
        let sums = moved.entry(fact.key()).or_default();
        sums.iter_mut().zip(fact.measures()).for_each(|(sum, measure)| *sum += measure);
    }
    let mut batch = Batch::default();
    for (key, sums) in &moved {
        batch.row(|row| write(row, *key, sums));
    }
    let added = MEASURES.map(|m| format!("{m} = rollups.{m} + excluded.{m}")).join(", ");
    let over = format!("ON CONFLICT ({KEYS}) DO UPDATE SET {added}");
    batch.insert(tx, "rollups", &COLUMNS[1..], &over).await.map(|_| ())
}

/// What a fact is summed up under: agency, month, sealed. The fewer there are, the fewer are read for a page: by other
/// properties the index sums up.
type Key = (i64, i64, i64);

impl Fact {
    const fn key(&self) -> Key {
        (self.agency_id, self.month, self.sealed)
    }

    /// In the order of [`MEASURES`].
    const fn measures(&self) -> [i64; 8] {
        [self.received, self.resolved, self.late, self.on_time, self.open, self.overdue, self.rated, self.stars]
    }
}

fn write(row: &mut RowWriter<'_>, (agency, month, sealed): Key, measures: &[i64; 8]) {
    row.int(agency).int(month).int(sealed);
    for measure in measures {
        row.int(*measure);
    }
}

/// Which figures to add up.
#[derive(Debug, Clone)]
pub struct Selection {
    /// Nested-set range of the agencies.
    pub branch: (i64, i64),
    /// Months, inclusive; `None` for all time.
    pub months: Option<(i64, i64)>,
    /// Sealed cases as well.
    pub sealed: bool,
}

impl Selection {
    fn condition(&self) -> String {
        let mut text = "agency_id IN (SELECT id FROM agencies WHERE low BETWEEN $1 AND $2)".to_owned();
        if !self.sealed {
            text.push_str(" AND sealed = 0");
        }
        if let Some((from, to)) = self.months {
            text.push_str(&format!(" AND month BETWEEN {from} AND {to}"));
        }
        text
    }
}

/// Sums per agency of the selection.
pub async fn by_agency(db: &mut impl Run, selection: &Selection) -> Result<Vec<(i64, Sums)>> {
    grouped(db, selection, "agency_id").await
}

/// Sums per month of the selection, oldest first.
pub async fn by_month(db: &mut impl Run, selection: &Selection) -> Result<Vec<(i64, Sums)>> {
    grouped(db, selection, "month").await
}

#[derive(sqlx::FromRow)]
struct Group {
    key: i64,
    #[sqlx(flatten)]
    sums: Sums,
}

async fn grouped(db: &mut impl Run, selection: &Selection, key: &str) -> Result<Vec<(i64, Sums)>> {
    let text = format!(
        "SELECT {key} AS key, {} FROM rollups WHERE {} GROUP BY {key} ORDER BY {key}",
        sums(),
        selection.condition()
    );
    let rows: Vec<Group> = db.all(sql(text).bind(selection.branch.0).bind(selection.branch.1)).await?;
    Ok(rows.into_iter().map(|group| (group.key, group.sums)).collect())
}

/// Forgets all figures, so that the tail counts them again from the ledger's start.
pub async fn clear(tx: &mut Tx) -> Result<()> {
    tx.execute(sql("DELETE FROM facts")).await?;
    tx.execute(sql("DELETE FROM rollups")).await.map(|_| ())
}

/// Keys whose rollup differs from the sum of the facts; empty when all is right.
pub async fn differences(db: &mut impl Run) -> Result<Vec<String>> {
    let list = MEASURES.join(", ");
    let text = format!(
        "SELECT {KEYS} FROM (\
           SELECT {KEYS}, {list} FROM rollups WHERE {nonzero} EXCEPT SELECT {KEYS}, {sums} FROM facts GROUP BY {KEYS}) AS more \
         UNION SELECT {KEYS} FROM (\
           SELECT {KEYS}, {sums} FROM facts GROUP BY {KEYS} EXCEPT SELECT {KEYS}, {list} FROM rollups) AS less",
        nonzero = MEASURES.map(|m| format!("{m} <> 0")).join(" OR "),
        sums = sums(),
    );
    let rows: Vec<Key> = db.all(sql(text)).await?;
    Ok(rows.into_iter().map(|(agency, month, sealed)| format!("{agency}/{month}/{sealed}")).collect())
}
