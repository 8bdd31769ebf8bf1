//! What staff are told in the console: who, of what, that they saw it, and that nobody reads of what they may not see.

use crate::both;
use crate::harness::{DAY_MS, Installation};
use axum::http::StatusCode;
use serde_json::{Value, json};

async fn told(t: &mut Installation) {
    t.run_tails().await;
    t.send_due().await;
}

async fn inbox(t: &Installation, login: &str) -> Value {
    let session = t.sign_in(login).await;
    let answer = t.staff_get(&session, "/api/v1/inbox?lang=en").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

fn topics(inbox: &Value) -> Vec<&str> {
    inbox["notices"].as_array().unwrap().iter().map(|notice| notice["topic"].as_str().unwrap()).collect()
}

async fn saw(t: &Installation, login: &str, input: Value) -> u64 {
    let session = t.sign_in(login).await;
    let answer = t.staff_send(&session, "POST", "/api/v1/inbox/seen", &input).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()["unseen"].as_u64().unwrap()
}

both!(staff_read_in_the_console_what_they_were_told, |mut t: Installation| async move {
    // No mail server is set up, and they are told all the same.
    let (code, secret) = t.filed("Đèn đường hỏng đã hai tuần nay.").await;
    let (other, _) = t.filed("Vỉa hè hư hỏng nặng trước trường học.").await;
    let handler = t.sign_in("chuyenvien").await;
    for code in [&code, &other] {
        t.acted(&handler, code, "accept", json!({})).await;
        t.acted(&handler, code, "assign", json!({ "assignee": "chuyenvien2" })).await;
    }
    t.clock.advance(60_000);
    t.reply(&code, &secret, "messages", &json!({ "body": "Nay hỏng thêm hai đèn nữa." })).await;
    told(&mut t).await;
    let mine = inbox(&t, "chuyenvien2").await;
    assert_eq!((topics(&mine), &mine["unseen"]), (vec!["reply", "assigned", "assigned"], &json!(3)), "{mine}");
    let first = &mine["notices"][0];
    assert_eq!(
        (&first["code"], &first["title"], &first["seen"], &first["topic_text"]),
        (&json!(code), &json!("Đèn đường hỏng đã hai tuần nay"), &json!(false), &json!("The citizen wrote"))
    );
    assert!(!mine.to_string().contains("hai đèn"), "what a citizen wrote is read in the case: {mine}");
    assert_eq!((topics(&inbox(&t, "chuyenvien").await), topics(&inbox(&t, "dieuphoi").await)), (vec![], vec![]));

    assert_eq!(saw(&t, "chuyenvien", json!({})).await, 0, "only one's own");
    assert_eq!(saw(&t, "chuyenvien2", json!({ "code": code })).await, 1);
    let seen = inbox(&t, "chuyenvien2").await;
    assert_eq!((&seen["notices"][0]["seen"], &seen["unseen"]), (&json!(true), &json!(1)), "{seen}");
    assert_eq!(saw(&t, "chuyenvien2", json!({})).await, 0);

    // Time passes: warnings and the breach, to who handles them and to the coordinators.
    t.clock.advance(30 * DAY_MS);
    told(&mut t).await;
    let late = inbox(&t, "chuyenvien2").await;
    assert_eq!(topics(&late).iter().filter(|topic| **topic == "breach").count(), 2, "{late}");
    assert!(late["notices"].to_string().contains("overdue"), "{late}");
    assert!(topics(&inbox(&t, "dieuphoi.hcm").await).contains(&"breach"));

    let session = t.sign_in("chuyenvien2").await;
    t.staff_get(&session, "/api/v1/inbox?after=x").await.is_problem(422, "invalid");
    t.staff_send(&session, "POST", "/api/v1/inbox/seen", &json!({ "code": "x" })).await.is_problem(422, "invalid");
    for path in ["/api/v1/inbox", "/api/v1/inbox/count"] {
        t.get(path).await.is_problem(401, "unauthenticated");
    }
});

both!(who_loses_the_right_to_a_case_reads_no_more_of_it, |mut t: Installation| async move {
    let file = |key: &'static str, more: Value| {
        let mut case = json!({ "kind": "feedback", "body": "Rác chất đống trước cổng chợ.", "agency": "ubnd-79" });
        case.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let t = &t;
        async move { t.file(key, &case).await.json()["code"].as_str().unwrap().to_owned() }
    };
    let mut codes = Vec::new();
    for key in ["one", "two"] {
        codes.push(file(key, json!({})).await);
    }
    let hcm = t.sign_in("dieuphoi.hcm").await;
    for code in &codes {
        t.acted(&hcm, code, "accept", json!({})).await;
        t.acted(&hcm, code, "assign", json!({ "assignee": "chuyenvien.hcm" })).await;
    }
    told(&mut t).await;
    assert_eq!(inbox(&t, "chuyenvien.hcm").await["unseen"], 2);
    let hcm = t.sign_in("dieuphoi.hcm").await;
    t.acted(&hcm, &codes[0], "transfer", json!({ "agency": "ubnd-01", "body": "Thuộc Hà Nội." })).await;
    let left = inbox(&t, "chuyenvien.hcm").await;
    assert_eq!((left["notices"].as_array().unwrap().len(), &left["unseen"]), (1, &json!(1)), "{left}");
    assert_eq!(left["notices"][0]["code"], json!(codes[1]));
    let session = t.sign_in("chuyenvien.hcm").await;
    let gone = t.staff_send(&session, "POST", "/api/v1/inbox/seen", &json!({ "code": codes[0] })).await;
    gone.is_problem(404, "not_found");
});

both!(a_ladder_says_where_somebody_is_told, |mut t: Installation| async move {
    let admin = t.sign_in("admin").await;
    let input = json!({ "agency": "chinh-phu", "steps": [
        { "when": "breach", "who": "coordinator", "by": "mail" },
        { "when": "breach", "who": "supervisor", "by": "console" },
    ] });
    let kept = t.staff_send(&admin, "PUT", "/api/v1/admin/ladders?lang=en", &input).await;
    assert_eq!(kept.json()["steps"][1]["by"], "console", "{}", kept.text);
    let case = json!({ "kind": "feedback", "body": "Rác chất đống trước cổng chợ.", "agency": "ubnd-79" });
    assert_eq!(t.file("ladder", &case).await.status, StatusCode::CREATED);
    t.run_tails().await;
    t.clock.advance(60 * DAY_MS);
    told(&mut t).await;
    assert_eq!(topics(&inbox(&t, "dieuphoi.hcm").await), [] as [&str; 0]);
    assert_eq!(topics(&inbox(&t, "giamsat.hcm").await), ["breach", "breach"], "to accept, and to answer");
});
