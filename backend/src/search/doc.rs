//! What the index knows of one case, in plain types. The caller reads it from the store; contacts and names of
//! people never come here.

use hoiam_shared::case::event::Flag;
use hoiam_shared::case::{CaseKind, CaseState, Channel};
use hoiam_shared::ids::{AgencyId, SiteId, UserId};
use hoiam_shared::query::{CaseFacts, Compiled};
use hoiam_shared::text::plan::Body;
use siphasher::sip::SipHasher13;
use std::hash::{Hash, Hasher};

/// The present state of one case. Times are milliseconds since the epoch.
#[derive(Debug, Clone, Hash)]
pub struct CaseDoc {
    /// The case.
    pub id: i64,
    /// Its tracking code.
    pub code: String,
    /// What the citizen brings.
    pub kind: CaseKind,
    /// Where it stands.
    pub state: CaseState,
    /// The agency that holds it.
    pub agency: Option<AgencyId>,
    /// That agency and all above it; before routing, those who screen it. Whoever may read one of these branches
    /// finds the case.
    pub branch: Vec<AgencyId>,
    /// Through which website it came.
    pub site: SiteId,
    /// Who handles it.
    pub assignee: Option<UserId>,
    /// Area code.
    pub area: Option<String>,
    /// Code of the province the area lies in.
    pub province: Option<String>,
    /// Category code.
    pub category: Option<String>,
    /// How it came.
    pub channel: Channel,
    /// What screening noticed.
    pub flags: Vec<Flag>,
    /// Only those with the right to sealed cases find it.
    pub sealed: bool,
    /// Anyone may find it.
    pub public: bool,
    /// When it was filed.
    pub received_ms: i64,
    /// When it must be answered.
    pub due_ms: Option<i64>,
    /// When the answer that stands was published.
    pub answered_ms: Option<i64>,
    /// When an agency took it up.
    pub accepted_ms: Option<i64>,
    /// When the first answer was published, whether it stands or not.
    pub first_answered_ms: Option<i64>,
    /// Since when the agency has it that holds it.
    pub held_since_ms: Option<i64>,
    /// Answered by the deadline.
    pub on_time: Option<bool>,
    /// Last rating, 1 to 5.
    pub rating: Option<u8>,
    /// Times it was passed on.
    pub transfers: u32,
    /// Times the citizen reopened it.
    pub reopened: u32,
    /// Times it was sent back.
    pub bounces: u32,
    /// It appeals against how another case ended.
    pub appeal: bool,
    /// Texts that whoever finds the case may read.
    pub texts: Texts,
    /// Texts for staff: notes, messages, names of attachments. Never searched for the public.
    pub staff_texts: Vec<String>,
}

impl CaseDoc {
    /// Whether the case is one of those a query means: what the index must find.
    pub fn matches(&self, query: &Compiled) -> bool {
        let body = Body::new(self.texts.iter().chain(self.staff_texts.iter().map(String::as_str)));
        let areas: Vec<&str> = [&self.area, &self.province].into_iter().flatten().map(String::as_str).collect();
        query.matches(&CaseFacts {
            code: &self.code,
            kind: self.kind,
            state: self.state,
            branch: &self.branch,
            areas: &areas,
            category: self.category.as_deref(),
            channel: self.channel,
            site: self.site,
            assignee: self.assignee,
            flags: &self.flags,
            sealed: self.sealed,
            accepted: self.accepted_ms.is_some(),
            replied: self.first_answered_ms.is_some(),
            appeal: self.appeal,
            received_ms: self.received_ms,
            due_ms: self.due_ms,
            answered_ms: self.answered_ms,
            on_time: self.on_time,
            rating: self.rating,
            transfers: self.transfers,
            reopened: self.reopened,
            bounces: self.bounces,
            body: &body,
        })
    }

    /// Of all that is said here: two cases with the same digest are the same to the index.
    pub fn digest(&self) -> u64 {
        let mut hasher = SipHasher13::new();
        self.hash(&mut hasher);
        hasher.finish()
    }
}

/// Texts that whoever finds the case may read.
#[derive(Debug, Clone, Default, Hash)]
pub struct Texts {
    /// Counts double in the ranking.
    pub title: String,
    /// What the citizen wrote.
    pub body: String,
    /// Where it is about.
    pub address: String,
    /// Published answers.
    pub answers: Vec<String>,
}

impl Texts {
    /// All of them, in the order in which they are indexed.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.filed().into_iter().chain(self.answers.iter().map(String::as_str))
    }

    /// Those that came with the filing.
    pub fn filed(&self) -> [&str; 3] {
        [&self.title, &self.body, &self.address]
    }
}

/// Everything single-valued and small of a case in one 64-bit column: one read answers most tests and facets.
/// Counts above 255 are kept as 255.
pub(super) mod packed {
    use super::CaseDoc;
    use hoiam_shared::case::event::Flag;
    use hoiam_shared::query::{Mark, NumberField};

