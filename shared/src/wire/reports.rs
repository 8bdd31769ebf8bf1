//! Reports of figures: prepared, remarked on, signed off, and frozen from then on.

use super::wire;
use crate::catalogue::figures::Figures as F;
use crate::catalogue::reports::Reports as T;
use crate::coded::coded;
use crate::wire::intake::AgencyRef;
use crate::{Lang, Stamp};

coded! {
    /// What a line of a report is about.
    pub enum ReportPart {
        /// The agency with everything below it.
        Whole = "whole",
        /// The same number of months right before.
        Before = "before",
        /// The same months of the year before.
        YearBefore = "year_before",
        /// One of the agencies right below.
        Agency = "agency",
        /// A category.
        Category = "category",
    }
}

coded! {
    /// A number of a report.
    pub enum ReportFigure {
        /// Cases received.
        Received = "received",
        /// Of these: answered or closed.
        Resolved = "resolved",
        /// Answered on time.
        OnTime = "on_time",
        /// Out of these: answered, or open and overdue.
        OnTimeOf = "on_time_of",
        /// Still open.
        Open = "open",
        /// Open and past the due date.
        Overdue = "overdue",
        /// Refused by screening.
        Refused = "refused",
        /// Joined to another case.
        Joined = "joined",
        /// Taken back.
        Withdrawn = "withdrawn",
        /// Reopened.
        Reopened = "reopened",
        /// Sent back from one agency to another.
        Bounced = "bounced",
        /// Appeals against how another case ended.
        Appeals = "appeals",
        /// Petitions due an answer.
        PetitionsDue = "petitions_due",
        /// With an answer that stands.
        Answered = "answered",
        /// Half of these were answered within so many minutes.
        Median = "median_minutes",
        /// Nine in ten were.
        P90 = "p90_minutes",
        /// Ratings.
        Rated = "rated",
        /// Mean rating, hundredths of a star.
        Satisfaction = "satisfaction_centi",
    }
}

impl ReportPart {
    /// In words.
    pub const fn name(self) -> F {
        match self {
            Self::Whole => F::ThisPeriod,
            Self::Before => F::Before,
            Self::YearBefore => F::YearBefore,
            Self::Agency => F::ByAgency,
            Self::Category => F::ByCategory,
        }
    }
}

impl FormUnit {
    /// In words.
    pub const fn name(self) -> T {
        match self {
            Self::Percent => T::UnitPercent,
            Self::Days => T::UnitDays,
            Self::Stars => T::UnitStars,
            Self::Cases => T::UnitCases,
        }
    }
}

impl ReportFigure {
    /// In words; times are said in days.
    pub const fn name(self) -> F {
        match self {
            Self::Received => F::Received,
            Self::Resolved => F::Resolved,
            Self::OnTime => F::OnTime,
            Self::OnTimeOf => F::OnTimeOf,
            Self::Open => F::Open,
            Self::Overdue => F::Overdue,
            Self::Refused => F::Refused,
            Self::Joined => F::Joined,
            Self::Withdrawn => F::Withdrawn,
            Self::Reopened => F::Reopened,
            Self::Bounced => F::Bounced,
            Self::Appeals => F::Appeals,
            Self::PetitionsDue => F::PetitionsDue,
            Self::Answered => F::Answered,
            Self::Median => F::MedianDays,
            Self::P90 => F::P90Days,
            Self::Rated => F::Rated,
            Self::Satisfaction => F::Satisfaction,
        }
    }
}

coded! {
    /// What a value of a form counts.
    pub enum FormUnit {
        /// Percent.
        Percent = "percent",
        /// Days.
        Days = "days",
        /// Stars, of five.
        Stars = "stars",
        /// Cases.
        Cases = "cases",
    }
}

coded! {
    /// How far a report is.
    pub enum ReportState {
        /// Its numbers were taken; it is remarked on.
        Prepared = "prepared",
        /// It holds.
        Signed = "signed",
    }
}

impl ReportState {
    /// In words.
    pub const fn name(self) -> T {
        match self {
            Self::Prepared => T::Prepared,
            Self::Signed => T::Signed,
        }
    }
}

