//! Intake over HTTP at 64 connections: the floor (checked and prepared, nothing stored), then the real thing.

use super::client::{Client, post};
use super::quantile;
use super::serving::{Serving, engines};
use crate::config::Place;
use crate::server::StartError;
use clap::Args;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How to measure intake.
#[derive(Debug, Args)]
pub struct Options {
    /// Connections at once.
    #[arg(long, default_value_t = 64)]
    connections: usize,
    /// Seconds for each of floor and intake.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
}

pub(super) async fn run(place: &Place, options: &Options) -> Result<Value, StartError> {
    let dir = tempfile::tempdir()?;
    let mut line = json!({ "bench": "intake", "connections": options.connections, "seconds": options.seconds });
    for (engine, place) in engines(place, dir.path()) {
        line[engine] = measure(&place, options).await?;
    }
    Ok(line)
}

async fn measure(place: &Place, options: &Options) -> Result<Value, StartError> {
    let serving = Serving::start(place, true).await?;
    let address = serving.address;
    let duration = Duration::from_secs(options.seconds);
    // A first second that nobody counts: connections, statements and caches.
    load(address, "/bench/floor", options.connections, Duration::from_secs(1)).await?;
    let floor = load(address, "/bench/floor", options.connections, duration).await?;
    load(address, "/api/v1/sites/demo/cases", options.connections, Duration::from_secs(1)).await?;
    let intake = load(address, "/api/v1/sites/demo/cases", options.connections, duration).await?;
    let stored = crate::store::cases::count(&mut serving.app.db.read()).await?;
    serving.end().await;
    Ok(json!({
        "floor_rps": floor.per_second.round(),
        "intake_rps": intake.per_second.round(),
        "share_of_floor": (intake.per_second / floor.per_second * 100.0).round() / 100.0,
        "p50_ms": quantile(&intake.ms, 0.50),
        "p99_ms": quantile(&intake.ms, 0.99),
        "failed": intake.failed,
        "stored": stored,
    }))
}

/// What a load saw.
#[derive(Default)]
struct Seen {
    per_second: f64,
    ms: Vec<f64>,
    failed: u64,
}

/// Lines of complaints of everyday length.
const TEXTS: [&str; 4] = [
    "Rác thải chất đống trước cổng chợ Bình Tây đã ba ngày nay, mùi hôi bốc lên rất khó chịu, đề nghị cho xe thu gom sớm và xử phạt người xả rác.",
    "Duong Le Loi doan truoc so nha 120 bi sut lun tao thanh ho sau, toi qua co hai xe may bi nga, de nghi co quan chuc nang sua gap.",
    "Tôi nộp hồ sơ cấp đổi sổ đỏ từ tháng 8 tại bộ phận một cửa nhưng đến nay đã quá hẹn 45 ngày mà chưa được trả kết quả, hỏi thì không ai trả lời rõ ràng.",
    "Quán karaoke trong hẻm mở nhạc lớn đến 1 giờ sáng, người già trẻ nhỏ không ngủ được, đã báo công an phường hai lần nhưng vẫn tái diễn.",
];

static SENT: AtomicU64 = AtomicU64::new(0);

async fn load(
    address: SocketAddr,
    path: &'static str,
    connections: usize,
    duration: Duration,
) -> Result<Seen, StartError> {
    let started = Instant::now();
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..connections {
        workers.spawn(async move {
            let mut client = Client::connect(address).await?;
            let mut seen = Seen::default();
            while started.elapsed() < duration {
                let n = SENT.fetch_add(1, Ordering::Relaxed);
                let text = TEXTS[(n % 4) as usize];
                let body =
                    format!("{{\"kind\":\"feedback\",\"title\":\"\",\"body\":\"{text} ({n})\",\"area\":\"26740\"}}");
                let request = post(path, &format!("bench-{n}"), &body);
                let sent = Instant::now();
                let status = client.send(&request).await?;
                seen.ms.push(sent.elapsed().as_secs_f64() * 1000.0);
                seen.failed += u64::from(status != 201);
            }
            Ok::<_, std::io::Error>(seen)
        });
    }
    let mut all = Seen::default();
    while let Some(seen) = workers.join_next().await {
        let seen = seen??;
        all.ms.extend(seen.ms);
        all.failed += seen.failed;
    }
    all.per_second = all.ms.len() as f64 / started.elapsed().as_secs_f64();
    all.ms.sort_by(f64::total_cmp);
    Ok(all)
}
