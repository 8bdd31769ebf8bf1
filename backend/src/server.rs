//! Builds the application and runs it: the one place where the parts meet. Shared by the binary and the tests.

use crate::config::Place;
use crate::domain::asking::Turns;
use crate::domain::figure_reports::schedules;
use crate::domain::intake::writer;
use crate::domain::looking::Looked;
use crate::domain::notices::{sending, sweeping};
use crate::domain::numbers::Numbers;
use crate::domain::petitions::{self, Petitioning};
use crate::domain::remembered::Remembered;
use crate::domain::screening::Recent;
use crate::domain::settings::{self, Settings};
use crate::domain::suggesting::{self, Suggester};
use crate::domain::throttle::{Seats, Throttle};
use crate::domain::toll::Benches;
use crate::domain::visits::{self, Visits};
use crate::domain::{
    App, accents, agencies, alerts, bulk, erasing, erasures, evidence, learning, recalculating, retention, sla,
};
use crate::ledger::{
    Bell, IndexTail, IndicatorTail, LiveTail, NoticeTail, Numbered, PublicTail, Tail, TailError, heads, runner,
    sequencer,
};
use crate::outside::post::Poster;
use crate::outside::{Clock, Random};
use crate::search::{Index, Options, SearchError};
use crate::secrets::Keys;
use crate::store::{Db, counters, events};
use crate::traces::step;
use arc_swap::ArcSwap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

/// Anything that keeps the server from starting, for the person who starts it.
pub type StartError = Box<dyn std::error::Error + Send + Sync>;

/// What is outside.
#[derive(Debug, Clone)]
pub struct Outside {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Random>,
}

/// The application and the work that goes on behind it.
#[derive(Debug)]
pub struct Built {
    /// The application.
    pub app: Arc<App>,
    desk: writer::Desk,
    signatures: petitions::writer::Desk,
    node: String,
}

/// Opens database and index, brings the schema up to date, reads the settings.
pub async fn build(place: &Place, public_url: &str, outside: Outside) -> Result<Built, StartError> {
    std::fs::create_dir_all(&place.data).map_err(|error| format!("{}: {error}", place.data.display()))?;
    let db = Db::open(&place.url(), place.database_connections).await?;
    db.migrate().await?;
    let index = open_index(place.index_dir(), Options::default(), &db).await?;
    let public = open_index(place.public_index_dir(), PUBLIC, &db).await?;
    built(place, public_url, outside, db, [index, public]).await
}

/// The same beside a node that runs on this place: its index is read, not written.
pub async fn build_beside(place: &Place, public_url: &str, outside: Outside) -> Result<Built, StartError> {
    let db = Db::open(&place.url(), place.database_connections).await?;
    let dirs = [place.index_dir(), place.public_index_dir()];
    let open = move || Ok::<_, SearchError>([Index::open_to_read(&dirs[0])?, Index::open_to_read(&dirs[1])?]);
    let indexes = tokio::task::spawn_blocking(open).await??;
    built(place, public_url, outside, db, indexes).await
}

async fn built(
    place: &Place,
    public_url: &str,
    outside: Outside,
    db: Db,
    [index, public]: [Index; 2],
) -> Result<Built, StartError> {
    let keys = keys(place, outside.random.as_ref())?;
    let current = Settings::load(&db).await?;
    let suggester = {
        let mut read = db.read();
        let version = counters::peek(&mut read, suggesting::VERSION).await?;
        Suggester::load(&mut read, version).await?
    };
    let (intake, desk) = writer::open();
    let (signing, signatures) = petitions::writer::open();
    let (live, _) = tokio::sync::broadcast::channel(4_096);
    let mut node = [0u8; 8];
    outside.random.fill(&mut node);
    let throttle = Throttle::new(place.limits.quotas(), outside.random.as_ref());
    let app = App {
        db,
        index: Arc::new(index),
        public: Arc::new(public),
        turns: Turns::default(),
        clock: outside.clock,
        random: outside.random,
        keys,
        current: ArcSwap::from_pointee(current),
        suggester: ArcSwap::from_pointee(suggester),
        numbers: Numbers::default(),
        evidence: place.files.open(&place.data)?,
        mailer: place.notices.mailer(&place.data)?,
        texter: place.notices.texter(&place.data)?,
        deliveries_kept_ms: place.notices.kept_ms(),
        watch: Mutex::default(),
        providers: place.identities.open(public_url)?,
        passkeys: crate::outside::authenticator::Party::at(public_url),
        poster: Poster { local: place.notices.webhooks_local },
        visits: Visits::default(),
        looked: Looked::default(),
        remembered: Remembered::default(),
        recent: Recent::default(),
        throttle,
        seats: Seats::default(),
        benches: Benches::default(),
        intake,
        petitions: Petitioning::new(signing, node),
        written: Bell::default(),
        indexed: Bell::default(),
        numbered: Numbered::default(),
        live,
        public_url: public_url.trim_end_matches('/').to_owned(),
        accents: place.data.join("accents.bin"),
        tree: place.data.join("tree-seen"),
    };
    accents::load(&app);
    Ok(Built { app: Arc::new(app), desk, signatures, node: crate::secrets::hex(&node) })
}

