//! How far each role reaches: every operation of staff in the API document, asked by each role at the top, in the branch whose
//! things are asked for, and in another branch. The table says which right lets somebody in and where it has to be held;
//! an operation without a row fails here. Whatever the answer to those who may not, it holds nothing of the branch. Who gets
//! past the door at all is in `ways_in`.

mod table;

use crate::harness::{Installation, On, program, session_row, text};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use hoiam_backend::config::LimitsPlace;
use hoiam_backend::http;
use hoiam_backend::store::people::{self, User};
use hoiam_backend::store::sessions;
use hoiam_backend::store::tokens;
use hoiam_shared::case::Action;
use hoiam_shared::ids::UserId;
use hoiam_shared::rights::{Grant, Role};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use table::{Row, Scope, TABLE};

/// The top of the branch; whose things they are.
const INSIDE: &str = "ubnd-79";
/// Stands in everything that is the branch's own.
const MARK: &str = "hạc-giấy";
/// Stands in what is sealed besides.
const SEALED: &str = "sếu-đồng";

/// What is meant where a body names it.
fn named(field: &str, schema: &Value) -> Option<Value> {
    if schema["type"] != "string" || schema.get("enum").is_some() {
        return None;
    }
    Some(match field {
        "agency" | "parent" | "into" => json!(INSIDE),
        "reason" => json!("Người dân đề nghị."),
        "name" | "body" | "text" => json!(format!("{MARK} {MARK} {MARK}")),
        "site" => json!("demo"),
        "from" => json!("2026-10"),
        "to" => json!("2026-10"),
        "valid_from" => json!("2027-01-01"),
        "query" | "matches" => json!(MARK),
        "contact" => json!("0912345678"),
        "format" => json!("csv"),
        "url" => json!("https://example.vn/nghe"),
        _ => return None,
    })
}

/// A smallest body that the document allows.
fn smallest(document: &Value, schema: &Value) -> Value {
    if let Some(at) = schema["$ref"].as_str() {
        return smallest(document, document.pointer(at.trim_start_matches('#')).unwrap());
    }
    if let Some(all) = schema["allOf"].as_array() {
        let mut whole = serde_json::Map::new();
        for part in all {
            if let Value::Object(part) = smallest(document, part) {
                whole.extend(part);
            }
        }
        return Value::Object(whole);
    }
    for choice in ["oneOf", "anyOf"] {
        if let Some(first) = schema[choice].as_array().and_then(|all| all.iter().find(|one| one["type"] != "null")) {
            return smallest(document, first);
        }
    }
    if let Some(one) = schema["enum"].as_array() {
        return one[0].clone();
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str()).unwrap_or("object");
    match kind {
        "string" => json!("x"),
        "integer" | "number" => schema.get("minimum").cloned().unwrap_or_else(|| json!(1)),
        "boolean" => json!(false),
        "array" => json!([]),
        _ => {
            let needed = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let value = |name: &str| {
                let field = &schema["properties"][name];
                named(name, field).unwrap_or_else(|| smallest(document, field))
            };
            needed.map(|name| (name.to_owned(), value(name))).collect()
        }
    }
}

