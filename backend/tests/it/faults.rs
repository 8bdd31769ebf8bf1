//! The real binary, killed again and again under load: every acknowledged case is there afterwards, exactly
//! once, in the database, the index and the figures. And what a database that cannot write means to a citizen.

use crate::both;
use crate::harness::{DAY_MS, Installation, On};
use crate::process::{Server, ask};
use axum::http::{StatusCode, header};
use hoiam_backend::cli::verify::{What, check};
use hoiam_backend::store::db::sql;
use hoiam_backend::store::{Db, Engine};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// Sends one submission; `None` when the connection broke before an answer.
fn send(address: &str, key: &str) -> Option<(u16, Value)> {
    let body = json!({ "kind": "feedback", "body": format!("Rác chất đống trước cổng chợ số {key}") });
    let told = ask(address, "POST /api/v1/sites/demo/cases", &[("idempotency-key", key)], &body.to_string())?;
    Some((told.status, told.body))
}

const ROUNDS: usize = 4;
const ACKNOWLEDGED_PER_ROUND: usize = 60;

both!(killed_under_load_nothing_acknowledged_is_lost, |mut t: Installation| async move {
    t.stop().await;
    // Key → code as it was acknowledged.
    let acknowledged: Arc<Mutex<BTreeMap<String, String>>> = Arc::default();
    for round in 0..ROUNDS {
        let mut server = Server::start(t.data(), t.database_url(), &[]);
        let stop = Arc::new(AtomicBool::new(false));
        let senders: Vec<_> = (0..8)
            .map(|sender| {
                let (address, acknowledged, stop) = (server.address.clone(), acknowledged.clone(), stop.clone());
                std::thread::spawn(move || {
                    for n in 0.. {
                        if stop.load(Ordering::SeqCst) {
                            return;
                        }
                        let key = format!("{round}-{sender}-{n}");
                        match send(&address, &key) {
                            Some((201, receipt)) => {
                                let code = receipt["code"].as_str().unwrap().to_owned();
                                acknowledged.lock().unwrap().insert(key, code);
                            }
                            Some((status, problem)) => panic!("{status}: {problem}"),
                            None => return,
                        }
                    }
                })
            })
            .collect();
        let enough = (round + 1) * ACKNOWLEDGED_PER_ROUND;
        while acknowledged.lock().unwrap().len() < enough {
            assert!(senders.iter().any(|sender| !sender.is_finished()), "the server stopped taking cases");
            std::thread::yield_now();
        }
        server.kill();
        stop.store(true, Ordering::SeqCst);
        for sender in senders {
            sender.join().unwrap();
        }
    }
    // What is sent again after all that gets the code it had.
    let server = Server::start(t.data(), t.database_url(), &[]);
    let acknowledged = acknowledged.lock().unwrap().clone();
    for (key, code) in acknowledged.iter().step_by(17) {
        let (status, receipt) = send(&server.address, key).unwrap();
        assert_eq!((status, receipt["code"].as_str()), (201, Some(code.as_str())), "{receipt}");
    }
    drop(server);

    // The servers read the machine's clock, this installation its own: well after theirs, so that the leases of
    // the killed have run out.
    t.clock.advance(3_650 * DAY_MS);
    t.restart().await;
    t.run_tails().await;
    for what in [What::Ledger, What::Index, What::Clocks, What::Indicators] {
        let report = check(&t.app(), what).await.unwrap();
        assert!(report.good(), "{what:?}: {}", report.json());
    }
    let coordinator = t.sign_in("dieuphoi").await;
    for code in acknowledged.values() {
        assert_eq!(t.list(&coordinator, &format!("code:{code}")).await.0, 1, "{code} was acknowledged");
    }
    let distinct: std::collections::BTreeSet<_> = acknowledged.values().collect();
    assert_eq!(distinct.len(), acknowledged.len());
});

both!(a_database_that_cannot_write_says_when_to_come_again, |mut t: Installation| async move {
    let app = t.app();
    let case = json!({ "kind": "feedback", "body": "Đường ngập sâu mỗi khi mưa lớn." });
    assert_eq!(t.file("before", &case).await.status, StatusCode::CREATED);
    // No page can be added, as on a full disk; on PostgreSQL a trigger raises the same error.
    match app.db.engine() {
        Engine::Sqlite => app.db.upkeep(sql("PRAGMA max_page_count = 1")).await.unwrap(),
        Engine::Postgres => {
            for statement in [
                "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS \
                 $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END $$",
                "CREATE TRIGGER full_disk BEFORE INSERT ON cases FOR EACH ROW EXECUTE FUNCTION full_disk()",
            ] {
                app.db.upkeep(sql(statement)).await.unwrap();
            }
        }
    }
    // Long enough to need another page.
    let long = json!({ "kind": "feedback", "body": "Đường ngập sâu mỗi khi mưa lớn. ".repeat(500) });
    let refused = t.file("during", &long).await;
    refused.is_problem(503, "unavailable");
    assert!(refused.headers.contains_key(header::RETRY_AFTER));
    match app.db.engine() {
        Engine::Sqlite => app.db.upkeep(sql("PRAGMA max_page_count = 1073741823")).await.unwrap(),
        Engine::Postgres => app.db.upkeep(sql("DROP TRIGGER full_disk ON cases")).await.unwrap(),
    }
    // It recovers by itself, with the same key.
    assert_eq!(t.file("during", &long).await.status, StatusCode::CREATED);
    t.run_tails().await;
    let coordinator = t.sign_in("dieuphoi").await;
    assert_eq!(t.list(&coordinator, "ngap sau").await.0, 2);
});

#[tokio::test]
async fn a_database_that_goes_away_comes_back() {
    let t = Installation::new(On::Postgres).await;
    let case = json!({ "kind": "feedback", "body": "Mất điện cả xóm từ chiều qua." });
    assert_eq!(t.file("before", &case).await.status, StatusCode::CREATED);
    // Every connection is cut, as by a restart of the database.
    let admin = Db::open(t.database_url().unwrap(), 1).await.unwrap();
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    admin.upkeep(sql(cut)).await.unwrap();
    let mut answers = Vec::new();
    for _ in 0..10 {
        let answer = t.file("after", &case).await;
        if answer.status == StatusCode::CREATED {
            return;
        }
        answer.is_problem(503, "unavailable");
        answers.push(answer.status);
    }
    panic!("it did not come back: {answers:?}");
}
