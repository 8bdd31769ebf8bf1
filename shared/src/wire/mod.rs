//! What goes over the wire, both ways: one file per resource. Input types are `…New` or `…Input`, output
//! types `…View`; times are [`Stamp`](crate::Stamp), labels are already in the reader's language.
//!
//! Nothing here validates; [`crate::check`] does, with the same code in the browser and on the server.

pub mod agencies;
pub mod alerts;
pub mod answers;
pub mod bulk;
pub mod case;
pub mod clock;
pub mod due;
pub mod durations;
pub mod files;
pub mod flow;
pub mod indicators;
pub mod intake;
pub mod ledger;
pub mod looks;
pub mod notices;
pub mod passkeys;
pub mod people;
pub mod personal;
pub mod petitions;
pub mod places;
pub mod problem;
pub mod public;
pub mod ranking;
pub mod reports;
pub mod routing;
pub mod satisfaction;
pub mod search;
pub mod session;
pub mod site;
pub mod sites;
pub mod spikes;
pub mod tokens;
pub mod wall;

/// Derives what every wire type derives.
macro_rules! wire {
    ($($(#[$meta:meta])* pub struct $name:ident { $($(#[$fmeta:meta])* pub $field:ident : $ty:ty,)* })+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $name { $($(#[$fmeta])* pub $field: $ty,)* }
    )+};
}
pub(crate) use wire;
