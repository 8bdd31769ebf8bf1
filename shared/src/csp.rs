//! Which way of embedding works under a page's Content-Security-Policy, and the policy as it has to be for the next
//! better one. After CSP Level 3 (W3C): the directives that fall back on others, host sources, nonces,
//! `'strict-dynamic'`. A page's administrator pastes what they have: a header, a line of a server's configuration, a
//! `<meta>`; several policies are all in force.

use crate::coded::coded;

coded! {
    /// How the form comes onto a page.
    pub enum Tier {
        /// Drawn into the page.
        Element = "element",
        /// In a frame of ours.
        Frame = "frame",
        /// Our own page, reached by a link.
        Page = "page",
    }
}

/// What a policy lets through, and how to let more through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What will be seen.
    pub tier: Tier,
    /// The snippet runs only with the page's nonce on it.
    pub nonce: bool,
    /// What is missing for [`Tier::Element`], as `directive` and the sources to add to it.
    pub missing: Vec<(String, Vec<String>)>,
    /// The policy with that in it; empty when nothing is missing or adding cannot help.
    pub corrected: String,
    /// The page is sandboxed such that no script of ours can work: the sandbox has to allow more first.
    pub sandboxed: bool,
}

/// A policy: directives with their sources, in order. A directive that comes twice counts the first time.
type Policy = Vec<(String, Vec<String>)>;

/// What has to be let through, by the directives that may speak of it, the first that is there deciding.
const SCRIPTS: &[&str] = &["script-src-elem", "script-src", "default-src"];
const WASM: &[&str] = &["script-src", "default-src"];
const CONNECT: &[&str] = &["connect-src", "default-src"];
const FRAMES: &[&str] = &["frame-src", "child-src", "default-src"];

/// Looks at a policy as it was pasted; `host` is the address of our server, `https://hoiam.example.vn`.
pub fn judge(pasted: &str, host: &str) -> Verdict {
    let host = host.trim_end_matches('/');
    let mut policies = policies(pasted);
    let all = |policies: &[Policy], holds: &dyn Fn(&Policy) -> bool| policies.iter().all(holds);
    let sandboxed = !all(&policies, &|policy| match sources(policy, &["sandbox"]) {
        Some((_, allows)) => ["allow-scripts", "allow-same-origin"].iter().all(|need| has(allows, need)),
        None => true,
    });
    let runs = all(&policies, &|policy| loader_runs(policy, host));
    let glue = all(&policies, &|policy| glue_runs(policy, host));
    let wasm = all(&policies, &|policy| wasm_runs(policy));
    let asks = all(&policies, &|policy| allows(policy, CONNECT, host));
    let frames = all(&policies, &|policy| allows(policy, FRAMES, host));
    let tier = match (sandboxed || !runs, glue && wasm && asks, frames) {
        (true, ..) | (false, false, false) => Tier::Page,
        (false, true, _) => Tier::Element,
        (false, false, true) => Tier::Frame,
    };
    let nonce = runs && !all(&policies, &|policy| allows(policy, SCRIPTS, host) && !dynamic(policy, SCRIPTS));
    let mut missing: Vec<(String, Vec<String>)> = Vec::new();
    for policy in &mut policies {
        // A frame is where a denunciation is written, whatever else works: it belongs to what is wanted.
        let wanted: [(bool, &[&str], &str); 4] = [
            (loader_runs(policy, host) && glue_runs(policy, host), SCRIPTS, host),
            (wasm_runs(policy), WASM, "'wasm-unsafe-eval'"),
            (allows(policy, CONNECT, host), CONNECT, host),
            (allows(policy, FRAMES, host), FRAMES, host),
        ];
        for (there, chain, source) in wanted {
            if !there {
                let directive = add(policy, chain, source);
                match missing.iter_mut().find(|(name, _)| *name == directive) {
                    Some((_, sources)) if !has(sources, source) => sources.push(source.to_owned()),
                    Some(_) => {}
                    None => missing.push((directive, vec![source.to_owned()])),
                }
            }
        }
    }
    let corrected = if missing.is_empty() { String::new() } else { write(&policies) };
    Verdict { tier, nonce, missing, corrected, sandboxed }
}

