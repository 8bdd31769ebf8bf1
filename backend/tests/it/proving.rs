//! Heads that were published and what citizens take home: whoever kept them sees what was bent since.

use crate::both;
use crate::harness::{Answer, DAY_MS, Installation, text};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use hoiam_backend::cli::verify::{Against, What, check_against};
use hoiam_backend::ledger::{heads, proof, sequencer};
use hoiam_backend::store::db::sql;
use serde_json::json;

pub async fn receipt(t: &Installation, code: &str, secret: &str) -> Answer {
    let request = Request::get(format!("/api/v1/cases/{code}/receipt")).header("x-case-secret", secret);
    t.send(request.body(Body::empty()).unwrap()).await
}

async fn bend(t: &Installation, statement: &'static str) {
    let mut tx = t.app().db.begin().await.unwrap();
    assert!(tx.execute(sql(statement)).await.unwrap() > 0, "{statement}");
    tx.commit().await.unwrap();
}

/// Gives every event its position and hash anew, as somebody would who has the database and wants to hide a change.
async fn seal_anew(t: &Installation) {
    bend(t, "UPDATE events SET seq = NULL, hash = NULL").await;
    bend(t, "UPDATE ledger_head SET seq = 0, hash = ''").await;
    while sequencer::number_batch(&t.app().db, &t.app().numbered).await.unwrap() > 0 {}
}

both!(a_receipt_leads_to_a_published_head, |mut t: Installation| async move {
    let (code, secret) = t.filed("Đèn đường trước trường học hỏng đã hai tuần").await;
    for n in 0..6 {
        t.filed(&format!("Hố ga số {n} mất nắp")).await;
    }
    let early = receipt(&t, &code, &secret).await;
    assert_eq!(early.status, StatusCode::OK, "{}", early.text);
    let key = text(&t.get("/api/v1/public/ledger").await.json(), "key");
    assert_eq!(proof::check(&early.text, &key).unwrap().head, None, "no head covers it yet");

    t.run_tails().await;
    heads::sign_when_due(&t.app()).await.unwrap().expect("a first head is due at once");
    assert_eq!(heads::sign_when_due(&t.app()).await.unwrap(), None, "nothing is new");
    let whole = receipt(&t, &code, &secret).await.text;
    let shown = proof::check(&whole, &key).unwrap();
    assert_eq!(shown.statement.code, code);
    assert_eq!(shown.statement.kind, "feedback");
    let head = shown.head.expect("a head covers it now");
    let published = t.get("/api/v1/public/ledger").await.json();
    assert_eq!(published["heads"][0]["chain"], head.chain);
    assert!(t.get("/ledger.txt").await.text.contains(&format!("chain {}", head.chain)));
    let page = t.get("/ledger?lang=en").await;
    page.is_page(200);
    assert!(page.text.contains(&head.chain[..16]) && page.text.contains(&key), "{}", page.text);

    // The next head follows the first one and covers only what came since.
    t.clock.advance(DAY_MS);
    let (later, later_secret) = t.filed("Xe buýt bỏ chuyến liên tục giờ tan tầm").await;
    t.run_tails().await;
    let second = heads::sign_when_due(&t.app()).await.unwrap().expect("a day has passed");
    assert_eq!(second.from_seq, head.to + 1);
    let shown = proof::check(&receipt(&t, &later, &later_secret).await.text, &key).unwrap();
    assert_eq!(shown.head.map(|head| head.from), Some(second.from_seq));
    assert_eq!(
        proof::check(&receipt(&t, &code, &secret).await.text, &key).unwrap().head,
        Some(head),
        "the same for ever"
    );

    // The file that the portal gives has it below what people read.
    let form = Request::post(format!("/t/{code}/receipt.txt?lang=vi"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("secret={secret}")))
        .unwrap();
    let file = t.send(form).await.text;
    assert!(file.contains(&secret) && proof::check(&file, &key).is_ok(), "{file}");

    receipt(&t, &code, "0000-0000-0000").await.is_problem(403, "bad_secret");
    let request = Request::get(format!("/api/v1/cases/{code}/receipt")).body(Body::empty()).unwrap();
    t.send(request).await.is_problem(403, "bad_secret");
});

both!(what_was_bent_since_a_head_is_found_out, |mut t: Installation| async move {
    for n in 0..4 {
        t.filed(&format!("Cây số {n} che khuất biển báo")).await;
    }
    t.run_tails().await;
    heads::sign_now(&t.app()).await.unwrap().unwrap();
    let kept = t.data().join("kept.txt");
    std::fs::write(&kept, t.get("/ledger.txt").await.text).unwrap();
    let good = async |against: Against<'_>| {
        let report = check_against(&t.app(), What::Ledger, against).await.unwrap();
        (report.good(), report.json())
    };
    let whole = Against { since: None, heads: Some(&kept) };
    assert!(good(whole).await.0);
    for since in ["1", "3", "2026-01-01", "2099-01-01"] {
        let (good, said) = good(Against { since: Some(since), heads: Some(&kept) }).await;
        assert!(good, "{since}: {said}");
    }
    assert!(check_against(&t.app(), What::Ledger, Against { since: Some("gestern"), heads: None }).await.is_err());

    // The chain is made anew over a changed event: it holds by itself, but not against the head.
    bend(&t, "UPDATE events SET at_ms = at_ms - 1 WHERE seq = 5").await;
    let (still, said) = good(Against { since: Some("4"), heads: None }).await;
    assert!(!still && said.contains("event 5"), "{said}");
    seal_anew(&t).await;
    let (still, said) = good(Against::default()).await;
    assert!(!still && said.contains("a head that was published"), "{said}");
    // Whoever removes our copy of the head as well is found out by any copy outside.
    bend(&t, "DELETE FROM signed_heads").await;
    let (still, said) = good(Against { since: Some("1"), heads: None }).await;
    assert!(still, "the chain was made anew: {said}");
    let (still, said) = good(whole).await;
    assert!(!still && said.contains("a head that was kept"), "{said}");
});

both!(an_auditor_signs_before_the_day_is_over, |mut t: Installation| async move {
    let auditor = t.sign_in("kiemtra").await;
    let nothing = t.staff_send(&auditor, "POST", "/api/v1/ledger/heads", &json!({})).await;
    nothing.is_problem(404, "not_found");
    t.filed("Chợ tự phát lấn chiếm lòng đường").await;
    t.run_tails().await;
    let signed = t.staff_send(&auditor, "POST", "/api/v1/ledger/heads", &json!({})).await;
    assert_eq!(signed.status, StatusCode::OK, "{}", signed.text);
    let again = t.staff_send(&auditor, "POST", "/api/v1/ledger/heads", &json!({})).await;
    assert_eq!(again.json()["note"], signed.json()["note"], "nothing is new");
    let handler = t.sign_in("chuyenvien").await;
    t.staff_send(&handler, "POST", "/api/v1/ledger/heads", &json!({})).await.is_problem(403, "denied");
});
