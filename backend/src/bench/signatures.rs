//! One hot petition: signatures and confirmations over HTTP at 64 connections, each durable before its answer, with a million
//! there already; the counter read by others meanwhile; and a server killed in the middle of a burst, whose every
//! acknowledged signature must be there afterwards, once.

use super::client::{Client, get, post};
use super::quantile;
use super::serving::{Serving, engines, outside};
use crate::config::Place;
use crate::domain::petitions::beginning::{self, Begin};
use crate::domain::petitions::{identity, mine, moderating, verifying};
use crate::domain::settings::VERSION;
use crate::domain::{App, Viewer, books};
use crate::server::{self, StartError};
use crate::store::db::sql;
use crate::store::signatures::{self, Counted, NewSignature};
use crate::store::{Run, counters, petitions, settings};
use clap::Args;
use hoiam_shared::Lang;
use hoiam_shared::ids::UserId;
use hoiam_shared::petition::{Limits, PetitionAction, PetitionRules};
use hoiam_shared::rights::{Grant, Role};
use hoiam_shared::wire::petitions::{PetitionAct, PetitionNew, SignerNew};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Connections that read the counter.
const READERS: usize = 8;

/// How to measure signatures.
#[derive(Debug, Args)]
pub struct Options {
    /// Connections at once.
    #[arg(long, default_value_t = 64)]
    connections: usize,
    /// Seconds for each load.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Signatures that are there already.
    #[arg(long, default_value_t = 1_000_000)]
    signatures: i64,
}

pub(super) async fn run(place: &Place, options: &Options) -> Result<Value, StartError> {
    let dir = tempfile::tempdir()?;
    let mut line = json!({
        "bench": "signatures", "connections": options.connections, "seconds": options.seconds, "there": options.signatures,
    });
    for (engine, place) in engines(place, dir.path()) {
        line[engine] = measure(&place, options).await?;
    }
    Ok(line)
}

async fn measure(place: &Place, options: &Options) -> Result<Value, StartError> {
    let serving = Serving::start(place, false).await?;
    let (app, address) = (serving.app.clone(), serving.address);
    let code = hot(&app, options.signatures).await?;
    let duration = Duration::from_secs(options.seconds);
    let sign = format!("/api/v1/petitions/{code}/signatures");
    let count = format!("/api/v1/petitions/{code}/count");

    let (sign, read) = (Job::Sign(sign), get(&count));
    // A first second that nobody counts: connections, statements and caches.
    load(address, &sign, options.connections, Duration::from_secs(1)).await?;
    let signed = load(address, &sign, options.connections, duration).await?;
    let alone = Job::Read(read.clone(), None);
    let quiet = load(address, &alone, READERS, Duration::from_secs(options.seconds.min(5))).await?;
    let signs = Arc::new(AtomicBool::new(true));
    let readers = tokio::spawn({
        let job = Job::Read(read, Some(signs.clone()));
        async move { load(address, &job, READERS, duration * 4).await.map_err(|error| error.to_string()) }
    });
    let watched = load(address, &sign, options.connections, duration).await?;
    signs.store(false, Ordering::Relaxed);
    let read = readers.await??;
    let confirmed = load(address, &waiting(&app).await?, options.connections, duration).await?;
    let (wrong, _) = verifying::verify(&app).await.map_err(|error| format!("{error:?}"))?;
    drop(app);
    serving.end().await;
    let mut line = json!({
        "sign_rps": signed.per_second.round(), "sign_p50_ms": quantile(&signed.ms, 0.5), "sign_p99_ms": quantile(&signed.ms, 0.99),
        "confirm_rps": confirmed.per_second.round(), "confirm_p99_ms": quantile(&confirmed.ms, 0.99),
        "count_reads_rps": read.per_second.round(), "count_reads_p99_ms": quantile(&read.ms, 0.99),
        "count_reads_alone_rps": quiet.per_second.round(), "count_reads_alone_p99_ms": quantile(&quiet.ms, 0.99),
        "sign_rps_while_read": watched.per_second.round(),
        "failed": signed.failed + watched.failed + confirmed.failed + read.failed,
        "recount_equal": wrong.is_empty(),
    });
    let killed = killed(place, &code, options.connections).await?;
    line["killed"] = killed;
    Ok(line)
}

