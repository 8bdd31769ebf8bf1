//! Limits on requests: who is refused and who is not, what answers say of it, and when a crowd goes to a moderator. Addresses
//! are those that a proxy names.

use crate::both;
use crate::harness::{Answer, Installation, On, encode, text};
use axum::body::Body;
use axum::http::{Request, StatusCode, header, request};
use hoiam_backend::config::LimitsPlace;
use hoiam_backend::domain::throttle::{Deed, Policy};
use serde_json::json;

const FILING: &str = "/api/v1/sites/demo/cases";

/// No limits but these, as an operator writes them.
pub fn only(limits: &[(Policy, &str)]) -> LimitsPlace {
    let said = |policy: Policy| {
        let found = limits.iter().find(|(known, _)| *known == policy).map_or("none", |(_, quota)| quota);
        Some(found.parse().unwrap())
    };
    LimitsPlace {
        unlimited: false,
        limit_filing_address: said(Policy::FilingAddress),
        limit_filing_network: said(Policy::FilingNetwork),
        limit_filing_site: said(Policy::FilingSite),
        limit_reading_address: said(Policy::ReadingAddress),
        limit_reading_network: said(Policy::ReadingNetwork),
        limit_staff_token: said(Policy::StaffToken),
        limit_staff_address: said(Policy::StaffAddress),
        limit_staff_network: said(Policy::StaffNetwork),
        limit_moderated_address: said(Policy::ModeratedAddress),
        limit_moderated_network: said(Policy::ModeratedNetwork),
        limit_moderated_site: said(Policy::ModeratedSite),
        limit_usual_site: said(Policy::UsualSite),
    }
}

fn from(address: &str, request: request::Builder) -> request::Builder {
    // What stands before the last entry anybody can make up.
    request.header("x-forwarded-for", format!("192.0.2.99, {address}"))
}

async fn file(t: &Installation, address: &str, key: &str, lang: &str) -> Answer {
    let request = from(address, Request::post(FILING))
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT_LANGUAGE, lang)
        .header("idempotency-key", key);
    let case =
        json!({ "kind": "feedback", "body": format!("Rác chất đống trước cổng chợ, lần {key}."), "area": "26740" });
    t.send(request.body(Body::from(case.to_string())).unwrap()).await
}

async fn read(t: &Installation, address: &str, path: &str) -> Answer {
    t.send(from(address, Request::get(path)).body(Body::empty()).unwrap()).await
}

fn says<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    answer.headers.get(name).map(|value| value.to_str().unwrap())
}

