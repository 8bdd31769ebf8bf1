//! What pages of other origins take of a site: its loader, the frame, its questions; and what a citizen takes home.

use crate::both;
use crate::harness::{Installation, On};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::json;

#[tokio::test]
async fn only_the_pages_of_a_site_frame_it() {
    let t = Installation::new(On::Sqlite).await;
    t.get("/w/nobody").await.is_problem(404, "unknown_site");
    let frame = t.get("/w/demo").await;
    // Without the browser build there is no page, but never a page that anybody may frame.
    let policy = frame.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("frame-ancestors 'self' http://localhost:*"), "{policy}");
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe-inline"), "{policy}");
    assert_eq!(frame.headers["cross-origin-embedder-policy"], "require-corp");
    assert_eq!(frame.headers["cross-origin-resource-policy"], "cross-origin");
    t.get("/embed/nobody.js").await.is_problem(404, "unknown_site");
    t.get("/embed/demo.css").await.is_problem(404, "unknown_site");
}

both!(questions_are_checked_and_their_answers_stand_in_the_case, |t: Installation| async move {
    let site = t.get("/api/v1/sites/demo?lang=en").await.json();
    let asked: Vec<&str> = site["questions"].as_array().unwrap().iter().map(|q| q["id"].as_str().unwrap()).collect();
    assert!(asked.starts_with(&["danger", "since"]), "{asked:?}");
    assert!(site["sheet"].as_str().unwrap().contains("--ha-accent:"));
    let case = |answers: serde_json::Value| json!({ "kind": "feedback", "body": "Cây to nghiêng hẳn xuống đường", "category": "cay-xanh", "answers": answers });
    let missing = t.file("q1", &case(json!([]))).await;
    missing.is_problem(422, "invalid");
    assert_eq!(missing.json()["errors"][0]["field"], "answers.0");
    let stopped = t.file("q2", &case(json!([{ "question": "danger", "value": "yes" }]))).await;
    assert_eq!(stopped.json()["errors"][0]["code"], "stopped");
    let filed = t.file("q3", &case(json!([{ "question": "danger", "value": "no" }]))).await;
    assert_eq!(filed.status, StatusCode::CREATED, "{}", filed.text);
    let receipt = filed.json();
    let seen = t.track(receipt["code"].as_str().unwrap(), receipt["secret"].as_str().unwrap()).await;
    let body = seen["words"]["body"].as_str().unwrap();
    assert!(body.ends_with("Ngay lúc này có ai đang gặp nguy hiểm không: Không"), "{body}");
});

both!(people_consent_to_the_use_of_their_contact, |t: Installation| async move {
    let from_a_page = |consent: bool| {
        let case = json!({ "kind": "feedback", "body": "Đèn đường trước nhà hỏng cả tuần",
            "contact": { "email": "lan@example.vn" }, "consent": consent });
        Request::post("/api/v1/sites/demo/cases")
            .header(header::ORIGIN, "http://localhost:1234")
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", format!("consent-{consent}"))
            .body(Body::from(case.to_string()))
            .unwrap()
    };
    let refused = t.send(from_a_page(false)).await;
    refused.is_problem(422, "invalid");
    assert_eq!(refused.json()["errors"][0]["code"], "consent_needed");
    assert_eq!(t.send(from_a_page(true)).await.status, StatusCode::CREATED);
});

#[tokio::test]
async fn who_would_get_a_case_is_told_with_the_reason() {
    let t = Installation::new(On::Sqlite).await;
    let route = t.get("/api/v1/sites/demo/route?kind=feedback&category=rac-thai&area=26740&lang=vi").await.json();
    assert_eq!(route["agency"]["code"], "ubnd-26740", "{route}");
    assert!(!route["why"].as_str().unwrap().is_empty());
    let own = t.get("/api/v1/sites/demo/route?kind=question").await.json();
    assert_eq!(own["agency"]["code"], "van-phong-chinh-phu", "{own}");
    t.get("/api/v1/sites/demo/route?kind=nonsense").await.is_problem(422, "invalid");
    t.get("/api/v1/sites/demo/route?kind=feedback&area=x").await.is_problem(422, "invalid");
    let found = t.get("/api/v1/sites/demo/agencies?q=bo+y+te").await.json();
    assert_eq!(found[0]["code"], "bo-y-te", "{found}");
}

#[tokio::test]
async fn a_receipt_can_be_taken_home() {
    let t = Installation::new(On::Sqlite).await;
    let (code, secret) = t.filed("Nước sạch yếu từ đầu tháng").await;
    let qr = t.get(&format!("/api/v1/cases/{code}/qr")).await.json();
    assert!(qr["path"].as_str().unwrap().starts_with('M'), "{qr}");
    let svg = t.get(&format!("/t/{code}/qr.svg")).await;
    assert_eq!(svg.headers[header::CONTENT_TYPE], "image/svg+xml");
    t.get("/api/v1/cases/HA-26-XXXXX-XXXX/qr").await.is_problem(404, "not_found");

    let calendar = t.get(&format!("/t/{code}/due.ics?lang=vi")).await;
    assert_eq!(calendar.status, StatusCode::OK, "{}", calendar.text);
    assert!(calendar.text.starts_with("BEGIN:VCALENDAR\r\n") && calendar.text.ends_with("END:VCALENDAR\r\n"));
    assert!(calendar.text.contains(&format!("UID:{code}@hoiam\r\n")), "{}", calendar.text);
    assert!(!calendar.text.contains(&secret));

    let file = |secret: &str| {
        let request = Request::post(format!("/t/{code}/receipt.txt?lang=vi"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        t.send(request.body(Body::from(format!("secret={secret}"))).unwrap())
    };
    let saved = file(&secret).await;
    assert!(saved.text.contains(&code) && saved.text.contains(&secret), "{}", saved.text);
    assert!(saved.headers["content-disposition"].to_str().unwrap().contains(&format!("{code}.txt")));
    file("wrong").await.is_problem(403, "bad_secret");
}
