//! Traces: what a request or a job did step by step and how long each took, told to a collector over OTLP (HTTP, protobuf) when
//! one is configured. A step says what is done and never for whom: routes, the texts of statements (which hold no data), names
//! of tails and counts. When there is no collector nothing listens to steps, and they cost nothing.
//!
//! What else can be set has OpenTelemetry's own variables: `OTEL_TRACES_SAMPLER`, `OTEL_SERVICE_NAME`,
//! `OTEL_RESOURCE_ATTRIBUTES`, `OTEL_EXPORTER_OTLP_HEADERS`, `OTEL_BSP_SCHEDULE_DELAY`.

use bytes::Bytes;
use opentelemetry::propagation::TextMapPropagator;
use opentelemetry::trace::TracerProvider;
use opentelemetry::{Key, KeyValue};
use opentelemetry_http::{HeaderExtractor, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::SdkTracerProvider;
use reqwest::header::HeaderMap;
use std::pin::Pin;
use std::time::Duration;
use tokio::runtime::Handle;
use tracing::{Span, Subscriber};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::registry::LookupSpan;

/// What steps are known by; nothing else is told, above all no log lines.
pub const TARGET: &str = "hoiam::step";

/// How long a collector may take to answer.
const ANSWERS: Duration = Duration::from_secs(10);

/// A span of a trace: a name that is the same for all of its kind, and fields; numbers signed, or they are told as text.
macro_rules! step {
    ($name:literal $(, $($fields:tt)*)?) => {
        tracing::info_span!(target: $crate::traces::TARGET, $name $(, $($fields)*)?)
    };
}
pub(crate) use step;

/// The way to a collector.
#[derive(Debug)]
pub struct Traces(SdkTracerProvider);

impl Traces {
    /// To the collector at `endpoint` (`http://host:4318`). Called where tokio runs. What is wrong with the address is said.
    pub fn to(endpoint: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let exporter = SpanExporter::builder()
            .with_http()
            .with_endpoint(format!("{}/v1/traces", endpoint.trim_end_matches('/')))
            .with_http_client(Client::new()?)
            .build()?;
        // What the environment says of it, and a name where it says none.
        let said = || Resource::builder().with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")));
        let name = said().build().get(&Key::new("service.name"));
        let named = name.is_some_and(|name| !name.as_str().starts_with("unknown_service"));
        let resource = if named { said() } else { said().with_service_name("hoiam") };
        Ok(Self(SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource.build()).build()))
    }

    /// What listens to steps.
    pub fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'a> LookupSpan<'a>,
    {
        tracing_opentelemetry::layer()
            .with_tracer(self.0.tracer("hoiam"))
            .with_location(false)
            .with_threads(false)
            .with_tracked_inactivity(false)
            .with_filter(Targets::new().with_target(TARGET, LevelFilter::INFO))
    }

    /// Tells what has not been told yet; a collector that does not answer is not waited for long.
    pub async fn end(self) {
        let ended = tokio::task::spawn_blocking(move || self.0.shutdown_with_timeout(Duration::from_secs(3))).await;
        if let Ok(Err(error)) = ended {
            tracing::warn!(%error, "traces.lost");
        }
    }
}

/// Lets a step go on with the trace that whoever asks has begun (`traceparent`).
pub fn go_on(step: &Span, headers: &HeaderMap) {
    if !step.is_disabled() {
        let begun = TraceContextPropagator::new().extract(&HeaderExtractor(headers));
        // Refused only when the step has begun to be told.
        step.set_parent(begun).ok();
    }
}

/// A step below another; nothing by itself: what a process asks at intervals would fill a collector.
pub fn below(step: impl FnOnce() -> Span) -> Span {
    if Span::current().is_none() { Span::none() } else { step() }
}

/// Sends with the TLS of everything else, on tokio: traces are sent from a thread of their own, which has none.
#[derive(Debug)]
struct Client {
    http: reqwest::Client,
    tokio: Handle,
}

impl Client {
    fn new() -> Result<Self, reqwest::Error> {
        crate::outside::speak_tls();
        Ok(Self { http: reqwest::Client::builder().timeout(ANSWERS).build()?, tokio: Handle::current() })
    }
}

impl HttpClient for Client {
    fn send_bytes<'s, 'f>(
        &'s self,
        request: Request<Bytes>,
    ) -> Pin<Box<dyn Future<Output = Result<Response<Bytes>, HttpError>> + Send + 'f>>
    where
        's: 'f,
        Self: 'f,
    {
        let http = self.http.clone();
        let sent = self.tokio.spawn(async move {
            let answer = http.execute(request.try_into()?).await?;
            let mut response = Response::new(Bytes::new());
            *response.status_mut() = answer.status();
            *response.headers_mut() = answer.headers().clone();
            *response.body_mut() = answer.bytes().await?;
            Ok(response)
        });
        Box::pin(async move { sent.await? })
    }
}
