//! How fast deadlines are: worked out from events on one thread, found among many open cases, and recalculated for
//! many while intake goes on.

use crate::config::{LimitsPlace, Place};
use crate::domain::intake::{self, Submission};
use crate::domain::recalculating::{self, Plan};
use crate::domain::toll::Work;
use crate::domain::{App, installation};
use crate::outside::{SystemClock, SystemRandom};
use crate::seed::{self, World};
use crate::server::{self, Outside, StartError};
use crate::store::cases::StoredCase;
use crate::store::db::sql;
use crate::store::events::StoredEvent;
use crate::store::settings::{CalendarRow, calendars};
use crate::store::{Engine, Inserts, cases, counters, events};
use clap::Args;
use hoiam_shared::Lang;
use hoiam_shared::case::event::{Received, RouteWhy, Target};
use hoiam_shared::case::{Actor, Case, CaseKind, Channel, Event, What};
use hoiam_shared::clock::{Calendar, Compiled, Day, DayException, ExceptionKind, Policy, Shelf, Single, account};
use hoiam_shared::ids::{AgencyId, CalendarId, CaseId, PolicyId, SiteId, UserId};
use serde_json::{Value, json};
use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

const DAY_MS: i64 = 86_400_000;
/// Monday 2026-11-16, 09:00 in Viet Nam: nothing depends on the day it is run.
const NOW_MS: i64 = 1_794_794_400_000;
/// Cases written together while a bench is filled.
const FILL: i64 = 5_000;

/// How much.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Seconds of working due dates out.
    #[arg(long, default_value_t = 3)]
    seconds: u64,
    /// Open cases for finding what is due.
    #[arg(long, default_value_t = 1_000_000)]
    cases: i64,
    /// Open cases to recalculate.
    #[arg(long, default_value_t = 100_000)]
    recalculate: i64,
}

pub(super) async fn run(options: &Options) -> Result<Value, StartError> {
    let world = seed::world()?;
    let mut line = due(&world, Duration::from_secs(options.seconds))?;
    let swept = sweep(&world, options.cases).await?;
    let recalculated = recalculate(&world, options.recalculate).await?;
    for part in [swept, recalculated] {
        if let (Some(line), Value::Object(part)) = (line.as_object_mut(), part) {
            line.extend(part);
        }
    }
    Ok(line)
}

/// Due dates a second on one thread: whole histories of all policies on ten years of the calendar, each promise of
/// both clocks counted with its warnings.
fn due(world: &World, seconds: Duration) -> Result<Value, StartError> {
    let calendar = &world.calendars[0];
    let zone = jiff::tz::TimeZone::get(&calendar.zone)?;
    let compiled = Compiled::in_zone(calendar, &zone, 2021..=2030).map_err(|error| format!("{error:?}"))?;
    let mut chance = 7u64;
    let mut below = |n: i64| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((chance >> 33) as i64) % n.max(1)
    };
    let histories: Vec<(&Policy, Vec<Event>)> = (0..4_096)
        .map(|n| {
            let policy = &world.policies[n % world.policies.len()];
            let mut at_ms = 1_620_000_000_000 + below(8 * 365) * DAY_MS + below(DAY_MS);
            let mut told = filing(policy.id, calendar.id, at_ms);
            for what in [
                What::Accepted {},
                What::InfoRequested {},
                What::Messaged {},
                What::Extended { target: Target::Resolve },
                What::Transferred { agency: AgencyId(2), calendar: calendar.id, back: false },
            ] {
                if below(3) == 0 {
                    at_ms += below(4 * DAY_MS);
                    told.push(event(told.len() as u32 + 1, at_ms, what));
                }
            }
            (policy, told)
        })
        .collect();
    let (mut dates, mut cases, started) = (0u64, 0u64, Instant::now());
    while started.elapsed() < seconds {
        for (policy, told) in &histories {
            let book = Single { policy: Some(policy), calendar: &compiled };
            let clocks = account(&book, black_box(told)).map_err(|error| format!("{error:?}"))?;
            dates += (clocks.citizen.len() + clocks.legs.iter().map(|leg| leg.targets.len()).sum::<usize>()) as u64;
            cases += 1;
            black_box(clocks);
        }
    }
    let took = started.elapsed().as_secs_f64();
    Ok(json!({ "due_per_s": (dates as f64 / took).round(), "due_cases_per_s": (cases as f64 / took).round() }))
}

