//! Wire types read from what the browser's JSON parser made, field by field. The widget's way: serde_json would
//! weigh more than the form. A field that is missing reads as empty; a value that is needed and wrong gives `None`.

use hoiam_shared::Stamp;
use hoiam_shared::case::{Action, CaseKind, CaseState};
use hoiam_shared::questions::QuestionKind;
use hoiam_shared::wire::files::FileView;
use hoiam_shared::wire::intake::{
    AgencyRef, AppealView, MessageView, Receipt, SplitView, StoryStep, TrackingView, WordsView,
};
use hoiam_shared::wire::problem::{FieldProblem, Problem};
use hoiam_shared::wire::public::SuggestionView;
use hoiam_shared::wire::site::{
    AreaView, CategoryView, ChoiceView, QuestionView, RouteView, SiteView, StopView, WhenView,
};
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};

/// A member; `undefined` when there is none.
fn member(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

fn maybe(value: &JsValue, name: &str) -> Option<String> {
    member(value, name).as_string()
}

fn text(value: &JsValue, name: &str) -> String {
    maybe(value, name).unwrap_or_default()
}

fn number(value: &JsValue, name: &str) -> Option<f64> {
    member(value, name).as_f64()
}

fn flag(value: &JsValue, name: &str) -> bool {
    member(value, name).as_bool().unwrap_or_default()
}

fn stamp(value: &JsValue, name: &str) -> Option<Stamp> {
    // By the browser: the server writes RFC 3339, and reading that by hand weighs as much as a page.
    let ms = js_sys::Date::parse(&maybe(value, name)?);
    (!ms.is_nan()).then_some(Stamp(ms as i64))
}

/// An object, or nothing.
fn object(value: &JsValue, name: &str) -> Option<JsValue> {
    let inner = member(value, name);
    inner.is_object().then_some(inner)
}

/// What can be read of a list; items of a kind this build does not know are left out.
fn list<T>(array: &JsValue, read: fn(&JsValue) -> Option<T>) -> Vec<T> {
    let mut out = Vec::new();
    if let Some(array) = array.dyn_ref::<js_sys::Array>() {
        for i in 0..array.length() {
            out.extend(read(&array.get(i)));
        }
    }
    out
}

fn agency(value: &JsValue) -> AgencyRef {
    AgencyRef { code: text(value, "code"), name: text(value, "name") }
}

/// Problem details; `None` when it is something else.
pub fn problem(value: &JsValue) -> Option<Problem> {
    Some(Problem {
        kind: text(value, "type"),
        title: maybe(value, "title")?,
        status: number(value, "status")? as u16,
        detail: text(value, "detail"),
        code: maybe(value, "code")?,
        errors: list(&member(value, "errors"), |e| {
            Some(FieldProblem { field: maybe(e, "field")?, code: text(e, "code"), message: text(e, "message") })
        }),
        suggestion: maybe(value, "suggestion"),
        challenge: maybe(value, "challenge"),
        request_id: text(value, "request_id"),
    })
}

/// What the form needs to know of a site.
pub fn site(value: &JsValue) -> Option<SiteView> {
    Some(SiteView {
        key: maybe(value, "key")?,
        agency: agency(&object(value, "agency")?),
        kinds: list(&member(value, "kinds"), |k| CaseKind::from_code(&k.as_string()?)),
        categories: list(&member(value, "categories"), |c| {
            Some(CategoryView { code: maybe(c, "code")?, parent: maybe(c, "parent"), name: text(c, "name") })
        }),
        area: maybe(value, "area"),
        colour: text(value, "colour"),
        sheet: text(value, "sheet"),
        publishes: flag(value, "publishes"),
        questions: list(&member(value, "questions"), question),
    })
}

/// An extra question; of a kind that this build does not know: none.
fn question(value: &JsValue) -> Option<QuestionView> {
    let codes = |value: &JsValue, name: &str| list(&member(value, name), JsValue::as_string);
    Some(QuestionView {
        id: maybe(value, "id")?,
        kind: QuestionKind::from_code(&text(value, "kind"))?,
        ask: text(value, "ask"),
        hint: text(value, "hint"),
        required: flag(value, "required"),
        choices: list(&member(value, "choices"), |c| {
            Some(ChoiceView { code: maybe(c, "code")?, name: text(c, "name") })
        }),
        categories: codes(value, "categories"),
        min: number(value, "min").map(|n| n as i64),
        max: number(value, "max").map(|n| n as i64),
        when: object(value, "when").map(|w| WhenView { question: text(&w, "question"), is: codes(&w, "is") }),
        stop: object(value, "stop").map(|s| StopView { is: codes(&s, "is"), advice: text(&s, "advice") }),
    })
}

/// Who would get a case.
pub fn route(value: &JsValue) -> Option<RouteView> {
    Some(RouteView { agency: agency(&object(value, "agency")?), why: text(value, "why") })
}

/// Path and side of a QR code.
pub fn qr(value: &JsValue) -> Option<(String, String)> {
    Some((maybe(value, "path")?, maybe(value, "side")?))
}

/// Areas found by typing.
pub fn areas(value: &JsValue) -> Option<Vec<AreaView>> {
    Some(list(value, |a| {
        Some(AreaView { code: maybe(a, "code")?, name: text(a, "name"), province: text(a, "province") })
    }))
}

/// The receipt.
pub fn receipt(value: &JsValue) -> Option<Receipt> {
    Some(Receipt {
        code: maybe(value, "code")?,
        secret: maybe(value, "secret")?,
        status: CaseState::from_code(&text(value, "status"))?,
        agency: agency(&member(value, "agency")),
        due_at: stamp(value, "due_at"),
        due_explained: text(value, "due_explained"),
        tracking_url: text(value, "tracking_url"),
    })
}

/// Public cases that read alike.
pub fn suggestions(value: &JsValue) -> Option<Vec<SuggestionView>> {
    let one = |c: &JsValue| {
        Some(SuggestionView {
            code: maybe(c, "code")?,
            title: text(c, "title"),
            answer: text(c, "answer"),
            agency: text(c, "agency"),
            area: None,
            answered_at: None,
            url: text(c, "url"),
        })
    };
    Some(list(&member(value, "cases"), one))
}

/// A case as the citizen sees it.
pub fn tracking(value: &JsValue) -> Option<TrackingView> {
    Some(TrackingView {
        code: maybe(value, "code")?,
        kind: CaseKind::from_code(&text(value, "kind"))?,
        status: CaseState::from_code(&text(value, "status"))?,
        status_text: text(value, "status_text"),
        agency: object(value, "agency").map(|a| agency(&a)),
        received_at: stamp(value, "received_at")?,
        due_at: stamp(value, "due_at"),
        due_explained: text(value, "due_explained"),
        overdue: flag(value, "overdue"),
        answered_at: stamp(value, "answered_at"),
        story: list(&member(value, "story"), |s| {
            Some(StoryStep { at: stamp(s, "at")?, kind: text(s, "kind"), text: text(s, "text") })
        }),
        unlocked: flag(value, "unlocked"),
        words: object(value, "words").map(|w| WordsView { title: text(&w, "title"), body: text(&w, "body") }),
        files: files(value),
        answer: object(value, "answer").and_then(|m| message(&m)),
        messages: list(&member(value, "messages"), message),
        rating: number(value, "rating").map(|n| n as u8),
        allowed: list(&member(value, "allowed"), |a| Action::from_code(&a.as_string()?)),
        public: None,
        appeal: object(value, "appeal").map(|a| AppealView {
            agency: agency(&member(&a, "agency")),
            until: stamp(&a, "until"),
            code: maybe(&a, "code"),
            secret: maybe(&a, "secret"),
            against: maybe(&a, "against"),
        }),
        part_of: None,
        parts: list(&member(value, "parts"), |p| {
            Some(SplitView { code: maybe(p, "code")?, secret: text(p, "secret") })
        }),
    })
}

fn message(value: &JsValue) -> Option<MessageView> {
    Some(MessageView {
        at: stamp(value, "at")?,
        from: text(value, "from"),
        name: text(value, "name"),
        body: text(value, "body"),
        files: files(value),
    })
}

/// The files of a case or a message.
fn files(value: &JsValue) -> Vec<FileView> {
    list(&member(value, "files"), |f| {
        Some(FileView {
            number: number(f, "number")? as u32,
            name: text(f, "name"),
            media: text(f, "media"),
            size: number(f, "size")? as u64,
            preview: flag(f, "preview"),
            public: true,
        })
    })
}
