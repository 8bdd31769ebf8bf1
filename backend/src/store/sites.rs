//! Sites as they are administered: their settings with a version, who changed what, the logo, and what happened to the
//! widget day by day. Reading the settings in use is part of `settings`.

use super::batch::Batch;
use super::db::{Run, Tx, sql};
use super::dialect::Column;
use super::error::Result;
use super::settings::{QuestionRow, SiteRow, questions};

/// Who changed what.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct ChangeRow {
    /// Which site.
    pub site_id: i64,
    /// When, milliseconds UTC.
    pub at_ms: i64,
    /// Who.
    pub user_id: i64,
    /// How it was, JSON; empty for a new one.
    pub was: String,
    /// How it is since, JSON.
    pub became: String,
}

/// What happened to a site's widget on a day. Counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct DayRow {
    /// Which site.
    pub site_id: i64,
    /// The day, counted from 1970-01-01.
    pub day: i64,
    /// The loader was asked for.
    pub loads: i64,
    /// The form was opened in the page or the frame.
    pub opened: i64,
    /// As a page of ours.
    pub plain: i64,
    /// The page took over because nothing else worked.
    pub fell: i64,
    /// A page of another origin asked.
    pub foreign_origin: i64,
    /// Filed.
    pub filed: i64,
    /// Not taken, since something was wrong.
    pub refused: i64,
    /// Not taken because of us.
    pub failed: i64,
}

/// The version of a site; nothing when there is none.
pub async fn version(db: &mut impl Run, site: i64) -> Result<Option<i64>> {
    let row: Option<(i64,)> = db.optional(sql("SELECT version FROM sites WHERE id = $1").bind(site)).await?;
    Ok(row.map(|(version,)| version))
}

/// The next identity of a site. The caller holds the counter of settings, so nobody else asks at the same time.
pub async fn next_id(tx: &mut Tx) -> Result<i64> {
    let row: Option<(i64,)> = tx.optional(sql("SELECT COALESCE(MAX(id), 0) + 1 FROM sites")).await?;
    Ok(row.map_or(1, |(id,)| id))
}

/// Changes a site and moves its version.
pub async fn update(tx: &mut Tx, site: &SiteRow) -> Result<()> {
    let statement = sql("UPDATE sites SET agency_id = $2, name_vi = $3, name_en = $4, origins = $5, kinds = $6, \
         colour = $7, publishes = $8, version = version + 1 WHERE id = $1")
    .bind(site.id)
    .bind(site.agency_id)
    .bind(site.name_vi.as_str())
    .bind(site.name_en.as_str())
    .bind(site.origins.as_str())
    .bind(site.kinds.as_str())
    .bind(site.colour.as_str())
    .bind(site.publishes);
    tx.execute(statement).await.map(|_| ())
}

/// Moves the version of a site of which something beside its row changed.
pub async fn touch(tx: &mut Tx, site: i64) -> Result<()> {
    tx.execute(sql("UPDATE sites SET version = version + 1 WHERE id = $1").bind(site)).await.map(|_| ())
}

/// Sets how it looks.
pub async fn put_look(tx: &mut Tx, site: i64, spec: &str) -> Result<()> {
    let statement = sql("INSERT INTO looks (site_id, spec) VALUES ($1, $2) \
         ON CONFLICT (site_id) DO UPDATE SET spec = excluded.spec");
    tx.execute(statement.bind(site).bind(spec)).await.map(|_| ())
}

/// Sets its own questions, in order.
pub async fn put_questions(tx: &mut Tx, site: i64, specs: Vec<String>) -> Result<()> {
    tx.execute(sql("DELETE FROM questions WHERE site_id = $1").bind(site)).await?;
    let row: Option<(i64,)> = tx.optional(sql("SELECT COALESCE(MAX(id), 0) + 1 FROM questions")).await?;
    let first = row.map_or(1, |(id,)| id);
    let row = |(n, spec): (i64, String)| QuestionRow {
        id: first + n,
        site_id: Some(site),
        // Behind those that every site asks.
        position: 1_000 + n,
        active: 1,
        spec,
    };
    questions::insert(tx, &(0..).zip(specs).map(row).collect::<Vec<_>>()).await
}

