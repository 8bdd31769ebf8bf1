//! Tables as text (CSV, RFC 4180), out and in. Out: UTF-8 with a byte-order mark, without which Excel reads Vietnamese as
//! something else, and no cell that a spreadsheet would take for a formula. In: with or without the mark, separated by commas
//! or semicolons, cells in quotes over several lines.

use super::error::{AppError, Result};
use hoiam_shared::unfit::{Unfit, Why};

/// A table on its way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns, as they are written.
    pub head: Vec<String>,
    /// The number of the line in the file at which each row begins, and its cells.
    pub rows: Vec<(u64, Vec<String>)>,
}

/// What makes a spreadsheet calculate (OWASP, CSV injection).
const FORMULA: &[char] = &['=', '+', '-', '@', '\t', '\r'];

/// Writes a table.
pub fn write(lines: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(Vec::new());
    for line in lines {
        // Memory takes whatever is written.
        writer.write_record(line.iter().map(|cell| harmless(cell))).ok();
    }
    let bytes = writer.into_inner().unwrap_or_default();
    format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
}

/// A cell that begins like a formula gets an apostrophe, which [`read`] takes away again.
fn harmless(cell: &str) -> String {
    if is_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// Whether a spreadsheet would calculate, or an apostrophe of ours could be taken for one of the cell's own.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(FORMULA)
}

fn plain(cell: &str) -> String {
    let cell = cell.trim();
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell).to_owned()
}

/// Reads a table of at most so many rows: the first line holds the names of the columns.
pub fn read(text: &str, most: usize) -> Result<Table> {
    // One kind of line end: the reader's count of lines is right with these only.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let unreadable =
        |line: u64, why: Why, value: String| AppError::Unfit(vec![Unfit::new(format!("line {line}"), why, value)]);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator(&text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut table = Table { head: Vec::new(), rows: Vec::new() };
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(1, csv::Position::line);
            unreadable(line, Why::Unreadable, error.to_string())
        })?;
        let line = record.position().map_or(1, csv::Position::line);
        let cells: Vec<String> = record.iter().map(plain).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        if table.head.is_empty() {
            table.head = cells.iter().map(|cell| cell.to_lowercase()).collect();
            continue;
        }
        if cells.len() > table.head.len() {
            return Err(unreadable(line, Why::TooMany, table.head.len().to_string()));
        }
        if table.rows.len() >= most {
            return Err(unreadable(line, Why::TooMany, most.to_string()));
        }
        table.rows.push((line, cells));
    }
    match table.head.is_empty() {
        true => Err(unreadable(1, Why::Required, String::new())),
        false => Ok(table),
    }
}

/// What stands between the cells: whichever the first line has more of outside of quotes.
fn separator(text: &str) -> u8 {
    let (mut commas, mut semicolons, mut quoted) = (0, 0, false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '\n' if !quoted => break,
            ',' if !quoted => commas += 1,
            ';' if !quoted => semicolons += 1,
            _ => {}
        }
    }
    if semicolons > commas { b';' } else { b',' }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
        read(text, 100).unwrap().rows
    }

    fn row(line: u64, cells: &[&str]) -> (u64, Vec<String>) {
        (line, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn tables_are_read_as_people_save_them() {
        let expect = vec![row(2, &["a", "Sở Xây dựng"]), row(3, &["b", "Hai\ndòng, một ô"]), row(5, &["c", ""])];
        for text in [
            "Code,name\na,Sở Xây dựng\nb,\"Hai\ndòng, một ô\"\nc,\n",
            "\u{feff}code;name\r\na;Sở Xây dựng\r\nb;\"Hai\r\ndòng, một ô\"\r\nc;\r\n",
            "\u{feff}\"code\";\"name; of it\"\na;Sở Xây dựng\nb;\"Hai\ndòng, một ô\"\nc\n",
        ] {
            let read = rows(text);
            let padded: Vec<_> = read
                .into_iter()
                .map(|(line, mut cells)| {
                    cells.resize(2, String::new());
                    (line, cells)
                })
                .collect();
            assert_eq!(padded, expect, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_says_where() {
        let check = |text: &str, line: &str, why: Why| {
            let Err(AppError::Unfit(found)) = read(text, 2) else { panic!("{text} was read") };
            assert_eq!((found[0].place.as_str(), found[0].why), (line, why), "{text}");
        };
        check("", "line 1", Why::Required);
        check("\n\n", "line 1", Why::Required);
        check("a,b\n1,2,3\n", "line 2", Why::TooMany);
        check("a\n1\n2\n3\n", "line 4", Why::TooMany);
    }

    #[test]
    fn no_cell_is_a_formula_and_all_come_back() {
        let cells = ["=1+2", "+84 90", "-", "@SUM(A1)", "'=x", "'thường", "a=b", "\"q\""];
        let lines = vec![vec!["x".to_owned(); cells.len()], cells.map(str::to_owned).to_vec()];
        let text = write(&lines);
        assert!(text.starts_with('\u{feff}'));
        assert!(text.contains("'=1+2,'+84 90,'-,'@SUM(A1),''=x,'thường,a=b"), "{text}");
        assert_eq!(read(&text, 10).unwrap().rows[0].1, cells);
    }
}
