//! The deadlines of a case, each with its countdown and how the date was counted.

use super::counted::Counted;
use crate::parts::due::left;
use hoiam_desk::parts::icon::Icon;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::{app, t};
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::fill;
use hoiam_shared::wire::case::{CaseView, ClockView};
use leptos::prelude::*;

/// All deadlines.
#[component]
pub fn Clocks(
    /// Whose.
    view: Known<CaseView>,
) -> impl IntoView {
    let clocks = Known::new(move || view.with(|v| v.clocks.clone()));
    view! {
        <section class="clocks" aria-labelledby="clocks-title">
            <h2 id="clocks-title">{t(Desk::DeadlinesTitle)}</h2>
            <Show when=move || clocks.with(Vec::is_empty)><p class="soft">{t(Desk::NoDeadline)}</p></Show>
            <ul role="list">{move || clocks.get().into_iter().map(|clock| view! { <Clock clock/> }).views()}</ul>
            <Show when=move || !clocks.with(Vec::is_empty)><Counted view/></Show>
        </section>
    }
}

#[component]
fn Clock(clock: ClockView) -> impl IntoView {
    let app = app();
    let (due_at, met_at, breached, paused) = (clock.due_at, clock.met_at, clock.breached, clock.paused);
    let state = move || {
        let (lang, now) = (app.lang.get(), app.now.get());
        match met_at {
            Some(at) => {
                let late = breached || at > due_at;
                let (key, class, icon) = if late {
                    (Desk::MetLate, "due late", Icon::Alert)
                } else {
                    (Desk::MetOnTime, "due done", Icon::Done)
                };
                let text = fill(key.text(lang), &[("date", &dates::short_date(at, now, lang))]);
                view! { <span class=class>{icon.view()}{text}</span> }.into_any()
            }
            None if paused => {
                view! { <span class="due paused">{Icon::Pause.view()}{Desk::Paused.text(lang)}</span> }.into_any()
            }
            None => left(due_at, now, lang).into_any(),
        }
    };
    view! {
        <li>
            <div class="pair"><span>{clock.label}</span>{state}</div>
            <p class="date">{move || dates::due(due_at, app.lang.get())}</p>
            {(!clock.explained.is_empty()).then(|| view! {
                <details><summary>{t(Desk::HowCounted)}</summary><p>{clock.explained}</p></details>
            })}
        </li>
    }
}
