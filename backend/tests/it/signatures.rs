//! Signatures of petitions: one person signs once, counters are always a recount, fakes are taken out and put back, and from
//! outside nothing can be told of anybody.

use crate::both;
use crate::harness::{DAY_MS, Installation, text};
use crate::petitions::{
    confirm, desk, holds, link, open, post, sign, signed, signer, tend, to_confirm, view, with_mail,
};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::json;
use std::collections::BTreeMap;

const MINUTE_MS: i64 = 60_000;

both!(one_person_signs_once_and_nobody_learns_who_did, |mut t: Installation| async move {
    let mail = with_mail(&mut t).await;
    let (code, _) = open(&mut t, &mail).await;
    let token = signed(&mut t, &mail, &code, "a.n+petition@gmail.com").await;
    let before = view(&t, &code).await["count"].as_u64().unwrap();
    let letters = to_confirm(&mail);
    for again in ["AN@gmail.com", "a.n@googlemail.com", "an+x@gmail.com"] {
        let answer = sign(&t, &code, again).await;
        assert!(answer.as_object().unwrap().keys().eq(["handle"]), "{answer}");
        tend(&mut t).await;
    }
    assert_eq!(to_confirm(&mail), letters, "whoever has signed is not written to again");
    // Ten devices follow the link.
    for _ in 0..10 {
        assert_eq!(confirm(&t, &token).await.json()["state"], "confirmed");
    }
    assert_eq!(view(&t, &code).await["count"], before);

    // One that waits is written to again, but not at once.
    sign(&t, &code, "slow@mail.example").await;
    tend(&mut t).await;
    let letters = to_confirm(&mail);
    sign(&t, &code, "slow@mail.example").await;
    tend(&mut t).await;
    assert_eq!(to_confirm(&mail), letters);
    t.clock.advance(11 * MINUTE_MS);
    let handle = text(&sign(&t, &code, "SLOW@mail.example").await, "handle");
    tend(&mut t).await;
    assert_eq!(to_confirm(&mail), letters + 1);

    // By the code instead of the link; guessing ends soon.
    let (_, digits) = link(&mail, "slow@mail.example");
    assert_eq!(digits.len(), 6, "{digits}");
    let typed = |code: &str| json!({ "handle": handle, "code": code });
    let wrong = format!("{:06}", (digits.parse::<u32>().unwrap() + 1) % 1_000_000);
    post(&t, "/api/v1/signatures/code", &typed(&wrong)).await.is_problem(422, "invalid");
    let spaced = format!("{} {}", &digits[..3], &digits[3..]);
    assert_eq!(post(&t, "/api/v1/signatures/code", &typed(&spaced)).await.status, StatusCode::NO_CONTENT);
    assert_eq!(view(&t, &code).await["count"], before + 1);
    let handle = text(&sign(&t, &code, "guess@mail.example").await, "handle");
    tend(&mut t).await;
    let (_, digits) = link(&mail, "guess@mail.example");
    let wrong = format!("{:06}", (digits.parse::<u32>().unwrap() + 1) % 1_000_000);
    for code in [&wrong, &wrong, &wrong, &wrong, &wrong, &digits] {
        post(&t, "/api/v1/signatures/code", &json!({ "handle": handle, "code": code }))
            .await
            .is_problem(422, "invalid");
    }

    // Taken back: it does not count, the data are gone, and the person may sign again.
    let withdrawn = post(&t, &format!("/api/v1/signatures/{token}/withdraw"), &json!({})).await;
    assert_eq!(withdrawn.json()["state"], "withdrawn", "{}", withdrawn.text);
    assert_eq!(view(&t, &code).await["count"], before);
    confirm(&t, &token).await.is_problem(409, "not_allowed_now");
    sign(&t, &code, "an@gmail.com").await;
    tend(&mut t).await;
    let (token, _) = link(&mail, "an@gmail.com");
    assert_eq!(confirm(&t, &token).await.json()["state"], "confirmed");
    holds(&t).await;
});

