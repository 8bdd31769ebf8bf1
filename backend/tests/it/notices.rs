//! Who is told of what by letter, over a real mail server that takes, refuses, stalls and hangs up; once each, to whoever
//! still wants to know and may.

use crate::both;
use crate::harness::{DAY_MS, Installation, Session, encode, text};
use crate::smtp::{MailServer, Manner, Nobody};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use hoiam_backend::config::NoticesPlace;
use hoiam_backend::domain::notices::TAIL;
use hoiam_backend::store::db::sql;
use hoiam_backend::store::{Run, tails};
use hoiam_shared::Lang;
use serde_json::{Value, json};

const MINUTE_MS: i64 = 60_000;

/// Files a case whose citizen wants to be told; returns code and secret.
pub async fn filed(t: &Installation, key: &str, more: Value) -> (String, String) {
    let mut case = json!({
        "kind": "feedback", "body": "Rác chất đống trước cổng chợ.", "area": "26740", "language": "en", "consent": true,
        "contact": { "name": "Nguyễn Văn An", "email": "an@mail.example", "notify": true },
    });
    case.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let answer = t.file(key, &case).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    (text(&answer.json(), "code"), text(&answer.json(), "secret"))
}

async fn act(t: &Installation, session: &Session, code: &str, action: &str, version: u64, input: Value) {
    let answer = t.act(session, code, action, version, &input).await;
    // A case that is out of sight afterwards is answered with nothing.
    assert!(answer.status.is_success(), "{action}: {}", answer.text);
}