/// What the index of what is public may use: it is small, and a moment late is no harm.
const PUBLIC: Options = Options { threads: 1, memory_bytes: 20_000_000 };

/// Opens an index of this node. One that is ahead of the ledger belongs to another database (a backup was put
/// back): it is thrown away and comes back by itself.
async fn open_index(dir: PathBuf, options: Options, db: &Db) -> Result<Index, StartError> {
    let opened = dir.clone();
    let index = tokio::task::spawn_blocking(move || Index::open(&opened, options)).await??;
    let (head, _) = events::head(&mut db.read()).await?;
    if index.checkpoint() <= head {
        return Ok(index);
    }
    tracing::warn!(index = index.checkpoint(), ledger = head, "index.ahead");
    drop(index);
    std::fs::remove_dir_all(&dir).map_err(|error| format!("{}: {error}", dir.display()))?;
    Ok(Index::open(&dir, options)?)
}

impl Built {
    /// Starts everything that runs beside the requests; it ends when `stop` is cancelled.
    pub fn start(self, stop: &CancellationToken, sweep: Duration) -> (Arc<App>, JoinSet<()>) {
        let Self { app, desk, signatures, node } = self;
        let mut work = JoinSet::new();
        work.spawn(signatures.run(book(&app)));
        // Several writers on PostgreSQL would only help with several disks; one batch at a time is enough.
        work.spawn(desk.run(app.db.clone(), bells(&app)));
        work.spawn(sequence(app.clone(), stop.clone()));
        work.spawn(follow(app.clone(), IndexTail(app.clone()), stop.clone()));
        work.spawn(follow(app.clone(), PublicTail::new(app.clone()), stop.clone()));
        work.spawn(follow(app.clone(), IndicatorTail { app: app.clone(), node: node.clone() }, stop.clone()));
        work.spawn(follow(app.clone(), NoticeTail::new(app.clone(), node.clone()), stop.clone()));
        work.spawn(every(stop.clone(), SENDING_REST, {
            let app = app.clone();
            move || send_due(app.clone())
        }));
        work.spawn(every(stop.clone(), ALERT_REST, {
            let app = app.clone();
            move || look_at_alerts(app.clone())
        }));
        work.spawn(every(stop.clone(), REPORT_REST, {
            let app = app.clone();
            move || send_reports(app.clone())
        }));
        work.spawn(follow(app.clone(), LiveTail { app: app.clone(), seq: None }, stop.clone()));
        work.spawn(every(stop.clone(), sweep, {
            let app = app.clone();
            move || sweep_once(app.clone())
        }));
        work.spawn(every(stop.clone(), PETITION_REST, {
            let app = app.clone();
            move || tend_petitions(app.clone())
        }));
        work.spawn(every(stop.clone(), UPLOAD_SWEEP, {
            let app = app.clone();
            move || sweep_uploads(app.clone())
        }));
        work.spawn(every(stop.clone(), RETENTION_REST, {
            let (app, node) = (app.clone(), node.clone());
            move || erase_what_is_over(app.clone(), node.clone())
        }));
        work.spawn(every(stop.clone(), ERASURES_REST, {
            let app = app.clone();
            move || note_erasures(app.clone())
        }));
        work.spawn(every(stop.clone(), SCRUB_REST, {
            let app = app.clone();
            move || scrub_erased(app.clone())
        }));
        work.spawn(every(stop.clone(), DELIVERY_SWEEP, {
            let app = app.clone();
            move || sweep_deliveries(app.clone())
        }));
        work.spawn(every(stop.clone(), READING_REST, {
            let app = app.clone();
            move || read_texts(app.clone())
        }));
        work.spawn(every(stop.clone(), LEARNING_REST, {
            let app = app.clone();
            move || learn(app.clone())
        }));
        work.spawn(every(stop.clone(), SIGNING_REST, {
            let app = app.clone();
            move || sign_when_due(app.clone())
        }));
        work.spawn(every(stop.clone(), SETTINGS_REST, {
            let app = app.clone();
            move || reload(app.clone())
        }));
        work.spawn({
            let (app, stop) = (app.clone(), stop.clone());
            async move {
                // A server that has just started has better things to do.
                rest(&stop, LEARNING_REST).await;
                every(stop, LEARNING_REST, move || learn_when_due(app.clone(), node.clone())).await;
            }
        });
        work.spawn(every(stop.clone(), Duration::from_secs(1), {
            let (app, stop) = (app.clone(), stop.clone());
            move || recalculate(app.clone(), stop.clone())
        }));
        work.spawn(every(stop.clone(), Duration::from_secs(1), {
            let (app, stop) = (app.clone(), stop.clone());
            move || merge_agencies(app.clone(), stop.clone())
        }));
        work.spawn(every(stop.clone(), BULK_REST, {
            let (app, stop) = (app.clone(), stop.clone());
            move || act_on_many(app.clone(), stop.clone())
        }));
        work.spawn(write_visits(app.clone(), stop.clone()));
        work.spawn(every(stop.clone(), Duration::from_secs(1), {
            let app = app.clone();
            move || tend(app.clone())
        }));
        (app, work)
    }

