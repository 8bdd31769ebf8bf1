//! A little work while unusually many file through one site: who is asked for it, what it opens, and that nobody is turned away.

use crate::both;
use crate::harness::{Answer, Installation, On, encode, text};
use crate::limits::only;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use hoiam_backend::domain::throttle::Policy;
use hoiam_backend::secrets::sha256_bytes;
use serde_json::json;
use tokio_stream::StreamExt;

/// A site where eight cases in eighty seconds are a busy day: from the fifth on there is pressure, at the eighth the most.
async fn busy(t: &mut Installation) {
    t.limited_to(only(&[(Policy::UsualSite, "8/80s")])).await;
    for n in 0..4 {
        assert_eq!(file(t, &format!("before-{n}"), None).await.status, StatusCode::CREATED);
    }
}

async fn file(t: &Installation, key: &str, work: Option<&str>) -> Answer {
    let mut request = Request::post("/api/v1/sites/demo/cases")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT_LANGUAGE, "vi")
        .header("idempotency-key", key);
    if let Some(work) = work {
        request = request.header("proof-of-work", work);
    }
    let case =
        json!({ "kind": "feedback", "body": format!("Rác chất đống trước cổng chợ, lần {key}."), "area": "26740" });
    t.send(request.body(Body::from(case.to_string())).unwrap()).await
}

/// The challenge of an answer that asks for work, and how many bits.
fn asked(answer: &Answer) -> (String, u32) {
    answer.is_problem(428, "work_needed");
    let challenge = text(&answer.json(), "challenge");
    let bits = challenge.split('.').next().unwrap().parse().unwrap();
    (challenge, bits)
}

fn done(challenge: &str, bits: u32) -> String {
    let fits = |text: &String| {
        let [a, b, c, d, ..] = sha256_bytes(text.as_bytes());
        u32::from_be_bytes([a, b, c, d]).leading_zeros() >= bits
    };
    (0..).map(|n| format!("{challenge}.{n}")).find(fits).unwrap()
}

both!(work_is_asked_for_while_many_file_and_for_one_filing, |mut t: Installation| async move {
    busy(&mut t).await;
    let (challenge, bits) = asked(&file(&t, "a", None).await);
    assert_eq!(bits, 16);
    let proof = done(&challenge, bits);
    let sent = file(&t, "a", Some(&proof)).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
    for again in [Some(proof.as_str()), Some("1.2.3.4"), None] {
        let again = file(&t, "a", again).await;
        assert_eq!(text(&again.json(), "code"), text(&sent.json(), "code"), "sent twice it is the same case");
    }
    // For another filing it is worth nothing, and neither is anything else.
    for wrong in [proof.as_str(), challenge.as_str(), "1", "", "16.1.2.3"] {
        asked(&file(&t, "b", Some(wrong)).await);
    }
    t.run_tails().await;
    let moderator = t.sign_in("kiemduyet").await;
    assert_eq!(t.list(&moderator, "state:screening").await.0, 0, "who works is kept from nothing");
});

both!(the_work_grows_with_the_pressure_and_ends_with_it, |mut t: Installation| async move {
    busy(&mut t).await;
    let mut bits = Vec::new();
    for n in 0..6 {
        let key = format!("key-{n}");
        bits.push(asked(&file(&t, &key, None).await).1);
        // Whoever is taken counts, however; who only asks does not.
        assert_eq!(file(&t, &key, Some("none")).await.status, StatusCode::CREATED);
    }
    assert_eq!(bits, [16, 17, 18, 19, 19, 19]);
    t.clock.advance(30_000);
    assert_eq!(asked(&file(&t, "later", None).await).1, 17);
    t.clock.advance(30_000);
    assert_eq!(file(&t, "later", None).await.status, StatusCode::CREATED, "as usual again");
});

