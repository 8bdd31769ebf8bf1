//! The console's client: any wire type through serde_json, with the session cookie and the CSRF token.

use crate::call::{Call, Credentials};
use crate::trouble::{Cause, Trouble};
use hoiam_shared::Lang;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Lists over a million cases answer in milliseconds; what takes this long will not come.
const TIMEOUT_MS: i32 = 20_000;

/// Calls to our own origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// Before every path; empty for the page's own origin.
    pub base: String,
    /// Language of the answers; sent as `?lang=`.
    pub lang: Lang,
    /// `csrf` of the session; empty before signing in.
    pub csrf: String,
}

/// An answer with the version it was read at.
#[derive(Debug, Clone, PartialEq)]
pub struct Versioned<T> {
    /// The answer.
    pub value: T,
    /// `ETag`, to be sent back as `If-Match`.
    pub etag: Option<String>,
}

impl Client {
    /// Reads `path` (with its query, if any): `/api/v1/cases?q=…`.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Trouble> {
        Ok(self.get_versioned(path).await?.value)
    }

    /// Reads `path` and its version.
    pub async fn get_versioned<T: DeserializeOwned>(&self, path: &str) -> Result<Versioned<T>, Trouble> {
        self.ask("GET", path, None, None).await
    }

    /// Sends `body` to `path` and reads the answer; use `()` where the answer is empty.
    pub async fn post<I: Serialize, T: DeserializeOwned>(&self, path: &str, body: &I) -> Result<T, Trouble> {
        Ok(self.send("POST", path, body, None).await?.value)
    }

    /// Sends `body` by any method, under the condition that the version is still `etag`.
    pub async fn send<I: Serialize, T: DeserializeOwned>(
        &self,
        method: &str,
        path: &str,
        body: &I,
        etag: Option<&str>,
    ) -> Result<Versioned<T>, Trouble> {
        let json = serde_json::to_string(body).map_err(|_| Trouble::local(Cause::Unreadable, 0, self.lang))?;
        self.ask(method, path, Some(&json), etag).await
    }

    /// Deletes `path`.
    pub async fn delete(&self, path: &str) -> Result<(), Trouble> {
        self.ask("DELETE", path, None, None).await.map(|answer: Versioned<()>| answer.value)
    }

    async fn ask<T: DeserializeOwned>(
        &self,
        method: &str,
        path: &str,
        body: Option<&str>,
        etag: Option<&str>,
    ) -> Result<Versioned<T>, Trouble> {
        let mut url = self.base.clone();
        url.push_str(path);
        url.push(if path.contains('?') { '&' } else { '?' });
        url.push_str("lang=");
        url.push_str(self.lang.code());
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
        let reply = call.send().await?;
        let (etag, status) = (reply.header("ETag"), reply.status());
        let text = reply.text().await?;
        // An empty answer (204) reads as `()` or `None`.
        let text = if text.is_empty() { "null" } else { &text };
        let value = serde_json::from_str(text).map_err(|_| Trouble::local(Cause::Unreadable, status, self.lang))?;
        Ok(Versioned { value, etag })
    }
}
