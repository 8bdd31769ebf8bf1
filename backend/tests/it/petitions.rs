//! Petitions from the first word to the answer: who may do what when, that one person signs once, that counters are always a
//! recount, that nobody is told twice, and that from outside nothing can be told of anybody.

use crate::both;
use crate::harness::{DAY_MS, Installation, Session, text};
use crate::smtp::MailServer;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use hoiam_backend::config::NoticesPlace;
use hoiam_backend::domain::petitions::{self, verifying};
use hoiam_shared::petition::PetitionRules;
use serde_json::{Value, json};

const MINUTE_MS: i64 = 60_000;

async fn with_mail(t: &mut Installation) -> MailServer {
    let server = MailServer::start().await;
    let mail = NoticesPlace { mail: Some(server.url()), mail_whole_ms: Some(3_000), ..NoticesPlace::default() };
    t.tell_by(mail).await;
    server
}

async fn post(t: &Installation, path: &str, input: &Value) -> crate::harness::Answer {
    let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
    t.send(request.body(Body::from(input.to_string())).unwrap()).await
}

fn signer(email: &str) -> Value {
    json!({ "name": "Nguyễn Văn An", "email": email, "area": "26740", "consent": true, "tell": true, "language": "en" })
}

const TITLE: &str = "Lắp đèn tín hiệu ở ngã tư trước Trường Tiểu học Hòa Bình";

async fn begun(t: &Installation, author: &str) -> String {
    let input = json!({
        "title": TITLE, "body": "Mỗi sáng có hàng trăm học sinh qua đường, xe không nhường.", "area": "26740", "author": signer(author),
    });
    let answer = post(t, "/api/v1/sites/demo/petitions?lang=en", &input).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    text(&answer.json(), "code")
}

/// Everything that runs beside the requests, and a moment for what is kept in memory.
async fn tend(t: &mut Installation) {
    t.clock.advance(1_100);
    petitions::tend(&t.app()).await.unwrap();
    t.run_tails().await;
    petitions::tend(&t.app()).await.unwrap();
    t.send_due().await;
}

async fn sign(t: &Installation, code: &str, email: &str) -> Value {
    let answer = post(t, &format!("/api/v1/petitions/{code}/signatures"), &signer(email)).await;
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text);
    answer.json()
}

/// The name in the link of the newest letter to an address, and the six digits in it.
fn link(mail: &MailServer, to: &str) -> (String, String) {
    let letter =
        mail.arrived().into_iter().rev().find(|letter| letter.to == to).unwrap_or_else(|| panic!("no letter to {to}"));
    let token = letter.text.split("/petitions/mine/").nth(1).unwrap().split('?').next().unwrap().to_owned();
    let digits = letter.text.lines().find_map(|line| line.strip_prefix("> ")).unwrap_or_default().trim().to_owned();
    (token, digits)
}

async fn confirm(t: &Installation, token: &str) -> crate::harness::Answer {
    post(t, &format!("/api/v1/signatures/{token}/confirm?lang=en"), &json!({})).await
}

async fn signed(t: &mut Installation, mail: &MailServer, code: &str, email: &str) -> String {
    sign(t, code, email).await;
    tend(t).await;
    let (token, _) = link(mail, email);
    let answer = confirm(t, &token).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    token
}

