//! A report as the rows of a file: what part, of what, each number, the shares that follow, and the dates. Pure.

use crate::domain::figure_sheets::Cell;
use hoiam_shared::Lang;
use hoiam_shared::Stamp;
use hoiam_shared::catalogue::figures::Figures;
use hoiam_shared::catalogue::reports::Reports as T;
use hoiam_shared::wire::reports::{ReportFigure, ReportLine, ReportView};

const MINUTES_A_DAY: f64 = 1_440.0;

/// The rows, heads first.
pub fn rows(view: &ReportView, lang: Lang) -> Vec<Vec<Cell>> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let mut heads: Vec<Cell> = [T::Part, T::Of, T::Code].iter().map(|head| text(head.text(lang))).collect();
    heads.extend(ReportFigure::ALL.iter().map(|figure| text(figure.name().text(lang))));
    heads.extend([Figures::ResolutionRate, Figures::OnTimeRate].iter().map(|head| text(head.text(lang))));
    heads.extend([T::PreparedOn, T::SignedOn].iter().map(|head| text(head.text(lang))));
    let line = |line: &ReportLine| {
        let mut row = vec![text(line.part.name().text(lang)), text(&line.name), text(&line.code)];
        row.extend(ReportFigure::ALL.iter().map(|&figure| cell(figure, number(line, figure))));
        row.push(share(number(line, ReportFigure::Resolved), number(line, ReportFigure::Received)));
        row.push(share(number(line, ReportFigure::OnTime), number(line, ReportFigure::OnTimeOf)));
        row.push(day(Some(view.report.prepared_at)));
        row.push(day(view.report.signed_at));
        row
    };
    core::iter::once(heads).chain(view.lines.iter().map(line)).collect()
}

fn number(line: &ReportLine, figure: ReportFigure) -> Option<i64> {
    line.numbers.iter().find(|one| one.figure == figure)?.value
}

fn cell(figure: ReportFigure, value: Option<i64>) -> Cell {
    use ReportFigure as R;
    let Some(value) = value else { return Cell::Nothing };
    match figure {
        R::Median | R::P90 => Cell::Number(value as f64 / MINUTES_A_DAY),
        R::Satisfaction => Cell::Number(value as f64 / 100.0),
        R::Received
        | R::Resolved
        | R::OnTime
        | R::OnTimeOf
        | R::Open
        | R::Overdue
        | R::Refused
        | R::Joined
        | R::Withdrawn
        | R::Reopened
        | R::Bounced
        | R::Answered
        | R::Rated => Cell::Count(value),
    }
}

fn share(part: Option<i64>, of: Option<i64>) -> Cell {
    match (part, of) {
        (Some(part), Some(of)) if of > 0 => Cell::Share(part as f64 / of as f64),
        _ => Cell::Nothing,
    }
}

fn day(at: Option<Stamp>) -> Cell {
    at.map_or(Cell::Nothing, |at| Cell::Day(crate::domain::facts::date_of(at.ms())))
}
