//! Routing over HTTP: rules are changed, checked and tried; what was learned suggests and routes; cases that are passed
//! around go up.

use crate::both;
use crate::harness::{Installation, text};
use axum::http::StatusCode;
use hoiam_backend::domain::learning::{self, Learned};
use serde_json::{Value, json};

fn rule(query: &str, target: &str) -> Value {
    json!({ "query": query, "target": target, "name_vi": "Thử", "name_en": "Trial", "active": true })
}

fn ids(view: &Value) -> Vec<i64> {
    view["rules"].as_array().unwrap().iter().map(|rule| rule["id"].as_i64().unwrap()).collect()
}

const RULES: &str = "/api/v1/admin/rules";

both!(a_rule_is_made_changed_and_used, |mut t: Installation| async move {
    let admin = t.sign_in("admin").await;
    let before = ids(&t.staff_get(&admin, RULES).await.json());
    let made = t.staff_send(&admin, "POST", RULES, &rule("\"ca sau\"", "so-y-te-79")).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text);
    let all = ids(&made.json());
    let id = *all.last().unwrap();
    assert_eq!(all.len(), before.len() + 1);

    // In force at once, and unaccented text is the same text.
    let (code, _) = t.filed("Co ca sau trong ho cong vien").await;
    let handler = t.sign_in("chuyenvien").await;
    let seen = t.staff_get(&handler, &format!("/api/v1/cases/{code}")).await.json();
    assert_eq!(seen["row"]["agency"]["code"], "so-y-te-79", "{seen}");
    assert!(text(&seen, "route_why").contains("ca sau"));

    // A change is a new version; the old one can no longer be changed, and what it routed still says by which.
    let edited = t.staff_send(&admin, "PUT", &format!("{RULES}/{id}"), &rule("\"ca sau\"", "cong-an-79")).await.json();
    let newer = *ids(&edited).last().unwrap();
    assert!(newer != id && edited["rules"].as_array().unwrap().last().unwrap()["number"] == 2, "{edited}");
    t.staff_send(&admin, "PUT", &format!("{RULES}/{id}"), &rule("x", "commune")).await.is_problem(412, "stale");
    let seen = t.staff_get(&handler, &format!("/api/v1/cases/{code}")).await.json();
    assert!(text(&seen, "route_why").contains("ca sau"));
    let (code, _) = t.filed("Cá sấu lại xuất hiện trong hồ").await;
    let seen = t.staff_get(&handler, &format!("/api/v1/cases/{code}")).await.json();
    assert_eq!(seen["row"]["agency"]["code"], "cong-an-79");

    // To the top, then off.
    let mut order = ids(&edited);
    order.rotate_right(1);
    let moved = t.staff_send(&admin, "PUT", &format!("{RULES}/order"), &json!({ "ids": order })).await.json();
    assert_eq!(ids(&moved)[0], newer);
    order.pop();
    t.staff_send(&admin, "PUT", &format!("{RULES}/order"), &json!({ "ids": order })).await.is_problem(412, "stale");
    let mut off = rule("\"ca sau\"", "cong-an-79");
    off["active"] = json!(false);
    let off = t.staff_send(&admin, "PUT", &format!("{RULES}/{newer}"), &off).await.json();
    assert_eq!((off["rules"][0]["id"].as_i64(), off["rules"][0]["active"].as_bool()), (Some(newer), Some(false)));
    let (code, _) = t.filed("Vẫn còn cá sấu trong hồ").await;
    let seen = t.staff_get(&handler, &format!("/api/v1/cases/{code}")).await.json();
    assert_ne!(seen["row"]["agency"]["code"], "cong-an-79");

    // Everything is written down, with who.
    let changes = t.staff_get(&admin, &format!("{RULES}/changes")).await.json();
    let what: Vec<&str> = changes["changes"].as_array().unwrap().iter().map(|c| c["what"].as_str().unwrap()).collect();
    assert_eq!(what, ["deactivated", "ordered", "changed", "created"]);
    assert_eq!(changes["changes"][0]["who"], "Nguyễn Thị Hải Yến");

    // Restarted, everything stands.
    t.restart().await;
    assert_eq!(ids(&t.staff_get(&admin, RULES).await.json())[0], newer);
});

