//! Sites as administrators keep them: what may be set, who may, what the loader and the widget are told of it, the logo,
//! and what is counted.

use crate::both;
use crate::harness::{Installation, On, Session};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base64::{Engine, prelude::BASE64_STANDARD};
use hoiam_backend::domain::visits;
use serde_json::{Value, json};

fn input(key: &str) -> Value {
    json!({
        "key": key, "agency": "ubnd-79", "name": { "vi": "Sở thử", "en": "Trial department" },
        "origins": ["https://so.example.vn/"], "kinds": ["feedback", "complaint"], "colour": "#FFE600",
        "left": true, "label": { "vi": "Góp ý", "en": "Feedback" }, "frame": false, "publishes": true,
        "questions": [
            { "id": "urgent", "kind": "yes_no", "ask": { "vi": "Có gấp không?", "en": "Is it urgent?" }, "required": true,
              "stop": { "is": ["yes"], "advice": { "vi": "Hãy gọi 113.", "en": "Call 113." } } },
            { "id": "how", "kind": "choice", "ask": { "vi": "Bằng cách nào?", "en": "How?" },
              "choices": [{ "code": "a", "name": { "vi": "Một", "en": "One" } }], "when": { "question": "urgent", "is": ["no"] } },
        ],
    })
}

async fn put(t: &Installation, session: &Session, key: &str, version: u64, input: &Value) -> crate::harness::Answer {
    t.staff_send_at(session, "PUT", &format!("/api/v1/admin/sites/{key}?lang=en"), version, input).await
}

both!(a_site_is_added_changed_and_told_of, |t: Installation| async move {
    let admin = t.sign_in("admin").await;
    t.get("/embed/so-thu.js").await.is_problem(404, "unknown_site");
    let made = t.staff_send(&admin, "POST", "/api/v1/admin/sites?lang=en", &input("so-thu")).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text);
    let made = made.json();
    assert_eq!(made["input"]["origins"], json!(["https://so.example.vn"]), "a slash at the end means nothing");
    assert_eq!(made["input"]["colour"], "#ffe600");
    assert_eq!(made["changes"][0]["text"], "Added the site");
    let twice = t.staff_send(&admin, "POST", "/api/v1/admin/sites", &input("so-thu")).await;
    twice.is_problem(422, "invalid");
    assert_eq!(twice.json()["errors"][0]["code"], "taken");

    // The widget hears of it at once: questions behind the common ones, the origin in the list and no other.
    let ask = |origin: &str| {
        let request = Request::get("/api/v1/sites/so-thu?lang=en").header(header::ORIGIN, origin);
        t.send(request.body(Body::empty()).unwrap())
    };
    let site = ask("https://so.example.vn").await.json();
    let ids: Vec<&str> = site["questions"].as_array().unwrap().iter().map(|q| q["id"].as_str().unwrap()).collect();
    assert!(ids.starts_with(&["danger"]) && ids.ends_with(&["urgent", "how"]), "{ids:?}");
    ask("https://other.example.vn").await.is_problem(403, "forbidden_origin");

    // A change names the version that was seen, and is written down with what was before.
    let version = made["version"].as_u64().unwrap();
    let mut changed = input("so-thu");
    changed["colour"] = json!("#8a1c1c");
    changed["questions"].as_array_mut().unwrap().pop();
    let kept = put(&t, &admin, "so-thu", version, &changed).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.text);
    // In the record of acts, too.
    let record = t.staff_get(&admin, "/api/v1/admin/audit?lang=en&thing=site&item=so-thu").await.json();
    let acts: Vec<&str> = record["entries"].as_array().unwrap().iter().map(|e| e["text"].as_str().unwrap()).collect();
    assert_eq!(acts, ["Website · Changed", "Website · Added"]);
    assert_eq!(record["entries"][0]["before"][0], "colour: #ffe600", "{record}");
    let text = kept.json()["changes"][0]["text"].as_str().unwrap().to_owned();
    assert_eq!(text, "Colour: #ffe600 → #8a1c1c; Extra questions: urgent, how → urgent");
    put(&t, &admin, "so-thu", version, &changed).await.is_problem(412, "stale");
    assert_eq!(kept.headers[header::ETAG], format!("\"{}\"", version + 1));
    let site = ask("https://so.example.vn").await.json();
    assert!(site["sheet"].as_str().unwrap().contains("--ha-accent:#8a1c1c"), "{site}");
    // The same once more is no change.
    let same = put(&t, &admin, "so-thu", version + 1, &changed).await.json();
    assert_eq!(same["version"].as_u64(), Some(version + 1));
    assert_eq!(same["changes"].as_array().unwrap().len(), 2);
});

