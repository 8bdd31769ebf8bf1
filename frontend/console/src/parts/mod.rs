//! Pieces that several pages are made of.

pub mod bell;
pub mod due;
pub mod help;
pub mod marked;
pub mod modal;
pub mod palette;
pub mod placed;
