//! What is unusual: a world of equal weeks and one that is not, reckoned by hand; every number opens its cases.

use crate::both;
use crate::harness::{DAY_MS, Installation, Session, encode};
use axum::http::StatusCode;
use serde_json::{Value, json};

async fn filed(t: &Installation, key: &str, more: Value) {
    let mut case = json!({ "kind": "feedback", "body": "Rác chất đống trước cổng chợ ba ngày nay.", "area": "26740" });
    case.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let answer = t.file(key, &case).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
}

async fn spikes(t: &Installation, session: &Session) -> Value {
    let answer = t.staff_get(session, "/api/v1/indicators/spikes?lang=en").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

both!(a_week_unlike_the_others_is_pointed_out, |mut t: Installation| async move {
    // Eight Mondays: two about rubbish in one place, one a day before that, three in another place.
    for week in 0..8 {
        filed(&t, &format!("day-before-{week}"), json!({ "category": "rac-thai" })).await;
        t.clock.advance(DAY_MS);
        for n in 0..2 {
            filed(&t, &format!("here-{week}-{n}"), json!({ "category": "rac-thai" })).await;
        }
        for n in 0..3 {
            filed(&t, &format!("there-{week}-{n}"), json!({ "area": "00004", "agency": "ubnd-01" })).await;
        }
        t.clock.advance(6 * DAY_MS);
    }
    t.clock.advance(DAY_MS);
    // The ninth: nine here, four there, and sealed ones that a supervisor may not know of.
    for n in 0..9 {
        filed(&t, &format!("here-{n}"), json!({ "category": "rac-thai" })).await;
    }
    for n in 0..4 {
        filed(&t, &format!("there-{n}"), json!({ "area": "00004", "agency": "ubnd-01" })).await;
    }
    let named = json!({ "kind": "denunciation", "contact": { "name": "Lê Văn Cường", "phone": "0912345679" } });
    for n in 0..9 {
        filed(&t, &format!("sealed-{n}"), named.clone()).await;
    }
    t.clock.advance(1_000);
    t.run_tails().await;
    let supervisor = t.sign_in("giamsat").await;
    let view = spikes(&t, &supervisor).await;
    assert_eq!((&view["weeks"], &view["received"]["value"]), (&json!(8), &json!(13)), "{view}");
    let rows = view["rows"].as_array().unwrap();
    let found: Vec<(&str, i64, i64)> = rows
        .iter()
        .map(|row| {
            (
                row["by"].as_str().unwrap(),
                row["count"]["value"].as_i64().unwrap(),
                row["usual_tenths"].as_i64().unwrap(),
            )
        })
        .collect();
    // (9 − 2) / √2 = 4.95 in each of the three ways to look at it; four are too few to be anything.
    assert_eq!(found.len(), 3, "{view}");
    assert!(found.iter().all(|(_, count, usual)| (*count, *usual) == (9, 20)), "{view}");
    for by in ["agency", "area", "category"] {
        assert!(found.iter().any(|(of, ..)| *of == by), "{by}: {view}");
    }
    assert!(
        rows.iter()
            .all(|row| (&row["score_tenths"], &row["least"], &row["most"]) == (&json!(49), &json!(2), &json!(2)))
    );
    let figures = rows.iter().map(|row| &row["count"]).chain([&view["received"]]);
    for figure in figures {
        let query = figure["query"].as_str().unwrap();
        let list = t.staff_get(&supervisor, &format!("/api/v1/cases?q={}", encode(query))).await.json();
        assert_eq!(list["total"], figure["value"], "{query}");
    }
    let handler = t.sign_in("chuyenvien").await;
    t.staff_get(&handler, "/api/v1/indicators/spikes").await.is_problem(403, "denied");
});

both!(weeks_that_say_nothing_are_not_compared_with, |mut t: Installation| async move {
    for week in 0..3 {
        filed(&t, &format!("week-{week}"), json!({})).await;
        t.clock.advance(7 * DAY_MS);
    }
    for n in 0..20 {
        filed(&t, &format!("many-{n}"), json!({})).await;
    }
    t.clock.advance(1_000);
    t.run_tails().await;
    let supervisor = t.sign_in("giamsat").await;
    let view = spikes(&t, &supervisor).await;
    assert_eq!(
        (&view["weeks"], &view["needed"], view["rows"].as_array().unwrap().len()),
        (&json!(3), &json!(4), 0),
        "{view}"
    );
});