/// An open petition with so many confirmed signatures, whose limits nobody reaches: all come from one machine.
async fn hot(app: &App, there: i64) -> Result<String, StartError> {
    let failed = |error| format!("{error:?}");
    let rules = PetitionRules {
        sponsors: 1,
        thresholds: Vec::new(),
        limits: Limits {
            network_minute: u32::MAX,
            network_day: u32::MAX,
            domain_minute: u32::MAX,
            domain_day: u32::MAX,
            petition_minute: u32::MAX,
            petition_day: u32::MAX,
        },
        ..PetitionRules::default()
    };
    let agency = app.settings().site("demo").ok_or("no site")?.agency;
    let mut tx = app.db.begin().await?;
    petitions::put_rules(&mut tx, agency, Some(&serde_json::to_string(&rules)?)).await?;
    counters::take(&mut tx, VERSION, 1).await?;
    tx.commit().await?;
    books::refresh(app).await.map_err(failed)?;
    let author = SignerNew {
        name: "Nguyễn Văn An".into(),
        email: Some("author@gmail.com".into()),
        phone: None,
        area: None,
        tell: false,
        consent: true,
        language: Lang::Vi,
    };
    let (title, body) = ("Một kiến nghị rất đông người ký", "Để đo xem máy chủ chịu được bao nhiêu chữ ký.");
    let input =
        PetitionNew { title: title.into(), body: body.into(), agency: None, area: None, category: None, author };
    let begin = Begin { site: "demo".into(), origin: None, network: None, input };
    let code = beginning::begin(app, begin).await.map_err(failed)?;
    let petition = petitions::by_code(&mut app.db.read(), &code).await?.ok_or("the petition is gone")?;
    mine::confirm(app, petition.author).await.map_err(failed)?;
    let grants = vec![Grant { role: Role::Moderator, agency: petition.agency }];
    let (id, login, name) = (UserId(2), "bench".to_owned(), "bench".to_owned());
    let viewer =
        Viewer { id, login, name, grants, csrf: String::new(), session: String::new(), need: None, until_ms: i64::MAX };
    let seen = moderating::show(app, &viewer, &code, Lang::Vi).await.map_err(failed)?;
    let input = PetitionAct { version: seen.version, ground: None, reason: String::new(), words: None };
    moderating::act(app, &viewer, &code, PetitionAction::Publish, &input, Lang::Vi).await.map_err(failed)?;
    let now_ms = app.now_ms();
    fill(app, petition.id, there, now_ms).await?;
    app.petitions.board.stale();
    Ok(code)
}

/// Puts confirmed signatures there, spread over provinces and the last hundred days.
async fn fill(app: &App, petition: i64, there: i64, now_ms: i64) -> Result<(), StartError> {
    let areas: Vec<String> = settings::areas::all(&mut app.db.read())
        .await?
        .into_iter()
        .filter(|a| a.parent.is_none())
        .map(|a| a.code)
        .collect();
    let mut done = 0;
    while done < there {
        let some = (there - done).min(20_000);
        let mut new = Vec::with_capacity(usize::try_from(some)?);
        for n in done..done + some {
            let id = app.numbers.signature(&app.db).await?;
            new.push(NewSignature {
                id,
                petition,
                identity: app.keys.signer_of(petition, &format!("there{n}@gmail.com")),
                suspect: 0,
                area: areas[usize::try_from(n)? % areas.len()].clone(),
                network: String::new(),
                domain: "gmail.com".into(),
                pattern: "Aa Aa Aa".into(),
                lang: "vi",
                tell: false,
                key_id: "bench".into(),
                sealed: "x".repeat(120),
                signed_ms: now_ms - (there - n) * 8_640,
            });
        }
        let mut tx = app.db.begin().await?;
        signatures::insert(&mut tx, &new.iter().collect::<Vec<_>>(), 0).await?;
        let counted = new.iter().map(|one| Counted {
            id: one.id,
            petition_id: petition,
            area: one.area.clone(),
            suspect: 0,
            verified: 0,
            confirmed_ms: Some(one.signed_ms),
        });
        let counted: Vec<Counted> = counted.collect();
        signatures::count(&mut tx, app.petitions.lane, &signatures::changes(&counted, 1)).await?;
        tx.commit().await?;
        done += some;
    }
    let mut tx = app.db.begin().await?;
    signatures::fill_confirmed(&mut tx, petition).await?;
    tx.commit().await?;
    Ok(())
}

/// What a load saw.
#[derive(Default)]
struct Seen {
    per_second: f64,
    ms: Vec<f64>,
    failed: u64,
    /// Numbers of the signatures that were acknowledged.
    acknowledged: Vec<u64>,
}

static SENT: AtomicU64 = AtomicU64::new(0);

fn email(n: u64) -> String {
    format!("nguoi.ky.{n}@mail{}.com", n % 500)
}

/// What the connections of a load do, again and again.
#[derive(Clone)]
enum Job {
    /// Sign at this address, each time somebody else.
    Sign(String),
    /// Confirm the next of those that wait, by the link from the letter.
    Confirm(Arc<Vec<String>>, Arc<AtomicU64>),
    /// Read the counter; as long as somebody signs, where that is given.
    Read(Vec<u8>, Option<Arc<AtomicBool>>),
}

