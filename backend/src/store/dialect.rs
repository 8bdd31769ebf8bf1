//! The counted list of places where the two engines need different SQL. Everything else is one text.
//!
//! 1. [`from_json`]: a batch bound as one JSON array and read back as rows (fastest through sqlx on both).
//! 2. [`lock`]: waiting for a row lock, which SQLite's single writer has already.

use super::db::Engine;

/// Type of a batch column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// 64-bit integer.
    Int(&'static str),
    /// Text.
    Text(&'static str),
}

/// A table expression named `batch` that reads the JSON array of arrays bound to `$n`.
pub fn from_json(engine: Engine, n: usize, columns: &[Column]) -> String {
    let mut out = String::with_capacity(64 + columns.len() * 40);
    out.push_str("(SELECT ");
    for (i, column) in columns.iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        match (engine, column) {
            (Engine::Sqlite, Column::Int(name) | Column::Text(name)) => {
                out.push_str(&format!("json_extract(value, '$[{i}]') AS {name}"));
            }
            (Engine::Postgres, Column::Int(name)) => out.push_str(&format!("CAST(value ->> {i} AS BIGINT) AS {name}")),
            (Engine::Postgres, Column::Text(name)) => out.push_str(&format!("value ->> {i} AS {name}")),
        }
    }
    match engine {
        Engine::Sqlite => out.push_str(&format!(" FROM json_each(${n})) AS batch")),
        Engine::Postgres => out.push_str(&format!(" FROM json_array_elements(CAST(${n} AS json))) AS batch")),
    }
    out
}

/// Appended to a `SELECT` that must keep others from the rows it read until the commit.
pub const fn lock(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "",
        Engine::Postgres => " FOR UPDATE",
    }
}
