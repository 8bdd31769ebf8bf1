//! `GET /api/v1/stream`: server-sent events of the cases a member of staff may see.

use super::State;
use super::extract::{COOKIE, Staff, bearer, cookie};
use crate::domain::app::{LiveEvent, LiveWhat};
use crate::domain::{App, Result as Told, Viewer, people, tokens};
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use hoiam_shared::wire::problem::Problem;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio_stream::Stream;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::BroadcastStream;

/// What happens to cases, as it happens: `event: case` with a `StreamEvent` as data, `event: presence` with a
/// `PresenceView`, within the reader's rights; `event: notice` when the reader's inbox has something new;
/// `event: missed` when the listener was too slow and should load again.
#[utoipa::path(get, path = "/api/v1/stream", tag = "staff",
    responses((status = 200, content_type = "text/event-stream", body = String), (status = 401, body = Problem)))]
pub async fn stream(
    axum::extract::State(state): axum::extract::State<State>,
    Staff(viewer): Staff,
    headers: HeaderMap,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let way = match bearer(&headers) {
        Some(token) => Way::Token(token.to_owned()),
        None => Way::Session(cookie(&headers, COOKIE).unwrap_or_default()),
    };
    let listener = Listener { way, viewer, settings: state.app.settings().version };
    let events = listening(state.app.clone(), listener, state.stop.clone());
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(20)))
}

/// Browsers pass over an event without data.
const SOMETHING: &str = "1";

/// What lets them in.
enum Way {
    Session(String),
    Token(String),
}

impl Way {
    async fn viewer(&self, app: &App) -> Told<Option<Viewer>> {
        match self {
            Self::Session(token) => people::viewer(app, token).await,
            Self::Token(token) => tokens::viewer(app, token).await,
        }
    }
}

/// Who listens.
struct Listener {
    way: Way,
    viewer: Viewer,
    /// The settings under which their rights were asked last.
    settings: i64,
}

impl Listener {
    /// Looks again at who listens when settings have changed: people are among them, and whoever is kept out or signed
    /// out hears nothing any more, and nobody does when their time is up. `false` then.
    async fn still(&mut self, app: &App) -> bool {
        if self.viewer.until_ms <= app.now_ms() {
            return false;
        }
        let version = app.settings().version;
        if version == self.settings {
            return true;
        }
        match self.way.viewer(app).await {
            Ok(Some(viewer)) if viewer.need.is_none() => {
                self.viewer = viewer;
                self.settings = version;
                true
            }
            Ok(_) => false,
            // The database is away for a moment; it is asked again with the next event.
            Err(_) => true,
        }
    }

    fn told(&self, app: &App, live: &LiveEvent) -> Option<Event> {
        if !self.viewer.sees(&app.settings(), live.agency, live.sealed) {
            return None;
        }
        match &live.what {
            LiveWhat::Case(event) => Event::default().event("case").id(event.seq.to_string()).json_data(event),
            LiveWhat::Presence(view) => Event::default().event("presence").json_data(view),
            LiveWhat::Notice(user) if *user == self.viewer.id => Ok(Event::default().event("notice").data(SOMETHING)),
            LiveWhat::Notice(_) => return None,
        }
        .ok()
    }
}

/// Between two looks whether somebody may still listen, while nothing happens.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// What a listener is told, until they may not listen any more or the server stops.
fn listening(
    app: Arc<App>,
    mut listener: Listener,
    stop: tokio_util::sync::CancellationToken,
) -> impl Stream<Item = Result<Event, Infallible>> {
    let (sender, receiver) = tokio::sync::mpsc::channel(64);
    let mut events = BroadcastStream::new(app.live.subscribe());
    drop(tokio::task::spawn(async move {
        let mut looks = tokio::time::interval(LOOK_EVERY);
        loop {
            let live = tokio::select! {
                () = stop.cancelled() => return,
                () = sender.closed() => return,
                _ = looks.tick() => None,
                event = events.next() => match event {
                    Some(event) => Some(event),
                    None => return,
                }
            };
            if !listener.still(&app).await {
                return;
            }
            let told = match live {
                None => None,
                Some(Ok(live)) => listener.told(&app, &live),
                Some(Err(_)) => Some(Event::default().event("missed").data(SOMETHING)),
            };
            if let Some(told) = told
                && sender.send(Ok(told)).await.is_err()
            {
                return;
            }
        }
    }));
    tokio_stream::wrappers::ReceiverStream::new(receiver)
}
