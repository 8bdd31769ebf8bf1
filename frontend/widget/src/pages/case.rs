//! A case as its citizen sees it: where it stands, until when, the answer, the story, and what can be done now.

use crate::app::App;
use crate::browser::{date, last_day};
use crate::fields::{Asked, button, lines, main_button};
use crate::frame::heading;
use crate::ui::{View, div, el, nothing, text};
use crate::{evidence, receipt};
use hoiam_flow::following::takes_files;
use hoiam_flow::{Event, Field, For, Page};
use hoiam_shared::case::{Action, CaseState};
use hoiam_shared::catalogue::widget::Widget as T;
use hoiam_shared::catalogue::{digits, fill};
use hoiam_shared::wire::files::FileView;
use hoiam_shared::wire::intake::{MessageView, SplitView, TrackingView};

/// The page.
#[inline(never)]
pub fn later_case(app: App) -> View {
    let Some(view) = app.peek(|state| state.following.view.clone()) else { return nothing() };
    let answer = match &view.answer {
        Some(answer) => div("").has(el("h4").text(app.t(T::AnswerTitle))).with(message(app, answer, "answer")).view(),
        None => nothing(),
    };
    let locked = if view.unlocked { nothing() } else { el("p").class("notice info").text(app.t(T::Locked)).view() };
    div("case")
        .has(heading(&view.code).at("translate", "no"))
        .with(standing(app, &view))
        .with(appealed(app, &view))
        .with(parts(app, &view))
        .with(answer)
        .with(doing(app, &view))
        .with(locked)
        .with(messages(app, &view))
        .with(story(app, &view))
        .with(words(app, &view))
        .with(signed(app, &view))
        .with(div("actions").has(button("plain", app.t(T::OtherCase), move |_| app.send(Event::Go(Page::Find)))).view())
        .view()
}

/// Status and date, large; who has it; how the date was counted.
fn standing(app: App, view: &TrackingView) -> View {
    let lang = app.lang();
    let tone = match view.status {
        _ if view.overdue => "bad",
        CaseState::Answered | CaseState::Closed => "good",
        CaseState::WaitingCitizen => "warn",
        CaseState::Received
        | CaseState::Screening
        | CaseState::Routed
        | CaseState::Accepted
        | CaseState::InProgress
        | CaseState::WaitingOpinion
        | CaseState::AnswerReview
        | CaseState::Rejected
        | CaseState::Withdrawn
        | CaseState::Merged => "info",
    };
    let mut class = String::from("status ");
    class.push_str(tone);
    let mut badge = el("p").class(&class).has(el("b").text(&view.status_text));
    if view.overdue {
        badge = badge.has(el("span").text(app.t(T::Overdue)));
    }
    let mut facts = el("dl").class("facts");
    if let Some(agency) = &view.agency {
        facts = facts.with(super::fact(app.t(T::HeldBy), text(&agency.name)));
    }
    facts = facts.with(super::fact(app.t(T::ReceivedOn), text(&date(view.received_at, lang, false))));
    if let Some(due) = view.due_at {
        facts = facts.with(super::fact(app.t(T::DueLabel), text(&last_day(due, lang))));
    }
    if let Some(at) = view.answered_at {
        facts = facts.with(super::fact(app.t(T::AnsweredOn), text(&date(at, lang, false))));
    }
    if let Some(rating) = view.rating {
        facts = facts.with(super::fact(app.t(T::YourRating), text(stars_text(rating, app))));
    }
    let how = if view.due_explained.is_empty() {
        nothing()
    } else {
        el("details")
            .has(el("summary").text(app.t(T::HowCounted)))
            .has(el("p").class("pre").text(&view.due_explained))
            .view()
    };
    div("standing").has(badge).has(facts).with(how).view()
}

