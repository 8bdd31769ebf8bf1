//! Personal data that are erased are nowhere any more, bytes included; the ledger verifies, and no figure has moved.

use crate::both;
use crate::evidence::{docx, png};
use crate::harness::{DAY_MS, Installation, Session, text};
use crate::publishing::published;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use hoiam_backend::cli::verify::{What, check};
use hoiam_backend::domain::erasing;
use hoiam_backend::domain::evidence::reading;
use hoiam_backend::ledger::indicator_tail::forget;
use hoiam_backend::store::db::sql;
use hoiam_backend::store::{Run, cases};
use serde_json::{Value, json};
use std::path::Path;

/// Words that stand in one case and nowhere else: title, text, place, file, name of the file, message, answer, note, rating.
const WORDS: [&str; 9] = [
    "Zuxtitleba",
    "Zuxbodyba",
    "Zuxplaceba",
    "Zuxpaperba",
    "zuxnameba",
    "Zuxmessageba",
    "Zuxanswerba",
    "Zuxnoteba",
    "Zuxratingba",
];
const WHY: &str = "Người gửi yêu cầu xóa dữ liệu của mình.";

/// Files below a folder in whose bytes one of the words stands, as it was written or as it is searched by.
fn holding(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            holding(&path, found);
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        for word in WORDS {
            for word in [word.to_owned(), word.to_lowercase()] {
                if memchr::memmem::find(&bytes, word.as_bytes()).is_some() {
                    found.push(format!("{word} in {}", path.display()));
                }
            }
        }
    }
}

/// No file of an index holds a document that was replaced or removed: none is struck out, and none is of a part that is no more.
fn nothing_struck_out(index: &Path) {
    let meta: Value = serde_json::from_slice(&std::fs::read(index.join("meta.json")).unwrap()).unwrap();
    let segments = meta["segments"].as_array().unwrap();
    assert!(segments.iter().all(|segment| segment["deletes"].is_null()), "{meta}");
    let ids: Vec<String> = segments.iter().map(|segment| text(segment, "segment_id").replace('-', "")).collect();
    for entry in std::fs::read_dir(index).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let part = name.split('.').next().filter(|id| id.len() == 32 && name.contains('.'));
        assert!(part.is_none_or(|id| ids.iter().any(|known| known == id)), "{name} is of none of {ids:?}");
    }
}

/// A case with everything that a case can hold, answered, closed and public; its code, secret and version.
async fn whole(t: &mut Installation) -> (String, String) {
    let paper = t.uploaded("zuxnameba.docx", docx("Biên bản có chữ Zuxpaperba")).await;
    let picture = t.uploaded("anh.png", png()).await;
    let case = json!({ "kind": "feedback", "title": "Zuxtitleba lấn hẻm", "body": "Nhà bên Zuxbodyba xây tường lấn hẻm.",
        "address": "hẻm Zuxplaceba", "area": "26740", "attachments": [paper, picture],
        "contact": { "name": "Nguyễn Văn An", "email": "an@example.vn", "phone": "0912345678", "notify": true } });
    let filed = t.file("whole", &case).await;
    assert_eq!(filed.status, StatusCode::CREATED, "{}", filed.text);
    let (code, secret) = (text(&filed.json(), "code"), text(&filed.json(), "secret"));
    while reading::read_next(&t.app()).await.unwrap() {}
    let handler = t.sign_in("chuyenvien").await;
    t.reply(&code, &secret, "messages", &json!({ "body": "Tôi bổ sung: Zuxmessageba." })).await;
    t.acted(&handler, &code, "note", json!({ "body": "Đã gọi Zuxnoteba." })).await;
    t.answered(&handler, &code, "Phường đã lập biên bản Zuxanswerba.").await;
    t.reply(&code, &secret, "rating", &json!({ "stars": 4, "body": "Tốt Zuxratingba" })).await;
    t.acted(&handler, &code, "close", json!({})).await;
    t.run_tails().await;
    (code, secret)
}

async fn erase(t: &Installation, session: &Session, code: &str, why: &str) -> crate::harness::Answer {
    t.staff_send(session, "POST", &format!("/api/v1/cases/{code}/erasure"), &json!({ "reason": why })).await
}

async fn figures(t: &Installation, session: &Session) -> String {
    let answer = t.staff_get(session, "/api/v1/indicators?lang=en").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let mut view = answer.json();
    // How far it was counted.
    view["seq"] = json!(null);
    view.to_string()
}

