//! A citizen's device is knocked at when there is news: over real HTTP, without a word about what, by a signature that the
//! browser's maker can check, and only while the citizen wants it.

use crate::both;
use crate::harness::{Answer, Installation, text};
use crate::receiver::Receiver;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hoiam_backend::config::NoticesPlace;
use hoiam_backend::store::Run;
use hoiam_backend::store::db::sql;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde_json::{Value, json};

async fn hang(t: &Installation, code: &str, secret: &str, endpoint: &str, wanted: bool) -> Answer {
    let body = json!({ "endpoint": endpoint, "wanted": wanted }).to_string();
    let request = Request::put(format!("/api/v1/cases/{code}/bell?lang=en"))
        .header("content-type", "application/json")
        .header("x-case-secret", secret);
    t.send(request.body(Body::from(body)).unwrap()).await
}

async fn filed(t: &mut Installation, key: &str) -> (String, String) {
    let case = json!({ "kind": "feedback", "body": "Rác chất đống trước cổng chợ.", "area": "26740" });
    let made = t.file(key, &case).await.json();
    t.run_tails().await;
    (text(&made, "code"), text(&made, "secret"))
}

/// The claims, if the signature is that of the key that the page gave the browser.
fn claims(t: &Installation, headers: &HeaderMap) -> Value {
    let shown = headers["authorization"].to_str().unwrap().strip_prefix("vapid t=").unwrap();
    let (token, key) = shown.split_once(", k=").unwrap();
    assert_eq!(key, t.app().keys.knocker());
    let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let public = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, decode(key));
    public.verify(signed.as_bytes(), &decode(signature)).unwrap();
    let (head, claims) = signed.split_once('.').unwrap();
    let head: Value = serde_json::from_slice(&decode(head)).unwrap();
    assert_eq!(head, json!({ "typ": "JWT", "alg": "ES256" }));
    serde_json::from_slice(&decode(claims)).unwrap()
}

async fn ask(t: &mut Installation, code: &str) {
    let handler = t.sign_in("chuyenvien").await;
    t.acted(&handler, code, "accept", json!({})).await;
    t.acted(&handler, code, "request-info", json!({ "body": "Chợ nào, thưa bạn?" })).await;
    t.run_tails().await;
}

both!(a_device_is_knocked_at_without_a_word, |mut t: Installation| async move {
    t.tell_by(NoticesPlace { webhooks_local: true, ..NoticesPlace::default() }).await;
    let maker = Receiver::start().await;
    let (code, secret) = filed(&mut t, "bell").await;
    let (other, _) = filed(&mut t, "quiet").await;
    hang(&t, &code, "WRON-GWRO-NGWR", &maker.url, true).await.is_problem(403, "bad_secret");
    assert_eq!(hang(&t, &code, &secret, &maker.url, true).await.status, StatusCode::NO_CONTENT);
    // Once more is the same one.
    assert_eq!(hang(&t, &code, &secret, &maker.url, true).await.status, StatusCode::NO_CONTENT);
    let kept: Vec<(String, String)> =
        t.app().db.read().all(sql("SELECT endpoint_sha256, sealed FROM bells")).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert!(!format!("{kept:?}").contains("127.0.0.1"), "only sealed: {kept:?}");
    ask(&mut t, &code).await;
    ask(&mut t, &other).await;
    assert_eq!(t.send_due().await, 1);
    let (headers, body) = maker.posts().pop().unwrap();
    assert_eq!((body.as_str(), headers["content-length"].to_str().unwrap()), ("", "0"), "a knock has no words");
    assert!(headers.get("content-type").is_none() && headers["ttl"].to_str().unwrap().parse::<u32>().unwrap() > 0);
    let claims = claims(&t, &headers);
    assert_eq!(claims["aud"], maker.url.trim_end_matches("/hook"));
    assert_eq!(claims["sub"], "https://hoiam.test");
    let left = claims["exp"].as_i64().unwrap() - t.app().now_ms() / 1_000;
    assert!((1..=86_400).contains(&left), "{left}");
    // In the list of what was sent it is a device, and nothing that tells which.
    let admin = t.sign_in("admin").await;
    let list = t.staff_get(&admin, "/api/v1/admin/deliveries?lang=en&via=push").await;
    assert_eq!(list.json()["deliveries"][0]["to"], "The citizen’s device", "{}", list.text);
    assert!(!list.text.contains("/hook"));
});

both!(a_bell_is_taken_down, |mut t: Installation| async move {
    t.tell_by(NoticesPlace { webhooks_local: true, ..NoticesPlace::default() }).await;
    let maker = Receiver::start().await;
    let (unwanted, secret) = filed(&mut t, "unwanted").await;
    hang(&t, &unwanted, &secret, &maker.url, true).await;
    ask(&mut t, &unwanted).await;
    assert_eq!(hang(&t, &unwanted, &secret, &maker.url, false).await.status, StatusCode::NO_CONTENT);
    assert_eq!(t.send_due().await, 1);
    assert!(maker.posts().is_empty(), "what waited is not sent");
    // Down for a while, then gone for good.
    let (gone, secret) = filed(&mut t, "gone").await;
    hang(&t, &gone, &secret, &maker.url, true).await;
    ask(&mut t, &gone).await;
    maker.will([503, 404]);
    assert_eq!(t.send_due().await, 1);
    t.clock.advance(60_000);
    assert_eq!(t.send_due().await, 1);
    assert_eq!(maker.posts().len(), 2);
    let left: Vec<(i64,)> = t.app().db.read().all(sql("SELECT id FROM bells")).await.unwrap();
    assert!(left.is_empty(), "nobody is there any more");
});

both!(an_address_of_this_machine_is_no_device, |mut t: Installation| async move {
    let (code, secret) = filed(&mut t, "inner").await;
    for endpoint in ["https://127.0.0.1/x", "http://push.example/x", "https://169.254.169.254/latest", "", "nonsense"] {
        hang(&t, &code, &secret, endpoint, true).await.is_problem(422, "invalid");
    }
    let long = format!("https://push.example/{}", "a".repeat(2_000));
    hang(&t, &code, &secret, &long, true).await.is_problem(422, "invalid");
    for n in 0..12 {
        let endpoint = format!("https://push.example/{n}");
        assert_eq!(hang(&t, &code, &secret, &endpoint, true).await.status, StatusCode::NO_CONTENT);
    }
    let kept: Vec<(i64,)> = t.app().db.read().all(sql("SELECT id FROM bells ORDER BY id")).await.unwrap();
    assert_eq!(kept.len(), 10, "the newest ten");
    assert!(kept[0].0 > 1);
});
