//! Lets one agency go into another. Looked at first; then one transaction closes it, names who took its place, places it below
//! that one and lets everything but cases point there; a job then gives each open case to the successor by an event of
//! its own, in batches, on whichever node, and goes on after a stop. State, clocks and whoever handles a case stay. Closed
//! cases and figures stay with the old agency, which its successor's people can read since it is below them.

use super::listing::points;
use super::{above_is_kept, kept, note, renumber};
use crate::domain::app::App;
use crate::domain::audit::Entry;
use crate::domain::books;
use crate::domain::error::{AppError, Result};
use crate::domain::moving::{self, Step, Written};
use crate::domain::people::Viewer;
use crate::domain::settings::changing::{begin, finish};
use crate::domain::settings::{Agency, Settings};
use crate::secrets::sha256_hex;
use crate::store::agencies::{self as rows, MergeRow, Pointing as Stored};
use crate::store::rules::{self, ChangeRow, CurrentRule};
use crate::store::{Tx, cases, events};
use hoiam_shared::audit::{Act, Thing};
use hoiam_shared::case::{Actor, What};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::{AgencyId, CaseId, UserId};
use hoiam_shared::query::{Node, Test, parse};
use hoiam_shared::route::RuleTarget;
use hoiam_shared::unfit::{Unfit, Why};
use hoiam_shared::wire::agencies::{MergeInput, MergePair, MergePreview, MergeView};
use hoiam_shared::{Lang, Stamp, limits};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Cases of a batch: some tens of milliseconds of the database's one writer.
const BATCH: i64 = 100;
/// Other nodes know of a merge within two seconds; what they gave the old agency until then is looked for once more.
const KNOWN_MS: i64 = 5_000;
/// Agencies that a preview names.
const NAMED: usize = 20;
/// Merges in the list.
const LISTED: i64 = 50;

/// Which agency goes into which, and which come below which.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Plan {
    /// Old, new.
    pairs: Vec<(i64, i64)>,
    /// Agency, the one above it from then on.
    moves: Vec<(i64, i64)>,
}

impl Plan {
    /// The agency asked for into the other; with `departments` also whoever plays a part in its area into whoever plays
    /// the same part in the other's.
    fn of(settings: &Settings, from: &Agency, into: &Agency, departments: bool) -> Self {
        let mut pairs = vec![(from.id.0, into.id.0)];
        if let (true, Some(old), Some(new)) = (departments, &from.area, &into.area)
            && old != new
        {
            let mut others: Vec<&Agency> = settings
                .agencies()
                .filter(|agency| agency.id != from.id && agency.kept.closed_ms.is_none())
                .filter(|agency| agency.area.as_ref() == Some(old))
                .collect();
            others.sort_by_key(|agency| agency.id);
            let same_part =
                |agency: &&Agency| Some((agency.id.0, settings.playing(agency.role.as_deref()?, new)?.id.0));
            pairs.extend(others.iter().filter_map(same_part));
        }
        let gone = |id: AgencyId| pairs.iter().any(|(from, _)| *from == id.0);
        let below = |(from, into): &(i64, i64)| {
            let children = settings.below(AgencyId(*from)).iter().filter(|id| !gone(**id) && id.0 != *into);
            children.map(|id| (id.0, *into)).collect::<Vec<_>>()
        };
        let moves = pairs.iter().flat_map(below).collect();
        Self { pairs, moves }
    }

    /// What a preview is known by: the plan itself.
    fn digest(&self) -> String {
        sha256_hex(&serde_json::to_string(self).unwrap_or_default())
    }

    fn heir(&self, id: AgencyId) -> Option<AgencyId> {
        self.pairs.iter().find(|(from, _)| *from == id.0).map(|(_, into)| AgencyId(*into))
    }

    fn gone(&self) -> Vec<AgencyId> {
        self.pairs.iter().map(|(from, _)| AgencyId(*from)).collect()
    }
}

