//! Which deliveries an event leads to. Reads the case as it is now; whether somebody still wants to be told, and may be, is
//! asked once more when it is sent. Making the same deliveries again is harmless: each exists once.

use super::Recipient;
use super::ladder::Ladders;
use super::staff::Desks;
use super::webhooks::Listening;
use crate::domain::app::App;
use crate::domain::error::Result;
use crate::domain::intake::Prepared;
use crate::domain::settings::Settings;
use crate::domain::undoing::UNDO_MS;
use crate::ledger::runner::{Cases, cases_of};
use crate::store::cases::StoredCase;
use crate::store::deliveries::NewDelivery;
use crate::store::events::Passed;
use crate::store::words::Words;
use crate::store::{Read, bells, cases, duplicates, events, notices, words};
use hoiam_shared::case::event::{RouteWhy, Track};
use hoiam_shared::case::{Actor, Event, What};
use hoiam_shared::ids::{CaseId, UserId};
use hoiam_shared::notice::{StepBy, Topic, Via};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

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
    "published",
    "rejected",
    "reopened",
    "assigned",
    "warned",
    "breached",
];

/// The deliveries that some events lead to.
pub async fn derive(app: &App, passed: &[Passed]) -> Result<Vec<NewDelivery>> {
    let settings = app.settings();
    let read = &mut app.db.read();
    let mut out = to_systems(app, &settings, read, passed).await?;
    let told = passed.iter().filter(|e| recent(app, e) && TOLD.contains(&e.kind.as_str()));
    let told: Vec<&Passed> = told.collect();
    if told.is_empty() {
        return Ok(out);
    }
    // Most cases have just been filed, and of those no event says anything to anybody but that they were.
    let Cases { filed, moved } = cases_of(app, passed);
    let filed: HashMap<CaseId, Arc<Prepared>> = filed.into_iter().map(|one| (one.stored.id, one)).collect();
    let ids: BTreeSet<CaseId> = told.iter().map(|e| CaseId(e.case_id)).collect();
    let moved: Vec<CaseId> = moved.into_iter().filter(|id| ids.contains(id)).collect();
    let reach = Reach::load(app, read, &ids.into_iter().collect::<Vec<_>>()).await?;
    let stored: HashMap<CaseId, StoredCase> =
        cases::by_ids(read, &moved).await?.into_iter().map(|case| (case.id, case)).collect();
    let histories = events::histories(read, &moved).await?;
    let ladders = match told.iter().any(|e| matches!(e.kind.as_str(), "warned" | "breached")) {
        true => Ladders::of(&notices::ladders(read).await?),
        false => Ladders::default(),
    };
    let mut maker = Maker { app, settings: &settings, ladders, desks: Desks::default(), out: Vec::new() };
    for one in told {
        let version = u32::try_from(one.version).unwrap_or_default();
        let filed = filed.get(&CaseId(one.case_id)).map(|filed| &filed.stored);
        let Some(case) = filed.or_else(|| stored.get(&CaseId(one.case_id))) else { continue };
        if one.kind == "received" {
            maker.citizen(&reach, case, version, case.id, Topic::Receipt);
        }
        if one.kind == "received" || filed.is_some() {
            continue;
        }
        let history = histories.get(&case.id).map_or(&[][..], Vec::as_slice);
        let Some(event) = history.iter().find(|e| e.version == version) else { continue };
        if let Some(topic) = to_citizen(event) {
            maker.citizen(&reach, case, version, case.id, topic);
            if topic == Topic::Answer {
                maker.followers(read, case, version, Joined::ByStaff).await?;
            }
        }
        if another_answer(history, event) {
            maker.followers(read, case, version, Joined::ByChoice).await?;
        }
        maker.staff(read, case, history, event).await?;
    }
    out.append(&mut maker.out);
    Ok(out)
}

/// Deliveries are forgotten some day; whatever is older than that has been told, and is not told once more.
fn recent(app: &App, event: &Passed) -> bool {
    event.at_ms >= app.now_ms() - app.deliveries_kept_ms
}

