//! What must hold of any bytes that come from outside, by target. The fuzzer looks for bytes of which it does not; the corpora it
//! kept are gone through by the ordinary tests as well (`backend/tests/it/corpora.rs`), which have this file as a module.

use axum::body::Body;
use axum::http::{Request, header};
use hoiam_backend::domain::calendar_file;
use hoiam_shared::Lang;
use hoiam_shared::case::{CaseKind, Channel, Code};
use hoiam_shared::clock::ExceptionKind;
use hoiam_shared::ids::SiteId;
use hoiam_shared::query::{self, CaseFacts, Clock, Compiled, Context, FixedOffset, NoNames, Node};
use hoiam_shared::text::abbr::Abbreviations;
use hoiam_shared::text::plan::Body as Texts;
use hoiam_shared::text::{self, highlight};
use std::sync::LazyLock;

/// Monday 2026-11-16, 09:00 in Viet Nam: when all of this takes place.
pub const MONDAY_MS: i64 = 1_794_794_400_000;

static ABBREVIATIONS: LazyLock<Abbreviations> = LazyLock::new(Abbreviations::builtin);

/// A query is refused with a text that points into it; or its printed form reads back as the same, and a case can be asked it.
pub fn query(data: &[u8]) {
    let typed = String::from_utf8_lossy(data);
    match query::parse(&typed) {
        Ok(node) => {
            let printed = node.to_string();
            let again = query::parse(&printed);
            // Spelling out what was abbreviated can make it longer than what may be typed.
            if printed.chars().count() <= hoiam_shared::limits::QUERY_CHARS {
                assert_eq!(again.as_ref(), Ok(&node), "{typed:?} is printed as {printed:?}");
            }
            ask(&node, &typed);
        }
        Err(error) => {
            assert!(error.column >= 1 && error.column <= typed.chars().count() + 1, "{typed:?}: {error:?}");
            assert!(Lang::ALL.iter().all(|&lang| !error.text(lang).is_empty()));
            assert_ne!(error.corrected(&typed).as_deref(), Some(&*typed), "a correction corrects");
        }
    }
    // What somebody types is completed wherever the cursor stands.
    let apart = 1 + typed.len() / 16;
    for (at, _) in typed.char_indices().step_by(apart) {
        let range = query::completing(&typed, at).range;
        assert!(range.start <= at && at <= range.end && typed.get(range).is_some(), "{typed:?} at {at}");
    }
    // Read as words it is never refused.
    let words = query::plain_text(&typed).to_string();
    query::parse(&words).map_or_else(|error| panic!("{typed:?} as words is {words:?}: {error:?}"), drop);
}

/// Asks a case that says what was typed, and marks what it was found by: on characters, in order, apart.
fn ask(query: &Node, text: &str) {
    let zone = FixedOffset { minutes: 420 };
    let clock = Clock { now_ms: MONDAY_MS, zone: &zone };
    let context = Context { clock, me: None, names: &NoNames, words: &ABBREVIATIONS, typing: true };
    let compiled = Compiled::new(query, &context);
    let body = Texts::new([text]);
    let facts = CaseFacts::filed(CaseKind::Complaint, Channel::Portal, SiteId(1), MONDAY_MS, &body);
    let denied = Compiled::new(&Node::Not(Box::new(query.clone())), &context);
    assert_ne!(compiled.matches(&facts), denied.matches(&facts), "{text:?} and what is not that part all cases");
    let (plans, phrases) = compiled.wanted();
    let mut last = 0;
    for range in highlight::ranges(text, &plans, &phrases) {
        assert!(
            last <= range.start && range.start < range.end && text.get(range.clone()).is_some(),
            "{text:?}: {range:?}"
        );
        last = range.end;
    }
}

