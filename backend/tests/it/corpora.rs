//! What the fuzzer kept, gone through by the ordinary tests: whatever was found once stays found. `cargo xtask fuzz` looks for more.

use crate::harness::{Installation, On};
use axum::http::header;
use std::path::Path;

#[path = "../../../fuzz/src/targets.rs"]
mod targets;

/// The files of a corpus; there are some.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(target);
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
    let t = Installation::new(On::Sqlite).await;
    let json = corpus("intake_json").into_iter().map(|data| targets::intake_json(&data));
    let forms = corpus("intake_multipart").into_iter().map(|data| targets::intake_multipart(&data));
    for requests in json.chain(forms) {
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
