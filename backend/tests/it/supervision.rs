//! Figures that can be checked: each is the length of the list behind it, in every breakdown; small worlds reckoned by hand;
//! and the file says the same.

use crate::both;
use crate::harness::{DAY_MS, Installation, Session, encode};
use axum::http::StatusCode;
use hoiam_backend::cli::verify::{What, check};
use hoiam_backend::ledger::indicator_tail::forget;
use hoiam_backend::store::db::sql;
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
    let appealed = json!({ "body": "Chợ chỉ được dọn một nửa, rác vẫn còn." });
    let appealed = t.reply(&kept, &secret, "appeal", &appealed).await;
    assert!(appealed.status.is_success(), "{}", appealed.text);
    let reopened = t.reply(&again, &again_secret, "reopening", &json!({ "body": "Rác vẫn còn trước cổng chợ." })).await;
    assert!(reopened.status.is_success(), "{}", reopened.text);
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
    let session = t.sign_in("giamsat").await;
    assert_eq!(breakdown(&t, &session, "by=kind").await["total"]["appeals"]["value"], 1);
});

both!(figures_that_were_changed_are_noticed_and_counted_again, |mut t: Installation| async move {
    world(&mut t).await;
    let supervisor = t.sign_in("giamsat").await;
    let shown = async |t: &Installation| t.staff_get(&supervisor, "/api/v1/indicators?lang=en").await.json();
    let before = shown(&t).await;
    for change in ["UPDATE rollups SET received = received + 1", "DELETE FROM branch_rollups WHERE month > 0"] {
        t.app().db.upkeep(sql(change)).await.unwrap();
        assert!(!check(&t.app(), What::Indicators).await.unwrap().good(), "{change}");
        forget(&t.app()).await.unwrap();
        t.run_tails().await;
        assert!(check(&t.app(), What::Indicators).await.unwrap().good());
        assert_eq!(shown(&t).await, before);
    }
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

async fn satisfaction(t: &Installation, session: &Session, query: &str) -> Value {
    let answer = t.staff_get(session, &format!("/api/v1/indicators/satisfaction?lang=en&{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

/// Stars and words, in the order in which they are told.
fn words(view: &Value) -> Vec<(i64, String)> {
    let all = view["words"].as_array().unwrap().iter();
    all.map(|one| (one["stars"].as_i64().unwrap(), one["body"].as_str().unwrap().to_owned())).collect()
}

both!(what_people_wrote_with_a_rating_is_read_without_who_they_are, |mut t: Installation| async move {
    let contact = json!({ "category": "rac-thai", "contact": { "name": "Trần Thị Bình", "phone": "0912345678" } });
    let mut all = Vec::new();
    for key in ["glad", "angry", "silent", "sealed", "nobody"] {
        all.push(filed(&t, key, contact.clone()).await);
    }
    t.run_tails().await;
    let (handler, coordinator) = (t.sign_in("chuyenvien").await, t.sign_in("dieuphoi").await);
    for (code, _) in &all {
        t.answered(&handler, code, "Đã thu gom rác sáng nay.").await;
    }
    let ratings = [
        json!({ "stars": 5, "body": "Cảm ơn anh Hùng, đã dọn sạch." }),
        json!({ "stars": 1, "body": "Tôi là Trần Thị Bình, gọi 0987654321: vẫn còn rác." }),
        json!({ "stars": 4 }),
        json!({ "stars": 2, "body": "Không ai được đọc điều này." }),
    ];
    for ((code, secret), rating) in all.iter().zip(&ratings) {
        t.clock.advance(60_000);
        assert_eq!(t.reply(code, secret, "rating", rating).await.status, StatusCode::OK);
    }
    t.acted(&coordinator, &all[3].0, "seal", json!({ "body": "Đơn nêu tên trẻ em." })).await;
    t.run_tails().await;

    let supervisor = t.sign_in("giamsat").await;
    let view = satisfaction(&t, &supervisor, "").await;
    let stars: Vec<i64> = view["stars"].as_array().unwrap().iter().map(|one| one["value"].as_i64().unwrap()).collect();
    assert_eq!(stars, [1, 0, 0, 1, 1], "{view}");
    let total = &view["figures"]["total"];
    assert_eq!((&total["rated"]["value"], &total["answered"]["value"]), (&json!(3), &json!(4)), "{view}");
    assert_eq!(total["satisfaction_centi"], 333);
    assert!(each_opens_its_list(&t, &supervisor, &view).await > 20);
    // The newest rating first; names and numbers are covered, and nothing of what was sealed is there.
    let (angry, glad) = ("Tôi là ▇▇▇, gọi ▇▇▇: vẫn còn rác.", "Cảm ơn anh ▇▇▇, đã dọn sạch.");
    assert_eq!(words(&view), [(1, angry.to_owned()), (5, glad.to_owned())]);
    assert_eq!((&view["words"][0]["code"], &view["more"]), (&json!(all[1].0), &json!(false)));
    assert!(!view.to_string().contains(&all[3].0));
    assert_eq!(words(&satisfaction(&t, &supervisor, "stars=5").await), [(5, glad.to_owned())]);
    assert_eq!(words(&satisfaction(&t, &supervisor, "stars=2").await), []);
    assert_eq!(words(&satisfaction(&t, &supervisor, "from=2020-01&to=2020-02").await), []);
    for wrong in ["stars=0", "stars=6", "stars=many", "from=2026-13"] {
        let path = format!("/api/v1/indicators/satisfaction?{wrong}");
        t.staff_get(&supervisor, &path).await.is_problem(422, "invalid");
    }
    t.staff_get(&handler, "/api/v1/indicators/satisfaction").await.is_problem(403, "denied");
});

const HOUR_MS: i64 = 3_600_000;

/// How long a step took: in how many cases, the median and nine in ten, in hours.
fn took(steps: &Value, at: usize) -> (i64, Option<i64>, Option<i64>) {
    let spread = &steps[at];
    let hours = |field: &str| spread[field].as_i64().map(|minutes| minutes / 60);
    (spread["count"]["value"].as_i64().unwrap(), hours("median_minutes"), hours("p90_minutes"))
}

both!(how_long_it_took_is_told_on_both_clocks, |mut t: Installation| async move {
    let mut all = Vec::new();
    for key in ["quick", "slow", "passed", "open"] {
        all.push(filed(&t, key, json!({ "category": "rac-thai" })).await);
    }
    t.run_tails().await;
    let [(quick, _), (slow, slow_secret), (passed, _), (open, _)] = <[_; 4]>::try_from(all).unwrap();
    // One is taken up after two hours and answered after ten; one after five and twenty, and again after a hundred.
    t.clock.advance(2 * HOUR_MS);
    let handler = t.sign_in("chuyenvien").await;
    t.acted(&handler, &quick, "accept", json!({})).await;
    t.clock.advance(3 * HOUR_MS);
    t.acted(&handler, &slow, "accept", json!({})).await;
    t.acted(&handler, &open, "accept", json!({})).await;
    t.clock.advance(5 * HOUR_MS);
    let handler = t.sign_in("chuyenvien").await;
    let answer = json!({ "body": "Đã thu gom rác sáng nay." });
    t.acted(&handler, &quick, "start", json!({})).await;
    t.acted(&handler, &quick, "answer", answer.clone()).await;
    t.clock.advance(10 * HOUR_MS);
    let handler = t.sign_in("chuyenvien").await;
    t.acted(&handler, &slow, "start", json!({})).await;
    t.acted(&handler, &slow, "answer", answer.clone()).await;
    let again = t.reply(&slow, &slow_secret, "reopening", &json!({ "body": "Rác vẫn còn trước cổng chợ." })).await;
    assert!(again.status.is_success(), "{}", again.text);
    // One is sent on after forty hours and answered by the other agency sixty hours later.
    t.clock.advance(20 * HOUR_MS);
    let coordinator = t.sign_in("dieuphoi").await;
    t.acted(&coordinator, &passed, "transfer", json!({ "agency": "ubnd-01", "body": "Thuộc địa bàn khác." })).await;
    t.clock.advance(60 * HOUR_MS);
    let handler = t.sign_in("chuyenvien").await;
    t.acted(&handler, &slow, "answer", answer).await;
    let other = t.sign_in("chuyenvien.hanoi").await;
    t.answered(&other, &passed, "Đã thu gom rác.").await;
    t.run_tails().await;

    let supervisor = t.sign_in("giamsat").await;
    let answer = t.staff_get(&supervisor, "/api/v1/indicators/durations?lang=en").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let view = answer.json();
    let now: Vec<Value> = view["steps"].as_array().unwrap().iter().map(|step| step["now"].clone()).collect();
    let now = Value::Array(now);
    assert_eq!(took(&now, 0), (4, Some(5), Some(100)), "taken up: {view}");
    assert_eq!(took(&now, 1), (3, Some(20), Some(100)), "answered first: {view}");
    assert_eq!(took(&now, 2), (3, Some(100), Some(100)), "answered for good: {view}");
    assert_eq!(took(&now, 3), (3, Some(60), Some(100)), "at the agency that answered: {view}");
    let bands: Vec<i64> =
        view["steps"][2]["bands"].as_array().unwrap().iter().map(|band| band["count"].as_i64().unwrap()).collect();
    assert_eq!(bands, [1, 0, 2, 0, 0, 0, 0, 0]);
    assert_eq!(view["steps"][2]["before"]["count"]["value"], 0);
    assert!(each_opens_its_list(&t, &supervisor, &view).await > 15);
    for by in ["category", "province", "area", "kind", "channel", "site"] {
        let parts = t.staff_get(&supervisor, &format!("/api/v1/indicators/durations?by={by}")).await.json();
        let sum: i64 = parts["rows"].as_array().unwrap().iter().map(|row| took(&row["steps"], 2).0).sum();
        assert_eq!(sum, 3, "{by}: the parts are the whole: {parts}");
        assert!(each_opens_its_list(&t, &supervisor, &parts).await > 15);
    }
    t.staff_get(&supervisor, "/api/v1/indicators/durations?by=colour").await.is_problem(422, "invalid");
    let handler = t.sign_in("chuyenvien").await;
    t.staff_get(&handler, "/api/v1/indicators/durations").await.is_problem(403, "denied");
});
