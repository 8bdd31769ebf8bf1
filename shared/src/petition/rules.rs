//! The rules by which an agency takes petitions. Kept as data, per agency and all below it; a petition keeps those under
//! which it was begun.

use crate::coded::coded;
use serde::{Deserialize, Serialize};

coded! {
    /// What is owed at a threshold.
    pub enum Duty {
        /// An answer.
        Answer = "answer",
        /// A hearing with those who signed.
        Hearing = "hearing",
    }
}

coded! {
    /// What can be switched off at run time, for everybody.
    pub enum Switch {
        /// Taking signatures.
        Collecting = "collecting",
        /// Beginning petitions.
        Creating = "creating",
        /// The list of what is trending.
        Trending = "trending",
    }
}

/// So many signatures, and what is owed for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Threshold {
    /// Signatures that count.
    pub count: u64,
    /// What is owed.
    pub duty: Duty,
}

/// From how many signatures on further ones are under suspicion: they are taken, and looked at before they count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Limits {
    /// From one block of network addresses in a minute. An office or a mobile network behind one address is such a block.
    pub network_minute: u32,
    /// From one block of network addresses in a day.
    pub network_day: u32,
    /// With addresses of one mail domain in a minute; the large providers, where everybody has an address, are left out.
    pub domain_minute: u32,
    /// With addresses of one mail domain in a day.
    pub domain_day: u32,
    /// For the petition in a minute.
    pub petition_minute: u32,
    /// For the petition in a day.
    pub petition_day: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            network_minute: 60,
            network_day: 2_000,
            domain_minute: 60,
            domain_day: 2_000,
            petition_minute: 400_000,
            petition_day: 10_000_000,
        }
    }
}

/// How an agency takes petitions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PetitionRules {
    /// Petitions can be begun.
    pub open: bool,
    /// People who must support one before it is looked at, its author included.
    pub sponsors: u32,
    /// Days in which they must be found.
    pub sponsor_days: u32,
    /// Working days in which a moderator should have looked at it.
    pub moderation_days: u32,
    /// Days for which it gathers.
    pub days: u32,
    /// What is owed for how many signatures; ascending.
    pub thresholds: Vec<Threshold>,
    /// People who may sign with one address: a family that shares one.
    pub household: u32,
    /// Days after its end in which the data of those who signed are deleted.
    pub keep_days: u32,
    /// When signatures come under suspicion.
    pub limits: Limits,
}

impl Default for PetitionRules {
    fn default() -> Self {
        Self {
            open: true,
            sponsors: 5,
            sponsor_days: 30,
            moderation_days: 7,
            days: 180,
            thresholds: vec![
                Threshold { count: 10_000, duty: Duty::Answer },
                Threshold { count: 100_000, duty: Duty::Hearing },
            ],
            household: 1,
            keep_days: 365,
            limits: Limits::default(),
        }
    }
}

impl PetitionRules {
    /// What of the rules cannot be: the name of the field.
    pub fn wrong(&self) -> Option<&'static str> {
        let ascending = self.thresholds.windows(2).all(|pair| pair[0].count < pair[1].count);
        let wrong = [
            (!(1..=1_000).contains(&self.sponsors), "sponsors"),
            (!(1..=366).contains(&self.sponsor_days), "sponsor_days"),
            (!(1..=90).contains(&self.moderation_days), "moderation_days"),
            (!(1..=1_100).contains(&self.days), "days"),
            (self.thresholds.len() > 8 || !ascending || self.thresholds.iter().any(|t| t.count == 0), "thresholds"),
            (!(1..=8).contains(&self.household), "household"),
            (!(1..=3_700).contains(&self.keep_days), "keep_days"),
        ];
        wrong.iter().find(|(wrong, _)| *wrong).map(|(_, field)| *field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_checked() {
        let good = PetitionRules::default();
        assert_eq!(good.wrong(), None);
        let check = |change: fn(&mut PetitionRules), field| {
            let mut rules = PetitionRules::default();
            change(&mut rules);
            assert_eq!(rules.wrong(), Some(field));
        };
        check(|r| r.sponsors = 0, "sponsors");
        check(|r| r.days = 0, "days");
        check(|r| r.thresholds.reverse(), "thresholds");
        check(|r| r.thresholds[0].count = 0, "thresholds");
        check(|r| r.household = 0, "household");
        let part: PetitionRules = serde_json::from_str(r#"{"days":90}"#).unwrap();
        assert_eq!(part, PetitionRules { days: 90, ..PetitionRules::default() });
    }
}
