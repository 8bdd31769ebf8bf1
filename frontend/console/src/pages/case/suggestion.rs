//! Where the case may belong: the learned suggestion with the words that decided, one key to accept it, and what passing
//! it on once more would lead to. Drawn only where there is something to say.

use super::File;
use crate::pure::keys::Command;
use crate::state::api;
use crate::state::keyboard::{Keyboard, on_command};
use hoiam_desk::parts::load::Alert;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_kit::Trouble;
use hoiam_shared::Lang;
use hoiam_shared::case::Action;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::routing::Suggesting;
use hoiam_shared::wire::case::{ActionInput, CaseView};
use hoiam_shared::wire::routing::{CaseRoutingView, RoutingSuggestion};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A text of routing that follows the language.
fn t(key: Suggesting) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

/// The panel.
#[component]
pub fn Suggestion(
    /// Of which case.
    view: Known<CaseView>,
    /// The same as a handle.
    file: File,
) -> impl IntoView {
    let app = app();
    let version = Known::new(move || view.with(|v| v.row.version));
    let routing = Loaded::new(move || {
        version.track();
        api::routing(app, &file.code(), app.lang.get())
    });
    let shown = Known::new(move || routing.good());
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let accept = move || {
        let first = shown.with_untracked(|s| s.as_ref().and_then(|s| s.suggestions.first().cloned()));
        let Some(first) = first.filter(|_| !busy.get_untracked() && file.doing().is_none()) else { return false };
        let Some(action) = way(&view.get_untracked().allowed) else { return false };
        busy.set(true);
        trouble.set(None);
        let (code, version, lang) = (file.code(), version.get_untracked(), app.lang.get_untracked());
        let input = ActionInput {
            body: Suggesting::SuggestionReason.text(lang).to_owned(),
            agency: Some(first.agency.code.clone()),
            ..ActionInput::default()
        };
        spawn_local(async move {
            match api::act(app, &code, action, version, &input).await {
                Ok(view) => {
                    app.say(fill(Suggesting::SuggestionSent.text(lang), &[("agency", &first.agency.name)]));
                    file.moved(view);
                }
                Err(cause) => trouble.set(Some(cause)),
            }
            busy.set(false);
        });
        true
    };
    on_command(move |command| command == Command::Suggestion && accept());
    let keyboard: Keyboard = expect_context();
    let accept_key = keyboard.key(Command::Suggestion);
    let other_key = keyboard.key(Command::Do(&[Action::Transfer, Action::Route]));
    move || {
        let routing =
            shown.get().filter(|s| !s.suggestions.is_empty() || s.goes_up_to.is_some() || s.named.is_some())?;
        let lang = app.lang.get();
        let (first, rest) = (routing.suggestions.first().cloned(), routing.suggestions.clone());
        Some(view! {
            <section class="suggestion" aria-labelledby="suggestion-title">
                <h2 id="suggestion-title">{t(Suggesting::SuggestionTitle)}</h2>
                {asked(&routing, lang)}
                {first.map(move |first| view! {
                    <First first/>
                    <div class="buttons">
                        <button type="button" class="primary" aria-keyshortcuts=accept_key aria-disabled=move || busy.get().to_string()
                            on:click=move |_| { accept(); }>
                            {t(Suggesting::SuggestionAccept)}<kbd aria-hidden="true">{accept_key}</kbd>
                        </button>
                        <button type="button" aria-keyshortcuts=other_key
                            on:click=move |_| { file.begin_first(&[Action::Transfer, Action::Route]); }>
                            {t(Suggesting::SuggestionOther)}<kbd aria-hidden="true">{other_key}</kbd>
                        </button>
                    </div>
                    {others(&rest, lang)}
                    <p class="soft">{t(Suggesting::SuggestionLearns)}</p>
                })}
                <Alert trouble/>
            </section>
        })
    }
}

/// How it can be sent: routed while it waits for that, else passed on.
fn way(allowed: &[Action]) -> Option<Action> {
    [Action::Route, Action::Transfer].into_iter().find(|action| allowed.contains(action))
}

/// The surest agency, how sure, and why.
#[component]
fn First(first: RoutingSuggestion) -> impl IntoView {
    let lang = app().lang;
    let percent = first.percent.to_string();
    let words = first.words.clone();
    view! {
        <p class="first">
            <strong>{first.agency.name}</strong>
            <span class="pill">{move || fill(Suggesting::SuggestionPercent.text(lang.get()), &[("percent", &percent)])}</span>
        </p>
        {(!words.is_empty()).then(|| view! {
            <p class="because">{t(Suggesting::SuggestionWords)}": "
                {words.into_iter().map(|word| view! { <mark>{word}</mark>" " }).views()}
            </p>
        })}
    }
}

fn others(all: &[RoutingSuggestion], lang: Lang) -> Option<impl IntoView + use<>> {
    let rest: Vec<RoutingSuggestion> = all.iter().skip(1).cloned().collect();
    (!rest.is_empty()).then(|| {
        view! {
            <details>
                <summary>{Suggesting::SuggestionOthers.text(lang)}</summary>
                <ul>{rest.into_iter().map(|one| view! {
                    <li>{one.agency.name}" · "{one.percent}"%"</li>
                }).views()}</ul>
            </details>
        }
    })
}

/// What passing it on leads to, or the question it came up with.
fn asked(routing: &CaseRoutingView, lang: Lang) -> impl IntoView + use<> {
    let up = routing.goes_up_to.as_ref().map(|agency| {
        fill(Suggesting::GoesUp.text(lang), &[("n", &routing.passes.to_string()), ("agency", &agency.name)])
    });
    let named = routing.named.as_ref().map(|agency| fill(Suggesting::Named.text(lang), &[("agency", &agency.name)]));
    view! {
        {up.map(|text| view! { <p class="banner warn">{text}</p> })}
        {named.map(|text| view! { <p class="banner warn">{text}</p> })}
    }
}
