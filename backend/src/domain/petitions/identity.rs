//! Who is one person: the canonical form of an address, by which one signs a petition once, and what of an address and a
//! name gives fakes away. Pure.
//!
//! `ANH+x@Gmail.com`, `a.n.h@googlemail.com` and `anh@gmail.com` reach one mailbox, so they are one person. Which domains
//! ignore dots and tags is what their providers say; for all others dots count, and only `+tags`, which the large
//! servers and RFC 5233 know, are taken off.

pub use crate::store::signatures::PHONE;
use hoiam_shared::check;
use std::net::IpAddr;

/// Domains by which the same mailboxes are reached: alias, domain. Not those where one company has several that are apart:
/// `an@hotmail.com` is not `an@outlook.com`.
const ALIASES: &[(&str, &str)] = &[
    ("googlemail.com", "gmail.com"),
    ("me.com", "icloud.com"),
    ("mac.com", "icloud.com"),
    ("pm.me", "proton.me"),
    ("protonmail.com", "proton.me"),
    ("protonmail.ch", "proton.me"),
    ("ya.ru", "yandex.ru"),
    ("yandex.com", "yandex.ru"),
];
/// Providers for whom dots before the `@` do not count.
const DOTLESS: &[&str] = &["gmail.com"];
/// Providers who take a tag off behind a dash.
const DASHED: &[&str] = &["yahoo.com", "yahoo.com.vn"];
/// Where anybody has an address: many signatures with it say nothing.
const LARGE: &[&str] = &[
    "gmail.com",
    "outlook.com",
    "hotmail.com",
    "live.com",
    "msn.com",
    "yahoo.com",
    "yahoo.com.vn",
    "ymail.com",
    "icloud.com",
    "proton.me",
    "aol.com",
    "gmx.de",
    "gmx.net",
    "web.de",
    "mail.com",
    "yandex.ru",
    "mail.ru",
    "zoho.com",
    "qq.com",
    "163.com",
    "naver.com",
    "vnn.vn",
    "fpt.vn",
    "viettel.vn",
];
/// Mailboxes that are thrown away, one domain a line.
const DISPOSABLE: &str = include_str!("../../../data/disposable-domains.txt");
/// Names that no mail on the Internet reaches (RFC 2606, 6761, 7686, 8375 and ICANN's list of names never delegated).
const IMPOSSIBLE: &[&str] = &[
    "test",
    "invalid",
    "localhost",
    "local",
    "onion",
    "internal",
    "arpa",
    "alt",
    "lan",
    "home",
    "corp",
    "mail",
    "localdomain",
];

/// A way to reach somebody, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// As it was typed, without what surrounds it: what is written goes there. Of a telephone number E.164.
    pub address: String,
    /// The same for every way of writing it.
    pub canonical: String,
    /// Its mail domain, in ASCII; [`PHONE`] for a telephone number.
    pub domain: String,
}

/// Reads a telephone number that takes text messages (E.164). `prefixes` are the countries that may be sent to; a number
/// written without a country is of the first.
pub fn phone(typed: &str, prefixes: &[String]) -> Option<Reach> {
    let bare: String = typed.trim().chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '(' | ')' | '\u{a0}')).collect();
    let home = prefixes.first()?;
    let whole = match (bare.strip_prefix('+'), bare.strip_prefix("00"), bare.strip_prefix('0')) {
        (Some(_), ..) => bare,
        (None, Some(rest), _) => format!("+{rest}"),
        (None, None, Some(rest)) => format!("{home}{rest}"),
        (None, None, None) => format!("+{bare}"),
    };
    let prefix = prefixes.iter().find(|prefix| whole.starts_with(prefix.as_str()))?;
    let national = &whole[prefix.len()..];
    let digits = national.bytes().all(|b| b.is_ascii_digit());
    let takes_texts = match prefix.as_str() {
        // Mobile numbers since 2018: nine digits behind the country, of five groups.
        "+84" => national.len() == 9 && national.starts_with(['3', '5', '7', '8', '9']),
        // E.164: fifteen digits at most.
        _ => national.len() >= 5 && whole.len() <= 16,
    };
    (digits && takes_texts).then(|| Reach {
        address: whole.clone(),
        canonical: whole.clone(),
        domain: PHONE.to_owned(),
    })
}

