//! Sites as administrators keep them: reading and changing their settings ([`check`] says what is wrong with them), the
//! logo ([`logo`]), and a look at how a site would be before anything is kept. A change is written down with how it was
//! ([`told`]), and holds on every node within seconds.

mod check;
pub mod logo;
mod told;

use super::app::App;
use super::audit::{self, Entry};
use super::error::{AppError, Result};
use super::people::Viewer;
use super::settings::changing::{begin, finish};
use super::settings::{Agency, Category, Settings, Site};
use super::sites::{self, Corner, Logo, Look};
use super::visits;
use crate::store::Tx;
use crate::store::settings::{SiteRow, sites as site_rows};
use crate::store::sites::{self as rows, ChangeRow};
use hoiam_shared::audit::{Act, Thing};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::SiteId;
use hoiam_shared::rights::Role;
use hoiam_shared::wire::site::CategoryView;
use hoiam_shared::wire::sites::{SiteInput, SiteLine, SiteSettings, SiteTrial, SitesView};
use hoiam_shared::{Lang, Stamp};

/// Days shown.
const DAYS: i64 = 14;
/// Days summed up in the list.
const WEEK: i64 = 7;
/// Changes shown.
const CHANGES: i64 = 30;

/// Whether the person keeps the sites of an agency.
fn keeps(settings: &Settings, viewer: &Viewer, agency: &Agency) -> bool {
    viewer.holds(settings, Some(agency.id), Role::changes_sites)
}

/// A site with its agency, if the person keeps it. One of another branch does not exist for them.
fn kept<'s>(settings: &'s Settings, viewer: &Viewer, key: &str) -> Result<(&'s Site, &'s Agency)> {
    may(viewer)?;
    let site = settings.site(key).ok_or(AppError::Code(ErrorCode::NotFound))?;
    let agency = settings.agency(site.agency).filter(|agency| keeps(settings, viewer, agency));
    agency.map(|agency| (site, agency)).ok_or(AppError::Code(ErrorCode::NotFound))
}

fn may(viewer: &Viewer) -> Result<()> {
    match viewer.tops(Role::changes_sites).is_empty() {
        true => Err(ErrorCode::Denied.into()),
        false => Ok(()),
    }
}

/// All sites that the person keeps.
pub async fn list(app: &App, viewer: &Viewer, lang: Lang) -> Result<SitesView> {
    may(viewer)?;
    let settings = app.settings();
    let weeks = visits::sums(app, WEEK).await?;
    let line = |site: &Site| {
        let agency = settings.agency(site.agency).filter(|agency| keeps(&settings, viewer, agency))?;
        Some(SiteLine {
            key: site.key.clone(),
            name: site.name(lang).to_owned(),
            agency: agency.view(lang),
            origins: site.origins.clone(),
            colour: site.colour.clone(),
            week: weeks.get(&site.id).cloned().unwrap_or_else(|| visits::nothing(app, WEEK)),
        })
    };
    let mut sites: Vec<SiteLine> = settings.sites().into_iter().filter_map(line).collect();
    sites.sort_by(|a, b| (&a.name, &a.key).cmp(&(&b.name, &b.key)));
    let category = |category: &Category| CategoryView {
        code: category.code.clone(),
        parent: category.parent.clone(),
        name: category.name(lang).to_owned(),
    };
    Ok(SitesView { sites, categories: settings.categories_today().map(category).collect() })
}

/// One site with its settings.
pub async fn one(app: &App, viewer: &Viewer, key: &str, lang: Lang) -> Result<SiteSettings> {
    let settings = app.settings();
    let (site, agency) = kept(&settings, viewer, key)?;
    let look = settings.look(site.id);
    let days = visits::days(app, site.id, DAYS).await?;
    let mut read = app.db.read();
    let version = rows::version(&mut read, site.id.0).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    let changes = rows::changes(&mut read, site.id.0, CHANGES).await?;
    Ok(SiteSettings {
        version: u32::try_from(version).unwrap_or_default(),
        input: input_of(&settings, site),
        agency: agency.view(lang),
        logo: look.and_then(|look| look.logo.as_ref()).map(|logo| sites::logo_view(&site.key, logo, "").href),
        common: settings.questions.iter().filter(|q| q.site.is_none()).map(|q| q.spec.clone()).collect(),
        days,
        changes: changes.iter().map(|row| told::change(&settings, row, lang)).collect(),
        host: app.public_url.clone(),
    })
}

/// A site's settings as they are sent.
fn input_of(settings: &Settings, site: &Site) -> SiteInput {
    let look = settings.look(site.id);
    let [vi, en] = site.names.clone();
    SiteInput {
        key: site.key.clone(),
        agency: settings.agency(site.agency).map(|agency| agency.code.clone()).unwrap_or_default(),
        name: hoiam_shared::wire::sites::Bilingual { vi, en },
        origins: site.origins.clone(),
        kinds: site.kinds.clone(),
        colour: site.colour.clone(),
        left: look.is_some_and(|look| look.corner == Corner::Left),
        label: look.and_then(|look| look.label.clone()).unwrap_or_default(),
        frame: look.is_some_and(|look| look.frame),
        publishes: site.publishes,
        questions: settings.questions.iter().filter(|q| q.site == Some(site.id)).map(|q| q.spec.clone()).collect(),
    }
}

/// A site as somebody wants it, once everything is in order.
fn wanted(id: SiteId, agency: &Agency, input: &SiteInput) -> Site {
    Site {
        id,
        key: input.key.clone(),
        agency: agency.id,
        names: [input.name.vi.clone(), input.name.en.clone()],
        origins: input.origins.clone(),
        kinds: input.kinds.clone(),
        colour: input.colour.clone(),
        publishes: input.publishes,
    }
}

