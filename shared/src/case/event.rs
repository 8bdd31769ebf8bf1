//! The events of a case. Everything that ever happened to it is one of these; nothing is edited in place.
//!
//! The words a person wrote are not in the event but beside it (table `words`), and the event holds their
//! digest: so a text can be erased or redacted while the chain of events still verifies.

use crate::case::kind::{CaseKind, Channel};
use crate::coded::coded;
use crate::ids::{AgencyId, CalendarId, CaseId, PolicyId, RuleId, SiteId, UserId};
use crate::publish::{Mark, PictureMade};
use serde::{Deserialize, Serialize};

/// One thing that happened to a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Position within the case, from 1, without gaps.
    pub version: u32,
    /// When it happened, milliseconds UTC.
    pub at_ms: i64,
    /// Who did it.
    pub actor: Actor,
    /// SHA-256 (hex) of the words that came with it: title, LF, body. Empty when there were none.
    pub words_sha256: String,
    /// What happened.
    pub what: What,
}

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// The citizen who filed the case.
    Citizen,
    /// A member of staff.
    Staff(UserId),
    /// The program itself: sweeps, automatic routing.
    System,
}

impl Actor {
    /// The stored form: `citizen`, `system`, `staff:12`.
    pub fn code(self) -> String {
        match self {
            Self::Citizen => "citizen".into(),
            Self::System => "system".into(),
            Self::Staff(id) => format!("staff:{id}"),
        }
    }

    /// Reads the stored form.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "citizen" => Some(Self::Citizen),
            "system" => Some(Self::System),
            _ => code.strip_prefix("staff:")?.parse().ok().map(|id| Self::Staff(UserId(id))),
        }
    }
}

impl Serialize for Actor {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.code())
    }
}

impl<'de> Deserialize<'de> for Actor {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let code = <std::borrow::Cow<'de, str>>::deserialize(d)?;
        Self::from_code(&code).ok_or_else(|| serde::de::Error::custom("unknown actor"))
    }
}

coded! {
    /// Something automatic screening noticed. A flag never decides; it says where a moderator should look.
    pub enum Flag {
        /// An identity-card number.
        IdCard = "id_card",
        /// A telephone number.
        Phone = "phone",
        /// An e-mail address.
        Email = "email",
        /// A bank account number.
        BankAccount = "bank_account",
        /// An insult.
        Insult = "insult",
        /// Links, or the marks of advertising.
        Spam = "spam",
        /// The same text was sent a short while ago.
        Repeated = "repeated",
        /// Reads like another kind of case.
        WrongKind = "wrong_kind",
        /// Written all in capitals or with no letters.
        Unreadable = "unreadable",
        /// One of unusually many from the same network in a short time.
        NetworkBurst = "network_burst",
        /// One of unusually many through the same site in a short time.
        SiteBurst = "site_burst",
        /// The form looks as if no person had filled it in.
        Automated = "automated",
        /// Work was asked for since many were filing, and not done.
        Unproven = "unproven",
    }
}

impl Flag {
    /// A moderator looks at it before the agency gets it.
    pub const fn holds(self) -> bool {
        matches!(
            self,
            Self::Insult
                | Self::Spam
                | Self::Unreadable
                | Self::NetworkBurst
                | Self::SiteBurst
                | Self::Automated
                | Self::Unproven
        )
    }
}

/// Why a case went where it went; stored with the case and shown to staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RouteWhy {
    /// The citizen or the site named the agency.
    Chosen,
    /// The first routing rule that matched.
    Rule(RuleId),
    /// The learned suggestion, with its probability in thousandths.
    Suggested(u16),
    /// Nothing matched: the agency of the site, for its coordinator to look at.
    Site,
    /// A person decided.
    Person,
    /// An appeal: the agency above the one that answered.
    Appeal,
    /// A petition that reached its threshold: the agency that was asked.
    Petition,
}

/// Which of the two clocks of a case (domain rule 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Track {
    /// Since the case was filed; nothing restarts it.
    Citizen,
    /// Since the present agency got it.
    Agency,
}

coded! {
    /// A promise that a policy makes.
    pub enum Target {
        /// The citizen hears that it arrived.
        Acknowledge = "acknowledge",
        /// The agency takes it up or passes it on.
        Accept = "accept",
        /// A first answer in substance, an interim one included.
        FirstAnswer = "first_answer",
        /// The answer.
        Resolve = "resolve",
    }
}

