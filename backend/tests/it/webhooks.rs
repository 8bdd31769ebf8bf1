//! Other systems are told of events over real HTTP: signed by the Standard Webhooks specification (checked with its own
//! library), filtered, told again under the same name, given up, switched off; and who is told when nobody stirs.

use crate::both;
use crate::harness::{DAY_MS, Installation, Session, text};
use crate::receiver::Receiver;
use crate::smtp::MailServer;
use axum::http::{HeaderMap, StatusCode};
use hoiam_backend::config::NoticesPlace;
use hoiam_shared::Lang;
use serde_json::{Value, json};
use standardwebhooks::Webhook;

async fn local(t: &mut Installation) {
    t.tell_by(NoticesPlace { webhooks_local: true, ..NoticesPlace::default() }).await;
}

/// Adds an endpoint; its identity and secret.
pub async fn endpoint(t: &Installation, admin: &Session, more: Value) -> (i64, String) {
    let mut input =
        json!({ "agency": "chinh-phu", "name": "Kho dữ liệu", "url": "", "query": "", "events": [], "on": true });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let made = t.staff_send(admin, "POST", "/api/v1/admin/endpoints?lang=en", &input).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    (made.json()["id"].as_i64().unwrap(), text(&made.json(), "secret"))
}

/// Whether one of the signatures is the one that the specification's own library makes. (Its check looks at the clock on
/// the wall, which is not the test's.)
fn signed(secret: &str, headers: &HeaderMap, body: &str) -> bool {
    let header = |name: &str| headers[name].to_str().unwrap();
    let timestamp = header("webhook-timestamp").parse().unwrap();
    let made = Webhook::new(secret).unwrap().sign(header("webhook-id"), timestamp, body.as_bytes()).unwrap();
    header("webhook-signature").split(' ').any(|signature| signature == made)
}

both!(another_system_is_told_signed_and_without_personal_data, |mut t: Installation| async move {
    local(&mut t).await;
    let receiver = Receiver::start().await;
    let admin = t.sign_in("admin").await;
    let (_, secret) = endpoint(&t, &admin, json!({ "url": receiver.url })).await;
    assert!(secret.starts_with("whsec_"));
    let list = t.staff_get(&admin, "/api/v1/admin/endpoints").await;
    assert!(!list.text.contains(&secret) && list.json()["endpoints"][0]["secret"].is_null(), "{}", list.text);
    let case = json!({ "kind": "complaint", "body": "Khiếu nại quyết định xử phạt số 12.", "area": "26740",
        "contact": { "name": "Trần Thị Bình", "email": "binh@mail.example", "phone": "0912345678" } });
    let code = text(&t.file("hook", &case).await.json(), "code");
    t.run_tails().await;
    assert_eq!(t.send_due().await, 2);
    let mut posts = receiver.posts();
    posts.sort_by_key(|(headers, _)| headers["webhook-id"].to_str().unwrap().to_owned());
    for (headers, body) in &posts {
        assert!(signed(&secret, headers, body), "{headers:?}");
        assert!(!signed(&secret, headers, &body.replace("26740", "26743")), "a changed body is found out");
        assert_eq!(headers["webhook-timestamp"], (t.app().now_ms() / 1_000).to_string());
        for personal in ["Bình", "binh", "0912345678", "xử phạt"] {
            assert!(!body.contains(personal), "{body}");
        }
    }
    let told: Value = serde_json::from_str(&posts[0].1).unwrap();
    assert_eq!(
        (&told["type"], &told["data"]["code"], &told["data"]["kind"], &told["data"]["area"]),
        (&json!("case.received"), &json!(code), &json!("complaint"), &json!("26740")),
        "{told}"
    );
    // Nothing of what was told is told again, and nothing of sealed cases at all.
    let sealed = json!({ "kind": "denunciation", "body": "Cán bộ địa chính nhận tiền để làm nhanh hồ sơ.",
        "contact": { "name": "Trần Thị Bình", "phone": "0912345678" } });
    assert_eq!(t.file("sealed", &sealed).await.status, StatusCode::CREATED);
    t.run_tails().await;
    assert_eq!(t.send_due().await, 0);
});

