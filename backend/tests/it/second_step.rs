//! The second step of signing in: on by a code only, nothing open before it, no code taken twice, codes for whoever loses the
//! device, guessing slowed down without keeping the person out, and taken away by a code or by an administrator.

use crate::both;
use crate::harness::{Answer, Installation, PASSWORD, Session, text};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use hoiam_backend::domain::people;
use hoiam_backend::store::sessions;
use ring::hmac;
use serde_json::{Value, json};
use std::net::SocketAddr;

const STEP_MS: i64 = 30_000;
const WHO: &str = "kiemduyet";

/// An authenticator, written anew from the standards: what the secret on the page gives at this time.
fn shown(secret: &str, now_ms: i64) -> String {
    let (mut bits, mut held, mut key) = (0_u32, 0, Vec::new());
    for c in secret.bytes() {
        let value = if c.is_ascii_uppercase() { c - b'A' } else { c - b'2' + 26 };
        (bits, held) = (bits << 5 | u32::from(value), held + 5);
        if held >= 8 {
            held -= 8;
            key.push((bits >> held & 0xff) as u8);
        }
    }
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &key);
    let digest = hmac::sign(&key, &(now_ms / STEP_MS).to_be_bytes());
    let at = usize::from(digest.as_ref()[19] & 15);
    let four: [u8; 4] = digest.as_ref()[at..at + 4].try_into().unwrap();
    format!("{:06}", (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000)
}

struct Browser {
    session: Session,
    device: Option<String>,
    answer: Value,
}

fn kept(answer: &Answer, name: &str) -> Option<String> {
    let all = answer.headers.get_all(header::SET_COOKIE).iter().filter_map(|set| set.to_str().ok());
    all.map(|set| set.split(';').next().unwrap().to_owned()).find(|set| set.starts_with(name))
}

async fn signed_in(t: &Installation, device: Option<&str>) -> Browser {
    let request = Request::post("/api/v1/session")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::COOKIE, device.unwrap_or_default());
    let body = json!({ "user": WHO, "password": PASSWORD }).to_string();
    let answer = t.send(request.body(Body::from(body)).unwrap()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let cookie = kept(&answer, "hoiam_session").unwrap();
    let session = Session { cookie, csrf: text(&answer.json(), "csrf") };
    Browser { session, device: kept(&answer, "hoiam_known"), answer: answer.json() }
}

async fn send(t: &Installation, session: &Session, path: &str, code: &str) -> Answer {
    t.staff_send(session, "POST", &format!("/api/v1/session/{path}"), &json!({ "code": code })).await
}

/// Types a code in a browser that is perhaps known.
async fn typed(t: &Installation, browser: &Browser, device: Option<&str>, code: &str) -> Answer {
    typed_at(t, "10.0.0.1", browser, device, code).await
}

async fn typed_at(t: &Installation, address: &str, browser: &Browser, device: Option<&str>, code: &str) -> Answer {
    let request = Request::post("/api/v1/session/code")
        .header(header::COOKIE, format!("{}; {}", browser.session.cookie, device.unwrap_or_default()))
        .header("x-csrf-token", &browser.session.csrf)
        .header(header::CONTENT_TYPE, "application/json");
    let mut request = request.body(Body::from(json!({ "code": code }).to_string())).unwrap();
    let address: SocketAddr = format!("{address}:4000").parse().unwrap();
    request.extensions_mut().insert(ConnectInfo(address));
    t.send(request).await
}

