//! Deadlines over HTTP and over time: explained, published anew, recalculated only when somebody says so, on a node that is
//! cut off, too. What a clock does that is wrong is told in `faults/clock.rs`.

use crate::both;
use crate::harness::{DAY_MS, Installation, MONDAY_MS, Session, text};
use axum::http::StatusCode;
use hoiam_backend::cli::verify::{What, check};
use hoiam_backend::domain::recalculating;
use serde_json::{Value, json};

async fn ok(t: &Installation, session: &Session, method: &str, path: &str, input: &Value) -> Value {
    let answer = t.staff_send(session, method, path, input).await;
    assert_eq!(answer.status, StatusCode::OK, "{method} {path}: {}", answer.text);
    answer.json()
}

async fn get(t: &Installation, session: &Session, path: &str) -> Value {
    let answer = t.staff_get(session, path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
    answer.json()
}

/// The national calendar with one more holiday on Thursday 3 December 2026, from today on.
async fn with_a_holiday(t: &Installation, admin: &Session) -> Value {
    let mut input = get(t, admin, "/api/v1/admin/calendars/viet-nam").await["input"].take();
    input["valid_from"] = "2026-11-16".into();
    input["note"] = "Quốc tang".into();
    let day = json!({ "from": "2026-12-03", "kind": "holiday", "name_vi": "Quốc tang", "name_en": "State funeral", "decision": "99/QĐ-TTg" });
    input["exceptions"].as_array_mut().unwrap().push(day);
    input
}

/// Ends what was begun.
async fn recalculated(t: &Installation) {
    while recalculating::work(&t.app()).await.unwrap() {}
}

async fn due(t: &Installation, code: &str, secret: &str) -> String {
    text(&t.track(code, secret).await, "due_at")
}

pub async fn verified(t: &Installation) {
    for what in [What::Clocks, What::Ledger] {
        let report = check(&t.app(), what).await.unwrap();
        assert!(report.good(), "{}", report.json());
    }
}

both!(a_new_version_moves_nothing_until_it_is_said, |mut t: Installation| async move {
    let (code, secret) = t.filed("Đèn đường hỏng đã hai tuần nay.").await;
    // Fifteen working days from Monday 16 November, 24 November off: up to 8 December, 24:00.
    assert_eq!(due(&t, &code, &secret).await, "2026-12-08T17:00:00.000Z");
    let admin = t.sign_in("admin").await;
    let input = with_a_holiday(&t, &admin).await;
    let preview = ok(&t, &admin, "POST", "/api/v1/admin/calendars/viet-nam/preview", &input).await;
    assert_eq!((&preview["cases"]["concerned"], &preview["cases"]["moving"]), (&json!(1), &json!(1)), "{preview}");
    assert_eq!(preview["cases"]["sample"][0]["becomes"], "2026-12-09T17:00:00.000Z");
    assert_eq!((&preview["changed"], &preview["changes"][0]["what"]), (&json!(1), &json!("2026-12-03")), "{preview}");
    assert_eq!(get(&t, &admin, "/api/v1/admin/calendars").await[0]["versions"], 1, "a preview stores nothing");

    let published = ok(&t, &admin, "POST", "/api/v1/admin/calendars/viet-nam", &input).await;
    let version = published["row"]["version"].as_i64().unwrap();
    assert_eq!(published["history"][0]["note"], "Quốc tang");
    // Who edited the version before must look again.
    t.staff_send(&admin, "POST", "/api/v1/admin/calendars/viet-nam", &input).await.is_problem(412, "stale");
    assert_eq!(due(&t, &code, &secret).await, "2026-12-08T17:00:00.000Z", "nothing moves by publishing");
    let (new, new_secret) = t.filed("Cống thoát nước bị tắc trước số 12.").await;
    assert_eq!(due(&t, &new, &new_secret).await, "2026-12-09T17:00:00.000Z", "what begins now counts by it");

    let mut wanted = json!({ "calendars": [version] });
    t.staff_send(&admin, "POST", "/api/v1/admin/recalculations", &wanted).await.is_problem(422, "invalid");
    wanted["reason"] = "Ngày 03/12 nghỉ theo Quyết định 99/QĐ-TTg.".into();
    let moves = ok(&t, &admin, "POST", "/api/v1/admin/recalculations/preview", &wanted).await;
    assert_eq!((&moves["concerned"], &moves["moving"], &moves["open"]), (&json!(1), &json!(1), &json!(2)), "{moves}");
    let begun = ok(&t, &admin, "POST", "/api/v1/admin/recalculations", &wanted).await;
    assert_eq!(due(&t, &code, &secret).await, "2026-12-08T17:00:00.000Z", "not in the request itself");
    recalculated(&t).await;
    assert_eq!(due(&t, &code, &secret).await, "2026-12-09T17:00:00.000Z");
    let done = get(&t, &admin, &format!("/api/v1/admin/recalculations/{}", begun["id"])).await;
    assert_eq!((&done["state"], &done["changed"], &done["moved"]), (&json!("done"), &json!(1), &json!(1)), "{done}");

    // The citizen reads that it moved, and why.
    let seen = t.track(&code, &secret).await;
    let step = seen["story"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(step["kind"], "recalculated");
    assert!(text(&step, "text").contains("08/12/2026") && text(&step, "text").contains("09/12/2026"), "{step}");
    assert!(seen["messages"].to_string().contains("99/QĐ-TTg"), "{seen}");
    assert!(text(&seen, "due_explained").contains("03/12"), "{seen}");
    t.run_tails().await;
    verified(&t).await;
    // Once more changes nothing.
    ok(&t, &admin, "POST", "/api/v1/admin/recalculations", &wanted).await;
    recalculated(&t).await;
    assert_eq!(get(&t, &admin, "/api/v1/admin/recalculations").await[0]["changed"], 0);
});

both!(what_is_past_or_kept_is_never_recalculated, |mut t: Installation| async move {
    let (late, late_secret) = t.filed("Rác chất đống trước cổng chợ.").await;
    let (taken, taken_secret) = t.filed("Vỉa hè bị chiếm làm bãi xe.").await;
    let admin = t.sign_in("admin").await;
    let handler = t.sign_in("chuyenvien").await;
    assert_eq!(t.act(&handler, &taken, "accept", 2, &json!({})).await.status, StatusCode::OK);
    let input = with_a_holiday(&t, &admin).await;
    let version = ok(&t, &admin, "POST", "/api/v1/admin/calendars/viet-nam", &input).await["row"]["version"].take();
    // On 11 December the answer is late already: a holiday said afterwards does not mend that.
    t.clock.advance(25 * DAY_MS);
    let (admin, handler) = (t.sign_in("admin").await, t.sign_in("chuyenvien").await);
    let reason = json!({ "calendars": [version], "reason": "Thử" });
    ok(&t, &admin, "POST", "/api/v1/admin/recalculations", &reason).await;
    recalculated(&t).await;
    t.run_tails().await;
    for (code, secret) in [(&late, &late_secret), (&taken, &taken_secret)] {
        assert_eq!(due(&t, code, secret).await, "2026-12-08T17:00:00.000Z");
    }
    let clocks = get(&t, &handler, &format!("/api/v1/cases/{taken}/clocks?lang=vi")).await;
    let accept = clocks["targets"].as_array().unwrap().iter().find(|c| c["target"] == "accept").unwrap().clone();
    assert!(accept["recalculated"].is_null(), "{accept}");
    verified(&t).await;
});

both!(a_recalculation_goes_on_where_it_stopped, |mut t: Installation| async move {
    let mut codes = Vec::new();
    for n in 0..6 {
        codes.push(t.filed(&format!("Đèn đường số {n} hỏng đã hai tuần nay.")).await);
    }
    let admin = t.sign_in("admin").await;
    let input = with_a_holiday(&t, &admin).await;
    let version = ok(&t, &admin, "POST", "/api/v1/admin/calendars/viet-nam", &input).await["row"]["version"].take();
    let wanted = json!({ "calendars": [version], "reason": "Thử" });
    let begun = ok(&t, &admin, "POST", "/api/v1/admin/recalculations", &wanted).await;
    let path = format!("/api/v1/admin/recalculations/{}", begun["id"]);
    // Two nodes at once: what one has done the other does not do again.
    let app = t.app();
    let (a, b) = tokio::join!(recalculating::work(&app), recalculating::work(&app));
    a.unwrap();
    b.unwrap();
    drop(app);
    t.restart().await;
    recalculated(&t).await;
    let done = get(&t, &admin, &path).await;
    assert_eq!((&done["state"], &done["looked"], &done["changed"]), (&json!("done"), &json!(6), &json!(6)), "{done}");
    for (code, secret) in &codes {
        assert_eq!(due(&t, code, secret).await, "2026-12-09T17:00:00.000Z");
        let told = t.track(code, secret).await["story"].to_string();
        assert_eq!(told.matches("\"recalculated\"").count(), 1, "{told}");
    }
    t.staff_send(&admin, "DELETE", &path, &json!({})).await.is_problem(409, "not_allowed_now");
    let again = ok(&t, &admin, "POST", "/api/v1/admin/recalculations", &wanted).await;
    let stopped = ok(&t, &admin, "DELETE", &format!("/api/v1/admin/recalculations/{}", again["id"]), &json!({})).await;
    assert_eq!(stopped["state"], "stopped");
    assert!(!recalculating::work(&t.app()).await.unwrap());
    t.run_tails().await;
    verified(&t).await;
});

both!(a_commune_adds_a_day_without_copying_the_country, |t: Installation| async move {
    let admin = t.sign_in("admin").await;
    let input = json!({
        "name_vi": "Lịch phường Bến Nghé", "name_en": "Calendar of Ben Nghe", "base": "viet-nam", "valid_from": "2026-01-01",
        "exceptions": [
            { "from": "2026-12-01", "to": "2026-12-02", "kind": "holiday", "name_vi": "Lễ hội địa phương" },
            { "from": "2026-11-24", "kind": "usual", "name_vi": "Làm việc bình thường" },
        ],
    });
    let path = "/api/v1/admin/calendars/ben-nghe";
    let made = ok(&t, &admin, "POST", path, &input).await;
    assert_eq!(made["row"]["zone"], "Asia/Ho_Chi_Minh");
    assert_eq!(made["week"][0], json!(["07:30-11:30", "13:30-17:00"]));
    assert!(made["inherited"].as_array().unwrap().len() > 50, "{made}");
    let agencies = json!({ "agencies": ["ubnd-26740"] });
    let row = ok(&t, &admin, "PUT", &format!("{path}/agencies"), &agencies).await;
    assert_eq!(row["agencies"][0]["code"], "ubnd-26740");
    t.staff_send(&admin, "PUT", &format!("{path}/agencies"), &json!({ "agencies": ["nowhere"] }))
        .await
        .is_problem(422, "invalid");

    // The citizen's clock runs by the calendar of the site's agency, the commune's by its own: two days off, but
    // 24 November worked.
    let (code, _) = t.filed("Vỉa hè đường Lê Lợi hư hỏng.").await;
    let app = t.app();
    let stored = hoiam_backend::store::cases::by_code(&mut app.db.read(), &code).await.unwrap().unwrap();
    let clocks = stored.clocks().unwrap();
    assert_eq!(clocks.due_ms(), Some(MONDAY_MS - 9 * 3_600_000 + 23 * DAY_MS));
    let settings = app.settings();
    let commune = settings.agency_by_code("ubnd-26740").unwrap().id;
    if stored.case.agency == Some(commune) {
        assert_eq!(clocks.agency_due_ms(), Some(MONDAY_MS - 9 * 3_600_000 + 24 * DAY_MS));
    }
    let whole = settings.calendars.whole(settings.calendar_of(commune, app.now_ms()).unwrap()).unwrap();
    let said =
        |date: &str| whole.exceptions.iter().find(|day| day.date.to_string() == date).map(|day| day.name_vi.clone());
    assert_eq!(said("2026-12-02").as_deref(), Some("Lễ hội địa phương"));
    assert_eq!(said("2026-11-24"), None);
    assert_eq!(said("2026-09-02").as_deref(), Some("Quốc khánh"));

    // A new national version is a new version of the commune's calendar too.
    let national = with_a_holiday(&t, &admin).await;
    let preview = ok(&t, &admin, "POST", "/api/v1/admin/calendars/viet-nam/preview?lang=en", &national).await;
    assert!(preview["notes"].to_string().contains("Ben Nghe"), "{preview}");
    ok(&t, &admin, "POST", "/api/v1/admin/calendars/viet-nam", &national).await;
    let after = get(&t, &admin, path).await;
    assert_eq!(after["row"]["versions"], 2);
    assert!(after["inherited"].to_string().contains("Quốc tang"), "{after}");
    verified(&t).await;
});

both!(calendars_that_cannot_work_are_told_by_field, |t: Installation| async move {
    let admin = t.sign_in("admin").await;
    let good = get(&t, &admin, "/api/v1/admin/calendars/viet-nam").await["input"].take();
    let wrong = async |change: fn(&mut Value), field: &str, code: &str| {
        let mut input = good.clone();
        change(&mut input);
        let answer = t.staff_send(&admin, "POST", "/api/v1/admin/calendars/viet-nam/preview?lang=en", &input).await;
        answer.is_problem(422, "invalid");
        let error = &answer.json()["errors"][0];
        assert_eq!((text(error, "field").as_str(), text(error, "code").as_str()), (field, code), "{}", answer.text);
        assert!(!text(error, "message").contains('{'), "{error}");
    };
    wrong(|i| i["zone"] = "Asia/Saigon_City".into(), "zone", "unknown_zone").await;
    wrong(|i| i["week"] = json!([]), "week", "never_works").await;
    wrong(|i| i["week"][1] = json!(["07:30-11:30", "11:00-12:00"]), "week[1][1]", "overlap").await;
    wrong(|i| i["exceptions"][0]["to"] = "2014-01-01".into(), "exceptions[0].to", "end_before_start").await;
    wrong(|i| i["base"] = "viet-nam".into(), "base", "unknown_value").await;
    wrong(|i| i["valid_from"] = "soon".into(), "valid_from", "not_a_date").await;
    // Who administers a branch alone does not change what holds for the country.
    let handler = t.sign_in("chuyenvien").await;
    t.staff_get(&handler, "/api/v1/admin/calendars").await.is_problem(403, "denied");
    t.staff_send(&handler, "POST", "/api/v1/admin/calendars/viet-nam", &good).await.is_problem(403, "denied");
});

const TET: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Bo Noi vu//VN\r\nBEGIN:VEVENT\r\nUID:nghi-1\r\nSUMMARY:Nghỉ bão\r\nDTSTART;VALUE=DATE:20261202\r\nDTEND;VALUE=DATE:20261204\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

both!(a_calendar_file_is_previewed_and_nothing_is_half_imported, |t: Installation| async move {
    let (code, secret) = t.filed("Đèn đường hỏng đã hai tuần nay.").await;
    let admin = t.sign_in("admin").await;
    let path = "/api/v1/admin/calendars/viet-nam";
    let import = |file: &str| json!({ "file": file, "valid_from": "2026-11-16", "decision": "7/QĐ-UBND" });
    let preview = ok(&t, &admin, "POST", &format!("{path}/import"), &import(TET)).await;
    assert_eq!((&preview["changed"], &preview["cases"]["moving"]), (&json!(2), &json!(1)), "{preview}");
    assert_eq!(get(&t, &admin, path).await["row"]["versions"], 1);
    ok(&t, &admin, "POST", path, &preview["input"]).await;
    assert_eq!(due(&t, &code, &secret).await, "2026-12-08T17:00:00.000Z", "confirmed or not, open cases stay");
    // The next revision takes one day back; then the whole is called off.
    let shorter = TET.replace("20261204", "20261203").replace("UID:nghi-1", "UID:nghi-1\r\nSEQUENCE:1");
    let preview = ok(&t, &admin, "POST", &format!("{path}/import"), &import(&shorter)).await;
    assert_eq!((&preview["changed"], &preview["changes"][0]["what"]), (&json!(1), &json!("2026-12-03")), "{preview}");
    ok(&t, &admin, "POST", path, &preview["input"]).await;
    let off = shorter.replace("SEQUENCE:1", "SEQUENCE:2\r\nSTATUS:CANCELLED");
    let preview = ok(&t, &admin, "POST", &format!("{path}/import"), &import(&off)).await;
    ok(&t, &admin, "POST", path, &preview["input"]).await;
    assert!(!get(&t, &admin, path).await["input"].to_string().contains("Nghỉ bão"));

    let bad = TET.replace("DTEND;VALUE=DATE:20261204", "DTEND;VALUE=DATE:20261101");
    let refused = t.staff_send(&admin, "POST", &format!("{path}/import?lang=en"), &import(&bad)).await;
    refused.is_problem(422, "invalid");
    assert_eq!(refused.json()["errors"][0]["field"], "line 4", "{}", refused.text);
    assert!(text(&refused.json()["errors"][0], "message").starts_with("Line 4: "), "{}", refused.text);
    let many = TET.replace("END:VEVENT", "RRULE:FREQ=DAILY;COUNT=10000\r\nEND:VEVENT");
    let refused = t.staff_send(&admin, "POST", &format!("{path}/import"), &import(&many)).await;
    assert_eq!(refused.json()["errors"][0]["code"], "too_many", "{}", refused.text);
    let huge = "X".repeat(3 << 20);
    t.staff_send(&admin, "POST", &format!("{path}/import"), &import(&huge)).await.is_problem(413, "too_large");
    assert_eq!(get(&t, &admin, path).await["row"]["versions"], 4);
});

both!(policies_are_tried_before_they_hold, |t: Installation| async move {
    let (code, secret) = t.filed("Đèn đường hỏng đã hai tuần nay.").await;
    let admin = t.sign_in("admin").await;
    let list = get(&t, &admin, "/api/v1/admin/policies?lang=en").await;
    let row =
        |list: &Value, code: &str| list["policies"].as_array().unwrap().iter().find(|row| row["code"] == code).cloned();
    let mut input = row(&list, "pakn").unwrap()["input"].take();
    assert!(list["policies"].as_array().unwrap().iter().all(|row| row["warnings"] == json!([])), "{list}");
    input["valid_from"] = "2026-11-16".into();
    input["targets"][1]["amount"] = 10.into();
    let path = "/api/v1/admin/policies/pakn";
    let preview = ok(&t, &admin, "POST", &format!("{path}/preview"), &input).await;
    assert_eq!((&preview["matched"], &preview["cases"]["moving"]), (&json!(1), &json!(1)), "{preview}");
    assert_eq!(preview["sample"][0]["would_be"], "2026-12-01T17:00:00.000Z");
    let list = ok(&t, &admin, "POST", path, &input).await;
    let version = row(&list, "pakn").unwrap()["version"].clone();
    assert_eq!(row(&list, "pakn").unwrap()["history"].as_array().unwrap().len(), 2);
    assert_eq!(due(&t, &code, &secret).await, "2026-12-08T17:00:00.000Z");
    let (new, new_secret) = t.filed("Cống thoát nước bị tắc trước số 12.").await;
    assert_eq!(due(&t, &new, &new_secret).await, "2026-12-01T17:00:00.000Z");
    ok(&t, &admin, "POST", "/api/v1/admin/recalculations", &json!({ "policies": [version], "reason": "Rút ngắn" }))
        .await;
    recalculated(&t).await;
    assert_eq!(due(&t, &code, &secret).await, "2026-12-01T17:00:00.000Z");

    // What can never match, or comes after one that takes everything, is refused with the reason.
    let mut other = input.clone();
    other["seen"] = Value::Null;
    other["place"] = Value::Null;
    let wrong = async |input: &Value, code: &str| {
        let answer = t.staff_send(&admin, "POST", "/api/v1/admin/policies/rieng?lang=vi", input).await;
        answer.is_problem(422, "invalid");
        assert_eq!(answer.json()["errors"][0]["code"], code, "{}", answer.text);
        answer.text
    };
    other["matches"] = "kind:feedback kind:complaint".into();
    wrong(&other, "never_matches").await;
    other["matches"] = "kind:feedback area:79".into();
    let said = wrong(&other, "shadowed").await;
    assert!(said.contains("Phản ánh, kiến nghị về quy định"), "{said}");
    other["matches"] = "kind:".into();
    wrong(&other, "bad_query").await;
    other["matches"] = "kind:feedback area:79".into();
    other["targets"][0]["amount"] = 0.into();
    wrong(&other, "out_of_range").await;
    other["targets"][0]["amount"] = 1.into();
    other["targets"][1]["amount"] = 4.into();
    other["place"] = 0.into();
    let list = ok(&t, &admin, "POST", "/api/v1/admin/policies/rieng", &other).await;
    assert_eq!(list["policies"][0]["code"], "rieng");
    let (first, first_secret) = t.filed("Hố ga mất nắp trước cổng trường.").await;
    assert_eq!(due(&t, &first, &first_secret).await, "2026-11-20T17:00:00.000Z", "the first match wins");
    // Switched off from today on it is asked no longer, and its older version does not come back.
    let mut off = row(&list, "rieng").unwrap()["input"].take();
    off["enabled"] = false.into();
    ok(&t, &admin, "POST", "/api/v1/admin/policies/rieng", &off).await;
    let (next, next_secret) = t.filed("Biển báo giao thông bị che khuất.").await;
    assert_eq!(due(&t, &next, &next_secret).await, "2026-12-01T17:00:00.000Z");
    verified(&t).await;
});

both!(deadlines_are_told_day_by_day_and_by_body, |mut t: Installation| async move {
    let (code, secret) = t.filed("Rác chất đống trước cổng chợ Bến Thành.").await;
    let handler = t.sign_in("chuyenvien").await;
    t.clock.advance(3_600_000);
    t.act(&handler, &code, "accept", 2, &json!({})).await;
    t.clock.advance(DAY_MS);
    let handler = t.sign_in("chuyenvien").await;
    t.act(&handler, &code, "request-info", 3, &json!({ "body": "Xin ảnh hiện trường." })).await;
    t.clock.advance(2 * DAY_MS);
    t.reply(&code, &secret, "messages", &json!({ "body": "Gửi ảnh." })).await;
    t.clock.advance(DAY_MS);
    let handler = t.sign_in("chuyenvien").await;
    let passed = t.act(&handler, &code, "transfer", 5, &json!({ "agency": "ubnd-01", "body": "Thuộc Hà Nội" })).await;
    assert_eq!(passed.status, StatusCode::OK, "{}", passed.text);
    t.clock.advance(3 * DAY_MS);
    let handler = t.sign_in("chuyenvien").await;
    let whole = get(&t, &handler, &format!("/api/v1/cases/{code}/clocks?lang=vi")).await;
    let resolve = &whole["targets"].as_array().unwrap().iter().find(|c| c["target"] == "resolve").unwrap().clone();
    assert_eq!((&resolve["track"], &resolve["length"]), (&json!("citizen"), &json!("15 ngày làm việc")), "{whole}");
    assert_eq!(resolve["days"][0]["mark"], "receipt");
    let marks: Vec<&str> = resolve["days"].as_array().unwrap().iter().map(|d| d["mark"].as_str().unwrap()).collect();
    assert_eq!(marks.iter().filter(|mark| **mark == "paused").count(), 1, "{resolve}");
    assert!(resolve["days"].to_string().contains("Nghỉ lễ: Ngày Văn hóa Việt Nam"));
    assert_eq!(resolve["stood"][0]["reason"], "Xin ảnh hiện trường.");
    assert_eq!(whole["policy"]["code"], "pakn");
    // 16 to 20 November, 10:00 to 10:00: an hour alone, then days of 7½ hours.
    let held = whole["held"].as_array().unwrap();
    assert_eq!(held.len(), 2, "{whole}");
    assert_eq!(held[0]["waiting_min"], 2 * 450);
    assert_eq!(held[0]["worked_min"], 60 + 2 * 450);
    assert_eq!((&held[1]["agency"]["code"], &held[1]["to"]), (&json!("ubnd-01"), &Value::Null));
    assert_eq!(held[1]["worked_min"], 450);
    t.run_tails().await;
    verified(&t).await;
});

both!(late_by_one_second_is_late, |mut t: Installation| async move {
    let (in_time, _) = t.filed("Đèn đường hỏng đã hai tuần nay.").await;
    let (late, late_secret) = t.filed("Cống thoát nước bị tắc trước số 12.").await;
    // The term ends at 24:00 on 8 December.
    t.clock.advance(22 * DAY_MS + 15 * 3_600_000);
    let handler = t.sign_in("chuyenvien").await;
    let answer = json!({ "body": "Đã xử lý xong, cảm ơn bạn đã báo." });
    let done = t.act(&handler, &in_time, "answer", 2, &answer).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    t.clock.advance(1_000);
    let done = t.act(&handler, &late, "answer", 2, &answer).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    t.run_tails().await;
    assert_eq!(t.list(&handler, "on_time:no state:answered").await.1, vec![late.clone()]);
    assert_eq!(t.list(&handler, "on_time:yes state:answered").await.1, vec![in_time]);
    assert!(t.track(&late, &late_secret).await["story"].to_string().contains("breached"));
    verified(&t).await;
});
