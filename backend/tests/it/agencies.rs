//! Agencies: the tree, moving, closing, and the merge of one into another: the 63 provinces that became 34 in July 2025.

use crate::both;
use crate::harness::{Answer, Installation, Session, encode, text};
use axum::http::StatusCode;
use hoiam_backend::cli::verify::{What, check};
use hoiam_backend::domain::agencies::merging;
use serde_json::{Value, json};

const AGENCIES: &str = "/api/v1/admin/agencies";
/// Which former province became part of which: the file that the seed takes former names from.
const FORMER: &str = include_str!("../../data/former-provinces.csv");

fn fields(vi: &str, area: Option<&str>, role: Option<&str>) -> Value {
    json!({ "name_vi": vi, "name_en": format!("{vi} (en)"), "area": area, "role": role })
}

async fn add(t: &Installation, by: &Session, code: &str, parent: &str, kept: Value) -> Answer {
    t.staff_send(by, "POST", AGENCIES, &json!({ "code": code, "parent": parent, "kept": kept })).await
}

async fn get(t: &Installation, by: &Session, code: &str) -> Value {
    let answer = t.staff_get(by, &format!("{AGENCIES}/{code}?lang=vi")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

async fn moved(t: &Installation, by: &Session, code: &str, parent: &str) -> Answer {
    t.staff_send(by, "PUT", &format!("{AGENCIES}/{code}/parent"), &json!({ "parent": parent })).await
}

/// Looks at a merge and does it; returns the preview.
async fn merge(t: &Installation, by: &Session, from: &str, into: &str, departments: bool) -> Value {
    let mut input = json!({ "into": into, "departments": departments, "reason": "Nghị quyết 202/2025/QH15" });
    let seen = t.staff_send(by, "POST", &format!("{AGENCIES}/{from}/merge/preview"), &input).await;
    assert_eq!(seen.status, StatusCode::OK, "{from}: {}", seen.text);
    input["seen"] = seen.json()["seen"].clone();
    let begun = t.staff_send(by, "POST", &format!("{AGENCIES}/{from}/merge"), &input).await;
    assert_eq!(begun.status, StatusCode::OK, "{from}: {}", begun.text);
    seen.json()
}

/// Everything that follows a merge, on whichever node.
async fn work(t: &mut Installation) {
    while merging::work(&t.app()).await.unwrap() {}
    t.clock.advance(6_000);
    while merging::work(&t.app()).await.unwrap() {}
    t.run_tails().await;
}

fn codes(page: &Value) -> Vec<String> {
    page["agencies"].as_array().unwrap().iter().map(|row| text(row, "code")).collect()
}

/// Files a case with an agency; returns its code and the secret.
async fn filed(t: &Installation, n: usize, agency: &str) -> (String, String) {
    let case = json!({ "kind": "feedback", "body": format!("Đường liên xã số {n} hư hỏng nặng, xe không đi được."), "agency": agency });
    let receipt = t.file(&format!("m-{n}"), &case).await;
    assert_eq!(receipt.status, StatusCode::CREATED, "{}", receipt.text);
    (text(&receipt.json(), "code"), text(&receipt.json(), "secret"))
}

both!(the_tree_is_read_by_level_and_page, |t: Installation| async move {
    let admin = t.sign_in("admin").await;
    let list = async |query: &str| t.staff_get(&admin, &format!("{AGENCIES}?lang=vi&{query}")).await.json();
    assert_eq!(codes(&list("").await), ["chinh-phu"]);
    let first = list("parent=ubnd-79&limit=20").await;
    assert_eq!(first["line"][0]["code"], "chinh-phu");
    let total = first["total"].as_u64().unwrap() as usize;
    assert!(total > 150 && codes(&first).len() == 20, "{total}");
    let mut all = codes(&first);
    let mut next = first["next"].as_str().map(str::to_owned);
    while let Some(after) = next {
        let page = list(&format!("parent=ubnd-79&limit=100&after={after}")).await;
        all.extend(codes(&page));
        next = page["next"].as_str().map(str::to_owned);
    }
    assert_eq!(all.len(), total);
    assert!(codes(&list("q=so%20xay%20dung%20thanh%20pho%20ho%20chi%20minh").await).contains(&"so-xay-dung-79".into()));
    t.staff_get(&admin, &format!("{AGENCIES}/khong-co")).await.is_problem(404, "not_found");
    let handler = t.sign_in("chuyenvien").await;
    t.staff_get(&handler, AGENCIES).await.is_problem(403, "denied");
    t.staff_get(&handler, &format!("{AGENCIES}/ubnd-79")).await.is_problem(403, "denied");
});

both!(agencies_are_added_changed_moved_and_closed, |mut t: Installation| async move {
    let admin = t.sign_in("admin").await;
    let wrong = add(&t, &admin, "Trung Tâm", "ubnd-79", fields("", Some("khong-co"), Some("X Y"))).await;
    wrong.is_problem(422, "invalid");
    assert_eq!(wrong.json()["errors"].as_array().unwrap().len(), 4, "{}", wrong.text);
    let taken = add(&t, &admin, "ubnd-01", "ubnd-79", fields("X", Some("79"), Some("committee"))).await;
    let whys: Vec<_> = taken.json()["errors"].as_array().unwrap().iter().map(|e| text(e, "field")).collect();
    assert_eq!(whys, ["role", "code"], "{}", taken.text);
    let added = add(&t, &admin, "trung-tam-1022", "ubnd-79", fields("Trung tâm 1022", None, None)).await;
    assert_eq!(added.status, StatusCode::OK, "{}", added.text);
    // At once a place where cases can go, found by name.
    let (code, _) = filed(&t, 1, "trung-tam-1022").await;
    t.run_tails().await;
    let city = t.sign_in("chuyenvien.hcm").await;
    assert_eq!(t.list(&city, "agency:trung-tam-1022").await.1, std::slice::from_ref(&code));
    let hits = t.staff_get(&admin, "/api/v1/agencies?q=trung%20tam%201022").await.json();
    assert_eq!(text(&hits[0], "code"), "trung-tam-1022");
    let before = get(&t, &admin, "trung-tam-1022").await;
    let mut kept = before["kept"].clone();
    kept["name_vi"] = "Trung tâm Chuyển đổi số".into();
    kept["aliases"] = json!(["Tổng đài 1022"]);
    kept["identifier"] = "H29.99".into();
    kept["contact"] = "Điện thoại: 1022".into();
    let path = format!("{AGENCIES}/trung-tam-1022");
    let input = json!({ "version": before["version"], "kept": kept });
    let changed = t.staff_send(&admin, "PUT", &path, &input).await;
    assert_eq!(changed.json()["kept"]["contact"], "Điện thoại: 1022", "{}", changed.text);
    t.staff_send(&admin, "PUT", &path, &input).await.is_problem(412, "stale");
    let hits = t.staff_get(&admin, "/api/v1/agencies?q=tong%20dai%201022").await.json();
    assert_eq!(text(&hits[0], "code"), "trung-tam-1022");

    // Moved, with all that was ever there: lists, counts and the right to it move along.
    assert_eq!(moved(&t, &admin, "trung-tam-1022", "ubnd-01").await.status, StatusCode::OK);
    t.run_tails().await;
    let hanoi = t.sign_in("chuyenvien.hanoi").await;
    assert_eq!(t.list(&hanoi, "").await, (1, vec![code.clone()]));
    // Its figures, too: those above it now count them, and those that were above it do not.
    let supervisor = t.sign_in("giamsat").await;
    for (agency, count) in [("ubnd-79", 0), ("ubnd-01", 1), ("chinh-phu", 1)] {
        let figures = t.staff_get(&supervisor, &format!("/api/v1/indicators?agency={agency}")).await.json();
        assert_eq!(figures["total"]["received"]["value"], count, "{agency}: {figures}");
    }
    assert!(check(&t.app(), What::Indicators).await.unwrap().good());
    assert_eq!(t.list(&city, "").await.0, 0);
    t.staff_get(&city, &format!("/api/v1/cases/{code}")).await.is_problem(404, "not_found");
    assert_eq!(t.staff_get(&hanoi, &format!("/api/v1/cases/{code}")).await.status, StatusCode::OK);
    moved(&t, &admin, "ubnd-01", "trung-tam-1022").await.is_problem(422, "invalid");
    moved(&t, &admin, "chinh-phu", "ubnd-01").await.is_problem(403, "denied");
    // Work that is owed is not closed away.
    let close =
        async |code: &str| t.staff_send(&admin, "POST", &format!("{AGENCIES}/{code}/close"), &json!(null)).await;
    let busy = close("trung-tam-1022").await;
    assert_eq!(text(&busy.json()["errors"][0], "field"), "open_cases");
    add(&t, &admin, "phong-thu", "ubnd-01", fields("Phòng thử", None, None)).await;
    assert!(close("phong-thu").await.json()["closed_at"].is_string());
    let none = json!({ "kind": "feedback", "body": "Gửi cho phòng đã đóng cửa.", "agency": "phong-thu" });
    t.file("closed", &none).await.is_problem(422, "invalid");
});

both!(an_administrator_of_a_branch_keeps_that_branch, |t: Installation| async move {
    let admin = t.sign_in("admin").await;
    let new = json!({ "login": "quantri.hcm", "name": "Quản trị", "grants": [{ "role": "administrator", "agency": "ubnd-79" }] });
    let made = t.staff_send(&admin, "POST", "/api/v1/admin/people", &new).await;
    let once = text(&made.json(), "password");
    let sign_in = axum::http::Request::post("/api/v1/session")
        .header("content-type", "application/json")
        .body(axum::body::Body::from(json!({ "user": "quantri.hcm", "password": once }).to_string()))
        .unwrap();
    let arrived = t.send(sign_in).await;
    let cookie = arrived.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let city = Session { cookie, csrf: text(&arrived.json(), "csrf") };
    let own = json!({ "old": once, "new": "bốn con mèo trên mái" });
    t.staff_send(&city, "PUT", "/api/v1/session/password", &own).await;
    let tops = t.staff_get(&city, AGENCIES).await.json();
    assert_eq!(codes(&tops), ["ubnd-79"]);
    assert_eq!(get(&t, &city, "ubnd-79").await["movable"], false);
    t.staff_get(&city, &format!("{AGENCIES}/ubnd-01")).await.is_problem(404, "not_found");
    assert_eq!(add(&t, &city, "phong-a", "ubnd-79", fields("Phòng A", None, None)).await.status, StatusCode::OK);
    let outside = add(&t, &city, "phong-b", "ubnd-01", fields("Phòng B", None, None)).await;
    assert_eq!(text(&outside.json()["errors"][0], "code"), "not_yours");
    moved(&t, &city, "ubnd-79", "phong-a").await.is_problem(403, "denied");
    let into = json!({ "into": "ubnd-01", "departments": false, "reason": "x" });
    let refused = t.staff_send(&city, "POST", &format!("{AGENCIES}/phong-a/merge/preview"), &into).await;
    assert_eq!(text(&refused.json()["errors"][0], "code"), "not_yours");
});

both!(sixty_three_provinces_become_thirty_four, |mut t: Installation| async move {
    let admin = t.sign_in("admin").await;
    let gone: Vec<(&str, &str, &str)> = FORMER
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split(',');
            let (old, name, new) = (cells.next()?, cells.next()?, cells.next()?);
            (old != new).then_some((old, name, new))
        })
        .collect();
    assert_eq!(gone.len(), 29);
    // As it was before: the committee of each of the 29, and a case with each.
    let mut cases = Vec::new();
    for (n, (old, name, _)) in gone.iter().enumerate() {
        let code = format!("ubnd-tinh-{old}");
        let added = add(&t, &admin, &code, "chinh-phu", fields(&format!("Ủy ban nhân dân {name}"), None, None)).await;
        assert_eq!(added.status, StatusCode::OK, "{}", added.text);
        cases.push(filed(&t, n, &code).await);
    }
    // One has more: a department, a handler who works on a case, a closed case, a site's rule.
    let (old, _, new) = gone[0];
    let (former, heir) = (format!("ubnd-tinh-{old}"), format!("ubnd-{new}"));
    add(&t, &admin, "so-cu", &former, fields("Sở cũ", None, None)).await;
    let person =
        json!({ "login": "canbo.cu", "name": "Cán bộ cũ", "grants": [{ "role": "handler", "agency": former }] });
    let person =
        t.staff_send(&admin, "POST", "/api/v1/admin/people", &person).await.json()["person"]["row"]["id"].clone();
    let rule =
        json!({ "query": "kind:complaint", "target": former, "name_vi": "Thử", "name_en": "Trial", "active": true });
    let kept = t.staff_send(&admin, "POST", "/api/v1/admin/rules", &rule).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.text);
    let all = t.sign_in("chuyenvien").await;
    let coordinator = t.sign_in("dieuphoi").await;
    let (worked, secret) = &cases[0];
    for (by, action, version, input) in [
        (&all, "accept", 2, json!({})),
        (&all, "start", 3, json!({})),
        (&coordinator, "assign", 4, json!({ "assignee": "chuyenvien" })),
    ] {
        let done = t.act(by, worked, action, version, &input).await;
        assert!(done.status.is_success(), "{action}: {}", done.text);
    }
    let (answered, _) = filed(&t, 100, &former).await;
    t.act(&all, &answered, "accept", 2, &json!({})).await;
    let closed =
        t.act(&all, &answered, "answer", 3, &json!({ "body": "Ngày 20/11/2026 đã sửa xong đoạn đường." })).await;
    assert!(closed.status.is_success(), "{}", closed.text);
    t.run_tails().await;
    let due_before = t.track(worked, secret).await["due_at"].clone();

    let seen = merge(&t, &admin, &former, &heir, false).await;
    let points = &seen["points"];
    let counted = ["open_cases", "other_cases", "people", "rules", "sites"].map(|name| points[name].as_u64().unwrap());
    assert_eq!(counted, [1, 1, 1, 1, 0], "{seen}");
    assert_eq!((seen["moves"].as_u64(), text(&seen["moved"][0], "code")), (Some(1), "so-cu".into()));
    for (old, _, new) in &gone[1..] {
        merge(&t, &admin, &format!("ubnd-tinh-{old}"), &format!("ubnd-{new}"), false).await;
    }
    work(&mut t).await;

    // Every open case is with its successor, by one event that the citizen reads; state, person and date stay.
    for ((code, secret), (old, _, new)) in cases.iter().zip(&gone) {
        let case = t.staff_get(&all, &format!("/api/v1/cases/{code}")).await.json();
        assert_eq!(text(&case["row"]["agency"], "code"), format!("ubnd-{new}"), "{old}");
        let told = t.track(code, secret).await.to_string();
        assert!(told.contains("sáp nhập"), "{told}");
    }
    let case = t.staff_get(&all, &format!("/api/v1/cases/{worked}")).await.json();
    assert_eq!(
        (text(&case["row"], "status"), text(&case["row"], "assignee")),
        ("in_progress".into(), "chuyenvien".into())
    );
    assert_eq!(t.track(worked, secret).await["due_at"], due_before);
    assert_eq!(t.list(&all, &format!("state:open agency:{heir}")).await.1, std::slice::from_ref(worked));
    // What was over stays with the old one, and those of the new one read it.
    assert_eq!(t.list(&all, &format!("agency:{former}")).await.1, std::slice::from_ref(&answered));
    let of_heir = t.list(&all, &format!("agency:{heir}")).await.1;
    assert!(of_heir.contains(&answered) && of_heir.contains(worked), "{of_heir:?}");
    let supervisor = t.sign_in("giamsat").await;
    let figures = t.staff_get(&supervisor, &format!("/api/v1/indicators?agency={former}")).await.json();
    assert_eq!(figures["total"]["received"]["value"], 1, "{figures}");

    // Everything else points at the new one; old codes and names lead there.
    let person = t.staff_get(&admin, &format!("/api/v1/admin/people/{person}")).await.json();
    assert_eq!(text(&person["row"]["grants"][0]["agency"], "code"), heir);
    let rules = t.staff_get(&admin, "/api/v1/admin/rules").await.text;
    assert!(!rules.contains(&former), "{rules}");
    assert_eq!(get(&t, &admin, "so-cu").await["line"].as_array().unwrap().last().unwrap()["code"], heir);
    let view = get(&t, &admin, &former).await;
    assert_eq!((text(&view["successor"], "code"), view["closed_at"].is_string()), (heir.clone(), true));
    assert!(get(&t, &admin, &heir).await["merged"].to_string().contains(&former));
    let (late, _) = filed(&t, 200, &former).await;
    let case = t.staff_get(&all, &format!("/api/v1/cases/{late}")).await.json();
    assert_eq!(text(&case["row"]["agency"], "code"), heir);
    let hits = t.staff_get(&admin, &format!("/api/v1/agencies?lang=vi&q={}", encode(&former))).await.json();
    assert_eq!(text(&hits[0], "code"), heir);
    let merges = t.staff_get(&admin, "/api/v1/admin/agency-merges").await.json();
    let merges = merges.as_array().unwrap();
    assert_eq!(merges.len(), 29);
    assert!(merges.iter().all(|m| m["finished_at"].is_string() && m["total"] == m["moved"]), "{merges:?}");

    // A case that was over comes back to the one that answers for it today.
    let reopened = t
        .reply(&answered, &t.app().keys.secret_of(&answered), "reopening", &json!({ "body": "Đường lại hỏng như cũ." }))
        .await;
    assert!(reopened.status.is_success(), "{}", reopened.text);
    let case = t.staff_get(&all, &format!("/api/v1/cases/{answered}")).await.json();
    assert_eq!(text(&case["row"]["agency"], "code"), heir);
    t.run_tails().await;
    assert!(check(&t.app(), What::Indicators).await.unwrap().good());
});

