//! Limits on what costs this server or others something, counted on this node and in memory: by whoever asks, by the network
//! around them, by site and by token of another program. A request passes when all limits that it falls under have room, and
//! what is refused costs nothing. Below the limits that refuse stand those that only make a moderator look first, and what is
//! usual for a site, beyond which a little work is asked for (`super::toll`).

mod bucket;
mod client;
mod quota;
mod seats;
mod table;

pub use bucket::Level;
pub use client::Client;
pub use quota::{NoQuota, Quota};
pub use seats::{Seat, Seats};

use crate::outside::Random;
use client::Digests;
use hoiam_shared::case::event::Flag;
use hoiam_shared::ids::SiteId;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use table::Table;

/// Declares the limits: their name for operators, clients and figures, and how much passes when nobody says otherwise.
macro_rules! policies {
    ($($(#[$meta:meta])* $policy:ident = $name:literal, $usual:expr;)+) => {
        /// What is counted, and by what.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Policy { $($(#[$meta])* $policy),+ }

        impl Policy {
            /// Every limit.
            pub const ALL: &'static [Self] = &[$(Self::$policy),+];

            /// Its name: `--limit-…`, in `RateLimit-Policy`, and in the figures.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$policy => $name),+ }
            }

            /// How much passes when nobody says otherwise; `None` for any number.
            pub const fn usual(self) -> Option<Quota> {
                match self { $(Self::$policy => $usual),+ }
            }
        }
    };
}

policies! {
    /// What citizens send, by address. A crowd can stand behind one: an office, or a mobile operator's translator.
    FilingAddress = "filing-address", Quota::new(600, 600);
    /// The same by network.
    FilingNetwork = "filing-network", Quota::new(3_000, 600);
    /// The same by site. A site that is flooded would refuse its honest citizens too, so nobody is unless an operator says so.
    FilingSite = "filing-site", None;
    /// What everybody may read and look up, by address.
    ReadingAddress = "reading-address", Quota::new(3_000, 300);
    /// The same by network.
    ReadingNetwork = "reading-network", Quota::new(30_000, 300);
    /// What other programs do, by token.
    StaffToken = "staff-token", Quota::new(6_000, 300);
    /// What staff and other programs do, by address: a whole agency works behind one.
    StaffAddress = "staff-address", Quota::new(30_000, 300);
    /// The same by network.
    StaffNetwork = "staff-network", Quota::new(60_000, 300);
    /// Cases from one address beyond which a moderator looks first.
    ModeratedAddress = "moderated-address", Quota::new(30, 600);
    /// The same from one network.
    ModeratedNetwork = "moderated-network", Quota::new(100, 600);
    /// The same through one site.
    ModeratedSite = "moderated-site", Quota::new(1_000, 600);
    /// Cases through one site as on a busy day. Once half of them have come at once, further ones take some work, the more the
    /// fewer are left.
    UsualSite = "usual-site", Quota::new(300, 600);
}

const POLICIES: usize = Policy::ALL.len();

/// Steps of the pressure on a site.
pub const STEPS: u32 = 4;

/// How much each limit lets pass.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quotas([Option<Quota>; POLICIES]);

impl Quotas {
    /// As `quota` says for each.
    pub fn each(quota: impl Fn(Policy) -> Option<Quota>) -> Self {
        let mut all = Self::default();
        for policy in Policy::ALL {
            all.0[*policy as usize] = quota(*policy);
        }
        all
    }
}

/// What somebody is about to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// A citizen sends something that is kept.
    Filing,
    /// Somebody reads or looks up.
    Reading,
    /// Staff or another program works.
    Work,
}

impl Deed {
    /// Its name in the figures.
    const fn name(self) -> &'static str {
        match self {
            Self::Filing => "filing",
            Self::Reading => "reading",
            Self::Work => "work",
        }
    }
}

/// A request, as far as limits care.
#[derive(Debug, Clone, Copy)]
pub struct Asking<'a> {
    /// What it does.
    pub deed: Deed,
    /// From where, if that is known.
    pub client: Option<Client>,
    /// Through which site, if it names one.
    pub site: Option<SiteId>,
    /// The token of another program.
    pub token: Option<&'a str>,
}

/// How a request stands with a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Which.
    pub policy: Policy,
    /// How much it lets pass.
    pub quota: Quota,
    /// What is left after this request.
    pub level: Level,
}

/// Whether a request passes.
#[derive(Debug)]
pub struct Admission {
    /// What it does.
    pub deed: Deed,
    /// How it stands with each limit that it falls under.
    pub standings: Vec<Standing>,
    /// The limit that refuses it, of several the one that does longest.
    pub refused: Option<Standing>,
}

