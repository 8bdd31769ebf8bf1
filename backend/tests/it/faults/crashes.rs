//! The real program killed under load, and ended at the points where it hurts most: around the commit of the intake and around
//! that of the index. It is started again without a hand.

use super::load::{Acknowledged, Load, filed, send};
use crate::both;
use crate::harness::{Installation, MONDAY_MS};
use crate::process::Server;
use hoiam_backend::outside::{Clock, SystemClock};

const ROUNDS: usize = 4;
const ACKNOWLEDGED_PER_ROUND: usize = 60;

both!(killed_under_load_nothing_acknowledged_is_lost, |mut t: Installation| async move {
    t.stop().await;
    let (tell, mut acknowledged) = Acknowledged::listen();
    for round in 0..ROUNDS {
        let name = round.to_string();
        let mut server = Server::start(t.data(), t.database_url(), &[]);
        let load = Load::on(&name, &server, &tell);
        acknowledged.more(&name, ACKNOWLEDGED_PER_ROUND);
        server.kill();
        load.end();
    }
    // What is sent again after all that gets the code it had.
    let server = Server::start(t.data(), t.database_url(), &[]);
    acknowledged.same_again(&server);
    drop(server);
    t.goes_on().await;
    acknowledged.is_there(&t).await;
});

/// The third filing ends the server at a point, and as many cases are stored then.
async fn filing_ends_at(mut t: Installation, point: &str, stored: i64) {
    t.stop().await;
    let mut server = Server::ending_at(&format!("{point}:3"), t.data(), t.database_url(), &[]);
    let mut codes = ["one", "two"].map(|key| filed(&server.address, key)).to_vec();
    assert!(send(&server.address, "three").is_none(), "nobody is left to answer");
    server.ends();
    assert_eq!(t.stored().await, stored);
    let server = Server::start(t.data(), t.database_url(), &[]);
    codes.push(filed(&server.address, "three"));
    let again = ["one", "two", "three"].map(|key| filed(&server.address, key));
    assert_eq!(again.as_slice(), codes, "the same keys, the same cases");
    drop(server);
    t.goes_on().await;
    assert_eq!(t.stored().await, 3);
    t.finds(&codes).await;
}

both!(ended_before_the_commit_nothing_is_there_and_it_is_filed_when_it_is_sent_again, |t: Installation| {
    filing_ends_at(t, "intake.before_commit", 2)
});

both!(ended_between_commit_and_answer_it_is_there_and_gets_its_receipt_when_it_is_sent_again, |t: Installation| {
    filing_ends_at(t, "intake.after_commit", 3)
});

/// The index ends the server at a point.
async fn indexing_ends_at(mut t: Installation, point: &str) {
    // Or the server, whose clock is right, finds the first case late at once, and ends when that is indexed.
    t.clock.jump(SystemClock.now_ms() - MONDAY_MS);
    let (before, _) = t.filed("Đèn đường hỏng đã hai tuần nay.").await;
    t.run_tails().await;
    t.stop().await;
    let mut server = Server::ending_at(point, t.data(), t.database_url(), &[]);
    // Its answer and its end come at the same time: either may be the first.
    send(&server.address, "one");
    server.ends();
    let server = Server::start(t.data(), t.database_url(), &[]);
    let code = filed(&server.address, "one");
    drop(server);
    t.goes_on().await;
    assert_eq!(t.stored().await, 2);
    t.finds(&[before, code]).await;
}

both!(ended_before_the_index_commits_it_reads_the_events_again, |t: Installation| {
    indexing_ends_at(t, "index.before_commit")
});

both!(ended_after_the_index_has_committed_it_goes_on_behind, |t: Installation| {
    indexing_ends_at(t, "index.after_commit")
});
