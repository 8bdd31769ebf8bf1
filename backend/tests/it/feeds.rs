//! Calendars of due dates: what is in one is what its owner may see, and its address can be taken back.

use crate::both;
use crate::harness::{Answer, Installation, text};
use axum::http::{StatusCode, header};
use hoiam_backend::store::people;
use serde_json::json;

async fn calendar(t: &Installation, address: &str) -> Answer {
    t.get(address.strip_prefix("https://hoiam.test").unwrap()).await
}

both!(due_dates_are_a_calendar_of_ones_own, |mut t: Installation| async move {
    let mut codes = Vec::new();
    for (key, agency) in [("hcm", "ubnd-79"), ("hn", "ubnd-01")] {
        let case = json!({ "kind": "feedback", "body": "Rác chất đống; trước cổng chợ.", "agency": agency });
        codes.push(text(&t.file(key, &case).await.json(), "code"));
    }
    t.run_tails().await;
    let hcm = t.sign_in("chuyenvien.hcm").await;
    let made = t
        .staff_send(&hcm, "POST", "/api/v1/feeds?lang=vi", &json!({ "name": "Hạn của tôi", "query": "state:open" }))
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let address = text(&made.json(), "address");
    let list = t.staff_get(&hcm, "/api/v1/feeds").await.json();
    assert_eq!((&list[0]["name"], &list[0]["address"]), (&json!("Hạn của tôi"), &json!(null)), "{list}");
    let read = calendar(&t, &address).await;
    assert_eq!(
        (read.status, read.headers[header::CONTENT_TYPE].to_str().unwrap()),
        (StatusCode::OK, "text/calendar; charset=utf-8")
    );
    let unfolded = read.text.replace("\r\n ", "");
    // Due on Tuesday 8 December, 24:00: an event of that whole day.
    for line in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "X-WR-CALNAME:Hạn của tôi",
        &format!("UID:{}@hoiam", codes[0]),
        "DTSTAMP:20261116T020000Z",
        "DTSTART;VALUE=DATE:20261208",
        "DTEND;VALUE=DATE:20261209",
        &format!("URL:https://hoiam.test/console/cases/{}", codes[0]),
        "END:VCALENDAR",
    ] {
        assert!(unfolded.split("\r\n").any(|l| l == line), "{line} is missing in {unfolded}");
    }
    assert!(read.text.split("\r\n").all(|line| line.len() <= 75), "{}", read.text);
    assert!(!unfolded.contains(&codes[1]) && !unfolded.contains("Rác"), "{unfolded}");
    assert_eq!(unfolded.matches("BEGIN:VEVENT").count(), 1);

    // Somebody else's calendar is not theirs to take back; who is kept out reads nothing any more.
    let id = text(&list[0], "id");
    let hanoi = t.sign_in("chuyenvien.hanoi").await;
    t.staff_send(&hanoi, "DELETE", &format!("/api/v1/feeds/{id}"), &json!({})).await.is_problem(404, "not_found");
    let app = t.app();
    let user = app.settings().person_by_login("chuyenvien.hcm").unwrap();
    for (disabled, status) in [(Some(1), 404), (None, 200)] {
        let mut tx = app.db.begin().await.unwrap();
        people::set_disabled(&mut tx, user, disabled).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(calendar(&t, &address).await.status.as_u16(), status);
    }
    let hcm = t.sign_in("chuyenvien.hcm").await;
    assert_eq!(
        t.staff_send(&hcm, "DELETE", &format!("/api/v1/feeds/{id}"), &json!({})).await.status,
        StatusCode::NO_CONTENT
    );
    calendar(&t, &address).await.is_problem(404, "not_found");
    t.get("/feeds/nonsense.ics").await.is_problem(404, "not_found");
    t.staff_send(&hcm, "POST", "/api/v1/feeds", &json!({ "name": "x", "query": "state:(" }))
        .await
        .is_problem(400, "bad_query");
    t.get("/api/v1/feeds").await.is_problem(401, "unauthenticated");
});
