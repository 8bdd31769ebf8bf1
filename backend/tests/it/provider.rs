//! An identity provider over real HTTP: discovery, keys, authorization, token, what it knows of a person. It signs with a key
//! of its own (ES256), holds those who come to the rules (PKCE, one use of a code, the client's secret), and lies as it is
//! told to.

#![expect(clippy::disallowed_types, reason = "a program of somebody else, whose refusals no document names")]

use crate::harness::Installation;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hoiam_backend::outside::{Clock, FixedClock};
use hoiam_backend::secrets::sha256_bytes;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::task::JoinSet;

pub const CLIENT: &str = "hoiam-test";
pub const SECRET: &str = "geheim: %&+";

/// Who signs in there, and how the provider lies about it.
#[derive(Debug, Clone)]
pub struct Manner {
    /// What it says of the person beside `sub`.
    pub claims: Value,
    pub sub: &'static str,
    /// All claims stand in the token, and nothing more is known.
    pub in_token: bool,
    pub lie: Lie,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lie {
    None,
    Nonce,
    Audience,
    Expired,
    Issuer,
    /// Signed with a key that it does not publish.
    Key,
    /// Not signed at all.
    Unsigned,
    /// Signed with what both sides know.
    SharedSecret,
    /// The person cancels.
    Denied,
    /// It is out of order.
    Trouble,
    /// The address it answers for is another's (RFC 9207).
    OtherIssuer,
}

impl Manner {
    pub fn of(sub: &'static str, name: &str, email: &str) -> Self {
        let claims = json!({ "name": name, "email": email, "email_verified": true });
        Self { claims, sub, in_token: true, lie: Lie::None }
    }
}

struct Kept {
    url: String,
    key: EcdsaKeyPair,
    kid: String,
    manner: Manner,
    /// By code: nonce, challenge, where to.
    codes: HashMap<String, (String, String, String)>,
    asked: usize,
    clock: Arc<FixedClock>,
}

type Shared = Arc<Mutex<Kept>>;

/// A provider; it ends with the test.
pub struct Provider {
    kept: Shared,
    pub url: String,
    work: JoinSet<()>,
}

fn new_key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).unwrap()
}

impl Provider {
    pub async fn start(t: &Installation, manner: Manner) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/realm", listener.local_addr().unwrap());
        let kept = Kept {
            url: url.clone(),
            key: new_key(),
            kid: "first".into(),
            manner,
            codes: HashMap::new(),
            asked: 0,
            clock: t.clock.clone(),
        };
        let kept = Arc::new(Mutex::new(kept));
        let router = Router::new()
            .route("/realm/.well-known/openid-configuration", get(discovery))
            .route("/realm/keys", get(keys))
            .route("/realm/authorize", get(authorize))
            .route("/realm/token", post(token))
            .route("/realm/userinfo", get(userinfo))
            .with_state(kept.clone());
        let mut work = JoinSet::new();
        work.spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { kept, url, work }
    }

    pub fn will(&self, manner: Manner) {
        self.kept.lock().unwrap().manner = manner;
    }

    pub fn lies(&self, lie: Lie) {
        self.kept.lock().unwrap().manner.lie = lie;
    }

    /// Signs with another key from now on, and publishes it.
    pub fn new_key(&self) {
        let mut kept = self.kept.lock().unwrap();
        kept.key = new_key();
        kept.kid.push('+');
    }

    /// How often it was asked for its keys.
    pub fn asked(&self) -> usize {
        self.kept.lock().unwrap().asked
    }

    /// Nobody answers any more.
    pub async fn stop(&mut self) {
        self.work.shutdown().await;
    }

    /// A person opens this address there and signs in; where they are sent then.
    pub async fn visited(&self, url: &str) -> String {
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().unwrap();
        let answer = client.get(url).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 303, "{}", answer.text().await.unwrap());
        answer.headers()["location"].to_str().unwrap().to_owned()
    }
}

async fn discovery(State(kept): State<Shared>) -> Json<Value> {
    let url = kept.lock().unwrap().url.clone();
    Json(json!({
        "issuer": url, "authorization_endpoint": format!("{url}/authorize"), "token_endpoint": format!("{url}/token"),
        "userinfo_endpoint": format!("{url}/userinfo"), "jwks_uri": format!("{url}/keys"),
        "response_types_supported": ["code"], "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["ES256"],
    }))
}

async fn keys(State(kept): State<Shared>) -> Json<Value> {
    let mut kept = kept.lock().unwrap();
    kept.asked += 1;
    let point = kept.key.public_key().as_ref();
    let (x, y) = (URL_SAFE_NO_PAD.encode(&point[1..33]), URL_SAFE_NO_PAD.encode(&point[33..]));
    Json(json!({ "keys": [{ "kty": "EC", "crv": "P-256", "use": "sig", "kid": kept.kid, "x": x, "y": y }] }))
}

