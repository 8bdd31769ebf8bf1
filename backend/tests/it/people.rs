//! People and roles, sessions, guessing, and the record of what administrators did.

use crate::both;
use crate::harness::{Answer, Installation, PASSWORD, Session, encode, text};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use std::net::SocketAddr;

const PEOPLE: &str = "/api/v1/admin/people";

/// Tries to sign in from an address, with a cookie of the browser if there is one.
async fn attempt(t: &Installation, user: &str, password: &str, address: &str, known: Option<&str>) -> Answer {
    let mut request = Request::post("/api/v1/session").header(header::CONTENT_TYPE, "application/json");
    if let Some(known) = known {
        request = request.header(header::COOKIE, known);
    }
    let body = json!({ "user": user, "password": password }).to_string();
    let mut request = request.body(Body::from(body)).unwrap();
    let address: SocketAddr = format!("{address}:4000").parse().unwrap();
    request.extensions_mut().insert(ConnectInfo(address));
    t.send(request).await
}

/// A cookie that was set, as it is sent back.
fn cookie(answer: &Answer, name: &str) -> String {
    let all = answer.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap());
    let line = all.into_iter().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("no cookie {name}"));
    line.split(';').next().unwrap().to_owned()
}

fn session(answer: &Answer) -> Session {
    Session { cookie: cookie(answer, "hoiam_session"), csrf: text(&answer.json(), "csrf") }
}

/// Adds a person who has chosen their own password; returns number and session.
async fn added(t: &Installation, by: &Session, login: &str, role: &str, agency: &str) -> (i64, Session) {
    let new = json!({ "login": login, "name": "Người Mới", "grants": [{ "role": role, "agency": agency }] });
    let made = t.staff_send(by, "POST", PEOPLE, &new).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text);
    let (id, once) = (made.json()["person"]["row"]["id"].as_i64().unwrap(), text(&made.json(), "password"));
    let arrived = attempt(t, login, &once, "10.0.0.9", None).await;
    let session = session(&arrived);
    let chosen = json!({ "old": once, "new": PASSWORD });
    let chosen = t.staff_send(&session, "PUT", "/api/v1/session/password", &chosen).await;
    assert_eq!(chosen.status, StatusCode::OK, "{}", chosen.text);
    (id, session)
}

fn logins(page: &Value) -> Vec<String> {
    page["people"].as_array().unwrap().iter().map(|row| text(row, "login")).collect()
}

fn whys(answer: &Answer) -> Vec<(String, String)> {
    let errors = answer.json()["errors"].as_array().unwrap().clone();
    errors.iter().map(|e| (text(e, "field"), text(e, "code"))).collect()
}

both!(a_one_time_password_opens_only_the_way_to_ones_own, |t: Installation| async move {
    let admin = t.sign_in("admin").await;
    let new = json!({ "login": "moi", "name": "Trần Mới", "email": "moi@example.vn", "grants": [{ "role": "handler", "agency": "ubnd-79" }] });
    let made = t.staff_send(&admin, "POST", PEOPLE, &new).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text);
    let once = text(&made.json(), "password");
    assert_eq!(made.json()["person"]["mail"], "on");
    assert_eq!(made.json()["person"]["one_time"], true);
    t.staff_send(&admin, "POST", PEOPLE, &new).await.is_problem(422, "invalid");

    let arrived = attempt(&t, "moi", &once, "10.0.0.1", None).await;
    assert_eq!(arrived.json()["need"], "password");
    let half = session(&arrived);
    t.staff_get(&half, "/api/v1/cases").await.is_problem(403, "step_needed");
    t.staff_get(&half, "/api/v1/sessions").await.is_problem(403, "step_needed");
    let password = async |old: &str, new: &str| {
        t.staff_send(&half, "PUT", "/api/v1/session/password", &json!({ "old": old, "new": new })).await
    };
    assert_eq!(whys(&password("sai", PASSWORD).await), [("old".into(), "not_this".into())]);
    assert_eq!(whys(&password(&once, "ngắn").await), [("new".into(), "too_short".into())]);
    assert_eq!(whys(&password(&once, "matkhau123").await), [("new".into(), "too_easy".into())]);
    assert_eq!(whys(&password(&once, &once).await), [("new".into(), "too_easy".into())]);
    let open = password(&once, "bốn con mèo trên mái").await;
    assert_eq!(open.json()["need"], Value::Null, "{}", open.text);
    assert_eq!(t.staff_get(&half, "/api/v1/cases").await.status, StatusCode::OK);
    attempt(&t, "moi", &once, "10.0.0.1", None).await.is_problem(401, "bad_credentials");
    assert_eq!(attempt(&t, "moi", "bốn con mèo trên mái", "10.0.0.1", None).await.status, StatusCode::OK);

    // One that nobody used in a week opens nothing any more.
    let id = made.json()["person"]["row"]["id"].as_i64().unwrap();
    let again = t.staff_send(&admin, "POST", &format!("{PEOPLE}/{id}/password"), &json!(null)).await;
    t.staff_get(&half, "/api/v1/cases").await.is_problem(401, "unauthenticated");
    t.clock.advance(8 * crate::harness::DAY_MS);
    attempt(&t, "moi", &text(&again.json(), "password"), "10.0.0.1", None).await.is_problem(401, "password_expired");
});

