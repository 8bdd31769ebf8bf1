//! Agencies as administrators keep them: changing one, numbering the tree anew, and what points at one.

use super::batch::Batch;
use super::counters;
use super::db::{Run, Tx, sql};
use super::dialect::Column;
use super::error::Result;
use super::settings::AgencyRow;
use hoiam_shared::ids::{AgencyId, CaseId};

/// Stores what administrators change of an agency of this version; `false` when it has moved on meanwhile.
pub async fn update(tx: &mut Tx, row: &AgencyRow, expected: i64) -> Result<bool> {
    let statement = sql("UPDATE agencies SET name_vi = $2, name_en = $3, aliases = $4, area = $5, role = $6, \
         identifier = $7, contact = $8, version = version + 1 WHERE id = $1 AND version = $9")
    .bind(row.id)
    .bind(row.name_vi.as_str())
    .bind(row.name_en.as_str())
    .bind(row.aliases.as_str())
    .bind(row.area.clone())
    .bind(row.role.clone())
    .bind(row.identifier.as_str())
    .bind(row.contact.as_str())
    .bind(expected);
    Ok(tx.execute(statement).await? == 1)
}

/// Gives an agency another one above it. The tree must be numbered anew afterwards.
pub async fn set_parent(tx: &mut Tx, id: AgencyId, parent: AgencyId) -> Result<()> {
    let statement = sql("UPDATE agencies SET parent_id = $2, version = version + 1 WHERE id = $1");
    tx.execute(statement.bind(id.0).bind(parent.0)).await.map(|_| ())
}

/// Closes an agency; names who took its place, if anybody did.
pub async fn close(tx: &mut Tx, id: AgencyId, closed_ms: i64, successor: Option<AgencyId>) -> Result<()> {
    let statement = sql("UPDATE agencies SET closed_ms = $2, successor_id = $3, version = version + 1 WHERE id = $1");
    tx.execute(statement.bind(id.0).bind(closed_ms).bind(successor.map(|id| id.0))).await.map(|_| ())
}

/// A place in the tree: identity, the agency above, first and last number of the branch.
pub type Node = (i64, Option<i64>, i64, i64);

/// The whole tree, by identity.
pub async fn tree(db: &mut impl Run) -> Result<Vec<Node>> {
    db.all(sql("SELECT id, parent_id, low, high FROM agencies ORDER BY id")).await
}

/// Stores new numbers.
pub async fn number(tx: &mut Tx, nodes: &[Node]) -> Result<()> {
    let mut batch = Batch::default();
    for &(id, _, low, high) in nodes {
        batch.row(|row| {
            row.int(id).int(low).int(high);
        });
    }
    let columns = [Column::Int("id"), Column::Int("low"), Column::Int("high")];
    let statement = batch.update(tx.engine(), "agencies", &columns, &["id"], "agencies.id = batch.id");
    tx.execute(statement).await.map(|_| ())
}

/// Notes that a branch got another place, with the version of the settings from which on that is known.
pub async fn note_move(tx: &mut Tx, settings: i64, agency: AgencyId) -> Result<()> {
    let id = counters::take(tx, "tree_move", 1).await?;
    let statement = sql("INSERT INTO tree_moves (id, settings, agency_id) VALUES ($1, $2, $3)");
    tx.execute(statement.bind(id).bind(settings).bind(agency.0)).await.map(|_| ())
}

/// Moves behind one: number, version of the settings, agency.
pub async fn moves_after(db: &mut impl Run, after: i64) -> Result<Vec<(i64, i64, i64)>> {
    db.all(sql("SELECT id, settings, agency_id FROM tree_moves WHERE id > $1 ORDER BY id").bind(after)).await
}

/// The number of the last move; 0 when there was none.
pub async fn last_move(db: &mut impl Run) -> Result<i64> {
    let row: Option<(Option<i64>,)> = db.optional(sql("SELECT MAX(id) FROM tree_moves")).await?;
    Ok(row.and_then(|(id,)| id).unwrap_or(0))
}

