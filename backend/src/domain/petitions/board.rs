//! What everybody reads of petitions, kept in memory: petitions, counts, thresholds. Read again about once a second while
//! somebody asks, by one of those who ask; the others go on with what there is. So a hundred thousand people who watch a
//! counter cost the database one look a second, and nothing they do slows those who sign.

use super::moving::{self, VERSION};
use crate::domain::app::App;
use crate::domain::error::Result;
use crate::store::petitions::{self as rows, Petition, Reached};
use crate::store::signatures::{self, HOUR_MS};
use crate::store::{cases, counters, events, words};
use arc_swap::ArcSwapOption;
use hoiam_shared::case::What;
use hoiam_shared::ids::CaseId;
use hoiam_shared::petition::PetitionEvent;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// How long what was read holds, in milliseconds.
const HOLDS_MS: i64 = 1_000;
/// How long the figures of the last day hold.
const TODAY_HOLDS_MS: i64 = 15_000;
/// How long figures by area and hour hold.
const CELLS_HOLD_MS: i64 = 5_000;
/// Petitions whose story is kept.
const STORIES: usize = 2_000;

/// Signatures by area and by hour, and when they were counted, milliseconds UTC.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cells {
    /// Area, signatures.
    pub areas: Vec<(String, i64)>,
    /// Hour, signatures.
    pub hours: Vec<(i64, i64)>,
    /// When they were counted.
    pub at_ms: i64,
}

/// What is known of the case of a threshold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Owed {
    /// Its code.
    pub code: String,
    version: u32,
    /// Until when it is owed.
    pub due_ms: Option<i64>,
    /// When it was answered.
    pub answered_ms: Option<i64>,
    /// The answer.
    pub answer: Option<String>,
}

/// Everything, as it was read once.
#[derive(Debug, Default)]
pub struct Board {
    /// When, milliseconds UTC.
    pub at_ms: i64,
    steady_ms: i64,
    /// How much this node had changed before it was read.
    changes: u64,
    version: i64,
    petitions: Arc<Vec<Arc<Petition>>>,
    by_code: Arc<HashMap<String, usize>>,
    totals: HashMap<i64, (u64, u64)>,
    today: Arc<HashMap<i64, u64>>,
    today_steady_ms: i64,
    reached: HashMap<i64, Vec<Reached>>,
    owed: Arc<HashMap<i64, Owed>>,
}

/// What happened to a petition, up to this version.
type Story = (u32, Arc<Vec<PetitionEvent>>);

/// The present board, and what is kept beside it.
#[derive(Debug, Default)]
pub struct Boards {
    present: ArcSwapOption<Board>,
    changes: AtomicU64,
    reading: tokio::sync::Mutex<()>,
    stories: Mutex<HashMap<i64, Story>>,
    cells: tokio::sync::Mutex<HashMap<i64, (i64, Arc<Cells>)>>,
}

impl Board {
    /// The one with this code, if everybody may read it.
    pub fn petition(&self, code: &str) -> Option<&Arc<Petition>> {
        self.petitions.get(*self.by_code.get(code)?)
    }

    /// Whether everybody may read the one with this identity.
    pub fn has(&self, id: i64) -> bool {
        self.petitions.binary_search_by_key(&id, |petition| petition.id).is_ok()
    }

    /// All that everybody may read.
    pub fn petitions(&self) -> impl Iterator<Item = &Arc<Petition>> {
        self.petitions.iter()
    }

    /// Signatures that count, and verified ones.
    pub fn count(&self, id: i64) -> (u64, u64) {
        self.totals.get(&id).copied().unwrap_or_default()
    }

    /// Those of the last 24 hours.
    pub fn today(&self, id: i64) -> u64 {
        self.today.get(&id).copied().unwrap_or_default()
    }

    /// Thresholds that were reached.
    pub fn reached(&self, id: i64) -> &[Reached] {
        self.reached.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The case by which one is owed.
    pub fn owed(&self, case: i64) -> Option<&Owed> {
        self.owed.get(&case)
    }
}

impl Boards {
    /// What there is, not older than a second; older while somebody else is reading it again.
    pub async fn now(&self, app: &App) -> Result<Arc<Board>> {
        let steady_ms = app.clock.steady_ms();
        let changes = self.changes.load(Ordering::Acquire);
        let fresh =
            |board: &Arc<Board>| (0..HOLDS_MS).contains(&(steady_ms - board.steady_ms)) && board.changes >= changes;
        let present = self.present.load_full();
        if let Some(board) = present.as_ref().filter(|board| fresh(board)) {
            return Ok(board.clone());
        }
        let _reading = match (self.reading.try_lock(), present) {
            (Ok(guard), _) => guard,
            (Err(_), Some(old)) => return Ok(old),
            (Err(_), None) => self.reading.lock().await,
        };
        // Somebody may just have done it.
        if let Some(board) = self.present.load_full().filter(|board| fresh(board)) {
            return Ok(board);
        }
        let old = self.present.load_full().unwrap_or_default();
        // What changes while it is read makes it stale at once.
        let changes = self.changes.load(Ordering::Acquire);
        let board = Arc::new(read(app, &old, steady_ms, changes).await?);
        self.present.store(Some(board.clone()));
        Ok(board)
    }

