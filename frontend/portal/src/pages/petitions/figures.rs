//! `GET /petitions/{code}/figures`: signatures by area and over time, as bars for the eye and as tables for everybody. The same
//! counts as in the files that it links to; nobody's name is in any of them.

use super::parts::{address, counts_of, number, say, signatures};
use crate::Page;
use crate::page::{Doc, Switch, document};
use crate::when;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::petitions::Petitions as P;
use hoiam_shared::wire::petitions::{AreaCount, HourCount, PetitionCounts, PetitionView};
use jiff::ToSpan;
use jiff::civil::Date;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct FiguresPage {
    /// The petition.
    pub petition: PetitionView,
    /// Its counter.
    pub counts: PetitionCounts,
}

/// The page.
pub fn figures(view: &FiguresPage, page: &Page) -> String {
    let (petition, counts, lang) = (&view.petition, &view.counts, page.lang);
    let at = address(&petition.code);
    let counted = say(page, P::CountedAt, &[("time", &when::date_time(page, counts.counted_at))]);
    let content = if counts.count == 0 {
        view! { <section class="card"><p>{P::FiguresNone.text(lang)}</p></section> }.into_any()
    } else {
        view! { {over_time(&counts.hours, page)}{areas(counts, page)} }.into_any()
    };
    let body = view! {
        <p class="over screen-only"><a href=page.href(&at)>{P::MineSee.text(lang)}</a></p>
        <h1 dir="auto">{say(page, P::FiguresOf, &[("title", &petition.title)])}</h1>
        <p class="tally so-many"><strong>{signatures(page, counts.count)}</strong></p>
        {super::thresholds::verified(counts.verified, page)}
        <p class="hint">{counted}</p>
        {content}
        <section aria-labelledby="data">
            <h2 id="data">{P::Data.text(lang)}</h2>
            <ul class="ways">
                <li><a href=counts_of(&petition.code, ".csv")>{P::FiguresCsv.text(lang)}</a></li>
                <li><a href=counts_of(&petition.code, "")>{P::FiguresJson.text(lang)}</a></li>
            </ul>
            <p class="hint">{counts.licence.clone()}</p>
        </section>
    }
    .into_any();
    let title = say(page, P::FiguresOf, &[("title", &petition.title)]);
    document(page, Doc { title, failed: false, class: "narrow", switch: Switch::Link, listed: false, body })
}

/// Width of the chart, in units of its own.
const WIDE: usize = 640;
/// So many bars fill it; fewer leave the rest empty rather than grow.
const FEW: usize = 10;

/// One bar: what it is called, and how many.
type Bars = Vec<(String, u64)>;

/// Hours while there are few, then days, then weeks: never more bars than fit, and every one of them in the table.
fn bars(hours: &[HourCount], page: &Page) -> (P, Bars) {
    const HOURS: usize = 48;
    const DAYS: usize = 62;
    let day = |hour: &HourCount| when::day_of(page, hour.hour);
    let (Some(first), Some(last)) = (hours.first(), hours.last()) else { return (P::Hours, Bars::new()) };
    let hourly = (last.hour.ms() - first.hour.ms()) / 3_600_000 < i64::try_from(HOURS).unwrap_or(i64::MAX);
    if hourly {
        let named = hours.iter().map(|hour| (when::date_time(page, hour.hour), hour.count));
        return (P::Hours, named.collect());
    }
    let mut days: BTreeMap<Date, u64> = BTreeMap::new();
    for hour in hours {
        *days.entry(day(hour)).or_default() += hour.count;
    }
    let monday = |date: Date| {
        let back = i64::from(date.weekday().to_monday_zero_offset());
        date.checked_sub(back.days()).unwrap_or(date)
    };
    let (start, end) = (day(first), day(last));
    let weekly = start.until(end).map_or(0, |span| span.get_days()).unsigned_abs() as usize >= DAYS;
    if !weekly {
        let all = start.series(1.day()).take_while(|date| *date <= end);
        return (P::Days, all.map(|d| (when::day(page, d), days.get(&d).copied().unwrap_or_default())).collect());
    }
    let mut weeks: BTreeMap<Date, u64> = BTreeMap::new();
    for (date, count) in days {
        *weeks.entry(monday(date)).or_default() += count;
    }
    let all = monday(start).series(1.week()).take_while(|date| *date <= end);
    let named = all.map(|monday| {
        (say(page, P::WeekOf, &[("date", &when::day(page, monday))]), weeks.get(&monday).copied().unwrap_or_default())
    });
    (P::Weeks, named.collect())
}

