//! A text with the places that were found marked.

use crate::pure::marks;
use leptos::prelude::*;

/// `text` with its `ranges` in `<mark>`.
pub fn marked(text: &str, ranges: &[(u32, u32)]) -> Vec<AnyView> {
    marks::split(text, ranges)
        .into_iter()
        .map(|(on, piece)| {
            let piece = piece.to_owned();
            if on { view! { <mark>{piece}</mark> }.into_any() } else { piece.into_any() }
        })
        .collect()
}
