//! What several commands need from the machine: other programs, a private PostgreSQL, Chromium, npm and Python packages.
//! Finds or installs; what it cannot get it names in one line. Nothing here knows what is tested or shown.

pub mod browser;
pub mod find;
pub mod postgres;
pub mod python;
pub mod run;
