//! What a list of cases tells of each, beside its title, text and due date: everybody chooses for themselves, and in which order.

use crate::coded::coded;

coded! {
    /// A fact of a case that a list can show.
    pub enum Column {
        /// Its tracking code.
        Code = "code",
        /// What it is.
        Kind = "kind",
        /// Who has it.
        Agency = "agency",
        /// Its category.
        Category = "category",
        /// Its area.
        Area = "area",
        /// When it was filed.
        Filed = "filed",
        /// Who handles it.
        Assignee = "assignee",
        /// When it was answered.
        Answered = "answered",
    }
}

impl Column {
    /// What whoever chose nothing is shown.
    pub const FIRST: [Self; 7] =
        [Self::Code, Self::Kind, Self::Agency, Self::Category, Self::Area, Self::Filed, Self::Assignee];
}