both!(endpoints_hear_of_what_they_asked_for, |mut t: Installation| async move {
    local(&mut t).await;
    let receiver = Receiver::start().await;
    let admin = t.sign_in("admin").await;
    // What was filed before nobody asked for.
    t.filed("Đèn đường hỏng đã hai tuần nay.").await;
    t.clock.advance(1);
    endpoint(&t, &admin, json!({ "url": receiver.url, "query": "kind:question", "events": ["received", "accepted"] }))
        .await;
    endpoint(&t, &admin, json!({ "url": receiver.url, "agency": "ubnd-01", "events": ["received"] })).await;
    endpoint(&t, &admin, json!({ "url": receiver.url, "on": false })).await;
    endpoint(&t, &admin, json!({ "url": receiver.url, "query": "nghỉ lễ", "events": ["received"] })).await;
    t.filed("Rác chất đống trước cổng chợ.").await;
    let question = json!({ "kind": "question", "body": "Thứ Bảy có làm việc không?", "agency": "ubnd-79" });
    let asked = text(&t.file("q", &question).await.json(), "code");
    let hanoi = json!({ "kind": "feedback", "body": "Ngập nước phố Thái Hà.", "agency": "ubnd-01" });
    let flooded = text(&t.file("h", &hanoi).await.json(), "code");
    let word = json!({ "kind": "suggestion", "body": "Đề nghị báo lịch nghỉ lễ sớm hơn.", "agency": "ubnd-79" });
    let wished = text(&t.file("w", &word).await.json(), "code");
    t.run_tails().await;
    t.send_due().await;
    let mut told: Vec<String> = receiver
        .posts()
        .iter()
        .map(|(_, body)| text(&serde_json::from_str::<Value>(body).unwrap()["data"], "code"))
        .collect();
    let mut expect = vec![asked, flooded, wished];
    told.sort();
    expect.sort();
    assert_eq!(told, expect);
});

both!(a_receiver_that_fails_is_tried_again_under_the_same_name, |mut t: Installation| async move {
    local(&mut t).await;
    let receiver = Receiver::start().await;
    let admin = t.sign_in("admin").await;
    let (id, old) = endpoint(&t, &admin, json!({ "url": receiver.url, "events": ["received"] })).await;
    receiver.will([500, 302]);
    t.filed("Rác chất đống trước cổng chợ.").await;
    t.run_tails().await;
    assert_eq!(t.send_due().await, 1);
    t.clock.advance(60_000);
    // A new secret signs from now on, and the old one beside it for a day.
    let rotated = t.staff_send(&admin, "POST", &format!("/api/v1/admin/endpoints/{id}/secret"), &json!({})).await;
    let new = text(&rotated.json(), "secret");
    assert!(new != old && !rotated.json()["old_signs_until"].is_null(), "{}", rotated.text);
    assert_eq!(t.send_due().await, 1);
    t.clock.advance(180_000);
    assert_eq!(t.send_due().await, 1);
    let posts = receiver.posts();
    assert_eq!(posts.len(), 3, "a redirect is not followed");
    assert!(posts.iter().all(|(headers, _)| headers["webhook-id"] == posts[0].0["webhook-id"]));
    assert!(signed(&old, &posts[0].0, &posts[0].1) && !signed(&new, &posts[0].0, &posts[0].1));
    assert!(signed(&old, &posts[2].0, &posts[2].1) && signed(&new, &posts[2].0, &posts[2].1));
    let list = t.staff_get(&admin, "/api/v1/admin/deliveries?via=webhook").await.json();
    let row = &list["deliveries"][0];
    assert_eq!((&row["state"], &row["tries"], &row["to"]), (&json!("sent"), &json!(3), &json!("Kho dữ liệu")), "{row}");
    // Sent again because somebody wants it so: the same name, and after a day the new secret alone.
    t.clock.advance(DAY_MS);
    let admin = t.sign_in("admin").await;
    let again =
        t.staff_send(&admin, "POST", &format!("/api/v1/admin/deliveries/{}/again", row["id"]), &json!({})).await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.text);
    t.send_due().await;
    let replayed = receiver.posts().pop().unwrap();
    assert_eq!(replayed.0["webhook-id"], posts[0].0["webhook-id"]);
    assert!(signed(&new, &replayed.0, &replayed.1) && !signed(&old, &replayed.0, &replayed.1));
});