/// Keeps a logo: a PNG, base64.
pub async fn put_logo(tx: &mut Tx, site: i64, png: &str) -> Result<()> {
    let statement = sql("INSERT INTO logos (site_id, png) VALUES ($1, $2) \
         ON CONFLICT (site_id) DO UPDATE SET png = excluded.png");
    tx.execute(statement.bind(site).bind(png)).await.map(|_| ())
}

/// Removes a logo.
pub async fn remove_logo(tx: &mut Tx, site: i64) -> Result<()> {
    tx.execute(sql("DELETE FROM logos WHERE site_id = $1").bind(site)).await.map(|_| ())
}

/// The logo of a site.
pub async fn logo(db: &mut impl Run, site: i64) -> Result<Option<String>> {
    let row: Option<(String,)> = db.optional(sql("SELECT png FROM logos WHERE site_id = $1").bind(site)).await?;
    Ok(row.map(|(png,)| png))
}

/// Writes down who changed what. The caller holds the counter of settings.
pub async fn record(tx: &mut Tx, change: &ChangeRow) -> Result<()> {
    let statement = sql("INSERT INTO site_changes (id, site_id, at_ms, user_id, was, became) \
         SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5 FROM site_changes")
    .bind(change.site_id)
    .bind(change.at_ms)
    .bind(change.user_id)
    .bind(change.was.as_str())
    .bind(change.became.as_str());
    tx.execute(statement).await.map(|_| ())
}

/// The newest changes of a site, newest first.
pub async fn changes(db: &mut impl Run, site: i64, limit: i64) -> Result<Vec<ChangeRow>> {
    let statement = sql("SELECT site_id, at_ms, user_id, was, became FROM site_changes \
         WHERE site_id = $1 ORDER BY id DESC LIMIT $2");
    db.all(statement.bind(site).bind(limit)).await
}

const COUNTS: [&str; 8] = ["loads", "opened", "plain", "fell", "foreign_origin", "filed", "refused", "failed"];

/// Adds to what happened.
pub async fn add_days(tx: &mut Tx, rows: &[DayRow]) -> Result<()> {
    let mut batch = Batch::default();
    for row in rows {
        batch.row(|r| {
            r.int(row.site_id).int(row.day).int(row.loads).int(row.opened).int(row.plain).int(row.fell);
            r.int(row.foreign_origin).int(row.filed).int(row.refused).int(row.failed);
        });
    }
    let columns: Vec<Column> = ["site_id", "day"].into_iter().chain(COUNTS).map(Column::Int).collect();
    let sums: Vec<String> = COUNTS.iter().map(|name| format!("{name} = site_days.{name} + excluded.{name}")).collect();
    let more = format!("ON CONFLICT (site_id, day) DO UPDATE SET {}", sums.join(", "));
    batch.insert(tx, "site_days", &columns, &more).await.map(|_| ())
}

/// What happened from a day on, newest first; at one site, or at all.
pub async fn days(db: &mut impl Run, site: Option<i64>, from: i64) -> Result<Vec<DayRow>> {
    let which = if site.is_some() { "site_id = $2" } else { "site_id <> $2" };
    let statement = sql(format!(
        "SELECT site_id, day, {} FROM site_days WHERE day >= $1 AND {which} ORDER BY day DESC, site_id",
        COUNTS.join(", ")
    ));
    db.all(statement.bind(from).bind(site.unwrap_or(0))).await
}

/// Forgets what happened before a day.
pub async fn forget_days(tx: &mut Tx, before: i64) -> Result<u64> {
    tx.execute(sql("DELETE FROM site_days WHERE day < $1").bind(before)).await
}
