//! The script that uploads files and hands them out (`frontend/widget/files.js`): fetched when it is needed, checked by
//! integrity, and driven through a few calls. It draws into a place of ours and reports what is chosen.

use hoiam_shared::Lang;
use hoiam_shared::files::Chosen;
use hoiam_shared::wire::files::FileView;
use js_sys::{Array, Function, Object, Promise, Reflect, Symbol};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Node};

/// Name of the script in this build, and its digest; given by the browser build.
const NAME: Option<&str> = option_env!("HOIAM_FILES_NAME");
const INTEGRITY: Option<&str> = option_env!("HOIAM_FILES_INTEGRITY");

/// The script, ready to be used.
#[derive(Debug, Clone)]
pub struct Script(JsValue);

/// A choice of files under way. Dropping it leaves the uploads alone.
pub struct Chooser {
    inner: JsValue,
    _told: Closure<dyn FnMut(JsValue, JsValue, JsValue)>,
}

/// How files are uploaded.
pub struct Uploads<'a> {
    /// Where an upload begins.
    pub url: &'a str,
    /// Sent with every request.
    pub headers: &'a [(&'a str, &'a str)],
    /// Language of what is said.
    pub lang: Lang,
    /// By a member of staff: nobody is asked about what a camera wrote.
    pub staff: bool,
}

fn get(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

fn put(object: &JsValue, name: &str, value: &JsValue) {
    // Setting a member of a plain object cannot fail.
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

fn call(object: &JsValue, name: &str, argument: &JsValue) -> JsValue {
    let Ok(function) = get(object, name).dyn_into::<Function>() else { return JsValue::UNDEFINED };
    function.call1(object, argument).unwrap_or(JsValue::UNDEFINED)
}

fn there() -> Option<Script> {
    let found = Reflect::get(&js_sys::global(), &Symbol::for_("hoiam.files")).ok()?;
    found.is_object().then_some(Script(found))
}

impl Script {
    /// The script, where it was fetched by other means.
    pub fn fetched() -> Option<Self> {
        there()
    }

    /// Fetches the script, once for the page; `None` when it cannot be had. `root`: where the element goes, `base`:
    /// address of the server with a slash at the end.
    pub async fn load(root: &Node, base: &str) -> Option<Self> {
        if let Some(script) = there() {
            return Some(script);
        }
        let element = web_sys::window()?.document()?.create_element("script").ok()?;
        let mut address = base.to_owned();
        address.push_str("assets/");
        address.push_str(NAME?);
        for (name, value) in
            [("type", "module"), ("crossorigin", "anonymous"), ("integrity", INTEGRITY?), ("src", address.as_str())]
        {
            element.set_attribute(name, value).ok()?;
        }
        let came = Promise::new(&mut |resolve, reject| {
            put(&element, "onload", &resolve);
            put(&element, "onerror", &reject);
        });
        root.append_child(&element).ok()?;
        JsFuture::from(came).await.ok()?;
        there()
    }

    /// Begins a choice. `told` hears what is uploaded, whether more is on its way, and how many could not be uploaded.
    pub fn choose(
        &self,
        uploads: &Uploads<'_>,
        kept: &[Chosen],
        mut told: impl FnMut(Vec<Chosen>, bool, u32) + 'static,
    ) -> Chooser {
        let told = Closure::new(move |files: JsValue, busy: JsValue, left: JsValue| {
            told(chosen(&files), busy.is_truthy(), left.as_f64().unwrap_or_default() as u32);
        });
        let options = options(uploads.url, uploads.headers, uploads.lang);
        put(&options, "staff", &JsValue::from_bool(uploads.staff));
        put(&options, "change", told.as_ref());
        let list = Array::new();
        for file in kept {
            let item = Object::new();
            put(&item, "id", &JsValue::from_str(&file.id));
            put(&item, "name", &JsValue::from_str(&file.name));
            put(&item, "size", &JsValue::from_f64(file.size as f64));
            list.push(&item);
        }
        put(&options, "kept", &list);
        Chooser { inner: call(&self.0, "choose", &options), _told: told }
    }

    /// Draws files of a case into `host`. `url`: where they are, with a slash at the end; `headers`: what opens them.
    pub fn list(&self, host: &Element, url: &str, headers: &[(&str, &str)], lang: Lang, files: &[FileView]) {
        let options = options(url, headers, lang);
        let list = Array::new();
        for file in files {
            let item = Object::new();
            put(&item, "number", &JsValue::from_f64(f64::from(file.number)));
            put(&item, "name", &JsValue::from_str(&file.name));
            put(&item, "size", &JsValue::from_f64(file.size as f64));
            put(&item, "preview", &JsValue::from_bool(file.preview));
            list.push(&item);
        }
        put(&options, "files", &list);
        if let Ok(function) = get(&self.0, "list").dyn_into::<Function>() {
            let _ = function.call2(&self.0, host, &options);
        }
    }
}

impl Chooser {
    /// Shows it in this place; what is under way goes on.
    pub fn attach(&self, host: &Element) {
        call(&self.inner, "attach", host);
    }

    /// Adds files that were chosen, dropped or pasted elsewhere.
    pub fn add(&self, files: &Array) {
        call(&self.inner, "add", files);
    }

    /// Lets go of everything that is not uploaded yet.
    pub fn stop(&self) {
        call(&self.inner, "stop", &JsValue::UNDEFINED);
    }
}

fn options(url: &str, headers: &[(&str, &str)], lang: Lang) -> JsValue {
    let options = Object::new();
    put(&options, "url", &JsValue::from_str(url));
    put(&options, "lang", &JsValue::from_str(lang.code()));
    let all = Object::new();
    for (name, value) in headers {
        put(&all, name, &JsValue::from_str(value));
    }
    put(&options, "headers", &all);
    options.into()
}

fn chosen(files: &JsValue) -> Vec<Chosen> {
    let mut out = Vec::new();
    if let Some(files) = files.dyn_ref::<Array>() {
        for i in 0..files.length() {
            let file = files.get(i);
            let text = |name: &str| get(&file, name).as_string().unwrap_or_default();
            let size = get(&file, "size").as_f64().unwrap_or_default() as u64;
            out.push(Chosen { id: text("id"), name: text("name"), size });
        }
    }
    out
}