async fn all_good(t: &Installation) -> Value {
    for what in [What::Index, What::Clocks, What::Indicators] {
        let report = check(&t.app(), what).await.unwrap();
        assert!(report.good(), "{what:?}: {}", report.json());
    }
    let report = check(&t.app(), What::Ledger).await.unwrap();
    assert!(report.good(), "{}", report.json());
    serde_json::from_str(&report.json()).unwrap()
}

both!(what_was_erased_is_nowhere_and_everything_still_verifies, |mut t: Installation| async move {
    for i in 0..25 {
        t.filed(&format!("Đèn đường số {i} hỏng, cả xóm tối om suốt tuần nay.")).await;
    }
    let (code, secret) = whole(&mut t).await;
    for i in 0..25 {
        t.filed(&format!("Rác ở hẻm {i} ba ngày chưa ai dọn, mùi không chịu nổi.")).await;
    }
    let moderator = t.sign_in("kiemduyet").await;
    let version =
        t.staff_get(&moderator, &format!("/api/v1/cases/{code}")).await.json()["row"]["version"].as_u64().unwrap();
    published(&mut t, &moderator, &code, version, &[]).await;
    let bell = Request::put(format!("/api/v1/cases/{code}/bell"))
        .header("content-type", "application/json")
        .header("x-case-secret", &secret)
        .body(Body::from(json!({ "endpoint": "https://push.example.net/zux", "wanted": true }).to_string()))
        .unwrap();
    assert_eq!(t.send(bell).await.status, StatusCode::NO_CONTENT);
    assert_eq!(t.get("/api/v1/public/cases?q=Zuxbodyba").await.json()["total"], 1);
    let supervisor = t.sign_in("giamsat").await;
    let approver = t.sign_in("lanhdao").await;
    assert_eq!(t.list(&approver, "Zuxpaperba").await.0, 1);
    let before =
        (figures(&t, &supervisor).await, cases::by_code(&mut t.app().db.read(), &code).await.unwrap().unwrap());
    if t.database_url().is_none() {
        let mut found = Vec::new();
        holding(t.data(), &mut found);
        assert!(found.len() >= WORDS.len(), "the search of bytes finds what is there: {found:?}");
    }

    let done = erase(&t, &approver, &code, WHY).await;
    assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.text);
    t.run_tails().await;
    erasing::scrub(&t.app()).await.unwrap();

    let mut found = Vec::new();
    holding(t.data(), &mut found);
    assert_eq!(found, Vec::<String>::new());
    for index in ["index", "index-public"] {
        nothing_struck_out(&t.data().join(index));
    }
    for word in WORDS {
        assert_eq!(t.list(&approver, word).await.0, 0, "{word}");
        assert_eq!(t.get(&format!("/api/v1/public/cases?q={word}")).await.json()["total"], 0, "{word}");
    }
    for table in [
        "contacts",
        "attachments",
        "attachment_texts",
        "publications",
        "publication_pictures",
        "bells",
        "erased_objects",
    ] {
        let text = match table {
            "erased_objects" => "SELECT object FROM erased_objects".to_owned(),
            _ => format!("SELECT '' FROM {table} WHERE case_id = {}", before.1.id),
        };
        let left: Vec<(String,)> = t.app().db.read().all(sql(text)).await.unwrap();
        assert_eq!(left.len(), 0, "{table}");
    }
    let waiting: Vec<(i64,)> = t
        .app()
        .db
        .read()
        .all(sql("SELECT id FROM deliveries WHERE case_id = $1 AND state = 'waiting'").bind(before.1.id.0))
        .await
        .unwrap();
    assert_eq!(waiting, []);

    // What the case was stays, its clocks included, and so does every figure; also when all is counted again.
    let after = cases::by_code(&mut t.app().db.read(), &code).await.unwrap().unwrap();
    let stays = |stored: &cases::StoredCase| {
        let c = stored.case.clone();
        (stored.clocks.clone(), stored.due_ms, c.kind, c.category, c.area, c.agency, c.state, c.ended_ms, c.rating)
    };
    assert_eq!(stays(&after), stays(&before.1));
    assert!(after.case.erased && after.case.published.is_none());
    assert!(figures(&t, &supervisor).await == before.0, "the figures moved");
    forget(&t.app()).await.unwrap();
    t.run_tails().await;
    assert!(figures(&t, &supervisor).await == before.0, "the figures moved");
    let report = all_good(&t).await;
    assert!(report["erased"].as_u64().unwrap() >= 7, "{report}");
    let named = report["erased_named"].as_array().unwrap();
    assert!(named.iter().all(|line| line.as_str().unwrap().contains("erased by version")), "{report}");

    // Its citizen reads that it was done and why; a restart changes nothing.
    let seen = t.track(&code, &secret).await;
    assert_eq!(seen["words"]["body"], "(nội dung đã được xóa)");
    assert_eq!(seen["story"].as_array().unwrap().last().unwrap()["kind"], "erased");
    assert_eq!((&seen["files"], &seen["allowed"]), (&json!(null), &json!([])));
    assert!(seen["messages"].to_string().contains(WHY) && !seen.to_string().contains("ux"), "{seen}");
    t.restart().await;
    t.run_tails().await;
    all_good(&t).await;
});

