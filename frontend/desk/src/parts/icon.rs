//! The few pictures, as paths in the page itself: no request, no font, and they take the colour of the text.

use leptos::prelude::*;

/// A picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// A clock face.
    Clock,
    /// A tick.
    Done,
    /// An exclamation mark in a triangle.
    Alert,
    /// A pause sign.
    Pause,
    /// A magnifying glass.
    Search,
    /// A cross.
    Close,
    /// A lock: staff only.
    Lock,
    /// An open eye: the citizen reads it.
    Eye,
    /// A person.
    Person,
    /// A bell.
    Bell,
    /// An arrow back.
    Back,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Clock => "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM8 4.5V8l2.5 1.5",
            Self::Done => "M3 8.5 6.5 12 13 4.5",
            Self::Alert => "M8 2 14.5 13.5h-13ZM8 6.5v3M8 11.4v.2",
            Self::Pause => "M5.5 3.5v9M10.5 3.5v9",
            Self::Search => "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.5 10.5 14 14",
            Self::Close => "M3.5 3.5l9 9M12.5 3.5l-9 9",
            Self::Lock => "M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
            Self::Eye => {
                "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8ZM8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6Z"
            }
            Self::Person => "M8 2.5a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6ZM2.5 14c.5-3 2.6-4.3 5.5-4.3s5 1.3 5.5 4.3",
            Self::Bell => "M8 2a4 4 0 0 0-4 4v3l-1.5 2.5h11L12 9V6a4 4 0 0 0-4-4ZM6.5 13.5a1.6 1.6 0 0 0 3 0",
            Self::Back => "M7 3 2.5 8 7 13M3 8h10.5",
        }
    }

    /// As a view; hidden from screen readers, since the words beside it say the same.
    pub fn view(self) -> impl IntoView {
        view! {
            <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
                <path d=self.path()></path>
            </svg>
        }
    }
}
