//! A system of somebody else over real HTTP: keeps what is posted to it and answers as it is told to.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Redirect;
use axum::routing::post;
use axum::{Router, response::IntoResponse};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use tokio::task::JoinSet;

#[derive(Debug, Default)]
struct Kept {
    answers: VecDeque<u16>,
    posts: Vec<(HeaderMap, String)>,
}

/// A system that is told; it ends with the test.
pub struct Receiver {
    kept: Arc<Mutex<Kept>>,
    pub url: String,
    _work: JoinSet<()>,
}

async fn receive(State(kept): State<Arc<Mutex<Kept>>>, headers: HeaderMap, body: Bytes) -> axum::response::Response {
    let mut kept = kept.lock().unwrap();
    kept.posts.push((headers, String::from_utf8(body.to_vec()).unwrap()));
    match kept.answers.pop_front() {
        Some(302) => Redirect::temporary("/elsewhere").into_response(),
        Some(status) => StatusCode::from_u16(status).unwrap().into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    }
}

impl Receiver {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let kept = Arc::new(Mutex::new(Kept::default()));
        let router = Router::new().route("/hook", post(receive)).route("/elsewhere", post(receive));
        let router = router.with_state(kept.clone());
        let mut work = JoinSet::new();
        work.spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { kept, url, _work: work }
    }

    pub fn will(&self, answers: impl IntoIterator<Item = u16>) {
        self.kept.lock().unwrap().answers.extend(answers);
    }

    pub fn posts(&self) -> Vec<(HeaderMap, String)> {
        std::mem::take(&mut self.kept.lock().unwrap().posts)
    }
}
