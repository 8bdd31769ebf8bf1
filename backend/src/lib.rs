//! Hồi Âm, the server: a library, so that the binary, the tests and the tasks share one of everything.

pub mod backup;
pub mod bench;
pub mod browser;
pub mod cli;
pub mod config;
pub mod demo;
pub mod domain;
mod fault;
pub mod http;
mod humble;
pub mod ledger;
pub mod media;
pub mod outside;
pub mod routing_eval;
pub mod routing_model;
pub mod seals;
pub mod search;
pub mod secrets;
pub mod seed;
pub mod server;
pub mod store;
pub mod traces;
pub mod words;
