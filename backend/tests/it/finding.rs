//! Around the search box: completion, kept searches, likely duplicates, help when nothing is found; and the third
//! place that answers a query, SQL, held against the index.

use crate::both;
use crate::harness::{Installation, Session, encode, text};
use axum::http::StatusCode;
use hoiam_backend::domain::accents;
use hoiam_backend::domain::filling::{self, Wanted};
use hoiam_backend::ledger::index_tail::read_docs;
use hoiam_backend::search::{Scope, SearchRequest, Sort};
use hoiam_backend::seed;
use hoiam_backend::store::{asked, cases};
use hoiam_shared::ids::CaseId;
use hoiam_shared::query::{Node, parse};
use proptest::strategy::{Strategy, ValueTree};
use serde_json::{Value, json};

async fn complete(t: &Installation, session: &Session, query: &str) -> Vec<(String, Value)> {
    let answer = t.staff_get(session, &format!("/api/v1/completions?q={}", encode(query))).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let choices = answer.json()["choices"].as_array().unwrap().clone();
    choices.iter().map(|choice| (text(choice, "insert"), choice["count"].clone())).collect()
}

both!(the_box_completes_with_exact_counts, |mut t: Installation| async move {
    t.filed("Rác thải chất đống trước chợ Bến Thành").await;
    t.filed("Rác thải ùn ứ ở đường Lê Lợi").await;
    let (code, _) = t.filed("Mất nước sạch ba ngày nay").await;
    t.run_tails().await;
    let session = t.sign_in("chuyenvien").await;
    t.act(&session, &code, "accept", 2, &json!({})).await;
    t.run_tails().await;
    let has = |choices: &[(String, Value)], insert: &str, count: Value| {
        assert!(choices.contains(&(insert.to_owned(), count.clone())), "{insert} {count}: {choices:?}");
    };
    let fields = complete(&t, &session, "sta").await;
    has(&fields, "state:", Value::Null);
    has(&complete(&t, &session, "hạn").await, "due:", Value::Null);
    let states = complete(&t, &session, "state:").await;
    has(&states, "open", json!(3));
    has(&states, "routed", json!(2));
    has(&states, "accepted", json!(1));
    has(&complete(&t, &session, "rác state:").await, "accepted", json!(0));
    has(&complete(&t, &session, "state:đang").await, "in_progress", json!(0));
    has(&complete(&t, &session, "area:\"sai gon").await, "26740", json!(3));
    let words = complete(&t, &session, "ra").await;
    has(&words, "rác", json!(2));
    has(&complete(&t, &session, "state:accepted nư").await, "nước", json!(1));
    // Others' words are not offered, and their cases not counted.
    let elsewhere = t.sign_in("chuyenvien.hanoi").await;
    assert!(!complete(&t, &elsewhere, "ra").await.iter().any(|(insert, _)| insert == "rác"));
    has(&complete(&t, &elsewhere, "state:").await, "open", json!(0));
});

both!(a_mistaken_query_is_told_what_was_meant, |t: Installation| async move {
    let session = t.sign_in("chuyenvien").await;
    let answer = t.staff_get(&session, &format!("/api/v1/cases?q={}", encode("rác agncy:x"))).await;
    answer.is_problem(400, "bad_query");
    assert_eq!(answer.json()["suggestion"], "rác agency:x");
    let answer = t.staff_get(&session, &format!("/api/v1/cases?q={}", encode("\"rác"))).await;
    answer.is_problem(400, "bad_query");
    assert_eq!(answer.json()["suggestion"], Value::Null);
    // Bounded, and told: neither length nor depth is a fault of the server.
    for query in ["rác ".repeat(2_500), "(".repeat(500), format!("{}x{}", "(".repeat(500), ")".repeat(500))] {
        t.staff_get(&session, &format!("/api/v1/cases?q={}", encode(&query))).await.is_problem(400, "bad_query");
        let answer = t.staff_get(&session, &format!("/api/v1/completions?q={}", encode(&query))).await;
        assert_eq!(answer.status, StatusCode::OK);
    }
    for query in ["a*", "(.*)+$", "\u{202e}rác", "-*", "*"] {
        let answer = t.staff_get(&session, &format!("/api/v1/cases?q={}", encode(query))).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text);
    }
});

