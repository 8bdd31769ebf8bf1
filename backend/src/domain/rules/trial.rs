//! Trying a change of the rules on past cases before it is made: which would go elsewhere, from where to where, and
//! whether more of them would go where they were taken up in the end.

use super::past::{self, Past, Ready, taken};
use super::{check, may_read, target_name};
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::domain::people::Viewer;
use crate::domain::settings::{Settings, ZONE};
use crate::domain::suggesting::{Suggester, label_of};
use crate::store::rules;
use hoiam_shared::Lang;
use hoiam_shared::case::event::RouteWhy;
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::ids::AgencyId;
use hoiam_shared::query::{Clock, Period};
use hoiam_shared::route::RuleTarget;
use hoiam_shared::wire::routing::{RuleTrial, TrialCase, TrialCell, TrialView};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Cases looked at; what a person waits for is a few seconds.
const MOST_CASES: usize = 10_000;
/// Cases listed.
const MOST_EXAMPLES: usize = 100;

/// Tries it. Nothing is stored.
pub async fn run(app: &App, viewer: &Viewer, wanted: &RuleTrial, lang: Lang) -> Result<TrialView> {
    let settings = app.settings();
    may_read(&settings, viewer)?;
    if let Some(rule) = &wanted.rule {
        check::rule(&settings, rule, lang)?;
    }
    let (from_ms, to_ms) = (day_start(&wanted.from, "from")?, day_start(&wanted.to, "to")? + 86_400_000);
    if from_ms >= to_ms {
        return Err(AppError::field("to", FieldError::OutOfRange));
    }
    let (now, then) = sets(app, &settings, wanted).await?;
    let (past, more) = past::of_period(app, from_ms, to_ms, MOST_CASES).await?;
    let (viewer, suggester) = (viewer.clone(), app.suggester.load_full());
    let count = move || {
        let run = Run { settings: &settings, viewer: &viewer, suggester: &suggester, lang };
        run.count(&past, &now, &then, more)
    };
    tokio::task::spawn_blocking(count).await.map_err(|error| AppError::Internal(error.into()))
}

fn day_start(text: &str, field: &'static str) -> Result<i64> {
    let wrong = || AppError::field(field, FieldError::OutOfRange);
    // A day as the query language reads it; months and distances are no day.
    let text = text.trim();
    let clock = Clock { now_ms: 0, zone: &ZONE };
    let period = Period::read(text).filter(|_| text.len() == 10).ok_or_else(wrong)?;
    period.bounds(clock, false).map(|bounds| bounds.from).ok_or_else(wrong)
}

/// The rules as they are and as they would be.
async fn sets(app: &App, settings: &Settings, wanted: &RuleTrial) -> Result<(Vec<Ready>, Vec<Ready>)> {
    let rows = rules::current(&mut app.db.read()).await?;
    let ready = |id: i64, query: &str, target: &str| -> Result<Ready> {
        let query = settings.asked(query).map_err(|reason| AppError::BadQuery(reason, None))?;
        let target = RuleTarget::parse(target).ok_or_else(|| AppError::field("target", FieldError::UnknownValue))?;
        Ok(Ready { id, query, target })
    };
    let of = |row: &rules::CurrentRule| ready(row.id, &row.query, &row.target);
    let now = rows.iter().filter(|row| row.active != 0).map(of).collect::<Result<Vec<_>>>()?;
    // (place, active, rule), the changed one in its place.
    let mut then = Vec::new();
    for row in &rows {
        if wanted.replaces == Some(row.id) {
            continue;
        }
        then.push((row.active != 0, of(row)?));
    }
    let place = match (wanted.position, wanted.replaces) {
        (Some(place), _) => place as usize,
        (None, Some(id)) => rows.iter().position(|row| row.id == id).ok_or(AppError::Code(ErrorCode::Stale))?,
        (None, None) => then.len(),
    };
    if let Some(rule) = &wanted.rule {
        let at = place.min(then.len());
        then.insert(at, (rule.active, ready(0, rule.query.trim(), rule.target.trim())?));
    }
    Ok((now, then.into_iter().filter(|(active, _)| *active).map(|(_, rule)| rule).collect()))
}

struct Run<'a> {
    settings: &'a Settings,
    viewer: &'a Viewer,
    suggester: &'a Arc<Suggester>,
    lang: Lang,
}

impl Run<'_> {
    fn count(&self, past: &[Past], now: &[Ready], then: &[Ready], more: bool) -> TrialView {
        let mut table: BTreeMap<(String, String), (u32, u32)> = BTreeMap::new();
        let (mut moved, mut before, mut after, mut confirmed) = (0, 0, 0, 0);
        let mut examples = Vec::new();
        for case in past {
            // The sender's own choice stands before any rule.
            let chosen = matches!(case.first, Some((_, RouteWhy::Chosen)));
            let (old, new) = if chosen {
                let agency = case.first.as_ref().map(|(agency, _)| *agency);
                (agency, agency)
            } else {
                (self.goes(case, now), self.goes(case, then))
            };
            if let Some(ended) = case.ended {
                confirmed += 1;
                before += u32::from(old == Some(ended));
                after += u32::from(new == Some(ended));
            }
            if old == new {
                continue;
            }
            moved += 1;
            let cell = table.entry((self.place(case, old), self.place(case, new))).or_default();
            cell.0 += 1;
            cell.1 += u32::from(new.is_some() && new == case.ended);
            let seen = self.viewer.sees(self.settings, case.stored.case.agency, case.stored.case.sealed);
            if seen && examples.len() < MOST_EXAMPLES {
                examples.push(TrialCase {
                    code: case.stored.code.clone(),
                    title: case.title.clone(),
                    from: self.name(old),
                    to: self.name(new),
                    ended: case.ended.map(|agency| self.name(Some(agency))),
                });
            }
        }
        let mut table: Vec<TrialCell> =
            table.into_iter().map(|((from, to), (cases, right))| TrialCell { from, to, cases, right }).collect();
        table.sort_by_key(|cell| std::cmp::Reverse(cell.cases));
        TrialView {
            cases: u32::try_from(past.len()).unwrap_or(u32::MAX),
            more,
            moved,
            table,
            right_before: before,
            right_after: after,
            confirmed,
            examples,
        }
    }

    /// Where these rules, then the suggestion, then the site's agency would take it.
    fn goes(&self, case: &Past, rules: &[Ready]) -> Option<AgencyId> {
        if let Some((_, agency)) = taken(self.settings, rules, case) {
            return Some(agency);
        }
        let area = case.stored.case.area.as_deref();
        let suggested = self.suggester.route(self.settings, &case.text, area).map(|(agency, _)| agency);
        suggested.or_else(|| self.settings.site_by_id(case.stored.case.site).map(|site| site.agency))
    }

    /// The part that the agency plays where the case is, so that the table has one line for all provinces.
    fn place(&self, case: &Past, agency: Option<AgencyId>) -> String {
        let label = agency.and_then(|agency| label_of(self.settings, case.stored.case.area.as_deref(), agency));
        label.map_or_else(|| "–".to_owned(), |label| target_name(self.settings, &label, self.lang))
    }

    fn name(&self, agency: Option<AgencyId>) -> String {
        let agency = agency.and_then(|id| self.settings.agency(id));
        agency.map_or_else(|| "–".to_owned(), |agency| agency.name(self.lang).to_owned())
    }
}
