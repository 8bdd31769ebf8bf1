//! The form of one action: its draft, sending it, and what happens when that fails. A draft is forgotten in
//! exactly two places: after the server said yes, and when the person throws it away.

use super::File;
use super::act::Audience;
use super::answering::{Blanks, Checks, EditDraft, Seen, Templates, answers, begin};
use super::fields::Fields;
use super::files::Attach;
use super::stale::Stale;
use crate::pages::queue::Chosen;
use crate::pure::form::{self, Body, Missing};
use crate::state::api;
use crate::state::drafts::{self, Draft};
use hoiam_desk::parts::load::Words;
use hoiam_desk::parts::show::Show;
use hoiam_desk::pure::dates;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::{app, device_now, filled, t};
use hoiam_kit::Trouble;
use hoiam_shared::case::Action;
use hoiam_shared::catalogue::console::{self, Desk};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::case::{ActionInput, CaseView};
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

/// A form as it is being filled in; copies are the same form.
#[derive(Clone, Copy)]
pub struct Form {
    /// What it does.
    pub action: Action,
    /// To which case.
    pub file: File,
    /// What is filled in.
    pub draft: RwSignal<Draft>,
    /// What is missing, once sending was tried.
    pub missing: RwSignal<Vec<Missing>>,
    /// The version that the person has seen and that sending names.
    pub seen: RwSignal<u32>,
    /// Files are on their way.
    pub uploading: RwSignal<bool>,
    busy: RwSignal<bool>,
    kept: RwSignal<bool>,
    chosen: Chosen,
    trouble: RwSignal<Option<Trouble>>,
}

impl Form {
    fn new(action: Action, file: File, version: u32) -> Self {
        Self {
            action,
            file,
            draft: RwSignal::new(drafts::load(&file.app.login(), &file.code(), action)),
            missing: RwSignal::default(),
            seen: RwSignal::new(version),
            uploading: RwSignal::new(false),
            busy: RwSignal::new(false),
            kept: RwSignal::new(true),
            chosen: expect_context(),
            trouble: RwSignal::new(None),
        }
    }

    /// Changes the draft and keeps it at once.
    pub fn change(self, change: impl FnOnce(&mut Draft)) {
        self.draft.update(|draft| {
            change(draft);
            draft.kept_at = Some(device_now());
        });
        let kept = self.draft.with_untracked(|d| drafts::keep(&self.login(), &self.file.code(), self.action, d));
        self.kept.set(kept);
        self.missing.set(Vec::new());
        // What was wrong is being mended; that a colleague was faster is not.
        if self.trouble.with_untracked(|t| t.as_ref().is_some_and(|t| !t.is(ErrorCode::Stale))) {
            self.trouble.set(None);
        }
    }

    /// What the server said is wrong with a field.
    pub fn refused(self, field: &str) -> Option<String> {
        let told = |trouble: &Trouble| trouble.fields.iter().find(|e| e.field == field).map(|e| e.message.clone());
        self.trouble.with(|trouble| trouble.as_ref().and_then(told))
    }

    fn login(self) -> String {
        self.file.app.login()
    }

    fn forget(self) {
        drafts::forget(&self.login(), &self.file.code(), self.action);
    }

    /// Throws the draft away and closes.
    pub fn discard(self) {
        self.forget();
        self.file.begin(None);
    }

    /// The person has seen version `version`; what they send next builds on it.
    pub fn saw(self, version: u32) {
        self.seen.set(version);
        self.trouble.set(None);
    }

    /// Sends it, if nothing is missing.
    pub fn send(self) {
        let Some(shape) = form::shape_at(self.action, self.file.state()) else { return };
        let input = self.draft.with_untracked(trimmed);
        let missing = form::missing(shape, &input);
        if self.busy.get_untracked() || self.uploading.get_untracked() || !missing.is_empty() {
            self.missing.set(missing);
            return;
        }
        self.busy.set(true);
        self.trouble.set(None);
        let (app, code, version) = (self.file.app, self.file.code(), self.seen.get_untracked());
        spawn_local(async move {
            let lang = app.lang.get_untracked();
            let answer = api::act(app, &code, self.action, version, &input).await;
            // The page may be gone by now; the draft's fate is decided all the same.
            self.busy.try_set(false);
            match answer {
                Ok(view) => {
                    drafts::forget(&app.login(), &code, self.action);
                    // Where it went out of sight, at least the version that was seen is known.
                    let version = view.as_ref().map_or(version, |view| view.row.version);
                    self.chosen.did(&code, self.action, version);
                    app.say(match view {
                        Some(_) => filled(Desk::DoneSaid, lang, "action", self.action.name(lang)),
                        None => Desk::GoneSaid.text(lang).to_owned(),
                    });
                    if !self.busy.is_disposed() {
                        self.file.moved(view);
                    }
                }
                Err(found) => {
                    if !self.busy.is_disposed() && (found.is(ErrorCode::Stale) || found.is(ErrorCode::NotAllowedNow)) {
                        self.file.reload();
                    }
                    self.trouble.try_set(Some(found));
                }
            }
        });
    }
}

