//! What the clock of a case said and nobody has taken notice of: who is told next, and a button that takes notice and does
//! nothing else.

use super::File;
use crate::state::api;
use hoiam_desk::parts::icon::Icon;
use hoiam_desk::parts::load::Alert;
use hoiam_desk::parts::show::Show;
use hoiam_desk::pure::dates;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::{app, filled, t};
use hoiam_kit::Trouble;
use hoiam_shared::case::Action;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::fill;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::case::{ActionInput, CaseView};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The banner, while there is something.
#[component]
pub fn Unheard(
    /// Of which case.
    view: Known<CaseView>,
    /// The same as a handle.
    file: File,
) -> impl IntoView {
    let app = app();
    let unheard = Known::new(move || view.with(|v| v.unheard.clone()));
    let may = Known::new(move || view.with(|v| v.allowed.contains(&Action::Acknowledge)));
    let trouble = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    let next = move || {
        let lang = app.lang.get();
        unheard.with(|u| {
            let u = u.as_ref()?;
            let (at, people) = (u.next_at?, u.next_to.join(", "));
            let values = [("who", people.as_str()), ("date", &dates::date_time(at, lang))];
            Some(fill(Desk::UnheardNext.text(lang), &values))
        })
    };
    let heed = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        trouble.set(None);
        let (code, version) = (file.code(), view.with_untracked(|v| v.row.version));
        spawn_local(async move {
            let lang = app.lang.get_untracked();
            let answer = api::act(app, &code, Action::Acknowledge, version, &ActionInput::default()).await;
            if busy.try_set(false).is_some() {
                // The page is gone.
                return;
            }
            match answer {
                Ok(view) => {
                    app.say(filled(Desk::DoneSaid, lang, "action", Action::Acknowledge.name(lang)));
                    file.moved(view);
                }
                Err(found) => {
                    if found.is(ErrorCode::Stale) || found.is(ErrorCode::NotAllowedNow) {
                        file.reload();
                    }
                    trouble.set(Some(found));
                }
            }
        });
    };
    view! {
        <Show when=move || unheard.with(Option::is_some)>
            <div class="banner warn unheard" role="status">
                <p>{Icon::Alert.view()}" "<strong>{move || unheard.with(|u| u.as_ref().map(|u| u.text.clone()))}</strong>
                    " "{t(Desk::UnheardNobody)}" "{next}</p>
                <Show when=move || may.get()>
                    <button type="button" on:click=heed aria-disabled=move || busy.get().to_string()>
                        {move || Action::Acknowledge.name(app.lang.get())}
                    </button>
                </Show>
                <Alert trouble/>
            </div>
        </Show>
    }
}
