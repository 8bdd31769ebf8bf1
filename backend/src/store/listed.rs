//! Cases as lists tell them: what stands in one line, read in one statement. A list is half a hundred cases; of each it needs a
//! third of what is stored.

use super::batch::Batch;
use super::cases::StoredCase;
use super::db::Run;
use super::dialect::Column;
use super::error::{Result, StoreError};
use super::words::Words;
use hoiam_shared::case::CaseKind;
use hoiam_shared::case::CaseState;
use hoiam_shared::ids::{AgencyId, CaseId, UserId};

/// A line of a list. Instants are milliseconds UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Identity.
    pub id: CaseId,
    /// Tracking code.
    pub code: String,
    /// Events so far.
    pub version: u32,
    /// Kind.
    pub kind: CaseKind,
    /// State.
    pub state: CaseState,
    /// Code of the area.
    pub area: Option<String>,
    /// Code of the category.
    pub category: Option<String>,
    /// Not for everybody.
    pub sealed: bool,
    /// Who holds it.
    pub agency: Option<AgencyId>,
    /// Who handles it.
    pub assignee: Option<UserId>,
    /// When it came.
    pub received_ms: i64,
    /// When the answer that stands was given.
    pub answered_ms: Option<i64>,
    /// Its words are gone for good.
    pub erased: bool,
    /// Both clocks, as JSON of `shared::clock::Clocks`.
    pub clocks: String,
    /// When the answer is due on the citizen's clock.
    pub due_ms: Option<i64>,
    /// What it was filed under; empty when nothing is left of it.
    pub title: String,
    /// What it was filed with; empty when nothing is left of it.
    pub body: String,
}

impl Listed {
    /// The line of a case that is there as a whole.
    pub fn of(stored: &StoredCase, filed: &Words) -> Self {
        let case = &stored.case;
        Self {
            id: stored.id,
            code: stored.code.clone(),
            version: case.version,
            kind: case.kind,
            state: case.state,
            area: case.area.clone(),
            category: case.category.clone(),
            sealed: case.sealed,
            agency: case.agency,
            assignee: case.assignee,
            received_ms: case.received_ms,
            answered_ms: case.answered_ms,
            erased: case.erased,
            clocks: stored.clocks.clone(),
            due_ms: stored.due_ms,
            title: filed.title.clone(),
            body: filed.body.clone(),
        }
    }
}

#[derive(sqlx_macros::FromRow)]
struct Row {
    id: i64,
    code: String,
    version: i64,
    kind: String,
    state: String,
    area: Option<String>,
    category: Option<String>,
    sealed: i64,
    agency_id: Option<i64>,
    assignee_id: Option<i64>,
    received_ms: i64,
    answered_ms: Option<i64>,
    erased: i64,
    clocks: String,
    due_ms: Option<i64>,
    title: Option<String>,
    body: Option<String>,
}

impl Row {
    fn parse(self) -> Result<Listed> {
        let bad = |column: &str| StoreError::Inconsistent { table: "cases", what: format!("{column} of {}", self.id) };
        Ok(Listed {
            id: CaseId(self.id),
            version: u32::try_from(self.version).map_err(|_| bad("version"))?,
            kind: CaseKind::from_code(&self.kind).ok_or_else(|| bad("kind"))?,
            state: CaseState::from_code(&self.state).ok_or_else(|| bad("state"))?,
            code: self.code,
            area: self.area,
            category: self.category,
            sealed: self.sealed != 0,
            agency: self.agency_id.map(AgencyId),
            assignee: self.assignee_id.map(UserId),
            received_ms: self.received_ms,
            answered_ms: self.answered_ms,
            erased: self.erased != 0,
            clocks: self.clocks,
            due_ms: self.due_ms,
            title: self.title.unwrap_or_default(),
            body: self.body.unwrap_or_default(),
        })
    }
}

/// Lines by identity, in no particular order; unknown ones are left out.
pub async fn by_ids(db: &mut impl Run, ids: &[CaseId]) -> Result<Vec<Listed>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let text = "SELECT cases.id, cases.code, cases.version, kind, state, area, category, sealed, agency_id, assignee_id, \
                received_ms, answered_ms, erased, clocks, due_ms, title, body \
                FROM cases LEFT JOIN words ON words.case_id = cases.id AND words.version = 1 \
                WHERE cases.id IN (SELECT id FROM {batch})";
    let statement = Batch::of_ids(ids).statement(db.engine(), &[Column::Int("id")], text);
    let rows: Vec<Row> = db.all(statement).await?;
    rows.into_iter().map(Row::parse).collect()
}
