//! What becomes public and what never does: publishing with what is personal hidden, finding it as anybody, taking it
//! back, joining it.

use crate::both;
use crate::harness::{DAY_MS, Installation, Session, encode, text};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use hoiam_backend::cli::verify::{What, check};
use hoiam_shared::text::tokens;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const BODY: &str = "Nhà ông Trần Văn Bình xây tường lấn hẻm 12 Nguyễn Hữu Cảnh, xe cứu hỏa không vào được. \
    Gọi tôi số 0912 345 678 hoặc an.nguyen@example.vn.";
const ANSWER: &str =
    "Phường đã lập biên bản với ông Bình, buộc tháo dỡ trước ngày 30/11. Liên hệ chị Hoa, 028 3822 1234.";

/// Files and answers a case; returns code, secret and version.
pub async fn answered(t: &mut Installation, key: &str, case: &Value, answer: &str) -> (String, String, u64) {
    let filed = t.file(key, case).await;
    assert_eq!(filed.status, StatusCode::CREATED, "{}", filed.text);
    let (code, secret) = (text(&filed.json(), "code"), text(&filed.json(), "secret"));
    let handler = t.sign_in("chuyenvien").await;
    let done = t.act(&handler, &code, "answer", 2, &json!({ "body": answer })).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    (code, secret, done.json()["row"]["version"].as_u64().unwrap())
}

pub fn wall() -> Value {
    json!({ "kind": "feedback", "title": "Lấn hẻm, cản xe cứu hỏa", "body": BODY, "area": "26740",
        "contact": { "name": "Nguyễn Văn An", "phone": "0912 345 678" } })
}

/// What the program would hide, and the texts by part.
async fn proposed(t: &Installation, moderator: &Session, code: &str) -> (Vec<Value>, Value) {
    let view = t.staff_get(moderator, &format!("/api/v1/cases/{code}/publication")).await;
    assert_eq!(view.status, StatusCode::OK, "{}", view.text);
    let view = view.json();
    let found = view["found"].as_array().unwrap().iter().map(|found| found["mark"].clone()).collect();
    (found, view)
}

/// Publishes with what was found hidden, and these words besides.
pub async fn published(t: &mut Installation, moderator: &Session, code: &str, version: u64, words: &[&str]) -> u64 {
    let (mut hidden, view) = proposed(t, moderator, code).await;
    for part in view["parts"].as_array().unwrap() {
        let whole = text(part, "text");
        for word in words {
            for (byte, _) in whole.match_indices(word) {
                let from = whole[..byte].chars().count();
                hidden.push(json!({ "part": part["part"], "from": from, "to": from + word.chars().count() }));
            }
        }
    }
    let done = t.act(moderator, code, "publish", version, &json!({ "hidden": hidden })).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    t.run_tails().await;
    done.json()["row"]["version"].as_u64().unwrap()
}

/// Codes that anybody finds.
async fn found(t: &Installation, q: &str) -> Vec<String> {
    let page = t.get(&format!("/api/v1/public/cases?q={}", encode(q))).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    page.json()["cases"].as_array().unwrap().iter().map(|row| text(row, "code")).collect()
}

/// Everything that anybody can be told of a case.
async fn told(t: &Installation, code: &str) -> String {
    let mut all = String::new();
    for path in [
        "/api/v1/public/cases".to_owned(),
        format!("/api/v1/public/cases/{code}"),
        "/s".to_owned(),
        format!("/s?q={code}"),
        format!("/p/{code}"),
        "/feed.atom".to_owned(),
        "/sitemap.xml".to_owned(),
        format!("/api/v1/cases/{code}"),
        format!("/t/{code}"),
    ] {
        all.push_str(&t.get(&path).await.text);
    }
    let asked = json!({ "text": "Xây tường lấn hẻm, xe cứu hỏa không vào được" });
    all.push_str(&suggested(t, &asked).await.to_string());
    all
}

