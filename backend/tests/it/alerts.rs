//! Alerts: told once by whichever node is quicker, again when there is something to tell, of what the owner may see by then; the
//! letter opens exactly the cases that were counted, other systems are told signed, and what cannot be meant is refused.

use crate::both;
use crate::harness::{DAY_MS, Installation, Session, encode, text};
use crate::receiver::Receiver;
use crate::smtp::MailServer;
use axum::http::StatusCode;
use hoiam_backend::config::NoticesPlace;
use hoiam_backend::domain::alerts::watching;
use hoiam_backend::store::alerts;
use hoiam_backend::store::db::sql;
use hoiam_shared::Lang;
use serde_json::{Value, json};
use standardwebhooks::Webhook;

const HOUR_MS: i64 = 3_600_000;
const WATER: &str = "Không có nước sạch để dùng từ tối qua.";

/// Files a case; its code.
async fn filed(t: &Installation, key: &str, body: &str, more: Value) -> String {
    let mut case = json!({ "kind": "feedback", "body": body, "area": "26740" });
    case.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let answer = t.file(key, &case).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    text(&answer.json(), "code")
}

fn input(more: Value) -> Value {
    let mut input = json!({ "name": "Nước sạch", "query": "nước sạch", "more_than": 2, "hours": 24, "by": "commune", "mail": true, "webhook": false });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    input
}

async fn kept(t: &Installation, session: &Session, more: Value) -> i64 {
    let answer = t.staff_send(session, "POST", "/api/v1/alerts?lang=en", &input(more)).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()["id"].as_i64().unwrap()
}

/// Lets time pass and nodes look, until nothing is due.
async fn looked(t: &mut Installation, after_ms: i64) -> usize {
    t.clock.advance(after_ms);
    t.run_tails().await;
    watching::look(&t.app()).await.unwrap()
}

