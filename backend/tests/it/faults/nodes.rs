//! Several nodes on one database: the real binary twice, both under load; one is killed, goes on without its index, and nobody
//! outside can tell. And the one thing that they must not do at once: give events their positions.

use super::load::{Acknowledged, Load, filed};
use crate::backup::Operator;
use crate::both;
use crate::harness::{DAY_MS, Installation, MONDAY_MS, On};
use crate::process::{PATIENCE, Server, ask, signed_in};
use hoiam_backend::config::NoticesPlace;
use hoiam_backend::ledger::{Numbered, sequencer};
use hoiam_backend::outside::{Clock, SystemClock};
use hoiam_backend::seals::name_of;
use hoiam_backend::store::{Db, cases, events};
use hoiam_shared::case::event::What as Happened;
use hoiam_shared::ids::CaseId;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

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
    let cookie = signed_in(&one.address, "dieuphoi");
    let (tell, mut acknowledged) = Acknowledged::listen();
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
    // What one node took the other knows.
    acknowledged.same_again(&other);
    acknowledged.same_again(&one);

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
    t.is_whole().await;
    acknowledged.is_there(&t).await;
    t.finds(&late).await;
}

/// The instruction for changing keys where each node is given them (README, "Changing keys"), step by step and node by node:
/// whatever one seals meanwhile the other opens.
#[tokio::test]
async fn keys_change_node_by_node_on_postgres() {
    let mut t = Installation::new(On::Postgres).await;
    let url = t.database_url().unwrap().to_owned();
    t.stop().await;
    let (master, new) = ("11".repeat(32), "22".repeat(32));
    let [before, known, after] = [master.clone(), format!("{master},{new},{master}"), format!("{master},{new}")];
    let folders = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let start = |node: usize, keys: &str| Server::start(folders[node].path(), Some(&url), &["--key", keys]);
    let mut nodes = [start(0, &before), start(1, &before)];
    let coordinator = signed_in(&nodes[0].address, "dieuphoi");
    let asks = [("cookie", coordinator.as_str())];
    let mut codes = Vec::new();
    let mut all_open_all = |nodes: &[Server]| {
        for node in nodes {
            codes.push(filed(&node.address, &format!("key-{}", codes.len())));
        }
        for (node, code) in nodes.iter().flat_map(|node| codes.iter().map(move |code| (node, code))) {
            let told = ask(&node.address, &format!("GET /api/v1/cases/{code}"), &asks, "").unwrap();
            assert_eq!((told.status, &told.body["contact"]["email"]), (200, &json!("an@mail.example")), "{told:?}");
        }
    };
    all_open_all(&nodes);
    for keys in [&known, &after] {
        for node in 0..2 {
            nodes[node].stops();
            nodes[node] = start(node, keys);
            all_open_all(&nodes);
        }
    }
    let operator = Operator { key: Some(after), ..Operator::of(&t) };
    let rotated = operator.runs(&["keys", "rotate"]).await.json();
    let newest = name_of(&[0x22; 32]);
    assert_eq!(
        (&rotated["added"], &rotated["unopened"], &rotated["needed"]),
        (&json!(false), &json!(0), &json!([newest]))
    );
    all_open_all(&nodes);
}

both!(sequencers_at_once_give_each_event_one_place, |mut t: Installation| async move {
    let handler = t.sign_in("chuyenvien").await;
    let mut codes = Vec::new();
    for n in 0..12 {
        codes.push(t.filed(&format!("Cây xanh số {n} gãy đổ chắn đường.")).await.0);
    }
    t.run_tails().await;
    let db = t.app().db.clone();
    // As many nodes, each with its own memory of what got its position; and the intake, which takes the head along.
    let nodes = [(); 3].map(|()| Numbered::default());
    let mut numbered = 0;
    for code in &codes {
        t.acted(&handler, code, "accept", json!({})).await;
        let (one, two, three, _) = tokio::join!(
            sequencer::number_batch(&db, &nodes[0]),
            sequencer::number_batch(&db, &nodes[1]),
            sequencer::number_batch(&db, &nodes[2]),
            t.filed("Rác chất đống trước cổng chợ."),
        );
        numbered += one.unwrap() + two.unwrap() + three.unwrap();
    }
    assert!(numbered >= codes.len(), "{numbered}");
    t.run_tails().await;
    t.is_whole().await;
    let (head, _) = events::head(&mut db.read()).await.unwrap();
    let all = events::passed_after(&mut db.read(), 0, 10_000).await.unwrap();
    assert_eq!(all.iter().map(|event| event.seq).collect::<Vec<_>>(), (1..=head).collect::<Vec<_>>());
});
