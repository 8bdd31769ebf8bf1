//! Who is to be told, when the node ends in the middle of telling them or the other side fails: each is told, once; and once
//! more under the same name only where nobody can know whether the first time came through.

use crate::both;
use crate::harness::Installation;
use crate::notices::deliveries;
use crate::process::Server;
use crate::receiver::Receiver;
use crate::smtp::{MailServer, Manner, Nobody};
use crate::webhooks::endpoint;
use hoiam_backend::config::NoticesPlace;
use hoiam_backend::domain::notices::sending::{self, CLAIM_MS};
use serde_json::json;
use std::collections::BTreeSet;
use tokio::task::spawn_blocking;

const MINUTE_MS: i64 = 60_000;

/// Files a case at a server that ends at a point; whoever is told of it lives in this runtime, which goes on meanwhile.
async fn told_until(t: &Installation, point: &str, more: &[&str]) {
    let (data, url, point) = (t.data().to_path_buf(), t.database_url().map(str::to_owned), point.to_owned());
    let more: Vec<String> = more.iter().map(|&one| one.to_owned()).collect();
    let run = move || {
        let more: Vec<&str> = more.iter().map(String::as_str).collect();
        let mut server = Server::ending_at(&point, &data, url.as_deref(), &more);
        super::load::filed(&server.address, "told");
        server.ends();
    };
    spawn_blocking(run).await.unwrap();
}

/// The next node goes on by itself when the claim of the one that is no more has lapsed, and then there is nothing left to do.
async fn next_node(t: &mut Installation, notices: NoticesPlace) {
    t.tell_by(notices).await;
    t.after_the_servers(CLAIM_MS);
    t.run_tails().await;
    assert_eq!((t.send_due().await, t.send_due().await), (1, 0));
    let admin = t.sign_in("admin").await;
    let list = deliveries(t, &admin, "").await;
    let row = &list["deliveries"][0];
    assert_eq!((&row["state"], &row["tries"]), (&json!("sent"), &json!(2)), "{list}");
}

/// One letter; the node that sends it ends at a point, and so many arrive in all.
async fn a_letter_ends_at(mut t: Installation, point: &str, times: usize) {
    let mail = MailServer::start().await;
    t.stop().await;
    told_until(&t, point, &["--mail", &mail.url()]).await;
    next_node(&mut t, NoticesPlace { mail: Some(mail.url()), ..NoticesPlace::default() }).await;
    let letters = mail.arrived();
    assert_eq!(letters.len(), times);
    assert!(letters.iter().all(|letter| letter.id == letters[0].id), "by the same name");
}

both!(ended_before_a_letter_is_sent_it_is_sent_once, |t: Installation| a_letter_ends_at(t, "delivery.claimed", 1));

both!(ended_between_sending_and_recording_a_letter_comes_again_by_the_same_name, |t: Installation| {
    a_letter_ends_at(t, "delivery.sent", 2)
});

/// The same for a webhook.
async fn a_webhook_ends_at(mut t: Installation, point: &str, times: usize) {
    let receiver = Receiver::start().await;
    let notices = NoticesPlace { webhooks_local: true, ..NoticesPlace::default() };
    t.after_the_servers(-MINUTE_MS);
    t.tell_by(notices.clone()).await;
    let admin = t.sign_in("admin").await;
    endpoint(&t, &admin, json!({ "url": receiver.url, "events": ["received"] })).await;
    t.stop().await;
    told_until(&t, point, &["--webhooks-local"]).await;
    next_node(&mut t, notices).await;
    let posts = receiver.posts();
    assert_eq!(posts.len(), times);
    assert!(posts.iter().all(|(headers, _)| headers["webhook-id"] == posts[0].0["webhook-id"]), "by the same name");
}

both!(ended_before_a_webhook_is_posted_it_is_posted_once, |t: Installation| {
    a_webhook_ends_at(t, "delivery.claimed", 1)
});