async fn rules(t: &Installation, rules: &PetitionRules) {
    let admin = t.sign_in("admin").await;
    let settings = t.app().settings();
    let top = settings.agency(settings.site("demo").unwrap().agency).unwrap().code.clone();
    let path = format!("/api/v1/admin/petition-rules/{top}");
    let answer = t.staff_send(&admin, "PUT", &path, &serde_json::to_value(rules).unwrap()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
}

fn small() -> PetitionRules {
    serde_json::from_value(json!({
        "sponsors": 2, "days": 30, "thresholds": [{ "count": 3, "duty": "answer" }, { "count": 5, "duty": "hearing" }],
    }))
    .unwrap()
}

async fn desk(t: &Installation, session: &Session, code: &str) -> Value {
    let answer = t.staff_get(session, &format!("/api/v1/desk/petitions/{code}?lang=en")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

async fn moderate(
    t: &Installation,
    session: &Session,
    code: &str,
    action: &str,
    more: Value,
) -> crate::harness::Answer {
    let mut input = json!({ "version": desk(t, session, code).await["version"] });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    t.staff_send(session, "POST", &format!("/api/v1/desk/petitions/{code}/{action}?lang=en"), &input).await
}

/// An open petition: its author and one supporter have signed. Gives its code and the author's link.
async fn open(t: &mut Installation, mail: &MailServer) -> (String, String) {
    rules(t, &small()).await;
    let code = begun(t, "author@mail.example").await;
    tend(t).await;
    let (author, _) = link(mail, "author@mail.example");
    assert_eq!(confirm(t, &author).await.status, StatusCode::OK);
    signed(t, mail, &code, "supporter@mail.example").await;
    let moderator = t.sign_in("kiemduyet").await;
    let answer = moderate(t, &moderator, &code, "publish", json!({})).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    (code, author)
}

async fn view(t: &Installation, code: &str) -> Value {
    t.clock.advance(1_100);
    let answer = t.get(&format!("/api/v1/petitions/{code}?lang=en")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

/// Counters equal a recount, rows equal events, whatever was done.
async fn holds(t: &Installation) {
    let (wrong, looked) = verifying::verify(&t.app()).await.unwrap();
    assert!(wrong.is_empty() && looked > 0, "{wrong:#?}");
}

both!(a_petition_goes_from_its_first_word_to_its_answer, |mut t: Installation| async move {
    let mail = with_mail(&mut t).await;
    rules(&t, &small()).await;
    let code = begun(&t, "author@mail.example").await;
    t.get(&format!("/api/v1/petitions/{code}")).await.is_problem(404, "not_found");
    let early = post(&t, &format!("/api/v1/petitions/{code}/signatures"), &signer("x@mail.example")).await;
    early.is_problem(404, "not_found");

    tend(&mut t).await;
    let (author, _) = link(&mail, "author@mail.example");
    assert_eq!(confirm(&t, &author).await.json()["state"], "confirmed");
    let looks = view(&t, &code).await;
    assert_eq!(
        (&looks["state"], &looks["title"], &looks["signs"]),
        (&json!("sponsoring"), &json!(TITLE), &json!(true))
    );
    assert_eq!(t.get("/api/v1/petitions").await.json()["total"], 0, "it is in no list");
    let own = t.get(&format!("/api/v1/signatures/{author}?lang=en")).await.json();
    assert!(own["sponsor_url"].as_str().unwrap().contains(&code) && own["author"] == true, "{own}");

    signed(&mut t, &mail, &code, "b@mail.example").await;
    t.get(&format!("/api/v1/petitions/{code}")).await.is_problem(404, "not_found");
    let moderator = t.sign_in("kiemduyet").await;
    let waiting = desk(&t, &moderator, &code).await;
    assert_eq!((&waiting["petition"]["state"], &waiting["sponsors"]), (&json!("moderation"), &json!(2)), "{waiting}");
    let words = json!({ "title": "Lắp đèn tín hiệu trước Trường Tiểu học Hòa Bình", "body": "Mỗi sáng có hàng trăm học sinh qua đường." });
    let amended = moderate(&t, &moderator, &code, "amend", json!({ "words": words, "reason": "Bỏ tên riêng." })).await;
    assert_eq!(amended.json()["original"]["title"], TITLE, "{}", amended.text);
    let stale = json!({ "version": 2 });
    let path = format!("/api/v1/desk/petitions/{code}/publish");
    t.staff_send(&moderator, "POST", &path, &stale).await.is_problem(412, "stale");
    assert_eq!(moderate(&t, &moderator, &code, "publish", json!({})).await.status, StatusCode::OK);
    moderate(&t, &moderator, &code, "publish", json!({})).await.is_problem(409, "not_allowed_now");

    let listed = t.get("/api/v1/petitions?lang=en&words=den+tin+hieu").await.json();
    assert_eq!((&listed["total"], &listed["petitions"][0]["next"]), (&json!(1), &json!(3)), "{listed}");
    tend(&mut t).await;
    signed(&mut t, &mail, &code, "c@mail.example").await;
    tend(&mut t).await;
    let reached = view(&t, &code).await;
    assert_eq!(reached["count"], 3);
    assert!(
        reached["thresholds"][0]["due_at"].is_string() && reached["thresholds"][1]["reached_at"].is_null(),
        "{reached}"
    );

    // What is owed is a case like any other, on the clock of the agency that was asked.
    let case = text(&json!({ "code": desk(&t, &moderator, &code).await["cases"][0] }), "code");
    let handler = t.sign_in("chuyenvien").await;
    t.run_tails().await;
    let (_, codes) = t.list(&handler, "kind:petition").await;
    assert_eq!(codes, [case.clone()]);
    for (action, input) in
        [("accept", json!({})), ("answer", json!({ "body": "Đèn được lắp xong trước ngày 15/12/2026." }))]
    {
        t.acted(&handler, &case, action, input).await;
    }
    tend(&mut t).await;
    tend(&mut t).await;
    let answered = view(&t, &code).await;
    assert_eq!(answered["thresholds"][0]["answer"], "Đèn được lắp xong trước ngày 15/12/2026.", "{answered}");
    for to in ["author@mail.example", "b@mail.example", "c@mail.example"] {
        let about: Vec<_> =
            mail.arrived().into_iter().filter(|l| l.to == to && l.subject.contains("has answered")).collect();
        let told = about.iter().filter(|letter| letter.text.contains("15/12/2026")).count();
        assert_eq!(told, 1, "{to} is told the answer once: {about:#?}");
    }
    assert_eq!(desk(&t, &moderator, &code).await["telling"], json!({ "told": 3, "done": true }));
    let answered = t.get("/api/v1/petitions?order=answered").await.json();
    assert_eq!(answered["total"], 1);
    holds(&t).await;
});

both!(one_person_signs_once_and_nobody_learns_who_did, |mut t: Installation| async move {
    let mail = with_mail(&mut t).await;
    let (code, _) = open(&mut t, &mail).await;
    let token = signed(&mut t, &mail, &code, "a.n+petition@gmail.com").await;
    let before = view(&t, &code).await["count"].as_u64().unwrap();
    let letters = mail.arrived().len();
    for again in ["AN@gmail.com", "a.n@googlemail.com", "an+x@gmail.com"] {
        let answer = sign(&t, &code, again).await;
        assert!(answer.as_object().unwrap().keys().eq(["handle"]), "{answer}");
        tend(&mut t).await;
    }
    assert_eq!(mail.arrived().len(), letters, "whoever has signed is not written to again");
    // Ten devices follow the link.
    for _ in 0..10 {
        assert_eq!(confirm(&t, &token).await.json()["state"], "confirmed");
    }
    assert_eq!(view(&t, &code).await["count"], before);

    // One that waits is written to again, but not at once.
    sign(&t, &code, "slow@mail.example").await;
    tend(&mut t).await;
    let letters = mail.arrived().len();
    sign(&t, &code, "slow@mail.example").await;
    tend(&mut t).await;
    assert_eq!(mail.arrived().len(), letters);
    t.clock.advance(11 * MINUTE_MS);
    let handle = text(&sign(&t, &code, "SLOW@mail.example").await, "handle");
    tend(&mut t).await;
    assert_eq!(mail.arrived().len(), letters + 1);

    // By the code instead of the link; guessing ends soon.
    let (_, digits) = link(&mail, "slow@mail.example");
    assert_eq!(digits.len(), 6, "{digits}");
    let typed = |code: &str| json!({ "handle": handle, "code": code });
    let wrong = format!("{:06}", (digits.parse::<u32>().unwrap() + 1) % 1_000_000);
    post(&t, "/api/v1/signatures/code", &typed(&wrong)).await.is_problem(422, "invalid");
    let spaced = format!("{} {}", &digits[..3], &digits[3..]);
    assert_eq!(post(&t, "/api/v1/signatures/code", &typed(&spaced)).await.status, StatusCode::NO_CONTENT);
    assert_eq!(view(&t, &code).await["count"], before + 1);
    let handle = text(&sign(&t, &code, "guess@mail.example").await, "handle");
    tend(&mut t).await;
    let (_, digits) = link(&mail, "guess@mail.example");
    let wrong = format!("{:06}", (digits.parse::<u32>().unwrap() + 1) % 1_000_000);
    for code in [&wrong, &wrong, &wrong, &wrong, &wrong, &digits] {
        post(&t, "/api/v1/signatures/code", &json!({ "handle": handle, "code": code }))
            .await
            .is_problem(422, "invalid");
    }

    // Taken back: it does not count, the data are gone, and the person may sign again.
    let withdrawn = post(&t, &format!("/api/v1/signatures/{token}/withdraw"), &json!({})).await;
    assert_eq!(withdrawn.json()["state"], "withdrawn", "{}", withdrawn.text);
    assert_eq!(view(&t, &code).await["count"], before);
    confirm(&t, &token).await.is_problem(409, "not_allowed_now");
    sign(&t, &code, "an@gmail.com").await;
    tend(&mut t).await;
    let (token, _) = link(&mail, "an@gmail.com");
    assert_eq!(confirm(&t, &token).await.json()["state"], "confirmed");
    holds(&t).await;
});

both!(what_cannot_be_signed_says_so, |mut t: Installation| async move {
    let mail = with_mail(&mut t).await;
    let (code, _) = open(&mut t, &mail).await;
    let path = format!("/api/v1/petitions/{code}/signatures");
    let long = format!("{}@mail.example", "a".repeat(10_000));
    for (field, input) in [
        ("email", signer("an")),
        ("email", signer("an\u{202E}@mail.example")),
        ("email", signer("an@mail.example\r\nBcc: x@mail.example")),
        ("email", signer("an@printer.local")),
        ("email", signer(&long)),
        ("email", json!({ "name": "An Nguyễn", "consent": true })),
        ("consent", json!({ "name": "An Nguyễn", "email": "an@mail.example" })),
        ("name", json!({ "name": " ", "email": "an@mail.example", "consent": true })),
        ("area", json!({ "name": "An Nguyễn", "email": "an@mail.example", "consent": true, "area": "nowhere" })),
    ] {
        let answer = post(&t, &path, &input).await;
        answer.is_problem(422, "invalid");
        assert_eq!(answer.json()["errors"][0]["field"], field, "{}", answer.text);
    }
    // A page of somebody else is held to the site's list.
    let foreign = Request::post(&path)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ORIGIN, "https://elsewhere.example");
    t.send(foreign.body(Body::from(signer("an@mail.example").to_string())).unwrap())
        .await
        .is_problem(403, "forbidden_origin");
    // A link in the name, a throw-away mailbox: taken like any other, and not counted.
    let before = view(&t, &code).await["count"].clone();
    for (name, email) in [("Mua nhà www.nha.vn", "one@mail.example"), ("An Nguyễn", "x@mailinator.com")] {
        let input = json!({ "name": name, "email": email, "consent": true, "language": "en" });
        assert_eq!(post(&t, &path, &input).await.status, StatusCode::ACCEPTED);
        tend(&mut t).await;
        let (token, _) = link(&mail, email);
        assert_eq!(confirm(&t, &token).await.json()["state"], "confirmed", "they see what everybody sees");
    }
    assert_eq!(view(&t, &code).await["count"], before);
    let moderator = t.sign_in("kiemduyet").await;
    let list =
        t.staff_get(&moderator, &format!("/api/v1/desk/petitions/{code}/signatures?suspect=true&lang=en")).await.json();
    assert_eq!(list["total"], 2, "{list}");
    assert!(
        !list.to_string().contains("one@mail.example") && !list.to_string().contains("Nguyễn"),
        "no names, no addresses: {list}"
    );

    // After the end nothing is taken, and a link that is followed late says so.
    sign(&t, &code, "late@mail.example").await;
    tend(&mut t).await;
    let (late, _) = link(&mail, "late@mail.example");
    t.clock.advance(32 * DAY_MS);
    tend(&mut t).await;
    assert_eq!(view(&t, &code).await["state"], "closed");
    confirm(&t, &late).await.is_problem(409, "not_allowed_now");
    assert_eq!(t.get(&format!("/api/v1/signatures/{late}")).await.json()["confirmable"], false);
    post(&t, &path, &signer("z@mail.example")).await.is_problem(409, "not_allowed_now");

    // Long after the end the data are deleted, and the counts stay.
    let count = view(&t, &code).await["count"].clone();
    t.clock.advance(366 * DAY_MS);
    tend(&mut t).await;
    let kept = view(&t, &code).await;
    assert_eq!((&kept["state"], &kept["count"]), (&json!("archived"), &count), "{kept}");
    holds(&t).await;
});

both!(signatures_that_are_not_real_are_taken_out_and_put_back, |mut t: Installation| async move {
    let mail = with_mail(&mut t).await;
    let (code, _) = open(&mut t, &mail).await;
    for n in 0..3 {
        signed(&mut t, &mail, &code, &format!("n{n}@bought.example")).await;
    }
    tend(&mut t).await;
    let moderator = t.sign_in("kiemduyet").await;
    let before = view(&t, &code).await;
    assert_eq!(before["count"], 5);
    assert!(
        before["thresholds"].as_array().unwrap().iter().all(|threshold| threshold["reached_at"].is_string()),
        "{before}"
    );
    let path = format!("/api/v1/desk/petitions/{code}/reviews?lang=en");
    let list =
        t.staff_get(&moderator, &format!("/api/v1/desk/petitions/{code}/signatures?state=confirmed")).await.json();
    let cluster =
        list["clusters"].as_array().unwrap().iter().find(|c| c["by"] == "domain" && c["key"] == "bought.example");
    assert_eq!(cluster.unwrap()["count"], 3, "{list}");

    let input = |dry: bool| json!({ "act": "invalidate", "filter": { "domain": "bought.example" }, "reason": "Mua ở một trang bán chữ ký.", "dry": dry });
    let dry = t.staff_send(&moderator, "POST", &path, &input(true)).await.json();
    assert_eq!((&dry["count"], &dry["counted"], &dry["thresholds"]), (&json!(3), &json!(2), &json!([3, 5])), "{dry}");
    assert_eq!(view(&t, &code).await["count"], 5, "nothing has happened");
    let done = t.staff_send(&moderator, "POST", &path, &input(false)).await.json();
    assert_eq!(done["count"], 3, "{done}");
    let after = view(&t, &code).await;
    assert_eq!(after["count"], 2);
    assert!(after["thresholds"][0]["taken_back_at"].is_string(), "{after}");
    let story =
        after["story"].as_array().unwrap().iter().map(|line| line["text"].as_str().unwrap()).collect::<Vec<_>>();
    assert!(story.iter().any(|line| line.contains("not to be real")), "{story:?}");
    holds(&t).await;

    // The case of the threshold says so, too.
    let case = text(&json!({ "code": desk(&t, &moderator, &code).await["cases"][0] }), "code");
    let handler = t.sign_in("chuyenvien").await;
    let timeline = t.staff_get(&handler, &format!("/api/v1/cases/{case}/timeline")).await.text;
    assert!(timeline.contains("không còn đạt") || timeline.contains("not to be real"), "{timeline}");

    let undo = format!("/api/v1/desk/petitions/{code}/reviews/{}/undo", done["id"]);
    let undone = t.staff_send(&moderator, "POST", &undo, &json!({})).await.json();
    assert_eq!((&undone["counted"], &undone["thresholds"]), (&json!(5), &json!([3, 5])), "{undone}");
    t.staff_send(&moderator, "POST", &undo, &json!({})).await.is_problem(409, "not_allowed_now");
    let again = view(&t, &code).await;
    assert_eq!(again["count"], 5);
    assert!(again["thresholds"][0]["taken_back_at"].is_null(), "{again}");

    // Suspects that turn out to be people.
    let path_sign = format!("/api/v1/petitions/{code}/signatures");
    let input = json!({ "name": "An Nguyễn", "email": "real@mailinator.com", "consent": true });
    post(&t, &path_sign, &input).await;
    tend(&mut t).await;
    let (token, _) = link(&mail, "real@mailinator.com");
    confirm(&t, &token).await;
    assert_eq!(view(&t, &code).await["count"], 5);
    let clear =
        json!({ "act": "clear", "filter": { "domain": "mailinator.com" }, "reason": "Đã xác minh qua điện thoại." });
    let cleared = t.staff_send(&moderator, "POST", &path, &clear).await.json();
    assert_eq!((&cleared["count"], &cleared["counted"]), (&json!(1), &json!(6)), "{cleared}");
    holds(&t).await;
    let undo = format!("/api/v1/desk/petitions/{code}/reviews/{}/undo", cleared["id"]);
    assert_eq!(t.staff_send(&moderator, "POST", &undo, &json!({})).await.json()["counted"], 5);
    holds(&t).await;
});

both!(moderators_refuse_with_a_reason_and_within_their_branch, |mut t: Installation| async move {
    let mail = with_mail(&mut t).await;
    let (code, author) = open(&mut t, &mail).await;
    // Another role reads and does not act; nobody reads without a role.
    let auditor = t.sign_in("kiemtra").await;
    assert_eq!(desk(&t, &auditor, &code).await["may"], json!([]));
    moderate(&t, &auditor, &code, "close", json!({ "reason": "Không còn cần thiết nữa." }))
        .await
        .is_problem(403, "denied");
    let handler = t.sign_in("chuyenvien").await;
    t.staff_get(&handler, "/api/v1/desk/petitions").await.is_problem(403, "denied");
    t.get("/api/v1/desk/petitions").await.is_problem(401, "unauthenticated");

    let moderator = t.sign_in("kiemduyet").await;
    let bare = moderate(&t, &moderator, &code, "take-down", json!({ "reason": "Nội dung xúc phạm một người." })).await;
    bare.is_problem(422, "invalid");
    let down = json!({ "ground": "accuses", "reason": "Nội dung xúc phạm một người." });
    assert_eq!(moderate(&t, &moderator, &code, "take-down", down).await.status, StatusCode::OK);
    let hidden = view(&t, &code).await;
    assert_eq!(
        (&hidden["title"], &hidden["ground"], &hidden["signs"]),
        (&json!(""), &json!("accuses"), &json!(false)),
        "{hidden}"
    );
    assert!(!hidden.to_string().contains("học sinh"), "{hidden}");
    assert_eq!(t.get("/api/v1/petitions").await.json()["total"], 0);
    let own = t.get(&format!("/api/v1/signatures/{author}")).await.json();
    assert_eq!(own["petition"]["title"], TITLE, "its author still reads it");
    assert_eq!(
        moderate(&t, &moderator, &code, "restore", json!({ "reason": "Người viết đã bỏ đoạn đó." })).await.status,
        StatusCode::OK
    );
    assert_eq!(view(&t, &code).await["title"], TITLE);

    // Two look at the same one.
    let other = t.sign_in("dieuphoi").await;
    let hold = format!("/api/v1/desk/petitions/{code}/hold");
    assert_eq!(t.staff_send(&moderator, "POST", &hold, &json!({})).await.status, StatusCode::NO_CONTENT);
    t.staff_send(&other, "POST", &hold, &json!({})).await.is_problem(409, "not_allowed_now");
    assert!(desk(&t, &other, &code).await["held_by"].is_string());
    t.clock.advance(3 * MINUTE_MS);
    assert_eq!(t.staff_send(&other, "POST", &hold, &json!({})).await.status, StatusCode::NO_CONTENT);

    // The switches.
    let admin = t.sign_in("admin").await;
    let turn = |on: bool| json!({ "on": on });
    t.staff_send(&moderator, "PUT", "/api/v1/desk/petition-switches/collecting", &turn(false))
        .await
        .is_problem(403, "denied");
    assert_eq!(
        t.staff_send(&admin, "PUT", "/api/v1/desk/petition-switches/collecting", &turn(false)).await.status,
        StatusCode::OK
    );
    post(&t, &format!("/api/v1/petitions/{code}/signatures"), &signer("q@mail.example"))
        .await
        .is_problem(409, "paused");
    assert_eq!(view(&t, &code).await["signs"], false);
    t.staff_send(&admin, "PUT", "/api/v1/desk/petition-switches/creating", &turn(false)).await;
    let new = json!({ "title": TITLE, "body": "Mỗi sáng có hàng trăm học sinh qua đường.", "author": signer("r@mail.example") });
    post(&t, "/api/v1/sites/demo/petitions", &new).await.is_problem(409, "paused");
    t.staff_send(&admin, "PUT", "/api/v1/desk/petition-switches/collecting", &turn(true)).await;
    assert_eq!(view(&t, &code).await["signs"], true);
    holds(&t).await;
});

both!(letters_wait_for_a_mail_server_that_is_down, |mut t: Installation| async move {
    let mail = with_mail(&mut t).await;
    let (code, _) = open(&mut t, &mail).await;
    mail.will([crate::smtp::Manner::Refuse("451 4.3.0 try later"), crate::smtp::Manner::Refuse("451 4.3.0 try later")]);
    sign(&t, &code, "patient@mail.example").await;
    tend(&mut t).await;
    assert!(!mail.arrived().iter().any(|letter| letter.to == "patient@mail.example"));
    t.restart().await;
    t.clock.advance(60 * MINUTE_MS);
    tend(&mut t).await;
    let (token, _) = link(&mail, "patient@mail.example");
    assert_eq!(confirm(&t, &token).await.json()["state"], "confirmed");
    // The link that stops letters.
    let letter = mail.arrived().into_iter().rev().find(|letter| letter.to == "patient@mail.example").unwrap();
    let stop = letter.text.split("/stop/").nth(1).unwrap().split('?').next().unwrap().to_owned();
    assert_eq!(post(&t, &format!("/stop/{stop}"), &json!({})).await.status, StatusCode::OK);
    assert_eq!(t.get(&format!("/api/v1/signatures/{token}")).await.json()["tell"], false);
});
