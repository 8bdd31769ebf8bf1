//! Searches that people keep: their own, and those shared with the agencies around them.

use super::app::App;
use super::error::{AppError, Result};
use super::people::Viewer;
use super::queue::{self, sort_from};
use super::settings::Settings;
use crate::store::counters;
use crate::store::searches::{self, Search};
use hoiam_shared::Lang;
use hoiam_shared::check::{self, Fault};
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::ids::{AgencyId, UserId};
use hoiam_shared::limits;
use hoiam_shared::query::{Node, parse};
use hoiam_shared::rights::Role;
use hoiam_shared::wire::search::{SearchInput, SearchView};

/// All that the person has and is given, with what each finds for them now.
pub async fn list(app: &App, viewer: &Viewer, lang: Lang) -> Result<Vec<SearchView>> {
    let settings = app.settings();
    let tops = viewer.tops(Role::reads_cases);
    let kept = searches::visible(&mut app.db.read(), viewer.id, &tops).await?;
    let trees: Vec<Option<Node>> = kept.iter().map(|search| parse(&search.query).ok()).collect();
    let readable: Vec<&Node> = trees.iter().flatten().collect();
    let mut counts = queue::counts(app, viewer, &Node::All, &readable).await?.into_iter();
    let view = |(search, tree): (Search, &Option<Node>)| {
        let count = tree.as_ref().and_then(|_| counts.next());
        view(&settings, viewer, search, count, lang)
    };
    Ok(kept.into_iter().zip(&trees).map(view).collect())
}

fn view(settings: &Settings, viewer: &Viewer, search: Search, count: Option<u64>, lang: Lang) -> SearchView {
    SearchView {
        shared: search.agency_id.and_then(|id| settings.agency(AgencyId(id))).map(|agency| agency.view(lang)),
        owner: settings.person(UserId(search.owner_id)).map(|person| person.name.clone()).unwrap_or_default(),
        mine: search.owner_id == viewer.id.0,
        id: search.id,
        name: search.name,
        query: search.query,
        sort: search.sort,
        count,
    }
}

/// Keeps a new search.
pub async fn keep(app: &App, viewer: &Viewer, input: &SearchInput, lang: Lang) -> Result<SearchView> {
    let settings = app.settings();
    let agency = checked(&settings, viewer, input, lang)?;
    let mut tx = app.db.begin().await?;
    let own = searches::visible(&mut tx, viewer.id, &[]).await?;
    if own.len() >= limits::SEARCHES {
        return Err(AppError::field("name", FieldError::OutOfRange));
    }
    let id = counters::take(&mut tx, "search", 1).await?;
    store(app, viewer, &settings, tx, id, input, agency, lang).await
}

/// Changes a search of one's own.
pub async fn change(app: &App, viewer: &Viewer, id: i64, input: &SearchInput, lang: Lang) -> Result<SearchView> {
    let settings = app.settings();
    let agency = checked(&settings, viewer, input, lang)?;
    let mut tx = app.db.begin().await?;
    own(&searches::by_id(&mut tx, id).await?, viewer)?;
    store(app, viewer, &settings, tx, id, input, agency, lang).await
}

/// Forgets a search of one's own.
pub async fn forget(app: &App, viewer: &Viewer, id: i64) -> Result<()> {
    let mut tx = app.db.begin().await?;
    own(&searches::by_id(&mut tx, id).await?, viewer)?;
    searches::remove(&mut tx, id).await?;
    Ok(tx.commit().await?)
}

/// Somebody else's search does not exist for whoever would change it.
fn own(search: &Option<Search>, viewer: &Viewer) -> Result<()> {
    match search {
        Some(search) if search.owner_id == viewer.id.0 => Ok(()),
        _ => Err(ErrorCode::NotFound.into()),
    }
}

/// The agency it is shared with, once everything is in order.
fn checked(settings: &Settings, viewer: &Viewer, input: &SearchInput, lang: Lang) -> Result<Option<AgencyId>> {
    let mut faults: Vec<Fault> = Vec::new();
    check::text("name", &input.name, 1, limits::SEARCH_NAME_CHARS, &mut faults);
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    parse(&input.query).map_err(|error| AppError::bad_query(&input.query, &error, lang))?;
    sort_from(&input.sort)?;
    let Some(code) = input.share.as_deref().filter(|code| !code.is_empty()) else { return Ok(None) };
    let agency = settings.agency_by_code(code).ok_or_else(|| AppError::field("share", FieldError::UnknownValue))?;
    if !viewer.sees(settings, Some(agency.id), false) {
        return Err(AppError::field("share", FieldError::UnknownValue));
    }
    Ok(Some(agency.id))
}

#[expect(clippy::too_many_arguments, reason = "the last step of two use-cases, which have all of these at hand")]
async fn store(
    app: &App,
    viewer: &Viewer,
    settings: &Settings,
    mut tx: crate::store::Tx,
    id: i64,
    input: &SearchInput,
    agency: Option<AgencyId>,
    lang: Lang,
) -> Result<SearchView> {
    let search = Search {
        id,
        owner_id: viewer.id.0,
        agency_id: agency.map(|id| id.0),
        name: input.name.trim().to_owned(),
        query: input.query.trim().to_owned(),
        sort: input.sort.clone(),
        changed_ms: app.now_ms(),
    };
    searches::put(&mut tx, &search).await?;
    tx.commit().await?;
    let tree = parse(&search.query).unwrap_or(Node::All);
    let count = queue::counts(app, viewer, &Node::All, &[&tree]).await?.first().copied();
    Ok(view(settings, viewer, search, count, lang))
}