fn look_of(input: &SiteInput, logo: Option<Logo>) -> Look {
    Look {
        site: None,
        corner: if input.left { Corner::Left } else { Corner::Right },
        label: (!input.label.is_empty()).then(|| input.label.clone()),
        frame: input.frame,
        logo,
    }
}

fn row_of(site: &Site) -> SiteRow {
    let codes: Vec<&str> = site.kinds.iter().map(|kind| kind.code()).collect();
    SiteRow {
        id: site.id.0,
        key: site.key.clone(),
        agency_id: site.agency.0,
        name_vi: site.names[0].clone(),
        name_en: site.names[1].clone(),
        origins: site.origins.join("\n"),
        kinds: codes.join("\n"),
        colour: site.colour.clone(),
        publishes: i64::from(site.publishes),
    }
}

fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| AppError::Internal(error.into()))
}

/// The same for the record of acts.
fn value(input: &SiteInput) -> Result<serde_json::Value> {
    serde_json::to_value(input).map_err(|error| AppError::Internal(error.into()))
}

async fn write_parts(tx: &mut Tx, site: &Site, look: &Look, input: &SiteInput) -> Result<()> {
    rows::put_look(tx, site.id.0, &json(look)?).await?;
    let specs = input.questions.iter().map(json).collect::<Result<Vec<_>>>()?;
    Ok(rows::put_questions(tx, site.id.0, specs).await?)
}

/// Adds a site.
pub async fn create(app: &App, viewer: &Viewer, input: SiteInput, lang: Lang) -> Result<SiteSettings> {
    may(viewer)?;
    let settings = app.settings();
    let input = check::tidied(input);
    let agency = check::checked(&settings, viewer, &input, None)?;
    let (mut tx, _) = begin(app).await?;
    let id = rows::next_id(&mut tx).await?;
    let site = wanted(SiteId(id), agency, &input);
    // Whoever came first through the line has the key; the settings in memory may not know yet.
    match site_rows::insert(&mut tx, &[row_of(&site)]).await {
        Ok(()) => {}
        Err(crate::store::StoreError::Duplicate(_)) => return Err(check::key_taken(&input.key)),
        Err(error) => return Err(error.into()),
    }
    write_parts(&mut tx, &site, &look_of(&input, None), &input).await?;
    let change =
        ChangeRow { site_id: id, at_ms: app.now_ms(), user_id: viewer.id.0, was: String::new(), became: json(&input)? };
    rows::record(&mut tx, &change).await?;
    let entry = Entry::of(Act::Created, Thing::Site, input.key.as_str(), agency.id);
    audit::by(app, &mut tx, viewer, entry.with(serde_json::Value::Null, value(&input)?)).await?;
    finish(app, tx).await?;
    one(app, viewer, &input.key, lang).await
}

/// Changes a site, if it is still as it was seen.
pub async fn change(
    app: &App,
    viewer: &Viewer,
    key: &str,
    seen: i64,
    input: SiteInput,
    lang: Lang,
) -> Result<SiteSettings> {
    let settings = app.settings();
    let (before, _) = kept(&settings, viewer, key)?;
    let input = check::tidied(SiteInput { key: key.to_owned(), ..input });
    let agency = check::checked(&settings, viewer, &input, Some(before.id))?;
    let (mut tx, _) = begin(app).await?;
    if rows::version(&mut tx, before.id.0).await? != Some(seen) {
        return Err(ErrorCode::Stale.into());
    }
    let was = input_of(&settings, before);
    if was != input {
        let site = wanted(before.id, agency, &input);
        rows::update(&mut tx, &row_of(&site)).await?;
        let logo = settings.look(before.id).and_then(|look| look.logo.clone());
        write_parts(&mut tx, &site, &look_of(&input, logo), &input).await?;
        let change = ChangeRow {
            site_id: site.id.0,
            at_ms: app.now_ms(),
            user_id: viewer.id.0,
            was: json(&was)?,
            became: json(&input)?,
        };
        rows::record(&mut tx, &change).await?;
        // Of the agency that loses it: whoever is to know of it may know of that one.
        let entry = Entry::of(Act::Changed, Thing::Site, key, before.agency).with(value(&was)?, value(&input)?);
        audit::by(app, &mut tx, viewer, entry).await?;
        finish(app, tx).await?;
    } else {
        // One connection writes.
        drop(tx);
    }
    one(app, viewer, key, lang).await
}

/// A site as it would be: what the loader and the widget would be told. Nothing is kept.
pub fn trial(app: &App, viewer: &Viewer, input: SiteInput) -> Result<SiteTrial> {
    may(viewer)?;
    let settings = app.settings();
    let input = check::tidied(input);
    let known = kept(&settings, viewer, &input.key).ok().map(|(site, _)| site.id);
    let agency = check::checked(&settings, viewer, &input, known)?;
    let site = wanted(known.unwrap_or(SiteId(0)), agency, &input);
    let logo = known.and_then(|id| settings.look(id)).and_then(|look| look.logo.clone());
    let view =
        |lang: Lang| sites::trial(&settings, &site, &input.questions, lang).ok_or(AppError::Code(ErrorCode::NotFound));
    let look = sites::look_view(&site, Some(&look_of(&input, logo)), "");
    Ok(SiteTrial { vi: view(Lang::Vi)?, en: view(Lang::En)?, look })
}

/// When something was changed, for those who are told.
fn stamp(ms: i64) -> Stamp {
    Stamp(ms)
}
