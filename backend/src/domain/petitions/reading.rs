//! Petitions as everybody reads them: lists, one of them, its figures. From the [`board`](super::board), so that reading costs
//! the database nearly nothing; only what is not public is read where it is stored.

use super::board::Board;
use super::letters::{reason, told};
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::domain::settings::{Settings, Site};
use crate::store::petitions::{self as rows, Petition};
use crate::store::signatures::{self, HOUR_MS};
use hoiam_shared::catalogue::petitions::Petitions as T;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::petition::{PetitionState, Switch};
use hoiam_shared::text::{CompactString, fold, tokens};
use hoiam_shared::wire::intake::AgencyRef;
use hoiam_shared::wire::petitions::{
    AreaCount, HourCount, PetitionCard, PetitionCounts, PetitionList, PetitionStory, PetitionView, ThresholdView,
};
use hoiam_shared::{Lang, Stamp};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Petitions on a page.
const PAGE: usize = 20;
/// Petitions that are offered as alike.
const ALIKE: usize = 5;

/// The orders of the list, in which they are shown.
pub const ORDERS: [&str; 6] = ["trending", "most", "newest", "closing", "answered", "closed"];

/// A page of the list. An order that is not known is the first one.
pub async fn list(app: &App, order: &str, words: &str, page: usize, lang: Lang) -> Result<PetitionList> {
    let settings = app.settings();
    let board = app.petitions.board.now(app).await?;
    let trending = settings.petitions.on(Switch::Trending);
    let known = ORDERS.into_iter().filter(|order| trending || *order != "trending");
    let order = known.clone().find(|known| *known == order).or_else(|| known.clone().next()).unwrap_or("most");
    let sought: Vec<String> = fold(words).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let fits = |petition: &Petition| {
        sought.is_empty() || {
            let text = fold(&format!("{} {}", petition.title, petition.body));
            sought.iter().all(|word| text.contains(word.as_str()))
        }
    };
    let open = |petition: &Petition| petition.state == PetitionState::Open;
    let answered = |petition: &Petition| answered_at(&board, petition);
    let mut found: Vec<&Arc<Petition>> = board.petitions().filter(|petition| fits(petition)).collect();
    // Of one order, the newer ones come first.
    found.sort_by_key(|petition| std::cmp::Reverse(petition.id));
    match order {
        "trending" => {
            found.retain(|petition| open(petition));
            // What was signed in a day counts, not what was signed in all: a new one has its chance.
            found.sort_by_key(|petition| std::cmp::Reverse(board.today(petition.id)));
        }
        "most" => {
            found.retain(|petition| open(petition));
            found.sort_by_key(|petition| std::cmp::Reverse(board.count(petition.id).0));
        }
        "closing" => {
            found.retain(|petition| open(petition));
            found.sort_by_key(|petition| petition.closes_ms);
        }
        "answered" => {
            found.retain(|petition| answered(petition).is_some());
            found.sort_by_key(|petition| std::cmp::Reverse(answered(petition)));
        }
        "closed" => {
            found.retain(|petition| !open(petition));
            found.sort_by_key(|petition| std::cmp::Reverse(petition.ended_ms));
        }
        _ => {
            found.retain(|petition| open(petition));
            found.sort_by_key(|petition| std::cmp::Reverse(petition.opened_ms));
        }
    }
    let total = found.len();
    let pages = total.div_ceil(PAGE).max(1);
    let page = page.clamp(1, pages);
    let shown = found.into_iter().skip((page - 1) * PAGE).take(PAGE);
    Ok(PetitionList {
        petitions: shown.map(|petition| card(&settings, &board, petition, lang)).collect(),
        total: total as u64,
        order: order.to_owned(),
        words: words.trim().to_owned(),
        page: u32::try_from(page).unwrap_or(u32::MAX),
        pages: u32::try_from(pages).unwrap_or(u32::MAX),
        creating: settings.petitions.on(Switch::Creating),
    })
}

fn answered_at(board: &Board, petition: &Petition) -> Option<i64> {
    board.reached(petition.id).iter().filter_map(|reached| board.owed(reached.case_id)?.answered_ms).max()
}

/// A petition in a list.
pub(super) fn card(settings: &Settings, board: &Board, petition: &Petition, lang: Lang) -> PetitionCard {
    let (count, _) = board.count(petition.id);
    PetitionCard {
        code: petition.code.clone(),
        title: petition.title.clone(),
        state: petition.state,
        state_text: petition.state.name(lang).to_owned(),
        agency: agency(settings, petition, lang),
        count,
        today: board.today(petition.id),
        next: petition.rules.thresholds.iter().map(|threshold| threshold.count).find(|needed| *needed > count),
        closes_at: petition.closes_ms.map(Stamp),
        answered_at: answered_at(board, petition).map(Stamp),
    }
}