/// The loader, a script element of the page: by its address or by the page's nonce.
fn loader_runs(policy: &Policy, host: &str) -> bool {
    let Some((_, list)) = sources(policy, SCRIPTS) else { return true };
    let nonce = list.iter().any(|source| source.starts_with("'nonce-"));
    nonce || (!has(list, "'strict-dynamic'") && names(list, host))
}

/// What the loader loads: by its address, or because whoever is trusted may trust others.
fn glue_runs(policy: &Policy, host: &str) -> bool {
    let Some((_, list)) = sources(policy, SCRIPTS) else { return true };
    has(list, "'strict-dynamic'") || names(list, host)
}

fn wasm_runs(policy: &Policy) -> bool {
    let Some((_, list)) = sources(policy, WASM) else { return true };
    has(list, "'wasm-unsafe-eval'") || has(list, "'unsafe-eval'")
}

fn dynamic(policy: &Policy, chain: &[&str]) -> bool {
    sources(policy, chain).is_some_and(|(_, list)| has(list, "'strict-dynamic'"))
}

fn allows(policy: &Policy, chain: &[&str], host: &str) -> bool {
    sources(policy, chain).is_none_or(|(_, list)| names(list, host))
}

/// The directive that decides, with its sources.
fn sources<'p>(policy: &'p Policy, chain: &[&str]) -> Option<(&'p str, &'p [String])> {
    chain.iter().find_map(|name| {
        let (name, list) = policy.iter().find(|(known, _)| known == name)?;
        Some((name.as_str(), list.as_slice()))
    })
}

fn has(list: &[String], keyword: &str) -> bool {
    list.iter().any(|source| source.eq_ignore_ascii_case(keyword))
}

/// Adds a source where it counts, and says in which directive. What only a fallback speaks of gets a directive of its
/// own that begins as the fallback: one that is there is the whole truth about its matter.
fn add(policy: &mut Policy, chain: &[&str], source: &str) -> String {
    let (from, list) = sources(policy, chain).map_or(("", &[] as &[String]), |found| found);
    let name = if from == "default-src" {
        // Not `script-src-elem`: WebAssembly asks `script-src`.
        if chain == SCRIPTS || chain == WASM { "script-src" } else { chain[0] }
    } else {
        from
    }
    .to_owned();
    let mut list: Vec<String> = list.iter().filter(|s| !s.eq_ignore_ascii_case("'none'")).cloned().collect();
    list.push(source.to_owned());
    match policy.iter_mut().find(|(known, _)| *known == name) {
        Some((_, known)) => *known = list,
        None => policy.push((name.clone(), list)),
    }
    name
}

/// Whether a list of sources names the host: by scheme, by name, by `*`. `'self'` is the page's own host and never
/// ours; a source with a path names one file or folder, and ours are in two.
fn names(list: &[String], host: &str) -> bool {
    let (scheme, ours) = host.split_once("://").unwrap_or(("https", host));
    let (our_name, our_port) = port(ours, scheme);
    list.iter().any(|source| {
        let source = source.to_ascii_lowercase();
        if source == "*" || source.strip_suffix(':') == Some(scheme) || (source == "http:" && scheme == "https") {
            return true;
        }
        if source.starts_with('\'') || source.ends_with(':') {
            return false;
        }
        let (their_scheme, rest) = source.split_once("://").map_or((scheme, source.as_str()), |(s, rest)| (s, rest));
        // What is allowed over HTTP is over HTTPS, too.
        if their_scheme != scheme && !(their_scheme == "http" && scheme == "https") {
            return false;
        }
        let rest = match rest.split_once('/') {
            Some((_, path)) if !path.is_empty() => return false,
            Some((rest, _)) => rest,
            None => rest,
        };
        let (name, their_port) = match rest.rsplit_once(':') {
            Some((name, "*")) => (name, our_port),
            _ => port(rest, scheme),
        };
        let named = match name.strip_prefix("*.") {
            Some(above) => our_name.strip_suffix(above).is_some_and(|below| below.ends_with('.')),
            None => name == our_name,
        };
        named && their_port == our_port
    })
}

/// Name and port of `name:port`.
fn port<'h>(host: &'h str, scheme: &str) -> (&'h str, u16) {
    let usual = if scheme == "http" { 80 } else { 443 };
    match host.rsplit_once(':').and_then(|(name, port)| Some((name, port.parse().ok()?))) {
        Some(parts) => parts,
        None => (host, usual),
    }
}