/// What the citizen can do now: buttons, or the panel of the one they chose.
fn doing(app: App, view: &TrackingView) -> View {
    if view.allowed.is_empty() || !view.unlocked {
        return nothing();
    }
    if let Some(action) = app.peek(|state| state.following.plan) {
        return panel(app, action);
    }
    let buttons = view.allowed.iter().filter_map(|&action| {
        let press = move |_| app.send(Event::Plan(Some(action)));
        Some(button("plain", app.t(name(action)?), press).view())
    });
    div("doing").with_all(buttons.collect()).view()
}

/// The citizen's actions; `None` for those of the staff.
const fn name(action: Action) -> Option<T> {
    Some(match action {
        Action::Message => T::DoMessage,
        Action::Rate => T::DoRate,
        Action::Withdraw => T::DoWithdraw,
        Action::Reopen => T::DoReopen,
        Action::Appeal => T::DoAppeal,
        _ => return None,
    })
}

/// Words, or stars and words, before an action is carried out.
fn panel(app: App, action: Action) -> View {
    let asked = match action {
        Action::Message => Asked::new(Field::Reply, T::ReplyLabel),
        Action::Rate => Asked::new(Field::Reply, T::RateWhy).optional(true),
        Action::Reopen => Asked::new(Field::Reply, T::ReasonLabel).hint(T::ReopenHint),
        Action::Appeal => Asked::new(Field::Reply, T::AppealLabel),
        _ => Asked::new(Field::Reply, T::ReasonLabel).hint(T::WithdrawHint).optional(true),
    };
    let first = match action {
        Action::Rate => stars(app),
        Action::Appeal => explained(app),
        _ => nothing(),
    };
    let (label, waiting) = (name(action).unwrap_or(T::Confirm), T::Sending);
    div("panel")
        .on("paste", move |event| {
            if takes_files(action) {
                evidence::take(app, For::Reply, &event);
            }
        })
        .with(first)
        .with(lines(app, &asked, "4", nothing()))
        .with(if takes_files(action) { evidence::field(app, For::Reply, None) } else { nothing() })
        .with(
            div("actions")
                .has(button("plain", app.t(T::Cancel), move |_| app.send(Event::Plan(None))))
                .with(main_button(app, label, waiting, || Event::Act))
                .view(),
        )
        .view()
}

/// To whom an appeal goes and until when.
fn explained(app: App) -> View {
    let appeal = app.peek(|state| state.following.view.as_ref().and_then(|view| view.appeal.clone()));
    let Some(appeal) = appeal else { return nothing() };
    let until = appeal.until.map(|until| last_day(until, app.lang())).unwrap_or_default();
    let values = [("agency", appeal.agency.name.as_str()), ("until", until.as_str())];
    el("p").class("notice info").text(&fill(app.t(T::AppealHint), &values)).view()
}

/// The appeal that was made, with what opens it; or what this one is against.
fn appealed(app: App, view: &TrackingView) -> View {
    let Some(appeal) = &view.appeal else { return nothing() };
    if let Some(code) = &appeal.against {
        return el("p").class("hint").text(&app.t1(T::AppealAgainst, "code", code)).view();
    }
    let (Some(code), Some(secret)) = (appeal.code.clone(), appeal.secret.clone()) else { return nothing() };
    div("")
        .has(el("h4").text(app.t(T::AppealTitle)))
        .has(el("p").text(&app.t1(T::AppealMade, "agency", &appeal.agency.name)))
        .with(another(app, code, secret, T::AppealOpen))
        .view()
}

/// What was taken out of this case to be dealt with by itself, with what opens each.
fn parts(app: App, view: &TrackingView) -> View {
    let part = |part: &SplitView| {
        div("")
            .has(el("p").text(app.t(T::PartMade)))
            .with(another(app, part.code.clone(), part.secret.clone(), T::PartOpen))
            .view()
    };
    div("").with_all(view.parts.iter().map(part).collect()).view()
}

