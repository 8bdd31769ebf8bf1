//! A test's own installation: real database, real index, real router; fixed clock, seeded randomness. Work
//! behind the requests happens in `run_tails`, so nothing in a test depends on timing.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use hoiam_backend::config::{FilesPlace, IdentitiesPlace, LimitsPlace, NoticesPlace, Place};
use hoiam_backend::domain::notices::{sending, staff};
use hoiam_backend::domain::{App, installation, sla};
use hoiam_backend::ledger::{IndexTail, IndicatorTail, LiveTail, NoticeTail, PublicTail, runner, sequencer};
use hoiam_backend::outside::{FixedClock, SeededRandom};
use hoiam_backend::secrets::{password_hash, sha256_hex};
use hoiam_backend::seed::{self, World};
use hoiam_backend::server::{self, Built, Outside};
use hoiam_backend::store::people::User;
use hoiam_backend::store::tokens::TokenNew;
use hoiam_backend::store::{Db, sessions};
use hoiam_backend::{http, store};
use hoiam_shared::Lang;
use hoiam_shared::ids::UserId;
use hoiam_shared::rights::Grant;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// Monday 2026-11-16, 09:00 in Viet Nam.
pub const MONDAY_MS: i64 = 1_794_794_400_000;
pub const PASSWORD: &str = "mat-khau-cua-bai-thu";
pub const DAY_MS: i64 = 86_400_000;

/// On which database a test runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    Sqlite,
    Postgres,
}

/// Runs a test on both engines: `both!(name, |t| async move { … })` makes the tests `name::sqlite` and
/// `name::postgres`.
#[macro_export]
macro_rules! both {
    ($name:ident, $test:expr) => {
        mod $name {
            use super::*;

            #[tokio::test]
            async fn sqlite() {
                let t = $crate::harness::Installation::new($crate::harness::On::Sqlite).await;
                ($test)(t).await;
            }

            #[tokio::test]
            async fn postgres() {
                let t = $crate::harness::Installation::new($crate::harness::On::Postgres).await;
                ($test)(t).await;
            }
        }
    };
}

static WORLD: LazyLock<World> = LazyLock::new(|| seed::world().unwrap());
static HASH: LazyLock<String> = LazyLock::new(|| password_hash(&SeededRandom::new(7), PASSWORD));

/// A SQLite database with the seed in it, made once and copied for each test.
static TEMPLATE: tokio::sync::OnceCell<PathBuf> = tokio::sync::OnceCell::const_new();

async fn template() -> &'static PathBuf {
    TEMPLATE
        .get_or_init(async || {
            let dir = tempfile::Builder::new().prefix("hoiam-template").tempdir().unwrap().keep();
            let path = dir.join("hoiam.db");
            install(&format!("sqlite:{}", path.display())).await;
            path
        })
        .await
}

/// The same on the test server, which copies it.
static POSTGRES_TEMPLATE: tokio::sync::OnceCell<String> = tokio::sync::OnceCell::const_new();

async fn postgres_template() -> &'static str {
    POSTGRES_TEMPLATE
        .get_or_init(async || {
            let (url, name) = fresh_on(&postgres_url(), None).await;
            install(&url).await;
            name
        })
        .await
}

/// Puts the seed into an empty database.
async fn install(url: &str) {
    let db = Db::open(url, 2).await.unwrap();
    db.migrate().await.unwrap();
    installation::install(&db, &WORLD, &HASH).await.unwrap();
    db.close().await;
}

/// The address of the test server, which must be given: a run without PostgreSQL has not tested it.
fn postgres_url() -> String {
    std::env::var("HOIAM_TEST_POSTGRES")
        .expect("HOIAM_TEST_POSTGRES names a PostgreSQL for the tests; `cargo xtask test --only it` starts one")
}

static DATABASES: AtomicU64 = AtomicU64::new(0);

/// A database of its own on the test server.
pub async fn fresh_postgres() -> String {
    fresh_on(&postgres_url(), None).await.0
}

/// The address and the name of a new database, empty or as the template is.
async fn fresh_on(url: &str, template: Option<&str>) -> (String, String) {
    let name = format!("hoiam_{}_{}", std::process::id(), DATABASES.fetch_add(1, Ordering::SeqCst));
    let admin = Db::open(url, 1).await.unwrap();
    let of = template.map(|template| format!(" TEMPLATE {template}")).unwrap_or_default();
    admin.upkeep(store::db::sql(format!("CREATE DATABASE {name}{of}"))).await.unwrap();
    admin.close().await;
    let (before, query) = url.split_once('?').map_or((url, None), |(b, q)| (b, Some(q)));
    let server = before.rsplit_once('/').unwrap().0;
    let address = match query {
        Some(query) => format!("{server}/{name}?{query}"),
        None => format!("{server}/{name}"),
    };
    (address, name)
}

