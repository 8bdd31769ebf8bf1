//! Deadline policies kept by administrators: looking, trying out on real cases, publishing a new version, their
//! order. A version never changes; open cases stay on theirs until `recalculating` moves them.

use super::app::App;
use super::audit::{self, Entry};
use super::books::{self, day_of};
use super::calendars::{administers, history, looks, may_know};
use super::error::{AppError, Result};
use super::people::Viewer;
use super::recalculating::{self, Plan};
use super::settings::{Asked, Settings, VERSION};
use crate::store::cases::StoredCase;
use crate::store::recalculations::{VersionRow, note_version, versions};
use crate::store::settings::{self as rows, PolicyRow as Row};
use crate::store::words::Words;
use crate::store::{cases, counters, events, words};
use hoiam_shared::audit::{Act, Thing};
use hoiam_shared::case::Event;
use hoiam_shared::case::event::Target;
use hoiam_shared::catalogue::admin::Admin;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::story::Story;
use hoiam_shared::clock::{Book, Compiled, Day, Policy, Shelf, Start, TargetSpec, account, input};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::{CalendarId, CaseId, PolicyId};
use hoiam_shared::limits;
use hoiam_shared::query::{CaseFacts, Cover, Node, cover, parse};
use hoiam_shared::text::plan::Body;
use hoiam_shared::unfit::{Unfit, Why};
use hoiam_shared::wire::clock::{MatchView, PolicyInput, PolicyList, PolicyPreview, PolicyRow};
use hoiam_shared::{Lang, Stamp};
use serde_json::json;
use std::collections::HashMap;

/// Of the cases filed last, how many a preview is tried on.
const TRIED: i64 = 500;
/// Cases it names.
const SAMPLE: usize = 20;
/// Tries when settings change meanwhile.
const TRIES: usize = 3;
/// How `setting_versions` names them.
const KIND: &str = "policy";

/// All policies, in the order in which they are asked.
pub async fn list(app: &App, viewer: &Viewer, lang: Lang) -> Result<PolicyList> {
    looks(viewer)?;
    let settings = app.settings();
    let made = versions(&mut app.db.read(), KIND).await?;
    let today = day_of(app.now_ms());
    let row = |(place, code): (usize, &str)| {
        let mut all: Vec<&Policy> = settings.policies.iter().filter(|policy| policy.code == code).collect();
        all.sort_by_key(|policy| std::cmp::Reverse((policy.valid_from, policy.id)));
        let newest = all.iter().max_by_key(|policy| policy.id)?;
        let shown = all.iter().find(|policy| policy.newest(&settings.policies, today)).unwrap_or(newest);
        let mut input = input::written_policy(shown);
        (input.place, input.seen) = (Some(place), Some(newest.id.0));
        let history = all.iter().map(|policy| {
            let in_force = policy.newest(&settings.policies, today);
            history(&settings, &made, policy.id.0, policy.valid_from, in_force, lang)
        });
        Some(PolicyRow {
            code: code.to_owned(),
            name: if lang == Lang::Vi { &shown.name_vi } else { &shown.name_en }.clone(),
            version: shown.id.0,
            promises: shown.targets.iter().map(|spec| promise(spec, lang)).collect(),
            warnings: warnings(&settings, shown, place, today, lang),
            history: history.collect(),
            input,
        })
    };
    let codes = order(&settings.policies);
    let policies = codes.into_iter().enumerate().filter_map(row).collect();
    Ok(PolicyList { policies, editable: keeps(&settings, viewer).is_ok() })
}

/// Codes in the order in which they are asked.
fn order(policies: &[Policy]) -> Vec<&str> {
    let mut codes: Vec<&str> = Vec::new();
    for policy in policies {
        if !codes.contains(&policy.code.as_str()) {
            codes.push(&policy.code);
        }
    }
    codes
}

