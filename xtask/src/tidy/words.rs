//! Rules about words: what may be named only in one folder, and what must not be left behind anywhere.
//! Looks at code without comments and strings, or at comments alone.

use super::Finding;
use super::source::{File, Tree};

/// A word, where it is watched, and where it may be all the same.
struct Ban {
    words: &'static [&'static str],
    watched: &'static [&'static str],
    allowed: &'static [&'static str],
    why: &'static str,
}

const BANS: &[Ban] = &[
    Ban {
        words: &["sqlx", "sqlx_macros"],
        watched: &["shared/", "backend/", "frontend/", "xtask/"],
        allowed: &["backend/src/store/"],
        why: "only backend/src/store speaks SQL",
    },
    Ban {
        words: &["tantivy"],
        watched: &["shared/", "backend/", "frontend/", "xtask/"],
        allowed: &["backend/src/search/"],
        why: "only backend/src/search knows the index",
    },
    Ban {
        words: &["axum", "utoipa_axum", "tower_http"],
        watched: &["shared/", "backend/", "frontend/", "xtask/"],
        // The integration tests send requests through the router itself.
        allowed: &["backend/src/http/", "backend/tests/it/"],
        why: "only backend/src/http knows the web framework",
    },
    Ban {
        words: &["web_sys", "js_sys", "wasm_bindgen", "leptos"],
        watched: &["shared/", "backend/"],
        allowed: &[],
        why: "browsers are the frontend's business; the server asks hoiam_portal for pages",
    },
    Ban {
        words: &["env::var", "env::var_os", "env::vars"],
        watched: &["shared/", "backend/src/", "frontend/"],
        // Cargo talks to build scripts through the environment.
        allowed: &["backend/src/config.rs", "backend/src/config/", "frontend/widget/build.rs"],
        why: "settings are read once, in backend/src/config",
    },
    Ban {
        words: &["SystemTime::now", "Timestamp::now", "Zoned::now"],
        watched: &["shared/", "backend/", "frontend/portal/"],
        allowed: &["backend/src/outside/"],
        why: "time comes from `outside`, so that tests own it",
    },
    Ban {
        words: &["thread::sleep", "time::sleep", "sleep_until", "sleep_ms"],
        watched: &["shared/", "backend/tests/", "frontend/"],
        allowed: &[],
        why: "tests wait for what happens, not for time to pass",
    },
    Ban {
        words: &["waitForTimeout", "setTimeout("],
        watched: &["e2e/"],
        allowed: &[],
        why: "tests wait for what happens, not for time to pass",
    },
];

/// Words stay in their folder. A manifest may name a library only if its crate has such a folder.
pub fn per_folder(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for ban in BANS {
        let watched = |f: &&File| f.within(ban.watched) && !f.within(ban.allowed);
        for file in tree.files.iter().filter(watched).filter(|f| f.is("rs") || f.is("ts") || f.is("js")) {
            for word in ban.words {
                let message = format!("`{word}`: {}", ban.why);
                found.extend(lines_with(&file.code, word).map(|line| Finding::new(&file.path, line, message.clone())));
            }
        }
    }
    found.extend(manifests(tree));
    found
}

/// The API document keeps the types of the wire by their names alone: of two that share one, it would show the last.
pub fn wire_names(tree: &Tree) -> Vec<Finding> {
    let mut first = std::collections::BTreeMap::new();
    let mut found = Vec::new();
    for file in tree.files.iter().filter(|f| f.within(&["shared/src/wire/"]) && f.is("rs")) {
        for (index, line) in file.code.lines().enumerate() {
            let mut words = line.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
            let (Some("pub"), Some("struct" | "enum"), Some(name)) = (words.next(), words.next(), words.next()) else {
                continue;
            };
            if let Some(other) = first.insert(name, &file.path) {
                let message = format!("`{name}` is also in {other}; the API document can show only one of them");
                found.push(Finding::new(&file.path, index + 1, message));
            }
        }
    }
    found
}

/// The crates with a folder for each of these libraries.
fn manifests(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    // The fuzzer sends requests through the router itself, as the integration tests do.
    let may = ["backend/Cargo.toml", "backend/program/Cargo.toml", "fuzz/Cargo.toml"];
    for file in tree.files.iter().filter(|f| f.path.ends_with("Cargo.toml") && !may.contains(&f.path.as_str())) {
        let mut dependencies = false;
        for (index, line) in file.text.lines().enumerate() {
            if line.starts_with('[') {
                // Profiles name libraries, too, and the workspace only says their versions.
                dependencies = line.contains("dependencies") && line != "[workspace.dependencies]";
            }
            let name = line.split(['=', '.', ' ']).next().unwrap_or_default();
            if dependencies && ["sqlx", "sqlx-macros", "tantivy", "axum"].contains(&name) {
                found.push(Finding::new(&file.path, index + 1, format!("`{name}`: only the backend depends on it")));
            }
        }
    }
    found
}

/// Nothing half done is left behind.
pub fn unfinished(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in &tree.files {
        if file.is("rs") {
            for word in ["todo!", "unimplemented!", "dbg!", "#[ignore"] {
                let message = format!("`{word}` is left over");
                found.extend(lines_with(&file.code, word).map(|line| Finding::new(&file.path, line, message.clone())));
            }
        }
        if file.is("ts") {
            for word in ["test.skip", "test.fixme", "test.only", "describe.skip", "describe.only"] {
                let message = format!("`{word}` leaves tests out");
                found.extend(lines_with(&file.code, word).map(|line| Finding::new(&file.path, line, message.clone())));
            }
        }
        if file.is("md") {
            continue;
        }
        for word in ["FIXME", "XXX", "TODO"] {
            for line in lines_with(&file.comments, word) {
                let text = file.comments.lines().nth(line - 1).unwrap_or_default();
                if word != "TODO" || !names_an_issue(text) {
                    let message = format!("`{word}`: finish it, or file an issue and write TODO(#number)");
                    found.push(Finding::new(&file.path, line, message));
                }
            }
        }
    }
    found
}