#[tokio::test]
async fn whatever_is_wrong_is_named_with_its_place() {
    let t = Installation::new(On::Sqlite).await;
    let admin = t.sign_in("admin").await;
    let check = async |change: fn(&mut Value), place: &str, code: &str| {
        let mut wanted = input("so-thu");
        change(&mut wanted);
        for (method, path) in [("POST", "/api/v1/admin/sites"), ("POST", "/api/v1/admin/site-trial")] {
            let answer = t.staff_send(&admin, method, path, &wanted).await;
            answer.is_problem(422, "invalid");
            let problem = answer.json();
            let there = problem["errors"].as_array().unwrap().iter().any(|e| e["field"] == place && e["code"] == code);
            assert!(there, "{place} {code}: {}", answer.text);
        }
    };
    check(|i| i["key"] = json!("Số"), "key", "not_a_key").await;
    check(|i| i["agency"] = json!("khong-co"), "agency", "unknown_value").await;
    check(|i| i["name"]["en"] = json!(""), "name.en", "one_language").await;
    check(|i| i["origins"] = json!(["so.example.vn"]), "origins[0]", "not_an_origin").await;
    check(|i| i["kinds"] = json!([]), "kinds", "required").await;
    check(|i| i["colour"] = json!("blue"), "colour", "not_a_colour").await;
    check(|i| i["label"]["vi"] = json!("Một nhãn dài đến mức không nút nào chứa nổi"), "label.vi", "too_long").await;
    check(|i| i["questions"][1]["id"] = json!("danger"), "questions[1].id", "twice").await;
    check(|i| i["questions"][1]["when"]["question"] = json!("later"), "questions[1].when.question", "not_before").await;
    check(|i| i["questions"][1]["when"]["is"] = json!(["maybe"]), "questions[1].when.is", "no_answer").await;
    check(|i| i["questions"][1]["choices"] = json!([]), "questions[1].choices", "required").await;
    check(|i| i["questions"][0]["stop"]["advice"]["en"] = json!(""), "questions[0].stop.advice.en", "one_language")
        .await;
    check(|i| i["questions"][0]["min"] = json!(1), "questions[0].min", "not_for_kind").await;
    check(|i| i["questions"][0]["categories"] = json!(["khong-co"]), "questions[0].categories", "unknown_value").await;
    // A kind that is none is no JSON of ours.
    let mut wanted = input("so-thu");
    wanted["kinds"] = json!(["wish"]);
    t.staff_send(&admin, "POST", "/api/v1/admin/sites", &wanted).await.is_problem(400, "malformed");
}

#[tokio::test]
async fn a_trial_tells_what_would_be_and_keeps_nothing() {
    let t = Installation::new(On::Sqlite).await;
    let admin = t.sign_in("admin").await;
    let tried = t.staff_send(&admin, "POST", "/api/v1/admin/site-trial", &input("so-thu")).await.json();
    assert_eq!(tried["look"]["corner"], "left");
    assert_eq!((&tried["look"]["vi"], &tried["look"]["en"]), (&json!("Góp ý"), &json!("Feedback")));
    let asks = |lang: &str| tried[lang]["questions"].as_array().unwrap().last().unwrap()["ask"].clone();
    assert_eq!((asks("vi"), asks("en")), (json!("Bằng cách nào?"), json!("How?")));
    t.get("/embed/so-thu.js").await.is_problem(404, "unknown_site");
}

#[tokio::test]
async fn administrators_keep_the_sites_of_their_branch() {
    let t = Installation::new(On::Sqlite).await;
    t.get("/api/v1/admin/sites").await.is_problem(401, "unauthenticated");
    let handler = t.sign_in("chuyenvien").await;
    t.staff_get(&handler, "/api/v1/admin/sites").await.is_problem(403, "denied");
    t.staff_get(&handler, "/api/v1/admin/sites/demo").await.is_problem(403, "denied");
    t.staff_send(&handler, "POST", "/api/v1/admin/sites", &input("x")).await.is_problem(403, "denied");
    t.staff_send(&handler, "DELETE", "/api/v1/admin/sites/demo/logo", &json!({})).await.is_problem(403, "denied");
    let admin = t.sign_in("admin").await;
    t.staff_get(&admin, "/api/v1/admin/sites/nobody").await.is_problem(404, "not_found");
    let list = t.staff_get(&admin, "/api/v1/admin/sites?lang=en").await.json();
    let keys: Vec<&str> = list["sites"].as_array().unwrap().iter().map(|s| s["key"].as_str().unwrap()).collect();
    assert!(keys.contains(&"demo") && keys.contains(&"benh-vien"), "{keys:?}");
}

