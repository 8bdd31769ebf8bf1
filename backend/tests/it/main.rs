//! The integration suite, one binary: the application as it is built for serving, driven over its router on
//! SQLite and on PostgreSQL, with a clock that stands and tails that run when told to.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod agencies;
mod alerts;
mod answers;
mod appealing;
mod bells;
mod bulk;
mod clock;
mod contract;
mod desk;
mod due_board;
mod evidence;
mod exchange;
mod faults;
mod feeds;
mod finding;
mod flow;
mod harness;
mod heeding;
mod inbox;
mod intake;
mod joining;
mod journey;
mod ledger;
mod looks;
mod notices;
mod passkeys;
mod people;
mod petitions;
mod problems;
mod provider;
mod proving;
mod publishing;
mod receiver;
mod reports;
mod rights;
mod routes;
mod routing;
mod sealing;
mod second_step;
mod signatures;
mod signing_in;
mod site_settings;
mod sites;
mod smtp;
mod spikes;
mod splitting;
mod supervision;
mod texting;
mod tokens;
mod vouching;
mod wall;
mod ways_in;
mod webhooks;
