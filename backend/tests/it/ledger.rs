//! The ledger and what is derived from it: deleted things come back, changed things are found out.

use crate::both;
use crate::harness::{DAY_MS, Installation, On};
use axum::http::StatusCode;
use hoiam_backend::cli::verify::{What, check};
use hoiam_backend::domain::filling::{self, Wanted};
use hoiam_backend::seed;
use hoiam_backend::store::db::sql;
use hoiam_backend::store::{cases, facts, tails};
use serde_json::json;

const ALL: [What; 4] = [What::Ledger, What::Index, What::Clocks, What::Indicators];

async fn assert_all_good(t: &Installation) {
    for what in ALL {
        let report = check(&t.app(), what).await.unwrap();
        assert!(report.good(), "{what:?}: {}", report.json());
    }
}

#[tokio::test]
async fn what_is_invented_in_portions_is_one_ledger() {
    let mut t = Installation::new(On::Sqlite).await;
    let wanted = Wanted { cases: 1_100, seed: 5, months: 6 };
    filling::fill(&t.app(), &seed::world().unwrap(), wanted, |_| ()).await.unwrap();
    t.run_tails().await;
    assert_eq!(cases::count(&mut t.app().db.read()).await.unwrap(), 1_100);
    assert_all_good(&t).await;
}

both!(derived_things_come_back, |mut t: Installation| async move {
    let handler = t.sign_in("chuyenvien").await;
    for i in 0..5 {
        let (code, _) = t.filed(&format!("Đường số {i} ngập sâu mỗi khi mưa")).await;
        if i > 2 {
            assert_eq!(
                t.act(&handler, &code, "answer", 2, &json!({ "body": "Đã khơi cống." })).await.status,
                StatusCode::OK
            );
        }
    }
    t.clock.advance(60 * DAY_MS);
    t.run_tails().await;
    assert_all_good(&t).await;

    // The index is deleted while the server is stopped.
    t.stop().await;
    std::fs::remove_dir_all(t.data().join("index")).unwrap();
    t.restart().await;
    assert!(!check(&t.app(), What::Index).await.unwrap().good());
    t.run_tails().await;
    let handler = t.sign_in("chuyenvien").await;
    assert_eq!(t.list(&handler, "ngap sau").await.0, 5);

    // The figures are thrown away.
    let app = t.app();
    let mut tx = app.db.begin().await.unwrap();
    facts::clear(&mut tx).await.unwrap();
    tails::set_checkpoint(&mut tx, "indicators", 0).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!check(&app, What::Indicators).await.unwrap().good());
    drop(app);
    t.run_tails().await;
    assert_all_good(&t).await;
});

both!(what_is_bent_is_found_out, |mut t: Installation| async move {
    for i in 0..3 {
        t.filed(&format!("Cây xanh số {i} gãy đổ chắn đường")).await;
    }
    t.run_tails().await;
    assert_all_good(&t).await;
    let bent = [
        ("UPDATE events SET at_ms = at_ms - 1 WHERE seq = 2", What::Ledger),
        ("UPDATE words SET body = 'khác' WHERE case_id = (SELECT MIN(case_id) FROM words)", What::Ledger),
        ("UPDATE cases SET state = 'closed' WHERE id = (SELECT MIN(id) FROM cases)", What::Ledger),
        ("UPDATE cases SET due_ms = due_ms + 1 WHERE id = (SELECT MIN(id) FROM cases)", What::Clocks),
        ("UPDATE rollups SET received = received + 1", What::Indicators),
        ("DELETE FROM events WHERE seq = 3", What::Ledger),
    ];
    for (statement, what) in bent {
        let mut tx = t.app().db.begin().await.unwrap();
        assert!(tx.execute(sql(statement)).await.unwrap() > 0, "{statement}");
        tx.commit().await.unwrap();
        let report = check(&t.app(), what).await.unwrap();
        assert!(!report.good(), "{statement}: {}", report.json());
    }
});

both!(breaches_are_recorded_once_with_their_own_instant, |mut t: Installation| async move {
    let (code, secret) = t.filed("Bảng giá dịch vụ ở bệnh viện không niêm yết công khai").await;
    t.clock.advance(90 * DAY_MS);
    t.run_tails().await;
    t.restart().await;
    t.clock.advance(DAY_MS);
    t.run_tails().await;
    let story = t.track(&code, &secret).await["story"].as_array().unwrap().clone();
    let breaches: Vec<String> =
        story.iter().filter(|s| s["kind"] == "breached").map(|s| s["text"].to_string()).collect();
    let mut distinct = breaches.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(breaches.len(), distinct.len(), "{breaches:?}");
    assert!(breaches.iter().any(|text| text.contains("08/12/2026")), "{breaches:?}");
});