/// What a parameter that must be there is given.
fn value(document: &Value, parameter: &Value) -> String {
    let value = named(&text(parameter, "name"), &parameter["schema"])
        .unwrap_or_else(|| smallest(document, &parameter["schema"]));
    crate::harness::encode(&value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

/// Where somebody holds a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Elsewhere,
    Inside,
    Whole,
}

/// Those who may least come first: what they are refused is still as it was.
const PLACES: [Place; 3] = [Place::Elsewhere, Place::Inside, Place::Whole];

#[derive(Debug, Clone, Copy)]
struct Caller {
    role: Role,
    place: Place,
    id: i64,
}

const LONG_MS: i64 = 86_400_000;

/// What a caller shows, in the form of a token.
fn secret(id: i64) -> String {
    format!("hoiam_caller-{id}")
}

/// Somebody of each role in each place, signed in; a screen has a token.
async fn callers(t: &Installation, things: &Things) -> Vec<Caller> {
    let (app, now_ms) = (t.app(), t.app().now_ms());
    let settings = app.settings();
    let until_ms = now_ms + LONG_MS;
    let agency = |place| match place {
        Place::Elsewhere => settings.agency_by_code("ubnd-01").unwrap().id,
        Place::Inside => settings.agency_by_code("ubnd-79").unwrap().id,
        Place::Whole => settings.root().unwrap().id,
    };
    let mut all = Vec::new();
    let mut tx = app.db.begin().await.unwrap();
    let person = UserId(things.person.parse().unwrap());
    sessions::open(&mut tx, &session_row(person, "hac-session", "hac-session", now_ms, until_ms)).await.unwrap();
    for place in PLACES {
        for &role in Role::ALL {
            let id = 2_000_000 + i64::try_from(all.len()).unwrap();
            let grant = Grant { role, agency: agency(place) };
            let name = secret(id);
            if role.of_people() {
                people::insert(&mut tx, &User::new(UserId(id), &name, "A", "")).await.unwrap();
                people::grant(&mut tx, UserId(id), grant).await.unwrap();
                let session = session_row(UserId(id), &name, &name, now_ms, until_ms);
                sessions::open(&mut tx, &session).await.unwrap();
            } else {
                let new = program(500_000_000 + id, grant, &name, now_ms, until_ms);
                tokens::insert(&mut tx, &new).await.unwrap();
            }
            all.push(Caller { role, place, id });
        }
    }
    tx.commit().await.unwrap();
    all
}

/// The things of the branch that are asked for.
struct Things {
    case: String,
    other: String,
    sealed: String,
    agency: String,
    person: String,
    token: String,
    template: String,
    endpoint: String,
    site: String,
    report: String,
    petition: String,
    retention: String,
    prepared_at: Value,
    /// By the path of the list in which they are.
    own: BTreeMap<&'static str, String>,
}

impl Things {
    async fn of(t: &mut Installation) -> Self {
        let boss = t.sign_in("admin").await;
        let clerk = t.sign_in("chuyenvien").await;
        let watch = t.sign_in("giamsat").await;
        let made = async |who: &crate::harness::Session, path: &str, input: Value| {
            let answer = t.staff_send(who, "POST", path, &input).await;
            assert!(answer.status.is_success(), "{path}: {}", answer.text);
            answer.json()
        };
        let id = |value: &Value| match &value["id"] {
            Value::String(id) => id.clone(),
            Value::Number(id) => id.to_string(),
            _ => panic!("no id in {value}"),
        };
        let template = json!({ "agency": INSIDE, "lang": "vi", "name": MARK, "body": MARK });
        let template = made(&boss, "/api/v1/admin/templates", template).await;
        let endpoint = json!({ "agency": INSIDE, "name": MARK, "url": "https://example.vn/nghe", "on": true });
        let endpoint = made(&boss, "/api/v1/admin/endpoints", endpoint).await;
        let token = json!({ "agency": INSIDE, "name": MARK, "role": "handler", "days": 30 });
        let token = made(&boss, "/api/v1/admin/tokens", token).await;
        let person = json!({ "login": "hac", "name": MARK, "grants": [{ "role": "handler", "agency": INSIDE }] });
        let person = made(&boss, "/api/v1/admin/people", person).await;
        let report = json!({ "agency": INSIDE, "from": "2026-10", "to": "2026-10", "lang": "vi", "reason": MARK });
        let report = made(&watch, "/api/v1/reports", report).await;
        let feed = made(&clerk, "/api/v1/feeds", json!({ "name": MARK, "query": MARK })).await;
        let search = made(&clerk, "/api/v1/searches", json!({ "name": MARK, "query": MARK })).await;
        let alert = made(&clerk, "/api/v1/alerts", alert()).await;
        made(&boss, "/api/v1/admin/sites", site("hac-giay")).await;
        let kept = json!({ "kind": "feedback", "state": "closed", "months": 24, "active": false });
        let kept = made(&boss, "/api/v1/admin/retention", kept).await;
        let sealed = json!({
            "kind": "denunciation", "agency": INSIDE, "body": format!("Cán bộ {SEALED} {MARK} nhận tiền."),
            "contact": { "name": "Trần Thị Bình", "phone": "0912345678" },
        });
        let sealed = t.file("sealed", &sealed).await;
        assert_eq!(sealed.status, StatusCode::CREATED, "{}", sealed.text);
        let sealed = sealed.json();
        let author = json!({ "name": "Nguyễn Văn An", "email": "an@mail.example", "area": "26740", "consent": true, "tell": true, "language": "vi" });
        let petition = json!({ "title": format!("Lắp đèn tín hiệu ở ngã tư trước trường {MARK}"),
            "body": format!("Mỗi sáng có hàng trăm học sinh qua đường {MARK}, xe không nhường."), "agency": INSIDE, "area": "26740", "author": author });
        let petition = made(&clerk, "/api/v1/sites/demo/petitions", petition).await;
        let (case, other) = (Self::filed(t).await, Self::filed(t).await);
        t.run_tails().await;
        Self {
            case,
            other,
            sealed: text(&sealed, "code"),
            agency: "ubnd-26740".to_owned(),
            person: id(&person["person"]["row"]),
            token: id(&token["token"]),
            template: id(template["templates"].as_array().unwrap().iter().find(|one| one["name"] == MARK).unwrap()),
            endpoint: id(&endpoint),
            site: "hac-giay".to_owned(),
            report: id(&report["report"]),
            petition: text(&petition, "code"),
            retention: kept["rules"].as_array().map_or_else(|| id(&kept), |rules| id(rules.last().unwrap())),
            prepared_at: report["report"]["prepared_at"].clone(),
            own: [("feeds", id(&feed)), ("searches", id(&search)), ("alerts", id(&alert))].into(),
        }
    }

    /// A case of the branch that is nobody's secret.
    async fn filed(t: &Installation) -> String {
        static KEYS: AtomicU64 = AtomicU64::new(0);
        let key = format!("reach-{}", KEYS.fetch_add(1, Ordering::SeqCst));
        let case = json!({ "kind": "feedback", "agency": INSIDE, "body": format!("Đèn đường hỏng ở {MARK}.") });
        text(&t.file(&key, &case).await.json(), "code")
    }

    /// What is sent where the smallest body says too little.
    fn body(&self, path: &str) -> Option<Value> {
        Some(match path {
            "/api/v1/duplicates/apart" => json!({ "cases": [self.case, self.other] }),
            "/api/v1/duplicates/merge" => {
                json!({ "into": self.other, "cases": [{ "code": self.case, "version": 2 }], "body": MARK })
            }
            "/api/v1/admin/site-trial" | "/api/v1/admin/sites" => site("hac-moi"),
            "/api/v1/admin/sites/{key}" => site("hac-giay"),
            "/api/v1/alerts/{id}" => alert(),
            "/api/v1/admin/tokens" => json!({ "name": MARK, "role": "handler", "agency": INSIDE, "days": 30 }),
            "/api/v1/admin/people" => {
                json!({ "login": "hac-moi", "name": MARK, "grants": [{ "role": "handler", "agency": INSIDE }] })
            }
            "/api/v1/reports/{id}/signature" => json!({ "prepared_at": self.prepared_at }),
            _ => return None,
        })
    }

    /// The path with what it asks for; `case` where it asks for a case.
    fn path(&self, path: &str, case: &str) -> String {
        let list = path.split('/').find(|part| self.own.contains_key(part));
        let id = match path {
            path if path.contains("/people/") => &self.person,
            path if path.contains("/tokens/") => &self.token,
            path if path.contains("/templates/") => &self.template,
            path if path.contains("/endpoints/") => &self.endpoint,
            path if path.contains("/retention/") => &self.retention,
            path if path.contains("/reports/{id}") => &self.report,
            _ => list.map_or("999999", |list| self.own[list].as_str()),
        };
        let code = match path {
            path if path.contains("/agencies/") => &self.agency,
            path if path.contains("/petitions/") => &self.petition,
            path if path.contains("/areas/") => "26740",
            path if path.contains("/categories/") => "moi-truong",
            path if path.contains("/calendars/") => "viet-nam",
            path if path.contains("/policies/") => "phan-anh",
            _ => case,
        };
        path.replace("{id}", id)
            .replace("{code}", code)
            .replace("{agency}", INSIDE)
            .replace("{key}", &self.site)
            .replace("{kind}", "areas")
            .replace("{topic}", "receipt")
            .replace("{written}", "vi")
            .replace("{name}", "trending")
            .replace("{action}", "reject")
            .replace("{session}", "hac-session")
    }
}

/// An alert of somebody's own.
fn alert() -> Value {
    json!({ "name": MARK, "query": MARK, "more_than": 1, "hours": 1, "mail": true, "webhook": false })
}

/// A site of the branch.
fn site(key: &str) -> Value {
    json!({
        "key": key, "agency": INSIDE, "name": { "vi": MARK, "en": MARK }, "origins": [], "kinds": ["feedback"],
        "colour": "#8a1c1c", "left": false, "label": { "vi": "", "en": "" }, "frame": false, "publishes": false,
        "questions": [],
    })
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// The thing is not for them, or does not exist as far as they are told.
    Refused,
    /// It was done.
    Done,
    /// It was looked at, and something about it is wrong.
    Looked,
}

/// A request as this caller sends it, and what came of it; the text unless it goes on for ever.
async fn ask(t: &Installation, caller: &Caller, method: &str, path: &str, body: &str) -> (Fate, StatusCode, String) {
    let name = secret(caller.id);
    let (way, shown) = match caller.role.of_people() {
        true => (header::COOKIE, format!("hoiam_session={name}")),
        false => (header::AUTHORIZATION, format!("Bearer {name}")),
    };
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(way, shown)
        .header("x-csrf-token", "csrf")
        .header(header::IF_MATCH, "\"2\"")
        .header(
            header::CONTENT_TYPE,
            if method == "PATCH" { "application/offset+octet-stream" } else { "application/json" },
        )
        .header("upload-offset", "0")
        .header("tus-resumable", "1.0.0");
    let answer = t.begun(request.body(Body::from(body.to_owned())).unwrap()).await;
    let status = answer.status();
    let endless = answer.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
    let bytes = match endless {
        true => Vec::new().into(),
        false => axum::body::to_bytes(answer.into_body(), 16 << 20).await.unwrap(),
    };
    let said = String::from_utf8_lossy(&bytes).into_owned();
    assert!(!status.is_server_error(), "{caller:?}: {method} {path}: {status} {said}");
    let fate = match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND => Fate::Refused,
        status if status.is_success() => Fate::Done,
        _ => Fate::Looked,
    };
    (fate, status, said)
}

