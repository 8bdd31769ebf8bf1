//! What is due: a small world reckoned by hand, each number opening exactly its cases, within the rights of whoever looks.

use crate::both;
use crate::harness::{DAY_MS, Installation, Session, encode};
use axum::http::StatusCode;
use serde_json::{Value, json};

async fn filed(t: &Installation, key: &str, more: Value) -> String {
    let mut case = json!({ "kind": "feedback", "body": "Rác chất đống trước cổng chợ ba ngày nay.", "area": "26740" });
    case.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let answer = t.file(key, &case).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()["code"].as_str().unwrap().to_owned()
}

async fn board(t: &Installation, session: &Session, query: &str) -> Value {
    let answer = t.staff_get(session, &format!("/api/v1/indicators/due?lang=en{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

/// Late, due today, due on the six days after, and of the last two in nobody's hands.
fn counts(row: &Value) -> [i64; 4] {
    ["late", "today", "week", "unassigned"].map(|column| row[column]["value"].as_i64().unwrap())
}

/// Every number of a board is as long as its list.
async fn each_opens_its_list(t: &Installation, session: &Session, view: &Value) {
    let rows = ["desks", "people"].iter().flat_map(|by| view[*by].as_array().unwrap());
    for row in core::iter::once(&view["total"]).chain(rows) {
        for column in ["late", "today", "week", "unassigned"] {
            let (query, value) = (row[column]["query"].as_str().unwrap(), row[column]["value"].as_i64());
            let list = t.staff_get(session, &format!("/api/v1/cases?q={}", encode(query))).await.json();
            assert_eq!(list["total"].as_i64(), value, "{query}: {}", list["cases"]);
        }
    }
}

/// The row of somebody.
fn of<'v>(view: &'v Value, by: &str, code: &str) -> Option<&'v Value> {
    view[by].as_array().unwrap().iter().find(|row| row["code"] == code)
}

both!(what_is_due_by_who_holds_it, |mut t: Installation| async move {
    // Two at one agency, one of them in somebody's hands; a third at another agency; a sealed one.
    let held = filed(&t, "held", json!({})).await;
    let free = filed(&t, "free", json!({})).await;
    filed(&t, "else", json!({ "agency": "ubnd-48" })).await;
    filed(
        &t,
        "sealed",
        json!({ "kind": "denunciation", "contact": { "name": "Lê Văn Cường", "phone": "0912345679" } }),
    )
    .await;
    t.run_tails().await;
    let handler = t.sign_in("chuyenvien").await;
    t.acted(&handler, &held, "accept", json!({})).await;
    t.acted(&handler, &held, "start", json!({})).await;
    t.acted(&handler, &held, "assign", json!({ "assignee": "chuyenvien" })).await;
    t.run_tails().await;
    let case = t.staff_get(&handler, &format!("/api/v1/cases/{held}?lang=en")).await.json();
    let due = |case: &Value| {
        hoiam_shared::Stamp::parse(case["row"]["due_at"].as_str().unwrap_or_else(|| panic!("{case}"))).unwrap().ms()
    };
    let due_ms = due(&case);
    let desk = case["row"]["agency"]["code"].as_str().unwrap().to_owned();
    assert_eq!(due(&t.staff_get(&handler, &format!("/api/v1/cases/{free}?lang=en")).await.json()), due_ms);

    // Eight days before: nothing of it is on the board. Six days before its last day: this week. On its last day: today,
    // though it ends at the midnight that begins the next. A moment after: late.
    let stand = |t: &Installation, at: i64| t.clock.advance(at - t.app().now_ms());
    let last_day = due_ms - DAY_MS / 2;
    for (at, expect) in [
        (last_day - 8 * DAY_MS, [0, 0, 0, 0]),
        (last_day - 6 * DAY_MS, [0, 0, 1, 0]),
        (last_day, [0, 1, 0, 0]),
        (due_ms + 1, [1, 0, 0, 0]),
    ] {
        stand(&t, at);
        t.run_tails().await;
        let supervisor = t.sign_in("giamsat").await;
        let view = board(&t, &supervisor, "").await;
        let mine = of(&view, "people", "chuyenvien").map_or([0; 4], counts);
        assert_eq!(mine, expect, "{} days before: {view}", (due_ms - at) / DAY_MS);
        each_opens_its_list(&t, &supervisor, &view).await;
        // The other two are in nobody's hands, which counts while they can still be saved.
        let nobody = expect.map(|n| 2 * n);
        let free = of(&view, "people", "").map_or([0; 4], counts);
        assert_eq!(free, [nobody[0], nobody[1], nobody[2], nobody[1] + nobody[2]], "{view}");
        // The whole is what its parts come to.
        for by in ["desks", "people"] {
            let sums = view[by].as_array().unwrap().iter().map(counts);
            let sum = sums.fold([0; 4], |sum, row| core::array::from_fn(|n| sum[n] + row[n]));
            assert_eq!(sum, counts(&view["total"]), "{by}: {view}");
        }
        // Those that can still be saved are listed with who holds them, nearest first.
        let next: Vec<&Value> = view["next"].as_array().unwrap().iter().collect();
        let [_, today, week, _] = counts(&view["total"]);
        assert_eq!(next.len() as i64, today + week, "{view}");
        let dues: Vec<&str> = next.iter().map(|row| row["due_at"].as_str().unwrap()).collect();
        assert!(dues.is_sorted(), "{dues:?}");
    }

    // One agency alone: what the other holds is not on it.
    let supervisor = t.sign_in("giamsat").await;
    let one = board(&t, &supervisor, &format!("&agency={desk}")).await;
    assert_eq!(one["agency"]["code"], desk.as_str());
    assert!(of(&one, "desks", "ubnd-48").is_none() || desk == "ubnd-48", "{one}");
    assert!(one["path"].as_array().unwrap().iter().all(|above| above["code"] != desk.as_str()), "{one}");

    // A supervisor may not know of sealed cases; who may, counts one more.
    let all = board(&t, &supervisor, "").await;
    let auditor = t.sign_in("kiemtra").await;
    let knows = board(&t, &auditor, "").await;
    each_opens_its_list(&t, &auditor, &knows).await;
    let whole = |view: &Value| counts(&view["total"])[..3].iter().sum::<i64>();
    assert_eq!(whole(&knows), whole(&all) + 1, "{knows}");

    // Whoever sees no figures has no board, and nobody has that of an agency that is none.
    let handler = t.sign_in("chuyenvien").await;
    t.staff_get(&handler, "/api/v1/indicators/due").await.is_problem(403, "denied");
    t.get("/api/v1/indicators/due").await.is_problem(401, "unauthenticated");
    t.staff_get(&supervisor, "/api/v1/indicators/due?agency=nowhere").await.is_problem(404, "not_found");
});
