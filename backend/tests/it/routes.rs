//! What every route promises: headers, the API document, the pages that work without JavaScript.

use crate::both;
use crate::harness::{Installation, On, encode, text};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use hoiam_backend::http;

#[tokio::test]
async fn every_answer_has_the_security_headers() {
    let t = Installation::new(On::Sqlite).await;
    for path in [
        "/",
        "/t",
        "/f/demo",
        "/about",
        "/petitions",
        "/api/docs",
        "/api/v1/cases",
        "/healthz",
        "/console/",
        "/nothing",
        "/api/openapi.json",
    ] {
        let answer = t.get(path).await;
        assert!(!answer.status.is_server_error() || path == "/console/", "{path}: {}", answer.text);
        for name in
            ["content-security-policy", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy"]
        {
            assert!(answer.headers.contains_key(name), "{path} without {name}");
        }
    }
}

#[test]
fn the_api_document_is_the_one_that_was_agreed() {
    let made = serde_json::to_string_pretty(&http::openapi()).unwrap() + "\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/data/openapi.json");
    if std::env::var_os("HOIAM_UPDATE").is_some() {
        std::fs::write(path, &made).unwrap();
    }
    let agreed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(made == agreed, "the API has changed; look at it, then run the tests once with HOIAM_UPDATE=1");
}

#[test]
fn every_reference_of_the_api_document_leads_somewhere() {
    fn follow(document: &serde_json::Value, value: &serde_json::Value) {
        if let Some(path) = value["$ref"].as_str().and_then(|path| path.strip_prefix('#')) {
            assert!(document.pointer(path).is_some(), "{path}");
        }
        value.as_object().into_iter().flatten().for_each(|(_, inner)| follow(document, inner));
        value.as_array().into_iter().flatten().for_each(|inner| follow(document, inner));
    }
    let document = http::openapi();
    follow(&document, &document);
}

#[tokio::test]
async fn an_address_that_cannot_be_read_is_a_problem() {
    let t = Installation::new(On::Sqlite).await;
    for (path, status) in [
        ("/api/v1/admin/people/somebody", StatusCode::NOT_FOUND),
        ("/api/v1/admin/people/99999999999999999999", StatusCode::NOT_FOUND),
        ("/api/v1/public/cases/%FF", StatusCode::NOT_FOUND),
        ("/api/v1/public/cases?kind=feedback&kind=complaint", StatusCode::BAD_REQUEST),
    ] {
        let answer = t.get(path).await;
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json", "{path}");
    }
}

#[test]
fn every_operation_says_what_can_go_wrong() {
    let document = http::openapi();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let responses = operation["responses"].as_object().unwrap();
            let open = ["citizen", "public", "petitions"].contains(&operation["tags"][0].as_str().unwrap());
            let signing_in = (path.ends_with("/session") && method == "post")
                || ["/session/provider", "/session/passkey", "/session/passkey/ask"]
                    .iter()
                    .any(|end| path.ends_with(end));
            let needs_session = !(open || signing_in);
            assert!(!needs_session || responses.contains_key("401"), "{method} {path} without 401");
            assert!(operation["requestBody"].is_null() || responses.contains_key("415"), "{method} {path} without 415");
        }
    }
}

both!(the_plain_form_files_and_follows, |t: Installation| async move {
    let page = t.get("/f/demo?lang=vi").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert!(page.text.len() < 30_000, "{} bytes", page.text.len());
    let form = |path: &str, fields: &[(&str, &str)]| {
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")))
            .unwrap()
    };
    let wrong = t.send(form("/f/demo?lang=vi", &[("kind", "feedback"), ("body", "Rác"), ("token", "t1")])).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("Rác"), "what was typed is kept");
    let fields = [
        ("kind", "feedback"),
        ("body", "Rác chất đống trước cổng chợ, đề nghị thu gom."),
        ("area_text", "phuong ben thanh"),
        ("token", "t1"),
    ];
    let sent = t.send(form("/f/demo?lang=vi", &fields)).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text);
    assert_eq!(sent.headers[header::CACHE_CONTROL], "no-store");
    let at = sent.text.find("HA-26-").unwrap();
    let code = sent.text[at..at + 16].to_owned();
    // Sent again (a double click, a reload): the same case.
    let again = t.send(form("/f/demo?lang=vi", &fields)).await;
    assert!(again.text.contains(&code));

    let app = t.app();
    let secret = app.keys.secret_of(&code);
    assert!(sent.text.contains(&secret));
    let public = t.get(&format!("/t/{code}?lang=en")).await;
    assert_eq!(public.status, StatusCode::OK);
    assert!(!public.text.contains("thu gom"), "the words are for those with the secret");
    let open = t.send(form(&format!("/t/{code}?lang=vi"), &[("do", "open"), ("secret", &secret)])).await;
    assert!(open.text.contains("thu gom"), "{}", open.text);
    let wrong = t.send(form(&format!("/t/{code}?lang=vi"), &[("do", "open"), ("secret", "0000")])).await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    let written = t
        .send(form(&format!("/t/{code}?lang=vi"), &[("do", "message"), ("secret", &secret), ("body", "Vẫn chưa dọn")]))
        .await;
    assert!(written.text.contains("Vẫn chưa dọn"), "{}", written.text);
    assert_eq!(t.get("/t?code=nonsense").await.status, StatusCode::OK);
    let found = t.get(&format!("/t?code={}", encode(&code.to_lowercase()))).await;
    assert_eq!(found.status, StatusCode::SEE_OTHER);
});

#[tokio::test]
async fn other_origins_read_only_what_citizens_use() {
    let t = Installation::new(On::Sqlite).await;
    let from =
        |path: &str| Request::get(path).header(header::ORIGIN, "https://agency.example").body(Body::empty()).unwrap();
    for (path, open) in
        [("/api/v1/areas?q=hue", true), ("/api/v1/agencies?q=hue", false), ("/api/v1/indicators", false), ("/", false)]
    {
        let answer = t.send(from(path)).await;
        assert_eq!(answer.headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN), open, "{path}");
        assert!(!answer.headers.contains_key(header::ACCESS_CONTROL_ALLOW_CREDENTIALS));
    }
    let areas = t.get("/api/v1/areas?q=ben%20thanh&lang=vi").await.json();
    assert_eq!(text(&areas[0], "name"), "Phường Bến Thành");
    let former = t.get("/api/v1/areas?q=binh%20duong&lang=vi").await.json();
    assert!(former.as_array().unwrap().iter().any(|a| text(a, "name").contains("Hồ Chí Minh")), "{former}");
}
