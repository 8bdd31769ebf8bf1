//! The calls a citizen's browser makes: file a case, follow it, say something about it. Without cookies, to
//! the origin the widget came from.

use crate::call::{Call, Credentials};
use crate::trouble::{Cause, Trouble};
use crate::{read, write};
use hoiam_shared::Lang;
use hoiam_shared::case::Action;
use hoiam_shared::wire::intake::{CaseNew, RatingInput, Receipt, TrackingView, WordsInput};
use hoiam_shared::wire::site::{AreaView, SiteView};
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

impl Citizen {
    /// What can be filed here.
    pub async fn site(&self, key: &str) -> Result<SiteView, Trouble> {
        let url = self.url(&["sites/", &escape(key)]);
        self.read(self.ask("GET", &url, &[], None).await, read::site)
    }

    /// Areas by typing.
    pub async fn areas(&self, typed: &str) -> Result<Vec<AreaView>, Trouble> {
        let mut url = self.url(&["areas"]);
        url.push_str("&q=");
        url.push_str(&escape(typed));
        self.read(self.ask("GET", &url, &[], None).await, read::areas)
    }

    /// Files a case. The same `key` never files twice, however often it is sent.
    pub async fn file(&self, site: &str, key: &str, case: &CaseNew) -> Result<Receipt, Trouble> {
        let url = self.url(&["sites/", &escape(site), "/cases"]);
        let body = write::case_new(case);
        self.read(self.ask("POST", &url, &[("Idempotency-Key", key)], Some(&body)).await, read::receipt)
    }

    /// How a case stands; with the secret also the answer and the messages.
    pub async fn track(&self, code: &str, secret: &str) -> Result<TrackingView, Trouble> {
        let url = self.url(&["cases/", &escape(code)]);
        let header = [("X-Case-Secret", secret)];
        let headers = if secret.is_empty() { &[][..] } else { &header[..] };
        self.read(self.ask("GET", &url, headers, None).await, read::tracking)
    }

    /// A message, a withdrawal or a reopening.
    pub async fn say(
        &self,
        code: &str,
        secret: &str,
        action: Action,
        words: &WordsInput,
    ) -> Result<TrackingView, Trouble> {
        let resource = match action {
            Action::Withdraw => "/withdrawal",
            Action::Reopen => "/reopening",
            _ => "/messages",
        };
        self.act(code, secret, resource, &write::words(words)).await
    }

    /// How it went, 1 to 5 stars.
    pub async fn rate(&self, code: &str, secret: &str, rating: &RatingInput) -> Result<TrackingView, Trouble> {
        self.act(code, secret, "/rating", &write::rating(rating)).await
    }

    async fn act(&self, code: &str, secret: &str, resource: &str, body: &str) -> Result<TrackingView, Trouble> {
        let url = self.url(&["cases/", &escape(code), resource]);
        self.read(self.ask("POST", &url, &[("X-Case-Secret", secret)], Some(body)).await, read::tracking)
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

    /// Not generic, so that the one state machine of a call is compiled once.
    async fn ask(
        &self,
        method: &str,
        url: &str,
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> Result<JsValue, Trouble> {
        let call = Call {
            method,
            url,
            headers,
            body,
            credentials: Credentials::Omit,
            timeout_ms: TIMEOUT_MS,
            lang: self.lang,
        };
        call.send().await?.value().await
    }

    fn read<T>(&self, answer: Result<JsValue, Trouble>, read: fn(&JsValue) -> Option<T>) -> Result<T, Trouble> {
        read(&answer?).ok_or_else(|| Trouble::local(Cause::Unreadable, 200, self.lang))
    }
}

/// Made safe for an address.
fn escape(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}