/// What other systems are told of some events.
async fn to_systems(
    app: &App,
    settings: &Settings,
    read: &mut Read<'_>,
    passed: &[Passed],
) -> Result<Vec<NewDelivery>> {
    let listening = Listening::load(read, settings).await?;
    let told: Vec<&Passed> = passed.iter().filter(|e| recent(app, e) && listening.hears(&e.kind)).collect();
    if told.is_empty() {
        return Ok(Vec::new());
    }
    let ids: BTreeSet<CaseId> = told.iter().map(|e| CaseId(e.case_id)).collect();
    let ids: Vec<CaseId> = ids.into_iter().collect();
    let stored: HashMap<CaseId, StoredCase> =
        cases::by_ids(read, &ids).await?.into_iter().map(|case| (case.id, case)).collect();
    let filed: HashMap<i64, Words> = words::filed(read, &ids).await?.into_iter().map(|w| (w.case_id, w)).collect();
    let now_ms = app.now_ms();
    let of = |event: &&Passed| {
        let case = stored.get(&CaseId(event.case_id))?;
        Some(listening.told(settings, case, filed.get(&event.case_id), event, now_ms))
    };
    Ok(told.iter().filter_map(of).flatten().collect())
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
        | What::Acknowledged {}
        | What::Undone { .. }
        | What::Merged { .. }
        | What::Unmerged {}
        | What::Split { .. }
        | What::Attached { .. }
        | What::TextRead { .. }
        | What::Unsealed {}
        | What::Erased { .. }
        | What::Sealed {}
        | What::SealLifted {}
        | What::Published { .. }
        | What::Unpublished { .. }
        | What::Succeeded { .. }
        | What::Appealed { .. }
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

/// How a case came to follow another: whoever joined a public one by their own choice reads of it what is public, and is told
/// when that is another answer than before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joined {
    ByStaff,
    ByChoice,
}

/// The event makes public another answer than the one that was.
fn another_answer(history: &[Event], event: &Event) -> bool {
    let What::Published { answer, .. } = &event.what else { return false };
    let earlier = history.iter().take_while(|other| other.version < event.version);
    let before = earlier.filter_map(|other| match &other.what {
        What::Published { answer, .. } => Some(answer),
        _ => None,
    });
    before.last().is_some_and(|before| before != answer)
}

/// How the citizens of some cases want to be told.
struct Reach {
    mail: HashSet<i64>,
    bells: Vec<(i64, i64)>,
}

impl Reach {
    async fn load(app: &App, read: &mut Read<'_>, ids: &[CaseId]) -> Result<Self> {
        let mail = match app.mailer {
            Some(_) => words::wanting_mail(read, ids).await?.into_iter().collect(),
            None => HashSet::new(),
        };
        Ok(Self { mail, bells: bells::of_cases(read, ids).await? })
    }

    fn of(&self, case: CaseId) -> impl Iterator<Item = (Recipient, Via)> {
        let mail = self.mail.contains(&case.0).then_some((Recipient::Citizen(case), Via::Mail));
        let bells = self.bells.iter().filter(move |(of, _)| *of == case.0);
        mail.into_iter().chain(bells.map(|(_, id)| (Recipient::Bell(*id), Via::Push)))
    }
}

struct Maker<'a> {
    app: &'a App,
    settings: &'a Settings,
    ladders: Ladders,
    desks: Desks,
    out: Vec<NewDelivery>,
}

/// What is to be told, how, when and as which step of a ladder.
#[derive(Clone, Copy)]
struct Telling {
    topic: Topic,
    via: Via,
    step: u32,
    due_ms: i64,
}

