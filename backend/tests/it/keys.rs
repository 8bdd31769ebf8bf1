//! Keys that seal are changed while the server goes on: everything is sealed anew, what is broken off goes on, and it is said
//! which key may go.

use crate::backup::Operator;
use crate::both;
use crate::harness::Installation;
use crate::notices::filed;
use crate::petitions::{open, with_mail};
use crate::process::killed;
use crate::webhooks::endpoint;
use hoiam_backend::domain::notices::webhooks::row_of;
use hoiam_backend::seals::name_of;
use hoiam_backend::store::resealing::Sealed;
use hoiam_backend::store::{bells, cases, second_steps, whole};
use hoiam_shared::Lang;
use hoiam_shared::ids::{CaseId, UserId};
use serde_json::{Value, json};

/// The names of the keys with which something is sealed.
async fn used(t: &Installation) -> Vec<String> {
    whole::key_ids(&mut t.app().db.read()).await.unwrap()
}

/// What a rotation says, with the keys given or those of the file.
async fn rotated(t: &Installation, key: Option<String>) -> Value {
    Operator { key, ..Operator::of(t) }.runs(&["keys", "rotate"]).await.json()
}

both!(everything_is_sealed_anew_twice_while_the_server_goes_on, |mut t: Installation| async move {
    t.keeps_its_key_in_a_file().await;
    let mail = with_mail(&mut t).await;
    open(&mut t, &mail).await;
    filed(&t, "before", json!({})).await;
    t.address("xaydung.hcm", Lang::En).await;
    let admin = t.sign_in("admin").await;
    let url = "https://hooks.example.vn/";
    let (id, _) = endpoint(&t, &admin, json!({ "url": url, "events": ["rated"] })).await;
    let anew = t.staff_send(&admin, "POST", &format!("/api/v1/admin/endpoints/{id}/secret"), &json!({})).await;
    assert!(anew.status.is_success(), "{}", anew.text);
    let app = t.app();
    let (keys, random, case) =
        (&app.keys, app.random.as_ref(), cases::page(&mut app.db.read(), CaseId(0), 1).await.unwrap());
    let case = case[0].id;
    let (key, sealed) = keys.seal_second(random, 1, "JBSWY3DPEHPK3PXP");
    let mut tx = app.db.begin().await.unwrap();
    assert!(second_steps::begin(&mut tx, UserId(1), &key, &sealed).await.unwrap());
    bells::hang(&mut tx, case, "00", keys.seal(random, case.0, "https://push.example/x"), 5, 0).await.unwrap();
    tx.commit().await.unwrap();
    for table in Sealed::ALL {
        let rows = table.under_others(&mut app.db.read(), "", i64::MIN, 10).await.unwrap();
        assert_eq!(rows.len(), if table == Sealed::Signatures { 2 } else { 1 }, "{table:?}");
    }
    let first = used(&t).await;
    assert_eq!(first, [keys.seals().newest()]);

    let once = rotated(&t, None).await;
    let second = used(&t).await;
    assert_eq!((&once["added"], &once["unopened"], &once["may_go"]), (&json!(true), &json!(0), &json!([])), "{once}");
    assert_eq!((&once["needed"], second.len()), (&json!(second), 1));
    assert!(second != first && once["resealed"] == 7, "{once}");
    // The server that was there all the time opens what it meets, and seals with the new key from then on.
    t.run_tails().await;
    t.send_due().await;
    assert!(mail.arrived().iter().any(|letter| letter.to == "an@mail.example"));
    filed(&t, "after", json!({})).await;
    assert_eq!(used(&t).await, second);
    // What was sealed anew is opened by its new key and for its own row: or it could not be sealed once more.
    let twice = rotated(&t, None).await;
    assert_eq!(
        (&twice["added"], &twice["unopened"], &twice["may_go"]),
        (&json!(true), &json!(0), &json!(second)),
        "{twice}"
    );
    assert_eq!(twice["resealed"], 8);
    // The secret before the newest one, too.
    let row = &Sealed::Endpoints.under_others(&mut app.db.read(), "", i64::MIN, 1).await.unwrap()[0];
    let old = row.old_sealed.as_deref().unwrap();
    assert!(keys.open_notice(&row_of(row.id), &row.key_id, old).is_ok());

    // Without the one that may go all is well.
    drop(app);
    t.stop().await;
    let file = t.data().join("hoiam.key");
    let kept: Vec<String> = std::fs::read_to_string(&file).unwrap().lines().map(str::to_owned).collect();
    assert_eq!((kept.len(), &kept[0]), (3, &"11".repeat(32)));
    std::fs::write(&file, format!("{}\n{}\n", kept[0], kept[2])).unwrap();
    t.restart().await;
    t.run_tails().await;
    assert_eq!(t.send_due().await, 1);
    let keys = format!("{},{},{}", kept[0], kept[2], "22".repeat(32));
    let again = rotated(&t, Some(keys)).await;
    assert_eq!((&again["added"], &again["unopened"]), (&json!(false), &json!(0)), "{again}");
    assert_eq!(again["resealed"], twice["resealed"]);
});

both!(what_is_broken_off_goes_on_and_a_key_that_is_missing_is_named, |t: Installation| async move {
    for n in 0..3 {
        filed(&t, &format!("some-{n}"), json!({})).await;
    }
    t.address("xaydung.hcm", Lang::En).await;
    t.address("dieuphoi", Lang::En).await;
    let first = used(&t).await;
    let with = |keys: String| Operator { key: Some(keys), ..Operator::of(&t) };
    let wrong = with("33".repeat(32)).runs(&["keys", "rotate"]).await;
    assert!(!wrong.good && wrong.err.contains(&first[0]), "{wrong:?}");
    assert_eq!(used(&t).await, first, "nothing is touched");

    let both = with(format!("{},{}", "11".repeat(32), "22".repeat(32)));
    // The contacts are done, those of staff are not.
    killed(both.command(&["keys", "rotate"]).env("HOIAM_FAULT", "keys.before_commit:2").status().await.unwrap());
    assert_eq!(used(&t).await.len(), 2);
    let rest = both.runs(&["keys", "rotate"]).await.json();
    let newest = name_of(&[0x22; 32]);
    assert_eq!((&rest["added"], &rest["resealed"], &rest["key"]), (&json!(false), &json!(2), &json!(newest)), "{rest}");
    assert_eq!(used(&t).await, [newest]);
    assert_eq!(both.runs(&["keys", "rotate"]).await.json()["resealed"], 0);
});
