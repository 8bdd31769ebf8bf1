//! One group: the case to follow, the others each with a tick and the reasons, and what to do with them.

use crate::pages::case::Reasons;
use crate::parts::due::Due;
use crate::state::api;
use hoiam_desk::parts::load::Alert;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::{app, filled_f, tf};
use hoiam_kit::Trouble;
use hoiam_shared::catalogue::console;
use hoiam_shared::catalogue::finding::Finding;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::case::CaseRow;
use hoiam_shared::wire::search::{ApartInput, CaseMergeInput, CaseSeen, DuplicateGroup, SimilarView};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::HashSet;

/// A group as it is being decided; copies are the same.
#[derive(Clone, Copy)]
struct Deciding {
    /// Tracking code of the case to follow.
    main: RwSignal<String>,
    /// Codes of those that will follow it.
    chosen: RwSignal<HashSet<String>>,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
}

impl Deciding {
    fn followers(self) -> usize {
        let main = self.main.get();
        self.chosen.with(|chosen| chosen.iter().filter(|code| **code != main).count())
    }
}

/// The group.
#[component]
pub fn Group(
    /// As it was loaded.
    group: DuplicateGroup,
    /// Loads the page anew.
    again: Callback<()>,
) -> impl IntoView {
    let app = app();
    let rows: Vec<CaseRow> = [&group.main].into_iter().chain(group.others.iter().map(|o| &o.row)).cloned().collect();
    let many = rows.len();
    // Everything is chosen to begin with: a group is offered because it is likely.
    let deciding = Deciding {
        main: RwSignal::new(group.main.code.clone()),
        chosen: RwSignal::new(rows.iter().map(|row| row.code.clone()).collect()),
        busy: RwSignal::new(false),
        trouble: RwSignal::new(None),
    };
    let all = StoredValue::new(rows);
    let merge = move |_| {
        let into = deciding.main.get_untracked();
        let chosen = deciding.chosen.get_untracked();
        let cases: Vec<CaseSeen> = all.with_value(|rows| {
            let wanted = rows.iter().filter(|row| row.code != into && chosen.contains(&row.code));
            wanted.map(|row| CaseSeen { code: row.code.clone(), version: row.version }).collect()
        });
        if deciding.busy.get_untracked() || cases.is_empty() {
            return;
        }
        deciding.busy.set(true);
        let n = cases.len().to_string();
        spawn_local(async move {
            let lang = app.lang.get_untracked();
            let input = CaseMergeInput { into: into.clone(), cases, body: String::new() };
            match api::merge(app, &input).await {
                Ok(()) => {
                    app.say(filled_f(Finding::Merged, lang, &[("n", &n), ("code", &into)]));
                    again.run(());
                }
                Err(found) if found.is(ErrorCode::Stale) || found.is(ErrorCode::NotAllowedNow) => {
                    app.say(Finding::StaleGroup.text(lang));
                    again.run(());
                }
                Err(found) => {
                    deciding.trouble.try_set(Some(found));
                }
            }
            deciding.busy.try_set(false);
        });
    };
    let apart = move |_| {
        let cases = all.with_value(|rows| rows.iter().map(|row| row.code.clone()).collect());
        spawn_local(async move {
            match api::set_apart(app, &ApartInput { cases }).await {
                Ok(()) => {
                    app.say(Finding::SetApart.text(app.lang.get_untracked()));
                    again.run(());
                }
                Err(found) => {
                    deciding.trouble.try_set(Some(found));
                }
            }
        });
    };
    let title = move || filled_f(Finding::GroupOf, app.lang.get(), &[("n", &many.to_string())]);
    let doing = move || match deciding.followers() {
        0 => Finding::MergeNone.text(app.lang.get()).to_owned(),
        n => filled_f(Finding::MergeChosen, app.lang.get(), &[("n", &n.to_string())]),
    };
    let first = group.main;
    view! {
        <section class="group">
            <h2>{title}</h2>
            <ul role="list">
                <Member row=first reasons=None deciding/>
                {group.others.into_iter().map(|other| {
                    let row = other.row.clone();
                    view! { <Member row reasons=Some(other) deciding/> }
                }).views()}
            </ul>
            <div class="buttons">
                <button type="button" class="primary" on:click=merge
                    aria-disabled=move || (deciding.busy.get() || deciding.followers() == 0).to_string()>{doing}</button>
                <button type="button" on:click=apart>{tf(Finding::NotTheSame)}</button>
            </div>
            <Alert trouble=deciding.trouble/>
        </section>
    }
}

#[component]
fn Member(row: CaseRow, reasons: Option<SimilarView>, deciding: Deciding) -> impl IntoView {
    let app = app();
    let code = StoredValue::new(row.code.clone());
    let is_main = Known::new(move || code.with_value(|code| deciding.main.with(|main| main == code)));
    let chosen = move || code.with_value(|code| deciding.chosen.with(|chosen| chosen.contains(code)));
    let tick = move |event| {
        let on = event_target_checked(&event);
        deciding.chosen.update(|chosen| {
            let code = code.get_value();
            if on {
                chosen.insert(code)
            } else {
                chosen.remove(&code)
            };
        });
    };
    let label = move || filled_f(Finding::Choose, app.lang.get(), &[("code", &code.get_value())]);
    let href = Place::case(&*row.code).href();
    let (status, agency) = (row.status, row.agency.clone().map(|a| a.name));
    view! {
        <li class:main=move || is_main.get()>
            <input type="checkbox" aria-label=label prop:checked=chosen on:change=tick hidden=move || is_main.get()/>
            <div>
                <a href=href>{row.title.clone()}</a>
                <p class="snippet">{row.snippet.clone()}</p>
                <p class="soft">
                    {row.code.clone()}" · "{move || console::state_name(status, app.lang.get())}
                    {agency.map(|a| format!(" · {a}"))}{row.area.clone().map(|a| format!(" · {a}"))}
                </p>
                {reasons.map(|one| view! { <Reasons one/> })}
                <Due row=Known::fixed(row)/>
            </div>
            {move || if is_main.get() {
                view! { <span class="pill">{tf(Finding::MainCase)}</span> }.into_any()
            } else {
                view! {
                    <button type="button" class="quiet" on:click=move |_| deciding.main.set(code.get_value())>
                        {tf(Finding::TakeAsMain)}
                    </button>
                }.into_any()
            }}
        </li>
    }
}
