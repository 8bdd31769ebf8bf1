//! How many requests this node lets pass, as an operator says it.

use crate::domain::throttle::{NoQuota, Policy, Quota, Quotas};
use clap::Args;
use std::str::FromStr;

/// A limit as it is written: a quota such as `300/1m`, or `none`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit(pub Option<Quota>);

impl FromStr for Limit {
    type Err = NoQuota;

    fn from_str(text: &str) -> Result<Self, NoQuota> {
        if text.trim() == "none" { Ok(Self(None)) } else { text.parse().map(|quota| Self(Some(quota))) }
    }
}

/// Limits on requests, each as `600/10m` (so many at once, and so many again over each such time) or `none`. Each node counts
/// for itself. A network is the /24 of an IPv4 address, the /48 of an IPv6 address.
#[derive(Debug, Clone, Default, Args)]
pub struct LimitsPlace {
    /// No limits at all; for demonstrations and measurements.
    #[arg(long, env = "HOIAM_UNLIMITED", global = true)]
    pub unlimited: bool,
    /// What citizens send from one address: cases, petitions, signatures, messages, ratings, files; `600/10m` when not said.
    #[arg(long, env = "HOIAM_LIMIT_FILING_ADDRESS", global = true)]
    pub limit_filing_address: Option<Limit>,
    /// The same from one network; `3000/10m` when not said.
    #[arg(long, env = "HOIAM_LIMIT_FILING_NETWORK", global = true)]
    pub limit_filing_network: Option<Limit>,
    /// The same through one site; `none` when not said.
    #[arg(long, env = "HOIAM_LIMIT_FILING_SITE", global = true)]
    pub limit_filing_site: Option<Limit>,
    /// What everybody may read and look up, from one address; `3000/5m` when not said.
    #[arg(long, env = "HOIAM_LIMIT_READING_ADDRESS", global = true)]
    pub limit_reading_address: Option<Limit>,
    /// The same from one network; `30000/5m` when not said.
    #[arg(long, env = "HOIAM_LIMIT_READING_NETWORK", global = true)]
    pub limit_reading_network: Option<Limit>,
    /// Requests of one token of another program; `6000/5m` when not said.
    #[arg(long, env = "HOIAM_LIMIT_STAFF_TOKEN", global = true)]
    pub limit_staff_token: Option<Limit>,
    /// Requests of staff and other programs from one address; `30000/5m` when not said.
    #[arg(long, env = "HOIAM_LIMIT_STAFF_ADDRESS", global = true)]
    pub limit_staff_address: Option<Limit>,
    /// The same from one network; `60000/5m` when not said.
    #[arg(long, env = "HOIAM_LIMIT_STAFF_NETWORK", global = true)]
    pub limit_staff_network: Option<Limit>,
    /// Cases from one address beyond which a moderator looks at further ones first; `30/10m` when not said.
    #[arg(long, env = "HOIAM_LIMIT_MODERATED_ADDRESS", global = true)]
    pub limit_moderated_address: Option<Limit>,
    /// The same from one network; `100/10m` when not said.
    #[arg(long, env = "HOIAM_LIMIT_MODERATED_NETWORK", global = true)]
    pub limit_moderated_network: Option<Limit>,
    /// The same through one site; `1000/10m` when not said.
    #[arg(long, env = "HOIAM_LIMIT_MODERATED_SITE", global = true)]
    pub limit_moderated_site: Option<Limit>,
    /// Cases through one site as on a busy day: once half of them came at once, further ones take some work of the device that
    /// sends them, a second at first; `300/10m` when not said.
    #[arg(long, env = "HOIAM_LIMIT_USUAL_SITE", global = true)]
    pub limit_usual_site: Option<Limit>,
}

impl LimitsPlace {
    /// How much each limit lets pass.
    pub fn quotas(&self) -> Quotas {
        if self.unlimited {
            return Quotas::default();
        }
        Quotas::each(|policy| self.said(policy).map_or_else(|| policy.usual(), |limit| limit.0))
    }

    const fn said(&self, policy: Policy) -> Option<Limit> {
        match policy {
            Policy::FilingAddress => self.limit_filing_address,
            Policy::FilingNetwork => self.limit_filing_network,
            Policy::FilingSite => self.limit_filing_site,
            Policy::ReadingAddress => self.limit_reading_address,
            Policy::ReadingNetwork => self.limit_reading_network,
            Policy::StaffToken => self.limit_staff_token,
            Policy::StaffAddress => self.limit_staff_address,
            Policy::StaffNetwork => self.limit_staff_network,
            Policy::ModeratedAddress => self.limit_moderated_address,
            Policy::ModeratedNetwork => self.limit_moderated_network,
            Policy::ModeratedSite => self.limit_moderated_site,
            Policy::UsualSite => self.limit_usual_site,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_is_a_flag_that_names_what_is_usual() {
        let command = LimitsPlace::augment_args(clap::Command::new("hoiam"));
        for policy in Policy::ALL {
            let flag = format!("limit-{}", policy.name());
            let argument = command.get_arguments().find(|argument| argument.get_long() == Some(flag.as_str()));
            let help = argument.and_then(|argument| argument.get_help()).map(ToString::to_string).unwrap_or_default();
            let usual = policy.usual().map_or("none".to_owned(), |quota| quota.to_string());
            assert!(help.contains(&format!("{usual}` when not said")), "--{flag}: {help:?} without {usual}");
        }
    }

    #[test]
    fn a_limit_can_be_switched_off() {
        assert_eq!("none".parse(), Ok(Limit(None)));
        assert_eq!("5/1m".parse(), Ok(Limit(Quota::new(5, 60))));
        assert_eq!("off".parse::<Limit>(), Err(NoQuota));
    }
}
