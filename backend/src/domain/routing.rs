//! Who is responsible: the citizen's choice, then the rules in order, then the learned suggestion where it is sure,
//! then the site's own agency. Every case
//! stores why it went where it went.

use super::settings::{Settings, Site};
use hoiam_shared::case::event::RouteWhy;
use hoiam_shared::ids::AgencyId;
use hoiam_shared::query::CaseFacts;

/// The agency for a new case, and why.
pub fn route(
    settings: &Settings,
    site: &Site,
    chosen: Option<AgencyId>,
    area: Option<&str>,
    facts: &CaseFacts<'_>,
    now_ms: i64,
    suggest: impl FnOnce() -> Option<(AgencyId, u16)>,
) -> (AgencyId, RouteWhy) {
    if let Some(agency) = chosen {
        return (agency, RouteWhy::Chosen);
    }
    for rule in &settings.rules {
        if rule.query.matches(settings, facts, now_ms)
            && let Some(agency) = rule.target.resolve(area, settings)
        {
            return (agency, RouteWhy::Rule(rule.id));
        }
    }
    match suggest() {
        Some((agency, sure)) => (agency, RouteWhy::Suggested(sure)),
        None => (site.agency, RouteWhy::Site),
    }
}
