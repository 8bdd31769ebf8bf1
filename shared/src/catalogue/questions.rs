//! The few words around answers to extra questions, the same in every tier.

crate::catalogue! {
    /// Around answers.
    pub enum Questions {
        Yes => "Có" / "Yes";
        No => "Không" / "No";
        Heading => "Trả lời thêm" / "Further answers";
    }
}