const HEADER: &str = "content-security-policy";

/// All policies in what was pasted; those that only report are left out, since they stop nothing.
fn policies(pasted: &str) -> Vec<Policy> {
    let lower = pasted.to_ascii_lowercase();
    let mut values: Vec<&str> = Vec::new();
    let mut at = 0;
    let mut found = false;
    while let Some(place) = lower[at..].find(HEADER) {
        found = true;
        let start = at + place + HEADER.len();
        let end = lower[start..].find(HEADER).map_or(pasted.len(), |next| start + next);
        if !lower[start..].starts_with("-report-only") {
            values.push(value(&pasted[start..end]));
        }
        at = start;
    }
    if !found {
        values.push(value(pasted));
    }
    values.iter().flat_map(|value| value.split(',')).map(read).filter(|policy| !policy.is_empty()).collect()
}

/// The value behind the name of the header: what is in quotes (`content="…"`, `add_header … "…" always;`), else all
/// of it. Single quotes belong to the sources.
fn value(rest: &str) -> &str {
    let rest = rest.find("content=").map_or(rest, |at| &rest[at..]);
    match rest.split_once('"').filter(|(before, _)| !before.contains(';') || before.contains("content=")) {
        // `http-equiv="Content-Security-Policy" content="…"`: the first quote ends the name.
        Some((_, inside)) => {
            let inside = inside.split_once("content=\"").map_or(inside, |(_, inside)| inside);
            inside.split('"').next().unwrap_or(inside)
        }
        None => rest.trim_start_matches([':', ' ', '\t', '=']),
    }
}

fn read(text: &str) -> Policy {
    let mut policy: Policy = Vec::new();
    for directive in text.split(';') {
        let mut words = directive.split_whitespace();
        let Some(name) = words.next() else { continue };
        let name = name.to_ascii_lowercase();
        // Whatever is no directive (the end of a line of configuration) is none.
        let looks_like_one = name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        if looks_like_one && !policy.iter().any(|(known, _)| *known == name) {
            policy.push((name, words.map(str::to_owned).collect()));
        }
    }
    policy
}