/// All that is asked, and what was answered as it should not be.
struct Round {
    t: Installation,
    things: Things,
    callers: Vec<Caller>,
    wrong: Vec<String>,
}

impl Round {
    /// Asks one thing as everybody. `sealed`: of the sealed case, and of no open one.
    async fn asked(
        &mut self,
        scope: Scope,
        right: impl Fn(Role) -> bool,
        sealed: bool,
        method: &str,
        path: &str,
        body: &str,
    ) {
        // Figures are asked for, too, and are of everything that was filed.
        self.t.run_tails().await;
        // Somebody did it: then whoever was let in and did not was kept from it by nothing but their rights.
        let mut done = false;
        let mut looked = Vec::new();
        for caller in &self.callers {
            // Another case for each: what is done to one moves it on.
            let case = match (sealed, path.contains("/cases/{code}") && method != "GET") {
                (true, _) => self.things.sealed.clone(),
                (false, true) => Things::filed(&self.t).await,
                (false, false) => self.things.case.clone(),
            };
            let (fate, status, said) = ask(&self.t, caller, method, &self.things.path(path, &case), body).await;
            let reaches = match scope {
                Scope::Branch => caller.place != Place::Elsewhere,
                Scope::Top => caller.place == Place::Whole,
                Scope::Anywhere => true,
                Scope::Mine => false,
            };
            let may = reaches && right(caller.role);
            let who = format!("{} {:?}: {method} {path}", caller.role, caller.place);
            let told = || format!("{who}: {status} {}", said.chars().take(200).collect::<String>());
            match (may, fate) {
                (true, Fate::Done) => done = true,
                // What the one before has removed is not there for the next.
                (true, Fate::Refused) if !(done && status == StatusCode::NOT_FOUND) => self.wrong.push(told()),
                (false, Fate::Done) => self.wrong.push(told()),
                (false, Fate::Looked) => looked.push(told()),
                _ => {}
            }
            // What is sent comes back to whoever may send it.
            let echoes = scope == Scope::Anywhere && method != "GET";
            if caller.place == Place::Elsewhere && !echoes && said.contains(MARK) {
                let around = &said[said.find(MARK).unwrap_or_default().saturating_sub(300)..];
                self.wrong.push(format!("{who} tells of the branch: {around}"));
            }
            if !(reaches && caller.role.reads_sealed()) && said.contains(SEALED) {
                self.wrong.push(format!("{who} tells what is sealed"));
            }
        }
        if !done {
            self.wrong.append(&mut looked);
        }
    }
}

