//! Reports of figures: what was signed stays as it was, whatever becomes of the cases; a correction is a version of its own
//! that says where it differs; and whoever may not know of sealed cases is not told of them by a report either.

use crate::both;
use crate::harness::{DAY_MS, Installation, Session};
use crate::smtp::{Arrived, MailServer};
use axum::http::StatusCode;
use hoiam_backend::domain::figure_reports::schedules;
use hoiam_backend::ledger::{IndexTail, runner, sequencer};
use hoiam_backend::store::db::sql;
use hoiam_shared::{Lang, Stamp};
use serde_json::{Value, json};

async fn filed(t: &Installation, key: &str, more: Value) -> String {
    let mut case = json!({ "kind": "feedback", "body": "Rác chất đống trước cổng chợ ba ngày nay.", "area": "26740" });
    case.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let answer = t.file(key, &case).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()["code"].as_str().unwrap().to_owned()
}

async fn prepared(t: &Installation, session: &Session, more: Value) -> Value {
    let mut input = json!({ "agency": "chinh-phu", "from": "2026-01", "to": "2027-12", "lang": "en", "reason": "" });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let answer = t.staff_send(session, "POST", "/api/v1/reports?lang=en", &input).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

async fn opened(t: &Installation, session: &Session, id: &Value) -> Value {
    let answer = t.staff_get(session, &format!("/api/v1/reports/{id}?lang=en")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

/// A number of the whole period.
fn whole(report: &Value, figure: &str) -> i64 {
    let lines = report["lines"].as_array().unwrap();
    let line = lines.iter().find(|line| line["part"] == "whole").unwrap();
    let numbers = line["numbers"].as_array().unwrap();
    numbers.iter().find(|one| one["figure"] == figure).unwrap()["value"].as_i64().unwrap()
}

async fn answered(t: &Installation, code: &str) {
    let handler = t.sign_in("chuyenvien").await;
    t.answered(&handler, code, "Đã thu gom rác sáng nay.").await;
}

both!(a_report_waits_for_what_was_filed_before_it, |t: Installation| async move {
    let supervisor = t.sign_in("giamsat").await;
    filed(&t, "one", json!({})).await;
    let app = t.app();
    while sequencer::number_batch(&app.db, &app.numbered).await.unwrap() > 0 {}
    let mut tail = IndexTail(app.clone());
    let (report, seq) = tokio::join!(prepared(&t, &supervisor, json!({})), runner::catch_up(&app, &mut tail));
    assert_eq!((whole(&report, "received"), seq.unwrap() > 0), (1, true), "{report}");
});

both!(what_is_signed_stays, |mut t: Installation| async move {
    let code = filed(&t, "one", json!({})).await;
    filed(&t, "two", json!({})).await;
    t.run_tails().await;
    let supervisor = t.sign_in("giamsat").await;
    let first = prepared(&t, &supervisor, json!({})).await;
    let id = first["report"]["id"].clone();
    assert_eq!((whole(&first, "received"), whole(&first, "resolved")), (2, 0), "{first}");
    assert_eq!((&first["report"]["state"], &first["report"]["version"]), (&json!("prepared"), &json!(1)));

    // Remarked on; its numbers are taken anew, under the same number; the old ones cannot be signed any more.
    let path = |what: &str| format!("/api/v1/reports/{id}/{what}");
    let said =
        t.staff_send(&supervisor, "POST", &path("comments"), &json!({ "body": "Chưa tính hồ sơ hôm nay." })).await;
    assert_eq!(said.json()["comments"][0]["body"], "Chưa tính hồ sơ hôm nay.", "{}", said.text);
    t.staff_send(&supervisor, "POST", &path("comments"), &json!({ "body": " " })).await.is_problem(422, "invalid");
    filed(&t, "three", json!({})).await;
    t.run_tails().await;
    t.clock.advance(DAY_MS / 2);
    let supervisor = t.sign_in("giamsat").await;
    let anew = prepared(&t, &supervisor, json!({})).await;
    assert_eq!((&anew["report"]["id"], whole(&anew, "received")), (&id, 3), "{anew}");
    let old = json!({ "prepared_at": first["report"]["prepared_at"] });
    t.staff_send(&supervisor, "POST", &path("signature"), &old).await.is_problem(409, "not_allowed_now");

    // Who sees the figures may prepare, but not everybody signs.
    let seen = json!({ "prepared_at": anew["report"]["prepared_at"] });
    let coordinator = t.sign_in("kiemtra").await;
    t.staff_send(&coordinator, "POST", &path("signature"), &seen).await.is_problem(403, "denied");
    assert_eq!(opened(&t, &coordinator, &id).await["may_sign"], false);
    let signed = t.staff_send(&supervisor, "POST", &path("signature"), &seen).await.json();
    assert_eq!((&signed["report"]["state"], &signed["may_sign"]), (&json!("signed"), &json!(false)), "{signed}");
    t.staff_send(&supervisor, "POST", &path("signature"), &seen).await.is_problem(409, "not_allowed_now");
    t.staff_send(&supervisor, "POST", &path("comments"), &json!({ "body": "Muộn." }))
        .await
        .is_problem(409, "not_allowed_now");

    // Cases change; what was signed does not. The correction says why, and where it differs.
    answered(&t, &code).await;
    t.run_tails().await;
    assert_eq!(opened(&t, &supervisor, &id).await["lines"], anew["lines"]);
    let input = json!({ "agency": "chinh-phu", "from": "2026-01", "to": "2027-12", "lang": "en", "reason": "" });
    t.staff_send(&supervisor, "POST", "/api/v1/reports", &input).await.is_problem(422, "invalid");
    let second = prepared(&t, &supervisor, json!({ "reason": "Một hồ sơ đã được trả lời." })).await;
    assert_eq!((&second["report"]["version"], whole(&second, "resolved")), (&json!(2), 1), "{second}");
    assert_ne!(second["report"]["id"], id);
    let changes = second["changes"].as_array().unwrap();
    let change = changes.iter().find(|one| one["part"] == "whole" && one["figure"] == "resolved").unwrap();
    assert_eq!((&change["before"], &change["after"]), (&json!(0), &json!(1)));
    assert!(changes.iter().all(|one| one["figure"] != "received"), "{second}");
    assert_eq!(opened(&t, &supervisor, &id).await["lines"], anew["lines"]);
    let list = t.staff_get(&supervisor, "/api/v1/reports?lang=en").await.json();
    assert_eq!(list["reports"].as_array().unwrap().len(), 2, "{list}");
    assert_eq!(second["versions"].as_array().unwrap().len(), 2);
});

both!(a_report_tells_of_sealed_cases_only_who_may_know, |mut t: Installation| async move {
    let contact = json!({ "name": "Lê Văn Cường", "phone": "0912345679" });
    filed(&t, "secret", json!({ "kind": "denunciation", "contact": contact })).await;
    filed(&t, "open", json!({})).await;
    t.run_tails().await;
    let auditor = t.sign_in("kiemtra").await;
    let with = prepared(&t, &auditor, json!({})).await;
    assert_eq!((&with["report"]["sealed"], whole(&with, "received")), (&json!(true), 2), "{with}");
    let supervisor = t.sign_in("giamsat").await;
    let path = format!("/api/v1/reports/{}", with["report"]["id"]);
    t.staff_get(&supervisor, &path).await.is_problem(404, "not_found");
    t.staff_get(&supervisor, &format!("{path}/export?format=csv")).await.is_problem(404, "not_found");
    let list = t.staff_get(&supervisor, "/api/v1/reports").await.json();
    assert_eq!(list["reports"], json!([]), "{list}");
    let handler = t.sign_in("chuyenvien").await;
    t.staff_get(&handler, "/api/v1/reports").await.is_problem(403, "denied");
    t.staff_get(&handler, &path).await.is_problem(404, "not_found");
    t.get("/api/v1/reports").await.is_problem(401, "unauthenticated");
});

both!(a_form_is_filled_with_the_numbers_of_the_report, |mut t: Installation| async move {
    let done = filed(&t, "done", json!({})).await;
    filed(&t, "open", json!({})).await;
    t.run_tails().await;
    answered(&t, &done).await;
    t.run_tails().await;
    let supervisor = t.sign_in("giamsat").await;
    let forms = t.staff_get(&supervisor, "/api/v1/reports/forms?lang=en").await.json();
    let codes: Vec<&str> =
        forms["forms"].as_array().unwrap().iter().map(|form| form["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["nd-20-2008", "qd-766-2022", "grievance-index"]);
    let weights =
        json!([{ "indicator": "resolution_rate", "weight": 60 }, { "indicator": "satisfaction", "weight": 0 }]);
    let view = prepared(&t, &supervisor, json!({ "form": { "code": "qd-766-2022", "weights": weights } })).await;
    // Half resolved, all of what was answered on time: (60 × 50 + 40 × 100) ÷ 100.
    assert_eq!(view["form"]["score"], 700, "{}", view["form"]);
    let id = view["report"]["id"].clone();
    // What is signed keeps its form as it was filled.
    let at = json!({ "prepared_at": view["report"]["prepared_at"] });
    t.staff_send(&supervisor, "POST", &format!("/api/v1/reports/{id}/signature"), &at).await;
    assert_eq!(opened(&t, &supervisor, &id).await["form"], view["form"]);
    let csv = t.staff_get(&supervisor, &format!("/api/v1/reports/{id}/export?format=csv&part=form")).await;
    let mut read = csv::Reader::from_reader(csv.text.strip_prefix('\u{FEFF}').unwrap().as_bytes());
    let lines: Vec<csv::StringRecord> = read.records().map(Result::unwrap).collect();
    assert_eq!((&lines[0][2], &lines[0][6], &lines[3][7]), ("50.00", "60", "70.00"), "{}", csv.text);
    let wrong = json!({ "agency": "chinh-phu", "from": "2026-01", "to": "2026-01", "lang": "en", "reason": "", "form": { "code": "none" } });
    t.staff_send(&supervisor, "POST", "/api/v1/reports", &wrong).await.is_problem(422, "invalid");
});

both!(a_report_is_taken_along, |mut t: Installation| async move {
    filed(&t, "one", json!({})).await;
    t.run_tails().await;
    let supervisor = t.sign_in("giamsat").await;
    let view = prepared(&t, &supervisor, json!({})).await;
    let file = |format: &str| format!("/api/v1/reports/{}/export?format={format}", view["report"]["id"]);
    let csv = t.staff_get(&supervisor, &file("csv")).await;
    assert_eq!(csv.status, StatusCode::OK, "{}", csv.text);
    let mut read = csv::Reader::from_reader(csv.text.strip_prefix('\u{FEFF}').unwrap().as_bytes());
    let heads = read.headers().unwrap().clone();
    assert_eq!((&heads[0], &heads[3]), ("Part", "Received"));
    let lines: Vec<csv::StringRecord> = read.records().map(Result::unwrap).collect();
    assert_eq!(lines.len(), view["lines"].as_array().unwrap().len());
    assert_eq!(lines[0][3].parse(), Ok(whole(&view, "received")));
    let date = &lines[0][heads.len() - 2];
    assert!(date.len() == 10 && date.starts_with("20"), "{date}");
    // On paper, read by another program.
    let pdf = t.opened(&supervisor, &file("pdf")).await;
    let pdf = axum::body::to_bytes(pdf, 1 << 22).await.unwrap();
    let said = hoiam_backend::media::text(hoiam_backend::media::Kind::Pdf, &pdf).unwrap();
    for words in ["Report: The Government", "Version 1", "The whole period, compared", "Received"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    t.staff_get(&supervisor, &file("docx")).await.is_problem(422, "invalid");
    for wrong in [json!({ "from": "" }), json!({ "to": "2026-13" }), json!({ "from": "2028-01" })] {
        let mut input =
            json!({ "agency": "chinh-phu", "from": "2026-01", "to": "2027-12", "lang": "en", "reason": "" });
        input.as_object_mut().unwrap().extend(wrong.as_object().unwrap().clone());
        t.staff_send(&supervisor, "POST", "/api/v1/reports", &input).await.is_problem(422, "invalid");
    }
});

async fn scheduled(t: &Installation, session: &Session, more: Value) -> Value {
    let mut input = json!({ "agency": "chinh-phu", "months": 1, "day": 5, "lang": "en" });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let answer = t.staff_send(session, "POST", "/api/v1/reports/schedules?lang=en", &input).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()["schedules"].as_array().unwrap().last().unwrap().clone()
}

async fn schedules_of(t: &Installation, session: &Session) -> Vec<Value> {
    let answer = t.staff_get(session, "/api/v1/reports/schedules?lang=en").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()["schedules"].as_array().unwrap().clone()
}

/// Lets time pass until one is due.
async fn until_due(t: &mut Installation, schedule: &Value) {
    let at = Stamp::parse(schedule["next_at"].as_str().unwrap()).unwrap();
    t.clock.advance(at.ms() - t.app().now_ms());
    t.run_tails().await;
}

/// The letters with reports that go out now; others are told of what fell due meanwhile.
async fn with_reports(t: &Installation, mail: &MailServer) -> Vec<Arrived> {
    t.send_due().await;
    mail.arrived().into_iter().filter(|letter| letter.subject.starts_with("Report: ")).collect()
}

both!(a_report_goes_out_by_itself_after_every_span, |mut t: Installation| async move {
    let mail = MailServer::of(&mut t).await;
    t.address("giamsat", Lang::En).await;
    filed(&t, "one", json!({})).await;
    filed(&t, "two", json!({})).await;
    let mut supervisor = t.sign_in("giamsat").await;
    let first = scheduled(&t, &supervisor, json!({ "form": { "code": "qd-766-2022" } })).await;
    assert_eq!((&first["report"], &first["months"]), (&Value::Null, &json!(1)), "{first}");
    assert_eq!(schedules::send_due(&t.app()).await.unwrap(), 0);

    // Two nodes at once: it is prepared once and sent once.
    until_due(&mut t, &first).await;
    let app = t.app();
    let (a, b) = tokio::join!(schedules::send_due(&app), schedules::send_due(&app));
    assert_eq!(a.unwrap() + b.unwrap(), 1);
    assert_eq!(schedules::send_due(&app).await.unwrap(), 0);
    let letter = with_reports(&t, &mail).await.pop().unwrap();
    assert_eq!(letter.to, "giamsat@agency.example");
    supervisor = t.sign_in("giamsat").await;
    let after = schedules_of(&t, &supervisor).await.remove(0);
    assert!(after["next_at"].as_str() > first["next_at"].as_str(), "{after}");
    let view = opened(&t, &supervisor, &after["report"]).await;
    assert_eq!((whole(&view, "received"), &view["form"]["code"]), (2, &json!("qd-766-2022")), "{view}");
    let link = format!("https://hoiam.test/console/figures/reports/{}", after["report"]);
    for part in ["2 cases received", "0.0% resolved", &link] {
        assert!(letter.text.contains(part), "{part} is missing in {}", letter.text);
    }
    assert!(letter.html.contains("Open the report"), "{}", letter.html);
    let month = view["report"]["from"].as_str().unwrap();
    let (name, bytes) = letter.files().pop().unwrap();
    assert_eq!(name, format!("hoiam-report-chinh-phu-{month}-{month}-v1.pdf"));
    assert!(bytes.starts_with(b"%PDF-"));

    // What somebody has prepared by then goes out as it is, signed or not.
    until_due(&mut t, &after).await;
    supervisor = t.sign_in("giamsat").await;
    let (year, number) =
        month.split_once('-').map(|(y, m)| (y.parse::<i64>().unwrap(), m.parse::<i64>().unwrap())).unwrap();
    let (year, number) = if number == 12 { (year + 1, 1) } else { (year, number + 1) };
    let month = format!("{year}-{number:02}");
    let there = prepared(&t, &supervisor, json!({ "from": month, "to": month })).await;
    let path = format!("/api/v1/reports/{}/signature", there["report"]["id"]);
    let signed = json!({ "prepared_at": there["report"]["prepared_at"] });
    assert_eq!(t.staff_send(&supervisor, "POST", &path, &signed).await.status, StatusCode::OK);
    filed(&t, "three", json!({})).await;
    t.run_tails().await;
    assert_eq!(schedules::send_due(&t.app()).await.unwrap(), 1);
    let after = schedules_of(&t, &supervisor).await.remove(0);
    assert_eq!(after["report"], there["report"]["id"]);
    // Stopped before the letter is sent: there is nothing to tell any more.
    let path = format!("/api/v1/reports/schedules/{}", after["id"]);
    assert_eq!(t.staff_send(&supervisor, "DELETE", &path, &json!({})).await.status, StatusCode::NO_CONTENT);
    t.staff_send(&supervisor, "DELETE", &path, &json!({})).await.is_problem(404, "not_found");
    assert!(with_reports(&t, &mail).await.is_empty() && schedules_of(&t, &supervisor).await.is_empty());
});

both!(a_report_that_goes_out_tells_nothing_that_its_reader_may_not_have, |mut t: Installation| async move {
    let mail = MailServer::of(&mut t).await;
    for login in ["kiemtra", "giamsat"] {
        t.address(login, Lang::En).await;
    }
    let contact = json!({ "name": "Lê Văn Cường", "phone": "0912345679" });
    filed(&t, "secret", json!({ "kind": "denunciation", "contact": contact })).await;
    let (auditor, supervisor) = (t.sign_in("kiemtra").await, t.sign_in("giamsat").await);
    let handler = t.sign_in("chuyenvien").await;
    let input = json!({ "agency": "", "months": 3, "day": 5, "lang": "vi" });
    t.staff_send(&handler, "POST", "/api/v1/reports/schedules", &input).await.is_problem(403, "denied");
    let wrong =
        [json!({ "months": 2 }), json!({ "day": 29 }), json!({ "day": 0 }), json!({ "form": { "code": "no-such" } })];
    for wrong in wrong {
        let mut input = input.clone();
        input.as_object_mut().unwrap().extend(wrong.as_object().unwrap().clone());
        t.staff_send(&supervisor, "POST", "/api/v1/reports/schedules", &input).await.is_problem(422, "invalid");
    }
    let asked = scheduled(&t, &auditor, json!({ "months": 6 })).await;
    scheduled(&t, &supervisor, json!({ "months": 6 })).await;

    // The auditor's counts sealed cases: the letter says where it is, and no number. The supervisor may not have that one.
    until_due(&mut t, &asked).await;
    assert_eq!(schedules::send_due(&t.app()).await.unwrap(), 1);
    let letters = with_reports(&t, &mail).await;
    assert_eq!(letters.iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(), ["kiemtra@agency.example"]);
    assert!(letters[0].text.contains("not sent by mail"), "{}", letters[0].text);
    assert!(letters[0].files().is_empty() && !letters[0].text.contains("received"), "{}", letters[0].text);

    // Whoever may not sign in any more is sent nothing, and keeps nobody waiting.
    let auditor = t.sign_in("kiemtra").await;
    let next = schedules_of(&t, &auditor).await.remove(0);
    let app = t.app();
    let user = app.settings().person_by_login("kiemtra").unwrap();
    app.db.upkeep(sql(format!("UPDATE users SET disabled_ms = 1 WHERE id = {user}"))).await.unwrap();
    until_due(&mut t, &next).await;
    assert_eq!(schedules::send_due(&t.app()).await.unwrap(), 1, "the supervisor's own");
    let letters = with_reports(&t, &mail).await;
    assert_eq!(letters.iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(), ["giamsat@agency.example"]);
    assert_eq!(schedules::send_due(&t.app()).await.unwrap(), 0);
});
