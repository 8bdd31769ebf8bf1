//! What a collector of traces is told by the real program: the steps of what was done, and nothing of what was said.

use crate::harness::{Installation, On, text};
use crate::process::{Server, ask, until};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::routing::post;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message;
use serde_json::json;
use std::sync::{Arc, Mutex};
use tokio::task::JoinSet;

type Told = Arc<Mutex<Vec<Bytes>>>;

/// A collector over real HTTP; it ends with the test.
struct Collector {
    url: String,
    told: Told,
    _work: JoinSet<()>,
}

impl Collector {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let told = Told::default();
        let keep = async |State(told): State<Told>, body: Bytes| told.lock().unwrap().push(body);
        let router = Router::new().route("/v1/traces", post(keep)).with_state(told.clone());
        let mut work = JoinSet::new();
        work.spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, told, _work: work }
    }

    /// All spans that it was told, each with the name of the program that told them.
    fn spans(&self) -> Vec<(String, Span)> {
        let mut all = Vec::new();
        for bytes in self.told.lock().unwrap().iter() {
            for of in ExportTraceServiceRequest::decode(bytes.clone()).unwrap().resource_spans {
                let resource = of.resource.unwrap();
                let named = resource.attributes.iter().find(|one| one.key == "service.name").unwrap();
                let Some(Value::StringValue(name)) = named.value.as_ref().unwrap().value.clone() else { panic!() };
                all.extend(of.scope_spans.into_iter().flat_map(|scope| scope.spans).map(|span| (name.clone(), span)));
            }
        }
        all
    }

    /// Whether a text is anywhere in what it was told.
    fn knows(&self, text: &str) -> bool {
        let holds = |bytes: &Bytes| bytes.windows(text.len()).any(|part| part == text.as_bytes());
        self.told.lock().unwrap().iter().any(holds)
    }
}

fn said(span: &Span, key: &str) -> Option<Value> {
    span.attributes.iter().find(|one| one.key == key)?.value.clone()?.value
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_collector_is_told_the_steps_and_nothing_of_what_was_said() {
    let mut t = Installation::new(On::Sqlite).await;
    t.stop().await;
    let collector = Collector::start().await;
    let mut server = Server::start(t.data(), None, &["--otlp", &collector.url]);
    let (trace, parent) = ("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");
    let begun = format!("00-{trace}-{parent}-01");
    let case = json!({
        "kind": "feedback", "body": "Rác chất đống trước cổng chợ.", "language": "vi", "consent": true,
        "contact": { "email": "an@mail.example" },
    });
    let headers = [("idempotency-key", "a-key-of-mine"), ("traceparent", &begun)];
    let filed = ask(&server.address, "POST /api/v1/sites/demo/cases", &headers, &case.to_string()).unwrap();
    assert_eq!(filed.status, 201, "{filed:?}");
    let code = text(&filed.body, "code");
    let of_a_tail = |(_, span): &(String, Span)| span.name.starts_with("tail ");
    until("a tail has followed, and it is told while the server runs", || collector.spans().iter().any(of_a_tail));
    server.stops();

    let spans = collector.spans();
    let named = |name: &str| spans.iter().find(|(_, span)| span.name == name).unwrap_or_else(|| panic!("{name}"));
    let (program, request) = named("POST /api/v1/sites/{key}/cases");
    assert_eq!(program, "hoiam");
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    assert_eq!((hex(&request.trace_id).as_str(), hex(&request.parent_span_id).as_str()), (trace, parent));
    assert_eq!(said(request, "http.response.status_code"), Some(Value::IntValue(201)));
    assert_eq!(said(request, "http.route"), Some(Value::StringValue("/api/v1/sites/{key}/cases".to_owned())));
    assert_eq!(named("intake wait").1.parent_span_id, request.span_id);
    let (_, batch) = named("intake");
    assert_eq!(said(batch, "submissions"), Some(Value::IntValue(1)));
    let below = |name: &str| spans.iter().any(|(_, span)| span.name == name && span.parent_span_id == batch.span_id);
    assert!(below("begin") && below("statement") && below("commit"), "{spans:?}");
    // What is asked at intervals, of nobody's doing, is no trace.
    assert!(spans.iter().all(|(_, span)| span.name != "statement" || !span.parent_span_id.is_empty()), "{spans:?}");
    for word in ["cổng chợ", "an@mail.example", "a-key-of-mine", &code] {
        assert!(!collector.knows(word), "{word}");
    }
}

#[tokio::test]
async fn a_collector_that_is_not_there_keeps_nobody_waiting() {
    let mut t = Installation::new(On::Sqlite).await;
    t.stop().await;
    let mut server = Server::start(t.data(), None, &["--otlp", "http://127.0.0.1:1", "--log", "off"]);
    let case = json!({ "kind": "feedback", "body": "Đèn đường hỏng." }).to_string();
    let file = |server: &Server| {
        let filed =
            ask(&server.address, "POST /api/v1/sites/demo/cases", &[("idempotency-key", "one")], &case).unwrap();
        assert_eq!(filed.status, 201, "{filed:?}");
        text(&filed.body, "code")
    };
    let code = file(&server);
    server.stops();
    assert_eq!(file(&Server::start(t.data(), None, &[])), code);
}
