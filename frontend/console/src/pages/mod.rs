//! The pages, one folder per area.

pub mod admin;
pub mod case;
pub mod duplicates;
pub mod figures;
pub mod queue;
pub mod session;
