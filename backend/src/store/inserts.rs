//! New rows on their way into their tables, those of several tables in one turn. A statement for each table would be a turn of
//! the connection's own thread on SQLite and a way there and back on PostgreSQL; whoever files waits for all of them, and with
//! many at once they were most of what a submission waited for.

use super::batch::{Batch, Cells};
use super::db::{Arg, Engine, Run, Sql, Tx, sql};
use super::dialect::{self, Column};
use super::error::Result;

/// Rows of one table in a statement on SQLite at most: none of ours needs more than the 32,766 values that a statement may
/// have then.
const MOST: usize = 512;

/// Rows for tables, written together or not at all.
#[derive(Debug, Default)]
pub struct Inserts {
    parts: Vec<Part>,
}

/// Rows for one table.
#[derive(Debug)]
struct Part {
    table: &'static str,
    columns: Vec<Column>,
    conflict: String,
    rows: Batch,
}

impl Inserts {
    /// Adds rows of `columns` for a table, with `conflict` behind them (`ON CONFLICT …`). The first column is never null.
    pub fn add(&mut self, table: &'static str, columns: &[Column], conflict: &str, rows: Batch) {
        if !rows.is_empty() {
            self.parts.push(Part { table, columns: columns.to_vec(), conflict: conflict.to_owned(), rows });
        }
    }

    /// Writes them.
    pub async fn write(self, tx: &mut Tx) -> Result<()> {
        self.counted(tx).await.map(drop)
    }

    /// Writes them; how many rows came in or were changed. Right for one table only: on PostgreSQL those of the last are counted.
    pub(super) async fn counted(self, tx: &mut Tx) -> Result<u64> {
        match tx.engine() {
            Engine::Postgres => match on_postgres(self.parts) {
                Some(statement) => tx.execute(statement).await,
                None => Ok(0),
            },
            Engine::Sqlite => {
                let mut statements = on_sqlite(self.parts);
                let (mut done, mut next) = (0, statements.next());
                while let Some(statement) = next {
                    // The connection has a thread of its own: while it writes these rows, the next are put together.
                    let (written, following) = tokio::join!(tx.execute(statement), async { statements.next() });
                    done += written?;
                    next = following;
                }
                Ok(done)
            }
        }
    }
}

/// One statement: each column is one array, and all tables but the last are filled on the side.
fn on_postgres(parts: Vec<Part>) -> Option<Sql> {
    let (mut texts, mut args) = (Vec::with_capacity(parts.len()), Vec::new());
    for Part { table, columns, conflict, rows } in parts {
        let from = dialect::from_batch(Engine::Postgres, &columns, args.len());
        let names = names(&columns);
        // The WHERE tells `ON CONFLICT` from a join condition.
        texts.push(format!("INSERT INTO {table} ({names}) SELECT {names} FROM {from} WHERE 1 = 1 {conflict}"));
        args.extend(rows.into_cells().map(Arg::from));
    }
    let last = texts.pop()?;
    let aside: Vec<String> = texts.iter().enumerate().map(|(n, text)| format!("part{n} AS ({text})")).collect();
    let text = if aside.is_empty() { last } else { format!("WITH {} {last}", aside.join(", ")) };
    Some(args.into_iter().fold(sql(text), Sql::bind))
}

/// As many statements as the table with the most rows needs, each with a part of the rows of every table.
fn on_sqlite(parts: Vec<Part>) -> impl Iterator<Item = Sql> {
    let mut parts: Vec<_> = parts
        .into_iter()
        .map(|Part { table, columns, conflict, rows }| {
            let head = format!("INSERT INTO {table} ({}) SELECT * FROM (VALUES ", names(&columns));
            let tail = format!(") WHERE column1 IS NOT NULL {conflict};");
            let (left, width) = (rows.len(), columns.len());
            let cells: Vec<_> = rows.into_cells().map(Cells::into_args).collect();
            (head, tail, left, width, cells)
        })
        .collect();
    std::iter::from_fn(move || {
        let mut text = String::new();
        let mut args = Vec::new();
        for (head, tail, left, width, cells) in &mut parts {
            let rows = MOST.min(*left);
            if rows == 0 {
                continue;
            }
            *left -= rows;
            let places = padded(rows);
            text.push_str(head);
            push_places(&mut text, places, *width);
            text.push_str(tail);
            args.extend((0..rows * *width).filter_map(|n| cells[n % *width].next()));
            args.resize(args.len() + (places - rows) * *width, Arg::Int(None));
        }
        (!text.is_empty()).then(|| args.into_iter().fold(sql(text), Sql::bind))
    })
}

/// The number of rows that a statement has places for: powers of two and what lies halfway between them. So there are few
/// texts, which stay prepared; rows of nulls, which are left out, fill what is not needed.
fn padded(rows: usize) -> usize {
    let power = rows.next_power_of_two();
    let halfway = power / 4 * 3;
    if rows <= halfway { halfway } else { power }
}

/// `(?,?),(?,?)`: so many rows of so many values. Without numbers, since SQLite looks a numbered one up by its name.
fn push_places(text: &mut String, rows: usize, columns: usize) {
    for row in 0..rows {
        text.push_str(if row == 0 { "(?" } else { ",(?" });
        for _ in 1..columns {
            text.push_str(",?");
        }
        text.push(')');
    }
}

fn names(columns: &[Column]) -> String {
    columns.iter().map(Column::name).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_sizes_take_any_number_of_rows() {
        let sizes: Vec<usize> = [1, 2, 3, 4, 5, 7, 9, 13, 33, 49, 512].map(padded).to_vec();
        assert_eq!(sizes, [1, 2, 3, 4, 6, 8, 12, 16, 48, 64, 512]);
        let mut text = String::new();
        push_places(&mut text, 2, 3);
        assert_eq!(text, "(?,?,?),(?,?,?)");
    }

    fn numbers(table: &'static str, rows: i64) -> Part {
        let mut batch = Batch::default();
        for n in 0..rows {
            batch.row(|row| {
                row.int(n).text("x");
            });
        }
        let columns = vec![Column::Int("id"), Column::Text("word")];
        Part { table, columns, conflict: String::new(), rows: batch }
    }

    #[test]
    fn one_statement_fills_several_tables() {
        let statement = on_postgres(vec![numbers("a", 2), numbers("b", 1)]).unwrap();
        assert_eq!(
            statement.text(),
            "WITH part0 AS (INSERT INTO a (id, word) SELECT id, word FROM UNNEST($1, $2) AS batch (id, word) WHERE 1 = 1 ) \
             INSERT INTO b (id, word) SELECT id, word FROM UNNEST($3, $4) AS batch (id, word) WHERE 1 = 1 "
        );
        let statements: Vec<Sql> = on_sqlite(vec![numbers("a", 513), numbers("b", 3)]).collect();
        let texts: Vec<usize> = statements.iter().map(|one| one.text().matches("INSERT").count()).collect();
        assert_eq!(texts, [2, 1]);
        assert!(on_sqlite(vec![numbers("a", 5)]).all(|one| one.text().matches("(?,?)").count() == 6));
    }
}
