//! `GET` and `POST /t/{code}`: where a case is, who has it, until when, what happens next; with the secret also the
//! answer, the messages and what the citizen can do. The secret travels in the body of a POST, never in an address.

use crate::fields::{self, Wrong};
use crate::input::TrackInput;
use crate::page::{Doc, Switch, document};
use crate::pages::files::{self, KeptFile};
use crate::pages::{act, encode, timeline, wish};
use crate::{Page, when};
use hoiam_shared::Stamp;
use hoiam_shared::case::CaseState;
use hoiam_shared::catalogue::ledger::Ledger;
use hoiam_shared::catalogue::personal::PersonFile;
use hoiam_shared::catalogue::portal::Portal as T;
use hoiam_shared::wire::intake::{MessageView, TrackingView};
use hoiam_shared::wire::problem::FieldProblem;
use leptos::prelude::*;

/// What the tracking page shows.
#[derive(Debug, Clone)]
pub struct TrackView {
    /// The case.
    pub case: TrackingView,
    /// The present, for "3 days left".
    pub now: Stamp,
    /// What was sent; the secret in it opens the forms of an unlocked case.
    pub input: TrackInput,
    /// Files that are here already.
    pub kept: Vec<KeptFile>,
    /// Who knocks at a device that wants to be told; nobody when none can be.
    pub knocker: Option<String>,
    /// What is wrong with it: `secret`, `body`, `stars`, `attachments`.
    pub errors: Vec<FieldProblem>,
}

/// The tracking page. Send it with `Cache-Control: no-store` when it is unlocked.
pub fn tracking(view: &TrackView, page: &Page) -> String {
    let case = &view.case;
    let wrongs = wrongs(view, page);
    let urgent = matches!(case.status, CaseState::Answered | CaseState::Closed | CaseState::WaitingCitizen);
    let unlock = || act::unlock(view, page, &wrongs);
    let body = view! {
        {fields::summary(page, &wrongs)}
        {head(view, page)}
        {(!case.unlocked && urgent).then(unlock)}
        {case.answer.as_ref().map(|answer| answer_card(answer, view, page))}
        {appeal(view, page)}
        {parts(view, page)}
        {messages(view, page)}
        {case.unlocked.then(|| act::actions(view, page, &wrongs))}
        {wish::standing(view, page)}
        {timeline::timeline(view, page)}
        {(!case.unlocked && !urgent).then(unlock)}
        {words(view, page)}
        <p class="screen-only"><a href=page.href("/t")>{page.t(T::OtherCase)}</a></p>
        {case.unlocked.then(|| bell(view, page))}
        {case.unlocked.then(|| signed(view, page))}
        {case.unlocked.then(|| stored(view, page))}
        {case.unlocked.then(|| act::again(view, page))}
    }
    .into_any();
    let title = page.say(T::TrackTitle, &[("code", &case.code)]);
    let switch = if case.unlocked { Switch::Again(act::AGAIN) } else { Switch::Link };
    document(page, Doc { title, failed: !wrongs.is_empty(), class: "narrow", switch, listed: false, body })
}

/// The appeal that was made, with what opens it; or the case that this one appeals against.
fn appeal(view: &TrackView, page: &Page) -> AnyView {
    let Some(appeal) = &view.case.appeal else { return ().into_any() };
    if let Some(against) = &appeal.against {
        return view! { <p class="hint">{page.say(T::AppealAgainst, &[("code", against)])}</p> }.into_any();
    }
    let (Some(code), Some(secret)) = (&appeal.code, &appeal.secret) else { return ().into_any() };
    view! {
        <section class="card" aria-labelledby="appeal">
            <h2 id="appeal">{page.t(T::AppealTitle)}</h2>
            <p>{page.say(T::AppealMade, &[("agency", &appeal.agency.name)])}</p>
            {another(code, secret, T::AppealFollow, page)}
        </section>
    }
    .into_any()
}

/// A bell on this device, while there can be news. Its script shows it where the browser has what it needs.
fn bell(view: &TrackView, page: &Page) -> AnyView {
    let Some(key) = view.knocker.clone().filter(|_| view.case.status.open() || view.case.status == CaseState::Answered)
    else {
        return ().into_any();
    };
    let code = encode(&view.case.code);
    view! {
        <section
            id="bell"
            class="card screen-only"
            aria-labelledby="bell-title"
            hidden
            data-key=key
            data-scope=format!("/t/{code}")
            data-put=format!("/api/v1/cases/{code}/bell?lang={}", page.lang)
            data-secret=view.input.secret().to_owned()
        >
            <h2 id="bell-title">{page.t(T::BellTitle)}</h2>
            <p class="hint">{page.t(T::BellHint)}</p>
            <button type="button" class="button second"></button>
            <p role="status"></p>
            <script defer src="/bell.js"></script>
        </section>
    }
    .into_any()
}