async fn authorize(State(kept): State<Shared>, Query(asked): Query<HashMap<String, String>>) -> Response {
    let mut kept = kept.lock().unwrap();
    assert_eq!((asked["response_type"].as_str(), asked["client_id"].as_str()), ("code", CLIENT));
    assert_eq!(asked["code_challenge_method"], "S256");
    assert!(asked["scope"].split(' ').any(|scope| scope == "openid"), "{asked:?}");
    let (to, state) = (&asked["redirect_uri"], crate::harness::encode(&asked["state"]));
    assert!(to.starts_with("https://hoiam.test/identity/"), "{to}");
    match kept.manner.lie {
        Lie::Denied => return Redirect::to(&format!("{to}?error=access_denied&state={state}")).into_response(),
        Lie::Trouble => return Redirect::to(&format!("{to}?error=server_error&state={state}")).into_response(),
        _ => {}
    }
    let code = format!("code-{}", kept.codes.len());
    kept.codes.insert(code.clone(), (asked["nonce"].clone(), asked["code_challenge"].clone(), to.clone()));
    let iss = if kept.manner.lie == Lie::OtherIssuer { "https://elsewhere.example" } else { &kept.url };
    let iss = crate::harness::encode(iss);
    Redirect::to(&format!("{to}?code={code}&state={state}&iss={iss}")).into_response()
}

async fn token(State(kept): State<Shared>, headers: HeaderMap, Form(asked): Form<HashMap<String, String>>) -> Response {
    let mut kept = kept.lock().unwrap();
    // As RFC 6749 (2.3.1) writes them: each percent-encoded before they are put together.
    let basic = headers[header::AUTHORIZATION].to_str().unwrap().strip_prefix("Basic ").unwrap();
    let basic = String::from_utf8(STANDARD.decode(basic).unwrap()).unwrap();
    let secret: String = basic.strip_prefix(&format!("{CLIENT}:")).unwrap().to_owned();
    assert_eq!(secret, "geheim%3A+%25%26%2B");
    let Some((nonce, challenge, to)) = kept.codes.remove(&asked["code"]) else {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response();
    };
    assert_eq!(to, asked["redirect_uri"]);
    assert_eq!(URL_SAFE_NO_PAD.encode(sha256_bytes(asked["code_verifier"].as_bytes())), challenge);
    kept.codes.insert(asked["code"].clone(), Default::default());
    Json(json!({ "access_token": "opens-userinfo", "token_type": "Bearer", "id_token": signed(&kept, nonce) }))
        .into_response()
}

async fn userinfo(State(kept): State<Shared>, headers: HeaderMap) -> Json<Value> {
    assert_eq!(headers[header::AUTHORIZATION], "Bearer opens-userinfo");
    let manner = kept.lock().unwrap().manner.clone();
    let mut claims = if manner.in_token { json!({}) } else { manner.claims };
    claims["sub"] = manner.sub.into();
    Json(claims)
}

fn signed(kept: &Kept, nonce: String) -> String {
    let (manner, now) = (&kept.manner, kept.clock.now_ms() / 1000);
    let lies = |lie| manner.lie == lie;
    let mut claims = if manner.in_token { manner.claims.clone() } else { json!({}) };
    claims["sub"] = manner.sub.into();
    claims["iss"] = if lies(Lie::Issuer) { "https://elsewhere.example".into() } else { kept.url.clone().into() };
    claims["aud"] = if lies(Lie::Audience) { "somebody-else" } else { CLIENT }.into();
    claims["nonce"] = if lies(Lie::Nonce) { "another".into() } else { nonce.into() };
    claims["iat"] = (now - 120).into();
    claims["exp"] = (if lies(Lie::Expired) { now - 60 } else { now + 300 }).into();
    let algorithm = match manner.lie {
        Lie::Unsigned => "none",
        Lie::SharedSecret => "HS256",
        _ => "ES256",
    };
    let head = json!({ "alg": algorithm, "kid": kept.kid, "typ": "JWT" });
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let text = format!("{}.{}", part(&head), part(&claims));
    let random = SystemRandom::new();
    let signature = match manner.lie {
        Lie::Unsigned => Vec::new(),
        Lie::SharedSecret => {
            let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, SECRET.as_bytes());
            ring::hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
        }
        Lie::Key => new_key().sign(&random, text.as_bytes()).unwrap().as_ref().to_vec(),
        _ => kept.key.sign(&random, text.as_bytes()).unwrap().as_ref().to_vec(),
    };
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
}
