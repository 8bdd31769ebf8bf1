//! Indicators: what one case contributes (`facts`), the sums of that by agency (`rollups`), and those of whole branches of the
//! tree (`branch_rollups`), so that the page of an agency reads rows of that agency and of those right below it, however many
//! lie below them.

use super::batch::{Batch, RowWriter};
use super::db::{Run, Tx, sql};
use super::dialect::Column;
use super::error::Result;
use super::inserts::Inserts;
use hoiam_shared::ids::{AgencyId, CaseId};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What one case contributes to the figures. Counts are 0 or 1 but for `stars`.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
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
    /// When what is owed next is due (`running_due_ms` of the clocks), milliseconds UTC: added up nowhere, asked for
    /// by queries.
    pub due_ms: Option<i64>,
}

/// Sums over some facts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx_macros::FromRow)]
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

/// What sums are kept by, and the sums.
const SUMMED: [Column; 11] = [
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
/// What a fact has besides: whose it is, and what is not added up.
const OWN: [Column; 2] = [Column::Int("case_id"), Column::Int("due_ms")];

fn sums() -> String {
    MEASURES.map(|m| format!("CAST(COALESCE(SUM({m}), 0) AS BIGINT) AS {m}")).join(", ")
}

/// The facts of some cases as they were counted last.
pub async fn counted(db: &mut impl Run, cases: &[CaseId]) -> Result<Vec<Fact>> {
    let batch = Batch::of_ids(cases);
    let text = format!(
        "SELECT case_id, due_ms, {KEYS}, {} FROM facts WHERE case_id IN (SELECT id FROM {{batch}})",
        MEASURES.join(", ")
    );
    db.all(batch.statement(db.engine(), &[Column::Int("id")], &text)).await
}

/// Stores facts over what was counted before, and moves the rollups by the difference given.
pub async fn recount(tx: &mut Tx, facts: &[Fact], difference: &[Fact]) -> Result<()> {
    let measures = MEASURES.map(|m| format!("{m} = excluded.{m}")).join(", ");
    let over = format!(
        "ON CONFLICT (case_id) DO UPDATE SET due_ms = excluded.due_ms, agency_id = excluded.agency_id, \
         month = excluded.month, sealed = excluded.sealed, {measures}"
    );
    let mut batch = Batch::default();
    for fact in facts {
        batch.row(|row| write(row.int(fact.case_id).opt_int(fact.due_ms), fact.key(), &fact.measures()));
    }
    let mut new = Inserts::default();
    new.add("facts", &[&OWN[..], &SUMMED].concat(), &over, batch);

    // Added up here: thousands of cases move a few hundred rows.
    let mut moved = Moved::new();
    for fact in difference {
        moved.entry(fact.key()).or_default().add(&fact.measures());
    }
    // A due date alone moves no sum.
    moved.retain(|_, sums| sums.0 != [0; 8]);
    let mut above = Moved::new();
    let lines = lines(tx, moved.keys().map(|(agency, ..)| *agency).collect()).await?;
    for ((agency, month, sealed), sums) in &moved {
        for (_, up) in lines.range((*agency, i64::MIN)..=(*agency, i64::MAX)) {
            above.entry((*up, *month, *sealed)).or_default().add(&sums.0);
        }
    }
    add(&mut new, "rollups", &moved);
    add(&mut new, "branch_rollups", &above);
    new.write(tx).await
}

/// By how much sums move.
type Moved = BTreeMap<Key, Move>;

/// In the order of [`MEASURES`].
#[derive(Debug, Default)]
struct Move([i64; 8]);

impl Move {
    fn add(&mut self, measures: &[i64; 8]) {
        self.0.iter_mut().zip(measures).for_each(|(sum, measure)| *sum += measure);
    }
}

fn add(new: &mut Inserts, table: &'static str, moved: &Moved) {
    let mut batch = Batch::default();
    for (key, sums) in moved {
        batch.row(|row| write(row, *key, &sums.0));
    }
    let added = MEASURES.map(|m| format!("{m} = {table}.{m} + excluded.{m}")).join(", ");
    new.add(table, &SUMMED, &format!("ON CONFLICT ({KEYS}) DO UPDATE SET {added}"), batch);
}

/// Each agency with itself and with everyone above it: the steps of a recursive `line`, which starts from `these`.
fn line(these: &str) -> String {
    format!(
        "WITH RECURSIVE line(id, up) AS (SELECT id, id FROM agencies {these} UNION ALL \
         SELECT line.id, a.parent_id FROM line JOIN agencies a ON a.id = line.up WHERE a.parent_id IS NOT NULL)"
    )
}

/// Some agencies as the tree stands now, each with itself and with everyone above it.
async fn lines(tx: &mut Tx, agencies: BTreeSet<i64>) -> Result<BTreeSet<(i64, i64)>> {
    let text = format!("{} SELECT id, up FROM line", line("WHERE id IN (SELECT id FROM {batch})"));
    let statement = Batch::of_ints(agencies).statement(tx.engine(), &[Column::Int("id")], &text);
    Ok(tx.all::<(i64, i64)>(statement).await?.into_iter().collect())
}

/// Sums the branches up again from what their agencies hold, after one has got another place in the tree. Whoever calls this
/// keeps the tail from going on meanwhile.
pub async fn recount_branches(tx: &mut Tx) -> Result<()> {
    tx.execute(sql("DELETE FROM branch_rollups")).await?;
    let text = format!("INSERT INTO branch_rollups ({KEYS}, {}) {}", MEASURES.join(", "), branches());
    tx.execute(sql(text)).await.map(|_| ())
}

/// The branches as their agencies add up.
fn branches() -> String {
    format!(
        "{} SELECT up AS agency_id, month, sealed, {} FROM rollups JOIN line ON line.id = rollups.agency_id \
         GROUP BY up, month, sealed",
        line(""),
        sums()
    )
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

/// What is counted at an agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// What it holds itself.
    Desk,
    /// What it and all below it hold.
    Branch,
}

/// Which figures to add up.
#[derive(Debug, Clone)]
pub struct Selection {
    /// Of which agencies.
    pub agencies: Vec<AgencyId>,
    /// With or without what is below them.
    pub reach: Reach,
    /// Months, inclusive; `None` for all time.
    pub months: Option<(i64, i64)>,
    /// Sealed cases as well.
    pub sealed: bool,
}

/// Sums per agency of the selection.
pub async fn by_agency(db: &mut impl Run, selection: &Selection) -> Result<HashMap<i64, Sums>> {
    grouped(db, selection, "agency_id").await
}

/// Sums per month of the selection.
pub async fn by_month(db: &mut impl Run, selection: &Selection) -> Result<HashMap<i64, Sums>> {
    grouped(db, selection, "month").await
}

#[derive(sqlx_macros::FromRow)]
struct Group {
    key: i64,
    #[sqlx(flatten)]
    sums: Sums,
}

async fn grouped(db: &mut impl Run, selection: &Selection, key: &str) -> Result<HashMap<i64, Sums>> {
    let from = match selection.reach {
        Reach::Desk => "rollups",
        Reach::Branch => "branch_rollups",
    };
    let mut text = format!("SELECT {key} AS key, {} FROM {from} WHERE agency_id IN (SELECT id FROM {{batch}})", sums());
    if !selection.sealed {
        text.push_str(" AND sealed = 0");
    }
    if let Some((from, to)) = selection.months {
        text.push_str(&format!(" AND month BETWEEN {from} AND {to}"));
    }
    text.push_str(&format!(" GROUP BY {key}"));
    let batch = Batch::of_ints(selection.agencies.iter().map(|id| id.0));
    let rows: Vec<Group> = db.all(batch.statement(db.engine(), &[Column::Int("id")], &text)).await?;
    Ok(rows.into_iter().map(|group| (group.key, group.sums)).collect())
}

/// Forgets all figures, so that the tail counts them again from the ledger's start.
pub async fn clear(tx: &mut Tx) -> Result<()> {
    tx.execute(sql("DELETE FROM facts")).await?;
    tx.execute(sql("DELETE FROM branch_rollups")).await?;
    tx.execute(sql("DELETE FROM rollups")).await.map(|_| ())
}

/// Keys whose sums differ from those of the facts, or those of a branch from its agencies'; empty when all is right.
pub async fn differences(db: &mut impl Run) -> Result<Vec<String>> {
    let facts = format!("SELECT {KEYS}, {} FROM facts GROUP BY {KEYS}", sums());
    let mut out = Vec::new();
    for (table, truth) in [("rollups", facts), ("branch_rollups", branches())] {
        let nonzero = MEASURES.map(|m| format!("{m} <> 0")).join(" OR ");
        let kept = format!("SELECT {KEYS}, {} FROM {table}", MEASURES.join(", "));
        let text = format!(
            "SELECT {KEYS} FROM (SELECT * FROM ({kept} WHERE {nonzero}) AS kept EXCEPT SELECT * FROM ({truth}) AS truth) AS more \
             UNION SELECT {KEYS} FROM (SELECT * FROM (SELECT * FROM ({truth}) AS truth WHERE {nonzero}) AS truth EXCEPT {kept}) AS less"
        );
        let rows: Vec<Key> = db.all(sql(text)).await?;
        out.extend(rows.into_iter().map(|(agency, month, sealed)| format!("{table} {agency}/{month}/{sealed}")));
    }
    Ok(out)
}