/// Checks what is asked for, and works the plan out.
fn planned<'s>(
    settings: &'s Settings,
    viewer: &Viewer,
    code: &str,
    input: &MergeInput,
) -> Result<(Plan, &'s Agency, &'s Agency)> {
    let from = kept(settings, viewer, code)?;
    let unknown = |why| AppError::Unfit(vec![Unfit::new("into", why, input.into.trim())]);
    let into = settings.agency_by_code(input.into.trim()).ok_or_else(|| unknown(Why::UnknownValue))?;
    if !viewer.holds(settings, Some(into.id), hoiam_shared::rights::Role::keeps_agencies) {
        return Err(unknown(Why::NotYours));
    }
    if from.parent.is_none() || !above_is_kept(settings, viewer, from) {
        return Err(ErrorCode::Denied.into());
    }
    if from.kept.closed_ms.is_some() {
        return Err(ErrorCode::NotAllowedNow.into());
    }
    if into.kept.closed_ms.is_some() || into.id == from.id {
        return Err(unknown(Why::UnknownValue));
    }
    let plan = Plan::of(settings, from, into, input.departments);
    for (old, new) in &plan.pairs {
        // Whoever takes the place of something above itself would be below itself.
        if settings.within(AgencyId(*new), AgencyId(*old)) {
            return Err(unknown(Why::BelowItself));
        }
        for id in [*old, *new] {
            if !viewer.holds(settings, Some(AgencyId(id)), hoiam_shared::rights::Role::keeps_agencies) {
                return Err(unknown(Why::NotYours));
            }
        }
    }
    Ok((plan, from, into))
}

/// What a merge would do. Nothing is written.
pub async fn preview(app: &App, viewer: &Viewer, code: &str, input: &MergeInput, lang: Lang) -> Result<MergePreview> {
    let settings = app.settings();
    let (plan, from, _) = planned(&settings, viewer, code, input)?;
    let mut read = app.db.read();
    let (mut all, mut rules) = (Stored::default(), 0);
    let mut pairs = Vec::with_capacity(plan.pairs.len());
    for (old, new) in &plan.pairs {
        let (Some(old), Some(new)) = (settings.agency(AgencyId(*old)), settings.agency(AgencyId(*new))) else {
            continue;
        };
        let stored = rows::pointing(&mut read, old.id).await?;
        rules += points(&settings, old, stored).rules;
        add(&mut all, stored);
        let open_cases = u64::try_from(stored.open_cases).unwrap_or_default();
        pairs.push(MergePair { from: old.view(lang), into: new.view(lang), open_cases });
    }
    let moved = plan.moves.iter().filter_map(|(id, _)| settings.agency(AgencyId(*id)));
    Ok(MergePreview {
        seen: plan.digest(),
        pairs,
        moves: u32::try_from(plan.moves.len()).unwrap_or(u32::MAX),
        moved: moved.take(NAMED).map(|agency| agency.view(lang)).collect(),
        points: hoiam_shared::wire::agencies::Pointing { rules, ..points(&settings, from, all) },
        conditions: conditions(&settings, &plan, lang),
    })
}

fn add(all: &mut Stored, one: Stored) {
    all.open_cases += one.open_cases;
    all.other_cases += one.other_cases;
    all.sites += one.sites;
    all.people += one.people;
    all.endpoints += one.endpoints;
    all.templates += one.templates;
    all.searches += one.searches;
}

/// Rules and policies whose condition names an agency that will be no more.
fn conditions(settings: &Settings, plan: &Plan, lang: Lang) -> Vec<String> {
    let codes: Vec<&str> = plan.gone().iter().filter_map(|id| Some(settings.agency(*id)?.code.as_str())).collect();
    let names_one = |query: &str| {
        let mut found = false;
        if let Ok(tree) = parse(query) {
            tree.walk(&mut |node| {
                let named =
                    matches!(node, Node::Is(Test::Agency(code) | Test::Desk(code)) if codes.contains(&code.as_str()));
                found |= named;
            });
        }
        found
    };
    let rules = settings.rules.iter().filter(|rule| names_one(&rule.text)).map(|rule| rule.text.clone());
    let policies = settings.policies.iter().filter(|policy| policy.enabled && names_one(&policy.matches));
    let name = |policy: &hoiam_shared::clock::Policy| {
        if lang == Lang::Vi { policy.name_vi.clone() } else { policy.name_en.clone() }
    };
    rules.chain(policies.map(name)).collect()
}

