//! Before a case is sent: answered cases that read like it. Join one with one button, or send with the other; what was
//! typed stands below either way.

use crate::Page;
use crate::pages::search::masked;
use crate::when;
use hoiam_shared::catalogue::public::Open as O;
use hoiam_shared::wire::public::SuggestionView;
use leptos::prelude::*;

/// The section of the form; nothing where there is nothing alike. It stands first, so the reader comes to it first.
pub(crate) fn offer(alike: &[SuggestionView], page: &Page) -> AnyView {
    if alike.is_empty() {
        return ().into_any();
    }
    let lang = page.lang;
    let items = alike.iter().map(|case| one(case, page)).collect::<Vec<_>>();
    view! {
        <section class="section alike" aria-labelledby="alike" tabindex="-1" autofocus>
            <h2 id="alike">{O::AlikeTitle.text(lang)}</h2>
            <p class="hint">{O::AlikeLead.text(lang)}</p>
            <ol class="answers">{items}</ol>
            <p class="hint" id="alike-hint">{O::AlikeJoinHint.text(lang)}</p>
            <button class="button" name="go" value="anyway">{O::AlikeSend.text(lang)}</button>
        </section>
    }
    .into_any()
}

fn one(case: &SuggestionView, page: &Page) -> AnyView {
    let lang = page.lang;
    let id = format!("alike-{}", case.code);
    let answered = case
        .answered_at
        .map(|at| hoiam_shared::catalogue::fill(O::Answered.text(lang), &[("date", &when::date(page, at))]));
    let facts = [Some(case.agency.clone()).filter(|name| !name.is_empty()), case.area.clone(), answered];
    let href = page.href(&format!("/p/{}", super::encode(&case.code)));
    view! {
        <li>
            <h3 id=id.clone() dir="auto">{masked(&case.title, page)}</h3>
            <p class="hint">{facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")}</p>
            <p class="said" dir="auto"><strong>{O::AnswerStarts.text(lang)}</strong>" "{masked(&case.answer, page)}</p>
            <div class="buttons">
                <button class="button second" name="go" value=format!("join-{}", case.code) aria-describedby=format!("{id} alike-hint")>
                    {O::AlikeJoin.text(lang)}
                </button>
                <a href=href target="_blank" rel="noopener" aria-describedby=id>{O::AlikeRead.text(lang)}</a>
            </div>
        </li>
    }
    .into_any()
}
