//! The one door to both engines: SQL text with `$n`, plain values in, rows out.
//!
//! The choice made by a spike: an enum over sqlx' own pools and one place that dispatches, instead of
//! `sqlx::Any` (whose type set is smaller than ours and which hides the engine where the writer needs it).
//! Row structs derive `FromRow` generically, so each query is written and decoded once.

use super::error::{Result, StoreError};
use crate::traces::{below, step};
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions, PgRow};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, Connection, Executor, FromRow, PgPool, Postgres, Sqlite, SqlitePool, Transaction};
use std::pin::Pin;
use std::str::FromStr;
use std::time::Duration;
use tracing::{Instrument, Span};

/// A value bound to `$n`. Nulls keep their type, which PostgreSQL needs.
#[derive(Debug, Clone)]
pub enum Arg {
    /// 64-bit integer.
    Int(Option<i64>),
    /// Text.
    Text(Option<String>),
    /// A column of integers; an array, which only PostgreSQL has.
    Ints(Vec<Option<i64>>),
    /// A column of text; an array, which only PostgreSQL has.
    Texts(Vec<Option<String>>),
}

macro_rules! args {
    ($($from:ty => |$v:ident| $to:expr),+ $(,)?) => {$(impl From<$from> for Arg { fn from($v: $from) -> Self { $to } })+};
}
args! {
    i64 => |v| Self::Int(Some(v)),
    Option<i64> => |v| Self::Int(v),
    u32 => |v| Self::Int(Some(i64::from(v))),
    bool => |v| Self::Int(Some(i64::from(v))),
    &str => |v| Self::Text(Some(v.to_owned())),
    String => |v| Self::Text(Some(v)),
    Option<String> => |v| Self::Text(v),
}

/// A statement: text that is the same for both engines, and its values.
#[derive(Debug, Clone)]
pub struct Sql {
    text: std::borrow::Cow<'static, str>,
    args: Vec<Arg>,
}

/// Starts a statement. The text never contains data: values go through [`Sql::bind`].
pub fn sql(text: impl Into<std::borrow::Cow<'static, str>>) -> Sql {
    Sql { text: text.into(), args: Vec::new() }
}

impl Sql {
    /// Binds the next `$n`.
    pub fn bind(mut self, value: impl Into<Arg>) -> Self {
        self.args.push(value.into());
        self
    }

    /// Goes on with more text; never data.
    pub fn then(mut self, text: &str) -> Self {
        self.text.to_mut().push_str(text);
        self
    }

    #[cfg(test)]
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// As a step of what is being done.
    fn step(&self) -> Span {
        below(|| step!("statement", otel.kind = "client", db.query.text = &*self.text))
    }
}

/// A row type that both engines can fill.
pub trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}
impl<T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin> Row for T {}

/// Which engine is behind the door; only `store/dialect.rs` and the writer ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Embedded SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// The pools of one installation. Cheap to clone.
#[derive(Debug, Clone)]
pub enum Db {
    /// One writer, many readers.
    Sqlite {
        /// One connection: SQLite has one writer, and queueing here is fairer than its busy loop.
        write: SqlitePool,
        /// Readers see the last commit and never wait for the writer.
        read: SqlitePool,
    },
    /// One pool.
    Postgres(PgPool),
}

static ON_SQLITE: Migrator = sqlx_macros::migrate!("../migrations/sqlite");
static ON_POSTGRES: Migrator = sqlx_macros::migrate!("../migrations/postgres");

/// The number of the last migration that this program knows.
pub fn newest_schema(engine: Engine) -> i64 {
    let known = match engine {
        Engine::Sqlite => &ON_SQLITE,
        Engine::Postgres => &ON_POSTGRES,
    };
    known.iter().map(|step| step.version).max().unwrap_or_default()
}

/// What is under way in the database. In a box: what a driver does for a statement is made of hundreds of nested types, and whoever
/// waits for a statement, and whoever waits for them, would carry all of it in their own; at each of them the compiler proves anew
/// that all of it may change threads. To a statement a box is nothing.
pub type Work<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// How long a connection is waited for.
const ACQUIRE: Duration = Duration::from_secs(10);

/// How write transactions begin.
const WRITER: &str = "BEGIN IMMEDIATE";

/// About 120 MB.
const LONG_LOG_PAGES: i64 = 30_000;