both!(rules_that_cannot_be_are_refused, |t: Installation| async move {
    let admin = t.sign_in("admin").await;
    t.staff_send(&admin, "POST", RULES, &rule("kind:", "commune")).await.is_problem(400, "bad_query");
    t.staff_send(&admin, "POST", RULES, &rule("", "commune")).await.is_problem(422, "invalid");
    t.staff_send(&admin, "POST", RULES, &rule("x", "khong-co-ai")).await.is_problem(422, "invalid");
    t.staff_send(&admin, "POST", RULES, &rule("x", "province-department:khong-co")).await.is_problem(422, "invalid");
    t.staff_send(&admin, "POST", RULES, &json!({ "query": 5 })).await.is_problem(400, "malformed");
    let thresholds = json!({ "shows_at": 800, "routes_at": 500 });
    t.staff_send(&admin, "PUT", "/api/v1/admin/learning", &thresholds).await.is_problem(422, "invalid");
    let wrong = json!({ "rule": rule("x", "commune"), "from": "hôm qua", "to": "2026-11-16" });
    t.staff_send(&admin, "POST", &format!("{RULES}/try"), &wrong).await.is_problem(422, "invalid");
});

both!(who_reads_and_who_changes_rules, |t: Installation| async move {
    let reads =
        [RULES.to_owned(), format!("{RULES}/lint"), format!("{RULES}/changes"), "/api/v1/admin/learning".into()];
    let check = async |who: &str, may_read: bool, may_change: bool| {
        let session = t.sign_in(who).await;
        for path in &reads {
            let answer = t.staff_get(&session, path).await;
            assert_eq!(answer.status == StatusCode::OK, may_read, "{who} {path} {}", answer.text);
            if !may_read {
                answer.is_problem(403, "denied");
            }
        }
        let made = t.staff_send(&session, "POST", RULES, &rule("\"thử quyền\"", "commune")).await;
        assert_eq!(made.status == StatusCode::OK, may_change, "{who} {}", made.text);
    };
    for path in &reads {
        t.get(path).await.is_problem(401, "unauthenticated");
    }
    check("admin", true, true).await;
    check("dieuphoi", true, false).await;
    check("giamsat", true, false).await;
    check("kiemtra", true, false).await;
    check("chuyenvien", false, false).await;
    // The rules are everybody's: who holds the role for a branch does not see figures of the others.
    check("dieuphoi.hcm", false, false).await;
    check("giamsat.hcm", false, false).await;
});

both!(a_change_is_tried_on_past_cases, |mut t: Installation| async move {
    let (moves, _) = t.filed("Đàn kiến ba khoang bay vào nhà dân ban đêm").await;
    let (stays, _) = t.filed("Hàng xóm nuôi gà gáy lúc ba giờ sáng").await;
    t.run_tails().await;
    let wanted = json!({ "rule": rule("\"kiến ba khoang\"", "province-department:so-y-te"), "from": "2026-11-01", "to": "2026-11-30" });
    let path = format!("{RULES}/try");
    let coordinator = t.sign_in("dieuphoi").await;
    let tried = t.staff_send(&coordinator, "POST", &path, &wanted).await.json();
    assert_eq!((tried["cases"].as_u64(), tried["moved"].as_u64()), (Some(2), Some(1)), "{tried}");
    assert_eq!(tried["examples"][0]["code"], moves, "{tried}");
    assert_eq!(tried["table"][0]["cases"], 1);
    assert!(!tried.to_string().contains(&stays));
    // Administrators see how many, not which: they have no right to read cases.
    let admin = t.sign_in("admin").await;
    let tried = t.staff_send(&admin, "POST", &path, &wanted).await.json();
    assert_eq!((tried["moved"].as_u64(), tried["examples"].as_array().unwrap().len()), (Some(1), 0));
    // Nothing was changed by trying.
    assert!(!t.staff_get(&admin, RULES).await.text.contains("kiến ba khoang"));
    // Another period, no cases.
    let empty = json!({ "rule": rule("x", "commune"), "from": "2025-01-01", "to": "2025-01-31" });
    assert_eq!(t.staff_send(&admin, "POST", &path, &empty).await.json()["cases"], 0);
});

