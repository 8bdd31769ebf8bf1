//! Who gets past the door: every operation of the API document by every kind of caller that may not, or may only in part. A
//! new operation without a row in the table fails here, and so does a row without an operation. Each answer must have the
//! headers that every answer has, and none may be a defect of ours. What roles may do behind the door is in `rights`.

use crate::harness::{Installation, On, program, session_row};
use Gate::{Arriving, Open, Person, Renewing, Staff};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use hoiam_backend::http;
use hoiam_backend::store::people::{self, User};
use hoiam_backend::store::sessions::{self, Session};
use hoiam_backend::store::tokens;
use hoiam_shared::ids::UserId;
use hoiam_shared::rights::{Grant, Role};
use std::collections::BTreeSet;

/// Who is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gate {
    /// Everybody; what is of one citizen opens with a secret of its own.
    Open,
    /// People who are signed in, if only by half.
    Arriving,
    /// The same but for whoever owes the second step.
    Renewing,
    /// People who are signed in, and no token of another program.
    Person,
    /// People who are signed in, and tokens.
    Staff,
}

/// By path, with the methods that it has.
const TABLE: &[(Gate, &str, &str)] = &[
    (Staff, "GET POST", "/api/v1/admin/agencies"),
    (Staff, "GET PUT", "/api/v1/admin/agencies/{code}"),
    (Staff, "POST", "/api/v1/admin/agencies/{code}/close"),
    (Staff, "POST", "/api/v1/admin/agencies/{code}/merge"),
    (Staff, "POST", "/api/v1/admin/agencies/{code}/merge/preview"),
    (Staff, "PUT", "/api/v1/admin/agencies/{code}/parent"),
    (Staff, "GET", "/api/v1/admin/agency-merges"),
    (Staff, "GET", "/api/v1/admin/agency-merges/{id}"),
    (Staff, "DELETE PUT", "/api/v1/admin/answer-rules"),
    (Staff, "GET", "/api/v1/admin/answers"),
    (Staff, "GET POST", "/api/v1/admin/areas"),
    (Staff, "PUT", "/api/v1/admin/areas/{code}"),
    (Staff, "POST", "/api/v1/admin/areas/{code}/retire"),
    (Staff, "GET", "/api/v1/admin/audit"),
    (Staff, "GET", "/api/v1/admin/audit.csv"),
    (Staff, "GET", "/api/v1/admin/calendars"),
    (Staff, "GET POST", "/api/v1/admin/calendars/{code}"),
    (Staff, "PUT", "/api/v1/admin/calendars/{code}/agencies"),
    (Staff, "POST", "/api/v1/admin/calendars/{code}/import"),
    (Staff, "POST", "/api/v1/admin/calendars/{code}/preview"),
    (Staff, "GET POST", "/api/v1/admin/categories"),
    (Staff, "PUT", "/api/v1/admin/categories/{code}"),
    (Staff, "POST", "/api/v1/admin/categories/{code}/retire"),
    (Staff, "GET", "/api/v1/admin/deliveries"),
    (Staff, "POST", "/api/v1/admin/deliveries/again"),
    (Staff, "POST", "/api/v1/admin/deliveries/{id}/again"),
    (Staff, "POST", "/api/v1/admin/deliveries/{id}/dismiss"),
    (Staff, "GET POST", "/api/v1/admin/endpoints"),
    (Staff, "DELETE PUT", "/api/v1/admin/endpoints/{id}"),
    (Staff, "POST", "/api/v1/admin/endpoints/{id}/secret"),
    (Staff, "POST", "/api/v1/admin/endpoints/{id}/test"),
    (Staff, "DELETE GET PUT", "/api/v1/admin/ladders"),
    (Staff, "GET PUT", "/api/v1/admin/learning"),
    (Staff, "GET", "/api/v1/admin/letters"),
    (Staff, "POST", "/api/v1/admin/letters/preview"),
    (Staff, "DELETE PUT", "/api/v1/admin/letters/{topic}/{written}"),
    (Staff, "GET", "/api/v1/admin/looks"),
    (Person, "GET POST", "/api/v1/admin/retention"),
    (Person, "POST", "/api/v1/admin/retention/preview"),
    (Person, "DELETE PUT", "/api/v1/admin/retention/{id}"),
    (Staff, "GET POST", "/api/v1/admin/people"),
    (Staff, "GET PUT", "/api/v1/admin/people/{id}"),
    (Staff, "POST", "/api/v1/admin/people/{id}/disable"),
    (Staff, "POST", "/api/v1/admin/people/{id}/enable"),
    (Staff, "POST", "/api/v1/admin/people/{id}/password"),
    (Staff, "DELETE", "/api/v1/admin/people/{id}/second-step"),
    (Staff, "DELETE", "/api/v1/admin/people/{id}/sessions"),
    (Staff, "DELETE", "/api/v1/admin/people/{id}/sessions/{session}"),
    (Staff, "POST", "/api/v1/admin/people/{id}/unlock"),
    (Staff, "DELETE GET PUT", "/api/v1/admin/petition-rules/{agency}"),
    (Staff, "GET", "/api/v1/admin/policies"),
    (Staff, "POST", "/api/v1/admin/policies/{code}"),
    (Staff, "POST", "/api/v1/admin/policies/{code}/preview"),
    (Staff, "GET POST", "/api/v1/admin/recalculations"),
    (Staff, "POST", "/api/v1/admin/recalculations/preview"),
    (Staff, "DELETE GET", "/api/v1/admin/recalculations/{id}"),
    (Staff, "GET POST", "/api/v1/admin/rules"),
    (Staff, "GET", "/api/v1/admin/rules/changes"),
    (Staff, "GET", "/api/v1/admin/rules/lint"),
    (Staff, "PUT", "/api/v1/admin/rules/order"),
    (Staff, "POST", "/api/v1/admin/rules/try"),
    (Staff, "PUT", "/api/v1/admin/rules/{id}"),
    (Staff, "POST", "/api/v1/admin/site-trial"),
    (Staff, "GET POST", "/api/v1/admin/sites"),
    (Staff, "GET PUT", "/api/v1/admin/sites/{key}"),
    (Staff, "DELETE PUT", "/api/v1/admin/sites/{key}/logo"),
    (Staff, "GET POST", "/api/v1/admin/tables/{kind}"),
    (Staff, "POST", "/api/v1/admin/tables/{kind}/preview"),
    (Staff, "POST", "/api/v1/admin/templates"),
    (Staff, "POST", "/api/v1/admin/templates/preview"),
    (Staff, "DELETE PUT", "/api/v1/admin/templates/{id}"),
    (Person, "GET POST", "/api/v1/admin/tokens"),
    (Person, "DELETE", "/api/v1/admin/tokens/{id}"),
    (Staff, "GET", "/api/v1/agencies"),
    (Person, "GET POST", "/api/v1/alerts"),
    (Person, "POST", "/api/v1/alerts/try"),
    (Person, "DELETE GET PUT", "/api/v1/alerts/{id}"),
    (Person, "GET POST", "/api/v1/reports/schedules"),
    (Person, "DELETE", "/api/v1/reports/schedules/{id}"),
    (Open, "GET", "/api/v1/areas"),
    (Staff, "POST", "/api/v1/bulk"),
    (Staff, "DELETE GET", "/api/v1/bulk/{id}"),
    (Staff, "GET", "/api/v1/bulk/{id}/cases"),
    (Staff, "POST", "/api/v1/bulk/{id}/start"),
    (Staff, "POST", "/api/v1/bulk/{id}/undo"),
    (Staff, "GET", "/api/v1/cases"),
    (Open, "GET", "/api/v1/cases/{code}"),
    (Staff, "POST", "/api/v1/cases/{code}/answer-preview"),
    (Open, "POST", "/api/v1/cases/{code}/appeal"),
    (Staff, "GET", "/api/v1/cases/{code}/clocks"),
    (Person, "POST", "/api/v1/cases/{code}/contact"),
    (Person, "POST", "/api/v1/cases/{code}/erasure"),
    (Open, "GET", "/api/v1/cases/{code}/files/{number}"),
    (Open, "GET", "/api/v1/cases/{code}/files/{number}/preview"),
    (Open, "GET", "/api/v1/cases/{code}/personal-data"),
    (Person, "POST", "/api/v1/personal-data"),
    (Open, "POST", "/api/v1/cases/{code}/messages"),
    (Staff, "POST", "/api/v1/cases/{code}/presence"),
    (Staff, "GET", "/api/v1/cases/{code}/publication"),
    (Open, "POST", "/api/v1/cases/{code}/publication"),
    (Open, "GET", "/api/v1/cases/{code}/qr"),
    (Open, "PUT", "/api/v1/cases/{code}/bell"),
    (Open, "POST", "/api/v1/cases/{code}/rating"),
    (Open, "GET", "/api/v1/cases/{code}/receipt"),
    (Open, "POST", "/api/v1/cases/{code}/reopening"),
    (Staff, "GET", "/api/v1/cases/{code}/routing"),
    (Staff, "GET", "/api/v1/cases/{code}/templates"),
    (Staff, "GET", "/api/v1/cases/{code}/similar"),
    (Staff, "GET", "/api/v1/cases/{code}/timeline"),
    (Open, "POST", "/api/v1/cases/{code}/withdrawal"),
    (Staff, "POST", "/api/v1/cases/{code}/{action}"),
    (Person, "GET PUT", "/api/v1/columns"),
    (Staff, "GET", "/api/v1/completions"),
    (Staff, "PUT", "/api/v1/desk/petition-switches/{name}"),
    (Staff, "GET", "/api/v1/desk/petitions"),
    (Staff, "GET", "/api/v1/desk/petitions/{code}"),
    (Staff, "POST", "/api/v1/desk/petitions/{code}/hold"),
    (Staff, "POST", "/api/v1/desk/petitions/{code}/reviews"),
    (Staff, "POST", "/api/v1/desk/petitions/{code}/reviews/{id}/undo"),
    (Staff, "GET", "/api/v1/desk/petitions/{code}/signatures"),
    (Staff, "POST", "/api/v1/desk/petitions/{code}/{action}"),
    (Staff, "GET", "/api/v1/duplicates"),
    (Staff, "POST", "/api/v1/duplicates/apart"),
    (Staff, "POST", "/api/v1/duplicates/merge"),
    (Person, "GET POST", "/api/v1/feeds"),
    (Person, "DELETE", "/api/v1/feeds/{id}"),
    (Staff, "GET", "/api/v1/inbox"),
    (Staff, "GET", "/api/v1/inbox/count"),
    (Staff, "POST", "/api/v1/inbox/seen"),
    (Staff, "GET", "/api/v1/indicators"),
    (Staff, "GET", "/api/v1/indicators/breakdown"),
    (Staff, "GET", "/api/v1/indicators/due"),
    (Staff, "GET", "/api/v1/indicators/export"),
    (Staff, "GET", "/api/v1/indicators/flow"),
    (Staff, "GET", "/api/v1/indicators/map"),
    (Staff, "GET", "/api/v1/indicators/ranking"),
    (Staff, "GET", "/api/v1/indicators/ranking/export"),
    (Staff, "GET", "/api/v1/wall"),
    (Staff, "GET", "/api/v1/wall/stream"),
    (Staff, "GET", "/api/v1/indicators/durations"),
    (Staff, "GET", "/api/v1/indicators/satisfaction"),
    (Staff, "GET", "/api/v1/indicators/spikes"),
    (Staff, "GET POST", "/api/v1/intake"),
    (Staff, "POST", "/api/v1/ledger/heads"),
    (Open, "GET", "/api/v1/petitions"),
    (Open, "GET", "/api/v1/petitions/{code}"),
    (Open, "GET", "/api/v1/petitions/{code}/count"),
    (Open, "GET", "/api/v1/petitions/{code}/counts"),
    (Open, "GET", "/api/v1/petitions/{code}/counts.csv"),
    (Open, "POST", "/api/v1/petitions/{code}/signatures"),
    (Open, "GET", "/api/v1/public/cases"),
    (Open, "GET", "/api/v1/public/cases/{code}"),
    (Open, "GET", "/api/v1/public/ledger"),
    (Open, "GET", "/api/v1/public/scorecards"),
    (Staff, "GET POST", "/api/v1/reports"),
    (Staff, "GET", "/api/v1/reports/forms"),
    (Staff, "GET", "/api/v1/reports/{id}"),
    (Staff, "POST", "/api/v1/reports/{id}/comments"),
    (Staff, "GET", "/api/v1/reports/{id}/export"),
    (Staff, "POST", "/api/v1/reports/{id}/signature"),
    (Staff, "GET POST", "/api/v1/searches"),
    (Staff, "DELETE PUT", "/api/v1/searches/{id}"),
    (Arriving, "DELETE GET", "/api/v1/session"),
    (Open, "POST", "/api/v1/session/passkey"),
    (Open, "POST", "/api/v1/session/passkey/ask"),
    (Person, "GET POST", "/api/v1/session/passkeys"),
    (Person, "POST", "/api/v1/session/passkeys/ask"),
    (Person, "DELETE", "/api/v1/session/passkeys/{id}"),
    (Open, "GET", "/api/v1/session/provider"),
    (Person, "GET POST", "/api/v1/session/second-step"),
    (Person, "POST", "/api/v1/session/second-step/confirm"),
    (Person, "POST", "/api/v1/session/second-step/remove"),
    (Open, "POST", "/api/v1/session"),
    (Arriving, "POST", "/api/v1/session/code"),
    (Renewing, "PUT", "/api/v1/session/password"),
    (Person, "DELETE GET", "/api/v1/sessions"),
    (Person, "DELETE", "/api/v1/sessions/{id}"),
    (Open, "POST", "/api/v1/signatures/code"),
    (Open, "GET", "/api/v1/signatures/{token}"),
    (Open, "POST", "/api/v1/signatures/{token}/{act}"),
    (Open, "GET", "/api/v1/sites/{key}"),
    (Open, "GET", "/api/v1/sites/{key}/agencies"),
    (Open, "POST", "/api/v1/sites/{key}/cases"),
    (Open, "POST", "/api/v1/sites/{key}/cases/{code}/follow"),
    (Open, "POST", "/api/v1/sites/{key}/petitions"),
    (Open, "GET", "/api/v1/sites/{key}/route"),
    (Open, "POST", "/api/v1/sites/{key}/suggestions"),
    (Open, "POST", "/api/v1/sites/{key}/uploads"),
    (Open, "DELETE HEAD PATCH", "/api/v1/sites/{key}/uploads/{id}"),
    (Staff, "GET", "/api/v1/stream"),
    (Staff, "POST", "/api/v1/uploads"),
    (Staff, "DELETE HEAD PATCH", "/api/v1/uploads/{id}"),
    (Staff, "GET", "/api/v1/users"),
];

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Caller {
    Nobody,
    /// With a cookie and a token that nobody was ever given.
    MadeUp,
    /// Somebody who is kept out, in a session from before.
    KeptOut,
    /// A session that has run out.
    TooLate,
    /// Somebody with a password that is not their own yet.
    ByHalf,
    /// Has given the password, and owes the second step.
    PasswordOnly,
    /// Somebody who is signed in, but it is another page that sends it.
    Forged,
    /// Somebody who is signed in.
    SignedIn,
    /// Another program by its token.
    Token,
    /// The same by one that was taken back, and by one that has run out.
    TakenBack,
    RunOut,
}

