//! The pages, one folder per area.

pub mod case;
pub mod duplicates;
pub mod inbox;
pub mod intake;
pub mod queue;
