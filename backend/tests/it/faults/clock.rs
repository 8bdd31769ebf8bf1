//! A clock that is wrong: set back, far ahead, and corrected. No promise is broken by it, nothing is recorded twice, and nobody
//! waits for what was taken under a clock that was ahead.

use crate::both;
use crate::clock::verified;
use crate::harness::{DAY_MS, Installation, MONDAY_MS};
use crate::heeding::case;
use crate::notices::filed;
use crate::smtp::MailServer;
use axum::http::StatusCode;
use hoiam_backend::domain::notices::{TAIL, sending};
use hoiam_backend::domain::sla;
use hoiam_backend::store::tails;
use serde_json::json;

const HOUR_MS: i64 = 3_600_000;

both!(each_instant_is_recorded_once_whatever_the_clock_does, |mut t: Installation| async move {
    let (code, secret) = t.filed("Rác chất đống trước cổng chợ Bến Thành.").await;
    let recorded = async |t: &Installation| -> Vec<(String, i64)> {
        let app = t.app();
        let stored = hoiam_backend::store::cases::by_code(&mut app.db.read(), &code).await.unwrap().unwrap();
        let history = hoiam_backend::store::events::of_case(&mut app.db.read(), stored.id).await.unwrap();
        let due = |event: &hoiam_shared::case::Event| match event.what {
            hoiam_shared::case::What::Warned { track, target, share, due_ms } => {
                Some((format!("{track:?} {target} {share}"), due_ms))
            }
            hoiam_shared::case::What::Breached { track, target, due_ms } => {
                Some((format!("{track:?} {target}"), due_ms))
            }
            _ => None,
        };
        history.iter().filter_map(due).collect()
    };
    t.run_tails().await;
    assert_eq!(recorded(&t).await, []);
    // Half of the five days for taking it up: the end of the second, 18 November. Then an hour back.
    t.clock.advance(2 * DAY_MS + 15 * 3_600_000);
    t.run_tails().await;
    let first = recorded(&t).await;
    assert_eq!(
        first.iter().map(|(_, due_ms)| *due_ms).collect::<Vec<_>>(),
        vec![MONDAY_MS + 2 * DAY_MS + 15 * 3_600_000; 2]
    );
    t.clock.advance(-3_600_000);
    t.run_tails().await;
    t.restart().await;
    t.run_tails().await;
    assert_eq!(recorded(&t).await, first);
    // A year forward, seen by two nodes at once: everything with its own instant, nothing twice.
    t.clock.advance(365 * DAY_MS);
    let app = t.app();
    let (a, b) = tokio::join!(sla::sweep(&app), sla::sweep(&app));
    a.unwrap();
    b.unwrap();
    drop(app);
    t.restart().await;
    t.run_tails().await;
    let all = recorded(&t).await;
    let mut names: Vec<&String> = all.iter().map(|(name, _)| name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!((all.len(), names.len()), (12, 12), "{all:?}");
    let breach = all.iter().find(|(name, _)| name == "Citizen resolve").unwrap();
    assert_eq!(breach.1, MONDAY_MS - 9 * 3_600_000 + 23 * DAY_MS);
    // Back again: what happens next is not before what was recorded, and is recorded no second time.
    t.clock.advance(-365 * DAY_MS);
    assert_eq!(t.reply(&code, &secret, "messages", &json!({ "body": "Vẫn chưa dọn." })).await.status, StatusCode::OK);
    t.run_tails().await;
    assert_eq!(recorded(&t).await, all);
    verified(&t).await;
});

both!(a_clock_that_jumped_breaks_no_promise, |mut t: Installation| async move {
    let (code, _) = t.filed("Vỉa hè hư hỏng nặng trước trường học.").await;
    t.run_tails().await;
    let app = t.app();
    assert_eq!(sla::sweep_if_trusted(&app).await.unwrap(), 0);
    let year = 365 * DAY_MS;
    t.clock.jump(10 * year);
    assert_eq!(sla::sweep_if_trusted(&app).await.unwrap(), 0, "nothing is recorded by a clock in doubt");
    t.clock.jump(-10 * year);
    t.clock.advance(5_000);
    assert_eq!(sla::sweep_if_trusted(&app).await.unwrap(), 0);
    let handler = t.sign_in("chuyenvien").await;
    assert_eq!(case(&t, &handler, &code).await["row"]["overdue"], false);
    // Time that truly passes is believed at once.
    t.clock.advance(60 * DAY_MS);
    assert_eq!(sla::sweep_if_trusted(&app).await.unwrap(), 1);
    // A jump that holds for an hour is believed in the end.
    let (_, _) = t.filed("Đèn đường trước số nhà 12 hỏng đã hai tuần.").await;
    t.clock.jump(60 * DAY_MS);
    assert_eq!(sla::sweep_if_trusted(&app).await.unwrap(), 0);
    t.clock.advance(3_600_000);
    assert_eq!(sla::sweep_if_trusted(&app).await.unwrap(), 1);
});

both!(a_clock_set_back_an_hour_keeps_nobody_from_being_told, |mut t: Installation| async move {
    let mail = MailServer::of(&mut t).await;
    filed(&t, "before", json!({})).await;
    t.run_tails().await;
    // A node that is an hour ahead takes the tail and a letter, and is no more.
    t.clock.jump(HOUR_MS);
    let app = t.app();
    let mut tx = app.db.begin().await.unwrap();
    assert!(tails::hold_lease(&mut tx, TAIL, "ahead", app.now_ms(), app.now_ms() + 30_000).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(sending::claim(&app).await.unwrap().len(), 1);
    drop(app);
    t.clock.jump(-HOUR_MS);
    filed(&t, "after", json!({})).await;
    t.run_tails().await;
    assert_eq!(t.send_due().await, 2);
    assert_eq!((mail.arrived().len(), t.send_due().await), (2, 0));
    // A lease and a claim that may be another node's are left alone.
    let app = t.app();
    let mut tx = app.db.begin().await.unwrap();
    assert!(tails::hold_lease(&mut tx, "some", "one", app.now_ms(), app.now_ms() + 30_000).await.unwrap());
    assert!(!tails::hold_lease(&mut tx, "some", "other", app.now_ms() - 20_000, app.now_ms() + 10_000).await.unwrap());
});
