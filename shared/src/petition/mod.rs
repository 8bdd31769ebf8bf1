//! Petitions: many people sign one request. A petition gathers signatures until a threshold is reached; then a case is opened
//! at the agency that owes an answer, with the ordinary clock. What it is before that, and after, is here.

pub mod event;
pub mod ground;
pub mod rules;
pub mod state;

pub use event::{PetitionEvent, PetitionWhat};
pub use ground::PetitionGround;
pub use rules::{Duty, Limits, PetitionRules, Switch, Threshold};
pub use state::{PetitionAction, PetitionState, SignatureState};
