//! Figures that can be checked: each is the length of the list behind it, in every breakdown; small worlds reckoned by hand;
//! and the file says the same.

use crate::both;
use crate::harness::{DAY_MS, Installation, Session, encode};
use axum::http::StatusCode;
use serde_json::{Value, json};

async fn filed(t: &Installation, key: &str, more: Value) -> (String, String) {
    let mut case = json!({ "kind": "feedback", "body": "Rác chất đống trước cổng chợ ba ngày nay.", "area": "26740" });
    case.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let answer = t.file(key, &case).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    let answer = answer.json();
    (answer["code"].as_str().unwrap().to_owned(), answer["secret"].as_str().unwrap().to_owned())
}

async fn breakdown(t: &Installation, session: &Session, query: &str) -> Value {
    let answer = t.staff_get(session, &format!("/api/v1/indicators/breakdown?lang=en&{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

/// Every figure in a view, with the way to it.
fn figures<'v>(view: &'v Value, place: String, out: &mut Vec<(String, &'v str, i64)>) {
    if let (Some(query), Some(value)) = (view["query"].as_str(), view["value"].as_i64()) {
        out.push((place, query, value));
        return;
    }
    match view {
        Value::Object(fields) => fields.iter().for_each(|(name, of)| figures(of, format!("{place}.{name}"), out)),
        Value::Array(all) => all.iter().enumerate().for_each(|(n, of)| figures(of, format!("{place}[{n}]"), out)),
        _ => {}
    }
}

/// Each figure is as long as its list; how many were compared.
async fn each_opens_its_list(t: &Installation, session: &Session, view: &Value) -> usize {
    let mut all = Vec::new();
    figures(view, String::new(), &mut all);
    all.retain(|(_, query, _)| !query.is_empty());
    for (place, query, value) in &all {
        let list = t.staff_get(session, &format!("/api/v1/cases?q={}", encode(query))).await.json();
        assert_eq!(list["total"].as_i64(), Some(*value), "{place}: {query}: {}", list["cases"]);
    }
    all.len()
}

/// A world of every sort of case: answered in time and late, open and overdue, refused, withdrawn, reopened, passed on and
/// sent back, rated.
async fn world(t: &mut Installation) {
    filed(t, "open", json!({})).await;
    let (kept, secret) = filed(t, "kept", json!({ "category": "rac-thai" })).await;
    let (late, _) =
        filed(t, "late", json!({ "kind": "complaint", "contact": { "name": "Trần Thị Bình", "phone": "0912345678" } }))
            .await;
    let (refused, _) = filed(t, "refused", json!({ "area": "00004" })).await;
    let (gone, gone_secret) = filed(t, "gone", json!({})).await;
    let (again, again_secret) = filed(t, "again", json!({})).await;
    filed(t, "secret", json!({ "kind": "denunciation", "contact": { "name": "Lê Văn Cường", "phone": "0912345679" } }))
        .await;
    t.run_tails().await;
    let handler = t.sign_in("chuyenvien").await;
    for code in [&kept, &again] {
        t.answered(&handler, code, "Đã thu gom rác sáng nay.").await;
    }
    t.reply(&kept, &secret, "rating", &json!({ "stars": 4 })).await;
    t.reply(&again, &again_secret, "reopening", &json!({ "body": "Vẫn còn." })).await;
    t.reply(&gone, &gone_secret, "withdrawal", &json!({})).await;
    let coordinator = t.sign_in("dieuphoi").await;
    t.acted(&coordinator, &refused, "reject", json!({ "ground": "unclear", "body": "Không rõ nội dung." })).await;
    t.clock.advance(90 * DAY_MS);
    t.run_tails().await;
    let handler = t.sign_in("chuyenvien").await;
    t.answered(&handler, &late, "Xin lỗi vì đã chậm.").await;
    t.run_tails().await;
}

both!(every_figure_opens_exactly_the_cases_it_counts, |mut t: Installation| async move {
    world(&mut t).await;
    let mut compared = 0;
    for login in ["giamsat", "kiemtra"] {
        let session = t.sign_in(login).await;
        let view = t.staff_get(&session, "/api/v1/indicators?lang=en").await;
        assert_eq!(view.status, StatusCode::OK, "{}", view.text);
        compared += each_opens_its_list(&t, &session, &view.json()).await;
        for by in ["agency", "category", "province", "area", "kind", "channel", "site"] {
            let view = breakdown(&t, &session, &format!("by={by}")).await;
            let rows = view["rows"].as_array().unwrap();
            let sum: i64 = rows.iter().map(|row| row["received"]["value"].as_i64().unwrap()).sum();
            assert_eq!(Some(sum), view["total"]["received"]["value"].as_i64(), "{by}: the parts are the whole");
            compared += each_opens_its_list(&t, &session, &view).await;
        }
    }
    assert!(compared > 500, "{compared}");
});

both!(a_small_world_reckoned_by_hand, |mut t: Installation| async move {
    // One answered in time, one open and overdue: half is on time, not all of it.
    let (kept, _) = filed(&t, "kept", json!({})).await;
    filed(&t, "lying", json!({})).await;
    t.run_tails().await;
    t.clock.advance(2 * DAY_MS);
    let handler = t.sign_in("chuyenvien").await;
    t.answered(&handler, &kept, "Đã thu gom rác sáng nay.").await;
    t.clock.advance(60 * DAY_MS);
    t.run_tails().await;
    let supervisor = t.sign_in("giamsat").await;
    let view = breakdown(&t, &supervisor, "by=kind").await;
    let total = &view["total"];
    let rate = &total["on_time_rate"];
    assert_eq!((&rate["part"]["value"], &rate["of"]["value"]), (&json!(1), &json!(2)), "{total}");
    assert_eq!(total["resolution_rate"]["part"]["value"], 1);
    assert_eq!((&total["median_minutes"], &total["p90_minutes"]), (&json!(2 * 24 * 60), &json!(2 * 24 * 60)));
    assert_eq!((&view["rows"][0]["code"], &view["rows"][0]["received"]["value"]), (&json!("feedback"), &json!(2)));
    // Everything was received in one month: a period that begins after it is empty, and has it as the period before.
    let month = "from=2026-12&to=2027-01";
    let later = breakdown(&t, &supervisor, month).await;
    assert_eq!(
        (&later["total"]["received"]["value"], &later["before"]["received"]["value"]),
        (&json!(0), &json!(2)),
        "{later}"
    );
    assert_eq!(later["total"]["median_minutes"], Value::Null);
    let next_year = breakdown(&t, &supervisor, "from=2027-11&to=2027-11").await;
    assert_eq!(next_year["year_before"]["received"]["value"], 2, "{next_year}");
    for wrong in ["by=colour", "from=2026-13", "from=2027-01&to=2026-01"] {
        t.staff_get(&supervisor, &format!("/api/v1/indicators/breakdown?{wrong}")).await.is_problem(422, "invalid");
    }
    let handler = t.sign_in("chuyenvien").await;
    t.staff_get(&handler, "/api/v1/indicators/breakdown").await.is_problem(403, "denied");
    t.get("/api/v1/indicators/breakdown").await.is_problem(401, "unauthenticated");
});

both!(each_place_of_the_map_stands_alone_and_opens_its_cases, |mut t: Installation| async move {
    world(&mut t).await;
    let supervisor = t.sign_in("giamsat").await;
    let map = async |query: &str| {
        let answer = t.staff_get(&supervisor, &format!("/api/v1/indicators/map?lang=vi&{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        answer.json()
    };
    let apart = |view: &Value| {
        let all = view["places"].as_array().unwrap();
        let mut squares: Vec<_> = all.iter().map(|one| (one["column"].as_u64(), one["row"].as_u64())).collect();
        squares.sort_unstable();
        squares.dedup();
        assert_eq!(squares.len(), all.len(), "no square lies on another");
        all.clone()
    };
    let held = |places: &[Value]| places.iter().map(|one| one["figures"]["received"]["value"].as_i64().unwrap()).sum();
    let country = map("").await;
    let provinces = apart(&country);
    assert_eq!(provinces.len(), 34);
    let total = country["total"]["received"]["value"].as_i64().unwrap();
    let sum: i64 = held(&provinces);
    assert_eq!(sum, total, "every case of this world names a place");
    let city = provinces.iter().find(|one| one["figures"]["code"] == "79").unwrap();
    assert_eq!((&city["label"], &city["parted"]), (&json!("Hồ Chí Minh"), &json!(true)));
    let inside = map("in=79").await;
    let communes = apart(&inside);
    assert_eq!((communes.len() > 100, &inside["total"]["code"]), (true, &json!("79")));
    assert_eq!(Some(held(&communes)), city["figures"]["received"]["value"].as_i64(), "a province is its communes");
    let there: Vec<&Value> =
        provinces.iter().chain(&communes).filter(|one| one["figures"]["received"]["value"] != 0).collect();
    assert!(each_opens_its_list(&t, &supervisor, &json!(there)).await > 20);
    t.staff_get(&supervisor, "/api/v1/indicators/map?in=nowhere").await.is_problem(404, "not_found");
    let handler = t.sign_in("chuyenvien").await;
    t.staff_get(&handler, "/api/v1/indicators/map").await.is_problem(403, "denied");
});

both!(the_file_says_what_the_page_says, |mut t: Installation| async move {
    world(&mut t).await;
    let supervisor = t.sign_in("giamsat").await;
    let view = breakdown(&t, &supervisor, "by=area").await;
    let file = |format: &str| format!("/api/v1/indicators/export?lang=en&by=area&format={format}");
    let csv = t.staff_get(&supervisor, &file("csv")).await;
    assert_eq!(csv.status, StatusCode::OK);
    let text = csv.text.strip_prefix('\u{FEFF}').expect("the mark of UTF-8");
    let mut read = csv::Reader::from_reader(text.as_bytes());
    let heads = read.headers().unwrap().clone();
    assert_eq!((&heads[0], &heads[2]), ("Commune", "Received"));
    let lines: Vec<csv::StringRecord> = read.records().map(Result::unwrap).collect();
    let rows = view["rows"].as_array().unwrap();
    assert_eq!(lines.len(), rows.len() + 1, "the whole and each part");
    for (line, row) in lines[1..].iter().zip(rows) {
        assert_eq!((Some(&line[0]), line[2].parse().ok()), (row["name"].as_str(), row["received"]["value"].as_i64()));
    }

    t.staff_get(&supervisor, &file("pdf")).await.is_problem(422, "invalid");
});

both!(agencies_are_ranked_with_what_chance_does, |mut t: Installation| async move {
    // Twelve of one agency, all answered in time; three of another; none of the rest.
    let mut codes = Vec::new();
    for n in 0..12 {
        codes.push(filed(&t, &format!("many{n}"), json!({})).await.0);
    }
    for n in 0..3 {
        filed(&t, &format!("few{n}"), json!({ "agency": "ubnd-48" })).await;
    }
    t.run_tails().await;
    let handler = t.sign_in("chuyenvien").await;
    for code in &codes {
        t.answered(&handler, code, "Đã thu gom rác sáng nay.").await;
    }
    t.clock.advance(90 * DAY_MS);
    t.run_tails().await;
    let supervisor = t.sign_in("giamsat").await;
    let answer = t.staff_get(&supervisor, "/api/v1/indicators/ranking?lang=en").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let view = answer.json();
    let rows = view["rows"].as_array().unwrap();
    // Wilson's lower end of 12 of 12 is 12 ÷ (12 + 1.96²); all together are 12 of 15, and that it may be by chance.
    let first = &rows[0];
    assert_eq!((&first["rate"]["part"]["value"], &first["rate"]["of"]["value"]), (&json!(12), &json!(12)), "{view}");
    assert_eq!(first["placing"], json!({ "low": 7575, "high": 10_000, "first": 1, "last": 1, "against": "alike" }));
    assert_eq!(first["unranked"], Value::Null);
    let few = rows.iter().find(|row| row["rate"]["of"]["value"] == 3).unwrap_or_else(|| panic!("{view}"));
    assert_eq!((&few["placing"], &few["unranked"]), (&Value::Null, &json!("few")));
    assert!(rows.iter().filter(|row| row["unranked"] == "nothing").count() > 0, "{view}");
    assert!(each_opens_its_list(&t, &supervisor, &view).await > 4);
    // As files, read by others.
    let file = |format: &str| format!("/api/v1/indicators/ranking/export?lang=en&format={format}");
    let csv = t.staff_get(&supervisor, &file("csv")).await;
    let mut read = csv::Reader::from_reader(csv.text.strip_prefix('\u{FEFF}').unwrap().as_bytes());
    let lines: Vec<csv::StringRecord> = read.records().map(Result::unwrap).collect();
    assert_eq!(lines.len(), rows.len() + 1);
    assert_eq!((&lines[1][2], &lines[1][3], &lines[1][6], &lines[1][7]), ("1", "1", "1.0000", "0.7575"));
    assert!(lines.iter().any(|line| line[10].contains("fewer than 10")), "{}", csv.text);
    for wrong in ["ranking?by=colour", "ranking?from=2026-13", "ranking/export", "ranking/export?format=pdf"] {
        t.staff_get(&supervisor, &format!("/api/v1/indicators/{wrong}")).await.is_problem(422, "invalid");
    }
    let handler = t.sign_in("chuyenvien").await;
    t.staff_get(&handler, "/api/v1/indicators/ranking").await.is_problem(403, "denied");
    t.get("/api/v1/indicators/ranking").await.is_problem(401, "unauthenticated");
    // Everybody reads the place of those that are shown, and how the figures may be used.
    let open = t.get("/api/v1/public/scorecards?lang=en").await.json();
    assert!(open["licence"].as_str().unwrap().contains("CC BY 4.0"), "{open}");
});
