//! Where a person is: the address of every page, read and written in one place, so that a view can be shared
//! and the back button works.

use hoiam_shared::case::Action;

/// Everything that staff open lies below this.
pub const BASE: &str = "/console/";

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// What is due first.
    #[default]
    Due,
    /// What came last.
    Newest,
    /// What matches best.
    Relevance,
}

impl Sort {
    /// Every order.
    pub const ALL: [Self; 3] = [Self::Due, Self::Newest, Self::Relevance];

    /// As the API and the address write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Newest => "-received",
            Self::Relevance => "relevance",
        }
    }

    /// Reads [`Self::code`]; anything else is the default.
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|s| s.code() == code).unwrap_or_default()
    }
}

/// A program with pages; each is loaded by itself, when one of its pages is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The daily work.
    Console,
    /// What administrators keep.
    Admin,
    /// Petitions, for moderators.
    Petitions,
    /// Figures, for supervisors.
    Figures,
}

/// A page for staff, of whichever program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The list.
    Queue {
        /// The query; `None` stands for [`OPEN`], what a person sees who asked for nothing.
        q: Option<String>,
        /// Its order.
        sort: Sort,
    },
    /// One case.
    Case {
        /// Tracking code.
        code: String,
        /// The form that is open.
        doing: Option<Action>,
    },
    /// The supervisor's figures.
    Figures {
        /// Which page of them, `reports/7`; empty for the first.
        page: String,
        /// Agency code; empty for the top of the person's branch.
        agency: String,
        /// First month, or empty.
        from: String,
        /// Last month, or empty.
        to: String,
        /// By what the cases of the period are broken down, or empty.
        by: String,
    },
    /// Cases that are likely one matter.
    Duplicates {
        /// Which cases are compared; empty for all open ones.
        q: String,
    },
    /// Taking down a case for somebody.
    Intake,
    /// What the person was told.
    Inbox,
    /// What administrators keep.
    Admin {
        /// Which page of it, `rules`; empty for the list of pages.
        page: String,
    },
    /// Petitions, for moderators.
    Petitions {
        /// Code of one, or one and what of it, `KN-26-7KQ4M/signatures`; empty for the list.
        page: String,
        /// In which state those of the list are; empty for those that wait for a moderator.
        state: String,
    },
    /// No such page.
    Unknown,
}

/// The query of the queue when the address has none.
pub const OPEN: &str = "state:open";

impl Place {
    /// The list for a query, by due date.
    pub fn queue(q: impl Into<String>) -> Self {
        Self::Queue { q: Some(q.into()), sort: Sort::Due }
    }

    /// A page of administration.
    pub fn admin(page: &str) -> Self {
        Self::Admin { page: page.to_owned() }
    }

    /// A page of petitions.
    pub fn petitions(page: &str) -> Self {
        Self::Petitions { page: page.to_owned(), state: String::new() }
    }

    /// The figures of all that a person sees, of the last months.
    pub fn figures() -> Self {
        Self::figures_page("", "")
    }

    /// A page of figures, of an agency or of all that a person sees.
    pub fn figures_page(page: &str, agency: &str) -> Self {
        let (from, to, by) = (String::new(), String::new(), String::new());
        Self::Figures { page: page.to_owned(), agency: agency.to_owned(), from, to, by }
    }

    /// A case with no form open.
    pub fn case(code: impl Into<String>) -> Self {
        Self::Case { code: code.into(), doing: None }
    }

    /// The program that draws it; whichever is there can say that there is no such page.
    pub const fn part(&self) -> Option<Part> {
        match self {
            Self::Queue { .. } | Self::Case { .. } | Self::Duplicates { .. } | Self::Intake | Self::Inbox => {
                Some(Part::Console)
            }
            Self::Figures { .. } => Some(Part::Figures),
            Self::Admin { .. } => Some(Part::Admin),
            Self::Petitions { .. } => Some(Part::Petitions),
            Self::Unknown => None,
        }
    }

