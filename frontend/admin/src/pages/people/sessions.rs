//! A list of sessions, each with a button that ends it: one's own, or those of a person.

use hoiam_desk::parts::password::a;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::app;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::people::Account as A;
use hoiam_shared::wire::people::SessionRow;
use leptos::prelude::*;

/// The list.
#[component]
pub fn Sessions(
    /// Which.
    all: Signal<Vec<SessionRow>>,
    /// Ends the one with this name.
    end: Callback<String>,
) -> impl IntoView {
    let app = app();
    let line = move |row: SessionRow| {
        let lang = app.lang.get();
        let since = dates::date_time(row.since, lang);
        let agent = if row.agent.is_empty() { "–".to_owned() } else { row.agent };
        let label = fill(A::EndOf.text(lang), &[("agent", &agent), ("date", &since)]);
        let said = format!(
            "{} · {}",
            fill(A::Since.text(lang), &[("date", &since)]),
            fill(A::Used.text(lang), &[("date", &dates::date_time(row.seen, lang))])
        );
        let id = row.id;
        view! {
            <li class="session">
                <p>
                    <strong>{agent}</strong>
                    {row.here.then(|| view! { " "<span class="pill good">{A::Here.text(lang)}</span> })}
                    <br/><span class="soft">{said}</span>
                </p>
                {(!row.here).then(|| view! {
                    <button type="button" aria-label=label on:click=move |_| end.run(id.clone())>{A::End.text(lang)}</button>
                })}
            </li>
        }
    };
    view! {
        <Show when=move || all.with(Vec::is_empty)><p class="soft">{a(A::SessionsNone)}</p></Show>
        <ul role="list">{move || all.get().into_iter().map(line).views()}</ul>
    }
}
