//! The present state of cases. Finders of staff take the scope first, so that rights are part of the query.

use super::batch::{Batch, RowWriter};
use super::branches;
use super::db::{Run, Sql, Tx, sql};
use super::dialect::{self, Column};
use super::error::{Result, StoreError};
use super::inserts::Inserts;
use hoiam_shared::Lang;
use hoiam_shared::case::event::{Flag, RouteWhy};
use hoiam_shared::case::{Case, CaseKind, CaseState, Channel};
use hoiam_shared::ids::{AgencyId, CalendarId, CaseId, PolicyId, SiteId, UserId};
use std::collections::HashMap;

/// A case as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCase {
    /// Identity.
    pub id: CaseId,
    /// Tracking code.
    pub code: String,
    /// SHA-256 (hex) of the citizen's secret.
    pub secret_sha256: String,
    /// What its events add up to.
    pub case: Case,
    /// Both clocks, as JSON of `shared::clock::Clocks`.
    pub clocks: String,
    /// When the answer is due on the citizen's clock.
    pub due_ms: Option<i64>,
    /// When the sweep has something to record next.
    pub wake_ms: Option<i64>,
}

/// Ranges of the agencies' nested-set numbers: what a reader may see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ranges {
    /// Branches whose open cases (not sealed) may be seen.
    pub cases: Vec<(i64, i64)>,
    /// Branches whose sealed cases may be seen as well.
    pub sealed: Vec<(i64, i64)>,
}

const COLUMNS: &[Column] = &[
    Column::Int("id"),
    Column::Text("code"),
    Column::Text("secret_sha256"),
    Column::Int("version"),
    Column::Text("kind"),
    Column::Text("state"),
    Column::Int("site_id"),
    Column::Text("channel"),
    Column::Text("language"),
    Column::Text("area"),
    Column::Text("category"),
    Column::Int("sealed"),
    Column::Text("flags"),
    Column::Int("policy_id"),
    Column::Int("calendar_id"),
    Column::Int("agency_id"),
    Column::Int("came_from"),
    Column::Text("route_why"),
    Column::Int("assignee_id"),
    Column::Int("received_ms"),
    Column::Int("routed_ms"),
    Column::Int("accepted_ms"),
    Column::Int("answered_ms"),
    Column::Int("first_answered_ms"),
    Column::Int("ended_ms"),
    Column::Int("transfers"),
    Column::Int("bounces"),
    Column::Int("reopened"),
    Column::Int("rating"),
    Column::Text("reject_ground"),
    Column::Int("merged_into"),
    Column::Text("merged_state"),
    Column::Int("published"),
    Column::Int("wished"),
    Column::Int("appeal"),
    Column::Int("erased"),
    Column::Text("clocks"),
    Column::Int("due_ms"),
    Column::Int("wake_ms"),
];

const SELECT: &str = "SELECT id, code, secret_sha256, version, kind, state, site_id, channel, language, area, category, \
    sealed, flags, policy_id, calendar_id, agency_id, came_from, route_why, assignee_id, received_ms, routed_ms, \
    accepted_ms, answered_ms, first_answered_ms, ended_ms, transfers, bounces, reopened, rating, reject_ground, merged_into, merged_state, \
    published, wished, appeal, erased, clocks, due_ms, wake_ms FROM cases";

#[derive(sqlx_macros::FromRow)]
struct Row {
    id: i64,
    code: String,
    secret_sha256: String,
    version: i64,
    kind: String,
    state: String,
    site_id: i64,
    channel: String,
    language: String,
    area: Option<String>,
    category: Option<String>,
    sealed: i64,
    flags: String,
    policy_id: Option<i64>,
    calendar_id: i64,
    agency_id: Option<i64>,
    came_from: Option<i64>,
    route_why: Option<String>,
    assignee_id: Option<i64>,
    received_ms: i64,
    routed_ms: Option<i64>,
    accepted_ms: Option<i64>,
    answered_ms: Option<i64>,
    first_answered_ms: Option<i64>,
    ended_ms: Option<i64>,
    transfers: i64,
    bounces: i64,
    reopened: i64,
    rating: Option<i64>,
    reject_ground: Option<String>,
    merged_into: Option<i64>,
    merged_state: Option<String>,
    published: Option<i64>,
    wished: Option<i64>,
    appeal: i64,
    erased: i64,
    clocks: String,
    due_ms: Option<i64>,
    wake_ms: Option<i64>,
}