/// What happened. Stored as `kind` + JSON `data`; unknown kinds are refused, never skipped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum What {
    /// The case was filed; starts the citizen's clock.
    Received(Received),
    /// A moderator let it pass.
    Passed {},
    /// It went to an agency; starts the agency's clock.
    Routed {
        /// To whom.
        agency: AgencyId,
        /// The working calendar of that agency at that moment.
        calendar: CalendarId,
        /// Why there.
        why: RouteWhy,
    },
    /// The agency took it up.
    Accepted {},
    /// Work began.
    Started {},
    /// A person was named, or nobody any more.
    Assigned {
        /// To whom; `None` puts it back into the queue.
        to: Option<UserId>,
    },
    /// The holding agency named another as responsible; restarts the agency's clock.
    Transferred {
        /// To whom.
        agency: AgencyId,
        /// The working calendar of that agency at that moment.
        calendar: CalendarId,
        /// Sent back to the agency it came from.
        back: bool,
    },
    /// Passed on too often, it went up to the agency above all that had it, with the question who is responsible;
    /// restarts the agency's clock.
    Referred {
        /// To whom.
        agency: AgencyId,
        /// The working calendar of that agency at that moment.
        calendar: CalendarId,
        /// The agency that was named as responsible this time.
        named: AgencyId,
    },
    /// The agency that holds it went into another, which goes on where it stood: state, clocks and whoever handles it stay.
    Succeeded {
        /// The agency that is no more.
        from: AgencyId,
        /// Who goes on.
        agency: AgencyId,
    },
    /// The citizen was asked for something.
    InfoRequested {},
    /// The citizen wrote.
    Messaged {},
    /// Another agency was asked for its opinion.
    OpinionAsked {
        /// Whom.
        agency: AgencyId,
        /// Until when, milliseconds UTC.
        due_ms: i64,
    },
    /// The opinion came.
    OpinionGiven {},
    /// A drafted answer went to the approver.
    AnswerSubmitted {},
    /// The approver sent it back.
    AnswerReturned {},
    /// The answer is out.
    Answered {},
    /// The case ended.
    Closed {},
    /// Not taken up.
    Rejected {
        /// The legal ground, a code of [`crate::case::Ground`].
        ground: String,
    },
    /// Taken back by the citizen.
    Withdrawn {},
    /// Back to work.
    Reopened {},
    /// The citizen said how it went.
    Rated {
        /// 1 (bad) to 5 (good).
        stars: u8,
    },
    /// More time was taken, for the reason in the words.
    Extended {
        /// Of which promise.
        target: Target,
    },
    /// Its deadlines were worked out again on other versions of the policy or of the calendars, by an explicit
    /// act of an administrator and for the reason in the words. What was past or kept by then stays as it was.
    Recalculated {
        /// The policy from here on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        policy: Option<PolicyId>,
        /// The calendar of the citizen's clock from here on.
        calendar: CalendarId,
        /// The calendar of the present agency's clock from here on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agency_calendar: Option<CalendarId>,
        /// When the citizen was due the answer before, milliseconds UTC.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was_ms: Option<i64>,
        /// When they are due it now. Where that differs they read it, with the reason.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due_ms: Option<i64>,
    },
    /// A note among staff.
    Noted {},
    /// A share of the time is used up.
    Warned {
        /// On which clock.
        track: Track,
        /// Of which promise.
        target: Target,
        /// The share, in percent.
        share: u8,
        /// The instant it became due, milliseconds UTC; not when it was noticed.
        due_ms: i64,
    },
    /// A promise was broken.
    Breached {
        /// On which clock.
        track: Track,
        /// Which promise.
        target: Target,
        /// The instant it became due, milliseconds UTC; not when it was noticed.
        due_ms: i64,
    },
    /// Somebody took notice of what its clock said, and nothing else: whoever would be told next is not.
    Acknowledged {},
    /// An earlier event is taken back by whoever caused it: the case and its clocks stand as if it had not been.
    Undone {
        /// Version of that event.
        of: u32,
        /// The citizen could read of it, and so reads of this.
        public: bool,
    },
    /// It follows another case.
    Merged {
        /// Which.
        into: CaseId,
    },
    /// It stands by itself again.
    Unmerged {},
    /// A part of it goes on as a case of its own, with a code of its own.
    Split {
        /// That case.
        case: CaseId,
    },
    /// Files came along with an earlier event of the case. What they are called is beside the ledger.
    Attached {
        /// Version of that event.
        to: u32,
        /// The citizen may open them.
        public: bool,
        /// Which.
        files: Vec<AttachedFile>,
    },
    /// The text of a file was read, for search.
    TextRead {
        /// Number of the file within the case.
        file: u32,
    },
    /// Everybody may read it, in place of what was published before.
    Published {
        /// Version of the answer that is published.
        answer: u32,
        /// What is hidden of title, text and answer.
        hidden: Vec<Mark>,
        /// Digest of the copy: as of words, title, text, answer.
        sha256: String,
        /// Which pictures go with it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pictures: Vec<PictureMade>,
    },
    /// Nobody may any more.
    Unpublished {
        /// The reason, a code of [`crate::publish::Retraction`].
        reason: String,
    },
    /// The citizen appeals against how it ended: their case there is another one, with a clock of its own.
    Appealed {
        /// That case.
        case: CaseId,
        /// Whom they appeal to.
        agency: AgencyId,
    },
    /// A member of staff opened who sent a sealed case, for the reason in the words.
    Unsealed {},
    /// From here on only those with the right to sealed cases see that it exists, for the reason in the words.
    Sealed {},
    /// Whoever may see the cases of its agency sees it again, for the reason in the words.
    SealLifted {},
    /// The citizen said whether it may be public.
    Wished {
        /// It may.
        public: bool,
    },
    /// The personal data of the case are gone: all words and files that came before, how to reach the citizen, and what was
    /// public of it. By a person for the reason in the words, or by a rule of retention. The digests of what is gone stay.
    Erased {
        /// That rule.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rule: Option<i64>,
    },
}

