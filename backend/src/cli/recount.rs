//! `hoiam recount`: throws the figures away and counts them again from the start of the ledger. Servers may go on meanwhile;
//! their pages show what has been counted so far.

use super::print;
use super::setup::open_beside;
use crate::config::Place;
use crate::domain::reports::TAIL;
use crate::ledger::indicator_tail::{IndicatorTail, forget};
use crate::ledger::runner::{TailError, catch_up};
use crate::server::StartError;
use crate::store::{events, tails};
use serde_json::json;
use std::time::{Duration, Instant};

/// How often is looked whether another node, which has the tail, is done.
const LOOK: Duration = Duration::from_millis(500);

pub(super) async fn run(place: &Place) -> Result<(), StartError> {
    let app = open_beside(place).await?;
    let mut tail = IndicatorTail { app: app.clone(), node: format!("recount-{}", std::process::id()) };
    let started = Instant::now();
    forget(&app).await?;
    loop {
        match catch_up(&app, &mut tail).await {
            Ok(_) => break,
            // A server counts them, or had the tail until a moment ago.
            Err(TailError::Elsewhere) => tokio::time::sleep(LOOK).await,
            Err(error) => return Err(error.into()),
        }
        let (head, _) = events::head(&mut app.db.read()).await?;
        if tails::checkpoint(&mut app.db.read(), TAIL).await? >= head {
            break;
        }
    }
    let position = tails::checkpoint(&mut app.db.read(), TAIL).await?;
    print(
        &json!({ "counted_to": position, "seconds": (started.elapsed().as_secs_f64() * 10.0).round() / 10.0 })
            .to_string(),
    )?;
    app.db.close().await;
    Ok(())
}
