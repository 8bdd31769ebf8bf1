//! What a person is writing, per person, case and action, kept in the browser until it is sent: it survives a
//! reload, a crash, a sign-out and a colleague's change.

use hoiam_desk::state::storage;
use hoiam_kit::json;
use hoiam_shared::Stamp;
use hoiam_shared::case::Action;
use hoiam_shared::wire::case::ActionInput;
use serde::{Deserialize, Serialize};

/// A form as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// What would be sent.
    pub input: ActionInput,
    /// Name of the agency in `input`, to show it.
    #[serde(default)]
    pub agency_name: String,
    /// Files that are uploaded: id, name, size.
    #[serde(default)]
    pub files: Vec<(String, String, u64)>,
    /// When it was last kept.
    #[serde(default)]
    pub kept_at: Option<Stamp>,
}

impl Draft {
    /// An empty form.
    pub fn empty() -> Self {
        let input = ActionInput::default();
        Self { input, agency_name: String::new(), files: Vec::new(), kept_at: None }
    }

    /// Nothing is lost when it goes.
    pub fn is_empty(&self) -> bool {
        let i = &self.input;
        self.files.is_empty()
            && i.body.trim().is_empty()
            && i.agency.is_none()
            && i.ground.is_none()
            && i.into.is_none()
            && i.due_at.is_none()
            && i.hidden.is_empty()
            && i.pictures.is_empty()
    }
}

fn key(login: &str, code: &str, action: Action) -> String {
    format!("hoiam.draft.{login}.{code}.{action}")
}

/// The draft kept for a form; an empty one when there is none or it cannot be read.
pub fn load(login: &str, code: &str, action: Action) -> Draft {
    storage::get(&key(login, code, action)).and_then(|text| json::read(&text)).unwrap_or_else(Draft::empty)
}

/// Keeps a draft; forgets it when it is empty. `false` when the browser would not keep it.
pub fn keep(login: &str, code: &str, action: Action, draft: &Draft) -> bool {
    let key = key(login, code, action);
    if draft.is_empty() {
        storage::remove(&key);
        return true;
    }
    json::write(draft).is_some_and(|text| storage::set(&key, &text))
}

/// Forgets a draft: it was sent, or the person threw it away.
pub fn forget(login: &str, code: &str, action: Action) {
    storage::remove(&key(login, code, action));
}

/// There is something unsent for this form.
pub fn exists(login: &str, code: &str, action: Action) -> bool {
    storage::get(&key(login, code, action)).is_some()
}
