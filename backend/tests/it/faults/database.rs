//! A database that goes away under load: connections that are cut, a server that falls over and comes back. Whoever sends
//! meanwhile waits or is told when to come again, and nothing that was acknowledged is lost.

use super::load::{Acknowledged, Load};
use crate::harness::{Installation, On};
use crate::process::{PATIENCE, Server};
use axum::http::StatusCode;
use hoiam_backend::store::db::sql;
use hoiam_backend::store::{Db, Run};
use serde_json::json;
use std::time::Instant;

/// Cuts all connections to this database but one's own.
pub const CUT: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND \
    pid <> pg_backend_pid()";

#[tokio::test]
async fn a_database_that_goes_away_comes_back_on_postgres() {
    let t = Installation::new(On::Postgres).await;
    let case = json!({ "kind": "feedback", "body": "Mất điện cả xóm từ chiều qua." });
    assert_eq!(t.file("before", &case).await.status, StatusCode::CREATED);
    let admin = Db::open(t.database_url().unwrap(), 1).await.unwrap();
    admin.upkeep(sql(CUT)).await.unwrap();
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

/// Load on a server while something is done to its database again and again; nothing that was acknowledged is lost.
async fn under_load(mut t: Installation, times: usize, fault: impl AsyncFn(&str)) {
    t.stop().await;
    // What it has to say about that is known.
    let server = Server::start(t.data(), t.database_url(), &["--log", "off"]);
    let (tell, mut acknowledged) = Acknowledged::listen();
    let load = Load::on("load", &server, &tell);
    for _ in 0..times {
        acknowledged.more("load", 20);
        fault(t.database_url().unwrap()).await;
    }
    acknowledged.more("load", 20);
    load.end();
    acknowledged.same_again(&server);
    drop(server);
    t.goes_on().await;
    acknowledged.is_there(&t).await;
}

#[tokio::test]
async fn connections_cut_under_load_lose_nothing_on_postgres() {
    let t = Installation::new(On::Postgres).await;
    let admin = Db::open(t.database_url().unwrap(), 1).await.unwrap();
    under_load(t, 5, async |_| admin.upkeep(sql(CUT)).await.unwrap()).await;
}

/// When the server that has this database was started; `None` while it is not there.
async fn started(url: &str) -> Option<String> {
    let db = Db::open(url, 1).await.ok()?;
    let text = "SELECT CAST(pg_postmaster_start_time() AS TEXT)";
    let row: Option<(String,)> = db.read().optional(sql(text)).await.ok()?;
    db.close().await;
    row.map(|(at,)| at)
}

/// Lets a database server fall over as in a crash, and starts it again; it does so itself, by its own programs.
async fn restarted(url: &str) {
    let before = started(url).await.unwrap();
    let admin = Db::open(url, 1).await.unwrap();
    // Not to fall with the server, and to leave the one that asks.
    let restart = "(trap \"\" QUIT TERM INT; %s/pg_ctl -D %s -m immediate -w restart) >/dev/null 2>&1 </dev/null &";
    let ask = format!(
        "DO $$ DECLARE programs TEXT; BEGIN SELECT setting INTO programs FROM pg_config WHERE name = 'BINDIR'; EXECUTE \
         format('COPY (SELECT 1) TO PROGRAM %L', format('{restart}', programs, current_setting('data_directory'))); END $$"
    );
    // It may be gone before it can say that all is well, and then nothing says so: up to PostgreSQL 15 the connection's socket
    // goes on in what it has started. So nobody waits for an answer.
    let asked = tokio::spawn(async move { admin.upkeep(sql(ask)).await });
    let began = Instant::now();
    while started(url).await.is_none_or(|at| at == before) {
        assert!(began.elapsed() < PATIENCE, "the database server comes back");
    }
    asked.abort();
}

#[tokio::test]
async fn a_database_server_that_falls_over_and_comes_back_loses_nothing_on_postgres() {
    under_load(Installation::on_the_spare().await, 2, restarted).await;
}
