//! Posts to other systems. An address is looked up first and refused when it is one of this machine, of an inner network or
//! of a cloud's own services; the connection then goes to the very address that was looked at, so that a name cannot
//! mean another one a moment later. Redirects are not followed, proxies not asked.

use super::Failed;
use hoiam_shared::notice::Trouble;
use reqwest::{Client, Url, redirect};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

/// How long it may take to connect, and in all.
const CONNECT: Duration = Duration::from_secs(5);
const WHOLE: Duration = Duration::from_secs(15);

/// Posts. Cheap to clone.
#[derive(Debug, Clone, Copy, Default)]
pub struct Poster {
    /// Any address is good, and plain HTTP: for demonstrations and tests.
    pub local: bool,
}

impl Poster {
    /// The address, if it is one that may be posted to as far as it can be told without looking it up.
    pub fn address(self, text: &str) -> Option<Url> {
        let url = Url::parse(text).ok()?;
        let scheme = url.scheme() == "https" || (self.local && url.scheme() == "http");
        let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        // However a number was written, it is written plainly here.
        let literal: Option<IpAddr> = url.host_str()?.trim_matches(['[', ']']).parse().ok();
        let good = scheme && plain && literal.is_none_or(|ip| self.local || is_public(ip));
        good.then_some(url)
    }

    /// Posts a body with some headers. `Ok` on any 2xx.
    pub async fn post(self, url: &str, headers: &[(&'static str, String)], body: String) -> Result<(), Failed> {
        let url = self.address(url).ok_or(Failed::for_good(Trouble::AddressForbidden))?;
        let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else {
            return Err(Failed::for_good(Trouble::BadAddress));
        };
        let name = host.trim_matches(['[', ']']);
        let found = tokio::time::timeout(CONNECT, tokio::net::lookup_host((name, port))).await;
        let found: Vec<SocketAddr> = match found {
            Err(_) => return Err(Failed::for_now(Trouble::TimedOut)),
            Ok(Err(_)) => return Err(Failed::for_now(Trouble::Unreachable)),
            Ok(Ok(found)) => found.collect(),
        };
        // One forbidden address is enough: which one is taken would be chance.
        if !self.local && !found.iter().all(|address| is_public(address.ip())) {
            return Err(Failed::for_good(Trouble::AddressForbidden));
        }
        super::speak_tls();
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            .no_proxy()
            .resolve_to_addrs(host, &found)
            .connect_timeout(CONNECT)
            .timeout(WHOLE)
            .user_agent("hoiam")
            .build()
            .map_err(|_| Failed::for_now(Trouble::Tls))?;
        let mut request = client.post(url.clone()).body(body);
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let status = request.send().await.map_err(|error| failed(&error))?.status();
        let said = status.as_u16().to_string();
        match status.as_u16() {
            200..=299 => Ok(()),
            410 => Err(Failed { trouble: Trouble::Gone, said, again: false }),
            _ => Err(Failed { trouble: Trouble::Busy, said, again: true }),
        }
    }
}

fn failed(error: &reqwest::Error) -> Failed {
    let trouble = if error.is_timeout() { Trouble::TimedOut } else { Trouble::Unreachable };
    Failed::for_now(trouble)
}

/// An address of the public internet: none of those that RFC 6890 and its successors set apart.
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

const fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    !(ip.is_loopback()
        || ip.is_private()
        // Where clouds keep the keys of a machine: 169.254.169.254.
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && b & 0xc0 == 64)
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && b & 0xfe == 18))
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let s = ip.segments();
    let inner = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match s {
        // An IPv4 address in other clothes: mapped, translated (RFC 6052), 6to4.
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => inner(high, low),
        [0x2002, high, low, ..] => inner(high, low),
        // Only what is given out: 2000::/3, without documentation, benchmarks and Teredo.
        [first, second, ..] => {
            first & 0xe000 == 0x2000
                && !(first == 0x2001 && (second == 0xdb8 || second < 0x200))
                && !(first == 0x3fff && second < 0x1000)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_nothing_is_posted_to() {
        let open = Poster { local: false };
        let check = |url: &str, good: bool| assert_eq!(open.address(url).is_some(), good, "{url}");
        check("https://hooks.example.vn/hoiam?x=1", true);
        check("https://203.119.8.1:8443/x", true);
        check("https://[2401:d800::1]/x", true);
        check("http://hooks.example.vn/", false);
        check("ftp://hooks.example.vn/", false);
        check("https://user:geheim@hooks.example.vn/", false);
        check("not an address", false);
        for host in [
            "127.0.0.1",
            "2130706433",
            "0x7f.1",
            "0177.0.0.1",
            "10.0.0.1",
            "172.16.5.4",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "192.0.0.8",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "[::1]",
            "[::]",
            "[fe80::1]",
            "[fd00:ec2::254]",
            "[::ffff:127.0.0.1]",
            "[::ffff:a9fe:a9fe]",
            "[64:ff9b::10.0.0.1]",
            "[2002:7f00:1::]",
            "[2001:db8::1]",
            "[ff02::1]",
        ] {
            check(&format!("https://{host}/"), false);
        }
        assert!(Poster { local: true }.address("http://127.0.0.1:9/x").is_some());
    }

    #[tokio::test]
    async fn a_name_is_looked_up_before_it_is_believed() {
        let refused = Poster { local: false }.post("https://localhost/x", &[], String::new()).await;
        assert_eq!(refused, Err(Failed::for_good(Trouble::AddressForbidden)));
    }
}
