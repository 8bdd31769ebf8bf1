//! From a crate to `(wasm, glue)`: Cargo, wasm-bindgen as a library, and wasm-opt where there is one.
//! Needs Rust, git and a C compiler, nothing else; wasm-opt only makes the result smaller.

use super::{Part, Place, bundle, inputs, later, minify, say, split};
use crate::tools::run;
use anyhow::{Context, Result, anyhow, ensure};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// What browsers run.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// What rustc emits for this target; wasm-opt refuses code that uses a feature it was not told of.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// A part, ready to be served.
pub struct Made {
    /// The module.
    pub wasm: Vec<u8>,
    /// What is loaded when it is needed; the widget's alone.
    pub later: Option<Vec<u8>>,
    /// The JavaScript module that loads it.
    pub glue: String,
}

/// Adds the wasm target with rustup when it is missing.
pub fn ensure_target() -> Result<()> {
    let found = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", TARGET])
        .output()
        .context("rustc cannot be started")?;
    let dir = String::from_utf8_lossy(&found.stdout);
    if found.status.success() && Path::new(dir.trim()).is_dir() {
        return Ok(());
    }
    say("adding the wasm target");
    let status = Command::new("rustup").args(["target", "add", TARGET]).status();
    ensure!(
        status.is_ok_and(|s| s.success()),
        "the target {TARGET} is missing and rustup could not add it; install it for this toolchain"
    );
    Ok(())
}

/// Makes a part of what Cargo built at `path`; `more` goes to the end of its glue. When it is the same as last time,
/// nothing is done again.
pub fn make(place: &Place, part: Part, path: &Path, more: &str) -> Result<Made> {
    let raw = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let optimizer = Optimizer::find(place);
    let work = place.target.join("browser-work").join(part.name());
    let (wasm_path, glue_path, key_path) = (work.join("out.wasm"), work.join("out.js"), work.join("key"));
    let later_path = work.join("later.wasm");
    let tools = bundle::hash(inputs::tools(place)?.as_bytes());
    let (raw_hash, more_hash) = (bundle::hash(&raw), bundle::hash(more.as_bytes()));
    let key = format!("{raw_hash} {more_hash} {tools} {} {}", passes(part).join(" "), env!("CARGO_PKG_VERSION"));
    if std::fs::read_to_string(&key_path).is_ok_and(|old| old == key)
        && let (Ok(wasm), Ok(glue)) = (std::fs::read(&wasm_path), std::fs::read_to_string(&glue_path))
    {
        return Ok(Made { wasm, later: std::fs::read(&later_path).ok(), glue });
    }
    std::fs::create_dir_all(&work)?;
    say(&format!("binding the {}", part.name()));
    let mut module = walrus::Module::from_buffer(&raw)?;
    // The linker's notes say how things were before: read above, wrong below.
    for notes in ["linking", "reloc.CODE", "reloc.DATA"] {
        module.customs.remove_raw(notes);
    }
    silence(&mut module, part);
    let mut output = Bindgen::new()
        .input_module(part.name(), module)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        // The second half is found by the names; they go with the last step.
        .demangle(false)
        .remove_name_section(part != Part::Widget)
        .remove_producers_section(true)
        .generate_output()?;
    ensure!(
        output.snippets().values().all(Vec::is_empty) && output.local_modules().is_empty(),
        "the {} brings JavaScript files of its own; only its glue is served: {:?}",
        part.name(),
        output.snippets()
    );
    let names = shorten(output.wasm_mut());
    let glue = minify::js(place, &format!("{}\n{more}", renamed(output.js(), &names)))?;
    let bound = output.wasm_mut().emit_wasm();
    let mut paths = vec![&wasm_path];
    if part == Part::Widget {
        let halves = split::split(&bound, &later::names(&raw)?)?;
        // With names: what to look at when it has grown.
        std::fs::write(work.join("named.wasm"), &halves.first)?;
        std::fs::write(&wasm_path, halves.first)?;
        std::fs::write(&later_path, halves.second)?;
        paths.push(&later_path);
    } else {
        std::fs::write(&wasm_path, bound)?;
    }
    if let Some(optimizer) = optimizer {
        for path in paths {
            optimizer.run(path, part)?;
        }
    } else {
        say("no wasm-opt found (npm package binaryen in e2e, or on PATH): a little larger, otherwise the same");
    }
    std::fs::write(&glue_path, &glue)?;
    std::fs::write(&key_path, key)?;
    Ok(Made { wasm: std::fs::read(&wasm_path)?, later: std::fs::read(&later_path).ok(), glue })
}