/// Binds all values and runs one of sqlx' fetch methods on an executor of either engine.
macro_rules! run {
    ($bind:ident, $sql:expr, $query:expr, $executor:expr, $method:ident) => {{
        let mut query = $query;
        for arg in $sql.args {
            query = $bind!(query, arg);
        }
        query.$method($executor).await.map_err(StoreError::from)
    }};
}
macro_rules! fetch {
    ($bind:ident, $rows:path, $sql:expr, $query:expr, $executor:expr, $first:expr) => {
        Ok($rows(match $first {
            true => run!($bind, $sql, $query, $executor, fetch_optional)?.into_iter().collect(),
            false => run!($bind, $sql, $query, $executor, fetch_all)?,
        }))
    };
}
macro_rules! on_sqlite {
    ($query:expr, $arg:expr) => {
        match $arg {
            Arg::Int(v) => $query.bind(v),
            Arg::Text(v) => $query.bind(v),
            // `store/batch.rs` binds no array here.
            Arg::Ints(_) | Arg::Texts(_) => return Err(sqlx::Error::Protocol("SQLite has no arrays".into()).into()),
        }
    };
}
macro_rules! on_postgres {
    ($query:expr, $arg:expr) => {
        match $arg {
            Arg::Int(v) => $query.bind(v),
            Arg::Text(v) => $query.bind(v),
            Arg::Ints(v) => $query.bind(v),
            Arg::Texts(v) => $query.bind(v),
        }
    };
}

/// Whether a connection that somebody is done with is outside any transaction; one that is not is closed. A full disk makes
/// SQLite undo a whole transaction by itself: the roll-back that sqlx sends then fails, and sqlx would take the connection for
/// one within a transaction for ever.
async fn has_ended(connection: &mut SqliteConnection) -> sqlx::Result<bool> {
    if connection.is_in_transaction() {
        // Answered behind a roll-back that is still on its way.
        connection.ping().await?;
    }
    Ok(!connection.is_in_transaction())
}

/// Whether an address is one of PostgreSQL.
pub(super) fn names_postgres(url: &str) -> bool {
    url.starts_with("postgres:") || url.starts_with("postgresql:")
}

/// How every connection to a SQLite file is opened.
fn sqlite(url: &str) -> Result<SqliteConnectOptions> {
    Ok(SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        // A tracking code is a promise: it is given only after the commit has reached the disk.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("cache_size", "-16000")
        .pragma("journal_size_limit", "67108864")
        // Folding the log into the file is `tend`'s; the committing writer does it only where nothing tends.
        .pragma("wal_autocheckpoint", "16000")
        .pragma("temp_store", "memory")
        // What was erased is overwritten, not only left to be reused.
        .pragma("secure_delete", "on")
        .statement_cache_capacity(200))
}

/// A pool for PostgreSQL. Statements are not compiled to machine code there: that takes longer than any of ours, and is begun
/// for those whose cost is guessed too high (recursions, tables without statistics).
fn postgres(connections: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE)
        .after_connect(|connection, _| Box::pin(async { connection.execute("SET jit = off").await.map(drop) }))
}

impl Db {
    /// Opens `sqlite:PATH` or `postgres://…`, creating the SQLite file if it is not there.
    pub async fn open(url: &str, connections: u32) -> Result<Self> {
        if names_postgres(url) {
            return Ok(Self::Postgres(postgres(connections).connect_with(PgConnectOptions::from_str(url)?).await?));
        }
        // With a log readers see the last commit and never wait for the writer.
        Self::on_sqlite(sqlite(url)?.journal_mode(SqliteJournalMode::Wal), connections).await
    }

    /// Opens a place that is new and alone, to fill it. SQLite keeps what a large transaction changes until it ends, then writes
    /// it into the file, and not into a log before that. The disk is waited for at the end ([`Self::filled`]): if the machine stops
    /// before, the place is thrown away and filled again.
    pub async fn open_to_fill(url: &str, connections: u32) -> Result<Self> {
        if names_postgres(url) {
            return Self::open(url, connections).await;
        }
        let options = sqlite(url)?
            .journal_mode(SqliteJournalMode::Truncate)
            .synchronous(SqliteSynchronous::Off)
            .pragma("cache_size", "-96000");
        Self::on_sqlite(options, connections).await
    }

    /// What was filled in is on the disk when this returns. Nothing but [`Self::close`] may follow: connections that are opened
    /// later would go back to how this began.
    pub async fn filled(&self) -> Result<()> {
        let Self::Sqlite { write, .. } = self else { return Ok(()) };
        let mut connection = write.acquire().await?;
        connection.execute("PRAGMA synchronous = FULL").await?;
        // A commit like any other: it waits for all of the file.
        let mode = sqlx::query_as::<Sqlite, (String,)>("PRAGMA journal_mode = WAL");
        match mode.fetch_one(&mut *connection).await?.0.as_str() {
            "wal" => Ok(()),
            other => Err(sqlx::Error::Protocol(format!("SQLite keeps no log here, but {other}")).into()),
        }
    }