/// What was taken out of this case to be dealt with by itself, with what opens it; or the case that this one was taken out of.
fn parts(view: &TrackView, page: &Page) -> AnyView {
    let case = &view.case;
    if let Some(whole) = &case.part_of {
        return view! { <p class="hint">{page.say(T::PartOf, &[("code", whole)])}</p> }.into_any();
    }
    if case.parts.is_empty() {
        return ().into_any();
    }
    let each: Vec<AnyView> =
        case.parts.iter().map(|part| another(&part.code, &part.secret, T::PartFollow, page)).collect();
    view! {
        <section class="card" aria-labelledby="parts">
            <h2 id="parts">{page.t(T::PartsTitle)}</h2>
            <p>{page.t(T::PartsIntro)}</p>
            {each}
        </section>
    }
    .into_any()
}

/// Another case of the same citizen, with what opens it.
fn another(code: &str, secret: &str, follow: T, page: &Page) -> AnyView {
    let action = page.href(&format!("/t/{}", encode(code)));
    view! {
        <dl class="facts">
            <div><dt>{page.t(T::CodeLabel)}</dt><dd><code>{code.to_owned()}</code></dd></div>
            <div><dt>{page.t(T::SecretLabel)}</dt><dd><code>{secret.to_owned()}</code></dd></div>
        </dl>
        <form class="screen-only" method="post" action=action>
            <input type="hidden" name="do" value="open"/>
            <input type="hidden" name="secret" value=secret.to_owned()/>
            <button class="button second">{page.t(follow)}</button>
        </form>
    }
    .into_any()
}

/// The signed receipt as a file.
fn signed(view: &TrackView, page: &Page) -> AnyView {
    let action = page.href(&format!("/t/{}/receipt.txt", encode(&view.case.code)));
    view! {
        <form class="screen-only" method="post" action=action>
            <input type="hidden" name="secret" value=view.input.secret().to_owned()/>
            <button class="button second">{Ledger::SignedReceipt.text(page.lang)}</button>
        </form>
    }
    .into_any()
}

/// All that is stored about the citizen, as a file.
fn stored(view: &TrackView, page: &Page) -> AnyView {
    let action = page.href(&format!("/t/{}/personal-data.zip", encode(&view.case.code)));
    view! {
        <form class="screen-only" method="post" action=action>
            <input type="hidden" name="secret" value=view.input.secret().to_owned()/>
            <p class="hint">{PersonFile::Hint.text(page.lang)}</p>
            <button class="button second">{PersonFile::Save.text(page.lang)}</button>
        </form>
    }
    .into_any()
}

/// Where the forms of the page go.
pub(crate) fn address(view: &TrackView, page: &Page) -> String {
    page.href(&format!("/t/{}", encode(&view.case.code)))
}

fn wrongs(view: &TrackView, page: &Page) -> Vec<Wrong> {
    let action = view.input.action().map_or("open", |action| action.code());
    let wrong = |problem: &FieldProblem| match problem.field.as_str() {
        // Once the case is open there is no field for the secret any more.
        "secret" if !view.case.unlocked => {
            let empty = view.input.secret().is_empty();
            let message = if empty { page.t(T::SecretMissing) } else { problem.message.as_str() };
            Wrong { id: "secret".to_owned(), message: message.to_owned() }
        }
        "stars" => Wrong { id: "rate-stars".to_owned(), message: page.t(T::RateMissing).to_owned() },
        "body" if view.case.allowed.iter().any(|a| a.code() == action) => {
            Wrong { id: format!("{action}-body"), message: problem.message.clone() }
        }
        "attachments" | "file" if view.case.allowed.iter().any(|a| a.code() == action) => {
            Wrong { id: format!("{action}-files"), message: problem.message.clone() }
        }
        _ => Wrong { id: "main".to_owned(), message: problem.message.clone() },
    };
    view.errors.iter().map(wrong).collect()
}

/// The answer to "where is it?", readable from across the room.
fn head(view: &TrackView, page: &Page) -> AnyView {
    let case = &view.case;
    let tone = if case.overdue {
        "status late"
    } else {
        match case.status {
            CaseState::Answered | CaseState::Closed => "status good",
            CaseState::WaitingCitizen => "status ask",
            CaseState::Rejected | CaseState::Withdrawn | CaseState::Merged => "status ended",
            _ => "status",
        }
    };
    view! {
        <section class=tone aria-labelledby="status">
            <p class="over">{page.t(T::CodeLabel)}" "<code>{case.code.clone()}</code></p>
            <h1 id="status">{case.status_text.clone()}</h1>
            <p class="lead">{page.t(T::means(case.status, case.unlocked))}</p>
            {timeline::stages(case.status, page)}
            {late(view, page)}
            {facts(view, page)}
        </section>
    }
    .into_any()
}

