//! Answers on their way out: templates, approval by somebody else, evidence, and the page as the citizen will see it.

use crate::both;
use crate::harness::{Installation, Session, text};
use serde_json::{Value, json};

const GOOD: &str = "Ngày 20/11/2026, Đội Duy tu số 2 đã thay bóng đèn trước số nhà 12 và kiểm tra cả tuyến đường.";

async fn view(t: &Installation, session: &Session, code: &str) -> Value {
    t.staff_get(session, &format!("/api/v1/cases/{code}")).await.json()
}

fn version(view: &Value) -> u64 {
    view["row"]["version"].as_u64().unwrap()
}

fn allows(view: &Value, action: &str) -> bool {
    view["allowed"].as_array().unwrap().iter().any(|a| a == action)
}

fn codes(answer: &Value) -> Vec<(String, String)> {
    let one = |e: &Value| (text(e, "field"), text(e, "code"));
    answer["errors"].as_array().unwrap().iter().map(one).collect()
}

async fn asks(t: &Installation, agency: &str, approval: bool, evidence: &[&str]) {
    let admin = t.sign_in("admin").await;
    let input = json!({ "agency": agency, "category": "", "approval": approval, "evidence": evidence });
    let kept = t.staff_send(&admin, "PUT", "/api/v1/admin/answer-rules", &input).await;
    assert!(kept.status.is_success(), "{}", kept.text);
}

both!(templates_are_filled_from_the_case, |mut t: Installation| async move {
    let coordinator = t.sign_in("dieuphoi").await;
    let input = |name: &str, category: &str, body: &str| json!({ "agency": "chinh-phu", "category": category, "lang": "vi", "name": name, "body": body });
    let add = async |input: &Value| t.staff_send(&coordinator, "POST", "/api/v1/admin/templates?lang=en", input).await;
    let body = "Về hồ sơ {code} ({kind}), {agency} đã sửa xong ngày [[ngày sửa]].";
    let kept = add(&input("Đã sửa xong", "", body)).await;
    let id = kept.json()["templates"][0]["id"].as_i64().unwrap();
    let wrong = add(&input("x", "khong-co", "{cod} \u{1}")).await;
    wrong.is_problem(422, "invalid");
    assert_eq!(
        codes(&wrong.json()),
        [("category", "unknown_value"), ("body", "unreadable"), ("body", "unknown_place")]
            .map(|(a, b)| (a.into(), b.into()))
    );
    let categories = kept.json()["categories"].clone();
    let category = text(&categories[0], "code");
    assert!(add(&input("Chỉ một lĩnh vực", &category, "x")).await.status.is_success());
    let english = json!({ "agency": "chinh-phu", "lang": "en", "name": "Done", "body": "Done." });
    assert!(add(&english).await.status.is_success());

    let (code, _) = t.filed("Đèn đường trước số nhà 12 hỏng đã hai tuần.").await;
    t.run_tails().await;
    let handler = t.sign_in("chuyenvien").await;
    let found = t.staff_get(&handler, &format!("/api/v1/cases/{code}/templates")).await.json();
    let names: Vec<_> = found.as_array().unwrap().iter().map(|one| text(one, "name")).collect();
    assert_eq!(names, ["Đã sửa xong"], "{found}");
    let body = text(&found[0], "body");
    assert!(body.contains(&code) && body.contains("[[ngày sửa]]") && !body.contains('{'), "{body}");
    let trial = json!({ "agency": "chinh-phu", "body": "Mã {code}, hạn {due}", "code": code });
    let tried = t.staff_send(&coordinator, "POST", "/api/v1/admin/templates/preview", &trial).await;
    assert!(text(&tried.json(), "text").starts_with(&format!("Mã {code}, hạn ")), "{}", tried.text);

    t.staff_send(&handler, "POST", "/api/v1/admin/templates", &english).await.is_problem(403, "denied");
    let elsewhere = t.sign_in("dieuphoi.hcm").await;
    t.staff_send(&elsewhere, "DELETE", &format!("/api/v1/admin/templates/{id}"), &json!({}))
        .await
        .is_problem(403, "denied");
    t.staff_get(&elsewhere, "/api/v1/admin/answers?agency=chinh-phu").await.is_problem(403, "denied");
    let gone = t.staff_send(&coordinator, "DELETE", &format!("/api/v1/admin/templates/{id}"), &json!({})).await;
    assert_eq!(gone.status.as_u16(), 204);
    t.staff_send(&coordinator, "DELETE", &format!("/api/v1/admin/templates/{id}"), &json!({}))
        .await
        .is_problem(404, "not_found");
});

