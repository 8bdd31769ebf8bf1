//! The client of staff: any wire type through serde, with the session cookie and the CSRF token. What waits knows no
//! type; reading and writing are apart from it.

use crate::call::{Call, Credentials};
use crate::tree;
use crate::trouble::Trouble;
use hoiam_shared::Lang;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Lists over a million cases answer in milliseconds; what takes this long will not come.
const TIMEOUT_MS: i32 = 20_000;

/// Calls to our own origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// Language of the answers; sent as `?lang=`.
    pub lang: Lang,
    /// `csrf` of the session; empty before signing in.
    pub csrf: String,
}

impl Client {
    /// Sends `body` (JSON), if any, to `path` (with its query, if any: `/api/v1/cases?q=…`), under the condition that
    /// the version is still `etag`, and gives the text of the answer.
    pub async fn ask(
        &self,
        method: &str,
        path: &str,
        body: Option<&str>,
        etag: Option<&str>,
    ) -> Result<String, Trouble> {
        let mark = if path.contains('?') { '&' } else { '?' };
        let url = format!("{path}{mark}lang={}", self.lang.code());
        let mut headers = Vec::new();
        if method != "GET" && !self.csrf.is_empty() {
            headers.push(("X-CSRF-Token", self.csrf.as_str()));
        }
        headers.extend(etag.map(|etag| ("If-Match", etag)));
        let call = Call {
            method,
            url: &url,
            headers: &headers,
            body,
            credentials: Credentials::SameOrigin,
            timeout_ms: TIMEOUT_MS,
            lang: self.lang,
        };
        call.send().await?.text().await
    }
}

/// What a text says; an empty one (204) reads as `()` or `None`.
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    tree::read(&parse(text)?)
}

fn parse(text: &str) -> Option<serde_json::Value> {
    if text.is_empty() { Some(serde_json::Value::Null) } else { serde_json::from_str(text).ok() }
}

/// As text.
pub fn write<T: Serialize>(value: &T) -> Option<String> {
    serde_json::to_string(value).ok()
}
