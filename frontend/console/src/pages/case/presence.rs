//! Who else looks at the case, and who of them is writing. Says so itself while the page is open.

use super::File;
use crate::state::api;
use crate::state::live::{Told, on_event};
use hoiam_desk::parts::icon::Icon;
use hoiam_desk::parts::show::Show;
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::fill;
use hoiam_shared::wire::case::PresentView;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// It is said anew so often: twice before it lapses.
const AGAIN: Duration = Duration::from_secs(25);

/// "Đang xem: …"
#[component]
pub fn Presence(
    /// Which case.
    file: File,
) -> impl IntoView {
    let app = app();
    let people = RwSignal::new(Vec::<PresentView>::new());
    let writing = Known::new(move || file.doing().is_some());
    let code = file.code();
    let said = code.clone();
    let say = move |here: bool, writing: bool| {
        let code = said.clone();
        spawn_local(async move {
            // Whether it was heard makes no difference to what the person does.
            if let Ok(view) = api::presence(app, &code, here, writing).await {
                people.try_set(view.people);
            }
        });
    };
    let again = say.clone();
    let timer = set_interval_with_handle(move || again(true, writing.get_untracked()), AGAIN);
    let first = say.clone();
    Effect::new(move || first(true, writing.get()));
    on_cleanup(move || {
        if let Ok(timer) = timer {
            timer.clear();
        }
        say(false, false);
    });
    on_event(move |told| {
        if let Told::Presence(view) = told
            && view.code == code
        {
            people.set(view.people);
        }
    });
    let others = Known::new(move || {
        let me = app.login();
        people.with(|all| all.iter().filter(|one| one.user != me).cloned().collect::<Vec<_>>())
    });
    let text = move || {
        let lang = app.lang.get();
        let name = |one: PresentView| match one.writing {
            true => fill(Desk::PresentWriting.text(lang), &[("who", &one.name)]),
            false => one.name,
        };
        let names = others.get().into_iter().map(name).collect::<Vec<_>>().join(", ");
        fill(Desk::Present.text(lang), &[("who", &names)])
    };
    view! {
        <Show when=move || !others.with(Vec::is_empty)>
            <p class="presence" role="status">{Icon::Person.view()}{text}</p>
        </Show>
    }
}
