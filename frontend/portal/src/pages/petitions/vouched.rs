//! The other form that signs: with an identity for which a provider vouches. It asks for what the provider does not know, and
//! leads there. On a page of its own even out of a frame: no provider lets itself be framed.

use super::one::OnePage;
use super::parts::{address, say, tick};
use super::sign;
use crate::Page;
use crate::fields::{self, Field, Wrong};
use crate::input::petitions::IdentityInput;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::identity::Identity as I;
use hoiam_shared::catalogue::petitions::Petitions as P;
use leptos::prelude::*;

/// Id of the form, and the start of the ids of its controls.
pub(crate) const FORM: &str = "identity";

/// Who vouches, and what was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vouching {
    /// How people call the provider.
    pub name: String,
    /// What was chosen; nothing at first.
    pub input: IdentityInput,
}

/// Something was chosen here, so this is the form that is being filled in.
pub(crate) fn chosen(view: &OnePage) -> bool {
    view.vouching.as_ref().is_some_and(|vouching| vouching.input != IdentityInput::default())
}

/// The section; nothing where nobody vouches.
pub(crate) fn section(view: &OnePage, page: &Page, wrongs: &[Wrong]) -> AnyView {
    let Some(Vouching { name, input }) = &view.vouching else { return ().into_any() };
    let text = |key: I| fill(key.text(page.lang), &[("name", name)]);
    let area = Field {
        id: "identity-area",
        name: "area",
        label: P::Area.text(page.lang),
        hint: Some(P::AreaHint.text(page.lang)),
        error: fields::message(wrongs, "identity-area"),
        optional: false,
    };
    let days = view.keep_days.to_string();
    let provinces = sign::provinces(&view.provinces, &input.area, P::AreaNone, page);
    let action = page.href(&format!("{}/identity", address(&view.petition.code)));
    view! {
        <section class="section" aria-labelledby="identity-title">
            <h2 id="identity-title">{text(I::SignOr)}</h2>
            <p class="hint">{text(I::SignHint)}</p>
            <form id=FORM method="post" action=action novalidate tabindex="-1" target=page.bare.then_some("_blank")>
                {(!view.provinces.is_empty()).then(|| fields::select(page, &area, provinces))}
                {tick("identity-tell", "tell", text(I::SignTell), input.tell == "yes", wrongs, page)}
                {tick("identity-consent", "consent", say(page, P::Consent, &[("days", &days)]), input.consent == "yes", wrongs, page)}
                <button class="button big"><bdi>{text(I::SignGo)}</bdi></button>
            </form>
        </section>
    }
    .into_any()
}