    async fn on_sqlite(options: SqliteConnectOptions, connections: u32) -> Result<Self> {
        // A file does not hang up; asking whether it is there would be a second turn of its thread for every statement.
        let pool = SqlitePoolOptions::new().acquire_timeout(ACQUIRE).test_before_acquire(false);
        let write = pool
            .clone()
            .max_connections(1)
            .after_release(|connection, _| Box::pin(has_ended(connection)))
            .connect_with(options.clone())
            .await?;
        let read = pool
            .max_connections(connections.max(2))
            .idle_timeout(Duration::from_secs(60))
            .connect_with(options.pragma("query_only", "on").pragma("cache_size", "-4000"))
            .await?;
        Ok(Self::Sqlite { write, read })
    }

    /// The same for a thread with a runtime of its own: a connection to PostgreSQL is heard of by the runtime in which it was
    /// made. SQLite has its own threads.
    pub fn apart(&self) -> Self {
        match self {
            Self::Sqlite { .. } => self.clone(),
            Self::Postgres(pool) => Self::Postgres(postgres(2).connect_lazy_with((*pool.connect_options()).clone())),
        }
    }

    /// Closes what [`Self::apart`] opened.
    pub async fn leave(self) {
        if let Self::Postgres(pool) = self {
            pool.close().await;
        }
    }

    /// Which engine this is.
    pub const fn engine(&self) -> Engine {
        match self {
            Self::Sqlite { .. } => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// Opens a write transaction. The only door to writing. On SQLite it begins as a writer: one that reads
    /// first and writes later would be refused at once when another wrote in between.
    pub fn begin(&self) -> Work<'_, Tx> {
        Box::pin(self.begun().instrument(below(|| step!("begin"))))
    }

    async fn begun(&self) -> Result<Tx> {
        Ok(match self {
            Self::Sqlite { write, .. } => Tx::Sqlite(write.begin_with(WRITER).await?),
            Self::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// A handle to read with, outside any transaction.
    pub const fn read(&self) -> Read<'_> {
        Read(self)
    }

    /// Applies the migrations of this engine. Never edits a released one.
    pub async fn migrate(&self) -> Result<()> {
        match self {
            Self::Sqlite { write, .. } => ON_SQLITE.run(write).await?,
            Self::Postgres(pool) => ON_POSTGRES.run(pool).await?,
        }
        Ok(())
    }

    /// Folds SQLite's log into its file beside the writer, so that no commit has to; to be called about once a
    /// second. Only when the log has grown long under a load that never pauses, the writer waits for it once.
    pub async fn tend(&self) -> Result<()> {
        let Self::Sqlite { write, read } = self else { return Ok(()) };
        let passive = sqlx::query_as::<Sqlite, (i64, i64, i64)>("PRAGMA wal_checkpoint(PASSIVE)");
        let (_, pages, _) = passive.fetch_one(read).await?;
        if pages > LONG_LOG_PAGES {
            sqlx::query::<Sqlite>("PRAGMA wal_checkpoint(RESTART)").execute(write).await?;
        }
        Ok(())
    }

    /// Takes what was overwritten out of SQLite's log, too; `false` while a reader still needs the log, then to be tried again.
    /// On PostgreSQL that is the server's own business.
    pub async fn scrub(&self) -> Result<bool> {
        let Self::Sqlite { write, .. } = self else { return Ok(true) };
        let folded = sqlx::query_as::<Sqlite, (i64, i64, i64)>("PRAGMA wal_checkpoint(TRUNCATE)");
        let (busy, ..) = folded.fetch_one(write).await?;
        Ok(busy == 0)
    }

    /// Waits for running statements and closes the pools; SQLite folds its log into the file.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }

    /// Runs a statement outside a transaction on the writing side; for upkeep such as `VACUUM INTO`.
    pub async fn upkeep(&self, statement: Sql) -> Result<()> {
        match self {
            Self::Sqlite { write, .. } => {
                run!(
                    on_sqlite,
                    statement,
                    sqlx::query::<Sqlite>(AssertSqlSafe(statement.text.into_owned())),
                    write,
                    execute
                )?;
            }
            Self::Postgres(pool) => {
                run!(
                    on_postgres,
                    statement,
                    sqlx::query::<Postgres>(AssertSqlSafe(statement.text.into_owned())),
                    pool,
                    execute
                )?;
            }
        }
        Ok(())
    }
}

/// Rows as the engine gave them. What fetches them knows no row type: the way through a driver is long, and is
/// compiled once for each engine instead of once for each type.
#[derive(Debug)]
pub enum Rows {
    /// Of SQLite.
    Sqlite(Vec<SqliteRow>),
    /// Of PostgreSQL.
    Postgres(Vec<PgRow>),
}

impl Rows {
    fn read<T: Row>(&self) -> Result<Vec<T>> {
        match self {
            Self::Sqlite(rows) => rows.iter().map(|row| Ok(T::from_row(row)?)).collect(),
            Self::Postgres(rows) => rows.iter().map(|row| Ok(T::from_row(row)?)).collect(),
        }
    }
}

/// Something statements run on: a reading handle or a write transaction.
pub trait Run: Send {
    /// The engine behind it.
    fn engine(&self) -> Engine;

    /// All rows, or the first one only.
    fn fetch(&mut self, statement: Sql, first: bool) -> Work<'_, Rows>;

    /// All rows.
    fn all<T: Row>(&mut self, statement: Sql) -> impl Future<Output = Result<Vec<T>>> + Send {
        async { self.fetch(statement, false).await?.read() }
    }

    /// The row, if there is one.
    fn optional<T: Row>(&mut self, statement: Sql) -> impl Future<Output = Result<Option<T>>> + Send {
        async { Ok(self.fetch(statement, true).await?.read()?.pop()) }
    }
}

/// Reads outside a transaction.
#[derive(Debug, Clone, Copy)]
pub struct Read<'a>(&'a Db);

impl Run for Read<'_> {
    fn engine(&self) -> Engine {
        self.0.engine()
    }

    fn fetch(&mut self, statement: Sql, first: bool) -> Work<'_, Rows> {
        let step = statement.step();
        let text = AssertSqlSafe(statement.text.into_owned());
        let work = async move {
            match self.0 {
                Db::Sqlite { read, .. } => {
                    fetch!(on_sqlite, Rows::Sqlite, statement, sqlx::query::<Sqlite>(text), read, first)
                }
                Db::Postgres(pool) => {
                    fetch!(on_postgres, Rows::Postgres, statement, sqlx::query::<Postgres>(text), pool, first)
                }
            }
        };
        Box::pin(work.instrument(step))
    }
}

