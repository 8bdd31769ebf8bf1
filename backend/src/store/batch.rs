//! Rows on their way into the database, kept column by column. One statement takes any number of them.

use super::db::{Arg, Engine, Sql, Tx, sql};
use super::dialect::{self, Column};
use super::error::Result;
use super::inserts::Inserts;
use hoiam_shared::ids::CaseId;

/// Rows that grow. Every row has the same columns in the same order.
#[derive(Debug, Default)]
pub struct Batch {
    cells: Vec<Cells>,
    rows: usize,
}

/// The values of one column.
#[derive(Debug)]
pub(super) enum Cells {
    Int(Vec<Option<i64>>),
    Text(Vec<Option<String>>),
}

impl Batch {
    /// A batch of one column: the identities of cases.
    pub fn of_ids(ids: &[CaseId]) -> Self {
        Self::of_ints(ids.iter().map(|id| id.0))
    }

    /// A batch of one column of numbers.
    pub fn of_ints(numbers: impl IntoIterator<Item = i64>) -> Self {
        let column: Vec<Option<i64>> = numbers.into_iter().map(Some).collect();
        let rows = column.len();
        Self { cells: vec![Cells::Int(column)], rows }
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
        fill(&mut RowWriter { batch: self, column: 0 });
        self.rows += 1;
    }

    /// `INSERT INTO table (columns)` these rows, with `conflict` behind it (`ON CONFLICT …`); how many rows came in or were
    /// changed.
    pub async fn insert(self, tx: &mut Tx, table: &'static str, columns: &[Column], conflict: &str) -> Result<u64> {
        let mut inserts = Inserts::default();
        inserts.add(table, columns, conflict, self);
        inserts.counted(tx).await
    }

    /// The values of each column.
    pub(super) fn into_cells(self) -> impl Iterator<Item = Cells> {
        self.cells.into_iter()
    }

    /// `UPDATE table SET every column but the keys FROM batch WHERE condition`.
    pub fn update(self, engine: Engine, table: &str, columns: &[Column], keys: &[&str], condition: &str) -> Sql {
        let set: Vec<String> = columns
            .iter()
            .map(Column::name)
            .filter(|n| !keys.contains(n))
            .map(|n| format!("{n} = batch.{n}"))
            .collect();
        self.statement(
            engine,
            columns,
            &format!("UPDATE {table} SET {} FROM {{batch}} WHERE {condition}", set.join(", ")),
        )
    }

    /// A statement that reads the batch; `{batch}` in the text becomes the table expression. It binds nothing else.
    pub fn statement(self, engine: Engine, columns: &[Column], text: &str) -> Sql {
        let text = text.replace("{batch}", &dialect::from_batch(engine, columns, 0));
        self.bound(engine, sql(text))
    }

    /// Binds the rows as [`dialect::from_batch`] reads them.
    fn bound(self, engine: Engine, statement: Sql) -> Sql {
        match engine {
            Engine::Sqlite => statement.bind(self.json()),
            Engine::Postgres => self.cells.into_iter().map(Arg::from).fold(statement, Sql::bind),
        }
    }

    /// The rows as a JSON array of arrays.
    fn json(&self) -> String {
        let row = |row: usize| {
            let cell = |cells: &Cells| match cells {
                Cells::Int(values) => serde_json::Value::from(values[row]),
                Cells::Text(values) => serde_json::Value::from(values[row].as_deref()),
            };
            serde_json::Value::Array(self.cells.iter().map(cell).collect())
        };
        serde_json::Value::Array((0..self.rows).map(row).collect()).to_string()
    }
}

impl Cells {
    /// One value after the other.
    pub(super) fn into_args(self) -> Box<dyn Iterator<Item = Arg> + Send> {
        match self {
            Self::Int(values) => Box::new(values.into_iter().map(Arg::Int)),
            Self::Text(values) => Box::new(values.into_iter().map(Arg::Text)),
        }
    }
}

impl From<Cells> for Arg {
    /// The column as an array.
    fn from(cells: Cells) -> Self {
        match cells {
            Cells::Int(values) => Self::Ints(values),
            Cells::Text(values) => Self::Texts(values),
        }
    }
}

/// Writes the columns of one row.
#[derive(Debug)]
pub struct RowWriter<'a> {
    batch: &'a mut Batch,
    column: usize,
}

impl RowWriter<'_> {
    /// An integer.
    pub fn int(&mut self, value: i64) -> &mut Self {
        self.opt_int(Some(value))
    }

    /// An integer or null.
    pub fn opt_int(&mut self, value: Option<i64>) -> &mut Self {
        match self.batch.cells.get_mut(self.column) {
            Some(Cells::Int(values)) => values.push(value),
            Some(Cells::Text(_)) => debug_assert!(false, "column {} holds text", self.column),
            None => self.batch.cells.push(Cells::Int(vec![value])),
        }
        self.column += 1;
        self
    }

    /// Text: taken as it is, or copied.
    pub fn text(&mut self, value: impl Into<String>) -> &mut Self {
        self.opt_text(Some(value))
    }

    /// Text or null.
    pub fn opt_text(&mut self, value: Option<impl Into<String>>) -> &mut Self {
        let value = value.map(Into::into);
        match self.batch.cells.get_mut(self.column) {
            Some(Cells::Text(values)) => values.push(value),
            Some(Cells::Int(_)) => debug_assert!(false, "column {} holds integers", self.column),
            None => self.batch.cells.push(Cells::Text(vec![value])),
        }
        self.column += 1;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_kept_by_column_and_read_by_row() {
        let mut batch = Batch::default();
        batch.row(|r| {
            r.int(-1).text("a \"b\" \\ \n\t\u{1} sổ đỏ 🏠").opt_text(None::<String>).opt_int(Some(2));
        });
        batch.row(|r| {
            r.opt_int(None).text("").opt_text(Some("c")).int(3);
        });
        let read: serde_json::Value = serde_json::from_str(&batch.json()).unwrap();
        let expect = serde_json::json!([[-1, "a \"b\" \\ \n\t\u{1} sổ đỏ 🏠", null, 2], [null, "", "c", 3]]);
        assert_eq!(read, expect);
        assert_eq!(Batch::of_ids(&[CaseId(7), CaseId(9)]).json(), "[[7],[9]]");
    }
}