async fn suggested(t: &Installation, input: &Value) -> Value {
    let request = Request::post("/api/v1/sites/demo/suggestions")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(input.to_string()))
        .unwrap();
    let answer = t.send(request).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

async fn good(t: &Installation) {
    for what in [What::Ledger, What::Index, What::Clocks, What::Indicators] {
        let report = check(&t.app(), what).await.unwrap();
        assert!(report.good(), "{what:?}: {}", report.json());
    }
}

both!(what_is_hidden_is_found_and_read_by_nobody, |mut t: Installation| async move {
    let (code, secret, version) = answered(&mut t, "w", &wall(), ANSWER).await;
    t.run_tails().await;
    assert_eq!(found(&t, "xe cuu hoa").await, [""; 0], "nothing is public by itself");
    t.get(&format!("/p/{code}")).await.is_page(404);

    let handler = t.sign_in("chuyenvien").await;
    t.act(&handler, &code, "publish", version, &json!({})).await.is_problem(403, "denied");
    t.staff_get(&handler, &format!("/api/v1/cases/{code}/publication")).await.is_problem(403, "denied");
    let moderator = t.sign_in("kiemduyet").await;
    let (marks, view) = proposed(&t, &moderator, &code).await;
    let shown = |mark: &Value| {
        let part = view["parts"].as_array().unwrap().iter().find(|part| part["part"] == mark["part"]).unwrap();
        let chars: Vec<char> = text(part, "text").chars().collect();
        let place = |side: &str| usize::try_from(mark[side].as_u64().unwrap()).unwrap();
        chars[place("from")..place("to")].iter().collect::<String>()
    };
    let marked: Vec<String> = marks.iter().map(shown).collect();
    assert_eq!(
        marked,
        ["Trần Văn Bình", "0912 345 678", "an.nguyen@example.vn", "Bình", "Hoa", "028 3822 1234"],
        "{view}"
    );
    let wrong = json!({ "hidden": [{ "part": "title", "from": 0, "to": 9999 }] });
    t.act(&moderator, &code, "publish", version, &wrong).await.is_problem(422, "invalid");
    let version = published(&mut t, &moderator, &code, version, &["12 Nguyễn Hữu Cảnh"]).await;

    assert_eq!(found(&t, "xe cuu hoa khong vao duoc").await, [code.as_str()]);
    assert_eq!(found(&t, "buộc tháo dỡ").await, [code.as_str()], "answers are searched");
    let public = t.get(&format!("/api/v1/public/cases/{code}")).await.json();
    assert_eq!(
        public["body"],
        "Nhà ông ▇▇▇ xây tường lấn hẻm ▇▇▇, xe cứu hỏa không vào được. Gọi tôi số ▇▇▇ hoặc ▇▇▇."
    );
    assert_eq!((&public["on_time"], &public["redacted"]), (&json!(true), &json!(true)));

    // Word by word: what stands in hidden places only is in no answer, and no query finds the case by it.
    let words = |texts: &[&str]| -> BTreeSet<String> {
        texts.iter().flat_map(|text| tokens(text)).map(|token| token.folded.into()).collect()
    };
    let open = words(&[&text(&public, "title"), &text(&public, "body"), &text(&public, "answer"), &code]);
    let secret_words: Vec<String> = words(&[BODY, ANSWER]).difference(&open).cloned().collect();
    assert!(secret_words.len() >= 8, "{secret_words:?}");
    let everything = told(&t, &code).await;
    assert!(everything.contains("▇▇▇") && everything.contains("cứu hỏa"));
    let everything = words(&[&everything]);
    for word in &secret_words {
        assert_eq!(found(&t, word).await, [""; 0], "{word}");
        // Two hidden words side by side, and one beside an open one.
        assert_eq!(found(&t, &format!("{word} hem")).await, [""; 0], "{word}");
        // Digits of dates and addresses are everywhere.
        if word.chars().all(char::is_alphabetic)
            && !["van", "an", "tran", "hoa", "binh", "huu", "canh"].contains(&word.as_str())
        {
            assert!(!everything.contains(word), "{word}");
        }
    }
    for whole in ["Trần Văn Bình", "0912 345 678", "0912345678", "an.nguyen@example.vn", "Nguyễn Hữu Cảnh", "3822"]
    {
        assert!(!told(&t, &code).await.contains(whole), "{whole}");
        assert_eq!(found(&t, whole).await, [""; 0], "{whole}");
    }
    // Staff find it all as before.
    assert_eq!(t.list(&handler, "nguyen huu canh").await.0, 1);
    let story = t.track(&code, &secret).await;
    assert_eq!(story["public"]["standing"], "published");
    assert!(story["story"].as_array().unwrap().iter().any(|step| step["kind"] == "published"), "{story}");
    good(&t).await;

    // Taken back for a reason that the citizen reads.
    t.act(&moderator, &code, "unpublish", version, &json!({})).await.is_problem(422, "invalid");
    let back = t.act(&moderator, &code, "unpublish", version, &json!({ "ground": "mistake" })).await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.text);
    // At once for whoever reads, after the tail for whoever counts.
    assert_eq!(found(&t, "xe cuu hoa").await, [""; 0]);
    t.get(&format!("/p/{code}")).await.is_page(404);
    t.run_tails().await;
    let page = t.get("/api/v1/public/cases").await.json();
    assert_eq!((&page["total"], &page["facets"][0]["values"]), (&json!(0), &json!([])), "{page}");
    let story = t.track(&code, &secret).await;
    assert!(story["story"].to_string().contains("Công khai nhầm"), "{story}");
    t.act(&moderator, &code, "unpublish", version + 1, &json!({ "ground": "mistake" }))
        .await
        .is_problem(409, "not_allowed_now");
    good(&t).await;
});