fn late(view: &TrackView, page: &Page) -> AnyView {
    let due = view.case.due_at.filter(|_| view.case.overdue).map(|at| when::due(page, at));
    due.map(|due| {
        view! {
            <div class="late-note">
                <p><strong>{page.t(T::Late)}</strong></p>
                <p>{page.say(T::LateText, &[("due", &due)])}</p>
            </div>
        }
    })
    .into_any()
}

fn facts(view: &TrackView, page: &Page) -> AnyView {
    let case = &view.case;
    let holder = case.agency.as_ref().map_or_else(|| page.t(T::NobodyYet).to_owned(), |agency| agency.name.clone());
    let open = case.status.open();
    let due = case.due_at.map(|at| {
        let distance = open.then(|| {
            let class = if case.overdue { "chip late" } else { "chip" };
            view! { " "<span class=class>{when::distance(page, at, view.now)}</span> }
        });
        view! { <div class="span"><dt>{page.t(T::DueLabel)}</dt><dd class="due"><span>{when::due(page, at)}</span>{distance}</dd></div> }
    });
    let answered = case.answered_at.map(|at| {
        let kept = case.due_at.map(|due| if at <= due { ("chip good", T::OnTime) } else { ("chip late", T::TooLate) });
        let kept = kept.map(|(class, key)| view! { " "<span class=class>{page.t(key)}</span> });
        view! { <div class="span"><dt>{page.t(T::AnsweredOn)}</dt><dd class="due"><span>{when::date(page, at)}</span>{kept}</dd></div> }
    });
    let counted = (!case.due_explained.is_empty()).then(|| {
        view! {
            <details class="counted">
                <summary>{page.t(T::HowCounted)}</summary>
                <p dir="auto">{case.due_explained.clone()}</p>
            </details>
        }
    });
    view! {
        <dl class="facts">
            <div class="span"><dt>{page.t(T::HeldBy)}</dt><dd class="strong" dir="auto">{holder}</dd></div>
            {due}
            {answered}
            <div><dt>{page.t(T::Received)}</dt><dd>{when::date(page, case.received_at)}</dd></div>
            <div><dt>{page.t(T::KindLabel)}</dt><dd>{case.kind.name(page.lang)}</dd></div>
        </dl>
        {counted}
    }
    .into_any()
}

fn answer_card(answer: &MessageView, view: &TrackView, page: &Page) -> AnyView {
    view! {
        <section class="card answer" aria-labelledby="answer">
            <h2 id="answer">{page.t(T::AnswerTitle)}</h2>
            {said_by(answer, page)}
            <div class="words" dir="auto">{answer.body.clone()}</div>
            {files::list(&view.case.code, view.input.secret(), &answer.files, page)}
        </section>
    }
    .into_any()
}

fn said_by(message: &MessageView, page: &Page) -> AnyView {
    let at = when::date_time(page, message.at);
    view! {
        <p class="by"><bdi><strong>{message.name.clone()}</strong></bdi>" · "
            <time datetime=message.at.to_rfc3339()>{at}</time>
        </p>
    }
    .into_any()
}

fn messages(view: &TrackView, page: &Page) -> AnyView {
    let messages = &view.case.messages;
    if messages.is_empty() {
        return ().into_any();
    }
    let items = messages
        .iter()
        .map(|message| {
            let class = if message.from == "citizen" { "message mine" } else { "message" };
            view! {
                <li class=class>
                    {said_by(message, page)}
                    <div class="words" dir="auto">{message.body.clone()}</div>
                    {files::list(&view.case.code, view.input.secret(), &message.files, page)}
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <section aria-labelledby="messages">
            <h2 id="messages">{page.t(T::MessagesTitle)}</h2>
            <ol class="messages">{items}</ol>
        </section>
    }
    .into_any()
}

fn words(view: &TrackView, page: &Page) -> AnyView {
    let case = &view.case;
    case.words
        .as_ref()
        .map(|words| {
            let title = words.title.clone();
            view! {
                <details class="card sent">
                    <summary>{page.t(T::YourWords)}</summary>
                    {(!title.is_empty()).then(|| view! { <h3 dir="auto">{title}</h3> })}
                    <div class="words" dir="auto">{words.body.clone()}</div>
                    {files::list(&case.code, view.input.secret(), &case.files, page)}
                </details>
            }
        })
        .into_any()
}