const CALLERS: &[Caller] = &[
    Caller::Nobody,
    Caller::MadeUp,
    Caller::KeptOut,
    Caller::TooLate,
    Caller::ByHalf,
    Caller::PasswordOnly,
    Caller::Forged,
    Caller::SignedIn,
    Caller::Token,
    Caller::TakenBack,
    Caller::RunOut,
];

/// What must come of it.
#[derive(Debug, PartialEq, Eq)]
enum Fate {
    /// Not known who asks.
    Unknown,
    /// One more step is needed.
    Step,
    /// Not sent by a page of ours.
    Denied,
    /// It is looked at; whether it may be is not the door's business.
    Past,
}

fn fate(gate: Gate, caller: Caller, changes: bool) -> Fate {
    let staff = matches!(gate, Staff);
    match (gate, caller) {
        (Open, _) => Fate::Past,
        (_, Caller::Nobody | Caller::MadeUp | Caller::KeptOut | Caller::TooLate) => Fate::Unknown,
        (_, Caller::TakenBack | Caller::RunOut) => Fate::Unknown,
        (_, Caller::Token) => {
            if staff {
                Fate::Past
            } else {
                Fate::Unknown
            }
        }
        (Arriving | Renewing, Caller::ByHalf) | (Arriving, Caller::PasswordOnly) => Fate::Past,
        (_, Caller::ByHalf | Caller::PasswordOnly) => Fate::Step,
        (_, Caller::Forged) if changes => Fate::Denied,
        (_, Caller::Forged | Caller::SignedIn) => Fate::Past,
    }
}