/// One installation.
pub struct Installation {
    pub clock: Arc<FixedClock>,
    place: Place,
    _dir: tempfile::TempDir,
    running: Option<Running>,
}

struct Running {
    app: Arc<App>,
    router: Router,
    node: String,
    live: LiveTail,
    _work: JoinSet<()>,
}

impl Installation {
    pub async fn new(on: On) -> Self {
        match on {
            On::Sqlite => {
                let dir = tempfile::tempdir().unwrap();
                std::fs::copy(template().await, dir.path().join("hoiam.db")).unwrap();
                Self::found_in(dir, None, MONDAY_MS).await
            }
            On::Postgres => Self::on_postgres(fresh_on(&postgres_url(), Some(postgres_template().await)).await.0).await,
        }
    }

    /// One on a PostgreSQL that a test may restart: no other test is on it.
    pub async fn on_the_spare() -> Self {
        let url = std::env::var("HOIAM_TEST_POSTGRES_SPARE").expect(
            "HOIAM_TEST_POSTGRES_SPARE names a PostgreSQL to restart; `cargo xtask test --only faults` starts one",
        );
        let (url, _) = fresh_on(&url, None).await;
        install(&url).await;
        Self::on_postgres(url).await
    }

    async fn on_postgres(url: String) -> Self {
        Self::found_in(tempfile::tempdir().unwrap(), Some(url), MONDAY_MS).await
    }

    /// One whose database is there already, at an instant.
    pub async fn found_in(dir: tempfile::TempDir, database_url: Option<String>, now_ms: i64) -> Self {
        let place = Place {
            database_url,
            database_connections: 4,
            key: Some("11".repeat(32)),
            files: FilesPlace { reader: Some(env!("CARGO_BIN_EXE_hoiam").into()), ..FilesPlace::default() },
            ..Place::at(dir.path().to_path_buf())
        };
        let clock = Arc::new(FixedClock::at(now_ms));
        let mut installation = Self { clock, place, _dir: dir, running: None };
        installation.start().await;
        installation
    }

    async fn start(&mut self) {
        let outside = Outside { clock: self.clock.clone(), random: Arc::new(SeededRandom::new(1)) };
        let built: Built = server::build(&self.place, "https://hoiam.test", outside).await.unwrap();
        let (app, work, node) = built.by_hand().unwrap();
        let metrics = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder().handle();
        let router = http::router(app.clone(), false, CancellationToken::new(), metrics);
        let live = LiveTail { app: app.clone(), seq: None };
        self.running = Some(Running { app, router, node, live, _work: work });
    }

    fn running(&self) -> &Running {
        self.running.as_ref().expect("the installation runs")
    }

    pub fn app(&self) -> Arc<App> {
        self.running().app.clone()
    }

    pub fn data(&self) -> &std::path::Path {
        &self.place.data
    }

    /// The PostgreSQL database, if it is on one.
    pub fn database_url(&self) -> Option<&str> {
        self.place.database_url.as_deref()
    }

    /// Stops without warning and starts again on the same data.
    pub async fn restart(&mut self) {
        self.stop().await;
        self.start().await;
    }