    /// What this node has just changed is shown at once.
    pub fn stale(&self) {
        self.changes.fetch_add(1, Ordering::AcqRel);
    }

    /// What happened to a petition, oldest first.
    pub async fn story(&self, app: &App, petition: &Petition) -> Result<Arc<Vec<PetitionEvent>>> {
        let kept = self.stories.lock().unwrap_or_else(PoisonError::into_inner).get(&petition.id).cloned();
        if let Some((_, story)) = kept.filter(|(version, _)| *version == petition.version) {
            return Ok(story);
        }
        let story = Arc::new(moving::history(&mut app.db.read(), petition.id).await?);
        let mut stories = self.stories.lock().unwrap_or_else(PoisonError::into_inner);
        if stories.len() >= STORIES {
            stories.clear();
        }
        stories.insert(petition.id, (petition.version, story.clone()));
        Ok(story)
    }

    /// Signatures of a petition by area and hour.
    pub async fn cells(&self, app: &App, id: i64) -> Result<Arc<Cells>> {
        let steady_ms = app.clock.steady_ms();
        let mut cells = self.cells.lock().await;
        if let Some((at, known)) = cells.get(&id)
            && (0..CELLS_HOLD_MS).contains(&(steady_ms - at))
        {
            return Ok(known.clone());
        }
        let read = &mut app.db.read();
        let areas = signatures::by_area(read, id).await?;
        let hours = signatures::by_hour(read, id).await?;
        let counted = Arc::new(Cells { areas, hours, at_ms: app.now_ms() });
        if cells.len() >= STORIES {
            cells.clear();
        }
        cells.insert(id, (steady_ms, counted.clone()));
        Ok(counted)
    }
}

async fn read(app: &App, old: &Board, steady_ms: i64, changes: u64) -> Result<Board> {
    let read = &mut app.db.read();
    // The counter first: what changes while the rest is read is read again the next time.
    let version = counters::peek(read, VERSION).await?;
    let (petitions, by_code) = if version == old.version && old.at_ms > 0 {
        (old.petitions.clone(), old.by_code.clone())
    } else {
        let all: Vec<Arc<Petition>> = rows::public(read).await?.into_iter().map(Arc::new).collect();
        let by_code = all.iter().enumerate().map(|(at, petition)| (petition.code.clone(), at)).collect();
        (Arc::new(all), Arc::new(by_code))
    };
    let unsigned = |n: i64| u64::try_from(n).unwrap_or_default();
    let totals = signatures::totals(read).await?;
    let totals =
        totals.into_iter().map(|(id, counted, verified)| (id, (unsigned(counted), unsigned(verified)))).collect();
    let (today, today_steady_ms) = if (0..TODAY_HOLDS_MS).contains(&(steady_ms - old.today_steady_ms)) && old.at_ms > 0
    {
        (old.today.clone(), old.today_steady_ms)
    } else {
        let hour = app.now_ms().div_euclid(HOUR_MS) - 23;
        let rows = signatures::since(read, hour).await?;
        (Arc::new(rows.into_iter().map(|(id, n)| (id, unsigned(n))).collect()), steady_ms)
    };
    let mut reached: HashMap<i64, Vec<Reached>> = HashMap::new();
    for row in rows::all_reached(read).await? {
        reached.entry(row.petition_id).or_default().push(row);
    }
    let owed = owed(app, &reached, &old.owed).await?;
    Ok(Board {
        at_ms: app.now_ms(),
        steady_ms,
        changes,
        version,
        petitions,
        by_code,
        totals,
        today,
        today_steady_ms,
        reached,
        owed,
    })
}

/// Where the cases of thresholds stand; only what has moved is looked at again.
async fn owed(
    app: &App,
    reached: &HashMap<i64, Vec<Reached>>,
    old: &Arc<HashMap<i64, Owed>>,
) -> Result<Arc<HashMap<i64, Owed>>> {
    let ids: Vec<CaseId> = reached.values().flatten().map(|row| CaseId(row.case_id)).collect();
    let read = &mut app.db.read();
    let stored = cases::by_ids(read, &ids).await?;
    let moved = stored.iter().any(|case| old.get(&case.id.0).is_none_or(|known| known.version != case.case.version));
    if !moved && stored.len() == old.len() {
        return Ok(old.clone());
    }
    let mut out = HashMap::with_capacity(stored.len());
    for case in stored {
        let known = old.get(&case.id.0).filter(|known| known.version == case.case.version);
        let owed = match known {
            Some(known) => known.clone(),
            None => Owed {
                code: case.code.clone(),
                version: case.case.version,
                due_ms: case.due_ms,
                answered_ms: case.case.answered_ms,
                answer: answer(app, case.id, case.case.answered_ms.is_some()).await?,
            },
        };
        out.insert(case.id.0, owed);
    }
    Ok(Arc::new(out))
}

/// The last answer of a case in words.
async fn answer(app: &App, case: CaseId, answered: bool) -> Result<Option<String>> {
    if !answered {
        return Ok(None);
    }
    let read = &mut app.db.read();
    let history = events::of_case(read, case).await?;
    let last =
        history.iter().rev().find(|event| matches!(event.what, What::Answered { .. })).map(|event| event.version);
    let words = words::of_cases(read, &[case]).await?;
    Ok(last.and_then(|version| words.into_iter().find(|w| w.version == i64::from(version))).map(|w| w.body))
}
