//! Every text a person sees, in both languages, as typed keys: a missing translation does not compile.
//!
//! One file per audience, so that the widget carries only its own texts. `{name}` in a text is a place to
//! fill; [`fill`] does so.

pub mod admin;
pub mod agencies;
pub mod alerts;
pub mod answers;
pub mod audit;
pub mod behalf;
pub mod browser;
pub mod bulk;
pub mod clock;
pub mod common;
pub mod completion;
pub mod console;
pub mod desk_clock;
pub mod due;
pub mod durations;
pub mod errors;
pub mod fields;
pub mod figures;
pub mod files;
pub mod finding;
pub mod flow;
pub mod identity;
pub mod keeping;
pub mod ledger;
pub mod map;
pub mod notices;
pub mod people;
pub mod personal;
pub mod petition_desk;
pub mod petition_rules;
pub mod petitions;
pub mod places;
pub mod portal;
pub mod public;
pub mod publishing;
pub mod query;
pub mod questions;
pub mod ranking;
pub mod reports;
pub mod routing;
pub mod satisfaction;
pub mod sites;
pub mod spikes;
pub mod story;
pub mod telling;
pub mod tokens;
pub mod unfit;
pub mod wall;
pub mod widget;

use crate::Lang;

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
/// forgotten one is seen rather than swallowed. One pass by hand: the widget carries it, and `str::replace`
/// brings a string searcher of two kilobytes.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let value = after.split_once('}').and_then(|(name, behind)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((*value, behind))
        });
        match value {
            Some((value, behind)) => {
                out.push_str(value);
                rest = behind;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A number in digits, for [`fill`]. By hand for the widget's sake: `to_string` brings the whole of `core::fmt`.
pub fn digits(mut n: u64) -> String {
    let mut out = Vec::new();
    loop {
        out.insert(0, char::from(b'0' + (n % 10) as u8));
        n /= 10;
        if n == 0 {
            return out.into_iter().collect();
        }
    }
}

/// A number as a person reads it: `12.345` in Vietnamese, `12,345` in English.
pub fn grouped(n: u64, lang: Lang) -> String {
    let plain = digits(n);
    let mark = match lang {
        Lang::Vi => '.',
        Lang::En => ',',
    };
    let mut out = String::with_capacity(plain.len() * 4 / 3);
    for (at, c) in plain.chars().enumerate() {
        if at > 0 && (plain.len() - at).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(c);
    }
    out
}

/// Tenths as a number with one decimal: `4,2` in Vietnamese, `4.2` in English.
pub fn decimal(tenths: i64, lang: Lang) -> String {
    let mark = match lang {
        Lang::Vi => ",",
        Lang::En => ".",
    };
    let sign = if tenths < 0 { "-" } else { "" };
    let tenths = tenths.unsigned_abs();
    [sign, &digits(tenths / 10), mark, &digits(tenths % 10)].concat()
}

/// A share in percent with one decimal, rounded half up; `None` when there is nothing to take a share of.
pub fn percent(part: i64, of: i64, lang: Lang) -> Option<String> {
    (of > 0).then(|| decimal((part * 2000 + of) / (2 * of), lang) + "%")
}

#[cfg(test)]
mod tests {
    use super::{digits, fill};

    #[test]
    fn digits_are_those_of_the_standard_library() {
        for n in [0, 7, 10, 909, u64::from(u32::MAX), u64::MAX] {
            assert_eq!(digits(n), n.to_string());
        }
    }

    #[test]
    fn places_are_filled_and_forgotten_ones_stay() {
        let check = |text, expect| assert_eq!(fill(text, &[("n", "2"), ("of", "{n}")]), expect, "{text}");
        check("Bước {n}/{of}", "Bước 2/{n}");
        check("{n}{n}", "22");
        check("{who} {n} {", "{who} 2 {");
        check("{ {n}", "{ 2");
        check("", "");
    }
}
