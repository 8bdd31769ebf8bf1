//! The counted list of places where the two engines need different SQL. Everything else is one text.
//!
//! 1. [`from_batch`]: many rows bound at once and read back as a table.
//! 2. [`lock`], [`lock_if_free`]: a row lock, which SQLite's single writer has already.

use super::db::Engine;

/// Type of a batch column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// 64-bit integer.
    Int(&'static str),
    /// Text.
    Text(&'static str),
}

impl Column {
    /// Its name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Int(name) | Self::Text(name) => name,
        }
    }
}

/// A table expression named `batch`, of what is bound behind `before` other values: on SQLite it reads a JSON array of arrays,
/// on PostgreSQL one array for each column.
pub fn from_batch(engine: Engine, columns: &[Column], before: usize) -> String {
    match engine {
        Engine::Sqlite => {
            let cells =
                columns.iter().enumerate().map(|(i, c)| format!("json_extract(value, '$[{i}]') AS {}", c.name()));
            format!("(SELECT {} FROM json_each(${})) AS batch", cells.collect::<Vec<_>>().join(", "), before + 1)
        }
        Engine::Postgres => {
            let arrays: Vec<String> = (1..=columns.len()).map(|n| format!("${}", before + n)).collect();
            let names: Vec<&str> = columns.iter().map(Column::name).collect();
            format!("UNNEST({}) AS batch ({})", arrays.join(", "), names.join(", "))
        }
    }
}

/// Appended to a `SELECT` that must keep others from the rows it read until the commit.
pub const fn lock(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "",
        Engine::Postgres => " FOR UPDATE",
    }
}

/// Appended to a `SELECT` of a row that is only wanted if nobody else holds it; locked until the commit.
pub const fn lock_if_free(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "",
        Engine::Postgres => " FOR UPDATE SKIP LOCKED",
    }
}
