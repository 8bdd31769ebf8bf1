//! Several nodes on one database: the real binary twice, both under load; one is killed, goes on without its index, and nobody
//! outside can tell.

use crate::harness::{DAY_MS, Installation, MONDAY_MS, On, PASSWORD};
use crate::process::{Server, ask};
use hoiam_backend::cli::verify::{What, check};
use hoiam_backend::config::NoticesPlace;
use hoiam_backend::outside::{Clock, SystemClock};
use hoiam_backend::store::{Db, cases, events};
use hoiam_shared::case::event::What as Happened;
use hoiam_shared::ids::CaseId;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// What must happen happens within this, or the test has failed.
const PATIENCE: Duration = Duration::from_secs(120);

/// Files a case whose citizen wants to be told; `None` when the connection broke before an answer.
fn send(address: &str, key: &str) -> Option<String> {
    let case = json!({
        "kind": "feedback", "body": format!("Rác chất đống trước cổng chợ số {key}"), "language": "en", "consent": true,
        "contact": { "email": "an@mail.example", "notify": true },
    });
    let told = ask(address, "POST /api/v1/sites/demo/cases", &[("idempotency-key", key)], &case.to_string())?;
    assert_eq!(told.status, 201, "{key}: {told:?}");
    Some(told.body["code"].as_str().unwrap().to_owned())
}

/// Senders at one node, which end when it does.
struct Load {
    stop: Arc<AtomicBool>,
    senders: Vec<JoinHandle<()>>,
}

impl Load {
    fn on(node: &'static str, server: &Server, told: &Sender<(String, String)>) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let sender = |n: usize| {
            let (address, stop, told) = (server.address.clone(), stop.clone(), told.clone());
            std::thread::spawn(move || {
                for turn in 0.. {
                    let key = format!("{node}-{n}-{turn}");
                    let Some(code) = send(&address, &key) else { return };
                    if stop.load(Ordering::SeqCst) || told.send((key, code)).is_err() {
                        return;
                    }
                }
            })
        };
        Self { senders: (0..3).map(sender).collect(), stop }
    }

    fn end(self) {
        self.stop.store(true, Ordering::SeqCst);
        for sender in self.senders {
            sender.join().unwrap();
        }
    }
}

/// Key → code of what was acknowledged.
struct Acknowledged {
    codes: BTreeMap<String, String>,
    told: Receiver<(String, String)>,
}

impl Acknowledged {
    /// Waits for so many more of one node.
    fn more(&mut self, node: &str, count: usize) {
        let mut seen = 0;
        while seen < count {
            let (key, code) = self.told.recv_timeout(PATIENCE).expect("nodes take cases");
            seen += usize::from(key.starts_with(node));
            self.codes.insert(key, code);
        }
    }
}

/// How often each promise was broken, by case.
async fn breaches(db: &Db) -> BTreeMap<CaseId, Vec<String>> {
    let all = cases::page(&mut db.read(), CaseId(0), 10_000).await.unwrap();
    let ids: Vec<CaseId> = all.iter().map(|case| case.id).collect();
    let told = events::histories(&mut db.read(), &ids).await.unwrap();
    let broken = |what: &Happened| match what {
        Happened::Breached { track, target, due_ms } => Some(format!("{track:?} {target:?} {due_ms}")),
        _ => None,
    };
    told.into_iter().map(|(id, events)| (id, events.iter().filter_map(|event| broken(&event.what)).collect())).collect()
}

fn letters(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let whole = files.filter(|path| path.extension().is_some_and(|ending| ending == "eml"));
    let subject = |path| {
        let letter = std::fs::read(path).unwrap();
        mail_parser::MessageParser::default().parse(&letter).unwrap().subject().unwrap().to_owned()
    };
    whole.map(subject).collect()
}

/// What the node of this folder finds is what the database has.
fn finds_all(data: &Path, url: &str) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hoiam"));
    command.args(["verify", "index", "--database-url", url, "--key", &"11".repeat(32), "--data"]).arg(data);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}: {output:?}", data.display());
}

