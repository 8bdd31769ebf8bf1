//! A report as a document on paper: what it is and who signed it, its numbers, where it differs from the version before, and
//! what was remarked. Pure.

use super::sheet;
use crate::domain::figure_sheets::Cell;
use crate::domain::paper::{Paper, Part};
use crate::domain::telling::day;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::portal::Portal;
use hoiam_shared::catalogue::reports::Reports as T;
use hoiam_shared::wire::reports::{ReportChange, ReportFigure, ReportLine, ReportPart, ReportRowView, ReportView};
use hoiam_shared::{Lang, Stamp};

/// The document, in the language of the report.
pub fn of(view: &ReportView) -> Paper {
    let report = &view.report;
    let lang = report.lang;
    let told = |key: T, values: &[(&str, &str)]| fill(key.text(lang), values);
    let by = |key: T, at: Stamp, who: &str| told(key, &[("at", &day(at.ms(), lang)), ("by", who)]);
    let mut facts = vec![
        told(T::Version, &[("n", &report.version.to_string())]),
        by(T::PreparedBy, report.prepared_at, &report.prepared_by),
    ];
    match (report.signed_at, &report.signed_by) {
        (Some(at), Some(who)) => facts.extend([by(T::SignedBy, at, who), T::Frozen.text(lang).to_owned()]),
        _ => facts.push(T::Open.text(lang).to_owned()),
    }
    facts.push(if report.sealed { T::SealedIn } else { T::SealedOut }.text(lang).to_owned());
    if !report.reason.is_empty() {
        facts.push(told(T::CorrectedFor, &[("reason", &report.reason)]));
    }
    let mut parts: Vec<Part> = facts.into_iter().map(Part::Text).collect();
    if let Some(form) = &view.form {
        let text = |cell: &Cell| if let Cell::Text(text) = cell { text.clone() } else { String::new() };
        // On paper the group stands before its indicator.
        let together = |row: Vec<Cell>| {
            let name = [text(&row[0]), text(&row[1])].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
            core::iter::once(Cell::Text(name.join(" · "))).chain(row.into_iter().skip(2)).collect::<Vec<Cell>>()
        };
        let mut rows: Vec<Vec<Cell>> = sheet::form(form, lang).into_iter().map(together).collect();
        let heads = rows.remove(0).iter().map(text).collect();
        let head = Part::Head(form.name.clone());
        parts.extend([head, Part::Text(form.source.clone()), Part::Table(heads, rows)]);
        if form.score.is_some() {
            parts.push(Part::Text(T::FormMeans.text(lang).to_owned()));
        }
    }
    parts.extend(compared(view, lang));
    for (head, of) in [(T::ByAgency, ReportPart::Agency), (T::ByCategory, ReportPart::Category)] {
        let lines = view.lines.iter().filter(|line| line.part == of);
        let row =
            |line: &ReportLine| core::iter::once(Cell::Text(line.name.clone())).chain(fitting(sheet::numbers(line)));
        let rows: Vec<Vec<Cell>> = lines.map(|line| row(line).collect()).collect();
        if !rows.is_empty() {
            let heads = fitting(sheet::heads(lang).collect());
            let heads = core::iter::once(of.name().text(lang)).chain(heads).map(str::to_owned).collect();
            parts.extend([Part::Head(head.text(lang).to_owned()), Part::Table(heads, rows)]);
        }
    }
    if !view.changes.is_empty() {
        let heads = [T::Of, T::Figure, T::Then, T::Now].map(|head| head.text(lang).to_owned());
        let row = |one: &ReportChange| {
            let number = |value| sheet::number(one.figure, value);
            let figure = Cell::Text(one.figure.name().text(lang).to_owned());
            vec![Cell::Text(one.name.clone()), figure, number(one.before), number(one.after)]
        };
        let rows = view.changes.iter().map(row).collect();
        parts.extend([Part::Head(T::Changes.text(lang).to_owned()), Part::Table(heads.into(), rows)]);
    }
    if !view.comments.is_empty() {
        parts.push(Part::Head(T::Comments.text(lang).to_owned()));
        let said = |at: Stamp, who: &str, body: &str| format!("{}, {who}: {body}", day(at.ms(), lang));
        parts.extend(view.comments.iter().map(|one| Part::Text(said(one.at, &one.by, &one.body))));
    }
    Paper { lang, title: title(report, lang), parts }
}

/// "Report: Department of Health, October 2026 to December 2026".
pub fn title(report: &ReportRowView, lang: Lang) -> String {
    let (from, to) = (month(&report.from, lang), month(&report.to, lang));
    let period = match from == to {
        true => from,
        false => fill(T::Months.text(lang), &[("from", &from), ("to", &to)]),
    };
    fill(T::Whole.text(lang), &[("agency", &report.agency.name), ("period", &period)])
}

/// The whole period beside those it is compared with: a row for each number, as paper is wide enough for three.
fn compared(view: &ReportView, lang: Lang) -> [Part; 2] {
    let of = [ReportPart::Whole, ReportPart::Before, ReportPart::YearBefore];
    let lines: Vec<&ReportLine> = view.lines.iter().filter(|line| of.contains(&line.part)).collect();
    let heads = lines.iter().map(|line| format!("{} ({})", line.part.name().text(lang), line.name));
    let heads = core::iter::once(T::Figure.text(lang).to_owned()).chain(heads).collect();
    let columns: Vec<Vec<Cell>> = lines.iter().map(|line| sheet::numbers(line)).collect();
    let row = |(n, name): (usize, &str)| {
        let cells = columns.iter().filter_map(|column| column.get(n).cloned());
        core::iter::once(Cell::Text(name.to_owned())).chain(cells).collect()
    };
    [
        Part::Head(T::Compared.text(lang).to_owned()),
        Part::Table(heads, sheet::heads(lang).enumerate().map(row).collect()),
    ]
}

/// Without the numbers for which a line on paper has no room: they stand in the whole period, and in the files.
fn fitting<V>(all: Vec<V>) -> impl Iterator<Item = V> {
    const LEFT_OUT: [ReportFigure; 3] = [ReportFigure::OnTimeOf, ReportFigure::Withdrawn, ReportFigure::Answered];
    let figures = ReportFigure::ALL.iter().map(|figure| !LEFT_OUT.contains(figure)).chain(core::iter::repeat(true));
    all.into_iter().zip(figures).filter_map(|(value, shown)| shown.then_some(value))
}

/// `11/2026`, `November 2026` of `2026-11`.
fn month(code: &str, lang: Lang) -> String {
    let Some((year, month)) = code.split_once('-') else { return code.to_owned() };
    match lang {
        Lang::Vi => format!("{month}/{year}"),
        Lang::En => format!("{} {year}", Portal::month(month.parse().unwrap_or(1)).text(lang)),
    }
}
