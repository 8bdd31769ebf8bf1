//! Something went wrong: what happened, what was kept, what to do. The words come from the table of error codes.

use crate::Page;
use crate::page::{Doc, Switch, document};
use hoiam_shared::catalogue::portal::Portal as T;
use hoiam_shared::wire::problem::Problem;
use leptos::prelude::*;

/// A problem as a page. The caller sends it with `problem.status`.
pub fn problem(problem: &Problem, page: &Page) -> String {
    let fields = problem
        .errors
        .iter()
        .map(|e| view! { <li dir="auto"><strong>{e.field.clone()}</strong>": "{e.message.clone()}</li> })
        .collect::<Vec<_>>();
    let fields = (!fields.is_empty()).then(|| view! { <h2>{page.t(T::ProblemFields)}</h2><ul>{fields}</ul> });
    let id = &problem.request_id;
    let reference = (!id.is_empty()).then(|| page.say(T::ProblemId, &[("id", id)]));
    let body = view! {
        <p class="over">{problem.status.to_string()}</p>
        <h1>{problem.title.clone()}</h1>
        <p class="lead" dir="auto">{problem.detail.clone()}</p>
        {fields}
        <p class="hint">{page.t(T::ProblemBack)}</p>
        <p class="buttons">
            <a class="button" href=page.href("/")>{page.t(T::BackHome)}</a>
            <a class="button second" href=page.href("/t")>{page.t(T::NavFind)}</a>
        </p>
        {reference.map(|text| view! { <p class="quiet small">{text}</p> })}
    }
    .into_any();
    let title = problem.title.clone();
    document(page, Doc { title, failed: false, class: "narrow", switch: Switch::Link, listed: false, body })
}
