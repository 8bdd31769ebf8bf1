//! `GET /api/docs`: the API to read and to try. Everything comes from the OpenAPI document; nothing is loaded from
//! anywhere. One page lists all operations; `?tag=` shows those of one group in full, so that no page grows large.

use crate::Page;
use crate::page::{Doc, Switch, document};
use crate::pages::api_model::{self as model, Operation};
use crate::pages::encode;
use hoiam_shared::catalogue::portal::Portal as T;
use leptos::prelude::*;
use serde_json::Value;

/// The page of the API: all operations in short, or those of one tag in full. `doc` is an OpenAPI 3 document,
/// served at `doc_href`. The forms go to `/api/docs/try`, see [`api_try`].
pub fn api(doc: &Value, doc_href: &str, tag: Option<&str>, page: &Page) -> String {
    let operations = model::operations(doc);
    let tags = model::tags(doc, &operations);
    let chosen = tag.filter(|tag| tags.contains(tag));
    let content = match chosen {
        Some(tag) => {
            let of_tag = operations.iter().filter(|o| o.tag == tag).enumerate();
            of_tag.map(|(n, o)| whole(doc, o, n, page)).collect::<Vec<_>>()
        }
        None => tags.iter().map(|tag| group(doc, tag, &operations, page)).collect::<Vec<_>>(),
    };
    let version = model::text(&doc["info"]["version"]);
    let body = view! {
        <h1>{page.t(T::ApiTitle)}{chosen.map(|tag| format!(": {}", tag_name(tag, page)))}</h1>
        <p class="lead">{page.t(T::ApiLead)}</p>
        <p class="quiet">
            {page.say(T::ApiVersion, &[("version", version)])}" · "
            <a href=doc_href.to_owned()>{page.t(T::ApiDocument)}</a>
        </p>
        {navigation(&tags, chosen, page)}
        {content}
    }
    .into_any();
    let title = page.t(T::ApiTitle).to_owned();
    document(page, Doc { title, failed: false, class: "wide api", switch: Switch::Link, listed: true, body })
}

/// Where a "try it" form leads: its pairs are `op` (a path of the document) and `path.NAME` / `query.NAME`. The
/// answer is an address of this API to redirect to (303), or `None` when something is missing or unknown.
pub fn api_try(doc: &Value, pairs: &[(String, String)]) -> Option<String> {
    let (_, path) = pairs.iter().find(|(name, _)| name == "op")?;
    model::address(doc, path, pairs)
}

fn tag_name(tag: &str, page: &Page) -> String {
    if tag.is_empty() { page.t(T::ApiOther).to_owned() } else { tag.to_owned() }
}

fn tag_href(tag: &str, page: &Page) -> String {
    page.href(&format!("/api/docs?tag={}", encode(tag)))
}

fn navigation(tags: &[&str], chosen: Option<&str>, page: &Page) -> AnyView {
    let links = tags
        .iter()
        .map(|tag| {
            let here = (chosen == Some(*tag)).then_some("page");
            view! { <li><a href=tag_href(tag, page) aria-current=here>{tag_name(tag, page)}</a></li> }
        })
        .collect::<Vec<_>>();
    let all = chosen.is_none().then_some("page");
    view! {
        <nav class="tabs" aria-label=page.t(T::ApiGroups)>
            <ul><li><a href=page.href("/api/docs") aria-current=all>{page.t(T::ApiAll)}</a></li>{links}</ul>
        </nav>
    }
    .into_any()
}

