//! `GET /api/v1/stream`: server-sent events of the cases a member of staff may see.

use super::State;
use super::extract::Staff;
use crate::domain::app::LiveWhat;
use axum::response::sse::{Event, KeepAlive, Sse};
use hoiam_shared::wire::problem::Problem;
use std::convert::Infallible;
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
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let app = state.app.clone();
    let events = BroadcastStream::new(app.live.subscribe()).filter_map(move |live| match live {
        Ok(live) if viewer.sees(&app.settings(), live.agency, live.sealed) => match &live.what {
            LiveWhat::Case(event) => Event::default().event("case").id(event.seq.to_string()).json_data(event),
            LiveWhat::Presence(view) => Event::default().event("presence").json_data(view),
            LiveWhat::Notice(user) if *user == viewer.id => Ok(Event::default().event("notice").data("")),
            LiveWhat::Notice(_) => return None,
        }
        .ok()
        .map(Ok),
        Ok(_) => None,
        Err(_) => Some(Ok(Event::default().event("missed").data(""))),
    });
    let stop = state.stop.clone();
    let ended = futures_ended(events, stop);
    Sse::new(ended).keep_alive(KeepAlive::new().interval(Duration::from_secs(20)))
}

/// The stream, until the server stops.
fn futures_ended<T: Send + 'static>(
    events: impl Stream<Item = T> + Send + 'static,
    stop: tokio_util::sync::CancellationToken,
) -> impl Stream<Item = T> {
    let (sender, receiver) = tokio::sync::mpsc::channel(64);
    drop(tokio::task::spawn(async move {
        tokio::pin!(events);
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = sender.closed() => return,
                event = events.next() => match event {
                    Some(event) => if sender.send(event).await.is_err() { return },
                    None => return,
                }
            }
        }
    }));
    tokio_stream::wrappers::ReceiverStream::new(receiver)
}