/// A write transaction. Dropped without [`Tx::commit`], nothing has happened.
#[derive(Debug)]
pub enum Tx {
    /// On SQLite.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    /// Makes it durable.
    pub fn commit(self) -> Work<'static, ()> {
        let work = async {
            let done = match self {
                Self::Sqlite(tx) => tx.commit().await,
                Self::Postgres(tx) => tx.commit().await,
            };
            done.map_err(StoreError::from)
        };
        Box::pin(work.instrument(below(|| step!("commit"))))
    }

    /// Runs a statement that returns no rows; gives the number of rows it changed.
    pub fn execute(&mut self, statement: Sql) -> Work<'_, u64> {
        let step = statement.step();
        let text = AssertSqlSafe(statement.text.into_owned());
        let work = async move {
            match self {
                Self::Sqlite(tx) => run!(on_sqlite, statement, sqlx::query::<Sqlite>(text), &mut **tx, execute)
                    .map(|done| done.rows_affected()),
                Self::Postgres(tx) => run!(on_postgres, statement, sqlx::query::<Postgres>(text), &mut **tx, execute)
                    .map(|done| done.rows_affected()),
            }
        };
        Box::pin(work.instrument(step))
    }
}

impl Run for Tx {
    fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    fn fetch(&mut self, statement: Sql, first: bool) -> Work<'_, Rows> {
        let step = statement.step();
        let text = AssertSqlSafe(statement.text.into_owned());
        let work = async move {
            match self {
                Self::Sqlite(tx) => {
                    fetch!(on_sqlite, Rows::Sqlite, statement, sqlx::query::<Sqlite>(text), &mut **tx, first)
                }
                Self::Postgres(tx) => {
                    fetch!(on_postgres, Rows::Postgres, statement, sqlx::query::<Postgres>(text), &mut **tx, first)
                }
            }
        };
        Box::pin(work.instrument(step))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_writes_next_is_not_met_by_a_transaction_that_sqlite_undid() {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::open(&format!("sqlite:{}", dir.path().join("db").display()), 2).await.unwrap();
        // Undoes the whole transaction, as a full disk does.
        db.upkeep(sql("CREATE TABLE t (n INTEGER)")).await.unwrap();
        let full = "CREATE TRIGGER full BEFORE INSERT ON t BEGIN SELECT RAISE(ROLLBACK, 'full'); END";
        db.upkeep(sql(full)).await.unwrap();
        let mut writers = tokio::task::JoinSet::new();
        for _ in 0..32 {
            let db = db.clone();
            writers.spawn(async move {
                for _ in 0..8 {
                    let mut tx = db.begin().await.unwrap();
                    tx.execute(sql("INSERT INTO t VALUES (1)")).await.unwrap_err();
                }
            });
        }
        while let Some(done) = writers.join_next().await {
            done.unwrap();
        }
        db.upkeep(sql("DROP TRIGGER full")).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        assert_eq!(tx.execute(sql("INSERT INTO t VALUES (1)")).await.unwrap(), 1);
        tx.commit().await.unwrap();
    }
}
