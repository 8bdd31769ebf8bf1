//! Signing by telephone number: a gateway over real HTTP gets a text with a code, whoever types it is counted, and numbers under
//! suspicion cost nothing.

use crate::both;
use crate::harness::{DAY_MS, Installation, text};
use crate::petitions::{holds, open, post, tend, view, with_mail};
use crate::receiver::Receiver;
use axum::http::StatusCode;
use hoiam_backend::config::NoticesPlace;
use serde_json::{Value, json};

fn by_phone(phone: &str) -> Value {
    json!({ "name": "Nguyễn Văn An", "phone": phone, "area": "26740", "consent": true, "tell": true, "language": "vi" })
}

/// What the gateway was given: number and text.
fn texts(gateway: &Receiver) -> Vec<(String, String)> {
    let read = |(headers, body): (axum::http::HeaderMap, String)| {
        assert_eq!(headers["authorization"], "Bearer let-me-in");
        let body: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(headers["idempotency-key"], text(&body, "id"));
        (text(&body, "to"), text(&body, "text"))
    };
    gateway.posts().into_iter().map(read).collect()
}

fn digits(text: &str) -> String {
    let mut words = text.split(|c: char| !c.is_ascii_digit()).filter(|word| word.len() == 6);
    words.next_back().unwrap_or_else(|| panic!("no code in {text}")).to_owned()
}

both!(a_telephone_number_signs_once_by_the_code_in_a_text, |mut t: Installation| async move {
    let mail = with_mail(&mut t).await;
    let (code, _) = open(&mut t, &mail).await;
    let path = format!("/api/v1/petitions/{code}/signatures");
    // Without a gateway there is no such way, and it says so.
    let answer = post(&t, &path, &by_phone("0912345678")).await;
    answer.is_problem(422, "invalid");
    assert_eq!(answer.json()["errors"][0]["field"], "phone", "{}", answer.text);

    let gateway = Receiver::start().await;
    let ways = NoticesPlace {
        mail: Some(mail.server.url()),
        sms: Some(gateway.url.clone()),
        sms_token: Some("let-me-in".into()),
        ..NoticesPlace::default()
    };
    t.tell_by(ways).await;
    for bad in ["02838223344", "12", "+1 900 555 0100", "0912 345 67x"] {
        assert_eq!(post(&t, &path, &by_phone(bad)).await.json()["errors"][0]["field"], "phone", "{bad}");
    }

    let before = view(&t, &code).await["count"].as_u64().unwrap();
    // The gateway is down at first, then takes it: one text under one name.
    gateway.will([503]);
    let asked = post(&t, &path, &by_phone("091 234 56 78")).await;
    assert_eq!(asked.status, StatusCode::ACCEPTED, "{}", asked.text);
    tend(&mut t).await;
    t.clock.advance(DAY_MS);
    tend(&mut t).await;
    let sent = texts(&gateway);
    assert_eq!(sent.len(), 2, "{sent:?}");
    assert_eq!(sent[0], sent[1]);
    let (to, said) = sent[1].clone();
    assert_eq!(to, "+84912345678");
    assert!(said.is_ascii() && said.contains(&code) && said.contains("/petitions/mine/"), "{said}");
    let typed = json!({ "handle": text(&asked.json(), "handle"), "code": digits(&said) });
    assert_eq!(post(&t, "/api/v1/signatures/code", &typed).await.status, StatusCode::NO_CONTENT);
    assert_eq!(view(&t, &code).await["count"], before + 1);

    // However it is written, it is one person, who is not written to again.
    for same in ["+84912345678", "0084 912 345 678", "84912345678"] {
        assert_eq!(post(&t, &path, &by_phone(same)).await.status, StatusCode::ACCEPTED);
    }
    tend(&mut t).await;
    assert_eq!(texts(&gateway), []);
    assert_eq!(view(&t, &code).await["count"], before + 1);

    // What advertises in its name is under suspicion: it sees success, and no text is paid for.
    let mut fake = by_phone("0987654321");
    fake["name"] = "Mua nhà www.nha.vn".into();
    assert_eq!(post(&t, &path, &fake).await.status, StatusCode::ACCEPTED);
    tend(&mut t).await;
    assert_eq!(texts(&gateway), []);
    holds(&t).await;
});

both!(numbers_wait_while_no_gateway_is_set_up, |mut t: Installation| async move {
    let mail = with_mail(&mut t).await;
    let (code, _) = open(&mut t, &mail).await;
    let path = format!("/api/v1/petitions/{code}/signatures");
    let gateway = Receiver::start().await;
    let with =
        NoticesPlace { sms: Some(gateway.url.clone()), sms_token: Some("let-me-in".into()), ..NoticesPlace::default() };
    t.tell_by(with.clone()).await;
    assert_eq!(post(&t, &path, &by_phone("0912345678")).await.status, StatusCode::ACCEPTED);
    // Another configuration, with mail only: letters go out, the number is not lost.
    t.tell_by(NoticesPlace { mail: Some(mail.server.url()), ..NoticesPlace::default() }).await;
    crate::petitions::signed(&mut t, &mail, &code, "binh@mail.example").await;
    assert_eq!(texts(&gateway), []);
    t.tell_by(with).await;
    tend(&mut t).await;
    assert_eq!(texts(&gateway).len(), 1);
});
