//! Telling people and systems about cases. Events lead to deliveries ([`deriving`], followed by a tail of the ledger);
//! whoever claims one makes the letter from the case as it is then ([`letters`]) and sends it ([`sending`]); how it stands
//! afterwards is one pure function ([`delivering`]). Staff read what they were told in their [`inbox`], too. Other systems are told by [`webhooks`], citizens' devices by [`bells`]; who is told when
//! nobody stirs is a [`ladder`]. What administrators see and write is in [`listing`], [`templates`] and [`endpoints`].

pub mod bells;
pub mod delivering;
pub mod deriving;
pub mod endpoints;
pub mod feeds;
pub mod heeding;
pub mod inbox;
pub mod ladder;
pub mod letters;
pub mod listing;
pub mod sending;
pub mod staff;
pub mod stopping;
pub mod sweeping;
pub mod templates;
pub mod webhooks;

use hoiam_shared::ids::{CaseId, UserId};

/// Name of the tail that makes deliveries.
pub const TAIL: &str = "notices";

/// To whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recipient {
    /// The citizen who filed a case.
    Citizen(CaseId),
    /// A member of staff.
    Staff(UserId),
    /// Another system.
    Endpoint(i64),
    /// Whoever signed a petition, by the number of the signature.
    Signer(i64),
    /// A device of a citizen's, by the number of its bell.
    Bell(i64),
}

impl Recipient {
    /// The stored form: `citizen:12`, `staff:3`, `endpoint:5`, `signer:7`, `bell:9`.
    pub fn code(self) -> String {
        match self {
            Self::Citizen(case) => format!("citizen:{case}"),
            Self::Staff(user) => format!("staff:{user}"),
            Self::Endpoint(id) => format!("endpoint:{id}"),
            Self::Signer(id) => format!("signer:{id}"),
            Self::Bell(id) => format!("bell:{id}"),
        }
    }

    /// Reads the stored form.
    pub fn from_code(code: &str) -> Option<Self> {
        let (what, id) = code.split_once(':')?;
        let id = id.parse().ok()?;
        match what {
            "citizen" => Some(Self::Citizen(CaseId(id))),
            "staff" => Some(Self::Staff(UserId(id))),
            "endpoint" => Some(Self::Endpoint(id)),
            "signer" => Some(Self::Signer(id)),
            "bell" => Some(Self::Bell(id)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recipients_read_back() {
        for recipient in [
            Recipient::Citizen(CaseId(12)),
            Recipient::Staff(UserId(3)),
            Recipient::Endpoint(5),
            Recipient::Signer(7),
            Recipient::Bell(9),
        ] {
            assert_eq!(Recipient::from_code(&recipient.code()), Some(recipient));
        }
        assert_eq!(Recipient::from_code("citizen:x"), None);
        assert_eq!(Recipient::from_code("everybody:1"), None);
    }
}
