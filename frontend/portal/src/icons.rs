//! The few drawings of the portal, as inline SVG that takes its colour from the text. Decoration only: each
//! stands beside words that say the same.

use leptos::prelude::*;

/// The mark of the service: a call, and the rings that come back.
pub(crate) fn mark() -> AnyView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
            <circle cx="16" cy="16" r="3.5" class="fill"/>
            <path d="M16 8.5a7.5 7.5 0 1 1-5.3 2.2M16 3a13 13 0 1 1-9.2 3.8"/>
        </svg>
    }
    .into_any()
}

/// The sign in the node of a timeline, by the kind of event.
pub(crate) fn event(kind: &str) -> AnyView {
    let path = match kind {
        "received" => "M3 5h10v7H3zM3 5l5 4 5-4",
        "answered" | "accepted" | "passed" | "closed" => "M3.5 8.5l3 3 6-7",
        "routed" | "transferred" | "merged" => "M3 8h9M8.5 4.5L12 8l-3.5 3.5",
        "info_requested" => "M6 6a2 2 0 1 1 2.6 1.9c-.4.2-.6.5-.6 1V9.5M8 12v.1",
        "messaged" | "opinion_asked" => "M3 4h10v6.5H7.5L5 13v-2.5H3z",
        "breached" | "warned" => "M8 3.5v5.5M8 12v.1",
        "extended" => "M8 4.5V8l2.5 1.5M8 2.5a5.5 5.5 0 1 0 .1 0z",
        "rejected" | "withdrawn" => "M4.5 4.5l7 7M11.5 4.5l-7 7",
        "reopened" | "unmerged" => "M4 8a4 4 0 1 1 1.5 3.1M4 12V8h0",
        "rated" => "M8 3l1.5 3.2 3.5.4-2.6 2.4.7 3.5L8 10.8l-3.1 1.7.7-3.5L3 6.6l3.5-.4z",
        _ => "M8 8v.1",
    };
    view! { <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"><path d=path/></svg> }
        .into_any()
}