both!(a_receiver_that_is_gone_is_switched_off, |mut t: Installation| async move {
    local(&mut t).await;
    let receiver = Receiver::start().await;
    let admin = t.sign_in("admin").await;
    let (id, _) = endpoint(&t, &admin, json!({ "url": receiver.url, "events": ["received"] })).await;
    let path = format!("/api/v1/admin/endpoints/{id}");
    let trial = t.staff_send(&admin, "POST", &format!("{path}/test?lang=en"), &json!({})).await;
    assert_eq!(trial.json()["taken"], true, "{}", trial.text);
    assert!(receiver.posts()[0].1.contains("hoiam.test"));
    receiver.will([410]);
    t.filed("Rác chất đống trước cổng chợ.").await;
    t.run_tails().await;
    t.send_due().await;
    let list = t.staff_get(&admin, "/api/v1/admin/endpoints").await.json();
    assert_eq!(list["endpoints"][0]["state"], "gone", "{list}");
    let dead = t.staff_get(&admin, "/api/v1/admin/deliveries?state=dead").await.json();
    assert_eq!(
        (&dead["deliveries"][0]["trouble"], &dead["deliveries"][0]["said"]),
        (&json!("gone"), &json!("410")),
        "{dead}"
    );
    t.filed("Vỉa hè bị chiếm làm bãi xe.").await;
    t.run_tails().await;
    t.send_due().await;
    assert_eq!(receiver.posts().len(), 1, "nobody is told any more");
    // Switched on again by a person; what was given up goes out when it is sent again.
    let mut input = list["endpoints"][0].clone();
    input["agency"] = "chinh-phu".into();
    input["on"] = true.into();
    let on = t.staff_send(&admin, "PUT", &path, &input).await;
    assert_eq!((on.status, &on.json()["state"]), (StatusCode::OK, &json!("on")), "{}", on.text);
    assert_eq!(t.staff_send(&admin, "POST", "/api/v1/admin/deliveries/again", &json!({})).await.json()["count"], 1);
    t.send_due().await;
    assert_eq!(receiver.posts().len(), 1);
    assert_eq!(t.staff_send(&admin, "DELETE", &path, &json!({})).await.status, StatusCode::NO_CONTENT);
    t.staff_send(&admin, "DELETE", &path, &json!({})).await.is_problem(404, "not_found");
});

both!(inner_addresses_are_refused, |t: Installation| async move {
    let admin = t.sign_in("admin").await;
    let input =
        |url: &str| json!({ "agency": "chinh-phu", "name": "x", "url": url, "query": "", "events": [], "on": true });
    for url in [
        "http://hooks.example.vn/",
        "https://127.0.0.1/",
        "https://169.254.169.254/latest",
        "https://[::1]/",
        "https://10.1.2.3/",
        "nonsense",
        "",
    ] {
        let answer = t.staff_send(&admin, "POST", "/api/v1/admin/endpoints", &input(url)).await;
        answer.is_problem(422, "invalid");
        assert_eq!(answer.json()["errors"][0]["field"], "url", "{url}: {}", answer.text);
    }
    // A name that means an inner address is found out when it is posted to.
    let made = t.staff_send(&admin, "POST", "/api/v1/admin/endpoints", &input("https://localhost/hook")).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    t.filed("Rác chất đống trước cổng chợ.").await;
    let mut t = t;
    t.run_tails().await;
    t.send_due().await;
    let dead = t.staff_get(&admin, "/api/v1/admin/deliveries?state=dead").await.json();
    assert_eq!(dead["deliveries"][0]["trouble"], "address_forbidden", "{dead}");

    let wrong = json!({ "query": "kind:nonsense(", "url": "https://hooks.example.vn/" });
    let mut bad = input("https://hooks.example.vn/");
    bad["query"] = wrong["query"].clone();
    t.staff_send(&admin, "POST", "/api/v1/admin/endpoints", &bad).await.is_problem(400, "bad_query");
    bad = input("https://hooks.example.vn/");
    bad["events"] = json!(["noted"]);
    t.staff_send(&admin, "POST", "/api/v1/admin/endpoints", &bad).await.is_problem(422, "invalid");
    let coordinator = t.sign_in("dieuphoi").await;
    t.staff_get(&coordinator, "/api/v1/admin/endpoints").await.is_problem(403, "denied");
    t.get("/api/v1/admin/endpoints").await.is_problem(401, "unauthenticated");
});

