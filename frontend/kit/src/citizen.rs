//! The calls a citizen's browser makes: file a case, follow it, say something about it. Without cookies, to
//! the origin the widget came from.

use crate::call::{Call, Credentials};
#[cfg(doc)]
use crate::read;
use crate::trouble::{Cause, Trouble};
use crate::write;
use hoiam_shared::Lang;
use hoiam_shared::case::{Action, CaseKind};
use hoiam_shared::wire::intake::{CaseNew, RatingInput, WordsInput};
use wasm_bindgen::JsValue;

/// Filing may wait for a slow phone network; a retry is harmless, so the limit is generous.
const TIMEOUT_MS: i32 = 30_000;

/// The client of one widget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citizen {
    /// Origin and path of the server, with a slash at the end.
    pub base: String,
    /// Language of the answers.
    pub lang: Lang,
}

/// What is asked of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// `GET` or `POST`.
    method: &'static str,
    /// Absolute.
    url: String,
    /// One header beside the usual ones; without a value it is left out.
    header: (&'static str, String),
    /// What was found for a challenge; nothing is sent when it is empty.
    pub proof: String,
    /// JSON; nothing is sent when it is empty.
    body: String,
}

const SECRET: &str = "X-Case-Secret";

impl Citizen {
    /// What can be filed here: read it with [`read::site`].
    pub fn site(&self, key: &str) -> Request {
        self.get(&["sites/", &escape(key)], &[])
    }

    /// Areas by typing: [`read::areas`].
    pub fn areas(&self, typed: &str) -> Request {
        self.get(&["areas"], &[("&q=", typed)])
    }

    /// Agencies by typing, which lie in no province: [`read::areas`].
    pub fn agencies(&self, site: &str, typed: &str) -> Request {
        self.get(&["sites/", &escape(site), "/agencies"], &[("&q=", typed)])
    }

    /// Who would get such a case; category and area may be empty: [`read::route`].
    pub fn route(&self, site: &str, kind: CaseKind, category: &str, area: &str) -> Request {
        let more = [("&kind=", kind.code()), ("&category=", category), ("&area=", area)];
        self.get(&["sites/", &escape(site), "/route"], &more)
    }

    /// The tracking code as a QR code: [`read::qr`].
    pub fn qr(&self, code: &str) -> Request {
        self.get(&["cases/", &escape(code), "/qr"], &[])
    }

    /// Files a case, read with [`read::receipt`]. The same `key` never files twice, however often it is sent.
    pub fn file(&self, site: &str, key: &str, case: &CaseNew) -> Request {
        self.post(&["sites/", &escape(site), "/cases"], ("Idempotency-Key", key), write::case_new(case))
    }

    /// Public cases that read like what is typed, read with [`read::suggestions`].
    pub fn suggest(&self, site: &str, text: &str) -> Request {
        self.post(&["sites/", &escape(site), "/suggestions"], ("", ""), write::suggest(text))
    }

    /// Joins a public case instead of filing another; otherwise as [`Self::file`].
    pub fn join(&self, site: &str, code: &str, key: &str, case: &CaseNew) -> Request {
        let parts = ["sites/", &escape(site), "/cases/", &escape(code), "/follow"];
        self.post(&parts, ("Idempotency-Key", key), write::case_new(case))
    }

    /// How a case stands, read with [`read::tracking`]; with the secret also the answer and the messages.
    pub fn track(&self, code: &str, secret: &str) -> Request {
        Request { header: (SECRET, secret.to_owned()), ..self.get(&["cases/", &escape(code)], &[]) }
    }

    /// A message, a withdrawal, a reopening or an appeal.
    pub fn say(&self, code: &str, secret: &str, action: Action, words: &WordsInput) -> Request {
        let resource = match action {
            Action::Withdraw => "/withdrawal",
            Action::Reopen => "/reopening",
            Action::Appeal => "/appeal",
            _ => "/messages",
        };
        self.post(&["cases/", &escape(code), resource], (SECRET, secret), write::words(words))
    }

    /// The signed receipt of a case, a text.
    pub fn signed(&self, code: &str, secret: &str) -> Request {
        Request { header: (SECRET, secret.to_owned()), ..self.get(&["cases/", &escape(code), "/receipt"], &[]) }
    }

    /// How it went, 1 to 5 stars.
    pub fn rate(&self, code: &str, secret: &str, rating: &RatingInput) -> Request {
        self.post(&["cases/", &escape(code), "/rating"], (SECRET, secret), write::rating(rating))
    }

    fn get(&self, parts: &[&str], more: &[(&str, &str)]) -> Request {
        let mut url = self.url(parts);
        for (name, value) in more.iter().filter(|(_, value)| !value.is_empty()) {
            url.push_str(name);
            url.push_str(&escape(value));
        }
        Request { method: "GET", url, header: ("", String::new()), proof: String::new(), body: String::new() }
    }

    fn post(&self, parts: &[&str], (name, value): (&'static str, &str), body: String) -> Request {
        Request { method: "POST", url: self.url(parts), header: (name, value.to_owned()), proof: String::new(), body }
    }

    fn url(&self, parts: &[&str]) -> String {
        let mut url = self.base.clone();
        url.push_str("api/v1/");
        for part in parts {
            url.push_str(part);
        }
        url.push_str("?lang=");
        url.push_str(self.lang.code());
        url
    }

    /// Sends it. Not generic, and the only thing that waits: each further kind of future weighs as much as a page.
    pub async fn ask(self, request: Request) -> Result<JsValue, Trouble> {
        let headers = [(request.header.0, request.header.1.as_str()), ("Proof-Of-Work", request.proof.as_str())];
        let call = Call {
            method: request.method,
            url: &request.url,
            headers: &headers,
            body: Some(request.body.as_str()).filter(|body| !body.is_empty()),
            credentials: Credentials::Omit,
            timeout_ms: TIMEOUT_MS,
            lang: self.lang,
        };
        call.send().await?.value().await
    }

    /// What was answered, or why it cannot be used.
    pub fn read<T>(&self, answer: Result<JsValue, Trouble>, read: fn(&JsValue) -> Option<T>) -> Result<T, Trouble> {
        read(&answer?).ok_or_else(|| Trouble::local(Cause::Unreadable, 200, self.lang))
    }
}

/// Made safe for an address.
fn escape(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}
