//! `GET /t`: the tracking code is typed in. The code is no secret, so it may stand in an address.

use crate::Page;
use crate::fields::{self, Field, Line, Wrong};
use crate::page::{Doc, Switch, document};
use hoiam_shared::catalogue::portal::Portal as T;
use leptos::prelude::*;

/// What the page of the code shows.
#[derive(Debug, Clone, Default)]
pub struct FindView {
    /// As typed.
    pub typed: String,
    /// Why it did not lead anywhere.
    pub problem: Option<FindProblem>,
}

/// Why a code did not lead anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindProblem {
    /// Nothing typed.
    Missing,
    /// Its check symbol or its shape is wrong.
    Wrong,
    /// Well-formed, but there is no such case.
    Unknown,
}

const ID: &str = "code";

/// The page of the code.
pub fn find(view: &FindView, page: &Page) -> String {
    let wrongs = view.problem.map_or_else(Vec::new, |problem| {
        let text = match problem {
            FindProblem::Missing => T::CodeMissing,
            FindProblem::Wrong => T::CodeWrong,
            FindProblem::Unknown => T::CodeUnknown,
        };
        vec![Wrong { id: ID.to_owned(), message: page.t(text).to_owned() }]
    });
    let summary = wrongs.first().map(|wrong| {
        let text = wrong.message.clone();
        view! {
            <div class="summary" role="alert" tabindex="-1" autofocus aria-labelledby="summary-title">
                <h2 id="summary-title">{page.t(T::ErrorSummary)}</h2>
                <ul><li><a href=format!("#{ID}")>{text}</a></li></ul>
            </div>
        }
    });
    let body = view! {
        {summary}
        <h1>{page.t(T::FindTitle)}</h1>
        <p class="lead">{page.t(T::FindLead)}</p>
        <div class="card">{code_form(page, &view.typed, fields::message(&wrongs, ID))}</div>
    }
    .into_any();
    let failed = view.problem.is_some();
    document(
        page,
        Doc {
            title: page.t(T::FindTitle).to_owned(),
            failed,
            class: "narrow",
            switch: Switch::Link,
            listed: true,
            body,
        },
    )
}

/// The form by itself, for this page and the home page.
pub(crate) fn code_form(page: &Page, typed: &str, error: Option<&str>) -> AnyView {
    let hint = page.t(T::CodeHint);
    let field = Field { id: ID, name: "code", label: page.t(T::CodeLabel), hint: Some(hint), error, optional: false };
    view! {
        <form method="get" action="/t" novalidate>
            <input type="hidden" name="lang" value=page.lang.code()/>
            {fields::line(page, &field, typed, Line::CODE)}
            <button class="button">{page.t(T::Look)}</button>
        </form>
    }
    .into_any()
}
