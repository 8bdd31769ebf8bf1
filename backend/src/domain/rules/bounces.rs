//! What recent cases say about the rules: which they match, which of those they sent were passed on, where two rules
//! pull at the same case, and between which agencies cases go back and forth.

use super::lint::{self, Finding, Written};
use super::may_read;
use super::past::{self, Past, Ready};
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::domain::people::Viewer;
use crate::domain::settings::Settings;
use crate::store::rules;
use hoiam_shared::Lang;
use hoiam_shared::case::event::RouteWhy;
use hoiam_shared::case::{Event, What};
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::routing::Routing;
use hoiam_shared::ids::{AgencyId, CaseId};
use hoiam_shared::route::RuleTarget;
use hoiam_shared::wire::routing::{BouncePair, FindingView, RuleLint, RuleUse};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Recent cases looked at.
const MOST_CASES: usize = 5_000;
/// Cases that were passed on looked at.
const MOST_PASSED_ON: i64 = 20_000;
/// How far back.
const DAYS: i64 = 180;
/// Pairs of agencies shown.
const MOST_PAIRS: usize = 50;
/// Two rules pulling at fewer cases are let be.
const LEAST_CONFLICTS: u32 = 3;
/// A rule that sent fewer is not judged by them.
const LEAST_SENT: u32 = 5;
/// From this share on, in percent, a rule sends cases to the wrong place.
const BOUNCE_PERCENT: u32 = 20;

/// Looks at everything.
pub async fn lint(app: &App, viewer: &Viewer, lang: Lang) -> Result<RuleLint> {
    let settings = app.settings();
    may_read(&settings, viewer)?;
    let rows = rules::current(&mut app.db.read()).await?;
    let since_ms = app.now_ms() - DAYS * 86_400_000;
    let (past, _) = past::of_period(app, since_ms, i64::MAX, MOST_CASES).await?;
    let passed: Vec<CaseId> =
        rules::passed_on(&mut app.db.read(), since_ms, MOST_PASSED_ON).await?.into_iter().map(CaseId).collect();
    let moves = past::moves(app, &passed).await?;
    let work = move || Lint { settings, lang, moves }.run(&rows, &past);
    tokio::task::spawn_blocking(work).await.map_err(|error| AppError::Internal(error.into()))
}

struct Lint {
    settings: Arc<Settings>,
    lang: Lang,
    moves: Vec<(CaseId, Event)>,
}

/// What recent cases made of one rule.
#[derive(Default)]
struct Counted {
    matched: u32,
    first: u32,
    sent: u32,
    passed_on: u32,
    /// To whom they went on.
    onward: HashMap<AgencyId, u32>,
    /// By other rule: cases that both match and send to different places.
    against: HashMap<i64, u32>,
}

impl Lint {
    fn run(&self, rows: &[rules::CurrentRule], past: &[Past]) -> RuleLint {
        let name = |row: &rules::CurrentRule| match self.lang {
            Lang::Vi => row.name_vi.clone(),
            Lang::En => row.name_en.clone(),
        };
        let written: Vec<Written> = rows
            .iter()
            .map(|row| Written {
                id: row.id,
                name: name(row),
                active: row.active != 0,
                query: row.query.clone(),
                target: row.target.clone(),
            })
            .collect();
        let mut found = lint::read(&self.settings, &written, self.lang);
        let counted = self.count(rows, past);
        let said: HashSet<(i64, &str)> = found.iter().map(|f| (f.rule, f.kind)).collect();
        let names: HashMap<i64, &str> = written.iter().map(|rule| (rule.id, rule.name.as_str())).collect();
        let mut more = Vec::new();
        for rule in written.iter().filter(|rule| rule.active) {
            let hopeless = ["never_matches", "shadowed"].iter().any(|kind| said.contains(&(rule.id, *kind)));
            if let Some(counted) = counted.get(&rule.id) {
                more.extend(self.findings(rule, counted, &names, !past.is_empty() && !hopeless));
            }
        }
        found.extend(more);
        let place: HashMap<i64, usize> = rows.iter().enumerate().map(|(n, row)| (row.id, n)).collect();
        found.sort_by_key(|finding| place.get(&finding.rule).copied());
        let used = rows.iter().filter_map(|row| {
            let one = counted.get(&row.id)?;
            Some(RuleUse {
                rule: row.id,
                matched: one.matched,
                first: one.first,
                passed_on: one.passed_on,
                sent: one.sent,
            })
        });
        RuleLint {
            cases: u32::try_from(past.len()).unwrap_or(u32::MAX),
            findings: found
                .into_iter()
                .map(|f| FindingView { rule: f.rule, kind: f.kind.to_owned(), text: f.text, other: f.other })
                .collect(),
            used: used.collect(),
            pairs: self.pairs(),
        }
    }

