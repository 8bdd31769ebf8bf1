//! One alert: what it asks for, and when it fired with the cases of each time.

use super::{cases, heads, number, rule, state, t};
use crate::pages::Page;
use crate::parts::{grid, put, small};
use hoiam_desk::parts::icon::Icon;
use hoiam_desk::pure::dates;
use hoiam_desk::pure::place::Place;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::alerts::Alerts as T;
use hoiam_shared::wire::alerts::{AlertView, FiringView};
use leptos::prelude::*;

/// The place of all of them.
pub fn all() -> Place {
    Place::figures_page(Page::Alerts.name(), "")
}

/// The way back to all of them.
pub fn back() -> AnyView {
    view! { <p class="back"><a href=all().href()>{Icon::Back.view()}{t(T::Back)}</a></p> }.into_any()
}

/// What it is, and what came of it.
pub fn drawn(v: &AlertView, lang: Lang) -> AnyView {
    let alert = &v.alert;
    let row = |firing: &FiringView| {
        let window = [("from", dates::date_time(firing.from, lang)), ("to", dates::date_time(firing.to, lang))];
        vec![
            dates::date_time(firing.at, lang).into_any(),
            firing.group.clone().unwrap_or_else(|| T::Whole.text(lang).to_owned()).into_any(),
            cases(firing, lang),
            number(firing.more_than, lang).into_any(),
            put(T::FromTo.text(lang), &window).into_any(),
        ]
    };
    let heads = heads(&[T::At, T::Group, T::Count, T::Threshold, T::Window], lang);
    let rows = match v.firings.is_empty() {
        true => view! { <p class="empty">{T::NoHistory.text(lang)}</p> }.into_any(),
        false => grid("firings", T::History.text(lang), heads, v.firings.iter().map(row).collect(), 0),
    };
    view! {
        <h1 dir="auto">{alert.name.clone()}</h1>
        <p>{rule(alert, lang)}" "{state(alert, lang)}</p>
        {small(alert.query.clone())}
        <h2>{T::History.text(lang)}</h2>
        {rows}
    }
    .into_any()
}
