//! The store's contract: what its functions promise beside what the use-cases show, on both engines.

use crate::both;
use crate::harness::Installation;
use hoiam_backend::store::db::sql;
use hoiam_backend::store::events::{Passed, StoredEvent};
use hoiam_backend::store::intake::{self, Key};
use hoiam_backend::store::people::{self, User};
use hoiam_backend::store::sessions::{self, Session};
use hoiam_backend::store::{Inserts, Run, StoreError, Tx, counters, events, tails};
use hoiam_shared::case::{Actor, Event, What};
use hoiam_shared::ids::{AgencyId, CaseId, UserId};
use hoiam_shared::rights::{Grant, Role};

both!(numbers_are_given_once, |t: Installation| async move {
    let db = t.app().db.clone();
    let mut tx = db.begin().await.unwrap();
    assert_eq!(counters::take(&mut tx, "trial", 10).await.unwrap(), 1);
    assert_eq!(counters::take(&mut tx, "trial", 1).await.unwrap(), 11);
    drop(tx);
    assert_eq!(counters::peek(&mut db.read(), "trial").await.unwrap(), 0, "what is not committed has not happened");
    let mut tx = db.begin().await.unwrap();
    assert_eq!(counters::take(&mut tx, "trial", 5).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(counters::peek(&mut db.read(), "trial").await.unwrap(), 5);
});

both!(one_node_holds_a_lease, |t: Installation| async move {
    let db = t.app().db.clone();
    let hold = async |holder: &str, now_ms: i64| {
        let mut tx = db.begin().await.unwrap();
        let held = tails::hold_lease(&mut tx, "trial", holder, now_ms, now_ms + 100).await.unwrap();
        tx.commit().await.unwrap();
        held
    };
    assert!(hold("a", 0).await);
    assert!(!hold("b", 50).await);
    assert!(hold("a", 60).await, "who holds it keeps it");
    assert!(!hold("b", 110).await);
    assert!(hold("b", 161).await, "who is gone loses it");
    assert!(!hold("a", 162).await);
});

both!(a_key_is_claimed_once, |t: Installation| async move {
    let db = t.app().db.clone();
    let key = |case: i64, body: &str| Key {
        site_id: 1,
        key: "k".into(),
        body_sha256: body.into(),
        case_id: case,
        created_ms: 5,
    };
    let bring = async |keys: &[Key]| {
        let mut new = Inserts::default();
        intake::insert(&mut new, keys);
        let mut tx = db.begin().await.unwrap();
        new.write(&mut tx).await?;
        tx.commit().await
    };
    bring(&[key(1, "x")]).await.unwrap();
    let both = [key(2, "y"), Key { key: "other".into(), ..key(3, "z") }];
    let twice = bring(&both).await;
    assert!(matches!(twice, Err(StoreError::Duplicate(_))), "{twice:?}");
    assert_eq!(intake::used(&mut db.read(), &both).await.unwrap(), [key(1, "x")], "and nothing of the other was kept");
    bring(&both[1..]).await.unwrap();
});

both!(the_ledger_takes_each_position_once, |t: Installation| async move {
    let db = t.app().db.clone();
    let event = Event {
        version: 1,
        at_ms: 1,
        actor: Actor::Staff(UserId(3)),
        words_sha256: String::new(),
        what: What::Noted {},
    };
    let mut tx = db.begin().await.unwrap();
    let row = StoredEvent::new(CaseId(9), &event);
    let append = async |tx: &mut Tx| {
        let mut new = Inserts::default();
        events::append(&mut new, [row.clone()]);
        new.write(tx).await
    };
    append(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(events::of_case(&mut db.read(), CaseId(9)).await.unwrap(), std::slice::from_ref(&event));
    let mut tx = db.begin().await.unwrap();
    let twice = append(&mut tx).await;
    assert!(matches!(twice, Err(StoreError::Duplicate(_))), "{twice:?}");
    drop(tx);
    let waiting = events::unnumbered(&mut db.read(), 10).await.unwrap();
    assert_eq!(waiting, std::slice::from_ref(&row));
    let mut tx = db.begin().await.unwrap();
    let at = |seq| [StoredEvent { seq: Some(seq), hash: Some("h".into()), ..row.clone() }];
    assert_eq!(events::number(&mut tx, &at(7)).await.unwrap(), 1);
    assert_eq!(events::number(&mut tx, &at(8)).await.unwrap(), 0, "a position is never changed");
    tx.commit().await.unwrap();
    assert_eq!(events::after(&mut db.read(), 6, 10).await.unwrap().len(), 1);
    assert_eq!(events::after(&mut db.read(), 7, 10).await.unwrap().len(), 0);
    let passed = events::passed_after(&mut db.read(), 6, 10).await.unwrap();
    assert_eq!(passed, [Passed { seq: 7, case_id: 9, version: 1, at_ms: 1, kind: "noted".into() }]);
});

both!(people_come_and_go, |t: Installation| async move {
    let db = t.app().db.clone();
    let user = User::new(UserId(77_000), "thu", "Bài Thử", "x");
    let grant = Grant { role: Role::Handler, agency: AgencyId(1) };
    let session = |name: &str| Session {
        token_sha256: name.into(),
        id: format!("{name}-id"),
        user_id: 77_000,
        csrf: "c".into(),
        created_ms: 0,
        expires_ms: 100,
        seen_ms: 0,
        agent: String::new(),
        by_provider: 0,
        half: 0,
    };
    let mut tx = db.begin().await.unwrap();
    people::insert(&mut tx, &user).await.unwrap();
    people::grant(&mut tx, user.id, grant).await.unwrap();
    people::grant(&mut tx, user.id, grant).await.unwrap();
    for name in ["t", "u", "v"] {
        sessions::open(&mut tx, &session(name)).await.unwrap();
    }
    people::set_password(&mut tx, user.id, "y", Some(7)).await.unwrap();
    tx.commit().await.unwrap();
    let mut read = db.read();
    let stored = people::by_login(&mut read, "thu").await.unwrap().unwrap();
    assert_eq!((stored.password_hash.as_str(), stored.once_until_ms, stored.version), ("y", Some(7), 1));
    assert_eq!(people::grants(&mut read, user.id).await.unwrap(), [grant]);
    assert!(people::holding(&mut read, Role::Handler, 1).await.unwrap().iter().any(|u| u.id == user.id));
    assert_eq!(sessions::find(&mut read, "t", 99).await.unwrap(), Some(session("t")));
    assert_eq!(sessions::find(&mut read, "t", 100).await.unwrap(), None, "it has run out");
    let mut tx = db.begin().await.unwrap();
    sessions::touch(&mut tx, "u", 50).await.unwrap();
    assert!(sessions::close_one(&mut tx, user.id, "v-id").await.unwrap());
    assert!(!sessions::close_one(&mut tx, user.id, "v-id").await.unwrap());
    assert!(!sessions::close_one(&mut tx, UserId(1), "u-id").await.unwrap(), "another's");
    tx.commit().await.unwrap();
    let listed: Vec<_> = sessions::of_user(&mut read, user.id, 99).await.unwrap();
    let listed: Vec<_> = listed.iter().map(|s| (s.id.as_str(), s.seen_ms)).collect();
    assert_eq!(listed, [("u-id", 50), ("t-id", 0)]);
    let mut tx = db.begin().await.unwrap();
    assert_eq!(sessions::close_all(&mut tx, user.id, "t-id").await.unwrap(), 1);
    tx.commit().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let again = people::insert(&mut tx, &User { id: UserId(77_001), ..user.clone() }).await;
    assert!(matches!(again, Err(StoreError::Duplicate(_))), "{again:?}");
    drop(tx);
    let mut tx = db.begin().await.unwrap();
    people::set_disabled(&mut tx, user.id, Some(1)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(sessions::find(&mut read, "t", 1).await.unwrap(), None);
    assert!(!people::holding(&mut read, Role::Handler, 1).await.unwrap().iter().any(|u| u.id == user.id));
});

/// Tables and columns of both engines, named alike and in the same order.
#[tokio::test]
async fn both_engines_have_the_same_shape() {
    let shape = async |on, text: &'static str| -> Vec<(String, String)> {
        let t = Installation::new(on).await;
        t.app().db.read().all(sql(text)).await.unwrap()
    };
    let sqlite = shape(
        crate::harness::On::Sqlite,
        "SELECT m.name AS t, c.name AS c FROM sqlite_master m JOIN pragma_table_info(m.name) c \
         WHERE m.type = 'table' AND m.name NOT LIKE '\\_sqlx%' ESCAPE '\\' AND m.name NOT LIKE 'sqlite%' ORDER BY m.name, c.cid",
    )
    .await;
    let postgres = shape(
        crate::harness::On::Postgres,
        "SELECT CAST(table_name AS TEXT) AS t, CAST(column_name AS TEXT) AS c FROM information_schema.columns \
         WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations' \
         ORDER BY table_name COLLATE \"C\", ordinal_position",
    )
    .await;
    assert!(sqlite.len() > 100);
    assert_eq!(sqlite, postgres);
}

both!(tries_are_counted_and_forgotten, |t: Installation| async move {
    use hoiam_backend::store::attempts;
    let db = t.app().db.clone();
    let mut tx = db.begin().await.unwrap();
    for n in 1..=3 {
        assert_eq!(attempts::count(&mut tx, "a", "w", n * 10).await.unwrap().unwrap().tries, n);
    }
    attempts::count(&mut tx, "b", "", 40).await.unwrap();
    attempts::hold(&mut tx, "a", 100).await.unwrap();
    attempts::take_back(&mut tx, "b").await.unwrap();
    tx.commit().await.unwrap();
    let mut read = db.read();
    let known = attempts::of(&mut read, "a").await.unwrap().unwrap();
    assert_eq!((known.who.as_str(), known.tries, known.last_ms, known.until_ms), ("w", 3, 30, 100));
    assert_eq!(attempts::of(&mut read, "b").await.unwrap().unwrap().tries, 0);
    assert!(attempts::held(&mut read, "w", 99).await.unwrap());
    assert!(!attempts::held(&mut read, "w", 100).await.unwrap());
    assert!(!attempts::held(&mut read, "", 0).await.unwrap());
    let mut tx = db.begin().await.unwrap();
    assert_eq!(attempts::forget_who(&mut tx, "").await.unwrap(), 0);
    assert_eq!(attempts::forget_who(&mut tx, "w").await.unwrap(), 1);
    assert_eq!(attempts::forget_before(&mut tx, 41).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(attempts::of(&mut read, "b").await.unwrap(), None);
});

both!(acts_are_found_within_branches, |t: Installation| async move {
    use hoiam_backend::store::audit::{self, AuditRow, Wanted};
    let db = t.app().db.clone();
    let settings = t.app().settings();
    let root = settings.root().unwrap();
    let city = settings.agency_by_code("ubnd-79").unwrap();
    let row = |at_ms, user_id, thing: &str, agency_id| AuditRow {
        id: 0,
        at_ms,
        user_id,
        act: "changed".into(),
        thing: thing.into(),
        item: "x".into(),
        agency_id,
        was: String::new(),
        became: "{}".into(),
    };
    let mut tx = db.begin().await.unwrap();
    for row in
        [row(1, Some(1), "rule", root.id.0), row(2, None, "person", city.id.0), row(3, Some(1), "person", city.id.0)]
    {
        audit::insert(&mut tx, &row).await.unwrap();
    }
    tx.commit().await.unwrap();
    let times = async |wanted: Wanted| -> Vec<i64> {
        let mut read = db.read();
        let page = audit::page(&mut read, &wanted, 10).await.unwrap();
        if wanted.before.is_none() {
            assert_eq!(audit::count(&mut read, &wanted).await.unwrap(), page.len() as i64);
        }
        page.into_iter().map(|row| row.at_ms).collect()
    };
    let everywhere = Wanted { ranges: vec![root.range], ..Wanted::default() };
    assert_eq!(times(everywhere.clone()).await, [3, 2, 1]);
    assert_eq!(times(Wanted { ranges: vec![city.range], ..Wanted::default() }).await, [3, 2]);
    assert_eq!(times(Wanted::default()).await, [0; 0]);
    assert_eq!(times(Wanted { user: Some(1), ..everywhere.clone() }).await, [3, 1]);
    assert_eq!(times(Wanted { thing: Some("rule".into()), item: Some("x".into()), ..everywhere.clone() }).await, [1]);
    assert_eq!(times(Wanted { from_ms: Some(2), to_ms: Some(3), ..everywhere.clone() }).await, [2]);
    assert_eq!(times(Wanted { before: Some(2), ..everywhere }).await, [1]);
});