both!(administrators_keep_their_own_branch, |t: Installation| async move {
    let admin = t.sign_in("admin").await;
    let (_, city) = added(&t, &admin, "quantri.hcm", "administrator", "ubnd-79").await;
    let page = t.staff_get(&city, PEOPLE).await.json();
    let seen = logins(&page);
    assert!(seen.contains(&"chuyenvien.hcm".to_owned()) && seen.contains(&"quantri.hcm".to_owned()), "{seen:?}");
    assert!(!seen.iter().any(|login| login == "admin" || login.ends_with("hanoi")), "{seen:?}");
    assert_eq!(page["total"].as_u64().unwrap() as usize, seen.len());
    t.staff_get(&city, &format!("{PEOPLE}/1")).await.is_problem(404, "not_found");
    // Not a right outside, and none by the back door of an account that has some.
    let new = |agency: &str| json!({ "login": "x1", "name": "X", "grants": [{ "role": "auditor", "agency": agency }] });
    let refused = t.staff_send(&city, "POST", PEOPLE, &new("chinh-phu")).await;
    assert_eq!(whys(&refused), [("grants[0].agency".into(), "not_yours".into())]);
    assert_eq!(t.staff_send(&city, "POST", PEOPLE, &new("ubnd-26740")).await.status, StatusCode::OK);
    let path = format!("{PEOPLE}/12");
    let handler = t.staff_get(&admin, &path).await.json();
    let both = json!({ "version": handler["version"], "name": handler["row"]["name"], "grants": [
        { "role": "handler", "agency": "ubnd-79" }, { "role": "handler", "agency": "ubnd-01" }] });
    assert_eq!(t.staff_send(&admin, "PUT", &path, &both).await.status, StatusCode::OK);
    t.staff_send(&admin, "PUT", &path, &both).await.is_problem(412, "stale");
    let seen = t.staff_get(&city, &path).await.json();
    assert_eq!((seen["keeps"].as_bool(), seen["elsewhere"].as_u64()), (Some(false), Some(1)));
    assert_eq!(seen["row"]["grants"].as_array().unwrap().len(), 1);
    for what in ["password", "disable", "unlock"] {
        t.staff_send(&city, "POST", &format!("{path}/{what}"), &json!(null)).await.is_problem(403, "denied");
    }
    t.staff_send(&city, "DELETE", &format!("{path}/sessions"), &json!(null)).await.is_problem(403, "denied");
    let input = json!({ "version": seen["version"], "name": "Tên Khác", "grants": [{ "role": "approver", "agency": "ubnd-79" }] });
    t.staff_send(&city, "PUT", &path, &input).await.is_problem(403, "denied");
    let input = json!({ "version": seen["version"], "name": seen["row"]["name"], "grants": [{ "role": "approver", "agency": "ubnd-79" }] });
    assert_eq!(t.staff_send(&city, "PUT", &path, &input).await.status, StatusCode::OK);
    let now = t.staff_get(&admin, &path).await.json();
    let held: Vec<_> = now["row"]["grants"]
        .as_array()
        .unwrap()
        .iter()
        .map(|g| (text(g, "role"), text(&g["agency"], "code")))
        .collect();
    assert_eq!(held, [("approver".into(), "ubnd-79".into()), ("handler".into(), "ubnd-01".into())]);
    // Who is no administrator is told so.
    let handler = t.sign_in("chuyenvien").await;
    t.staff_get(&handler, PEOPLE).await.is_problem(403, "denied");
    t.staff_send(&handler, "POST", PEOPLE, &new("ubnd-79")).await.is_problem(403, "denied");
});

