//! Cases that say the same: beside a case with the reasons, and in groups for whoever merges them. What is likely is worked out
//! from the texts ([`alike`]); whether it is so, a person says.

use super::alike::{self, Told};
use super::app::App;
use super::error::{AppError, Result};
use super::people::Viewer;
use super::queue;
use super::rows::{self, Sought};
use super::settings::Settings;
use crate::search::{Index, SearchRequest, SimilarTo, Sort};
use crate::store::cases::StoredCase;
use crate::store::words::Words;
use crate::store::{cases, duplicates, words};
use hoiam_shared::ids::CaseId;
use hoiam_shared::query::{Node, Step, parse};
use hoiam_shared::text::common::common_phrases;
use hoiam_shared::wire::search::{DuplicateGroup, DuplicatesView, MergedView, SimilarView};
use hoiam_shared::{Lang, Stamp};
use std::collections::{HashMap, HashSet};

const DAY_MS: u64 = 86_400_000;
/// Shown beside a case, and stretches of words shown of each.
const BESIDE: usize = 5;
const PHRASES: usize = 2;
/// Cases compared with each other at once.
const COMPARED: usize = 1_000;
/// Groups on a page.
const GROUPS: usize = 40;

/// Cases similar to one, with the reasons, within the person's rights.
pub async fn beside(
    app: &App,
    settings: &Settings,
    viewer: &Viewer,
    stored: &StoredCase,
    filed: &Words,
    lang: Lang,
) -> Result<Vec<SimilarView>> {
    let (scope, id) = (queue::scope(viewer), stored.id.0);
    let text = text(filed);
    let (area, category, now_ms) = (stored.case.area.clone(), stored.case.category.clone(), app.now_ms());
    let ask = move |index: &Index| {
        let (area, category) = (area.as_deref(), category.as_deref());
        // One more than shown: those already merged with it are left out below.
        index.similar(&SimilarTo { text: &text, area, category, except: Some(id), now_ms, limit: BESIDE * 2 }, &scope)
    };
    let found = app.ask(ask).await?;
    let score: HashMap<i64, f32> = found.iter().map(|hit| (hit.id, hit.score)).collect();
    let ids: Vec<CaseId> = found.iter().map(|hit| CaseId(hit.id)).collect();
    let apart = apart_of(app, &ids, stored.id).await?;
    let family = |other: &StoredCase| {
        let main = |case: &StoredCase| case.case.merged.map(|(main, _)| main);
        main(other) == Some(stored.id) || main(stored) == Some(other.id)
    };
    let mut read = app.db.read();
    let mut others = cases::by_ids(&mut read, &ids).await?;
    others.retain(|other| !apart.contains(&other.id) && !family(other));
    others.sort_by(|a, b| score.get(&b.id.0).unwrap_or(&0.0).total_cmp(score.get(&a.id.0).unwrap_or(&0.0)));
    others.truncate(BESIDE);
    let kept: Vec<CaseId> = others.iter().map(|other| other.id).collect();
    let written = words::filed(&mut read, &kept).await?;
    let mut out = Vec::with_capacity(others.len());
    for row in rows::of(app, settings, viewer, &kept, &Sought::default(), lang).await? {
        let Some(other) = others.iter().find(|other| other.code == row.code) else { continue };
        let words = written.iter().find(|words| words.case_id == other.id.0);
        let score = score.get(&other.id.0).copied().unwrap_or_default();
        out.push(reasons(stored, filed, other, words, score, row));
    }
    Ok(out)
}

/// Those of some cases that were found to be another matter than one.
async fn apart_of(app: &App, ids: &[CaseId], one: CaseId) -> Result<HashSet<CaseId>> {
    let all: Vec<CaseId> = ids.iter().copied().chain([one]).collect();
    let apart = duplicates::apart(&mut app.db.read(), &all).await?;
    let with = apart.into_iter().filter(|(low, high)| *low == one.0 || *high == one.0);
    Ok(with.map(|(low, high)| CaseId(if low == one.0 { high } else { low })).collect())
}

/// Why two cases seem to say the same.
fn reasons(
    one: &StoredCase,
    said: &Words,
    other: &StoredCase,
    words: Option<&Words>,
    score: f32,
    row: hoiam_shared::wire::case::CaseRow,
) -> SimilarView {
    let same = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
    SimilarView {
        row,
        percent: (score.clamp(0.0, 1.0) * 100.0).round() as u8,
        phrases: words.map(|words| common_phrases(&text(said), &text(words), PHRASES)).unwrap_or_default(),
        same_area: same(&one.case.area, &other.case.area),
        same_category: same(&one.case.category, &other.case.category),
        days_apart: (one.case.received_ms.abs_diff(other.case.received_ms) / DAY_MS).try_into().unwrap_or(u32::MAX),
    }
}