/// What a panic says: its message and everything that formats one. On this target the standard library shows it to
/// nobody, and it is a tenth of the module.
const SAYING: &[&str] = &[
    "4core9panicking",
    "3std9panicking",
    "3std5alloc8rust_oom",
    "13unwrap_failed",
    "13expect_failed",
    "16slice_error_fail",
    "5slice5index",
    "18handle_alloc_error",
];

/// Lets a panic trap at once, without its message (what `wasm-snip` does; the standard library could only be built so
/// with an unstable compiler). Behaviour stays: it ends the call either way.
fn silence(module: &mut walrus::Module, part: Part) {
    let said = |name: &str| {
        // The widget writes nothing by `core::fmt`; only messages of panics would.
        if part == Part::Widget
            && name.contains("3fmt")
            && ["5Debug", "..Debug", "7Display", "..Display", "9Formatter"].iter().any(|one| name.contains(one))
        {
            return true;
        }
        let fails = !name.contains("5slice5index") || name.contains("fail");
        fails && SAYING.iter().any(|part| name.contains(part))
    };
    let local = module.funcs.iter_local();
    let found: Vec<_> =
        local.filter(|(id, _)| module.funcs.get(*id).name.as_deref().is_some_and(said)).map(|(id, _)| id).collect();
    for id in found {
        let ty = module.funcs.get(id).ty();
        let (params, results) = (module.types.params(ty).to_vec(), module.types.results(ty).to_vec());
        let mut builder = walrus::FunctionBuilder::new(&mut module.types, &params, &results);
        builder.func_body().unreachable();
        let args = params.iter().map(|param| module.locals.add(*param)).collect();
        module.funcs.get_mut(id).kind = walrus::FunctionKind::Local(builder.local_func(args));
    }
}

/// Gives what module and glue call each other by short names. wasm-bindgen's end in a digest that no compression makes
/// smaller, once in each of the two files: 3 KB of the widget. Returns the new name of each old one.
fn shorten(module: &mut walrus::Module) -> HashMap<String, String> {
    let mut names = HashMap::new();
    let mut short = |name: &mut String| {
        // What pages and the loader call by name stays.
        if name.starts_with("__wb") || name.starts_with("wasm_bindgen__") {
            let next = format!("_{}", names.len());
            *name = names.entry(std::mem::take(name)).or_insert(next).clone();
        }
    };
    module.imports.iter_mut().for_each(|import| short(&mut import.name));
    module.exports.iter_mut().for_each(|export| short(&mut export.name));
    names
}

/// The glue with its words exchanged.
fn renamed(js: &str, names: &HashMap<String, String>) -> String {
    let mut out = String::with_capacity(js.len());
    let part_of_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut rest = js;
    while let Some(start) = rest.find(part_of_word) {
        let end = rest[start..].find(|c| !part_of_word(c)).map_or(rest.len(), |length| start + length);
        let word = &rest[start..end];
        out.push_str(&rest[..start]);
        out.push_str(names.get(word).map_or(word, String::as_str));
        rest = &rest[end..];
    }
    out + rest
}

/// Lets Cargo build the crate and name the file it made.
pub fn compile(place: &Place, part: Part, files: &bundle::Entry) -> Result<PathBuf> {
    // Which script uploads files, for `hoiam_kit::files`; Cargo builds anew what reads it.
    let said = [("HOIAM_FILES_NAME", &files.name), ("HOIAM_FILES_INTEGRITY", &files.integrity)];
    built(place, &format!("hoiam-{}", part.name()), &said)
}

/// A module that needs no glue: it imports nothing and exports one function.
pub fn plain(place: &Place, package: &str) -> Result<Vec<u8>> {
    let raw = std::fs::read(built(place, package, &[])?)?;
    let mut module = walrus::Module::from_buffer(&raw)?;
    let kept: Vec<_> = module.exports.iter().filter(|e| matches!(e.item, walrus::ExportItem::Function(_))).collect();
    ensure!(kept.len() == 1 && module.imports.iter().next().is_none(), "{package} is not plain");
    let others: Vec<_> = module.exports.iter().map(walrus::Export::id).filter(|id| *id != kept[0].id()).collect();
    others.into_iter().for_each(|id| module.exports.delete(id));
    walrus::passes::gc::run(&mut module);
    let path = place.target.join("browser-work").join(format!("{package}.wasm"));
    std::fs::create_dir_all(place.target.join("browser-work"))?;
    std::fs::write(&path, module.emit_wasm())?;
    if let Some(optimizer) = Optimizer::find(place) {
        optimizer.pass(&path, &["-O3"])?;
    }
    Ok(std::fs::read(&path)?)
}