both!(departments_go_along_and_a_plan_holds_only_while_it_is_true, |mut t: Installation| async move {
    let admin = t.sign_in("admin").await;
    let path = format!("{AGENCIES}/ubnd-48/merge");
    let input = json!({ "into": "ubnd-46", "departments": true, "reason": "Sắp xếp đơn vị hành chính" });
    let seen = t.staff_send(&admin, "POST", &format!("{path}/preview"), &input).await.json();
    let pairs: Vec<_> = seen["pairs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| (text(&p["from"], "code"), text(&p["into"], "code")))
        .collect();
    assert_eq!(pairs[0], ("ubnd-48".into(), "ubnd-46".into()));
    assert!(pairs.contains(&("so-y-te-48".into(), "so-y-te-46".into())), "{pairs:?}");
    let (code, _) = filed(&t, 1, "so-y-te-48").await;
    add(&t, &admin, "phong-moi", "ubnd-48", fields("Phòng mới", None, None)).await;
    let mut late = input.clone();
    late["seen"] = seen["seen"].clone();
    let refused = t.staff_send(&admin, "POST", &path, &late).await;
    assert_eq!(text(&refused.json()["errors"][0], "code"), "not_as_seen", "{}", refused.text);
    assert_eq!(get(&t, &admin, "ubnd-48").await["closed_at"], Value::Null);
    merge(&t, &admin, "ubnd-48", "ubnd-46", true).await;
    let all = t.sign_in("chuyenvien").await;
    // It stops in the middle and goes on after the start.
    t.restart().await;
    work(&mut t).await;
    let case = t.staff_get(&all, &format!("/api/v1/cases/{code}")).await.json();
    assert_eq!(text(&case["row"]["agency"], "code"), "so-y-te-46");
    // Whoever worked in the old city works in the new one.
    let person = t.staff_get(&admin, "/api/v1/admin/people?q=danang").await.json();
    assert!(
        person["people"].as_array().unwrap().iter().all(|p| p["grants"].to_string().contains("ubnd-46")),
        "{person}"
    );
    let again = t.staff_send(&admin, "POST", &format!("{path}/preview"), &input).await;
    again.is_problem(409, "not_allowed_now");
});
