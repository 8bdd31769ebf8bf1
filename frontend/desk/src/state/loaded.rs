//! What was asked of the server, and asked anew when what the question depends on changes. The value before stays while
//! the next is on its way, and only the last answer counts: a question that is overtaken, or whose page is left, is
//! aborted. One such thing for all kinds of answers; Leptos' resources are compiled anew for each.

use super::known::Erased;
use super::request::{Answer, Question, Request, read};
use hoiam_kit::Trouble;
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;
use serde::de::DeserializeOwned;
use std::marker::PhantomData;

/// An answer that follows its question; copies are the same.
pub struct Loaded<T> {
    came: RwSignal<Option<Answer<Erased>>>,
    reads: PhantomData<fn() -> T>,
}

impl<T> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Loaded<T> {}

impl<T: PartialEq + Send + Sync + 'static> Loaded<T> {
    /// Asks what `ask` gives, and again whenever something it reads changes. Goes with the present component.
    pub fn new(ask: impl Fn() -> Request<T> + 'static) -> Self
    where
        T: DeserializeOwned,
    {
        Self::when(move || Some(ask()))
    }

    /// The same where there may be nothing to ask; then there is no value.
    pub fn when(ask: impl Fn() -> Option<Request<T>> + 'static) -> Self
    where
        T: DeserializeOwned,
    {
        Self::tagged(move || ask().map(|request| ((), request)), |(), answer: Answer<T>| answer)
    }

    /// The same for an answer that is only worth something together with what was asked: `join` puts them together.
    pub fn tagged<K: 'static, A: DeserializeOwned + 'static>(
        ask: impl Fn() -> Option<(K, Request<A>)> + 'static,
        join: fn(K, Answer<A>) -> Answer<T>,
    ) -> Self {
        let came = RwSignal::new(None);
        let ask = move || {
            let (tag, request) = ask()?;
            let lang = request.question.lang;
            let read = move |text: Answer<String>| join(tag, text.and_then(|text| read(&text, lang))).map(Erased::new);
            Some((request.question, Box::new(read) as Reader))
        };
        follow(came, Box::new(ask));
        Self { came, reads: PhantomData }
    }

    /// Looks at what came last, and follows it.
    pub fn with<U>(self, look: impl FnOnce(Option<Result<&T, &Trouble>>) -> U) -> U {
        self.came.with(|came| look(came.as_ref().map(|answer| answer.as_ref().map(Erased::as_ref))))
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Loaded<T> {
    /// A copy of what came last, followed.
    pub fn get(self) -> Option<Answer<T>> {
        self.with(|came| came.map(|answer| answer.cloned().map_err(Trouble::clone)))
    }

    /// What an act has answered stands in the place of what was asked before it.
    pub fn put(self, value: T) {
        self.came.set(Some(Ok(Erased::new(value))));
    }

    /// A copy of what came last, if the page is still there.
    pub fn now(self) -> Option<Answer<T>> {
        let came = self.came.try_get_untracked().flatten()?;
        Some(came.map(|value| value.as_ref::<T>().clone()))
    }

    /// The same where only a good answer counts.
    pub fn good(self) -> Option<T> {
        self.with(|came| came?.ok().cloned())
    }
}

/// Makes an answer of a text.
type Reader = Box<dyn FnOnce(Answer<String>) -> Answer<Erased>>;

fn follow(came: RwSignal<Option<Answer<Erased>>>, ask: Box<dyn Fn() -> Option<(Question, Reader)>>) {
    // Whatever an effect has begun ends when it runs again or goes: nobody waits for an older answer any more.
    Effect::new(move || match ask() {
        None => came.set(None),
        Some((question, read)) => {
            spawn_local_scoped_with_cancellation(async move { came.set(Some(read(question.ask().await))) });
        }
    });
}
