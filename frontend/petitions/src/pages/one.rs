//! One petition: its words, what its author wrote, where it stands, what it is like, what happened, and what can be done.

use super::acts::Acts;
use super::words::changes;
use super::{Back, number, p, say, shade};
use crate::api;
use hoiam_desk::parts::icon::Icon;
use hoiam_desk::parts::load::Load;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::request::Answer;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::petition_desk::PetitionDesk as P;
use hoiam_shared::wire::petitions::{PetitionCard, PetitionStaffView, PetitionStory, ThresholdView};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// The soft lock is said anew so often; with it comes who else looks.
const AGAIN: Duration = Duration::from_secs(60);

/// The page.
#[component]
pub fn OnePage(
    /// Which.
    code: String,
) -> impl IntoView {
    let app = app();
    let again = RwSignal::new(0_u32);
    let own = RwSignal::new(None::<PetitionStaffView>);
    let asked = code.clone();
    let loaded = Loaded::new(move || {
        again.track();
        api::petition(app, app.lang.get(), &asked)
    });
    // What was answered to an act stands until something newer comes.
    let value = move || -> Option<Answer<PetitionStaffView>> {
        let newest = loaded.get();
        match (own.get(), newest) {
            (Some(own), Some(Ok(came))) if came.version < own.version => Some(Ok(own)),
            (_, newest) => newest,
        }
    };
    hold(code.clone(), again);
    view! {
        <main id="main" class="desk" tabindex="-1">
            <Back/>
            <Load value=value retry=move |()| again.update(|n| *n += 1) view=move |view| {
                view! { <Whole view own again code=code.clone()/> }.into_any()
            }/>
        </main>
    }
}

