//! Two texts against each other: what went is struck through, what came is underlined, and both are said in words.

use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::diff::{Fate, diff};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::petition_desk::PetitionDesk as P;
use leptos::prelude::*;

/// The new text with what it changes of the old one.
pub fn changes(old: &str, new: &str, lang: Lang) -> AnyView {
    let piece = |(fate, text): (Fate, String)| match fate {
        Fate::Same => text.into_any(),
        Fate::Gone => view! { <del><span class="sr">{P::Gone.text(lang)}" "</span>{text}</del> }.into_any(),
        Fate::Come => view! { <ins><span class="sr">{P::Come.text(lang)}" "</span>{text}</ins> }.into_any(),
    };
    view! { <div class="text" dir="auto">{diff(old, new).into_iter().map(piece).views()}</div> }.into_any()
}
