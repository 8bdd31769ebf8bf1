//! Use-cases by capability. Each write is one function that opens one transaction, decides on the present
//! state, appends events and commits. Knows nothing of HTTP; everything derived follows by itself (see `ledger`).

pub mod accents;
pub mod app;
pub mod books;
pub mod bounce;
pub mod calendar_file;
pub mod calendars;
pub mod case_routing;
pub mod completing;
pub mod deadlines;
pub mod error;
pub mod evidence;
pub mod facts;
pub mod filling;
pub mod following;
pub mod handling;
pub mod installation;
pub mod intake;
pub mod learning;
pub mod learning_report;
pub mod merging;
pub mod moving;
pub mod notices;
pub mod numbers;
pub mod people;
pub mod policies;
pub mod queue;
pub mod recalculating;
pub mod recalculations;
pub mod reports;
pub mod routing;
pub mod rows;
pub mod rules;
pub mod screening;
pub mod searches;
pub mod settings;
pub mod similar;
pub mod sites;
pub mod sla;
pub mod suggesting;
pub mod telling;

pub use app::App;
pub use error::{AppError, Result};
pub use people::Viewer;