/// Reads an address; `None` for what mail cannot be sent to.
pub fn mailbox(typed: &str) -> Option<Reach> {
    let typed = typed.trim();
    if !check::is_mail_address(typed) {
        return None;
    }
    let (local, domain) = typed.rsplit_once('@')?;
    // As the domain name system writes it: lower case, and `xn--` for what is not ASCII.
    let domain = idna::domain_to_ascii_strict(domain).ok()?;
    if domain.rsplit('.').next().is_some_and(|top| IMPOSSIBLE.contains(&top) || top.bytes().all(|b| b.is_ascii_digit()))
    {
        return None;
    }
    let one = ALIASES.iter().find(|(alias, _)| *alias == domain);
    let canonical_domain = one.map_or(domain.as_str(), |(_, domain)| domain);
    // Servers may tell upper from lower case before the `@`; none that people use does.
    let mut local = local.to_lowercase();
    let tag = if DASHED.contains(&canonical_domain) { ['+', '-'].as_slice() } else { ['+'].as_slice() };
    if let Some(at) = local.find(tag).filter(|at| *at > 0) {
        local.truncate(at);
    }
    if DOTLESS.contains(&canonical_domain) {
        local.retain(|c| c != '.');
    }
    if local.is_empty() {
        return None;
    }
    Some(Reach {
        address: format!("{}@{domain}", typed.rsplit_once('@')?.0),
        canonical: format!("{local}@{canonical_domain}"),
        domain,
    })
}

/// Anybody can have an address there.
pub fn large(domain: &str) -> bool {
    domain == PHONE || LARGE.contains(&domain)
}

/// Addresses there are thrown away after use; so are those of their subdomains.
pub fn disposable(domain: &str) -> bool {
    let listed = |name: &str| DISPOSABLE.lines().any(|line| line == name);
    let parent = domain.split_once('.').map(|(_, rest)| rest).filter(|rest| rest.contains('.'));
    listed(domain) || parent.is_some_and(listed)
}

/// How a name is built: `Nguyễn Văn An 2` → `Aa Aa Aa 0`. Names that a program made up are often all of one pattern.
pub fn pattern(name: &str) -> String {
    let mut out = String::new();
    for c in name.trim().chars() {
        let class = match c {
            c if c.is_whitespace() => ' ',
            c if c.is_uppercase() => 'A',
            c if c.is_alphabetic() => 'a',
            c if c.is_numeric() => '0',
            _ => '.',
        };
        if !out.ends_with(class) {
            out.push(class);
        }
    }
    out.chars().take(40).collect()
}

/// There is the address of a page in it, or of a mailbox: what is signed by it advertises.
pub fn has_link(name: &str) -> bool {
    let lower = name.to_lowercase();
    let dotted = |word: &str| {
        let mut parts = word.rsplitn(2, '.');
        let (top, rest) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        (2..=6).contains(&top.chars().count())
            && top.chars().all(|c| c.is_ascii_alphabetic())
            && rest.chars().filter(|c| c.is_alphanumeric()).count() >= 2
    };
    lower.contains("://") || lower.contains("www.") || lower.contains('@') || lower.split_whitespace().any(dotted)
}

