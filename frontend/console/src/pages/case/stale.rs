//! A colleague was faster: what changed, and three ways on. Nothing is overwritten and nothing is lost.

use super::form::Form;
use super::timeline::Entry;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::t;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::wire::case::CaseView;
use leptos::prelude::*;

/// The choice.
#[component]
pub fn Stale(
    /// What could not be sent.
    form: Form,
    /// The case as it is now.
    view: Known<CaseView>,
) -> impl IntoView {
    let seen = form.seen.get_untracked();
    let now = Known::new(move || view.with(|v| v.row.version));
    let changes = move || {
        let Some(Ok(timeline)) = form.file.timeline() else { return Vec::new() };
        timeline.entries.into_iter().filter(|e| e.version > seen).collect::<Vec<_>>()
    };
    let again = move |_| {
        form.saw(now.get_untracked());
        form.send();
    };
    view! {
        <div class="trouble stale" role="alert">
            <p><strong>{t(Desk::StaleTitle)}</strong>" "{t(Desk::StaleDetail)}</p>
            <ol role="list">{move || changes().into_iter().map(|entry| view! { <Entry entry code=form.file.code()/> }).views()}</ol>
            // Only once the newer state is on the screen can sending again mean "I have seen it".
            <Show when=move || { now.get() > seen } fallback=move || view! { <p>{t(Desk::Loading)}</p> }>
                <div class="buttons">
                    <button type="button" class="primary" on:click=again>{t(Desk::SendAnyway)}</button>
                    <button type="button" on:click=move |_| form.saw(now.get_untracked())>{t(Desk::KeepWriting)}</button>
                    <button type="button" class="quiet" on:click=move |_| form.discard()>{t(Desk::Discard)}</button>
                </div>
            </Show>
        </div>
    }
}
