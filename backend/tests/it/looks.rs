//! Who of staff looked at which case, and who opened a sealed identity for which reason.

use crate::both;
use crate::harness::{DAY_MS, Installation, text};
use axum::http::StatusCode;
use hoiam_backend::domain::looking;
use serde_json::{Value, json};

const LOOKS: &str = "/api/v1/admin/looks";

/// A denunciation by somebody who can be reached; its code.
async fn denounced(t: &mut Installation) -> String {
    let case = json!({
        "kind": "denunciation", "body": "Cán bộ địa chính nhận tiền để làm nhanh hồ sơ.",
        "contact": { "name": "Trần Thị Bình", "phone": "0912345678" },
    });
    let sent = t.file("d", &case).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
    t.run_tails().await;
    text(&sent.json(), "code")
}

/// Who and at what, newest first, as this address tells it.
fn told(answer: &Value) -> Vec<(String, String, String)> {
    let looks = answer["looks"].as_array().unwrap();
    looks.iter().map(|look| (text(look, "login"), text(look, "code"), text(look, "reason"))).collect()
}

fn look(login: &str, code: &str, reason: &str) -> (String, String, String) {
    (login.to_owned(), code.to_owned(), reason.to_owned())
}

both!(opening_a_sealed_identity_takes_a_right_and_a_reason_and_stays, |mut t: Installation| async move {
    let code = denounced(&mut t).await;
    let path = format!("/api/v1/cases/{code}");
    let contact = format!("{path}/contact");
    let why = json!({ "reason": "Cần gặp người tố cáo để xác minh chứng cứ." });
    let (coordinator, auditor, handler) =
        (t.sign_in("dieuphoi").await, t.sign_in("kiemtra").await, t.sign_in("chuyenvien").await);
    let seen = t.staff_get(&coordinator, &path).await.json();
    assert_eq!((&seen["contact"], &seen["sealed_contact"]), (&json!(null), &json!(true)));
    // Auditors read that it was done; they do not do it. Who may not know of the case learns nothing.
    assert_eq!(t.staff_get(&auditor, &path).await.json()["sealed_contact"], false);
    t.staff_send(&auditor, "POST", &contact, &why).await.is_problem(403, "denied");
    t.staff_send(&handler, "POST", &contact, &why).await.is_problem(404, "not_found");
    let unsaid = t.staff_send(&coordinator, "POST", &contact, &json!({ "reason": "  " })).await;
    unsaid.is_problem(422, "invalid");
    assert_eq!(unsaid.json()["errors"][0]["field"], "reason");
    let opened = t.staff_send(&coordinator, "POST", &contact, &why).await;
    assert_eq!(opened.status, StatusCode::OK, "{}", opened.text);
    assert_eq!(opened.json()["name"], "Trần Thị Bình");
    t.run_tails().await;
    // Looking again does not show it, and whoever had the case open may go on from what they saw.
    let after = t.staff_get(&coordinator, &path).await.json();
    assert_eq!(after["contact"], json!(null));
    t.acted(&coordinator, &code, "accept", json!({})).await;
    let timeline = t.staff_get(&auditor, &format!("{path}/timeline")).await.json();
    let entry = timeline["entries"].as_array().unwrap().iter().find(|e| e["kind"] == "unsealed").unwrap().clone();
    assert_eq!((text(&entry, "name"), text(&entry, "body")), ("Lê Thị Thu Hà".into(), text(&why, "reason")));
    let list = t.staff_get(&auditor, &format!("{LOOKS}?unsealed=true")).await.json();
    assert_eq!(told(&list), [look("dieuphoi", &code, "Cần gặp người tố cáo để xác minh chứng cứ.")]);
    // The citizen's own page does not tell who asked for it.
    let (open, _) = t.filed("Cây đổ chắn ngang đường làng.").await;
    let plain = t.staff_send(&coordinator, "POST", &format!("/api/v1/cases/{open}/contact"), &why).await;
    plain.is_problem(409, "not_allowed_now");
});

