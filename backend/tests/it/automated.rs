//! Forms that look as if no person had filled them in: taken like any other, and read by a moderator first.

use crate::both;
use crate::harness::{Answer, Installation, encode};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

/// Draws the plain form; gives its key.
async fn drawn(t: &Installation) -> String {
    let page = t.get("/f/demo?lang=vi").await;
    assert!(page.text.contains(r#"name="website""#), "{}", page.text);
    let (_, after) = page.text.split_once(r#"name="token" value=""#).unwrap();
    after.split('"').next().unwrap().to_owned()
}

async fn sent(t: &Installation, token: &str, body: &str, website: &str) -> Answer {
    let fields = [("kind", "feedback"), ("body", body), ("website", website), ("token", token)];
    let form: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    let request = Request::post("/f/demo?lang=vi").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = t.send(request.body(Body::from(form.join("&"))).unwrap()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert!(answer.text.contains("HA-26-"), "it is taken: {}", answer.text);
    answer
}

both!(what_no_person_filled_in_goes_to_a_moderator, |mut t: Installation| async move {
    let token = drawn(&t).await;
    sent(&t, &token, "Đèn đường hỏng đã ba tuần.", "").await;
    let token = drawn(&t).await;
    sent(&t, &token, "Xem thêm ở http://a.example", "").await;
    let token = drawn(&t).await;
    t.clock.advance(60_000);
    sent(&t, &token, "Ảnh chụp ở http://b.example", "").await;
    let token = drawn(&t).await;
    t.clock.advance(60_000);
    sent(&t, &token, "Mất nước từ hôm qua đến nay.", "http://c.example").await;
    t.run_tails().await;
    let moderator = t.sign_in("kiemduyet").await;
    let held = async |words: &str| t.list(&moderator, &format!("state:screening flag:automated {words}")).await.0;
    assert_eq!(held("den duong").await, 0, "haste alone is nothing");
    assert_eq!(held("xem them").await, 1, "haste and a link");
    assert_eq!(held("anh chup").await, 0, "a link from somebody who took their time");
    assert_eq!(held("mat nuoc").await, 1, "the trap");
});