/// Does what was looked at, or nothing: cases follow by themselves. Returns its number.
pub async fn begin_merge(app: &App, viewer: &Viewer, code: &str, input: &MergeInput) -> Result<i64> {
    let reason = input.reason.trim();
    let mut wrong = Vec::new();
    if reason.is_empty() {
        wrong.push(Unfit::new("reason", Why::Required, ""));
    }
    if reason.chars().count() > limits::REASON_CHARS {
        wrong.push(Unfit::new("reason", Why::TooLong, limits::REASON_CHARS.to_string()));
    }
    if reason.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r')) {
        wrong.push(Unfit::new("reason", Why::Unreadable, ""));
    }
    if !wrong.is_empty() {
        return Err(AppError::Unfit(wrong));
    }
    let (mut tx, version) = begin(app).await?;
    // Whoever changed the tree before has committed by now: this is what there is.
    let settings = Settings::load(&app.db).await.map_err(AppError::Internal)?;
    let (plan, from, into) = planned(&settings, viewer, code, input)?;
    if plan.digest() != input.seen {
        return Err(AppError::Unfit(vec![Unfit::new("seen", Why::NotAsSeen, "")]));
    }
    let now_ms = app.now_ms();
    let mut total = 0;
    for (old, new) in &plan.pairs {
        let (old, new) = (AgencyId(*old), AgencyId(*new));
        total += rows::pointing(&mut tx, old).await?.open_cases;
        rows::repoint(&mut tx, old, new).await?;
        rows::close(&mut tx, old, now_ms, Some(new)).await?;
        rows::set_parent(&mut tx, old, new).await?;
        rows::note_move(&mut tx, version, old).await?;
        let codes = [old, new].map(|id| settings.agency(id).map_or_else(String::new, |agency| agency.code.clone()));
        repoint_rules(&mut tx, viewer, &codes, now_ms).await?;
        let entry = Entry::of(Act::Merged, Thing::Agency, codes[0].as_str(), new)
            .with(json!(null), json!({ "into": codes[1], "reason": reason }));
        note(app, &mut tx, viewer, entry).await?;
    }
    for (child, parent) in &plan.moves {
        rows::set_parent(&mut tx, AgencyId(*child), AgencyId(*parent)).await?;
        rows::note_move(&mut tx, version, AgencyId(*child)).await?;
    }
    renumber(&mut tx).await?;
    let row = MergeRow {
        id: 0,
        user_id: viewer.id.0,
        created_ms: now_ms,
        from_id: from.id.0,
        into_id: into.id.0,
        plan: serde_json::to_string(&plan).map_err(|error| AppError::Internal(error.into()))?,
        reason: reason.to_owned(),
        state: "moving".into(),
        after_id: 0,
        total,
        moved: 0,
        finished_ms: None,
    };
    let id = rows::insert_merge(&mut tx, &row).await?;
    finish(app, tx).await?;
    Ok(id)
}

/// Rules that send to the old agency send to the new one: a new version each, so that cases still say by which they went.
async fn repoint_rules(tx: &mut Tx, viewer: &Viewer, codes: &[String; 2], now_ms: i64) -> Result<()> {
    let told = |rule: &CurrentRule| {
        json!({ "name": rule.name_vi, "query": rule.query, "target": rule.target, "active": rule.active != 0 })
            .to_string()
    };
    for before in rules::current(tx).await? {
        let here = RuleTarget::parse(&before.target).is_some_and(|t| t == RuleTarget::Agency(codes[0].clone()));
        if !here {
            continue;
        }
        let mut after = CurrentRule { target: codes[1].clone(), ..before.clone() };
        after.id = rules::next_id(tx).await?;
        if rules::replace(tx, before.id, now_ms).await? {
            rules::insert(tx, &after).await?;
            let change = ChangeRow {
                id: 0,
                at_ms: now_ms,
                user_id: viewer.id.0,
                what: "changed".into(),
                rule_id: Some(after.id),
                was: told(&before),
                became: told(&after),
            };
            rules::record(tx, &change).await?;
        }
    }
    Ok(())
}

