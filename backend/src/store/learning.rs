//! Learned models of routing, and the cases they are learned from.

use super::batch::Batch;
use super::db::{Run, Tx, sql};
use super::dialect::Column;
use super::error::{Result, StoreError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// A model that was tried.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct ModelRow {
    /// Identity; a later one is newer.
    pub id: i64,
    /// When, milliseconds UTC.
    pub made_ms: i64,
    /// Cases filed up to here were learned from.
    pub until_ms: i64,
    /// How many.
    pub cases: i64,
    /// `in_use` or `kept_old`.
    pub verdict: String,
    /// Figures, JSON.
    pub report: String,
}

/// A case that shows where such a text belongs.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Confirmed {
    /// Which.
    pub id: i64,
    /// Where it happened.
    pub area: Option<String>,
    /// Who took it up.
    pub agency_id: i64,
    /// When it was filed.
    pub received_ms: i64,
}

/// Bytes of a model in one row.
const PART_BYTES: usize = 1 << 20;

const SELECT: &str = "SELECT id, made_ms, until_ms, cases, verdict, report FROM routing_models";

/// Cases that an agency took up and did not refuse, newest first. Sealed ones are nobody's example.
pub async fn confirmed(db: &mut impl Run, limit: i64) -> Result<Vec<Confirmed>> {
    db.all(
        sql("SELECT id, area, agency_id, received_ms FROM cases WHERE sealed = 0 AND agency_id IS NOT NULL \
             AND accepted_ms IS NOT NULL AND state NOT IN ('rejected', 'withdrawn', 'merged') \
             ORDER BY id DESC LIMIT $1")
        .bind(limit),
    )
    .await
}

/// The newest models, newest first.
pub async fn newest(db: &mut impl Run, limit: i64) -> Result<Vec<ModelRow>> {
    db.all(sql(format!("{SELECT} ORDER BY id DESC LIMIT $1")).bind(limit)).await
}

/// The model in use.
pub async fn in_use(db: &mut impl Run) -> Result<Option<ModelRow>> {
    db.optional(sql(format!("{SELECT} WHERE verdict = 'in_use' ORDER BY id DESC LIMIT 1"))).await
}

/// The bytes of a model; `None` when they are gone.
pub async fn bytes(db: &mut impl Run, id: i64) -> Result<Option<Vec<u8>>> {
    let parts: Vec<(String,)> =
        db.all(sql("SELECT data FROM routing_model_parts WHERE model_id = $1 ORDER BY part").bind(id)).await?;
    if parts.is_empty() {
        return Ok(None);
    }
    let mut out = Vec::new();
    for (part,) in parts {
        let bad = || StoreError::Inconsistent { table: "routing_model_parts", what: format!("data of {id}") };
        STANDARD.decode_vec(part, &mut out).map_err(|_| bad())?;
    }
    Ok(Some(out))
}

/// Stores a model; its bytes only when it is to be used, and then those of all others go.
pub async fn insert(tx: &mut Tx, row: &ModelRow, bytes: Option<&[u8]>) -> Result<()> {
    let statement = sql(
        "INSERT INTO routing_models (id, made_ms, until_ms, cases, verdict, report) VALUES ($1, $2, $3, $4, $5, $6)",
    );
    let statement = statement.bind(row.id).bind(row.made_ms).bind(row.until_ms).bind(row.cases);
    tx.execute(statement.bind(row.verdict.as_str()).bind(row.report.as_str())).await?;
    let Some(bytes) = bytes else { return Ok(()) };
    tx.execute(sql("DELETE FROM routing_model_parts")).await?;
    let columns = [Column::Int("model_id"), Column::Int("part"), Column::Text("data")];
    for (part, piece) in (0_i64..).zip(bytes.chunks(PART_BYTES)) {
        let mut batch = Batch::default();
        batch.row(|r| {
            r.int(row.id).int(part).text(STANDARD.encode(piece));
        });
        batch.insert(tx, "routing_model_parts", &columns, "").await?;
    }
    Ok(())
}

/// From which probability (thousandths) a suggestion is shown and from which it routes, if somebody said.
pub async fn thresholds(db: &mut impl Run) -> Result<Option<(i64, i64)>> {
    db.optional(sql("SELECT shows_at, routes_at FROM routing_thresholds WHERE one = 1")).await
}

/// Says it.
pub async fn set_thresholds(tx: &mut Tx, shows_at: i64, routes_at: i64) -> Result<()> {
    let statement = sql("INSERT INTO routing_thresholds (one, shows_at, routes_at) VALUES (1, $1, $2) \
         ON CONFLICT (one) DO UPDATE SET shows_at = excluded.shows_at, routes_at = excluded.routes_at");
    tx.execute(statement.bind(shows_at).bind(routes_at)).await.map(|_| ())
}
