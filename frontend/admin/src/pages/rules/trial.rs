//! Trying a rule on the cases of a period: how many would go elsewhere, from where to where, and which.

use super::super::{forget, r};
use crate::api;
use hoiam_desk::parts::load::Alert;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::app;
use hoiam_kit::Trouble;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::routing::Routing;
use hoiam_shared::wire::routing::{RuleInput, RuleTrial, TrialCase, TrialCell, TrialView};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Period and result.
#[component]
pub fn Trial(
    /// What would be saved.
    input: RwSignal<RuleInput>,
    /// Which version it takes the place of.
    id: Option<i64>,
) -> impl IntoView {
    let app = app();
    let this_month = dates::month_of(app.now.get_untracked());
    let from = RwSignal::new(format!("{}-01", dates::month_plus(&this_month, -2)));
    let to = RwSignal::new(dates::day_of(app.now.get_untracked()));
    let result = RwSignal::new(None::<TrialView>);
    let trouble = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    let run = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        trouble.set(None);
        let (from, to) = (from.get_untracked(), to.get_untracked());
        let trial = RuleTrial { rule: Some(input.get_untracked()), replaces: id, position: None, from, to };
        spawn_local(async move {
            match api::attempt(app, &trial).await {
                Ok(view) => result.set(Some(view)),
                Err(cause) => trouble.set(Some(cause)),
            }
            busy.set(false);
        });
    };
    // A result of what is no longer in the form would lead astray.
    forget(result, move || input.get());
    view! {
        <fieldset class="trial">
            <legend>{r(Routing::TryTitle)}</legend>
            <div class="period">
                <label>{r(Routing::TryFrom)}
                    <input type="date" prop:value=from on:input=move |e| from.set(event_target_value(&e))/></label>
                <label>{r(Routing::TryTo)}
                    <input type="date" prop:value=to on:input=move |e| to.set(event_target_value(&e))/></label>
                <button type="button" on:click=run aria-disabled=move || busy.get().to_string()>{r(Routing::TryRun)}</button>
            </div>
            <Alert trouble/>
            <div role="status">{move || result.get().map(|view| shown(view, app.lang.get()))}</div>
        </fieldset>
    }
}

fn shown(view: TrialView, lang: Lang) -> impl IntoView {
    let n = |n: u32| n.to_string();
    let (moved, cases) = (n(view.moved), n(view.cases));
    let (before, after, of) = (n(view.right_before), n(view.right_after), n(view.confirmed));
    let right = [("before", before.as_str()), ("after", &after), ("of", &of)];
    let hidden = [("shown", n(view.examples.len() as u32)), ("moved", moved.clone())];
    let hidden = hidden.each_ref().map(|(name, value)| (*name, value.as_str()));
    let partly = (view.examples.len() as u32) < view.moved;
    view! {
        <p class="sum"><strong>{fill(Routing::TryResult.text(lang), &[("moved", &moved), ("cases", &cases)])}</strong></p>
        {view.more.then(|| view! { <p class="soft">{Routing::TryMore.text(lang)}</p> })}
        {(view.confirmed > 0).then(|| view! { <p>{fill(Routing::TryRight.text(lang), &right)}</p> })}
        {if view.moved == 0 {
            view! { <p class="soft">{Routing::TryNothing.text(lang)}</p> }.into_any()
        } else {
            view! {
                <h3>{Routing::TryWhere.text(lang)}</h3>
                {table(view.table, lang)}
                <h3>{Routing::TryList.text(lang)}</h3>
                {partly.then(|| view! { <p class="soft">{fill(Routing::TryHidden.text(lang), &hidden)}</p> })}
                {list(view.examples, lang)}
            }.into_any()
        }}
    }
}

fn table(cells: Vec<TrialCell>, lang: Lang) -> impl IntoView {
    let line = |cell: TrialCell| {
        view! { <tr><th scope="row">{cell.from}</th><td class="left">{cell.to}</td><td>{cell.cases}</td><td>{cell.right}</td></tr> }
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=Routing::TryWhere.text(lang)>
            <table class="numbers">
                <caption>{Routing::TryWhere.text(lang)}</caption>
                <thead><tr>
                    <th scope="col">{Routing::TryNow.text(lang)}</th>
                    <th scope="col" class="left">{Routing::TryThen.text(lang)}</th>
                    <th scope="col">{Routing::TryCases.text(lang)}</th>
                    <th scope="col">{Routing::TryBetter.text(lang)}</th>
                </tr></thead>
                <tbody>{cells.into_iter().map(line).views()}</tbody>
            </table>
        </div>
    }
}

fn list(cases: Vec<TrialCase>, lang: Lang) -> impl IntoView {
    let one = |case: TrialCase| {
        let ended = case.ended.map(|agency| fill(Routing::TryEnded.text(lang), &[("agency", &agency)]));
        view! {
            <li>
                <a href=Place::case(&*case.code).href()>{case.title}</a>
                <p class="soft">{case.code}" · "{case.from}" → "{case.to}{ended.map(|text| format!(" · {text}"))}</p>
            </li>
        }
    };
    view! { <ul class="similar" role="list">{cases.into_iter().map(one).views()}</ul> }
}