both!(what_cannot_be_signed_says_so, |mut t: Installation| async move {
    let mail = with_mail(&mut t).await;
    let (code, _) = open(&mut t, &mail).await;
    let path = format!("/api/v1/petitions/{code}/signatures");
    let long = format!("{}@mail.example", "a".repeat(10_000));
    for (field, input) in [
        ("email", signer("an")),
        ("email", signer("an\u{202E}@mail.example")),
        ("email", signer("an@mail.example\r\nBcc: x@mail.example")),
        ("email", signer("an@printer.local")),
        ("email", signer(&long)),
        ("email", json!({ "name": "An Nguyễn", "consent": true })),
        ("consent", json!({ "name": "An Nguyễn", "email": "an@mail.example" })),
        ("name", json!({ "name": " ", "email": "an@mail.example", "consent": true })),
        ("area", json!({ "name": "An Nguyễn", "email": "an@mail.example", "consent": true, "area": "nowhere" })),
    ] {
        let answer = post(&t, &path, &input).await;
        answer.is_problem(422, "invalid");
        assert_eq!(answer.json()["errors"][0]["field"], field, "{}", answer.text);
    }
    // A page of somebody else is held to the site's list.
    let foreign = Request::post(&path)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ORIGIN, "https://elsewhere.example");
    t.send(foreign.body(Body::from(signer("an@mail.example").to_string())).unwrap())
        .await
        .is_problem(403, "forbidden_origin");
    // A link in the name, a throw-away mailbox: taken like any other, and not counted.
    let before = view(&t, &code).await["count"].clone();
    for (name, email) in [("Mua nhà www.nha.vn", "one@mail.example"), ("An Nguyễn", "x@mailinator.com")] {
        let input = json!({ "name": name, "email": email, "consent": true, "language": "en" });
        assert_eq!(post(&t, &path, &input).await.status, StatusCode::ACCEPTED);
        tend(&mut t).await;
        let (token, _) = link(&mail, email);
        assert_eq!(confirm(&t, &token).await.json()["state"], "confirmed", "they see what everybody sees");
    }
    assert_eq!(view(&t, &code).await["count"], before);
    let moderator = t.sign_in("kiemduyet").await;
    let list =
        t.staff_get(&moderator, &format!("/api/v1/desk/petitions/{code}/signatures?suspect=true&lang=en")).await.json();
    assert_eq!(list["total"], 2, "{list}");
    assert!(
        !list.to_string().contains("one@mail.example") && !list.to_string().contains("Nguyễn"),
        "no names, no addresses: {list}"
    );

    // After the end nothing is taken, and a link that is followed late says so.
    sign(&t, &code, "late@mail.example").await;
    tend(&mut t).await;
    let (late, _) = link(&mail, "late@mail.example");
    t.clock.advance(32 * DAY_MS);
    tend(&mut t).await;
    assert_eq!(view(&t, &code).await["state"], "closed");
    confirm(&t, &late).await.is_problem(409, "not_allowed_now");
    assert_eq!(t.get(&format!("/api/v1/signatures/{late}")).await.json()["confirmable"], false);
    post(&t, &path, &signer("z@mail.example")).await.is_problem(409, "not_allowed_now");

    // Long after the end the data are deleted, and the counts stay.
    let count = view(&t, &code).await["count"].clone();
    t.clock.advance(366 * DAY_MS);
    tend(&mut t).await;
    let kept = view(&t, &code).await;
    assert_eq!((&kept["state"], &kept["count"]), (&json!("archived"), &count), "{kept}");
    holds(&t).await;
});

