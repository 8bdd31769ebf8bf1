//! Alerts: those of the person and the form that adds one; or one of them, when it fired with the cases of each time, and the
//! form that changes it. What comes from the server is of one kind for both, so the program reads it by one piece of code.

mod form;
mod one;

use super::Page;
use crate::api;
use crate::parts::{grid, link, put, small};
use hoiam_desk::parts::load::Load;
use hoiam_desk::pure::dates;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::app;
use hoiam_desk::state::loaded::Loaded;
use hoiam_shared::Lang;
use hoiam_shared::alert::AlertBy;
use hoiam_shared::catalogue::alerts::Alerts as T;
use hoiam_shared::catalogue::grouped;
use hoiam_shared::wire::alerts::{AlertInput, AlertView, AlertsView, FiringView};
use leptos::prelude::*;

/// A text of alerts that follows the language.
fn t(key: T) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

fn place(id: i64) -> Place {
    Place::figures_page(&format!("{}/{id}", Page::Alerts.name()), "")
}

/// "more than 20 cases within 24 hours, in one commune".
fn rule(alert: &AlertInput, lang: Lang) -> String {
    let by = alert.by.map_or(T::InAll.text(lang), |by: AlertBy| by.name(lang)).to_owned();
    put(T::Rule.text(lang), &[("n", number(alert.more_than, lang)), ("hours", number(alert.hours, lang)), ("by", by)])
}

fn heads(of: &[T], lang: Lang) -> Vec<&'static str> {
    of.iter().map(|head| head.text(lang)).collect()
}

fn number(n: u32, lang: Lang) -> String {
    grouped(u64::from(n), lang)
}

/// Whether it watches.
fn state(alert: &AlertInput, lang: Lang) -> AnyView {
    let (class, text) = if alert.paused { ("state over", T::IsPaused) } else { ("state done", T::IsOn) };
    view! { <span class=class>{text.text(lang)}</span> }.into_any()
}

/// A number of cases, and the list of them.
fn cases(firing: &FiringView, lang: Lang) -> AnyView {
    link(Place::queue(&*firing.query).href(), number(firing.count, lang))
}

/// The page of all, or of one.
#[component]
pub fn AlertsPage(
    /// Which one; empty for all.
    item: String,
) -> impl IntoView {
    let app = app();
    let again = RwSignal::new(0_u32);
    let all = item.is_empty();
    let loaded = Loaded::new(move || {
        again.track();
        api::alerts(app, &item, app.lang.get())
    });
    let head = match all {
        true => view! {
            <h1>{t(T::Title)}</h1>
            <p>{t(T::Intro)}</p>
        }
        .into_any(),
        false => one::back(),
    };
    view! {
        <main id="main" class="figures alerts" tabindex="-1">
            {head}
            <Load value=move || loaded.get() retry=move |()| again.update(|n| *n += 1) view=move |view| {
                // The form is made once, and keeps what is typed while the rest is asked for anew.
                let (mail, of) = view.with_untracked(|v| (v.mail, v.alerts.first().filter(|_| !all).cloned()));
                let drawn = move || view.with(|v| match v.alerts.first().filter(|_| !all) {
                    Some(alert) => one::drawn(alert, app.lang.get()),
                    None => list(v, app.lang.get()),
                });
                vec![
                    drawn.into_any(),
                    form::form(of.as_ref(), mail, again),
                ].into_any()
            }/>
        </main>
    }
}

fn list(v: &AlertsView, lang: Lang) -> AnyView {
    let row = |row: &AlertView| {
        let alert = &row.alert;
        let last = match row.firings.first() {
            None => small(T::Never.text(lang).to_owned()),
            Some(firing) => vec![
                dates::date_time(firing.at, lang).into_any(),
                small(firing.group.clone().unwrap_or_default()),
                cases(firing, lang),
            ]
            .into_any(),
        };
        vec![
            link(place(row.id).href(), alert.name.clone()),
            vec![rule(alert, lang).into_any(), small(alert.query.clone())].into_any(),
            state(alert, lang),
            last,
        ]
    };
    match v.alerts.is_empty() {
        true => view! { <p class="empty">{T::Empty.text(lang)}</p> }.into_any(),
        false => grid(
            "alert-table",
            T::Table.text(lang),
            heads(&[T::Name, T::What, T::State, T::LastHead], lang),
            v.alerts.iter().map(row).collect(),
            0,
        ),
    }
}