/// Who is asked; whoever took their place, when they are no more.
pub(super) fn agency(settings: &Settings, petition: &Petition, lang: Lang) -> AgencyRef {
    settings.agency(petition.agency).map(|agency| agency.view(lang)).unwrap_or_default()
}

/// Petitions that ask for something alike, likeliest first: those that share the rarer words of title and text.
pub async fn alike(app: &App, title: &str, body: &str, except: i64, lang: Lang) -> Result<Vec<PetitionCard>> {
    let settings = app.settings();
    let board = app.petitions.board.now(app).await?;
    let words = |text: &str| tokens(text).into_iter().map(|token| token.folded).collect::<HashSet<_>>();
    let mine = words(&format!("{title} {body}"));
    if mine.is_empty() {
        return Ok(Vec::new());
    }
    let open = board.petitions().filter(|petition| petition.id != except && petition.state == PetitionState::Open);
    let all: Vec<(&Arc<Petition>, HashSet<CompactString>)> =
        open.map(|petition| (petition, words(&format!("{} {}", petition.title, petition.body)))).collect();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for word in all.iter().flat_map(|(_, words)| words) {
        *seen.entry(word).or_default() += 1;
    }
    // A word that stands everywhere says nothing.
    let weight = |word: &str| ((all.len() + 1) as f64 / (seen.get(word).copied().unwrap_or(0) + 1) as f64).ln() + 0.1;
    let sum = |words: &mut dyn Iterator<Item = &CompactString>| words.map(|word| weight(word)).sum::<f64>();
    let own = sum(&mut mine.iter());
    let mut scored: Vec<(f64, &Arc<Petition>)> = all
        .iter()
        .map(|(petition, theirs)| {
            let shared = sum(&mut mine.iter().filter(|word| theirs.contains(*word)));
            (shared / (own + sum(&mut theirs.iter()) - shared).max(f64::EPSILON), *petition)
        })
        .filter(|(share, _)| *share >= ALIKE_FROM)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    Ok(scored.into_iter().take(ALIKE).map(|(_, petition)| card(&settings, &board, petition, lang)).collect())
}

/// Share of the weight of all words of two petitions that both have, from which on they are called alike.
const ALIKE_FROM: f64 = 0.22;

/// The petition with this code as everybody reads it, or with the link from a letter of its author. One that is not open
/// yet is read by whoever was given its code; its words only while it looks for supporters.
pub async fn one(app: &App, code: &str, lang: Lang) -> Result<PetitionView> {
    let board = app.petitions.board.now(app).await?;
    if let Some(petition) = board.petition(code) {
        return view(app, petition, false, lang).await;
    }
    let found = rows::by_code(&mut app.db.read(), code).await?;
    let known = |petition: &Petition| petition.state == PetitionState::Sponsoring || petition.state.refused();
    match found.filter(|petition| petition.public() || known(petition)) {
        Some(petition) => view(app, &petition, false, lang).await,
        None => Err(ErrorCode::NotFound.into()),
    }
}

/// A petition as it is shown. `own` shows the words of one that is not public as well.
pub(super) async fn view(app: &App, petition: &Petition, own: bool, lang: Lang) -> Result<PetitionView> {
    let settings = app.settings();
    let board = app.petitions.board.now(app).await?;
    let (count, verified) = match board.petition(&petition.code) {
        Some(_) => board.count(petition.id),
        None => {
            let (count, verified) = signatures::total(&mut app.db.read(), petition.id).await?;
            (count.unsigned_abs(), verified.unsigned_abs())
        }
    };
    let shown = own || petition.public() || petition.state == PetitionState::Sponsoring;
    let words = |text: &str| if shown { text.to_owned() } else { String::new() };
    let story = app.petitions.board.story(app, petition).await?;
    let story = story.iter().filter_map(|event| {
        let text = told(petition, &event.what, lang);
        let reason = reason(&event.what).map(str::to_owned);
        (!text.is_empty()).then_some(PetitionStory { at: Stamp(event.at_ms), text, reason })
    });
    let in_time = petition.closes_ms.is_none_or(|closes| app.now_ms() < closes);
    let area = petition.area.as_deref().and_then(|code| settings.area(code));
    Ok(PetitionView {
        code: petition.code.clone(),
        title: words(&petition.title),
        body: words(&petition.body),
        state: petition.state,
        state_text: petition.state.name(lang).to_owned(),
        agency: agency(&settings, petition, lang),
        area: area.map(|area| area.name(lang).to_owned()),
        opened_at: petition.opened_ms.map(Stamp),
        closes_at: petition.closes_ms.map(Stamp),
        count,
        verified,
        today: board.today(petition.id),
        sponsors_needed: petition.rules.sponsors,
        sponsors_until: Some(Stamp(petition.created_ms + i64::from(petition.rules.sponsor_days) * 86_400_000)),
        keep_days: petition.rules.keep_days,
        signs: petition.state.signs() && in_time && settings.petitions.on(Switch::Collecting),
        thresholds: thresholds(&board, petition, lang),
        ground: petition.ground,
        ground_text: petition.ground.map(|ground| ground.name(lang).to_owned()),
        reason: Some(petition.reason.clone()).filter(|reason| !reason.is_empty()),
        story: story.collect(),
        counted_at: Stamp(board.at_ms),
    })
}

