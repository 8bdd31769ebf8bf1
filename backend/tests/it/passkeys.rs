//! Passkeys of staff: added, used, removed, and every answer that must open nothing. The authenticator is written here from the
//! specification (WebAuthn Level 3, 6), so that it can lie.

use crate::both;
use crate::harness::{Answer, Installation, PASSWORD, Session, text};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hoiam_backend::secrets::{password_hash, sha256_bytes};
use hoiam_backend::store::people;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};

const OWN: &str = "/api/v1/session/passkeys";
const WHO: &str = "kiemduyet";
const PRESENT: u8 = 1;
const VERIFIED: u8 = 4;
const NEW: u8 = 0x40;

/// What is wrong with an answer.
type Bend = fn(&mut Authenticator);

/// An authenticator with one passkey, and what it says; each part can be bent.
#[derive(Debug, Clone)]
struct Authenticator {
    /// PKCS#8.
    key: Vec<u8>,
    credential: [u8; 16],
    user: String,
    origin: &'static str,
    party: &'static str,
    flags: u8,
    counter: u32,
}

impl Authenticator {
    fn new(credential: u8) -> Self {
        let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new()).unwrap();
        Self {
            key: key.as_ref().to_vec(),
            credential: [credential; 16],
            user: String::new(),
            origin: "https://hoiam.test",
            party: "hoiam.test",
            flags: PRESENT | VERIFIED,
            counter: 0,
        }
    }

    fn key(&self) -> EcdsaKeyPair {
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &self.key, &SystemRandom::new()).unwrap()
    }

    fn client(&self, kind: &str, options: &Value) -> Vec<u8> {
        let data =
            json!({ "type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false });
        data.to_string().into_bytes()
    }

    fn data(&self, more: u8) -> Vec<u8> {
        let mut data = sha256_bytes(self.party.as_bytes()).to_vec();
        data.push(self.flags | more);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// Makes the passkey, as `navigator.credentials.create` would answer.
    fn made(&mut self, asked: &Value) -> String {
        let options = options(asked);
        self.user = text(&options["user"], "id");
        let mut data = self.data(NEW);
        data.extend([0; 16]);
        data.extend([0, 16]);
        data.extend(self.credential);
        // The key stands here once more, in a form that browsers take apart.
        data.push(0xa5);
        let spki =
            [hex("3059301306072a8648ce3d020106082a8648ce3d030107034200").as_slice(), self.key().public_key().as_ref()]
                .concat();
        let id = URL_SAFE_NO_PAD.encode(self.credential);
        json!({
            "id": id, "rawId": id, "type": "public-key", "clientExtensionResults": {},
            "response": {
                "authenticatorData": URL_SAFE_NO_PAD.encode(data), "transports": ["internal"],
                "publicKey": URL_SAFE_NO_PAD.encode(spki), "publicKeyAlgorithm": -7,
                "clientDataJSON": URL_SAFE_NO_PAD.encode(self.client("webauthn.create", &options)),
            },
        })
        .to_string()
    }

    /// Uses it, as `navigator.credentials.get` would answer.
    fn used(&self, asked: &Value) -> String {
        let (data, client) = (self.data(0), self.client("webauthn.get", &options(asked)));
        let signed = [data.as_slice(), &sha256_bytes(&client)].concat();
        let signature = self.key().sign(&SystemRandom::new(), &signed).unwrap();
        let id = URL_SAFE_NO_PAD.encode(self.credential);
        json!({
            "id": id, "rawId": id, "type": "public-key", "clientExtensionResults": {},
            "response": {
                "authenticatorData": URL_SAFE_NO_PAD.encode(data), "clientDataJSON": URL_SAFE_NO_PAD.encode(client),
                "signature": URL_SAFE_NO_PAD.encode(signature), "userHandle": self.user,
            },
        })
        .to_string()
    }
}

fn hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

fn options(asked: &Value) -> Value {
    serde_json::from_str(asked["options"].as_str().unwrap()).unwrap()
}

async fn send(t: &Installation, path: &str, body: &Value) -> Answer {
    let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
    t.send(request.body(Body::from(body.to_string())).unwrap()).await
}

async fn asked(t: &Installation) -> Value {
    send(t, "/api/v1/session/passkey/ask", &json!({})).await.json()
}

async fn asked_new(t: &Installation, session: &Session) -> Value {
    t.staff_send(session, "POST", &format!("{OWN}/ask"), &json!({})).await.json()
}

async fn signed_in(t: &Installation, asked: &Value, credential: &str) -> Answer {
    send(t, "/api/v1/session/passkey", &json!({ "id": asked["id"], "credential": credential })).await
}

async fn added(t: &Installation, session: &Session, one: &mut Authenticator, name: &str) -> Answer {
    let asked = asked_new(t, session).await;
    let new = json!({ "id": asked["id"], "credential": one.made(&asked), "name": name });
    t.staff_send(session, "POST", OWN, &new).await
}

async fn opens_nothing(t: &Installation, what: &str, one: &Authenticator) {
    let asked = asked(t).await;
    let answer = signed_in(t, &asked, &one.used(&asked)).await;
    assert!(answer.headers.get(header::SET_COOKIE).is_none(), "{what}");
    assert_eq!(
        (answer.status, text(&answer.json(), "code").as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "passkey_refused"),
        "{what}"
    );
}

both!(a_passkey_is_added_opens_at_once_and_is_removed, |t: Installation| async move {
    let session = t.sign_in(WHO).await;
    assert_eq!(t.get("/api/v1/session/provider").await.json()["passkeys"], true);
    assert_eq!(t.staff_get(&session, OWN).await.json(), json!({ "offered": true, "passkeys": [] }));
    let question = asked_new(&t, &session).await;
    let wanted = options(&question);
    assert_eq!((&wanted["rp"]["id"], &wanted["attestation"]), (&json!("hoiam.test"), &json!("none")), "{wanted}");
    let selection = &wanted["authenticatorSelection"];
    assert_eq!((&selection["residentKey"], &selection["userVerification"]), (&json!("required"), &json!("required")));

    let (mut one, mut other) = (Authenticator::new(1), Authenticator::new(2));
    let view = added(&t, &session, &mut one, " Máy ở cơ quan ").await;
    assert_eq!(
        (view.status, &view.json()["passkeys"][0]["name"]),
        (StatusCode::OK, &json!("Máy ở cơ quan")),
        "{}",
        view.text
    );
    t.clock.advance(1_000);
    let view = added(&t, &session, &mut other, "Khóa dự phòng").await.json();
    let ids: Vec<String> = view["passkeys"].as_array().unwrap().iter().map(|row| text(row, "id")).collect();
    assert_eq!((ids.len(), &view["passkeys"][1]["used"]), (2, &json!(null)));
    // The browser is told which there are, so that none is made twice on one device.
    let known = options(&asked_new(&t, &session).await);
    assert_eq!(known["excludeCredentials"].as_array().unwrap().len(), 2, "{known}");

    // No name, no password, no second step: the authenticator has asked for its own.
    let made = t.staff_send(&session, "POST", "/api/v1/session/second-step", &json!({})).await.json();
    let user = people::by_login(&mut t.app().db.read(), WHO).await.unwrap().unwrap();
    let mut tx = t.app().db.begin().await.unwrap();
    hoiam_backend::store::second_steps::turn_on(&mut tx, user.id, 1).await.unwrap();
    let hash = password_hash(t.app().random.as_ref(), PASSWORD);
    people::set_password(&mut tx, user.id, &hash, Some(t.app().now_ms() + 60_000)).await.unwrap();
    tx.commit().await.unwrap();
    assert!(made["secret"].is_string());
    let question = asked(&t).await;
    assert_eq!(
        (&options(&question)["userVerification"], &options(&question)["allowCredentials"]),
        (&json!("required"), &json!([]))
    );
    one.counter = 7;
    let credential = one.used(&question);
    let answer = signed_in(&t, &question, &credential).await;
    let view = answer.json();
    assert_eq!((answer.status, &view["user"], &view["need"]), (StatusCode::OK, &json!(WHO), &json!(null)), "{view}");
    let cookies: Vec<_> = answer.headers.get_all(header::SET_COOKIE).iter().map(|set| set.to_str().unwrap()).collect();
    assert!(
        cookies[0].starts_with("hoiam_session=") && cookies[0].contains("HttpOnly; SameSite=Strict"),
        "{cookies:?}"
    );
    let opened = Session { cookie: cookies[0].split(';').next().unwrap().to_owned(), csrf: text(&view, "csrf") };
    assert!(t.staff_get(&opened, OWN).await.json()["passkeys"][0]["used"].is_string());

    // An answer is good once.
    signed_in(&t, &question, &credential).await.is_problem(422, "passkey_refused");
    // A copy of the authenticator would count from where it was copied.
    one.counter = 7;
    opens_nothing(&t, "the counter stands", &one).await;
    one.counter = 8;

    let path = |n: usize| format!("{OWN}/{}", ids[n]);
    let left = t.staff_send(&opened, "DELETE", &path(0), &json!({})).await.json();
    assert_eq!(left["passkeys"].as_array().unwrap().len(), 1, "{left}");
    t.staff_send(&opened, "DELETE", &path(0), &json!({})).await.is_problem(404, "not_found");
    let stranger = t.sign_in("dieuphoi").await;
    t.staff_send(&stranger, "DELETE", &path(1), &json!({})).await.is_problem(404, "not_found");
    opens_nothing(&t, "removed", &one).await;

    // Whoever has lost them all is helped by an administrator.
    let admin = t.sign_in("admin").await;
    let person = format!("/api/v1/admin/people/{}", user.id);
    assert_eq!(t.staff_get(&admin, &person).await.json()["passkeys"], 1);
    let view = t.staff_send(&admin, "DELETE", &format!("{person}/second-step"), &json!({})).await;
    assert_eq!((view.status, &view.json()["passkeys"]), (StatusCode::OK, &json!(0)), "{}", view.text);
    opens_nothing(&t, "taken away", &other).await;
    t.staff_get(&opened, "/api/v1/session").await.is_problem(401, "unauthenticated");
});

both!(an_answer_that_is_not_right_opens_nothing, |t: Installation| async move {
    let session = t.sign_in(WHO).await;
    let stranger = t.sign_in("dieuphoi").await;
    let mut one = Authenticator::new(1);
    let bent: [(&str, Bend); 5] = [
        ("another page", |a| a.origin = "https://hoiam.test.evil.example"),
        ("another party", |a| a.party = "evil.example"),
        ("nobody was asked for finger or number", |a| a.flags = PRESENT),
        ("nobody was there", |a| a.flags = VERIFIED),
        ("no copies are made, and this is one", |a| a.flags |= 1 << 4),
    ];
    for (what, bend) in bent {
        let mut bent = Authenticator::new(1);
        bend(&mut bent);
        let answer = added(&t, &session, &mut bent, "x").await;
        assert_eq!(
            (answer.status, text(&answer.json(), "code").as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, "passkey_refused"),
            "{what}"
        );
    }
    // Somebody else's question, and one that was asked for something else.
    let question = asked_new(&t, &stranger).await;
    let new = json!({ "id": question["id"], "credential": one.made(&question), "name": "x" });
    t.staff_send(&session, "POST", OWN, &new).await.is_problem(422, "passkey_refused");
    let question = asked(&t).await;
    let new = json!({ "id": question["id"], "credential": "{}", "name": "x" });
    t.staff_send(&session, "POST", OWN, &new).await.is_problem(422, "passkey_refused");
    let long = json!({ "id": "x", "credential": "{}", "name": "x".repeat(121) });
    t.staff_send(&session, "POST", OWN, &long).await.is_problem(422, "invalid");
    assert_eq!(t.staff_get(&session, OWN).await.json()["passkeys"], json!([]), "nothing was kept");

    assert_eq!(added(&t, &session, &mut one, "x").await.status, StatusCode::OK);
    // One credential is one person's.
    let mut again = Authenticator::new(1);
    added(&t, &stranger, &mut again, "x").await.is_problem(422, "passkey_refused");

    let bent: [(&str, Bend); 7] = [
        ("another page", |a| a.origin = "https://evil.example"),
        ("another party", |a| a.party = "evil.example"),
        ("nobody was asked for finger or number", |a| a.flags = PRESENT),
        ("another key", |a| a.key = Authenticator::new(1).key),
        ("a credential that nobody has", |a| a.credential = [9; 16]),
        ("somebody else's name", |a| a.user = URL_SAFE_NO_PAD.encode([7; 16])),
        ("no name", |a| a.user = String::new()),
    ];
    for (what, bend) in bent {
        let mut bent = one.clone();
        bend(&mut bent);
        opens_nothing(&t, what, &bent).await;
    }
    // Too late, and to a question that was never asked.
    let question = asked(&t).await;
    t.clock.advance(5 * 60_000);
    signed_in(&t, &question, &one.used(&question)).await.is_problem(422, "passkey_refused");
    for id in ["made-up", "0123456789abcdef", "\0", ""] {
        let made_up = json!({ "id": id, "options": question["options"] });
        signed_in(&t, &made_up, &one.used(&made_up)).await.is_problem(422, "passkey_refused");
    }
    t.staff_send(&session, "DELETE", &format!("{OWN}/%00"), &json!({})).await.is_problem(404, "not_found");
    let question = asked(&t).await;
    assert_eq!(signed_in(&t, &question, &one.used(&question)).await.status, StatusCode::OK, "but so it opens");

    // Nobody adds a way in on a screen that was left open.
    t.clock.advance(15 * 60_000);
    for path in ["/api/v1/session/passkeys/ask", "/api/v1/session/second-step"] {
        t.staff_send(&session, "POST", path, &json!({})).await.is_problem(403, "sign_in_again");
    }
    // Whoever is kept out is kept out.
    let user = people::by_login(&mut t.app().db.read(), WHO).await.unwrap().unwrap();
    let mut tx = t.app().db.begin().await.unwrap();
    people::set_disabled(&mut tx, user.id, Some(1)).await.unwrap();
    tx.commit().await.unwrap();
    opens_nothing(&t, "kept out", &one).await;
});
