//! How fast the supervisors' pages are on a folder that `hoiam demo-data` filled: what each page asks for, the figures
//! counted again from the start of the ledger, and the same overview as plain SQL over the cases.

use super::client::Client;
use super::loading::complaint;
use super::serving::{Serving, outside};
use super::{quantile, tenths};
use crate::config::Place;
use crate::domain::people::Viewer;
use crate::domain::reports::{self, TAIL, Wanted};
use crate::domain::{breakdowns, map};
use crate::ledger::index_tail::IndexTail;
use crate::ledger::indicator_tail::{IndicatorTail, forget};
use crate::ledger::runner::catch_up;
use crate::seed;
use crate::server::{self, StartError};
use crate::store::db::sql;
use crate::store::{Run, cases, events, tails};
use clap::Args;
use hoiam_shared::Lang;
use hoiam_shared::ids::UserId;
use hoiam_shared::rights::{Grant, Role};
use hoiam_shared::wire::indicators::Dimension;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Cases filed to see when the figures count them.
const FILED: u64 = 50;
const YEAR_MS: i64 = 365 * 86_400_000;

/// How often.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Times that each page is asked for.
    #[arg(long, default_value_t = 100)]
    rounds: usize,
}

pub(super) async fn run(place: &Place, options: &Options) -> Result<Value, StartError> {
    let (app, work, node) = server::build(place, "http://localhost", outside()).await?.by_hand()?;
    let told = |error: crate::domain::AppError| format!("{error:?}");
    let settings = app.settings();
    let root = settings.root().ok_or("no agency at the top; run demo-data first")?.id;
    let viewer = Viewer {
        id: UserId(1),
        login: "bench".into(),
        name: "bench".into(),
        grants: vec![Grant { role: Role::Supervisor, agency: root }],
        csrf: String::new(),
        session: String::new(),
        need: None,
        until_ms: i64::MAX,
    };

    let mut tail = IndicatorTail { app: app.clone(), node };
    forget(&app).await.map_err(|error| format!("{error:?}"))?;
    let started = Instant::now();
    catch_up(&app, &mut tail).await.map_err(|error| format!("{error:?}"))?;
    let rebuild_s = started.elapsed().as_secs_f64();
    catch_up(&app, &mut IndexTail(app.clone())).await.map_err(|error| format!("{error:?}"))?;

    // The last twelve months, of everything and of the branch that received most.
    let year = Wanted::default();
    let whole = reports::indicators(&app, &viewer, &year, Lang::Vi).await.map_err(told)?;
    let busiest = whole.rows.iter().max_by_key(|row| row.received.value).map(|row| row.agency.code.clone());
    let agency = Wanted { agency: busiest, ..year.clone() };
    let mut took: [Vec<f64>; 5] = Default::default();
    for _ in 0..options.rounds {
        let pages = &mut took;
        let clock = Instant::now();
        reports::indicators(&app, &viewer, &year, Lang::Vi).await.map_err(told)?;
        pages[0].push(ms(clock));
        let clock = Instant::now();
        reports::indicators(&app, &viewer, &agency, Lang::Vi).await.map_err(told)?;
        pages[1].push(ms(clock));
        let clock = Instant::now();
        map::of(&app, &viewer, &year, None, Lang::Vi).await.map_err(told)?;
        pages[3].push(ms(clock));
        for (page, by) in [(2, Dimension::Agency), (4, Dimension::Category)] {
            let clock = Instant::now();
            breakdowns::of(&app, &viewer, &year, by, Lang::Vi).await.map_err(told)?;
            pages[page].push(ms(clock));
        }
    }
    let mut plain = Vec::new();
    for _ in 0..3 {
        let clock = Instant::now();
        let text =
            "SELECT agency_id, COUNT(*), COUNT(answered_ms) FROM cases WHERE received_ms >= $1 GROUP BY agency_id";
        let _: Vec<(Option<i64>, i64, i64)> = app.db.read().all(sql(text).bind(app.now_ms() - YEAR_MS)).await?;
        plain.push(ms(clock));
    }
    let p = |of: &mut Vec<f64>, share| {
        of.sort_by(f64::total_cmp);
        tenths(quantile(of, share))
    };
    let overview_p50 = p(&mut took[0], 0.5);
    let count = cases::count(&mut app.db.read()).await?;
    app.db.close().await;
    drop((tail, app, work));
    let mut lag = lag(place, FILED.min(options.rounds as u64)).await?;
    Ok(json!({
        "cases": count,
        "overview_p99_ms": p(&mut took[0], 0.99), "overview_p50_ms": overview_p50,
        "agency_p99_ms": p(&mut took[1], 0.99), "comparison_p99_ms": p(&mut took[2], 0.99),
        "heatmap_p99_ms": p(&mut took[3], 0.99), "breakdown_p99_ms": p(&mut took[4], 0.99),
        "rollup_rebuild_s": tenths(rebuild_s),
        "rollup_lag_ms": p(&mut lag, 0.5), "rollup_lag_p99_ms": p(&mut lag, 0.99),
        "plain_sql_ms": p(&mut plain, 0.5), "plain_sql_ratio": (p(&mut plain, 0.5) / overview_p50.max(0.1)).round(),
    }))
}

/// Milliseconds from the receipt for a case until the figures count it, on a server like any other.
async fn lag(place: &Place, filed: u64) -> Result<Vec<f64>, StartError> {
    let serving = Serving::open(place, false).await?;
    let site = seed::world()?.sites.into_iter().next().ok_or("no site; run demo-data first")?.key;
    let path = format!("/api/v1/sites/{site}/cases");
    let mut client = Client::connect(serving.address).await?;
    let mut read = serving.app.db.read();
    let mut took = Vec::new();
    // The first waits until the lease of whoever counted before has run out: nobody counts it.
    for n in 0..=filed {
        let status = client.send(&complaint(&path, n)).await?;
        if status != 201 {
            return Err(format!("filing: {status}").into());
        }
        let clock = Instant::now();
        loop {
            let (head, _) = events::head(&mut read).await?;
            if tails::checkpoint(&mut read, TAIL).await? == head && events::unnumbered(&mut read, 1).await?.is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        took.push(ms(clock));
    }
    took.remove(0);
    serving.end().await;
    Ok(took)
}

fn ms(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}
