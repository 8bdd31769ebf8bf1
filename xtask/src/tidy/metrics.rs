//! What the server measures is what operators read about: every metric stands in the README, and nothing stands there or in the
//! dashboard that the server does not measure.

use super::Finding;
use super::source::Tree;
use std::collections::BTreeSet;

const PREFIX: &str = "hoiam_";
const KINDS: [&str; 3] = ["counter", "gauge", "histogram"];
const PAGES: [&str; 2] = ["README.md", "docs/grafana.json"];

/// Metrics and the pages about them name the same.
pub fn named(tree: &Tree) -> Vec<Finding> {
    let server = tree.rust().filter(|file| file.path.starts_with("backend/src/"));
    let named =
        |text: &str| KINDS.iter().flat_map(|kind| names(text, &format!("{kind}!(\"{PREFIX}"))).collect::<Vec<_>>();
    let measured: BTreeSet<String> = server.flat_map(|file| named(&file.text)).collect();
    let mut found = Vec::new();
    for page in PAGES {
        let Some(file) = tree.file(page) else { continue };
        for (at, line) in file.text.lines().enumerate() {
            let strange = names(line, PREFIX).into_iter().filter(|name| !measured.contains(name));
            found.extend(strange.map(|name| Finding::new(page, at + 1, format!("the server has no metric {name}"))));
        }
    }
    let told: BTreeSet<String> = tree.file(PAGES[0]).into_iter().flat_map(|file| names(&file.text, PREFIX)).collect();
    let untold =
        measured.difference(&told).map(|name| Finding::new(PAGES[0], 0, format!("does not name the metric {name}")));
    found.into_iter().chain(untold).collect()
}

/// Names of metrics that stand behind `before`, of which the last part is the beginning of the name.
fn names(text: &str, before: &str) -> Vec<String> {
    let rest = text.split(before).skip(1);
    let end = |rest: &str| rest.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(rest.len());
    rest.map(|rest| format!("{PREFIX}{}", &rest[..end(rest)])).filter(|name| name != PREFIX).collect()
}

#[cfg(test)]
mod tests {
    use super::super::source::File;
    use super::*;

    #[test]
    fn pages_and_server_agree() {
        let check = |readme: &str, dashboard: &str, expect: &[(&str, usize)]| {
            let code = "fn a() { metrics::counter!(\"hoiam_a_total\", \"x\" => y); metrics::gauge!(\"hoiam_b\"); }";
            let files = [("backend/src/a.rs", code), (PAGES[0], readme), (PAGES[1], dashboard)];
            let tree = Tree { files: files.iter().map(|(path, text)| File::new(*path, *text)).collect() };
            let found = named(&tree);
            let found: Vec<(&str, usize)> = found.iter().map(|one| (one.path.as_str(), one.line)).collect();
            assert_eq!(found, expect, "{readme} {dashboard}");
        };
        check("`hoiam_a_total`, `hoiam_b`", "rate(hoiam_a_total{x=\"1\"}[5m])", &[]);
        check("`hoiam_a_total`\n`hoiam_b` `hoiam_c`", "hoiam_d", &[(PAGES[0], 2), (PAGES[1], 1)]);
        check("`hoiam_b`", "", &[(PAGES[0], 0)]);
    }
}
