//! A case as data: as it was loaded, as the person's own action left it, and what others did meanwhile.
//! Invariant: while a form is open, the version it will be sent with changes only when the person has seen why.

use crate::pages::queue::Queue;
use crate::pure::form;
use crate::state::api;
use crate::state::live::{Told, on_event};
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::request::Answer;
use hoiam_desk::state::{App, nav};
use hoiam_shared::case::{Action, CaseState};
use hoiam_shared::wire::case::{CaseView, Timeline};
use leptos::prelude::*;

/// A handle on the open case; copies are the same case.
#[derive(Clone, Copy)]
pub struct File {
    /// The shared signals.
    pub app: App,
    queue: Queue,
    code: StoredValue<String>,
    view: Loaded<CaseView>,
    timeline: Loaded<Timeline>,
    own: RwSignal<Option<CaseView>>,
    asked: RwSignal<u32>,
    told: RwSignal<u32>,
}

impl File {
    /// Loads a case and follows it until the present component goes.
    pub fn open(app: App, queue: Queue, code: String) -> Self {
        let asked = RwSignal::new(0);
        // What was fetched ahead is shown at once and corrected by what comes.
        let own = RwSignal::new(queue.take_ahead(&code));
        let code = StoredValue::new(code);
        let view = Loaded::new(move || {
            asked.track();
            api::case(app, &code.get_value(), app.lang.get())
        });
        let timeline = Loaded::new(move || {
            asked.track();
            api::timeline(app, &code.get_value(), app.lang.get())
        });
        let file = Self { app, queue, code, view, timeline, own, asked, told: RwSignal::new(0) };
        on_event(move |told| {
            match &told {
                Told::Case(event) if code.try_with_value(|c| *c == event.code) == Some(true) => {
                    file.told.set(event.version);
                }
                Told::Case(_) | Told::Presence(_) | Told::Notice => return,
                Told::Missed => {}
            }
            if file.doing_untracked().is_none() {
                file.reload();
            }
        });
        file
    }

    /// The newest known state.
    pub fn loaded(self) -> Option<Answer<CaseView>> {
        let came = self.view.get();
        let own = self.own.get();
        match (came, own) {
            (Some(Ok(came)), Some(own)) if own.row.version > came.row.version => Some(Ok(own)),
            (None, Some(own)) => Some(Ok(own)),
            (came, _) => came,
        }
    }

    /// What happened to it.
    pub fn timeline(self) -> Option<Answer<Timeline>> {
        self.timeline.get()
    }

    /// Has the next case of the list ready, too.
    pub fn fetch_next(self) {
        self.queue.fetch_ahead(&self.code());
    }

    /// Whoever asks the server for more of the case does so again with the case.
    pub fn track(self) {
        self.asked.track();
    }

    /// Asks the server again.
    pub fn reload(self) {
        self.asked.update(|n| *n += 1);
    }

    /// Tracking code.
    pub fn code(self) -> String {
        self.code.get_value()
    }

    /// The stream told of a version that is not on the screen.
    pub fn outdated(self) -> bool {
        let told = self.told.get();
        matches!(self.loaded(), Some(Ok(view)) if view.row.version < told)
    }

    /// Where it stands on the screen; before it is there, no form can be open.
    pub fn state(self) -> CaseState {
        match untrack(|| self.loaded()) {
            Some(Ok(view)) => view.row.status,
            _ => CaseState::Received,
        }
    }

    /// The person's action went through: the form closes, and the case shows its new state, or the list when
    /// it went out of sight.
    pub fn moved(self, view: Option<CaseView>) {
        match view {
            Some(view) => {
                self.queue.patch(view.row.clone());
                self.own.set(Some(view));
                self.reload();
                self.begin(None);
            }
            None => {
                nav::replace(self.app, self.queue.place());
                self.queue.reload();
            }
        }
    }

    /// The open form.
    pub fn doing(self) -> Option<Action> {
        doing(&self.app.place.get())
    }

    fn doing_untracked(self) -> Option<Action> {
        self.app.place.try_with_untracked(doing).flatten()
    }

    /// Opens a form, or closes it.
    pub fn begin(self, doing: Option<Action>) {
        nav::replace(self.app, Place::Case { code: self.code(), doing });
    }

    /// Opens the form of the first action that is allowed: what a key does.
    pub fn begin_first(self, actions: &[Action]) -> bool {
        let Some(Ok(view)) = untrack(|| self.loaded()) else { return false };
        let found = actions.iter().copied().find(|a| view.allowed.contains(a) && form::shape(*a).is_some());
        if let Some(action) = found {
            self.begin(Some(action));
        }
        found.is_some()
    }

    /// Closes the open form, keeping its draft; `false` when none is open.
    pub fn put_away(self) -> bool {
        let open = self.doing_untracked().is_some();
        if open {
            self.begin(None);
        }
        open
    }
}

fn doing(place: &Place) -> Option<Action> {
    if let Place::Case { doing, .. } = place { *doing } else { None }
}