fn event(version: u32, at_ms: i64, what: What) -> Event {
    let actor = if version == 1 { Actor::Citizen } else { Actor::Staff(UserId(1)) };
    Event { version, at_ms, actor, words_sha256: String::new(), what }
}

fn filing(policy: PolicyId, calendar: CalendarId, at_ms: i64) -> Vec<Event> {
    let received = Received {
        kind: CaseKind::Feedback,
        site: SiteId(1),
        channel: Channel::Widget,
        language: Lang::Vi,
        area: None,
        category: None,
        flags: Vec::new(),
        held: false,
        policy: Some(policy),
        calendar,
        public: None,
        by: None,
        appeals: None,
        split_from: None,
        sealed: false,
    };
    let routed = What::Routed { agency: AgencyId(1), calendar, why: RouteWhy::Site };
    vec![event(1, at_ms, What::Received(received)), event(2, at_ms, routed)]
}

/// An installation of its own; dropped, it is gone.
struct Bench {
    app: Arc<App>,
    _work: JoinSet<()>,
    _dir: tempfile::TempDir,
}

/// One with `count` open cases filed over the last three weeks, every hundredth of thousand
/// with something due.
async fn filled(world: &World, count: i64, with_events: bool) -> Result<Bench, StartError> {
    let dir = tempfile::tempdir()?;
    let limits = LimitsPlace { unlimited: true, ..LimitsPlace::default() };
    let place = Place { key: Some("11".repeat(32)), limits, ..Place::at(dir.path().to_path_buf()) };
    let outside = Outside { clock: Arc::new(SystemClock), random: Arc::new(SystemRandom) };
    let empty = server::build(&place, "http://localhost", outside.clone()).await?;
    installation::install(&empty.app.db, world, "").await?;
    empty.app.db.close().await;
    drop(empty);
    let (app, work, _) = server::build(&place, "http://localhost", outside).await?.by_hand()?;
    if app.db.engine() == Engine::Sqlite {
        app.db.upkeep(sql("PRAGMA synchronous = OFF")).await?;
    }
    let settings = app.settings();
    let shelf: Shelf<'_> = settings.shelf();
    let policy = world.policies.iter().find(|policy| policy.code == "pakn").ok_or("no policy")?.id;
    let now_ms = app.now_ms();
    let mut first = 1;
    while first <= count {
        let last = (first + FILL - 1).min(count);
        let (mut rows, mut told): (Vec<StoredCase>, Vec<StoredEvent>) = (Vec::new(), Vec::new());
        for id in first..=last {
            let at_ms = now_ms - (id % (18 * 24)) * 3_600_000 - id % 1_000;
            let filing = filing(policy, world.calendars[0].id, at_ms);
            let case = Case::from_events(&filing).map_err(|error| format!("{error:?}"))?;
            let mut stored = app.new_case(CaseId(id), case).map_err(|error| format!("{error:?}"))?;
            let clocks = account(&shelf, &filing).map_err(|error| format!("{error:?}"))?;
            stored.set_clocks(&clocks);
            // What a server that is up to date has to record: a few of many.
            let soon = now_ms + DAY_MS + id * 1_728 % (20 * DAY_MS);
            stored.wake_ms = Some(if id % 10_000 == 0 { now_ms - 1 } else { soon });
            rows.push(stored);
            if with_events {
                told.extend(filing.iter().map(|event| StoredEvent::new(CaseId(id), event)));
            }
        }
        let mut tx = app.db.begin().await?;
        let mut new = Inserts::default();
        cases::insert(&mut new, &rows);
        events::append(&mut new, told);
        new.write(&mut tx).await?;
        tx.commit().await?;
        first = last + 1;
    }
    let mut tx = app.db.begin().await?;
    counters::take(&mut tx, "case", count + 1).await?;
    tx.commit().await?;
    app.db.upkeep(sql("PRAGMA synchronous = FULL")).await?;
    app.db.upkeep(sql("PRAGMA wal_checkpoint(TRUNCATE)")).await?;
    Ok(Bench { app, _work: work, _dir: dir })
}