both!(some_cases_are_never_public, |mut t: Installation| async move {
    let moderator = t.sign_in("kiemduyet").await;
    // Whoever sent it said no; then changes their mind, and again.
    let no = json!({ "kind": "feedback", "body": "Cây xanh gãy cành trước trường học.", "public": false });
    let (code, secret, version) = answered(&mut t, "no", &no, "Đã cắt tỉa cành gãy.").await;
    t.act(&moderator, &code, "publish", version, &json!({})).await.is_problem(409, "not_allowed_now");
    let view = t.staff_get(&moderator, &format!("/api/v1/cases/{code}")).await.json();
    assert_eq!(view["public"]["standing"], "refused");
    assert!(!view["allowed"].to_string().contains("publish"), "{view}");
    let yes = t.reply(&code, &secret, "publication", &json!({ "public": true })).await;
    assert_eq!(yes.json()["public"]["standing"], "possible", "{}", yes.text);
    let version = published(&mut t, &moderator, &code, version + 1, &[]).await;
    assert_eq!(found(&t, "cay xanh gay canh").await, [code.as_str()]);
    t.reply(&code, "sai", "publication", &json!({ "public": false })).await.is_problem(403, "bad_secret");
    let no = t.reply(&code, &secret, "publication", &json!({ "public": false })).await;
    assert_eq!(no.json()["public"]["standing"], "refused", "{}", no.text);
    t.run_tails().await;
    assert_eq!(found(&t, "cay xanh gay canh").await, [""; 0]);
    t.act(&moderator, &code, "publish", version + 1, &json!({})).await.is_problem(409, "not_allowed_now");

    // Reopened, the answer stands no more.
    let lamp = json!({ "kind": "feedback", "body": "Đèn đường trước trạm y tế không sáng." });
    let (code, secret, version) = answered(&mut t, "lamp", &lamp, "Đã thay bóng đèn.").await;
    published(&mut t, &moderator, &code, version, &[]).await;
    assert_eq!(found(&t, "den duong").await, [code.as_str()]);
    let again = t.reply(&code, &secret, "reopening", &json!({ "body": "Bóng đèn mới lại tắt rồi." })).await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.text);
    t.run_tails().await;
    assert_eq!(found(&t, "den duong").await, [""; 0]);
    let version = again.json()["story"].as_array().unwrap().len();
    assert!(version > 0);

    // Not answered yet.
    let (open, _) = t.filed("Hố ga mất nắp giữa đường.").await;
    t.act(&moderator, &open, "publish", 2, &json!({})).await.is_problem(409, "not_allowed_now");

    // A denunciation, for which the moderator does not even exist.
    let sealed = json!({ "kind": "denunciation", "body": "Cán bộ địa chính nhận tiền làm nhanh hồ sơ.",
        "contact": { "name": "Trần Thị Bình", "phone": "0912345678" }, "public": true });
    let filed = t.file("d", &sealed).await.json();
    let code = text(&filed, "code");
    t.act(&moderator, &code, "publish", 2, &json!({})).await.is_problem(404, "not_found");
    let shown = t.track(&code, &text(&filed, "secret")).await;
    assert_eq!((&shown["public"]["standing"], &shown["public"]["wished"]), (&json!("never"), &json!(null)));
    t.run_tails().await;
    assert_eq!(found(&t, "").await, [""; 0]);
    good(&t).await;
});

