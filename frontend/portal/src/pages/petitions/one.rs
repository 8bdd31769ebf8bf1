//! `GET` and `POST /petitions/{code}`: one petition, as everybody reads and signs it; the same page for those who are asked to
//! support it before it is public; and what stands in its place when it was refused or taken down.

use super::parts::{address, counts_of, hidden, say, shown};
use super::vouched::{self, Vouching};
use super::{sign, thresholds};
use crate::Page;
use crate::fields::{self, Wrong};
use crate::input::petitions::SignInput;
use crate::page::{Doc, Switch, document};
use crate::when;
use hoiam_shared::catalogue::petitions::Petitions as P;
use hoiam_shared::petition::PetitionState;
use hoiam_shared::wire::petitions::{PetitionStory, PetitionView};
use hoiam_shared::wire::problem::FieldProblem;
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct OnePage {
    /// The petition.
    pub petition: PetitionView,
    /// What was typed; empty at first.
    pub input: SignInput,
    /// What is wrong with it, with the names of `SignerNew`.
    pub errors: Vec<FieldProblem>,
    /// Code and name of each province.
    pub provinces: Vec<(String, String)>,
    /// Days after its end in which names and addresses are deleted.
    pub keep_days: u32,
    /// Can be signed with a telephone number, too.
    pub phones: bool,
    /// Can be signed with an identity that somebody vouches for, too.
    pub vouching: Option<Vouching>,
    /// Why nothing can be signed just now.
    pub paused: Option<String>,
    /// The line that puts it on somebody's page.
    pub embed: String,
    /// Its whole address, without `lang`.
    pub share_url: String,
}

/// The page.
pub fn one(view: &OnePage, page: &Page) -> String {
    let petition = &view.petition;
    if hidden(petition) {
        return refused(petition, page);
    }
    let wrongs = sign::wrongs(&view.errors, page);
    let typed = view.input != SignInput::default() || vouched::chosen(view) || !wrongs.is_empty();
    let known = known_as(view, page);
    let body = view! {
        {fields::summary(page, &wrongs)}
        {over(petition, page)}
        <h1 dir="auto">{petition.title.clone()}</h1>
        <p class="lead"><bdi>{say(page, P::AskedOf, &[("agency", &petition.agency.name)])}</bdi>{about(petition, page)}</p>
        {until(petition, page)}
        {thresholds::count(petition, page)}
        {thresholds::answers(petition, page)}
        <section class="card" aria-labelledby="why">
            <h2 id="why">{P::Why.text(page.lang)}</h2>
            <div class="words" dir="auto">{petition.body.clone()}</div>
        </section>
        {sign(view, page, &wrongs)}
        {thresholds::thresholds(petition, page)}
        {shown(petition).then(|| figures(petition, page))}
        {story(&petition.story, page)}
        {shown(petition).then(|| share(view, page))}
    }
    .into_any();
    let switch = match typed && petition.signs && view.paused.is_none() {
        true if vouched::chosen(view) => Switch::Typed(vouched::FORM),
        true => Switch::Typed(sign::FORM),
        false => Switch::Link,
    };
    let (title, failed) = (petition.title.clone(), !wrongs.is_empty());
    document(&known, Doc { title, failed, class: "narrow", switch, listed: shown(petition), body })
}

/// What search engines and previews are told; nothing of one that is not public.
fn known_as(view: &OnePage, page: &Page) -> Page {
    if !shown(&view.petition) {
        return page.clone();
    }
    let mut start: String = view.petition.body.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = start.char_indices().nth(200) {
        start.truncate(at);
        start.push('…');
    }
    Page {
        canonical: Some(view.share_url.clone()),
        description: Some(start),
        image: Some(format!("{}/image.png?lang={}", view.share_url, page.lang.code())),
        ..page.clone()
    }
}

fn over(petition: &PetitionView, page: &Page) -> AnyView {
    let back = shown(petition).then(|| {
        view! { <a href=page.href("/petitions") class="screen-only">{P::BackToList.text(page.lang)}</a>" · " }
    });
    view! { <p class="over">{back}{petition.state_text.clone()}" · "<code>{petition.code.clone()}</code></p> }
        .into_any()
}

