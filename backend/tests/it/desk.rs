//! What staff take down for others, who looks at a case, and the standard reasons of a moderator.

use crate::both;
use crate::harness::{Answer, Installation, Session, text};
use axum::http::StatusCode;
use serde_json::{Value, json};

async fn take_down(t: &Installation, session: &Session, key: &str, channel: &str, case: Value) -> Answer {
    let input = json!({ "key": key, "site": "demo", "channel": channel, "case": case });
    t.staff_send(session, "POST", "/api/v1/intake?lang=en", &input).await
}

both!(a_case_is_taken_down_for_somebody, |mut t: Installation| async move {
    let handler = t.sign_in("chuyenvien").await;
    let about = t.staff_get(&handler, "/api/v1/intake").await.json();
    assert!(about["sites"].as_array().unwrap().iter().any(|site| site["key"] == "demo"), "{about}");
    let case = json!({
        "kind": "complaint", "body": "Tôi không đồng ý với quyết định thu hồi đất số 12.", "consent": true,
        "contact": { "name": "Trần Thị Bình", "phone": "0912345678" },
    });
    let filed = take_down(&t, &handler, "giay-1", "paper", case.clone()).await;
    assert_eq!(filed.status, StatusCode::CREATED, "{}", filed.text);
    let (code, secret) = (text(&filed.json(), "code"), text(&filed.json(), "secret"));
    assert_eq!(take_down(&t, &handler, "giay-1", "paper", case.clone()).await.json(), filed.json(), "filed once");
    t.run_tails().await;
    let seen = t.staff_get(&handler, &format!("/api/v1/cases/{code}?lang=en")).await.json();
    assert_eq!((&seen["channel"], &seen["contact"]["name"]), (&json!("paper"), &json!("Trần Thị Bình")), "{seen}");
    // At a counter nobody is owed an acknowledgement: they were there.
    assert!(seen["clocks"].as_array().unwrap().iter().all(|clock| clock["target"] != "acknowledge"), "{seen}");
    let story = t.staff_get(&handler, &format!("/api/v1/cases/{code}/timeline?lang=en")).await.json();
    assert_eq!(story["entries"][0]["name"], "Taken down by Phạm Minh Tuấn");
    let citizen = t.track(&code, &secret).await;
    assert!(!citizen.to_string().contains("Phạm Minh Tuấn"), "who typed it is the agency's business");
    assert!(citizen["story"][0]["text"].as_str().unwrap().contains("cán bộ ghi lại"), "{citizen}");

    let unasked =
        json!({ "kind": "feedback", "body": "Đèn đường hỏng đã hai tuần.", "contact": { "phone": "0912345678" } });
    take_down(&t, &handler, "k2", "phone", unasked).await.is_problem(422, "invalid");
    take_down(&t, &handler, "k3", "widget", case.clone()).await.is_problem(422, "invalid");
    take_down(&t, &handler, "", "phone", case.clone()).await.is_problem(400, "key_missing");
    for login in ["giamsat", "admin", "kiemtra"] {
        let session = t.sign_in(login).await;
        take_down(&t, &session, "k4", "phone", case.clone()).await.is_problem(403, "denied");
        t.staff_get(&session, "/api/v1/intake").await.is_problem(403, "denied");
    }
});

both!(two_people_see_each_other, |mut t: Installation| async move {
    let (code, _) = t.filed("Đèn đường trước số nhà 12 hỏng đã hai tuần.").await;
    t.run_tails().await;
    let (one, other) = (t.sign_in("chuyenvien").await, t.sign_in("chuyenvien2").await);
    let mut live = t.app().live.subscribe();
    let say = async |session: &Session, here: bool, writing: bool| {
        let input = json!({ "here": here, "writing": writing });
        t.staff_send(session, "POST", &format!("/api/v1/cases/{code}/presence"), &input).await
    };
    let people = |answer: &Answer| {
        let one = |person: &Value| (text(person, "user"), person["writing"].as_bool().unwrap());
        answer.json()["people"].as_array().unwrap().iter().map(one).collect::<Vec<_>>()
    };
    assert_eq!(people(&say(&one, true, false).await), [("chuyenvien".to_owned(), false)]);
    let both = [("chuyenvien".to_owned(), false), ("chuyenvien2".to_owned(), true)];
    assert_eq!(people(&say(&other, true, true).await), both);
    assert_eq!(people(&say(&one, true, false).await), both);
    // Told twice: what changes nothing is not told.
    assert!(live.try_recv().is_ok() && live.try_recv().is_ok() && live.try_recv().is_err());
    assert_eq!(people(&say(&other, false, false).await).len(), 1);
    assert_eq!(people(&say(&other, true, false).await).len(), 2);
    t.clock.advance(61_000);
    assert_eq!(people(&say(&one, true, false).await).len(), 1, "who is not heard of is gone");
    let elsewhere = t.sign_in("chuyenvien.hanoi").await;
    say(&elsewhere, true, false).await.is_problem(404, "not_found");
});

both!(a_moderator_gives_a_standard_reason, |mut t: Installation| async move {
    let filed = t
        .file("spam", &json!({ "kind": "feedback", "body": "Đồ ngu, khốn nạn, mày làm ăn thế à? Đường thì hỏng." }))
        .await;
    let (code, secret) = (text(&filed.json(), "code"), text(&filed.json(), "secret"));
    t.run_tails().await;
    let moderator = t.sign_in("kiemduyet").await;
    let held = t.staff_get(&moderator, &format!("/api/v1/cases/{code}")).await.json();
    assert_eq!(held["row"]["status"], "screening", "{held}");
    let version = held["row"]["version"].as_u64().unwrap();
    let reason = hoiam_shared::case::Ground::Insulting.standard(hoiam_shared::Lang::Vi);
    let input = json!({ "ground": "insulting", "body": reason });
    assert!(t.act(&moderator, &code, "reject", version, &input).await.status.is_success());
    let seen = t.track(&code, &secret).await;
    assert!(seen["story"].to_string().contains("Lời lẽ xúc phạm hoặc đe dọa"), "{seen}");
    assert_eq!(seen["messages"][0]["body"], reason);
    // And is contested.
    let again = t.reply(&code, &secret, "reopening", &json!({ "body": "Đường trước số nhà 12 có ổ gà lớn." })).await;
    assert!(again.status.is_success(), "{}", again.text);
});
