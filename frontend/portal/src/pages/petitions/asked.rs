//! After signing: "open your e-mail", with a form for the code from the letter. Says the same whether the address had signed
//! before or not. Shown as the answer to a form, so it offers no other language: it could not be drawn again.

use super::parts::address;
use crate::Page;
use crate::fields::{self, Field, Line, Wrong};
use crate::page::{Doc, Switch, document};
use hoiam_shared::catalogue::petitions::Petitions as P;
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct AskedPage {
    /// Code of the petition.
    pub code: String,
    /// What names the signature.
    pub handle: String,
    /// The digits typed were wrong.
    pub wrong: bool,
}

/// The page. In a frame (`Page::bare`) its form says so in its address, so that the answer is for a frame too.
pub fn asked(view: &AskedPage, page: &Page) -> String {
    let lang = page.lang;
    let wrongs = if view.wrong {
        vec![Wrong { id: "mail-code".into(), message: P::CodeWrong.text(lang).to_owned() }]
    } else {
        vec![]
    };
    let field = Field {
        id: "mail-code",
        name: "code",
        label: P::Code.text(lang),
        hint: Some(P::CodeHint.text(lang)),
        error: fields::message(&wrongs, "mail-code"),
        optional: false,
    };
    let line = Line { autocomplete: "one-time-code", inputmode: "numeric", ..Line::CODE };
    let frame = if page.bare { "?frame=1" } else { "" };
    let at = address(&view.code);
    let body = view! {
        {fields::summary(page, &wrongs)}
        <h1>{P::AskedTitle.text(lang)}</h1>
        <p class="lead">{P::AskedLead.text(lang)}</p>
        <section class="section" aria-labelledby="code-title">
            <h2 id="code-title">{P::CodeLead.text(lang)}</h2>
            <form method="post" action=page.href(&format!("{at}/code{frame}")) novalidate>
                <input type="hidden" name="handle" value=view.handle.clone()/>
                {fields::line(page, &field, "", line)}
                <button class="button">{P::CodeGo.text(lang)}</button>
            </form>
        </section>
        <p class="hint">{P::NoLetter.text(lang)}</p>
        {(!page.bare).then(|| view! { <p><a href=page.href(&at)>{P::MineSee.text(lang)}</a></p> })}
    }
    .into_any();
    let title = P::AskedTitle.text(lang).to_owned();
    document(page, Doc { title, failed: view.wrong, class: "narrow", switch: Switch::None, listed: false, body })
}
