//! Everything once more, each part with a way back to it, then the one button that sends.

use crate::app::App;
use crate::fields::{button, main_button};
use crate::frame::heading;
use crate::ui::{View, div, el, text};
use hoiam_flow::{Event, Load, Page, State};
use hoiam_shared::catalogue::widget::Widget as T;

/// The page.
pub fn view(app: App) -> View {
    let lang = app.lang();
    let (kind, what, place, files, contact) = app.peek(|state| {
        let draft = &state.draft;
        (
            draft.kind.map_or_else(String::new, |kind| kind.name(lang).to_owned()),
            joined(&[&draft.title, &draft.body]),
            joined(&[&draft.area_name, &draft.address, &category(state)]),
            joined(&draft.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>()),
            joined(&[&draft.name, &draft.phone, &draft.email]),
        )
    });
    let rows = [
        (T::KindLabel, Page::Kind, kind),
        (T::BodyLabel, Page::What, what),
        (T::WhereLabel, Page::Where, place),
        (T::FilesLabel, Page::Evidence, files),
        (T::ContactLabel, Page::Contact, contact),
    ];
    let rows = rows.into_iter().map(|(label, page, value)| row(app, label, page, &value)).collect();
    div("")
        .has(heading(app.t(T::ReviewAsk)))
        .has(el("dl").class("review").with_all(rows))
        .has(el("p").class("lead").text(app.t(T::SendNote)))
        .with(
            div("actions")
                .has(button("plain", app.t(T::Back), move |_| app.send(Event::Back)))
                .with(main_button(app, T::Send, T::Sending, Event::Send))
                .view(),
        )
        .view()
}

fn row(app: App, label: T, page: Page, value: &str) -> View {
    let value = if value.is_empty() { el("span").class("hint").text(app.t(T::NotSaid)).view() } else { text(value) };
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
