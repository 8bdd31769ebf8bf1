//! How well agencies answer, for everybody: the figures of twelve whole months. What is about few cases is not shown, since
//! it could tell of one; nor is what could be worked out from the rest, so where one agency is left out another is, too.

use super::app::App;
use super::error::{AppError, Result};
use super::facts::{month_of, month_text};
use super::ranking;
use super::reports::TAIL;
use super::settings::{Agency, Settings};
use crate::store::facts::{self, Reach, Selection, Sums};
use crate::store::tails;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::public::Open;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::AgencyId;
use hoiam_shared::wire::public::{ScorecardRow, ScorecardsView, Scores};
use std::collections::{HashMap, HashSet};

/// Fewer cases than this are not shown.
const FEW: i64 = 10;
/// Whole months counted.
const MONTHS: i64 = 12;

/// The figures of an agency (the top one when none is named) and of those right below it.
pub async fn of(app: &App, agency: Option<&str>, lang: Lang) -> Result<ScorecardsView> {
    let settings = app.settings();
    let root = settings.root().ok_or_else(|| AppError::defect("no agency at the top"))?;
    let agency = match agency.filter(|code| !code.is_empty()) {
        Some(code) => settings.agency_by_code(code).ok_or(AppError::Code(ErrorCode::NotFound))?,
        None => root,
    };
    let to = month_of(app.now_ms()) - 1;
    let from = to - MONTHS + 1;
    let mut read = app.db.read();
    // Sealed cases are counted for nobody here.
    let months = Some((from, to));
    let line: Vec<AgencyId> = settings.line(agency.id).map(|above| above.id).collect();
    let shown = line.iter().flat_map(|id| settings.below(*id)).chain(&line).copied().collect();
    let branches = Selection { agencies: shown, reach: Reach::Branch, months, sealed: false };
    let desks = Selection { agencies: line, reach: Reach::Desk, months, sealed: false };
    let branches = facts::by_agency(&mut read, &branches).await?;
    let desks = facts::by_agency(&mut read, &desks).await?;
    let seq = tails::checkpoint(&mut read, TAIL).await?;
    let book = Book { settings: &settings, branches, desks };
    let hidden = book.hidden_below(agency);
    let mut rows: Vec<ScorecardRow> = settings
        .below(agency.id)
        .iter()
        .filter_map(|id| settings.agency(*id))
        .map(|below| (below, book.of(below)))
        .filter(|(_, sums)| sums.received > 0)
        .map(|(below, sums)| ScorecardRow {
            agency: below.view(lang),
            expandable: !settings.below(below.id).is_empty(),
            scores: (!hidden.contains(&Some(below.id))).then(|| scores(&sums)),
            placing: None,
        })
        .collect();
    rows.sort_by_key(|row| core::cmp::Reverse(row.scores.as_ref().map_or(-1, |scores| scores.received)));
    let total = book.of(agency);
    // Among those shown: a place must not tell of what is not.
    let on_time = |row: &ScorecardRow| row.scores.as_ref().map_or((0, 0), |scores| (scores.on_time, scores.on_time_of));
    let counted: Vec<(i64, i64)> = rows.iter().map(on_time).collect();
    let whole = scores(&total);
    for (row, placing) in rows.iter_mut().zip(ranking::placings(&counted, (whole.on_time, whole.on_time_of))) {
        row.placing = placing;
    }
    let shown = total.received >= FEW && book.shown_above(agency);
    let mut path: Vec<_> = settings.line(agency.id).skip(1).map(|above| above.view(lang)).collect();
    path.reverse();
    Ok(ScorecardsView {
        from: month_text(from),
        to: month_text(to),
        agency: agency.view(lang),
        path,
        total: shown.then(|| scores(&total)),
        rows: if shown { rows } else { Vec::new() },
        few: FEW,
        licence: Open::Licence.text(lang).to_owned(),
        seq,
    })
}

const fn scores(sums: &Sums) -> Scores {
    Scores {
        received: sums.received,
        resolved: sums.resolved,
        on_time: sums.on_time,
        on_time_of: sums.on_time + sums.late + sums.overdue,
    }
}

/// The sums of an agency, of those above it, and of those right below each of them.
struct Book<'s> {
    settings: &'s Settings,
    branches: HashMap<i64, Sums>,
    /// What each of the line holds itself.
    desks: HashMap<i64, Sums>,
}

impl Book<'_> {
    /// An agency with everything below it.
    fn of(&self, agency: &Agency) -> Sums {
        self.branches.get(&agency.id.0).copied().unwrap_or_default()
    }

    /// Those right below an agency that are not shown; `None` stands for its own desk, which never is.
    fn hidden_below(&self, agency: &Agency) -> HashSet<Option<AgencyId>> {
        let below = self.settings.below(agency.id).iter().filter_map(|id| self.settings.agency(*id));
        let counted: Vec<(Option<AgencyId>, i64)> =
            below.map(|below| (Some(below.id), self.of(below).received)).collect();
        let desk = self.desks.get(&agency.id.0).map_or(0, |sums| sums.received);
        hidden(&counted, desk)
    }

    /// Whether the agency, and each above it, is shown where it stands among others.
    fn shown_above(&self, agency: &Agency) -> bool {
        let line: Vec<&Agency> = self.settings.line(agency.id).collect();
        line.windows(2).all(|two| !self.hidden_below(two[1]).contains(&Some(two[0].id)))
    }
}

/// Which of the parts of a sum are not shown: the small ones, and where what is not shown is still so little that it
/// could be worked out as the difference, the next smallest. `desk` is a part that is never shown.
fn hidden(counted: &[(Option<AgencyId>, i64)], desk: i64) -> HashSet<Option<AgencyId>> {
    let mut sorted: Vec<&(Option<AgencyId>, i64)> = counted.iter().filter(|(_, n)| *n > 0).collect();
    sorted.sort_by_key(|(id, n)| (*n, *id));
    let mut out = HashSet::new();
    let (mut parts, mut sum) = (usize::from(desk > 0), desk);
    for (id, n) in sorted {
        let open = *n >= FEW;
        // Nothing is left out so far, or what is has two parts at least and is not few together.
        if open && (parts == 0 || (parts > 1 && sum >= FEW) || (parts == 1 && desk >= FEW)) {
            break;
        }
        out.insert(*id);
        parts += 1;
        sum += n;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_small_cannot_be_worked_out() {
        let check = |counts: &[i64], desk: i64, expect: &[i64]| {
            let counted: Vec<_> = (1..).map(|id| Some(AgencyId(id))).zip(counts.iter().copied()).collect();
            let mut out: Vec<i64> = hidden(&counted, desk).into_iter().flatten().map(|id| id.0).collect();
            out.sort_unstable();
            assert_eq!(out, expect, "{counts:?}, {desk}");
        };
        check(&[100, 50, 20], 0, &[]);
        check(&[100, 50, 0], 0, &[]);
        // One that is small takes the next along: its own figure would be the difference.
        check(&[100, 50, 3], 0, &[2, 3]);
        check(&[100, 4, 3], 0, &[1, 2, 3]);
        check(&[100, 50, 9, 8], 0, &[3, 4]);
        // The agency's own desk is a part of the sum that is never shown.
        check(&[100, 50], 3, &[2]);
        check(&[100, 50], 30, &[]);
        check(&[5], 0, &[1]);
    }
}
