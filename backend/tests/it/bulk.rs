//! The same act on many cases: looked at first, done, stopped, taken back; and taking back a single act.

use crate::both;
use crate::harness::{Answer, Installation, Session, text};
use axum::http::StatusCode;
use hoiam_backend::domain::bulk;
use serde_json::{Value, json};

const TEN_MINUTES: i64 = 600_000;

async fn begin(t: &Installation, session: &Session, action: &str, input: Value, codes: &[&str]) -> Answer {
    let asked = json!({ "action": action, "input": input, "codes": codes });
    t.staff_send(session, "POST", "/api/v1/bulk?lang=en", &asked).await
}

/// Everything that is under way, to the end.
async fn worked(t: &Installation) {
    while bulk::work(&t.app()).await.unwrap() {}
}

async fn job(t: &Installation, session: &Session, id: i64) -> Value {
    t.staff_get(session, &format!("/api/v1/bulk/{id}?lang=en")).await.json()
}

async fn go(t: &Installation, session: &Session, id: i64, how: &str) -> Answer {
    let answer = t.staff_send(session, "POST", &format!("/api/v1/bulk/{id}/{how}?lang=en"), &json!([])).await;
    worked(t).await;
    answer
}

async fn row(t: &Installation, session: &Session, code: &str) -> Value {
    t.staff_get(session, &format!("/api/v1/cases/{code}")).await.json()["row"].clone()
}

async fn three(t: &mut Installation) -> Vec<String> {
    let mut codes = Vec::new();
    for text in ["Rác chất đống trước cổng chợ.", "Đèn đường hỏng đã hai tuần.", "Vỉa hè bị chiếm làm bãi xe."]
    {
        codes.push(t.filed(text).await.0);
    }
    t.run_tails().await;
    codes
}

both!(many_are_looked_at_done_and_taken_back, |mut t: Installation| async move {
    let codes = three(&mut t).await;
    let all: Vec<&str> = codes.iter().map(String::as_str).collect();
    let handler = t.sign_in("chuyenvien").await;
    // One is taken up already, one is twice in the list, one does not exist.
    assert!(t.act(&handler, &codes[2], "accept", 2, &json!({})).await.status.is_success());
    let listed = [&all[..], &[all[0], "HA-26-00000-0000"]].concat();
    let made = begin(&t, &handler, "accept", json!({}), &listed).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let id = made.json()["id"].as_i64().unwrap();
    assert_eq!((&made.json()["state"], &made.json()["counts"]["total"]), (&json!("looking"), &json!(4)));
    go(&t, &handler, id, "start").await.is_problem(409, "not_allowed_now");
    let ready = job(&t, &handler, id).await;
    assert_eq!(
        (&ready["state"], &ready["counts"]["can"], &ready["counts"]["cannot"]),
        (&json!("ready"), &json!(2), &json!(2)),
        "{ready}"
    );
    assert_eq!(row(&t, &handler, all[0]).await["status"], "routed", "looked at, not done");
    let each = t.staff_get(&handler, &format!("/api/v1/bulk/{id}/cases?lang=en")).await.json();
    let states: Vec<_> = each["cases"].as_array().unwrap().iter().map(|c| text(c, "state")).collect();
    assert_eq!(states, ["can", "can", "cannot", "cannot"]);
    assert_eq!((&each["cases"][0]["before"], &each["cases"][0]["after"]), (&json!("routed"), &json!("accepted")));
    // Somebody else is quicker with the second.
    let other = t.sign_in("dieuphoi").await;
    assert!(t.act(&other, all[1], "note", 2, &json!({ "body": "Đã gọi." })).await.status.is_success());
    assert!(go(&t, &handler, id, "start").await.status.is_success());
    let done = job(&t, &handler, id).await;
    assert_eq!(
        (&done["state"], &done["counts"]["done"], &done["counts"]["failed"]),
        (&json!("done"), &json!(1), &json!(1)),
        "{done}"
    );
    assert_eq!(row(&t, &handler, all[0]).await["status"], "accepted");
    assert_eq!(row(&t, &handler, all[1]).await["status"], "routed");
    let before = row(&t, &handler, all[0]).await;
    // Nobody else knows of it.
    t.staff_get(&other, &format!("/api/v1/bulk/{id}")).await.is_problem(404, "not_found");
    t.clock.advance(TEN_MINUTES - 1_000);
    assert!(go(&t, &handler, id, "undo").await.status.is_success());
    let undone = job(&t, &handler, id).await;
    assert_eq!(
        (&undone["state"], &undone["counts"]["undone"], &undone["undo_until"]),
        (&json!("undone"), &json!(1), &Value::Null),
        "{undone}"
    );
    let after = row(&t, &handler, all[0]).await;
    assert_eq!((&after["status"], &after["due_at"]), (&json!("routed"), &before["due_at"]));
    let story = t.staff_get(&handler, &format!("/api/v1/cases/{}/timeline?lang=en", all[0])).await.json();
    let told: Vec<_> = story["entries"].as_array().unwrap().iter().map(|e| text(e, "text")).collect();
    assert!(told[2].ends_with("(taken back)") && told[3] == "Took back what was just done", "{told:?}");
    go(&t, &handler, id, "undo").await.is_problem(409, "not_allowed_now");
    t.run_tails().await;
});