/// Turns it on; the secret, and the codes for whoever loses the device.
async fn turned_on(t: &Installation, session: &Session) -> (String, Vec<String>) {
    let made = t.staff_send(session, "POST", "/api/v1/session/second-step", &json!({})).await.json();
    let secret = text(&made, "secret");
    let answer = send(t, session, "second-step/confirm", &shown(&secret, t.app().now_ms())).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let answer = answer.json();
    let codes = answer["codes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned());
    (secret, codes.collect())
}

both!(a_second_step_is_on_by_a_code_and_nothing_is_open_before_it, |t: Installation| async move {
    let first = signed_in(&t, None).await;
    let elsewhere = signed_in(&t, None).await;
    let session = &first.session;
    let off = t.staff_get(session, "/api/v1/session/second-step").await.json();
    assert_eq!(off, json!({ "since": null, "recovery": 0 }));
    send(&t, session, "second-step/confirm", "000000").await.is_problem(409, "not_allowed_now");
    let made = t.staff_send(session, "POST", "/api/v1/session/second-step", &json!({})).await.json();
    let secret = text(&made, "secret");
    assert!(text(&made, "address").starts_with("otpauth://totp/H%E1%BB%93i%20%C3%82m:kiemduyet?secret="), "{made}");
    assert!(text(&made, "address").contains(&secret) && made["qr"]["path"].as_str().unwrap().starts_with('M'));
    // Begun is not on: whoever loses the page signs in as before, and may begin again.
    assert_eq!(signed_in(&t, None).await.answer["need"], json!(null));
    let other = t.staff_send(session, "POST", "/api/v1/session/second-step", &json!({})).await.json();
    assert_ne!(other["secret"], made["secret"]);
    let code = shown(&secret, t.app().now_ms());
    send(&t, session, "second-step/confirm", &code).await.is_problem(422, "invalid");
    let (secret, codes) = turned_on(&t, session).await;
    assert_eq!(codes.len(), 10);
    assert_eq!(t.staff_get(session, "/api/v1/session/second-step").await.json()["recovery"], 10);
    t.staff_get(&elsewhere.session, "/api/v1/session").await.is_problem(401, "unauthenticated");
    let again = t.staff_send(session, "POST", "/api/v1/session/second-step", &json!({})).await;
    again.is_problem(409, "not_allowed_now");

    // With the password alone nothing is open, and nothing that is sent is read.
    let half = signed_in(&t, first.device.as_deref()).await;
    assert_eq!((&half.answer["need"], &half.device), (&json!("code"), &None));
    for path in ["/api/v1/cases", "/api/v1/sessions", "/api/v1/session/second-step", "/api/v1/stream"] {
        t.staff_get(&half.session, path).await.is_problem(403, "step_needed");
    }
    let password = json!({ "old": PASSWORD, "new": "con mèo ngủ trên mái" });
    let answer = t.staff_send(&half.session, "PUT", "/api/v1/session/password", &password).await;
    answer.is_problem(403, "step_needed");
    let huge = Request::post("/api/v1/cases/HA-1/assign")
        .header(header::COOKIE, &half.session.cookie)
        .header("x-csrf-token", &half.session.csrf)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::CONTENT_LENGTH, "999999999999")
        .body(Body::from_stream(tokio_stream::pending::<Result<axum::body::Bytes, std::io::Error>>()));
    t.send(huge.unwrap()).await.is_problem(403, "step_needed");

    // The code that turned it on is used up; that of the next half minute opens, once.
    let used = shown(&secret, t.app().now_ms());
    typed(&t, &half, None, &used).await.is_problem(422, "invalid");
    t.clock.advance(STEP_MS);
    let code = shown(&secret, t.app().now_ms());
    let spaced = format!(" {} {} ", &code[..3], &code[3..]);
    let passed = typed(&t, &half, None, &spaced).await;
    assert_eq!((passed.status, &passed.json()["need"]), (StatusCode::OK, &json!(null)), "{}", passed.text);
    assert!(kept(&passed, "hoiam_known").is_some(), "now the browser is known");
    assert_eq!(t.staff_get(&half.session, "/api/v1/sessions").await.status, StatusCode::OK);
    typed(&t, &half, None, &code).await.is_problem(409, "not_allowed_now");
    let next = signed_in(&t, None).await;
    typed(&t, &next, None, &code).await.is_problem(422, "invalid");
    // It does not wait for ever.
    t.clock.advance(10 * 60_000);
    let late = typed(&t, &next, None, &shown(&secret, t.app().now_ms())).await;
    late.is_problem(401, "unauthenticated");

    // Off again by a code only.
    send(&t, &half.session, "second-step/remove", "123456").await.is_problem(422, "invalid");
    let code = shown(&secret, t.app().now_ms());
    assert_eq!(send(&t, &half.session, "second-step/remove", &code).await.json()["since"], json!(null));
    assert_eq!(signed_in(&t, None).await.answer["need"], json!(null));
});

