//! `/api/v1/wall`: the numbers of a screen on a wall, once and as they change.

use super::State;
use super::extract::{InLang, Onlooker, bearer};
use super::problem::{Answer, InLanguage};
use crate::domain::{App, Result as Told, Viewer, tokens, wall};
use axum::Json;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use hoiam_shared::Lang;
use hoiam_shared::wire::problem::Problem;
use hoiam_shared::wire::wall::WallView;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::interval;
use tokio_stream::Stream;
use tokio_stream::wrappers::ReceiverStream;
use tokio_util::sync::CancellationToken;

/// Between two looks whether the figures have moved.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Looks after which they are told even if not, so that a screen knows that it is not forgotten, and the day changes.
const AT_LEAST: u32 = 15;

/// The numbers of a screen on a wall: of the branch of a token with the role `display`, or of whoever may see figures.
#[utoipa::path(get, path = "/api/v1/wall", operation_id = "wall", tag = "supervision", params(("lang" = Option<String>, Query)),
    responses((status = 200, body = WallView), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn once(
    axum::extract::State(state): axum::extract::State<State>,
    Onlooker(viewer): Onlooker,
    InLang(lang): InLang,
) -> Answer<Json<WallView>> {
    Ok(Json(wall::of(&state.app, &viewer, lang).await.told(lang)?))
}

/// The same as server-sent events: `event: wall` with a `WallView` whenever the figures have moved, and twice a minute at
/// least. Ends when the token opens nothing any more.
#[utoipa::path(get, path = "/api/v1/wall/stream", operation_id = "wall_stream", tag = "supervision", params(("lang" = Option<String>, Query)),
    responses((status = 200, content_type = "text/event-stream", body = String), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn stream(
    axum::extract::State(state): axum::extract::State<State>,
    Onlooker(viewer): Onlooker,
    InLang(lang): InLang,
    headers: HeaderMap,
) -> Answer<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    let at = wall::moved(&state.app).await.told(lang)?;
    let first = wall::of(&state.app, &viewer, lang).await.told(lang)?;
    let token = bearer(&headers).map(str::to_owned);
    let screen = Screen { app: state.app.clone(), viewer, token, lang };
    Ok(Sse::new(told(screen, (first, at), state.stop.clone()))
        .keep_alive(KeepAlive::new().interval(Duration::from_secs(20))))
}

/// Who looks.
struct Screen {
    app: Arc<App>,
    viewer: Viewer,
    token: Option<String>,
    lang: Lang,
}

impl Screen {
    /// Whether it may still look; asked with each look of a token, which can be taken back.
    async fn still(&self) -> Told<bool> {
        Ok(match &self.token {
            Some(token) => tokens::viewer(&self.app, token).await?.is_some(),
            None => self.app.now_ms() < self.viewer.until_ms,
        })
    }
}

fn told(
    screen: Screen,
    (first, at): (WallView, i64),
    stop: CancellationToken,
) -> impl Stream<Item = Result<Event, Infallible>> {
    let (sender, receiver) = tokio::sync::mpsc::channel(2);
    drop(tokio::task::spawn(async move {
        let mut looks = interval(LOOK_EVERY);
        let (mut view, mut at, mut since) = (Some(first), at, 0_u32);
        loop {
            if let Some(view) = view.take()
                && let Ok(event) = Event::default().event("wall").json_data(&view)
                && sender.send(Ok(event)).await.is_err()
            {
                return;
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = sender.closed() => return,
                _ = looks.tick() => {}
            }
            // A database that is away for a moment is asked again at the next look.
            match screen.still().await {
                Ok(true) => {}
                Ok(false) => return,
                Err(_) => continue,
            }
            let Ok(now) = wall::moved(&screen.app).await else { continue };
            since += 1;
            if (now != at || since >= AT_LEAST)
                && let Ok(next) = wall::of(&screen.app, &screen.viewer, screen.lang).await
            {
                (view, at, since) = (Some(next), now, 0);
            }
        }
    }));
    ReceiverStream::new(receiver)
}
