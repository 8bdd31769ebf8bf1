//! Routing as staff see and change it: the suggestion beside a case, the rules, trying them, the learned model.

use super::wire;
use crate::Stamp;
use crate::wire::intake::AgencyRef;

wire! {
    /// `GET /api/v1/cases/{code}/routing`: where a case may belong, for who may send it there.
    pub struct CaseRoutingView {
        /// Suggested agencies, surest first; empty when the model is silent, a person has decided or it is there already.
        pub suggestions: Vec<RoutingSuggestion>,
        /// Times it was passed on.
        pub passes: u32,
        /// Passing it on once more takes it to this agency, which decides who is responsible.
        pub goes_up_to: Option<AgencyRef>,
        /// It came here with the question who is responsible; the agency that was named last.
        pub named: Option<AgencyRef>,
    }

    /// A suggested agency.
    pub struct RoutingSuggestion {
        /// Which.
        pub agency: AgencyRef,
        /// How sure, in percent.
        pub percent: u8,
        /// The words that decided, as they stand in the case.
        pub words: Vec<String>,
    }

    /// `GET /api/v1/admin/rules?lang=`: the rules in their order.
    pub struct RulesView {
        /// Those in force and those switched off, in the order in which they are asked.
        pub rules: Vec<RuleView>,
        /// The reader may change them.
        pub may_change: bool,
        /// Changes with every change of settings.
        pub version: i64,
    }

    /// A rule as it stands.
    pub struct RuleView {
        /// This version.
        pub id: i64,
        /// How often it was changed, the first writing included.
        pub number: u32,
        /// It is asked.
        pub active: bool,
        /// When it matches, in the query language.
        pub query: String,
        /// Where it sends: an agency's code, `commune`, `province`, or `province-department:` and a role.
        pub target: String,
        /// The target in words.
        pub target_name: String,
        /// What it is for, in Vietnamese.
        pub name_vi: String,
        /// The same in English.
        pub name_en: String,
        /// When this version was made; `None` for those of the installation.
        pub changed_at: Option<Stamp>,
        /// Who made it.
        pub changed_by: Option<String>,
    }

    /// `POST /api/v1/admin/rules` and `PUT /api/v1/admin/rules/{id}`.
    pub struct RuleInput {
        /// When it matches.
        pub query: String,
        /// Where it sends.
        pub target: String,
        /// What it is for, in Vietnamese.
        pub name_vi: String,
        /// The same in English.
        pub name_en: String,
        /// It is asked.
        pub active: bool,
    }

    /// `PUT /api/v1/admin/rules/order`: all rules in their new order.
    pub struct RuleOrder {
        /// Ids of the present versions, each once.
        pub ids: Vec<i64>,
    }

    /// `GET /api/v1/admin/rules/lint?lang=`: what is wrong with the rules, by reading them and by recent cases.
    pub struct RuleLint {
        /// Recent cases that were looked at.
        pub cases: u32,
        /// What was found, by rule in their order.
        pub findings: Vec<FindingView>,
        /// What each rule did with the recent cases, in their order.
        pub used: Vec<RuleUse>,
        /// Who passes cases on to whom, most first.
        pub pairs: Vec<BouncePair>,
    }

    /// Something wrong with a rule.
    pub struct FindingView {
        /// Which rule.
        pub rule: i64,
        /// `unknown_value`, `unknown_target`, `never_matches`, `shadowed`, `conflicting`, `unused`, `bounce_prone`.
        pub kind: String,
        /// In words.
        pub text: String,
        /// The other rule, where there is one.
        pub other: Option<i64>,
    }

    /// A rule and recent cases.
    pub struct RuleUse {
        /// Which rule.
        pub rule: i64,
        /// Cases it matches.
        pub matched: u32,
        /// Of these, cases that no earlier rule took.
        pub first: u32,
        /// Of the cases it sent, those that were passed on afterwards.
        pub passed_on: u32,
        /// Cases it sent.
        pub sent: u32,
    }

    /// Two agencies between which cases go.
    pub struct BouncePair {
        /// Who passed on.
        pub from: AgencyRef,
        /// To whom.
        pub to: AgencyRef,
        /// How many cases.
        pub cases: u32,
        /// Of these, sent back to where they came from.
        pub back: u32,
    }

    /// `POST /api/v1/admin/rules/try`: what a change would do to the cases of a period.
    pub struct RuleTrial {
        /// The rule to try; `None` tries the order alone.
        pub rule: Option<RuleInput>,
        /// The version it takes the place of; `None` for a new one.
        pub replaces: Option<i64>,
        /// Where among the rules it stands, from 0; at the end when not said.
        pub position: Option<u32>,
        /// First day, `2026-10-01`.
        pub from: String,
        /// Last day, inclusive.
        pub to: String,
    }

    /// What it would do.
    pub struct TrialView {
        /// Cases of the period that were looked at.
        pub cases: u32,
        /// There are more in the period; the newest were looked at.
        pub more: bool,
        /// Cases that would go elsewhere.
        pub moved: u32,
        /// From where to where, most cases first.
        pub table: Vec<TrialCell>,
        /// Cases known to have ended up right or wrong: how many go right now.
        pub right_before: u32,
        /// How many would.
        pub right_after: u32,
        /// Out of so many.
        pub confirmed: u32,
        /// Cases that would move and that the reader may open, newest first, one hundred at most.
        pub examples: Vec<TrialCase>,
    }

    /// Cases that would go from one place to another.
    pub struct TrialCell {
        /// Where they go now.
        pub from: String,
        /// Where they would go.
        pub to: String,
        /// How many.
        pub cases: u32,
        /// Of these, those that an agency there took up in the end.
        pub right: u32,
    }

    /// A case that would move.
    pub struct TrialCase {
        /// Tracking code.
        pub code: String,
        /// Title.
        pub title: String,
        /// Who gets it now.
        pub from: String,
        /// Who would.
        pub to: String,
        /// Who took it up in the end, if somebody did.
        pub ended: Option<String>,
    }

    /// `GET /api/v1/admin/rules/changes?lang=`: who changed what, newest first.
    pub struct RuleChanges {
        /// The changes.
        pub changes: Vec<RuleChange>,
    }

    /// One change.
    pub struct RuleChange {
        /// When.
        pub at: Stamp,
        /// Who.
        pub who: String,
        /// `created`, `changed`, `activated`, `deactivated`, `ordered`, `thresholds`.
        pub what: String,
        /// In words.
        pub text: String,
        /// How it was, one line; empty for what is new.
        pub before: String,
        /// How it is since, one line.
        pub after: String,
    }

    /// `GET /api/v1/admin/learning?lang=`: the learned model and how it does.
    pub struct LearningView {
        /// Shown to coordinators from this probability on, in thousandths.
        pub shows_at: u16,
        /// Routes by itself from this probability on, in thousandths.
        pub routes_at: u16,
        /// The reader may change them.
        pub may_change: bool,
        /// The model in use; `None` before there is one.
        pub model: Option<ModelView>,
        /// The last trials, newest first.
        pub trials: Vec<TrialRow>,
    }

    /// `PUT /api/v1/admin/learning`: from when on suggestions count.
    pub struct ThresholdsInput {
        /// Thousandths, 1 to 1000.
        pub shows_at: u16,
        /// Thousandths, at least `shows_at`.
        pub routes_at: u16,
    }

    /// The model in use, judged on cases that it had not seen.
    pub struct ModelView {
        /// When it was made.
        pub made_at: Stamp,
        /// Cases it learned from.
        pub cases: u32,
        /// Bytes.
        pub bytes: u64,
        /// Cases judged.
        pub judged: u32,
        /// Filed from here on.
        pub judged_from: Stamp,
        /// Share that was right.
        pub accuracy: f64,
        /// Mean of F1 over labels.
        pub macro_f1: f64,
        /// Share of cases at or above `routes_at`.
        pub coverage: f64,
        /// Share of those that was right.
        pub precision: f64,
        /// Mean distance between probability and what was seen.
        pub calibration_error: f64,
        /// What was said and what was seen, from unsure to sure.
        pub calibration: Vec<CalibrationBar>,
        /// By destination, most cases first.
        pub labels: Vec<LabelRow>,
        /// What it takes for what, most first; the right ones are left out.
        pub confusion: Vec<ConfusionRow>,
    }

    /// A step of the calibration curve.
    pub struct CalibrationBar {
        /// Cases.
        pub cases: u32,
        /// Mean probability given.
        pub said: f64,
        /// Share that was right.
        pub seen: f64,
    }

    /// One destination.
    pub struct LabelRow {
        /// In words.
        pub name: String,
        /// Cases that belong there.
        pub cases: u32,
        /// Share of what was sent there that belongs there.
        pub precision: f64,
        /// Share of what belongs there that was sent there.
        pub recall: f64,
        /// Harmonic mean.
        pub f1: f64,
    }

    /// A mistake that was made more than once or once.
    pub struct ConfusionRow {
        /// Where the cases belong.
        pub right: String,
        /// Where it would have sent them.
        pub said: String,
        /// How many.
        pub cases: u32,
    }

    /// A trial of a new model against the one in use.
    pub struct TrialRow {
        /// When.
        pub at: Stamp,
        /// The new one took over.
        pub replaced: bool,
        /// Cases learned from.
        pub cases: u32,
        /// Accuracy of the new one.
        pub challenger: f64,
        /// Accuracy of the one in use then.
        pub champion: Option<f64>,
    }
}