wire! {
    /// `POST /api/v1/reports`: takes the numbers of a period. Of one that is not signed they are taken anew; after one that
    /// is, this makes the next version, and says why.
    pub struct ReportInput {
        /// Code of the agency.
        pub agency: String,
        /// First month, `2026-01`.
        pub from: String,
        /// Last month, inclusive.
        pub to: String,
        /// In which language names are in it.
        pub lang: Lang,
        /// Why a signed report is corrected; empty otherwise.
        pub reason: String,
        /// An official form to fill with them.
        #[serde(default)]
        pub form: Option<FormChoice>,
    }

    /// Which form, and how its indicators weigh.
    pub struct FormChoice {
        /// Code of the form.
        pub code: String,
        /// Those that weigh other than the form says.
        #[serde(default)]
        pub weights: Vec<FormWeight>,
    }

    /// How an indicator weighs.
    pub struct FormWeight {
        /// Code of the indicator.
        pub indicator: String,
        /// Its weight, 0 to 1,000, beside those of the others.
        pub weight: u32,
    }

    /// `GET /api/v1/reports/forms?lang=`: the forms that can be filled.
    pub struct ReportFormsView {
        /// With the weights that they begin with, and without values.
        pub forms: Vec<ReportForm>,
    }

    /// An official form, empty or filled.
    pub struct ReportForm {
        /// Code.
        pub code: String,
        /// In words.
        pub name: String,
        /// Which rule asks for it, and what to mind.
        pub source: String,
        /// Months that it is usually about.
        pub months: i64,
        /// Groups of indicators, or dimensions of an index.
        pub groups: Vec<FormGroup>,
        /// Weighted mean of all scores, in tenths of a hundred; none when nothing is weighed.
        pub score: Option<i64>,
    }

    /// Some indicators that belong together.
    pub struct FormGroup {
        /// In words.
        pub name: String,
        /// Weighted mean of their scores, in tenths of a hundred.
        pub score: Option<i64>,
        /// In the order of the form.
        pub indicators: Vec<FormIndicator>,
    }

    /// An indicator of a form.
    pub struct FormIndicator {
        /// Code.
        pub code: String,
        /// In words.
        pub name: String,
        /// What it counts.
        pub unit: FormUnit,
        /// What scores nothing, in that unit; none for one that is told and not weighed.
        pub worst: Option<i64>,
        /// What scores a hundred.
        pub best: Option<i64>,
        /// How it weighs.
        pub weight: u32,
        /// Its value, in hundredths of the unit; none where there is nothing to say it of.
        pub value: Option<i64>,
        /// How far that is from the worst to the best, in tenths of a hundred.
        pub score: Option<i64>,
    }

    /// `POST /api/v1/reports/schedules`: have a report prepared and sent to oneself after every span.
    pub struct ScheduleInput {
        /// Code of the agency; empty for the highest whose figures one may see.
        pub agency: String,
        /// Length of the span: 1, 3 or 6 months, which end with a month, a quarter, a half-year.
        pub months: i64,
        /// On which day of the month after it, 1 to 28.
        pub day: i64,
        /// In which language names are in it.
        pub lang: Lang,
        /// An official form to fill.
        #[serde(default)]
        pub form: Option<FormChoice>,
    }

    /// `GET /api/v1/reports/schedules?lang=`: what the reader has sent to them.
    pub struct SchedulesView {
        /// Oldest first.
        pub schedules: Vec<ScheduleView>,
        /// A letter would reach them.
        pub mail: bool,
    }

    /// A report that is sent by itself.
    pub struct ScheduleView {
        /// Identity.
        pub id: i64,
        /// Whose figures.
        pub agency: AgencyRef,
        /// Length of the span, in months.
        pub months: i64,
        /// On which day of the month after it.
        pub day: i64,
        /// In which language.
        pub lang: Lang,
        /// The official form that is filled, in words.
        pub form: Option<String>,
        /// When it goes out next.
        pub next_at: Stamp,
        /// What went out last.
        pub report: Option<i64>,
        /// When.
        pub sent_at: Option<Stamp>,
    }

    /// `POST /api/v1/reports/{id}/comments`.
    pub struct ReportCommentInput {
        /// The words.
        pub body: String,
    }

    /// `POST /api/v1/reports/{id}/signature`: signs the numbers that were seen.
    pub struct ReportSignInput {
        /// When they were taken, as the report says.
        pub prepared_at: Stamp,
    }

    /// `GET /api/v1/reports?agency=`: the newest of an agency and all below it.
    pub struct ReportsView {
        /// Whose.
        pub agency: AgencyRef,
        /// Newest first, a hundred at most.
        pub reports: Vec<ReportRowView>,
    }

    /// A version of a report.
    pub struct ReportRowView {
        /// Identity.
        pub id: i64,
        /// Whose figures.
        pub agency: AgencyRef,
        /// First month, `2026-01`.
        pub from: String,
        /// Last month, inclusive.
        pub to: String,
        /// From 1 on.
        pub version: i64,
        /// How far it is.
        pub state: ReportState,
        /// In which language names are in it.
        pub lang: Lang,
        /// Sealed cases are counted in it.
        pub sealed: bool,
        /// Why it corrects the version before; empty for the first.
        pub reason: String,
        /// When the numbers were taken.
        pub prepared_at: Stamp,
        /// By whom.
        pub prepared_by: String,
        /// When it was signed off.
        pub signed_at: Option<Stamp>,
        /// By whom.
        pub signed_by: Option<String>,
    }

    /// `GET /api/v1/reports/{id}`.
    pub struct ReportView {
        /// The version.
        pub report: ReportRowView,
        /// All versions of this period, newest first.
        pub versions: Vec<ReportRowView>,
        /// The numbers.
        pub lines: Vec<ReportLine>,
        /// Where they differ from those of the version before.
        pub changes: Vec<ReportChange>,
        /// The form that was filled with them.
        #[serde(default)]
        pub form: Option<ReportForm>,
        /// Remarks, oldest first.
        pub comments: Vec<ReportComment>,
        /// The reader may sign it.
        pub may_sign: bool,
    }

    /// The numbers of one part.
    pub struct ReportLine {
        /// What it is about.
        pub part: ReportPart,
        /// Code of the agency or category, or the period.
        pub code: String,
        /// In words, in the report's language.
        pub name: String,
        /// Each number once, in the order of the list of them.
        pub numbers: Vec<ReportNumber>,
    }

    /// A number.
    pub struct ReportNumber {
        /// Which.
        pub figure: ReportFigure,
        /// `None` where there is nothing to say it of.
        pub value: Option<i64>,
    }

    /// A number that is another than in the version before.
    pub struct ReportChange {
        /// Of what.
        pub part: ReportPart,
        /// In words.
        pub name: String,
        /// Which.
        pub figure: ReportFigure,
        /// Then.
        pub before: Option<i64>,
        /// Now.
        pub after: Option<i64>,
    }

    /// A remark.
    pub struct ReportComment {
        /// When.
        pub at: Stamp,
        /// By whom.
        pub by: String,
        /// The words.
        pub body: String,
    }
}
