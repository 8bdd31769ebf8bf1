//! The clock: what a policy promises, what a calendar counts, and what the events of a case make of both.
//!
//! Pure arithmetic: nothing here reads a clock. The same events always give the same instants, so the
//! console, the portal and the server cannot disagree, and a stored due date can be checked at any time.
//! Instants are milliseconds UTC; days are dates in the calendar's own zone.

pub mod account;
pub mod appeal;
pub mod calendar;
pub mod clocks;
pub mod compiled;
pub mod day;
pub mod explain;
pub mod held;
pub mod hours;
pub mod input;
pub mod policy;
mod story;
pub mod term;

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;

pub use account::{ClockError, account};
pub use appeal::{APPEAL_DAYS, appeal_until};
pub use calendar::{Calendar, CalendarError, DayException, ExceptionKind, Imported};
pub use clocks::{Clocks, Leg, TargetClock, Warning};
pub use compiled::{Book, Calendars, Compiled, Shelf, Single};
pub use day::Day;
pub use explain::{DayLine, DayMark, Explained, explain};
pub use held::{Held, held};
pub use hours::Hours;
pub use policy::{Policy, Start, TargetSpec, Unit};
pub use story::StandWhy;
