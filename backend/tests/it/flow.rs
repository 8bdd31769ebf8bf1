//! The age of the backlog and the flow of the months: a small world reckoned by hand, each number as long as its list, and what
//! came less what went is what is left.

use crate::both;
use crate::harness::{DAY_MS, Installation, Session, encode};
use axum::http::StatusCode;
use serde_json::{Value, json};

async fn filed(t: &Installation, key: &str) -> (String, String) {
    let case = json!({ "kind": "feedback", "body": "Rác chất đống trước cổng chợ ba ngày nay.", "area": "26740" });
    let answer = t.file(key, &case).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    let answer = answer.json();
    (answer["code"].as_str().unwrap().to_owned(), answer["secret"].as_str().unwrap().to_owned())
}

async fn flow(t: &Installation, session: &Session, query: &str) -> Value {
    let answer = t.staff_get(session, &format!("/api/v1/indicators/flow?lang=en{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

async fn answered(t: &Installation, code: &str) {
    let handler = t.sign_in("chuyenvien").await;
    t.answered(&handler, code, "Đã thu gom rác sáng nay.").await;
}

both!(what_came_less_what_went_is_what_is_left, |mut t: Installation| async move {
    // November: five come; one is answered at once, one is taken back, one is refused.
    let (quick, _) = filed(&t, "quick").await;
    let (slow, _) = filed(&t, "slow").await;
    let (again, again_secret) = filed(&t, "again").await;
    let (gone, gone_secret) = filed(&t, "gone").await;
    filed(&t, "lying").await;
    t.run_tails().await;
    answered(&t, &quick).await;
    answered(&t, &again).await;
    let withdrawn = t.reply(&gone, &gone_secret, "withdrawal", &json!({})).await;
    assert!(withdrawn.status.is_success(), "{}", withdrawn.text);
    t.run_tails().await;
    // The answer of another is not taken for one. December: one more comes, and the slow one is answered.
    t.clock.advance(2 * DAY_MS);
    let reopened = t.reply(&again, &again_secret, "reopening", &json!({ "body": "Rác vẫn còn trước cổng chợ." })).await;
    assert!(reopened.status.is_success(), "{}", reopened.text);
    t.clock.advance(18 * DAY_MS);
    filed(&t, "december").await;
    answered(&t, &slow).await;
    t.run_tails().await;
    t.clock.advance(10 * DAY_MS);
    t.run_tails().await;

    let supervisor = t.sign_in("giamsat").await;
    let view = flow(&t, &supervisor, "&from=2026-10&to=2026-12").await;
    let months: Vec<[i64; 3]> = view["months"]
        .as_array()
        .unwrap()
        .iter()
        .map(|month| ["received", "answered", "backlog"].map(|what| month[what]["value"].as_i64().unwrap()))
        .collect();
    // The one that was taken back is in none; the reopened one has no answer that stands.
    assert_eq!(months, [[0, 0, 0], [4, 1, 3], [1, 1, 3]], "{view}");

    // Ten days ago one was filed; thirty days ago two that are open still, of which the one nobody touched is late.
    let number = |band: &Value, of: &str| band[of]["value"].as_i64().unwrap();
    let bands = view["ages"].as_array().unwrap();
    let ages: Vec<(i64, i64)> =
        bands.iter().map(|band| (band["from_days"].as_i64().unwrap(), number(band, "open"))).collect();
    assert_eq!(ages, [(0, 0), (8, 1), (16, 2), (31, 0), (61, 0), (91, 0), (181, 0)], "{view}");
    assert_eq!(number(&bands[1], "late"), 0, "{view}");
    assert!((1..=2).contains(&number(&bands[2], "late")), "{view}");

    let lists = view["months"].as_array().unwrap().iter().chain(bands);
    for figure in lists.flat_map(|row| row.as_object().unwrap().values()).filter(|of| of["query"].is_string()) {
        let query = figure["query"].as_str().unwrap();
        let list = t.staff_get(&supervisor, &format!("/api/v1/cases?q={}", encode(query))).await.json();
        assert_eq!(list["total"], figure["value"], "{query}: {}", list["cases"]);
    }

    t.staff_get(&supervisor, "/api/v1/indicators/flow?from=2026-13").await.is_problem(422, "invalid");
    let handler = t.sign_in("chuyenvien").await;
    t.staff_get(&handler, "/api/v1/indicators/flow").await.is_problem(403, "denied");
    t.get("/api/v1/indicators/flow").await.is_problem(401, "unauthenticated");
});