/// The case that one follows, and those that follow it; what the person may not see is left out.
pub async fn family(
    app: &App,
    settings: &Settings,
    viewer: &Viewer,
    stored: &StoredCase,
) -> Result<(Option<MergedView>, Vec<MergedView>)> {
    let mut read = app.db.read();
    let followers = duplicates::followers(&mut read, stored.id).await?;
    let main = stored.case.merged.map(|(main, _)| main);
    let ids: Vec<CaseId> = followers.iter().copied().chain(main).collect();
    let mut found = cases::by_ids(&mut read, &ids).await?;
    found.retain(|case| viewer.sees(settings, case.case.agency, case.case.sealed));
    found.sort_by_key(|case| case.id);
    let titles = words::filed(&mut read, &ids).await?;
    let view = |case: &StoredCase| MergedView {
        code: case.code.clone(),
        title: titles.iter().find(|w| w.case_id == case.id.0).map(|w| w.title.clone()).unwrap_or_default(),
        received_at: Stamp(case.case.received_ms),
    };
    let follows = found.iter().find(|case| Some(case.id) == main).map(view);
    Ok((follows, found.iter().filter(|case| Some(case.id) != main).map(view).collect()))
}

/// Groups of cases that are likely one matter, among the newest open ones that a query finds.
pub async fn groups(app: &App, viewer: &Viewer, query: &str, lang: Lang) -> Result<DuplicatesView> {
    let settings = app.settings();
    let tree = parse(query).map_err(|error| AppError::bad_query(query, &error, lang))?;
    let open = parse("state:open").unwrap_or(Node::All);
    let compiled = settings.compile(&Node::and([tree, open]), app.now_ms(), Some(viewer.id));
    debug_assert!(!matches!(compiled.top, Step::All));
    let scope = queue::scope(viewer);
    let ask = move |index: &Index| {
        let (sort, facets) = (Sort::Received, &[][..]);
        index.search(&SearchRequest { query: &compiled, scope: &scope, sort, after: None, limit: COMPARED, facets })
    };
    let found = app.ask(ask).await?;
    let ids: Vec<CaseId> = found.hits.iter().map(|hit| CaseId(hit.id)).collect();
    let mut read = app.db.read();
    let mut stored = cases::by_ids(&mut read, &ids).await?;
    // The index can be a moment behind the rights and the states.
    stored.retain(|case| case.case.state.open() && viewer.sees(&settings, case.case.agency, case.case.sealed));
    stored.sort_by_key(|case| (case.case.received_ms, case.id));
    let written: HashMap<i64, Words> =
        words::filed(&mut read, &ids).await?.into_iter().map(|words| (words.case_id, words)).collect();
    let apart: HashSet<(i64, i64)> = duplicates::apart(&mut read, &ids).await?.into_iter().collect();
    let compared = u32::try_from(stored.len()).unwrap_or(u32::MAX);
    let (stored, written, likely) = tokio::task::spawn_blocking(move || {
        let likely = likely(&stored, &written, &apart);
        (stored, written, likely)
    })
    .await
    .map_err(|error| AppError::Internal(error.into()))?;
    let mut groups = Vec::new();
    for group in likely.into_iter().take(GROUPS) {
        let ids: Vec<CaseId> = group.iter().map(|(place, _)| stored[*place].id).collect();
        let rows = rows::of(app, &settings, viewer, &ids, &Sought::default(), lang).await?;
        let row = |case: &StoredCase| rows.iter().find(|row| row.code == case.code).cloned();
        let Some(((first, _), rest)) = group.split_first() else { continue };
        let main = &stored[*first];
        let Some(main_row) = row(main) else { continue };
        let said = written.get(&main.id.0).cloned().unwrap_or_default();
        let mut others: Vec<SimilarView> = rest
            .iter()
            .filter_map(|(place, score)| {
                let other = &stored[*place];
                Some(reasons(main, &said, other, written.get(&other.id.0), *score, row(other)?))
            })
            .collect();
        others.sort_by_key(|other| core::cmp::Reverse(other.percent));
        if !others.is_empty() {
            groups.push(DuplicateGroup { main: main_row, others });
        }
    }
    Ok(DuplicatesView { compared, total: found.total, groups })
}

fn text(words: &Words) -> String {
    format!("{}\n{}", words.title, words.body)
}

/// Groups as places in `stored`, each beginning with its oldest case; with every other its likeness to that one.
/// Largest groups first.
fn likely(stored: &[StoredCase], written: &HashMap<i64, Words>, apart: &HashSet<(i64, i64)>) -> Vec<Vec<(usize, f32)>> {
    let told: Vec<Told<'_>> = stored
        .iter()
        .map(|StoredCase { id, case, .. }| Told {
            text: written.get(&id.0).map(text).unwrap_or_default(),
            area: case.area.as_deref(),
            category: case.category.as_deref(),
        })
        .collect();
    let parted = |one: usize, other: usize| {
        let (a, b) = (stored[one].id.0, stored[other].id.0);
        apart.contains(&(a.min(b), a.max(b))) || stored[one].case.sealed != stored[other].case.sealed
    };
    alike::groups(&told, alike::LIKELY, parted)
}
