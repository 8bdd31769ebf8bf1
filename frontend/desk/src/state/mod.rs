//! What all pages share: language, theme, place, person, clock, network. No views here.

pub mod api;
pub mod files;
pub mod known;
pub mod loaded;
pub mod nav;
pub mod outside;
pub mod request;
pub mod storage;

use crate::pure::place::{Part, Place};
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::finding::Finding;
use hoiam_shared::wire::session::SessionView;
use hoiam_shared::{Lang, Stamp};
use leptos::prelude::*;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the device says.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// As stored, and as the stylesheet reads it from `data-scheme`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads [`Self::code`].
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|t| t.code() == code).unwrap_or_default()
    }
}

/// Who sits in front of the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Who {
    /// Not known yet.
    Asking,
    /// The server could not be asked.
    Unreachable(hoiam_kit::Trouble),
    /// Nobody.
    Nobody,
    /// This person.
    Person(SessionView),
}

/// The signals every page may read; one copyable handle, found with [`app`].
#[derive(Clone, Copy)]
pub struct App {
    /// Which program this is.
    pub part: Part,
    /// Language of everything on the screen.
    pub lang: RwSignal<Lang>,
    /// Light or dark.
    pub theme: RwSignal<Theme>,
    /// The page.
    pub place: RwSignal<Place>,
    /// The person.
    pub who: RwSignal<Who>,
    /// Now, by the minute.
    pub now: RwSignal<Stamp>,
    /// What a screen reader is told next.
    pub said: RwSignal<String>,
    /// The live stream is up, where the program has one.
    pub connected: RwSignal<bool>,
}

impl App {
    /// The signed-in person's login; empty when nobody is.
    pub fn login(self) -> String {
        self.who.with_untracked(|who| if let Who::Person(s) = who { s.user.clone() } else { String::new() })
    }

    /// Tells a screen reader.
    pub fn say(self, text: impl Into<String>) {
        self.said.set(text.into());
    }
}

/// The shared signals.
pub fn app() -> App {
    expect_context()
}

/// A text that follows the language.
pub fn t(key: Desk) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

/// A text about finding that follows the language.
pub fn tf(key: Finding) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

/// A text with one place filled, in `lang`.
pub fn filled(key: Desk, lang: Lang, name: &str, value: &str) -> String {
    fill(key.text(lang), &[(name, value)])
}

/// A text about finding with its places filled.
pub fn filled_f(key: Finding, lang: Lang, values: &[(&str, &str)]) -> String {
    fill(key.text(lang), values)
}

/// The device's clock. Only shown, never sent: the server keeps time.
pub fn device_now() -> Stamp {
    Stamp(js_sys::Date::now() as i64)
}
