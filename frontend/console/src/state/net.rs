//! One request and its answer or its trouble. Knows JSON, problem details and the headers that every change
//! carries; does not know any address.

use hoiam_shared::Lang;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::problem::Problem;
use leptos::prelude::window;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestCredentials, RequestInit, Response};

/// Why a request brought nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum Trouble {
    /// The server was not reached.
    Offline,
    /// It answered something that is no answer.
    Garbled,
    /// It said what is wrong.
    Problem(Box<Problem>),
}

impl Trouble {
    /// The code, when the server gave one that we know.
    pub fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Problem(p) => ErrorCode::from_code(&p.code),
            Self::Offline | Self::Garbled => None,
        }
    }

    /// What happened. Known codes are said in the language of the screen, which may have changed since.
    pub fn title(&self, lang: Lang) -> String {
        match (self, self.code()) {
            (_, Some(code)) => code.title(lang).to_owned(),
            (Self::Problem(p), None) => p.title.clone(),
            (Self::Offline, None) => Desk::Offline.text(lang).to_owned(),
            (Self::Garbled, None) => Desk::Garbled.text(lang).to_owned(),
        }
    }

    /// What was kept, and what to do.
    pub fn detail(&self, lang: Lang) -> String {
        match self {
            Self::Problem(p) => p.detail.clone(),
            Self::Offline => Desk::OfflineDetail.text(lang).to_owned(),
            Self::Garbled => Desk::GarbledDetail.text(lang).to_owned(),
        }
    }
}

/// What goes along with a change.
#[derive(Default)]
pub struct Extras<'a> {
    /// `X-CSRF-Token`.
    pub csrf: &'a str,
    /// `If-Match`, without quotes.
    pub version: Option<u32>,
}

/// Sends a request without a body.
pub async fn fetch<T: DeserializeOwned>(method: &str, path: &str, extras: Extras<'_>) -> Result<T, Trouble> {
    request(method, path, None, extras).await
}

/// Sends a request with a JSON body.
pub async fn send<T: DeserializeOwned>(
    method: &str,
    path: &str,
    body: &impl Serialize,
    extras: Extras<'_>,
) -> Result<T, Trouble> {
    let body = serde_json::to_string(body).map_err(|_| Trouble::Garbled)?;
    request(method, path, Some(body), extras).await
}

async fn request<T: DeserializeOwned>(
    method: &str,
    path: &str,
    body: Option<String>,
    extras: Extras<'_>,
) -> Result<T, Trouble> {
    let init = build(method, body, &extras).map_err(|_| Trouble::Garbled)?;
    let answer = JsFuture::from(window().fetch_with_str_and_init(path, &init)).await.map_err(|_| Trouble::Offline)?;
    let response: Response = answer.dyn_into().map_err(|_| Trouble::Garbled)?;
    let text = response.text().map_err(|_| Trouble::Offline)?;
    // A connection that breaks in the middle of the body is the same as none.
    let text = JsFuture::from(text).await.map_err(|_| Trouble::Offline)?.as_string().unwrap_or_default();
    if response.ok() {
        // 204: the type is `()`, which JSON writes as null.
        let text = if text.is_empty() { "null" } else { &text };
        serde_json::from_str(text).map_err(|_| Trouble::Garbled)
    } else {
        match serde_json::from_str::<Problem>(&text) {
            Ok(problem) => Err(Trouble::Problem(Box::new(problem))),
            // A proxy in front that finds nobody behind it.
            Err(_) if matches!(response.status(), 502..=504) => Err(Trouble::Offline),
            Err(_) => Err(Trouble::Garbled),
        }
    }
}

fn build(method: &str, body: Option<String>, extras: &Extras<'_>) -> Result<RequestInit, JsValue> {
    let headers = Headers::new()?;
    headers.set("Accept", "application/json")?;
    if !extras.csrf.is_empty() {
        headers.set("X-CSRF-Token", extras.csrf)?;
    }
    if let Some(version) = extras.version {
        headers.set("If-Match", &format!("\"{version}\""))?;
    }
    let init = RequestInit::new();
    init.set_method(method);
    init.set_credentials(RequestCredentials::SameOrigin);
    if let Some(body) = body {
        headers.set("Content-Type", "application/json")?;
        init.set_body(&JsValue::from_str(&body));
    }
    init.set_headers(&headers);
    Ok(init)
}
