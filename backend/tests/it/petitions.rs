//! Petitions from the first word to the answer: who may do what when, that one person signs once, that counters are always a
//! recount, that nobody is told twice, and that from outside nothing can be told of anybody.

use crate::both;
use crate::harness::{Installation, Session, text};
use crate::smtp::{Arrived, MailServer, Manner};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use hoiam_backend::domain::petitions::{self, verifying};
use hoiam_shared::petition::PetitionRules;
use serde_json::{Value, json};
use std::cell::RefCell;

const MINUTE_MS: i64 = 60_000;

/// A mail server and all that it ever took.
pub struct Mail {
    pub server: MailServer,
    kept: RefCell<Vec<Arrived>>,
}

impl Mail {
    pub fn arrived(&self) -> Vec<Arrived> {
        self.kept.borrow_mut().extend(self.server.arrived());
        self.kept.borrow().clone()
    }
}

pub async fn with_mail(t: &mut Installation) -> Mail {
    Mail { server: MailServer::of(t).await, kept: RefCell::default() }
}

pub async fn post(t: &Installation, path: &str, input: &Value) -> crate::harness::Answer {
    let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
    t.send(request.body(Body::from(input.to_string())).unwrap()).await
}

pub fn signer(email: &str) -> Value {
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
pub async fn tend(t: &mut Installation) {
    t.clock.advance(1_100);
    petitions::tend(&t.app()).await.unwrap();
    t.run_tails().await;
    petitions::tend(&t.app()).await.unwrap();
    t.send_due().await;
}

pub async fn sign(t: &Installation, code: &str, email: &str) -> Value {
    let answer = post(t, &format!("/api/v1/petitions/{code}/signatures"), &signer(email)).await;
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text);
    answer.json()
}

/// How many letters asked somebody to confirm.
pub fn to_confirm(mail: &Mail) -> usize {
    mail.arrived().iter().filter(|letter| letter.subject.starts_with("Confirm")).count()
}

/// The name in the link of the newest letter to an address, and the six digits in it.
pub fn link(mail: &Mail, to: &str) -> (String, String) {
    let letter =
        mail.arrived().into_iter().rev().find(|letter| letter.to == to).unwrap_or_else(|| panic!("no letter to {to}"));
    let token = letter.text.split("/petitions/mine/").nth(1).unwrap().split('?').next().unwrap().to_owned();
    let digits = letter.text.lines().find_map(|line| line.strip_prefix("> ")).unwrap_or_default().trim().to_owned();
    (token, digits)
}

pub async fn confirm(t: &Installation, token: &str) -> crate::harness::Answer {
    post(t, &format!("/api/v1/signatures/{token}/confirm?lang=en"), &json!({})).await
}

pub async fn signed(t: &mut Installation, mail: &Mail, code: &str, email: &str) -> String {
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

pub async fn desk(t: &Installation, session: &Session, code: &str) -> Value {
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
pub async fn open(t: &mut Installation, mail: &Mail) -> (String, String) {
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

pub async fn view(t: &Installation, code: &str) -> Value {
    t.clock.advance(1_100);
    let answer = t.get(&format!("/api/v1/petitions/{code}?lang=en")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

/// Counters equal a recount, rows equal events, whatever was done.
pub async fn holds(t: &Installation) {
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

    let counter = t.get(&format!("/petitions/{code}/counter.svg?lang=en")).await;
    assert_eq!(counter.headers["cross-origin-resource-policy"], "cross-origin");
    assert!(counter.text.contains("2 signatures"), "{}", counter.text);
    let picture = t.get(&format!("/petitions/{code}/image.png")).await;
    assert_eq!(
        (picture.status, &picture.headers[header::CONTENT_TYPE]),
        (StatusCode::OK, &"image/png".parse().unwrap())
    );
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
    assert_eq!(codes, std::slice::from_ref(&case));
    let due = async |t: &Installation| {
        let supervisor = t.sign_in("giamsat").await;
        let figures = t.staff_get(&supervisor, "/api/v1/indicators/breakdown?by=kind").await.json();
        figures["total"]["petitions_due"]["value"].clone()
    };
    assert_eq!(due(&t).await, 1, "among what supervisors see");
    for (action, input) in
        [("accept", json!({})), ("answer", json!({ "body": "Đèn được lắp xong trước ngày 15/12/2026." }))]
    {
        t.acted(&handler, &case, action, input).await;
    }
    tend(&mut t).await;
    tend(&mut t).await;
    assert_eq!(due(&t).await, 0);
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
    // Rules and switches are in the record of acts; turning one to where it is already is no act.
    t.staff_send(&admin, "PUT", "/api/v1/desk/petition-switches/collecting", &turn(true)).await;
    let record = async |thing: &str| {
        let found = t.staff_get(&admin, &format!("/api/v1/admin/audit?thing={thing}")).await.json();
        found["entries"].as_array().unwrap().iter().map(|e| format!("{} {}", text(e, "act"), text(e, "item"))).collect()
    };
    let switched: Vec<String> = record("petition_switch").await;
    assert_eq!(switched, ["enabled collecting", "disabled creating", "disabled collecting"]);
    let ruled: Vec<String> = record("petition_rules").await;
    assert!(ruled.len() == 1 && ruled[0].starts_with("changed "), "{ruled:?}");
    holds(&t).await;
});

both!(letters_wait_for_a_mail_server_that_is_down, |mut t: Installation| async move {
    let mail = with_mail(&mut t).await;
    let (code, _) = open(&mut t, &mail).await;
    // The author's news are out, so that the refusal meets the letter that is meant.
    tend(&mut t).await;
    mail.server.will([Manner::Refuse("451 4.3.0 try later")]);
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
