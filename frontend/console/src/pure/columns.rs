//! Choosing columns: which are shown, and in which order.

use hoiam_shared::columns::Column;

/// All columns as they are offered: those that are shown in their order, then the others.
pub fn offered(shown: &[Column]) -> Vec<Column> {
    let others = Column::ALL.iter().filter(|column| !shown.contains(column));
    shown.iter().chain(others).copied().collect()
}

/// With a column shown, or not any more.
pub fn toggled(shown: &[Column], column: Column) -> Vec<Column> {
    match shown.contains(&column) {
        true => shown.iter().copied().filter(|other| *other != column).collect(),
        false => shown.iter().copied().chain([column]).collect(),
    }
}

/// With a column one place further on, or back.
pub fn moved(shown: &[Column], column: Column, later: bool) -> Vec<Column> {
    let mut out = shown.to_vec();
    if let Some(at) = out.iter().position(|other| *other == column) {
        let to = if later { (at + 1).min(out.len() - 1) } else { at.saturating_sub(1) };
        out.swap(at, to);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use Column::{Agency, Code, Kind};

    #[test]
    fn columns_come_go_and_move() {
        let shown = [Code, Kind, Agency];
        assert_eq!(toggled(&shown, Kind), [Code, Agency]);
        assert_eq!(toggled(&[Code, Agency], Kind), [Code, Agency, Kind]);
        assert_eq!(moved(&shown, Agency, false), [Code, Agency, Kind]);
        assert_eq!(moved(&shown, Code, true), [Kind, Code, Agency]);
        assert_eq!(moved(&shown, Code, false), shown);
        assert_eq!(moved(&shown, Agency, true), shown);
        let offered = offered(&[Agency, Code]);
        assert_eq!((offered.len(), &offered[..2]), (Column::ALL.len(), &[Agency, Code][..]));
    }
}