    /// Runs no work of its own but the writer; tests drive the rest by hand.
    pub fn by_hand(self) -> (Arc<App>, JoinSet<()>, String) {
        let mut work = JoinSet::new();
        work.spawn(self.signatures.run(book(&self.app)));
        work.spawn(self.desk.run(self.app.db.clone(), bells(&self.app)));
        (self.app, work, self.node)
    }
}

/// The bells of the application, for the writer, which must not keep the application itself alive.
fn bells(app: &App) -> writer::Bells {
    writer::Bells { written: app.written.clone(), numbered: app.numbered.clone() }
}

/// Where signatures are written; without the application itself, for the same reason.
fn book(app: &App) -> petitions::writer::Book {
    petitions::writer::Book { db: app.db.clone(), lane: app.petitions.lane, clock: app.clock.clone() }
}

/// The keys: given, or made once and kept beside the data, readable by their owner only.
pub fn keys(place: &Place, random: &dyn Random) -> Result<Keys, StartError> {
    if let Some(keys) = place.keys()? {
        return Ok(keys);
    }
    let path = place.key_file();
    let mut key = [0u8; 32];
    random.fill(&mut key);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    std::io::Write::write_all(&mut file, crate::secrets::hex(&key).as_bytes())?;
    file.sync_all()?;
    place.keys()?.ok_or_else(|| format!("{} is gone", path.display()).into())
}

/// How long those who follow the ledger wait when no bell rings: other nodes ring their own.
const LISTEN: Duration = Duration::from_millis(200);
/// Between two rounds of the sequencer. Each is a commit that the intake has to wait for: under load many events
/// share one.
const SEQUENCER_REST: Duration = Duration::from_millis(50);
/// Between two rounds of a tail: under load the index commits a few times a second, not after every case.
const TAIL_REST: Duration = Duration::from_millis(400);
/// Between two looks at files whose text waits to be read.
const READING_REST: Duration = Duration::from_secs(2);
/// Between two times that counts of what happened to widgets are added to the database.
const VISITS_REST: Duration = Duration::from_secs(10);
/// Between two looks at deliveries that are due.
const SENDING_REST: Duration = Duration::from_secs(1);
/// Between two looks whether an alert is due to be looked at.
const ALERT_REST: Duration = Duration::from_secs(1);
/// Between two looks at reports that go out by themselves.
const REPORT_REST: Duration = Duration::from_secs(60);
/// Between two looks at what petitions have come to.
const PETITION_REST: Duration = Duration::from_secs(1);
/// Between two looks at uploads that nobody sent along.
const UPLOAD_SWEEP: Duration = Duration::from_secs(60);
/// Between two looks whether the time of personal data is over.
const RETENTION_REST: Duration = Duration::from_secs(60);
/// Between two looks whether something was erased that is not on the list beside the files yet.
const ERASURES_REST: Duration = Duration::from_secs(1);
/// Between two looks whether something was erased whose bytes are still somewhere: parts of the index are written anew for it.
const SCRUB_REST: Duration = Duration::from_secs(600);
/// Between two looks whether a head of the ledger is to be signed.
const SIGNING_REST: Duration = Duration::from_secs(60);
/// Between two looks whether somebody wants something done to many cases: they sit in front of it.
const BULK_REST: Duration = Duration::from_millis(300);
/// Between two looks at deliveries that are old.
const DELIVERY_SWEEP: Duration = Duration::from_secs(3_600);
/// Between two looks whether settings, the model in use or the keys have changed.
pub const SETTINGS_REST: Duration = Duration::from_secs(2);
/// Between two looks whether it is time to learn.
const LEARNING_REST: Duration = Duration::from_secs(600);