/// How long it takes to find what is due among many open cases.
async fn sweep(world: &World, count: i64) -> Result<Value, StartError> {
    let bench = filled(world, count, false).await?;
    let app = &bench.app;
    let (mut took, mut found) = (Vec::new(), 0);
    for _ in 0..50 {
        let started = Instant::now();
        found = cases::to_wake(&mut app.db.read(), app.now_ms(), 500).await?.len();
        took.push(started.elapsed().as_secs_f64() * 1e3);
    }
    took.sort_by(f64::total_cmp);
    app.db.close().await;
    let ms = |share| (super::quantile(&took, share) * 1e3).round() / 1e3;
    Ok(json!({ "sweep_1m_ms": ms(0.5), "sweep_1m_p99_ms": ms(0.99), "sweep_cases": count, "sweep_found": found }))
}

/// How long it takes to let many open cases run by a new version of the calendar, and what intake notices of it.
async fn recalculate(world: &World, count: i64) -> Result<Value, StartError> {
    let bench = filled(world, count, true).await?;
    let app = &bench.app;
    let target = CalendarId(2);
    let mut tx = app.db.begin().await?;
    let calendar = Calendar { id: target, exceptions: with_holiday(&world.calendars[0]), ..world.calendars[0].clone() };
    calendars::insert(&mut tx, &[CalendarRow { id: target.0, spec: serde_json::to_string(&calendar)? }]).await?;
    counters::take(&mut tx, crate::domain::settings::VERSION, 1).await?;
    tx.commit().await?;
    let settings = crate::domain::books::refresh(app).await.map_err(|error| format!("{error:?}"))?;
    let plan = Plan::to(&settings.shelf(), &[target], &[]).ok_or("no plan")?;

    let quiet = file_until(app, &AtomicBool::new(false), 50).await?;
    let stop = Arc::new(AtomicBool::new(false));
    let filer = tokio::spawn({
        let (app, stop) = (app.clone(), stop.clone());
        async move { file_until(&app, &stop, usize::MAX).await.map_err(|error| error.to_string()) }
    });
    let started = Instant::now();
    recalculating::begin(app, None, &plan, "Đo tốc độ").await.map_err(|error| format!("{error:?}"))?;
    while recalculating::work(app).await.map_err(|error| format!("{error:?}"))? {}
    let took = started.elapsed().as_secs_f64();
    stop.store(true, Ordering::Relaxed);
    let busy = filer.await??;
    app.db.close().await;
    let round = |x: f64| (x * 1e3).round() / 1e3;
    Ok(json!({
        "recalc_100k_s": round(took), "recalc_cases": count,
        "intake_ms_quiet_p99": round(super::quantile(&quiet, 0.99)),
        "intake_ms_busy_p99": round(super::quantile(&busy, 0.99)), "intake_filed_meanwhile": busy.len(),
    }))
}

/// The calendar with one more day off in two weeks.
fn with_holiday(calendar: &Calendar) -> Vec<DayException> {
    let today = Day(i32::try_from(NOW_MS / DAY_MS).unwrap_or_default());
    let mut all = calendar.exceptions.clone();
    let free = (9..30).map(|n| today.plus(n)).find(|day| day.weekday() < 5 && all.iter().all(|e| e.date != *day));
    all.extend(free.map(|date| DayException {
        date,
        kind: ExceptionKind::Holiday,
        name_vi: "Nghỉ thêm".into(),
        name_en: "One more day off".into(),
        hours: Vec::new(),
        decision: None,
        imported: None,
    }));
    all
}

/// Files cases one after the other; the time each took, sorted, in milliseconds.
async fn file_until(app: &Arc<App>, stop: &AtomicBool, most: usize) -> Result<Vec<f64>, StartError> {
    let mut took = Vec::new();
    while !stop.load(Ordering::Relaxed) && took.len() < most {
        let body = json!({ "kind": "feedback", "body": format!("Đèn đường trước số {} hỏng đã lâu.", took.len()) });
        let submission = Submission {
            site: "demo".into(),
            origin: None,
            channel: Channel::Api,
            client: None,
            signs: None,
            work: Work::Unasked,
            key: format!("{:p}-{most}-{}", stop, took.len()),
            case: serde_json::from_value(body)?,
            joins: None,
            by: None,
        };
        let started = Instant::now();
        intake::file(app, submission).await.map_err(|error| format!("{error:?}"))?;
        took.push(started.elapsed().as_secs_f64() * 1e3);
    }
    took.sort_by(f64::total_cmp);
    Ok(took)
}
