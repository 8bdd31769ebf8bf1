//! A case that somebody seals: from then on it is there for those with the right to sealed cases and for nobody else, until
//! the seal is lifted.

use crate::both;
use crate::harness::{Installation, Session, encode, text};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use hoiam_backend::cli::verify::{What, check};
use serde_json::{Value, json};
use tokio_stream::StreamExt;

const BODY: &str = "Trạm bơm kênh Thanh Đa hỏng, nước cống tràn vào lớp mẫu giáo Hoa Mai suốt hai tuần.";

/// What a listener is told until a case is named.
async fn told_until(listening: Body, code: &str) -> String {
    let (mut told, mut parts) = (String::new(), listening.into_data_stream());
    while !told.contains(code) {
        told.push_str(std::str::from_utf8(&parts.next().await.unwrap().unwrap()).unwrap());
    }
    told
}

/// All that anybody is told who asks for the case in every way there is.
async fn in_public(t: &Installation, code: &str) -> String {
    let mut all = String::new();
    for path in ["/api/v1/public/cases?q=kenh", "/s", "/s?q=kenh", "/feed.atom", "/sitemap.xml"] {
        all.push_str(&t.get(path).await.text);
    }
    t.get(&format!("/p/{code}")).await.is_page(404);
    t.get(&format!("/api/v1/public/cases/{code}")).await.is_problem(404, "not_found");
    let asked = Request::post("/api/v1/sites/demo/suggestions").header(header::CONTENT_TYPE, "application/json");
    all.push_str(&t.send(asked.body(Body::from(json!({ "text": BODY }).to_string())).unwrap()).await.text);
    all
}