/// "Answer: 15 working days from receipt; pauses while waiting".
fn promise(spec: &TargetSpec, lang: Lang) -> String {
    let name = match spec.target {
        Target::Acknowledge => Story::Acknowledge,
        Target::Accept => Story::Accept,
        Target::FirstAnswer => Story::FirstAnswer,
        Target::Resolve => Story::Resolve,
    };
    let start = match spec.start {
        Start::Receipt => Admin::AtReceipt,
        Start::Acceptance => Admin::AtAcceptance,
    };
    let length = |n| hoiam_shared::clock::explain::length(spec.unit, n, lang);
    let mut text = format!("{}: {} {}", name.text(lang), length(spec.amount), start.text(lang));
    if spec.pause_while_waiting {
        text.push_str("; ");
        text.push_str(Admin::Pauses.text(lang));
    }
    if spec.extensions_allowed > 0 {
        let n = spec.extensions_allowed.to_string();
        text.push_str("; ");
        text.push_str(&fill(Admin::Extendable.text(lang), &[("n", &n), ("length", &length(spec.extension_length))]));
    }
    if !spec.warn_at.is_empty() {
        let shares: Vec<String> = spec.warn_at.iter().map(|share| format!("{share}%")).collect();
        text.push_str("; ");
        text.push_str(&fill(Admin::WarnsAt.text(lang), &[("shares", &shares.join(", "))]));
    }
    text
}

/// What stands before a place in the order and takes part in matching on a day: names and queries.
fn before<'s>(
    settings: &'s Settings,
    place: usize,
    (code, appeals): (&str, bool),
    day: Day,
    lang: Lang,
) -> Vec<(&'s str, Node)> {
    let codes: Vec<&str> = order(&settings.policies).into_iter().filter(|other| *other != code).take(place).collect();
    let at = |other: &&str| settings.policies.iter().find(|p| p.code == **other && p.newest(&settings.policies, day));
    let enabled = codes.iter().filter_map(at).filter(|policy| policy.enabled && policy.appeals == appeals);
    let named = |policy: &'s Policy| {
        let name = if lang == Lang::Vi { &policy.name_vi } else { &policy.name_en };
        Some((name.as_str(), parse(&policy.matches).ok()?))
    };
    enabled.filter_map(named).collect()
}

/// Whether it can match where it stands.
fn covered(settings: &Settings, tree: &Node, place: usize, which: (&str, bool), day: Day, lang: Lang) -> Option<Unfit> {
    let earlier = before(settings, place, which, day, lang);
    match cover(tree, &earlier.iter().map(|(_, tree)| tree).collect::<Vec<_>>()) {
        Cover::Open | Cover::Unknown => None,
        Cover::Never => Some(Unfit::new("matches", Why::NeverMatches, "")),
        Cover::Covered(at) => Some(Unfit::new("matches", Why::Shadowed, earlier[at].0)),
    }
}

fn warnings(settings: &Settings, policy: &Policy, place: usize, today: Day, lang: Lang) -> Vec<String> {
    let Some(tree) = parse(&policy.matches).ok().filter(|_| policy.enabled) else { return Vec::new() };
    let day = today.max(policy.valid_from);
    covered(settings, &tree, place, (&policy.code, policy.appeals), day, lang)
        .map(|unfit| unfit.view(lang).message)
        .into_iter()
        .collect()
}

/// A version that is not stored yet.
struct Draft {
    policy: Policy,
    asked: Asked,
    place: usize,
    notes: Vec<String>,
}

