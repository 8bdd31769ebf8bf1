//! The three switches, for those who may turn them: they work at once, and turning one off asks twice.

use super::{p, say};
use crate::api;
use hoiam_desk::parts::load::Alert;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_kit::Trouble;
use hoiam_shared::catalogue::petition_desk::PetitionDesk as P;
use hoiam_shared::wire::petitions::{PetitionDesk, SwitchView};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The section; nothing for others.
#[component]
pub fn Switches(
    /// What came.
    view: Known<PetitionDesk>,
    /// Asks for it anew.
    again: RwSignal<u32>,
) -> impl IntoView {
    let app = app();
    let trouble = RwSignal::new(None::<Trouble>);
    let sure = RwSignal::new(None::<String>);
    let turn = move |name: String, on: bool| {
        if !on && sure.get_untracked().as_deref() != Some(&*name) {
            sure.set(Some(name));
            return;
        }
        sure.set(None);
        trouble.set(None);
        spawn_local(async move {
            match api::switch(app, &name, on).await {
                Ok(_) => {
                    app.say(P::SwitchDone.text(app.lang.get_untracked()));
                    again.update(|n| *n += 1);
                }
                Err(cause) => trouble.set(Some(cause)),
            }
        });
    };
    let line = move |switch: SwitchView| {
        let lang = app.lang.get();
        let (name, on) = (switch.name.clone(), switch.on);
        let state = match (on, switch.since) {
            (true, _) => P::SwitchOn.text(lang).to_owned(),
            (false, Some(at)) => say(P::SwitchOff, lang, "date", &dates::date_time(at, lang)),
            (false, None) => P::SwitchOffNow.text(lang).to_owned(),
        };
        let asked = name.clone();
        let label = move || {
            let sure = sure.with(|sure| sure.as_deref() == Some(&*asked));
            match (on, sure) {
                (true, true) => P::TurnOffSure,
                (true, false) => P::TurnOff,
                (false, _) => P::TurnOn,
            }
            .text(app.lang.get())
        };
        let id = format!("switch-{name}");
        view! {
            <li>
                <p><strong id=id.clone()>{switch.text}</strong>" "<span class=if on { "state done" } else { "state wait" }>{state}</span></p>
                <button type="button" aria-describedby=id on:click=move |_| turn(name.clone(), !on)>{label}</button>
            </li>
        }
        .into_any()
    };
    view! {
        <Show when=move || view.with(|view| view.switching)>
            <section aria-labelledby="switches-title">
                <h2 id="switches-title">{p(P::Switches)}</h2>
                <p class="soft">{p(P::SwitchesIntro)}</p>
                <ul class="switches" role="list">{move || view.with(|view| view.switches.clone()).into_iter().map(line).views()}</ul>
                <Alert trouble/>
            </section>
        </Show>
    }
}
