//! Looks at alerts: every node at whatever is due, none of them special. Counting needs no lock; whoever then moves the time of
//! the next look ([`alerts::claim`]) is the one that decides, in one transaction with what is told. Two nodes that counted at
//! once tell once. Where the ledger has not moved, nothing new can have come in: it is looked at now and then, since what was
//! counted grows old.

use super::arming::{self, Rule};
use super::{Counts, HOUR_MS, Window, asked, asked_in, counted};
use crate::domain::app::App;
use crate::domain::error::Result;
use crate::domain::notices::{Recipient, staff, webhooks};
use crate::domain::people::Viewer;
use crate::store::alerts::{self, AlertRow, FiringRow, GroupRow};
use crate::store::deliveries::{self, NewDelivery};
use crate::store::events;
use hoiam_shared::alert::AlertBy;
use hoiam_shared::ids::{AgencyId, CaseId, UserId};
use hoiam_shared::notice::{Topic, Via};
use hoiam_shared::query::parse;
use hoiam_shared::rights::Role;

/// Between two looks at one alert while cases come in.
const LOOK_MS: i64 = 10_000;
/// And while none do.
const IDLE_MS: i64 = 300_000;
/// Alerts looked at in one round.
const ROUND: i64 = 200;

/// Looks at what is due; returns how often something was told. One that cannot be looked at keeps no other waiting.
pub async fn look(app: &App) -> Result<usize> {
    let seq = app.indexed_to().await?;
    let now_ms = app.now_ms();
    let idle_ms = now_ms - (IDLE_MS - LOOK_MS);
    let mut told = 0;
    for row in alerts::due(&mut app.db.read(), seq, now_ms, idle_ms, ROUND).await? {
        match watch(app, &row, seq).await {
            Ok(n) => told += n,
            Err(error) => tracing::warn!(alert = row.id, ?error, "alert.retry"),
        }
    }
    Ok(told)
}

/// Looks at one alert as a node whose index is at `seq`.
pub async fn watch(app: &App, row: &AlertRow, seq: i64) -> Result<usize> {
    let now_ms = app.now_ms();
    let by = AlertBy::from_code(&row.counted_by);
    let window = Window::before(now_ms, row.hours);
    let mut read = app.db.read();
    // Whoever may not sign in any more is told nothing; a query that can no longer be read means nothing.
    let owner = staff::reader(&mut read, UserId(row.owner_id)).await?;
    let tree = parse(&row.query).ok().map(|tree| asked(&tree, window));
    let (counts, tree) = match (&owner, tree) {
        (Some(owner), Some(tree)) => {
            let counts = counted(app, owner, core::slice::from_ref(&tree), by).await?.pop().unwrap_or_default();
            (counts, tree)
        }
        _ => (Counts::new(), hoiam_shared::query::Node::All),
    };
    let groups = alerts::groups(&mut read, row.id).await?;
    let rule = Rule { more_than: row.more_than.unsigned_abs(), window_ms: row.hours * HOUR_MS };
    let decision = arming::decide(rule, &groups, &counts, now_ms);
    let settings = app.settings();
    let mut firings = Vec::new();
    for (value, cases) in &decision.fire {
        let listed = match by {
            None => Some(tree.clone()),
            Some(by) => asked_in(&settings, &tree, by, value),
        };
        let Some(listed) = listed else { continue };
        firings.push(FiringRow {
            // Taken before the transaction begins.
            id: app.numbers.case(&app.db).await?,
            alert_id: row.id,
            value: value.clone(),
            cases: i64::try_from(*cases).unwrap_or(i64::MAX),
            more_than: row.more_than,
            counted_by: row.counted_by.clone(),
            from_ms: window.from_ms,
            to_ms: window.to_ms,
            query: listed.to_string(),
            fired_ms: now_ms,
        });
    }
    let deliveries = match &owner {
        Some(owner) if !firings.is_empty() => deliveries_of(app, row, owner, &firings).await?,
        _ => Vec::new(),
    };
    // What came in during the second that has just begun is not in the window: then it is looked at again, or that would be
    // counted only after another case came, or after minutes.
    let last = events::passed_after(&mut read, seq - 1, 1).await?;
    let left_out = last.iter().any(|event| event.seq == seq && event.at_ms >= window.to_ms);
    let mut tx = app.db.begin().await?;
    if !alerts::claim(&mut tx, row, now_ms + LOOK_MS, seq - i64::from(left_out)).await? {
        return Ok(0);
    }
    for firing in &firings {
        alerts::fire(&mut tx, firing).await?;
        let group = GroupRow { value: firing.value.clone(), fired_ms: now_ms, armed: 0 };
        alerts::put_group(&mut tx, row.id, &group).await?;
    }
    for group in &decision.rearm {
        alerts::put_group(&mut tx, row.id, group).await?;
    }
    if !groups.is_empty() {
        alerts::forget_groups(&mut tx, row.id, now_ms - HOUR_MS).await?;
    }
    deliveries::insert(&mut tx, &deliveries, now_ms).await?;
    tx.commit().await?;
    metrics::counter!("hoiam_alerts_fired_total").increment(firings.len() as u64);
    Ok(firings.len())
}

/// Who is told of it: the owner by letter, and the systems that listen for all that the owner may see.
async fn deliveries_of(app: &App, row: &AlertRow, owner: &Viewer, firings: &[FiringRow]) -> Result<Vec<NewDelivery>> {
    let settings = app.settings();
    let tops = owner.tops(Role::reads_cases);
    let mut to: Vec<(Recipient, Via, Option<AgencyId>)> = Vec::new();
    if row.mail != 0 && app.mailer.is_some() {
        to.push((Recipient::Staff(UserId(row.owner_id)), Via::Mail, tops.first().copied()));
    }
    if row.webhook != 0 {
        let hearing = webhooks::hearing_alerts(&mut app.db.read(), &settings, &tops).await?;
        to.extend(hearing.into_iter().map(|(id, agency)| (Recipient::Endpoint(id), Via::Webhook, Some(agency))));
    }
    let now_ms = app.now_ms();
    let delivery = |firing: &FiringRow, (recipient, via, agency): &(Recipient, Via, Option<AgencyId>)| NewDelivery {
        // The firing's own number, which no case has. Its events would begin with 1.
        case: CaseId(firing.id),
        version: 0,
        step: 0,
        recipient: recipient.code(),
        via: *via,
        topic: Topic::Alert,
        agency: agency.map(|id| id.0),
        sealed: false,
        due_ms: now_ms,
    };
    Ok(firings.iter().flat_map(|firing| to.iter().map(move |to| delivery(firing, to))).collect())
}