both!(what_somebody_went_on_from_stays, |mut t: Installation| async move {
    let codes = three(&mut t).await;
    let all: Vec<&str> = codes.iter().map(String::as_str).collect();
    let coordinator = t.sign_in("dieuphoi").await;
    let input = json!({ "agency": "ubnd-01", "body": "Thuộc Hà Nội." });
    let id = begin(&t, &coordinator, "transfer", input, &all).await.json()["id"].as_i64().unwrap();
    worked(&t).await;
    go(&t, &coordinator, id, "start").await;
    let hanoi = t.sign_in("chuyenvien.hanoi").await;
    assert!(t.act(&hanoi, all[1], "accept", 3, &json!({})).await.status.is_success());
    go(&t, &coordinator, id, "undo").await;
    let undone = job(&t, &coordinator, id).await;
    assert_eq!((&undone["counts"]["undone"], &undone["counts"]["kept"]), (&json!(2), &json!(1)), "{undone}");
    let back = t.staff_get(&coordinator, &format!("/api/v1/cases/{}", all[0])).await.json();
    assert_eq!((&back["row"]["status"], &back["transfers"]), (&json!("routed"), &json!(0)), "{back}");
    assert_ne!(back["row"]["agency"]["code"], "ubnd-01");
    assert_eq!(row(&t, &coordinator, all[1]).await["agency"]["code"], "ubnd-01");
    // Too late.
    let id = begin(&t, &coordinator, "note", json!({ "body": "Xem lại." }), &all).await.json()["id"].as_i64().unwrap();
    worked(&t).await;
    go(&t, &coordinator, id, "start").await;
    t.clock.advance(TEN_MINUTES + 1);
    go(&t, &coordinator, id, "undo").await.is_problem(409, "not_allowed_now");
});