/// The limits of this node.
#[derive(Debug)]
pub struct Throttle {
    digests: Digests,
    tables: Mutex<[Option<Table>; POLICIES]>,
}

impl Throttle {
    /// Nobody has asked for anything yet.
    pub fn new(quotas: Quotas, random: &dyn Random) -> Self {
        Self { digests: Digests::new(random), tables: Mutex::new(quotas.0.map(|quota| quota.map(Table::new))) }
    }

    /// Who asks from this address.
    pub fn client(&self, address: IpAddr) -> Client {
        self.digests.client(address)
    }

    /// Lets a request pass or not. `now_ms` is of a clock that nobody sets.
    pub fn admit(&self, asking: Asking<'_>, now_ms: i64) -> Admission {
        let keys = self.keys(asking);
        let mut tables = self.tables();
        let standing = |tables: &[Option<Table>; POLICIES], (policy, key): (Policy, u64)| {
            let table = tables[policy as usize].as_ref()?;
            Some(Standing { policy, quota: table.quota, level: table.level(key, now_ms) })
        };
        let before = keys.iter().filter_map(|key| standing(&tables, *key));
        let refused = before.filter(|one| one.level.left == 0).max_by_key(|one| one.level.next_ms);
        if refused.is_none() {
            for (policy, key) in &keys {
                if let Some(table) = &mut tables[*policy as usize] {
                    table.take(*key, now_ms);
                }
            }
        }
        let standings = keys.iter().filter_map(|key| standing(&tables, *key)).collect();
        Admission { deed: asking.deed, standings, refused }
    }

    /// Counts a case that is about to be filed: what a moderator should know about how many come with it.
    pub fn crowd(&self, client: Option<Client>, site: SiteId, now_ms: i64) -> Vec<Flag> {
        let mut tables = self.tables();
        let mut over = |policy: Policy, key: u64| {
            let Some(table) = &mut tables[policy as usize] else { return false };
            let room = table.level(key, now_ms).left > 0;
            if room {
                table.take(key, now_ms);
            }
            !room
        };
        // Both are counted, whichever is over.
        let near = client.map(|client| {
            [over(Policy::ModeratedAddress, client.address), over(Policy::ModeratedNetwork, client.network)]
        });
        let mut flags = Vec::new();
        if near.is_some_and(|near| near.contains(&true)) {
            flags.push(Flag::NetworkBurst);
        }
        if over(Policy::ModeratedSite, self.digests.of(site.0)) {
            flags.push(Flag::SiteBurst);
        }
        // Told by `pressure`.
        over(Policy::UsualSite, self.digests.of(site.0));
        flags
    }

    /// How far the filing through a site is beyond what is usual: 0 as long as half of that is left, then a step for each
    /// further eighth that is gone, up to [`STEPS`].
    pub fn pressure(&self, site: SiteId, now_ms: i64) -> u32 {
        let tables = self.tables();
        let Some(table) = &tables[Policy::UsualSite as usize] else { return 0 };
        let (count, left) = (table.quota.count(), table.level(self.digests.of(site.0), now_ms).left);
        let eighths = 8 * u64::from(count - left.min(count)) / u64::from(count);
        u32::try_from(eighths.saturating_sub(3)).unwrap_or(STEPS).min(STEPS)
    }

    fn keys(&self, asking: Asking<'_>) -> Vec<(Policy, u64)> {
        let (address, network, other) = match asking.deed {
            Deed::Filing => {
                let site = asking.site.map(|site| (Policy::FilingSite, self.digests.of(site.0)));
                (Policy::FilingAddress, Policy::FilingNetwork, site)
            }
            Deed::Reading => (Policy::ReadingAddress, Policy::ReadingNetwork, None),
            Deed::Work => {
                let token = asking.token.map(|token| (Policy::StaffToken, self.digests.of(token)));
                (Policy::StaffAddress, Policy::StaffNetwork, token)
            }
        };
        let near = asking.client.map(|client| [(address, client.address), (network, client.network)]);
        near.into_iter().flatten().chain(other).collect()
    }

    fn tables(&self) -> MutexGuard<'_, [Option<Table>; POLICIES]> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outside::SeededRandom;

    fn throttle(quota: impl Fn(Policy) -> Option<Quota>) -> Throttle {
        Throttle::new(Quotas::each(quota), &SeededRandom::new(1))
    }