/// Says that the person looks at it, now and as long as the page is open.
fn hold(code: String, again: RwSignal<u32>) {
    let app = app();
    let say = move || {
        let code = code.clone();
        spawn_local(async move {
            // Whether it was heard makes no difference to what the person does: the version decides.
            api::hold(app, &code).await.ok();
        });
    };
    say();
    let timer = set_interval_with_handle(
        move || {
            say();
            again.update(|n| *n += 1);
        },
        AGAIN,
    );
    on_cleanup(move || {
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
}

#[component]
fn Whole(
    view: Known<PetitionStaffView>,
    own: RwSignal<Option<PetitionStaffView>>,
    again: RwSignal<u32>,
    code: String,
) -> impl IntoView {
    let lang = app().lang;
    let signatures = Place::petitions(&format!("{code}/signatures")).href();
    view! {
        <h1 dir="auto">{move || view.with(|v| v.petition.title.clone())}</h1>
        <p class="marks">
            {move || view.with(|v| view! { <span class=shade(v.petition.state)>{v.petition.state_text.clone()}</span> }.into_any())}
            <code>{code.clone()}</code>
            {move || view.with(|v| v.held_by.clone()).map(|who| view! {
                <span class="pill" role="status">{Icon::Person.view()}" "{say(P::HeldBy, lang.get(), "who", &who)}</span>
            })}
        </p>
        <div class="two">
            <div>
                {move || view.with(|v| words(v, lang.get()))}
                <Acts view own again code/>
                {move || view.with(|v| story(&v.petition.story, lang.get()))}
            </div>
            <div>
                {move || view.with(|v| facts(v, lang.get()))}
                <p><a class="button" href=signatures>{p(P::ToSignatures)}</a></p>
                {move || view.with(|v| thresholds(&v.petition.thresholds, lang.get()))}
                {move || view.with(|v| cases(v, lang.get()))}
                {move || view.with(|v| alike(&v.alike, lang.get()))}
            </div>
        </div>
    }
}

fn words(view: &PetitionStaffView, lang: Lang) -> AnyView {
    let petition = &view.petition;
    let changed = view.original.as_ref().map(|original| {
        view! {
            <details class="paper">
                <summary>{P::Changed.text(lang)}</summary>
                <h3>{P::AmendTitle.text(lang)}</h3>
                {changes(&original.title, &petition.title, lang)}
                <h3>{P::AmendBody.text(lang)}</h3>
                {changes(&original.body, &petition.body, lang)}
            </details>
        }
    });
    let ground = petition.ground_text.clone().map(|text| view! { <p><strong>{text}</strong></p> });
    let reason = petition.reason.clone().map(|text| view! { <p class="text" dir="auto">{text}</p> });
    view! {
        <section class="paper" aria-labelledby="words-title">
            <h2 id="words-title">{P::Words.text(lang)}</h2>
            {ground}
            {reason}
            <div class="text" dir="auto">{petition.body.clone()}</div>
        </section>
        {changed}
    }
    .into_any()
}

fn facts(view: &PetitionStaffView, lang: Lang) -> AnyView {
    let petition = &view.petition;
    let pair = |name: P, value: String| view! { <div><dt>{name.text(lang)}</dt><dd>{value}</dd></div> }.into_any();
    let some = |name: P, n: u64| (n > 0).then(|| pair(name, number(n, lang)));
    let due = view.due_at.map(|at| pair(P::Due, dates::due(at, lang)));
    let closes = petition.closes_at.map(|at| pair(P::Closes, dates::due(at, lang)));
    let public = (petition.state.public() || petition.state.refused()).then(|| {
        let href = format!("/petitions/{}?lang={}", petition.code, lang.code());
        view! { <p><a href=href target="_blank" rel="noopener">{P::Public.text(lang)}</a></p> }
    });
    let telling = view.telling.as_ref().map(|telling| {
        let text = if telling.done { P::TellingDone } else { P::Telling };
        view! { <p class="banner news" role="status">{say(text, lang, "n", &number(telling.told, lang))}</p> }
    });
    view! {
        <dl class="pairs">
            {pair(P::Agency, petition.agency.name.clone())}
            {due}
            {closes}
            {pair(P::Signatures, number(petition.count, lang))}
            {pair(P::Supporters, format!("{} / {}", number(view.sponsors, lang), petition.sponsors_needed))}
            {some(P::Pending, view.pending)}
            {some(P::Suspected, view.suspects)}
            {some(P::Invalid, view.invalid)}
            {some(P::Withdrawn, view.withdrawn)}
        </dl>
        {telling}
        {public}
    }
    .into_any()
}

fn thresholds(all: &[ThresholdView], lang: Lang) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    let line = |mark: &ThresholdView| {
        let dated = |key: P, at: hoiam_shared::Stamp| say(key, lang, "date", &dates::date(at, lang));
        let facts = [
            mark.reached_at.map(|at| dated(P::Reached, at)),
            mark.taken_back_at.map(|at| dated(P::TakenBack, at)),
            mark.due_at
                .filter(|_| mark.answered_at.is_none())
                .map(|at| say(P::Owed, lang, "date", &dates::due(at, lang))),
            mark.answered_at.map(|at| dated(P::Answered, at)),
        ];
        let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        view! { <li><p><strong>{number(mark.count, lang)}</strong>" "{mark.duty_text.clone()}</p><p class="soft">{facts}</p></li> }
    };
    view! {
        <section aria-labelledby="thresholds-title">
            <h2 id="thresholds-title">{P::Thresholds.text(lang)}</h2>
            <ul class="happened" role="list">{all.iter().map(line).views()}</ul>
        </section>
    }
    .into_any()
}

fn cases(view: &PetitionStaffView, lang: Lang) -> AnyView {
    if view.cases.is_empty() {
        return ().into_any();
    }
    let line =
        |code: &String| view! { <li><a href=Place::case(code.clone()).href()><code>{code.clone()}</code></a></li> };
    view! {
        <section aria-labelledby="cases-title">
            <h2 id="cases-title">{P::Cases.text(lang)}</h2>
            <ul role="list">{view.cases.iter().map(line).views()}</ul>
        </section>
    }
    .into_any()
}

fn alike(all: &[PetitionCard], lang: Lang) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    let line = |one: &PetitionCard| {
        view! {
            <li>
                <a href=Place::petitions(&one.code).href() dir="auto">{one.title.clone()}</a>
                <span class="soft">{one.state_text.clone()}" · "{say(P::Counts, lang, "n", &number(one.count, lang))}</span>
            </li>
        }
    };
    view! {
        <section aria-labelledby="alike-title">
            <h2 id="alike-title">{P::Alike.text(lang)}</h2>
            <ul class="similar" role="list">{all.iter().map(line).views()}</ul>
        </section>
    }
    .into_any()
}

fn story(steps: &[PetitionStory], lang: Lang) -> AnyView {
    let line = |step: &PetitionStory| {
        view! {
            <li>
                <p class="soft">{dates::date_time(step.at, lang)}</p>
                <p>{step.text.clone()}</p>
                {step.reason.clone().map(|text| view! { <p class="text soft" dir="auto">{text}</p> })}
            </li>
        }
    };
    view! {
        <section aria-labelledby="story-title">
            <h2 id="story-title">{P::Story.text(lang)}</h2>
            <ol class="happened" role="list">{steps.iter().map(line).views()}</ol>
        </section>
    }
    .into_any()
}
