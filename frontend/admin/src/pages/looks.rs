//! Who of staff looked at which case, and who opened a sealed identity for which reason.

use super::Back;
use super::line::Line;
use super::older::Older;
use crate::api_people as api;
use hoiam_desk::pure::dates;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::app;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::audit::{AuditPage as A, LooksPage as P};
use hoiam_shared::wire::looks::CaseLook;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Login, code, first day, last day.
type Filter = [String; 4];

/// The page; `code` is of the case that is asked for, or empty.
#[component]
pub fn LooksList(
    /// Tracking code.
    code: String,
) -> impl IntoView {
    let app = app();
    let p = move |key: P| move || key.text(app.lang.get());
    let a = move |key: A| move || key.text(app.lang.get());
    let typed: [RwSignal<String>; 4] = [String::new(), code.clone(), String::new(), String::new()].map(RwSignal::new);
    let asked = RwSignal::new([String::new(), code, String::new(), String::new()] as Filter);
    let unsealed = RwSignal::new(false);
    let list = Older::new(move |before| {
        let (lang, only) = (app.lang.get(), if unsealed.get() { "true" } else { "" });
        asked.with(|[who, case, from, to]| {
            let (who, case) = (who.trim(), case.trim());
            let query =
                [("who", who), ("case", case), ("unsealed", only), ("from", from), ("to", to), ("before", before)];
            api::looks(app, lang, &query)
        })
    });
    let filter = move |event: SubmitEvent| {
        event.prevent_default();
        list.anew();
        asked.set(typed.map(|one| one.get_untracked()));
    };
    view! {
        <main id="main" class="admin audit" tabindex="-1">
            <Back/>
            <h1>{p(P::Title)}</h1>
            <p>{p(P::Intro)}</p>
            <form class="day-lines" role="search" on:submit=filter>
                <Line id="looks-who".to_owned() label=P::Who value=typed[0].into() change=move |v| typed[0].set(v)/>
                <Line id="looks-case".to_owned() label=P::Case value=typed[1].into() change=move |v| typed[1].set(v)/>
                <Line id="looks-from".to_owned() label=A::From kind="date" value=typed[2].into() change=move |v| typed[2].set(v)/>
                <Line id="looks-to".to_owned() label=A::To kind="date" value=typed[3].into() change=move |v| typed[3].set(v)/>
                <label class="check"><input type="checkbox" prop:checked=move || unsealed.get()
                    on:change=move |e| { list.anew(); unsealed.set(event_target_checked(&e)); }/>{p(P::UnsealedOnly)}</label>
                <div class="buttons"><button class="primary">{a(A::Show)}</button></div>
            </form>
            {list.view(|lang| P::Count.text(lang), one)}
        </main>
    }
}

fn one(look: CaseLook, lang: Lang) -> AnyView {
    let what = if look.unsealed { P::Unsealed } else { P::Looked };
    view! {
        <li class="act">
            <p><strong>{what.text(lang)}</strong>" · "<a href=Place::case(&*look.code).href()>{look.code.clone()}</a></p>
            <p class="soft">{dates::date_time(look.at, lang)}" · "{look.who}" ("{look.login}")"{look.agency.map(|a| format!(" · {}", a.name))}</p>
            {(!look.reason.is_empty()).then(|| view! { <blockquote>{look.reason}</blockquote> })}
        </li>
    }
    .into_any()
}