both!(nothing_found_is_helped, |mut t: Installation| async move {
    t.filed("Rác thải chất đống trước chợ").await;
    t.run_tails().await;
    let session = t.sign_in("chuyenvien").await;
    let page = |query: &str| format!("/api/v1/cases?sort=relevance&q={}", encode(query));
    let answer = t.staff_get(&session, &page("rác state:closed")).await.json();
    assert_eq!(answer["total"], 0);
    assert_eq!(answer["help"]["without"][0], json!({ "part": "state:closed", "query": "rác", "count": 1 }));
    let answer = t.staff_get(&session, &page("rác thải bệnh viện")).await.json();
    assert_eq!((answer["total"].as_u64(), answer["help"]["near"].as_array().map(Vec::len)), (Some(0), Some(1)));
    let answer = t.staff_get(&session, &page("rac thai")).await.json();
    assert_eq!((answer["total"].as_u64(), answer["did_you_mean"].as_str()), (Some(1), Some("rác thải")));
    assert_eq!(answer["help"], Value::Null);
});

both!(searches_are_kept_and_shared, |mut t: Installation| async move {
    t.filed("Rác thải chất đống trước chợ").await;
    t.run_tails().await;
    let (own, other) = (t.sign_in("chuyenvien").await, t.sign_in("dieuphoi").await);
    let hanoi = t.sign_in("chuyenvien.hanoi").await;
    let path = "/api/v1/searches";
    let input = json!({ "name": "Rác chưa xong", "query": "rác state:open", "sort": "due" });
    let kept = t.staff_send(&own, "POST", path, &input).await;
    assert_eq!(kept.status, StatusCode::CREATED, "{}", kept.text);
    let kept = kept.json();
    assert_eq!((kept["count"].as_u64(), kept["mine"].as_bool()), (Some(1), Some(true)));
    let at = format!("{path}/{}", kept["id"]);
    let list = async |session: &Session| t.staff_get(session, path).await.json().as_array().unwrap().len();
    assert_eq!((list(&own).await, list(&other).await), (1, 0));
    let agencies = t.staff_get(&own, "/api/v1/session").await.json();
    let agency = text(&agencies["grants"][0]["agency"], "code");
    let shared = json!({ "name": "Rác", "query": "rác", "share": agency });
    assert_eq!(t.staff_send(&own, "PUT", &at, &shared).await.status, StatusCode::OK);
    assert_eq!((list(&own).await, list(&other).await), (1, 1));
    // A search is text; what it finds is each reader's own.
    let seen = t.staff_get(&hanoi, path).await.json();
    assert_eq!(seen[0]["count"], 0);
    // Only its owner changes it.
    t.staff_send(&other, "PUT", &at, &input).await.is_problem(404, "not_found");
    t.staff_send(&other, "DELETE", &at, &json!({})).await.is_problem(404, "not_found");
    t.staff_send(&own, "DELETE", "/api/v1/searches/x", &json!({})).await.is_problem(404, "not_found");
    t.staff_send(&own, "POST", path, &json!({ "name": "", "query": "" })).await.is_problem(422, "invalid");
    t.staff_send(&own, "POST", path, &json!({ "name": "x", "query": "stat:open" })).await.is_problem(400, "bad_query");
    t.staff_send(&own, "POST", path, &json!({ "name": "x", "query": "", "sort": "x" }))
        .await
        .is_problem(422, "invalid");
    t.staff_send(&hanoi, "POST", path, &json!({ "name": "x", "query": "", "share": "ubnd-79" }))
        .await
        .is_problem(422, "invalid");
    assert_eq!(t.staff_send(&own, "DELETE", &at, &json!({})).await.status, StatusCode::NO_CONTENT);
    assert_eq!((list(&own).await, list(&other).await), (0, 0));
});

