//! Pieces that several pages are made of.

pub mod due;
pub mod header;
pub mod help;
pub mod icon;
pub mod load;
pub mod marked;