/// One group in short.
fn group(doc: &Value, tag: &str, operations: &[Operation], page: &Page) -> AnyView {
    let about = doc["tags"].as_array().into_iter().flatten().find(|t| t["name"] == tag);
    let about = about.map(|t| model::text(&t["description"]).to_owned()).filter(|text| !text.is_empty());
    let rows = operations
        .iter()
        .filter(|o| o.tag == tag)
        .enumerate()
        .map(|(n, o)| {
            let href = format!("{}#op-{n}", tag_href(tag, page));
            view! {
                <li>
                    <a href=href>{method(o)}<code>{o.path.to_owned()}</code></a>
                    <span lang="en">{o.summary.to_owned()}</span>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <section>
            <h2>{tag_name(tag, page)}</h2>
            {about.map(|text| view! { <p class="hint" lang="en">{text}</p> })}
            <ul class="operations">{rows}</ul>
        </section>
    }
    .into_any()
}

fn method(operation: &Operation) -> AnyView {
    let class = if operation.method == "GET" { "verb get" } else { "verb" };
    view! { <span class=class>{operation.method.clone()}</span>" " }.into_any()
}

/// One operation in full.
fn whole(doc: &Value, operation: &Operation, n: usize, page: &Page) -> AnyView {
    let tags = [(operation.secured, T::ApiRights), (operation.deprecated, T::ApiOld)]
        .into_iter()
        .filter(|(said, _)| *said)
        .map(|(_, key)| view! { <span class="tag">{page.t(key)}</span> })
        .collect::<Vec<_>>();
    view! {
        <section class="card operation" id=format!("op-{n}") aria-labelledby=format!("op-{n}-title")>
            <h2 id=format!("op-{n}-title")>{method(operation)}<code>{operation.path.to_owned()}</code></h2>
            {tags}
            <p lang="en"><strong>{operation.summary.to_owned()}</strong></p>
            {paragraph(operation.about)}
            {parameters(operation, page)}
            {operation.body.map(|media| body(doc, media, page))}
            {responses(doc, operation, page)}
            {(operation.method == "GET").then(|| try_it(operation, n, page))}
        </section>
    }
    .into_any()
}

fn paragraph(text: &str) -> AnyView {
    if text.is_empty() { ().into_any() } else { view! { <p class="pre" lang="en">{text.to_owned()}</p> }.into_any() }
}

/// A table with a caption. Each row: name, second column, about.
fn table(page: &Page, caption: T, second: T, rows: Vec<(String, bool, String, String)>) -> AnyView {
    let rows = rows
        .into_iter()
        .map(|(name, required, second, about)| {
            let required = required.then(|| view! { " "<span class="tag">{page.t(T::ApiRequired)}</span> });
            view! {
                <tr><th scope="row"><code>{name}</code>{required}</th><td>{second}</td><td lang="en">{about}</td></tr>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=page.t(caption)>
            <table>
                <caption>{page.t(caption)}</caption>
                <thead><tr>
                    <th scope="col">{page.t(T::ApiName)}</th>
                    <th scope="col">{page.t(second)}</th>
                    <th scope="col">{page.t(T::ApiAbout)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn parameters(operation: &Operation, page: &Page) -> AnyView {
    if operation.parameters.is_empty() {
        return ().into_any();
    }
    let rows = operation.parameters.iter().map(|p| {
        let kind = format!("{} · {}", p.place, model::type_name(p.schema));
        (p.name.to_owned(), p.required, kind, p.about.to_owned())
    });
    table(page, T::ApiParameters, T::ApiIn, rows.collect())
}

fn body(doc: &Value, media: &Value, page: &Page) -> AnyView {
    let properties = model::properties(doc, &media["schema"]);
    let rows =
        properties.iter().map(|p| (p.name.to_owned(), p.required, model::type_name(p.schema), p.about.to_owned()));
    let rows: Vec<_> = rows.collect();
    view! {
        {(!rows.is_empty()).then(|| table(page, T::ApiBody, T::ApiType, rows))}
        {example(doc, media, page)}
    }
    .into_any()
}

fn example(doc: &Value, media: &Value, page: &Page) -> AnyView {
    view! {
        <details>
            <summary>{page.t(T::ApiExample)}" "<code>{model::type_name(&media["schema"])}</code></summary>
            <pre tabindex="0"><code>{model::example(doc, media)}</code></pre>
        </details>
    }
    .into_any()
}

fn responses(doc: &Value, operation: &Operation, page: &Page) -> AnyView {
    let items = operation
        .responses
        .iter()
        .map(|(status, about, media)| {
            // Problems look alike everywhere; their example stands once, in the document.
            let shown = media.filter(|_| status.starts_with('2'));
            view! {
                <li>
                    <code>{(*status).to_owned()}</code>" "<span lang="en">{(*about).to_owned()}</span>
                    {shown.map(|media| example(doc, media, page))}
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! { <h3>{page.t(T::ApiAnswers)}</h3><ul class="answers">{items}</ul> }.into_any()
}

/// A plain form that leads to the address asked for.
fn try_it(operation: &Operation, n: usize, page: &Page) -> AnyView {
    let inputs = operation
        .parameters
        .iter()
        .filter(|p| matches!(p.place, "path" | "query"))
        .map(|p| {
            let id = format!("op-{n}-{}-{}", p.place, p.name);
            let optional = (!p.required).then(|| view! { <span class="optional">" "{page.t(T::Optional)}</span> });
            view! {
                <div class="field">
                    <label for=id.clone()><code>{p.name.to_owned()}</code>{optional}</label>
                    <input id=id name=format!("{}.{}", p.place, p.name) type="text" class="w-half" autocomplete="off" required=p.required/>
                </div>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <details class="try">
            <summary>{page.t(T::ApiTry)}</summary>
            <form method="get" action="/api/docs/try">
                <input type="hidden" name="op" value=operation.path.to_owned()/>
                {inputs}
                <button class="button">{page.say(T::ApiRun, &[("path", operation.path)])}</button>
            </form>
        </details>
    }
    .into_any()
}