impl Job {
    /// Once; `None` when there is nothing more to do.
    async fn once(&self, client: &mut Client, seen: &mut Seen) -> std::io::Result<Option<()>> {
        let n = SENT.fetch_add(1, Ordering::Relaxed);
        let (request, good) = match self {
            Self::Sign(path) => {
                let body = format!(
                    "{{\"name\":\"Nguyễn Văn An\",\"email\":\"{}\",\"area\":\"26740\",\"consent\":true,\"tell\":true}}",
                    email(n)
                );
                (post(path, "none", &body), 202)
            }
            Self::Confirm(tokens, next) => {
                let next = next.fetch_add(1, Ordering::Relaxed);
                let Some(token) = usize::try_from(next).ok().and_then(|next| tokens.get(next)) else { return Ok(None) };
                (post(&format!("/api/v1/signatures/{token}/confirm"), "none", "{}"), 200)
            }
            Self::Read(_, Some(signs)) if !signs.load(Ordering::Relaxed) => return Ok(None),
            Self::Read(request, _) => (request.clone(), 200),
        };
        let sent = Instant::now();
        let status = client.send(&request).await?;
        seen.ms.push(sent.elapsed().as_secs_f64() * 1000.0);
        match (self, status == good) {
            (Self::Sign(_), true) => seen.acknowledged.push(n),
            (_, true) => {}
            (_, false) => seen.failed += 1,
        }
        Ok(Some(()))
    }
}

/// Lets every connection do its job until the time is over, there is nothing more to do, or the server is gone.
async fn load(address: SocketAddr, job: &Job, connections: usize, duration: Duration) -> Result<Seen, StartError> {
    let started = Instant::now();
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..connections {
        let job = job.clone();
        workers.spawn(async move {
            let mut seen = Seen::default();
            let Ok(mut client) = Client::connect(address).await else { return seen };
            while started.elapsed() < duration {
                match job.once(&mut client, &mut seen).await {
                    Ok(Some(())) => {}
                    Ok(None) | Err(_) => break,
                }
            }
            seen
        });
    }
    let mut all = Seen::default();
    while let Some(seen) = workers.join_next().await {
        let seen = seen?;
        all.ms.extend(seen.ms);
        all.failed += seen.failed;
        all.acknowledged.extend(seen.acknowledged);
    }
    all.per_second = all.ms.len() as f64 / started.elapsed().as_secs_f64();
    all.ms.sort_by(f64::total_cmp);
    Ok(all)
}

/// What waits to be confirmed.
async fn waiting(app: &App) -> Result<Job, StartError> {
    let ids: Vec<(i64,)> =
        app.db.read().all(sql("SELECT id FROM signatures WHERE state = 'pending' ORDER BY id")).await?;
    let tokens = ids.iter().map(|(id,)| app.keys.signature_token(*id)).collect();
    Ok(Job::Confirm(Arc::new(tokens), Arc::default()))
}

/// Kills a server of its own in the middle of a burst and looks what is there afterwards.
async fn killed(place: &Place, code: &str, connections: usize) -> Result<Value, StartError> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(&place.data);
    if let Some(url) = &place.database_url {
        command.args(["--database-url", url]);
    }
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let mut first = String::new();
    BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut first)?;
    let said: Value = serde_json::from_str(&first)?;
    let address: SocketAddr = said["listening"]
        .as_str()
        .and_then(|at| at.trim_start_matches("http://").trim_end_matches('/').parse().ok())
        .ok_or("no address")?;
    let path = format!("/api/v1/petitions/{code}/signatures");
    let burst = tokio::spawn(async move {
        let sign = Job::Sign(path);
        load(address, &sign, connections, Duration::from_secs(20)).await.map_err(|error| error.to_string())
    });
    tokio::time::sleep(Duration::from_secs(3)).await;
    child.kill()?;
    child.wait()?;
    let seen = burst.await??;
    let again = server::build(place, "http://localhost", outside()).await?;
    let app = again.app;
    let petition = petitions::by_code(&mut app.db.read(), code).await?.ok_or("the petition is gone")?;
    let kept: Vec<(String,)> =
        app.db.read().all(sql("SELECT identity FROM signatures WHERE petition_id = $1").bind(petition.id)).await?;
    let rows = kept.len();
    let kept: HashSet<String> = kept.into_iter().map(|(identity,)| identity).collect();
    let there = |n: &&u64| {
        let mailbox = identity::mailbox(&email(**n));
        mailbox.is_some_and(|mailbox| kept.contains(&app.keys.signer_of(petition.id, &mailbox.canonical)))
    };
    let found = seen.acknowledged.iter().filter(there).count();
    let (wrong, _) = verifying::verify(&app).await.map_err(|error| format!("{error:?}"))?;
    app.db.close().await;
    Ok(json!({
        "acknowledged": seen.acknowledged.len(), "lost": seen.acknowledged.len() - found, "twice": rows - kept.len(),
        "recount_equal": wrong.is_empty(),
    }))
}
