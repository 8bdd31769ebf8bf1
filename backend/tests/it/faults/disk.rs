//! A disk that is full, and one that cannot be written: whoever sends is told when to come again, what is read goes on, nothing
//! is half stored, and it goes on by itself when there is room.

use super::load::{filed, send};
use crate::both;
use crate::harness::Installation;
use crate::process::{Server, ask, signed_in, until};
use axum::http::{StatusCode, header};
use hoiam_backend::store::db::sql;
use hoiam_backend::store::{Db, Engine};
use serde_json::json;

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

/// Begins an upload and sends its first bytes.
fn upload(address: &str) -> crate::process::Told {
    let tus = ("tus-resumable", "1.0.0");
    let announced = [tus, ("upload-length", "4"), ("upload-metadata", "filename YS5wbmc=")];
    let begun = ask(address, "POST /api/v1/sites/demo/uploads", &announced, "").unwrap();
    let Some(at) = begun.header("location") else { return begun };
    let piece = [tus, ("upload-offset", "0"), ("content-type", "application/offset+octet-stream")];
    ask(address, &format!("PATCH {at}"), &piece, "abcd").unwrap()
}

both!(a_node_on_a_full_disk_goes_on_by_itself_when_there_is_room, |mut t: Installation| async move {
    t.stop().await;
    let server = Server::on_a_disk_with_an_end(t.data(), t.database_url());
    let address = &server.address;
    let cookie = signed_in(address, "dieuphoi");
    let found = || {
        let list = ask(address, "GET /api/v1/cases?q=rac", &[("cookie", &cookie)], "");
        list.unwrap().body["total"].as_u64().unwrap()
    };
    let mut codes = vec![filed(address, "before")];
    until("the first case is found", || found() == 1);
    server.has_room(false);
    match t.database_url() {
        // The database is on the same disk.
        None => send(address, "during").unwrap().comes_again(),
        // It is elsewhere: cases are taken, and found when the index can be written again.
        Some(_) => codes.push(filed(address, "during")),
    }
    upload(address).comes_again();
    let read = ask(address, "GET /api/v1/public/cases", &[], "").unwrap();
    assert_eq!((read.status, found()), (200, 1), "{read:?}");
    server.has_room(true);
    let during = filed(address, "during");
    assert_eq!(filed(address, "during"), during);
    assert!(codes.len() == 1 || codes[1] == during);
    let taken = upload(address);
    assert!(taken.status < 500, "{taken:?}");
    until("both are found", || found() == 2);
    drop(server);
    assert_eq!(t.stored().await, 2);
    t.goes_on().await;
    t.finds(&[codes.remove(0), during]).await;
});

/// Lets nobody write any more, or again; on PostgreSQL as the keepers of large servers do it before a disk is full.
async fn lock(t: &Installation, keeper: Option<&Db>, locked: bool) {
    let Some(keeper) = keeper else {
        let query_only = if locked { "PRAGMA query_only = on" } else { "PRAGMA query_only = off" };
        return t.app().db.upkeep(sql(query_only)).await.unwrap();
    };
    let now = if locked { "SET default_transaction_read_only = on" } else { "RESET default_transaction_read_only" };
    let every = format!("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I {now}', current_database()); END $$");
    keeper.upkeep(sql(every)).await.unwrap();
    keeper.upkeep(sql(super::database::CUT)).await.unwrap();
}

both!(a_locked_database_is_read_and_says_when_to_come_again, |mut t: Installation| async move {
    let (code, secret) = t.filed("Rác chất đống trước cổng chợ.").await;
    let keeper = match t.database_url() {
        Some(url) => Some(Db::open(url, 1).await.unwrap()),
        None => None,
    };
    lock(&t, keeper.as_ref(), true).await;
    let case = json!({ "kind": "feedback", "body": "Rác ở bến xe." });
    for _ in 0..6 {
        let refused = t.file("locked", &case).await;
        refused.is_problem(503, "unavailable");
        assert!(refused.headers.contains_key(header::RETRY_AFTER));
    }
    t.reply(&code, &secret, "messages", &json!({ "body": "Vẫn chưa dọn." })).await.is_problem(503, "unavailable");
    assert_eq!(t.track(&code, &secret).await["code"], code);
    lock(&t, keeper.as_ref(), false).await;
    assert_eq!(t.file("locked", &case).await.status, StatusCode::CREATED);
    t.run_tails().await;
    t.is_whole().await;
    assert_eq!(t.stored().await, 2);
});
