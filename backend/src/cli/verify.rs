//! `hoiam verify`: checks that what is derived equals what the events say. Prints one JSON line; exits 0 only
//! when nothing differs.

use super::print;
use super::setup::{open_app, open_beside};
use super::verify_ledger;
pub use super::verify_ledger::Against;
use super::verify_public;
use crate::config::Place;
use crate::domain::App;
use crate::domain::evidence::file_at;
use crate::domain::facts;
use crate::domain::moving::clocks_of;
use crate::domain::petitions::verifying::verify as petitions;
use crate::domain::reports::TAIL;
use crate::ledger::index_tail::read_docs;
use crate::outside::files::FilesError;
use crate::search::{Scope, SearchRequest, Sort};
use crate::secrets::sha256_of;
use crate::server::StartError;
use crate::store::facts as rollups;
use crate::store::{asked, attachments, cases, events, tails, words};
use crate::words::words_digest;
use hoiam_shared::case::{Case, Event, What as Happened};
use hoiam_shared::ids::CaseId;
use hoiam_shared::query::parse;
use std::collections::{BTreeMap, HashMap};
use std::process::ExitCode;
use std::time::Duration;

/// What to check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum What {
    /// The chain of hashes, the digests of words and files, and that each case is what its events add up to.
    Ledger,
    /// That the index holds each case as the database has it.
    Index,
    /// That each due date is what the events make it.
    Clocks,
    /// That the figures equal a recount.
    Indicators,
    /// That petitions are what their events add up to, and their counters a recount of their signatures.
    Petitions,
}

/// Differences named at most; more are only counted.
const NAMED: usize = 20;

/// What was found.
#[derive(Debug, Default)]
pub struct Report {
    pub(super) checked: u64,
    differences: u64,
    named: Vec<String>,
    /// Events whose words or files were erased, as the ledger says.
    erased: u64,
    erased_named: Vec<String>,
}

impl Report {
    pub(super) fn differs(&mut self, what: impl FnOnce() -> String) {
        self.differences += 1;
        if self.named.len() < NAMED {
            self.named.push(what());
        }
    }

    fn erased(&mut self, what: impl FnOnce() -> String) {
        self.erased += 1;
        if self.erased_named.len() < NAMED {
            self.erased_named.push(what());
        }
    }

    /// Nothing differs.
    pub const fn good(&self) -> bool {
        self.differences == 0
    }

    /// As it is printed.
    pub fn json(&self) -> String {
        let mut said =
            serde_json::json!({ "checked": self.checked, "differences": self.differences, "named": self.named });
        if self.erased > 0 {
            said["erased"] = self.erased.into();
            said["erased_named"] = serde_json::json!(self.erased_named);
        }
        said.to_string()
    }
}