    fn count(&self, rows: &[rules::CurrentRule], past: &[Past]) -> HashMap<i64, Counted> {
        let active = rows.iter().filter(|row| row.active != 0);
        let ready: Vec<Ready> = active
            .filter_map(|row| {
                let (query, target) = (self.settings.asked(&row.query).ok()?, RuleTarget::parse(&row.target)?);
                Some(Ready { id: row.id, query, target })
            })
            .collect();
        let mut counted: HashMap<i64, Counted> = ready.iter().map(|rule| (rule.id, Counted::default())).collect();
        for case in past {
            let area = case.stored.case.area.as_deref();
            let matching: Vec<(i64, Option<AgencyId>)> = case.ask(&self.settings, |facts| {
                let now_ms = case.stored.case.received_ms;
                let hits = ready.iter().filter(|rule| rule.query.matches(&self.settings, facts, now_ms));
                hits.map(|rule| (rule.id, rule.target.resolve(area, self.settings.as_ref()))).collect()
            });
            let first = matching.iter().find(|(_, to)| to.is_some()).copied();
            for (id, to) in &matching {
                let Some(one) = counted.get_mut(id) else { continue };
                one.matched += 1;
                one.first += u32::from(first.is_some_and(|(first, _)| first == *id));
                // Only against the one that took it: that is where order decides.
                if let Some((winner, place)) = first
                    && winner != *id
                    && to.is_some()
                    && *to != place
                {
                    *one.against.entry(winner).or_default() += 1;
                }
            }
            if let Some((_, RouteWhy::Rule(id))) = &case.first
                && let Some(one) = counted.get_mut(&id.0)
            {
                one.sent += 1;
                if case.stored.case.transfers > 0 {
                    one.passed_on += 1;
                    if let Some(to) = case.stored.case.agency {
                        *one.onward.entry(to).or_default() += 1;
                    }
                }
            }
        }
        counted
    }

    fn findings(&self, rule: &Written, counted: &Counted, names: &HashMap<i64, &str>, judged: bool) -> Vec<Finding> {
        let mut found = Vec::new();
        let mut add = |kind, text, other| found.push(Finding { rule: rule.id, kind, text, other });
        if counted.matched == 0 && judged {
            add("unused", Routing::LintUnused.text(self.lang).to_owned(), None);
        }
        let most = counted.against.iter().max_by_key(|(id, n)| (**n, std::cmp::Reverse(**id)));
        if let Some((other, n)) = most
            && *n >= LEAST_CONFLICTS
        {
            let values = [("other", names.get(other).copied().unwrap_or_default()), ("n", &n.to_string())];
            add("conflicting", fill(Routing::LintConflicting.text(self.lang), &values), Some(*other));
        }
        if counted.sent >= LEAST_SENT && counted.passed_on * 100 >= counted.sent * BOUNCE_PERCENT {
            let most = counted.onward.iter().max_by_key(|(id, n)| (**n, std::cmp::Reverse(**id)));
            let agency = most.and_then(|(id, _)| self.settings.agency(*id)).map_or("–", |a| a.name(self.lang));
            let (part, all) = (counted.passed_on.to_string(), counted.sent.to_string());
            let values = [("part", part.as_str()), ("all", &all), ("agency", agency)];
            add("bounce_prone", fill(Routing::LintBounceProne.text(self.lang), &values), None);
        }
        found
    }

    fn pairs(&self) -> Vec<BouncePair> {
        let mut pairs: Vec<BouncePair> = pairs(&self.moves)
            .into_iter()
            .filter_map(|((from, to), (cases, back))| {
                let (from, to) = (self.settings.agency(from)?, self.settings.agency(to)?);
                Some(BouncePair { from: from.view(self.lang), to: to.view(self.lang), cases, back })
            })
            .collect();
        pairs.sort_by(|a, b| {
            b.cases.cmp(&a.cases).then_with(|| (&a.from.code, &a.to.code).cmp(&(&b.from.code, &b.to.code)))
        });
        pairs.truncate(MOST_PAIRS);
        pairs
    }
}

/// How often each agency passed a case on to each other, and how often that was back to where it came from. The
/// hand-out of what lay unplaced, and the decision of an agency that was asked, are not passing on.
fn pairs(moves: &[(CaseId, Event)]) -> HashMap<(AgencyId, AgencyId), (u32, u32)> {
    let mut pairs: HashMap<(AgencyId, AgencyId), (u32, u32)> = HashMap::new();
    for events in moves.chunk_by(|a, b| a.0 == b.0) {
        let mut holder: Option<AgencyId> = None;
        for (_, event) in events {
            let (to, back) = match &event.what {
                What::Routed { agency, why, .. } => {
                    holder = (*why != RouteWhy::Site).then_some(*agency);
                    continue;
                }
                What::Transferred { agency, back, .. } => (*agency, *back),
                // What was asked for was that one; it went up because they could not agree.
                What::Referred { named, .. } => (*named, false),
                _ => continue,
            };
            if let Some(from) = holder {
                let pair = pairs.entry((from, to)).or_default();
                *pair = (pair.0 + 1, pair.1 + u32::from(back));
            }
            holder = if matches!(event.what, What::Referred { .. }) { None } else { Some(to) };
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use hoiam_shared::case::Actor;
    use hoiam_shared::ids::CalendarId;

    #[test]
    fn pairs_of_agencies() {
        let calendar = CalendarId(1);
        let event = |what| Event { version: 1, at_ms: 0, actor: Actor::System, words_sha256: String::new(), what };
        let routed = |agency, why| event(What::Routed { agency: AgencyId(agency), calendar, why });
        let to = |agency, back| event(What::Transferred { agency: AgencyId(agency), calendar, back });
        let moves = [
            (CaseId(1), routed(1, RouteWhy::Site)),
            (CaseId(1), to(2, false)),
            (CaseId(1), to(3, false)),
            (CaseId(1), to(2, true)),
            (CaseId(1), event(What::Referred { agency: AgencyId(9), calendar, named: AgencyId(3) })),
            (CaseId(1), to(3, false)),
            (CaseId(2), routed(2, RouteWhy::Chosen)),
            (CaseId(2), to(3, false)),
        ];
        let mut got: Vec<_> = pairs(&moves).into_iter().map(|((a, b), n)| (a.0, b.0, n.0, n.1)).collect();
        got.sort_unstable();
        assert_eq!(got, [(2, 3, 3, 0), (3, 2, 1, 1)]);
    }
}
