//! The months as bars, and as a table for those who would rather read or hear them.

use crate::charts::{Bars, Series};
use crate::parts::{behind, chart, put};
use crate::pure::{count, percent_of};
use hoiam_desk::pure::dates;
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::wire::indicators::{Figure, IndicatorsView, MonthRow};
use leptos::prelude::*;

/// Chart and table.
#[component]
pub fn Months(
    /// The figures.
    view: Known<IndicatorsView>,
) -> impl IntoView {
    let app = app();
    let months = Known::new(move || view.with(|v| v.months.clone()));
    move || months.with(|months| drawn(months, app.lang.get()))
}

fn drawn(months: &[MonthRow], lang: Lang) -> AnyView {
    let one = |class, fill, name: Desk| Series { class, fill, name: name.text(lang) };
    let bars = Bars {
        title: Desk::MonthsTitle.text(lang),
        label: Desk::ChartLabel.text(lang).to_owned(),
        of: Desk::Month.text(lang),
        series: vec![
            one("received", "#8a94a0", Desk::Received),
            one("resolved", "#0b6e99", Desk::ResolvedByNow),
            one("on-time", "#1a7f5a", Desk::OnTime),
        ],
        groups: months
            .iter()
            .map(|m| (dates::month(&m.month, lang), vec![m.received.value, m.resolved.value, m.on_time.value]))
            .collect(),
    };
    let cell = |figure: &Figure| behind(figure, count(figure.value, lang));
    let row = |m: &MonthRow| {
        vec![dates::month(&m.month, lang).into_any(), cell(&m.received), cell(&m.resolved), cell(&m.on_time)]
    };
    let sum = |of: fn(&MonthRow) -> i64| months.iter().map(of).sum::<i64>();
    let (received, resolved) = (sum(|m| m.received.value), sum(|m| m.resolved.value));
    let said = [
        ("received", count(received, lang)),
        ("resolved", count(resolved, lang)),
        ("rate", percent_of(resolved, received, lang).unwrap_or_else(|| Desk::NoFigure.text(lang).to_owned())),
    ];
    let summary = put(Desk::MonthsSummary.text(lang), &said);
    chart("months", summary, &bars, months.iter().map(row).collect(), lang)
}
