//! Who sees and does what: rights are part of every query, so counts, facets and lists leak nothing.

use crate::both;
use crate::harness::{Installation, text};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::json;

both!(staff_see_their_own_branch_only, |mut t: Installation| async move {
    let (hcm, _) = t.filed("Ngập nước đường Nguyễn Hữu Cảnh").await;
    let hanoi = t
        .file("hn", &json!({ "kind": "feedback", "body": "Ngập nước phố Thái Hà", "area": "01", "agency": "ubnd-01" }))
        .await;
    let hanoi = text(&hanoi.json(), "code");
    let sent =
        t.file("hcm", &json!({ "kind": "feedback", "body": "Ngập nước chợ Thủ Đức", "agency": "ubnd-79" })).await;
    let hcm2 = text(&sent.json(), "code");
    t.run_tails().await;
    let all = t.sign_in("chuyenvien").await;
    let in_hanoi = t.sign_in("chuyenvien.hanoi").await;
    let in_hcm = t.sign_in("chuyenvien.hcm").await;
    assert_eq!(t.list(&all, "ngap nuoc").await.0, 3);
    assert_eq!(t.list(&in_hanoi, "ngap nuoc").await, (1, vec![hanoi.clone()]));
    let (total, seen) = t.list(&in_hcm, "").await;
    assert!(seen.contains(&hcm2) && !seen.contains(&hanoi), "{seen:?}");
    assert_eq!(total, seen.len() as u64);
    // Not even that it exists.
    let path = format!("/api/v1/cases/{hcm2}");
    t.staff_get(&in_hanoi, &path).await.is_problem(404, "not_found");
    t.staff_get(&in_hanoi, &format!("{path}/timeline")).await.is_problem(404, "not_found");
    t.staff_get(&in_hanoi, &format!("{path}/similar")).await.is_problem(404, "not_found");
    t.act(&in_hanoi, &hcm2, "accept", 2, &json!({})).await.is_problem(404, "not_found");
    assert_eq!(t.list(&in_hanoi, &format!("code:{hcm2}")).await.0, 0);
    assert_eq!(t.list(&in_hanoi, &hcm).await.0, 0);
});

both!(sealed_cases_are_for_those_with_the_right, |mut t: Installation| async move {
    let sent = t
        .file(
            "d",
            &json!({
                "kind": "denunciation", "body": "Cán bộ địa chính nhận tiền để làm nhanh hồ sơ.",
                "contact": { "name": "Trần Thị Bình", "phone": "0912345678" },
            }),
        )
        .await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
    let code = text(&sent.json(), "code");
    t.run_tails().await;
    let handler = t.sign_in("chuyenvien").await;
    let coordinator = t.sign_in("dieuphoi").await;
    assert_eq!(t.list(&handler, "").await.0, 0);
    assert_eq!(t.list(&handler, "dia chinh").await.0, 0);
    t.staff_get(&handler, &format!("/api/v1/cases/{code}")).await.is_problem(404, "not_found");
    assert_eq!(t.list(&coordinator, "dia chinh").await.0, 1);
    // Seeing the case is not seeing who sent it.
    let seen = t.staff_get(&coordinator, &format!("/api/v1/cases/{code}")).await.json();
    assert_eq!(seen["contact"], json!(null));
    let supervisor = t.sign_in("giamsat").await;
    let figures = t.staff_get(&supervisor, "/api/v1/indicators").await.json();
    assert_eq!(figures["total"]["received"]["value"], 0);
});

both!(sessions_are_needed_and_end, |t: Installation| async move {
    for path in [
        "/api/v1/cases",
        "/api/v1/session",
        "/api/v1/indicators",
        "/api/v1/agencies?q=a",
        "/api/v1/users?agency=ubnd-79",
        "/api/v1/stream",
    ] {
        t.get(path).await.is_problem(401, "unauthenticated");
    }
    let request = Request::post("/api/v1/session").header(header::CONTENT_TYPE, "application/json");
    let wrong = json!({ "user": "chuyenvien", "password": "sai" }).to_string();
    t.send(request.body(Body::from(wrong)).unwrap()).await.is_problem(401, "bad_credentials");

    let (code, _) = t.filed("Cây đổ chắn ngang đường làng.").await;
    let session = t.sign_in("chuyenvien").await;
    // Without the token of the session nothing is changed, cookie or not.
    let forged = Request::post(format!("/api/v1/cases/{code}/accept"))
        .header(header::COOKIE, &session.cookie)
        .header(header::IF_MATCH, "\"2\"")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from("{}"))
        .unwrap();
    t.send(forged).await.is_problem(403, "denied");
    let out = Request::delete("/api/v1/session")
        .header(header::COOKIE, &session.cookie)
        .header("x-csrf-token", &session.csrf)
        .body(Body::empty())
        .unwrap();
    assert_eq!(t.send(out).await.status, StatusCode::NO_CONTENT);
    t.staff_get(&session, "/api/v1/session").await.is_problem(401, "unauthenticated");
});

both!(roles_do_what_they_may, |mut t: Installation| async move {
    let (code, _) = t.filed("Trạm y tế phường đóng cửa giờ hành chính.").await;
    t.run_tails().await;
    let supervisor = t.sign_in("giamsat").await;
    t.act(&supervisor, &code, "accept", 2, &json!({})).await.is_problem(403, "denied");
    let handler = t.sign_in("chuyenvien").await;
    t.staff_get(&handler, "/api/v1/indicators").await.is_problem(403, "denied");
    // Passing it on needs the name of who is responsible, and a reason.
    t.act(&handler, &code, "transfer", 2, &json!({ "body": "Không thuộc thẩm quyền" }))
        .await
        .is_problem(422, "invalid");
    t.act(&handler, &code, "transfer", 2, &json!({ "agency": "ubnd-01" })).await.is_problem(422, "invalid");
    let passed = t.act(&handler, &code, "transfer", 2, &json!({ "agency": "ubnd-01", "body": "Thuộc Hà Nội" })).await;
    assert_eq!(passed.json()["row"]["agency"]["code"], "ubnd-01", "{}", passed.text);
    let given = t.act(&handler, &code, "assign", 3, &json!({ "assignee": "chuyenvien.hanoi" })).await;
    assert_eq!(given.json()["row"]["assignee"], "chuyenvien.hanoi", "{}", given.text);
    let wrong = t.act(&handler, &code, "assign", 4, &json!({ "assignee": "chuyenvien.hcm" })).await;
    wrong.is_problem(422, "invalid");
});
