//! Rows on their way into the database as one bound value: a JSON array of arrays, written straight into a
//! string. One statement inserts any number of rows, on both engines, with one prepared text.

use super::db::{Engine, Sql, sql};
use super::dialect::{self, Column};
use hoiam_shared::ids::CaseId;

/// A growing JSON array of arrays.
#[derive(Debug, Default)]
pub struct Batch {
    json: String,
    rows: usize,
    first: bool,
}

impl Batch {
    /// An empty batch with room for about `bytes`.
    pub fn with_capacity(bytes: usize) -> Self {
        let mut json = String::with_capacity(bytes);
        json.push('[');
        Self { json, rows: 0, first: true }
    }

    /// A batch of one column: the identities of cases.
    pub fn of_ids(ids: &[CaseId]) -> Self {
        let mut batch = Self::with_capacity(ids.len() * 12);
        for id in ids {
            batch.row(|row| {
                row.int(id.0);
            });
        }
        batch
    }

    /// Number of rows so far.
    pub const fn len(&self) -> usize {
        self.rows
    }

    /// No rows so far.
    pub const fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Adds a row; `fill` writes its columns in the order of the statement.
    pub fn row(&mut self, fill: impl FnOnce(&mut RowWriter<'_>)) {
        if self.rows > 0 {
            self.json.push(',');
        }
        self.json.push('[');
        self.first = true;
        fill(&mut RowWriter(self));
        self.json.push(']');
        self.rows += 1;
    }

    fn finish(mut self) -> String {
        self.json.push(']');
        self.json
    }

    /// `INSERT INTO table (columns) SELECT columns FROM batch`, with `rest` behind it (`ON CONFLICT …`).
    pub fn insert(self, engine: Engine, table: &str, columns: &[Column], rest: &str) -> Sql {
        let names = names(columns);
        // SQLite needs the WHERE to tell `ON CONFLICT` from a join condition.
        let from = dialect::from_json(engine, 1, columns);
        sql(format!("INSERT INTO {table} ({names}) SELECT {names} FROM {from} WHERE 1 = 1 {rest}")).bind(self.finish())
    }

    /// `UPDATE table SET every column but the keys FROM batch WHERE condition`.
    pub fn update(self, engine: Engine, table: &str, columns: &[Column], keys: &[&str], condition: &str) -> Sql {
        let from = dialect::from_json(engine, 1, columns);
        let set: Vec<String> =
            columns.iter().map(name).filter(|n| !keys.contains(n)).map(|n| format!("{n} = batch.{n}")).collect();
        sql(format!("UPDATE {table} SET {} FROM {from} WHERE {condition}", set.join(", "))).bind(self.finish())
    }

    /// A statement with the batch as `$1`; `{batch}` in the text becomes the table expression.
    pub fn statement(self, engine: Engine, columns: &[Column], text: &str) -> Sql {
        sql(text.replace("{batch}", &dialect::from_json(engine, 1, columns))).bind(self.finish())
    }
}

const fn name(column: &Column) -> &'static str {
    match column {
        Column::Int(name) | Column::Text(name) => name,
    }
}

fn names(columns: &[Column]) -> String {
    columns.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// Writes the columns of one row.
#[derive(Debug)]
pub struct RowWriter<'a>(&'a mut Batch);

impl RowWriter<'_> {
    fn next(&mut self) -> &mut String {
        if !self.0.first {
            self.0.json.push(',');
        }
        self.0.first = false;
        &mut self.0.json
    }

    /// An integer.
    pub fn int(&mut self, value: i64) -> &mut Self {
        use std::fmt::Write as _;
        // Writing to a String cannot fail.
        let _ = write!(self.next(), "{value}");
        self
    }

    /// An integer or null.
    pub fn opt_int(&mut self, value: Option<i64>) -> &mut Self {
        match value {
            Some(value) => self.int(value),
            None => self.null(),
        }
    }

    /// Text.
    pub fn text(&mut self, value: &str) -> &mut Self {
        let out = self.next();
        out.push('"');
        let mut from = 0;
        for (i, b) in value.bytes().enumerate() {
            if b >= 0x20 && b != b'"' && b != b'\\' {
                continue;
            }
            out.push_str(&value[from..i]);
            from = i + 1;
            match b {
                b'"' => out.push_str("\\\""),
                b'\\' => out.push_str("\\\\"),
                b'\n' => out.push_str("\\n"),
                b'\r' => out.push_str("\\r"),
                b'\t' => out.push_str("\\t"),
                _ => {
                    use std::fmt::Write as _;
                    let _ = write!(out, "\\u{b:04x}");
                }
            }
        }
        out.push_str(&value[from..]);
        out.push('"');
        self
    }

    /// Text or null.
    pub fn opt_text(&mut self, value: Option<&str>) -> &mut Self {
        match value {
            Some(value) => self.text(value),
            None => self.null(),
        }
    }

    fn null(&mut self) -> &mut Self {
        self.next().push_str("null");
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_json() {
        let mut batch = Batch::with_capacity(16);
        batch.row(|r| {
            r.int(-1).text("a \"b\" \\ \n\t\r\u{1} sổ đỏ 🏠").opt_text(None).opt_int(Some(2));
        });
        batch.row(|r| {
            r.text("");
        });
        let read: serde_json::Value = serde_json::from_str(&batch.finish()).unwrap();
        assert_eq!(read, serde_json::json!([[-1, "a \"b\" \\ \n\t\r\u{1} sổ đỏ 🏠", null, 2], [""]]));
    }
}