impl Draft {
    fn of(settings: &Settings, code: &str, input: &PolicyInput, today: Day, lang: Lang) -> Result<Self> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if code.is_empty() || code.len() > 60 || !code.chars().all(plain) {
            return Err(AppError::Unfit(vec![Unfit::new("code", Why::OutOfRange, "a-z 0-9 -")]));
        }
        let id = PolicyId(settings.policies.iter().map(|policy| policy.id.0).max().unwrap_or_default() + 1);
        let policy = input::policy(id, code, input);
        let tree = parse(&input.matches);
        let wrong = tree.as_ref().err().map(|error| Unfit::new("matches", Why::BadQuery, error.text(lang)));
        let (policy, tree) = match (policy, tree) {
            (Ok(policy), Ok(tree)) => (policy, tree),
            (policy, _) => return Err(AppError::Unfit(policy.err().into_iter().flatten().chain(wrong).collect())),
        };
        let codes = order(&settings.policies);
        let known = codes.iter().position(|other| *other == code);
        let place = input.place.or(known).unwrap_or(codes.len()).min(codes.len());
        let mut notes = Vec::new();
        if policy.enabled {
            let day = today.max(policy.valid_from);
            if let Some(unfit) = covered(settings, &tree, place, (code, policy.appeals), day, lang) {
                return Err(AppError::Unfit(vec![unfit]));
            }
            let earlier = before(settings, place, (code, policy.appeals), day, lang);
            if cover(&tree, &earlier.iter().map(|(_, tree)| tree).collect::<Vec<_>>()) == Cover::Unknown {
                notes.push(Admin::MayShadow.text(lang).to_owned());
            }
        }
        if policy.valid_from > today {
            notes.push(fill(Admin::NoVersionYet.text(lang), &[("date", &policy.valid_from.to_string())]));
        }
        let asked = settings.asked(&policy.matches);
        let asked = asked.map_err(|text| AppError::Unfit(vec![Unfit::new("matches", Why::BadQuery, text)]))?;
        Ok(Self { policy, asked, place, notes })
    }
}

/// The stored policies with the draft instead of what its code had: for one case filed under it.
struct Trial<'a> {
    shelf: Shelf<'a>,
    draft: &'a Policy,
}

impl Book for Trial<'_> {
    fn calendar(&self, id: CalendarId) -> Option<&Compiled> {
        self.shelf.calendar(id)
    }

    fn policy(&self, _: PolicyId) -> Option<&Policy> {
        Some(self.draft)
    }
}

/// What publishing this would do, on the cases filed last and on the open cases of its code. Nothing is written.
pub async fn preview(app: &App, viewer: &Viewer, code: &str, input: &PolicyInput, lang: Lang) -> Result<PolicyPreview> {
    let settings = app.settings();
    keeps(&settings, viewer)?;
    let now_ms = app.now_ms();
    let draft = Draft::of(&settings, code, input, day_of(now_ms), lang)?;
    let mut read = app.db.read();
    // An administrator who reads no cases sees numbers and codes, and no titles.
    let recent = cases::latest(&mut read, TRIED).await?;
    let ids: Vec<CaseId> = recent.iter().map(|case| case.id).collect();
    let filed = words::filed(&mut read, &ids).await?;
    let filed: HashMap<i64, &Words> = filed.iter().map(|words| (words.case_id, words)).collect();
    let matching =
        |stored: &&StoredCase| matches(&settings, &draft.asked, stored, filed.get(&stored.id.0).copied(), now_ms);
    let matched: Vec<&StoredCase> = recent.iter().filter(matching).collect();
    let trial = Trial { shelf: settings.shelf(), draft: &draft.policy };
    let mut sample = Vec::new();
    for stored in matched.iter().filter(|stored| may_know(&settings, viewer, stored)).take(SAMPLE) {
        let told = events::of_case(&mut read, stored.id).await?;
        let filing: Vec<Event> = told.iter().filter(|event| event.version <= 2).cloned().collect();
        let seen = viewer.sees(&settings, stored.case.agency, stored.case.sealed);
        let title = filed.get(&stored.id.0).filter(|_| seen).map(|words| words.title.clone());
        sample.push(MatchView {
            code: stored.code.clone(),
            title: title.unwrap_or_default(),
            policy: stored.case.policy.and_then(|id| settings.policy(id)).map(|policy| policy.code.clone()),
            due_at: stored.due_ms.map(Stamp),
            would_be: account(&trial, &filing).ok().and_then(|clocks| clocks.due_ms()).map(Stamp),
        });
    }
    let mut policies = settings.policies.clone();
    policies.push(draft.policy.clone());
    let shelf = Shelf { calendars: &settings.calendars, policies: &policies };
    let plan = Plan::to(&shelf, &[], &[draft.policy.id]).unwrap_or_default();
    let moves = recalculating::preview(app, &shelf, &plan, &|stored| may_know(&settings, viewer, stored)).await?;
    let count = |n: usize| u64::try_from(n).unwrap_or_default();
    Ok(PolicyPreview {
        notes: draft.notes,
        matched: count(matched.len()),
        of: count(recent.len()),
        sample,
        cases: moves,
    })
}

