//! One complaint travels all the way: filed, found, taken up, answered, read, rated, counted.

use crate::both;
use crate::harness::{DAY_MS, Installation, text};
use axum::http::StatusCode;
use serde_json::json;

both!(a_complaint_gets_its_answer, |mut t: Installation| async move {
    let answer = t
        .file(
            "k1",
            &json!({
                "kind": "feedback", "title": "Rác chất đống", "area": "26740", "category": "rac-thai",
                "body": "Rác chất đống trước cổng chợ Bến Thành ba ngày nay, mùi hôi thối không chịu nổi.",
                "contact": { "name": "Nguyễn Văn An", "phone": "0912 345 678" },
            }),
        )
        .await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    let receipt = answer.json();
    let (code, secret) = (text(&receipt, "code"), text(&receipt, "secret"));
    assert!(code.starts_with("HA-26-"));
    assert_eq!(receipt["status"], "routed");
    assert_eq!(receipt["tracking_url"], format!("https://hoiam.test/t/{code}"));
    // Fifteen working days after Monday 16 November: 24 November is a holiday.
    assert_eq!(receipt["due_at"], "2026-12-08T17:00:00.000Z", "{receipt}");
    assert!(text(&receipt, "due_explained").contains("08/12/2026"), "{receipt}");

    t.run_tails().await;
    let handler = t.sign_in("chuyenvien").await;
    assert_eq!(t.list(&handler, "rac chat dong").await, (1, vec![code.clone()]), "found without accents");
    assert_eq!(t.list(&handler, "state:open category:rac-thai area:79").await.0, 1);
    assert_eq!(t.list(&handler, "kind:complaint").await.0, 0);

    // The personal data of the contact are nowhere but in the sealed column.
    assert_eq!(t.list(&handler, "0912345678").await.0, 0);
    let whole = t.staff_get(&handler, &format!("/api/v1/cases/{code}")).await;
    assert_eq!(whole.json()["contact"]["name"], "Nguyễn Văn An");
    assert_eq!(whole.headers["etag"], "\"2\"");

    let accepted = t.act(&handler, &code, "accept", 2, &json!({})).await;
    assert_eq!(accepted.status, StatusCode::OK, "{}", accepted.text);
    let stale = t.act(&handler, &code, "start", 2, &json!({})).await;
    stale.is_problem(412, "stale");
    let asked = t.act(&handler, &code, "request-info", 3, &json!({ "body": "Xin cho biết số nhà gần nhất." })).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.text);
    let replied = t.reply(&code, &secret, "messages", &json!({ "body": "Trước số 12 Lê Lợi." })).await;
    assert_eq!(replied.status, StatusCode::OK, "{}", replied.text);
    let answered = t.act(&handler, &code, "answer", 5, &json!({ "body": "Đã thu gom lúc 17 giờ ngày 16/11." })).await;
    assert_eq!(answered.status, StatusCode::OK, "{}", answered.text);

    let public = t.get(&format!("/api/v1/cases/{code}")).await.json();
    assert_eq!((&public["status"], &public["answer"]), (&json!("answered"), &json!(null)));
    let seen = t.track(&code, &secret).await;
    assert_eq!(seen["answer"]["body"], "Đã thu gom lúc 17 giờ ngày 16/11.");
    assert_eq!(seen["messages"].as_array().unwrap().len(), 2);
    let rated = t.reply(&code, &secret, "rating", &json!({ "stars": 5 })).await;
    assert_eq!(rated.json()["rating"], 5, "{}", rated.text);

    t.run_tails().await;
    let supervisor = t.sign_in("giamsat").await;
    let figures = t.staff_get(&supervisor, "/api/v1/indicators").await.json();
    let total = &figures["total"];
    assert_eq!((&total["received"]["value"], &total["resolution_rate"]["part"]["value"]), (&json!(1), &json!(1)));
    assert_eq!((&total["on_time_rate"]["part"]["value"], &total["backlog"]["value"]), (&json!(1), &json!(0)));
    assert_eq!(total["satisfaction_centi"], 500);
});