/// Numbers what was committed, until the server stops.
async fn sequence(app: Arc<App>, stop: CancellationToken) {
    let mut written = app.written.listen();
    while !stop.is_cancelled() {
        number(&app).await;
        rest(&stop, SEQUENCER_REST).await;
        tokio::select! {
            () = stop.cancelled() => return,
            () = written.wait(LISTEN) => {}
        }
    }
}

/// Lets a tail follow the ledger until the server stops.
async fn follow(app: Arc<App>, mut tail: impl Tail, stop: CancellationToken) {
    let mut numbered = app.numbered.listen();
    while !stop.is_cancelled() {
        if let Err(error) = runner::catch_up(&app, &mut tail).await
            && !matches!(error, TailError::Elsewhere)
        {
            tracing::warn!(tail = tail.name(), %error, "tail.retry");
        }
        rest(&stop, TAIL_REST).await;
        tokio::select! {
            () = stop.cancelled() => return,
            () = numbered.wait(LISTEN) => {}
        }
    }
}

/// Does nothing for a while, or until the server stops.
async fn rest(stop: &CancellationToken, duration: Duration) {
    drop(tokio::time::timeout(duration, stop.cancelled()).await);
}

/// Does something at intervals.
async fn every<F: Future<Output = ()> + Send>(
    stop: CancellationToken,
    interval: Duration,
    mut job: impl FnMut() -> F + Send,
) {
    loop {
        job().await;
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(interval) => {}
        }
    }
}

/// Numbers what is committed by now.
async fn number(app: &App) {
    loop {
        match sequencer::number_batch(&app.db, &app.numbered).await {
            Ok(sequencer::BATCH) => {}
            Ok(_) => return,
            Err(error) => {
                tracing::warn!(%error, "sequencer.retry");
                return;
            }
        }
    }
}

async fn sweep_uploads(app: Arc<App>) {
    match evidence::sweeping::sweep(&app).await {
        Ok(0) => {}
        Ok(uploads) => tracing::info!(uploads, "uploads.swept"),
        Err(error) => tracing::warn!(?error, "uploads.retry"),
    }
}

/// What the calendar, signatures and answers have set off for petitions, and the letters that wait to be made.
async fn tend_petitions(app: Arc<App>) {
    match petitions::tend(&app).await {
        Ok(0) => {}
        Ok(done) => tracing::debug!(done, "petitions.tended"),
        Err(error) => tracing::warn!(?error, "petitions.retry"),
    }
}

async fn send_due(app: Arc<App>) {
    if let Err(error) = sending::send_due(&app).await {
        tracing::warn!(?error, "deliveries.retry");
    }
}

async fn send_reports(app: Arc<App>) {
    match schedules::send_due(&app).await {
        Ok(0) => {}
        Ok(sent) => tracing::info!(sent, "reports.sent"),
        Err(error) => tracing::warn!(?error, "reports.retry"),
    }
}

async fn look_at_alerts(app: Arc<App>) {
    match alerts::watching::look(&app).await {
        Ok(0) => {}
        Ok(told) => tracing::info!(told, "alerts.fired"),
        Err(error) => tracing::warn!(?error, "alerts.retry"),
    }
}

async fn sweep_deliveries(app: Arc<App>) {
    match sweeping::sweep(&app).await {
        Ok(0) => {}
        Ok(deliveries) => tracing::info!(deliveries, "deliveries.swept"),
        Err(error) => tracing::warn!(?error, "deliveries.sweep_retry"),
    }
}