both!(people_are_found_by_page_and_name, |t: Installation| async move {
    let admin = t.sign_in("admin").await;
    let get = async |query: &str| t.staff_get(&admin, &format!("{PEOPLE}?{query}")).await.json();
    let first = get("limit=5").await;
    let mut all = logins(&first);
    let mut next = first["next"].as_str().map(str::to_owned);
    while let Some(after) = next {
        let page = get(&format!("limit=5&after={}", encode(&after))).await;
        assert_eq!(page["total"], first["total"]);
        all.extend(logins(&page));
        next = page["next"].as_str().map(str::to_owned);
    }
    assert_eq!(all.len() as u64, first["total"].as_u64().unwrap());
    assert!(all.is_sorted() && all.len() == 22, "{all:?}");
    assert_eq!(logins(&get("q=pham%20minh").await), ["chuyenvien"]);
    assert_eq!(logins(&get("q=Th%E1%BB%8B%20Lan").await), ["giamsat"]);
    assert_eq!(logins(&get("role=supervisor&agency=ubnd-79").await), ["giamsat.hcm"]);
    assert_eq!(logins(&get("q=khong-co-ai").await), [""; 0]);
    t.staff_send(&admin, "POST", &format!("{PEOPLE}/4/disable"), &json!(null)).await;
    assert_eq!(logins(&get("disabled=true").await), ["chuyenvien"]);
});

both!(the_last_administrator_stays, |t: Installation| async move {
    let admin = t.sign_in("admin").await;
    let path = format!("{PEOPLE}/1");
    t.staff_send(&admin, "POST", &format!("{path}/disable"), &json!(null)).await.is_problem(409, "last_administrator");
    let own = t.staff_get(&admin, &path).await.json();
    let less = json!({ "version": own["version"], "name": own["row"]["name"], "grants": [{ "role": "auditor", "agency": "chinh-phu" }] });
    t.staff_send(&admin, "PUT", &path, &less).await.is_problem(409, "last_administrator");
    // One of a branch is no substitute.
    added(&t, &admin, "quantri.hcm", "administrator", "ubnd-79").await;
    t.staff_send(&admin, "PUT", &path, &less).await.is_problem(409, "last_administrator");
    added(&t, &admin, "quantri.hai", "administrator", "chinh-phu").await;
    assert_eq!(t.staff_send(&admin, "PUT", &path, &less).await.status, StatusCode::OK);
    t.staff_get(&admin, PEOPLE).await.is_problem(403, "denied");
});

both!(who_is_kept_out_is_out_at_once, |t: Installation| async move {
    let (admin, handler) = (t.sign_in("admin").await, t.sign_in("chuyenvien").await);
    let listening = t.opened(&handler, "/api/v1/stream").await;
    let disabled = t.staff_send(&admin, "POST", &format!("{PEOPLE}/4/disable"), &json!(null)).await;
    assert_eq!(disabled.json()["row"]["disabled"], true);
    // What listens live comes to its end by itself.
    axum::body::to_bytes(listening, 1 << 20).await.unwrap();
    t.staff_get(&handler, "/api/v1/cases").await.is_problem(401, "unauthenticated");
    attempt(&t, "chuyenvien", PASSWORD, "10.0.0.1", None).await.is_problem(401, "bad_credentials");
    attempt(&t, "chuyen\0vien", PASSWORD, "10.0.0.1", None).await.is_problem(401, "bad_credentials");
    t.staff_send(&admin, "POST", &format!("{PEOPLE}/4/enable"), &json!(null)).await;
    t.staff_get(&handler, "/api/v1/cases").await.is_problem(401, "unauthenticated");
    assert_eq!(attempt(&t, "chuyenvien", PASSWORD, "10.0.0.1", None).await.status, StatusCode::OK);
});