fn names_an_issue(comment: &str) -> bool {
    comment.split("TODO").skip(1).all(|after| {
        after.strip_prefix("(#").and_then(|a| a.split_once(')')).is_some_and(|(n, _)| n.parse::<u32>().is_ok())
    })
}

/// Lines (from 1) on which the word stands by itself, not inside a longer name.
fn lines_with<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    let open_end = word.ends_with(part_of_name);
    let open_start = word.starts_with(part_of_name);
    text.lines().enumerate().filter_map(move |(index, line)| {
        let alone = |(at, _): (usize, &str)| {
            let before = line[..at].chars().next_back().is_some_and(part_of_name);
            let after = line[at + word.len()..].chars().next().is_some_and(part_of_name);
            !(open_start && before || open_end && after)
        };
        line.match_indices(word).any(alone).then_some(index + 1)
    })
}

/// Examples in comments would have to be run, and looking for them means to read every library once more; tests show how
/// something is used.
pub fn examples(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in tree.rust() {
        let message = "an example in a comment is not run: write a test";
        found.extend(lines_with(&file.comments, "```").map(|line| Finding::new(&file.path, line, message)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rule: fn(&Tree) -> Vec<Finding>, path: &str, text: &str, expect: &[usize]) {
        let found = rule(&Tree { files: vec![File::new(path, text)] });
        let lines: Vec<_> = found.iter().map(|f| f.line).collect();
        assert_eq!(lines, expect, "{path}: {text} gives {found:?}");
    }

    #[test]
    fn words_stay_in_their_folder() {
        check(per_folder, "backend/src/store/db.rs", "use sqlx::Row;", &[]);
        check(per_folder, "backend/src/domain/a.rs", "\nuse sqlx::Row;", &[2]);
        check(per_folder, "backend/src/domain/a.rs", "#[derive(sqlx_macros::FromRow)]", &[1]);
        check(per_folder, "backend/src/domain/a.rs", "//! Not sqlx.\nlet my_sqlx = \"sqlx\";", &[]);
        check(per_folder, "backend/src/domain/a.rs", "use axum::Router; use tantivy::Index;", &[1, 1]);
        check(per_folder, "backend/src/http/a.rs", "use axum::Router;\nuse utoipa_axum::routes;", &[]);
        check(per_folder, "shared/src/a.rs", "use leptos::prelude::*;", &[1]);
        check(per_folder, "backend/src/a.rs", "let p = std::env::var(\"P\");", &[1]);
        check(per_folder, "backend/src/config.rs", "let p = std::env::var(\"P\");", &[]);
        check(per_folder, "xtask/src/a.rs", "let p = std::env::var(\"P\");", &[]);
        check(per_folder, "backend/tests/it/a.rs", "tokio::time::sleep(d).await;", &[1]);
        check(per_folder, "backend/src/ledger/a.rs", "tokio::time::sleep(d).await;", &[]);
        check(per_folder, "e2e/tests/a.spec.ts", "await page.waitForTimeout(5);\n// waitForTimeout", &[1]);
        check(per_folder, "shared/Cargo.toml", "[dependencies]\nsqlx = \"1\"", &[2]);
        check(per_folder, "shared/Cargo.toml", "[dependencies]\nsqlx-macros = \"1\"", &[2]);
        check(per_folder, "shared/Cargo.toml", "[dev-dependencies]\naxum.workspace = true\n# sqlx", &[2]);
        check(per_folder, "Cargo.toml", "[profile.dev.package]\ntantivy.opt-level = 1", &[]);
        check(per_folder, "Cargo.toml", "[workspace.dependencies]\naxum = \"1\"", &[]);
        check(per_folder, "backend/Cargo.toml", "sqlx = \"1\"", &[]);
    }

    #[test]
    fn names_on_the_wire_are_given_once() {
        check(wire_names, "shared/src/wire/a.rs", "pub struct A {\n pub b: B\n}\n pub enum B {}\npub struct A;", &[5]);
        check(wire_names, "shared/src/a.rs", "pub struct A;\npub struct A;", &[]);
    }

    #[test]
    fn examples_are_tests() {
        check(examples, "a.rs", "/// ```\n/// a();\n/// ```\nfn a() -> &'static str { \"```\" }", &[1, 3]);
        check(examples, "a.md", "```", &[]);
    }

    #[test]
    fn nothing_is_left_behind() {
        check(unfinished, "a.rs", "todo!();\nmy_todo!();\n\"dbg!\";\n#[ignore]\nfn a() {}", &[1, 4]);
        check(unfinished, "a.rs", "// TODO(#12): later\n// TODO: later\nlet TODO = 1;", &[2]);
        check(unfinished, "a.rs", "// FIXME\n// XXX\n// mXXX", &[1, 2]);
        check(unfinished, "a.sql", "-- TODO more", &[1]);
        check(unfinished, "e2e/a.ts", "test.skip('a');\ntest('test.only');", &[1]);
    }
}
