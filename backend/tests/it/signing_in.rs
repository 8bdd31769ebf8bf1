//! Staff who sign in by an identity provider: who is found among our people, who is not, and that what they get is the ordinary
//! session with the rights that they had. That lies are not believed is in `vouching`: the way is the same.

use crate::both;
use crate::harness::{Answer, Installation, PASSWORD, Session, encode, text};
use crate::provider::{CLIENT, Lie, Manner, Provider, SECRET};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use hoiam_backend::config::IdentitiesPlace;
use hoiam_backend::secrets::password_hash;
use hoiam_backend::store::people;
use serde_json::json;

fn configured(provider: &Provider) -> IdentitiesPlace {
    IdentitiesPlace {
        oidc_staff_issuer: Some(provider.url.clone()),
        oidc_staff_client: Some(CLIENT.into()),
        oidc_staff_secret: Some(SECRET.into()),
        oidc_staff_name: Some("Tài khoản tỉnh".into()),
        oidc_staff_domain: Some("@Tinh.gov.vn".into()),
        ..IdentitiesPlace::default()
    }
}

/// Goes to the provider and comes back; what is shown then, and the cookies of the browser.
async fn through(t: &Installation, provider: &Provider, to: &str) -> Answer {
    let answer = t.get(&format!("/identity/staff/go?lang=en&to={}", encode(to))).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let set = answer.headers[header::SET_COOKIE].to_str().unwrap();
    let cookie = set.split(';').next().unwrap().to_owned();
    let back = provider.visited(answer.headers[header::LOCATION].to_str().unwrap()).await;
    let path = back.strip_prefix("https://hoiam.test").unwrap();
    t.send(Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await
}

/// The session that an answer opened.
async fn session(t: &Installation, answer: &Answer) -> Session {
    let cookies = answer.headers.get_all(header::SET_COOKIE).iter().map(|set| set.to_str().unwrap());
    let set = cookies.into_iter().find(|set| set.starts_with("hoiam_session=")).expect("a session");
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Strict"), "{set}");
    let cookie = set.split(';').next().unwrap().to_owned();
    let session = Session { cookie, csrf: String::new() };
    let view = t.staff_get(&session, "/api/v1/session").await.json();
    assert_eq!(view["need"], json!(null), "{view}");
    Session { csrf: text(&view, "csrf"), ..session }
}

fn opens_nothing(answer: &Answer) {
    let opened =
        answer.headers.get_all(header::SET_COOKIE).iter().any(|set| set.as_bytes().starts_with(b"hoiam_session"));
    assert!(!opened, "{answer:?}");
}

both!(staff_are_found_and_get_the_ordinary_session, |mut t: Installation| async move {
    let none = t.get("/api/v1/session/provider").await.json();
    assert_eq!(none["name"], json!(null));
    t.get("/identity/staff/go?lang=en").await.is_page(503);

    let provider = Provider::start(&t, Manner::of("moderator", "Kiểm Duyệt", "KiemDuyet@tinh.gov.vn")).await;
    t.vouched_by(configured(&provider)).await;
    assert_eq!(t.get("/api/v1/session/provider").await.json()["name"], "Tài khoản tỉnh");
    let answer = through(&t, &provider, "/console/petitions/HA-1?state=moderation").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    assert_eq!(answer.headers[header::LOCATION], "/console/petitions/HA-1?state=moderation");
    let by_provider = session(&t, &answer).await;
    let by_password = t.sign_in("kiemduyet").await;
    let [one, other] = [&by_provider, &by_password].map(|session| t.staff_get(session, "/api/v1/session"));
    let (one, other) = (one.await.json(), other.await.json());
    assert_eq!((&one["user"], &one["grants"]), (&other["user"], &other["grants"]), "the rights that the person had");

    // Listed, ended from elsewhere, and then it opens nothing.
    let list = t.staff_get(&by_password, "/api/v1/sessions").await.json();
    assert_eq!(list["sessions"].as_array().unwrap().len(), 2, "{list}");
    let ended = t.staff_send(&by_password, "DELETE", "/api/v1/sessions", &json!({})).await;
    assert_eq!(ended.status, StatusCode::OK, "{}", ended.text);
    t.staff_get(&by_provider, "/api/v1/session").await.is_problem(401, "unauthenticated");

    // Nobody is led elsewhere.
    for elsewhere in ["https://evil.example/", "//evil.example", "/console/\\evil", "/console/\r\nX: y", "console"] {
        assert_eq!(through(&t, &provider, elsewhere).await.headers[header::LOCATION], "/console/", "{elsewhere}");
    }

    // A password that somebody else made is not asked of whoever needs none.
    let hash = password_hash(t.app().random.as_ref(), PASSWORD);
    let user = people::by_login(&mut t.app().db.read(), "kiemduyet").await.unwrap().unwrap();
    let mut tx = t.app().db.begin().await.unwrap();
    people::set_password(&mut tx, user.id, &hash, Some(0)).await.unwrap();
    tx.commit().await.unwrap();
    session(&t, &through(&t, &provider, "/console/").await).await;
});

both!(nobody_is_let_in_who_is_nobody_here, |mut t: Installation| async move {
    let provider = Provider::start(&t, Manner::of("x", "X", "x@tinh.gov.vn")).await;
    t.vouched_by(configured(&provider)).await;
    let before = people::all(&mut t.app().db.read()).await.unwrap().len();
    let mut unverified = Manner::of("m", "M", "kiemduyet@tinh.gov.vn");
    unverified.claims["email_verified"] = false.into();
    for (manner, words) in [
        // Nobody is called so; not the same mail domain; an address that anybody could have said is theirs.
        (Manner::of("x", "X", "nobody@tinh.gov.vn"), "says that you are “nobody”"),
        (Manner::of("x", "X", "kiemduyet@evil.example"), "says that you are “kiemduyet@evil.example”"),
        (Manner::of("x", "X", "kiemduyet@xtinh.gov.vn"), "says that you are “kiemduyet@xtinh.gov.vn”"),
        (unverified, "does not say who you are"),
        (Manner { lie: Lie::Denied, ..Manner::of("x", "X", "kiemduyet@tinh.gov.vn") }, "was cancelled"),
        (Manner { lie: Lie::Nonce, ..Manner::of("x", "X", "kiemduyet@tinh.gov.vn") }, "cannot be trusted"),
    ] {
        provider.will(manner);
        let answer = through(&t, &provider, "/console/").await;
        answer.is_page(403);
        assert!(answer.text.contains("Not signed in:") && answer.text.contains(words), "{words}: {}", answer.text);
        assert!(answer.text.contains("href=\"/console/?lang=en\""), "{}", answer.text);
        opens_nothing(&answer);
    }
    assert_eq!(people::all(&mut t.app().db.read()).await.unwrap().len(), before, "nobody is made");

    // Kept out here is kept out, whatever the provider says.
    provider.will(Manner::of("m", "M", "kiemduyet@tinh.gov.vn"));
    let user = people::by_login(&mut t.app().db.read(), "kiemduyet").await.unwrap().unwrap();
    let mut tx = t.app().db.begin().await.unwrap();
    people::set_disabled(&mut tx, user.id, Some(1)).await.unwrap();
    tx.commit().await.unwrap();
    let answer = through(&t, &provider, "/console/").await;
    answer.is_page(403);
    assert!(answer.text.contains("your account is closed"), "{}", answer.text);
    opens_nothing(&answer);

    // By another claim, and an address as a whole: where the installation says so.
    // (A restart begins the test's randomness anew, so what has come back by then must be forgotten.)
    t.clock.advance(16 * 60_000);
    let mut named = Manner::of("m", "M", "m@elsewhere.example");
    named.claims["preferred_username"] = "QuanTri".into();
    provider.will(named);
    let by_name = IdentitiesPlace { oidc_staff_claim: Some("preferred_username".into()), ..configured(&provider) };
    t.vouched_by(by_name).await;
    let answer = through(&t, &provider, "/console/").await;
    answer.is_page(403);
    assert!(answer.text.contains("“quantri”"), "{}", answer.text);
    // The way back of one kind of person is none of the other.
    let answer = t.get("/identity/staff/go").await;
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    let back = provider.visited(answer.headers[header::LOCATION].to_str().unwrap()).await;
    let path = back.strip_prefix("https://hoiam.test").unwrap().replace("/identity/staff", "/identity/citizen");
    t.send(Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await.is_page(410);
});
