//! Letting an agency go into another: looked at first, done only as it was looked at.

use super::super::agency::AgencyField;
use super::super::line::Line;
use super::one::{Desk, filled, points};
use super::p;
use crate::api_agencies as api;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_shared::catalogue::agencies::AgencyPage as P;
use hoiam_shared::limits;
use hoiam_shared::wire::agencies::{MergeInput, MergePreview};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The form, and what would happen.
#[component]
pub(super) fn Merge(desk: Desk, code: String) -> impl IntoView {
    let app = desk.app;
    let (into, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let departments = RwSignal::new(false);
    let seen = RwSignal::new(None::<MergePreview>);
    let sure = RwSignal::new(false);
    // A preview stands only for what is in the form.
    super::super::forget(seen, move || (into.get(), departments.get(), app.lang.get()));
    let stored = StoredValue::new(code);
    let input = move || MergeInput {
        into: into.get_untracked(),
        departments: departments.get_untracked(),
        reason: reason.get_untracked(),
        seen: seen.with_untracked(|seen| seen.as_ref().map(|seen| seen.seen.clone()).unwrap_or_default()),
    };
    let look = move |_| {
        desk.trouble.set(None);
        sure.set(false);
        spawn_local(async move {
            match api::preview(app, &stored.get_value(), &input()).await {
                Ok(found) => seen.set(Some(found)),
                Err(cause) => desk.trouble.set(Some(cause)),
            }
        });
    };
    let merge = move |_| {
        if !sure.get_untracked() {
            return sure.set(true);
        }
        desk.trouble.set(None);
        spawn_local(async move {
            match api::merge(app, &stored.get_value(), &input()).await {
                Ok(_) => {
                    seen.set(None);
                    desk.done(P::MergeBegun);
                }
                Err(cause) => {
                    sure.set(false);
                    desk.trouble.set(Some(cause));
                }
            }
        });
    };
    let shown = move || {
        let lang = app.lang.get();
        seen.get().map(|seen| {
            let pair = |pair: hoiam_shared::wire::agencies::MergePair| {
                let n = pair.open_cases.to_string();
                view! { <li>{filled(P::PairLine, lang, &[("from", &pair.from.name), ("into", &pair.into.name), ("n", &n)])}</li> }
            };
            let names: Vec<String> = seen.moved.iter().map(|agency| agency.name.clone()).collect();
            let more = if seen.moves as usize > names.len() { ", …" } else { "" };
            view! {
                <section class="letter" aria-labelledby="preview-title">
                    <h3 id="preview-title">{P::PreviewTitle.text(lang)}</h3>
                    <ul>{seen.pairs.into_iter().map(pair).views()}</ul>
                    {(seen.moves > 0).then(|| view! { <p>{filled(P::MovesLine, lang, &[("n", &seen.moves.to_string())])}": "{names.join(", ")}{more}</p> })}
                    {points(&seen.points, lang)}
                    {(!seen.conditions.is_empty()).then(|| view! {
                        <p><strong>{P::Conditions.text(lang)}</strong></p>
                        <ul>{seen.conditions.into_iter().map(|text| view! { <li><code>{text}</code></li> }).views()}</ul>
                    })}
                </section>
            }
        })
    };
    view! {
        <section aria-labelledby="merge-title">
            <h2 id="merge-title">{p(P::MergeTitle)}</h2>
            <p>{p(P::MergeText)}</p>
            <div class="rule-form">
                <AgencyField chosen=into id="agency-into" label=P::Into/>
                <label class="check">
                    <input type="checkbox" prop:checked=departments on:change=move |e| departments.set(event_target_checked(&e))/>
                    {p(P::Departments)}
                </label>
                <Line id="merge-reason".to_owned() label=P::Reason most=limits::REASON_CHARS value=reason.into() change=move |v| reason.set(v)/>
                <div role="status">{shown}</div>
                <div class="buttons">
                    <button type="button" on:click=look>{p(P::Preview)}</button>
                    <Show when=move || seen.with(Option::is_some)>
                        <button type="button" class="primary" on:click=merge>
                            {move || if sure.get() { P::MergeSure } else { P::Merge }.text(app.lang.get())}
                        </button>
                    </Show>
                </div>
            </div>
        </section>
    }
}
