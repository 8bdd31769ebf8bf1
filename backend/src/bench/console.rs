//! How fast the queue is for those who work in it all day, on a folder that `hoiam demo-data` filled: several at once over
//! HTTP, each signed in as somebody else, asking in turn for the first page, a page far down, all facets, a case with its
//! story, what reads like it, and a search.

use super::client::{Client, get_with, percent};
use super::serving::{Serving, outside, read_through};
use super::{quantile, tenths};
use crate::config::Place;
use crate::ledger::index_tail::IndexTail;
use crate::ledger::public_tail::PublicTail;
use crate::ledger::runner::catch_up;
use crate::seed;
use crate::server::{self, StartError};
use crate::store::cases;
use clap::Args;
use hoiam_shared::rights::Role;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::time::Instant;
use tokio::task::JoinSet;

/// Pages that somebody goes down before the deep one.
const DOWN: usize = 40;
/// As people search: common and rare, with and without accents, together, as a phrase, among what is late.
const SEARCHES: [&str; 8] = [
    "den duong",
    "rác chợ",
    "nước sạch",
    "\"đèn đường\"",
    "ổ gà state:open",
    "tiếng ồn due:<2d",
    "giay khai sinh",
    "cay do",
];
const KINDS: [&str; 6] = ["queue_first_page", "queue_deep_page", "facets", "case_open", "search", "similar"];

/// How many and how often.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// People at once.
    #[arg(long, default_value_t = 8)]
    handlers: usize,
    /// Times that each asks for each.
    #[arg(long, default_value_t = 60)]
    rounds: usize,
}

type Failed = Box<dyn std::error::Error + Send + Sync>;

pub(super) async fn run(place: &Place, options: &Options) -> Result<Value, StartError> {
    let (app, work, _node) = server::build(place, "http://localhost", outside()).await?.by_hand()?;
    let count = cases::count(&mut app.db.read()).await?;
    // Nobody works beside a server that is still writing what it will search.
    catch_up(&app, &mut IndexTail(app.clone())).await.map_err(|error| format!("{error:?}"))?;
    catch_up(&app, &mut PublicTail::new(app.clone())).await.map_err(|error| format!("{error:?}"))?;
    let index = app.index.clone();
    tokio::task::spawn_blocking(move || index.settle()).await??;
    app.db.close().await;
    drop((app, work));
    read_through(&place.data)?;
    let serving = Serving::open(place, false).await?;
    let logins = seed::world()?
        .users
        .into_iter()
        .filter(|user| user.grants.iter().any(|grant| matches!(grant.role, Role::Handler | Role::Coordinator)));
    let logins: Vec<String> = logins.map(|user| user.login).collect();
    let mut at_work = JoinSet::new();
    for n in 0..options.handlers {
        let login = logins.get(n % logins.len().max(1)).ok_or("nobody handles cases; run demo-data first")?.clone();
        let (address, rounds) = (serving.address, options.rounds);
        at_work.spawn(async move { one(address, &login, rounds).await });
    }
    let mut took: [Vec<f64>; 6] = Default::default();
    while let Some(one) = at_work.join_next().await {
        for (all, own) in took.iter_mut().zip(one??) {
            all.extend(own);
        }
    }
    serving.end().await;
    let mut line = json!({ "bench": "console", "cases": count, "handlers": options.handlers });
    for (name, ms) in KINDS.into_iter().zip(&mut took) {
        ms.sort_by(f64::total_cmp);
        for (suffix, share) in [("p50", 0.5), ("p99", 0.99)] {
            line[format!("{name}_{suffix}_ms")] = json!(tenths(quantile(ms, share)));
        }
    }
    Ok(line)
}

/// One person at work: milliseconds of each request, by kind.
async fn one(address: SocketAddr, login: &str, rounds: usize) -> Result<[Vec<f64>; 6], Failed> {
    let mut client = Client::connect(address).await?;
    let mut asking = Asking { cookie: client.sign_in(login).await?, client };
    let first = "/api/v1/cases?q=state:open&sort=due".to_owned();
    let mut page = asking.json(&first).await?;
    let mut codes = codes(&page);
    let mut deep = first.clone();
    for _ in 0..DOWN {
        let Some(next) = page["next"].as_str() else { break };
        deep = format!("{first}&after={}", percent(next));
        page = asking.json(&deep).await?;
        codes.extend(self::codes(&page));
    }
    let mut took: [Vec<f64>; 6] = Default::default();
    for round in 0..rounds {
        let search = format!("/api/v1/cases?sort=relevance&q={}", percent(SEARCHES[round % SEARCHES.len()]));
        let case = codes.get(round * 7 % codes.len().max(1)).map(|code| format!("/api/v1/cases/{code}"));
        let everything = "/api/v1/cases?q=&sort=-received".to_owned();
        took[0].push(asking.ms(&[&first]).await?);
        took[1].push(asking.ms(&[&deep]).await?);
        took[2].push(asking.ms(&[&everything]).await?);
        if let Some(case) = case {
            took[3].push(asking.ms(&[&case, &format!("{case}/timeline")]).await?);
            // Shown beside it a moment later.
            took[5].push(asking.ms(&[&format!("{case}/similar")]).await?);
        }
        took[4].push(asking.ms(&[&search]).await?);
    }
    Ok(took)
}

fn codes(page: &Value) -> Vec<String> {
    let rows = page["cases"].as_array().map(Vec::as_slice).unwrap_or_default();
    rows.iter().filter_map(|row| row["code"].as_str().map(str::to_owned)).collect()
}

/// Somebody who is signed in.
struct Asking {
    client: Client,
    cookie: String,
}

impl Asking {
    /// Milliseconds until all of these have been answered, one after the other.
    async fn ms(&mut self, paths: &[&str]) -> Result<f64, Failed> {
        let since = Instant::now();
        for path in paths {
            self.send(path).await?;
        }
        Ok(since.elapsed().as_secs_f64() * 1e3)
    }

    async fn json(&mut self, path: &str) -> Result<Value, Failed> {
        self.send(path).await?;
        Ok(serde_json::from_slice(self.client.body())?)
    }

    async fn send(&mut self, path: &str) -> Result<(), Failed> {
        match self.client.send(&get_with(path, &self.cookie)).await? {
            200 => Ok(()),
            status => Err(format!("{path}: {status}: {}", String::from_utf8_lossy(self.client.body())).into()),
        }
    }
}