    /// Reads `location.pathname` and `location.search`.
    pub fn parse(path: &str, search: &str) -> Self {
        let rest = path.strip_prefix(BASE.trim_end_matches('/')).unwrap_or(path).trim_matches('/');
        let get = |name| parameter(search, name);
        match rest.split_once('/') {
            None if rest.is_empty() || rest == "index.html" => {
                Self::Queue { q: get("q"), sort: Sort::from_code(&get("sort").unwrap_or_default()) }
            }
            None if rest == "figures" => figures("", get),
            Some(("figures", page)) => figures(page, get),
            None if rest == "duplicates" => Self::Duplicates { q: get("q").unwrap_or_default() },
            None if rest == "new" => Self::Intake,
            None if rest == "inbox" => Self::Inbox,
            None if rest == "admin" => Self::Admin { page: String::new() },
            Some(("admin", page)) => Self::Admin { page: decode(page) },
            None if rest == "petitions" => {
                Self::Petitions { page: String::new(), state: get("state").unwrap_or_default() }
            }
            Some(("petitions", page)) => Self::petitions(&decode(page)),
            Some(("cases", code)) if !code.is_empty() && !code.contains('/') => {
                Self::Case { code: decode(code), doing: get("do").and_then(|a| Action::from_code(&a)) }
            }
            _ => Self::Unknown,
        }
    }

    /// The address.
    pub fn href(&self) -> String {
        let mut out = BASE.to_owned();
        let mut parameters = Vec::new();
        match self {
            Self::Queue { q, sort } => {
                if let Some(q) = q {
                    parameters.push(("q", q.as_str()));
                }
                if *sort != Sort::default() {
                    parameters.push(("sort", sort.code()));
                }
            }
            Self::Case { code, doing } => {
                out.push_str("cases/");
                out.push_str(&encode(code));
                if let Some(action) = doing {
                    parameters.push(("do", action.code()));
                }
            }
            Self::Figures { page, agency, from, to, by } => {
                out.push_str("figures");
                below(&mut out, page);
                let all = [("agency", agency), ("from", from), ("to", to), ("by", by)];
                parameters.extend(all.iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| (*n, v.as_str())));
            }
            Self::Duplicates { q } => {
                out.push_str("duplicates");
                if !q.is_empty() {
                    parameters.push(("q", q.as_str()));
                }
            }
            Self::Intake => out.push_str("new"),
            Self::Inbox => out.push_str("inbox"),
            Self::Admin { page } => {
                out.push_str("admin");
                below(&mut out, page);
            }
            Self::Petitions { page, state } => {
                out.push_str("petitions");
                below(&mut out, page);
                if !state.is_empty() {
                    parameters.push(("state", state));
                }
            }
            Self::Unknown => {}
        }
        out.push_str(&search(&parameters));
        out
    }
}

fn figures(page: &str, get: impl Fn(&'static str) -> Option<String>) -> Place {
    let get = |name| get(name).unwrap_or_default();
    Place::Figures { page: decode(page), agency: get("agency"), from: get("from"), to: get("to"), by: get("by") }
}

/// The steps of a page below its program.
fn below(out: &mut String, page: &str) {
    for step in page.split('/').filter(|step| !step.is_empty()) {
        out.push('/');
        out.push_str(&encode(step));
    }
}

/// `?name=value&…`, or nothing.
pub fn search(parameters: &[(&str, &str)]) -> String {
    let mut out = String::new();
    for (name, value) in parameters {
        out.push(if out.is_empty() { '?' } else { '&' });
        out.push_str(name);
        out.push('=');
        out.push_str(&encode(value));
    }
    out
}

/// Percent-encodes everything but RFC 3986 unreserved characters; `:` and `,` stay too, since queries are
/// full of them and they are allowed in a query.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' | b',' => {
                out.push(char::from(byte));
            }
            _ => {
                const HEX: &[u8; 16] = b"0123456789ABCDEF";
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
    out
}

/// Undoes percent-encoding and `+`; what is not well-formed stays as it is written.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let hex = |at: usize| bytes.get(at).and_then(|b| char::from(*b).to_digit(16));
        match (bytes[i], hex(i + 1), hex(i + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                i += 3;
                continue;
            }
            (b'+', ..) => out.push(b' '),
            (byte, ..) => out.push(byte),
        }
        i += 1;
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

