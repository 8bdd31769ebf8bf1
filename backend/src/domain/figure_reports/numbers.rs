//! The numbers of a report, and where two versions of them differ. Pure.

use hoiam_shared::wire::indicators::{BreakdownView, Measured};
use hoiam_shared::wire::reports::{ReportChange, ReportFigure, ReportLine, ReportNumber, ReportPart};

/// The whole period, two to compare it with, and a line for each agency and each category.
pub(super) fn lines(by_agency: &BreakdownView, by_category: &BreakdownView) -> Vec<ReportLine> {
    let whole = [
        (ReportPart::Whole, &by_agency.total),
        (ReportPart::Before, &by_agency.before),
        (ReportPart::YearBefore, &by_agency.year_before),
    ];
    let agencies = by_agency.rows.iter().map(|row| (ReportPart::Agency, row));
    let categories = by_category.rows.iter().map(|row| (ReportPart::Category, row));
    whole.into_iter().chain(agencies).chain(categories).map(|(part, of)| line(part, of)).collect()
}

fn line(part: ReportPart, of: &Measured) -> ReportLine {
    use ReportFigure as R;
    let value = |figure| match figure {
        R::Received => Some(of.received.value),
        R::Resolved => Some(of.resolution_rate.part.value),
        R::OnTime => Some(of.on_time_rate.part.value),
        R::OnTimeOf => Some(of.on_time_rate.of.value),
        R::Open => Some(of.open.value),
        R::Overdue => Some(of.overdue.value),
        R::Refused => Some(of.refused.value),
        R::Joined => Some(of.joined.value),
        R::Withdrawn => Some(of.withdrawn.value),
        R::Reopened => Some(of.reopened.value),
        R::Bounced => Some(of.bounced.value),
        R::Appeals => Some(of.appeals.value),
        R::PetitionsDue => Some(of.petitions_due.value),
        R::Answered => Some(of.answered.value),
        R::Median => of.median_minutes.map(i64::from),
        R::P90 => of.p90_minutes.map(i64::from),
        R::Rated => Some(of.rated.value),
        R::Satisfaction => of.satisfaction_centi,
    };
    let numbers = R::ALL.iter().map(|&figure| ReportNumber { figure, value: value(figure) }).collect();
    ReportLine { part, code: of.code.clone(), name: of.name.clone(), numbers }
}

/// Each number that is another in `after`. A line that one of them lacks has nothing there.
pub(super) fn changes(before: &[ReportLine], after: &[ReportLine]) -> Vec<ReportChange> {
    let same = |a: &ReportLine, b: &ReportLine| a.part == b.part && a.code == b.code;
    let number = |line: Option<&ReportLine>, figure| {
        line.and_then(|line| line.numbers.iter().find(|one| one.figure == figure)?.value)
    };
    let gone = before.iter().filter(|then| !after.iter().any(|now| same(then, now)));
    let mut out = Vec::new();
    for line in after.iter().chain(gone) {
        let find = |all: &'_ [ReportLine]| all.iter().position(|one| same(one, line));
        let (then, now) = (find(before).map(|at| &before[at]), find(after).map(|at| &after[at]));
        for &figure in ReportFigure::ALL {
            let (then, now) = (number(then, figure), number(now, figure));
            if then != now {
                let name = line.name.clone();
                out.push(ReportChange { part: line.part, name, figure, before: then, after: now });
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_differ_where_a_number_does() {
        let line = |code: &str, received| ReportLine {
            part: ReportPart::Agency,
            code: code.into(),
            name: code.to_uppercase(),
            numbers: vec![ReportNumber { figure: ReportFigure::Received, value: received }],
        };
        let check = |before: &[ReportLine], after: &[ReportLine], expect: &[(&str, Option<i64>, Option<i64>)]| {
            let found = changes(before, after);
            let found: Vec<_> = found.iter().map(|one| (one.name.as_str(), one.before, one.after)).collect();
            assert_eq!(found, expect);
        };
        check(&[line("a", Some(1))], &[line("a", Some(1))], &[]);
        check(
            &[line("a", Some(1)), line("b", Some(2))],
            &[line("a", Some(3)), line("b", Some(2))],
            &[("A", Some(1), Some(3))],
        );
        check(&[line("a", Some(1))], &[line("b", Some(2))], &[("B", None, Some(2)), ("A", Some(1), None)]);
        check(&[line("a", None)], &[line("a", Some(0))], &[("A", None, Some(0))]);
    }
}