async fn history(t: &Installation, session: &Session, id: i64) -> Value {
    let answer = t.staff_get(session, &format!("/api/v1/alerts/{id}?lang=en")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()["alerts"][0].clone()
}

async fn change(t: &Installation, statement: &str, login: &str) {
    let app = t.app();
    let user = app.settings().person_by_login(login).unwrap();
    app.db.upkeep(sql(statement.replace("{user}", &user.to_string()))).await.unwrap();
}

both!(it_is_told_once_and_the_letter_opens_what_was_counted, |mut t: Installation| async move {
    let mail = MailServer::of(&mut t).await;
    t.address("giamsat", Lang::En).await;
    let owner = t.sign_in("giamsat").await;
    let id = kept(&t, &owner, json!({})).await;
    let mut wanted = Vec::new();
    for n in 0..3 {
        wanted.push(filed(&t, &format!("water-{n}"), WATER, json!({})).await);
    }
    // Two elsewhere are not too many; other words, and what is sealed, are not counted, whoever asks.
    for n in 0..2 {
        filed(&t, &format!("else-{n}"), WATER, json!({ "area": "26743" })).await;
    }
    filed(&t, "rubbish", "Rác chất đống trước cổng chợ.", json!({})).await;
    let named = json!({ "kind": "denunciation", "contact": { "name": "Lê Văn Cường", "phone": "0912345679" } });
    filed(&t, "sealed", WATER, named).await;

    // Two nodes at once, and one that was slow and still believes that it is due.
    t.clock.advance(1_000);
    t.run_tails().await;
    let app = t.app();
    let seq = app.index.checkpoint();
    let now_ms = app.now_ms();
    let due = alerts::due(&mut app.db.read(), seq, now_ms, now_ms, 10).await.unwrap();
    assert_eq!(due.len(), 1);
    let (a, b) = tokio::join!(watching::look(&app), watching::look(&app));
    assert_eq!(a.unwrap() + b.unwrap(), 1);
    assert_eq!(watching::watch(&app, &due[0], seq).await.unwrap(), 0, "who comes second tells nothing");
    assert_eq!(t.send_due().await, 1);
    let letter = mail.arrived().pop().unwrap();
    assert_eq!(letter.to, "giamsat@agency.example");
    let place = app.settings().area_name("26740", Lang::En).unwrap();
    for part in ["Nước sạch", "3 cases", "24 hours", "more than 2", &place, "Open the list"] {
        assert!(format!("{} {}", letter.subject, letter.html).contains(part), "{part} is missing in {}", letter.html);
    }
    for personal in ["Cường", "tối qua", wanted[0].as_str()] {
        assert!(!letter.raw.contains(personal) && !letter.text.contains(personal), "{}", letter.text);
    }
    let fired = history(&t, &owner, id).await;
    let query = text(&fired["firings"][0], "query");
    let link = format!("https://hoiam.test/console/?q={}&sort=-received", hoiam_query(&query));
    assert!(letter.text.contains(&link), "{link} is missing in {}", letter.text);
    assert_eq!(fired["firings"][0]["count"], 3, "{fired}");

    // Another comes: the list behind the letter is still that of the letter.
    filed(&t, "later", WATER, json!({})).await;
    assert_eq!(looked(&mut t, HOUR_MS).await, 0, "it was told");
    let (total, mut codes) = t.list(&owner, &query).await;
    codes.sort();
    wanted.sort();
    assert_eq!((total, codes), (3, wanted), "{query}");

    // A day and some hours later none of them is counted; then it is too many once more.
    assert_eq!(looked(&mut t, DAY_MS + 2 * HOUR_MS).await, 0);
    for n in 0..3 {
        filed(&t, &format!("again-{n}"), WATER, json!({})).await;
    }
    assert_eq!(looked(&mut t, 60_000).await, 1);
    assert_eq!(looked(&mut t, 60_000).await, 0);
    assert_eq!(t.send_due().await, 1);
    let owner = t.sign_in("giamsat").await;
    assert_eq!(history(&t, &owner, id).await["firings"].as_array().unwrap().len(), 2);
    let admin = t.sign_in("admin").await;
    let sent = t.staff_get(&admin, "/api/v1/admin/deliveries?lang=en").await.json();
    assert_eq!(
        (&sent["deliveries"][0]["topic"], &sent["deliveries"][0]["code"]),
        (&json!("alert"), &json!("Nước sạch"))
    );
});

/// As addresses of lists are written.
fn hoiam_query(query: &str) -> String {
    encode(query).replace("%3A", ":").replace("%2D", "-").replace("%2E", ".").replace("%2C", ",").replace("%5F", "_")
}

both!(what_came_in_during_the_second_of_a_look_is_not_forgotten, |mut t: Installation| async move {
    let owner = t.sign_in("giamsat").await;
    kept(&t, &owner, json!({})).await;
    for n in 0..3 {
        filed(&t, &format!("water-{n}"), WATER, json!({})).await;
    }
    assert_eq!(looked(&mut t, 0).await, 0, "that second is not over");
    assert_eq!(looked(&mut t, 11_000).await, 1, "and nothing else has happened since");
});

both!(it_counts_what_its_owner_may_see_by_then, |mut t: Installation| async move {
    let mail = MailServer::of(&mut t).await;
    t.address("chuyenvien.hcm", Lang::Vi).await;
    let owner = t.sign_in("chuyenvien.hcm").await;
    let id = kept(&t, &owner, json!({ "query": "", "by": null, "more_than": 1, "hours": 2 })).await;
    // Elsewhere, as many as you like.
    for n in 0..3 {
        filed(&t, &format!("far-{n}"), WATER, json!({ "area": "00004", "agency": "ubnd-01" })).await;
    }
    assert_eq!(looked(&mut t, 1_000).await, 0);
    for n in 0..2 {
        filed(&t, &format!("near-{n}"), WATER, json!({ "agency": "ubnd-79" })).await;
    }
    assert_eq!(looked(&mut t, 20_000).await, 1);
    assert_eq!(history(&t, &owner, id).await["firings"][0]["count"], 2);
    // The right is taken away before the letter goes out.
    change(&t, "DELETE FROM grants WHERE user_id = {user}", "chuyenvien.hcm").await;
    t.send_due().await;
    assert!(mail.arrived().is_empty());
    let admin = t.sign_in("admin").await;
    let dropped = t.staff_get(&admin, "/api/v1/admin/deliveries?lang=en").await.json();
    assert_eq!(dropped["deliveries"][0]["trouble"], "no_right", "{dropped}");
    for n in 0..4 {
        filed(&t, &format!("more-{n}"), WATER, json!({ "agency": "ubnd-79" })).await;
    }
    assert_eq!(looked(&mut t, 2 * HOUR_MS).await, 0, "nothing is left to see");
    t.staff_get(&owner, "/api/v1/alerts").await.is_problem(403, "denied");
    // And given back.
    let top = t.app().settings().agency_by_code("ubnd-79").unwrap().id;
    change(
        &t,
        &format!("INSERT INTO grants (user_id, role, agency_id) VALUES ({{user}}, 'handler', {top})"),
        "chuyenvien.hcm",
    )
    .await;
    filed(&t, "back", WATER, json!({ "agency": "ubnd-79" })).await;
    change(&t, "UPDATE users SET disabled_ms = 1 WHERE id = {user}", "chuyenvien.hcm").await;
    assert_eq!(looked(&mut t, 20_000).await, 0, "who may not sign in is told nothing");
    change(&t, "UPDATE users SET disabled_ms = NULL WHERE id = {user}", "chuyenvien.hcm").await;
    filed(&t, "once-more", WATER, json!({ "agency": "ubnd-79" })).await;
    assert_eq!(looked(&mut t, 20_000).await, 1);
});

both!(an_index_that_is_behind_does_not_look, |mut t: Installation| async move {
    let owner = t.sign_in("giamsat").await;
    kept(&t, &owner, json!({ "by": null, "more_than": 1 })).await;
    for n in 0..2 {
        filed(&t, &format!("w-{n}"), WATER, json!({})).await;
    }
    assert_eq!(looked(&mut t, 1_000).await, 1);
    let app = t.app();
    let (seq, later) = (app.index.checkpoint(), app.now_ms() + HOUR_MS);
    let due = async |seq| alerts::due(&mut app.db.read(), seq, later, later, 10).await.unwrap().len();
    assert_eq!((due(seq - 1).await, due(seq).await, due(seq + 1).await), (0, 1, 1));
    // Where nothing came in since, it is not looked at each time.
    let soon = alerts::due(&mut app.db.read(), seq, later, app.now_ms() - 1, 10).await.unwrap();
    assert!(soon.is_empty());
});

both!(other_systems_are_told_signed, |mut t: Installation| async move {
    t.tell_by(NoticesPlace { webhooks_local: true, ..NoticesPlace::default() }).await;
    let receiver = Receiver::start().await;
    let admin = t.sign_in("admin").await;
    let endpoint = async |agency: &str, query: &str, events: Value| {
        let input = json!({ "agency": agency, "name": "Trực ban", "url": receiver.url, "query": query, "events": events, "on": true });
        let made = t.staff_send(&admin, "POST", "/api/v1/admin/endpoints?lang=en", &input).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        text(&made.json(), "secret")
    };
    let secret = endpoint("chinh-phu", "", json!(["alert_fired"])).await;
    // One that does not stand above all that the owner sees, one for some cases only, one for something else.
    endpoint("ubnd-79", "", json!(["alert_fired"])).await;
    endpoint("chinh-phu", "kind:question", json!([])).await;
    endpoint("chinh-phu", "", json!(["answered"])).await;
    let owner = t.sign_in("giamsat").await;
    let id = kept(&t, &owner, json!({ "mail": false, "webhook": true, "more_than": 1 })).await;
    for n in 0..2 {
        filed(&t, &format!("w-{n}"), WATER, json!({})).await;
    }
    assert_eq!(looked(&mut t, 1_000).await, 1);
    assert_eq!(t.send_due().await, 1);
    let posts = receiver.posts();
    assert_eq!(posts.len(), 1);
    let (headers, body) = &posts[0];
    let header = |name: &str| headers[name].to_str().unwrap();
    let timestamp = header("webhook-timestamp").parse().unwrap();
    let made = Webhook::new(&secret).unwrap().sign(header("webhook-id"), timestamp, body.as_bytes()).unwrap();
    assert_eq!(header("webhook-signature"), made);
    let told: Value = serde_json::from_str(body).unwrap();
    assert_eq!(told["type"], "alert.fired");
    let data = &told["data"];
    assert_eq!(
        (&data["alert"], &data["count"], &data["more_than"], &data["by"], &data["group"]),
        (&json!(id), &json!(2), &json!(1), &json!("commune"), &json!("26740")),
        "{told}"
    );
    assert!(text(data, "url").starts_with("https://hoiam.test/console/?q="));
    assert!(!body.contains("tối qua"));
});

both!(alerts_are_kept_tried_and_removed, |mut t: Installation| async move {
    let owner = t.sign_in("giamsat").await;
    let refused = async |more: Value, code: &str| {
        let answer = t.staff_send(&owner, "POST", "/api/v1/alerts?lang=en", &input(more)).await;
        answer.is_problem(if code == "bad_query" { 400 } else { 422 }, code);
        answer.text
    };
    let told = refused(json!({ "query": "nước kind:complain" }), "bad_query").await;
    assert!(told.contains("Column 11") && told.contains("complaint"), "the column and what is meant: {told}");
    let told = refused(json!({ "name": " ", "more_than": 0, "hours": 721, "mail": false }), "invalid").await;
    let told: Value = serde_json::from_str(&told).unwrap();
    let fields: Vec<&str> = told["errors"].as_array().unwrap().iter().map(|e| e["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["name", "more_than", "hours", "mail"], "{told}");

    let id = kept(&t, &owner, json!({ "more_than": 1, "hours": 24 })).await;
    let list = t.staff_get(&owner, "/api/v1/alerts?lang=en").await.json();
    assert_eq!((&list["alerts"][0]["alert"]["name"], &list["mail"]), (&json!("Nước sạch"), &json!(false)), "{list}");
    assert_eq!(list["alerts"][0]["firings"], json!([]));

    // What it would have said: two days ago too many, now one.
    for n in 0..3 {
        filed(&t, &format!("old-{n}"), WATER, json!({})).await;
    }
    t.clock.advance(2 * DAY_MS);
    let new = filed(&t, "new", WATER, json!({})).await;
    t.clock.advance(1_000);
    t.run_tails().await;
    let owner = t.sign_in("giamsat").await;
    let tried =
        t.staff_send(&owner, "POST", "/api/v1/alerts/try?lang=en", &input(json!({ "more_than": 1 }))).await.json();
    assert_eq!((&tried["windows"], &tried["fired"]), (&json!(30), &json!(1)), "{tried}");
    assert_eq!((&tried["now"][0]["count"], &tried["now"][0]["more_than"]), (&json!(1), &json!(1)), "{tried}");
    assert_eq!(t.list(&owner, &text(&tried["now"][0], "query")).await, (1, vec![new]));

    // A pause is silent; what means something else has fired nowhere; nobody else finds it.
    let path = format!("/api/v1/alerts/{id}?lang=en");
    let paused = input(json!({ "more_than": 1, "hours": 72, "paused": true }));
    assert_eq!(t.staff_send(&owner, "PUT", &path, &paused).await.status, StatusCode::OK);
    assert_eq!(looked(&mut t, 20_000).await, 0);
    t.staff_send(&owner, "PUT", &path, &input(json!({ "more_than": 1, "hours": 72 }))).await;
    assert_eq!(looked(&mut t, 20_000).await, 1);
    t.staff_send(&owner, "PUT", &path, &input(json!({ "name": "Khác", "more_than": 1, "hours": 72 }))).await;
    assert_eq!(looked(&mut t, 20_000).await, 0, "only its name is another");
    t.staff_send(&owner, "PUT", &path, &input(json!({ "more_than": 1, "hours": 71 }))).await;
    assert_eq!(looked(&mut t, 20_000).await, 1);
    let other = t.sign_in("dieuphoi").await;
    t.staff_get(&other, &path).await.is_problem(404, "not_found");
    t.staff_send(&other, "PUT", &path, &input(json!({}))).await.is_problem(404, "not_found");
    t.staff_send(&other, "DELETE", &path, &json!({})).await.is_problem(404, "not_found");
    assert_eq!(t.staff_send(&owner, "DELETE", &path, &json!({})).await.status, StatusCode::NO_CONTENT);
    t.staff_get(&owner, &path).await.is_problem(404, "not_found");
    assert_eq!(looked(&mut t, HOUR_MS).await, 0);
    // Administrators see no cases, so there is nothing for them to count.
    let admin = t.sign_in("admin").await;
    t.staff_send(&admin, "POST", "/api/v1/alerts", &input(json!({}))).await.is_problem(403, "denied");
});
