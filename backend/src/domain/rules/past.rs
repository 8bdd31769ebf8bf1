//! Past cases as they were when they were filed: what rules are tried on. Sealed cases are never among them.

use crate::domain::app::App;
use crate::domain::error::Result;
use crate::domain::settings::{Asked, Settings};
use crate::store::cases::StoredCase;
use crate::store::{cases, events, rules, words};
use hoiam_shared::case::event::RouteWhy;
use hoiam_shared::case::{CaseState, Event, What};
use hoiam_shared::ids::{AgencyId, CaseId};
use hoiam_shared::query::CaseFacts;
use hoiam_shared::route::RuleTarget;
use hoiam_shared::text::plan::Body;

/// Cases read at a time.
const CHUNK: usize = 1_000;

/// A past case.
pub struct Past {
    /// As it is now.
    pub stored: StoredCase,
    /// Its title.
    pub title: String,
    /// Its text, analysed.
    pub body: Body,
    /// The same as the learned suggestion reads it.
    pub text: String,
    /// Where it went first, and why.
    pub first: Option<(AgencyId, RouteWhy)>,
    /// Who took it up, if somebody did.
    pub ended: Option<AgencyId>,
}

/// The newest cases of a period, at most `limit` of them, and whether there are more.
pub async fn of_period(app: &App, from_ms: i64, to_ms: i64, limit: usize) -> Result<(Vec<Past>, bool)> {
    let mut read = app.db.read();
    let mut ids = rules::newest_cases(&mut read, from_ms, to_ms, limit as i64 + 1).await?;
    let more = ids.len() > limit;
    ids.truncate(limit);
    let mut out = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        let ids: Vec<CaseId> = chunk.iter().copied().map(CaseId).collect();
        let mut stored = cases::by_ids(&mut read, &ids).await?;
        stored.sort_by_key(|case| std::cmp::Reverse((case.case.received_ms, case.id)));
        let filed = words::filed(&mut read, &ids).await?;
        let mut filed: std::collections::HashMap<i64, _> = filed.into_iter().map(|w| (w.case_id, w)).collect();
        let routed = events::routed(&mut read, &ids).await?;
        let mut first = std::collections::HashMap::new();
        for (id, event) in routed {
            if let What::Routed { agency, why, .. } = event.what {
                first.entry(id).or_insert((agency, why));
            }
        }
        for stored in stored {
            let words = filed.remove(&stored.id.0).unwrap_or_default();
            let body = Body::new([words.title.as_str(), words.body.as_str(), words.address.as_str()]);
            let text = crate::domain::suggesting::text_of(&words.title, &words.body);
            let case = &stored.case;
            let refused = matches!(case.state, CaseState::Rejected | CaseState::Withdrawn | CaseState::Merged);
            let ended = case.agency.filter(|_| case.accepted_ms.is_some() && !refused);
            let first = first.remove(&stored.id);
            out.push(Past { stored, title: words.title, body, text, first, ended });
        }
    }
    Ok((out, more))
}

impl Past {
    /// Asks something of it as it was when it was filed.
    pub fn ask<T>(&self, settings: &Settings, ask: impl FnOnce(&CaseFacts<'_>) -> T) -> T {
        let case = &self.stored.case;
        let areas = case.area.as_deref().map(|code| settings.area_line(code)).unwrap_or_default();
        ask(&CaseFacts {
            areas: &areas,
            category: case.category.as_deref(),
            flags: &case.flags,
            sealed: case.sealed,
            ..CaseFacts::filed(case.kind, case.channel, case.site, case.received_ms, &self.body)
        })
    }
}

/// A rule ready to be asked.
pub struct Ready {
    /// Which version; 0 for one that is not stored.
    pub id: i64,
    /// When.
    pub query: Asked,
    /// Where to.
    pub target: RuleTarget,
}

/// The rule that takes a case and where it sends it: the first that matches and has somebody there.
pub fn taken<'r>(settings: &Settings, rules: &'r [Ready], past: &Past) -> Option<(&'r Ready, AgencyId)> {
    let area = past.stored.case.area.as_deref();
    past.ask(settings, |facts| {
        rules.iter().find_map(|rule| {
            let matches = rule.query.matches(settings, facts, past.stored.case.received_ms);
            matches.then(|| rule.target.resolve(area, settings)).flatten().map(|agency| (rule, agency))
        })
    })
}

/// All events of some cases that say who has them, by case and age.
pub async fn moves(app: &App, ids: &[CaseId]) -> Result<Vec<(CaseId, Event)>> {
    let mut out = Vec::new();
    for chunk in ids.chunks(CHUNK) {
        out.extend(events::routed(&mut app.db.read(), chunk).await?);
    }
    Ok(out)
}
