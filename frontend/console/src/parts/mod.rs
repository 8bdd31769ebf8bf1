//! Pieces that several pages are made of.

pub mod due;
pub mod help;
pub mod marked;
