//! Bad input: a clear problem each, never a 500, nothing half-written.

use crate::both;
use crate::harness::{Installation, encode};
use axum::body::Body;
use axum::http::{Request, header};
use hoiam_backend::store::cases;
use serde_json::json;

both!(bad_requests_are_told_so, |t: Installation| async move {
    let post = |body: Vec<u8>, media: &str| {
        Request::post("/api/v1/sites/demo/cases")
            .header(header::CONTENT_TYPE, media)
            .header("idempotency-key", "k")
            .body(Body::from(body))
            .unwrap()
    };
    let json = "application/json";
    let check = async |request, status, code| t.send(request).await.is_problem(status, code);
    check(post(b"{".to_vec(), json), 400, "malformed").await;
    check(post(b"[]".to_vec(), json), 400, "malformed").await;
    check(post(br#"{"kind":"feedback","body":7}"#.to_vec(), json), 400, "malformed").await;
    check(post(br#"{"kind":"nonsense","body":"long enough for anyone"}"#.to_vec(), json), 400, "malformed").await;
    check(post(br#"{"kind":"feedback","body":"\ud800 lone surrogate"}"#.to_vec(), json), 400, "malformed").await;
    check(post(vec![0xff, 0xfe, b'{'], json), 400, "malformed").await;
    check(post(br#"{"kind":"feedback","body":"NUL \u0000 inside the text"}"#.to_vec(), json), 422, "invalid").await;
    check(post(b"kind=feedback".to_vec(), "application/x-www-form-urlencoded"), 415, "unsupported_media").await;
    let long = json!({ "kind": "feedback", "body": "a".repeat(1_000_000) }).to_string();
    check(post(long.into_bytes(), json), 413, "too_large").await;
    let longish = json!({ "kind": "feedback", "body": "a".repeat(100_000) }).to_string();
    check(post(longish.into_bytes(), json), 422, "invalid").await;

    let good = json!({ "kind": "feedback", "body": "Rác chất đống trước cổng chợ." });
    let bare =
        |path: &str| Request::post(path).header(header::CONTENT_TYPE, json).body(Body::from(good.to_string())).unwrap();
    check(bare("/api/v1/sites/demo/cases"), 400, "key_missing").await;
    t.file(&"k".repeat(200), &good).await.is_problem(400, "key_missing");
    let mut foreign = post(good.to_string().into_bytes(), json);
    foreign.headers_mut().insert(header::ORIGIN, "https://evil.example".parse().unwrap());
    check(foreign, 403, "forbidden_origin").await;
    let unknown =
        Request::post("/api/v1/sites/nobody/cases").header("idempotency-key", "k").header(header::CONTENT_TYPE, json);
    check(unknown.body(Body::from(good.to_string())).unwrap(), 404, "unknown_site").await;
    check(Request::delete("/api/v1/sites/demo/cases").body(Body::empty()).unwrap(), 405, "method_not_allowed").await;
    check(Request::get("/api/v1/nothing").body(Body::empty()).unwrap(), 404, "not_found").await;
    check(Request::get("/api/v1/cases/HA-26-00000-0000").body(Body::empty()).unwrap(), 404, "not_found").await;
    assert_eq!(cases::count(&mut t.app().db.read()).await.unwrap(), 0);
});

both!(queries_that_cannot_be_read_say_where, |t: Installation| async move {
    let handler = t.sign_in("chuyenvien").await;
    for query in ["kind:nonsense", "(((", "due:<", "flag:nothing", "\"open", &"(".repeat(300), &"a ".repeat(2_000)] {
        let answer = t.staff_get(&handler, &format!("/api/v1/cases?q={}", encode(query))).await;
        answer.is_problem(400, "bad_query");
    }
});

both!(a_wrong_secret_opens_nothing, |t: Installation| async move {
    let (code, secret) = t.filed("Vỉa hè bị chiếm dụng để xe máy cả ngày.").await;
    let ask = |secret: &str| {
        Request::get(format!("/api/v1/cases/{code}")).header("x-case-secret", secret).body(Body::empty()).unwrap()
    };
    t.send(ask("0000-0000-0000")).await.is_problem(403, "bad_secret");
    assert_eq!(t.send(ask(&secret.to_lowercase().replace('-', " "))).await.json()["unlocked"], true);
    let words = json!({ "body": "Tôi không phải người gửi" });
    t.reply(&code, "0000-0000-0000", "messages", &words).await.is_problem(403, "bad_secret");
    t.reply(&code, &secret, "rating", &json!({ "stars": 9 })).await.is_problem(422, "invalid");
    t.reply(&code, &secret, "rating", &json!({ "stars": 5 })).await.is_problem(409, "not_allowed_now");
});