both!(the_sites_setting_counts_for_those_who_said_nothing, |mut t: Installation| async move {
    let silent = json!({ "kind": "feedback", "body": "Ghế đá công viên bị gãy." });
    let (code, secret, version) = answered(&mut t, "s", &silent, "Đã sửa ghế đá.").await;
    let mut tx = t.app().db.begin().await.unwrap();
    let sql = hoiam_backend::store::db::sql;
    tx.execute(sql("UPDATE sites SET publishes = 0")).await.unwrap();
    tx.execute(sql("UPDATE counters SET value = value + 1 WHERE name = 'settings'")).await.unwrap();
    tx.commit().await.unwrap();
    hoiam_backend::server::reload(t.app()).await;
    assert_eq!(t.get("/api/v1/sites/demo").await.json()["publishes"], false);
    let moderator = t.sign_in("kiemduyet").await;
    t.act(&moderator, &code, "publish", version, &json!({})).await.is_problem(409, "not_allowed_now");
    assert_eq!(t.track(&code, &secret).await["public"]["standing"], "refused");
});

both!(the_public_searches_as_people_write, |mut t: Installation| async move {
    let moderator = t.sign_in("kiemduyet").await;
    let mut codes = Vec::new();
    for (key, body, area, category) in [
        ("a", "Rác thải chất đống trước cổng chợ Bến Thành, mùi hôi thối.", "26740", "rac-thai"),
        ("b", "Rác thải xây dựng đổ trộm bên kênh.", "01", "rac-thai"),
        ("c", "Tiếng ồn karaoke ban đêm ở khu dân cư.", "26740", "tieng-on"),
    ] {
        let case = json!({ "kind": "feedback", "body": body, "area": area, "category": category });
        let (code, _, version) = answered(&mut t, key, &case, "Đã xử lý và báo lại cho dân.").await;
        published(&mut t, &moderator, &code, version, &[]).await;
        codes.push(code);
        t.clock.advance(60_000);
    }
    assert_eq!(found(&t, "").await, [codes[2].as_str(), codes[1].as_str(), codes[0].as_str()], "answered last first");
    assert_eq!(found(&t, "rác thải chợ bến thành").await, [codes[0].as_str()]);
    assert_eq!(found(&t, "rac thai").await.len(), 2);
    assert_eq!(found(&t, "kind:feedback assigned:me -karaoke").await, [""; 0], "the query language is for staff");
    assert_eq!(found(&t, &codes[1]).await, [codes[1].as_str()], "by its code");
    let narrowed = t.get("/api/v1/public/cases?q=rac+thai&area=79").await.json();
    assert_eq!((&narrowed["total"], &narrowed["cases"][0]["code"]), (&json!(1), &json!(codes[0])), "{narrowed}");
    let facets = t.get("/api/v1/public/cases?q=rac").await.json()["facets"].to_string();
    assert!(facets.contains("\"area:79\"") && facets.contains("category:rac-thai"), "{facets}");
    t.get("/api/v1/public/cases?kind=nonsense").await.is_problem(422, "invalid");
    assert_eq!(t.get("/api/v1/public/cases?agency=nonsense").await.json()["total"], 0);

    // The pages say the same without a script, in both languages, small and cacheable.
    for path in [
        "/s",
        "/s?q=rac+thai",
        "/s?q=rac+thai&area=79&lang=en",
        "/s?q=khong+co+gi+nhu+the",
        "/s?q=rac&category=tieng-on",
    ] {
        let page = t.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.text.len() <= 30 * 1024 && !page.text.contains("<script"), "{path}: {}", page.text.len());
        assert!(page.headers[header::CACHE_CONTROL].to_str().unwrap().starts_with("public, max-age="), "{path}");
    }
    let page = t.get("/s?q=rac+thai&lang=vi").await.text;
    assert!(page.contains("<mark>Rác thải</mark>") || page.contains("<mark>Rác</mark>"), "{page}");
    // What helps where nothing is found: the same without one part.
    let nothing = t.get("/s?q=rac&category=tieng-on&lang=vi").await.text;
    assert!(nothing.contains("2 hồ sơ") && nothing.contains("1 hồ sơ"), "{nothing}");
    let page = t.get(&format!("/p/{}?lang=en", codes[0])).await;
    assert!(page.text.contains(&format!("rel=\"canonical\" href=\"https://hoiam.test/p/{}?lang=en\"", codes[0])));
    assert!(page.text.contains("hreflang=\"vi\"") && !page.text.contains("noindex"), "{}", page.text);
    let tag = page.headers[header::ETAG].clone();
    let again = Request::get(format!("/p/{}?lang=en", codes[0])).header(header::IF_NONE_MATCH, &tag);
    assert_eq!(t.send(again.body(Body::empty()).unwrap()).await.status, StatusCode::NOT_MODIFIED);

    let feed = t.get("/feed.atom?lang=vi").await;
    assert!(feed.headers[header::CONTENT_TYPE].to_str().unwrap().starts_with("application/atom+xml"));
    let at: Vec<usize> = codes.iter().map(|code| feed.text.find(&format!("/p/{code}</id>")).unwrap()).collect();
    assert!(at[2] < at[1] && at[1] < at[0], "newest first");
    let map = t.get("/sitemap.xml").await.text;
    assert!(codes.iter().all(|code| map.contains(&format!("https://hoiam.test/p/{code}"))), "{map}");

    // A node that lost its public index has it again.
    t.restart().await;
    t.run_tails().await;
    assert_eq!(found(&t, "rac thai").await.len(), 2);
    t.stop().await;
    std::fs::remove_dir_all(t.data().join("index-public")).unwrap();
    t.restart().await;
    t.run_tails().await;
    assert_eq!(found(&t, "rac thai").await.len(), 2);
    good(&t).await;
});