    fn asking(throttle: &Throttle, deed: Deed, address: &str) -> Asking<'static> {
        Asking { deed, client: Some(throttle.client(address.parse().unwrap())), site: Some(SiteId(1)), token: None }
    }

    #[test]
    fn the_usual_quotas_are_quotas() {
        let open: Vec<Policy> = Policy::ALL.iter().copied().filter(|policy| policy.usual().is_none()).collect();
        assert_eq!(open, [Policy::FilingSite]);
    }

    #[test]
    fn an_address_waits_and_its_neighbours_do_not() {
        let throttle = throttle(|policy| match policy {
            Policy::FilingAddress => Quota::new(2, 60),
            Policy::FilingNetwork => Quota::new(4, 60),
            _ => None,
        });
        let refused = |address: &str, now_ms| {
            let admission = throttle.admit(asking(&throttle, Deed::Filing, address), now_ms);
            admission.refused.map(|standing| (standing.policy, standing.level.next_ms))
        };
        assert_eq!([refused("203.0.113.1", 0), refused("203.0.113.1", 0)], [None, None]);
        assert_eq!(refused("203.0.113.1", 0), Some((Policy::FilingAddress, 30_000)));
        // What was refused was not counted for the network: two of four are left to it.
        assert_eq!([refused("203.0.113.2", 0), refused("203.0.113.3", 0)], [None, None]);
        assert_eq!(refused("203.0.113.4", 0), Some((Policy::FilingNetwork, 15_000)));
        assert_eq!(refused("198.51.100.1", 0), None, "another network");
        assert_eq!(refused("203.0.113.1", 30_000), None, "later");
    }

    #[test]
    fn deeds_are_counted_apart_and_tokens_of_their_own() {
        let throttle = throttle(|policy| match policy {
            Policy::ReadingAddress | Policy::FilingAddress | Policy::StaffToken => Quota::new(1, 60),
            _ => None,
        });
        let passes = |deed, token| {
            let asking = Asking { token, ..asking(&throttle, deed, "203.0.113.1") };
            throttle.admit(asking, 0).refused.is_none()
        };
        assert!(passes(Deed::Reading, None) && passes(Deed::Filing, None));
        assert!(!passes(Deed::Reading, None) && !passes(Deed::Filing, None));
        assert!(passes(Deed::Work, Some("one")) && passes(Deed::Work, Some("two")));
        assert!(!passes(Deed::Work, Some("one")) && passes(Deed::Work, None));
    }

    #[test]
    fn what_is_left_is_told_after_the_request() {
        let throttle = throttle(|policy| (policy == Policy::FilingSite).then(|| Quota::new(3, 60)).flatten());
        let site = Asking { client: None, ..asking(&throttle, Deed::Filing, "203.0.113.1") };
        let left = || throttle.admit(site, 0).standings.iter().map(|one| one.level.left).collect::<Vec<_>>();
        assert_eq!([left(), left(), left(), left()], [[2], [1], [0], [0]]);
    }

    #[test]
    fn pressure_rises_by_steps_and_falls_again() {
        let throttle = throttle(|policy| (policy == Policy::UsualSite).then(|| Quota::new(8, 80)).flatten());
        let filed = |now_ms| {
            throttle.crowd(None, SiteId(1), now_ms);
            throttle.pressure(SiteId(1), now_ms)
        };
        assert_eq!(throttle.pressure(SiteId(1), 0), 0);
        assert_eq!([0; 12].map(filed), [0, 0, 0, 1, 2, 3, 4, 4, 4, 4, 4, 4]);
        assert_eq!(throttle.pressure(SiteId(2), 0), 0, "another site");
        assert_eq!(
            [10_000, 20_000, 30_000, 40_000, 50_000].map(|now| throttle.pressure(SiteId(1), now)),
            [4, 3, 2, 1, 0]
        );
        // One at a time, as fast as is usual, is never too fast.
        assert!((20..60).all(|n| filed(n * 10_000) == 0));
    }

    #[test]
    fn a_crowd_is_noticed_by_network_and_by_site() {
        let throttle = throttle(|policy| match policy {
            Policy::ModeratedNetwork => Quota::new(2, 60),
            Policy::ModeratedSite => Quota::new(3, 60),
            _ => None,
        });
        let flags = |address: &str, now_ms| {
            let client = throttle.client(address.parse().unwrap());
            throttle.crowd(Some(client), SiteId(1), now_ms)
        };
        assert_eq!([flags("203.0.113.1", 0), flags("203.0.113.2", 0)], [vec![], vec![]]);
        assert_eq!(flags("203.0.113.3", 0), [Flag::NetworkBurst]);
        assert_eq!(flags("198.51.100.1", 0), [Flag::SiteBurst]);
        assert_eq!(flags("203.0.113.1", 60_000), []);
    }
}
