//! Everything once more, each part with a way back to it, then the one button that sends.

use crate::app::App;
use crate::combo::combo;
use crate::fields::{Asked, button, main_button};
use crate::frame::heading;
use crate::ui::{View, div, el, keyed, nothing, text, yes};
use hoiam_flow::words;
use hoiam_flow::{Event, Field, Load, Page, Part, State};
use hoiam_shared::catalogue::digits;
use hoiam_shared::catalogue::widget::Widget as T;
use hoiam_shared::questions;

/// The page.
pub fn view(app: App) -> View {
    let lang = app.lang();
    let (kind, what, files, place, contact) = app.peek(|state| {
        let draft = &state.draft;
        (
            draft.kind.map_or_else(String::new, |kind| words::kind(kind, lang).0.to_owned()),
            joined(&[&draft.title, &draft.body]),
            joined(&draft.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>()),
            joined(&[&draft.area_name, &draft.address, &category(state)]),
            joined(&[&draft.name, &draft.phone, &draft.email]),
        )
    });
    let rows = [
        (T::KindLabel, Page::Kind, kind),
        (T::BodyLabel, Page::What, what),
        (T::FilesLabel, Page::What, files),
        (T::WhereLabel, Page::Where, place),
        (T::AnswersLabel, Page::Questions, String::new()),
        (T::ContactLabel, Page::Contact, contact),
    ];
    let steps: Vec<Page> = app.peek(|state| state.steps().collect());
    let rows = rows
        .into_iter()
        .filter(|(_, page, _)| steps.contains(page))
        .map(|(label, page, value)| {
            let value = if page == Page::Questions { answers(app) } else { said(app, &value) };
            row(app, label, page, value)
        })
        .collect();
    div("")
        .has(heading(app.t(T::ReviewAsk)))
        .has(el("dl").class("review").with_all(rows))
        .with(holder(app))
        .has(el("p").class("lead").text(app.t(T::SendNote)))
        .with(
            div("actions")
                .has(button("plain", app.t(T::Back), move |_| app.send(Event::Back)))
                .with(main_button(app, T::Send, T::Sending, || Event::Send))
                .view(),
        )
        .view()
}

/// The answers to the extra questions; they were asked by the part that comes later, and are told by it.
fn answers(app: App) -> View {
    let here = |state: &State| state.part == Part::Here;
    keyed(
        move || app.read(|state| yes(here(state))),
        move || if app.peek(here) { later_answers(app) } else { nothing() },
    )
}

#[inline(never)]
fn later_answers(app: App) -> View {
    let told = app.peek(|state| {
        let draft = &state.draft;
        let named: Vec<(&str, &str)> = draft.files.iter().map(|file| (file.id.as_str(), file.name.as_str())).collect();
        questions::told(state.questions(), state.category(), &draft.answers, &named, state.lang)
    });
    // The heading is the name of the row.
    said(app, told.split_once('\n').map_or("", |(_, lines)| lines))
}

/// What was said, or that nothing was.
fn said(app: App, value: &str) -> View {
    if value.is_empty() { el("span").class("hint").text(app.t(T::NotSaid)).view() } else { text(value) }
}

/// Who will get it and why, or the agency the citizen names instead.
fn holder(app: App) -> View {
    let key = move || {
        app.read(|state| match &state.route {
            _ if state.rerouting => digits(state.part as u64),
            Some(route) => route.agency.code.clone(),
            None => String::new(),
        })
    };
    keyed(key, move || {
        let (rerouting, route) = app.peek(|state| (state.rerouting, state.route.clone()));
        if rerouting {
            return if app.peek(|state| state.part == Part::Here) { later_reroute(app) } else { nothing() };
        }
        // Its room is kept: the button below must not move when somebody is about to press it.
        let Some(route) = route else { return div("holder").view() };
        div("holder")
            .has(el("p").has(el("b").text(&app.t1(T::WillGo, "agency", &route.agency.name))))
            .has(el("p").class("hint").text(&route.why))
            .has(button("link", app.t(T::AgencyOther), move |_| app.send(Event::Reroute(true))))
            .view()
    })
}

#[inline(never)]
fn later_reroute(app: App) -> View {
    let asked = Asked::new(Field::Agency, T::AgencyLabel).hint(T::AgencyHint);
    div("holder")
        .with(combo(app, &asked, "agencies"))
        .has(button("link", app.t(T::AgencyAuto), move |_| app.send(Event::Reroute(false))))
        .view()
}

fn row(app: App, label: T, page: Page, value: View) -> View {
    let mut spoken = app.t(T::Change).to_owned();
    spoken.push_str(": ");
    spoken.push_str(app.t(label));
    let change = button("link", app.t(T::Change), move |_| app.send(Event::Go(page))).at("aria-label", &spoken);
    div("row")
        .has(el("dt").text(app.t(label)))
        .has(el("dd").class("pre").with(value))
        .has(el("dd").with(change.view()))
        .view()
}

/// What is filled, one under the other.
fn joined(parts: &[&str]) -> String {
    let mut out = String::new();
    for part in parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()) {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(part);
    }
    out
}

/// Name of the chosen topic.
fn category(state: &State) -> String {
    let Load::Ready(site) = &state.site else { return String::new() };
    let chosen = site.categories.iter().find(|c| c.code == state.draft.category);
    chosen.map_or_else(String::new, |c| c.name.clone())
}