both!(an_answer_is_approved_by_somebody_else, |mut t: Installation| async move {
    asks(&t, "chinh-phu", true, &["date", "unit"]).await;
    let (code, secret) = t.filed("Đèn đường trước số nhà 12 hỏng đã hai tuần.").await;
    t.run_tails().await;
    let handler = t.sign_in("chuyenvien").await;
    assert!(t.act(&handler, &code, "accept", 2, &json!({})).await.status.is_success());
    let seen = view(&t, &handler, &code).await;
    assert!(!allows(&seen, "answer") && allows(&seen, "submit-answer"), "{seen}");
    assert_eq!(seen["answering"]["evidence"], json!(["date", "unit"]));
    t.act(&handler, &code, "answer", 3, &json!({ "body": GOOD })).await.is_problem(409, "not_allowed_now");
    let bare = t.act(&handler, &code, "submit-answer", 3, &json!({ "body": "Đã sửa [[khi nào]]." })).await;
    bare.is_problem(422, "invalid");
    assert_eq!(
        codes(&bare.json()),
        [("body", "blank_open"), ("evidence", "no_date"), ("evidence", "no_unit")].map(|(a, b)| (a.into(), b.into()))
    );
    let sent = t.act(&handler, &code, "submit-answer", 3, &json!({ "body": GOOD })).await;
    assert_eq!(sent.json()["row"]["status"], "answer_review", "{}", sent.text);
    t.act(&handler, &code, "answer", 4, &json!({})).await.is_problem(403, "denied");
    let approver = t.sign_in("lanhdao").await;
    let waits = view(&t, &approver, &code).await;
    assert!(allows(&waits, "answer") && allows(&waits, "return-answer"), "{waits}");
    assert_eq!(
        (&waits["answering"]["draft"]["text"], &waits["answering"]["draft"]["waiting"]),
        (&json!(GOOD), &json!(true))
    );
    let remark = "Nêu thêm hạn kiểm tra lại.";
    assert!(t.act(&approver, &code, "return-answer", 4, &json!({ "body": remark })).await.status.is_success());
    let back = view(&t, &handler, &code).await;
    let draft = &back["answering"]["draft"];
    assert_eq!((&draft["remark"], &draft["waiting"], &draft["mine"]), (&json!(remark), &json!(false), &json!(true)));
    let better = format!("{GOOD} Sẽ kiểm tra lại trước ngày 30/11/2026.");
    assert!(t.act(&handler, &code, "submit-answer", 5, &json!({ "body": better })).await.status.is_success());
    assert!(t.act(&approver, &code, "answer", 6, &json!({})).await.status.is_success());
    assert_eq!(t.track(&code, &secret).await["answer"]["body"], json!(better));
    let done = view(&t, &approver, &code).await;
    assert_eq!(done["answering"], Value::Null, "nothing waits any more");
});

both!(nobody_approves_their_own_draft, |mut t: Installation| async move {
    asks(&t, "ubnd-48", true, &[]).await;
    let filed =
        t.file("own", &json!({ "kind": "feedback", "body": "Đèn đường hỏng đã hai tuần.", "agency": "ubnd-48" })).await;
    let code = text(&filed.json(), "code");
    t.run_tails().await;
    // Handler and approver at once.
    let both = t.sign_in("chuyenvien.danang").await;
    assert!(t.act(&both, &code, "accept", 2, &json!({})).await.status.is_success());
    assert!(t.act(&both, &code, "submit-answer", 3, &json!({ "body": GOOD })).await.status.is_success());
    assert!(!allows(&view(&t, &both, &code).await, "answer"));
    t.act(&both, &code, "answer", 4, &json!({})).await.is_problem(403, "denied");
    let above = t.sign_in("lanhdao").await;
    assert!(t.act(&above, &code, "answer", 4, &json!({})).await.status.is_success());
    // Where nobody asks for approval, whoever handles it answers.
    let filed = t
        .file("free", &json!({ "kind": "feedback", "body": "Đèn đường hỏng đã hai tuần.", "agency": "ubnd-01" }))
        .await;
    let code = text(&filed.json(), "code");
    let hanoi = t.sign_in("chuyenvien.hanoi").await;
    assert!(t.act(&hanoi, &code, "answer", 2, &json!({ "body": GOOD })).await.status.is_success());
    let admin = t.sign_in("admin").await;
    let path = "/api/v1/admin/answer-rules?agency=ubnd-48&category=";
    assert_eq!(t.staff_send(&admin, "DELETE", path, &json!({})).await.json()["rules"], json!([]));
    t.staff_send(&admin, "DELETE", path, &json!({})).await.is_problem(404, "not_found");
});

both!(what_the_citizen_will_see_is_shown_and_not_kept, |mut t: Installation| async move {
    let (code, secret) = t.filed("Đèn đường trước số nhà 12 hỏng đã hai tuần.").await;
    t.run_tails().await;
    let handler = t.sign_in("chuyenvien").await;
    let path = format!("/api/v1/cases/{code}/answer-preview?lang=en");
    let body = json!({ "body": "<b>Xin ghi nhận</b> ý kiến của ông." });
    let seen = t.staff_send(&handler, "POST", &path, &body).await;
    let html = text(&seen.json(), "html");
    assert!(html.contains("&lt;b>Xin ghi nhận&lt;/b>") || html.contains("&lt;b&gt;Xin ghi nhận&lt;/b&gt;"), "{html}");
    assert!(html.contains(&code) && html.contains("lang=\"vi\""), "in the language of the case");
    let remarks = seen.json()["remarks"].to_string();
    assert!(remarks.contains("xin ghi nhận") && remarks.contains("There is no date"), "{remarks}");
    assert_eq!(version(&view(&t, &handler, &code).await), 2);
    assert_eq!(t.track(&code, &secret).await["answer"], Value::Null);
    t.staff_send(&handler, "POST", &path, &json!({ "body": " " })).await.is_problem(422, "invalid");
    let supervisor = t.sign_in("giamsat").await;
    t.staff_send(&supervisor, "POST", &path, &body).await.is_problem(403, "denied");
    let elsewhere = t.sign_in("chuyenvien.hanoi").await;
    t.staff_send(&elsewhere, "POST", &path, &body).await.is_problem(404, "not_found");
});
