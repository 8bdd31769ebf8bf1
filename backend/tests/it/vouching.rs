//! Signing a petition with an identity for which a provider vouches: once per person, marked and counted apart, never beside
//! an e-mail signature of the same person; and nothing is signed by whatever is not to be believed.

use crate::both;
use crate::harness::{Answer, Installation, encode};
use crate::petitions::{confirm, desk, holds, link, open, post, sign, signed, tend, to_confirm, view, with_mail};
use crate::provider::{CLIENT, Lie, Manner, Provider, SECRET};
use axum::body::Body;
use axum::http::{Request, header};
use hoiam_backend::config::IdentitiesPlace;
use serde_json::json;

const MINUTE_MS: i64 = 60_000;

/// A provider that vouches for citizens.
async fn with_provider(t: &mut Installation, manner: Manner) -> Provider {
    let provider = Provider::start(t, manner).await;
    t.vouched_by(IdentitiesPlace {
        oidc_citizen_issuer: Some(provider.url.clone()),
        oidc_citizen_client: Some(CLIENT.into()),
        oidc_citizen_secret: Some(SECRET.into()),
        oidc_citizen_name: Some("VNeID".into()),
        ..IdentitiesPlace::default()
    })
    .await;
    provider
}

async fn asked(t: &Installation, code: &str, form: &str) -> Answer {
    let request = Request::post(format!("/petitions/{code}/identity?lang=en"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin");
    t.send(request.body(Body::from(form.to_owned())).unwrap()).await
}

/// Where somebody is sent who presses the button, and the cookie of their browser.
async fn sent(t: &Installation, code: &str) -> (String, String) {
    let answer = asked(t, code, "area=79&tell=yes&consent=yes").await;
    answer.is_page(200);
    let url = answer.headers[header::REFRESH].to_str().unwrap().strip_prefix("0; url=").unwrap().to_owned();
    assert!(answer.text.contains("Go on to VNeID"), "{}", answer.text);
    let set = answer.headers[header::SET_COOKIE].to_str().unwrap();
    for part in ["HttpOnly", "SameSite=Lax", "Path=/identity", "Max-Age=900"] {
        assert!(set.contains(part), "{set}");
    }
    (url, set.split(';').next().unwrap().to_owned())
}

/// Somebody comes back with what the provider sent them with.
async fn back(t: &Installation, to: &str, cookie: &str) -> Answer {
    let path = to.strip_prefix("https://hoiam.test").unwrap();
    t.send(Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await
}

/// The whole way; what is shown at its end.
async fn through(t: &Installation, provider: &Provider, code: &str) -> Answer {
    let (url, cookie) = sent(t, code).await;
    back(t, &provider.visited(&url).await, &cookie).await
}

/// The same for somebody who has signed by it: the name in the link to their own signature.
async fn vouched(t: &Installation, provider: &Provider, code: &str) -> String {
    let answer = through(t, provider, code).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    let to = answer.headers[header::LOCATION].to_str().unwrap();
    let token = to.strip_prefix("/petitions/mine/").unwrap().split('?').next().unwrap().to_owned();
    assert!(answer.headers[header::SET_COOKIE].to_str().unwrap().contains("Max-Age=0"));
    let page = t.get(to).await;
    page.is_page(200);
    assert!(page.text.contains("Your identity has been verified."), "{}", page.text);
    token
}

async fn counts(t: &Installation, code: &str) -> (u64, u64) {
    let view = view(t, code).await;
    (view["count"].as_u64().unwrap(), view["verified"].as_u64().unwrap())
}

both!(a_person_vouched_for_signs_at_once_and_once, |mut t: Installation| async move {
    let mail = with_mail(&mut t).await;
    let (code, _) = open(&mut t, &mail).await;
    let (before, none) = counts(&t, &code).await;
    assert_eq!(none, 0);
    let page = t.get(&format!("/petitions/{code}?lang=en")).await;
    assert!(!page.text.contains("identity"), "nobody vouches: no button");
    let an = Manner::of("an-1", "Nguyễn Văn An", "An.Nguyen@mail.example");
    let provider = with_provider(&mut t, an.clone()).await;
    let page = t.get(&format!("/petitions/{code}?lang=en")).await;
    assert!(page.text.contains("Sign with VNeID"), "{}", page.text);

    let token = vouched(&t, &provider, &code).await;
    assert_eq!(counts(&t, &code).await, (before + 1, 1));
    let own = t.get(&format!("/api/v1/signatures/{token}?lang=en")).await.json();
    assert_eq!((&own["state"], &own["verified"], &own["tell"]), (&json!("confirmed"), &json!(true), &json!(true)));
    tend(&mut t).await;
    let asked_by_mail = to_confirm(&mail);

    // Shown wherever the count is.
    let page = t.get(&format!("/petitions/{code}?lang=en")).await;
    assert!(page.text.contains("1 of them of people whose identity was verified"), "{}", page.text);
    assert!(t.get(&format!("/petitions/{code}/figures?lang=en")).await.text.contains("1 of them of people"));
    assert!(t.get(&format!("/petitions/{code}/counts.csv")).await.text.contains("verified,,,1\r\n"));
    assert_eq!(t.get(&format!("/api/v1/petitions/{code}/counts")).await.json()["verified"], 1);
    assert_eq!(t.get(&format!("/api/v1/petitions/{code}/count")).await.json()["verified"], 1);

    // The same person again, by another address and name; and by e-mail with the verified one.
    assert_eq!(vouched(&t, &provider, &code).await, token);
    provider.will(Manner::of("an-1", "An Nguyen", "an@elsewhere.example"));
    assert_eq!(vouched(&t, &provider, &code).await, token);
    sign(&t, &code, "an.nguyen+x@mail.example").await;
    tend(&mut t).await;
    assert_eq!(to_confirm(&mail), asked_by_mail, "no letter, as for whoever has signed");
    assert_eq!(counts(&t, &code).await, (before + 1, 1));
    // Another account of the provider with the same verified address is the same person, too.
    provider.will(Manner::of("an-2", "Nguyễn Văn An", "an.nguyen@mail.example"));
    assert_eq!(vouched(&t, &provider, &code).await, token);
    assert_eq!(counts(&t, &code).await, (before + 1, 1));
    // Another person is another.
    provider.will(Manner::of("binh", "Trần Bình", "binh@mail.example"));
    assert_ne!(vouched(&t, &provider, &code).await, token);
    assert_eq!(counts(&t, &code).await, (before + 2, 2));
    holds(&t).await;

    // Taken back: nothing is left of the person, and they can sign again, either way.
    provider.will(an.clone());
    let withdrawn = post(&t, &format!("/api/v1/signatures/{token}/withdraw"), &json!({})).await;
    assert_eq!((&withdrawn.json()["state"], &withdrawn.json()["verified"]), (&json!("withdrawn"), &json!(false)));
    assert_eq!(counts(&t, &code).await, (before + 1, 1));
    signed(&mut t, &mail, &code, "an.nguyen@mail.example").await;
    assert_eq!(counts(&t, &code).await, (before + 2, 1), "by e-mail nobody vouches");
    vouched(&t, &provider, &code).await;
    assert_eq!(counts(&t, &code).await, (before + 2, 2));
    holds(&t).await;
});

both!(whoever_signed_by_e_mail_is_marked_and_not_added, |mut t: Installation| async move {
    let mail = with_mail(&mut t).await;
    let (code, author) = open(&mut t, &mail).await;
    let provider = with_provider(&mut t, Manner::of("an", "Nguyễn Văn An", "an@mail.example")).await;
    let (before, _) = counts(&t, &code).await;
    // One that counts is marked.
    let token = signed(&mut t, &mail, &code, "an@mail.example").await;
    assert_eq!(counts(&t, &code).await, (before + 1, 0));
    assert_eq!(vouched(&t, &provider, &code).await, token);
    assert_eq!(counts(&t, &code).await, (before + 1, 1));

    // One that waits counts at once, and its letter confirms nothing more.
    sign(&t, &code, "slow@mail.example").await;
    tend(&mut t).await;
    let (slow, _) = link(&mail, "slow@mail.example");
    provider.will(Manner::of("slow", "Lê Chậm", "Slow+tag@mail.example"));
    assert_eq!(vouched(&t, &provider, &code).await, slow);
    assert_eq!(confirm(&t, &slow).await.json()["state"], "confirmed");
    assert_eq!(counts(&t, &code).await, (before + 2, 2));

    // One under suspicion counts when somebody vouches for the person.
    let input = json!({ "name": "Mua nhà www.nha.vn", "email": "hoa@mail.example", "consent": true, "language": "en" });
    post(&t, &format!("/api/v1/petitions/{code}/signatures"), &input).await;
    tend(&mut t).await;
    confirm(&t, &link(&mail, "hoa@mail.example").0).await;
    assert_eq!(counts(&t, &code).await, (before + 2, 2));
    provider.will(Manner::of("hoa", "Phạm Hoa", "hoa@mail.example"));
    vouched(&t, &provider, &code).await;
    assert_eq!(counts(&t, &code).await, (before + 3, 3));

    // An address that the provider does not vouch for proves nothing, and is not kept.
    let mut bold = Manner::of("bold", "Kẻ Mạo Danh", "author@mail.example");
    bold.claims["email_verified"] = false.into();
    provider.will(bold.clone());
    let token = vouched(&t, &provider, &code).await;
    assert_ne!(token, author);
    assert_eq!(t.get(&format!("/api/v1/signatures/{token}")).await.json()["tell"], false);
    assert_eq!(counts(&t, &code).await, (before + 4, 4));
    // Once it does, and the address has signed on its own: one of the two is left.
    signed(&mut t, &mail, &code, "bold@mail.example").await;
    assert_eq!(counts(&t, &code).await, (before + 5, 4));
    bold.claims = json!({ "name": "Bold", "email": "bold@mail.example", "email_verified": "true" });
    provider.will(bold);
    vouched(&t, &provider, &code).await;
    assert_eq!(counts(&t, &code).await, (before + 4, 4));
    // And when it had not, it cannot any more.
    let mut late = Manner::of("late", "Võ Muộn", "");
    late.claims = json!({ "name": "Võ Muộn" });
    provider.will(late);
    let token = vouched(&t, &provider, &code).await;
    provider.will(Manner::of("late", "Võ Muộn", "late@mail.example"));
    assert_eq!(vouched(&t, &provider, &code).await, token);
    let letters = to_confirm(&mail);
    sign(&t, &code, "late@mail.example").await;
    tend(&mut t).await;
    assert_eq!(to_confirm(&mail), letters);
    assert_eq!(counts(&t, &code).await, (before + 5, 5));
    holds(&t).await;

    // What moderators see: no names and no addresses.
    let moderator = t.sign_in("kiemduyet").await;
    let list = t.staff_get(&moderator, &format!("/api/v1/desk/petitions/{code}/signatures?lang=en")).await.json();
    assert!(!list.to_string().contains('@') && !list.to_string().contains("Muộn"), "{list}");
    assert!(desk(&t, &moderator, &code).await["version"].as_u64().is_some());
});

both!(nothing_is_signed_by_what_is_not_to_be_believed, |mut t: Installation| async move {
    let mail = with_mail(&mut t).await;
    let (code, _) = open(&mut t, &mail).await;
    let mut provider = with_provider(&mut t, Manner::of("an", "Nguyễn Văn An", "an@mail.example")).await;
    let before = counts(&t, &code).await;
    for (lie, status, words) in [
        (Lie::Nonce, 403, "cannot be trusted"),
        (Lie::Audience, 403, "cannot be trusted"),
        (Lie::Expired, 403, "cannot be trusted"),
        (Lie::Issuer, 403, "cannot be trusted"),
        (Lie::OtherIssuer, 403, "cannot be trusted"),
        (Lie::Key, 403, "cannot be trusted"),
        (Lie::Unsigned, 403, "cannot be trusted"),
        (Lie::SharedSecret, 403, "cannot be trusted"),
        (Lie::Denied, 403, "was cancelled"),
        (Lie::Trouble, 503, "VNeID does not answer"),
    ] {
        provider.lies(lie);
        let answer = through(&t, &provider, &code).await;
        answer.is_page(status);
        assert!(answer.text.contains("Not signed:") && answer.text.contains(words), "{lie:?}: {}", answer.text);
        assert!(answer.text.contains(&format!("/petitions/{code}?lang=en")), "the way back: {}", answer.text);
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
    }
    provider.lies(Lie::None);

    // Another browser, no cookie, another way's cookie, one that was bent, and one that is too old.
    let (url, cookie) = sent(&t, &code).await;
    let to = provider.visited(&url).await;
    let (_, other) = sent(&t, &code).await;
    let swapped = format!("{}={}", cookie.split_once('=').unwrap().0, other.split_once('=').unwrap().1);
    let bent = format!("{}A", &cookie[..cookie.len() - 1]);
    for wrong in ["", &other, &swapped, &bent] {
        let answer = back(&t, &to, wrong).await;
        answer.is_page(410);
    }
    // The right one is still good; and once only.
    assert_eq!(back(&t, &to, &cookie).await.status, 303);
    let again = back(&t, &to, &cookie).await;
    again.is_page(410);
    assert!(again.text.contains("Nothing was signed this time"), "{}", again.text);
    assert_eq!(counts(&t, &code).await, (before.0 + 1, before.1 + 1));
    let (url, cookie) = sent(&t, &code).await;
    let to = provider.visited(&url).await;
    t.clock.advance(15 * MINUTE_MS);
    back(&t, &to, &cookie).await.is_page(410);
    t.get("/identity/citizen").await.is_page(410);
    t.get(&format!("/identity/citizen?state={}&code=x", encode("'\"><script>"))).await.is_page(410);

    // It has new keys while somebody is away: they are fetched, and it is asked no oftener than that.
    provider.will(Manner { in_token: false, ..Manner::of("binh", "Trần Bình", "binh@mail.example") });
    let (url, cookie) = sent(&t, &code).await;
    let fetched = provider.asked();
    provider.new_key();
    let to = provider.visited(&url).await;
    assert_eq!(back(&t, &to, &cookie).await.status, 303);
    vouched(&t, &provider, &code).await;
    assert_eq!(provider.asked(), fetched + 1);
    assert_eq!(counts(&t, &code).await, (before.0 + 2, before.1 + 2));

    // It goes away on the way, and before it.
    let (url, cookie) = sent(&t, &code).await;
    let to = provider.visited(&url).await;
    provider.stop().await;
    let answer = back(&t, &to, &cookie).await;
    answer.is_page(503);
    assert!(answer.text.contains("sign by e-mail"), "{}", answer.text);
    t.clock.advance(60 * MINUTE_MS);
    let answer = asked(&t, &code, "consent=yes").await;
    answer.is_page(503);
    assert!(answer.text.contains("Not signed: VNeID does not answer"), "{}", answer.text);
    assert_eq!(counts(&t, &code).await, (before.0 + 2, before.1 + 2));
    holds(&t).await;
});

both!(nobody_is_sent_away_for_what_cannot_be_signed, |mut t: Installation| async move {
    let mail = with_mail(&mut t).await;
    let (code, _) = open(&mut t, &mail).await;
    let provider = with_provider(&mut t, Manner::of("an", "Nguyễn Văn An", "an@mail.example")).await;
    // What only the person can say is asked for first, and kept.
    let answer = asked(&t, &code, "area=79&tell=yes").await;
    answer.is_page(422);
    assert!(answer.text.contains("identity-consent-error") && answer.text.contains("selected"), "{}", answer.text);
    let again = asked(&t, &code, "area=79&tell=yes&go=show").await;
    again.is_page(200);
    assert!(again.text.contains("value=\"79\" selected"), "{}", again.text);
    asked(&t, &code, "area=nowhere&consent=yes").await.is_page(422);
    asked(&t, "HA-NOWHERE", "consent=yes").await.is_page(404);
    // A form of another site does not send anybody.
    let foreign = Request::post(format!("/petitions/{code}/identity"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site");
    t.send(foreign.body(Body::from("consent=yes")).unwrap()).await.is_page(403);

    // It ends while somebody is away.
    let (url, cookie) = sent(&t, &code).await;
    let to = provider.visited(&url).await;
    t.clock.advance(32 * crate::harness::DAY_MS);
    tend(&mut t).await;
    t.clock.advance(-32 * crate::harness::DAY_MS);
    let answer = back(&t, &to, &cookie).await;
    assert_eq!(answer.status.as_u16(), 409, "{}", answer.text);
    assert!(answer.text.contains("Not signed:"), "{}", answer.text);
    asked(&t, &code, "consent=yes").await.is_page(200);
});