/// A path with something in its places that leads to nothing, so that what gets past the door does nothing either.
fn filled(path: &str) -> String {
    let part = |part: &str| {
        match part {
            "{id}" | "{number}" => "999999",
            "{kind}" => "areas",
            part if part.starts_with('{') => "nothing",
            part => part,
        }
        .to_owned()
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

const LONG_MS: i64 = 86_400_000;

/// Opens a session as it would be after signing in; returns what the cookie holds.
async fn session(t: &Installation, user: i64, name: &str, expires_ms: i64) -> String {
    let now_ms = t.app().now_ms();
    let token = format!("session-{name}");
    let half = i64::from(name == "password-only");
    let session = Session { half, ..session_row(UserId(user), name, &token, now_ms, expires_ms) };
    let mut tx = t.app().db.begin().await.unwrap();
    sessions::open(&mut tx, &session).await.unwrap();
    tx.commit().await.unwrap();
    token
}

/// The people and programs that ask; no password is ever needed.
async fn people(t: &Installation) {
    let now_ms = t.app().now_ms();
    let top = t.app().settings().root().unwrap().id;
    let mut tx = t.app().db.begin().await.unwrap();
    for (id, login) in [(2_000_001, "kept-out"), (2_000_002, "by-half")] {
        let user = User {
            once_until_ms: (id == 2_000_002).then_some(now_ms + LONG_MS),
            ..User::new(UserId(id), login, "A", "")
        };
        people::insert(&mut tx, &user).await.unwrap();
        for role in Role::ALL {
            people::grant(&mut tx, user.id, Grant { role: *role, agency: top }).await.unwrap();
        }
    }
    for (n, secret, expires_ms) in
        [(1, "hoiam_holds", now_ms + LONG_MS), (2, "hoiam_taken", now_ms + LONG_MS), (3, "hoiam_over", now_ms)]
    {
        let grant = Grant { role: Role::Handler, agency: top };
        let new = program(500_000_000 + n, grant, secret, now_ms - LONG_MS, expires_ms);
        tokens::insert(&mut tx, &new).await.unwrap();
    }
    people::set_disabled(&mut tx, UserId(500_000_002), Some(now_ms)).await.unwrap();
    people::set_disabled(&mut tx, UserId(2_000_001), Some(now_ms)).await.unwrap();
    tx.commit().await.unwrap();
}

async fn ask(t: &Installation, caller: Caller, method: &str, path: &str) -> Fate {
    let now_ms = t.app().now_ms();
    let (cookie, bearer) = match caller {
        Caller::Nobody => (None, None),
        Caller::MadeUp => (Some("made-up".to_owned()), None),
        Caller::KeptOut => (Some(session(t, 2_000_001, "kept-out", now_ms + LONG_MS).await), None),
        Caller::TooLate => (Some(session(t, 1, "too-late", now_ms).await), None),
        Caller::ByHalf => (Some(session(t, 2_000_002, "by-half", now_ms + LONG_MS).await), None),
        Caller::PasswordOnly => (Some(session(t, 1, "password-only", now_ms + LONG_MS).await), None),
        Caller::Forged | Caller::SignedIn => (Some(session(t, 1, "signed-in", now_ms + LONG_MS).await), None),
        Caller::Token => (None, Some("hoiam_holds")),
        Caller::TakenBack => (None, Some("hoiam_taken")),
        Caller::RunOut => (None, Some("hoiam_over")),
    };
    let mut request = Request::builder()
        .method(method)
        .uri(filled(path))
        .header(header::CONTENT_TYPE, "application/json")
        .header("tus-resumable", "1.0.0");
    if let Some(token) = &cookie {
        request = request.header(header::COOKIE, format!("hoiam_session={token}"));
        if caller != Caller::Forged {
            request = request.header("x-csrf-token", "csrf");
        }
    }
    if let Some(token) = bearer {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    let answer = t.begun(request.body(Body::from("{}")).unwrap()).await;
    let what = format!("{caller:?}: {method} {path}");
    for name in ["content-security-policy", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy"] {
        assert!(answer.headers().contains_key(name), "{what}: no {name}");
    }
    assert!(!answer.status().is_server_error(), "{what}: {}", answer.status());
    let mut tx = t.app().db.begin().await.unwrap();
    for user in [1, 2_000_001, 2_000_002] {
        sessions::close_all(&mut tx, UserId(user), "").await.unwrap();
    }
    tx.commit().await.unwrap();
    match (answer.status(), method) {
        (StatusCode::UNAUTHORIZED, _) => return Fate::Unknown,
        // An answer to HEAD has no words.
        (StatusCode::FORBIDDEN, "HEAD") => return Fate::Step,
        (StatusCode::FORBIDDEN, _) => {}
        _ => return Fate::Past,
    }
    let text = axum::body::to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    match serde_json::from_slice::<serde_json::Value>(&text).unwrap()["code"].as_str().unwrap() {
        "step_needed" => Fate::Step,
        "denied" => Fate::Denied,
        _ => Fate::Past,
    }
}

#[tokio::test]
async fn every_operation_is_open_to_whom_it_should_be() {
    let document = http::openapi();
    let mut missing: BTreeSet<(String, String)> = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        missing.extend(item.as_object().unwrap().keys().map(|method| (path.clone(), method.to_uppercase())));
    }
    let t = Installation::new(On::Sqlite).await;
    people(&t).await;
    let mut wrong = Vec::new();
    for (gate, methods, path) in TABLE {
        for method in methods.split(' ') {
            assert!(
                missing.remove(&((*path).to_owned(), method.to_owned())),
                "{method} {path}: no such operation, or twice"
            );
            let changes = !matches!(method, "GET" | "HEAD");
            for &caller in CALLERS {
                let (came, expected) = (ask(&t, caller, method, path).await, fate(*gate, caller, changes));
                // Whether somebody may who got past the door is asked behind it; then "denied" is an answer as any other.
                let same = came == expected || (expected == Fate::Past && came == Fate::Denied);
                if !same {
                    wrong.push(format!("{caller:?}: {method} {path} is {came:?}, not {expected:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(missing.is_empty(), "operations that no row of the table names: {missing:?}");
}

/// The document tells programs the same: which ways in an operation takes.
#[test]
fn the_document_names_the_ways_in() {
    let document = http::openapi();
    for (gate, methods, path) in TABLE {
        for method in methods.split(' ') {
            let ways = &document["paths"][path][method.to_lowercase()]["security"];
            let expected = match gate {
                Open => serde_json::Value::Null,
                Arriving | Renewing | Person => serde_json::json!([{ "session": [] }]),
                Staff => serde_json::json!([{ "session": [] }, { "token": [] }]),
            };
            assert_eq!(*ways, expected, "{method} {path}");
        }
    }
}