both!(looks_are_written_down_once_an_hour_and_told_to_those_with_the_right, |mut t: Installation| async move {
    let sealed = denounced(&mut t).await;
    let (open, _) = t.filed("Ngập nước đường Nguyễn Hữu Cảnh.").await;
    let (coordinator, handler) = (t.sign_in("dieuphoi").await, t.sign_in("chuyenvien").await);
    for code in [&sealed, &open, &open] {
        t.staff_get(&coordinator, &format!("/api/v1/cases/{code}")).await;
        t.staff_get(&coordinator, &format!("/api/v1/cases/{code}/timeline")).await;
    }
    t.staff_get(&handler, &format!("/api/v1/cases/{sealed}")).await.is_problem(404, "not_found");
    t.clock.advance(3_600_000);
    // A node that has just started knows of no look, and the database still holds each once.
    t.staff_get(&coordinator, &format!("/api/v1/cases/{open}")).await;
    t.restart().await;
    t.staff_get(&coordinator, &format!("/api/v1/cases/{open}")).await;
    let (auditor, supervisor) = (t.sign_in("kiemtra").await, t.sign_in("giamsat").await);
    let all = t.staff_get(&auditor, LOOKS).await.json();
    let expect = [look("dieuphoi", &open, ""), look("dieuphoi", &open, ""), look("dieuphoi", &sealed, "")];
    assert_eq!((told(&all), &all["total"]), (expect.to_vec(), &json!(3)));
    // Who may not know of sealed cases does not learn of them here.
    assert_eq!(told(&t.staff_get(&supervisor, LOOKS).await.json()), expect[..2]);
    assert_eq!(told(&t.staff_get(&auditor, &format!("{LOOKS}?case={sealed}")).await.json()), expect[2..]);
    assert_eq!(told(&t.staff_get(&auditor, &format!("{LOOKS}?who=chuyenvien")).await.json()), []);
    assert_eq!(t.staff_get(&supervisor, &format!("/api/v1/cases/{open}")).await.json()["looks"], true);
    assert_eq!(t.staff_get(&handler, &format!("/api/v1/cases/{open}")).await.json()["looks"], false);
    t.staff_get(&handler, LOOKS).await.is_problem(403, "denied");
    // Of another branch a supervisor learns nothing, of their own all.
    let hanoi = json!({ "kind": "feedback", "body": "Ngập nước phố Thái Hà.", "area": "01", "agency": "ubnd-01" });
    let hanoi = text(&t.file("hn", &hanoi).await.json(), "code");
    t.staff_get(&coordinator, &format!("/api/v1/cases/{hanoi}")).await;
    let of_hcm = t.sign_in("giamsat.hcm").await;
    let path = format!("{LOOKS}?case={hanoi}");
    assert_eq!(told(&t.staff_get(&of_hcm, &path).await.json()), []);
    assert_eq!(told(&t.staff_get(&supervisor, &path).await.json()), [look("dieuphoi", &hanoi, "")]);
});

both!(looks_at_once_are_each_written_down, |mut t: Installation| async move {
    let mut codes = Vec::new();
    for n in 0..4 {
        codes.push(t.filed(&format!("Đèn đường số {n} hỏng ba ngày nay.")).await.0);
    }
    t.run_tails().await;
    let handler = t.sign_in("chuyenvien").await;
    let paths: Vec<String> = codes.iter().map(|code| format!("/api/v1/cases/{code}")).collect();
    let open = |n: usize| t.staff_get(&handler, &paths[n]);
    // The first case twice: it is written down once.
    let (a, b, c, d, e) = tokio::join!(open(0), open(1), open(2), open(3), open(0));
    for answer in [a, b, c, d, e] {
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    }
    let auditor = t.sign_in("kiemtra").await;
    let mut seen: Vec<String> =
        told(&t.staff_get(&auditor, LOOKS).await.json()).into_iter().map(|(_, code, _)| code).collect();
    seen.sort();
    codes.sort();
    assert_eq!(seen, codes);
});

both!(old_looks_go_and_those_of_the_last_years_stay, |mut t: Installation| async move {
    let (code, _) = t.filed("Đèn đường hỏng ba ngày nay.").await;
    t.run_tails().await;
    let path = format!("/api/v1/cases/{code}");
    for (login, days) in [("dieuphoi", 0), ("chuyenvien", 2), ("dieuphoi", 31 * 60 - 3)] {
        t.clock.advance(days * DAY_MS);
        let session = t.sign_in(login).await;
        assert_eq!(t.staff_get(&session, &path).await.status, StatusCode::OK);
    }
    assert_eq!(looking::sweep(&t.app()).await.unwrap(), 0);
    t.clock.advance(2 * DAY_MS);
    assert_eq!(looking::sweep(&t.app()).await.unwrap(), 1);
    assert_eq!(looking::sweep(&t.app()).await.unwrap(), 0);
    let auditor = t.sign_in("kiemtra").await;
    let left = told(&t.staff_get(&auditor, LOOKS).await.json());
    assert_eq!(left, [look("dieuphoi", &code, ""), look("chuyenvien", &code, "")]);
});