fn write(policies: &[Policy]) -> String {
    let one = |policy: &Policy| {
        let directive = |(name, sources): &(String, Vec<String>)| {
            if sources.is_empty() { name.clone() } else { format!("{name} {}", sources.join(" ")) }
        };
        policy.iter().map(directive).collect::<Vec<_>>().join("; ")
    };
    policies.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOST: &str = "https://hoiam.example.vn";

    #[test]
    fn a_policy_leads_to_a_tier() {
        let check = |policy: &str, tier: Tier, nonce: bool, missing: &str| {
            let got = judge(policy, HOST);
            let said: Vec<String> =
                got.missing.iter().map(|(name, sources)| format!("{name} {}", sources.join(" "))).collect();
            assert_eq!((got.tier, got.nonce, said.join("; ").as_str()), (tier, nonce, missing), "{policy}");
            if !missing.is_empty() && !got.sandboxed {
                let again = judge(&got.corrected, HOST);
                assert_eq!((again.tier, again.missing), (Tier::Element, vec![]), "{policy} → {}", got.corrected);
            }
        };
        let all = "script-src https://hoiam.example.vn 'wasm-unsafe-eval'; connect-src https://hoiam.example.vn; frame-src https://hoiam.example.vn";
        check("", Tier::Element, false, "");
        check("img-src 'self'; upgrade-insecure-requests", Tier::Element, false, "");
        check(all, Tier::Element, false, "");
        check(&format!("{all}; require-trusted-types-for 'script'"), Tier::Element, false, "");
        check("default-src https: 'unsafe-eval'", Tier::Element, false, "");
        check("default-src * 'wasm-unsafe-eval'", Tier::Element, false, "");
        check("default-src *", Tier::Frame, false, "script-src 'wasm-unsafe-eval'");
        check(
            "default-src 'self'",
            Tier::Page,
            false,
            "script-src https://hoiam.example.vn 'wasm-unsafe-eval'; connect-src https://hoiam.example.vn; frame-src https://hoiam.example.vn",
        );
        check(
            "default-src 'none'; script-src hoiam.example.vn; frame-src *.example.vn",
            Tier::Frame,
            false,
            "script-src 'wasm-unsafe-eval'; connect-src https://hoiam.example.vn",
        );
        // A nonce lets the loader in, and what the loader loads only with strict-dynamic.
        check(
            "script-src 'nonce-abc' 'wasm-unsafe-eval'; connect-src *",
            Tier::Frame,
            true,
            "script-src https://hoiam.example.vn",
        );
        check("script-src 'nonce-abc' 'strict-dynamic' 'wasm-unsafe-eval'", Tier::Element, true, "");
        check("script-src 'nonce-abc' 'strict-dynamic'", Tier::Frame, true, "script-src 'wasm-unsafe-eval'");
        // Everything may be right but where a denunciation is written.
        check(
            "script-src https: 'wasm-unsafe-eval'; frame-src 'none'",
            Tier::Element,
            false,
            "frame-src https://hoiam.example.vn",
        );
        check("child-src 'self'", Tier::Element, false, "child-src https://hoiam.example.vn");
        // Two policies are both in force.
        check(
            "default-src *, script-src 'self'",
            Tier::Page,
            false,
            "script-src 'wasm-unsafe-eval' https://hoiam.example.vn",
        );
        check("script-src-elem https:; script-src 'self'", Tier::Frame, false, "script-src 'wasm-unsafe-eval'");
        // What comes second is not read.
        check(
            "script-src 'self'; script-src *",
            Tier::Page,
            false,
            "script-src https://hoiam.example.vn 'wasm-unsafe-eval'",
        );
    }

    #[test]
    fn a_sandbox_stops_scripts() {
        for (policy, expect) in [
            ("sandbox", true),
            ("sandbox allow-scripts", true),
            ("sandbox allow-scripts allow-same-origin", false),
            ("default-src *", false),
        ] {
            let got = judge(policy, HOST);
            assert_eq!(got.sandboxed, expect, "{policy}");
            assert!(!expect || got.tier == Tier::Page, "{policy}");
        }
    }

    #[test]
    fn a_policy_is_read_as_it_is_pasted() {
        for pasted in [
            "default-src 'self'; script-src 'self' https://a.vn",
            "Content-Security-Policy: default-src 'self'; script-src 'self' https://a.vn",
            "content-security-policy default-src 'self';\n  script-src 'self'\n https://a.vn;",
            "add_header Content-Security-Policy \"default-src 'self'; script-src 'self' https://a.vn\" always;",
            "Header always set Content-Security-Policy \"default-src 'self'; script-src 'self' https://a.vn;\"",
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'; script-src 'self' https://a.vn\">",
            "Content-Security-Policy-Report-Only: default-src 'none'\nContent-Security-Policy: DEFAULT-SRC 'self'; script-src 'self' https://a.vn",
        ] {
            let got = policies(pasted);
            assert_eq!(write(&got), "default-src 'self'; script-src 'self' https://a.vn", "{pasted}");
        }
        assert!(policies("Content-Security-Policy-Report-Only: default-src 'none'").is_empty());
    }

    #[test]
    fn hosts_are_named_in_many_ways() {
        let check = |source: &str, host: &str, expect: bool| {
            assert_eq!(names(&[source.to_owned()], host), expect, "{source} {host}");
        };
        check("hoiam.example.vn", HOST, true);
        check("HTTPS://HoiAm.example.vn/", HOST, true);
        check("http://hoiam.example.vn", HOST, true);
        check("https://hoiam.example.vn:443", HOST, true);
        check("https://hoiam.example.vn:*", HOST, true);
        check("https://hoiam.example.vn:8443", HOST, false);
        check("*.example.vn", HOST, true);
        check("*.example.vn", "https://example.vn", false);
        check("*.hoiam.example.vn", HOST, false);
        check("evil-hoiam.example.vn", HOST, false);
        check("https://hoiam.example.vn/embed/", HOST, false);
        check("http:", HOST, true);
        check("https:", "http://127.0.0.1:8080", false);
        check("data:", HOST, false);
        check("'self'", HOST, false);
        check("127.0.0.1:8080", "http://127.0.0.1:8080", true);
    }
}