both!(joining_a_public_case, |mut t: Installation| async move {
    let (code, _, version) = answered(&mut t, "w", &wall(), ANSWER).await;
    let typed = "Có nhà xây tường lấn hẻm làm xe cứu hỏa không vào được, rất nguy hiểm.";
    let join = async |t: &Installation, key: &str, code: &str, case: Value| {
        let request = Request::post(format!("/api/v1/sites/demo/cases/{code}/follow"))
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", key);
        t.send(request.body(Body::from(case.to_string())).unwrap()).await
    };
    let case = json!({ "kind": "feedback", "body": typed, "area": "26740" });
    t.run_tails().await;
    assert_eq!(suggested(&t, &json!({ "text": typed })).await["cases"], json!([]), "not public yet");
    join(&t, "j0", &code, case.clone()).await.is_problem(404, "not_found");

    let moderator = t.sign_in("kiemduyet").await;
    let version = published(&mut t, &moderator, &code, version, &[]).await;
    let near = suggested(&t, &json!({ "text": typed, "area": "26740" })).await;
    assert_eq!(near["cases"][0]["code"], json!(code), "{near}");
    assert_eq!(near["cases"][0]["url"], json!(format!("https://hoiam.test/p/{code}")));
    assert_eq!(suggested(&t, &json!({ "text": "Xe buýt số 19 bỏ trạm" })).await["cases"], json!([]));
    assert_eq!(suggested(&t, &json!({ "text": "xây" })).await["cases"], json!([]));

    let joined = join(&t, "j1", &code, case.clone()).await;
    assert_eq!(joined.status, StatusCode::CREATED, "{}", joined.text);
    let receipt = joined.json();
    assert_eq!((&receipt["status"], &receipt["due_at"]), (&json!("merged"), &json!(null)), "{receipt}");
    assert!(text(&receipt, "due_explained").contains(&code));
    assert_eq!(join(&t, "j1", &code, case.clone()).await.json(), receipt, "sent twice, it is one");
    t.run_tails().await;
    assert_eq!(t.get(&format!("/api/v1/public/cases/{code}")).await.json()["joined"], 1);
    // Their own code and secret open the answer as it is public, and no hidden word of it.
    let (own, secret) = (text(&receipt, "code"), text(&receipt, "secret"));
    let shown = t.track(&own, &secret).await;
    assert_eq!(
        shown["answer"]["body"],
        "Phường đã lập biên bản với ông ▇▇▇, buộc tháo dỡ trước ngày 30/11. Liên hệ chị ▇▇▇, ▇▇▇."
    );
    assert!(!shown.to_string().contains("Trần Văn Bình"), "{shown}");
    good(&t).await;

    // Not for what must never stand beside a public case.
    let sealed = json!({ "kind": "denunciation", "body": typed,
        "contact": { "name": "Trần Thị Bình", "phone": "0912345678" } });
    join(&t, "j2", &code, sealed).await.is_problem(422, "invalid");
    // Taken back, its followers read it no more; staff can let them stand by themselves.
    let back = t.act(&moderator, &code, "unpublish", version, &json!({ "ground": "asked" })).await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.text);
    assert_eq!(t.track(&own, &secret).await["answer"], json!(null));
    let coordinator = t.sign_in("dieuphoi").await;
    let apart = t.act(&coordinator, &own, "unmerge", 3, &json!({})).await;
    assert_eq!(apart.json()["row"]["status"], "routed", "{}", apart.text);
    t.run_tails().await;
    good(&t).await;
});

