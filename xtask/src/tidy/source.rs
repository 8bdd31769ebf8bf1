//! The files of the workspace, and what in a source file is code and what is comment. A hand-written scanner of
//! Rust's (and well enough JavaScript's) comments and strings: parsing everything would cost seconds.

use anyhow::{Context, Result};
use std::path::Path;

/// Folders that are not ours or not source.
const SKIPPED: [&str; 6] = ["target", "node_modules", ".git", "data", "results", "fixtures"];

/// A text file.
pub struct File {
    /// From the root, with `/`.
    pub path: String,
    /// As it is.
    pub text: String,
    /// The same lines with everything but code blanked. For other than Rust and JavaScript the text itself.
    pub code: String,
    /// The same lines with everything but comments blanked. For other than Rust and JavaScript the text itself.
    pub comments: String,
}

impl File {
    /// A file with this content.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let (path, text) = (path.into(), text.into());
        let (code, comments) = match extension(&path) {
            "rs" => split(&text, false),
            "js" | "ts" => split(&text, true),
            _ => (text.clone(), text.clone()),
        };
        Self { path, text, code, comments }
    }

    /// Whether it is written in this language.
    pub fn is(&self, wanted: &str) -> bool {
        extension(&self.path) == wanted
    }

    /// Whether it lies in one of the folders or is one of the files.
    pub fn within(&self, places: &[&str]) -> bool {
        places.iter().any(|p| self.path == *p || (p.ends_with('/') && self.path.starts_with(p)))
    }
}

fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, e)| e)
}

/// All of them, sorted by path.
pub struct Tree {
    /// What was read.
    pub files: Vec<File>,
}

impl Tree {
    /// Reads the workspace.
    pub fn read(root: &Path) -> Result<Self> {
        let mut files = Vec::new();
        visit(root, "", &mut files)?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self { files })
    }

    /// The file at a path.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|f| f.path == path)
    }

    /// Rust files.
    pub fn rust(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|f| f.is("rs"))
    }
}

fn visit(folder: &Path, prefix: &str, files: &mut Vec<File>) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type()?;
        if kind.is_dir() {
            if !SKIPPED.contains(&name.as_str()) {
                visit(&entry.path(), &format!("{path}/"), files)?;
            }
        } else if ["rs", "js", "ts", "css", "sql", "sh", "toml", "md", "html", "json"].contains(&extension(&name)) {
            let text = std::fs::read_to_string(entry.path()).with_context(|| format!("{path} cannot be read"))?;
            files.push(File::new(path, text));
        }
    }
    Ok(())
}

/// `(code, comments)` of a source text; line breaks stay where they are in both.
fn split(text: &str, script: bool) -> (String, String) {
    let mut out = Split { code: String::with_capacity(text.len()), comments: String::with_capacity(text.len()) };
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text[at..];
        let word_before = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
        let (kind, length) = if rest.starts_with("//") {
            (Kind::Comment, rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("/*") {
            (Kind::Comment, block_comment(rest, !script))
        } else if let Some(hashes) = raw_string(rest).filter(|_| !script && !word_before) {
            let close = format!("\"{}", "#".repeat(hashes.count));
            let body = hashes.start;
            (Kind::Text, rest[body..].find(&close).map_or(rest.len(), |end| body + end + close.len()))
        } else if rest.starts_with('"') || (script && rest.starts_with(['\'', '`'])) {
            (Kind::Text, quoted(rest))
        } else if rest.starts_with('\'') {
            character(rest).map_or((Kind::Code, 1), |length| (Kind::Text, length))
        } else {
            (Kind::Code, rest.chars().next().map_or(1, char::len_utf8))
        };
        out.push(kind, &rest[..length]);
        at += length;
    }
    (out.code, out.comments)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Code,
    Comment,
    Text,
}

struct Split {
    code: String,
    comments: String,
}

impl Split {
    fn push(&mut self, kind: Kind, part: &str) {
        for c in part.chars() {
            let blank = if c == '\n' { '\n' } else { ' ' };
            self.code.push(if kind == Kind::Code { c } else { blank });
            self.comments.push(if kind == Kind::Comment { c } else { blank });
        }
    }
}

/// Length of a block comment; Rust's nest.
fn block_comment(rest: &str, nested: bool) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        let here = &rest.as_bytes()[at..];
        if here.starts_with(b"/*") && (nested || depth == 0) {
            depth += 1;
            at += 2;
        } else if here.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

struct Hashes {
    count: usize,
    start: usize,
}

/// The opening of `r"…"`, `r#"…"#`, `br"…"`.
fn raw_string(rest: &str) -> Option<Hashes> {
    let after = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let count = after.bytes().take_while(|b| *b == b'#').count();
    let start = rest.len() - after.len() + count + 1;
    after[count..].starts_with('"').then_some(Hashes { count, start })
}

/// Length of a string with its quotes.
fn quoted(rest: &str) -> usize {
    let quote = rest.as_bytes()[0];
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            _ if byte == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Length of a character literal; `None` for a lifetime.
fn character(rest: &str) -> Option<usize> {
    let mut chars = rest.char_indices().skip(1);
    let (_, first) = chars.next()?;
    if first == '\\' {
        return rest[2..].char_indices().skip(1).find(|(_, c)| *c == '\'').map(|(at, _)| at + 3);
    }
    chars.next().filter(|(_, c)| *c == '\'').map(|(at, _)| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, code: &str, comments: &str) {
        let file = File::new("a.rs", text);
        let squeeze = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!((squeeze(&file.code).as_str(), squeeze(&file.comments).as_str()), (code, comments), "{text}");
        assert_eq!(file.code.lines().count(), text.lines().count(), "{text}");
        assert_eq!(file.comments.lines().count(), text.lines().count(), "{text}");
    }

    #[test]
    fn code_comments_and_strings_are_told_apart() {
        check("a // b\nc", "a c", "// b");
        check("a /* b /* c */ d */ e", "a e", "/* b /* c */ d */");
        check(r#"a("b // \" c") // d"#, "a( )", "// d");
        check("r#\"a \" // b\"# c", "c", "");
        check("br\"a\\\" c", "c", "");
        check("'\"' a '\\'' b '\\u{1f}' c", "a b c", "");
        check("fn f<'a>(x: &'a str) // ă", "fn f<'a>(x: &'a str)", "// ă");
        check("\"đ\n// \" e", "e", "");
        check("for\"x\" y", "for y", "");
    }

    #[test]
    fn scripts_have_three_quotes() {
        let file = File::new("a.ts", "x('// a', `/* ${b} */`) // c");
        assert_eq!(file.code.trim_end(), format!("x({}, {})", " ".repeat(6), " ".repeat(12)));
        assert_eq!(file.comments.trim(), "// c");
    }
}