#[tokio::test]
async fn a_node_that_is_killed_takes_nothing_along_on_postgres() {
    let mut t = Installation::new(On::Postgres).await;
    let url = t.database_url().unwrap().to_owned();
    // Promises that are broken by the time the nodes start.
    t.clock.jump(SystemClock.now_ms() - 90 * DAY_MS - MONDAY_MS);
    let mut late = BTreeSet::new();
    for n in 0..10 {
        late.insert(t.filed(&format!("Đèn đường trước nhà số {n} hỏng đã lâu.")).await.0);
    }
    t.stop().await;

    let [first, second, mail] = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let way = format!("file:{}", mail.path().display());
    let start = |data: &Path| Server::start(data, Some(&url), &["--mail", &way, "--sweep-seconds", "1"]);
    let (mut one, other) = (start(first.path()), start(second.path()));
    let input = json!({ "user": "dieuphoi", "password": PASSWORD }).to_string();
    let signed_in = ask(&one.address, "POST /api/v1/session", &[], &input).unwrap();
    let cookie = signed_in.head.lines().find_map(|line| line.strip_prefix("set-cookie: hoiam_session=")).unwrap();
    let cookie = format!("hoiam_session={}", cookie.split(';').next().unwrap());

    let (tell, told) = channel();
    let mut acknowledged = Acknowledged { codes: BTreeMap::new(), told };
    let (to_one, to_other) = (Load::on("one", &one, &tell), Load::on("other", &other, &tell));
    acknowledged.more("one", 40);
    one.kill();
    to_one.end();
    acknowledged.more("other", 40);
    for index in ["index", "index-public"] {
        std::fs::remove_dir_all(first.path().join(index)).unwrap();
    }
    let one = start(first.path());
    let to_one = Load::on("again", &one, &tell);
    acknowledged.more("again", 40);
    to_one.end();
    to_other.end();
    drop(tell);
    acknowledged.codes.extend(acknowledged.told.try_iter());
    // What one node took the other knows.
    for (key, code) in acknowledged.codes.iter().step_by(9) {
        assert_eq!(send(&other.address, key).as_ref(), Some(code), "{key}");
        assert_eq!(send(&one.address, key).as_ref(), Some(code), "{key}");
    }

    let db = Db::open(&url, 2).await.unwrap();
    let stored = usize::try_from(cases::count(&mut db.read()).await.unwrap()).unwrap();
    for (server, data) in [(&one, first.path()), (&other, second.path())] {
        finds_all(data, &url);
        let list = ask(&server.address, "GET /api/v1/cases", &[("cookie", &cookie)], "").unwrap();
        assert_eq!(
            (list.status, list.body["total"].as_u64()),
            (200, Some(stored as u64)),
            "the session goes on: {list:?}"
        );
    }
    let began = Instant::now();
    while letters(mail.path()).len() < stored - late.len()
        || breaches(&db).await.values().filter(|b| !b.is_empty()).count() < late.len()
    {
        assert!(began.elapsed() < PATIENCE, "{} letters of {}", letters(mail.path()).len(), stored - late.len());
    }
    drop((one, other));
    for (case, broken) in breaches(&db).await {
        let distinct: BTreeSet<_> = broken.iter().collect();
        assert_eq!(distinct.len(), broken.len(), "case {case}: {broken:?}");
    }
    db.close().await;

    // Whoever goes on tells nobody again: a letter whose sender was killed before it could say so has the same name, and so
    // is the same file. Well after the nodes, so that the leases of the killed have run out.
    t.clock.advance(3_650 * DAY_MS);
    t.tell_by(NoticesPlace { mail: Some(way.clone()), ..NoticesPlace::default() }).await;
    t.run_tails().await;
    t.send_due().await;
    let told = letters(mail.path());
    let distinct: BTreeSet<&String> = told.iter().collect();
    assert_eq!((told.len(), distinct.len()), (stored - late.len(), stored - late.len()), "each is told once");
    for what in [What::Ledger, What::Index, What::Clocks, What::Indicators] {
        let report = check(&t.app(), what).await.unwrap();
        assert!(report.good(), "{what:?}: {}", report.json());
    }
    let coordinator = t.sign_in("dieuphoi").await;
    let lost = async |code: &String| t.list(&coordinator, &format!("code:{code}")).await.0 != 1;
    for code in acknowledged.codes.values().chain(&late) {
        assert!(!lost(code).await, "{code} was acknowledged");
    }
    assert_eq!(acknowledged.codes.values().collect::<BTreeSet<_>>().len(), acknowledged.codes.len());
}
