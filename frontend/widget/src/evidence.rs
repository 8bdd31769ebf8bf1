//! Photographs and documents: a plain file input at first, so that one touch opens the camera or the picker. Once
//! something is chosen, dropped or pasted, the script that uploads takes its place (`files.js`, shared with the
//! programs of staff); what is under way there goes on while pages are turned.

use crate::app::App;
use crate::fields::{self, Text};
use crate::ui::{View, div, el};
use crate::{browser, run};
use hoiam_flow::{Event, Field, For, State, Uploads};
use hoiam_kit::files::{Chooser, Script};
use hoiam_shared::catalogue::widget::Widget as T;
use hoiam_shared::files::{ACCEPT, Chosen};
use hoiam_shared::wire::files::FileView;
use hoiam_shared::{Lang, case::Action};
use js_sys::{Array, Reflect};
use std::any::Any;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// Id of the place where files are shown.
const HOST: &str = "files";
/// Before what could not be fetched is tried again, in milliseconds.
const AGAIN_MS: i32 = 5_000;

/// A choice of files under way, and what it belongs to.
pub struct Choice {
    of: String,
    lang: Lang,
    chooser: Rc<dyn Any>,
}

/// Tells one draft or reply from the next: files never go along with another one.
fn of(state: &State, whose: For) -> String {
    match whose {
        For::Draft => state.draft.key.clone(),
        For::Reply => {
            let story = state.following.view.as_ref().map_or(0, |view| view.story.len());
            let plan = state.following.plan.map_or("", Action::code);
            [state.following.code.as_str(), plan, &hoiam_shared::catalogue::digits(story as u64)].join(" ")
        }
    }
}

fn kept(state: &State, whose: For) -> Vec<Chosen> {
    match whose {
        For::Draft => state.draft.files.clone(),
        For::Reply => state.following.files.clone(),
    }
}

/// Whether files are chosen already for what is being written.
fn begun(app: App, whose: For) -> bool {
    let of = app.peek(|state| of(state, whose));
    app.ground(|g| g.choice.borrow().as_ref().is_some_and(|choice| choice.of == of))
}

/// The field.
pub fn field(app: App, whose: For, hint: Option<T>) -> View {
    let text = Text { label: app.t(T::FilesLabel), hint: hint.map(|hint| app.t(hint)), optional: true };
    let mut host = div("host").at("id", HOST);
    if begun(app, whose) {
        run::soon(app, Box::new(move || later_show(app, whose)));
    } else {
        let input = el("input")
            .at("type", "file")
            .flag("multiple", true)
            .at("accept", ACCEPT)
            .class("unseen")
            .on("change", move |event| take(app, whose, &event));
        // While a picture is being taken, what sends it is fetched.
        let label = el("label").class("add").on("pointerdown", move |_| ahead(app));
        host = host
            .has(label.has(input).has(el("span").text(app.t(T::FilesAdd))))
            .on("dragover", |event| event.prevent_default())
            .on("drop", move |event| take(app, whose, &event));
        // Of an earlier visit: shown, so that they can be taken out again.
        if app.peek(|state| !kept(state, whose).is_empty()) {
            start(app, whose, Array::new());
        }
    }
    fields::group(app, Field::Files, &text, Vec::new(), host.view())
}

