//! `hoiam serve`: opens, listens, says where, and stops in order when asked to.

use super::print;
use crate::config::{Place, Serve};
use crate::http;
use crate::outside::{SystemClock, SystemRandom};
use crate::server::{self, Outside, StartError};
use crate::traces::Traces;
use metrics_exporter_prometheus::PrometheusBuilder;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{EnvFilter, FilterExt, filter_fn};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

pub(super) async fn run(place: &Place, serve: &Serve) -> Result<ExitCode, StartError> {
    let traces = serve.otlp.as_deref().map(Traces::to).transpose()?;
    log(serve, traces.as_ref())?;
    let metrics = PrometheusBuilder::new().install_recorder()?;
    let listener = bind(&serve.listen).await?;
    let address = format!("http://{}", listener.local_addr()?);
    let public_url = serve.public_url.clone().unwrap_or_else(|| address.clone());
    let demo = match &serve.demo_listen {
        Some(at) => Some(bind(at).await?),
        None => None,
    };
    let outside = Outside { clock: Arc::new(SystemClock), random: Arc::new(SystemRandom) };
    let built = server::build(place, &public_url, outside).await?;
    let stop = CancellationToken::new();
    let (app, mut work) = built.start(&stop, Duration::from_secs(serve.sweep_seconds.max(1)))?;
    let router = http::router(app.clone(), serve.secure, stop.clone(), metrics.clone());

    let mut said = serde_json::json!({ "listening": address });
    if let Some(listener) = demo {
        said["demo"] = format!("http://{}", listener.local_addr()?).into();
        let page = http::demo_router(&public_url);
        let stopped = stop.clone().cancelled_owned();
        work.spawn(async move {
            if let Err(error) = axum_serve(listener, page, stopped).await {
                tracing::error!(%error, "demo.stopped");
            }
        });
    }
    print(&said.to_string())?;
    tracing::info!(address, database = ?app.db.engine(), "server.listening");

    let signalled = stop.clone();
    work.spawn(async move {
        asked_to_stop().await;
        signalled.cancel();
    });
    work.spawn(upkeep(metrics, stop.clone()));
    axum_serve(listener, router, stop.clone().cancelled_owned()).await?;
    stop.cancel();
    tracing::info!("server.stopping");
    let db = app.db.clone();
    // The writer ends when the last way to it is gone: what was accepted is written before the pools close.
    drop(app);
    let ended =
        tokio::time::timeout(Duration::from_secs(10), async { while work.join_next().await.is_some() {} }).await;
    if ended.is_err() {
        work.abort_all();
    }
    db.close().await;
    if let Some(traces) = traces {
        traces.end().await;
    }
    Ok(ExitCode::SUCCESS)
}

async fn bind(address: &str) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).await.map_err(|error| format!("cannot listen at {address}: {error}").into())
}

async fn axum_serve(
    listener: TcpListener,
    router: http::Router,
    stopped: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    http::serve(listener, router, stopped).await
}

/// Keeps the histograms of the metrics small.
async fn upkeep(metrics: metrics_exporter_prometheus::PrometheusHandle, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(Duration::from_secs(5)) => metrics.run_upkeep(),
        }
    }
}

/// Log lines are of events, and traces of steps: neither holds what the other says.
fn log(serve: &Serve, traces: Option<&Traces>) -> Result<(), StartError> {
    let filter = EnvFilter::try_new(&serve.log)?.and(filter_fn(|of| of.is_event()));
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let lines = match serve.log_format.as_str() {
        "json" => lines.json().boxed(),
        "text" => lines.with_ansi(false).boxed(),
        other => return Err(format!("--log-format is `text` or `json`, not `{other}`").into()),
    };
    let listening = tracing_subscriber::registry().with(lines.with_filter(filter)).with(traces.map(Traces::layer));
    Ok(listening.try_init()?)
}

#[cfg(unix)]
async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupt = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => tokio::select! {
            _ = interrupt => {}
            _ = terminate.recv() => {}
        },
        Err(_) => drop(interrupt.await),
    }
}

#[cfg(not(unix))]
async fn asked_to_stop() {
    drop(tokio::signal::ctrl_c().await);
}
