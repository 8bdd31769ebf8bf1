//! The months as bars, and as a table for those who would rather read or hear them.

use crate::parts::behind;
use crate::pure::{count, scale};
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::{app, t};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::wire::indicators::{IndicatorsView, MonthRow};
use leptos::prelude::*;

/// Width of one month, height of the bars, room for labels, in units of the drawing.
const STEP: i64 = 76;
const HEIGHT: i64 = 160;
const LEFT: i64 = 52;
const TOP: i64 = 12;
const BOTTOM: i64 = 28;

/// Chart and table.
#[component]
pub fn Months(
    /// The figures.
    view: Known<IndicatorsView>,
) -> impl IntoView {
    let app = app();
    let months = Known::new(move || view.with(|v| v.months.clone()));
    let rows = move || {
        let lang = app.lang.get();
        let row = |m: MonthRow| {
            let cell = |f: &hoiam_shared::wire::indicators::Figure| behind(f, count(f.value, lang));
            view! {
                <tr>
                    <th scope="row">{dates::month(&m.month, lang)}</th>
                    <td>{cell(&m.received)}</td><td>{cell(&m.resolved)}</td><td>{cell(&m.on_time)}</td>
                </tr>
            }
        };
        months.get().into_iter().map(row).views()
    };
    view! {
        <section class="months" aria-labelledby="months-title">
            <h2 id="months-title">{t(Desk::MonthsTitle)}</h2>
            <ul class="legend" role="list">
                <li class="received">{t(Desk::Received)}</li>
                <li class="resolved">{t(Desk::ResolvedByNow)}</li>
                <li class="on-time">{t(Desk::OnTime)}</li>
            </ul>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="months-title">
                {move || drawing(&months.get(), app.lang.get())}
            </div>
            <details>
                <summary>{t(Desk::AsTable)}</summary>
                <table class="numbers">
                    <thead><tr>
                        <th scope="col">{t(Desk::Month)}</th><th scope="col">{t(Desk::Received)}</th>
                        <th scope="col">{t(Desk::ResolvedByNow)}</th><th scope="col">{t(Desk::OnTime)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        </section>
    }
}

fn drawing(months: &[MonthRow], lang: Lang) -> impl IntoView + use<> {
    let width = LEFT + STEP * months.len() as i64 + 8;
    let top = scale(months.iter().map(|m| m.received.value).max().unwrap_or(0));
    let y = move |value: i64| TOP + HEIGHT - value * HEIGHT / top;
    let line = |value: i64| {
        view! {
            <line x1=LEFT x2=width y1=y(value) y2=y(value)></line>
            <text class="scale" x=LEFT - 8 y=y(value) + 4>{count(value, lang)}</text>
        }
    };
    let lines = if top % 2 == 0 { vec![0, top / 2, top] } else { vec![0, top] };
    let month = |(i, m): (usize, &MonthRow)| {
        let x = LEFT + STEP * i as i64 + 8;
        let bar = |class: &'static str, at: i64, value: i64| {
            view! { <rect class=class x=x + at width="18" y=y(value) height=TOP + HEIGHT - y(value)></rect> }
        };
        let label = dates::month(&m.month, lang);
        // Two digits of the year are enough on the axis.
        let short = label.len().checked_sub(4).map(|cut| format!("{}{}", &label[..cut], &label[cut + 2..]));
        view! {
            <g>
                {bar("received", 0, m.received.value)}{bar("resolved", 20, m.resolved.value)}{bar("on-time", 40, m.on_time.value)}
                <text class="month" x=x + 29 y=TOP + HEIGHT + 18>{short.unwrap_or(label)}</text>
            </g>
        }
    };
    view! {
        <svg class="chart" role="img" aria-label=Desk::ChartLabel.text(lang)
            viewBox=format!("0 0 {width} {}", TOP + HEIGHT + BOTTOM) width=width height=TOP + HEIGHT + BOTTOM>
            {lines.into_iter().map(line).views()}
            {months.iter().enumerate().map(month).views()}
        </svg>
    }
}