impl Row {
    fn parse(self) -> Result<StoredCase> {
        let id = self.id;
        let bad = |column: &str| StoreError::Inconsistent { table: "cases", what: format!("{column} of {id}") };
        let small = |value: i64, column| u32::try_from(value).map_err(|_| bad(column));
        let merged = match (self.merged_into, self.merged_state.as_deref()) {
            (None, None) => None,
            (Some(into), Some(state)) => {
                Some((CaseId(into), CaseState::from_code(state).ok_or_else(|| bad("merged_state"))?))
            }
            _ => return Err(bad("merged_into")),
        };
        Ok(StoredCase {
            id: CaseId(id),
            code: self.code,
            secret_sha256: self.secret_sha256,
            case: Case {
                version: small(self.version, "version")?,
                kind: CaseKind::from_code(&self.kind).ok_or_else(|| bad("kind"))?,
                state: CaseState::from_code(&self.state).ok_or_else(|| bad("state"))?,
                site: SiteId(self.site_id),
                channel: Channel::from_code(&self.channel).ok_or_else(|| bad("channel"))?,
                language: Lang::from_code(&self.language).ok_or_else(|| bad("language"))?,
                area: self.area,
                category: self.category,
                sealed: self.sealed != 0,
                flags: flags_from(&self.flags).ok_or_else(|| bad("flags"))?,
                policy: self.policy_id.map(PolicyId),
                calendar: CalendarId(self.calendar_id),
                agency: self.agency_id.map(AgencyId),
                came_from: self.came_from.map(AgencyId),
                route_why: match self.route_why {
                    None => None,
                    Some(why) => Some(serde_json::from_str::<RouteWhy>(&why).map_err(|_| bad("route_why"))?),
                },
                assignee: self.assignee_id.map(UserId),
                received_ms: self.received_ms,
                routed_ms: self.routed_ms,
                accepted_ms: self.accepted_ms,
                answered_ms: self.answered_ms,
                first_answered_ms: self.first_answered_ms,
                ended_ms: self.ended_ms,
                transfers: small(self.transfers, "transfers")?,
                bounces: small(self.bounces, "bounces")?,
                reopened: small(self.reopened, "reopened")?,
                rating: self.rating.and_then(|r| u8::try_from(r).ok()),
                reject_ground: self.reject_ground,
                merged,
                published: self.published.map(|version| small(version, "published")).transpose()?,
                wished: self.wished.map(|wished| wished != 0),
                appeal: self.appeal != 0,
                erased: self.erased != 0,
            },
            clocks: self.clocks,
            due_ms: self.due_ms,
            wake_ms: self.wake_ms,
        })
    }
}

/// Flags as stored: codes joined by spaces.
fn flags_text(flags: &[Flag]) -> String {
    flags.iter().map(|f| f.code()).collect::<Vec<_>>().join(" ")
}

fn flags_from(text: &str) -> Option<Vec<Flag>> {
    text.split_ascii_whitespace().map(Flag::from_code).collect()
}

fn write(row: &mut RowWriter<'_>, stored: &StoredCase) {
    let case = &stored.case;
    let why = case.route_why.as_ref().and_then(|why| serde_json::to_string(why).ok());
    row.int(stored.id.0)
        .text(&stored.code)
        .text(&stored.secret_sha256)
        .int(i64::from(case.version))
        .text(case.kind.code())
        .text(case.state.code())
        .int(case.site.0)
        .text(case.channel.code())
        .text(case.language.code())
        .opt_text(case.area.as_deref())
        .opt_text(case.category.as_deref())
        .int(i64::from(case.sealed))
        .text(flags_text(&case.flags))
        .opt_int(case.policy.map(|id| id.0))
        .int(case.calendar.0)
        .opt_int(case.agency.map(|id| id.0))
        .opt_int(case.came_from.map(|id| id.0))
        .opt_text(why.as_deref())
        .opt_int(case.assignee.map(|id| id.0))
        .int(case.received_ms)
        .opt_int(case.routed_ms)
        .opt_int(case.accepted_ms)
        .opt_int(case.answered_ms)
        .opt_int(case.first_answered_ms)
        .opt_int(case.ended_ms)
        .int(i64::from(case.transfers))
        .int(i64::from(case.bounces))
        .int(i64::from(case.reopened))
        .opt_int(case.rating.map(i64::from))
        .opt_text(case.reject_ground.as_deref())
        .opt_int(case.merged.map(|(id, _)| id.0))
        .opt_text(case.merged.map(|(_, state)| state.code()))
        .opt_int(case.published.map(i64::from))
        .opt_int(case.wished.map(i64::from))
        .int(i64::from(case.appeal))
        .int(i64::from(case.erased))
        .text(&stored.clocks)
        .opt_int(stored.due_ms)
        .opt_int(stored.wake_ms);
}

