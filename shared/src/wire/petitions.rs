//! Petitions: writing one, signing, reading, moderating, and looking at signatures.

use super::wire;
use crate::Lang;
use crate::petition::{Duty, PetitionAction, PetitionGround, PetitionRules, PetitionState, SignatureState};
use crate::stamp::Stamp;
use crate::wire::intake::AgencyRef;

wire! {
    /// Somebody who signs. Name and one way to be reached; none of it is ever public.
    pub struct SignerNew {
        /// Name.
        pub name: String,
        /// E-mail address.
        #[serde(default)]
        pub email: Option<String>,
        /// Telephone number that takes text messages, where the installation sends them. Counts when there is no e-mail address.
        #[serde(default)]
        pub phone: Option<String>,
        /// Where they live: the code of an area.
        #[serde(default)]
        pub area: Option<String>,
        /// Wants to be told of the answer.
        #[serde(default)]
        pub tell: bool,
        /// Agrees that these data are kept for this petition.
        #[serde(default)]
        pub consent: bool,
        /// In which language to be written to.
        #[serde(default)]
        pub language: Lang,
    }

    /// A petition.
    pub struct PetitionNew {
        /// What is asked for, in one sentence.
        pub title: String,
        /// Why.
        pub body: String,
        /// Who is asked: the code of an agency; without it the site's own.
        #[serde(default)]
        pub agency: Option<String>,
        /// Where it is about: the code of an area.
        #[serde(default)]
        pub area: Option<String>,
        /// What it is about: the code of a category.
        #[serde(default)]
        pub category: Option<String>,
        /// Who writes it. Signs it first.
        pub author: SignerNew,
    }

    /// A signature that waits to be confirmed. The same for everybody: whether an address had signed before is not told.
    pub struct SignatureAsked {
        /// Names it when the code from the letter is typed; worth nothing without that code.
        pub handle: String,
    }

    /// The code from a letter.
    pub struct SignatureCode {
        /// What was given when signing.
        pub handle: String,
        /// The six digits.
        pub code: String,
    }

    /// One's own signature, for whoever has the link from the letter.
    pub struct SignatureView {
        /// Where it stands.
        pub state: SignatureState,
        /// It could be confirmed now; `false` when the petition is over or not open.
        pub confirmable: bool,
        /// Wants to be told of the answer.
        pub tell: bool,
        /// Signed first, as the author.
        pub author: bool,
        /// An identity provider vouches for whoever signed.
        #[serde(default)]
        pub verified: bool,
        /// Where others support it while it looks for supporters; for the author.
        #[serde(default)]
        pub sponsor_url: Option<String>,
        /// Supporters so far, oneself included.
        #[serde(default)]
        pub sponsors: u64,
        /// The author can take the petition back.
        #[serde(default)]
        pub withdrawable: bool,
        /// The petition.
        pub petition: PetitionView,
    }

    /// A threshold and what became of it.
    pub struct ThresholdView {
        /// Signatures it asks for.
        pub count: u64,
        /// What is owed.
        pub duty: Duty,
        /// The same in words.
        pub duty_text: String,
        /// When it was reached.
        #[serde(default)]
        pub reached_at: Option<Stamp>,
        /// When that was taken back, since signatures were found not to be real.
        #[serde(default)]
        pub taken_back_at: Option<Stamp>,
        /// Until when it is owed.
        #[serde(default)]
        pub due_at: Option<Stamp>,
        /// When the answer was given.
        #[serde(default)]
        pub answered_at: Option<Stamp>,
        /// The answer.
        #[serde(default)]
        pub answer: Option<String>,
    }

    /// A line of what happened to a petition.
    pub struct PetitionStory {
        /// When.
        pub at: Stamp,
        /// In words.
        pub text: String,
        /// What somebody wrote with it.
        #[serde(default)]
        pub reason: Option<String>,
    }

    /// A petition as everybody may read it.
    pub struct PetitionView {
        /// Its code.
        pub code: String,
        /// What is asked for. Empty for one that was refused or hidden.
        pub title: String,
        /// Why. Empty for one that was refused or hidden.
        pub body: String,
        /// Where it stands.
        pub state: PetitionState,
        /// The same in words.
        pub state_text: String,
        /// Who is asked.
        pub agency: AgencyRef,
        /// Where it is about, in words.
        #[serde(default)]
        pub area: Option<String>,
        /// When it was opened.
        #[serde(default)]
        pub opened_at: Option<Stamp>,
        /// Until when it gathers.
        #[serde(default)]
        pub closes_at: Option<Stamp>,
        /// Signatures that count.
        pub count: u64,
        /// Of them, those of people whose identity was verified.
        pub verified: u64,
        /// Of them, those of the last 24 hours.
        pub today: u64,
        /// Supporters it needs before it is looked at.
        pub sponsors_needed: u32,
        /// Until when they must be found.
        #[serde(default)]
        pub sponsors_until: Option<Stamp>,
        /// Days after its end in which the data of those who signed are deleted.
        #[serde(default)]
        pub keep_days: u32,
        /// It can be signed now.
        pub signs: bool,
        /// Thresholds, ascending.
        pub thresholds: Vec<ThresholdView>,
        /// Why it was refused or hidden.
        #[serde(default)]
        pub ground: Option<PetitionGround>,
        /// The same in words.
        #[serde(default)]
        pub ground_text: Option<String>,
        /// What the moderator wrote.
        #[serde(default)]
        pub reason: Option<String>,
        /// What happened, oldest first.
        pub story: Vec<PetitionStory>,
        /// When the figures were counted.
        pub counted_at: Stamp,
    }

    /// A petition in a list.
    pub struct PetitionCard {
        /// Its code.
        pub code: String,
        /// What is asked for.
        pub title: String,
        /// Where it stands.
        pub state: PetitionState,
        /// The same in words.
        pub state_text: String,
        /// Who is asked.
        pub agency: AgencyRef,
        /// Signatures that count.
        pub count: u64,
        /// Of them, those of the last 24 hours.
        pub today: u64,
        /// The next threshold.
        #[serde(default)]
        pub next: Option<u64>,
        /// Until when it gathers.
        #[serde(default)]
        pub closes_at: Option<Stamp>,
        /// When the last answer was given.
        #[serde(default)]
        pub answered_at: Option<Stamp>,
    }

    /// A page of petitions.
    pub struct PetitionList {
        /// They.
        pub petitions: Vec<PetitionCard>,
        /// How many there are in all.
        pub total: u64,
        /// What is shown: `trending`, `most`, `newest`, `closing`, `answered`, `closed`.
        pub order: String,
        /// What was searched for.
        pub words: String,
        /// The page, from 1.
        pub page: u32,
        /// How many pages there are.
        pub pages: u32,
        /// New petitions can be begun now.
        pub creating: bool,
    }

    /// Signatures of an area.
    pub struct AreaCount {
        /// Code of the area; empty for those who did not say.
        pub area: String,
        /// Its name.
        pub name: String,
        /// Signatures that count.
        pub count: u64,
    }

    /// Signatures of an hour.
    pub struct HourCount {
        /// When the hour begins.
        pub hour: Stamp,
        /// Signatures that count, confirmed in it.
        pub count: u64,
    }

    /// The counter of a petition.
    pub struct PetitionCounts {
        /// Its code.
        pub code: String,
        /// Signatures that count.
        pub count: u64,
        /// Of them, those of people whose identity was verified.
        pub verified: u64,
        /// By area, most first.
        pub areas: Vec<AreaCount>,
        /// By hour, oldest first.
        pub hours: Vec<HourCount>,
        /// When it was counted.
        pub counted_at: Stamp,
        /// Under which terms these figures may be used.
        pub licence: String,
    }

    /// Petitions for moderators.
    pub struct PetitionDesk {
        /// They.
        pub petitions: Vec<PetitionDeskRow>,
        /// How many of them wait for a moderator.
        pub waiting: u64,
        /// Of them, how many are overdue.
        pub overdue: u64,
        /// The switches.
        pub switches: Vec<SwitchView>,
        /// One may turn the switches.
        pub switching: bool,
        /// Continue behind this one.
        #[serde(default)]
        pub next: Option<String>,
    }

    /// One of them.
    pub struct PetitionDeskRow {
        /// Its code.
        pub code: String,
        /// What is asked for.
        pub title: String,
        /// Where it stands.
        pub state: PetitionState,
        /// The same in words.
        pub state_text: String,
        /// Who is asked.
        pub agency: AgencyRef,
        /// Signatures that count.
        pub count: u64,
        /// Signatures under suspicion.
        pub suspects: u64,
        /// Since when it stands there.
        pub since: Stamp,
        /// Until when a moderator should have looked at it.
        #[serde(default)]
        pub due_at: Option<Stamp>,
        /// That is over.
        pub overdue: bool,
        /// That is near.
        pub soon: bool,
        /// Who looks at it now.
        #[serde(default)]
        pub held_by: Option<String>,
    }

    /// A petition for moderators.
    pub struct PetitionStaffView {
        /// As everybody reads it, its words included.
        pub petition: PetitionView,
        /// Its version; what is done names it.
        pub version: u32,
        /// Its words as its author wrote them, when a moderator has changed them.
        #[serde(default)]
        pub original: Option<PetitionWords>,
        /// What can be done now by the reader.
        pub may: Vec<PetitionAction>,
        /// Who else looks at it now.
        #[serde(default)]
        pub held_by: Option<String>,
        /// Until when a moderator should have looked at it.
        #[serde(default)]
        pub due_at: Option<Stamp>,
        /// Supporters so far.
        pub sponsors: u64,
        /// Signatures that wait to be confirmed.
        pub pending: u64,
        /// Under suspicion: confirmed, and not counted.
        pub suspects: u64,
        /// Found not to be real.
        pub invalid: u64,
        /// Taken back.
        pub withdrawn: u64,
        /// The cases that were opened, in order of the thresholds.
        pub cases: Vec<String>,
        /// Petitions that ask for something alike.
        pub alike: Vec<PetitionCard>,
        /// How far the news of an answer has got, in signatures; nothing when there is none.
        #[serde(default)]
        pub telling: Option<PetitionTelling>,
        /// Reviews of its signatures, newest first.
        pub reviews: Vec<ReviewView>,
    }

    /// How far the news of an answer has got.
    pub struct PetitionTelling {
        /// Letters made.
        pub told: u64,
        /// All are made.
        pub done: bool,
    }

    /// Words of a petition.
    pub struct PetitionWords {
        /// What is asked for.
        pub title: String,
        /// Why.
        pub body: String,
    }

    /// Something a moderator does to a petition.
    pub struct PetitionAct {
        /// The version that was looked at.
        pub version: u32,
        /// For what needs one: the ground.
        #[serde(default)]
        pub ground: Option<PetitionGround>,
        /// For what needs one: the reason that everybody reads.
        #[serde(default)]
        pub reason: String,
        /// For `amend`: the new words.
        #[serde(default)]
        pub words: Option<PetitionWords>,
    }

    /// A switch: it works at once and everywhere.
    pub struct SwitchView {
        /// `collecting`, `creating`, `trending`.
        pub name: String,
        /// In words.
        pub text: String,
        /// Whether it goes on.
        pub on: bool,
        /// Since when.
        #[serde(default)]
        pub since: Option<Stamp>,
    }

    /// Which signatures are meant. Everything given must hold.
    #[derive(Default)]
    pub struct SignatureFilter {
        /// In this state.
        #[serde(default)]
        pub state: Option<SignatureState>,
        /// Under suspicion or not.
        #[serde(default)]
        pub suspect: Option<bool>,
        /// With an address of this mail domain.
        #[serde(default)]
        pub domain: Option<String>,
        /// From this block of network addresses, by the name it has here.
        #[serde(default)]
        pub network: Option<String>,
        /// With a name of this pattern.
        #[serde(default)]
        pub pattern: Option<String>,
        /// From this area.
        #[serde(default)]
        pub area: Option<String>,
        /// Signed from then on.
        #[serde(default)]
        pub from: Option<Stamp>,
        /// Signed before.
        #[serde(default)]
        pub to: Option<Stamp>,
        /// Behind this one, for the next page.
        #[serde(default)]
        pub after: Option<i64>,
    }

    /// A signature for moderators. Name and address are not shown: what gives fakes away is.
    pub struct SignatureRow {
        /// Its number.
        pub id: i64,
        /// Where it stands.
        pub state: SignatureState,
        /// Which rules put it under suspicion, in words.
        pub suspicions: Vec<String>,
        /// Mail domain.
        pub domain: String,
        /// Block of network addresses, by the name it has here.
        pub network: String,
        /// Pattern of the name: `Aa Aa Aa`.
        pub pattern: String,
        /// Area, in words.
        #[serde(default)]
        pub area: Option<String>,
        /// When it was signed.
        pub signed_at: Stamp,
        /// When it was confirmed.
        #[serde(default)]
        pub confirmed_at: Option<Stamp>,
    }

    /// Signatures that have something in common.
    pub struct SignatureCluster {
        /// What: `domain`, `network`, `pattern`, `minute`.
        pub by: String,
        /// Which.
        pub key: String,
        /// How many.
        pub count: u64,
        /// Of them, under suspicion.
        pub suspects: u64,
    }

    /// A page of signatures.
    pub struct SignatureList {
        /// They.
        pub signatures: Vec<SignatureRow>,
        /// How many there are in all.
        pub total: u64,
        /// What many of them have in common, most first.
        pub clusters: Vec<SignatureCluster>,
        /// Continue behind this one.
        #[serde(default)]
        pub next: Option<i64>,
    }

    /// What is to be done to signatures.
    pub struct ReviewInput {
        /// `invalidate`, `clear` (they count from now on).
        pub act: String,
        /// Which.
        pub filter: SignatureFilter,
        /// Why; only staff read it.
        pub reason: String,
        /// Say only what would happen.
        #[serde(default)]
        pub dry: bool,
    }

    /// What happened to signatures, or would.
    pub struct ReviewView {
        /// Its number; 0 when nothing was done.
        pub id: i64,
        /// `invalidate`, `clear`.
        pub act: String,
        /// How many signatures.
        pub count: u64,
        /// Signatures that count, right after it; nothing of past ones.
        #[serde(default)]
        pub counted: Option<u64>,
        /// Thresholds that are not reached any more, or again: their counts.
        pub thresholds: Vec<u64>,
        /// Why.
        pub reason: String,
        /// Who.
        pub by: String,
        /// When.
        pub at: Stamp,
        /// When it was taken back.
        #[serde(default)]
        pub undone_at: Option<Stamp>,
    }

    /// The rules of an agency.
    pub struct PetitionRulesView {
        /// The agency.
        pub agency: AgencyRef,
        /// They.
        pub rules: PetitionRules,
        /// They are its own.
        #[serde(default)]
        pub own: bool,
        /// Whose they are, when not its own; without it they are the program's.
        #[serde(default)]
        pub inherited: Option<AgencyRef>,
    }
}
