//! What stands there while something holds. Leptos' own `Show` keeps the types of what it shows, so that it is compiled anew for
//! each of its uses; this one is in a program once.

use crate::state::known::Known;
use leptos::prelude::*;

/// Shows its children while `when` holds; they are kept as they are for as long as it does.
#[component]
pub fn Show<W>(
    /// Whether they are shown.
    when: W,
    /// What is shown while it does not.
    #[prop(optional, into)]
    fallback: ViewFn,
    /// What is shown.
    children: ChildrenFn,
) -> impl IntoView
where
    W: Fn() -> bool + Send + Sync + 'static,
{
    shown(Box::new(when), children, fallback)
}

fn shown(when: Box<dyn Fn() -> bool + Send + Sync>, children: ChildrenFn, fallback: ViewFn) -> AnyView {
    let holds = Known::new(when);
    (move || if holds.get() { children() } else { fallback.run() }).into_any()
}
