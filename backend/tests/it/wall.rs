//! The screen on a wall: numbers that agree with those of supervisors, and a token that opens nothing else.

use crate::both;
use crate::harness::{Answer, DAY_MS, Installation, Session, text};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use tokio_stream::StreamExt as _;

const TOKENS: &str = "/api/v1/admin/tokens";

async fn screen(t: &Installation, admin: &Session, agency: &str) -> (i64, String) {
    let new = json!({ "name": "Màn hình sảnh", "role": "display", "agency": agency, "days": 30 });
    let made = t.staff_send(admin, "POST", TOKENS, &new).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    (made.json()["token"]["id"].as_i64().unwrap(), text(&made.json(), "secret"))
}

fn asking(token: &str, path: &str) -> Request<Body> {
    let request = Request::get(path).header(header::AUTHORIZATION, format!("Bearer {token}"));
    request.body(Body::empty()).unwrap()
}

async fn get(t: &Installation, token: &str, path: &str) -> Answer {
    t.send(asking(token, path)).await
}

async fn filed(t: &Installation, key: &str, more: Value) -> String {
    let mut case =
        json!({ "kind": "feedback", "body": "Rác chất đống trước cổng chợ ba ngày nay.", "agency": "ubnd-79" });
    case.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    text(&t.file(key, &case).await.json(), "code")
}

both!(a_screen_shows_what_supervisors_see_and_nothing_else, |mut t: Installation| async move {
    filed(&t, "late", json!({})).await;
    t.clock.advance(90 * DAY_MS);
    let answered = filed(&t, "answered", json!({})).await;
    filed(&t, "elsewhere", json!({ "agency": "ubnd-01" })).await;
    filed(
        &t,
        "sealed",
        json!({ "kind": "denunciation", "contact": { "name": "Lê Văn Cường", "phone": "0912345679" } }),
    )
    .await;
    t.run_tails().await;
    let handler = t.sign_in("chuyenvien.hcm").await;
    t.answered(&handler, &answered, "Đã dọn sáng nay.").await;
    t.run_tails().await;
    let admin = t.sign_in("admin").await;
    let (_, token) = screen(&t, &admin, "ubnd-79").await;
    let view = get(&t, &token, "/api/v1/wall?lang=en").await;
    assert_eq!(view.status, StatusCode::OK, "{}", view.text);
    let view = view.json();
    assert_eq!(view["today"], json!({ "received": 1, "answered": 1, "due": 0, "late": 1, "open": 1 }), "{view}");
    assert_eq!((&view["month"]["received"], &view["month"]["on_time"]), (&json!(1), &json!(1)));
    assert!(!view.to_string().contains("query") && !view.to_string().contains(&answered), "no way to a case: {view}");
    // The whole country has the others, too, but never what is sealed.
    let (_, all) = screen(&t, &admin, "chinh-phu").await;
    assert_eq!(get(&t, &all, "/api/v1/wall").await.json()["today"]["received"], 2);
    // Nothing else is open to it, whatever rights it would need.
    for path in [
        "/api/v1/cases",
        "/api/v1/indicators",
        "/api/v1/indicators/due",
        "/api/v1/users?agency=ubnd-79",
        "/api/v1/stream",
        "/api/v1/searches",
        "/api/v1/inbox/count",
        "/api/v1/admin/people",
        &format!("/api/v1/cases/{answered}/timeline"),
    ] {
        get(&t, &token, path).await.is_problem(403, "denied");
    }
    // Those who see figures see it as they are; others do not, and no person is a screen.
    let supervisor = t.sign_in("giamsat").await;
    assert_eq!(t.staff_get(&supervisor, "/api/v1/wall").await.status, StatusCode::OK);
    t.staff_get(&t.sign_in("chuyenvien").await, "/api/v1/wall").await.is_problem(403, "denied");
    t.get("/api/v1/wall").await.is_problem(401, "unauthenticated");
    let person =
        json!({ "login": "manhinh", "name": "Màn hình", "grants": [{ "role": "display", "agency": "ubnd-79" }] });
    let refused = t.staff_send(&admin, "POST", "/api/v1/admin/people", &person).await;
    refused.is_problem(422, "invalid");
    assert_eq!(text(&refused.json()["errors"][0], "field"), "grants[0].role");
});

both!(a_screen_is_told_as_it_happens_until_it_may_not_look, |mut t: Installation| async move {
    let admin = t.sign_in("admin").await;
    let (id, token) = screen(&t, &admin, "ubnd-79").await;
    let answer = t.begun(asking(&token, "/api/v1/wall/stream")).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let mut body = answer.into_body().into_data_stream();
    let mut heard = String::new();
    let mut until = async |what: &str| {
        while !heard.contains(what) {
            let part = body.next().await.unwrap_or_else(|| panic!("ended before {what}: {heard}")).unwrap();
            heard.push_str(&String::from_utf8_lossy(&part));
        }
    };
    until("\"received\":0").await;
    filed(&t, "new", json!({})).await;
    t.run_tails().await;
    until("\"today\":{\"received\":1").await;
    let back = t.staff_send(&admin, "DELETE", &format!("{TOKENS}/{id}"), &json!(null)).await;
    assert!(back.status.is_success(), "{}", back.text);
    while body.next().await.is_some() {}
    get(&t, &token, "/api/v1/wall").await.is_problem(401, "unauthenticated");
});
