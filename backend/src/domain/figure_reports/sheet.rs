//! A report as the rows of a file: what part, of what, each number, the shares that follow, and the dates. Pure.

use crate::domain::figure_sheets::Cell;
use hoiam_shared::Lang;
use hoiam_shared::Stamp;
use hoiam_shared::catalogue::figures::Figures;
use hoiam_shared::catalogue::reports::Reports as T;
use hoiam_shared::wire::reports::{
    FormGroup, FormIndicator, FormUnit, ReportFigure, ReportForm, ReportLine, ReportView,
};

const MINUTES_A_DAY: f64 = 1_440.0;

/// The rows, heads first.
pub fn rows(view: &ReportView, lang: Lang) -> Vec<Vec<Cell>> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let mut names: Vec<Cell> = [T::Part, T::Of, T::Code].iter().map(|head| text(head.text(lang))).collect();
    names.extend(heads(lang).map(text));
    names.extend([T::PreparedOn, T::SignedOn].iter().map(|head| text(head.text(lang))));
    let line = |line: &ReportLine| {
        let mut row = vec![text(line.part.name().text(lang)), text(&line.name), text(&line.code)];
        row.extend(numbers(line));
        row.push(day(Some(view.report.prepared_at)));
        row.push(day(view.report.signed_at));
        row
    };
    core::iter::once(names).chain(view.lines.iter().map(line)).collect()
}

/// A filled form as the rows of a file, heads first.
pub fn form(form: &ReportForm, lang: Lang) -> Vec<Vec<Cell>> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let heads = [
        T::FormGroup,
        T::FormIndicator,
        T::FormValue,
        T::FormUnit,
        T::FormWorst,
        T::FormBest,
        T::FormWeight,
        T::FormScore,
    ];
    let of = |group: &FormGroup, one: &FormIndicator| {
        let whole = |n: Option<i64>| n.map_or(Cell::Nothing, Cell::Count);
        vec![
            text(&group.name),
            text(&one.name),
            form_value(one),
            text(one.unit.name().text(lang)),
            whole(one.worst),
            whole(one.best),
            one.worst.map_or(Cell::Nothing, |_| Cell::Count(i64::from(one.weight))),
            score(one.score),
        ]
    };
    let rows = form.groups.iter().flat_map(|group| group.indicators.iter().map(move |one| of(group, one)));
    let mut rows: Vec<_> =
        core::iter::once(heads.iter().map(|head| text(head.text(lang))).collect()).chain(rows).collect();
    if form.score.is_some() {
        let mut total = vec![Cell::Nothing; 8];
        (total[0], total[7]) = (text(T::FormTotal.text(lang)), score(form.score));
        rows.push(total);
    }
    rows
}

fn score(tenths: Option<i64>) -> Cell {
    tenths.map_or(Cell::Nothing, |tenths| Cell::Number(tenths as f64 / 10.0))
}

fn form_value(one: &FormIndicator) -> Cell {
    match (one.value, one.unit) {
        (None, _) => Cell::Nothing,
        (Some(value), FormUnit::Cases) => Cell::Count(value / 100),
        (Some(value), FormUnit::Percent | FormUnit::Days | FormUnit::Stars) => Cell::Number(value as f64 / 100.0),
    }
}

/// What the numbers of a line are called, the shares last.
pub(super) fn heads(lang: Lang) -> impl Iterator<Item = &'static str> {
    let shares = [Figures::ResolutionRate, Figures::OnTimeRate];
    ReportFigure::ALL.iter().map(|figure| figure.name()).chain(shares).map(move |head| head.text(lang))
}

/// The numbers of a line, the shares last.
pub(super) fn numbers(line: &ReportLine) -> Vec<Cell> {
    let of = |figure| line.numbers.iter().find(|one| one.figure == figure)?.value;
    let mut cells: Vec<Cell> = ReportFigure::ALL.iter().map(|&figure| number(figure, of(figure))).collect();
    cells.push(share(of(ReportFigure::Resolved), of(ReportFigure::Received)));
    cells.push(share(of(ReportFigure::OnTime), of(ReportFigure::OnTimeOf)));
    cells
}

/// A number as a cell; times in days.
pub(super) fn number(figure: ReportFigure, value: Option<i64>) -> Cell {
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
        | R::Appeals
        | R::PetitionsDue
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
