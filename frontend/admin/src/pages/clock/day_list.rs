//! Days of a calendar that differ from their weekday, year by year, the newest first.

use super::day;
use hoiam_desk::parts::views::Views;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::keeping::Keeping;
use hoiam_shared::wire::clock::ExceptionInput;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The kinds of days, as the API writes them.
pub const KINDS: [(&str, Keeping); 4] = [
    ("holiday", Keeping::Holiday),
    ("make_up", Keeping::MakeUp),
    ("short_day", Keeping::ShortDay),
    ("usual", Keeping::Usual),
];

/// The days.
pub fn day_list(days: Vec<ExceptionInput>, lang: Lang) -> AnyView {
    if days.is_empty() {
        return view! { <p class="soft">{Keeping::DaysNone.text(lang)}</p> }.into_any();
    }
    let mut years: BTreeMap<String, Vec<ExceptionInput>> = BTreeMap::new();
    for day in days {
        years.entry(day.from.chars().take(4).collect()).or_default().push(day);
    }
    let year = |(year, days): (String, Vec<ExceptionInput>)| {
        view! {
            <details class="year">
                <summary>{format!("{} {year} ({})", Keeping::Year.text(lang), days.len())}</summary>
                <ul role="list">{days.into_iter().map(|day| one(day, lang)).views()}</ul>
            </details>
        }
    };
    years.into_iter().rev().map(year).views().into_any()
}

fn one(entry: ExceptionInput, lang: Lang) -> impl IntoView {
    let until = entry.to.filter(|to| *to != entry.from).map(|to| format!(" – {}", day(&to, lang)));
    let kind = KINDS.into_iter().find(|(code, _)| *code == entry.kind).map_or("", |(_, name)| name.text(lang));
    let name = if lang == Lang::En && !entry.name_en.is_empty() { entry.name_en } else { entry.name_vi };
    let hours = (!entry.hours.is_empty()).then(|| format!(" · {}", entry.hours.join(", ")));
    let decision = entry.decision.filter(|number| !number.is_empty()).map(|number| format!(" · {number}"));
    view! {
        <li>
            <strong>{day(&entry.from, lang)}{until}</strong>" "{name}
            <span class="soft">" · "{kind}{hours}{decision}</span>
        </li>
    }
}