both!(whoever_loses_the_device_has_codes_and_an_administrator, |t: Installation| async move {
    let first = signed_in(&t, None).await;
    let (secret, codes) = turned_on(&t, &first.session).await;
    // However it was copied, and once.
    let half = signed_in(&t, None).await;
    let copied = codes[3].to_lowercase().replace('-', " ").replace('0', "o");
    assert_eq!(typed(&t, &half, None, &copied).await.status, StatusCode::OK);
    let next = signed_in(&t, None).await;
    typed(&t, &next, None, &codes[3]).await.is_problem(422, "invalid");
    let left = t.staff_get(&half.session, "/api/v1/session/second-step").await.json();
    assert_eq!(left["recovery"], 9);

    // Whoever has only the password is slowed down; the person is not, elsewhere, or in a browser in which they have been.
    t.clock.advance(STEP_MS);
    let known = typed(&t, &signed_in(&t, None).await, None, &shown(&secret, t.app().now_ms())).await;
    let device = kept(&known, "hoiam_known").unwrap();
    let mut slowed = false;
    for n in 0..12 {
        let guess = signed_in(&t, None).await;
        let answer = typed(&t, &guess, None, &format!("{n:06}")).await;
        slowed = answer.status == StatusCode::TOO_MANY_REQUESTS;
        assert!(slowed || answer.status == StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text);
    }
    assert!(slowed, "the twelfth waits");
    t.clock.advance(STEP_MS);
    let elsewhere = typed_at(&t, "10.0.0.2", &signed_in(&t, None).await, None, &shown(&secret, t.app().now_ms())).await;
    assert_eq!(elsewhere.status, StatusCode::OK, "{}", elsewhere.text);
    t.clock.advance(STEP_MS);
    let person = signed_in(&t, Some(&device)).await;
    let passed = typed(&t, &person, Some(&device), &shown(&secret, t.app().now_ms())).await;
    assert_eq!(passed.status, StatusCode::OK, "{}", passed.text);

    // Who guesses on waits again.
    let guess = typed(&t, &signed_in(&t, None).await, None, "000000").await;
    assert_eq!(guess.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", guess.text);

    // An administrator who keeps the account takes it away, and that is written down.
    let admin = t.sign_in("admin").await;
    let id = people::viewer(&t.app(), person.session.cookie.split_once('=').unwrap().1).await.unwrap().unwrap().id;
    let path = format!("/api/v1/admin/people/{id}");
    let view = t.staff_get(&admin, &path).await.json();
    assert_eq!((&view["second_step"], &view["waits"]), (&json!(true), &json!(true)));
    t.staff_send(&admin, "POST", &format!("{path}/unlock"), &json!({})).await;
    let guess = typed(&t, &signed_in(&t, None).await, None, "000000").await;
    assert_eq!(guess.status, StatusCode::UNPROCESSABLE_ENTITY, "unlocked: {}", guess.text);
    let denied = t.staff_send(&person.session, "DELETE", &format!("{path}/second-step"), &json!({})).await;
    assert!(denied.status == StatusCode::FORBIDDEN || denied.status == StatusCode::NOT_FOUND, "{}", denied.text);
    let view = t.staff_send(&admin, "DELETE", &format!("{path}/second-step"), &json!({})).await;
    assert_eq!((view.status, &view.json()["second_step"]), (StatusCode::OK, &json!(false)), "{}", view.text);
    let audit = t.staff_get(&admin, "/api/v1/admin/audit?lang=en").await;
    assert!(audit.text.contains("Second step and passkeys taken away"), "{}", audit.text);
    assert!(sessions::of_user(&mut t.app().db.read(), id, t.app().now_ms()).await.unwrap().is_empty());
    assert_eq!(signed_in(&t, None).await.answer["need"], json!(null));
});
