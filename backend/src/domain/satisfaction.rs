//! What people thought of the answers: how many of those who got one rated it, how many stars they gave, and what they wrote
//! with it. Whatever in their words tells who somebody is is covered before they leave here; what was written to a sealed
//! case is left out.

use super::app::App;
use super::breakdowns::{self, Query};
use super::error::{AppError, Result};
use super::people::Viewer;
use super::personal;
use super::reports::{Wanted, above, chosen, counts_sealed, period};
use super::settings::Settings;
use super::unsealing;
use crate::search::{After, Facet, Index, Scope, SearchError, SearchRequest, Sort};
use crate::store::cases::StoredCase;
use crate::store::{cases, events, words};
use hoiam_shared::case::What;
use hoiam_shared::error::FieldError;
use hoiam_shared::ids::CaseId;
use hoiam_shared::query::Compiled;
use hoiam_shared::wire::indicators::{Dimension, Figure};
use hoiam_shared::wire::satisfaction::{RatedWords, SatisfactionView};
use hoiam_shared::{Lang, Stamp};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

/// The most stars.
const MOST: u8 = 5;
/// Words that are shown.
const LISTED: usize = 20;
/// Cases that are looked through for them at once, and how often: most ratings come without words.
const PAGE: usize = 200;
const PAGES: usize = 5;

/// The ratings of the cases that an agency and all below it received in a period; words only of so many stars, if that is
/// asked for.
pub async fn of(
    app: &App,
    viewer: &Viewer,
    wanted: &Wanted,
    stars: Option<u8>,
    lang: Lang,
) -> Result<SatisfactionView> {
    if stars.is_some_and(|stars| !(1..=MOST).contains(&stars)) {
        return Err(AppError::field("stars", FieldError::OutOfRange));
    }
    let settings = app.settings();
    let agency = chosen(&settings, viewer, wanted)?;
    let (from, to) = period(app, wanted)?;
    let query = |sealed| Query { agency: agency.code.clone(), from, to, sealed };
    let figures = breakdowns::of(app, viewer, wanted, Dimension::Agency, lang).await?;
    let all = query(counts_sealed(&settings, viewer, agency));
    let stars_of = by_stars(app, viewer, &settings, &all).await?;
    let test = stars.map_or_else(|| "rating:any".to_owned(), |stars| format!("rating:{stars}"));
    let written = query(false).compiled(app, &settings, &test)?;
    let (words, more) = words(app, viewer, &settings, written, lang).await?;
    Ok(SatisfactionView { figures, path: above(&settings, viewer, agency, lang), stars: stars_of, words, more })
}

/// How many gave one star, two, …
async fn by_stars(app: &App, viewer: &Viewer, settings: &Settings, query: &Query) -> Result<Vec<Figure>> {
    let whole = query.compiled(app, settings, "")?;
    let scope = breakdowns::scope(viewer);
    let counted = app.ask(move |index| index.break_down(&whole, &scope, Facet::Rating)).await?;
    let figure = |stars: u8| {
        let cases = counted.get(&stars.to_string()).map_or(0, |measures| measures.received);
        Figure { value: i64::try_from(cases).unwrap_or(i64::MAX), query: query.with(&format!("rating:{stars}")) }
    };
    Ok((1..=MOST).map(figure).collect())
}

/// What was written with the ratings of the cases received last, and whether there is more.
async fn words(
    app: &App,
    viewer: &Viewer,
    settings: &Settings,
    query: Compiled,
    lang: Lang,
) -> Result<(Vec<RatedWords>, bool)> {
    let query = Arc::new(query);
    let mut found = Vec::new();
    let mut after = None;
    for _ in 0..PAGES {
        let (scope, query) = (breakdowns::scope(viewer), query.clone());
        let (ids, next) = app.ask(move |index| page(index, &query, &scope, after)).await?;
        // One more than is shown says that there is more.
        found.extend(written(app, viewer, settings, &ids, LISTED + 1 - found.len(), lang).await?);
        after = next;
        if after.is_none() || found.len() > LISTED {
            break;
        }
    }
    let more = after.is_some() || found.len() > LISTED;
    found.truncate(LISTED);
    found.sort_by_key(|words| Reverse(words.at));
    Ok((found, more))
}

/// The next rated cases, and where those after them begin.
fn page(
    index: &Index,
    query: &Compiled,
    scope: &Scope,
    after: Option<After>,
) -> std::result::Result<(Vec<CaseId>, Option<After>), SearchError> {
    let request = SearchRequest { query, scope, sort: Sort::Received, after, limit: PAGE, facets: &[] };
    let found = index.search(&request)?;
    Ok((found.hits.iter().map(|hit| CaseId(hit.id)).collect(), found.next))
}

/// What was written with the ratings of some cases, in their order, `most` at most.
async fn written(
    app: &App,
    viewer: &Viewer,
    settings: &Settings,
    ids: &[CaseId],
    most: usize,
    lang: Lang,
) -> Result<Vec<RatedWords>> {
    let mut read = app.db.read();
    let texts = words::of_cases(&mut read, ids).await?;
    // With nothing but the text that it was filed with, a case has no words to a rating.
    let mut body: HashMap<(i64, i64), String> = texts
        .into_iter()
        .filter(|text| text.version > 1)
        .map(|text| ((text.case_id, text.version), text.body))
        .collect();
    let mut ratings: HashMap<CaseId, (i64, u8, i64)> = HashMap::new();
    for (id, event) in events::of_cases(&mut read, ids).await? {
        // The last one holds.
        if let What::Rated { stars } = event.what {
            ratings.insert(id, (i64::from(event.version), stars, event.at_ms));
        }
    }
    let stored: HashMap<CaseId, StoredCase> =
        cases::by_ids(&mut read, ids).await?.into_iter().map(|case| (case.id, case)).collect();
    let mut found = Vec::new();
    for id in ids {
        if found.len() == most {
            break;
        }
        let (Some(&(version, stars, at_ms)), Some(case)) = (ratings.get(id), stored.get(id)) else { continue };
        let text = body.remove(&(id.0, version)).filter(|text| !text.trim().is_empty());
        // The index may be a moment behind a case that was sealed just now.
        let Some(text) = text.filter(|_| !case.case.sealed) else { continue };
        let contact = match words::contact(&mut read, *id).await? {
            Some(sealed) => unsealing::read(app, *id, &sealed)?,
            None => None,
        };
        let category = case.case.category.as_deref().and_then(|code| settings.category(code));
        found.push(RatedWords {
            stars,
            at: Stamp(at_ms),
            body: personal::covered(&text, contact.as_ref()),
            agency: case.case.agency.and_then(|id| settings.agency(id)).map(|agency| agency.view(lang)),
            category: category.map_or_else(String::new, |category| category.name(lang).to_owned()),
            code: viewer.sees(settings, case.case.agency, false).then(|| case.code.clone()),
        });
    }
    Ok(found)
}