both!(the_plain_form_asks_and_the_tracking_page_tells, |mut t: Installation| async move {
    let form = async |t: &Installation, path: &str, fields: &[(&str, &str)]| {
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        t.send(request.body(Body::from(pairs.join("&"))).unwrap()).await
    };
    let asked = t.get("/f/demo?lang=vi").await.text;
    assert!(
        asked.contains("name=\"public\"") && asked.contains("value=\"no\"") && !asked.contains("checked"),
        "{asked}"
    );
    let body = [("kind", "feedback"), ("body", "Vỉa hè bị chiếm làm chỗ để xe."), ("public", "no"), ("token", "t-1")];
    let sent = form(&t, "/f/demo?lang=vi", &body).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text);
    let code = sent.text.split("HA-26-").nth(1).map(|rest| format!("HA-26-{}", &rest[..10])).unwrap();
    let secret = t.app().keys.secret_of(&code);
    assert_eq!(
        t.track(&code, &secret).await["public"],
        json!({ "standing": "refused", "wished": false, "published_at": null })
    );
    let page = format!("/t/{code}?lang=vi");
    let opened = form(&t, &page, &[("do", "open"), ("secret", &secret)]).await.text;
    assert!(opened.contains("Cho phép công khai"), "{opened}");
    let changed = form(&t, &page, &[("do", "wish"), ("secret", &secret), ("public", "yes")]).await.text;
    assert!(changed.contains("Đã ghi nhận") && changed.contains("Không công khai nữa"), "{changed}");
    t.run_tails().await;
});