/// The block that an address lies in: of the old kind 256 addresses, of the new one what a provider gives one customer.
pub fn block(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(address) => {
            let [a, b, c, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}::/48")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_telephone_is_one_person() {
        let prefixes = ["+84".to_owned(), "+856".to_owned()];
        let check = |typed: &str, expect: Option<&str>| {
            assert_eq!(phone(typed, &prefixes).map(|reach| reach.canonical).as_deref(), expect, "{typed:?}");
        };
        for same in
            ["0912345678", "+84 912 345 678", "0084912345678", "84912345678", "091.234.5678", " (+84) 912-345-678 "]
        {
            check(same, Some("+84912345678"));
        }
        check("+856 20 5555 1234", Some("+8562055551234"));
        // A landline, one digit too few and too many, a country that costs, letters, nothing.
        for bad in [
            "02838223344",
            "091234567",
            "09123456789",
            "+882 1612 345678",
            "0912E45678",
            "+84",
            "",
            "０９１２３４５６７８",
        ] {
            check(bad, None);
        }
        assert_eq!(phone("0912345678", &[]), None);
    }

    #[test]
    fn one_mailbox_is_one_person() {
        let check = |typed: &str, expect: Option<&str>| {
            assert_eq!(mailbox(typed).map(|mailbox| mailbox.canonical).as_deref(), expect, "{typed:?}");
        };
        check(" An.Nguyen@Example.VN ", Some("an.nguyen@example.vn"));
        check("an.nguyen+kiennghi@example.vn", Some("an.nguyen@example.vn"));
        check("a.n.h+x@gmail.com", Some("anh@gmail.com"));
        check("A.N.H@googlemail.com", Some("anh@gmail.com"));
        check("anh-1@yahoo.com", Some("anh@yahoo.com"));
        check("anh-1@example.vn", Some("anh-1@example.vn"));
        check("an@hotmail.com", Some("an@hotmail.com"));
        check("an@tên-miền.vn", Some("an@xn--tn-min-iva0322d.vn"));
        check("an@xn--tn-min-iva0322d.vn", Some("an@xn--tn-min-iva0322d.vn"));
        check("+tag@example.vn", Some("+tag@example.vn"));
        for bad in [
            "",
            "an",
            "an@example",
            "an@example.test",
            "an@mail.invalid",
            "an@10.0.0.1",
            "an@printer.local",
            "an@example.vn\r\nBcc: x@example.vn",
            "an\u{202E}@example.vn",
            "....@gmail.com",
        ] {
            check(bad, None);
        }
        check(&format!("{}@example.vn", "a".repeat(10_000)), None);
        assert_eq!(mailbox("An@Tên-Miền.vn").unwrap().address, "An@xn--tn-min-iva0322d.vn");
    }

    #[test]
    fn what_gives_fakes_away() {
        assert!(disposable("mailinator.com") && disposable("x.mailinator.com") && !disposable("gmail.com"));
        assert!(large("gmail.com") && !large("xa-hoa-binh.gov.vn"));
        assert_eq!(pattern("Nguyễn Văn An"), "Aa Aa Aa");
        assert_eq!(pattern("nguyen van a 12"), "a a a 0");
        assert_eq!(pattern("X7f-Q"), "A0a.A");
        for bad in ["http://x.vn", "Mua nhà www.nha.vn", "an@nha.vn", "nhadat.com", "Rẻ nhất tại nha-dat.com.vn"]
        {
            assert!(has_link(bad), "{bad}");
        }
        for good in ["Nguyễn Văn An", "Đ. T. Hoa", "Trần T.Bình", "Jr. Smith", "Lê Thị B."] {
            assert!(!has_link(good), "{good}");
        }
        assert_eq!(block("203.0.113.77".parse().unwrap()), "203.0.113.0/24");
        assert_eq!(block("::ffff:203.0.113.77".parse().unwrap()), "203.0.113.0/24");
        assert_eq!(block("2001:db8:1:2::5".parse().unwrap()), "2001:db8:1::/48");
    }

    #[test]
    fn the_list_of_throw_away_domains_is_in_order() {
        let lines: Vec<&str> = DISPOSABLE.lines().collect();
        assert!(lines.windows(2).all(|pair| pair[0] < pair[1]), "sorted, once each");
        assert!(lines.iter().all(|line| line.contains('.') && line.chars().all(|c| !c.is_uppercase() && c != ' ')));
    }
}
