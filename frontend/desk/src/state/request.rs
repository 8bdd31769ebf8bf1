//! Questions to the server. A question is made without asking it; whoever awaits it, or follows it with
//! [`Loaded`](super::loaded::Loaded), sends it. Sending has no type of its own for each kind of answer: the only thing
//! that waits is in the program once.

use super::{App, Who};
use hoiam_kit::json::{self, Client};
use hoiam_kit::{Cause, Trouble};
use hoiam_shared::Lang;
use hoiam_shared::error::ErrorCode;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::marker::PhantomData;
use std::pin::Pin;

/// What every question ends in.
pub type Answer<T> = Result<T, Trouble>;

/// A question whose answer is a `T`; nothing is sent until somebody waits for it.
#[must_use]
pub struct Request<T> {
    /// Without its type.
    pub(super) question: Question,
    reads: PhantomData<fn() -> T>,
}

/// A question, whatever the answer is read as.
pub(super) struct Question {
    app: App,
    /// Language of the answer.
    pub lang: Lang,
    method: &'static str,
    path: String,
    /// JSON.
    body: Option<String>,
    /// The version that it builds on.
    version: Option<u32>,
}

impl<T> Request<T> {
    /// Reads `path`, with what it answers in `lang`.
    pub fn get(app: App, lang: Lang, path: impl Into<String>) -> Self {
        let question = Question { app, lang, method: "GET", path: path.into(), body: None, version: None };
        Self { question, reads: PhantomData }
    }

    /// Sends `input` to `path` by `method`, in the language of the screen.
    pub fn send<I: Serialize>(app: App, method: &'static str, path: impl Into<String>, input: &I) -> Self {
        let mut request = Self::get(app, app.lang.get_untracked(), path);
        request.question.method = method;
        // Wire types have names for keys and no number that JSON cannot write: this always gives a text.
        request.question.body = json::write(input);
        request
    }

    /// Deletes `path`.
    pub fn delete(app: App, path: impl Into<String>) -> Self {
        let mut request = Self::get(app, app.lang.get_untracked(), path);
        request.question.method = "DELETE";
        request
    }

    /// Only if the version is still this one.
    pub fn at_version(mut self, version: u32) -> Self {
        self.question.version = Some(version);
        self
    }
}

impl Question {
    /// Sends it and gives the text of the answer. A session that ended is noticed here, once, for every page: it shows
    /// the sign-in page over the same address; drafts are in the browser by then.
    pub async fn ask(self) -> Answer<String> {
        let client = Client { lang: self.lang, csrf: csrf(self.app) };
        let etag = self.version.map(|version| format!("\"{version}\""));
        let answer = client.ask(self.method, &self.path, self.body.as_deref(), etag.as_deref()).await;
        if answer.as_ref().is_err_and(|trouble| trouble.is(ErrorCode::Unauthenticated)) {
            self.app.who.set(Who::Nobody);
        }
        answer
    }
}

/// What a request that changes something carries; empty before signing in.
pub fn csrf(app: App) -> String {
    app.who.with_untracked(|who| if let Who::Person(s) = who { s.csrf.clone() } else { String::new() })
}

/// What a text says, as a `T`.
pub(super) fn read<T: DeserializeOwned>(text: &str, lang: Lang) -> Answer<T> {
    json::read(text).ok_or_else(|| Trouble::local(Cause::Unreadable, 200, lang))
}

impl<T: DeserializeOwned + 'static> IntoFuture for Request<T> {
    type Output = Answer<T>;
    type IntoFuture = Pin<Box<dyn Future<Output = Answer<T>>>>;

    fn into_future(self) -> Self::IntoFuture {
        let (lang, question) = (self.question.lang, self.question);
        Box::pin(async move { read(&question.ask().await?, lang) })
    }
}