/// All that a member of staff is told who looks for it.
async fn at_the_desk(t: &Installation, session: &Session, beside: &str) -> String {
    let mut all = String::new();
    for path in [
        "/api/v1/cases?q=kenh".to_owned(),
        "/api/v1/cases?q=sealed:yes".to_owned(),
        "/api/v1/cases".to_owned(),
        format!("/api/v1/completions?q={}", encode("code:")),
        format!("/api/v1/completions?q={}", encode("kên")),
        "/api/v1/duplicates".to_owned(),
        "/api/v1/inbox".to_owned(),
        format!("/api/v1/cases/{beside}"),
        format!("/api/v1/cases/{beside}/similar"),
        format!("/api/v1/cases/{beside}/timeline"),
    ] {
        let answer = t.staff_get(session, &path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        all.push_str(&answer.text);
    }
    all
}

/// How many cases the facet of states counts, and how many the figures say were received.
async fn counted(t: &Installation, session: &Session) -> (u64, u64) {
    let page = t.staff_get(session, "/api/v1/cases?q=kenh").await.json();
    let facets = page["facets"].as_array().unwrap();
    let states = facets.iter().find(|facet| facet["field"] == "state").map(|facet| facet["values"].clone());
    let states: u64 =
        states.iter().flat_map(|all| all.as_array().unwrap()).map(|one| one["count"].as_u64().unwrap()).sum();
    let figures = t.staff_get(session, "/api/v1/indicators").await.json();
    (states, figures["total"]["received"]["value"].as_u64().unwrap_or_default())
}

async fn version(t: &Installation, session: &Session, code: &str) -> u64 {
    t.staff_get(session, &format!("/api/v1/cases/{code}")).await.json()["row"]["version"].as_u64().unwrap()
}

both!(what_somebody_seals_is_there_for_those_with_the_right_alone, |mut t: Installation| async move {
    let (code, secret) = t.filed(BODY).await;
    let (beside, _) = t.filed(&format!("{BODY} Phụ huynh rất lo.")).await;
    let (moderator, handler) = (t.sign_in("kiemduyet").await, t.sign_in("chuyenvien").await);
    let (coordinator, supervisor) = (t.sign_in("dieuphoi").await, t.sign_in("giamsat").await);
    let (approver, auditor, admin) = (t.sign_in("lanhdao").await, t.sign_in("kiemtra").await, t.sign_in("admin").await);
    t.acted(&coordinator, &code, "assign", json!({ "assignee": "chuyenvien" })).await;
    t.acted(&handler, &code, "answer", json!({ "body": "Đã sửa trạm bơm ngày 20/11/2026." })).await;
    t.acted(&moderator, &code, "publish", json!({ "hidden": [] })).await;
    t.run_tails().await;
    t.send_due().await;
    assert!(t.get("/api/v1/public/cases?q=kenh").await.text.contains(&code));
    assert!(t.staff_get(&handler, "/api/v1/inbox").await.text.contains(&code));
    let deliveries = "/api/v1/admin/deliveries";
    assert!(t.staff_get(&admin, deliveries).await.text.contains(&code));
    assert!(at_the_desk(&t, &handler, &beside).await.contains(&code));
    assert_eq!(counted(&t, &supervisor).await, (2, 2));

    // Who may not know of sealed cases seals none; a reason is asked for; what is not sealed has no seal to lift.
    let (seen, why) = (version(&t, &coordinator, &code).await, json!({ "body": "Đơn nêu tên trẻ em bị hại." }));
    t.act(&handler, &code, "seal", seen, &why).await.is_problem(403, "denied");
    t.act(&auditor, &code, "seal", seen, &why).await.is_problem(403, "denied");
    t.act(&coordinator, &code, "seal", seen, &json!({})).await.is_problem(422, "invalid");
    t.act(&coordinator, &code, "lift-seal", seen, &why).await.is_problem(409, "not_allowed_now");
    let (near, far) = (t.opened(&coordinator, "/api/v1/stream").await, t.opened(&handler, "/api/v1/stream").await);
    let sealed = t.act(&coordinator, &code, "seal", seen, &why).await;
    assert_eq!(sealed.status, StatusCode::OK, "{}", sealed.text);
    let sealed = sealed.json();
    assert_eq!((&sealed["row"]["sealed"], &sealed["contact"]), (&json!(true), &json!(null)));
    t.act(&coordinator, &code, "seal", seen + 1, &why).await.is_problem(409, "not_allowed_now");
    t.acted(&coordinator, &code, "note", json!({ "body": "Giữ kín đến khi công an trả lời." })).await;
    t.run_tails().await;
    t.acted(&handler, &beside, "accept", json!({})).await;
    t.run_tails().await;

    // Those with the right go on, and read who sealed it and why.
    for session in [&coordinator, &approver, &auditor] {
        assert!(at_the_desk(&t, session, &beside).await.contains(&code));
    }
    let entries = t.staff_get(&auditor, &format!("/api/v1/cases/{code}/timeline")).await.json()["entries"].clone();
    let entry = entries.as_array().unwrap().iter().find(|entry| entry["kind"] == "sealed").unwrap().clone();
    assert_eq!((text(&entry, "body"), &entry["public"]), (text(&why, "body"), &json!(false)));
    assert!(told_until(near, &beside).await.contains(&code));
    // For nobody else is it there: not in lists, counts, facets, completions, search, beside others, in what they were told,
    // on the live stream, in figures and their files, in public.
    let path = format!("/api/v1/cases/{code}");
    for session in [&handler, &moderator, &supervisor] {
        assert!(!at_the_desk(&t, session, &beside).await.contains(&code));
        assert_eq!(t.list(session, "kenh").await, (1, vec![beside.clone()]));
        assert_eq!(t.list(session, &format!("code:{code}")).await.0 + t.list(session, &code).await.0, 0);
        for path in [path.clone(), format!("{path}/timeline"), format!("{path}/publication"), format!("{path}/clocks")]
        {
            let answer = t.staff_get(session, &path).await;
            assert!(!answer.status.is_success() && !answer.text.contains(&code), "{path}: {}", answer.text);
        }
        t.act(session, &code, "note", seen + 2, &json!({ "body": "?" })).await.is_problem(404, "not_found");
        t.act(session, &code, "lift-seal", seen + 2, &why).await.is_problem(404, "not_found");
    }
    assert!(!told_until(far, &beside).await.contains(&code));
    assert_eq!(counted(&t, &supervisor).await, (1, 1));
    for path in ["/api/v1/indicators/export", "/api/v1/indicators/breakdown?by=kind", "/api/v1/indicators/due"] {
        assert!(!t.staff_get(&supervisor, path).await.text.contains(&code), "{path}");
    }
    assert!(!t.staff_get(&admin, deliveries).await.text.contains(&code));
    assert!(!in_public(&t, &code).await.contains(&code));
    // Its citizen still has it, and is told nothing of what is among staff.
    let theirs = t.track(&code, &secret).await;
    assert_eq!((&theirs["status"], &theirs["public"]["standing"]), (&json!("answered"), &json!("never")));
    assert!(!theirs["story"].to_string().contains("sealed"), "{theirs}");

    // Lifted, it is there again, and public only when somebody publishes it anew.
    let lift: Value = json!({ "body": "Công an đã trả lời, không còn lý do giữ kín." });
    t.acted(&approver, &code, "lift-seal", lift).await;
    t.run_tails().await;
    assert_eq!(t.list(&handler, "kenh").await.0, 2);
    assert!(t.staff_get(&admin, deliveries).await.text.contains(&code));
    assert_eq!(counted(&t, &supervisor).await, (2, 2));
    assert!(!in_public(&t, &code).await.contains(&code));
    t.acted(&moderator, &code, "publish", json!({ "hidden": [] })).await;
    t.run_tails().await;
    assert!(t.get("/api/v1/public/cases?q=kenh").await.text.contains(&code));
    for what in [What::Ledger, What::Index, What::Clocks, What::Indicators] {
        let report = check(&t.app(), what).await.unwrap();
        assert!(report.good(), "{what:?}: {}", report.json());
    }
});

both!(a_seal_goes_with_what_comes_out_of_a_case_and_is_not_told_by_it, |mut t: Installation| async move {
    let (code, secret) = t.filed(BODY).await;
    let (coordinator, handler) = (t.sign_in("dieuphoi").await, t.sign_in("chuyenvien").await);
    let other = json!({ "body": "Thùng rác đầu hẻm Hoa Mai không ai dọn.", "agency": "ubnd-79" });
    t.acted(&handler, &code, "split", other.clone()).await;
    let part = text(&t.track(&code, &secret).await["parts"][0], "code");
    // One of the two is sealed: the history of the other does not name it to those who may not know.
    t.acted(&coordinator, &part, "seal", json!({ "body": "Có tên người tố giác." })).await;
    let story = |session| {
        let (t, path) = (&t, format!("/api/v1/cases/{code}/timeline"));
        async move { t.staff_get(session, &path).await.text }
    };
    assert!(story(&coordinator).await.contains(&part));
    assert!(!story(&handler).await.contains(&part));
    // What is taken out of a sealed case is sealed.
    t.acted(&coordinator, &part, "split", other).await;
    t.run_tails().await;
    assert_eq!((t.list(&coordinator, "hoa mai").await.0, t.list(&handler, "hoa mai").await.0), (3, 1));
    // What its kind seals stays sealed.
    let denounced = t
        .file(
            "d",
            &json!({ "kind": "denunciation", "body": "Cán bộ nhận tiền để làm nhanh hồ sơ.",
                "contact": { "name": "Trần Thị Bình", "phone": "0912345678" } }),
        )
        .await;
    let denounced = text(&denounced.json(), "code");
    let seen = version(&t, &coordinator, &denounced).await;
    let lift = t.act(&coordinator, &denounced, "lift-seal", seen, &json!({ "body": "Không cần." })).await;
    lift.is_problem(409, "not_allowed_now");
});