fn built(place: &Place, package: &str, said: &[(&str, &String)]) -> Result<PathBuf> {
    say(&format!("building {package} (profile web)"));
    let mut command = place.cargo_command();
    command.args(["build", "--profile", "web", "--target", TARGET, "--package", package]);
    command.args(["--message-format=json-render-diagnostics", "--config", &flags(place)?]);
    command.envs(said.iter().copied());
    let mut made = None;
    let status = run::each_line(&mut command, |line| {
        if let Some(path) = wasm_of(line) {
            made = Some(path);
        }
    })?;
    ensure!(status.success(), "building {package} failed");
    made.ok_or_else(|| anyhow!("{package} makes no wasm; it needs crate-type = [\"cdylib\"]"))
}

/// The module that one of Cargo's messages says it made.
fn wasm_of(message: &str) -> Option<PathBuf> {
    let message: serde_json::Value = serde_json::from_str(message).ok()?;
    let files = message.get("filenames")?.as_array()?;
    files.iter().filter_map(|f| f.as_str()).find(|f| f.ends_with(".wasm")).map(PathBuf::from)
}

/// How rustc compiles for browsers. Views lose their types at element and component borders, as Leptos offers: a view
/// is then a call through a table instead of a copy of the renderer for each nesting (a seventh of the console).
/// Panic messages name source files: without the folders of this machine they are smaller, and the same sources
/// give the same bytes everywhere.
fn flags(place: &Place) -> Result<String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|dir| dir.join(".cargo"))).context("CARGO_HOME is unknown")?;
    let mut flags = vec!["--cfg=erase_components".to_owned(), format!("--remap-path-prefix={}=", place.root.display())];
    for registry in std::fs::read_dir(home.join("registry/src")).into_iter().flatten() {
        flags.push(format!("--remap-path-prefix={}=", registry?.path().display()));
    }
    flags.sort();
    Ok(format!("target.{TARGET}.rustflags={}", serde_json::to_string(&flags)?))
}

/// The program that makes what is made smaller, if there is one.
pub fn optimizer(place: &Place) -> Option<PathBuf> {
    Optimizer::find(place).map(|found| found.first.unwrap_or(found.program))
}

/// wasm-opt, and how to start it.
struct Optimizer {
    program: PathBuf,
    first: Option<PathBuf>,
}

impl Optimizer {
    /// The npm package in e2e first (its version is pinned there), then the PATH.
    fn find(place: &Place) -> Option<Self> {
        let script = place.root.join("e2e/node_modules/binaryen/bin/wasm-opt");
        if script.is_file() {
            return Some(Self { program: "node".into(), first: Some(script) });
        }
        let found =
            std::env::split_paths(&std::env::var_os("PATH")?).map(|dir| dir.join("wasm-opt")).find(|p| p.is_file());
        found.map(|program| Self { program, first: None })
    }

    fn run(&self, wasm: &Path, part: Part) -> Result<()> {
        say(&format!("optimising the {} for size", part.name()));
        self.pass(wasm, passes(part))
    }

    fn pass(&self, wasm: &Path, passes: &[&str]) -> Result<()> {
        let mut command = Command::new(&self.program);
        command.args(&self.first).args(passes).args(["--strip-debug", "--strip-producers"]);
        run::run(command.args(FEATURES).arg(wasm).arg("-o").arg(wasm))
    }
}

/// What wasm-opt does to a part. Taken apart into plain blocks and put together anew, the code is a little smaller: done for
/// those that most people load. Once more and once more until nothing changes takes three times as long and gives a
/// thousandth: worth it where each kilobyte is counted.
const fn passes(part: Part) -> &'static [&'static str] {
    match part {
        Part::Widget => &["-Oz", "--flatten", "--rereloop", "-Oz", "-Oz", "--converge"],
        Part::Console => &["-Oz", "--flatten", "--rereloop", "-Oz", "-Oz"],
        Part::Admin | Part::Petitions | Part::Figures => &["-Oz"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_are_renamed() {
        let names = HashMap::from([("__wbg_a_1f".to_owned(), "_0".to_owned())]);
        let js = "n={__wbg_a_1f:f,__wbg_a_1f2:g};w.__wbg_a_1f(1)//ế__wbg_a_1f";
        assert_eq!(renamed(js, &names), "n={_0:f,__wbg_a_1f2:g};w._0(1)//ế_0");
    }
}
