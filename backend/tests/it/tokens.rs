//! Tokens of other programs: made, used within their role and branch, taken back.

use crate::both;
use crate::harness::{Answer, DAY_MS, Installation, Session, text};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};

const TOKENS: &str = "/api/v1/admin/tokens";

async fn with_token(t: &Installation, token: &str, method: &str, path: &str, input: &Value) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::IF_MATCH, "\"2\"")
        .body(Body::from(input.to_string()))
        .unwrap();
    t.send(request).await
}

async fn make(t: &Installation, by: &Session, role: &str, agency: &str, days: u32) -> Answer {
    let new = json!({ "name": "Kho dữ liệu", "role": role, "agency": agency, "days": days });
    t.staff_send(by, "POST", TOKENS, &new).await
}

/// A token that was made; its number and what opens.
async fn made(t: &Installation, by: &Session, role: &str, agency: &str, days: u32) -> (i64, String) {
    let answer = make(t, by, role, agency, days).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
    (answer.json()["token"]["id"].as_i64().unwrap(), text(&answer.json(), "secret"))
}

both!(a_token_works_within_its_role_and_branch, |mut t: Installation| async move {
    let admin = t.sign_in("admin").await;
    for (role, agency, days, field) in [
        ("administrator", "ubnd-79", 30, "role"),
        ("handler", "khong-co", 30, "agency"),
        ("handler", "ubnd-79", 900, "days"),
        ("handler", "ubnd-79", 0, "days"),
    ] {
        let refused = make(&t, &admin, role, agency, days).await;
        refused.is_problem(422, "invalid");
        assert_eq!(text(&refused.json()["errors"][0], "field"), field);
    }
    let (_, secret) = made(&t, &admin, "handler", "ubnd-79", 30).await;
    assert!(secret.starts_with("hoiam_") && secret.len() > 40);
    let here = json!({ "kind": "feedback", "body": "Ngập nước trước chợ Thủ Đức.", "agency": "ubnd-79" });
    let there = json!({ "kind": "feedback", "body": "Ngập nước phố Thái Hà.", "agency": "ubnd-01" });
    let here = text(&t.file("a", &here).await.json(), "code");
    let there = text(&t.file("b", &there).await.json(), "code");
    t.run_tails().await;
    let get = async |path: &str| with_token(&t, &secret, "GET", path, &json!(null)).await;
    let list = get("/api/v1/cases?q=ngap").await;
    assert_eq!(list.json()["total"], 1, "{}", list.text);
    get(&format!("/api/v1/cases/{there}/timeline")).await.is_problem(404, "not_found");
    // It changes something without a cookie and without a CSRF token, and the history names it.
    let accepted = with_token(&t, &secret, "POST", &format!("/api/v1/cases/{here}/accept"), &json!({})).await;
    assert_eq!(accepted.status, StatusCode::OK, "{}", accepted.text);
    let handler = t.sign_in("chuyenvien.hcm").await;
    let story = t.staff_get(&handler, &format!("/api/v1/cases/{here}/timeline")).await.text;
    assert!(story.contains("Kho dữ liệu"), "{story}");
    // What its role may not do, it may not.
    get("/api/v1/admin/people").await.is_problem(403, "denied");
    get("/api/v1/admin/audit").await.is_problem(403, "denied");
    // No way to sessions, passwords, tokens, or addresses that would go on opening without it.
    for (method, path) in [
        ("GET", "/api/v1/session"),
        ("DELETE", "/api/v1/session"),
        ("PUT", "/api/v1/session/password"),
        ("GET", "/api/v1/sessions"),
        ("DELETE", "/api/v1/sessions"),
        ("GET", TOKENS),
        ("POST", TOKENS),
        ("GET", "/api/v1/feeds"),
        ("POST", "/api/v1/feeds"),
    ] {
        with_token(&t, &secret, method, path, &json!({})).await.is_problem(401, "unauthenticated");
    }
    for wrong in ["hoiam_falsch", "", "x", &secret[..secret.len() - 1], &secret[6..]] {
        with_token(&t, wrong, "GET", "/api/v1/cases", &json!(null)).await.is_problem(401, "unauthenticated");
    }
    // A token that opens nothing is not helped by a session beside it.
    let both =
        Request::get("/api/v1/cases").header(header::COOKIE, &admin.cookie).header(header::AUTHORIZATION, "Bearer x");
    t.send(both.body(Body::empty()).unwrap()).await.is_problem(401, "unauthenticated");
});