fn parameter(search: &str, name: &str) -> Option<String> {
    search
        .trim_start_matches('?')
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(n, _)| *n == name)
        .map(|(_, value)| decode(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_read_back() {
        let check = |place: Place, href: &str| {
            assert_eq!(place.href(), href);
            let (path, search) = href.split_once('?').unwrap_or((href, ""));
            assert_eq!(Place::parse(path, search), place, "{href}");
        };
        check(Place::Queue { q: None, sort: Sort::Due }, "/console/");
        check(
            Place::queue("kind:complaint \"sổ đỏ\""),
            "/console/?q=kind:complaint%20%22s%E1%BB%95%20%C4%91%E1%BB%8F%22",
        );
        check(Place::Queue { q: Some(String::new()), sort: Sort::Newest }, "/console/?q=&sort=-received");
        check(Place::case("HA-26-7KQ4M-2XD9"), "/console/cases/HA-26-7KQ4M-2XD9");
        check(
            Place::Case { code: "HA-26-7KQ4M-2XD9".into(), doing: Some(Action::RequestInfo) },
            "/console/cases/HA-26-7KQ4M-2XD9?do=request-info",
        );
        check(Place::Intake, "/console/new");
        check(Place::Inbox, "/console/inbox");
        check(Place::admin(""), "/console/admin");
        check(Place::admin("rules"), "/console/admin/rules");
        check(Place::admin("calendars/vn"), "/console/admin/calendars/vn");
        check(Place::petitions(""), "/console/petitions");
        check(Place::petitions("KN-26-7KQ4M/signatures"), "/console/petitions/KN-26-7KQ4M/signatures");
        check(Place::Petitions { page: String::new(), state: "open".into() }, "/console/petitions?state=open");
        check(
            Place::Figures {
                page: String::new(),
                agency: "so-xay-dung".into(),
                from: "2026-01".into(),
                to: String::new(),
                by: "area".into(),
            },
            "/console/figures?agency=so-xay-dung&from=2026-01&by=area",
        );
        check(Place::figures(), "/console/figures");
        check(Place::figures_page("reports/7", ""), "/console/figures/reports/7");
        check(Place::figures_page("due", "so-xay-dung"), "/console/figures/due?agency=so-xay-dung");
        check(Place::Duplicates { q: String::new() }, "/console/duplicates");
        check(Place::Duplicates { q: "area:79".into() }, "/console/duplicates?q=area:79");
    }

    #[test]
    fn each_page_has_its_program() {
        let check = |path, expect| assert_eq!(Place::parse(path, "").part(), expect, "{path}");
        check("/console/", Some(Part::Console));
        check("/console/cases/HA-26-7KQ4M-2XD9", Some(Part::Console));
        check("/console/admin", Some(Part::Admin));
        check("/console/admin/rules", Some(Part::Admin));
        check("/console/petitions", Some(Part::Petitions));
        check("/console/petitions/KN-26-7KQ4M", Some(Part::Petitions));
        check("/console/figures", Some(Part::Figures));
        check("/console/figures/reports", Some(Part::Figures));
        check("/console/administer", None);
    }

    #[test]
    fn what_people_type_is_read_kindly() {
        let check = |path, search, expect| assert_eq!(Place::parse(path, search), expect, "{path} {search}");
        check("/console", "", Place::Queue { q: None, sort: Sort::Due });
        check("/console/", "?q=r%C3%A1c+th%E1%BA%A3i", Place::queue("rác thải"));
        check("/console/", "?q=100%&sort=x", Place::queue("100%"));
        check("/console/cases/", "", Place::Unknown);
        check("/console/cases/a/b", "", Place::Unknown);
        check("/console/cases/HA-26", "?do=nonsense", Place::case("HA-26"));
        check("/console/admin/", "", Place::admin(""));
        check("/console/nowhere", "", Place::Unknown);
    }
}