/// Cases of a branch behind one, by identity: those that its agencies hold, and those still in front of a moderator of
/// its sites.
pub async fn cases_of_branch(db: &mut impl Run, agency: AgencyId, after: CaseId, limit: i64) -> Result<Vec<CaseId>> {
    let branch = "SELECT a.id FROM agencies a JOIN agencies t ON a.low BETWEEN t.low AND t.high WHERE t.id = $1";
    let text = format!(
        "SELECT id FROM cases WHERE id > $2 AND (agency_id IN ({branch}) OR \
         (agency_id IS NULL AND site_id IN (SELECT s.id FROM sites s WHERE s.agency_id IN ({branch})))) ORDER BY id LIMIT $3"
    );
    let rows: Vec<(i64,)> = db.all(sql(text).bind(agency.0).bind(after.0).bind(limit)).await?;
    Ok(rows.into_iter().map(|(id,)| CaseId(id)).collect())
}

/// How many rows of a table point at an agency.
async fn count(db: &mut impl Run, from: &'static str, id: AgencyId) -> Result<i64> {
    let row: Option<(i64,)> =
        db.optional(sql(format!("SELECT COUNT(*) FROM {from} agency_id = $1")).bind(id.0)).await?;
    Ok(row.map_or(0, |(n,)| n))
}

/// What points at an agency.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pointing {
    /// Cases on which work is owed, those that follow others included.
    pub open_cases: i64,
    /// All other cases.
    pub other_cases: i64,
    /// Websites.
    pub sites: i64,
    /// People with a role there.
    pub people: i64,
    /// Webhooks.
    pub endpoints: i64,
    /// Templates of answers.
    pub templates: i64,
    /// Searches shared with it.
    pub searches: i64,
}

/// Counts all of it.
pub async fn pointing(db: &mut impl Run, id: AgencyId) -> Result<Pointing> {
    let states = super::cases::open_states();
    let open: Option<(i64,)> = db
        .optional(sql(format!("SELECT COUNT(*) FROM cases WHERE agency_id = $1 AND state IN ({states})")).bind(id.0))
        .await?;
    let open_cases = open.map_or(0, |(n,)| n);
    let people: Option<(i64,)> =
        db.optional(sql("SELECT COUNT(DISTINCT user_id) FROM grants WHERE agency_id = $1").bind(id.0)).await?;
    Ok(Pointing {
        open_cases,
        other_cases: count(db, "cases WHERE", id).await? - open_cases,
        sites: count(db, "sites WHERE", id).await?,
        people: people.map_or(0, |(n,)| n),
        endpoints: count(db, "endpoints WHERE", id).await?,
        templates: count(db, "templates WHERE", id).await?,
        searches: count(db, "searches WHERE", id).await?,
    })
}

/// Lets everything but cases point at another agency: websites, roles, webhooks, templates, shared searches. Letters,
/// ladders and what answers need stay where they are: those of the other one count.
pub async fn repoint(tx: &mut Tx, from: AgencyId, into: AgencyId) -> Result<()> {
    let bound = |text: &'static str| sql(text).bind(from.0).bind(into.0);
    tx.execute(bound("UPDATE sites SET agency_id = $2 WHERE agency_id = $1")).await?;
    tx.execute(bound("UPDATE endpoints SET agency_id = $2 WHERE agency_id = $1")).await?;
    tx.execute(bound("UPDATE templates SET agency_id = $2 WHERE agency_id = $1")).await?;
    tx.execute(bound("UPDATE searches SET agency_id = $2 WHERE agency_id = $1")).await?;
    tx.execute(bound(
        "INSERT INTO grants (user_id, role, agency_id) SELECT user_id, role, CAST($2 AS BIGINT) FROM grants \
         WHERE agency_id = $1 ON CONFLICT DO NOTHING",
    ))
    .await?;
    tx.execute(sql("DELETE FROM grants WHERE agency_id = $1").bind(from.0)).await.map(|_| ())
}