/// New cases.
pub fn insert<'c>(into: &mut Inserts, cases: impl IntoIterator<Item = &'c StoredCase>) {
    let mut batch = Batch::default();
    for case in cases {
        batch.row(|row| write(row, case));
    }
    into.add("cases", COLUMNS, "", batch);
}

/// Stores the new state of a case that had `expected` events; `false` when it has moved on meanwhile.
pub async fn update(tx: &mut Tx, case: &StoredCase, expected: u32) -> Result<bool> {
    let mut batch = Batch::default();
    batch.row(|row| {
        write(row, case);
        row.int(i64::from(expected));
    });
    let columns = [COLUMNS, &[Column::Int("expected")]].concat();
    let keys = ["id", "code", "secret_sha256", "expected"];
    let same = "cases.id = batch.id AND cases.version = batch.expected";
    let statement = batch.update(tx.engine(), "cases", &columns, &keys, same);
    Ok(tx.execute(statement).await? == 1)
}

/// The case with this tracking code, whoever asks: for the citizen, who proves the right with the secret.
pub async fn by_code(db: &mut impl Run, code: &str) -> Result<Option<StoredCase>> {
    let row: Option<Row> = db.optional(sql(format!("{SELECT} WHERE code = $1")).bind(code)).await?;
    row.map(Row::parse).transpose()
}

/// The case with this tracking code, if the reader may know of it.
pub async fn by_code_in(db: &mut impl Run, ranges: &Ranges, code: &str) -> Result<Option<StoredCase>> {
    let statement = within(sql(format!("{SELECT} WHERE code = $1 AND {}", condition(ranges, 2))).bind(code), ranges);
    let row: Option<Row> = db.optional(statement).await?;
    row.map(Row::parse).transpose()
}

/// The case, locked until the commit, so that its next event is decided on its present state.
pub async fn lock(tx: &mut Tx, id: CaseId) -> Result<Option<StoredCase>> {
    let statement = sql(format!("{SELECT} WHERE id = $1{}", dialect::lock(tx.engine()))).bind(id.0);
    let row: Option<Row> = tx.optional(statement).await?;
    row.map(Row::parse).transpose()
}

/// Cases by identity, in no particular order; unknown ones are left out.
pub async fn by_ids(db: &mut impl Run, ids: &[CaseId]) -> Result<Vec<StoredCase>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let batch = Batch::of_ids(ids);
    let text = format!("{SELECT} WHERE id IN (SELECT id FROM {{batch}})");
    let statement = batch.statement(db.engine(), &[Column::Int("id")], &text);
    let rows: Vec<Row> = db.all(statement).await?;
    rows.into_iter().map(Row::parse).collect()
}

/// Tracking codes of cases, in the order of `ids`; unknown ones are left out.
pub async fn codes(db: &mut impl Run, ids: &[CaseId]) -> Result<Vec<String>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let batch = Batch::of_ids(ids);
    let text = "SELECT id, code FROM cases WHERE id IN (SELECT id FROM {batch})";
    let statement = batch.statement(db.engine(), &[Column::Int("id")], text);
    let rows: Vec<(i64, String)> = db.all(statement).await?;
    let mut codes: HashMap<i64, String> = rows.into_iter().collect();
    Ok(ids.iter().filter_map(|id| codes.remove(&id.0)).collect())
}

/// Cases whose clock has something to record by `now_ms`, longest overdue first.
pub async fn to_wake(db: &mut impl Run, now_ms: i64, limit: i64) -> Result<Vec<CaseId>> {
    let rows: Vec<(i64,)> = db
        .all(
            sql("SELECT id FROM cases WHERE wake_ms IS NOT NULL AND wake_ms <= $1 ORDER BY wake_ms LIMIT $2")
                .bind(now_ms)
                .bind(limit),
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| CaseId(id)).collect())
}

/// Cases after `after` in the order of their identity: for rebuilding and checking.
pub async fn page(db: &mut impl Run, after: CaseId, limit: i64) -> Result<Vec<StoredCase>> {
    let rows: Vec<Row> =
        db.all(sql(format!("{SELECT} WHERE id > $1 ORDER BY id LIMIT $2")).bind(after.0).bind(limit)).await?;
    rows.into_iter().map(Row::parse).collect()
}

