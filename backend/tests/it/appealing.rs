//! Appeals: once, within the term, to the agency above; a case of its own that each side names; the first one stays as it
//! was and its figures with it.

use crate::both;
use crate::harness::{DAY_MS, Installation, On, text};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use hoiam_shared::Stamp;
use serde_json::{Value, json};

const REASON: &str = "Câu trả lời không nói gì đến khoản phạt mà tôi khiếu nại; đề nghị xem lại quyết định.";

/// A complaint to the commune, with a name; returns code and secret.
async fn complained(t: &Installation) -> (String, String) {
    complained_of(t, "12").await
}

/// The same about the decision of this number.
async fn complained_of(t: &Installation, decision: &str) -> (String, String) {
    let case = json!({
        "kind": "complaint", "body": format!("Tôi khiếu nại quyết định xử phạt số {decision} của xã vì phạt sai người."),
        "agency": "ubnd-26740", "contact": { "name": "Lê Thị Hoa", "email": "hoa@example.vn", "phone": "0912345678" },
    });
    let filed = t.file(&format!("complaint-{decision}"), &case).await;
    assert_eq!(filed.status, StatusCode::CREATED, "{}", filed.text);
    let receipt = filed.json();
    assert_eq!(receipt["agency"]["code"], "ubnd-26740");
    (text(&receipt, "code"), text(&receipt, "secret"))
}

async fn answered(t: &Installation, code: &str) {
    let handler = t.sign_in("chuyenvien").await;
    let version =
        t.staff_get(&handler, &format!("/api/v1/cases/{code}")).await.json()["row"]["version"].as_u64().unwrap();
    let body = json!({ "body": "Quyết định xử phạt là đúng. Giữ nguyên quyết định ngày 16/11/2026." });
    let answer = t.act(&handler, code, "answer", version, &body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
}

fn allowed(view: &Value) -> Vec<&str> {
    view["allowed"].as_array().unwrap().iter().map(|a| a.as_str().unwrap()).collect()
}

both!(an_appeal_is_a_case_of_its_own_at_the_agency_above, |mut t: Installation| async move {
    let (code, secret) = complained(&t).await;
    let before = t.track(&code, &secret).await;
    assert!(!allowed(&before).contains(&"appeal") && before["appeal"].is_null(), "{before}");
    t.reply(&code, &secret, "appeal", &json!({ "body": REASON })).await.is_problem(409, "not_allowed_now");
    answered(&t, &code).await;

    let offered = t.track(&code, &secret).await;
    assert!(allowed(&offered).contains(&"appeal"), "{offered}");
    assert_eq!(offered["appeal"]["agency"]["code"], "ubnd-79");
    assert_eq!(
        offered["appeal"]["until"], "2026-12-16T17:00:00.000Z",
        "thirty days, the day of the answer not counted"
    );
    // Without the secret there is nothing to appeal with, and nothing is told of it.
    let public = t.get(&format!("/api/v1/cases/{code}")).await.json();
    assert!(public["appeal"].is_null());
    t.reply(&code, "wrong", "appeal", &json!({ "body": REASON })).await.is_problem(403, "bad_secret");
    t.reply(&code, &secret, "appeal", &json!({ "body": "không" })).await.is_problem(422, "invalid");

    t.clock.advance(3 * DAY_MS);
    let made = t.reply(&code, &secret, "appeal", &json!({ "body": REASON })).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text);
    let made = made.json();
    let (second, its_secret) = (text(&made["appeal"], "code"), text(&made["appeal"], "secret"));
    assert_ne!(second, code);
    assert_eq!(
        (&made["status"], allowed(&made)),
        (&json!("answered"), vec!["message", "rate"]),
        "nothing else of it changes"
    );
    let last = made["story"].as_array().unwrap().last().unwrap();
    assert_eq!(last["kind"], "appealed");
    assert!(last["text"].as_str().unwrap().contains(&second), "{last}");
    // Once.
    t.reply(&code, &secret, "appeal", &json!({ "body": REASON })).await.is_problem(409, "not_allowed_now");
    t.reply(&code, &secret, "reopening", &json!({ "body": REASON })).await.is_problem(409, "not_allowed_now");

    let appeal = t.track(&second, &its_secret).await;
    assert_eq!((&appeal["status"], &appeal["agency"]["code"]), (&json!("routed"), &json!("ubnd-79")));
    assert_eq!(appeal["appeal"]["against"], json!(code));
    assert_eq!(appeal["words"]["body"], REASON);
    assert!(appeal["words"]["title"].as_str().unwrap().starts_with("Khiếu nại tiếp: "), "{appeal}");
    assert!(appeal["story"][0]["text"].as_str().unwrap().contains(&code));
    // Its own clock: ten days to take it up and forty-five from then, by the policy for second settlements.
    let admin = t.sign_in("chuyenvien").await;
    let clocks = t.staff_get(&admin, &format!("/api/v1/cases/{second}/clocks")).await.json();
    assert_eq!(clocks["policy"]["code"], "khieu-nai-lan-hai", "{clocks}");
    let first = t.staff_get(&admin, &format!("/api/v1/cases/{code}/clocks")).await.json();
    assert_eq!(first["policy"]["code"], "khieu-nai-lan-dau");
    // Who asks is known to the agency above, too.
    let seen = t.staff_get(&admin, &format!("/api/v1/cases/{second}")).await.json();
    assert_eq!(seen["contact"]["name"], "Lê Thị Hoa", "{seen}");
    let told = t.staff_get(&admin, &format!("/api/v1/cases/{second}/timeline?lang=en")).await.json();
    assert_eq!(told["entries"][0]["text"], format!("An appeal against how case {code} ended"));

    // The tails, the ledger and a restart agree with it.
    t.run_tails().await;
    assert!(t.list(&admin, "khieu nai tiep").await.1.contains(&second));
    t.restart().await;
    assert_eq!(t.track(&code, &secret).await["appeal"]["code"], json!(second));
    // An appeal against an appeal there is none.
    answered(&t, &second).await;
    let ended = t.track(&second, &its_secret).await;
    assert!(!allowed(&ended).contains(&"appeal"), "{ended}");
    t.reply(&second, &its_secret, "appeal", &json!({ "body": REASON })).await.is_problem(409, "not_allowed_now");
});

