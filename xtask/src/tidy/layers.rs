//! Rules about direction: which folder of the backend may know which, and which crate may depend on which.
//! The picture they keep is the one in ARCHITECTURE.md.

use super::Finding;
use super::source::Tree;

/// A folder (or file) of `backend/src` and the top-level modules it must not know.
const MODULES: &[(&str, &[&str])] = &[
    ("outside", &["http", "domain", "store", "search", "ledger", "notify"]),
    ("store", &["http", "domain", "search", "ledger", "notify"]),
    ("search", &["http", "store"]),
    ("ledger", &["http"]),
    ("notify", &["http"]),
    ("domain", &["http"]),
    ("backup", &["http", "search", "cli"]),
];

/// A crate and those of ours it may depend on.
const CRATES: &[(&str, &[&str])] = &[
    ("shared", &[]),
    ("frontend/kit", &["hoiam-shared"]),
    ("frontend/widget/flow", &["hoiam-shared"]),
    ("frontend/work", &[]),
    ("frontend/widget", &["hoiam-shared", "hoiam-kit", "hoiam-flow"]),
    ("frontend/desk", &["hoiam-shared", "hoiam-kit"]),
    ("frontend/console", &["hoiam-shared", "hoiam-kit", "hoiam-desk"]),
    ("frontend/admin", &["hoiam-shared", "hoiam-kit", "hoiam-desk"]),
    ("frontend/petitions", &["hoiam-shared", "hoiam-kit", "hoiam-desk"]),
    ("frontend/figures", &["hoiam-shared", "hoiam-kit", "hoiam-desk"]),
    ("frontend/portal", &["hoiam-shared", "hoiam-kit"]),
    ("backend", &["hoiam-shared", "hoiam-portal"]),
    ("backend/program", &["hoiam-backend", "hoiam-shared"]),
    ("fuzz", &["hoiam-shared", "hoiam-backend"]),
    // For the texts that are filled into the loader.
    ("xtask", &["hoiam-shared"]),
];

/// http → domain → store, search, ledger, outside; store and search do not know each other.
pub fn modules(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for (layer, forbidden) in MODULES {
        let (folder, single) = (format!("backend/src/{layer}/"), format!("backend/src/{layer}.rs"));
        for file in tree.rust().filter(|f| f.within(&[&folder, &single])) {
            for (module, line) in known(&file.code).into_iter().filter(|(m, _)| forbidden.contains(&m.as_str())) {
                found.push(Finding::new(&file.path, line, format!("`{layer}` must not know `crate::{module}`")));
            }
        }
    }
    found
}

/// Top-level modules that are named as `crate::name` or in `crate::{name, …}`, with the line.
fn known(code: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for (at, path) in code.match_indices("crate::") {
        let line = |offset: usize| code[..offset].matches('\n').count() + 1;
        let after = &code[at + path.len()..];
        let Some(group) = after.strip_prefix('{') else {
            found.push((name(after), line(at)));
            continue;
        };
        let (mut depth, mut fresh) = (0, true);
        for (offset, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => fresh = true,
                c if fresh && !c.is_whitespace() => {
                    found.push((name(&group[offset..]), line(at + path.len() + 1 + offset)));
                    fresh = false;
                }
                _ => {}
            }
        }
    }
    found
}

fn name(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// Everything → shared; frontend → desk → kit → shared; backend → portal. A crate nobody wrote down is refused.
pub fn crates(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in &tree.files {
        let Some(folder) = file.path.strip_suffix("/Cargo.toml") else { continue };
        let Some((_, allowed)) = CRATES.iter().find(|(name, _)| *name == folder) else {
            found.push(Finding::new(
                &file.path,
                0,
                "is a crate without a place in tidy's picture (xtask/src/tidy/layers.rs)",
            ));
            continue;
        };
        for (index, line) in file.text.lines().enumerate() {
            let dependency = line.split(['=', '.', ' ']).next().unwrap_or_default();
            if dependency.starts_with("hoiam-") && !allowed.contains(&dependency) {
                let message = format!("{folder} must not depend on {dependency}");
                found.push(Finding::new(&file.path, index + 1, message));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::source::File;
    use super::*;

    fn check(rule: fn(&Tree) -> Vec<Finding>, path: &str, text: &str, expect: &[usize]) {
        let found = rule(&Tree { files: vec![File::new(path, text)] });
        let lines: Vec<_> = found.iter().map(|f| f.line).collect();
        assert_eq!(lines, expect, "{path}: {text} gives {found:?}");
    }

    #[test]
    fn modules_point_one_way() {
        check(modules, "backend/src/domain/a.rs", "use crate::store::db;\nuse crate::search::Hit;", &[]);
        check(modules, "backend/src/domain/a.rs", "use crate::store::db;\nfn a() { crate::http::a() }", &[2]);
        check(modules, "backend/src/store/a.rs", "use crate::{\n  store::{search, domain},\n  search::Hit,\n};", &[3]);
        check(modules, "backend/src/search/a.rs", "use crate::store;", &[1]);
        check(modules, "backend/src/search.rs", "// crate::store\nuse crate::storeroom::A;", &[]);
        check(modules, "backend/src/http/a.rs", "use crate::{domain, store};", &[]);
    }

    #[test]
    fn crates_point_one_way() {
        check(crates, "backend/Cargo.toml", "hoiam-shared.workspace = true\nhoiam-kit = { path = \"\" }", &[2]);
        check(crates, "shared/Cargo.toml", "name = \"hoiam-shared\"", &[]);
        check(crates, "Cargo.toml", "hoiam-shared = { path = \"shared\" }", &[]);
        check(crates, "frontend/new/Cargo.toml", "", &[0]);
    }
}
