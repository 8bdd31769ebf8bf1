//! The database as a whole, for backups: one consistent copy of it, what says how far it is, and whether it is empty.

use super::db::{Db, Engine, Run, Tx, names_postgres, sql};
use super::error::Result;
use super::resealing::Sealed;
use sqlx::sqlite::SqliteConnectOptions;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// The file of a SQLite database; `None` for PostgreSQL.
pub fn file_of(url: &str) -> Result<Option<PathBuf>> {
    if names_postgres(url) {
        return Ok(None);
    }
    Ok(Some(SqliteConnectOptions::from_str(url)?.get_filename().to_path_buf()))
}

/// Copies a SQLite database into a new file while others read and write.
pub async fn copy(db: &Db, to: &Path) -> Result<()> {
    db.upkeep(sql("VACUUM INTO $1").bind(to.display().to_string())).await
}

/// On PostgreSQL one moment of the database to read from, and the name by which another program sees the same one for as
/// long as this transaction is open; `None` on SQLite.
pub async fn moment(db: &Db) -> Result<Option<(Tx, String)>> {
    let Db::Postgres(pool) = db else { return Ok(None) };
    let mut tx = Tx::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY").await?);
    let name: Option<(String,)> = tx.optional(sql("SELECT pg_export_snapshot()")).await?;
    Ok(name.map(|(name,)| (tx, name)))
}

/// The number of the last migration that was applied.
pub async fn schema(db: &mut impl Run) -> Result<i64> {
    let row: Option<(i64,)> = db.optional(sql("SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations")).await?;
    Ok(row.map_or(0, |(version,)| version))
}

/// The tables that are ours to make; none in an empty database.
pub async fn tables(db: &mut impl Run) -> Result<Vec<String>> {
    let text = match db.engine() {
        Engine::Sqlite => "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        Engine::Postgres => "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema()",
    };
    let rows: Vec<(String,)> = db.all(sql(text)).await?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

/// Removes all tables; for a restoration that failed.
pub async fn drop_tables(db: &Db) -> Result<()> {
    for name in tables(&mut db.read()).await? {
        db.upkeep(sql(format!("DROP TABLE IF EXISTS \"{name}\" CASCADE"))).await?;
    }
    Ok(())
}

/// The names of the keys with which something is sealed, each once. A schema of before has fewer of the tables.
pub async fn key_ids(db: &mut impl Run) -> Result<Vec<String>> {
    let there = tables(db).await?;
    let mut ids = Vec::new();
    for table in Sealed::ALL.map(Sealed::table).into_iter().filter(|table| there.iter().any(|name| name == table)) {
        let text = format!("SELECT DISTINCT key_id FROM {table} WHERE key_id <> ''");
        let rows: Vec<(String,)> = db.all(sql(text)).await?;
        ids.extend(rows.into_iter().map(|(id,)| id));
    }
    ids.sort();
    ids.dedup();
    Ok(ids)
}

/// A contact that was sealed with a key, to try the key on: its case and what is sealed.
pub async fn sealed_contact(db: &mut impl Run, key_id: &str) -> Result<Option<(i64, String)>> {
    let text = "SELECT case_id, sealed FROM contacts WHERE key_id = $1 LIMIT 1";
    db.optional(sql(text).bind(key_id)).await
}
