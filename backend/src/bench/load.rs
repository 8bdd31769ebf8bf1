//! How a server bears what a day brings, on a folder that `hoiam demo-data` filled: four in five read what is public, three in
//! twenty file something, one in twenty works in the queue. With few and many connections, beside two thousand that hardly send
//! anything, and with far more than it can answer.

use super::client::{Client, get, get_with, percent};
use super::loading::{Requests, Seen, complaint, load};
use super::serving::Serving;
use super::tenths;
use crate::config::Place;
use crate::seed;
use crate::server::StartError;
use crate::store::cases;
use clap::Args;
use hoiam_shared::rights::Role;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

const CONNECTIONS: [usize; 3] = [1, 64, 1_000];
/// At which the server is held to what is wanted of it.
const USUAL: usize = 64;
/// Connections that send a byte a second.
const SLOW: usize = 2_000;
/// Ten times as many as the most that are answered well.
const TOO_MANY: usize = 10_000;
/// As people search.
const SEARCHES: [&str; 4] = ["rác", "den duong", "nước sạch", "tiếng ồn"];
/// After too much, it is looked every so often whether all is well again, and no longer than so.
const LOOK: Duration = Duration::from_millis(500);
const LOOKS: usize = 40;

/// How long.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Seconds of each load.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Seconds of a load during which memory must not grow; none when not said.
    #[arg(long, default_value_t = 0)]
    soak: u64,
}

pub(super) async fn run(place: &Place, options: &Options) -> Result<Value, StartError> {
    let serving = Serving::open(place, false).await?;
    let (address, whole) = (serving.address, Duration::from_secs(options.seconds));
    let day = day(address).await?;
    // A first moment that nobody counts: connections, statements and caches.
    load(address, &day, USUAL, Duration::from_secs(3)).await?;
    let mut line = json!({ "bench": "load", "cases": cases::count(&mut serving.app.db.read()).await?, "seconds": options.seconds });
    let mut usual = Seen::default();
    for connections in CONNECTIONS {
        let seen = load(address, &day, connections, whole).await?;
        line[format!("at_{connections}")] = json!({
            "rps": seen.per_second.round(), "p50_ms": seen.p(0.5), "p99_ms": seen.p(0.99), "errors": seen.failed, "shed": seen.shed,
        });
        if connections == USUAL {
            usual = seen;
        }
    }
    line["held_rps"] = json!(usual.per_second.round());
    line["rss_mb"] = json!(mb("VmRSS:"));
    line["slow_clients"] = beside_slow_ones(address, &day, whole).await?;
    line["overload"] = too_much(address, &day, usual.p(0.99), whole).await?;
    if options.soak > 0 {
        // In parts of one length: what the load itself remembers of each request is the same before and after.
        let part = Duration::from_secs(options.soak) / 5;
        load(address, &day, USUAL, part).await?;
        let before = memory(&serving).await?;
        for _ in 1..5 {
            load(address, &day, USUAL, part).await?;
        }
        line["soak"] = json!({ "seconds": options.soak, "before": before, "after": memory(&serving).await? });
    }
    serving.end().await;
    Ok(line)
}

/// What a day brings.
async fn day(address: SocketAddr) -> Result<Requests, StartError> {
    let mut client = Client::connect(address).await?;
    client.send(&get("/api/v1/public/cases")).await?;
    let public: Value = serde_json::from_slice(client.body())?;
    let codes: Vec<String> = public["cases"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|row| Some(row["code"].as_str()?.to_owned()))
        .collect();
    if codes.is_empty() {
        return Err("nothing is public; run demo-data first".into());
    }
    let handles = |user: &&seed::User| user.grants.iter().any(|grant| matches!(grant.role, Role::Handler));
    let login = seed::world()?.users.iter().find(handles).ok_or("nobody handles cases")?.login.clone();
    let cookie = client.sign_in(&login).await?;
    let searches = SEARCHES.map(percent);
    Ok(Arc::new(move |n| {
        let code = &codes[n as usize % codes.len()];
        let search = &searches[n as usize % searches.len()];
        match n % 20 {
            0..=4 => get(&format!("/p/{code}")),
            5..=8 => get(&format!("/api/v1/cases/{code}")),
            9..=11 => get(&format!("/api/v1/public/cases?q={search}")),
            12 => get(&format!("/s?q={search}")),
            13 => get("/"),
            14 => get("/embed.js"),
            15 => get("/api/v1/sites/demo"),
            16..=18 => complaint("/api/v1/sites/demo/cases", n),
            _ => get_with("/api/v1/cases?q=state:open&sort=due", &cookie),
        }
    }))
}

/// The same load beside many who keep a connection and send a byte a second.
async fn beside_slow_ones(address: SocketAddr, day: &Requests, whole: Duration) -> Result<Value, StartError> {
    let alone = load(address, day, USUAL, whole).await?;
    let mut slow = JoinSet::new();
    for _ in 0..SLOW {
        slow.spawn(async move {
            let Ok(mut stream) = TcpStream::connect(address).await else { return };
            for byte in b"GET / HTTP/1.1\r\nhost: localhost\r\nx-slow: ".iter().chain(std::iter::repeat(&b'a')) {
                if stream.write_all(&[*byte]).await.is_err() {
                    return;
                }
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        });
    }
    let beside = load(address, day, USUAL, whole).await?;
    slow.shutdown().await;
    Ok(
        json!({ "connections": SLOW, "p99_alone_ms": alone.p(0.99), "p99_beside_ms": beside.p(0.99), "errors": beside.failed }),
    )
}

/// Far more at once than it can answer, and how soon it is itself again.
async fn too_much(address: SocketAddr, day: &Requests, p99_ms: f64, whole: Duration) -> Result<Value, StartError> {
    let seen = load(address, day, TOO_MANY, whole).await?;
    let ended = Instant::now();
    for _ in 0..LOOKS {
        let after = load(address, day, USUAL, LOOK).await?;
        if after.shed == 0 && after.p(0.99) <= p99_ms * 2.0 {
            break;
        }
    }
    let all = seen.ms.len() as f64 + seen.shed as f64;
    Ok(json!({
        "connections": TOO_MANY, "accepted_rps": seen.per_second.round(), "accepted_p99_ms": seen.p(0.99),
        "shed_share": (seen.shed as f64 / all.max(1.0) * 100.0).round() / 100.0, "errors": seen.failed,
        "well_again_s": tenths(ended.elapsed().as_secs_f64()),
    }))
}

/// What memory holds, and how much there is to hold: some of what is known of each case stays there. `own_mb` is the program's
/// own; the rest are pages of its files, which the system takes back when it needs them.
async fn memory(serving: &Serving) -> Result<Value, StartError> {
    let cases = cases::count(&mut serving.app.db.read()).await?;
    Ok(json!({ "rss_mb": mb("VmRSS:"), "own_mb": mb("RssAnon:"), "cases": cases }))
}

/// What the system says of the memory of this process, in megabytes; 0 where it says nothing.
fn mb(which: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(which));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or_default() / 1_024
}
