//! A form that waits before it is filed, sent by a browser that cannot work instead (`domain::toll`). One answer holds two
//! pages: the one that says so comes at once, what any form gets comes in its place when the wait is over. So nothing has to be
//! stored for it, no node has to know it, and a connection that breaks off files nothing.

use super::portal::private;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;
use hoiam_portal::{continued, opened};
use std::convert::Infallible;
use std::pin::Pin;
use tokio_stream::StreamExt;

/// An answer that begins with `page` and ends with what `then` gives.
pub(super) fn answer(page: &str, then: impl Future<Output = Response> + Send + 'static) -> Response {
    let first = opened(page).to_owned();
    let rest = async move {
        // Our own page, drawn whole: there is nothing that could break off.
        let page = to_bytes(then.await.into_body(), usize::MAX).await.unwrap_or_default();
        continued(&String::from_utf8_lossy(&page)).to_owned()
    };
    let parts: [Pin<Box<dyn Future<Output = String> + Send>>; 2] =
        [Box::pin(std::future::ready(first)), Box::pin(rest)];
    let pieces = tokio_stream::iter(parts).then(async |part| Ok::<_, Infallible>(part.await));
    let mut response = private(Response::new(Body::from_stream(pieces)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    // nginx would hold the first page back until it has the second.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}