pub(super) async fn run(place: &Place, what: What, against: Against<'_>) -> Result<ExitCode, StartError> {
    // The index is read beside the node that writes it; the rest needs none.
    let app = if what == What::Index { open_beside(place).await? } else { open_app(place).await? };
    if what == What::Index {
        catch_up(&app).await?;
    }
    let report = check_against(&app, what, against).await?;
    print(&report.json())?;
    app.db.close().await;
    Ok(if report.good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Checks one thing.
pub async fn check(app: &App, what: What) -> Result<Report, StartError> {
    check_against(app, what, Against::default()).await
}

/// The same; the ledger against what others kept.
pub async fn check_against(app: &App, what: What, against: Against<'_>) -> Result<Report, StartError> {
    match what {
        What::Ledger => ledger(app, against).await,
        What::Index => index(app).await,
        What::Clocks => clocks(app).await,
        What::Indicators => indicators(app).await,
        What::Petitions => {
            let (wrong, looked) = petitions(app).await.map_err(|error| format!("{error:?}"))?;
            let mut report = Report { checked: looked as u64, ..Report::default() };
            wrong.into_iter().for_each(|line| report.differs(|| line));
            Ok(report)
        }
    }
}

async fn ledger(app: &App, against: Against<'_>) -> Result<Report, StartError> {
    let mut report = Report::default();
    verify_ledger::follow(&app.db, Some(&app.keys), against, &mut report).await?;
    // What is beside the chain is looked at as a whole or not at all.
    if against.since.is_some() {
        return Ok(report);
    }
    each_case(app, &mut report, |report, stored, history| match Case::from_events(history) {
        Ok(case) if case == stored.case => {}
        Ok(_) => report.differs(|| format!("case {} is not what its events add up to", stored.id)),
        Err(error) => report.differs(|| format!("case {}: {error:?}", stored.id)),
    })
    .await?;
    digests(app, &mut report).await?;
    files(app, &mut report).await?;
    verify_public::copies(app, &mut report).await?;
    Ok(report)
}

/// Every event with a digest has the words that belong to it.
async fn digests(app: &App, report: &mut Report) -> Result<(), StartError> {
    let mut after = CaseId(0);
    loop {
        let page = cases::page(&mut app.db.read(), after, 500).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id;
        let ids: Vec<CaseId> = page.iter().map(|case| case.id).collect();
        let written = words::of_cases(&mut app.db.read(), &ids).await?;
        let found: HashMap<(i64, i64), String> =
            written.iter().map(|w| ((w.case_id, w.version), words_digest(&w.title, &w.body, &w.address))).collect();
        let told = events::of_cases(&mut app.db.read(), &ids).await?;
        let gone = erased_by(&told);
        for (id, event) in &told {
            let digest = found.get(&(id.0, i64::from(event.version))).map_or("", String::as_str);
            let place = format!("the words of case {id}, version {}", event.version);
            match gone.get(&id.0).filter(|by| event.version < **by) {
                Some(by) if digest.is_empty() && !event.words_sha256.is_empty() => {
                    report.erased(|| format!("{place} were erased by version {by}"));
                }
                Some(by) if !digest.is_empty() => {
                    report.differs(|| format!("{place} are there, although version {by} says that they were erased"));
                }
                _ if digest != event.words_sha256 => report.differs(|| format!("{place} were changed")),
                _ => {}
            }
        }
    }
}

/// By which of its events each case was erased.
fn erased_by(told: &[(CaseId, Event)]) -> HashMap<i64, u32> {
    let by =
        |(id, event): &(CaseId, Event)| matches!(event.what, Happened::Erased { .. }).then_some((id.0, event.version));
    told.iter().filter_map(by).collect()
}

/// Every file that the ledger names is there, with the bytes it had; and there is none that it does not name.
async fn files(app: &App, report: &mut Report) -> Result<(), StartError> {
    let mut after = CaseId(0);
    loop {
        let page = cases::page(&mut app.db.read(), after, 500).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id;
        let ids: Vec<CaseId> = page.iter().map(|case| case.id).collect();
        let mut named: BTreeMap<(i64, i64), String> = BTreeMap::new();
        let told = events::of_cases(&mut app.db.read(), &ids).await?;
        let gone = erased_by(&told);
        for (id, event) in told {
            if let Happened::Attached { files, .. } = event.what {
                named.extend(files.into_iter().map(|file| ((id.0, i64::from(file.number)), file.sha256)));
            }
        }
        for file in attachments::of_cases(&mut app.db.read(), &ids).await? {
            report.checked += 1;
            let place = format!("file {} of case {}", file.number, file.case_id);
            match named.remove(&(file.case_id, file.number)) {
                _ if gone.contains_key(&file.case_id) => {
                    report.differs(|| format!("{place} is there, although the case was erased"));
                }
                None => report.differs(|| format!("{place} is not in the ledger")),
                Some(sha256) if sha256 != file.sha256 => {
                    report.differs(|| format!("{place} is not the one in the ledger"));
                }
                Some(sha256) => match app.evidence.files.get(&file_at(&file.object)).await {
                    Ok(bytes) if sha256_of([bytes.as_ref()]) == sha256 => {}
                    Ok(_) => report.differs(|| format!("the bytes of {place} were changed")),
                    Err(FilesError::Missing) => report.differs(|| format!("the bytes of {place} are missing")),
                    Err(error) => return Err(error.into()),
                },
            }
        }
        for (case, number) in named.keys() {
            if let Some(by) = gone.get(case) {
                report.erased(|| format!("file {number} of case {case} was erased by version {by}"));
                continue;
            }
            report.differs(|| format!("file {number} of case {case} is missing"));
        }
    }
}

/// Goes through all cases with their events.
async fn each_case(
    app: &App,
    report: &mut Report,
    mut check: impl FnMut(&mut Report, &crate::store::cases::StoredCase, &[Event]),
) -> Result<(), StartError> {
    let mut after = CaseId(0);
    loop {
        let page = cases::page(&mut app.db.read(), after, 500).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id;
        let ids: Vec<CaseId> = page.iter().map(|case| case.id).collect();
        let told = events::histories(&mut app.db.read(), &ids).await?;
        for stored in &page {
            report.checked += 1;
            check(report, stored, told.get(&stored.id).map_or(&[][..], Vec::as_slice));
        }
    }
}

async fn clocks(app: &App) -> Result<Report, StartError> {
    let settings = app.settings();
    let mut report = Report::default();
    each_case(app, &mut report, |report, stored, history| {
        let again = clocks_of(&settings, stored, history).map(|clocks| {
            let mut case = stored.clone();
            case.set_clocks(&clocks);
            case
        });
        match again {
            Ok(case)
                if (&case.clocks, case.due_ms, case.wake_ms) == (&stored.clocks, stored.due_ms, stored.wake_ms) => {}
            Ok(_) => report.differs(|| format!("the clocks of case {} are not what its events make them", stored.id)),
            Err(error) => report.differs(|| format!("case {}: {error:?}", stored.id)),
        }
    })
    .await?;
    Ok(report)
}

/// The index stands at the ledger's head and holds exactly the cases of the database, each with all that is said of
/// it; and it counts the same as SQL what both can count. A node may be running: what differs at first is looked at
/// again once the index has come to where the ledger was.
async fn index(app: &App) -> Result<Report, StartError> {
    let mut report = Report::default();
    let (head, _) = events::head(&mut app.db.read()).await?;
    if app.index.checkpoint() < head {
        report.differs(|| format!("the index stands at {}, the ledger at {head}", app.index.checkpoint()));
    }
    let mut after = CaseId(0);
    let mut checked = 0u64;
    let mut differing: Vec<CaseId> = Vec::new();
    loop {
        let page = cases::page(&mut app.db.read(), after, 500).await?;
        let Some(last) = page.last() else { break };
        after = last.id;
        let ids: Vec<CaseId> = page.iter().map(|case| case.id).collect();
        checked += ids.len() as u64;
        differing.extend(differences(app, &ids).await?);
    }
    // What was written while this ran may have reached the index only now.
    if !differing.is_empty() {
        catch_up(app).await?;
    }
    for part in differing.chunks(500) {
        for id in differences(app, part).await? {
            report.differs(|| format!("case {id} is not in the index as the database has it"));
        }
    }
    report.checked = checked;
    let count = cases::count(&mut app.db.read()).await?;
    let held = i64::try_from(app.index.len()).unwrap_or(i64::MAX);
    // Only what is in the database was looked at; more than that in the index is a difference of its own.
    if held > count || (held < count && differing.is_empty()) {
        report.differs(|| format!("the index holds {held} cases, the database {count}"));
    }
    counted_alike(app, &mut report).await?;
    verify_public::index(app, &mut report).await?;
    Ok(report)
}

/// How long the index of a running node may take to come to the ledger's head, in seconds.
const CATCH_UP: u32 = 30;

/// Waits for a node that writes the index to bring it to where the ledger is now. What is read and written by one
/// process stands where it stands.
async fn catch_up(app: &App) -> Result<(), StartError> {
    let (head, _) = events::head(&mut app.db.read()).await?;
    app.index.reload()?;
    for _ in 0..CATCH_UP {
        if app.index.checkpoint() >= head || !app.index.reads_only() {
            break;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
        app.index.reload()?;
    }
    Ok(())
}

/// Those of some cases that the index has otherwise than the database.
async fn differences(app: &App, ids: &[CaseId]) -> Result<Vec<CaseId>, StartError> {
    let docs = read_docs(&mut app.db.read(), &app.settings(), ids).await?;
    let plain: Vec<i64> = docs.iter().map(|doc| doc.id).collect();
    let held = app.index.digests(&plain)?;
    let differs = docs.iter().filter(|doc| held.get(&doc.id) != Some(&doc.digest()));
    Ok(differs.map(|doc| CaseId(doc.id)).collect())
}

/// What the index and SQL both can count must come out the same, once the figures stand at the ledger's head too.
async fn counted_alike(app: &App, report: &mut Report) -> Result<(), StartError> {
    let settings = app.settings();
    for text in ["state:open", "state:late", "due:none", "on_time:no", "assigned:none state:open", "rating:any"] {
        let tree = parse(text).map_err(|error| error.text(hoiam_shared::Lang::En))?;
        let query = settings.compile(&tree, app.now_ms(), None);
        let (before, _) = events::head(&mut app.db.read()).await?;
        let figures = tails::checkpoint(&mut app.db.read(), TAIL).await?;
        let Ok(ids) = asked::ids(&mut app.db.read(), &query).await? else { continue };
        app.index.reload()?;
        let scope = Scope::everything();
        let request =
            SearchRequest { query: &query, scope: &scope, sort: Sort::Received, after: None, limit: 1, facets: &[] };
        let total = app.index.search(&request)?.total;
        let (head, _) = events::head(&mut app.db.read()).await?;
        // While cases move, the two are not asked of the same moment.
        let still = before == head && figures == head && app.index.checkpoint() == head;
        if still && total != ids.len() as u64 {
            report.differs(|| format!("{text}: the index finds {total}, the database {}", ids.len()));
        }
    }
    Ok(())
}

async fn indicators(app: &App) -> Result<Report, StartError> {
    let mut report = Report::default();
    let (head, _) = events::head(&mut app.db.read()).await?;
    let counted = tails::checkpoint(&mut app.db.read(), TAIL).await?;
    if counted != head {
        report.differs(|| format!("the figures stand at {counted}, the ledger at {head}"));
    }
    for key in rollups::differences(&mut app.db.read()).await? {
        report.differs(|| format!("the rollup {key} is not the sum of its facts"));
    }
    let mut after = CaseId(0);
    loop {
        let page = cases::page(&mut app.db.read(), after, 1_000).await?;
        let Some(last) = page.last() else { return Ok(report) };
        after = last.id;
        let ids: Vec<CaseId> = page.iter().map(|case| case.id).collect();
        let stored = rollups::counted(&mut app.db.read(), &ids).await?;
        let by_id: HashMap<i64, _> = stored.iter().map(|fact| (fact.case_id, fact)).collect();
        for case in &page {
            report.checked += 1;
            let clocks = case.clocks().map_err(|error| format!("{error:?}"))?;
            if by_id.get(&case.id.0).copied() != Some(&facts::of(case, &clocks)) {
                report.differs(|| format!("case {} is not counted as it is", case.id));
            }
        }
    }
}