    /// Stops; files can be changed before the next [`Self::restart`].
    pub async fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            running.app.db.close().await;
        }
    }

    /// Goes on with what lies elsewhere from now on; starts anew.
    pub async fn moved_to(&mut self, data: &std::path::Path, database_url: Option<String>) {
        self.place.data = data.to_path_buf();
        self.place.database_url = database_url;
        self.restart().await;
    }

    /// Everything that runs beside the requests, once, to the end.
    pub async fn run_tails(&mut self) {
        let running = self.running.as_mut().expect("the installation runs");
        let app = &running.app;
        sla::sweep(app).await.unwrap();
        while sequencer::number_batch(&app.db, &app.numbered).await.unwrap() > 0 {}
        runner::catch_up(app, &mut IndexTail(app.clone())).await.unwrap();
        runner::catch_up(app, &mut PublicTail::new(app.clone())).await.unwrap();
        runner::catch_up(app, &mut IndicatorTail { app: app.clone(), node: running.node.clone() }).await.unwrap();
        runner::catch_up(app, &mut NoticeTail::new(app.clone(), running.node.clone())).await.unwrap();
        runner::catch_up(app, &mut running.live).await.unwrap();
    }

    /// Keeps its key as an installation does that was given none; starts anew.
    pub async fn keeps_its_key_in_a_file(&mut self) {
        let key = self.place.key.take().expect("installations of tests are given one");
        std::fs::write(self.place.key_file(), key).unwrap();
        self.restart().await;
    }

    /// Keeps the bytes of files elsewhere from now on; starts anew.
    pub async fn keeps_files_in(&mut self, files: FilesPlace) {
        self.place.files = FilesPlace { reader: self.place.files.reader.take(), ..files };
        self.restart().await;
    }

    /// Lets letters go out by another way from now on, as another configuration would; starts anew.
    pub async fn tell_by(&mut self, notices: NoticesPlace) {
        self.place.notices = notices;
        self.restart().await;
    }

    /// Lets these vouch for people from now on; starts anew.
    pub async fn vouched_by(&mut self, identities: IdentitiesPlace) {
        self.place.identities = identities;
        self.restart().await;
    }

    /// Lets so many requests pass from now on, from whom a proxy names in `x-forwarded-for`; starts anew.
    pub async fn limited_to(&mut self, limits: LimitsPlace) {
        self.place.limits = limits;
        self.place.files.client_header = Some("x-forwarded-for".into());
        self.restart().await;
    }

    /// Sends everything that is due now; returns how many tries that took.
    pub async fn send_due(&self) -> usize {
        sending::send_due(&self.running().app).await.unwrap()
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.running().router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = axum::body::to_bytes(response.into_body(), 16 << 20).await.unwrap();
        Answer { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// An answer that goes on: its body is not waited for.
    pub async fn opened(&self, session: &Session, path: &str) -> Body {
        self.opened_by(Request::get(path).header(header::COOKIE, &session.cookie).body(Body::empty()).unwrap()).await
    }

    /// An answer whose body is not waited for.
    pub async fn begun(&self, request: Request<Body>) -> axum::response::Response {
        self.running().router.clone().oneshot(request).await.unwrap()
    }

    /// The same for a request of any kind that is answered well.
    pub async fn opened_by(&self, request: Request<Body>) -> Body {
        let response = self.begun(request).await;
        assert_eq!(response.status(), StatusCode::OK);
        response.into_body()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Files a case as the widget does.
    pub async fn file(&self, key: &str, case: &Value) -> Answer {
        let request = Request::post("/api/v1/sites/demo/cases")
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", key)
            .body(Body::from(case.to_string()))
            .unwrap();
        self.send(request).await
    }

    /// Files an everyday case; returns code and secret.
    pub async fn filed(&self, body: &str) -> (String, String) {
        static KEYS: AtomicU64 = AtomicU64::new(0);
        let key = format!("key-{}", KEYS.fetch_add(1, Ordering::SeqCst));
        let answer = self.file(&key, &json!({ "kind": "feedback", "body": body, "area": "26740" })).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
        let receipt = answer.json();
        (text(&receipt, "code"), text(&receipt, "secret"))
    }

    pub async fn sign_in(&self, user: &str) -> Session {
        self.sign_in_with(user, PASSWORD).await
    }

    pub async fn sign_in_with(&self, user: &str, password: &str) -> Session {
        let request = Request::post("/api/v1/session")
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(json!({ "user": user, "password": password }).to_string()))
            .unwrap();
        let answer = self.send(request).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        let set = answer.headers[header::SET_COOKIE].to_str().unwrap();
        let cookie = set.split(';').next().unwrap().to_owned();
        Session { cookie, csrf: text(&answer.json(), "csrf") }
    }

    pub async fn staff_get(&self, session: &Session, path: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, &session.cookie).body(Body::empty()).unwrap();
        self.send(request).await
    }

    /// A request of a member of staff that changes something.
    pub async fn staff_send(&self, session: &Session, method: &str, path: &str, input: &Value) -> Answer {
        self.send(changing(session, method, path).body(Body::from(input.to_string())).unwrap()).await
    }

    /// The same, only if the thing is still of this version.
    pub async fn staff_send_at(
        &self,
        session: &Session,
        method: &str,
        path: &str,
        version: u64,
        input: &Value,
    ) -> Answer {
        let request = changing(session, method, path).header(header::IF_MATCH, format!("\"{version}\""));
        self.send(request.body(Body::from(input.to_string())).unwrap()).await
    }

    /// Does something to a case as staff, on the version given.
    pub async fn act(&self, session: &Session, code: &str, action: &str, version: u64, input: &Value) -> Answer {
        self.staff_send_at(session, "POST", &format!("/api/v1/cases/{code}/{action}"), version, input).await
    }

    /// Does something to a case as it is now; it must succeed.
    pub async fn acted(&self, session: &Session, code: &str, action: &str, input: Value) {
        let view = self.staff_get(session, &format!("/api/v1/cases/{code}")).await.json();
        let answer = self.act(session, code, action, view["row"]["version"].as_u64().unwrap(), &input).await;
        assert!(answer.status.is_success(), "{action}: {}", answer.text);
    }

    /// Takes a case up, works on it and answers it.
    pub async fn answered(&self, session: &Session, code: &str, body: &str) {
        self.acted(session, code, "accept", json!({})).await;
        self.acted(session, code, "start", json!({})).await;
        self.acted(session, code, "answer", json!({ "body": body })).await;
    }

    /// Gives a member of staff an address for letters.
    pub async fn address(&self, login: &str, lang: Lang) {
        let app = self.app();
        let user = app.settings().person_by_login(login).unwrap();
        let mut tx = app.db.begin().await.unwrap();
        let to = format!("{login}@agency.example");
        staff::set_address(&app.keys, app.random.as_ref(), &mut tx, user, Some(&to), lang, 0).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Does something as the citizen.
    pub async fn reply(&self, code: &str, secret: &str, what: &str, input: &Value) -> Answer {
        let request = Request::post(format!("/api/v1/cases/{code}/{what}"))
            .header("x-case-secret", secret)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(input.to_string()))
            .unwrap();
        self.send(request).await
    }

    /// The case as the citizen sees it with the secret.
    pub async fn track(&self, code: &str, secret: &str) -> Value {
        let request = Request::get(format!("/api/v1/cases/{code}")).header("x-case-secret", secret);
        let answer = self.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        answer.json()
    }

    /// Total and codes of a list.
    pub async fn list(&self, session: &Session, query: &str) -> (u64, Vec<String>) {
        let path = format!("/api/v1/cases?q={}", encode(query));
        let answer = self.staff_get(session, &path).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text);
        let page = answer.json();
        let codes = page["cases"].as_array().unwrap().iter().map(|row| text(row, "code")).collect();
        (page["total"].as_u64().unwrap(), codes)
    }
}