both!(a_token_is_no_person, |t: Installation| async move {
    let admin = t.sign_in("admin").await;
    let (id, secret) = made(&t, &admin, "handler", "ubnd-79", 30).await;
    // It is nobody to give a case to, and in no list of people.
    let handlers = t.staff_get(&t.sign_in("dieuphoi").await, "/api/v1/users?agency=ubnd-79").await;
    assert_eq!(handlers.status, StatusCode::OK);
    assert!(!handlers.text.contains("Kho dữ liệu"), "{}", handlers.text);
    assert!(!t.staff_get(&admin, "/api/v1/admin/people?limit=100").await.text.contains("Kho dữ liệu"));
    let table = t.staff_get(&admin, "/api/v1/admin/tables/people").await;
    assert_eq!(table.status, StatusCode::OK, "{}", table.text);
    assert!(table.text.contains("chuyenvien") && !table.text.contains("api:"), "{}", table.text);
    // Nobody can give it a password and sign in as it.
    let person = format!("/api/v1/admin/people/{id}");
    t.staff_get(&admin, &person).await.is_problem(404, "not_found");
    for what in ["password", "enable", "unlock"] {
        let answer = t.staff_send(&admin, "POST", &format!("{person}/{what}"), &json!(null)).await;
        answer.is_problem(404, "not_found");
    }
    for password in ["", &secret] {
        let request = Request::post("/api/v1/session").header(header::CONTENT_TYPE, "application/json");
        let input = json!({ "user": "api:1", "password": password }).to_string();
        t.send(request.body(Body::from(input)).unwrap()).await.is_problem(401, "bad_credentials");
    }
    // What is stored opens nothing.
    let stored: Vec<(String, String)> = hoiam_backend::store::Run::all(
        &mut t.app().db.read(),
        hoiam_backend::store::db::sql(
            "SELECT t.token_sha256, u.login FROM api_tokens t JOIN users u ON u.id = t.user_id",
        ),
    )
    .await
    .unwrap();
    assert_eq!((stored.len(), stored[0].0.len()), (1, 64));
    assert!(!secret.contains(&stored[0].0));
});

both!(a_token_is_taken_back_and_runs_out, |t: Installation| async move {
    let admin = t.sign_in("admin").await;
    let (id, secret) = made(&t, &admin, "supervisor", "ubnd-79", 30).await;
    let figures = "/api/v1/indicators?agency=ubnd-79";
    let unused = t.staff_get(&admin, TOKENS).await.json();
    assert_eq!((&unused["tokens"][0]["used_at"], &unused["tokens"][0]["opens"]), (&json!(null), &json!(true)));
    let used = with_token(&t, &secret, "GET", figures, &json!(null)).await;
    assert_eq!(used.status, StatusCode::OK, "{}", used.text);
    let listed = t.staff_get(&admin, TOKENS).await;
    assert!(listed.json()["tokens"][0]["used_at"].is_string(), "{}", listed.text);
    assert!(!listed.text.contains(&secret));
    // Who keeps tokens: administrators, each in their own branch.
    let city = json!({ "login": "quantri.hanoi", "name": "Quản trị", "grants": [{ "role": "administrator", "agency": "ubnd-01" }] });
    let city = t.staff_send(&admin, "POST", "/api/v1/admin/people", &city).await;
    assert!(city.status.is_success(), "{}", city.text);
    let new = json!({ "user": "quantri.hanoi", "password": text(&city.json(), "password") });
    let request = Request::post("/api/v1/session").header(header::CONTENT_TYPE, "application/json");
    let answer = t.send(request.body(Body::from(new.to_string())).unwrap()).await;
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    let city = Session { cookie, csrf: text(&answer.json(), "csrf") };
    // By half signed in, they keep nothing yet.
    t.staff_get(&city, TOKENS).await.is_problem(403, "step_needed");
    let own = json!({ "old": text(&new, "password"), "new": "bốn con mèo trên mái" });
    let changed = t.staff_send(&city, "PUT", "/api/v1/session/password", &own).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.text);
    assert_eq!(t.staff_get(&city, TOKENS).await.json(), json!({ "tokens": [] }));
    make(&t, &city, "handler", "ubnd-79", 30).await.is_problem(422, "invalid");
    t.staff_send(&city, "DELETE", &format!("{TOKENS}/{id}"), &json!(null)).await.is_problem(404, "not_found");
    let handler = t.sign_in("chuyenvien").await;
    t.staff_get(&handler, TOKENS).await.is_problem(403, "denied");
    make(&t, &handler, "handler", "ubnd-79", 30).await.is_problem(403, "denied");
    // Taken back: at once, what listens with it too.
    let request = Request::get("/api/v1/stream").header(header::AUTHORIZATION, format!("bearer {secret}"));
    let listening = t.opened_by(request.body(Body::empty()).unwrap()).await;
    for _ in 0..2 {
        let revoked = t.staff_send(&admin, "DELETE", &format!("{TOKENS}/{id}"), &json!(null)).await;
        assert_eq!(revoked.json()["tokens"][0]["opens"], false, "{}", revoked.text);
    }
    axum::body::to_bytes(listening, 1 << 20).await.unwrap();
    with_token(&t, &secret, "GET", figures, &json!(null)).await.is_problem(401, "unauthenticated");
    // Run out.
    let (_, short) = made(&t, &admin, "supervisor", "ubnd-79", 1).await;
    assert_eq!(with_token(&t, &short, "GET", figures, &json!(null)).await.status, StatusCode::OK);
    t.clock.advance(DAY_MS);
    with_token(&t, &short, "GET", figures, &json!(null)).await.is_problem(401, "unauthenticated");
    // The record: who made it and took it back, without what opens.
    let admin = t.sign_in("admin").await;
    let record = t.staff_get(&admin, &format!("/api/v1/admin/audit?lang=en&thing=token&item={id}")).await;
    let acts: Vec<String> = record.json()["entries"].as_array().unwrap().iter().map(|e| text(e, "text")).collect();
    assert_eq!(acts, ["API token · Taken out of use", "API token · Added"]);
    assert_eq!(record.json()["entries"][1]["after"], json!(["days: 30", "role: supervisor ubnd-79"]));
    assert_eq!(text(&record.json()["entries"][1], "name"), "Kho dữ liệu");
});
