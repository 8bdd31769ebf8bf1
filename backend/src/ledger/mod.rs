//! The ledger and its tails: the sequencer that gives committed events their position and seals the chain,
//! the runner that lets everything derived follow from its own checkpoint, and the tails themselves.

pub mod chain;
pub mod heads;
pub mod index_tail;
pub mod indicator_tail;
pub mod live_tail;
pub mod merkle;
pub mod note;
pub mod notice_tail;
pub mod numbered;
pub mod proof;
pub mod public_tail;
pub mod runner;
pub mod sequencer;
mod tree;

pub use index_tail::IndexTail;
pub use indicator_tail::IndicatorTail;
pub use live_tail::LiveTail;
pub use notice_tail::NoticeTail;
pub use numbered::Numbered;
pub use public_tail::PublicTail;
pub use runner::{Bell, Listener, Tail, TailError};
