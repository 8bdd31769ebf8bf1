//! From which month to which.

use super::Asked;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::{App, app, nav, t};
use hoiam_shared::catalogue::console::Desk;
use leptos::prelude::*;

/// How far back months can be chosen.
const YEARS: i64 = 6;

/// Two lists of months and shortcuts. Lists rather than `<input type=month>`, which two of the three browser
/// engines show as a bare text field.
#[component]
pub fn Period(
    /// What is asked for now.
    asked: Known<Asked>,
) -> impl IntoView {
    let app = app();
    let from = move |month: String| {
        let now = asked.get_untracked();
        let to = now.to.clone().max(month.clone());
        show(app, Asked { from: month, to, ..now });
    };
    let to = move |month: String| {
        let now = asked.get_untracked();
        let from = now.from.clone().min(month.clone());
        show(app, Asked { from, to: month, ..now });
    };
    let last = move |months: i64| {
        let to = dates::month_of(app.now.get_untracked());
        show(app, Asked { from: dates::month_plus(&to, 1 - months), to, ..asked.get_untracked() });
    };
    view! {
        <div class="period" role="group" aria-label=t(Desk::PeriodLabel)>
            <label>{t(Desk::FromMonth)}<Month value=Signal::derive(move || asked.get().from) choose=Callback::new(from)/></label>
            <label>{t(Desk::ToMonth)}<Month value=Signal::derive(move || asked.get().to) choose=Callback::new(to)/></label>
            <button type="button" class="quiet" on:click=move |_| last(1)>{t(Desk::ThisMonth)}</button>
            <button type="button" class="quiet" on:click=move |_| last(12)>{t(Desk::TwelveMonths)}</button>
            <button type="button" class="quiet print" on:click=move |_| { window().print().ok(); }>{t(Desk::Print)}</button>
        </div>
    }
}

fn show(app: App, asked: Asked) {
    nav::go(app, asked.place());
}

#[component]
fn Month(value: Signal<String>, choose: Callback<String>) -> impl IntoView {
    let app = app();
    let options = move || {
        let (lang, chosen) = (app.lang.get(), value.get());
        let newest = dates::month_of(app.now.get());
        let mut months: Vec<String> = (0..YEARS * 12).map(|i| dates::month_plus(&newest, -i)).collect();
        if !months.contains(&chosen) {
            months.push(chosen.clone());
        }
        let option = |m: String| {
            let text = dates::month(&m, lang);
            view! { <option selected=m == chosen value=m>{text}</option> }
        };
        months.into_iter().map(option).views()
    };
    view! { <select on:change=move |e| choose.run(event_target_value(&e))>{options}</select> }
}