both!(duplicates_are_merged_and_one_answer_reaches_all, |mut t: Installation| async move {
    let said = "Nắp cống trước số 12 đường Lê Lợi bị mất, người dân phải cắm cành cây để cảnh báo, rất nguy hiểm";
    let (main, _) = t.filed(said).await;
    let (second, secret) = t.filed(&format!("{said} vào buổi tối.")).await;
    let (third, _) = t.filed("Nap cong truoc so 12 duong Le Loi bi mat, nguoi dan phai cam canh cay canh bao").await;
    let (other, _) = t.filed("Quán karaoke mở nhạc ầm ĩ tới hai giờ sáng, cả xóm không ngủ được").await;
    t.run_tails().await;
    let session = t.sign_in("dieuphoi").await;
    let groups = async |t: &Installation| t.staff_get(&session, "/api/v1/duplicates").await.json();
    let found = groups(&t).await;
    assert_eq!((found["compared"].as_u64(), found["groups"].as_array().map(Vec::len)), (Some(4), Some(1)), "{found}");
    let group = &found["groups"][0];
    assert_eq!(group["main"]["code"], main);
    let codes: Vec<&str> =
        group["others"].as_array().unwrap().iter().map(|o| o["row"]["code"].as_str().unwrap()).collect();
    assert_eq!(codes, [second.as_str(), third.as_str()]);
    assert!(group["others"][0]["phrases"][0].as_str().unwrap().contains("Lê Lợi"), "{group}");
    assert_eq!(group["others"][0]["same_area"], true);
    // Beside the case, the same with the reasons.
    let beside = t.staff_get(&session, &format!("/api/v1/cases/{main}/similar")).await.json();
    let alike: Vec<&str> = beside.as_array().unwrap().iter().map(|s| s["row"]["code"].as_str().unwrap()).collect();
    assert!(alike.contains(&second.as_str()) && alike.contains(&third.as_str()), "{alike:?}");
    assert!(!alike.contains(&other.as_str()), "{alike:?}");
    // Told apart once, they are not offered again.
    let apart = json!({ "cases": [main, third] });
    let path = "/api/v1/duplicates";
    assert_eq!(t.staff_send(&session, "POST", &format!("{path}/apart"), &apart).await.status, StatusCode::NO_CONTENT);
    assert_eq!(groups(&t).await["groups"][0]["others"].as_array().unwrap().len(), 1);
    // All or none: one that changed since stops the whole.
    let merge = |version: u64| json!({ "into": main, "cases": [{ "code": second, "version": 2 }, { "code": third, "version": version }] });
    t.staff_send(&session, "POST", &format!("{path}/merge"), &merge(9)).await.is_problem(412, "stale");
    t.run_tails().await;
    assert_eq!(t.list(&session, "state:merged").await.0, 0);
    let done = t.staff_send(&session, "POST", &format!("{path}/merge"), &merge(2)).await;
    assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.text);
    t.run_tails().await;
    assert_eq!(t.list(&session, "state:merged").await.0, 2);
    let seen = t.staff_get(&session, &format!("/api/v1/cases/{main}")).await.json();
    assert_eq!(seen["followers"].as_array().unwrap().len(), 2);
    // The main case follows another in its turn; the answer to that one still reaches the first reporters.
    let into = json!({ "into": other });
    assert_eq!(t.act(&session, &main, "merge", 2, &into).await.status, StatusCode::OK);
    let handler = t.sign_in("chuyenvien").await;
    let mut version = 2;
    for action in ["accept", "start"] {
        assert_eq!(t.act(&handler, &other, action, version, &json!({})).await.status, StatusCode::OK);
        version += 1;
    }
    let answered = t.act(&handler, &other, "answer", version, &json!({ "body": "Đã xử lý xong." })).await;
    assert_eq!(answered.status, StatusCode::OK, "{}", answered.text);
    let tracked = t.track(&second, &secret).await;
    assert_eq!(tracked["answer"]["body"], "Đã xử lý xong.", "{tracked}");
    assert_ne!(tracked["answered_at"], Value::Null);
    // Parted again, it stands as before.
    assert_eq!(t.act(&session, &second, "unmerge", 3, &json!({})).await.status, StatusCode::OK);
    assert_eq!(t.track(&second, &secret).await["answer"], Value::Null);
    t.staff_send(&handler, "POST", &format!("{path}/merge"), &json!({ "into": main, "cases": [] }))
        .await
        .is_problem(422, "invalid");
});

/// Invented cases with whole histories, for the evaluators to disagree about.
const CASES: u64 = 240;

both!(accents_are_learned_from_the_installations_own_text, |mut t: Installation| async move {
    let app = t.app();
    assert!(app.index.accents().is_empty());
    t.filed("Khiếu nại về đất đai ở phường. Đất đai bị lấn chiếm.").await;
    t.filed("Nai rừng và dắt chó đi dạo trong công viên.").await;
    t.run_tails().await;
    let (syllables, pairs) = accents::learn(&app).await.unwrap().expect("there was nothing before");
    assert!(syllables > 10 && pairs > 10);
    assert_eq!(accents::learn(&app).await.unwrap(), None, "nothing new");
    assert_eq!(app.index.accents().read("khieu nai dat dai"), "khiếu nại đất đai");
    let session = t.sign_in("chuyenvien").await;
    let page = t.staff_get(&session, "/api/v1/cases?q=khieu+nai+dat+dai").await.json();
    assert_eq!(page["did_you_mean"], "khiếu nại đất đai");
    drop(app);
    t.restart().await;
    assert!(!t.app().index.accents().is_empty(), "what was learned is kept");
});

