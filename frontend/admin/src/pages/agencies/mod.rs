//! The tree of agencies, a level at a time, and finding in it; the merges under way. One agency is in the files beside it.

mod fields;
mod merge;
pub mod one;

use super::{Back, Page};
use crate::api_agencies as api;
use hoiam_desk::parts::load::Load;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::{App, app};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::agencies::AgencyPage as P;
use hoiam_shared::catalogue::fill;
use hoiam_shared::wire::agencies::{AgencyLine, MergeView};
use hoiam_shared::wire::intake::AgencyRef;
use leptos::prelude::*;

/// A text of these pages that follows the language.
fn p(key: P) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

/// The tree.
#[component]
pub fn AgencyTree() -> impl IntoView {
    let app = app();
    let (q, parent) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let closed = RwSignal::new(false);
    let (earlier, after) = (RwSignal::new(Vec::<AgencyLine>::new()), RwSignal::new(String::new()));
    let again = RwSignal::new(0_u32);
    let loaded = Loaded::new(move || {
        again.track();
        let (q, parent, after) = (q.get(), parent.get(), after.get());
        let closed = if closed.get() { "true" } else { "" };
        api::tree(app, app.lang.get(), &[("q", q.trim()), ("parent", &parent), ("closed", closed), ("after", &after)])
    });
    let anew = move || {
        earlier.set(Vec::new());
        after.set(String::new());
    };
    let go = Callback::new(move |code: String| {
        anew();
        q.set(String::new());
        parent.set(code);
    });
    view! {
        <main id="main" class="admin agencies people" tabindex="-1">
            <Back/>
            <div class="bar">
                <h1>{p(P::Title)}</h1>
                <a class="button primary" href=move || Page::Agencies.at(&new_below(&parent.get())).href()>{p(P::New)}</a>
            </div>
            <p>{p(P::Intro)}</p>
            <div class="day-lines" role="search">
                <div class="line-of">
                    <label for="agencies-q">{p(P::Search)}</label>
                    <input id="agencies-q" type="search" autocomplete="off" spellcheck="false" prop:value=q
                        on:input=move |e| { anew(); q.set(event_target_value(&e)); }/>
                </div>
                <label class="check">
                    <input type="checkbox" prop:checked=closed on:change=move |e| { anew(); closed.set(event_target_checked(&e)); }/>
                    {p(P::Closed)}
                </label>
            </div>
            <Load value=move || loaded.get() retry=move |()| again.update(|n| *n += 1) view=move |page| {
                let more = move |_| {
                    let (rows, next) = page.with_untracked(|page| (page.agencies.clone(), page.next.clone()));
                    if let Some(next) = next {
                        earlier.update(|all| all.extend(rows));
                        after.set(next);
                    }
                };
                let rows = move || {
                    let lang = app.lang.get();
                    let mut all = earlier.get();
                    let known: Vec<String> = all.iter().map(|row| row.code.clone()).collect();
                    page.with(|page| all.extend(page.agencies.iter().filter(|row| !known.contains(&row.code)).cloned()));
                    all.into_iter().map(move |row| one(row, lang, go)).views()
                };
                view! {
                    <Trail line=Signal::derive(move || page.with(|page| page.line.clone())) go/>
                    <p role="status">{move || fill(P::Count.text(app.lang.get()), &[("n", &page.with(|page| page.total).to_string())])}</p>
                    <Show when=move || page.with(|page| page.total == 0)><p class="empty">{p(P::None)}</p></Show>
                    <ul class="found" role="list">{rows}</ul>
                    <Show when=move || page.with(|page| page.next.is_some())>
                        <div class="buttons"><button type="button" on:click=more>{p(P::More)}</button></div>
                    </Show>
                }.into_any()
            }/>
            <Merges app/>
        </main>
    }
}

/// The name in the address of a new agency below one.
fn new_below(parent: &str) -> String {
    if parent.is_empty() { "+".to_owned() } else { format!("+{parent}") }
}

/// The way down to what is listed.
#[component]
fn Trail(line: Signal<Vec<AgencyRef>>, go: Callback<String>) -> impl IntoView {
    let step = move |agency: AgencyRef| {
        let code = agency.code;
        view! { <li><button type="button" class="quiet" on:click=move |_| go.run(code.clone())>{agency.name}</button></li> }
    };
    view! {
        <Show when=move || line.with(|line| !line.is_empty())>
            <nav class="trail" aria-label=p(P::Title)>
                <ol role="list">
                    <li><button type="button" class="quiet" on:click=move |_| go.run(String::new())>{p(P::Top)}</button></li>
                    {move || line.get().into_iter().map(step).views()}
                </ol>
            </nav>
        </Show>
    }
}

/// What became of an agency, in words.
fn became(closed_at: Option<hoiam_shared::Stamp>, successor: Option<&AgencyRef>, lang: Lang) -> Option<String> {
    let date = dates::date(closed_at?, lang);
    Some(match successor {
        Some(agency) => fill(P::MergedSince.text(lang), &[("agency", &agency.name), ("date", &date)]),
        None => fill(P::ClosedSince.text(lang), &[("date", &date)]),
    })
}

fn one(row: AgencyLine, lang: Lang, go: Callback<String>) -> AnyView {
    let said = became(row.closed_at, row.successor.as_ref(), lang);
    let (code, below) = (row.code.clone(), row.below);
    let label = format!("{}: {}", row.name, fill(P::Below.text(lang), &[("n", &below.to_string())]));
    view! {
        <li class="person" class:off=row.closed_at.is_some()>
            <p><a href=Page::Agencies.at(&row.code).href()>{row.name}</a>" "<span class="soft">{row.code}</span></p>
            <p class="soft">{said.unwrap_or(row.above)}</p>
            <p>{(below > 0).then(|| view! {
                <button type="button" aria-label=label on:click=move |_| go.run(code.clone())>{fill(P::Below.text(lang), &[("n", &below.to_string())])}</button>
            })}</p>
        </li>
    }
    .into_any()
}

/// Merges under way and done.
#[component]
fn Merges(app: App) -> impl IntoView {
    let loaded = Loaded::new(move || {
        // Asked again by the minute: cases follow by themselves.
        app.now.track();
        api::merges(app, app.lang.get())
    });
    let line = move |merge: MergeView| {
        let lang = app.lang.get();
        let progress =
            fill(P::Progress.text(lang), &[("moved", &merge.moved.to_string()), ("total", &merge.total.to_string())]);
        let done = merge.finished_at.map(|_| format!(" · {}", P::ProgressDone.text(lang))).unwrap_or_default();
        view! {
            <li class="act">
                <p><strong>{merge.from.name}" → "{merge.into.name}</strong></p>
                <p class="soft">{dates::date_time(merge.at, lang)}" · "{merge.who}" · "{progress}{done}</p>
            </li>
        }
    };
    view! {
        <Show when=move || loaded.with(|came| matches!(came, Some(Ok(all)) if !all.is_empty()))>
            <section aria-labelledby="merges-title">
                <h2 id="merges-title">{p(P::MergesTitle)}</h2>
                <ul role="list">{move || loaded.good().unwrap_or_default().into_iter().map(line).views()}</ul>
            </section>
        </Show>
    }
}