both!(mistakes_in_rules_are_found, |t: Installation| async move {
    let admin = t.sign_in("admin").await;
    for (query, target) in [
        ("\"bướm đêm\"", "so-y-te-79"),
        ("\"bướm đêm\" area:79", "cong-an-79"),
        ("kind:question kind:complaint", "commune"),
        ("rating:5", "commune"),
        ("category:khong-co", "commune"),
    ] {
        let made = t.staff_send(&admin, "POST", RULES, &rule(query, target)).await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.text);
    }
    let all = ids(&t.staff_get(&admin, RULES).await.json());
    let made = &all[all.len() - 5..];
    let lint = t.staff_get(&admin, &format!("{RULES}/lint?lang=en")).await.json();
    let kinds = |id: i64| -> Vec<&str> {
        let findings = lint["findings"].as_array().unwrap().iter();
        findings.filter(|f| f["rule"] == id).map(|f| f["kind"].as_str().unwrap()).collect()
    };
    assert_eq!(kinds(made[1]), ["shadowed"], "{lint}");
    assert_eq!(kinds(made[2]), ["never_matches"]);
    assert_eq!(kinds(made[3]), ["never_matches"]);
    assert_eq!(kinds(made[4]), ["unknown_value"]);
    // The rules the product ships with are clean, as far as they can be judged without cases.
    let shipped: Vec<&Value> =
        lint["findings"].as_array().unwrap().iter().filter(|f| !made.contains(&f["rule"].as_i64().unwrap())).collect();
    assert!(shipped.is_empty(), "{shipped:?}");
});

/// Files cases of two matters and lets the agencies of Hồ Chí Minh City take them up.
async fn taught(t: &Installation) {
    let handler = t.sign_in("chuyenvien").await;
    let (insects, ghosts) =
        (["kiến", "muỗi", "bọ xít", "gián", "rết"], ["ma", "quỷ", "hồn", "bóng trắng", "tiếng khóc"]);
    for n in 0..130 {
        let place = ["cạnh ao", "sau vườn", "đầu hẻm", "trên mái"][n % 4];
        for (what, agency) in [(insects[n % 5], "so-y-te-79"), (ghosts[n % 5], "cong-an-79")] {
            let said = format!("Tôi thấy {what} {place}, xin cho người đến xem lần thứ {n}.");
            let body = json!({ "kind": "feedback", "body": said, "area": "26740", "agency": agency });
            let filed = t.file(&format!("taught-{agency}-{n}"), &body).await;
            assert_eq!(filed.status, StatusCode::CREATED, "{}", filed.text);
            t.clock.advance(60_000);
            let code = text(&filed.json(), "code");
            let taken = t.act(&handler, &code, "accept", 2, &json!({})).await;
            assert_eq!(taken.status, StatusCode::OK, "{}", taken.text);
        }
    }
}

both!(what_was_learned_suggests_and_routes, |mut t: Installation| async move {
    let app = t.app();
    assert!(matches!(learning::learn(&app).await.unwrap(), Learned::TooFew { .. }));
    taught(&t).await;
    let Learned::Judged { replaced, challenger, champion, .. } = learning::learn(&app).await.unwrap() else {
        panic!("it was judged")
    };
    assert!(replaced && challenger.accuracy > 0.9 && champion.is_none(), "{challenger:?}");
    // Nothing new has come since.
    assert!(matches!(learning::learn(&app).await.unwrap(), Learned::NothingNew { .. }));

    // In another province the same part is played by another agency: what was learned is the part.
    let sure = json!({ "kind": "feedback", "body": "Toi thay muoi canh ao, xin cho nguoi den xem.", "area": "01" });
    let sent = t.file("sure", &sure).await;
    let handler = t.sign_in("chuyenvien").await;
    let seen = t.staff_get(&handler, &format!("/api/v1/cases/{}", text(&sent.json(), "code"))).await.json();
    assert_eq!(seen["row"]["agency"]["code"], "so-y-te-01", "{seen}");

    // Above everything: only shown then, with the words as they were typed.
    let admin = t.sign_in("admin").await;
    let silent = json!({ "shows_at": 300, "routes_at": 1000 });
    let view = t.staff_send(&admin, "PUT", "/api/v1/admin/learning", &silent).await;
    assert_eq!(view.json()["routes_at"], 1000, "{}", view.text);
    let shown = json!({ "kind": "feedback", "body": "TÔI THẤY BÓNG TRẮNG sau vườn nhà.", "area": "26740" });
    let code = text(&t.file("shown", &shown).await.json(), "code");
    let coordinator = t.sign_in("dieuphoi").await;
    let routing = t.staff_get(&coordinator, &format!("/api/v1/cases/{code}/routing")).await.json();
    assert_eq!(routing["suggestions"][0]["agency"]["code"], "cong-an-79", "{routing}");
    assert!(routing["suggestions"][0]["words"].to_string().contains("BÓNG TRẮNG"), "{routing}");
    // Who may not send it anywhere is suggested nothing.
    let auditor = t.sign_in("kiemtra").await;
    let routing = t.staff_get(&auditor, &format!("/api/v1/cases/{code}/routing")).await.json();
    assert_eq!(routing["suggestions"], json!([]));
    // A person decides otherwise; from then on nothing is suggested, and taken up it is an example.
    let input = json!({ "agency": "ubnd-79", "body": "Không phải việc của công an" });
    let passed = t.act(&coordinator, &code, "transfer", 2, &input).await;
    assert_eq!(passed.status, StatusCode::OK, "{}", passed.text);
    let routing = t.staff_get(&coordinator, &format!("/api/v1/cases/{code}/routing")).await.json();
    assert_eq!(routing["suggestions"], json!([]));

    // The report, and after a restart the same model.
    let report = t.staff_get(&admin, "/api/v1/admin/learning?lang=en").await.json();
    assert!(report["model"]["accuracy"].as_f64().unwrap() > 0.9, "{report}");
    assert_eq!(report["trials"][0]["replaced"], true);
    drop(app);
    t.restart().await;
    let app = t.app();
    assert!(app.suggester.load().model.is_some());
    assert_eq!(app.suggester.load().thresholds.routes_at, 1000);
});

