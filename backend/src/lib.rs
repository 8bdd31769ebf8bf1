//! The server.

pub mod seed;
pub mod words;
