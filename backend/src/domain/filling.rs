//! Fills an empty installation with demo cases and their complete histories, fast: made on all cores while those before are
//! written, in large transactions, with positions and hashes given as the sequencer would.

use crate::demo::{DemoCase, Generator};
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::domain::publishing;
use crate::ledger::sequencer;
use crate::seed::World;
use crate::store::cases::StoredCase;
use crate::store::events::StoredEvent;
use crate::store::publications::{self, Publication};
use crate::store::words::{SealedContact, Words};
use crate::store::{self, Db, Inserts, cases, counters, events, tails, words};
use hoiam_shared::case::{Actor, Event, What};
use hoiam_shared::ids::{CaseId, UserId};
use hoiam_shared::wire::intake::Contact;
use rayon::prelude::*;
use std::ops::Range;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Cases made together: few enough that what was made of them is still near the processor when it is made ready.
const BATCH: u64 = 512;
/// Batches written in one transaction: an index whose order is random has most of its pages changed by each.
const TOGETHER: usize = 24;
/// Batches that wait to be written: as many as are made while a transaction ends.
const AHEAD: usize = 8;

/// Cases ready to be written.
struct Batch {
    cases: usize,
    rows: Inserts,
}

/// Some cases of a batch as they are made.
#[derive(Default)]
struct Made {
    cases: Vec<StoredCase>,
    events: Vec<StoredEvent>,
    words: Vec<Words>,
    contacts: Vec<SealedContact>,
    publications: Vec<Publication>,
}

/// What is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// How many cases.
    pub cases: u64,
    /// The same seed makes the same cases.
    pub seed: u64,
    /// Over how many months before now they came.
    pub months: u32,
}

/// Makes cases and writes them; `told` hears how many are written so far. The place must be empty.
pub async fn fill(app: &Arc<App>, world: &World, wanted: Wanted, told: impl Fn(usize)) -> Result<()> {
    let (sender, mut made) = mpsc::channel(AHEAD);
    let (maker, world) = (app.clone(), world.clone());
    let making = tokio::task::spawn_blocking(move || make_all(&maker, &world, wanted, &sender));
    let mut written = 0;
    loop {
        let more = write(&app.db, &mut made).await?;
        if more == 0 {
            break;
        }
        written += more;
        told(written);
    }
    making.await.map_err(|_| AppError::defect("making cases broke off"))??;
    finish(&app.db, wanted.cases).await.map_err(Into::into)
}

fn make_all(app: &App, world: &World, wanted: Wanted, made: &mpsc::Sender<Batch>) -> Result<()> {
    let Wanted { cases, seed, months } = wanted;
    let generator = Generator::new(seed, cases, months, app.now_ms(), world)
        .map_err(|error| AppError::defect(error.to_string()))?;
    let mut head = Head::default();
    for range in ranges(cases) {
        // Nobody takes them once writing has failed.
        if made.blocking_send(make(app, &generator, range, &mut head)?).is_err() {
            break;
        }
    }
    Ok(())
}

/// The ranges of case numbers that are made together.
fn ranges(count: u64) -> impl Iterator<Item = Range<u64>> {
    (0..count.div_ceil(BATCH)).map(move |n| n * BATCH + 1..(n * BATCH + BATCH).min(count) + 1)
}

/// Makes the cases of a range, their events behind the head, and moves it.
fn make(app: &App, generator: &Generator<'_>, range: Range<u64>, head: &mut Head) -> Result<Batch> {
    let each = generator.each(range).map(|case| case.map_err(|error| AppError::defect(format!("{error:?}"))));
    let mut made: Vec<Made> = each.try_fold(Made::default, |all, case| add(app, all, case?)).collect::<Result<_>>()?;
    // The one thing that no case can do without the one before it.
    for piece in &mut made {
        *head = sequencer::link(std::mem::take(head), &mut piece.events);
    }
    // Here and not where they are written: the database would wait for it.
    let mut rows = Inserts::default();
    cases::insert(&mut rows, made.iter().flat_map(|piece| &piece.cases));
    events::append(&mut rows, made.iter_mut().flat_map(|piece| piece.events.drain(..)));
    words::insert(&mut rows, made.iter_mut().flat_map(|piece| piece.words.drain(..)));
    words::insert_contacts(&mut rows, made.iter_mut().flat_map(|piece| piece.contacts.drain(..)));
    publications::insert(&mut rows, made.iter_mut().flat_map(|piece| piece.publications.drain(..)));
    events::set_head(&mut rows, head.0, &head.1);
    Ok(Batch { cases: made.iter().map(|piece| piece.cases.len()).sum(), rows })
}

