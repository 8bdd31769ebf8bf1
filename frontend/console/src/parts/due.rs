//! When a case is due: icon, words and colour together, never colour alone.

use crate::pure::countdown::{Tone, countdown};
use hoiam_desk::parts::icon::Icon;
use hoiam_desk::pure::dates;
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_shared::Stamp;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::fill;
use hoiam_shared::wire::case::CaseRow;
use leptos::prelude::*;

/// The due date of a row.
#[component]
pub fn Due(
    /// Whose.
    row: Known<CaseRow>,
) -> impl IntoView {
    let app = app();
    move || {
        let lang = app.lang.get();
        let (answered_at, due_at, status) = row.with(|row| (row.answered_at, row.due_at, row.status));
        let now = app.now.get();
        match (answered_at, due_at) {
            (Some(at), _) => {
                let text = fill(Desk::AnsweredOn.text(lang), &[("date", &dates::short_date(at, now, lang))]);
                view! { <span class="due done">{Icon::Done.view()}{text}</span> }.into_any()
            }
            (None, Some(at)) if status.open() => left(at, now, lang).into_any(),
            _ => view! { <span class="due none">{Desk::NoDeadline.text(lang)}</span> }.into_any(),
        }
    }
}

/// The time left until `at`; the date itself on hover and for screen readers.
pub fn left(at: Stamp, now: Stamp, lang: hoiam_shared::Lang) -> impl IntoView {
    let (tone, words) = countdown(at, now, lang);
    let icon = if tone == Tone::Late { Icon::Alert } else { Icon::Clock };
    let date = fill(Desk::DueOn.text(lang), &[("date", &dates::due(at, lang))]);
    let title = date.clone();
    view! { <span class=tone.class() title=title>{icon.view()}{words}<span class="sr">", "{date}</span></span> }
}
