//! Which cases of the list are chosen, by mouse or by keys, and what was done last and can be taken back. Outlives the page,
//! so that looking into a case loses no selection.

use super::store::Queue;
use crate::state::api;
use hoiam_desk::state::{App, app};
use hoiam_shared::case::Action;
use hoiam_shared::catalogue::bulk::Bulk;
use hoiam_shared::catalogue::fill;
use hoiam_shared::wire::case::ActionInput;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Last {
    /// A job on many cases.
    Job(i64),
    /// An act on one case, with the version it led to.
    One(String, u32),
}

/// The selection; copies are the same.
#[derive(Clone, Copy)]
pub struct Chosen {
    app: App,
    queue: Queue,
    /// Codes, in the order they were chosen.
    pub codes: RwSignal<Vec<String>>,
    /// All that this query finds, and how many that were; the codes are then those of them that are on the screen.
    pub whole: RwSignal<Option<(String, u64)>>,
    /// From where a stretch is chosen.
    anchor: StoredValue<Option<String>>,
    /// The job that is being looked at.
    pub job: RwSignal<Option<i64>>,
    /// What was done last.
    pub last: RwSignal<Option<Last>>,
}

impl Chosen {
    /// Nothing is chosen.
    pub fn new(app: App, queue: Queue) -> Self {
        Self {
            app,
            queue,
            codes: RwSignal::default(),
            whole: RwSignal::default(),
            anchor: StoredValue::default(),
            job: RwSignal::new(None),
            last: RwSignal::new(None),
        }
    }

    /// Whether a case is chosen.
    pub fn has(self, code: &str) -> bool {
        self.codes.with(|all| all.iter().any(|one| one == code))
    }

    /// How many are chosen.
    pub fn count(self) -> u64 {
        self.whole.with(|whole| whole.as_ref().map(|(_, n)| *n)).unwrap_or_else(|| self.codes.with(Vec::len) as u64)
    }

    /// Chooses a case, or not any more.
    pub fn toggle(self, code: &str) {
        self.whole.set(None);
        self.anchor.set_value(Some(code.to_owned()));
        self.codes.update(|all| match all.iter().position(|one| one == code) {
            Some(at) => _ = all.remove(at),
            None => all.push(code.to_owned()),
        });
    }

    /// Chooses everything from where the last one was chosen up to here.
    pub fn up_to(self, code: &str) {
        let rows: Vec<String> = untrack(|| self.queue.rows()).iter().map(|row| row.code.clone()).collect();
        let place = |code: &str| rows.iter().position(|one| one == code);
        let Some(to) = place(code) else { return };
        self.whole.set(None);
        let from = self.anchor.with_value(|anchor| anchor.as_deref().and_then(place)).unwrap_or(to);
        self.codes.update(|all| {
            for one in &rows[from.min(to)..=from.max(to)] {
                if !all.contains(one) {
                    all.push(one.clone());
                }
            }
        });
        self.anchor.set_value(Some(code.to_owned()));
    }

    /// Chooses every row that is loaded.
    pub fn all(self) {
        self.whole.set(None);
        self.codes.set(untrack(|| self.queue.rows()).iter().map(|row| row.code.clone()).collect());
    }

    /// How many the whole list has, while all of it that is loaded is chosen and there is more.
    pub fn more(self) -> Option<u64> {
        let rows = self.queue.rows().len();
        let total = self.queue.total().filter(|total| *total > rows as u64)?;
        (self.whole.with(Option::is_none) && rows > 0 && self.codes.with(Vec::len) >= rows).then_some(total)
    }

    /// Chooses the whole list, however long.
    pub fn whole_list(self) {
        if let Some(total) = untrack(|| self.queue.total()) {
            self.all();
            self.whole.set(Some((self.queue.id.get_untracked().q, total)));
        }
    }

    /// Chooses none.
    pub fn clear(self) {
        self.whole.set(None);
        self.codes.set(Vec::new());
        self.anchor.set_value(None);
    }

    /// An act on one case went through.
    pub fn did(self, code: &str, action: Action, version: u32) {
        let back = matches!(
            action,
            Action::Assign | Action::Accept | Action::Start | Action::Transfer | Action::Note | Action::Close
        );
        self.last.set(back.then(|| Last::One(code.to_owned(), version)));
    }

    /// Takes back what was done last to a case.
    pub fn take_back(self, code: String, version: u32, then: impl Fn() + 'static) {
        self.last.set(Some(Last::One(code, version)));
        self.undo(then);
    }

    /// Takes back what was done last; `then` is told whether that went through.
    pub fn undo(self, then: impl Fn() + 'static) {
        let app = self.app;
        let lang = app.lang.get_untracked();
        let Some(last) = self.last.get_untracked() else {
            app.say(Bulk::NothingToUndo.text(lang));
            return;
        };
        spawn_local(async move {
            let done = match last {
                Last::Job(id) => api::undo_bulk(app, id).await.map(|_| self.job.set(Some(id))),
                Last::One(code, version) => {
                    let input = ActionInput::default();
                    api::act(app, &code, Action::Undo, version, &input).await.map(|_| ())
                }
            };
            self.last.set(None);
            match done {
                Ok(()) => {
                    app.say(Bulk::UndoneSaid.text(lang));
                    self.queue.reload();
                    then();
                }
                Err(trouble) => app.say(format!("{} {}", trouble.title, trouble.detail)),
            }
        });
    }
}

/// The box in front of a row.
#[component]
pub fn Pick(
    /// Of which case.
    code: String,
) -> impl IntoView {
    let lang = app().lang;
    let chosen = expect_context::<Chosen>();
    let (own, label) = (code.clone(), code.clone());
    let click = move |event: MouseEvent| {
        if event.shift_key() {
            chosen.up_to(&code);
        } else {
            chosen.toggle(&code);
        }
    };
    view! {
        <label class="pick">
            <input type="checkbox" prop:checked=move || chosen.has(&own) on:click=click
                aria-label=move || fill(Bulk::Choose.text(lang.get()), &[("code", &label)])/>
        </label>
    }
}
