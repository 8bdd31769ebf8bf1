//! What runs beside the requests, each part at its own intervals until the server stops.

use super::{Built, StartError};
use crate::domain::figure_reports::schedules;
use crate::domain::intake::writer;
use crate::domain::notices::{sending, sweeping};
use crate::domain::settings::{self, Settings};
use crate::domain::{
    App, accents, agencies, alerts, bulk, erasing, erasures, evidence, learning, looking, petitions, recalculating,
    retention, sla, visits,
};
use crate::ledger::{
    IndexTail, IndicatorTail, LiveTail, NoticeTail, PublicTail, Tail, TailError, heads, runner, sequencer,
};
use crate::store::{Db, counters};
use crate::traces::step;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

impl Built {
    /// Starts everything that runs beside the requests; it ends when `stop` is cancelled.
    pub fn start(self, stop: &CancellationToken, sweep: Duration) -> Result<(Arc<App>, JoinSet<()>), StartError> {
        let Self { app, desk, signatures, node } = self;
        let mut rounds = Rounds { app: app.clone(), stop: stop.clone(), work: JoinSet::new() };
        start_writers(&mut rounds.work, &app, desk, signatures)?;
        rounds.work.spawn(sequence(app.clone(), stop.clone()));
        rounds.follow(IndexTail(app.clone()));
        rounds.follow(PublicTail::new(app.clone()));
        rounds.follow(IndicatorTail { app: app.clone(), node: node.clone() });
        rounds.follow(NoticeTail::new(app.clone(), node.clone()));
        rounds.follow(LiveTail { app: app.clone(), seq: None });
        rounds.every(SENDING_REST, send_due);
        rounds.every(ALERT_REST, look_at_alerts);
        rounds.every(REPORT_REST, send_reports);
        rounds.every(sweep, sweep_once);
        rounds.every(PETITION_REST, tend_petitions);
        rounds.every(UPLOAD_SWEEP, sweep_uploads);
        rounds.every(RETENTION_REST, {
            let node = node.clone();
            move |app| erase_what_is_over(app, node.clone())
        });
        rounds.every(ERASURES_REST, note_erasures);
        rounds.every(SCRUB_REST, scrub_erased);
        rounds.every(DELIVERY_SWEEP, sweep_deliveries);
        rounds.every(LOOK_SWEEP, sweep_looks);
        rounds.every(READING_REST, read_texts);
        rounds.learning(Duration::ZERO, learn);
        rounds.every(SIGNING_REST, sign_when_due);
        rounds.every(SETTINGS_REST, reload);
        // A server that has just started has better things to do.
        rounds.learning(LEARNING_REST, move |app| learn_when_due(app, node.clone()));
        rounds.every_while(WORK_REST, recalculate);
        rounds.every_while(WORK_REST, merge_agencies);
        rounds.every_while(BULK_REST, act_on_many);
        rounds.work.spawn(write_visits(app.clone(), stop.clone()));
        rounds.every(TEND_REST, tend);
        Ok((app, rounds.work))
    }

    /// Runs no work of its own but the writers; tests drive the rest by hand.
    pub fn by_hand(self) -> Result<(Arc<App>, JoinSet<()>, String), StartError> {
        let mut work = JoinSet::new();
        start_writers(&mut work, &self.app, self.desk, self.signatures)?;
        Ok((self.app, work, self.node))
    }
}

/// Starts the writers of cases and of signatures, which must not keep the application itself alive. Several of each on PostgreSQL
/// would only help with several disks; one batch at a time is enough.
fn start_writers(
    work: &mut JoinSet<()>,
    app: &App,
    cases: writer::Desk,
    signatures: petitions::writer::Desk,
) -> std::io::Result<()> {
    let bells = writer::Bells { written: app.written.clone(), numbered: app.numbered.clone() };
    apart(work, &app.db, |db| cases.run(db, bells))?;
    let (lane, clock) = (app.petitions.lane, app.clock.clone());
    apart(work, &app.db, move |db| signatures.run(petitions::writer::Book { db, lane, clock }))
}

