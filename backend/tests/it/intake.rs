//! Filing: durable, once however often it is sent, and never half.

use crate::both;
use crate::harness::{Installation, text};
use axum::http::StatusCode;
use hoiam_backend::store::cases;
use serde_json::json;

both!(a_retry_gets_the_same_receipt, |mut t: Installation| async move {
    let case = json!({ "kind": "question", "body": "Thủ tục cấp lại sổ đỏ gồm những gì?" });
    let first = t.file("same", &case).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text);
    let again = t.file("same", &case).await;
    assert_eq!((again.status, again.json()), (StatusCode::CREATED, first.json()));
    // Much later, after the case has moved on and the server was started again.
    let code = text(&first.json(), "code");
    let handler = t.sign_in("chuyenvien").await;
    assert_eq!(t.act(&handler, &code, "accept", 2, &json!({})).await.status, StatusCode::OK);
    t.restart().await;
    assert_eq!(t.file("same", &case).await.json(), first.json());
    let other = json!({ "kind": "question", "body": "Thủ tục cấp lại căn cước gồm những gì?" });
    t.file("same", &other).await.is_problem(422, "key_reused");
    assert_eq!(cases::count(&mut t.app().db.read()).await.unwrap(), 1);
});

both!(keys_of_long_ago_come_among_new_ones, |mut t: Installation| async move {
    let case = json!({ "kind": "question", "body": "Thủ tục cấp lại sổ đỏ gồm những gì?" });
    let first = t.file("old", &case).await.json();
    // Nothing of it is remembered: the database says that the key was used, to a batch with others in it.
    t.restart().await;
    let t = std::sync::Arc::new(t);
    let mut all = tokio::task::JoinSet::new();
    for n in 0..30 {
        let (t, case) = (t.clone(), case.clone());
        all.spawn(async move {
            let other = json!({ "kind": "question", "body": format!("Thủ tục cấp lại căn cước gồm những gì? ({n})") });
            match n % 3 {
                0 => (0, t.file("old", &case).await),
                1 => (1, t.file("old", &other).await),
                _ => (2, t.file(&format!("new-{n}"), &other).await),
            }
        });
    }
    let mut codes = std::collections::BTreeSet::new();
    while let Some(answer) = all.join_next().await {
        match answer.unwrap() {
            (0, again) => assert_eq!(again.json(), first),
            (1, other) => other.is_problem(422, "key_reused"),
            (_, new) => assert!(codes.insert(text(&new.json(), "code")), "{}", new.text),
        }
    }
    assert_eq!(codes.len(), 10);
    assert_eq!(cases::count(&mut t.app().db.read()).await.unwrap(), 11);
});

both!(ten_thousand_requests_with_one_key_make_one_case, |t: Installation| async move {
    let t = std::sync::Arc::new(t);
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..10_000 {
        let t = t.clone();
        all.spawn(async move {
            let case = json!({ "kind": "feedback", "body": "Rác chất đống trước cổng chợ." });
            t.file("hammer", &case).await
        });
    }
    let mut codes = std::collections::BTreeSet::new();
    let mut refused = 0;
    while let Some(answer) = all.join_next().await {
        let answer = answer.unwrap();
        match answer.status {
            StatusCode::CREATED => drop(codes.insert(text(&answer.json(), "code"))),
            // More at once than there are seats, and more than is usual; the same key can be sent again.
            status => {
                let (status, code) =
                    if status == StatusCode::SERVICE_UNAVAILABLE { (503, "busy") } else { (428, "work_needed") };
                answer.is_problem(status, code);
                refused += 1;
            }
        }
    }
    assert_eq!(codes.len(), 1);
    assert!(refused < 10_000);
    assert_eq!(cases::count(&mut t.app().db.read()).await.unwrap(), 1);
});

both!(what_is_wrong_is_said_at_once_and_in_words, |t: Installation| async move {
    let case = json!({
        "kind": "complaint", "body": "Quá", "area": "99999", "category": "no-such", "agency": "no-such",
        "happened_at": "2027-01-01T00:00:00Z", "attachments": ["x"], "contact": { "email": "no" },
    });
    let answer = t.file("k", &case).await;
    answer.is_problem(422, "invalid");
    let problem = answer.json();
    let fields: Vec<String> = problem["errors"].as_array().unwrap().iter().map(|e| text(e, "field")).collect();
    for field in ["body", "area", "category", "agency", "happened_at", "attachments", "contact.email", "contact.name"] {
        assert!(fields.iter().any(|f| f == field), "{field} is not in {fields:?}");
    }
    assert_eq!(cases::count(&mut t.app().db.read()).await.unwrap(), 0);
});

both!(insults_wait_for_a_moderator, |mut t: Installation| async move {
    let (code, _) = t.filed("Lũ khốn nạn ở phường làm ăn như thế này à, trả hồ sơ cho tao").await;
    t.run_tails().await;
    let handler = t.sign_in("chuyenvien").await;
    let moderator = t.sign_in("kiemduyet").await;
    assert_eq!(t.list(&moderator, "state:screening flag:insult").await.0, 1);
    t.act(&handler, &code, "answer", 2, &json!({ "body": "Trả lời." })).await.is_problem(409, "not_allowed_now");
    let passed = t.act(&moderator, &code, "pass", 2, &json!({})).await;
    assert_eq!(passed.json()["row"]["status"], "routed", "{}", passed.text);
});
