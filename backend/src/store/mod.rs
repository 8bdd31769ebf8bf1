//! The only folder that names sqlx. One file per group of tables; every function takes a [`db::Run`] or a
//! [`db::Tx`] and runs the same on both engines. No business decision is made here.

pub mod agencies;
pub mod answers;
pub mod asked;
pub mod attachments;
pub mod attempts;
pub mod audit;
pub mod batch;
pub mod bulk;
pub mod cases;
pub mod counters;
pub mod db;
pub mod deliveries;
pub mod dialect;
pub mod duplicates;
pub mod endpoints;
pub mod error;
pub mod events;
pub mod facts;
pub mod feeds;
pub mod figure_reports;
pub mod heads;
pub mod inbox;
pub mod intake;
pub mod learning;
pub mod notices;
pub mod people;
pub mod personnel;
pub mod petitions;
pub mod places;
pub mod presence;
pub mod publications;
pub mod recalculations;
pub mod reviews;
pub mod rules;
pub mod searches;
pub mod sessions;
pub mod settings;
pub mod signatures;
pub mod sites;
pub mod tails;
pub mod tokens;
pub mod uploads;
pub mod words;

pub use db::{Db, Engine, Read, Run, Tx};
pub use error::{Result, StoreError};