fn thresholds(board: &Board, petition: &Petition, lang: Lang) -> Vec<ThresholdView> {
    let reached = board.reached(petition.id);
    let view = |(position, threshold): (usize, &hoiam_shared::petition::Threshold)| {
        let reached = reached.iter().find(|row| usize::try_from(row.position) == Ok(position));
        let owed = reached.and_then(|row| board.owed(row.case_id));
        ThresholdView {
            count: threshold.count,
            duty: threshold.duty,
            duty_text: threshold.duty.name(lang).to_owned(),
            reached_at: reached.map(|row| Stamp(row.reached_ms)),
            taken_back_at: reached.and_then(|row| row.taken_back_ms).map(Stamp),
            due_at: owed.and_then(|owed| owed.due_ms).map(Stamp),
            answered_at: owed.and_then(|owed| owed.answered_ms).map(Stamp),
            answer: owed.and_then(|owed| owed.answer.clone()),
        }
    };
    petition.rules.thresholds.iter().enumerate().map(view).collect()
}

/// The figures of a public petition.
pub async fn counts(app: &App, code: &str, lang: Lang) -> Result<PetitionCounts> {
    let settings = app.settings();
    let board = app.petitions.board.now(app).await?;
    let Some(petition) = board.petition(code) else { return Err(ErrorCode::NotFound.into()) };
    let (count, verified) = board.count(petition.id);
    let cells = app.petitions.board.cells(app, petition.id).await?;
    let area = |(code, count): &(String, i64)| AreaCount {
        area: code.clone(),
        name: settings.area(code).map_or(T::AreaUnknown.text(lang), |area| area.name(lang)).to_owned(),
        count: count.unsigned_abs(),
    };
    Ok(PetitionCounts {
        code: petition.code.clone(),
        count,
        verified,
        areas: cells.areas.iter().map(area).collect(),
        hours: cells
            .hours
            .iter()
            .map(|&(hour, n)| HourCount { hour: Stamp(hour * HOUR_MS), count: n.unsigned_abs() })
            .collect(),
        counted_at: Stamp(board.at_ms),
        licence: T::Licence.text(lang).to_owned(),
    })
}

/// The site through which a petition came.
pub async fn site_of(app: &App, code: &str) -> Result<Option<Site>> {
    let board = app.petitions.board.now(app).await?;
    let id = match board.petition(code) {
        Some(petition) => Some(petition.site),
        None => rows::by_code(&mut app.db.read(), code).await?.map(|petition| petition.site),
    };
    Ok(id.and_then(|id| app.settings().site_by_id(id).cloned()))
}

/// A picture of a public petition for those who share it: what it asks for and its count. A PNG.
pub async fn picture(app: &App, code: &str, lang: Lang) -> Result<Vec<u8>> {
    let board = app.petitions.board.now(app).await?;
    let Some(petition) = board.petition(code).cloned() else { return Err(ErrorCode::NotFound.into()) };
    let (count, settings) = (board.count(petition.id).0, app.settings());
    let asked = agency(&settings, &petition, lang).name;
    let draw = move || super::picture::draw(&petition.title, count, &asked, lang);
    tokio::task::spawn_blocking(draw).await.map_err(|error| AppError::Internal(error.into()))?
}

/// Signatures that count, verified ones among them, and when they were counted: what a hundred thousand watchers ask for.
pub async fn count(app: &App, code: &str) -> Result<((u64, u64), i64)> {
    let board = app.petitions.board.now(app).await?;
    let Some(petition) = board.petition(code) else { return Err(ErrorCode::NotFound.into()) };
    Ok((board.count(petition.id), board.at_ms))
}
