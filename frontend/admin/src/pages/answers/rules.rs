//! Which answers must be approved, and what they must bring along: one line for each category that differs.

use super::{Desk, categories, p};
use crate::api;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::known::Known;
use hoiam_shared::Lang;
use hoiam_shared::answer::Evidence;
use hoiam_shared::catalogue::answers::AnswerPage as P;
use hoiam_shared::catalogue::fill;
use hoiam_shared::wire::answers::{AnswerRuleInput, AnswerRuleView, AnswersView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The section.
#[component]
pub fn Rules(desk: Desk, view: Known<AnswersView>) -> impl IntoView {
    // The line that is being written.
    let writing = RwSignal::new(None::<AnswerRuleInput>);
    let new = move |_| {
        writing.set(Some(AnswerRuleInput {
            agency: view.with_untracked(|v| v.agency.code.clone()),
            category: String::new(),
            approval: true,
            evidence: Vec::new(),
        }));
    };
    let rows = move || {
        let lang = desk.app.lang.get();
        view.with(|v| v.rules.clone()).into_iter().map(|row| one(desk, view, writing, row, lang)).views()
    };
    view! {
        <section aria-labelledby="answer-rules-title">
            <h3 id="answer-rules-title">{p(P::RulesTitle)}</h3>
            <p>{p(P::RulesIntro)}</p>
            <div class="buttons"><button type="button" on:click=new>{p(P::RuleNew)}</button></div>
            <Show when=move || writing.with(Option::is_some)><Form desk view writing/></Show>
            <Show when=move || view.with(|v| v.rules.is_empty())><p class="soft">{p(P::RulesNone)}</p></Show>
            <ul class="rule-list" role="list">{rows}</ul>
        </section>
    }
}

fn one(
    desk: Desk,
    view: Known<AnswersView>,
    writing: RwSignal<Option<AnswerRuleInput>>,
    row: AnswerRuleView,
    lang: Lang,
) -> impl IntoView {
    let agency = view.with_untracked(|v| v.agency.code.clone());
    let approval = if row.approval { P::ApprovalYes } else { P::ApprovalNo };
    let needs = match row.evidence.is_empty() {
        true => P::NeedsNothing.text(lang).to_owned(),
        false => row.evidence.iter().map(|one| one.name(lang)).collect::<Vec<_>>().join(" · "),
    };
    let changed =
        fill(P::Changed.text(lang), &[("who", &row.changed_by), ("date", &dates::date_time(row.changed_at, lang))]);
    let named = |what: P| format!("{}: {}", what.text(lang), row.category_text);
    let (edit_label, remove_label) = (named(P::Edit), named(P::Remove));
    let key = format!("rule-{}", row.category);
    let shown = key.clone();
    let input = AnswerRuleInput {
        agency: agency.clone(),
        category: row.category.clone(),
        approval: row.approval,
        evidence: row.evidence.clone(),
    };
    let category = row.category.clone();
    let remove = move |_| {
        if !desk.sure_of(&key) {
            return;
        }
        let (agency, category) = (agency.clone(), category.clone());
        spawn_local(async move {
            match api::forget_answer_rule(desk.app, &agency, &category).await {
                Ok(_) => desk.done(P::RuleRemoved),
                Err(cause) => desk.trouble.set(Some(cause)),
            }
        });
    };
    view! {
        <li class="rule">
            <div class="what">
                <p class="line"><strong>{row.category_text.clone()}</strong><span class=if row.approval { "pill" } else { "pill off" }>{approval.text(lang)}</span></p>
                <p>{needs}</p>
                <p class="soft">{changed}</p>
            </div>
            <div class="buttons">
                <button type="button" aria-label=edit_label on:click=move |_| writing.set(Some(input.clone()))>{P::Edit.text(lang)}</button>
                <button type="button" aria-label=remove_label on:click=remove>
                    {move || if desk.sure.with(|sure| sure.as_deref() == Some(&*shown)) { P::RemoveSure } else { P::Remove }.text(lang)}
                </button>
            </div>
        </li>
    }
}

/// Writing a line.
#[component]
fn Form(desk: Desk, view: Known<AnswersView>, writing: RwSignal<Option<AnswerRuleInput>>) -> impl IntoView {
    let lang = desk.app.lang;
    let change = move |put: &dyn Fn(&mut AnswerRuleInput)| {
        writing.update(|w| {
            if let Some(input) = w {
                put(input);
            }
        });
    };
    let has = move |one: Evidence| writing.with(|w| w.as_ref().is_some_and(|w| w.evidence.contains(&one)));
    let toggle = move |one: Evidence, on: bool| {
        change(&|input| {
            input.evidence.retain(|other| *other != one);
            if on {
                input.evidence.push(one);
            }
        });
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(input) = writing.get_untracked() else { return };
        spawn_local(async move {
            match api::keep_answer_rule(desk.app, &input).await {
                Ok(_) => {
                    writing.set(None);
                    desk.done(P::RuleSaved);
                }
                Err(cause) => desk.trouble.set(Some(cause)),
            }
        });
    };
    view! {
        <form class="rule-form" on:submit=save>
            {categories("rule-category".to_owned(), view.with_untracked(|v| v.categories.clone()),
                Signal::derive(move || writing.with(|w| w.as_ref().map(|w| w.category.clone()).unwrap_or_default())),
                move |v| change(&|input| input.category = v.clone()))}
            <label class="check">
                <input type="checkbox" prop:checked=move || writing.with(|w| w.as_ref().is_some_and(|w| w.approval))
                    on:change=move |e| { let on = event_target_checked(&e); change(&|input| input.approval = on); }/>
                {p(P::Approval)}
            </label>
            <fieldset class="kinds">
                <legend>{p(P::Needs)}</legend>
                <div class="choices">
                    {Evidence::ALL.iter().copied().map(|one| view! {
                        <label class="check">
                            <input type="checkbox" prop:checked=move || has(one) on:change=move |e| toggle(one, event_target_checked(&e))/>
                            {move || one.name(lang.get())}
                        </label>
                    }).views()}
                </div>
            </fieldset>
            <div class="buttons">
                <button class="primary">{p(P::RuleSave)}</button>
                <button type="button" on:click=move |_| writing.set(None)>{p(P::Cancel)}</button>
            </div>
        </form>
    }
}
