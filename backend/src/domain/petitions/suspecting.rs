//! When a signature comes under suspicion. Whoever signs sees no difference: it is confirmed like any other and does not
//! count until a moderator has looked at it. Counts are of this node and of the present minute and day: they are there
//! to notice a flood, not to be exact.

use super::identity;
use hoiam_shared::catalogue::petitions::Petitions as T;
use hoiam_shared::petition::Limits;
use std::collections::HashMap;

/// What a signature can be suspected of, as bits of one number.
const ALL: [(i64, T); 8] = [
    (NETWORK_MINUTE, T::BecauseNetworkBurst),
    (NETWORK_DAY, T::BecauseNetworkDay),
    (DOMAIN_MINUTE, T::BecauseDomainBurst),
    (DOMAIN_DAY, T::BecauseDomainDay),
    (PETITION_MINUTE, T::BecausePetitionBurst),
    (PETITION_DAY, T::BecausePetitionDay),
    (DISPOSABLE, T::BecauseDisposable),
    (LINK, T::BecauseLink),
];
const NETWORK_MINUTE: i64 = 1;
const NETWORK_DAY: i64 = 2;
const DOMAIN_MINUTE: i64 = 4;
const DOMAIN_DAY: i64 = 8;
const PETITION_MINUTE: i64 = 16;
const DISPOSABLE: i64 = 32;
const LINK: i64 = 64;
const PETITION_DAY: i64 = 128;

/// Kinds of counts that are kept of a day at most; a flood from everywhere must not take the memory.
const MOST: usize = 500_000;

/// In words, for moderators.
pub fn told(suspect: i64) -> impl Iterator<Item = T> {
    ALL.into_iter().filter(move |(bit, _)| suspect & bit != 0).map(|(_, text)| text)
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Whose {
    Petition,
    Network(String),
    Domain(String),
}

/// Signatures of the present minute and day.
#[derive(Debug, Default)]
pub struct Windows {
    minute: Window,
    day: Window,
}

#[derive(Debug, Default)]
struct Window {
    number: i64,
    counts: HashMap<(i64, Whose), u32>,
}

impl Window {
    fn turn(&mut self, number: i64) {
        if self.number != number || self.counts.len() > MOST {
            (self.number, self.counts) = (number, HashMap::new());
        }
    }

    fn add(&mut self, petition: i64, whose: Whose) -> u32 {
        let count = self.counts.entry((petition, whose)).or_default();
        *count = count.saturating_add(1);
        *count
    }
}

/// What is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Signing<'a> {
    /// Of which petition.
    pub petition: i64,
    /// Name as typed.
    pub name: &'a str,
    /// Mail domain.
    pub domain: &'a str,
    /// Block of network addresses; empty when it is not known.
    pub network: &'a str,
}

impl Windows {
    /// Counts a signature, and what it is suspected of; 0 for nothing.
    pub fn look(&mut self, limits: &Limits, signing: Signing<'_>, now_ms: i64) -> i64 {
        self.minute.turn(now_ms.div_euclid(60_000));
        self.day.turn(now_ms.div_euclid(86_400_000));
        let Signing { petition, name, domain, network } = signing;
        let mut found = 0;
        let mut over = |count: u32, limit: u32, bit: i64| {
            if count > limit {
                found |= bit;
            }
        };
        over(self.minute.add(petition, Whose::Petition), limits.petition_minute, PETITION_MINUTE);
        over(self.day.add(petition, Whose::Petition), limits.petition_day, PETITION_DAY);
        if !network.is_empty() {
            let whose = Whose::Network(network.to_owned());
            over(self.minute.add(petition, whose.clone()), limits.network_minute, NETWORK_MINUTE);
            over(self.day.add(petition, whose), limits.network_day, NETWORK_DAY);
        }
        if !identity::large(domain) {
            let whose = Whose::Domain(domain.to_owned());
            over(self.minute.add(petition, whose.clone()), limits.domain_minute, DOMAIN_MINUTE);
            over(self.day.add(petition, whose), limits.domain_day, DOMAIN_DAY);
        }
        over(u32::from(identity::disposable(domain)), 0, DISPOSABLE);
        over(u32::from(identity::has_link(name)), 0, LINK);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits {
        network_minute: 2,
        network_day: 4,
        domain_minute: 3,
        domain_day: 5,
        petition_minute: 100,
        petition_day: 200,
    };

    fn signing<'a>(name: &'a str, domain: &'a str, network: &'a str) -> Signing<'a> {
        Signing { petition: 1, name, domain, network }
    }

    #[test]
    fn floods_are_noticed_and_pass() {
        let mut windows = Windows::default();
        let mut at =
            |domain: &str, network: &str, now_ms: i64| windows.look(&LIMITS, signing("An", domain, network), now_ms);
        assert_eq!([at("gmail.com", "a", 0), at("gmail.com", "a", 1), at("gmail.com", "a", 2)], [0, 0, NETWORK_MINUTE]);
        assert_eq!(at("gmail.com", "b", 3), 0, "another network");
        assert_eq!(at("gmail.com", "a", 60_000), 0, "another minute: the fourth of the day");
        assert_eq!(at("gmail.com", "a", 120_000), NETWORK_DAY);
        assert_eq!(at("gmail.com", "a", 86_400_000), 0, "another day");
        let mut domain = |now_ms: i64| windows.look(&LIMITS, signing("An", "cong-ty.vn", ""), now_ms);
        let day = 2 * 86_400_000;
        let found = [0, 1, 2, 3, 60_000, 120_000].map(|ms| domain(day + ms));
        assert_eq!(found, [0, 0, 0, DOMAIN_MINUTE, 0, DOMAIN_DAY]);
    }

    #[test]
    fn a_petition_has_limits_of_its_own() {
        let mut windows = Windows::default();
        let found = (0..=200).map(|n| windows.look(&LIMITS, signing("An", "gmail.com", ""), n * 1_000));
        assert_eq!(found.filter(|suspect| *suspect == PETITION_DAY).count(), 1);
        let burst = (0..=100).map(|n| windows.look(&LIMITS, signing("An", "gmail.com", ""), 3 * 86_400_000 + n));
        assert_eq!(burst.filter(|suspect| *suspect == PETITION_MINUTE).count(), 1);
    }

    #[test]
    fn what_is_suspicious_by_itself() {
        let mut windows = Windows::default();
        let mut look = |name: &str, domain: &str| windows.look(&LIMITS, signing(name, domain, ""), 0);
        assert_eq!(look("An", "mailinator.com"), DISPOSABLE);
        assert_eq!(look("An www.nha.vn", "gmail.com"), LINK);
        assert_eq!(look("An", "gmail.com"), 0);
        assert_eq!(told(DISPOSABLE | LINK).count(), 2);
        assert_eq!(told(0).count(), 0);
    }
}