both!(sessions_are_seen_and_ended, |t: Installation| async move {
    let (one, two) = (t.sign_in("chuyenvien").await, t.sign_in("chuyenvien").await);
    let other = t.sign_in("chuyenvien2").await;
    let listed = t.staff_get(&one, "/api/v1/sessions").await.json();
    let of = |here: bool| {
        let all = listed["sessions"].as_array().unwrap();
        let found: Vec<_> = all.iter().filter(|s| s["here"] == here).map(|s| text(s, "id")).collect();
        found
    };
    assert_eq!((of(true).len(), of(false).len()), (1, 1));
    let path = format!("/api/v1/sessions/{}", of(false)[0]);
    t.staff_send(&other, "DELETE", &path, &json!(null)).await.is_problem(404, "not_found");
    assert_eq!(t.staff_send(&one, "DELETE", &path, &json!(null)).await.json()["sessions"].as_array().unwrap().len(), 1);
    t.staff_get(&two, "/api/v1/session").await.is_problem(401, "unauthenticated");
    let three = t.sign_in("chuyenvien").await;
    t.staff_send(&one, "DELETE", "/api/v1/sessions", &json!(null)).await;
    t.staff_get(&three, "/api/v1/session").await.is_problem(401, "unauthenticated");
    assert_eq!(t.staff_get(&one, "/api/v1/session").await.status, StatusCode::OK);
    // An administrator sees and ends those of others.
    let admin = t.sign_in("admin").await;
    let person = t.staff_get(&admin, &format!("{PEOPLE}/4")).await.json();
    let id = text(&person["sessions"][0], "id");
    let ended = t.staff_send(&admin, "DELETE", &format!("{PEOPLE}/4/sessions/{id}"), &json!(null)).await;
    assert_eq!(ended.json()["sessions"], json!([]), "{}", ended.text);
    t.staff_get(&one, "/api/v1/session").await.is_problem(401, "unauthenticated");
    assert_eq!(t.staff_get(&other, "/api/v1/session").await.status, StatusCode::OK);
});

both!(guessing_slows_down_whoever_guesses_and_nobody_else, |t: Installation| async move {
    let known = attempt(&t, "chuyenvien", PASSWORD, "10.0.0.1", None).await;
    let known = cookie(&known, "hoiam_known");
    let wrong = async |user: &str, address: &str| attempt(&t, user, "sai", address, None).await;
    for _ in 0..10 {
        wrong("chuyenvien", "10.0.0.66").await.is_problem(401, "bad_credentials");
    }
    let waits = wrong("chuyenvien", "10.0.0.66").await;
    waits.is_problem(429, "rate_limited");
    assert_eq!(waits.headers[header::RETRY_AFTER], "60");
    // The right password, too: or waiting would tell which one it is.
    attempt(&t, "chuyenvien", PASSWORD, "10.0.0.66", None).await.is_problem(429, "rate_limited");
    // The person is not locked out: not elsewhere, and not in their own browser behind the same address.
    assert_eq!(attempt(&t, "chuyenvien", PASSWORD, "10.0.0.7", None).await.status, StatusCode::OK);
    assert_eq!(attempt(&t, "chuyenvien", PASSWORD, "10.0.0.66", Some(&known)).await.status, StatusCode::OK);
    // The cookie is for one login: it lets nobody guess another's.
    for _ in 0..10 {
        attempt(&t, "dieuphoi", "sai", "10.0.0.67", Some(&known)).await.is_problem(401, "bad_credentials");
    }
    attempt(&t, "dieuphoi", "sai", "10.0.0.67", Some(&known)).await.is_problem(429, "rate_limited");
    // A login that does not exist is answered the same.
    for _ in 0..10 {
        wrong("khong-co", "10.0.0.68").await.is_problem(401, "bad_credentials");
    }
    wrong("khong-co", "10.0.0.68").await.is_problem(429, "rate_limited");
    t.clock.advance(60_000);
    wrong("chuyenvien", "10.0.0.66").await.is_problem(401, "bad_credentials");
    let longer = wrong("chuyenvien", "10.0.0.66").await;
    assert_eq!(longer.headers[header::RETRY_AFTER], "120", "each wait is twice as long");
    // An administrator need not wait for the clock.
    let admin = t.sign_in("admin").await;
    assert_eq!(t.staff_get(&admin, &format!("{PEOPLE}/4")).await.json()["waits"], true);
    let unlocked = t.staff_send(&admin, "POST", &format!("{PEOPLE}/4/unlock"), &json!(null)).await;
    assert_eq!(unlocked.json()["waits"], false, "{}", unlocked.text);
    assert_eq!(attempt(&t, "chuyenvien", PASSWORD, "10.0.0.66", None).await.status, StatusCode::OK);
    // Many logins from one address.
    for n in 0..100 {
        wrong(&format!("ten-{n}"), "10.0.0.99").await.is_problem(401, "bad_credentials");
    }
    wrong("ten-nua", "10.0.0.99").await.is_problem(429, "rate_limited");
    assert_eq!(attempt(&t, "chuyenvien", PASSWORD, "10.0.0.99", Some(&known)).await.status, StatusCode::OK);
});

