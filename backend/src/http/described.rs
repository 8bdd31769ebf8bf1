//! What the API document says beyond the routes themselves: how a request of staff proves who sends it, and how one is refused
//! whose address cannot be read or that is over a limit.

use super::limited::deed;
use axum::http::Method;
use serde_json::{Value, json};
use utoipa::openapi::OpenApi;

/// Where a token of another program opens nothing: what only people do (`Person` and `Arriving` in `extract.rs`).
const PEOPLE_ONLY: [&str; 11] = [
    "/api/v1/session",
    "/api/v1/sessions",
    "/api/v1/feeds",
    "/api/v1/columns",
    "/api/v1/alerts",
    "/api/v1/reports/schedules",
    "/api/v1/admin/tokens",
    "/api/v1/admin/retention",
    "/api/v1/cases/{code}/contact",
    "/api/v1/cases/{code}/erasure",
    "/api/v1/personal-data",
];

/// Where the document keeps what every error is told with.
const PROBLEM: &str = "#/components/schemas/Problem";

/// The document as it is served.
pub(super) fn whole(document: OpenApi) -> Value {
    with_limits(with_ways_in(with_problems(serde_json::to_value(document).unwrap_or_default())))
}

/// Gives problems their media type, and names those of addresses that cannot be read ([`super::extract::Path`] and
/// [`super::extract::Query`]).
fn with_problems(mut document: Value) -> Value {
    let problem = |about: &str| json!({ "description": about, "content": { "application/problem+json": { "schema": { "$ref": PROBLEM } } } });
    let Some(paths) = document["paths"].as_object_mut() else { return document };
    for operation in paths.values_mut().filter_map(Value::as_object_mut).flat_map(|item| item.values_mut()) {
        let takes = |place: &str| {
            operation["parameters"].as_array().into_iter().flatten().any(|p| p["in"] == place && p["name"] != "lang")
        };
        let (in_path, in_query) = (takes("path"), takes("query"));
        let Some(responses) = operation["responses"].as_object_mut() else { continue };
        for content in responses.values_mut().filter_map(|r| r.get_mut("content")?.as_object_mut()) {
            if content.get("application/json").is_some_and(|media| media["schema"]["$ref"] == PROBLEM) {
                let media = content.remove("application/json").unwrap_or_default();
                content.insert("application/problem+json".to_owned(), media);
            }
        }
        if in_path {
            responses.entry("404").or_insert_with(|| problem("Nothing has this address"));
        }
        if in_query {
            responses.entry("400").or_insert_with(|| problem("The address cannot be read"));
        }
    }
    document
}

/// Says of each operation that is limited how it is refused: whatever is added later is, too.
fn with_limits(mut document: Value) -> Value {
    let seconds = |about: &str| json!({ "description": about, "schema": { "type": "integer", "minimum": 1 } });
    let items = |about: &str| json!({ "description": about, "schema": { "type": "string" } });
    document["components"]["responses"]["RateLimited"] = json!({
        "description": "Too many requests; nothing was done",
        "headers": {
            "Retry-After": seconds("Seconds after which it can be sent again"),
            "RateLimit-Policy": items("The limits that apply, on every answer: `\"filing-address\";q=600;w=600` for 600 at once and 600 more every 600 seconds"),
            "RateLimit": items("What is left of them, on every answer: `\"filing-address\";r=599;t=1`, more after `t` seconds"),
        },
        "content": { "application/problem+json": { "schema": { "$ref": PROBLEM } } },
    });
    document["components"]["responses"]["Unavailable"] = json!({
        "description": "More at once than can be answered, or nothing can be stored just now; nothing was done",
        "headers": { "Retry-After": seconds("Seconds after which it can be sent again") },
        "content": { "application/problem+json": { "schema": { "$ref": PROBLEM } } },
    });
    let Some(paths) = document["paths"].as_object_mut() else { return document };
    for (path, item) in paths {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            let limited =
                Method::from_bytes(method.to_uppercase().as_bytes()).is_ok_and(|m| deed(&m, path, true).is_some());
            if limited {
                operation["responses"]["429"] = json!({ "$ref": "#/components/responses/RateLimited" });
                operation["responses"]["503"] = json!({ "$ref": "#/components/responses/Unavailable" });
            }
        }
    }
    document
}

/// Names the ways in, and says of each operation that can be refused for want of one which it takes.
fn with_ways_in(mut document: Value) -> Value {
    document["components"]["securitySchemes"] = json!({
        "session": { "type": "apiKey", "in": "cookie", "name": super::extract::COOKIE },
        "token": { "type": "http", "scheme": "bearer", "description": "A token of another program, made by an administrator." },
    });
    let Some(paths) = document["paths"].as_object_mut() else { return document };
    for (path, item) in paths {
        let people_only = PEOPLE_ONLY
            .iter()
            .any(|known| path.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            let signing_in = path == "/api/v1/session" && method == "post";
            // What citizens send along is theirs by a secret, which is no way in.
            let open = ["citizen", "public", "petitions"].iter().any(|tag| operation["tags"][0] == *tag);
            if operation["responses"]["401"].is_null() || signing_in || open {
                continue;
            }
            operation["security"] = match people_only {
                true => json!([{ "session": [] }]),
                false => json!([{ "session": [] }, { "token": [] }]),
            };
        }
    }
    document
}