fn test_of_a_field() -> impl Strategy<Value = String> {
    proptest::sample::select(
        &[
            "kind:complaint",
            "kind:feedback,question",
            "state:open",
            "state:done",
            "state:late",
            "state:routed",
            "state:merged",
            "agency:ubnd-79",
            "desk:ubnd-79",
            "agency:none-such",
            "area:79",
            "area:26740",
            "area:01",
            "category:rac-thai",
            "category:none-such",
            "channel:widget",
            "channel:phone",
            "site:demo",
            "assigned:me",
            "assigned:none",
            "flag:spam",
            "flag:personal_data",
            "code:HA-26-7KQ4M-2XD9",
            "received:<30d",
            "received:>30d",
            "received:today",
            "received:2026",
            "received:this-month",
            "due:overdue",
            "due:none",
            "due:any",
            "due:<7d",
            "due:>2d",
            "answered:none",
            "answered:any",
            "answered:<30d",
            "on_time:yes",
            "on_time:no",
            "rating:any",
            "rating:none",
            "rating:<3",
            "rating:4..5",
            "transfers:>0",
            "transfers:0",
            "reopened:yes",
            "bounces:no",
            "accepted:yes",
            "replied:no",
            "appeal:yes",
            "sealed:yes",
            "sealed:no",
            "*",
        ][..],
    )
    .prop_map(str::to_owned)
    .prop_filter("of this version", |text| parse(text).is_ok())
}

fn query() -> impl Strategy<Value = String> {
    test_of_a_field().prop_recursive(4, 16, 3, |inner| {
        proptest::prop_oneof![
            proptest::collection::vec(inner.clone(), 2..4).prop_map(|all| all.join(" ")),
            proptest::collection::vec(inner.clone(), 2..4).prop_map(|all| format!("({})", all.join(" OR "))),
            inner.prop_map(|one| format!("-({one})")),
        ]
    })
}

both!(the_three_evaluators_agree, |mut t: Installation| async move {
    let app = t.app();
    let world = seed::world().unwrap();
    filling::fill(&app, &world, Wanted { cases: CASES, seed: 3, months: 6 }, |_| ()).await.unwrap();
    t.run_tails().await;
    let settings = app.settings();
    let all: Vec<CaseId> =
        cases::page(&mut app.db.read(), CaseId(0), 1_000).await.unwrap().iter().map(|c| c.id).collect();
    assert!(all.len() >= 200, "{}", all.len());
    let docs = read_docs(&mut app.db.read(), &settings, &all).await.unwrap();
    let me = settings.person_by_login("chuyenvien");
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for _ in 0..120 {
        let text = query().new_tree(&mut runner).unwrap().current();
        let tree: Node = parse(&text).unwrap();
        let compiled = settings.compile(&tree, app.now_ms(), me);
        let in_sql: Vec<i64> =
            asked::ids(&mut app.db.read(), &compiled).await.unwrap().unwrap().iter().map(|id| id.0).collect();
        let scope = Scope::everything();
        let request = SearchRequest {
            query: &compiled,
            scope: &scope,
            sort: Sort::Received,
            after: None,
            limit: 1_000,
            facets: &[],
        };
        let mut in_index: Vec<i64> = app.index.search(&request).unwrap().hits.iter().map(|hit| hit.id).collect();
        in_index.sort_unstable();
        let mut in_memory: Vec<i64> = docs.iter().filter(|doc| doc.matches(&compiled)).map(|doc| doc.id).collect();
        in_memory.sort_unstable();
        assert_eq!(in_sql, in_memory, "SQL and memory: {text}");
        assert_eq!(in_index, in_memory, "index and memory: {text}");
    }
    let words = settings.compile(&parse("rác state:open").unwrap(), app.now_ms(), me);
    assert!(asked::ids(&mut app.db.read(), &words).await.unwrap().is_err(), "words are the index's");
});

both!(what_lists_tell_is_kept_for_each_person, |mut t: Installation| async move {
    let (one, other) = (t.sign_in("chuyenvien").await, t.sign_in("dieuphoi").await);
    let path = "/api/v1/columns";
    let first = t.staff_get(&one, path).await.json();
    assert_eq!(first["columns"][0], "code");
    let mine = json!({ "columns": ["assignee", "answered", "code"] });
    let kept = t.staff_send(&one, "PUT", path, &mine).await;
    assert_eq!((kept.status, kept.json()), (StatusCode::OK, mine.clone()));
    t.staff_send(&one, "PUT", path, &json!({ "columns": ["code", "code"] })).await.is_problem(422, "invalid");
    t.staff_send(&one, "PUT", path, &json!({ "columns": ["secret"] })).await.is_problem(400, "malformed");
    t.restart().await;
    assert_eq!(t.staff_get(&one, path).await.json(), mine);
    assert_eq!(t.staff_get(&other, path).await.json(), first);
    // None at all is a choice, too.
    t.staff_send(&one, "PUT", path, &json!({ "columns": [] })).await;
    assert_eq!(t.staff_get(&one, path).await.json(), json!({ "columns": [] }));
});