both!(agencies_are_measured_in_the_open_but_not_by_few_cases, |mut t: Installation| async move {
    let handler = t.sign_in("chuyenvien").await;
    let send = async |t: &Installation, n: usize, agency: &str| {
        let case = json!({ "kind": "feedback", "body": format!("Hồ sơ thử số {n} của {agency}"), "agency": agency });
        text(&t.file(&format!("{agency}-{n}"), &case).await.json(), "code")
    };
    for n in 0..12 {
        let code = send(&t, n, "ubnd-79").await;
        if n < 6 {
            let done = t.act(&handler, &code, "answer", 2, &json!({ "body": "Đã xử lý xong." })).await;
            assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        }
        send(&t, n, "ubnd-48").await;
    }
    for n in 0..3 {
        send(&t, n, "ubnd-01").await;
    }
    // Figures are of whole months.
    t.clock.advance(31 * DAY_MS);
    t.run_tails().await;
    let view = t.get("/api/v1/public/scorecards").await.json();
    assert_eq!(view["total"]["received"], 27, "{view}");
    let row = |code: &str| {
        let rows = view["rows"].as_array().unwrap();
        rows.iter().find(|row| row["agency"]["code"] == code).unwrap_or_else(|| panic!("{code}: {view}")).clone()
    };
    // Three are few; with one agency left out, it would be the difference, so another one is.
    assert_eq!(row("ubnd-01")["scores"], json!(null));
    let shown: Vec<_> = ["ubnd-79", "ubnd-48"].into_iter().filter(|code| !row(code)["scores"].is_null()).collect();
    assert_eq!(shown.len(), 1, "{view}");
    // Nor is it told where it stands by itself.
    for code in ["ubnd-79", "ubnd-48", "ubnd-01"] {
        let own = t.get(&format!("/api/v1/public/scorecards?agency={code}")).await.json();
        assert_eq!(own["total"].is_null(), !shown.contains(&code), "{own}");
    }
    t.get("/api/v1/public/scorecards?agency=nobody").await.is_problem(404, "not_found");
    let page = t.get("/scorecards?lang=vi").await;
    assert!(page.text.contains("ít hồ sơ") && page.text.len() <= 30 * 1024, "{}", page.text);
    let csv = t.get("/scorecards.csv").await;
    assert!(
        csv.text.lines().any(|line| line.starts_with("\"ubnd-01\"") && line.ends_with(",,,,,,,,CC-BY-4.0")),
        "{}",
        csv.text
    );
});

/// The dots of a public picture.
async fn seen(t: &Installation, path: &str) -> image::RgbImage {
    let answer = t.begun(Request::get(path).body(Body::empty()).unwrap()).await;
    assert_eq!(
        (answer.status(), &answer.headers()[header::CONTENT_TYPE]),
        (StatusCode::OK, &"image/jpeg".parse().unwrap())
    );
    let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    image::load_from_memory(&bytes).unwrap().to_rgb8()
}

