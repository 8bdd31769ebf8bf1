//! Whoever joined a public case hears when its public answer is another one, and nothing of what is not public.

use crate::both;
use crate::harness::{Installation, text};
use crate::publishing::{answered, published, wall};
use crate::smtp::MailServer;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use hoiam_backend::config::NoticesPlace;
use serde_json::json;

both!(whoever_joined_is_told_of_another_answer, |mut t: Installation| async move {
    let mail = MailServer::start().await;
    let from = Some("Hồi Âm <no-reply@hoiam.test>".to_owned());
    t.tell_by(NoticesPlace { mail: Some(mail.url()), mail_from: from, ..NoticesPlace::default() }).await;
    let (code, secret, version) = answered(&mut t, "w", &wall(), "Phường đã lập biên bản, buộc tháo dỡ.").await;
    let moderator = t.sign_in("kiemduyet").await;
    published(&mut t, &moderator, &code, version, &[]).await;
    let case = json!({ "kind": "feedback", "body": "Nhà xây tường lấn hẻm, xe cứu hỏa không vào được.", "area": "26740",
        "language": "vi", "consent": true,
        "contact": { "name": "Lê Thị Mai", "email": "mai@mail.example", "notify": true } });
    let request = Request::post(format!("/api/v1/sites/demo/cases/{code}/follow"))
        .header(header::CONTENT_TYPE, "application/json")
        .header("idempotency-key", "joins");
    let joined = t.send(request.body(Body::from(case.to_string())).unwrap()).await;
    assert_eq!(joined.status, StatusCode::CREATED, "{}", joined.text);
    let (own, own_secret) = (text(&joined.json(), "code"), text(&joined.json(), "secret"));
    t.run_tails().await;
    t.send_due().await;
    mail.arrived();

    let reopened = t.reply(&code, &secret, "reopening", &json!({ "body": "Tường vẫn còn đó, chưa ai tháo dỡ." })).await;
    assert_eq!(reopened.status, StatusCode::OK, "{}", reopened.text);
    let handler = t.sign_in("chuyenvien").await;
    t.acted(&handler, &code, "answer", json!({ "body": "Ông Trần Văn Bình đã tự tháo dỡ ngày 02/12." })).await;
    t.run_tails().await;
    t.send_due().await;
    assert_eq!(mail.arrived().len(), 0, "what is answered, but not public, is not theirs to hear");

    let version = t.staff_get(&moderator, &format!("/api/v1/cases/{code}")).await.json()["row"]["version"].as_u64();
    let version = published(&mut t, &moderator, &code, version.unwrap(), &[]).await;
    t.send_due().await;
    let letters = mail.arrived();
    assert_eq!(letters.len(), 1);
    let letter = &letters[0];
    assert!(letter.to.contains("mai@mail.example") && letter.text.contains(&format!("/t/{own}")), "{letter:?}");
    assert!(!letter.text.contains("Bình"), "{}", letter.text);
    let shown = t.track(&own, &own_secret).await;
    assert_eq!(shown["answer"]["body"], "Ông ▇▇▇ đã tự tháo dỡ ngày 02/12.");

    // Published again with more hidden it is the same answer, and nobody is written to.
    published(&mut t, &moderator, &code, version, &["tháo dỡ"]).await;
    t.send_due().await;
    assert_eq!(mail.arrived().len(), 0);
});