fn add(app: &App, mut all: Made, made: DemoCase) -> Result<Made> {
    let DemoCase { number, case, clocks, mut events, words, contact, publish } = made;
    let id = i64::try_from(number).unwrap_or(i64::MAX);
    let mut stored = app.new_case(CaseId(id), case)?;
    stored.set_clocks(&clocks);
    if let Some((moderator, at_ms)) = publish {
        let answered = events.iter().rev().find(|event| matches!(event.what, What::Answered {}));
        let answer = answered.map(|event| event.version).unwrap_or_default();
        let (event, copy) = published(&stored, &words, answer, contact.as_ref(), (moderator, at_ms))?;
        stored.case.apply(&event).map_err(|refused| AppError::defect(format!("{} is refused", refused.event)))?;
        all.publications.push(copy);
        events.push(event);
    }
    all.cases.push(stored);
    all.events.extend(events.iter().map(|event| StoredEvent::new(CaseId(id), event)));
    let row = |(version, title, body)| Words {
        case_id: id,
        version: i64::from(version),
        title,
        body,
        address: String::new(),
    };
    all.words.extend(words.into_iter().map(row));
    if let Some(text) = contact.and_then(|contact| serde_json::to_string(&contact).ok()) {
        let (key_id, sealed) = app.keys.seal(app.random.as_ref(), id, &text);
        all.contacts.push(SealedContact { case_id: id, key_id, sealed, notify: 0 });
    }
    Ok(all)
}

/// The last answer and the words it answers, for everybody to read.
fn published(
    stored: &StoredCase,
    words: &[(u32, String, String)],
    answer: u32,
    contact: Option<&Contact>,
    (moderator, at_ms): (UserId, i64),
) -> Result<(Event, Publication)> {
    let missing = || AppError::defect("an answered case without words");
    let (_, title, body) = words.first().ok_or_else(missing)?;
    let (_, _, told) = words.iter().find(|(version, ..)| *version == answer).ok_or_else(missing)?;
    let (what, copy) = publishing::as_advised([title, body, told], answer, contact);
    let version = stored.case.version + 1;
    let event = Event { version, at_ms, actor: Actor::Staff(moderator), words_sha256: String::new(), what };
    Ok((event, copy.stored(stored, version, at_ms).0))
}

/// Where the ledger ends: the last position given and its hash.
type Head = (i64, String);

/// Writes some batches as they come, in the order in which they were made; how many cases, 0 at the end.
async fn write(db: &Db, made: &mut mpsc::Receiver<Batch>) -> store::Result<usize> {
    let Some(first) = made.recv().await else { return Ok(0) };
    let (mut next, mut written) = (Some(first), 0);
    let mut tx = db.begin().await?;
    for more in (0..TOGETHER).rev() {
        let Some(batch) = next else { break };
        written += batch.cases;
        batch.rows.write(&mut tx).await?;
        next = if more > 0 { made.recv().await } else { None };
    }
    tx.commit().await?;
    Ok(written)
}

/// Lets new cases continue behind what was filled in.
async fn finish(db: &Db, count: u64) -> store::Result<()> {
    let mut tx = db.begin().await?;
    counters::take(&mut tx, "case", i64::try_from(count).unwrap_or(i64::MAX)).await?;
    // Nobody is told of what was invented.
    let (head, _) = events::head(&mut tx).await?;
    tails::set_checkpoint(&mut tx, crate::domain::notices::TAIL, head).await?;
    tx.commit().await
}
