//! Hồi Âm, the server: a library, so that the binary, the tests and the tasks share one of everything.

pub mod store;

pub mod search;
