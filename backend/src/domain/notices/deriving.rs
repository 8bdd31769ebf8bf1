//! Which deliveries an event leads to. Reads the case as it is now; whether somebody still wants to be told, and may be, is
//! asked once more when it is sent. Making the same deliveries again is harmless: each exists once.

use super::Recipient;
use super::staff::Desks;
use crate::domain::app::App;
use crate::domain::error::Result;
use crate::domain::settings::Settings;
use crate::store::cases::StoredCase;
use crate::store::deliveries::NewDelivery;
use crate::store::events::Passed;
use crate::store::{Read, cases, duplicates, events, words};
use hoiam_shared::case::event::{RouteWhy, Track};
use hoiam_shared::case::{Actor, Event, What};
use hoiam_shared::ids::CaseId;
use hoiam_shared::notice::{Topic, Via};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Kinds of events that letters are written about.
const TOLD: &[&str] = &[
    "received",
    "routed",
    "transferred",
    "referred",
    "info_requested",
    "messaged",
    "extended",
    "recalculated",
    "answered",
    "rejected",
    "reopened",
    "assigned",
    "warned",
    "breached",
];

/// The deliveries that some events lead to.
pub async fn derive(app: &App, passed: &[Passed]) -> Result<Vec<NewDelivery>> {
    // Without a way to send letters none are written: they would all be late when there is one.
    let mail = app.mailer.is_some();
    let told: Vec<&Passed> = passed.iter().filter(|e| mail && TOLD.contains(&e.kind.as_str())).collect();
    if told.is_empty() {
        return Ok(Vec::new());
    }
    let settings = app.settings();
    let read = &mut app.db.read();
    let ids: BTreeSet<CaseId> = told.iter().map(|e| CaseId(e.case_id)).collect();
    let ids: Vec<CaseId> = ids.into_iter().collect();
    let stored: HashMap<CaseId, StoredCase> =
        cases::by_ids(read, &ids).await?.into_iter().map(|case| (case.id, case)).collect();
    let wanting: HashSet<i64> = words::wanting_mail(read, &ids).await?.into_iter().collect();
    // Most cases have just been filed, and of those the event says nothing that the case does not.
    let moved: BTreeSet<CaseId> =
        told.iter().filter(|e| !matches!(e.kind.as_str(), "received")).map(|e| CaseId(e.case_id)).collect();
    let moved: Vec<CaseId> = moved.into_iter().collect();
    let mut histories: HashMap<CaseId, Vec<Event>> = HashMap::new();
    for (id, event) in events::of_cases(read, &moved).await? {
        histories.entry(id).or_default().push(event);
    }
    let mut maker = Maker { app, settings: &settings, desks: Desks::default(), out: Vec::new() };
    for one in told {
        let Some(case) = stored.get(&CaseId(one.case_id)) else { continue };
        let wants = wanting.contains(&one.case_id);
        let version = u32::try_from(one.version).unwrap_or_default();
        if one.kind == "received" {
            if wants {
                maker.citizen(case, version, case.id, Topic::Receipt);
            }
            continue;
        }
        let history = histories.get(&case.id).map_or(&[][..], Vec::as_slice);
        let Some(event) = history.iter().find(|e| e.version == version) else { continue };
        if let Some(topic) = to_citizen(event) {
            if wants {
                maker.citizen(case, version, case.id, topic);
            }
            if topic == Topic::Answer {
                maker.followers(read, case, version).await?;
            }
        }
        maker.staff(read, case, history, event).await?;
    }
    Ok(maker.out)
}

/// What the citizen is told of an event.
fn to_citizen(event: &Event) -> Option<Topic> {
    match &event.what {
        What::InfoRequested {} => Some(Topic::Question),
        What::Extended { .. } => Some(Topic::Extension),
        What::Recalculated { was_ms, due_ms, .. } => (was_ms != due_ms).then_some(Topic::DueMoved),
        What::Transferred { .. } | What::Referred { .. } => Some(Topic::Transfer),
        // The first routing is in the receipt.
        What::Routed { why: RouteWhy::Person, .. } => (event.version > 2).then_some(Topic::Transfer),
        What::Answered {} => Some(Topic::Answer),
        What::Rejected { .. } => Some(Topic::Rejection),
        What::Reopened {} => Some(Topic::Reopened),
        What::Received(_)
        | What::Routed { .. }
        | What::Passed {}
        | What::Accepted {}
        | What::Started {}
        | What::Assigned { .. }
        | What::Messaged {}
        | What::OpinionAsked { .. }
        | What::OpinionGiven {}
        | What::AnswerSubmitted {}
        | What::AnswerReturned {}
        | What::Closed {}
        | What::Withdrawn {}
        | What::Rated { .. }
        | What::Noted {}
        | What::Warned { .. }
        | What::Breached { .. }
        | What::Merged { .. }
        | What::Unmerged {}
        | What::Attached { .. }
        | What::TextRead { .. }
        | What::Published { .. }
        | What::Unpublished { .. }
        | What::Wished { .. } => None,
    }
}

