//! The big count of a petition, how far it is to the next threshold, and each threshold with what became of it.

use super::parts::{bar, number, say, shown};
use crate::Page;
use crate::when;
use hoiam_shared::catalogue::petitions::Petitions as P;
use hoiam_shared::petition::PetitionState;
use hoiam_shared::wire::petitions::{PetitionView, ThresholdView};
use leptos::prelude::*;

/// It is reached, and that was not taken back since.
fn reached(mark: &ThresholdView) -> bool {
    mark.reached_at.is_some() && mark.taken_back_at.is_none()
}

/// The count, with the way to what comes next: supporters first, then the thresholds.
pub(crate) fn count(petition: &PetitionView, page: &Page) -> AnyView {
    let lang = page.lang;
    if petition.state == PetitionState::Sponsoring {
        let needed = u64::from(petition.sponsors_needed);
        let values = [("m", &*number(page, petition.count)), ("n", &*number(page, needed))];
        let words = say(page, P::SupportersOf, &values);
        let until = petition
            .sponsors_until
            .map(|at| say(page, P::SupportersUntil, &[("date", &when::date(page, at))]))
            .map(|text| view! { <p class="hint">{text}</p> });
        return view! {
            <div class="tally">
                <p class="so-many">{words.clone()}</p>
                {bar(petition.count, needed, words)}
                {until}
            </div>
        }
        .into_any();
    }
    let name = if petition.count == 1 { P::CountOne } else { P::Count };
    let next = petition.thresholds.iter().find(|mark| !reached(mark) && mark.count > petition.count);
    let next = next.filter(|_| shown(petition)).map(|mark| {
        let values = [("m", &*number(page, petition.count)), ("n", &*number(page, mark.count))];
        let words = say(page, P::ProgressTo, &values);
        view! { {bar(petition.count, mark.count, words.clone())}<p class="hint" aria-hidden="true">{words}</p> }
    });
    let today = (petition.today > 0).then(|| {
        view! { " "<span class="chip good">{say(page, P::CountToday, &[("n", &number(page, petition.today))])}</span> }
    });
    view! {
        <div class="tally">
            <p class="so-many"><strong>{number(page, petition.count)}</strong>" "{name.text(lang)}{today}</p>
            {next}
            {verified(petition.verified, page)}
        </div>
    }
    .into_any()
}

/// How many of them are verified, if any is.
pub(crate) fn verified(n: u64, page: &Page) -> AnyView {
    if n == 0 {
        return ().into_any();
    }
    view! { <p class="hint">{say(page, P::Verified, &[("n", &number(page, n))])}</p> }.into_any()
}

/// Each threshold.
pub(crate) fn thresholds(petition: &PetitionView, page: &Page) -> AnyView {
    if petition.thresholds.is_empty() {
        return ().into_any();
    }
    let items = petition.thresholds.iter().map(|mark| one(mark, page)).collect::<Vec<_>>();
    view! {
        <section aria-labelledby="thresholds">
            <h2 id="thresholds">{P::Thresholds.text(page.lang)}</h2>
            <ol class="marks">{items}</ol>
        </section>
    }
    .into_any()
}

fn one(mark: &ThresholdView, page: &Page) -> AnyView {
    let values = [("n", &*number(page, mark.count)), ("duty", mark.duty_text.as_str())];
    let back = mark.taken_back_at.map(|at| say(page, P::ThresholdTakenBack, &[("date", &when::date(page, at))]));
    let dates = [
        mark.reached_at.map(|at| say(page, P::ThresholdReached, &[("date", &when::date(page, at))])),
        mark.due_at
            .filter(|_| mark.answered_at.is_none() && back.is_none())
            .map(|at| say(page, P::ThresholdDue, &[("date", &when::due(page, at))])),
        mark.answered_at.map(|at| say(page, P::AnsweredOn, &[("date", &when::date(page, at))])),
    ];
    let dates = dates.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <li class:reached=reached(mark)>
            <p><strong>{say(page, P::ThresholdAt, &values)}</strong></p>
            {(!dates.is_empty()).then(|| view! { <p class="hint">{dates}</p> })}
            {back.map(|text| view! { <p class="taken-back">{text}</p> })}
        </li>
    }
    .into_any()
}

/// The answers there are, the newest first: what most come for.
pub(crate) fn answers(petition: &PetitionView, page: &Page) -> AnyView {
    let given: Vec<&ThresholdView> = petition.thresholds.iter().filter(|mark| mark.answer.is_some()).collect();
    if given.is_empty() {
        return ().into_any();
    }
    let one = |mark: &&ThresholdView| {
        let on = mark.answered_at.map(|at| {
            view! { " · "<time datetime=at.to_rfc3339()>{when::date(page, at)}</time> }
        });
        view! {
            <div class="card answer">
                <p class="by"><bdi><strong>{petition.agency.name.clone()}</strong></bdi>{on}</p>
                <div class="words" dir="auto">{mark.answer.clone()}</div>
            </div>
        }
    };
    view! {
        <section aria-labelledby="answers">
            <h2 id="answers">{P::Answers.text(page.lang)}</h2>
            <div class="stack">{given.iter().rev().map(one).collect::<Vec<_>>()}</div>
        </section>
    }
    .into_any()
}