    const STATE: u32 = 4;
    const CHANNEL: u32 = 8;
    const SEALED: u32 = COMBINED_BITS;
    const PUBLIC: u32 = 13;
    const ON_TIME: u32 = 14;
    const RATING: u32 = 16;
    const FLAGS: u32 = 19;
    const TRANSFERS: u32 = 35;
    const REOPENED: u32 = 43;
    const BOUNCES: u32 = 51;
    const ACCEPTED: u32 = 59;
    const REPLIED: u32 = 60;
    const APPEAL: u32 = 61;
    /// Kind, state and channel, four bits each, come first.
    pub(in crate::search) const COMBINED_BITS: u32 = 12;
    /// States that there is room for.
    pub(in crate::search) const STATES: usize = 16;
    /// Largest count that is kept.
    pub(in crate::search) const MOST: u32 = 255;

    pub(in crate::search) fn pack(doc: &CaseDoc) -> u64 {
        let count = |n: u32| u64::from(n.min(MOST));
        let flags = doc.flags.iter().fold(0, |bits, flag| bits | 1u64 << (*flag as u64));
        let on_time = doc.on_time.map_or(0, |yes| 1 + u64::from(yes));
        doc.kind as u64
            | (doc.state as u64) << STATE
            | (doc.channel as u64) << CHANNEL
            | u64::from(doc.sealed) << SEALED
            | u64::from(doc.public) << PUBLIC
            | on_time << ON_TIME
            | u64::from(doc.rating.unwrap_or(0).min(5)) << RATING
            | flags << FLAGS
            | count(doc.transfers) << TRANSFERS
            | count(doc.reopened) << REOPENED
            | count(doc.bounces) << BOUNCES
            | u64::from(doc.accepted_ms.is_some()) << ACCEPTED
            | u64::from(doc.first_answered_ms.is_some()) << REPLIED
            | u64::from(doc.appeal) << APPEAL
    }

    pub(in crate::search) const fn kind(bits: u64) -> usize {
        (bits & 15) as usize
    }
    pub(in crate::search) const fn state(bits: u64) -> usize {
        (bits >> STATE & 15) as usize
    }
    pub(in crate::search) const fn channel(bits: u64) -> usize {
        (bits >> CHANNEL & 15) as usize
    }
    pub(in crate::search) const fn sealed(bits: u64) -> bool {
        bits >> SEALED & 1 == 1
    }
    pub(in crate::search) const fn mark(bits: u64, mark: Mark) -> bool {
        match mark {
            Mark::Sealed => sealed(bits),
            Mark::Accepted => bits >> ACCEPTED & 1 == 1,
            Mark::Replied => bits >> REPLIED & 1 == 1,
            Mark::Appeal => bits >> APPEAL & 1 == 1,
        }
    }
    pub(in crate::search) const fn public(bits: u64) -> bool {
        bits >> PUBLIC & 1 == 1
    }
    pub(in crate::search) const fn on_time(bits: u64) -> Option<bool> {
        match bits >> ON_TIME & 3 {
            1 => Some(false),
            2 => Some(true),
            _ => None,
        }
    }
    pub(in crate::search) const fn rating(bits: u64) -> u32 {
        (bits >> RATING & 7) as u32
    }
    /// Whether there is any flag.
    pub(in crate::search) const fn flagged(bits: u64) -> bool {
        bits >> FLAGS & 0xffff != 0
    }
    pub(in crate::search) const fn flag(bits: u64, flag: Flag) -> bool {
        bits >> FLAGS >> (flag as u64) & 1 == 1
    }
    /// A number; a rating that was not given is `None`.
    pub(in crate::search) const fn number(bits: u64, field: NumberField) -> Option<u32> {
        match field {
            NumberField::Rating if rating(bits) == 0 => None,
            NumberField::Rating => Some(rating(bits)),
            NumberField::Transfers => Some((bits >> TRANSFERS & 255) as u32),
            NumberField::Reopened => Some((bits >> REOPENED & 255) as u32),
            NumberField::Bounces => Some((bits >> BOUNCES & 255) as u32),
        }
    }
}

/// How long the steps of a case took, in whole minutes, in one 64-bit column. What took more than [`MOST`] is kept as that:
/// almost four years.
pub(super) mod took {
    use super::CaseDoc;

    const BITS: u32 = 21;
    const NONE: u64 = (1 << BITS) - 1;
    /// The longest that is kept.
    pub(in crate::search) const MOST: u64 = NONE - 1;
    const MINUTE_MS: i64 = 60_000;

    /// A step.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(in crate::search) enum Step {
        /// From receipt until an agency took it up.
        Accept,
        /// From receipt until the first answer.
        FirstAnswer,
        /// From when the agency that answered got it until the answer that stands.
        Held,
    }

    pub(in crate::search) fn pack(doc: &CaseDoc) -> u64 {
        let minutes = |from: Option<i64>, to: Option<i64>| {
            let took = to? - from?;
            Some(u64::try_from(took / MINUTE_MS).unwrap_or(0).min(MOST))
        };
        let received = Some(doc.received_ms);
        let put = |took: Option<u64>, step: Step| took.unwrap_or(NONE) << (step as u32 * BITS);
        put(minutes(received, doc.accepted_ms), Step::Accept)
            | put(minutes(received, doc.first_answered_ms), Step::FirstAnswer)
            | put(minutes(doc.held_since_ms, doc.answered_ms), Step::Held)
    }

    /// Minutes that a step took; `None` while it is not done.
    pub(in crate::search) const fn minutes(bits: u64, step: Step) -> Option<u32> {
        match bits >> (step as u32 * BITS) & NONE {
            NONE => None,
            minutes => Some(minutes as u32),
        }
    }
}
