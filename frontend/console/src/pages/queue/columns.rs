//! Which facts the list tells of each case, and in which order: chosen by the person, kept by the server.

use crate::parts::modal::Modal;
use crate::pure::columns::{moved, offered, toggled};
use crate::state::api;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::{App, filled, t};
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::columns::Column;
use hoiam_shared::wire::search::ColumnsView;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The choice; copies are the same.
#[derive(Clone, Copy)]
pub struct Columns {
    app: App,
    kept: Loaded<ColumnsView>,
    /// What was chosen since.
    chosen: RwSignal<Option<Vec<Column>>>,
}

impl Columns {
    /// As the server keeps it.
    pub fn load(app: App) -> Self {
        let kept = Loaded::new(move || api::columns(app, app.lang.get_untracked()));
        Self { app, kept, chosen: RwSignal::new(None) }
    }

    /// What is shown, in order. Until the server has said: what is shown at first.
    pub fn shown(self) -> Vec<Column> {
        let kept = || self.kept.good().map(|view| view.columns);
        self.chosen.get().or_else(kept).unwrap_or_else(|| Column::FIRST.to_vec())
    }

    fn choose(self, columns: Vec<Column>) {
        self.chosen.set(Some(columns.clone()));
        let app = self.app;
        spawn_local(async move {
            if let Err(trouble) = api::keep_columns(app, &ColumnsView { columns }).await {
                app.say(trouble.title);
            }
        });
    }
}

/// The button and the window it opens.
pub fn choose_columns() -> AnyView {
    let columns = expect_context::<Columns>();
    let open = RwSignal::new(false);
    view! {
        <button type="button" class="quiet" on:click=move |_| open.set(true)>{t(Desk::ColumnsButton)}</button>
        <Modal open title=Desk::ColumnsTitle class="columns-chosen">
            <p class="soft">{t(Desk::ColumnsHint)}</p>
            <ul>{move || {
                let shown = columns.shown();
                offered(&shown).into_iter().map(|column| one(columns, column, shown.contains(&column))).views()
            }}</ul>
            <p><button type="button" class="quiet" on:click=move |_| columns.choose(Column::FIRST.to_vec())>{t(Desk::ColumnsReset)}</button></p>
        </Modal>
    }
    .into_any()
}

/// One column: shown or not, earlier or later.
fn one(columns: Columns, column: Column, shown: bool) -> AnyView {
    let lang = columns.app.lang.get_untracked();
    let name = column.name(lang);
    let go = move |what: &'static str, then: Vec<Column>| {
        columns.choose(then);
        // The list is drawn anew around whoever pressed: the focus stays with the same button.
        request_animation_frame(move || {
            hoiam_desk::state::nav::focus(&id(what, column));
        });
    };
    let mover = |what: &'static str, sign: &'static str, key: Desk, later: bool| {
        view! {
            <button type="button" class="quiet" id=id(what, column) aria-label=filled(key, lang, "name", name)
                on:click=move |_| go(what, moved(&columns.shown(), column, later))>{sign}</button>
        }
        .into_any()
    };
    let movers = match shown {
        true => vec![mover("up", "↑", Desk::ColumnEarlier, false), mover("down", "↓", Desk::ColumnLater, true)],
        false => Vec::new(),
    };
    view! {
        <li>
            <label class="check">
                <input type="checkbox" id=id("on", column) prop:checked=shown on:change=move |_| go("on", toggled(&columns.shown(), column))/>
                {name}
            </label>
            {movers}
        </li>
    }
    .into_any()
}

fn id(what: &str, column: Column) -> String {
    format!("column-{what}-{column}")
}
