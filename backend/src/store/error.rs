//! What can go wrong with the database, sorted by what the caller can do about it.

/// Result of the store.
pub type Result<T> = std::result::Result<T, StoreError>;

/// A failure of the database.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It cannot be reached or cannot write now (gone, busy, disk full): try again later.
    #[error("the database is not available")]
    Unavailable(#[source] sqlx::Error),
    /// A row with this key exists.
    #[error("a row with this key exists")]
    Duplicate(#[source] sqlx::Error),
    /// Something that was to be taken is not there to be taken any more.
    #[error("a row of {0} was taken meanwhile")]
    Taken(&'static str),
    /// A stored row does not read back as what was written: a defect or a tampered database.
    #[error("inconsistent row in {table}: {what}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// Which row and column, without personal data.
        what: String,
    },
    /// Anything else: a defect of ours.
    #[error("the database refused a statement")]
    Refused(#[source] sqlx::Error),
    /// The schema cannot be brought up to date.
    #[error("the schema cannot be migrated")]
    Migrate(#[from] sqlx::migrate::MigrateError),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Io(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::Tls(_) => Self::Unavailable(error),
            sqlx::Error::Database(db) if db.is_unique_violation() => Self::Duplicate(error),
            sqlx::Error::Database(db) if db.code().is_some_and(|code| out_of_order(&code)) => Self::Unavailable(error),
            _ => Self::Refused(error),
        }
    }
}

/// SQLite result codes and SQLSTATE classes that mean "not now" rather than "never".
fn out_of_order(code: &str) -> bool {
    if let Ok(sqlite) = code.parse::<u32>()
        && code.len() != 5
    {
        // BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN; extended codes keep the primary one in the low byte.
        return matches!(sqlite & 0xff, 5 | 6 | 8 | 10 | 13 | 14);
    }
    // Connection, insufficient resources, operator intervention, system error; serialization and deadlock. And a server that
    // takes no writes: a standby that is not the first yet, or one that its keeper has locked before the disk is full.
    ["08", "53", "57", "58", "40", "25006"].iter().any(|class| code.starts_with(class))
}

#[cfg(test)]
mod tests {
    use super::out_of_order;

    #[test]
    fn codes_that_pass() {
        for code in ["5", "13", "778", "08006", "53100", "57P01", "40001", "25006"] {
            assert!(out_of_order(code), "{code}");
        }
        for code in ["1", "19", "2067", "23505", "25001", "42601"] {
            assert!(!out_of_order(code), "{code}");
        }
    }
}