impl Maker<'_> {
    /// Without a way to send letters none are written: they would all be late when there is one.
    fn add(&mut self, case: &StoredCase, version: u32, to: Recipient, telling: Telling) {
        if telling.via == Via::Mail && self.app.mailer.is_none() {
            return;
        }
        self.out.push(NewDelivery {
            case: case.id,
            version,
            step: telling.step,
            recipient: to.code(),
            via: telling.via,
            topic: telling.topic,
            agency: case.case.agency.map(|id| id.0),
            sealed: case.case.sealed,
            due_ms: telling.due_ms,
        });
    }

    fn now(&self, topic: Topic, via: Via) -> Telling {
        Telling { topic, via, step: 0, due_ms: self.app.now_ms() }
    }

    /// Tells a citizen in every way in which they want to be told.
    fn citizen(&mut self, reach: &Reach, case: &StoredCase, version: u32, whose: CaseId, topic: Topic) {
        for (to, via) in reach.of(whose) {
            let mut telling = self.now(topic, via);
            if topic == Topic::Transfer {
                // It may be taken back, and a letter cannot.
                telling.due_ms += UNDO_MS;
            }
            self.add(case, version, to, telling);
        }
    }

    /// The citizens of cases that follow this one, and joined it in this way, get its answer, too.
    async fn followers(&mut self, read: &mut Read<'_>, case: &StoredCase, version: u32, how: Joined) -> Result<()> {
        let mut seen = BTreeSet::from([case.id]);
        let mut next = vec![case.id];
        while let Some(id) = next.pop() {
            let following = duplicates::followers(read, id).await?;
            next.extend(following.into_iter().filter(|id| seen.insert(*id)));
        }
        seen.remove(&case.id);
        let followers: Vec<CaseId> = seen.iter().copied().collect();
        let by_choice: BTreeSet<CaseId> = events::of_cases(read, &followers)
            .await?
            .into_iter()
            .filter(|(_, event)| matches!(event.what, What::Merged { .. }) && event.actor == Actor::Citizen)
            .map(|(id, _)| id)
            .collect();
        let told = |id: &CaseId| by_choice.contains(id) == (how == Joined::ByChoice);
        let seen: Vec<CaseId> = seen.into_iter().filter(told).collect();
        let reach = Reach::load(self.app, read, &seen).await?;
        for whose in seen {
            self.citizen(&reach, case, version, whose, Topic::Answer);
        }
        Ok(())
    }

    /// Tells somebody of staff in every way there is.
    fn person(&mut self, case: &StoredCase, version: u32, user: UserId, topic: Topic) {
        for &via in StepBy::Both.ways() {
            self.add(case, version, Recipient::Staff(user), self.now(topic, via));
        }
    }

    /// What staff are told of an event.
    async fn staff(&mut self, read: &mut Read<'_>, case: &StoredCase, all: &[Event], event: &Event) -> Result<()> {
        match &event.what {
            // Whoever takes a case knows that they have it.
            What::Assigned { to: Some(user) } if event.actor != Actor::Staff(*user) => {
                self.person(case, event.version, *user, Topic::Assigned);
            }
            What::Messaged {} | What::Reopened {} if event.actor == Actor::Citizen => {
                if let Some(user) = case.case.assignee {
                    self.person(case, event.version, user, Topic::Reply);
                }
            }
            What::Warned { .. } | What::Breached { .. } if !told_already(all, event) => {
                self.climb(read, case, event).await?;
            }
            _ => {}
        }
        Ok(())
    }

    /// The steps of the ladder that a warning or a breach sets off. Who is told by one step is not told the same by
    /// another.
    async fn climb(&mut self, read: &mut Read<'_>, case: &StoredCase, event: &Event) -> Result<()> {
        let (settings, now_ms) = (self.settings, self.app.now_ms());
        let Some(agency) = case.case.agency else { return Ok(()) };
        let calendar = settings.calendar_of(agency, now_ms).and_then(|id| settings.calendars.get(id));
        let Some(calendar) = calendar else { return Ok(()) };
        let (_, ladder) = self.ladders.for_agency(settings, agency);
        let mut told = BTreeSet::new();
        for due in ladder.due(&event.what, calendar, now_ms) {
            for user in self.desks.find(read, settings, &case.case, due.who).await? {
                for &via in due.by.ways() {
                    if told.insert((due.due_ms, user, via)) {
                        let telling = Telling { topic: due.topic, via, step: due.step, due_ms: due.due_ms };
                        self.add(case, event.version, Recipient::Staff(user), telling);
                    }
                }
            }
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
