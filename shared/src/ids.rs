//! Newtypes for row identities. All are positive 64-bit integers made in Rust, never by the database.

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { self.0.fmt(f) }
        }
    )+};
}

ids! {
    /// A case.
    CaseId,
    /// An agency: any body or unit that can hold a case.
    AgencyId,
    /// A member of staff.
    UserId,
    /// An embedding website.
    SiteId,
    /// One immutable version of a deadline policy.
    PolicyId,
    /// One immutable version of a working calendar.
    CalendarId,
    /// One immutable version of a routing rule.
    RuleId,
}
