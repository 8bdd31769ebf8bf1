//! Agencies, areas, categories and people as files: taken along, and brought back after a look at the differences.

use super::Back;
use crate::api_places as api;
use hoiam_desk::parts::load::Alert;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::{app, files};
use hoiam_kit::Trouble;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::places::TablesPage as P;
use hoiam_shared::wire::places::{RowFate, TableDone, TableInput, TableKind, TablePreview, TableRow};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A text of this page that follows the language.
fn p(key: P) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

const fn kind_name(kind: TableKind) -> P {
    match kind {
        TableKind::Agencies => P::Agencies,
        TableKind::Areas => P::Areas,
        TableKind::Categories => P::Categories,
        TableKind::People => P::People,
    }
}

const fn fate_name(fate: RowFate) -> P {
    match fate {
        RowFate::Added => P::Added,
        RowFate::Changed => P::Changed,
        RowFate::Unchanged => P::Unchanged,
        RowFate::Refused => P::Refused,
    }
}

/// The page.
#[component]
pub fn TablesPage() -> impl IntoView {
    let app = app();
    let kind = RwSignal::new(TableKind::Agencies);
    let text = RwSignal::new(String::new());
    let seen = RwSignal::new(None::<TablePreview>);
    let done = RwSignal::new(None::<TableDone>);
    let said = RwSignal::new(None::<P>);
    let trouble = RwSignal::new(None::<Trouble>);
    super::forget(seen, move || (kind.get(), app.lang.get()));
    let look = move |_| {
        trouble.set(None);
        said.set(None);
        done.set(None);
        seen.set(None);
        spawn_local(async move {
            let Some(found) = files::text_of("table-file").await else { return said.set(Some(P::NoFile)) };
            text.set(found.clone());
            match api::preview(app, kind.get_untracked(), &TableInput { text: found, seen: String::new() }).await {
                Ok(found) => seen.set(Some(found)),
                Err(cause) => trouble.set(Some(cause)),
            }
        });
    };
    let apply = move |_| {
        let Some(looked) = seen.get_untracked() else { return };
        trouble.set(None);
        spawn_local(async move {
            let input = TableInput { text: text.get_untracked(), seen: looked.seen };
            match api::import(app, kind.get_untracked(), &input).await {
                Ok(made) => {
                    seen.set(None);
                    done.set(Some(made));
                }
                Err(cause) => trouble.set(Some(cause)),
            }
        });
    };
    let choice = move |one: TableKind| {
        view! { <option value=one.code() selected=move || kind.get() == one>{p(kind_name(one))}</option> }
    };
    let preview = move || {
        let lang = app.lang.get();
        seen.get().map(|seen| {
            let summary = fill(P::Summary.text(lang), &[
                ("added", &seen.added.to_string()), ("changed", &seen.changed.to_string()),
                ("unchanged", &seen.unchanged.to_string()), ("refused", &seen.refused.to_string()),
            ]);
            let (can, refused) = (seen.refused == 0 && seen.added + seen.changed > 0, seen.refused > 0);
            view! {
                <section aria-labelledby="summary">
                    <h2 id="summary">{summary}</h2>
                    {refused.then(|| view! { <p class="flags">{P::RefusedHelp.text(lang)}</p> })}
                    {can.then(|| view! { <div class="buttons"><button type="button" class="primary" on:click=apply>{P::Apply.text(lang)}</button></div> })}
                    <ol role="list">{seen.rows.into_iter().map(|row| line(row, lang)).views()}</ol>
                </section>
            }
        })
    };
    let result = move || {
        let lang = app.lang.get();
        done.get().map(|done| {
            let text = fill(P::Done.text(lang), &[("added", &done.added.to_string()), ("changed", &done.changed.to_string())]);
            let one = |new: hoiam_shared::wire::places::NewPassword| view! { <li><strong>{new.login}</strong>" "<code>{new.password}</code></li> };
            view! {
                <section class="once" aria-labelledby="done-title">
                    <h2 id="done-title">{text}</h2>
                    {(!done.passwords.is_empty()).then(|| view! {
                        <p>{P::Passwords.text(lang)}</p>
                        <ul>{done.passwords.into_iter().map(one).views()}</ul>
                    })}
                </section>
            }
        })
    };
    view! {
        <main id="main" class="admin tables" tabindex="-1">
            <Back/>
            <h1>{p(P::Title)}</h1>
            <p>{p(P::Intro)}</p>
            <div class="day-lines">
                <div class="line-of">
                    <label for="table-kind">{p(P::Kind)}</label>
                    <select id="table-kind" on:change=move |e| {
                        if let Some(chosen) = TableKind::from_code(&event_target_value(&e)) { kind.set(chosen); }
                    }>{TableKind::ALL.iter().copied().map(choice).views()}</select>
                </div>
                <div class="buttons"><a class="button" download=move || format!("{}.csv", kind.get().code())
                    href=move || api::export(kind.get())>{p(P::Export)}</a></div>
            </div>
            <div class="rule-form">
                <div class="line-of">
                    <label for="table-file">{p(P::File)}</label>
                    <input id="table-file" type="file" accept=".csv,text/csv" aria-describedby="table-help"
                        on:change=move |_| { seen.set(None); done.set(None); }/>
                    <p class="soft" id="table-help">{p(P::FileHelp)}</p>
                </div>
                <div class="buttons"><button type="button" on:click=look>{p(P::Look)}</button></div>
            </div>
            <p role="status">{move || said.get().map(|said| said.text(app.lang.get()))}</p>
            <Alert trouble/>
            <div role="status">{preview}{result}</div>
        </main>
    }
}

fn line(row: TableRow, lang: Lang) -> AnyView {
    let tone = match row.what {
        RowFate::Added => "pill good",
        RowFate::Changed => "pill",
        RowFate::Unchanged => "pill off",
        RowFate::Refused => "pill bad",
    };
    let change = |change: hoiam_shared::wire::places::FieldChange| {
        view! { <li><span class="soft">{change.field}": "</span><del>{change.was}</del>" "<ins>{change.becomes}</ins></li> }
    };
    let wrong = |text: String| view! { <li class="bad">{text}</li> };
    view! {
        <li class="act">
            <p><span class="soft">{fill(P::Line.text(lang), &[("n", &row.line.to_string())])}</span>" "<strong>{row.key}</strong>" "<span class=tone>{fate_name(row.what).text(lang)}</span></p>
            <ul>{row.errors.into_iter().map(wrong).views()}{row.fields.into_iter().map(change).views()}</ul>
        </li>
    }
    .into_any()
}
