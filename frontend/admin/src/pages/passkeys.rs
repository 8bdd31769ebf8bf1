//! One's own passkeys: listed, added with the browser, removed.

use crate::api_people as api;
use hoiam_desk::parts::load::{Alert, Load};
use hoiam_desk::parts::passkey::{self, Deed};
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::app;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::request::Answer;
use hoiam_kit::Trouble;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::people::Passkeys as P;
use hoiam_shared::wire::passkeys::{PasskeyNew, PasskeyRow, PasskeysView};
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A text of passkeys that follows the language.
fn p(key: P) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

/// The section of the account's page.
#[component]
pub fn Passkeys(
    /// What has just been done, said by the page.
    said: RwSignal<String>,
) -> impl IntoView {
    let app = app();
    let again = RwSignal::new(0_u32);
    let trouble = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    let name = NodeRef::<html::Input>::new();
    let loaded = Loaded::new(move || {
        again.track();
        api::passkeys(app, app.lang.get())
    });
    let ended = move |answer: Answer<PasskeysView>, text: P| match answer {
        Ok(_) => {
            said.set(text.text(app.lang.get_untracked()).to_owned());
            again.update(|n| *n += 1);
        }
        Err(cause) => trouble.set(Some(cause)),
    };
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(field) = name.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let asked = passkey::answered(api::ask_new_passkey(app), Deed::Make, app.lang.get_untracked()).await;
            let answer = match asked {
                Ok((id, credential)) => {
                    let answer = api::add_passkey(app, &PasskeyNew { id, credential, name: field.value() }).await;
                    field.set_value("");
                    answer
                }
                Err(cause) => Err(cause),
            };
            busy.set(false);
            ended(answer, P::Added);
        });
    };
    let remove = move |id: String| {
        trouble.set(None);
        spawn_local(async move { ended(api::remove_passkey(app, &id).await, P::Removed) });
    };
    let line = move |row: PasskeyRow| {
        let lang = app.lang.get();
        let used = match row.used {
            Some(at) => fill(P::Used.text(lang), &[("date", &dates::date_time(at, lang))]),
            None => P::Unused.text(lang).to_owned(),
        };
        let since = fill(P::Since.text(lang), &[("date", &dates::date_time(row.since, lang))]);
        let label = fill(P::RemoveOf.text(lang), &[("name", &row.name)]);
        let id = row.id;
        view! {
            <li class="session">
                <p><strong>{row.name}</strong><br/><span class="soft">{since}" · "{used}</span></p>
                <button type="button" aria-label=label on:click=move |_| remove(id.clone())>{P::Remove.text(lang)}</button>
            </li>
        }
    };
    view! {
        <section aria-labelledby="passkeys-title">
            <h2 id="passkeys-title">{p(P::Title)}</h2>
            <p>{p(P::Intro)}</p>
            <Load value=move || loaded.get() retry=move |()| again.update(|n| *n += 1) view=move |view| {
                let offered = passkey::can() && view.with(|view| view.offered);
                view! {
                    <Show when=move || view.with(|view| view.passkeys.is_empty())><p class="soft">{p(P::None)}</p></Show>
                    <ul role="list">{move || view.with(|view| view.passkeys.clone()).into_iter().map(line).views()}</ul>
                    {if offered {
                        view! {
                            <form class="rule-form" method="post" on:submit=add>
                                <div class="line-of">
                                    <label for="passkey-name">{p(P::Name)}</label>
                                    <input id="passkey-name" autocomplete="off" maxlength="120" aria-describedby="passkey-help" node_ref=name/>
                                    <p class="soft" id="passkey-help">{p(P::NameHelp)}</p>
                                </div>
                                <div class="buttons"><button disabled=move || busy.get()>{p(P::Add)}</button></div>
                            </form>
                        }.into_any()
                    } else {
                        view! { <p class="soft">{p(P::NotHere)}</p> }.into_any()
                    }}
                }.into_any()
            }/>
            <Alert trouble/>
        </section>
    }
}
