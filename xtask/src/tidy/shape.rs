//! Rules about files as a whole: how they open, how long they are, that migrations come in pairs, and that the
//! README names the two commands.

use super::Finding;
use super::source::{File, Tree};
use std::collections::BTreeSet;

/// Longer than this is worth a note.
pub const COMFORTABLE: usize = 350;
/// Longer than this is refused.
const HARD_STOP: usize = 600;

/// Every Rust file says first what lives in it.
pub fn module_docs(tree: &Tree) -> Vec<Finding> {
    let opens = |f: &&File| {
        let first = f.text.lines().map(str::trim).find(|l| !l.is_empty() && !l.starts_with("#!["));
        first.is_some_and(|l| l.strip_prefix("//!").is_some_and(|said| said.trim().len() > 10))
    };
    let message = "opens without module docs: 2 to 6 lines of //! say what lives here and what must not";
    tree.rust().filter(|f| !opens(f)).map(|f| Finding::new(&f.path, 1, message)).collect()
}

fn measured(tree: &Tree) -> impl Iterator<Item = (&File, usize)> {
    let written = tree.files.iter().filter(|f| ["rs", "js", "ts", "css", "sh"].iter().any(|e| f.is(e)));
    written.map(|f| (f, f.text.lines().count()))
}

/// No file is longer than the hard stop.
pub fn length(tree: &Tree) -> Vec<Finding> {
    let over = measured(tree).filter(|(_, lines)| *lines > HARD_STOP);
    over.map(|(f, lines)| Finding::new(&f.path, 0, format!("has {lines} lines, at most {HARD_STOP}: split it")))
        .collect()
}

/// Files on their way there.
pub fn long(tree: &Tree) -> Vec<(String, usize)> {
    let long = measured(tree).filter(|(_, lines)| (COMFORTABLE + 1..=HARD_STOP).contains(lines));
    long.map(|(f, lines)| (f.path.clone(), lines)).collect()
}

/// Both engines have the same steps, each with a number of its own. Gaps are fine: what is written side by side
/// takes its number in advance.
pub fn migrations(tree: &Tree) -> Vec<Finding> {
    let of = |engine: &str| {
        let folder = format!("migrations/{engine}/");
        tree.files.iter().filter_map(|f| f.path.strip_prefix(&folder)).map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let (sqlite, postgres) = (of("sqlite"), of("postgres"));
    let mut found = Vec::new();
    for (has, name) in
        sqlite.difference(&postgres).map(|n| ("sqlite", n)).chain(postgres.difference(&sqlite).map(|n| ("postgres", n)))
    {
        let other = if has == "sqlite" { "postgres" } else { "sqlite" };
        found.push(Finding::new(&format!("migrations/{has}/{name}"), 0, format!("has no twin in migrations/{other}")));
    }
    let mut numbers = BTreeSet::new();
    for name in &sqlite {
        let number = name.split_once('_').map_or("", |(number, _)| number);
        let path = format!("migrations/sqlite/{name}");
        if number.len() != 4 || !number.bytes().all(|b| b.is_ascii_digit()) {
            found.push(Finding::new(&path, 0, "must be called by a number of four digits and a name: 0001_…"));
        } else if !numbers.insert(number) {
            found.push(Finding::new(&path, 0, format!("another step has the number {number}")));
        }
    }
    if sqlite.is_empty() {
        found.push(Finding::new("migrations/sqlite", 0, "holds no migration"));
    }
    found
}

/// The first page names what one types first.
pub fn readme(tree: &Tree) -> Vec<Finding> {
    let text = tree.file("README.md").map_or("", |f| f.text.as_str());
    let missing = ["cargo xtask demo", "cargo xtask test"].into_iter().filter(|command| !text.contains(command));
    missing.map(|command| Finding::new("README.md", 0, format!("does not name the command `{command}`"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rule: fn(&Tree) -> Vec<Finding>, files: &[(&str, &str)], expect: &[&str]) {
        let tree = Tree { files: files.iter().map(|(path, text)| File::new(*path, *text)).collect() };
        let found: Vec<_> = rule(&tree).into_iter().map(|f| f.path).collect();
        assert_eq!(found, expect, "{files:?}");
    }

    #[test]
    fn docs_come_first() {
        check(module_docs, &[("a.rs", "#![no_std]\n\n//! What lives here.\n")], &[]);
        check(module_docs, &[("a.rs", "fn a() {}\n//! What lives here.")], &["a.rs"]);
        check(module_docs, &[("a.rs", "//!\nfn a() {}"), ("b.rs", ""), ("c.ts", "")], &["a.rs", "b.rs"]);
    }

    #[test]
    fn files_stop_somewhere() {
        let (fits, long) = ("\n".repeat(600), "\n".repeat(601));
        check(length, &[("a.rs", &fits), ("b.md", &long)], &[]);
        check(length, &[("a.ts", &long)], &["a.ts"]);
    }

    #[test]
    fn migrations_come_in_pairs() {
        let both = [("migrations/sqlite/0001_a.sql", ""), ("migrations/postgres/0001_a.sql", "")];
        check(migrations, &both, &[]);
        check(migrations, &[both[0]], &["migrations/sqlite/0001_a.sql"]);
        check(migrations, &[], &["migrations/sqlite"]);
        let gap = [("migrations/sqlite/0003_b.sql", ""), ("migrations/postgres/0003_b.sql", "")];
        check(migrations, &[both[0], both[1], gap[0], gap[1]], &[]);
        let same = [("migrations/sqlite/0001_b.sql", ""), ("migrations/postgres/0001_b.sql", "")];
        check(migrations, &[both[0], both[1], same[0], same[1]], &["migrations/sqlite/0001_b.sql"]);
        let unnamed = [("migrations/sqlite/1_b.sql", ""), ("migrations/postgres/1_b.sql", "")];
        check(migrations, &unnamed, &["migrations/sqlite/1_b.sql"]);
    }

    #[test]
    fn the_readme_names_both_commands() {
        check(readme, &[("README.md", "`cargo xtask demo`\n`cargo xtask test`")], &[]);
        check(readme, &[("README.md", "`cargo xtask demo`")], &["README.md"]);
        check(readme, &[], &["README.md", "README.md"]);
    }
}