both!(erasing_takes_a_right_a_reason_and_an_end, |mut t: Installation| async move {
    let (code, secret) = t.filed("Chợ tạm lấn hết vỉa hè trước cổng trường.").await;
    t.run_tails().await;
    let (approver, handler, elsewhere) =
        (t.sign_in("lanhdao").await, t.sign_in("chuyenvien").await, t.sign_in("lanhdao.hanoi").await);
    let path = format!("/api/v1/cases/{code}");
    assert_eq!(t.staff_get(&approver, &path).await.json()["erasable"], false);
    erase(&t, &approver, &code, WHY).await.is_problem(409, "not_allowed_now");
    t.answered(&handler, &code, "Đã dọn chợ tạm.").await;
    assert_eq!(t.staff_get(&approver, &path).await.json()["erasable"], true);
    assert_eq!(t.staff_get(&handler, &path).await.json()["erasable"], false);
    erase(&t, &handler, &code, WHY).await.is_problem(403, "denied");
    erase(&t, &elsewhere, &code, WHY).await.is_problem(404, "not_found");
    let unsaid = erase(&t, &approver, &code, " ").await;
    unsaid.is_problem(422, "invalid");
    assert_eq!(unsaid.json()["errors"][0]["field"], "reason");
    assert_eq!(t.staff_get(&approver, &path).await.json()["erased"], false);
    assert_eq!(erase(&t, &approver, &code, WHY).await.status, StatusCode::NO_CONTENT);
    erase(&t, &approver, &code, WHY).await.is_problem(409, "not_allowed_now");
    t.run_tails().await;

    // Nothing more is said in it, by anybody.
    let view = t.staff_get(&approver, &path).await.json();
    assert_eq!((&view["erased"], &view["erasable"], &view["allowed"]), (&json!(true), &json!(false), &json!([])));
    assert_eq!(
        (text(&view["row"], "title"), view["body"].clone()),
        ("(nội dung đã được xóa)".into(), json!("(nội dung đã được xóa)"))
    );
    let timeline = t.staff_get(&approver, &format!("{path}/timeline")).await.json();
    let last = timeline["entries"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((text(&last, "kind"), text(&last, "body")), ("erased".into(), WHY.into()));
    assert_eq!(
        timeline["entries"].as_array().unwrap().iter().filter(|e| e["body"] == "(nội dung đã được xóa)").count(),
        1
    );
    for (what, input) in [
        ("messages", json!({ "body": "Tôi còn muốn nói thêm điều này." })),
        ("rating", json!({ "stars": 1 })),
        ("reopening", json!({ "body": "Chợ tạm lại lấn vỉa hè." })),
        ("appeal", json!({ "body": "Tôi không đồng ý với câu trả lời này." })),
    ] {
        t.reply(&code, &secret, what, &input).await.is_problem(409, "not_allowed_now");
    }
    t.clock.advance(400 * DAY_MS);
    t.run_tails().await;
    all_good(&t).await;

    // Auditors read of it in the record of acts, too.
    let auditor = t.sign_in("kiemtra").await;
    let entries = t.staff_get(&auditor, "/api/v1/admin/audit?thing=personal_data").await.json();
    let entry = &entries["entries"][0];
    assert_eq!(
        (text(entry, "act"), text(entry, "item"), text(entry, "login")),
        ("erased".into(), code, "lanhdao".into())
    );

    // Words that come back by another way are found out.
    let id = cases::by_code(&mut t.app().db.read(), entry["item"].as_str().unwrap()).await.unwrap().unwrap().id;
    let mut tx = t.app().db.begin().await.unwrap();
    tx.execute(
        sql("INSERT INTO words (case_id, version, title, body, address) VALUES ($1, 1, '', 'Chợ', '')").bind(id.0),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let report = check(&t.app(), What::Ledger).await.unwrap();
    assert!(!report.good() && report.json().contains("although version"), "{}", report.json());
});