/// Does something on a thread of its own, with connections of its own. A writer has many steps, and all who send wait for them:
/// among the tasks of a crowd that is sending it would stand behind dozens at each.
fn apart<F: Future<Output = ()>>(
    work: &mut JoinSet<()>,
    db: &Db,
    writer: impl FnOnce(Db) -> F + Send + 'static,
) -> std::io::Result<()> {
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    let db = db.clone();
    let writing = tokio::task::spawn_blocking(move || {
        runtime.block_on(async {
            let own = db.apart();
            writer(own.clone()).await;
            own.leave().await;
        });
    });
    work.spawn(async move {
        if let Err(error) = writing.await {
            tracing::error!(%error, "writer.ended");
        }
    });
    Ok(())
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
/// Between two looks whether the record of who looked at cases has something old.
const LOOK_SWEEP: Duration = Duration::from_secs(3_600);
/// Between two looks whether cases wait to be worked out anew, or to go to another agency.
const WORK_REST: Duration = Duration::from_secs(1);
/// Between two times that the database is tended.
const TEND_REST: Duration = Duration::from_secs(1);
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

/// Work that comes round.
struct Rounds {
    app: Arc<App>,
    stop: CancellationToken,
    work: JoinSet<()>,
}

impl Rounds {
    fn follow(&mut self, tail: impl Tail + 'static) {
        self.work.spawn(follow(self.app.clone(), tail, self.stop.clone()));
    }

    /// Does it now and again after each rest.
    fn every<F: Future<Output = ()> + Send + 'static>(
        &mut self,
        interval: Duration,
        job: impl FnMut(Arc<App>) -> F + Send + 'static,
    ) {
        self.every_after(Duration::ZERO, interval, job);
    }

    /// The same for what takes many steps: each says whether there is more to do, and none begins once the server stops.
    fn every_while<F: Future<Output = bool> + Send + 'static>(
        &mut self,
        interval: Duration,
        step: impl Fn(Arc<App>) -> F + Copy + Send + Sync + 'static,
    ) {
        let stop = self.stop.clone();
        self.every(interval, move |app| {
            let stop = stop.clone();
            async move { while !stop.is_cancelled() && step(app.clone()).await {} }
        });
    }

    /// The same for learning, which may begin after a while: it takes minutes, and what is learned is kept at the end, so a
    /// server that stops breaks it off.
    fn learning<F: Future<Output = ()> + Send + 'static>(
        &mut self,
        first: Duration,
        mut job: impl FnMut(Arc<App>) -> F + Send + 'static,
    ) {
        let stop = self.stop.clone();
        self.every_after(first, LEARNING_REST, move |app| {
            let (stop, job) = (stop.clone(), job(app));
            async move {
                stop.run_until_cancelled_owned(job).await;
            }
        });
    }

    /// Begins after a while.
    fn every_after<F: Future<Output = ()> + Send + 'static>(
        &mut self,
        first: Duration,
        interval: Duration,
        mut job: impl FnMut(Arc<App>) -> F + Send + 'static,
    ) {
        let (app, stop) = (self.app.clone(), self.stop.clone());
        self.work.spawn(async move { come_round(&stop, first, interval, || job(app.clone())).await });
    }
}

/// Does something after a first rest, and again after each other one; not once more when the server stops.
async fn come_round<F: Future<Output = ()>>(
    stop: &CancellationToken,
    first: Duration,
    interval: Duration,
    mut job: impl FnMut() -> F,
) {
    let mut pause = first;
    loop {
        rest(stop, pause).await;
        if stop.is_cancelled() {
            return;
        }
        job().await;
        pause = interval;
    }
}

/// Does nothing for a while, or until the server stops.
async fn rest(stop: &CancellationToken, duration: Duration) {
    drop(tokio::time::timeout(duration, stop.cancelled()).await);
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

async fn sweep_looks(app: Arc<App>) {
    match looking::sweep_if_trusted(&app).await {
        Ok(0) => {}
        Ok(looks) => tracing::info!(looks, "looks.swept"),
        Err(error) => tracing::warn!(?error, "looks.sweep_retry"),
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

/// A step of recalculations.
async fn recalculate(app: Arc<App>) -> bool {
    recalculating::work(&app).await.unwrap_or_else(|error| {
        tracing::warn!(?error, "recalculation.retry");
        false
    })
}

/// A step of merges of agencies.
async fn merge_agencies(app: Arc<App>) -> bool {
    agencies::merging::work(&app).await.unwrap_or_else(|error| {
        tracing::warn!(?error, "agencies.merge_retry");
        false
    })
}

/// Signs the end of the ledger once a day.
async fn sign_when_due(app: Arc<App>) {
    match heads::sign_when_due(&app).await {
        Ok(None) => {}
        Ok(Some(head)) => tracing::info!(to = head.to_seq, "ledger.signed"),
        Err(error) => tracing::warn!(?error, "ledger.signing_retry"),
    }
}

/// A step of what is to be done to many cases.
async fn act_on_many(app: Arc<App>) -> bool {
    bulk::work(&app).await.unwrap_or_else(|error| {
        tracing::warn!(?error, "bulk.retry");
        false
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_comes_round_until_the_server_stops_and_does_not_begin_because_it_stops() {
        let (stop, mut done) = (CancellationToken::new(), 0);
        come_round(&stop, Duration::ZERO, Duration::ZERO, || {
            done += 1;
            if done == 3 {
                stop.cancel();
            }
            async {}
        })
        .await;
        assert_eq!(done, 3);
        come_round(&stop, Duration::from_secs(600), Duration::ZERO, || {
            done += 1;
            async {}
        })
        .await;
        assert_eq!(done, 3);
    }
}
