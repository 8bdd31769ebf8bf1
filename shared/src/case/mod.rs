//! A case: what it is (`kind`), where it stands (`state`), what happened to it (`event`), what that adds up
//! to (`history`), and the code a citizen reads out on the phone (`code`).

pub mod appeal;
pub mod code;
pub mod event;
pub mod ground;
pub mod history;
pub mod kind;
pub mod parts;
pub mod state;

pub use code::Code;
pub use event::{Actor, Event, What};
pub use ground::Ground;
pub use history::Case;
pub use kind::{CaseKind, Channel};
pub use state::{Action, CaseState};
