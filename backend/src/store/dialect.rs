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

/// A table expression named `batch`: on SQLite it reads the JSON array of arrays bound to `$1`, on PostgreSQL one
/// array for each column.
pub fn from_batch(engine: Engine, columns: &[Column]) -> String {
    let name = |column: &Column| match column {
        Column::Int(name) | Column::Text(name) => *name,
    };
    match engine {
        Engine::Sqlite => {
            let cells =
                columns.iter().enumerate().map(|(i, c)| format!("json_extract(value, '$[{i}]') AS {}", name(c)));
            format!("(SELECT {} FROM json_each($1)) AS batch", cells.collect::<Vec<_>>().join(", "))
        }
        Engine::Postgres => {
            let arrays: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
            let names: Vec<&str> = columns.iter().map(name).collect();
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