/// A merge.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct MergeRow {
    /// Identity.
    pub id: i64,
    /// By whom.
    pub user_id: i64,
    /// When it was begun, milliseconds UTC.
    pub created_ms: i64,
    /// The agency that is no more.
    pub from_id: i64,
    /// The one that took its place.
    pub into_id: i64,
    /// All pairs, JSON.
    pub plan: String,
    /// What citizens and staff read of it.
    pub reason: String,
    /// `moving`, `checking`, `done`.
    pub state: String,
    /// The last case looked at.
    pub after_id: i64,
    /// Open cases when it was begun.
    pub total: i64,
    /// Cases that got an event.
    pub moved: i64,
    /// When nothing was left, milliseconds UTC.
    pub finished_ms: Option<i64>,
}

const MERGE: &str = "SELECT id, user_id, created_ms, from_id, into_id, plan, reason, state, after_id, total, moved, finished_ms \
     FROM agency_merges";

/// Begins one; its id is given here and returned.
pub async fn insert_merge(tx: &mut Tx, row: &MergeRow) -> Result<i64> {
    let id = counters::take(tx, "agency_merge", 1).await?;
    let statement =
        sql("INSERT INTO agency_merges (id, user_id, created_ms, from_id, into_id, plan, reason, state, after_id, \
         total, moved, finished_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, NULL)")
        .bind(id)
        .bind(row.user_id)
        .bind(row.created_ms)
        .bind(row.from_id)
        .bind(row.into_id)
        .bind(row.plan.as_str())
        .bind(row.reason.as_str())
        .bind(row.state.as_str())
        .bind(row.after_id)
        .bind(row.total)
        .bind(row.moved);
    tx.execute(statement).await?;
    Ok(id)
}

/// One.
pub async fn merge(db: &mut impl Run, id: i64) -> Result<Option<MergeRow>> {
    db.optional(sql(format!("{MERGE} WHERE id = $1")).bind(id)).await
}

/// The last ones, newest first.
pub async fn merges(db: &mut impl Run, limit: i64) -> Result<Vec<MergeRow>> {
    db.all(sql(format!("{MERGE} ORDER BY id DESC LIMIT {limit}"))).await
}

/// The oldest that is not done.
pub async fn unfinished(db: &mut impl Run) -> Result<Option<MergeRow>> {
    db.optional(sql(format!("{MERGE} WHERE state <> 'done' ORDER BY id LIMIT 1"))).await
}

/// Notes how far it has come; `false` when another node was faster.
pub async fn advance_merge(tx: &mut Tx, before: &MergeRow, after_id: i64, moved: i64) -> Result<bool> {
    let statement = sql(
        "UPDATE agency_merges SET after_id = $2, moved = moved + $3 WHERE id = $1 AND after_id = $4 AND state = $5",
    );
    let statement =
        statement.bind(before.id).bind(after_id).bind(moved).bind(before.after_id).bind(before.state.as_str());
    Ok(tx.execute(statement).await? == 1)
}

/// Goes on to the next part of it, from the beginning of the cases.
pub async fn next_part(tx: &mut Tx, before: &MergeRow, state: &str, finished_ms: Option<i64>) -> Result<bool> {
    let statement =
        sql("UPDATE agency_merges SET state = $2, after_id = 0, finished_ms = $3 WHERE id = $1 AND state = $4");
    let statement = statement.bind(before.id).bind(state).bind(finished_ms).bind(before.state.as_str());
    Ok(tx.execute(statement).await? == 1)
}

/// Cases on which work is owed and that some agencies hold, behind one, by identity.
pub async fn open_cases_of(db: &mut impl Run, agencies: &[AgencyId], after: CaseId, limit: i64) -> Result<Vec<CaseId>> {
    // Numbers of ours, not text of anybody's.
    let list: Vec<String> = agencies.iter().map(|id| id.0.to_string()).collect();
    if list.is_empty() {
        return Ok(Vec::new());
    }
    let states = super::cases::open_states();
    let text = format!(
        "SELECT id FROM cases WHERE id > $1 AND agency_id IN ({}) AND state IN ({states}) ORDER BY id LIMIT $2",
        list.join(", ")
    );
    let rows: Vec<(i64,)> = db.all(sql(text).bind(after.0).bind(limit)).await?;
    Ok(rows.into_iter().map(|(id,)| CaseId(id)).collect())
}