both!(signatures_that_are_not_real_are_taken_out_and_put_back, |mut t: Installation| async move {
    let mail = with_mail(&mut t).await;
    let (code, _) = open(&mut t, &mail).await;
    for n in 0..3 {
        signed(&mut t, &mail, &code, &format!("n{n}@bought.example")).await;
    }
    tend(&mut t).await;
    let moderator = t.sign_in("kiemduyet").await;
    let before = view(&t, &code).await;
    assert_eq!(before["count"], 5);
    assert!(
        before["thresholds"].as_array().unwrap().iter().all(|threshold| threshold["reached_at"].is_string()),
        "{before}"
    );
    let path = format!("/api/v1/desk/petitions/{code}/reviews?lang=en");
    let list =
        t.staff_get(&moderator, &format!("/api/v1/desk/petitions/{code}/signatures?state=confirmed")).await.json();
    let cluster =
        list["clusters"].as_array().unwrap().iter().find(|c| c["by"] == "domain" && c["key"] == "bought.example");
    assert_eq!(cluster.unwrap()["count"], 3, "{list}");

    let input = |dry: bool| json!({ "act": "invalidate", "filter": { "domain": "bought.example" }, "reason": "Mua ở một trang bán chữ ký.", "dry": dry });
    let dry = t.staff_send(&moderator, "POST", &path, &input(true)).await.json();
    assert_eq!((&dry["count"], &dry["counted"], &dry["thresholds"]), (&json!(3), &json!(2), &json!([3, 5])), "{dry}");
    assert_eq!(view(&t, &code).await["count"], 5, "nothing has happened");
    let done = t.staff_send(&moderator, "POST", &path, &input(false)).await.json();
    assert_eq!(done["count"], 3, "{done}");
    let after = view(&t, &code).await;
    assert_eq!(after["count"], 2);
    assert!(after["thresholds"][0]["taken_back_at"].is_string(), "{after}");
    let story =
        after["story"].as_array().unwrap().iter().map(|line| line["text"].as_str().unwrap()).collect::<Vec<_>>();
    assert!(story.iter().any(|line| line.contains("not to be real")), "{story:?}");
    holds(&t).await;

    // The case of the threshold says so, too.
    let case = text(&json!({ "code": desk(&t, &moderator, &code).await["cases"][0] }), "code");
    let handler = t.sign_in("chuyenvien").await;
    let timeline = t.staff_get(&handler, &format!("/api/v1/cases/{case}/timeline")).await.text;
    assert!(timeline.contains("không còn đạt") || timeline.contains("not to be real"), "{timeline}");

    let undo = format!("/api/v1/desk/petitions/{code}/reviews/{}/undo", done["id"]);
    let undone = t.staff_send(&moderator, "POST", &undo, &json!({})).await.json();
    assert_eq!((&undone["counted"], &undone["thresholds"]), (&json!(5), &json!([3, 5])), "{undone}");
    t.staff_send(&moderator, "POST", &undo, &json!({})).await.is_problem(409, "not_allowed_now");
    let again = view(&t, &code).await;
    assert_eq!(again["count"], 5);
    assert!(again["thresholds"][0]["taken_back_at"].is_null(), "{again}");

    // Suspects that turn out to be people.
    let path_sign = format!("/api/v1/petitions/{code}/signatures");
    let input = json!({ "name": "An Nguyễn", "email": "real@mailinator.com", "consent": true });
    post(&t, &path_sign, &input).await;
    tend(&mut t).await;
    let (token, _) = link(&mail, "real@mailinator.com");
    confirm(&t, &token).await;
    assert_eq!(view(&t, &code).await["count"], 5);
    let clear =
        json!({ "act": "clear", "filter": { "domain": "mailinator.com" }, "reason": "Đã xác minh qua điện thoại." });
    let cleared = t.staff_send(&moderator, "POST", &path, &clear).await.json();
    assert_eq!((&cleared["count"], &cleared["counted"]), (&json!(1), &json!(6)), "{cleared}");
    holds(&t).await;
    let undo = format!("/api/v1/desk/petitions/{code}/reviews/{}/undo", cleared["id"]);
    assert_eq!(t.staff_send(&moderator, "POST", &undo, &json!({})).await.json()["counted"], 5);
    holds(&t).await;
});

