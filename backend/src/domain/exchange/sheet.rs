//! Rows of a file by the names of their columns, and what differs between a row and what is there.

use crate::domain::tables::Table;
use hoiam_shared::Lang;
use hoiam_shared::unfit::{Unfit, Why};
use hoiam_shared::wire::places::{FieldChange, RowFate, TableRow};
use std::collections::{HashMap, HashSet};

/// Several values in one cell stand between these.
pub(super) const BETWEEN: char = '|';

/// A row of a file.
pub(super) struct Row<'t> {
    /// Line in the file.
    pub line: u64,
    /// Code or login.
    pub key: String,
    cells: HashMap<&'t str, &'t str>,
}

impl Row<'_> {
    /// What the file says of a column; nothing when it does not have it.
    pub(super) fn cell(&self, column: &str) -> Option<&str> {
        self.cells.get(column).copied()
    }

    /// The same, or what is there.
    pub(super) fn or(&self, column: &str, there: &str) -> String {
        self.cell(column).unwrap_or(there).to_owned()
    }

    /// The same where an empty cell means nothing.
    pub(super) fn some(&self, column: &str, there: Option<&str>) -> Option<String> {
        self.cell(column).or(there).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// Several values.
    pub(super) fn many(&self, column: &str, there: &[String]) -> Vec<String> {
        match self.cell(column) {
            None => there.to_vec(),
            Some(cell) => values(cell),
        }
    }
}

/// The values in a cell.
pub(super) fn values(cell: &str) -> Vec<String> {
    cell.split([BETWEEN, '\n']).map(str::trim).filter(|v| !v.is_empty()).map(str::to_owned).collect()
}

/// Several values as one cell.
pub(super) fn cell_of(values: &[String]) -> String {
    values.join(" | ")
}

/// The rows of a table, with what is wrong with the file as a whole on its first line: a column that is not known, or the
/// one missing that names each row; and with rows that come twice.
pub(super) fn rows<'t>(table: &'t Table, key: &str, known: &[&str]) -> (Vec<Row<'t>>, Vec<Difference>) {
    let mut wrong = Vec::new();
    for name in &table.head {
        if !known.contains(&name.as_str()) {
            wrong.push(Difference::refused(1, name, Unfit::new(name.as_str(), Why::UnknownValue, name.as_str())));
        }
    }
    let Some(at) = table.head.iter().position(|name| name == key) else {
        wrong.push(Difference::refused(1, "", Unfit::new(key, Why::Required, "")));
        return (Vec::new(), wrong);
    };
    let mut seen = HashSet::new();
    let mut rows = Vec::with_capacity(table.rows.len());
    for (line, cells) in &table.rows {
        let name = cells.get(at).map_or("", String::as_str);
        if name.is_empty() {
            wrong.push(Difference::refused(*line, "", Unfit::new(key, Why::Required, "")));
        } else if !seen.insert(name) {
            wrong.push(Difference::refused(*line, name, Unfit::new(key, Why::Twice, name)));
        } else {
            let cells = table.head.iter().map(String::as_str).zip(cells.iter().map(String::as_str)).collect();
            rows.push(Row { line: *line, key: name.to_owned(), cells });
        }
    }
    (rows, wrong)
}

/// What a row would change.
#[derive(Debug, Clone)]
pub(super) struct Difference {
    /// Line in the file.
    pub line: u64,
    /// Code or login.
    pub key: String,
    /// It is not there yet.
    pub new: bool,
    /// Column, how it is, how it would be.
    pub changes: Vec<(&'static str, String, String)>,
    /// What is wrong with it.
    pub wrong: Vec<Unfit>,
}

impl Difference {
    pub(super) fn refused(line: u64, key: &str, unfit: Unfit) -> Self {
        Self { line, key: key.to_owned(), new: false, changes: Vec::new(), wrong: vec![unfit] }
    }

    /// Of a row, with the columns in which both differ.
    pub(super) fn of(row: &Row<'_>, new: bool, both: Vec<(&'static str, String, String)>, wrong: Vec<Unfit>) -> Self {
        let changes = both.into_iter().filter(|(_, was, becomes)| was != becomes).collect();
        Self { line: row.line, key: row.key.clone(), new, changes, wrong }
    }

    pub(super) fn fate(&self) -> RowFate {
        match (self.wrong.is_empty(), self.new, self.changes.is_empty()) {
            (false, ..) => RowFate::Refused,
            (true, true, _) => RowFate::Added,
            (true, false, true) => RowFate::Unchanged,
            (true, false, false) => RowFate::Changed,
        }
    }

    pub(super) fn view(&self, lang: Lang) -> TableRow {
        let change = |(field, was, becomes): &(&'static str, String, String)| FieldChange {
            field: (*field).to_owned(),
            was: was.clone(),
            becomes: becomes.clone(),
        };
        TableRow {
            line: u32::try_from(self.line).unwrap_or(u32::MAX),
            key: self.key.clone(),
            what: self.fate(),
            fields: self.changes.iter().map(change).collect(),
            errors: self.wrong.iter().map(|unfit| format!("{}: {}", unfit.place, unfit.view(lang).message)).collect(),
        }
    }
}
