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
use hoiam_backend::domain::retention;
use hoiam_backend::ledger::indicator_tail::forget;
use hoiam_backend::store::db::sql;
use hoiam_backend::store::{Run, cases};
use serde_json::{Value, json};
use std::path::Path;

/// Words that stand in one case and nowhere else: title, text, place, file, name of the file, message, answer, note, rating.
pub const WORDS: [&str; 9] = [
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
pub const WHY: &str = "Người gửi yêu cầu xóa dữ liệu của mình.";

/// Files below a folder in whose bytes one of the words stands, as it was written or as it is searched by.
pub fn holding(folder: &Path, found: &mut Vec<String>) {
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
pub async fn whole(t: &mut Installation) -> (String, String) {
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

pub async fn erase(t: &Installation, session: &Session, code: &str, why: &str) -> crate::harness::Answer {
    t.staff_send(session, "POST", &format!("/api/v1/cases/{code}/erasure"), &json!({ "reason": why })).await
}

pub async fn figures(t: &Installation, session: &Session) -> String {
    let answer = t.staff_get(session, "/api/v1/indicators?lang=en").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let mut view = answer.json();
    // How far it was counted.
    view["seq"] = json!(null);
    view.to_string()
}

pub async fn all_good(t: &Installation) -> Value {
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

const RETENTION: &str = "/api/v1/admin/retention";

both!(a_rule_erases_what_is_over_and_only_once_it_is_on, |mut t: Installation| async move {
    let handler = t.sign_in("chuyenvien").await;
    let (old, _) = t.filed("Nắp cống vỡ trước cổng chợ, xe máy ngã nhiều lần.").await;
    let (open, _) = t.filed("Cột điện nghiêng sát mái nhà dân, rất nguy hiểm.").await;
    t.answered(&handler, &old, "Đã thay nắp cống.").await;
    t.clock.advance(70 * DAY_MS);
    let (new, _) = t.filed("Đèn tín hiệu ở ngã tư hỏng đã hai ngày nay rồi.").await;
    let handler = t.sign_in("chuyenvien").await;
    t.answered(&handler, &new, "Đã sửa đèn.").await;
    t.run_tails().await;
    let (admin, approver) = (t.sign_in("admin").await, t.sign_in("lanhdao").await);
    let rule = |months: u32, active: bool| json!({ "kind": "feedback", "state": "answered", "months": months, "active": active });

    // Looked at before there is one: what it would do, and nothing done.
    let preview = t.staff_send(&admin, "POST", &format!("{RETENTION}/preview"), &rule(2, false)).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text);
    let preview = preview.json();
    assert_eq!((&preview["cases"], &preview["first"][0]["code"]), (&json!(1), &json!(old)));
    assert_eq!((&preview["oldest"], preview["first"].as_array().unwrap().len()), (&preview["first"][0]["ended_at"], 1));
    t.staff_send(&approver, "POST", &format!("{RETENTION}/preview"), &rule(2, false)).await.is_problem(403, "denied");
    t.staff_send(&admin, "POST", RETENTION, &rule(0, false)).await.is_problem(422, "invalid");
    let open_state = json!({ "kind": "feedback", "state": "routed", "months": 2, "active": false });
    t.staff_send(&admin, "POST", RETENTION, &open_state).await.is_problem(422, "invalid");

    // Off: nothing happens.
    let kept = t.staff_send(&admin, "POST", RETENTION, &rule(2, false)).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.text);
    let id = kept.json()["rules"][0]["id"].as_i64().unwrap();
    t.staff_send(&admin, "POST", RETENTION, &rule(3, false)).await.is_problem(422, "invalid");
    assert_eq!(retention::work(&t.app(), "a").await.unwrap(), 0);

    // On: one node at a time, and only what is over.
    let on = t.staff_send(&admin, "PUT", &format!("{RETENTION}/{id}"), &rule(2, true)).await;
    assert_eq!(on.json()["rules"][0]["active"], true, "{}", on.text);
    assert_eq!(retention::work(&t.app(), "a").await.unwrap(), 1);
    assert_eq!(retention::work(&t.app(), "b").await.unwrap(), 0);
    t.run_tails().await;
    for (code, erased) in [(&old, true), (&open, false), (&new, false)] {
        assert_eq!(t.staff_get(&approver, &format!("/api/v1/cases/{code}")).await.json()["erased"], erased, "{code}");
    }
    let timeline = t.staff_get(&approver, &format!("/api/v1/cases/{old}/timeline")).await.json();
    let last = timeline["entries"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (text(last, "kind"), text(last, "actor"), text(last, "body")),
        ("erased".into(), "system".into(), String::new())
    );
    all_good(&t).await;

    // Switched off, it goes no further.
    let off = t.staff_send(&admin, "PUT", &format!("{RETENTION}/{id}"), &rule(2, false)).await;
    assert_eq!(off.json()["rules"][0]["active"], false, "{}", off.text);
    t.clock.advance(100 * DAY_MS);
    assert_eq!(retention::work(&t.app(), "a").await.unwrap(), 0);
    let admin = t.sign_in("admin").await;
    let gone = t.staff_send(&admin, "DELETE", &format!("{RETENTION}/{id}"), &json!({})).await;
    assert_eq!(gone.json()["rules"], json!([]), "{}", gone.text);
    let acts = t.staff_get(&admin, "/api/v1/admin/audit?thing=retention").await.json();
    let acts: Vec<String> = acts["entries"].as_array().unwrap().iter().map(|entry| text(entry, "act")).collect();
    assert_eq!(acts, ["removed", "disabled", "erased", "enabled", "created"]);
});

/// What stands in a file that was given out: the names in it, and the data.
fn unpacked(bytes: &[u8]) -> (Vec<String>, Value) {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let names = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    let data = serde_json::from_reader(zip.by_name("data.json").unwrap()).unwrap();
    (names, data)
}

both!(what_is_stored_is_given_to_whom_it_is_about, |mut t: Installation| async move {
    let (code, secret) = whole(&mut t).await;
    let path = format!("/api/v1/cases/{code}/personal-data");
    let theirs = |secret: &str| {
        Request::get(format!("{path}?lang=en")).header("x-case-secret", secret).body(Body::empty()).unwrap()
    };
    t.send(theirs("wrong")).await.is_problem(403, "bad_secret");
    t.get(&path).await.is_problem(403, "bad_secret");
    let given = t.begun(theirs(&secret)).await;
    assert_eq!(
        (given.status(), &given.headers()["content-type"]),
        (StatusCode::OK, &"application/zip".parse().unwrap())
    );
    let bytes = axum::body::to_bytes(given.into_body(), 1 << 24).await.unwrap();
    let (mut names, data) = unpacked(&bytes);
    names.sort();
    assert_eq!(names, ["data.json", "files/1-zuxnameba.docx", "files/2-anh.png"]);
    let told = data.to_string();
    for word in [
        "Zuxtitleba",
        "Zuxbodyba",
        "Zuxplaceba",
        "Zuxmessageba",
        "Zuxanswerba",
        "Zuxratingba",
        "Nguyễn Văn An",
        "0912345678",
    ] {
        assert!(told.contains(word), "{word}: {told}");
    }
    assert!(!told.contains("Zuxnoteba") && data["internal_texts"] == 1, "{told}");
    assert!(data["looks_by_staff"].as_i64().unwrap() >= 1 && !told.contains(&secret), "{told}");
    let form = Request::post(format!("/t/{code}/personal-data.zip"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(format!("secret={secret}")))
        .unwrap();
    assert_eq!(t.begun(form).await.status(), StatusCode::OK);

    // Staff find it by the contact, for a reason, and have it for an hour.
    let (approver, handler, elsewhere) =
        (t.sign_in("lanhdao").await, t.sign_in("chuyenvien").await, t.sign_in("lanhdao.hanoi").await);
    let ask = json!({ "contact": "+84 912 345 678", "reason": "Người gửi hỏi về dữ liệu của mình." });
    t.staff_get(&approver, &path).await.is_problem(403, "denied");
    t.staff_send(&handler, "POST", "/api/v1/personal-data", &ask).await.is_problem(403, "denied");
    let unsaid = json!({ "contact": "0912345678", "reason": "" });
    t.staff_send(&approver, "POST", "/api/v1/personal-data", &unsaid).await.is_problem(422, "invalid");
    assert_eq!(t.staff_send(&elsewhere, "POST", "/api/v1/personal-data", &ask).await.json()["cases"], json!([]));
    let found = t.staff_send(&approver, "POST", "/api/v1/personal-data", &ask).await;
    assert_eq!(found.json()["cases"][0]["code"], code.as_str(), "{}", found.text);
    assert_eq!(
        t.begun(Request::get(&path).header("cookie", &approver.cookie).body(Body::empty()).unwrap()).await.status(),
        StatusCode::OK
    );
    t.staff_get(&elsewhere, &path).await.is_problem(404, "not_found");
    let auditor = t.sign_in("kiemtra").await;
    let acts = t.staff_get(&auditor, "/api/v1/admin/audit?thing=personal_data&who=lanhdao").await.json();
    assert_eq!(
        (text(&acts["entries"][0], "act"), text(&acts["entries"][0], "item")),
        ("exported".into(), code.clone())
    );
    t.clock.advance(3_700_000);
    t.staff_get(&approver, &path).await.is_problem(403, "denied");

    // Sealed cases are not found by who sent them.
    let sealed = json!({ "kind": "denunciation", "body": "Cán bộ địa chính nhận tiền để làm nhanh hồ sơ.",
        "contact": { "name": "Trần Thị Bình", "phone": "0987654321" } });
    assert_eq!(t.file("sealed", &sealed).await.status, StatusCode::CREATED);
    let ask = json!({ "contact": "0987654321", "reason": "Kiểm tra." });
    assert_eq!(t.staff_send(&approver, "POST", "/api/v1/personal-data", &ask).await.json()["cases"], json!([]));
});