both!(a_public_picture_is_made_anew_with_its_covers_painted_in, |mut t: Installation| async move {
    let upload = t.uploaded("biển số.png", crate::evidence::png()).await;
    let paper = t.uploaded("đơn.txt", "Biển số 51A".into()).await;
    let mut case = wall();
    case["attachments"] = json!([upload, paper]);
    let filed = t.file("pictures", &case).await;
    assert_eq!(filed.status, StatusCode::CREATED, "{}", filed.text);
    let (code, secret) = (text(&filed.json(), "code"), text(&filed.json(), "secret"));
    t.acted(&t.sign_in("chuyenvien").await, &code, "answer", json!({ "body": ANSWER })).await;
    let moderator = t.sign_in("kiemduyet").await;
    let seen_last = t.staff_get(&moderator, &format!("/api/v1/cases/{code}")).await.json();
    let version = seen_last["row"]["version"].as_u64().unwrap();
    let (_, view) = proposed(&t, &moderator, &code).await;
    let offered: Vec<u64> =
        view["pictures"].as_array().unwrap().iter().map(|one| one["number"].as_u64().unwrap()).collect();
    assert_eq!((offered.len(), &view["covered"]), (1, &json!(null)), "a paper is no picture: {view}");
    let number = offered[0];
    // What lies outside, is no picture of the case, or comes twice.
    for wrong in [
        json!([{ "file": number, "covers": [{ "x": 9000, "y": 0, "width": 1001, "height": 10 }] }]),
        json!([{ "file": number, "covers": [{ "x": 0, "y": 0, "width": 0, "height": 10 }] }]),
        json!([{ "file": 9 }]),
        json!([{ "file": number }, { "file": number }]),
    ] {
        let refused = t.act(&moderator, &code, "publish", version, &json!({ "pictures": wrong })).await;
        refused.is_problem(422, "invalid");
        assert_eq!(refused.json()["errors"][0]["field"], "pictures");
    }
    let handler = t.sign_in("chuyenvien").await;
    let half = json!([{ "file": number, "covers": [{ "x": 0, "y": 0, "width": 5000, "height": 10000 }] }]);
    t.act(&handler, &code, "publish", version, &json!({ "pictures": half })).await.is_problem(403, "denied");
    t.act(&handler, &code, "note", version, &json!({ "body": "Ảnh", "pictures": half }))
        .await
        .is_problem(422, "invalid");

    let done = t.act(&moderator, &code, "publish", version, &json!({ "pictures": half })).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    t.run_tails().await;
    let public = t.get(&format!("/api/v1/public/cases/{code}")).await.json();
    let path = text(&json!({ "path": public["pictures"][0] }), "path");
    assert!(path.starts_with(&format!("/p/{code}/pictures/{number}?v=")), "{path}");
    assert!(t.get(&format!("/p/{code}")).await.text.contains(&path.replace('&', "&amp;")));
    let dots = seen(&t, &path).await;
    assert_eq!(dots.dimensions(), (32, 20));
    let dark = |x: u32| dots.get_pixel(x, 10).0.iter().all(|part| *part < 40);
    assert!(dark(1) && dark(13) && !dark(20) && !dark(30), "{:?}", dots.get_pixel(20, 10));
    // The file itself is for those who could open it before.
    t.get(&format!("/api/v1/cases/{code}/files/{number}")).await.is_problem(403, "bad_secret");
    good(&t).await;
    // What was covered stands in the next form; without it the picture is gone, and so it is when nothing is public.
    let (_, view) = proposed(&t, &moderator, &code).await;
    assert_eq!(view["covered"], half);
    let again = t.act(&moderator, &code, "publish", version + 1, &json!({})).await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.text);
    t.get(&path).await.is_page(404);
    let third = t.act(&moderator, &code, "publish", version + 2, &json!({ "pictures": [{ "file": number }] })).await;
    assert_eq!(third.status, StatusCode::OK, "{}", third.text);
    let open = seen(&t, &format!("/p/{code}/pictures/{number}")).await;
    assert!(open.get_pixel(1, 10).0[2] > 60);
    good(&t).await;
    t.reply(&code, &secret, "publication", &json!({ "public": false })).await;
    t.get(&path).await.is_page(404);
    t.run_tails().await;
    good(&t).await;
});
