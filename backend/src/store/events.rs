//! The ledger's table: appended to, never changed but for the position and hash that the sequencer gives.

use super::batch::Batch;
use super::db::{Run, Tx, sql};
use super::dialect::{self, Column};
use super::error::{Result, StoreError};
use super::inserts::Inserts;
use hoiam_shared::case::{Actor, Event, What};
use hoiam_shared::ids::CaseId;
use std::collections::HashMap;

/// An event as it is stored, its payload still as text: what the chain of hashes covers.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct StoredEvent {
    /// Whose.
    pub case_id: i64,
    /// Position within the case.
    pub version: i64,
    /// When, milliseconds UTC.
    pub at_ms: i64,
    /// Who, as [`Actor::code`].
    pub actor: String,
    /// What kind.
    pub kind: String,
    /// The rest, JSON.
    pub data: String,
    /// Digest of the words beside it.
    pub words_sha256: String,
    /// Position in the ledger; `None` until the sequencer came by.
    pub seq: Option<i64>,
    /// Hash over this event and the one before it, hex.
    pub hash: Option<String>,
}

impl StoredEvent {
    /// An event on its way into the ledger, without a position yet.
    pub fn new(case: CaseId, event: &Event) -> Self {
        Self {
            case_id: case.0,
            version: i64::from(event.version),
            at_ms: event.at_ms,
            actor: event.actor.code(),
            kind: event.what.kind().to_owned(),
            data: data_text(&event.what),
            words_sha256: event.words_sha256.clone(),
            seq: None,
            hash: None,
        }
    }

    /// The event itself.
    pub fn parse(&self) -> Result<Event> {
        let bad = |column: &str| StoreError::Inconsistent {
            table: "events",
            what: format!("{column} of {}/{}", self.case_id, self.version),
        };
        Ok(Event {
            version: u32::try_from(self.version).map_err(|_| bad("version"))?,
            at_ms: self.at_ms,
            actor: Actor::from_code(&self.actor).ok_or_else(|| bad("actor"))?,
            words_sha256: self.words_sha256.clone(),
            what: what_from(&self.kind, &self.data).ok_or_else(|| bad("data"))?,
        })
    }
}

