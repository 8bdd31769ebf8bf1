//! The story of a case: what the citizen can read and what only staff can are told apart by icon, word and
//! ground, since mixing them up is the mistake that cannot be taken back.

use super::File;
use super::files::FileList;
use hoiam_desk::parts::icon::Icon;
use hoiam_desk::parts::load::Load;
use hoiam_desk::pure::dates;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::{app, t};
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::wire::case::{Timeline, TimelineEntry};
use leptos::prelude::*;

/// The timeline with a way to see only what the citizen sees.
#[component]
pub fn TimelineList(
    /// Whose.
    file: File,
) -> impl IntoView {
    // All of this case is on the screen with this list; then it is the next one's turn.
    file.fetch_next();
    let public_only = RwSignal::new(false);
    view! {
        <section class="timeline" aria-labelledby="timeline-title">
            <div class="bar">
                <h2 id="timeline-title">{t(Desk::TimelineTitle)}</h2>
                <label class="check">
                    <input type="checkbox" prop:checked=move || public_only.get()
                        on:change=move |e| public_only.set(event_target_checked(&e))/>
                    {t(Desk::PublicOnly)}
                </label>
            </div>
            <Load value=move || file.timeline() retry=move |()| file.reload() view=move |timeline| {
                view! { <Entries timeline public_only code=file.code()/> }.into_any()
            }/>
        </section>
    }
}

#[component]
fn Entries(timeline: Known<Timeline>, public_only: RwSignal<bool>, code: String) -> impl IntoView {
    let shown = move || {
        let all = timeline.get().entries.into_iter();
        all.filter(|e| e.public || !public_only.get()).collect::<Vec<_>>()
    };
    view! {
        <ol role="list">
            <For each=shown key=|e| (e.version, e.text.clone()) let:entry><Entry entry code=code.clone()/></For>
        </ol>
    }
}

/// One event.
#[component]
pub fn Entry(
    /// Which.
    entry: TimelineEntry,
    /// Code of the case.
    code: String,
) -> impl IntoView {
    let app = app();
    let seen = if entry.public { Desk::SeenByCitizen } else { Desk::StaffOnly };
    let icon = if entry.public { Icon::Eye } else { Icon::Lock };
    let class = format!("entry {} {}", if entry.public { "public" } else { "internal" }, entry.actor);
    let at = entry.at;
    view! {
        <li class=class>
            <p class="what"><strong>{entry.text}</strong></p>
            <p class="by">
                <span>{entry.name}</span>
                <time datetime=at.to_rfc3339()>{move || dates::date_time(at, app.lang.get())}</time>
                <span class="seen">{icon.view()}{t(seen)}</span>
            </p>
            {(!entry.body.is_empty()).then(|| view! { <blockquote>{entry.body}</blockquote> })}
            <FileList code all=entry.files/>
        </li>
    }
}
