//! Taking notice of what the clock said; deliveries that are old, dismissed, named.

use crate::both;
use crate::harness::{DAY_MS, Installation, Session};
use hoiam_backend::config::NoticesPlace;
use hoiam_backend::domain::notices::sweeping;
use serde_json::{Value, json};

pub async fn case(t: &Installation, session: &Session, code: &str) -> Value {
    t.staff_get(session, &format!("/api/v1/cases/{code}?lang=en")).await.json()
}

fn version(view: &Value) -> u64 {
    view["row"]["version"].as_u64().unwrap()
}

fn allows(view: &Value, action: &str) -> bool {
    view["allowed"].as_array().unwrap().iter().any(|a| a == action)
}

both!(notice_is_taken_once_and_stands_in_the_story, |mut t: Installation| async move {
    let (code, secret) = t.filed("Vỉa hè hư hỏng nặng trước trường học.").await;
    t.run_tails().await;
    let handler = t.sign_in("chuyenvien").await;
    let before = case(&t, &handler, &code).await;
    assert!(!allows(&before, "acknowledge") && before["unheard"].is_null(), "{before}");
    t.act(&handler, &code, "acknowledge", version(&before), &json!({})).await.is_problem(409, "not_allowed_now");
    t.clock.advance(60 * DAY_MS);
    t.run_tails().await;
    let handler = t.sign_in("chuyenvien").await;
    let late = case(&t, &handler, &code).await;
    assert!(allows(&late, "acknowledge"), "{late}");
    assert!(late["unheard"]["text"].as_str().unwrap().contains("overdue since"), "{late}");
    let heeded = t.act(&handler, &code, "acknowledge", version(&late), &json!({})).await;
    assert!(heeded.status.is_success(), "{}", heeded.text);
    let after = heeded.json();
    assert!(!allows(&after, "acknowledge") && after["unheard"].is_null(), "{after}");
    assert_eq!(after["row"]["status"], late["row"]["status"], "nothing else has happened");
    let story = t.staff_get(&handler, &format!("/api/v1/cases/{code}/timeline?lang=en")).await.json();
    let last = story["entries"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["kind"], &last["actor"], &last["public"]),
        (&json!("acknowledged"), &json!("staff"), &json!(false))
    );
    assert!(!t.track(&code, &secret).await.to_string().contains("acknowledged"), "staff only");
    let auditor = t.sign_in("kiemtra").await;
    t.act(&auditor, &code, "acknowledge", version(&after), &json!({})).await.is_problem(403, "denied");
});

both!(settled_deliveries_go_when_they_are_old, |mut t: Installation| async move {
    let notices = NoticesPlace { webhooks_local: true, deliveries_days: Some(30), ..NoticesPlace::default() };
    t.tell_by(notices).await;
    let admin = t.sign_in("admin").await;
    // Nobody listens at this port of this machine: tried for three days and given up.
    let input = json!({ "agency": "chinh-phu", "name": "Kho", "url": "http://127.0.0.1:9/", "query": "", "events": [], "on": true });
    let made = t.staff_send(&admin, "POST", "/api/v1/admin/endpoints", &input).await;
    let endpoint = made.json()["id"].as_i64().unwrap();
    for text in ["Rác chất đống trước cổng chợ.", "Đèn đường hỏng đã hai tuần."] {
        t.filed(text).await;
    }
    t.run_tails().await;
    for _ in 0..14 {
        t.send_due().await;
        t.clock.advance(DAY_MS);
    }
    let admin = t.sign_in("admin").await;
    let dead = t.staff_get(&admin, "/api/v1/admin/deliveries?state=dead").await.json();
    let dead = dead["deliveries"].as_array().unwrap().clone();
    // Each case was received and routed.
    assert_eq!(dead.len(), 4, "{dead:?}");
    let mut kinds: Vec<_> = dead.iter().map(|d| d["event_kind"].as_str().unwrap()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["received", "received", "routed", "routed"]);
    let again = |id: &Value| format!("/api/v1/admin/deliveries/{id}/dismiss");
    let dismissed = t.staff_send(&admin, "POST", &again(&dead[0]["id"]), &json!({})).await;
    assert_eq!(dismissed.json()["state"], "dropped", "{}", dismissed.text);
    t.staff_send(&admin, "POST", &again(&dead[0]["id"]), &json!({})).await.is_problem(409, "not_allowed_now");
    let supervisor = t.sign_in("giamsat").await;
    t.staff_send(&supervisor, "POST", &again(&dead[1]["id"]), &json!({})).await.is_problem(403, "denied");
    let app = t.app();
    assert_eq!(sweeping::sweep(&app).await.unwrap(), 0);
    t.clock.advance(30 * DAY_MS + 1);
    assert_eq!(sweeping::sweep(&app).await.unwrap(), 1, "those given up stay");
    let admin = t.sign_in("admin").await;
    let counts = t.staff_get(&admin, "/api/v1/admin/deliveries").await.json()["counts"].clone();
    assert_eq!((&counts["dead"], &counts["dropped"]), (&json!(3), &json!(0)), "{counts}");
    // What is older than that is not told anew, even if everything is read again from the start.
    let removed = t.staff_send(&admin, "DELETE", &format!("/api/v1/admin/endpoints/{endpoint}"), &json!({})).await;
    assert_eq!(removed.status.as_u16(), 204);
});