/// Whether a query of the settings would have been for a case when it was filed.
fn matches(settings: &Settings, asked: &Asked, stored: &StoredCase, filed: Option<&Words>, now_ms: i64) -> bool {
    let case = &stored.case;
    let areas = case.area.as_deref().map(|code| settings.area_line(code)).unwrap_or_default();
    let texts = filed.map_or(["", "", ""], |w| [w.title.as_str(), w.body.as_str(), w.address.as_str()]);
    let body = Body::new(texts);
    let facts = CaseFacts {
        areas: &areas,
        category: case.category.as_deref(),
        flags: &case.flags,
        ..CaseFacts::filed(case.kind, case.channel, case.site, case.received_ms, &body)
    };
    asked.matches(settings, &facts, now_ms)
}

/// Publishes a new version and puts it at its place. Open cases stay on the versions they have.
pub async fn publish(app: &App, viewer: &Viewer, code: &str, input: &PolicyInput, lang: Lang) -> Result<PolicyList> {
    let mut settings = app.settings();
    for _ in 0..TRIES {
        keeps(&settings, viewer)?;
        let newest = settings.policies.iter().filter(|policy| policy.code == code).map(|policy| policy.id.0).max();
        if newest != input.seen {
            return Err(ErrorCode::Stale.into());
        }
        let draft = Draft::of(&settings, code, input, day_of(app.now_ms()), lang)?;
        let mut tx = app.db.begin().await?;
        // Taken first, so that of two who publish one waits for the other and then sees that it is behind.
        if counters::take(&mut tx, VERSION, 1).await? != settings.version + 1 {
            drop(tx);
            settings = books::refresh(app).await?;
            continue;
        }
        let spec = serde_json::to_string(&draft.policy).map_err(|error| AppError::Internal(error.into()))?;
        let active = i64::from(draft.policy.enabled);
        let row = Row { id: draft.policy.id.0, position: 0, code: code.to_owned(), active, spec };
        rows::policies::insert(&mut tx, &[row]).await?;
        let mut codes: Vec<&str> = order(&settings.policies).into_iter().filter(|other| *other != code).collect();
        codes.insert(draft.place.min(codes.len()), code);
        for (position, code) in (0..).zip(codes) {
            rows::set_position(&mut tx, code, position).await?;
        }
        let note: String = input.note.trim().chars().take(limits::REASON_CHARS).collect();
        let id = draft.policy.id.0;
        let user_id = Some(viewer.id.0);
        note_version(&mut tx, &VersionRow { kind: KIND.into(), id, at_ms: app.now_ms(), user_id, note }).await?;
        let before = settings.policies.iter().rev().find(|policy| policy.code == code);
        let act = if before.is_some() { Act::Changed } else { Act::Created };
        let entry = Entry::of(act, Thing::Policy, code, audit::all(&settings));
        audit::by(app, &mut tx, viewer, entry.with(json!(before), json!(draft.policy))).await?;
        tx.commit().await?;
        books::refresh(app).await?;
        return list(app, viewer, lang).await;
    }
    Err(ErrorCode::Stale.into())
}

/// Policies hold for the whole installation: they are kept by who administers its top.
pub(super) fn keeps(settings: &Settings, viewer: &Viewer) -> Result<()> {
    let top = settings.root().is_some_and(|root| administers(settings, viewer, root.id));
    if top { Ok(()) } else { Err(ErrorCode::Denied.into()) }
}