fn over_time(hours: &[HourCount], page: &Page) -> AnyView {
    let lang = page.lang;
    let (title, bars) = bars(hours, page);
    let Some((when, most)) = bars.iter().max_by_key(|(_, count)| *count).cloned() else { return ().into_any() };
    let summary = say(page, P::ChartText, &[("n", &number(page, most)), ("when", &when)]);
    // A few bars do not reach the end, where the last one would be named.
    let last = bars.last().filter(|_| bars.len() >= FEW);
    let ends = [bars.first(), last].map(|end| end.map(|(name, _)| name.clone()).unwrap_or_default());
    let rows = bars.iter().map(|(name, count)| {
        view! { <tr><th scope="row">{name.clone()}</th><td class="n">{number(page, *count)}</td></tr> }
    });
    let rows = rows.collect::<Vec<_>>();
    view! {
        <section aria-labelledby="over-time">
            <h2 id="over-time">{title.text(lang)}</h2>
            <p class="hint" id="chart-text">{summary}</p>
            {chart(&bars, most)}
            <p class="ends hint" aria-hidden="true"><span>{ends[0].clone()}</span><span>{ends[1].clone()}</span></p>
            <details>
                <summary>{P::ChartTable.text(lang)}</summary>
                <div class="scroll" tabindex="0" role="region" aria-labelledby="over-time">
                    <table>
                        <thead><tr><th scope="col">{P::When.text(lang)}</th><th scope="col" class="n">{P::Count.text(lang)}</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </details>
        </section>
    }
    .into_any()
}

/// The bars as one path: small, and without a style of its own.
fn chart(bars: &Bars, most: u64) -> AnyView {
    const HIGH: u64 = 160;
    let step = (WIDE / bars.len().max(1)).clamp(4, WIDE / FEW);
    let mut path = String::new();
    for (i, (_, count)) in bars.iter().enumerate().filter(|(_, (_, count))| *count > 0) {
        // One signature is seen too.
        let high = (count.saturating_mul(HIGH) / most.max(1)).max(1);
        let (left, wide) = (i * step, step - 1);
        // Writing to a String cannot fail.
        let _ = write!(path, "M{left} {HIGH}v-{high}h{wide}v{high}z");
    }
    let size = format!("0 0 {} {HIGH}", (bars.len() * step).max(WIDE));
    view! {
        <svg class="chart" viewBox=size preserveAspectRatio="none" role="img" aria-labelledby="over-time" aria-describedby="chart-text">
            <path d=path/>
        </svg>
    }
    .into_any()
}

fn areas(counts: &PetitionCounts, page: &Page) -> AnyView {
    let lang = page.lang;
    let most = counts.areas.iter().map(|area| area.count).max().unwrap_or_default().max(1);
    let row = |area: &AreaCount| {
        let name = if area.area.is_empty() { P::AreaUnknown.text(lang).to_owned() } else { area.name.clone() };
        // Of a hundred, for the width of the bar; it is decoration, the numbers stand beside it.
        let wide = (area.count.saturating_mul(100) / most).max(1).to_string();
        view! {
            <tr>
                <th scope="row" dir="auto">{name}</th>
                <td class="n">{number(page, area.count)}</td>
                <td class="n">{share(area.count, counts.count, lang)}</td>
                <td class="bar"><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width=wide height="10"/></svg></td>
            </tr>
        }
    };
    let rows = counts.areas.iter().map(row).collect::<Vec<_>>();
    view! {
        <section aria-labelledby="areas">
            <h2 id="areas">{P::Areas.text(lang)}</h2>
            <div class="scroll" tabindex="0" role="region" aria-labelledby="areas">
                <table class="by-area">
                    <thead><tr>
                        <th scope="col">{P::Place.text(lang)}</th>
                        <th scope="col" class="n">{P::Count.text(lang)}</th>
                        <th scope="col" class="n">{P::Shares.text(lang)}</th>
                        <td></td>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// `12,3%`, rounded down.
fn share(part: u64, of: u64, lang: Lang) -> String {
    let permille = part.saturating_mul(1000) / of.max(1);
    let comma = if lang == Lang::Vi { ',' } else { '.' };
    format!("{}{comma}{}%", permille / 10, permille % 10)
}