both!(an_address_waits_and_is_told_when, |mut t: Installation| async move {
    t.limited_to(only(&[(Policy::FilingAddress, "2/1m"), (Policy::FilingNetwork, "9/1m")])).await;
    let first = file(&t, "203.0.113.7", "a", "vi").await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text);
    let policy = r#""filing-address";q=2;w=60, "filing-network";q=9;w=60"#;
    assert_eq!(says(&first, "ratelimit-policy"), Some(policy));
    assert_eq!(says(&first, "ratelimit"), Some(r#""filing-address";r=1;t=30"#));
    let exposed = says(&first, "access-control-expose-headers").unwrap();
    assert!(exposed.contains("retry-after") && exposed.contains("ratelimit-policy"), "{exposed}");
    assert_eq!(file(&t, "203.0.113.7", "b", "vi").await.status, StatusCode::CREATED);

    for (lang, detail) in [
        ("vi", "Nội dung của bạn vẫn còn. Hãy thử lại sau 30 giây."),
        ("en", "What you wrote is kept. Try again in 30 seconds."),
    ] {
        let refused = file(&t, "203.0.113.7", "c", lang).await;
        refused.is_problem(429, "rate_limited");
        assert_eq!(text(&refused.json(), "detail"), detail);
        assert_eq!(says(&refused, "retry-after"), Some("30"));
        assert_eq!(says(&refused, "ratelimit-policy"), Some(policy));
        assert_eq!(says(&refused, "ratelimit"), Some(r#""filing-address";r=0;t=30"#));
    }
    assert_eq!(file(&t, "203.0.113.8", "d", "vi").await.status, StatusCode::CREATED, "another address");
    assert_eq!(
        read(&t, "203.0.113.7", "/api/v1/public/cases").await.status,
        StatusCode::OK,
        "reading is another matter"
    );

    t.clock.advance(30_000);
    let later = file(&t, "203.0.113.7", "c", "vi").await;
    assert_eq!(later.status, StatusCode::CREATED, "what was refused left nothing behind: {}", later.text);
});

both!(what_a_cache_gives_to_many_says_nothing_of_one, |mut t: Installation| async move {
    t.limited_to(only(&[(Policy::ReadingAddress, "9/1m")])).await;
    for (path, own) in [("/api/v1/public/cases", true), ("/scorecards", false)] {
        let answer = read(&t, "203.0.113.7", path).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        let cached = says(&answer, "cache-control").is_some_and(|how| how.starts_with("public"));
        assert_eq!((cached, says(&answer, "ratelimit").is_some()), (!own, own), "{path}: {:?}", answer.headers);
        assert_eq!(says(&answer, "ratelimit-policy"), Some(r#""reading-address";q=9;w=60"#));
    }
});

both!(a_crowd_from_one_network_goes_to_a_moderator, |mut t: Installation| async move {
    t.limited_to(only(&[(Policy::ModeratedNetwork, "2/10m"), (Policy::ModeratedSite, "3/10m")])).await;
    for (n, address) in ["203.0.113.1", "203.0.113.2", "203.0.113.3", "198.51.100.1"].into_iter().enumerate() {
        let sent = file(&t, address, &format!("key-{n}"), "vi").await;
        assert_eq!(sent.status, StatusCode::CREATED, "nobody is refused: {}", sent.text);
        assert_eq!(says(&sent, "ratelimit"), None, "nothing to pace oneself by");
    }
    t.run_tails().await;
    let moderator = t.sign_in("kiemduyet").await;
    assert_eq!(t.list(&moderator, "state:screening flag:network_burst").await.0, 1);
    assert_eq!(t.list(&moderator, "state:screening flag:site_burst").await.0, 1);
    assert_eq!(t.list(&moderator, "state:screening").await.0, 2, "the first two went their way");

    t.clock.advance(600_000);
    file(&t, "203.0.113.3", "later", "vi").await;
    t.run_tails().await;
    assert_eq!(t.list(&moderator, "state:screening").await.0, 2, "it passes");
});

both!(a_token_waits_and_people_go_on, |mut t: Installation| async move {
    t.limited_to(only(&[(Policy::StaffToken, "2/1m"), (Policy::StaffAddress, "100/1m")])).await;
    let admin = t.sign_in("admin").await;
    let new = json!({ "name": "Kho dữ liệu", "role": "handler", "agency": "ubnd-79", "days": 30 });
    let secret = text(&t.staff_send(&admin, "POST", "/api/v1/admin/tokens", &new).await.json(), "secret");
    let list = async |secret: &str| {
        let request = from("203.0.113.7", Request::get("/api/v1/cases"));
        let request = request.header(header::AUTHORIZATION, format!("Bearer {secret}"));
        t.send(request.body(Body::empty()).unwrap()).await
    };
    let first = list(&secret).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.text);
    assert_eq!(says(&first, "ratelimit"), Some(r#""staff-address";r=99;t=1, "staff-token";r=1;t=30"#));
    assert_eq!(list(&secret).await.status, StatusCode::OK);
    let refused = list(&secret).await;
    refused.is_problem(429, "rate_limited");
    assert_eq!(says(&refused, "retry-after"), Some("30"));
    list("hoiam_another").await.is_problem(401, "unauthenticated");
    assert_eq!(t.staff_get(&admin, "/api/v1/cases").await.status, StatusCode::OK);
    t.clock.advance(30_000);
    assert_eq!(list(&secret).await.status, StatusCode::OK);
});

both!(pages_say_it_as_pages_and_forms_come_back, |mut t: Installation| async move {
    t.limited_to(only(&[(Policy::FilingSite, "1/10m"), (Policy::ReadingAddress, "2/1m")])).await;
    let send = async |token: &str| {
        let fields = [("kind", "feedback"), ("body", "Đèn đường hỏng đã ba tuần."), ("token", token)];
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        let form = Request::post("/f/demo?lang=vi").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        t.send(form.body(Body::from(body.join("&"))).unwrap()).await
    };
    assert_eq!(send("one").await.status, StatusCode::OK);
    let refused = send("two").await;
    refused.is_page(429);
    assert!(refused.text.contains("Đèn đường hỏng đã ba tuần."), "what was typed is kept");
    assert!(refused.text.contains("Hãy thử lại sau 10 phút."), "{}", refused.text);
    assert_eq!(says(&refused, "retry-after"), Some("600"));
    t.clock.advance(600_000);
    let sent = send("two").await;
    assert!(sent.text.contains("HA-26-"), "{}", sent.text);

    for _ in 0..2 {
        assert_eq!(read(&t, "203.0.113.7", "/s?q=rac").await.status, StatusCode::OK);
    }
    let page = from("203.0.113.7", Request::get("/s?q=rac&lang=en")).header(header::ACCEPT, "text/html,*/*;q=0.8");
    let refused = t.send(page.body(Body::empty()).unwrap()).await;
    refused.is_page(429);
    assert!(refused.text.contains("Try again in 30 seconds."), "{}", refused.text);
    read(&t, "203.0.113.7", "/s?q=rac").await.is_problem(429, "rate_limited");
    assert_eq!(read(&t, "203.0.113.7", "/healthz").await.status, StatusCode::OK, "what costs nothing is not counted");
});

#[tokio::test]
async fn nobody_meets_what_is_usual() {
    let mut t = Installation::new(On::Sqlite).await;
    t.limited_to(LimitsPlace::default()).await;
    let sent = file(&t, "203.0.113.7", "a", "vi").await;
    assert_eq!(says(&sent, "ratelimit"), Some(r#""filing-address";r=599;t=1"#));
    let found = read(&t, "2001:db8:1:2::5", "/api/v1/public/cases").await;
    assert_eq!(
        says(&found, "ratelimit-policy"),
        Some(r#""reading-address";q=3000;w=300, "reading-network";q=30000;w=300"#)
    );
    assert_eq!(says(&read(&t, "203.0.113.7", "/healthz").await, "ratelimit-policy"), None);
    t.limited_to(LimitsPlace { unlimited: true, ..LimitsPlace::default() }).await;
    assert_eq!(says(&file(&t, "203.0.113.7", "b", "vi").await, "ratelimit-policy"), None);
}

#[tokio::test]
async fn refusals_are_figures_by_limit_and_name_nobody() {
    let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder();
    let _here = metrics::set_default_local_recorder(&recorder);
    let mut t = Installation::new(On::Sqlite).await;
    t.limited_to(only(&[(Policy::FilingAddress, "1/1m")])).await;
    for key in ["a", "b", "c"] {
        file(&t, "203.0.113.7", key, "vi").await;
    }
    let figures = recorder.handle().render();
    assert!(figures.contains(r#"hoiam_limited_total{limit="filing-address"} 2"#), "{figures}");
    assert!(!figures.contains("203.0.113"), "{figures}");
}

#[tokio::test]
async fn who_only_reads_is_sent_away_when_all_seats_are_taken_and_filing_goes_on() {
    let mut t = Installation::new(On::Sqlite).await;
    t.limited_to(only(&[])).await;
    let handler = t.sign_in("chuyenvien").await;
    let app = t.app();
    let mut seats = Vec::new();
    while let Ok(seat) = app.seats.take(Deed::Reading).await {
        seats.push(seat);
    }
    let refused = read(&t, "203.0.113.7", "/api/v1/public/cases").await;
    refused.is_problem(503, "busy");
    assert_eq!(says(&refused, "retry-after"), Some("2"));
    let page = Request::get("/s?q=rac&lang=en").header(header::ACCEPT, "text/html,*/*;q=0.8");
    let refused = t.send(page.body(Body::empty()).unwrap()).await;
    refused.is_page(503);
    assert!(refused.text.contains("Try again in 2 seconds."), "{}", refused.text);

    assert_eq!(file(&t, "203.0.113.7", "a", "vi").await.status, StatusCode::CREATED);
    assert_eq!(t.staff_get(&handler, "/api/v1/cases").await.status, StatusCode::OK);
    assert_eq!(read(&t, "203.0.113.7", "/healthz").await.status, StatusCode::OK);

    drop(seats);
    assert_eq!(read(&t, "203.0.113.7", "/api/v1/public/cases").await.status, StatusCode::OK);
}