/// The topic of the letter that an event may lead to, whoever gets it.
pub fn topic_of(event: &Event) -> Option<Topic> {
    match &event.what {
        What::Received(_) => Some(Topic::Receipt),
        What::Assigned { .. } => Some(Topic::Assigned),
        What::Messaged {} => Some(Topic::Reply),
        What::Warned { .. } => Some(Topic::Warning),
        What::Breached { .. } => Some(Topic::Breach),
        _ => to_citizen(event),
    }
}

struct Maker<'a> {
    app: &'a App,
    settings: &'a Settings,
    desks: Desks,
    out: Vec<NewDelivery>,
}

impl Maker<'_> {
    fn add(&mut self, case: &StoredCase, version: u32, to: Recipient, topic: Topic) {
        self.out.push(NewDelivery {
            case: case.id,
            version,
            step: 0,
            recipient: to.code(),
            via: Via::Mail,
            topic,
            agency: case.case.agency.map(|id| id.0),
            sealed: case.case.sealed,
            due_ms: self.app.now_ms(),
        });
    }

    fn citizen(&mut self, case: &StoredCase, version: u32, whose: CaseId, topic: Topic) {
        self.add(case, version, Recipient::Citizen(whose), topic);
    }

    /// The citizens of cases that follow this one get its answer, too; but for those who joined it by their own choice,
    /// who read of it what is public.
    async fn followers(&mut self, read: &mut Read<'_>, case: &StoredCase, version: u32) -> Result<()> {
        let mut seen = BTreeSet::from([case.id]);
        let mut next = vec![case.id];
        while let Some(id) = next.pop() {
            let following = duplicates::followers(read, id).await?;
            next.extend(following.into_iter().filter(|id| seen.insert(*id)));
        }
        seen.remove(&case.id);
        let followers: Vec<CaseId> = seen.iter().copied().collect();
        for (id, event) in events::of_cases(read, &followers).await? {
            if matches!(event.what, What::Merged { .. }) && event.actor == Actor::Citizen {
                seen.remove(&id);
            }
        }
        let seen: Vec<CaseId> = seen.into_iter().collect();
        for whose in words::wanting_mail(read, &seen).await? {
            self.citizen(case, version, CaseId(whose), Topic::Answer);
        }
        Ok(())
    }

    /// What staff are told of an event.
    async fn staff(&mut self, read: &mut Read<'_>, case: &StoredCase, all: &[Event], event: &Event) -> Result<()> {
        let (topic, to) = match &event.what {
            // Whoever takes a case knows that they have it.
            What::Assigned { to: Some(user) } if event.actor != Actor::Staff(*user) => (Topic::Assigned, vec![*user]),
            What::Messaged {} | What::Reopened {} if event.actor == Actor::Citizen => {
                (Topic::Reply, case.case.assignee.into_iter().collect())
            }
            What::Warned { .. } if !told_already(all, event) => {
                (Topic::Warning, self.desks.responsible(read, self.settings, &case.case).await?)
            }
            What::Breached { .. } if !told_already(all, event) => {
                (Topic::Breach, self.desks.responsible(read, self.settings, &case.case).await?)
            }
            _ => return Ok(()),
        };
        for user in to {
            self.add(case, event.version, Recipient::Staff(user), topic);
        }
        Ok(())
    }
}

/// The agency's clock says what the citizen's has said at the same instant: until a case is passed on they are one.
fn told_already(all: &[Event], event: &Event) -> bool {
    let same = |other: &Event| match (&event.what, &other.what) {
        (
            What::Warned { track: Track::Agency, target, share, due_ms },
            What::Warned { track: Track::Citizen, target: t, share: s, due_ms: d },
        ) => (target, share, due_ms) == (t, s, d),
        (
            What::Breached { track: Track::Agency, target, due_ms },
            What::Breached { track: Track::Citizen, target: t, due_ms: d },
        ) => (target, due_ms) == (t, d),
        _ => false,
    };
    all.iter().any(same)
}