both!(a_ladder_is_climbed_until_somebody_stirs, |mut t: Installation| async move {
    let mail = MailServer::start().await;
    t.tell_by(NoticesPlace { mail: Some(mail.url()), ..NoticesPlace::default() }).await;
    for login in ["xaydung.hcm", "dieuphoi.hcm", "giamsat.hcm", "dieuphoi"] {
        t.address(login, Lang::En).await;
    }
    let admin = t.sign_in("admin").await;
    let input = json!({ "agency": "ubnd-79", "quiet_from": "18:00", "quiet_to": "07:30", "steps": [
        { "when": "breach", "who": "assignee" },
        { "when": "after", "hours": 7, "who": "supervisor" },
        { "when": "after", "hours": 15, "who": "superior" },
    ] });
    let kept = t.staff_send(&admin, "PUT", "/api/v1/admin/ladders?lang=en", &input).await;
    assert_eq!((kept.status, &kept.json()["own"]), (StatusCode::OK, &json!(true)), "{}", kept.text);
    let below = t.staff_get(&admin, "/api/v1/admin/ladders?agency=so-xay-dung-79").await.json();
    assert_eq!((&below["own"], &below["from"]["code"]), (&json!(false), &json!("ubnd-79")), "{below}");
    let mut filed = Vec::new();
    for n in 0..2 {
        let case =
            json!({ "kind": "feedback", "body": format!("Vỉa hè số {n} hư hỏng nặng."), "agency": "so-xay-dung-79" });
        filed.push(text(&t.file(&format!("ladder-{n}"), &case).await.json(), "code"));
    }
    let hcm = t.sign_in("dieuphoi.hcm").await;
    for code in &filed {
        assert!(t.act(&hcm, code, "accept", 2, &json!({})).await.status.is_success());
        assert!(t.act(&hcm, code, "assign", 3, &json!({ "assignee": "xaydung.hcm" })).await.status.is_success());
    }
    t.run_tails().await;
    t.send_due().await;
    mail.arrived();
    // Due on 8 December, 24:00; looked at a minute later, in the quiet hours.
    t.clock.advance(23 * DAY_MS - 9 * 3_600_000 + 60_000);
    t.run_tails().await;
    assert_eq!(t.send_due().await, 0, "nobody is written to at night");
    t.clock.advance(7 * 3_600_000 + 30 * 60_000);
    t.send_due().await;
    let morning = mail.arrived();
    assert_eq!(morning.iter().filter(|l| l.to == "xaydung.hcm@agency.example").count(), 2, "{morning:#?}");
    assert_eq!(morning.len(), 2);
    // Somebody stirs in one of the cases before seven working hours are over.
    let hcm = t.sign_in("dieuphoi.hcm").await;
    let version =
        t.staff_get(&hcm, &format!("/api/v1/cases/{}", filed[0])).await.json()["row"]["version"].as_u64().unwrap();
    assert!(t.act(&hcm, &filed[0], "note", version, &json!({ "body": "Đã gọi nhà thầu." })).await.status.is_success());
    t.clock.advance(DAY_MS);
    t.send_due().await;
    let evening = mail.arrived();
    assert_eq!(evening.len(), 1, "{evening:#?}");
    assert!(evening[0].to == "giamsat.hcm@agency.example" && evening[0].subject.starts_with(&filed[1]), "{evening:#?}");
    t.clock.advance(3 * DAY_MS);
    t.send_due().await;
    let above = mail.arrived();
    assert_eq!((above.len(), above[0].to.as_str()), (1, "dieuphoi.hcm@agency.example"), "{above:#?}");
    let admin = t.sign_in("admin").await;
    let dropped = t.staff_get(&admin, "/api/v1/admin/deliveries?state=dropped").await.json();
    assert!(dropped.to_string().contains("\"acknowledged\""), "{dropped}");
    let wrong = json!({ "agency": "ubnd-79", "steps": [{ "when": "after", "who": "supervisor" }] });
    let answer = t.staff_send(&admin, "PUT", "/api/v1/admin/ladders?lang=en", &wrong).await;
    answer.is_problem(422, "invalid");
    assert_eq!(answer.json()["errors"][0]["field"], "steps[0].hours");
    assert_eq!(
        t.staff_send(&admin, "DELETE", "/api/v1/admin/ladders?agency=ubnd-79", &json!({})).await.json()["own"],
        false
    );
});