both!(a_job_is_refused_stopped_and_within_the_rights, |mut t: Installation| async move {
    let codes = three(&mut t).await;
    let all: Vec<&str> = codes.iter().map(String::as_str).collect();
    let handler = t.sign_in("chuyenvien").await;
    begin(&t, &handler, "answer", json!({ "body": "x" }), &all).await.is_problem(422, "invalid");
    begin(&t, &handler, "accept", json!({}), &[" "]).await.is_problem(422, "invalid");
    let many: Vec<String> = (0..10_001).map(|n| n.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    begin(&t, &handler, "accept", json!({}), &many).await.is_problem(422, "invalid");
    // What is missing is said of each; what one may not see does not exist.
    let id = begin(&t, &handler, "note", json!({ "body": " " }), &all).await.json()["id"].as_i64().unwrap();
    worked(&t).await;
    let none = job(&t, &handler, id).await;
    assert_eq!((&none["counts"]["cannot"], &none["refused"][0]["count"]), (&json!(3), &json!(3)), "{none}");
    let hanoi = t.sign_in("chuyenvien.hanoi").await;
    let id = begin(&t, &hanoi, "accept", json!({}), &all).await.json()["id"].as_i64().unwrap();
    worked(&t).await;
    assert_eq!(job(&t, &hanoi, id).await["refused"][0]["text"], "Not found");
    let id = begin(&t, &handler, "accept", json!({}), &all).await.json()["id"].as_i64().unwrap();
    let stopped = t.staff_send(&handler, "DELETE", &format!("/api/v1/bulk/{id}"), &json!([])).await;
    assert_eq!(stopped.json()["state"], "stopped", "{}", stopped.text);
    worked(&t).await;
    go(&t, &handler, id, "start").await.is_problem(409, "not_allowed_now");
    assert_eq!(row(&t, &handler, all[0]).await["status"], "routed");
});

both!(one_act_is_taken_back_by_who_did_it, |mut t: Installation| async move {
    let code = three(&mut t).await.remove(0);
    let handler = t.sign_in("chuyenvien").await;
    let other = t.sign_in("chuyenvien2").await;
    t.act(&handler, &code, "undo", 2, &json!({})).await.is_problem(409, "not_allowed_now");
    assert!(t.act(&handler, &code, "accept", 2, &json!({})).await.status.is_success());
    t.act(&other, &code, "undo", 3, &json!({})).await.is_problem(409, "not_allowed_now");
    let input = json!({ "assignee": "chuyenvien2" });
    assert!(t.act(&handler, &code, "assign", 3, &input).await.status.is_success());
    let undone = t.act(&handler, &code, "undo", 4, &json!({})).await.json();
    assert_eq!((&undone["row"]["assignee"], &undone["row"]["status"]), (&Value::Null, &json!("accepted")), "{undone}");
    // And what was before that.
    let undone = t.act(&handler, &code, "undo", 5, &json!({})).await.json();
    assert_eq!(undone["row"]["status"], "routed", "{undone}");
    t.act(&handler, &code, "undo", 6, &json!({})).await.is_problem(409, "not_allowed_now");
    // Passed on out of sight, it can still be called back.
    let hanoi = t.sign_in("chuyenvien.hanoi").await;
    let filed =
        t.file("hn", &json!({ "kind": "feedback", "body": "Ngập nước phố Thái Hà.", "agency": "ubnd-01" })).await;
    let code = text(&filed.json(), "code");
    let gone = t.act(&hanoi, &code, "transfer", 2, &json!({ "agency": "ubnd-79", "body": "Thuộc Thành phố." })).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", gone.text);
    let back = t.act(&hanoi, &code, "undo", 3, &json!({})).await;
    assert_eq!(back.json()["row"]["agency"]["code"], "ubnd-01", "{}", back.text);
    // An answer is out.
    assert!(t.act(&hanoi, &code, "answer", 4, &json!({ "body": "Đã bơm nước xong." })).await.status.is_success());
    t.act(&hanoi, &code, "undo", 5, &json!({})).await.is_problem(409, "not_allowed_now");
    assert!(t.act(&hanoi, &code, "close", 5, &json!({})).await.status.is_success());
    let open = t.act(&hanoi, &code, "undo", 6, &json!({})).await.json();
    assert_eq!(open["row"]["status"], "answered", "{open}");
    t.run_tails().await;
});

both!(a_letter_waits_until_it_cannot_be_taken_back, |mut t: Installation| async move {
    let mail = crate::smtp::MailServer::start().await;
    let notices = hoiam_backend::config::NoticesPlace { mail: Some(mail.url()), ..Default::default() };
    t.tell_by(notices).await;
    let case = json!({
        "kind": "feedback", "body": "Ngập nước phố Thái Hà.", "agency": "ubnd-01",
        "contact": { "email": "binh@mail.example", "notify": true },
    });
    let mut codes = Vec::new();
    for key in ["stays", "goes"] {
        codes.push(text(&t.file(key, &case).await.json(), "code"));
    }
    t.run_tails().await;
    t.send_due().await;
    assert_eq!(mail.arrived().len(), 2, "the receipts");
    let hanoi = t.sign_in("chuyenvien.hanoi").await;
    let input = json!({ "agency": "ubnd-79", "body": "Thuộc Thành phố." });
    for code in &codes {
        assert!(t.act(&hanoi, code, "transfer", 2, &input).await.status.is_success());
    }
    t.run_tails().await;
    assert_eq!(t.send_due().await, 0, "it may still be taken back");
    assert!(t.act(&hanoi, &codes[0], "undo", 3, &json!({})).await.status.is_success());
    t.run_tails().await;
    t.clock.advance(TEN_MINUTES);
    t.send_due().await;
    let letters = mail.arrived();
    assert_eq!(letters.len(), 1, "{letters:#?}");
    assert!(letters[0].subject.contains(&codes[1]), "{letters:#?}");
});

both!(a_whole_list_is_meant_by_its_query, |mut t: Installation| async move {
    let codes = three(&mut t).await;
    let handler = t.sign_in("chuyenvien").await;
    let send = async |t: &Installation, query: &str, codes: &[&String]| {
        let asked = json!({ "action": "note", "input": { "body": "Đã xem." }, "codes": codes, "query": query });
        t.staff_send(&handler, "POST", "/api/v1/bulk?lang=en", &asked).await
    };
    // Without accents, as in the box; one of the three is about something else.
    let made = send(&t, "den duong OR via he", &[]).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    worked(&t).await;
    let id = made.json()["id"].as_i64().unwrap();
    let ready = job(&t, &handler, id).await;
    assert_eq!((&ready["state"], &ready["counts"]["can"]), (&json!("ready"), &json!(2)));
    go(&t, &handler, id, "start").await;
    assert_eq!(job(&t, &handler, id).await["counts"]["done"], 2);
    let noted = async |code: &str| {
        let story = t.staff_get(&handler, &format!("/api/v1/cases/{code}/timeline?lang=en")).await;
        story.text.contains("Đã xem.")
    };
    assert_eq!([noted(&codes[0]).await, noted(&codes[1]).await, noted(&codes[2]).await], [false, true, true]);
    // What somebody may not see is in none of their lists: there is nothing to do it to.
    let elsewhere = t.sign_in("chuyenvien.danang").await;
    let asked = json!({ "action": "note", "input": { "body": "Đã xem." }, "query": "state:open" });
    let none = t.staff_send(&elsewhere, "POST", "/api/v1/bulk?lang=en", &asked).await;
    none.is_problem(422, "invalid");
    send(&t, "state:open", &[&codes[0]]).await.is_problem(422, "invalid");
    send(&t, "state:nowhere", &[]).await.is_problem(400, "bad_query");
});
