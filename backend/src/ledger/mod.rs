//! The ledger and its tails: the sequencer that gives committed events their position and seals the chain,
//! and the runner that lets everything derived follow from its own checkpoint. Names no engine.

pub mod chain;
pub mod runner;
pub mod sequencer;

pub use runner::{Bell, Tail};