both!(every_act_is_written_down_without_names, |t: Installation| async move {
    let admin = t.sign_in("admin").await;
    let (id, _) = added(&t, &admin, "quantri.hcm", "administrator", "ubnd-79").await;
    t.clock.advance(86_400_000);
    let (admin, city) = (t.sign_in("admin").await, t.sign_in("quantri.hcm").await);
    let path = format!("{PEOPLE}/11");
    let person = t.staff_get(&city, &path).await.json();
    let input = json!({ "version": person["version"], "name": "Tên Rất Riêng", "email": "rieng@example.vn", "grants": [{ "role": "coordinator", "agency": "ubnd-79" }, { "role": "auditor", "agency": "ubnd-79" }] });
    assert_eq!(t.staff_send(&city, "PUT", &path, &input).await.status, StatusCode::OK);
    t.staff_send(&city, "POST", &format!("{path}/disable"), &json!(null)).await;
    let get = async |session: &Session, query: &str| {
        let answer = t.staff_get(session, &format!("/api/v1/admin/audit?lang=en&{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        answer.json()
    };
    let all = get(&admin, "").await;
    let acts: Vec<_> = all["entries"].as_array().unwrap().iter().map(|e| (text(e, "act"), text(e, "item"))).collect();
    assert_eq!(
        acts,
        [("disabled".into(), "11".into()), ("changed".into(), "11".into()), ("created".into(), id.to_string())]
    );
    let changed = &all["entries"][1];
    assert_eq!(changed["before"], json!(["roles: coordinator ubnd-79"]));
    assert_eq!(changed["after"], json!(["email: …", "name: …", "roles: coordinator ubnd-79, auditor ubnd-79"]));
    assert_eq!((text(changed, "login"), text(changed, "text")), ("quantri.hcm".into(), "Person · Changed".into()));
    assert_eq!(get(&admin, "who=quantri.hcm").await["total"], 2);
    assert_eq!(get(&admin, "who=nobody").await["total"], 0);
    assert_eq!(get(&admin, "thing=calendar").await["total"], 0);
    assert_eq!(get(&admin, "from=2026-11-17").await["total"], 2);
    assert_eq!(get(&admin, "to=2026-11-16").await["total"], 1);
    assert_eq!(get(&city, "").await["total"], 3, "all of these are of the branch");
    let auditor = t.sign_in("kiemtra").await;
    assert_eq!(get(&auditor, "item=11").await["total"], 2);
    let stored: Vec<(String, String)> = hoiam_backend::store::Run::all(
        &mut t.app().db.read(),
        hoiam_backend::store::db::sql("SELECT was, became FROM audit"),
    )
    .await
    .unwrap();
    assert!(!format!("{stored:?}").contains("Riêng") && !format!("{stored:?}").contains('@'), "{stored:?}");
    let file = t.staff_get(&admin, "/api/v1/admin/audit.csv").await;
    assert!(file.text.starts_with("\u{feff}at,login,act,thing,item,agency,before,after\r\n"), "{}", file.text);
    assert_eq!(file.text.lines().count(), 4);
    let handler = t.sign_in("chuyenvien").await;
    t.staff_get(&handler, "/api/v1/admin/audit").await.is_problem(403, "denied");
    t.staff_get(&admin, "/api/v1/admin/audit?from=hom-qua").await.is_problem(422, "invalid");
});
