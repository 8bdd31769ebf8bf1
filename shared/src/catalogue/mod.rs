//! Every text a person sees, in both languages, as typed keys: a missing translation does not compile.
//!
//! One file per audience, so that the widget carries only its own texts. `{name}` in a text is a place to
//! fill; [`fill`] does so.

pub mod browser;
pub mod clock;
pub mod common;
pub mod console;
pub mod errors;
pub mod fields;
pub mod portal;
pub mod query;
pub mod story;
pub mod widget;

/// Declares an enum of message keys with one text per language.
#[macro_export]
macro_rules! catalogue {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $key:ident => $vi:literal / $en:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs, clippy::allow_attributes, reason = "the texts themselves are the documentation")]
        pub enum $name { $($(#[$vmeta])* $key),+ }

        impl $name {
            /// Every key.
            pub const ALL: &'static [Self] = &[$(Self::$key),+];

            /// The text in a language.
            pub const fn text(self, lang: $crate::Lang) -> &'static str {
                match (lang, self) {
                    $(($crate::Lang::Vi, Self::$key) => $vi,)+
                    $(($crate::Lang::En, Self::$key) => $en,)+
                }
            }
        }
    };
}

/// Puts values into the `{name}` places of a text. A place without a value stays visible, so that a
/// forgotten one is seen rather than swallowed.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = text.to_owned();
    for (name, value) in values {
        let mut place = String::with_capacity(name.len() + 2);
        place.push('{');
        place.push_str(name);
        place.push('}');
        out = out.replace(&place, value);
    }
    out
}