/// Tokens stand in the text, in order, and on characters; folding what is folded changes nothing.
pub fn analyzer(data: &[u8]) {
    let typed = String::from_utf8_lossy(data);
    let (mut last, mut position) = (0, None);
    for token in text::tokens(&typed) {
        assert!(last <= token.start && token.start < token.end && token.end <= typed.len(), "{typed:?}: {token:?}");
        assert!(typed.is_char_boundary(token.start) && typed.is_char_boundary(token.end), "{typed:?}: {token:?}");
        assert!(position.is_none_or(|before| before < token.position), "{typed:?}: {token:?}");
        assert!(!token.exact.is_empty() && !token.folded.is_empty(), "{typed:?}: {token:?}");
        (last, position) = (token.end, Some(token.position));
    }
    let folded = text::fold(&typed);
    assert_eq!(text::fold(&folded), folded, "{typed:?}");
    let mut last = 0;
    text::bare::bare_words(&typed, |bare| {
        assert!(
            last <= bare.start && typed.get(bare.start..bare.end).is_some_and(|word| !word.is_empty()),
            "{typed:?}: {bare:?}"
        );
        assert!(!bare.word.is_empty(), "{typed:?}: {bare:?}");
        last = bare.end;
    });
    text::legacy::to_unicode(&typed).into_iter().for_each(|unicode| drop(text::tokens(&unicode)));
}

/// A code that can be read is printed so that it is read as the same, in any case and spacing; another check symbol is refused.
pub fn tracking_code(data: &[u8]) {
    let typed = String::from_utf8_lossy(data);
    if let Some(code) = Code::parse(&typed) {
        let printed = code.to_string();
        assert_eq!(Code::parse(&printed).as_ref(), Some(&code), "{typed:?}");
        assert_eq!(Code::parse(&printed.to_lowercase().replace('-', " ")).as_ref(), Some(&code), "{typed:?}");
        let (start, check) = printed.split_at(printed.len() - 1);
        for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().filter(|&other| !check.contains(other)) {
            assert_eq!(Code::parse(&format!("{start}{other}")), None, "{printed} with {other}");
        }
    }
    if let Some((number, rest)) = data.split_first_chunk::<8>() {
        let year = rest.first().map_or(2026, |&year| 2000 + u16::from(year % 100));
        let code = Code::new(u64::from_be_bytes(*number), year, 7);
        assert_eq!(Code::parse(code.as_str()).as_ref(), Some(&code));
    }
}

/// A file is laid into a calendar as a whole, the same however often; or it is refused with each mistake in its place.
pub fn calendar_import(data: &[u8]) {
    let file = String::from_utf8_lossy(data);
    match calendar_file::read(&file) {
        Ok(events) => {
            assert!(!events.is_empty());
            let laid = calendar_file::lay(&[], &events, ExceptionKind::Holiday, None);
            assert!(laid.exceptions.is_sorted_by(|one, next| one.date < next.date), "{file:?}");
            let again = calendar_file::lay(&laid.exceptions, &events, ExceptionKind::Holiday, None);
            assert_eq!(again.exceptions, laid.exceptions, "{file:?}");
        }
        Err(faults) => {
            assert!(!faults.is_empty());
            for fault in faults {
                assert!(Lang::ALL.iter().all(|&lang| !fault.view(lang).message.is_empty()));
            }
        }
    }
}

/// A case filed by the API, twice with one key.
pub fn intake_json(data: &[u8]) -> Vec<Request<Body>> {
    let key = data.iter().fold(7_u64, |key, &byte| (key ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    let request = || {
        let request = Request::post("/api/v1/sites/demo/cases").header(header::CONTENT_TYPE, "application/json");
        sent(request.header("idempotency-key", format!("{key:x}")), data)
    };
    vec![request(), request()]
}

/// The form without scripts. The boundary is fixed: what stands between is of interest.
pub fn intake_multipart(data: &[u8]) -> Vec<Request<Body>> {
    let request = Request::post("/f/demo?lang=vi").header(header::CONTENT_TYPE, "multipart/form-data; boundary=X");
    vec![sent(request, data)]
}

fn sent(request: axum::http::request::Builder, data: &[u8]) -> Request<Body> {
    request.body(Body::from(data.to_vec())).expect("its parts are fixed")
}

/// An answer is a receipt, a page or a problem that says what is wrong; never a fault of ours.
pub fn answered(status: u16, kind: &str, text: &str) {
    assert!([200, 201, 303, 400, 403, 404, 409, 413, 415, 422].contains(&status), "{status}: {text}");
    if kind.contains("json") {
        let read: serde_json::Value = serde_json::from_str(text).expect("what is called JSON is JSON");
        assert_eq!(status < 300, read["title"].is_null(), "{status}: {text}");
    }
}

/// The second sending of a case is answered as the first.
pub fn agreed(answers: &[(u16, String)]) {
    if let [(201, first), (status, second)] = answers {
        let code = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok().map(|read| read["code"].clone());
        assert_eq!((*status, code(second)), (201, code(first)));
    }
}