/// Identities after `after`, in their order.
pub async fn ids_after(db: &mut impl Run, after: CaseId, limit: i64) -> Result<Vec<CaseId>> {
    let statement = sql("SELECT id FROM cases WHERE id > $1 ORDER BY id LIMIT $2").bind(after.0).bind(limit);
    let rows: Vec<(i64,)> = db.all(statement).await?;
    Ok(rows.into_iter().map(|(id,)| CaseId(id)).collect())
}

/// The identity that is highest; 0 while there is none.
pub async fn last(db: &mut impl Run) -> Result<CaseId> {
    let row: Option<(i64,)> = db.optional(sql("SELECT COALESCE(MAX(id), 0) FROM cases")).await?;
    Ok(CaseId(row.map_or(0, |(id,)| id)))
}

/// How many cases there are.
pub async fn count(db: &mut impl Run) -> Result<i64> {
    let row: Option<(i64,)> = db.optional(sql("SELECT COUNT(*) FROM cases")).await?;
    Ok(row.map_or(0, |(n,)| n))
}

/// The rights of a reader as a condition on `cases`, from parameter `$n` on.
pub(super) fn condition(ranges: &Ranges, mut n: usize) -> String {
    let open = branches::of_agency(&ranges.cases, branches::from(&mut n));
    let sealed = branches::of_agency(&ranges.sealed, branches::from(&mut n));
    format!("((sealed = 0 AND {open}) OR (sealed = 1 AND {sealed}))")
}

fn within(statement: Sql, ranges: &Ranges) -> Sql {
    ranges.cases.iter().chain(&ranges.sealed).fold(statement, |statement, &(low, high)| statement.bind(low).bind(high))
}

/// The states in which work is owed, as a list of the SQL itself; codes are constants of ours.
pub(super) fn open_states() -> String {
    let open = CaseState::ALL.iter().filter(|state| state.open() || **state == CaseState::Merged);
    open.map(|state| format!("'{}'", state.code())).collect::<Vec<_>>().join(", ")
}

/// Cases whose clocks may still run (open, or following another case), after `after` in the order of their identity.
pub async fn page_of_open(db: &mut impl Run, after: CaseId, limit: i64) -> Result<Vec<StoredCase>> {
    let text = format!("{SELECT} WHERE id > $1 AND state IN ({}) ORDER BY id LIMIT $2", open_states());
    let rows: Vec<Row> = db.all(sql(text).bind(after.0).bind(limit)).await?;
    rows.into_iter().map(Row::parse).collect()
}

/// How many cases have clocks that may still run.
pub async fn count_of_open(db: &mut impl Run) -> Result<i64> {
    let row: Option<(i64,)> =
        db.optional(sql(format!("SELECT COUNT(*) FROM cases WHERE state IN ({})", open_states()))).await?;
    Ok(row.map_or(0, |(n,)| n))
}

/// Stores policy, calendar and clocks of many cases at once, each only if it still has the number of events given;
/// returns how many took it.
pub async fn update_clocks(tx: &mut Tx, cases: &[(&StoredCase, u32)]) -> Result<u64> {
    let mut batch = Batch::default();
    for (stored, expected) in cases {
        batch.row(|row| {
            row.int(stored.id.0)
                .int(i64::from(*expected))
                .int(i64::from(stored.case.version))
                .opt_int(stored.case.policy.map(|id| id.0))
                .int(stored.case.calendar.0)
                .text(&stored.clocks)
                .opt_int(stored.due_ms)
                .opt_int(stored.wake_ms);
        });
    }
    let columns = [
        Column::Int("id"),
        Column::Int("expected"),
        Column::Int("version"),
        Column::Int("policy_id"),
        Column::Int("calendar_id"),
        Column::Text("clocks"),
        Column::Int("due_ms"),
        Column::Int("wake_ms"),
    ];
    let condition = "cases.id = batch.id AND cases.version = batch.expected";
    let statement = batch.update(tx.engine(), "cases", &columns, &["id", "expected"], condition);
    tx.execute(statement).await
}

/// The cases filed last, newest first.
pub async fn latest(db: &mut impl Run, limit: i64) -> Result<Vec<StoredCase>> {
    let rows: Vec<Row> = db.all(sql(format!("{SELECT} ORDER BY id DESC LIMIT $1")).bind(limit)).await?;
    rows.into_iter().map(Row::parse).collect()
}
