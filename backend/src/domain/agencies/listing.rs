//! The tree, a level and a page at a time, and finding in it; one agency with all that points at it.

use super::{above_is_kept, kept};
use crate::domain::app::App;
use crate::domain::error::Result;
use crate::domain::people::Viewer;
use crate::domain::settings::{Agency, Settings};
use crate::store::agencies as rows;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::AgencyId;
use hoiam_shared::rights::Role;
use hoiam_shared::route::RuleTarget;
use hoiam_shared::wire::agencies::{AgencyFields, AgencyLine, AgencyPage, AgencyView, MergedAgency, Pointing};
use hoiam_shared::wire::intake::AgencyRef;
use hoiam_shared::{Lang, Stamp, limits, text};

/// Agencies of a page when nothing is said.
const PAGE: usize = 50;

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Code of the agency whose children are listed; empty for the tops of the reader's branches.
    pub parent: String,
    /// A part of a present or former name or code: then the whole of the reader's branches is looked through.
    pub q: String,
    /// Those that are no more, too.
    pub closed: bool,
    /// Behind this place.
    pub after: Option<usize>,
    /// So many at most.
    pub limit: Option<usize>,
}

/// A page of the tree.
pub async fn page(app: &App, viewer: &Viewer, asked: &Asked, lang: Lang) -> Result<AgencyPage> {
    let settings = app.settings();
    let tops = viewer.tops(Role::keeps_agencies);
    if tops.is_empty() {
        return Err(ErrorCode::Denied.into());
    }
    let (q, plain) = (text::fold(asked.q.trim()).replace('y', "i"), asked.q.trim().to_lowercase());
    let mut line = Vec::new();
    let mut found: Vec<&Agency> = if !q.is_empty() {
        let keeps = |agency: &&Agency| viewer.holds(&settings, Some(agency.id), Role::keeps_agencies);
        settings.agencies().filter(|agency| agency.is_called(&plain, &q)).filter(keeps).collect()
    } else if asked.parent.is_empty() {
        tops.iter().filter_map(|id| settings.agency(*id)).collect()
    } else {
        let parent = kept(&settings, viewer, &asked.parent)?;
        line = line_of(&settings, viewer, parent, lang);
        line.push(parent.view(lang));
        settings.below(parent.id).iter().filter_map(|id| settings.agency(*id)).collect()
    };
    found.retain(|agency| asked.closed || !q.is_empty() || agency.kept.closed_ms.is_none());
    // What is there before what was, then by name as people sort it: without marks first.
    found.sort_by_cached_key(|agency| {
        (agency.kept.closed_ms.is_some(), text::fold(agency.name(lang)), agency.code.clone())
    });
    let (from, limit) = (asked.after.unwrap_or(0), asked.limit.unwrap_or(PAGE).clamp(1, limits::PAGE_ROWS));
    Ok(AgencyPage {
        line,
        total: found.len() as u64,
        next: (found.len() > from + limit).then(|| (from + limit).to_string()),
        agencies: found.into_iter().skip(from).take(limit).map(|agency| one_line(&settings, agency, lang)).collect(),
    })
}

/// Those above an agency that the reader keeps, from the top.
fn line_of(settings: &Settings, viewer: &Viewer, agency: &Agency, lang: Lang) -> Vec<AgencyRef> {
    let above = settings.line(agency.id).skip(1);
    let kept = above.take_while(|above| viewer.holds(settings, Some(above.id), Role::keeps_agencies));
    let mut line: Vec<AgencyRef> = kept.map(|agency| agency.view(lang)).collect();
    line.reverse();
    line
}

fn children(settings: &Settings, id: AgencyId) -> u32 {
    let there = settings.below(id).iter().filter_map(|id| settings.agency(*id));
    there.filter(|agency| agency.kept.closed_ms.is_none()).count().try_into().unwrap_or(u32::MAX)
}

fn successor(settings: &Settings, agency: &Agency, lang: Lang) -> Option<AgencyRef> {
    Some(settings.agency(agency.kept.successor?)?.view(lang))
}

fn one_line(settings: &Settings, agency: &Agency, lang: Lang) -> AgencyLine {
    let above = agency.parent.and_then(|id| settings.agency(id));
    AgencyLine {
        code: agency.code.clone(),
        name: agency.name(lang).to_owned(),
        above: above.map(|above| above.name(lang).to_owned()).unwrap_or_default(),
        below: children(settings, agency.id),
        closed_at: agency.kept.closed_ms.map(Stamp),
        successor: successor(settings, agency, lang),
    }
}

/// One agency.
pub async fn one(app: &App, viewer: &Viewer, code: &str, lang: Lang) -> Result<AgencyView> {
    let settings = app.settings();
    let agency = kept(&settings, viewer, code)?;
    let mut merged: Vec<MergedAgency> = settings
        .agencies()
        .filter(|other| other.kept.successor == Some(agency.id))
        .filter_map(|other| Some(MergedAgency { agency: other.view(lang), at: Stamp(other.kept.closed_ms?) }))
        .collect();
    merged.sort_by(|a, b| a.agency.name.cmp(&b.agency.name));
    Ok(AgencyView {
        code: agency.code.clone(),
        area_text: agency.area.as_deref().and_then(|code| settings.area_name(code, lang)).unwrap_or_default(),
        kept: fields(agency),
        line: line_of(&settings, viewer, agency, lang),
        below: children(&settings, agency.id),
        closed_at: agency.kept.closed_ms.map(Stamp),
        successor: successor(&settings, agency, lang),
        merged,
        points: points(&settings, agency, rows::pointing(&mut app.db.read(), agency.id).await?),
        version: agency.kept.version,
        movable: agency.parent.is_some() && above_is_kept(&settings, viewer, agency),
    })
}

/// What can be changed of an agency, as it is.
pub(in crate::domain) fn fields(agency: &Agency) -> AgencyFields {
    AgencyFields {
        name_vi: agency.names[0].clone(),
        name_en: agency.names[1].clone(),
        aliases: agency.kept.aliases.clone(),
        area: agency.area.clone(),
        role: agency.role.clone(),
        identifier: agency.kept.identifier.clone(),
        contact: agency.kept.contact.clone(),
    }
}

/// What points at an agency, with the rules in force.
pub(super) fn points(settings: &Settings, agency: &Agency, stored: rows::Pointing) -> Pointing {
    let small = |n: i64| u64::try_from(n).unwrap_or_default();
    let here = |target: &RuleTarget| matches!(target, RuleTarget::Agency(code) if *code == agency.code);
    Pointing {
        open_cases: small(stored.open_cases),
        other_cases: small(stored.other_cases),
        sites: small(stored.sites),
        people: small(stored.people),
        rules: settings.rules.iter().filter(|rule| here(&rule.target)).count() as u64,
        endpoints: small(stored.endpoints),
        templates: small(stored.templates),
        searches: small(stored.searches),
    }
}
