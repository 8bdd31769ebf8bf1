//! What a change would do: the parts that differ, and the open cases that a recalculation would move.

use super::super::k;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::pure::place::Place;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::keeping::Keeping;
use hoiam_shared::wire::clock::{ChangeView, MoveView, MovesView};
use hoiam_shared::{Lang, Stamp};
use leptos::prelude::*;

/// An instant at which something is due, or that there is none.
pub fn due(at: Option<Stamp>, lang: Lang) -> String {
    at.map_or_else(|| Keeping::NoDate.text(lang).to_owned(), |at| dates::due(at, lang))
}

/// Open cases.
pub fn moves(moves: MovesView, lang: Lang) -> impl IntoView {
    let (moving, concerned) = (moves.moving.to_string(), moves.concerned.to_string());
    let (looked, open) = (moves.looked.to_string(), moves.open.to_string());
    let sum = match moves.concerned {
        0 => Keeping::MovesNone.text(lang).to_owned(),
        _ => fill(Keeping::MovesSum.text(lang), &[("moving", &moving), ("concerned", &concerned)]),
    };
    let partly = (moves.looked < moves.open)
        .then(|| fill(Keeping::MovesPartly.text(lang), &[("looked", &looked), ("open", &open)]));
    view! {
        <h3>{Keeping::Moves.text(lang)}</h3>
        <p><strong>{sum}</strong></p>
        {partly.map(|text| view! { <p class="soft">{text}</p> })}
        {(!moves.sample.is_empty()).then(|| sample(moves.sample, lang))}
    }
}

fn sample(cases: Vec<MoveView>, lang: Lang) -> impl IntoView {
    let one = |case: MoveView| {
        view! {
            <tr>
                <th scope="row"><a href=Place::case(&*case.code).href()>{case.code.clone()}</a></th>
                <td class="left">{due(case.was, lang)}</td><td class="left">{due(case.becomes, lang)}</td>
            </tr>
        }
    };
    let head = [Keeping::MoveWas, Keeping::MoveBecomes];
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=Keeping::Moves.text(lang)>
            <table class="numbers">
                <thead><tr><th scope="col" class="left">{Keeping::Moves.text(lang)}</th>
                    {head.map(|name| view! { <th scope="col" class="left">{name.text(lang)}</th> }).into_iter().views()}</tr></thead>
                <tbody>{cases.into_iter().map(one).views()}</tbody>
            </table>
        </div>
    }
}

/// The parts that differ.
#[component]
pub fn Changes(
    /// Some of them.
    changes: Vec<ChangeView>,
    /// How many there are.
    changed: usize,
) -> impl IntoView {
    let shown = changes.len();
    if changed == 0 {
        return view! { <p>{k(Keeping::ChangesNone)}</p> }.into_any();
    }
    let lang = hoiam_desk::state::app().lang;
    let n = changed.to_string();
    let title = move || fill(Keeping::Changes.text(lang.get()), &[("n", &n)]);
    let head = [Keeping::ChangeWhat, Keeping::ChangeWas, Keeping::ChangeBecomes];
    let one = |change: ChangeView| {
        view! { <tr><th scope="row">{change.what}</th><td class="left">{change.was}</td><td class="left">{change.becomes}</td></tr> }
    };
    let (some, all) = (shown.to_string(), changed.to_string());
    view! {
        <h3>{title}</h3>
        {(shown < changed).then(|| view! {
            <p class="soft">{move || fill(Keeping::ChangesShown.text(lang.get()), &[("shown", &some), ("n", &all)])}</p>
        })}
        <div class="scroll" tabindex="0" role="region" aria-label=k(Keeping::ChangeWhat)>
            <table class="numbers">
                <thead><tr>{head.map(|name| view! { <th scope="col" class="left">{k(name)}</th> }).into_iter().views()}</tr></thead>
                <tbody>{changes.into_iter().map(one).views()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