/// Goes on with a merge that is under way, a batch; `false` when nothing is left to do now.
pub async fn work(app: &App) -> Result<bool> {
    let Some(row) = rows::unfinished(&mut app.db.read()).await? else { return Ok(false) };
    if row.state == "checking" && app.now_ms() < row.created_ms + KNOWN_MS {
        return Ok(false);
    }
    let plan: Plan = serde_json::from_str(&row.plan).map_err(|error| AppError::Internal(error.into()))?;
    let mut settings = app.settings();
    if plan.gone().iter().any(|id| settings.agency(*id).is_none_or(|agency| agency.kept.successor.is_none())) {
        // Another node has begun it a moment ago.
        settings = books::refresh(app).await?;
    }
    let ids = rows::open_cases_of(&mut app.db.read(), &plan.gone(), CaseId(row.after_id), BATCH).await?;
    let Some(last) = ids.last().copied() else {
        let mut tx = app.db.begin().await?;
        match row.state.as_str() {
            "moving" => rows::next_part(&mut tx, &row, "checking", None).await?,
            _ => rows::next_part(&mut tx, &row, "done", Some(app.now_ms())).await?,
        };
        tx.commit().await?;
        return Ok(true);
    };
    let page = cases::by_ids(&mut app.db.read(), &ids).await?;
    let told = events::histories(&mut app.db.read(), &ids).await?;
    let mut tx = app.db.begin().await?;
    let mut moved = 0;
    for before in &page {
        let Some((from, heir)) = before.case.agency.and_then(|from| Some((from, plan.heir(from)?))) else { continue };
        // The one that took its place may have gone into a third by now.
        let agency = settings.present(heir).map_or(heir, |heir| heir.id);
        let history = told.get(&before.id).map_or(&[][..], Vec::as_slice);
        let step = Step::with_words(Actor::System, What::Succeeded { from, agency }, Written::text(&row.reason));
        let after = moving::advance(&settings, before, history, vec![step], app.now_ms())?;
        match after.store(&mut tx, before).await {
            Ok(()) => moved += 1,
            // Somebody does something to it just now; the whole batch is read again.
            Err(AppError::Code(ErrorCode::Stale)) => return Ok(true),
            Err(error) => return Err(error),
        }
    }
    if rows::advance_merge(&mut tx, &row, last.0, moved).await? {
        tx.commit().await?;
        app.written.ring();
    }
    Ok(true)
}

/// The last merges of which the reader may know, newest first.
pub async fn list(app: &App, viewer: &Viewer, lang: Lang) -> Result<Vec<MergeView>> {
    let settings = app.settings();
    if !viewer.grants.iter().any(|grant| grant.role.keeps_agencies()) {
        return Err(ErrorCode::Denied.into());
    }
    let all = rows::merges(&mut app.db.read(), LISTED).await?;
    Ok(all.into_iter().filter_map(|row| view(&settings, viewer, &row, lang)).collect())
}

/// One of them.
pub async fn one(app: &App, viewer: &Viewer, id: i64, lang: Lang) -> Result<MergeView> {
    let row = rows::merge(&mut app.db.read(), id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    view(&app.settings(), viewer, &row, lang).ok_or(AppError::Code(ErrorCode::NotFound))
}

fn view(settings: &Settings, viewer: &Viewer, row: &MergeRow, lang: Lang) -> Option<MergeView> {
    let (from, into) = (settings.agency(AgencyId(row.from_id))?, settings.agency(AgencyId(row.into_id))?);
    if !viewer.holds(settings, Some(into.id), hoiam_shared::rights::Role::keeps_agencies) {
        return None;
    }
    Some(MergeView {
        id: row.id,
        from: from.view(lang),
        into: into.view(lang),
        who: settings.person(UserId(row.user_id)).map(|person| person.name.clone()).unwrap_or_default(),
        at: Stamp(row.created_ms),
        total: u64::try_from(row.total).unwrap_or_default(),
        moved: u64::try_from(row.moved).unwrap_or_default(),
        finished_at: row.finished_ms.map(Stamp),
    })
}
