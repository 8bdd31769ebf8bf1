//! From where a request comes, as far as limits tell it apart. Addresses come in here and do not come out: what is kept are
//! digests under a key of this process, so neither memory nor a log line names anybody.

use crate::outside::Random;
use siphasher::sip::SipHasher13;
use std::hash::{Hash, Hasher};
use std::net::IpAddr;

/// Who asks: one address, and the network around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client {
    /// One subscriber: of IPv4 the address, of IPv6 the /64, within which a device takes any address it likes (RFC 4291, 2.5.1;
    /// RFC 8981).
    pub(super) address: u64,
    /// Neighbours who can belong together: of IPv4 the /24, the smallest block that networks announce to each other (RFC 7454,
    /// 6.1.3); of IPv6 the /48, the most that one site is given (RFC 6177).
    pub(super) network: u64,
}

/// Makes the names under which buckets are kept. Keyed, so that nobody can choose an address that shares another's bucket.
#[derive(Debug)]
pub struct Digests([u64; 2]);

impl Digests {
    /// With a key of their own.
    pub fn new(random: &dyn Random) -> Self {
        let mut key = [[0; 8]; 2];
        random.fill(key.as_flattened_mut());
        Self(key.map(u64::from_le_bytes))
    }

    /// The name of anything that can be told apart.
    pub fn of(&self, what: impl Hash) -> u64 {
        let mut hasher = SipHasher13::new_with_keys(self.0[0], self.0[1]);
        what.hash(&mut hasher);
        hasher.finish()
    }

    /// Who asks from this address.
    pub fn client(&self, address: IpAddr) -> Client {
        let (address, network) = match address.to_canonical() {
            IpAddr::V4(address) => {
                let bits = address.to_bits();
                (self.of((4, bits)), self.of((24, bits >> 8)))
            }
            IpAddr::V6(address) => {
                let bits = address.to_bits();
                (self.of((64, bits >> 64)), self.of((48, bits >> 80)))
            }
        };
        Client { address, network }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outside::SeededRandom;

    #[test]
    fn neighbours_share_a_network() {
        let digests = Digests::new(&SeededRandom::new(1));
        let check = |one: &str, other: &str, expect: (bool, bool)| {
            let [one, other] = [one, other].map(|address| digests.client(address.parse().unwrap()));
            assert_eq!((one.address == other.address, one.network == other.network), expect, "{one:?} {other:?}");
        };
        check("203.0.113.7", "203.0.113.7", (true, true));
        check("203.0.113.7", "203.0.113.8", (false, true));
        check("203.0.113.7", "203.0.114.7", (false, false));
        check("203.0.113.7", "::ffff:203.0.113.7", (true, true));
        check("2001:db8:1:2::5", "2001:db8:1:2:ffff::1", (true, true));
        check("2001:db8:1:2::5", "2001:db8:1:3::5", (false, true));
        check("2001:db8:1:2::5", "2001:db8:2:2::5", (false, false));
    }
}