fn trimmed(draft: &Draft) -> ActionInput {
    let input = &draft.input;
    let into = input.into.as_deref().map(|code| code.trim().to_owned());
    let attachments = draft.files.iter().map(|(id, ..)| id.clone()).collect();
    ActionInput { body: input.body.trim().to_owned(), into, attachments, ..input.clone() }
}

/// The form.
#[component]
pub fn ActionForm(
    /// What it does.
    action: Action,
    /// To which case.
    file: File,
    /// The case as it is now.
    view: Known<CaseView>,
) -> impl IntoView {
    let app = app();
    let form = Form::new(action, file, view.with_untracked(|v| v.row.version));
    begin(form, view);
    let title = NodeRef::<html::H3>::new();
    let shape = form::shape(action);
    focus_first(title);
    let stale = Known::new(move || form.trouble.with(|t| t.as_ref().is_some_and(|t| t.is(ErrorCode::Stale))));
    let other = move || form.trouble.get().filter(|t| !t.is(ErrorCode::Stale));
    let allowed = Known::new(move || view.with(|v| v.allowed.contains(&action)));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.send();
    };
    // Enter alone begins a line.
    let key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            form.send();
        }
    };
    view! {
        <form class="act" on:submit=submit on:keydown=key aria-labelledby="act-title">
            <h3 id="act-title" tabindex="-1" node_ref=title>{move || action.name(app.lang.get())}</h3>
            {console::explain(action).map(|key| view! { <p class="soft">{t(key)}</p> })}
            {answers(action).then(|| view! { <Templates form/><EditDraft form view/> })}
            <Fields form view/>
            {answers(action).then(|| view! { <Blanks form/><Checks form view/> })}
            {shape.filter(|s| s.files).map(|_| view! { <Attach form/> })}
            <Show when=move || form.uploading.get()><p class="soft" role="status">{t(Desk::FilesBusy)}</p></Show>
            {shape.filter(|s| s.body != Body::None).map(|s| view! { <Audience public=s.public/> })}
            <Show when=move || !allowed.get()><p class="trouble" role="alert">{t(Desk::NotNow)}</p></Show>
            {move || other().map(|trouble| view! { <div class="trouble" role="alert"><Words trouble/></div> }.into_any())}
            <Show when=move || stale.get()><Stale form view/></Show>
            {answers(action).then(|| view! { <Seen form/> })}
            <div class="buttons">
                <button class="primary" aria-keyshortcuts="Control+Enter" aria-disabled=move || (form.busy.get() || !allowed.get()).to_string()>
                    {move || if form.busy.get() { Desk::Sending.text(app.lang.get()) } else { action.name(app.lang.get()) }}
                </button>
                <button type="button" on:click=move |_| file.begin(None)>{t(Desk::PutAway)}</button>
                <Show when=move || form.draft.with(|d| !d.is_empty())>
                    <button type="button" class="quiet" on:click=move |_| form.discard()>{t(Desk::Discard)}</button>
                </Show>
            </div>
            <Kept form/>
        </form>
    }
}

/// "Draft kept at 14:05", or that the browser would not.
#[component]
fn Kept(form: Form) -> impl IntoView {
    let app = app();
    let text = move || {
        let lang = app.lang.get();
        if !form.kept.get() {
            return Some(Desk::DraftNotKept.text(lang).to_owned());
        }
        let at = form.draft.with(|d| d.kept_at.filter(|_| !d.is_empty()))?;
        Some(filled(Desk::DraftKept, lang, "time", &dates::time(at)))
    };
    view! { <p class="kept soft">{text}</p> }
}

/// The first field gets the focus; a form without one its button, so that Enter does what was asked for.
fn focus_first(title: NodeRef<html::H3>) {
    request_animation_frame(move || {
        let Some(title) = title.try_get_untracked().flatten() else { return };
        let Some(form) = title.closest("form").ok().flatten() else { return };
        let find = |selector| form.query_selector(selector).ok().flatten();
        let first = find("input, select, textarea").or_else(|| find("button.primary"));
        if let Some(element) = first.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
            element.focus().ok();
        }
    });
}
