//! Photographs and documents: a plain file input at first, so that one touch opens the camera or the picker. Once
//! something is chosen, dropped or pasted, the script that uploads takes its place (`files.js`, shared with the
//! programs of staff); what is under way there goes on while pages are turned.

use crate::app::App;
use crate::fields::{self, Text};
use crate::ui::{View, div, el};
use crate::{browser, run};
use hoiam_flow::{Event, For, State, Uploads};
use hoiam_kit::files::{Chooser, Script};
use hoiam_shared::catalogue::widget::Widget as T;
use hoiam_shared::files::{ACCEPT, Chosen};
use hoiam_shared::wire::files::FileView;
use hoiam_shared::{Lang, case::Action};
use js_sys::{Array, Reflect};
use std::any::Any;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// Before what could not be fetched is tried again, in milliseconds.
const AGAIN_MS: i32 = 5_000;

/// A choice of files under way, and what it belongs to.
pub struct Choice {
    whose: For,
    of: String,
    lang: Lang,
    uploads: Uploads,
    chooser: Rc<dyn Any>,
}

/// Id of the place where files are shown.
fn host_of(whose: For) -> String {
    let mut id = State::field_of(whose).id().to_owned();
    id.push_str("-host");
    id
}

/// Tells one draft or reply from the next: files never go along with another one.
fn of(state: &State, whose: For) -> String {
    match whose {
        For::Draft | For::Answer(_) => state.draft.key.clone(),
        For::Reply => {
            let story = state.following.view.as_ref().map_or(0, |view| view.story.len());
            let plan = state.following.plan.map_or("", Action::code);
            [state.following.code.as_str(), plan, &hoiam_shared::catalogue::digits(story as u64)].join(" ")
        }
    }
}

/// Whether files are chosen already for what is being written.
fn begun(app: App, whose: For) -> bool {
    let of = app.peek(|state| of(state, whose));
    app.ground(|g| g.choices.borrow().iter().any(|choice| choice.whose == whose && choice.of == of))
}

/// The field for evidence.
pub fn field(app: App, whose: For, hint: Option<T>) -> View {
    around(app, whose, &Text { label: app.t(T::FilesLabel), hint: hint.map(|hint| app.t(hint)), optional: true })
}

/// The field, with other words.
pub fn around(app: App, whose: For, text: &Text) -> View {
    let mut host = div("host").at("id", &host_of(whose));
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
        let files = |state: &State| if whose == For::Reply { false } else { !state.draft.files.is_empty() };
        if app.peek(files) {
            start(app, whose, Array::new());
        }
    }
    fields::group(app, State::field_of(whose), text, Vec::new(), host.view())
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
    crate::bring_part(app).await && crate::bring("files", "").await.is_some()
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
                app.send(Event::FilesFailed(whose));
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
    let (of_now, kept, lang) = app.peek(|state| (of(state, whose), state.files_of(whose), state.lang));
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
                let uploads = together(app, whose, Uploads { busy, left, left_at: whose });
                app.send(Event::FilesCame(whose, files, uploads));
            }
        };
        let uploads = hoiam_kit::files::Uploads { url: &url, headers: &[], lang, staff: false };
        let chooser = Rc::new(script.choose(&uploads, &kept, told));
        let made = Choice { whose, of: of_now, lang, uploads: Uploads::default(), chooser };
        app.ground(|g| {
            let mut choices = g.choices.borrow_mut();
            choices.retain(|choice| {
                let stays = choice.of == made.of && choice.whose != whose;
                if let (false, Some(chooser)) = (stays, choice.chooser.downcast_ref::<Chooser>()) {
                    chooser.stop();
                }
                stays
            });
            choices.push(made);
        });
    }
    with_chooser(app, whose, &|chooser| chooser.add(files));
}

/// How all files stand that go along with the same thing, now that those of one field stand so.
fn together(app: App, whose: For, now: Uploads) -> Uploads {
    app.ground(|g| {
        let mut sum = Uploads::default();
        for choice in g.choices.borrow_mut().iter_mut() {
            if choice.whose == whose {
                choice.uploads = now;
            }
            sum.busy |= choice.uploads.busy;
            if sum.left == 0 {
                sum.left_at = choice.whose;
            }
            sum.left += choice.uploads.left;
        }
        sum
    })
}

/// Puts the choice of files into its place, and does something with it.
fn with_chooser(app: App, whose: For, act: &dyn Fn(&Chooser)) {
    let found = app.ground(|g| {
        g.choices.borrow().iter().find(|choice| choice.whose == whose).map(|choice| choice.chooser.clone())
    });
    if let Some(chooser) = found.as_ref().and_then(|chooser| chooser.downcast_ref::<Chooser>()) {
        if let Some(host) = app.find(&host_of(whose)) {
            chooser.attach(&host);
        }
        act(chooser);
    }
}

/// Shows it on the page that was drawn anew; in another language, if nothing is under way.
#[inline(never)]
fn later_show(app: App, whose: For) {
    let lang = app.lang();
    let stale = app.ground(|g| {
        let mut choices = g.choices.borrow_mut();
        let before = choices.len();
        choices.retain(|c| c.whose != whose || c.lang == lang || c.uploads.busy || c.uploads.left > 0);
        choices.len() < before
    });
    if stale { later_choose(app, whose, &Array::new()) } else { with_chooser(app, whose, &|_| ()) }
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
        if crate::bring("files", "").await.is_none() || !app.here() {
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
