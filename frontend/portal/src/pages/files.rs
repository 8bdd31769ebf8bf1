//! Files on the pages: choosing them in a form, those that are already here, and those of a case. A file of a case is
//! asked for by a form of its own, since the secret travels in a body and never in an address.

use crate::Page;
use crate::fields::{self, Wrong};
use crate::pages::encode;
use hoiam_shared::catalogue::portal::Portal as T;
use hoiam_shared::wire::files::FileView;
use hoiam_shared::{files, limits};

/// The field of files that answer no question.
pub const FIELD: &str = "files";
use leptos::prelude::*;

/// A file that came with a form that is drawn again: it need not be chosen again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFile {
    /// The field it was chosen in: `files`, or that of a question that asks for files (`answers.0`).
    pub field: String,
    /// Id of the upload.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
}

/// The choice of files, with those that are here already; the last thing of a form, so that everything typed has
/// arrived before the first file begins to. `id` begins the ids of its controls; `before` are questions that ask for
/// files, which stand behind the box that all files obey.
pub(crate) fn chooser(
    id: &str,
    label: T,
    kept: &[KeptFile],
    keep_metadata: bool,
    before: AnyView,
    page: &Page,
    wrongs: &[Wrong],
) -> AnyView {
    let (size, n) = (files::bytes(limits::FILE_BYTES, page.lang), limits::FILES_AT_ONCE.to_string());
    let hint = page.say(T::FilesHint, &[("n", &n), ("size", &size)]);
    let control = format!("{id}-files");
    let field = fields::Field {
        id: &control,
        name: FIELD,
        label: page.t(label),
        hint: Some(&hint),
        error: fields::message(wrongs, &control),
        optional: true,
    };
    let keep = format!("{id}-keep_metadata");
    view! {
        <div class="check">
            <input id=keep.clone() type="checkbox" name="keep_metadata" value="1" checked=keep_metadata/>
            <label for=keep>{page.t(T::FilesKeepMetadata)}</label>
        </div>
        {before}
        {here(&control, FIELD, kept, page)}
        {fields::files(page, &field)}
    }
    .into_any()
}

/// A question that asks for files: those that are here already, and the choice of more.
pub(crate) fn question(field: &fields::Field, kept: &[KeptFile], page: &Page) -> AnyView {
    view! {
        {here(field.id, field.name, kept, page)}
        {fields::files(page, field)}
    }
    .into_any()
}

/// Files of a field that are here already, each with a box to leave it out again.
fn here(id: &str, field: &str, kept: &[KeptFile], page: &Page) -> AnyView {
    let name = format!("kept-{field}");
    let items = kept
        .iter()
        .filter(|file| file.field == field)
        .enumerate()
        .map(|(n, file)| {
            let id = format!("{id}-kept-{n}");
            let size = files::bytes(file.size, page.lang);
            view! {
                <li class="check">
                    <input id=id.clone() type="checkbox" name=name.clone() value=file.id.clone() checked/>
                    <label for=id><bdi>{file.name.clone()}</bdi>" "<span class="quiet">{size}</span></label>
                </li>
            }
        })
        .collect::<Vec<_>>();
    if items.is_empty() {
        return ().into_any();
    }
    view! {
        <fieldset class="field">
            <legend>{page.t(T::FilesKept)}</legend>
            <ul class="checks">{items}</ul>
        </fieldset>
    }
    .into_any()
}

/// Files of a case, each with a button that saves it.
pub(crate) fn list(code: &str, secret: &str, all: &[FileView], page: &Page) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    let items = all
        .iter()
        .map(|file| {
            let action = page.href(&format!("/t/{}/files/{}", encode(code), file.number));
            let size = files::bytes(file.size, page.lang);
            view! {
                <li>
                    <form method="post" action=action class="file">
                        <input type="hidden" name="secret" value=secret.to_owned()/>
                        <button class="link"><bdi>{file.name.clone()}</bdi></button>
                        <span class="quiet">{size}</span>
                    </form>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <div class="files screen-only">
            <p class="small quiet">{page.t(T::FilesTitle)}</p>
            <ul>{items}</ul>
        </div>
    }
    .into_any()
}