/// What a request of staff that changes something begins with.
fn changing(session: &Session, method: &str, path: &str) -> axum::http::request::Builder {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::COOKIE, &session.cookie)
        .header("x-csrf-token", &session.csrf)
        .header(header::CONTENT_TYPE, "application/json")
}

/// A session of staff.
pub struct Session {
    pub cookie: String,
    pub csrf: String,
}

/// A session of somebody as it is stored after signing in, and as nobody had to; `token` is what the cookie holds.
pub fn session_row(user: UserId, id: &str, token: &str, from_ms: i64, to_ms: i64) -> sessions::Session {
    sessions::Session {
        token_sha256: sha256_hex(token),
        id: id.to_owned(),
        user_id: user.0,
        csrf: "csrf".into(),
        created_ms: from_ms,
        expires_ms: to_ms,
        seen_ms: from_ms,
        agent: String::new(),
        by_provider: 0,
        half: 0,
    }
}

/// Another program with a token.
pub fn program(id: i64, grant: Grant, token: &str, from_ms: i64, to_ms: i64) -> TokenNew {
    TokenNew {
        user: User { machine: true, ..User::new(UserId(id), &format!("api:{id}"), "B", "") },
        grant,
        token_sha256: sha256_hex(token),
        made_by: UserId(1),
        created_ms: from_ms,
        expires_ms: to_ms,
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {}", self.text))
    }

    /// Asserts that it is a page for people with this status.
    pub fn is_page(&self, status: u16) {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        assert!(self.text.starts_with("<!DOCTYPE html>"), "{}", self.text);
    }

    /// Asserts that it is a problem with this status and code, told in words.
    pub fn is_problem(&self, status: u16, code: &str) {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        assert_eq!(self.headers[header::CONTENT_TYPE], "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["code"], code, "{}", self.text);
        assert!(!text(&problem, "title").is_empty() && !text(&problem, "detail").is_empty());
    }
}

pub fn text(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_else(|| panic!("no {field} in {value}")).to_owned()
}

/// Percent-encodes a query value.
pub fn encode(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}