both!(a_late_answer_stays_late, |mut t: Installation| async move {
    let (late, secret) = t.filed("Đèn đường hỏng cả tháng nay, đề nghị sửa.").await;
    let (open, _) = t.filed("Nắp cống mất, trẻ em suýt rơi xuống, đề nghị đậy lại.").await;
    let (timely, _) = t.filed("Quán nhậu lấn vỉa hè, người đi bộ phải xuống lòng đường.").await;
    let handler = t.sign_in("chuyenvien").await;
    let done = t.act(&handler, &timely, "answer", 2, &json!({ "body": "Đã lập biên bản và thu dọn." })).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    // Past the deadline, before any sweep has seen it: the answer is late all the same.
    t.clock.advance(40 * DAY_MS);
    let handler = t.sign_in("chuyenvien").await;
    let version = t.staff_get(&handler, &format!("/api/v1/cases/{late}")).await.json()["row"]["version"].as_u64();
    let done = t.act(&handler, &late, "answer", version.unwrap(), &json!({ "body": "Đã thay bóng đèn mới." })).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    t.run_tails().await;

    let supervisor = t.sign_in("giamsat").await;
    let figures = t.staff_get(&supervisor, "/api/v1/indicators").await.json();
    let rate = &figures["total"]["on_time_rate"];
    // One in time, one late, one open and overdue: one of three.
    assert_eq!((&rate["part"]["value"], &rate["of"]["value"]), (&json!(1), &json!(3)), "{figures}");
    assert_eq!(t.list(&supervisor, "state:late").await, (1, vec![open.clone()]));
    let story = t.track(&late, &secret).await["story"].as_array().unwrap().clone();
    let breaches: Vec<_> = story.iter().filter(|step| step["kind"] == "breached").collect();
    let answered = story.iter().position(|step| step["kind"] == "answered").unwrap();
    assert!(
        !breaches.is_empty() && story.iter().rposition(|s| s["kind"] == "breached").unwrap() < answered,
        "{story:?}"
    );

    // Reopened, it takes back its resolution.
    let before = figures["total"]["resolution_rate"]["part"]["value"].as_i64().unwrap();
    let again = t.reply(&late, &secret, "reopening", &json!({ "body": "Bóng đèn mới lại tắt ngay hôm sau." })).await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.text);
    t.run_tails().await;
    let figures = t.staff_get(&supervisor, "/api/v1/indicators").await.json();
    assert_eq!(figures["total"]["resolution_rate"]["part"]["value"], before - 1);
});

both!(every_figure_opens_the_cases_behind_it, |mut t: Installation| async move {
    let bodies = [
        "Ngập nước sau mưa lớn",
        "Mất nước sinh hoạt hai ngày",
        "Ổ gà trước cổng trường học",
        "Tiếng ồn karaoke ban đêm",
    ];
    let handler = t.sign_in("chuyenvien").await;
    for (i, body) in bodies.iter().enumerate() {
        let (code, secret) = t.filed(body).await;
        if i % 2 == 0 {
            let done = t.act(&handler, &code, "answer", 2, &json!({ "body": "Đã xử lý xong." })).await;
            assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        }
        if i == 2 {
            assert_eq!(t.reply(&code, &secret, "rating", &json!({ "stars": 2 })).await.status, StatusCode::OK);
        }
    }
    t.clock.advance(35 * DAY_MS);
    t.run_tails().await;
    let supervisor = t.sign_in("giamsat").await;
    let view = t.staff_get(&supervisor, "/api/v1/indicators").await.json();
    let mut figures = Vec::new();
    collect(&view, &mut figures);
    assert!(figures.len() > 20);
    for (value, query) in figures {
        assert_eq!(t.list(&supervisor, &query).await.0, value, "{query}");
    }
});

/// Every figure of a view: value and query.
fn collect(view: &serde_json::Value, out: &mut Vec<(u64, String)>) {
    match view {
        serde_json::Value::Object(object) => {
            if let (Some(value), Some(query)) = (object.get("value"), object.get("query")) {
                out.push((value.as_u64().unwrap(), query.as_str().unwrap().to_owned()));
            }
            object.values().for_each(|inner| collect(inner, out));
        }
        serde_json::Value::Array(all) => all.iter().for_each(|inner| collect(inner, out)),
        _ => {}
    }
}
