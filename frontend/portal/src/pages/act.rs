//! What the citizen can do on the tracking page: open it with the secret, write, rate, reopen, withdraw. Each is a
//! form of its own that posts back to the page, with the action in `do`.

use crate::fields::{self, Choice, Field, Line, Wrong};
use crate::pages::files;
use crate::pages::tracking::{TrackView, address};
use crate::{Page, when};
use hoiam_shared::case::{Action, CaseState};
use hoiam_shared::catalogue::portal::Portal as T;
use leptos::prelude::*;

/// Id of the form that only opens the page again, for the language switch.
pub(crate) const AGAIN: &str = "again";

/// The form that asks for the secret.
pub(crate) fn unlock(view: &TrackView, page: &Page, wrongs: &[Wrong]) -> AnyView {
    let field = Field {
        id: "secret",
        name: "secret",
        label: page.t(T::SecretLabel),
        hint: None,
        error: fields::message(wrongs, "secret"),
        optional: false,
    };
    view! {
        <section class="card unlock" aria-labelledby="unlock">
            <h2 id="unlock">{page.t(T::UnlockTitle)}</h2>
            <p class="hint">{page.t(T::UnlockText)}</p>
            <form method="post" action=address(view, page) novalidate>
                <input type="hidden" name="do" value="open"/>
                {fields::line(page, &field, view.input.secret(), Line::CODE)}
                <button class="button">{page.t(T::UnlockButton)}</button>
            </form>
        </section>
    }
    .into_any()
}

/// Opens the page again as it is.
pub(crate) fn again(view: &TrackView, page: &Page) -> AnyView {
    view! {
        <form id=AGAIN method="post" action=address(view, page) hidden>
            <input type="hidden" name="do" value="open"/>
            <input type="hidden" name="secret" value=view.input.secret().to_owned()/>
        </form>
    }
    .into_any()
}

/// Everything the state allows, folded but for what the citizen is asked for.
pub(crate) fn actions(view: &TrackView, page: &Page, wrongs: &[Wrong]) -> AnyView {
    let case = &view.case;
    // In the order of how likely it is wanted; the one that ends the case last.
    let order = [Action::Rate, Action::Message, Action::Reopen, Action::Appeal, Action::Withdraw];
    let items = order
        .into_iter()
        .filter(|action| case.allowed.contains(action))
        .map(|action| one(action, view, page, wrongs))
        .collect::<Vec<_>>();
    let rating = case.rating.and_then(T::stars).map(|stars| {
        view! { <p class="rated">{page.say(T::YourRating, &[("rating", page.t(stars))])}</p> }
    });
    if items.is_empty() && rating.is_none() {
        return ().into_any();
    }
    view! {
        <section class="actions screen-only" aria-labelledby="actions">
            <h2 id="actions">{page.t(T::ActionsTitle)}</h2>
            {rating}
            {items}
        </section>
    }
    .into_any()
}

/// The words around one action: heading, label, hint, button.
struct Words {
    title: T,
    label: T,
    hint: Option<T>,
    button: T,
    optional: bool,
}

const fn words(action: Action, state: CaseState) -> Option<Words> {
    Some(match action {
        Action::Message => Words {
            title: if matches!(state, CaseState::WaitingCitizen) { T::DoReply } else { T::DoMessage },
            label: T::MessageLabel,
            hint: Some(T::MessageHint),
            button: T::MessageSend,
            optional: false,
        },
        Action::Rate => Words { title: T::DoRate, label: T::RateWhy, hint: None, button: T::RateSend, optional: true },
        Action::Reopen => Words {
            title: T::DoReopen,
            label: T::ReopenLabel,
            hint: Some(T::ReopenHint),
            button: T::ReopenSend,
            optional: false,
        },
        Action::Appeal => Words {
            title: T::DoAppeal,
            label: T::AppealLabel,
            hint: Some(T::AppealHint),
            button: T::AppealSend,
            optional: false,
        },
        Action::Withdraw => Words {
            title: T::DoWithdraw,
            label: T::WithdrawLabel,
            hint: Some(T::WithdrawHint),
            button: T::WithdrawSend,
            optional: true,
        },
        _ => return None,
    })
}

fn one(action: Action, view: &TrackView, page: &Page, wrongs: &[Wrong]) -> AnyView {
    let Some(words) = words(action, view.case.status) else { return ().into_any() };
    let tried = view.input.action() == Some(action) && !view.errors.is_empty();
    let asked = match action {
        Action::Message => view.case.status == CaseState::WaitingCitizen,
        Action::Rate => view.case.rating.is_none(),
        _ => false,
    };
    let id = format!("{}-body", action.code());
    let hint = words.hint.map(|key| match &view.case.appeal {
        Some(appeal) if action == Action::Appeal => {
            let until = appeal.until.map(|until| when::due(page, until)).unwrap_or_default();
            page.say(key, &[("agency", &appeal.agency.name), ("until", &until)])
        }
        _ => page.t(key).to_owned(),
    });
    let field = Field {
        id: &id,
        name: "body",
        label: page.t(words.label),
        hint: hint.as_deref(),
        error: fields::message(wrongs, &id),
        optional: words.optional,
    };
    let typed = if tried { view.input.body.as_str() } else { "" };
    let danger = action == Action::Withdraw;
    let takes_files = matches!(action, Action::Message | Action::Reopen | Action::Appeal);
    view! {
        <details class="action" open=tried || asked>
            <summary>{page.t(words.title)}</summary>
            <form
                method="post" action=address(view, page) novalidate
                enctype=takes_files.then_some("multipart/form-data")
            >
                <input type="hidden" name="do" value=action.code()/>
                <input type="hidden" name="secret" value=view.input.secret().to_owned()/>
                <input type="hidden" name="token" value=page.token.clone()/>
                {(action == Action::Rate).then(|| stars(view, page, wrongs))}
                {fields::lines(page, &field, typed, 4)}
                {takes_files.then(|| {
                    let kept = if tried { view.kept.as_slice() } else { &[] };
                    files::chooser(action.code(), T::FilesMore, kept, view.input.keep_metadata == "1", ().into_any(), page, wrongs)
                })}
                <button class="button" class:danger=danger>{page.t(words.button)}</button>
            </form>
        </details>
    }
    .into_any()
}

fn stars(view: &TrackView, page: &Page, wrongs: &[Wrong]) -> AnyView {
    let chosen = view.input.stars.as_str();
    let field = Field {
        id: "rate-stars",
        name: "stars",
        label: page.t(T::RateAsk),
        hint: None,
        error: fields::message(wrongs, "rate-stars"),
        optional: false,
    };
    // The best first, as one reads from good to bad.
    let choices = (1..=5u8)
        .rev()
        .filter_map(|n| T::stars(n).map(|key| Choice::new(n.to_string(), page.t(key), chosen == n.to_string())))
        .collect();
    fields::radios(page, &field, "radios", choices)
}
