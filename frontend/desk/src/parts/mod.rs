//! Pieces that pages of every program are made of.

pub mod agency;
pub mod arriving;
pub mod code;
pub mod header;
pub mod icon;
pub mod later;
pub mod load;
pub mod passkey;
pub mod password;
pub mod show;
pub mod sign_in;
pub mod views;
