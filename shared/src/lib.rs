//! The domain that both sides agree on: kinds, states, events, clocks, query language, text folding,
//! wire types, validation, error codes and message catalogues.
//!
//! Nothing here does I/O, reads a clock or awaits; everything compiles for wasm32 and for the host.

pub mod alert;
pub mod answer;
pub mod audit;
pub mod case;
pub mod catalogue;
pub mod check;
pub mod clock;
pub mod columns;
pub mod cost;
pub mod credentials;
pub mod csp;
pub mod error;
pub mod files;
pub mod ids;
pub mod lang;
pub mod limits;
pub mod look;
pub mod notice;
pub mod petition;
pub mod publish;
pub mod query;
pub mod questions;
pub mod rights;
pub mod route;
pub mod snippet;
pub mod stamp;
pub mod text;
pub mod unfit;
pub mod wire;

mod coded;

pub use lang::Lang;
pub use stamp::Stamp;