/// Another case of the same citizen: its two codes, and the way to it.
fn another(app: App, code: String, secret: String, open: T) -> View {
    let slip = |label: T, value: &str| {
        super::fact(app.t(label), el("span").class("code").at("translate", "no").text(value).view())
    };
    let slips = el("dl").class("ticket").with(slip(T::CodeLabel, &code)).with(slip(T::SecretLabel, &secret));
    let look = move |_| {
        app.send(Event::Typed(Field::Code, code.clone()));
        app.send(Event::Typed(Field::Secret, secret.clone()));
        app.send(Event::Look);
    };
    div("").has(slips).has(button("plain", app.t(open), look)).view()
}

/// The signed receipt, for whoever has the secret.
fn signed(app: App, view: &TrackingView) -> View {
    if !view.unlocked {
        return nothing();
    }
    let (code, secret) = app.peek(|state| (state.following.code.clone(), state.following.secret.clone()));
    receipt::signed(app, code, secret)
}

/// One to five stars: a radio group, so that arrows and screen readers know what it is.
fn stars(app: App) -> View {
    let star = |n: u8| {
        let radio = el("input")
            .at("type", "radio")
            .at("name", "stars")
            .at("value", &digits(n.into()))
            .on("change", move |_| app.send(Event::Stars(n)));
        el("label")
            .class("star")
            .at_live("data-on", move || app.read(|state| (n <= state.following.stars).then(String::new)))
            .has(radio)
            .has(el("i").at("aria-hidden", "true"))
            .has(el("span").class("unseen").text(stars_text(n, app)))
            .view()
    };
    let said = crate::ui::live(move || match app.read(|state| state.following.stars) {
        0 => nothing(),
        n => text(stars_text(n, app)),
    });
    el("fieldset")
        .class("stars")
        .at("id", "stars")
        .at("tabindex", "-1")
        .has(el("legend").text(app.t(T::RateAsk)))
        .with_all((1..=5).map(star).collect())
        .has(el("span").class("hint").at("aria-hidden", "true").with(said))
        .view()
}

fn stars_text(n: u8, app: App) -> &'static str {
    app.t(match n {
        0 | 1 => T::Star1,
        2 => T::Star2,
        3 => T::Star3,
        4 => T::Star4,
        _ => T::Star5,
    })
}

fn messages(app: App, view: &TrackingView) -> View {
    if view.messages.is_empty() {
        return nothing();
    }
    let each = view.messages.iter().map(|m| message(app, m, if m.from == "citizen" { "mine" } else { "theirs" }));
    div("messages").has(el("h4").text(app.t(T::MessagesTitle))).with_all(each.collect()).view()
}

fn message(app: App, message: &MessageView, class: &str) -> View {
    let mut whole = String::from("message ");
    whole.push_str(class);
    div(&whole)
        .with(
            el("p")
                .class("by")
                .has(el("b").text(&message.name))
                .has(el("span").text(&date(message.at, app.lang(), true)))
                .view(),
        )
        .has(el("p").class("pre").text(&message.body))
        .with(files(app, &message.files))
        .view()
}

fn files(app: App, files: &[FileView]) -> View {
    if files.is_empty() { nothing() } else { evidence::list(app, files) }
}

/// What happened, newest last.
fn story(app: App, view: &TrackingView) -> View {
    let each = view.story.iter().map(|step| {
        el("li")
            .has(el("span").class("when").text(&date(step.at, app.lang(), true)))
            .has(el("span").text(&step.text))
            .view()
    });
    div("").has(el("h4").text(app.t(T::StoryTitle))).has(el("ol").class("story").with_all(each.collect())).view()
}

/// Their own words, folded.
fn words(app: App, view: &TrackingView) -> View {
    let Some(words) = &view.words else { return nothing() };
    el("details")
        .has(el("summary").text(app.t(T::YouWrote)))
        .has(el("p").with(el("b").text(&words.title).view()))
        .has(el("p").class("pre").text(&words.body))
        .with(files(app, &view.files))
        .view()
}
