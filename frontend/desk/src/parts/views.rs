//! Many views of one kind.

use leptos::prelude::*;

/// What a list of anything is drawn as.
pub trait Views: Iterator {
    /// All of them. Without their types: the renderer of lists is then in the program once and not once for each kind
    /// of line (Leptos' own `collect_view` keeps the types; that was a twelfth of the console).
    fn views(self) -> Vec<AnyView>;
}

impl<I> Views for I
where
    I: Iterator,
    I::Item: IntoView + 'static,
{
    fn views(self) -> Vec<AnyView> {
        self.map(IntoAny::into_any).collect()
    }
}
