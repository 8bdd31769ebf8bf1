//! The way to the notices, with how many are new.

use crate::state::inbox::Unseen;
use hoiam_desk::parts::icon::Icon;
use hoiam_desk::parts::show::Show;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::app;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::notices::Inbox;
use hoiam_shared::limits;
use leptos::prelude::*;

/// The link.
#[component]
pub fn Bell() -> impl IntoView {
    let app = app();
    let Unseen { count, .. } = expect_context();
    let number = move || match count.get() {
        n if n >= limits::UNSEEN => format!("{}+", limits::UNSEEN - 1),
        n => n.to_string(),
    };
    let some = move || count.get() > 0;
    let name = move || match count.get() {
        0 => Inbox::Title.text(app.lang.get()).to_owned(),
        _ => fill(Inbox::Unseen.text(app.lang.get()), &[("n", &number())]),
    };
    view! {
        <a class="bell" href=Place::Inbox.href() aria-label=name title=name
            aria-current=move || matches!(app.place.get(), Place::Inbox).then_some("page")>
            {Icon::Bell.view()}
            <Show when=some><span class="count" aria-hidden="true">{number}</span></Show>
        </a>
    }
}
