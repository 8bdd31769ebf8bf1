//! What the fuzzer kept, gone through by the ordinary tests: whatever was found once stays found. `cargo xtask fuzz` looks for more.

use crate::harness::{Installation, On};
use axum::body::Body;
use axum::http::{Request, header};
use hoiam_backend::config::LimitsPlace;
use std::path::Path;
use std::sync::Arc;
use tokio::task::JoinSet;

#[path = "../../../fuzz/src/targets.rs"]
mod targets;

/// The files of a corpus; there are some.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect();
    assert!(!files.is_empty(), "{target}");
    files
}

#[test]
fn what_is_read_without_a_server() {
    corpus("query").iter().for_each(|data| targets::query(data));
    corpus("analyzer").iter().for_each(|data| targets::analyzer(data));
    corpus("tracking_code").iter().for_each(|data| targets::tracking_code(data));
    corpus("calendar_import").iter().for_each(|data| targets::calendar_import(data));
}

#[tokio::test]
async fn what_is_filed() {
    let mut t = Installation::new(On::Sqlite).await;
    // So many at once are more than is usual, and would be asked to work.
    t.limited_to(LimitsPlace { unlimited: true, ..LimitsPlace::default() }).await;
    let t = Arc::new(t);
    let json = corpus("intake_json").into_iter().map(|data| targets::intake_json(&data));
    let forms = corpus("intake_multipart").into_iter().map(|data| targets::intake_multipart(&data));
    let mut left: Vec<_> = json.chain(forms).collect();
    // A few at a time: what is filed together is committed together.
    let mut lanes = JoinSet::new();
    while !left.is_empty() {
        let lane = left.split_off(left.len().saturating_sub(24));
        lanes.spawn(sent(t.clone(), lane));
    }
    lanes.join_all().await;
}

async fn sent(t: Arc<Installation>, cases: Vec<Vec<Request<Body>>>) {
    for requests in cases {
        let mut answers = Vec::new();
        for request in requests {
            let answer = t.send(request).await;
            let kind = answer.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
            targets::answered(answer.status.as_u16(), kind, &answer.text);
            answers.push((answer.status.as_u16(), answer.text));
        }
        targets::agreed(&answers);
    }
}