/// The payload of an event as stored beside its kind: `{}` or the variant's fields.
fn data_text(what: &What) -> String {
    // `{"kind":"…","data":…}`: what stands behind the kind, without a tree in between.
    let text = serde_json::to_string(what).unwrap_or_default();
    let data = text.strip_prefix(r#"{"kind":""#).and_then(|rest| rest.strip_prefix(what.kind()));
    let data = data.and_then(|rest| rest.strip_prefix(r#"","data":"#)).and_then(|rest| rest.strip_suffix('}'));
    data.unwrap_or_default().to_owned()
}

fn what_from(kind: &str, data: &str) -> Option<What> {
    serde_json::from_str(&format!(r#"{{"kind":"{kind}","data":{data}}}"#)).ok()
}

const COLUMNS: &[Column] = &[
    Column::Int("case_id"),
    Column::Int("version"),
    Column::Int("at_ms"),
    Column::Text("actor"),
    Column::Text("kind"),
    Column::Text("data"),
    Column::Text("words_sha256"),
    Column::Int("seq"),
    Column::Text("hash"),
];

const SELECT: &str = "SELECT case_id, version, at_ms, actor, kind, data, words_sha256, seq, hash FROM events";

/// Appends events. A place in a case that is taken is refused by the table.
pub fn append(into: &mut Inserts, events: impl IntoIterator<Item = StoredEvent>) {
    let mut batch = Batch::default();
    for event in events {
        batch.row(|row| {
            row.int(event.case_id)
                .int(event.version)
                .int(event.at_ms)
                .text(event.actor)
                .text(event.kind)
                .text(event.data)
                .text(event.words_sha256)
                .opt_int(event.seq)
                .opt_text(event.hash);
        });
    }
    into.add("events", COLUMNS, "", batch);
}

/// All events of a case, oldest first.
pub async fn of_case(db: &mut impl Run, case: CaseId) -> Result<Vec<Event>> {
    let rows: Vec<StoredEvent> =
        db.all(sql(format!("{SELECT} WHERE case_id = $1 ORDER BY version")).bind(case.0)).await?;
    rows.iter().map(StoredEvent::parse).collect()
}

/// All events of several cases, by case and age.
pub async fn of_cases(db: &mut impl Run, cases: &[CaseId]) -> Result<Vec<(CaseId, Event)>> {
    let batch = Batch::of_ids(cases);
    let text = format!("{SELECT} WHERE case_id IN (SELECT id FROM {{batch}}) ORDER BY case_id, version");
    let rows: Vec<StoredEvent> = db.all(batch.statement(db.engine(), &[Column::Int("id")], &text)).await?;
    rows.iter().map(|row| Ok((CaseId(row.case_id), row.parse()?))).collect()
}

/// The histories of several cases, each oldest first; a case without events has none.
pub async fn histories(db: &mut impl Run, cases: &[CaseId]) -> Result<HashMap<CaseId, Vec<Event>>> {
    let mut told: HashMap<CaseId, Vec<Event>> = HashMap::with_capacity(cases.len());
    for (id, event) in of_cases(db, cases).await? {
        told.entry(id).or_default().push(event);
    }
    Ok(told)
}

/// The events of several cases that say who has them, by case and age.
pub async fn routed(db: &mut impl Run, cases: &[CaseId]) -> Result<Vec<(CaseId, Event)>> {
    let batch = Batch::of_ids(cases);
    let text = format!(
        "{SELECT} WHERE case_id IN (SELECT id FROM {{batch}}) AND kind IN ('routed', 'transferred', 'referred') \
         ORDER BY case_id, version"
    );
    let rows: Vec<StoredEvent> = db.all(batch.statement(db.engine(), &[Column::Int("id")], &text)).await?;
    rows.iter().map(|row| Ok((CaseId(row.case_id), row.parse()?))).collect()
}

/// Kinds of events named by case and version: (case, version, kind).
pub async fn kinds(db: &mut impl Run, named: &[(CaseId, u32)]) -> Result<Vec<(i64, i64, String)>> {
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let mut batch = Batch::default();
    for (case, version) in named {
        batch.row(|row| {
            row.int(case.0).int(i64::from(*version));
        });
    }
    let columns = [Column::Int("case_id"), Column::Int("version")];
    let text = "SELECT events.case_id, events.version, events.kind FROM {batch} JOIN events \
         ON events.case_id = batch.case_id AND events.version = batch.version";
    db.all(batch.statement(db.engine(), &columns, text)).await
}

/// Committed events that have no position yet, by time; those of one case in their own order, since its times
/// never go back.
pub async fn unnumbered(db: &mut impl Run, limit: i64) -> Result<Vec<StoredEvent>> {
    db.all(sql(format!("{SELECT} WHERE seq IS NULL ORDER BY at_ms, case_id, version LIMIT $1")).bind(limit)).await
}

/// Stores the position and hash that events were given; returns how many rows took them.
pub async fn number(tx: &mut Tx, numbered: &[StoredEvent]) -> Result<u64> {
    let mut batch = Batch::default();
    for event in numbered {
        batch.row(|row| {
            row.int(event.case_id).int(event.version).opt_int(event.seq).opt_text(event.hash.as_deref());
        });
    }
    let columns = [Column::Int("case_id"), Column::Int("version"), Column::Int("seq"), Column::Text("hash")];
    let same = "events.case_id = batch.case_id AND events.version = batch.version AND events.seq IS NULL";
    tx.execute(batch.update(tx.engine(), "events", &columns, &["case_id", "version"], same)).await
}

/// Events after a position, in order.
pub async fn after(db: &mut impl Run, seq: i64, limit: i64) -> Result<Vec<StoredEvent>> {
    db.all(sql(format!("{SELECT} WHERE seq > $1 ORDER BY seq LIMIT $2")).bind(seq).bind(limit)).await
}

/// The hashes of the events from one position to another, both included, in order.
pub async fn hashes(db: &mut impl Run, from: i64, to: i64) -> Result<Vec<String>> {
    let text = "SELECT hash FROM events WHERE seq >= $1 AND seq <= $2 ORDER BY seq";
    let rows: Vec<(String,)> = db.all(sql(text).bind(from).bind(to)).await?;
    Ok(rows.into_iter().map(|(hash,)| hash).collect())
}

/// An event as it is stored.
pub async fn stored(db: &mut impl Run, case: CaseId, version: i64) -> Result<Option<StoredEvent>> {
    db.optional(sql(format!("{SELECT} WHERE case_id = $1 AND version = $2")).bind(case.0).bind(version)).await
}

/// The first position of an event that happened at or after an instant.
pub async fn first_since(db: &mut impl Run, at_ms: i64) -> Result<Option<i64>> {
    let row: Option<(Option<i64>,)> =
        db.optional(sql("SELECT MIN(seq) FROM events WHERE at_ms >= $1").bind(at_ms)).await?;
    Ok(row.and_then(|(seq,)| seq))
}

/// The position of the last event that erased something; `None` while nothing was.
pub async fn last_erased(db: &mut impl Run) -> Result<Option<i64>> {
    let row: Option<(Option<i64>,)> = db.optional(sql("SELECT MAX(seq) FROM events WHERE kind = 'erased'")).await?;
    Ok(row.and_then(|(seq,)| seq))
}

/// What a tail needs to know of an event.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Passed {
    /// Position in the ledger.
    pub seq: i64,
    /// Whose.
    pub case_id: i64,
    /// Position within the case.
    pub version: i64,
    /// When, milliseconds UTC.
    pub at_ms: i64,
    /// What kind.
    pub kind: String,
}

/// What passed after a position, in order.
pub async fn passed_after(db: &mut impl Run, seq: i64, limit: i64) -> Result<Vec<Passed>> {
    let text = "SELECT seq, case_id, version, at_ms, kind FROM events WHERE seq > $1 ORDER BY seq LIMIT $2";
    db.all(sql(text).bind(seq).bind(limit)).await
}

/// The last position given and the hash of the event that has it, locked until the commit.
pub async fn lock_head(tx: &mut Tx) -> Result<(i64, String)> {
    let statement = sql(format!("SELECT seq, hash FROM ledger_head WHERE one = 1{}", dialect::lock(tx.engine())));
    let head: Option<(i64, String)> = tx.optional(statement).await?;
    match head {
        Some(head) => Ok(head),
        None => {
            tx.execute(sql("INSERT INTO ledger_head (one, seq, hash) VALUES (1, 0, '') ON CONFLICT DO NOTHING"))
                .await?;
            Ok((0, String::new()))
        }
    }
}

/// The same if nobody else holds it; `None` also while there is no head yet.
pub async fn lock_head_if_free(tx: &mut Tx) -> Result<Option<(i64, String)>> {
    let free = dialect::lock_if_free(tx.engine());
    tx.optional(sql(format!("SELECT seq, hash FROM ledger_head WHERE one = 1{free}"))).await
}

/// The last position given; 0 for an empty ledger.
pub async fn head(db: &mut impl Run) -> Result<(i64, String)> {
    let head = db.optional(sql("SELECT seq, hash FROM ledger_head WHERE one = 1")).await?;
    Ok(head.unwrap_or_default())
}

/// Moves the head.
pub fn set_head(into: &mut Inserts, seq: i64, hash: &str) {
    let mut batch = Batch::default();
    batch.row(|row| {
        row.int(1).int(seq).text(hash);
    });
    let columns = [Column::Int("one"), Column::Int("seq"), Column::Text("hash")];
    into.add(
        "ledger_head",
        &columns,
        "ON CONFLICT (one) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
        batch,
    );
}