/// A file in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachedFile {
    /// Number within the case, from 1.
    pub number: u32,
    /// SHA-256 (hex) of its bytes as they are kept.
    pub sha256: String,
}

/// The first event of every case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// What the citizen brings.
    pub kind: CaseKind,
    /// Through which website.
    pub site: SiteId,
    /// How it came.
    pub channel: Channel,
    /// Language it is written in: `vi` or `en`.
    pub language: crate::Lang,
    /// Area code, of a province (2 digits) or a commune (5 digits).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub area: Option<String>,
    /// Category code.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub category: Option<String>,
    /// What automatic screening noticed.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub flags: Vec<Flag>,
    /// A flag holds it back for a moderator.
    pub held: bool,
    /// The deadline policy in force for it; `None` for kinds without a clock.
    pub policy: Option<PolicyId>,
    /// The calendar of the citizen's clock: that of the site's agency.
    pub calendar: CalendarId,
    /// Whether the citizen lets it be public; `None` when they did not say.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub public: Option<bool>,
    /// The member of staff who took it down for the citizen.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub by: Option<UserId>,
    /// The case against whose end this one appeals.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub appeals: Option<CaseId>,
    /// The case that this was a part of; received when that was.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub split_from: Option<CaseId>,
    /// Sealed from the start although its kind is not: it came out of a case that was.
    #[serde(skip_serializing_if = "core::ops::Not::not", default)]
    pub sealed: bool,
}

impl What {
    /// The stored `kind`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Received(_) => "received",
            Self::Passed {} => "passed",
            Self::Routed { .. } => "routed",
            Self::Accepted {} => "accepted",
            Self::Started {} => "started",
            Self::Assigned { .. } => "assigned",
            Self::Transferred { .. } => "transferred",
            Self::Referred { .. } => "referred",
            Self::Succeeded { .. } => "succeeded",
            Self::InfoRequested {} => "info_requested",
            Self::Messaged {} => "messaged",
            Self::OpinionAsked { .. } => "opinion_asked",
            Self::OpinionGiven {} => "opinion_given",
            Self::AnswerSubmitted {} => "answer_submitted",
            Self::AnswerReturned {} => "answer_returned",
            Self::Answered {} => "answered",
            Self::Closed {} => "closed",
            Self::Rejected { .. } => "rejected",
            Self::Withdrawn {} => "withdrawn",
            Self::Reopened {} => "reopened",
            Self::Rated { .. } => "rated",
            Self::Extended { .. } => "extended",
            Self::Recalculated { .. } => "recalculated",
            Self::Noted {} => "noted",
            Self::Warned { .. } => "warned",
            Self::Breached { .. } => "breached",
            Self::Acknowledged {} => "acknowledged",
            Self::Undone { .. } => "undone",
            Self::Merged { .. } => "merged",
            Self::Unmerged {} => "unmerged",
            Self::Split { .. } => "split",
            Self::Attached { .. } => "attached",
            Self::TextRead { .. } => "text_read",
            Self::Published { .. } => "published",
            Self::Unpublished { .. } => "unpublished",
            Self::Wished { .. } => "wished",
            Self::Erased { .. } => "erased",
            Self::Appealed { .. } => "appealed",
            Self::Unsealed {} => "unsealed",
            Self::Sealed {} => "sealed",
            Self::SealLifted {} => "seal_lifted",
        }
    }

    /// The citizen may read that it happened and the words that came with it.
    pub fn public(&self) -> bool {
        if let Self::Attached { public, .. } | Self::Undone { public, .. } = self {
            return *public;
        }
        !matches!(
            self,
            Self::Noted {}
                | Self::Assigned { .. }
                | Self::Warned { .. }
                | Self::Acknowledged {}
                | Self::AnswerSubmitted {}
                | Self::AnswerReturned {}
                | Self::OpinionGiven {}
                | Self::TextRead { .. }
                | Self::Unsealed {}
                | Self::Sealed {}
                | Self::SealLifted {}
        ) && !matches!(self, Self::Recalculated { was_ms, due_ms, .. } if was_ms == due_ms)
    }
}
