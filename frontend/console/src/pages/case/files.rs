//! Files of a case: shown with small pictures, saved with a click, and attached to what somebody writes. Choosing and
//! uploading is done by the script that the widget uses, too.

use super::form::Form;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::place::encode;
use hoiam_desk::state::request::csrf;
use hoiam_desk::state::{app, t};
use hoiam_kit::files::{Script, Uploads};
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::files::{self, Chosen};
use hoiam_shared::wire::files::FileView;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Some files, each with its picture, name and size.
#[component]
pub fn FileList(
    /// Code of the case.
    code: String,
    /// Which.
    all: Vec<FileView>,
) -> impl IntoView {
    let app = app();
    let base = format!("/api/v1/cases/{}/files/", encode(&code));
    let item = move |file: FileView| {
        let href = format!("{base}{}", file.number);
        let picture = file.preview.then(|| {
            let source = format!("{href}/preview");
            // The name stands beside it.
            view! { <img src=source alt="" loading="lazy" width="72" height="72"/> }
        });
        let kind = file.name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_uppercase()).unwrap_or_default();
        let blank = (!file.preview).then(|| view! { <span class="blank" aria-hidden="true">{kind}</span> });
        let FileView { name, size, public, .. } = file;
        let save = name.clone();
        view! {
            <li>
                <a href=href download=save>
                    {picture}{blank}
                    <span class="name"><bdi>{name}</bdi></span>
                    <span class="soft">{move || files::bytes(size, app.lang.get())}</span>
                </a>
                {(!public).then(|| view! { <span class="pill">{t(Desk::StaffOnly)}</span> })}
            </li>
        }
    };
    (!all.is_empty()).then(|| view! { <ul class="case-files" role="list">{all.into_iter().map(item).views()}</ul> })
}

/// Files to go along with what is being written.
#[component]
pub fn Attach(
    /// The form.
    form: Form,
) -> impl IntoView {
    let told = Callback::new(move |(files, busy): (Vec<Kept>, bool)| {
        // The form may be gone by now.
        if form.uploading.try_set(busy).is_none() {
            form.change(|draft| draft.files = files);
        }
    });
    view! { <AttachTo start=form.draft.with_untracked(|draft| draft.files.clone()) told/> }
}

/// A file that is uploaded: id, name, size.
type Kept = (String, String, u64);

/// Files to go along with something; `told` hears of them, and whether some are on their way.
#[component]
pub fn AttachTo(
    /// Those that are uploaded already.
    start: Vec<Kept>,
    /// Hears of every change.
    told: Callback<(Vec<Kept>, bool)>,
) -> impl IntoView {
    let app = app();
    let kept = StoredValue::new(start);
    let host = NodeRef::<html::Div>::new();
    let failed = RwSignal::new(false);
    // A chooser belongs to the form: it goes when the form does.
    let chooser = StoredValue::new_local(None);
    Effect::new(move |_| {
        let Some(host) = host.get() else { return };
        let lang = app.lang.get();
        let csrf = csrf(app);
        spawn_local(async move {
            let Some(script) = Script::load(&host, "/").await else {
                failed.try_set(true);
                return;
            };
            let Some(before) = kept.try_get_value() else { return };
            let before: Vec<Chosen> = before.into_iter().map(|(id, name, size)| Chosen { id, name, size }).collect();
            let url = format!("/api/v1/uploads?lang={}", lang.code());
            let headers = [("X-CSRF-Token", csrf.as_str())];
            let uploads = Uploads { url: &url, headers: &headers, lang, staff: true };
            let hear = move |files: Vec<Chosen>, busy: bool, _: u32| {
                let files: Vec<Kept> = files.into_iter().map(|file| (file.id, file.name, file.size)).collect();
                kept.try_set_value(files.clone());
                told.run((files, busy));
            };
            let made = script.choose(&uploads, &before, hear);
            made.attach(&host);
            chooser.try_set_value(Some(made));
        });
    });
    view! {
        <div class="attach" role="group" aria-label=t(Desk::FilesLabel) node_ref=host></div>
        <Show when=move || failed.get()><p class="fault" role="alert">{t(Desk::FilesFailed)}</p></Show>
    }
}
