//! A deadline policy as data: what is promised, in which unit, from when, and what may stop or stretch it.
//! Which cases it is for is a text in the query language; evaluating that text is the caller's.

use crate::case::event::Target;
use crate::clock::day::Day;
use crate::coded::coded;
use crate::ids::PolicyId;
use serde::{Deserialize, Serialize};

/// For fields that are left out when they say nothing.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
const fn is_false(value: &bool) -> bool {
    !*value
}

/// One immutable version of a policy. A change is a new version with its own id; cases keep theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Policy {
    /// This version.
    pub id: PolicyId,
    /// Code shared by all versions.
    pub code: String,
    /// Name in Vietnamese.
    pub name_vi: String,
    /// Name in English.
    pub name_en: String,
    /// Which cases it is for, in the query language.
    pub matches: String,
    /// Takes part in matching. A preset that is only there to be copied does not.
    pub enabled: bool,
    /// The day from which it is used for new cases.
    pub valid_from: Day,
    /// The law, decree or practice it comes from.
    pub source: String,
    /// Must be checked against the law in force before it is relied on.
    pub check_before_use: bool,
    /// It is for appeals against the end of another case, and for nothing else.
    #[serde(default, skip_serializing_if = "is_false")]
    pub appeals: bool,
    /// Days within which the end of a case under it can be appealed against; [`super::APPEAL_DAYS`] where it says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appeal_days: Option<u32>,
    /// What it promises; at most one entry per target.
    pub targets: Vec<TargetSpec>,
}

coded! {
    /// When a target starts to run.
    pub enum Start {
        /// When the case was filed (citizen's clock) or the agency got it (agency's clock).
        Receipt = "receipt",
        /// When the case was taken up (thụ lý).
        Acceptance = "acceptance",
    }
}

coded! {
    /// What a target is counted in.
    pub enum Unit {
        /// Minutes within working periods.
        WorkingMinutes = "working_minutes",
        /// Hours within working periods.
        WorkingHours = "working_hours",
        /// Days the calendar says are worked.
        WorkingDays = "working_days",
        /// Days of any sort; the last must be worked (Civil Code 2015, art. 148).
        CalendarDays = "calendar_days",
    }
}

impl Unit {
    /// Counted in whole days, the day it starts not included (Civil Code 2015, art. 147).
    pub const fn by_day(self) -> bool {
        matches!(self, Self::WorkingDays | Self::CalendarDays)
    }

    /// Working milliseconds of one; 0 for units that are whole days.
    pub const fn worked_ms(self) -> i64 {
        match self {
            Self::WorkingMinutes => 60_000,
            Self::WorkingHours => 3_600_000,
            Self::WorkingDays | Self::CalendarDays => 0,
        }
    }
}

/// One promise of a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TargetSpec {
    /// Of what.
    pub target: Target,
    /// From when.
    pub start: Start,
    /// How many units.
    pub amount: u32,
    /// Of what.
    pub unit: Unit,
    /// The time the citizen takes to send what was asked for does not count.
    pub pause_while_waiting: bool,
    /// Shares of the time used, in percent (1-99), at which somebody is told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warn_at: Vec<u8>,
    /// How often it may be extended.
    #[serde(default)]
    pub extensions_allowed: u8,
    /// By how many units each time.
    #[serde(default)]
    pub extension_length: u32,
}

impl Policy {
    /// The promise for a target, if it makes one.
    pub fn target(&self, target: Target) -> Option<&TargetSpec> {
        self.targets.iter().find(|spec| spec.target == target)
    }

    /// The first policy in force on `day` whose expression matches. Of one code only the newest version in
    /// force is asked, so an old version cannot come back when the new one no longer matches or was switched off.
    pub fn choose<'p>(policies: &'p [Self], day: Day, matches: impl FnMut(&'p Self) -> bool) -> Option<&'p Self> {
        Self::choose_of(policies, day, false, matches)
    }

    /// The same for an appeal; where no policy is for appeals, as for any case.
    pub fn choose_for_appeal<'p>(
        policies: &'p [Self],
        day: Day,
        mut matches: impl FnMut(&'p Self) -> bool,
    ) -> Option<&'p Self> {
        Self::choose_of(policies, day, true, &mut matches).or_else(|| Self::choose_of(policies, day, false, matches))
    }

    fn choose_of<'p>(
        policies: &'p [Self],
        day: Day,
        appeals: bool,
        mut matches: impl FnMut(&'p Self) -> bool,
    ) -> Option<&'p Self> {
        let asked = |policy: &&Self| policy.enabled && policy.appeals == appeals && policy.newest(policies, day);
        policies.iter().filter(asked).find(|policy| matches(policy))
    }

    /// Whether it is the version of its code in force on `day`: the last that is valid by then.
    pub fn newest(&self, policies: &[Self], day: Day) -> bool {
        let key = |policy: &Self| (policy.valid_from, policy.id);
        let others = policies.iter().filter(|other| other.code == self.code && other.valid_from <= day);
        self.valid_from <= day && others.map(key).max() == Some(key(self))
    }
}
