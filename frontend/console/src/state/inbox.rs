//! How many notices the person has not seen: asked when the program starts, when the stream says that there is one, and
//! every half minute, since the server node that tells somebody is not always the one that they listen to.

use super::api;
use super::live::{Told, on_event};
use hoiam_desk::state::App;
use hoiam_desk::state::request::Request;
use hoiam_shared::wire::notices::{InboxCount, InboxSeen};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The number; copies are the same one.
#[derive(Clone, Copy)]
pub struct Unseen {
    app: App,
    /// How many.
    pub count: RwSignal<u32>,
}

impl Unseen {
    /// Follows it until the present component goes.
    pub fn follow(app: App) -> Self {
        let unseen = Self { app, count: RwSignal::new(0) };
        Effect::new(move || {
            app.now.track();
            unseen.take(api::unseen(app, app.lang.get_untracked()));
        });
        on_event(move |told| {
            if matches!(told, Told::Notice | Told::Missed) {
                unseen.take(api::unseen(app, app.lang.get_untracked()));
            }
        });
        unseen
    }

    /// The person has seen what was told of a case, or of every case.
    pub fn saw(self, code: Option<String>) {
        self.take(api::saw(self.app, &InboxSeen { code }));
    }

    /// What cannot be asked just now is asked again soon: the number stays as it was.
    fn take(self, request: Request<InboxCount>) {
        spawn_local(async move {
            if let Ok(InboxCount { unseen }) = request.await
                && self.count.try_get_untracked().is_some_and(|before| before != unseen)
            {
                self.count.set(unseen);
            }
        });
    }
}