#[tokio::test]
async fn every_role_reaches_as_far_as_it_should() {
    let document = http::openapi();
    let mut missing: BTreeSet<(&str, String)> = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let of_staff = item.as_object().unwrap().iter().filter(|(_, operation)| operation.get("security").is_some());
        missing.extend(of_staff.map(|(method, _)| (path.as_str(), method.to_uppercase())));
    }
    let mut t = Installation::new(On::Sqlite).await;
    t.limited_to(LimitsPlace { unlimited: true, ..LimitsPlace::default() }).await;
    let things = Things::of(&mut t).await;
    let callers = callers(&t, &things).await;
    let mut round = Round { t, things, callers, wrong: Vec::new() };
    for Row(scope, right, operations) in TABLE {
        for (method, path) in *operations {
            assert!(missing.remove(&(*path, (*method).to_owned())), "{method} {path}: no such operation, or twice");
            let operation = &document["paths"][path][method.to_lowercase()];
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            let sent = round.things.body(path);
            let body = sent.unwrap_or_else(|| if schema.is_null() { json!({}) } else { smallest(&document, schema) });
            let body = body.to_string();
            let asked = operation["parameters"].as_array().into_iter().flatten();
            let asked = asked.filter(|one| one["in"] == "query" && one["required"] == true);
            let query =
                asked.map(|one| format!("{}={}&", text(one, "name"), value(&document, one))).collect::<String>();
            let path = format!("{path}?{query}");
            if path.contains("/cases/{code}") {
                let knows = |role: Role| right(role) && role.reads_sealed();
                round.asked(*scope, knows, true, method, &path, &body).await;
            }
            round.asked(*scope, right, false, method, &path, &body).await;
        }
    }
    // Ends the session that asks; its answers are in `ways_in`.
    assert!(missing.remove(&("/api/v1/session", "DELETE".to_owned())));
    assert!(missing.remove(&("/api/v1/cases/{code}/{action}", "POST".to_owned())));
    let body = json!({ "body": format!("Đèn đường hỏng ở {MARK}."), "agency": INSIDE }).to_string();
    for &action in Action::ALL {
        let path = format!("/api/v1/cases/{{code}}/{action}");
        // What one did oneself can be taken back by whoever still sees it; whoever did nothing has nothing to take back.
        let may = |role: Role| role.may(action) || (action == Action::Undo && role.reads_cases());
        round.asked(Scope::Branch, |role| may(role) && role.reads_sealed(), true, "POST", &path, &body).await;
        round.asked(Scope::Branch, may, false, "POST", &path, &body).await;
    }
    assert!(round.wrong.is_empty(), "{}", round.wrong.join("\n"));
    assert!(missing.is_empty(), "operations that no row of the table names: {missing:?}");
}