both!(passed_on_twice_it_goes_up, |t: Installation| async move {
    let body = json!({ "kind": "feedback", "body": "Cột mốc ranh giới giữa hai tỉnh bị dời.", "agency": "ubnd-01" });
    let sent = t.file("bounce", &body).await.json();
    let (code, secret) = (text(&sent, "code"), text(&sent, "secret"));
    let hanoi = t.sign_in("dieuphoi.hanoi").await;
    let hcm = t.sign_in("dieuphoi.hcm").await;
    let to = |agency: &str| json!({ "agency": agency, "body": "Không thuộc thẩm quyền" });
    t.act(&hanoi, &code, "transfer", 2, &to("ubnd-79")).await;
    t.act(&hcm, &code, "transfer", 3, &to("ubnd-01")).await;
    let routing = t.staff_get(&hanoi, &format!("/api/v1/cases/{code}/routing")).await.json();
    assert_eq!((routing["passes"].as_u64(), routing["goes_up_to"]["code"].as_str()), (Some(2), Some("chinh-phu")));
    // Named is Đà Nẵng; it goes to the Government, which both belong to.
    let passed = t.act(&hanoi, &code, "transfer", 4, &to("ubnd-48")).await;
    assert_eq!(passed.status, StatusCode::NO_CONTENT, "out of sight now: {}", passed.text);
    let above = t.sign_in("dieuphoi").await;
    let seen = t.staff_get(&above, &format!("/api/v1/cases/{code}")).await.json();
    assert_eq!(seen["row"]["agency"]["code"], "chinh-phu", "{seen}");
    let routing = t.staff_get(&above, &format!("/api/v1/cases/{code}/routing")).await.json();
    assert_eq!(routing["named"]["code"], "ubnd-48", "{routing}");
    // The citizen is told in plain words.
    let told = t.track(&code, &secret).await.to_string();
    assert!(told.contains("chưa thống nhất"), "{told}");
    // The decision stands: whoever got it cannot pass it on to another but back up.
    t.act(&above, &code, "transfer", 5, &to("ubnd-48")).await;
    let danang = t.sign_in("dieuphoi.danang").await;
    let again = t.act(&danang, &code, "transfer", 6, &to("ubnd-01")).await;
    assert_eq!(again.status, StatusCode::NO_CONTENT, "{}", again.text);
    let seen = t.staff_get(&above, &format!("/api/v1/cases/{code}")).await.json();
    assert_eq!(seen["row"]["agency"]["code"], "chinh-phu");
    // The figures know who passed it on to whom.
    let lint = t.staff_get(&above, "/api/v1/admin/rules/lint").await.json();
    let pair = |from: &str, to: &str| {
        let all = lint["pairs"].as_array().unwrap().iter();
        all.filter(|p| p["from"]["code"] == from && p["to"]["code"] == to)
            .map(|p| p["cases"].as_u64().unwrap())
            .sum::<u64>()
    };
    assert_eq!(
        (pair("ubnd-01", "ubnd-79"), pair("ubnd-79", "ubnd-01"), pair("ubnd-01", "ubnd-48")),
        (1, 1, 1),
        "{lint}"
    );
});
