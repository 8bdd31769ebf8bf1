//! Pictures and papers: choosing, uploading, dropping them again. Drawn by the script that is fetched for it; here is
//! only its place, and what to say when it cannot be had.

use crate::app::App;
use crate::frame::heading;
use crate::ui::{View, div, el, live, nothing, text};
use hoiam_flow::Field;
use hoiam_shared::catalogue::widget::Widget as T;

/// The page.
pub fn view(app: App) -> View {
    div("")
        .has(heading(app.t(T::FilesAsk)))
        .has(el("p").class("lead").text(app.t(T::FilesHint)))
        .with(chooser(app))
        .with(super::actions(app))
        .view()
}

/// The place of the choice, with what is wrong with it above.
pub fn chooser(app: App) -> View {
    let error = live(move || match app.read(|state| state.fault(Field::Files).map(str::to_owned)) {
        Some(message) => el("p").class("error").at("id", "attachments-error").text(&message).view(),
        None => nothing(),
    });
    app.choose_files();
    div("field")
        .with(error)
        .has(
            div("choose")
                .at("id", Field::Files.id())
                .at("tabindex", "-1")
                .at("role", "group")
                .at("aria-label", app.t(T::FilesLabel))
                .with(text(app.t(T::Loading))),
        )
        .view()
}
