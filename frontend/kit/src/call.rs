//! One call over `fetch`: a time limit, an abort when nobody waits any more, and problem+json read into
//! [`Trouble`]. Dropping the future aborts the request, so a page that is left stops asking by itself.

use crate::read;
use crate::trouble::{Cause, Trouble};
use hoiam_shared::Lang;
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestCredentials, RequestInit, Response};

/// Whether the browser sends its cookies along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credentials {
    /// Never: the widget, which stands on other people's pages.
    Omit,
    /// To our own origin: the console.
    SameOrigin,
}

/// A request, ready to go.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// `GET`, `POST`, …
    pub method: &'a str,
    /// Absolute, or relative to the page.
    pub url: &'a str,
    /// Beside `Content-Type`, which a body brings along. Those without a value are left out.
    pub headers: &'a [(&'a str, &'a str)],
    /// JSON.
    pub body: Option<&'a str>,
    /// Cookies.
    pub credentials: Credentials,
    /// The longest wait for the whole answer, in milliseconds.
    pub timeout_ms: i32,
    /// Language of what is said when it fails.
    pub lang: Lang,
}

/// An answer with a status below 400. Lives as long as its body may still be read.
pub struct Reply {
    response: Response,
    lang: Lang,
    _limit: Limit,
}

/// Stops the request when the time is up or when it is dropped. After the end stopping does nothing.
struct Limit {
    controller: AbortController,
    timer: i32,
}

/// What the time limit aborts with; tells it from a page that was left.
const TIME_UP: &str = "hoiam.timeout";

impl Limit {
    fn start(timeout_ms: i32) -> Result<Self, JsValue> {
        let controller = AbortController::new()?;
        let abort: Function = Reflect::get(&controller, &JsValue::from_str("abort"))?.dyn_into()?;
        let abort = abort.bind1(&controller, &JsValue::from_str(TIME_UP));
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        let timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(abort.unchecked_ref(), timeout_ms)?;
        Ok(Self { controller, timer })
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.timer);
        }
        self.controller.abort();
    }
}

impl Call<'_> {
    /// Sends it. Statuses from 400 up are [`Trouble`].
    pub async fn send(self) -> Result<Reply, Trouble> {
        let lang = self.lang;
        let (response, limit) = self.start().await.map_err(|e| failure(&e, lang))?;
        let reply = Reply { response, lang, _limit: limit };
        if reply.response.status() < 400 { Ok(reply) } else { Err(reply.into_trouble().await) }
    }

    async fn start(self) -> Result<(Response, Limit), JsValue> {
        let limit = Limit::start(self.timeout_ms)?;
        let headers = Headers::new()?;
        headers.set("Accept", "application/json")?;
        for (name, value) in self.headers {
            if !value.is_empty() {
                headers.set(name, value)?;
            }
        }
        let init = RequestInit::new();
        init.set_method(self.method);
        init.set_signal(Some(&limit.controller.signal()));
        init.set_credentials(match self.credentials {
            Credentials::Omit => RequestCredentials::Omit,
            Credentials::SameOrigin => RequestCredentials::SameOrigin,
        });
        if let Some(body) = self.body {
            headers.set("Content-Type", "application/json")?;
            init.set_body(&JsValue::from_str(body));
        }
        init.set_headers(&headers);
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        let response = JsFuture::from(window.fetch_with_str_and_init(self.url, &init)).await?;
        Ok((response.unchecked_into(), limit))
    }
}

impl Reply {
    /// HTTP status.
    pub fn status(&self) -> u16 {
        self.response.status()
    }

    /// A header.
    pub fn header(&self, name: &str) -> Option<String> {
        self.response.headers().get(name).ok().flatten()
    }

    /// The body as the browser's own parser reads it; a page that replaced `JSON` has no say in this.
    pub async fn value(self) -> Result<JsValue, Trouble> {
        self.read(self.response.json()).await
    }

    /// The body as text.
    pub async fn text(self) -> Result<String, Trouble> {
        Ok(self.read(self.response.text()).await?.as_string().unwrap_or_default())
    }

    async fn read(&self, body: Result<js_sys::Promise, JsValue>) -> Result<JsValue, Trouble> {
        let read = match body {
            Ok(promise) => JsFuture::from(promise).await,
            Err(error) => Err(error),
        };
        read.map_err(|error| {
            let trouble = failure(&error, self.lang);
            // A syntax error in the answer looks like a network failure; the connection stood, so it is the content.
            if trouble.cause == Cause::Offline {
                Trouble::local(Cause::Unreadable, self.status(), self.lang)
            } else {
                trouble
            }
        })
    }

    async fn into_trouble(self) -> Trouble {
        let (status, lang) = (self.status(), self.lang);
        let retry_after_s = self.header("Retry-After").and_then(|s| s.parse().ok());
        let problem = self.value().await.ok().and_then(|value| read::problem(&value));
        let mut trouble = problem.map_or_else(|| Trouble::local(Cause::Unreadable, status, lang), Trouble::refused);
        trouble.retry_after_s = retry_after_s;
        trouble
    }
}

fn failure(error: &JsValue, lang: Lang) -> Trouble {
    let cause = if error.as_string().is_some_and(|e| e == TIME_UP) { Cause::Timeout } else { Cause::Offline };
    Trouble::local(cause, 0, lang)
}