/// Files that were chosen, dropped or pasted; nothing happens when there are none, or when the script is at work, which
/// hears of them by itself.
pub fn take(app: App, whose: For, event: &web_sys::Event) {
    let member = |of: &JsValue, name: &str| Reflect::get(of, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
    let mut files = JsValue::UNDEFINED;
    for holder in ["target", "dataTransfer", "clipboardData"] {
        let holder = member(event, holder);
        let found = if holder.is_object() { member(&holder, "files") } else { JsValue::UNDEFINED };
        if found.is_object() {
            files = found;
        }
    }
    if !files.is_object() {
        return;
    }
    let files = Array::from(&files);
    if files.length() > 0 && !begun(app, whose) {
        event.prevent_default();
        start(app, whose, files);
    }
}

/// Everything that files need.
async fn fetched(app: App) -> bool {
    crate::bring_part(app).await && crate::bring("files").await
}

/// Fetches it before it is needed; if that fails, it is fetched then.
fn ahead(app: App) {
    run::spawn(async move {
        fetched(app).await;
    });
}

/// Fetches what sends files and hands them over; as often as it takes, while the page is open.
#[inline(never)]
fn start(app: App, whose: For, files: Array) {
    run::spawn(async move {
        let mut said = false;
        while !fetched(app).await {
            if app.here() && !said {
                said = true;
                app.send(Event::FilesFailed);
            }
            browser::pause(AGAIN_MS).await;
            if !app.here() {
                return;
            }
        }
        if app.here() {
            later_choose(app, whose, &files);
        }
    });
}

#[inline(never)]
fn later_choose(app: App, whose: For, files: &Array) {
    let (of_now, kept, lang) = app.peek(|state| (of(state, whose), kept(state, whose), state.lang));
    if !begun(app, whose) {
        let Some(script) = Script::fetched() else { return };
        let mut url = app.ground(|g| g.base.clone());
        let site = String::from(js_sys::encode_uri_component(&app.ground(|g| g.site.clone())));
        for part in ["api/v1/sites/", &site, "/uploads?lang=", lang.code()] {
            url.push_str(part);
        }
        let mine = of_now.clone();
        let told = move |files: Vec<Chosen>, busy: bool, left: u32| {
            // The widget may be gone by now, or what they belonged to sent or thrown away.
            if app.here() && app.peek(|state| of(state, whose)) == mine {
                app.send(Event::FilesCame(whose, files, Uploads { busy, left }));
            }
        };
        let uploads = hoiam_kit::files::Uploads { url: &url, headers: &[], lang, staff: false };
        let made = Choice { of: of_now, lang, chooser: Rc::new(script.choose(&uploads, &kept, told)) };
        let before = app.ground(|g| g.choice.borrow_mut().replace(made));
        if let Some(chooser) = before.as_ref().and_then(|choice| choice.chooser.downcast_ref::<Chooser>()) {
            chooser.stop();
        }
    }
    with_chooser(app, &|chooser| {
        if let Some(host) = app.find(HOST) {
            chooser.attach(&host);
        }
        chooser.add(files);
    });
}

fn with_chooser(app: App, act: &dyn Fn(&Chooser)) {
    let chooser = app.ground(|g| g.choice.borrow().as_ref().map(|choice| choice.chooser.clone()));
    if let Some(chooser) = chooser.as_ref().and_then(|chooser| chooser.downcast_ref()) {
        act(chooser);
    }
}

/// Shows it on the page that was drawn anew; in another language, if nothing is under way.
#[inline(never)]
fn later_show(app: App, whose: For) {
    let (lang, uploads) =
        app.peek(|state| (state.lang, if whose == For::Draft { state.uploads } else { state.following.uploads }));
    if uploads == Uploads::default() && app.ground(|g| g.choice.borrow_mut().take_if(|c| c.lang != lang)).is_some() {
        return later_choose(app, whose, &Array::new());
    }
    with_chooser(app, &|chooser| {
        if let Some(host) = app.find(HOST) {
            chooser.attach(&host);
        }
    });
}

/// Files of a case that is followed: by name at once, to be saved once the script is there.
pub fn list(app: App, files: &[FileView]) -> View {
    let mut names = el("ul").class("chosen");
    for file in files {
        names = names.has(el("li").has(el("bdi").text(&file.name)));
    }
    let host = div("host").has(names);
    let place = host.element();
    let files = files.to_vec();
    run::spawn(async move {
        if !crate::bring("files").await || !app.here() {
            return;
        }
        let (code, secret) = app.peek(|state| (state.following.code.clone(), state.following.secret.clone()));
        let mut url = app.ground(|g| g.base.clone());
        for part in ["api/v1/cases/", code.trim(), "/files/"] {
            url.push_str(part);
        }
        if let Some(script) = Script::fetched() {
            script.list(&place, &url, &[("X-Case-Secret", secret.trim())], app.lang(), &files);
        }
    });
    host.view()
}