both!(a_logo_is_encoded_anew_and_served_under_its_content, |t: Installation| async move {
    let admin = t.sign_in("admin").await;
    let picture =
        image::RgbaImage::from_fn(900, 300, |x, _| image::Rgba([u8::try_from(x % 250).unwrap(), 20, 90, 200]));
    let mut png = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
    let data = format!("data:image/png;base64,{}", BASE64_STANDARD.encode(png.into_inner()));
    let set = async |data: &str| {
        t.staff_send(&admin, "PUT", "/api/v1/admin/sites/demo/logo?lang=en", &json!({ "data": data })).await
    };
    let kept = set(&data).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.text);
    let kept = kept.json();
    let href = kept["logo"].as_str().unwrap();
    assert_eq!(kept["changes"][0]["text"], "Set another logo");
    let served = t.get(href).await;
    assert_eq!(served.headers[header::CONTENT_TYPE], "image/png");
    assert_eq!(served.headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
    assert!(served.headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    let page = t.get("/f/demo").await;
    assert!(page.text.contains(href), "the plain form has it, too");
    t.get("/embed/demo/logo-0000000000000000.png").await.is_problem(404, "not_found");
    // The settings keep it while the rest changes.
    let settings = t.staff_get(&admin, "/api/v1/admin/sites/demo").await.json();
    let mut changed = settings["input"].clone();
    changed["left"] = json!(true);
    let after = put(&t, &admin, "demo", settings["version"].as_u64().unwrap(), &changed).await.json();
    assert_eq!(after["logo"].as_str(), Some(href));
    let tried = t.staff_send(&admin, "POST", "/api/v1/admin/site-trial", &changed).await.json();
    assert_eq!(tried["look"]["logo"]["width"], 360, "{tried}");

    for bad in
        ["", "nonsense", &BASE64_STANDARD.encode("<svg onload=alert(1)>"), &BASE64_STANDARD.encode("%PDF-1.4\n%%EOF")]
    {
        let refused = set(bad).await;
        refused.is_problem(422, "invalid");
        assert_eq!(refused.json()["errors"][0]["code"], "not_a_logo", "{bad}");
    }
    let gone = t.staff_send(&admin, "DELETE", "/api/v1/admin/sites/demo/logo", &json!({})).await.json();
    assert_eq!(gone["logo"], json!(null));
    t.get(href).await.is_problem(404, "not_found");
});

both!(what_happens_to_a_widget_is_counted, |t: Installation| async move {
    let admin = t.sign_in("admin").await;
    t.filed("Vỉa hè trước trường bị lấn chiếm").await;
    t.file("bad", &json!({ "kind": "feedback", "body": "x" })).await.is_problem(422, "invalid");
    t.get("/api/v1/sites/demo").await;
    t.get("/f/demo").await;
    t.get("/f/demo?lang=en&fell").await;
    let foreign = Request::get("/api/v1/sites/demo").header(header::ORIGIN, "https://other.example.vn");
    t.send(foreign.body(Body::empty()).unwrap()).await.is_problem(403, "forbidden_origin");
    t.get("/embed/demo.js").await;
    let today = async || t.staff_get(&admin, "/api/v1/admin/sites/demo").await.json()["days"][0].clone();
    let expect = json!({ "day": "2026-11-16", "loads": 1, "opened": 1, "plain": 1, "fell": 1, "foreign": 1, "filed": 1, "refused": 1, "failed": 0 });
    assert_eq!(today().await, expect);
    // Written down once, added to the next time, and the next day is another.
    visits::write(&t.app()).await.unwrap();
    t.get("/api/v1/sites/demo").await;
    assert_eq!(today().await["opened"], 2);
    t.clock.advance(crate::harness::DAY_MS);
    let admin = t.sign_in("admin").await;
    t.get("/api/v1/sites/demo").await;
    let days = t.staff_get(&admin, "/api/v1/admin/sites/demo").await.json()["days"].clone();
    assert_eq!((&days[0]["opened"], &days[1]["opened"], days.as_array().unwrap().len()), (&json!(1), &json!(2), 14));
    let list = t.staff_get(&admin, "/api/v1/admin/sites").await.json();
    let demo = list["sites"].as_array().unwrap().iter().find(|s| s["key"] == "demo").unwrap();
    assert_eq!(demo["week"]["opened"], 3);
});