/// Erases what is not kept any longer; not while the clock may be wrong, since nothing of it comes back.
async fn erase_what_is_over(app: Arc<App>, node: String) {
    match retention::work_if_trusted(&app, &node).await {
        Ok(0) => {}
        Ok(cases) => tracing::info!(cases, "retention.erased"),
        Err(error) => tracing::warn!(?error, "retention.retry"),
    }
}

async fn scrub_erased(app: Arc<App>) {
    if let Err(error) = erasing::scrub(&app).await {
        tracing::warn!(?error, "erased.scrub_retry");
    }
}

async fn note_erasures(app: Arc<App>) {
    if let Err(error) = erasures::note(&app).await {
        tracing::warn!(?error, "erasures.retry");
    }
}

async fn sweep_once(app: Arc<App>) {
    match sla::sweep_if_trusted(&app).instrument(step!("clock sweep")).await {
        Ok(0) => {}
        Ok(cases) => tracing::info!(cases, "clock.recorded"),
        Err(error) => tracing::warn!(?error, "clock.retry"),
    }
}

/// Reads the texts of files that wait for it.
async fn read_texts(app: Arc<App>) {
    loop {
        match evidence::reading::read_next(&app).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => return tracing::warn!(?error, "file.read_retry"),
        }
    }
}

/// Learns from what was written since the last time, once there is enough of it.
async fn learn(app: Arc<App>) {
    match accents::learn(&app).await {
        Ok(None) => {}
        Ok(Some((syllables, pairs))) => tracing::info!(syllables, pairs, "accents.learned"),
        Err(error) => tracing::warn!(?error, "accents.retry"),
    }
}

/// Looks whether it is time to learn.
async fn learn_when_due(app: Arc<App>, node: String) {
    match learning::when_due(&app, &node).await {
        Ok(None) => {}
        Ok(Some(outcome)) => tracing::info!(?outcome, "routing.learned"),
        Err(error) => tracing::warn!(?error, "routing.learning_retry"),
    }
}

/// Goes on with recalculations until none is under way.
async fn recalculate(app: Arc<App>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        match recalculating::work(&app).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => return tracing::warn!(?error, "recalculation.retry"),
        }
    }
}

/// Goes on with merges of agencies until nothing is left to do now.
async fn merge_agencies(app: Arc<App>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        match agencies::merging::work(&app).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => return tracing::warn!(?error, "agencies.merge_retry"),
        }
    }
}

/// Signs the end of the ledger once a day.
async fn sign_when_due(app: Arc<App>) {
    match heads::sign_when_due(&app).await {
        Ok(None) => {}
        Ok(Some(head)) => tracing::info!(to = head.to_seq, "ledger.signed"),
        Err(error) => tracing::warn!(?error, "ledger.signing_retry"),
    }
}

/// Goes on with what is to be done to many cases.
async fn act_on_many(app: Arc<App>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        match bulk::work(&app).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => return tracing::warn!(?error, "bulk.retry"),
        }
    }
}

/// Writes down what happened to widgets, the last of it when the server stops.
async fn write_visits(app: Arc<App>, stop: CancellationToken) {
    loop {
        rest(&stop, VISITS_REST).await;
        if let Err(error) = visits::write(&app).await {
            tracing::warn!(?error, "visits.retry");
        }
        if stop.is_cancelled() {
            return;
        }
    }
}

async fn tend(app: Arc<App>) {
    if let Err(error) = app.db.tend().await {
        tracing::warn!(%error, "database.tend");
    }
}

/// Reads the settings again when they have changed. Settings that cannot be used leave the old ones standing.
pub async fn reload(app: Arc<App>) {
    app.keys.seals().look_again();
    if let Err(error) = learning::refresh(&app).await {
        tracing::warn!(?error, "routing.model_retry");
    }
    let version = match counters::peek(&mut app.db.read(), settings::VERSION).await {
        Ok(version) => version,
        Err(error) => return tracing::warn!(%error, "settings.retry"),
    };
    if version == app.settings().version {
        return;
    }
    match Settings::load(&app.db).await {
        Ok(new) => app.current.store(Arc::new(new)),
        Err(error) => tracing::error!(%error, "settings.unusable"),
    }
}
