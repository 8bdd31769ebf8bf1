//! Dealing with the signatures that are filtered: first what would happen, then the same for good; and what was dealt with
//! before, each of which can be taken back.

use super::{number, p, say};
use crate::api;
use hoiam_desk::parts::load::Alert;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_kit::Trouble;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::petition_desk::PetitionDesk as P;
use hoiam_shared::wire::petitions::{PetitionStaffView, ReviewInput, ReviewView, SignatureFilter};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

const INVALIDATE: &str = "invalidate";
const CLEAR: &str = "clear";

/// The form.
#[component]
pub fn Review(
    /// Of which petition.
    code: String,
    /// Which signatures.
    filter: RwSignal<SignatureFilter>,
    /// Asks for everything anew.
    again: RwSignal<u32>,
) -> impl IntoView {
    let app = app();
    let act = RwSignal::new(INVALIDATE.to_owned());
    let reason = RwSignal::new(String::new());
    let preview = RwSignal::new(None::<ReviewView>);
    let trouble = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    // A preview is of what was asked then.
    Effect::new(move || {
        filter.track();
        act.track();
        preview.set(None);
    });
    let send = move |dry: bool| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        trouble.set(None);
        let input = ReviewInput {
            act: act.get_untracked(),
            filter: SignatureFilter { after: None, ..filter.get_untracked() },
            reason: reason.get_untracked(),
            dry,
        };
        let code = code.clone();
        spawn_local(async move {
            match api::review(app, &code, &input).await {
                Ok(view) if dry => preview.set(Some(view)),
                Ok(view) => {
                    let lang = app.lang.get_untracked();
                    app.say(say(P::ReviewDone, lang, "n", &number(view.count, lang)));
                    preview.set(None);
                    reason.set(String::new());
                    again.update(|n| *n += 1);
                }
                Err(cause) => trouble.set(Some(cause)),
            }
            busy.set(false);
        });
    };
    let first = send.clone();
    let look = move |event: SubmitEvent| {
        event.prevent_default();
        first(true);
    };
    let seen = move || {
        preview.get().map(|view| {
            let send = send.clone();
            let some = view.count > 0;
            let text = outcome(&view, app.lang.get());
            view! {
                <div class="verdict" role="status">
                    {text}
                    {some.then(|| view! {
                        <div class="buttons"><button type="button" class="primary" on:click=move |_| send(false)>{p(P::DoIt)}</button></div>
                    })}
                </div>
            }
        })
    };
    let option = move |value: &'static str, text: P| {
        view! { <option value=value selected=move || act.with(|act| act == value)>{p(text)}</option> }
    };
    view! {
        <form class="rule-form" aria-labelledby="review-title" on:submit=look>
            <h2 id="review-title">{p(P::Review)}</h2>
            <p class="soft">{p(P::ReviewIntro)}</p>
            <select id="review-act" aria-labelledby="review-title" on:change=move |e| act.set(event_target_value(&e))>
                {option(INVALIDATE, P::Invalidate)}
                {option(CLEAR, P::ClearThem)}
            </select>
            <label for="review-reason">{p(P::ReviewWhy)}</label>
            <textarea id="review-reason" rows="2" required dir="auto" prop:value=reason on:input=move |e| reason.set(event_target_value(&e))></textarea>
            <div class="buttons"><button>{p(P::Preview)}</button></div>
            {seen}
            <Alert trouble/>
        </form>
    }
}

fn outcome(view: &ReviewView, lang: Lang) -> AnyView {
    if view.count == 0 {
        return view! { <p>{P::PreviewNone.text(lang)}</p> }.into_any();
    }
    let (n, m) = (number(view.count, lang), number(view.counted.unwrap_or_default(), lang));
    let list = view.thresholds.iter().map(|count| number(*count, lang)).collect::<Vec<_>>().join(", ");
    let marks =
        (!list.is_empty()).then(|| view! { <p><strong>{say(P::PreviewThresholds, lang, "list", &list)}</strong></p> });
    view! { <p>{fill(P::PreviewText.text(lang), &[("n", &n), ("m", &m)])}</p>{marks} }.into_any()
}

/// What was dealt with before.
#[component]
pub fn Reviews(
    /// Of which petition.
    code: String,
    /// The petition with its reviews.
    view: Known<PetitionStaffView>,
    /// Asks for everything anew.
    again: RwSignal<u32>,
) -> impl IntoView {
    let app = app();
    let trouble = RwSignal::new(None::<Trouble>);
    let sure = RwSignal::new(None::<i64>);
    let undo = move |id: i64| {
        if sure.get_untracked() != Some(id) {
            sure.set(Some(id));
            return;
        }
        sure.set(None);
        trouble.set(None);
        let code = code.clone();
        spawn_local(async move {
            match api::undo(app, &code, id).await {
                Ok(_) => {
                    app.say(P::UndoDone.text(app.lang.get_untracked()));
                    again.update(|n| *n += 1);
                }
                Err(cause) => trouble.set(Some(cause)),
            }
        });
    };
    let line = move |review: ReviewView| {
        let (lang, undo, id) = (app.lang.get(), undo.clone(), review.id);
        let name = if review.act == CLEAR { P::ClearThem } else { P::Invalidate };
        let many = match review.count {
            1 => P::ReviewLineOne.text(lang).to_owned(),
            n => say(P::ReviewLine, lang, "n", &number(n, lang)),
        };
        let by = [("who", review.by.as_str()), ("date", &dates::date_time(review.at, lang))];
        let end = match review.undone_at {
            Some(at) => view! { <span class="pill">{say(P::Undone, lang, "date", &dates::date_time(at, lang))}</span> }
                .into_any(),
            None => {
                let text = move || if sure.get() == Some(id) { P::UndoSure } else { P::Undo }.text(app.lang.get());
                view! { <button type="button" aria-describedby=format!("review-{id}") on:click=move |_| undo(id)>{text}</button> }.into_any()
            }
        };
        view! {
            <li class="row">
                <p id=format!("review-{id}")><strong>{name.text(lang)}</strong>": "{many}</p>
                <p class="text" dir="auto">{review.reason}</p>
                <p class="soft">{fill(P::ReviewBy.text(lang), &by)}</p>
                <div class="buttons">{end}</div>
            </li>
        }
        .into_any()
    };
    view! {
        <Show when=move || view.with(|v| !v.reviews.is_empty())>
            <section aria-labelledby="reviews-title">
                <h2 id="reviews-title">{p(P::Reviews)}</h2>
                <ul class="rows" role="list">{
                    let line = line.clone();
                    move || view.with(|v| v.reviews.clone()).into_iter().map(line.clone()).views()
                }</ul>
                <Alert trouble/>
            </section>
        </Show>
    }
}