both!(ended_between_posting_and_recording_a_webhook_comes_again_by_the_same_name, |t: Installation| {
    a_webhook_ends_at(t, "delivery.sent", 2)
});

both!(while_mail_and_webhooks_fail_nothing_is_lost_and_then_each_is_told_once, |mut t: Installation| async move {
    const CASES: usize = 8;
    let (mail, receiver) = (MailServer::start().await, Receiver::start().await);
    let told = |mail: String| NoticesPlace { mail: Some(mail), webhooks_local: true, ..NoticesPlace::default() };
    // First there is no mail server at all, and the other system is broken.
    let gone = Nobody::there();
    t.tell_by(told(gone.url())).await;
    let admin = t.sign_in("admin").await;
    endpoint(&t, &admin, json!({ "url": receiver.url, "events": ["received"] })).await;
    for n in 0..CASES {
        let case = json!({
            "kind": "feedback", "body": format!("Vỉa hè số {n} bị chiếm làm bãi xe."), "language": "en", "consent": true,
            "contact": { "email": format!("an{n}@mail.example"), "notify": true },
        });
        assert_eq!(t.file(&format!("fail-{n}"), &case).await.status.as_u16(), 201);
    }
    t.run_tails().await;
    receiver.will([503; CASES]);
    assert_eq!(t.send_due().await, 2 * CASES);
    // Then one that is busy, and a system that answers some.
    t.tell_by(told(mail.url())).await;
    mail.will(std::iter::repeat_n(Manner::Refuse("421 4.3.2 come again"), CASES));
    receiver.will([500, 204, 429, 204, 302]);
    t.clock.advance(MINUTE_MS);
    assert_eq!(t.send_due().await, 2 * CASES);
    // Then both are well.
    for _ in 0..4 {
        t.clock.advance(30 * MINUTE_MS);
        t.run_tails().await;
        t.send_due().await;
    }
    let letters = mail.arrived();
    let distinct: BTreeSet<(&str, &str)> = letters.iter().map(|one| (one.to.as_str(), one.id.as_str())).collect();
    assert_eq!((letters.len(), distinct.len()), (CASES, CASES));
    // Each post that failed came again by its name, and the one that was taken was the last.
    let posts = receiver.posts();
    let names: BTreeSet<&str> = posts.iter().map(|(headers, _)| headers["webhook-id"].to_str().unwrap()).collect();
    assert_eq!((posts.len(), names.len()), (CASES + 3 + CASES, CASES));
    let admin = t.sign_in("admin").await;
    let list = deliveries(&t, &admin, "").await;
    assert_eq!(list["counts"]["sent"], 2 * CASES, "{list}");
    t.clock.advance(30 * MINUTE_MS);
    assert_eq!(t.send_due().await, 0);
});

both!(two_nodes_never_send_the_same_one_at_once, |mut t: Installation| async move {
    let mail = MailServer::of(&mut t).await;
    for n in 0..20 {
        crate::notices::filed(&t, &format!("many-{n}"), json!({})).await;
    }
    t.run_tails().await;
    let app = t.app();
    let (one, other) = tokio::join!(sending::claim(&app), sending::claim(&app));
    let (one, other) = (one.unwrap(), other.unwrap());
    let mut ids: Vec<i64> = one.iter().chain(&other).map(|delivery| delivery.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((ids.len(), one.len() + other.len()), (20, 20));
    assert_eq!(t.send_due().await, 0, "all are claimed");
    drop(app);
    // This node ends here. What it had claimed is free again after a while, and counts as tried.
    t.restart().await;
    t.clock.advance(CLAIM_MS + 1);
    assert_eq!(t.send_due().await, 20);
    // The one that only seemed to have ended comes too late to say how it went.
    sending::attempt(&t.app(), &one[0]).await.unwrap();
    assert_eq!(mail.arrived().len(), 21);
    let admin = t.sign_in("admin").await;
    let list = deliveries(&t, &admin, "").await;
    assert_eq!((&list["counts"]["sent"], &list["deliveries"][0]["tries"]), (&json!(20), &json!(2)));
});