both!(what_was_worked_for_yesterday_is_not_taken, |mut t: Installation| async move {
    busy(&mut t).await;
    let (challenge, bits) = asked(&file(&t, "a", None).await);
    let proof = done(&challenge, bits);
    t.clock.jump(601_000);
    let (fresh, bits) = asked(&file(&t, "a", Some(&proof)).await);
    assert_eq!(file(&t, "a", Some(&done(&fresh, bits))).await.status, StatusCode::CREATED);
});

both!(who_does_not_work_is_read_by_a_moderator_first, |mut t: Installation| async move {
    busy(&mut t).await;
    let sent = file(&t, "a", Some("none")).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
    t.run_tails().await;
    let moderator = t.sign_in("kiemduyet").await;
    assert_eq!(t.list(&moderator, "state:screening flag:unproven").await.0, 1);
    assert_eq!(t.list(&moderator, "state:screening").await.0, 1, "those before went their way");
    // What is wrong is said before anybody works.
    let request = Request::post("/api/v1/sites/demo/cases").header(header::CONTENT_TYPE, "application/json");
    let empty = request.header("idempotency-key", "b").body(Body::from(r#"{"kind":"feedback","body":""}"#)).unwrap();
    t.send(empty).await.is_problem(422, "invalid");
});

/// The plain form, as a browser sends it.
fn form(token: &str, more: &[(&str, &str)]) -> Request<Body> {
    let fields = [&[("kind", "feedback"), ("body", "Đèn đường hỏng đã ba tuần."), ("token", token)], more].concat();
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    let request = Request::post("/f/demo?lang=vi").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    request.body(Body::from(body.join("&"))).unwrap()
}

both!(a_form_without_scripts_waits_and_says_so, |mut t: Installation| async move {
    busy(&mut t).await;
    let answer = t.begun(form("one", &[])).await;
    assert_eq!((answer.status(), answer.headers()["cache-control"].as_bytes()), (StatusCode::OK, &b"no-store"[..]));
    let mut body = answer.into_body().into_data_stream();
    let mut next = async || Some(String::from_utf8(body.next().await?.unwrap().to_vec()).unwrap());
    let first = next().await.unwrap();
    assert!(first.contains("Xin chờ khoảng 5 giây") && first.contains("Đèn đường hỏng đã ba tuần."), "{first}");
    assert!(!first.contains("HA-26-") && !first.contains("</html>"), "{first}");
    t.clock.advance(5_000);
    let rest = next().await.unwrap();
    assert!(rest.contains("HA-26-") && rest.trim_end().ends_with("</html>") && !rest.contains("<main"), "{rest}");
    assert_eq!(next().await, None);

    // Whoever does not want to wait sends what the page holds; and whoever leaves has sent nothing.
    let left = t.begun(form("two", &[])).await;
    drop(left);
    let hurried = t.send(form("three", &[("work", "none")])).await;
    assert!(hurried.text.contains("HA-26-"), "{}", hurried.text);
    t.run_tails().await;
    let moderator = t.sign_in("kiemduyet").await;
    assert_eq!(t.list(&moderator, "den duong").await.0, 2);
    assert_eq!(t.list(&moderator, "state:screening flag:unproven den duong").await.0, 1, "the one in a hurry");
});

#[tokio::test]
async fn what_is_asked_and_done_are_figures() {
    let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder();
    let _here = metrics::set_default_local_recorder(&recorder);
    let mut t = Installation::new(On::Sqlite).await;
    busy(&mut t).await;
    let (challenge, bits) = asked(&file(&t, "a", None).await);
    file(&t, "b", Some("1.2.3.4")).await;
    file(&t, "a", Some(&done(&challenge, bits))).await;
    file(&t, "c", Some("none")).await;
    let figures = recorder.handle().render();
    for outcome in ["asked", "refused", "done", "declined"] {
        assert!(figures.contains(&format!(r#"hoiam_work_total{{outcome="{outcome}"}} 1"#)), "{figures}");
    }
}