#[tokio::test]
async fn the_term_ends() {
    let t = Installation::new(On::Sqlite).await;
    let (code, secret) = complained(&t).await;
    answered(&t, &code).await;
    t.clock.advance(30 * DAY_MS + 15 * 3_600_000 - 1);
    assert!(allowed(&t.track(&code, &secret).await).contains(&"appeal"));
    t.clock.advance(1);
    let over = t.track(&code, &secret).await;
    assert!(!allowed(&over).contains(&"appeal") && over["appeal"].is_null(), "{over}");
    t.reply(&code, &secret, "appeal", &json!({ "body": REASON })).await.is_problem(409, "not_allowed_now");
}

both!(the_term_is_a_setting_of_the_policy, |t: Installation| async move {
    let admin = t.sign_in("admin").await;
    let path = "/api/v1/admin/policies/khieu-nai-lan-dau?lang=en";
    let list = t.staff_get(&admin, "/api/v1/admin/policies?lang=en").await.json();
    let row = list["policies"].as_array().unwrap().iter().find(|row| row["code"] == "khieu-nai-lan-dau").unwrap();
    let mut input = row["input"].clone();
    assert_eq!(input["appeal_days"], json!(null));
    let (before, its_secret) = complained_of(&t, "12").await;
    input["valid_from"] = json!("2026-11-17");
    input["appeal_days"] = json!(400);
    let refused = t.staff_send(&admin, "POST", path, &input).await;
    refused.is_problem(422, "invalid");
    assert_eq!(refused.json()["errors"][0]["field"], "appeal_days", "{}", refused.text);
    input["appeal_days"] = json!(10);
    let kept = t.staff_send(&admin, "POST", path, &input).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.text);
    t.clock.advance(2 * DAY_MS);
    let (after, secret) = complained_of(&t, "13").await;
    answered(&t, &before).await;
    answered(&t, &after).await;
    // Each by the version it was filed under: to Friday 18 December, and over a weekend to Monday 30 November.
    let until = |view: &Value| Stamp::parse(view["appeal"]["until"].as_str().unwrap()).unwrap().ms();
    let (first, second) = (t.track(&before, &its_secret).await, t.track(&after, &secret).await);
    assert_eq!(until(&first) - until(&second), 18 * DAY_MS, "{first} {second}");
});

#[tokio::test]
async fn where_nobody_is_above_it_stays() {
    let t = Installation::new(On::Sqlite).await;
    let case =
        json!({ "kind": "feedback", "body": "Cổng thông tin của Chính phủ báo lỗi cả tuần.", "agency": "chinh-phu" });
    let receipt = t.file("top", &case).await.json();
    let (code, secret) = (text(&receipt, "code"), text(&receipt, "secret"));
    answered(&t, &code).await;
    let made = t.reply(&code, &secret, "appeal", &json!({ "body": REASON })).await.json();
    assert_eq!(made["appeal"]["agency"]["code"], "chinh-phu");
}

#[tokio::test]
async fn the_page_without_scripts_has_it_too() {
    let t = Installation::new(On::Sqlite).await;
    let (code, secret) = complained(&t).await;
    answered(&t, &code).await;
    let form = |fields: &[(&str, &str)]| {
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", crate::harness::encode(value))).collect();
        Request::post(format!("/t/{code}?lang=vi"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")))
            .unwrap()
    };
    let open = t.send(form(&[("do", "open"), ("secret", &secret)])).await;
    assert!(open.text.contains("khiếu nại tiếp") && open.text.contains("16/12/2026"), "{}", open.text);
    let short = t.send(form(&[("do", "appeal"), ("secret", &secret), ("body", "không")])).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.text.contains("không"), "what was typed is kept");
    let made = t.send(form(&[("do", "appeal"), ("secret", &secret), ("body", REASON)])).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text);
    let second = t.track(&code, &secret).await["appeal"]["code"].as_str().unwrap().to_owned();
    assert!(made.text.contains(&second), "{}", made.text);
}

#[tokio::test]
async fn a_signed_receipt_comes_as_json_to_those_who_read_nothing_else() {
    let t = Installation::new(On::Sqlite).await;
    let (code, secret) = t.filed("Đèn đường trước nhà hỏng").await;
    let ask = |accept: &str| {
        let request = Request::get(format!("/api/v1/cases/{code}/receipt"))
            .header("x-case-secret", &secret)
            .header(header::ACCEPT, accept);
        t.send(request.body(Body::empty()).unwrap())
    };
    let plain = ask("*/*").await;
    let json = ask("application/json").await;
    assert_eq!(json.headers[header::CONTENT_TYPE], "application/json");
    assert_eq!(json.json().as_str(), Some(plain.text.as_str()));
}