/// What a person's signature is, in the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Is {
    Waiting,
    Counted,
    Withdrawn,
    /// By the review of this number.
    Invalid(i64),
}

both!(counters_follow_whatever_is_done, |mut t: Installation| async move {
    let mail = with_mail(&mut t).await;
    let (code, _) = open(&mut t, &mail).await;
    let app = t.app();
    let id = hoiam_backend::store::petitions::by_code(&mut app.db.read(), &code).await.unwrap().unwrap().id;
    let moderator = t.sign_in("kiemduyet").await;
    let path = format!("/api/v1/desk/petitions/{code}/reviews");
    let mut people: BTreeMap<u32, Is> = BTreeMap::new();
    let mut reviews: Vec<i64> = Vec::new();
    // A fixed sequence that looks like chance (Knuth's multiplier): the same on every machine.
    let mut state = 20_261_127_u64;
    let mut chance = |below: u32| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((state >> 33) % u64::from(below)).unwrap()
    };
    let address = |n: u32| format!("p{n}@domain{}.example", n % 3);
    for _ in 0..120 {
        let n = chance(12);
        let signature = async |n: u32| {
            let identity = app.keys.signer_of(id, &address(n));
            hoiam_backend::store::signatures::by_identity(&mut app.db.read(), id, &identity).await.unwrap()
        };
        match chance(7) {
            0 | 1 => {
                sign(&t, &code, &address(n)).await;
                let is = people.entry(n).or_insert(Is::Waiting);
                if *is == Is::Withdrawn {
                    *is = Is::Waiting;
                }
            }
            2 | 3 => {
                if let Some(signature) = signature(n).await {
                    let answer = confirm(&t, &app.keys.signature_token(signature.id)).await;
                    let is = people.get_mut(&n).unwrap();
                    match is {
                        Is::Waiting => *is = Is::Counted,
                        Is::Withdrawn => answer.is_problem(409, "not_allowed_now"),
                        Is::Counted | Is::Invalid(_) => assert_eq!(answer.status, StatusCode::OK),
                    }
                }
            }
            4 => {
                if let Some(signature) = signature(n).await {
                    let token = app.keys.signature_token(signature.id);
                    post(&t, &format!("/api/v1/signatures/{token}/withdraw"), &json!({})).await;
                    people.insert(n, Is::Withdrawn);
                }
            }
            5 => {
                let filter = json!({ "domain": format!("domain{}.example", n % 3) });
                let input = json!({ "act": "invalidate", "filter": filter, "reason": "Đang thử với mô hình." });
                let done = t.staff_send(&moderator, "POST", &path, &input).await.json();
                let review = done["id"].as_i64().unwrap();
                reviews.push(review);
                for (_, is) in people.iter_mut().filter(|(m, is)| *m % 3 == n % 3 && **is == Is::Counted) {
                    *is = Is::Invalid(review);
                }
            }
            _ => {
                if let Some(review) = reviews.pop() {
                    let undo = format!("{path}/{review}/undo");
                    assert_eq!(t.staff_send(&moderator, "POST", &undo, &json!({})).await.status, StatusCode::OK);
                    people.values_mut().filter(|is| **is == Is::Invalid(review)).for_each(|is| *is = Is::Counted);
                }
            }
        }
        let counted = people.values().filter(|is| **is == Is::Counted).count() as u64;
        let (total, _) = hoiam_backend::store::signatures::total(&mut app.db.read(), id).await.unwrap();
        assert_eq!(total.unsigned_abs(), counted + 2, "{people:?}");
    }
    holds(&t).await;
    assert_eq!(
        view(&t, &code).await["count"].as_u64().unwrap(),
        people.values().filter(|is| **is == Is::Counted).count() as u64 + 2
    );
});
