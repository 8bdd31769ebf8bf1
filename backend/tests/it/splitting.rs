//! A letter with two matters: one of them goes on as a case of its own, and the citizen's time is not begun anew.

use crate::both;
use crate::harness::{DAY_MS, Installation, text};
use axum::http::StatusCode;
use serde_json::json;

const OTHER: &str = "Hẻm 5 ngập nước mỗi khi mưa, nhiều lần báo mà chưa ai đến.\nXin nạo vét cống.";

both!(a_matter_is_taken_out_and_keeps_its_day, |mut t: Installation| async move {
    let case = json!({
        "kind": "feedback", "body": "Đèn đường trước số nhà 12 hỏng. Ngoài ra hẻm 5 ngập nước mỗi khi mưa.",
        "agency": "ubnd-26740", "contact": { "name": "Lê Thị Hoa", "email": "hoa@example.vn" },
    });
    let filed = t.file("two-matters", &case).await;
    assert_eq!(filed.status, StatusCode::CREATED, "{}", filed.text);
    let (code, secret) = (text(&filed.json(), "code"), text(&filed.json(), "secret"));
    let handler = t.sign_in("chuyenvien").await;
    let part = json!({ "body": OTHER, "agency": "so-xay-dung-79" });

    // Who may not, may not; what is missing is said, and nothing comes of it.
    let moderator = t.sign_in("kiemduyet").await;
    t.act(&moderator, &code, "split", 2, &part).await.is_problem(403, "denied");
    t.act(&handler, &code, "split", 1, &part).await.is_problem(412, "stale");
    t.act(&handler, &code, "split", 2, &json!({ "body": OTHER })).await.is_problem(422, "invalid");
    t.act(&handler, &code, "split", 2, &json!({ "body": "?", "agency": "ubnd-79" })).await.is_problem(422, "invalid");
    assert!(t.track(&code, &secret).await["parts"].is_null());

    t.clock.advance(3 * DAY_MS);
    let handler = t.sign_in("chuyenvien").await;
    let done = t.act(&handler, &code, "split", 2, &part).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let whole = t.track(&code, &secret).await;
    assert_eq!((&whole["status"], whole["parts"].as_array().map(Vec::len)), (&json!("routed"), Some(1)));
    let (second, its_secret) = (text(&whole["parts"][0], "code"), text(&whole["parts"][0], "secret"));
    let last = whole["story"].as_array().unwrap().last().unwrap();
    assert!(last["text"].as_str().unwrap().contains(&second), "{last}");
    // Nobody learns of it without the secret.
    assert!(t.get(&format!("/api/v1/cases/{code}")).await.json()["parts"].is_null());

    let taken = t.track(&second, &its_secret).await;
    assert_eq!((&taken["part_of"], &taken["agency"]["code"]), (&json!(code), &json!("so-xay-dung-79")));
    assert_eq!(taken["words"]["title"], "Hẻm 5 ngập nước mỗi khi mưa, nhiều lần báo mà chưa ai đến.");
    assert!(taken["story"][0]["text"].as_str().unwrap().contains(&code), "{taken}");
    assert_eq!(
        (&taken["received_at"], &taken["due_at"]),
        (&whole["received_at"], &whole["due_at"]),
        "the citizen wrote once: the days are counted from then"
    );
    let seen = t.staff_get(&handler, &format!("/api/v1/cases/{second}")).await.json();
    assert_eq!(seen["contact"]["name"], "Lê Thị Hoa", "{seen}");

    // Twice from one version is one part; two matters may be taken out one after the other.
    t.act(&handler, &code, "split", 2, &part).await.is_problem(412, "stale");
    let third = json!({ "body": "Xin đặt thêm thùng rác ở đầu hẻm 5.", "agency": "ubnd-26740" });
    // Its clock has warned meanwhile: the version is what it is.
    t.acted(&handler, &code, "split", third).await;
    assert_eq!(t.track(&code, &secret).await["parts"].as_array().map(Vec::len), Some(2));

    t.run_tails().await;
    assert!(t.list(&handler, "hem 5 ngap").await.1.contains(&second));
    t.restart().await;
    assert_eq!(t.track(&second, &its_secret).await["part_of"], json!(code));
});
