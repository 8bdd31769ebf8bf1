//! `/api/v1/admin`: what administrators keep; one file per resource.

pub mod calendars;
pub mod policies;
pub mod recalculations;