fn about(petition: &PetitionView, page: &Page) -> AnyView {
    let Some(area) = &petition.area else { return ().into_any() };
    view! { " · "<bdi>{say(page, P::AboutArea, &[("area", area)])}</bdi> }.into_any()
}

fn until(petition: &PetitionView, page: &Page) -> AnyView {
    match petition.closes_at.filter(|_| petition.state == PetitionState::Open) {
        Some(at) => {
            let text = say(page, P::OpenUntil, &[("date", &when::due(page, at))]);
            view! { <p class="hint">{text}</p> }.into_any()
        }
        None => ().into_any(),
    }
}

fn sign(view: &OnePage, page: &Page, wrongs: &[Wrong]) -> AnyView {
    let petition = &view.petition;
    let lead = (petition.state == PetitionState::Sponsoring).then(|| {
        let text = say(page, P::SupportLead, &[("n", &petition.sponsors_needed.to_string())]);
        view! { <p class="found">{text}</p> }
    });
    view! { {lead}{sign::section(view, page, wrongs)} }.into_any()
}

fn figures(petition: &PetitionView, page: &Page) -> AnyView {
    let lang = page.lang;
    let at = address(&petition.code);
    let counted = say(page, P::CountedAt, &[("time", &when::date_time(page, petition.counted_at))]);
    view! {
        <section class="screen-only" aria-labelledby="data">
            <h2 id="data">{P::Data.text(lang)}</h2>
            <p><a href=page.href(&format!("{at}/figures"))>{P::FiguresSee.text(lang)}</a></p>
            <p class="hint">
                {counted}" · "<a href=counts_of(&petition.code, ".csv")>{P::FiguresCsv.text(lang)}</a>
                " · "<a href=counts_of(&petition.code, "")>{P::FiguresJson.text(lang)}</a>
            </p>
        </section>
    }
    .into_any()
}

/// What happened, oldest first.
fn story(steps: &[PetitionStory], page: &Page) -> AnyView {
    if steps.is_empty() {
        return ().into_any();
    }
    let one = |step: &PetitionStory| {
        let reason = step.reason.clone().filter(|text| !text.is_empty());
        view! {
            <li>
                <time class="hint" datetime=step.at.to_rfc3339()>{when::date(page, step.at)}</time>
                <p dir="auto">{step.text.clone()}</p>
                {reason.map(|text| view! { <p class="said words" dir="auto">{text}</p> })}
            </li>
        }
    };
    view! {
        <section aria-labelledby="story">
            <h2 id="story">{P::Story.text(page.lang)}</h2>
            <ol class="happened">{steps.iter().map(one).collect::<Vec<_>>()}</ol>
        </section>
    }
    .into_any()
}

fn share(view: &OnePage, page: &Page) -> AnyView {
    let lang = page.lang;
    view! {
        <section class="screen-only" aria-labelledby="share">
            <h2 id="share">{P::Share.text(lang)}</h2>
            <p class="hint">{P::ShareHint.text(lang)}</p>
            <p><code class="copy" dir="ltr">{view.share_url.clone()}</code></p>
            <details>
                <summary>{P::Embed.text(lang)}</summary>
                <p class="hint">{P::EmbedHint.text(lang)}</p>
                <pre class="copy" tabindex="0"><code dir="ltr">{view.embed.clone()}</code></pre>
            </details>
        </section>
    }
    .into_any()
}

/// One whose words nobody reads: that it was there, and why it is not shown.
fn refused(petition: &PetitionView, page: &Page) -> String {
    let lang = page.lang;
    let title = P::RefusedTitle.text(lang).to_owned();
    let reason = petition.reason.clone().filter(|text| !text.is_empty());
    let body = view! {
        {over(petition, page)}
        <h1>{title.clone()}</h1>
        <section class="card" aria-labelledby="ground">
            <h2 id="ground">{petition.state_text.clone()}</h2>
            <p>{P::HiddenWords.text(lang)}</p>
            <p><strong>{petition.ground_text.clone()}</strong></p>
            {reason.map(|text| view! { <div class="said words" dir="auto">{text}</div> })}
        </section>
        {story(&petition.story, page)}
        <p><a class="button second" href=page.href("/petitions")>{P::BackToList.text(lang)}</a></p>
    }
    .into_any();
    document(page, Doc { title, failed: false, class: "narrow", switch: Switch::Link, listed: false, body })
}