/// Deliveries as the session reads them.
pub async fn deliveries(t: &Installation, session: &Session, query: &str) -> Value {
    let answer = t.staff_get(session, &format!("/api/v1/admin/deliveries?lang=en&{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

both!(the_citizen_is_told_of_each_step, |mut t: Installation| async move {
    let mail = MailServer::of(&mut t).await;
    let (code, secret) = filed(&t, "told", json!({})).await;
    t.run_tails().await;
    assert_eq!(t.send_due().await, 1);
    let receipt = mail.arrived().pop().unwrap();
    assert_eq!(
        (receipt.to.as_str(), receipt.subject.as_str()),
        ("an@mail.example", &*format!("We have received your case {code}"))
    );
    // Due on Tuesday 8 December, 24:00.
    for part in
        [code.as_str(), "8 December 2026", &format!("https://hoiam.test/t/{code}?lang=en"), "https://hoiam.test/stop/"]
    {
        assert!(receipt.text.contains(part) && receipt.html.contains(part), "{part} is missing in {}", receipt.text);
    }
    assert!(!receipt.raw.contains(&secret) && !receipt.text.contains("Rác"), "{}", receipt.text);
    assert_eq!(receipt.header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    assert_eq!(receipt.header("Auto-Submitted"), "auto-generated");

    let handler = t.sign_in("chuyenvien").await;
    act(&t, &handler, &code, "accept", 2, json!({})).await;
    act(&t, &handler, &code, "start", 3, json!({})).await;
    act(&t, &handler, &code, "request-info", 4, json!({ "body": "On which side of the market?\nSee <b>the map</b>." }))
        .await;
    t.run_tails().await;
    t.send_due().await;
    let question = mail.arrived().pop().unwrap();
    assert!(question.subject.ends_with("we need something from you"), "{}", question.subject);
    assert!(question.text.contains("> On which side of the market?\n> See <b>the map</b>."), "{}", question.text);
    assert!(question.html.contains("See &lt;b&gt;the map&lt;/b&gt;."), "{}", question.html);
    t.reply(&code, &secret, "messages", &json!({ "body": "On the north side." })).await;
    act(&t, &handler, &code, "answer", 6, json!({ "body": "It was taken away this morning." })).await;
    t.run_tails().await;
    t.send_due().await;
    let answered = mail.arrived().pop().unwrap();
    assert!(answered.subject.ends_with("has been answered"), "{}", answered.subject);
    assert!(!answered.text.contains("this morning"), "the answer is for whoever has the secret");
    assert_eq!(
        t.reply(&code, &secret, "reopening", &json!({ "body": "It is still lying there." })).await.status,
        StatusCode::OK
    );
    t.run_tails().await;
    t.send_due().await;
    assert!(mail.arrived().pop().unwrap().subject.ends_with("is open again"));
    assert_eq!(t.send_due().await, 0, "each is sent once");
});

both!(only_who_asked_for_it_is_told, |mut t: Installation| async move {
    // Nothing is sent and nothing is kept for later while there is no way to send it.
    filed(&t, "before", json!({})).await;
    t.run_tails().await;
    let mail = MailServer::of(&mut t).await;
    filed(&t, "silent", json!({ "contact": { "email": "binh@mail.example" } })).await;
    filed(&t, "nobody", json!({ "contact": null })).await;
    t.run_tails().await;
    assert_eq!(t.send_due().await, 0);
    let wrong = [
        ("an@mail.example\r\nBcc: x@mail.example", "bad_email"),
        ("an\u{202E}@mail.example", "bad_email"),
        ("an\u{200B}@mail.example", "bad_email"),
        (&*format!("{}@mail.example", "a".repeat(65)), "bad_email"),
        ("", "required"),
    ];
    for (n, (address, code)) in wrong.into_iter().enumerate() {
        let case = json!({ "kind": "feedback", "body": "Rác chất đống trước cổng chợ.", "contact": { "email": address, "notify": true } });
        let answer = t.file(&format!("wrong-{n}"), &case).await;
        answer.is_problem(422, "invalid");
        let error = &answer.json()["errors"][0];
        assert_eq!((&error["field"], &error["code"]), (&json!("contact.email"), &json!(code)), "{address:?}");
    }
    assert!(mail.arrived().is_empty());
});

both!(what_is_refused_comes_again_or_is_given_up, |mut t: Installation| async move {
    let mail = MailServer::of(&mut t).await;
    let (code, _) = filed(&t, "busy", json!({})).await;
    t.run_tails().await;
    mail.will([Manner::Refuse("451 4.7.1 an@mail.example: come again"), Manner::Stall, Manner::HangUp]);
    assert_eq!(t.send_due().await, 1);
    assert_eq!(t.send_due().await, 0, "not at once again");
    let coordinator = t.sign_in("dieuphoi").await;
    let list = deliveries(&t, &coordinator, "").await;
    let row = &list["deliveries"][0];
    assert_eq!(
        (&row["state"], &row["trouble"], &row["said"], &row["tries"]),
        (&json!("waiting"), &json!("busy"), &json!("451 4.7.1"), &json!(1)),
        "{row}"
    );
    assert_eq!((&row["code"], &row["to"], &row["topic"]), (&json!(code), &json!("The citizen"), &json!("receipt")));
    assert!(!list.to_string().contains('@'), "no address is shown: {list}");
    // Stalls, then hangs up after the whole letter: it is not known whether it was taken, so it is sent once more under
    // the same name.
    t.clock.advance(MINUTE_MS);
    assert_eq!(t.send_due().await, 1);
    assert_eq!(deliveries(&t, &coordinator, "").await["deliveries"][0]["trouble"], "timed_out");
    t.clock.advance(3 * MINUTE_MS);
    assert_eq!(t.send_due().await, 1);
    t.clock.advance(12 * MINUTE_MS);
    assert_eq!(t.send_due().await, 1);
    let twice = mail.arrived();
    assert_eq!((twice.len(), &twice[0].id), (2, &twice[1].id), "at least once, by the same name");
    assert_eq!(deliveries(&t, &coordinator, "state=sent").await["deliveries"][0]["tries"], 4);

    // A recipient who does not exist is given up at once, is on the list, and goes out again when somebody says so.
    let (other, _) = filed(&t, "gone", json!({})).await;
    t.run_tails().await;
    mail.will([Manner::Refuse("550 5.1.1 <an@mail.example> unknown")]);
    t.send_due().await;
    let dead = deliveries(&t, &coordinator, "state=dead").await;
    let row = &dead["deliveries"][0];
    assert_eq!(
        (&row["code"], &row["trouble_text"], &row["said"]),
        (&json!(other), &json!("Refused"), &json!("550 5.1.1")),
        "{dead}"
    );
    assert_eq!(
        (&dead["counts"]["dead"], &dead["counts"]["sent"], &dead["may_send_again"]),
        (&json!(1), &json!(1), &json!(true))
    );
    let path = format!("/api/v1/admin/deliveries/{}/again", row["id"]);
    let again = t.staff_send(&coordinator, "POST", &path, &json!({})).await;
    assert_eq!((again.status, &again.json()["state"]), (StatusCode::OK, &json!("waiting")), "{}", again.text);
    t.staff_send(&coordinator, "POST", &path, &json!({})).await.is_problem(409, "not_allowed_now");
    t.send_due().await;
    assert_eq!(mail.arrived().len(), 1);
    assert_eq!(deliveries(&t, &coordinator, "state=dead").await["deliveries"], json!([]));
});

both!(a_server_that_stays_away_is_given_up_in_the_end, |mut t: Installation| async move {
    let gone = Nobody::there();
    t.tell_by(NoticesPlace {
        mail: Some(gone.url()),
        mail_from: None,
        mail_whole_ms: Some(3_000),
        ..NoticesPlace::default()
    })
    .await;
    filed(&t, "away", json!({})).await;
    t.run_tails().await;
    let mut tries = 0;
    for _ in 0..40 {
        tries += t.send_due().await;
        t.clock.advance(20 * 3_600_000);
    }
    assert_eq!(tries, 12);
    let admin = t.sign_in("admin").await;
    let dead = deliveries(&t, &admin, "state=dead").await;
    assert_eq!(
        (&dead["deliveries"][0]["tries"], &dead["deliveries"][0]["trouble"]),
        (&json!(12), &json!("unreachable"))
    );
    let mail = MailServer::of(&mut t).await;
    assert_eq!(
        t.staff_send(&admin, "POST", "/api/v1/admin/deliveries/again", &json!({})).await.json(),
        json!({ "count": 1 })
    );
    t.send_due().await;
    assert_eq!(mail.arrived().len(), 1);
});

both!(an_event_is_told_once_however_often_it_is_read, |mut t: Installation| async move {
    let mail = MailServer::of(&mut t).await;
    filed(&t, "once", json!({})).await;
    t.run_tails().await;
    assert_eq!(t.send_due().await, 1);
    let app = t.app();
    let mut tx = app.db.begin().await.unwrap();
    tails::set_checkpoint(&mut tx, TAIL, 0).await.unwrap();
    tx.commit().await.unwrap();
    drop(app);
    t.run_tails().await;
    t.restart().await;
    t.run_tails().await;
    assert_eq!(t.send_due().await, 0);
    assert_eq!(mail.arrived().len(), 1);
});

both!(one_click_stops_them, |mut t: Installation| async move {
    let mail = MailServer::of(&mut t).await;
    let (code, _) = filed(&t, "stop", json!({})).await;
    t.run_tails().await;
    t.send_due().await;
    let receipt = mail.arrived().pop().unwrap();
    let link = receipt.header("List-Unsubscribe");
    let path = link.trim_matches(['<', '>']).strip_prefix("https://hoiam.test").unwrap().to_owned();
    let look = t.get(&path).await;
    assert_eq!(look.status, StatusCode::OK, "{}", look.text);
    assert!(look.text.contains(&code) && look.text.contains("<button"), "{}", look.text);
    // Looking, as programs that check mail do, stops nothing.
    let handler = t.sign_in("chuyenvien").await;
    act(&t, &handler, &code, "accept", 2, json!({})).await;
    act(&t, &handler, &code, "start", 3, json!({})).await;
    act(&t, &handler, &code, "answer", 4, json!({ "body": "It was taken away." })).await;
    t.run_tails().await;
    let one_click = Request::post(&path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("List-Unsubscribe=One-Click"))
        .unwrap();
    let done = t.send(one_click).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    assert_eq!(t.send_due().await, 1);
    assert!(mail.arrived().is_empty(), "what waited is not sent, either");
    let admin = t.sign_in("admin").await;
    let dropped = deliveries(&t, &admin, "state=dropped").await;
    assert_eq!(dropped["deliveries"][0]["trouble"], "unwanted", "{dropped}");
    let forged = path.replace("citizen-1", "citizen-2");
    for wrong in [forged.as_str(), "/stop/citizen-1.AAAAAAAAAAAAAAAAAAAAAA", "/stop/x"] {
        assert_eq!(t.get(wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
});

both!(staff_are_told_of_their_work, |mut t: Installation| async move {
    let mail = MailServer::of(&mut t).await;
    for login in ["chuyenvien", "chuyenvien2", "dieuphoi.hcm", "dieuphoi.hanoi"] {
        t.address(login, Lang::En).await;
    }
    let (code, secret) = t.filed("Đèn đường hỏng đã hai tuần nay.").await;
    let handler = t.sign_in("chuyenvien").await;
    act(&t, &handler, &code, "accept", 2, json!({})).await;
    act(&t, &handler, &code, "assign", 3, json!({ "assignee": "chuyenvien" })).await;
    t.run_tails().await;
    assert_eq!(t.send_due().await, 0, "who takes a case knows it");
    act(&t, &handler, &code, "assign", 4, json!({ "assignee": "chuyenvien2" })).await;
    t.run_tails().await;
    t.send_due().await;
    let letter = mail.arrived().pop().unwrap();
    assert_eq!(
        (letter.to.as_str(), letter.subject.as_str()),
        ("chuyenvien2@agency.example", &*format!("{code} is yours now, due 8 December 2026"))
    );
    assert!(letter.text.contains(&format!("https://hoiam.test/console/cases/{code}")), "{}", letter.text);
    t.reply(&code, &secret, "messages", &json!({ "body": "Nay hỏng thêm hai đèn nữa." })).await;
    t.run_tails().await;
    t.send_due().await;
    let letter = mail.arrived().pop().unwrap();
    assert!(letter.subject.ends_with("the citizen wrote") && !letter.text.contains("Nay"), "{}", letter.text);

    // Half of the time, four fifths of it, and all of it.
    t.clock.advance(30 * DAY_MS);
    t.run_tails().await;
    t.send_due().await;
    let letters = mail.arrived();
    let breaches =
        |to: &str| letters.iter().filter(|l| l.to == to && l.subject.ends_with("the deadline has passed")).count();
    // The program's own ladder: who handles it, and the coordinator.
    assert_eq!(
        (breaches("chuyenvien2@agency.example"), breaches("dieuphoi.hcm@agency.example")),
        (1, 1),
        "{letters:#?}"
    );
    assert!(letters.iter().any(|l| l.subject.ends_with("time is running out")), "{letters:#?}");
    // A case of nobody concerns the coordinators of the agency that has it.
    let (hanoi, _) = filed(&t, "hn", json!({ "agency": "ubnd-01", "contact": null })).await;
    t.clock.advance(60 * DAY_MS);
    t.run_tails().await;
    t.send_due().await;
    let letters: Vec<_> = mail.arrived().into_iter().filter(|l| l.subject.contains(&hanoi)).collect();
    assert!(!letters.is_empty() && letters.iter().all(|l| l.to == "dieuphoi.hanoi@agency.example"), "{letters:#?}");
});

both!(whoever_may_not_see_a_case_is_not_told_of_it, |mut t: Installation| async move {
    let mail = MailServer::of(&mut t).await;
    t.address("chuyenvien.hcm", Lang::Vi).await;
    let (code, _) = filed(&t, "far", json!({ "agency": "ubnd-79", "contact": null })).await;
    let hcm = t.sign_in("dieuphoi.hcm").await;
    act(&t, &hcm, &code, "accept", 2, json!({})).await;
    act(&t, &hcm, &code, "assign", 3, json!({ "assignee": "chuyenvien.hcm" })).await;
    // Passed on before the letter goes out.
    act(&t, &hcm, &code, "transfer", 4, json!({ "agency": "ubnd-01", "body": "Thuộc Hà Nội." })).await;
    t.run_tails().await;
    t.send_due().await;
    assert!(mail.arrived().is_empty());
    let admin = t.sign_in("admin").await;
    let dropped = deliveries(&t, &admin, &format!("code={code}")).await;
    assert_eq!(dropped["deliveries"][0]["trouble"], "no_right", "{dropped}");

    // What was written in a sealed case, and that it exists, is for those with the right.
    let (sealed, _) = filed(&t, "sealed", json!({ "kind": "denunciation", "title": "Cán bộ nhận tiền", "body": "Cán bộ địa chính nhận tiền để làm nhanh hồ sơ.",
        "contact": { "name": "Trần Thị Bình", "email": "binh@mail.example", "phone": "0912345678", "notify": true } })).await;
    t.run_tails().await;
    t.send_due().await;
    let letter = mail.arrived().pop().unwrap();
    assert!(
        letter.to == "binh@mail.example" && !letter.raw.contains("Bình") && !letter.text.contains("nhận tiền"),
        "{}",
        letter.text
    );
    let list = deliveries(&t, &admin, "").await;
    assert!(!list.to_string().contains(&sealed), "{list}");
    assert_eq!(deliveries(&t, &admin, &format!("code={sealed}")).await["deliveries"], json!([]));
    let coordinator = t.sign_in("dieuphoi").await;
    assert!(deliveries(&t, &coordinator, "").await.to_string().contains(&sealed));
});

both!(deliveries_are_listed_within_the_rights, |mut t: Installation| async move {
    let _mail = MailServer::of(&mut t).await;
    filed(&t, "hanoi", json!({ "agency": "ubnd-01" })).await;
    for n in 0..60 {
        filed(&t, &format!("hcm-{n}"), json!({ "agency": "ubnd-79" })).await;
    }
    t.run_tails().await;
    let hanoi = t.sign_in("dieuphoi.hanoi").await;
    let list = deliveries(&t, &hanoi, "").await;
    assert_eq!((list["deliveries"].as_array().unwrap().len(), &list["counts"]["waiting"]), (1, &json!(1)), "{list}");
    let hcm = t.sign_in("dieuphoi.hcm").await;
    let first = deliveries(&t, &hcm, "via=mail&state=waiting").await;
    let rest = deliveries(&t, &hcm, &format!("before={}", first["next"])).await;
    assert_eq!((first["deliveries"].as_array().unwrap().len(), rest["deliveries"].as_array().unwrap().len()), (50, 10));
    assert_eq!((&rest["next"], &first["counts"]["waiting"]), (&json!(null), &json!(60)));
    let id = &list["deliveries"][0]["id"];
    t.staff_send(&hcm, "POST", &format!("/api/v1/admin/deliveries/{id}/again"), &json!({}))
        .await
        .is_problem(404, "not_found");
    let handler = t.sign_in("chuyenvien").await;
    t.staff_get(&handler, "/api/v1/admin/deliveries").await.is_problem(403, "denied");
    let auditor = t.sign_in("kiemtra").await;
    assert_eq!(deliveries(&t, &auditor, "").await["may_send_again"], false);
    t.staff_send(&auditor, "POST", "/api/v1/admin/deliveries/again", &json!({})).await.is_problem(403, "denied");
    t.get("/api/v1/admin/deliveries").await.is_problem(401, "unauthenticated");
    for wrong in ["state=lost", "via=pigeon", "code=x"] {
        t.staff_get(&hcm, &format!("/api/v1/admin/deliveries?{wrong}")).await.is_problem(422, "invalid");
    }
    // Neither the deliveries nor anything else beside the sealed contacts holds the address.
    let app = t.app();
    let rows: Vec<(String,)> =
        app.db.read().all(sql("SELECT recipient || said || topic || claim FROM deliveries")).await.unwrap();
    assert!(rows.len() == 61 && rows.iter().all(|(text,)| !text.contains('@')));
});

both!(an_agency_writes_its_own_letters, |mut t: Installation| async move {
    let mail = MailServer::of(&mut t).await;
    let admin = t.sign_in("admin").await;
    let own = json!({ "agency": "ubnd-79", "subject": "{agency}: {code}", "body": "Dear citizen,\n\nyour case «{title}» is here.\n\n{link}" });
    let path = "/api/v1/admin/letters/receipt/en?lang=en";
    let mut wrong = own.clone();
    wrong["body"] = "{words} {titel}".into();
    let answer = t.staff_send(&admin, "PUT", path, &wrong).await;
    answer.is_problem(422, "invalid");
    let errors = answer.json()["errors"].clone();
    assert_eq!((&errors[0]["code"], errors.as_array().unwrap().len()), (&json!("unknown_place"), 2));
    assert!(text(&errors[1], "message").contains("{titel}"), "{errors}");

    // Seen with an invented case and with a real one, before anything is kept.
    let (code, _) = filed(&t, "first", json!({ "agency": "ubnd-26740", "title": "Rubbish & <b>noise</b>" })).await;
    let mut trial = json!({ "topic": "receipt", "lang": "en" });
    trial.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
    let invented = t.staff_send(&admin, "POST", "/api/v1/admin/letters/preview", &trial).await.json();
    assert!(invented["real"] == false && text(&invented, "text").contains("Street lamp"), "{invented}");
    trial["code"] = code.clone().into();
    // Administrators do not read cases; who does sees the letter with a real one.
    t.staff_send(&admin, "POST", "/api/v1/admin/letters/preview", &trial).await.is_problem(404, "not_found");
    let app = t.app();
    let user = app.settings().person_by_login("admin").unwrap();
    let root = app.settings().root().unwrap().id;
    let grant = hoiam_shared::rights::Grant { role: hoiam_shared::rights::Role::Supervisor, agency: root };
    let mut tx = app.db.begin().await.unwrap();
    hoiam_backend::store::people::grant(&mut tx, user, grant).await.unwrap();
    tx.commit().await.unwrap();
    let real = t.staff_send(&admin, "POST", "/api/v1/admin/letters/preview", &trial).await.json();
    assert!(text(&real, "subject").ends_with(&code) && real["real"] == true, "{real}");
    assert!(text(&real, "html").contains("«Rubbish &amp; &lt;b&gt;noise&lt;/b&gt;»"), "{real}");
    assert!(!real.to_string().contains("an@mail.example") && !real.to_string().contains("Nguyễn Văn An"));

    let kept = t.staff_send(&admin, "PUT", path, &own).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.text);
    let of = |list: &Value, lang: &str| {
        let all = list["letters"].as_array().unwrap();
        all.iter().find(|l| l["topic"] == "receipt" && l["lang"] == lang).unwrap().clone()
    };
    assert_eq!(of(&kept.json(), "en")["own"], true);
    assert_eq!(of(&kept.json(), "vi")["from"], json!(null));
    // A commune below uses it as well, Ha Noi does not.
    let below = t.staff_get(&admin, "/api/v1/admin/letters?agency=ubnd-26740&lang=en").await.json();
    assert_eq!((&of(&below, "en")["own"], &of(&below, "en")["from"]["code"]), (&json!(false), &json!("ubnd-79")));
    filed(&t, "north", json!({ "agency": "ubnd-01" })).await;
    t.run_tails().await;
    t.send_due().await;
    let letters = mail.arrived();
    let own_words = letters.iter().filter(|letter| letter.text.starts_with("Dear citizen,")).count();
    assert_eq!((letters.len(), own_words), (2, 1), "{letters:#?}");

    let back = t.staff_send(&admin, "DELETE", &format!("{path}&agency=ubnd-79"), &json!({})).await;
    assert_eq!(of(&back.json(), "en")["own"], false, "{}", back.text);
    t.staff_send(&admin, "DELETE", &format!("{path}&agency=ubnd-79"), &json!({})).await.is_problem(404, "not_found");
    let hanoi = t.sign_in("dieuphoi.hanoi").await;
    t.staff_get(&hanoi, &format!("/api/v1/admin/letters?agency={}", encode("ubnd-01"))).await.is_problem(403, "denied");
    t.staff_send(&admin, "PUT", "/api/v1/admin/letters/event/en", &own).await.is_problem(404, "not_found");
});

both!(followers_hear_of_the_answer, |mut t: Installation| async move {
    let mail = MailServer::of(&mut t).await;
    let (main, _) = filed(&t, "main", json!({ "contact": null })).await;
    let (same, _) = filed(&t, "same", json!({ "body": "Rác lại chất đống trước cổng chợ ấy." })).await;
    let handler = t.sign_in("chuyenvien").await;
    act(&t, &handler, &same, "merge", 2, json!({ "into": main })).await;
    act(&t, &handler, &main, "accept", 2, json!({})).await;
    act(&t, &handler, &main, "start", 3, json!({})).await;
    act(&t, &handler, &main, "answer", 4, json!({ "body": "It was taken away." })).await;
    t.run_tails().await;
    t.send_due().await;
    let letters = mail.arrived();
    let answered: Vec<_> = letters.iter().filter(|l| l.subject.ends_with("has been answered")).collect();
    assert_eq!(answered.len(), 1, "{letters:#?}");
    assert!(answered[0].subject.contains(&same) && !answered[0].text.contains(&main), "{}", answered[0].text);
});

both!(the_plain_form_asks_whether_one_wants_to_be_told, |mut t: Installation| async move {
    let mail = MailServer::of(&mut t).await;
    let page = t.get("/f/demo?lang=vi").await.text;
    let at = page.find("id=\"case-notify\"").unwrap();
    let end = at + page[at..].find('>').unwrap();
    assert!(!page[at..end].contains("checked"), "never ticked beforehand: {}", &page[at..end]);
    let form = async |token: &str, more: &str| {
        let body = format!("kind=feedback&body=R%C3%A1c%20ch%E1%BA%A5t%20%C4%91%E1%BB%91ng&token={token}&{more}");
        let request =
            Request::post("/f/demo?lang=vi").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        t.send(request.body(Body::from(body)).unwrap()).await
    };
    let without = form("t1", "notify=yes&consent=yes").await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY, "there must be an address");
    assert_eq!(form("t2", "email=an%40mail.example&consent=yes").await.status, StatusCode::OK);
    assert_eq!(form("t3", "email=binh%40mail.example&consent=yes&notify=yes").await.status, StatusCode::OK);
    t.run_tails().await;
    t.send_due().await;
    let letters = mail.arrived();
    assert_eq!((letters.len(), letters[0].to.as_str()), (1, "binh@mail.example"), "{letters:#?}");
    assert!(letters[0].subject.starts_with("Đã tiếp nhận hồ sơ HA-26-"), "{}", letters[0].subject);
});
