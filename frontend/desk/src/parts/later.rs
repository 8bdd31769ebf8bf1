//! What can wait until the page around it has been painted: what a person looks at first is there sooner.

use super::show::Show;
use leptos::prelude::*;
use std::time::Duration;

/// Draws its children after the page around them has been painted.
#[component]
pub fn Later(
    /// What can wait.
    children: ChildrenFn,
) -> impl IntoView {
    let painted = RwSignal::new(false);
    let shown = move || {
        painted.try_set(true);
    };
    // A page that nobody sees is painted when it is seen.
    request_animation_frame(move || set_timeout(shown, Duration::ZERO));
    view! { <Show when=move || painted.get() children/> }
}
