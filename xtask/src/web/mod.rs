//! The browser build: wasm + glue of the widget and of the programs of staff, the loader, style sheets and pages, made
//! into one flat folder `<target>/browser` of immutable, content-hashed files with their compressed twins and a
//! `manifest.json`. The server embeds that folder as it is; nothing is decided at run time.

mod bundle;
pub mod inputs;
mod later;
mod minify;
mod split;
mod wasm;

pub use bundle::Manifest;
pub use wasm::{TARGET, ensure_target};

use anyhow::{Context, Result, anyhow};
use base64::{Engine, prelude::BASE64_STANDARD};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::files::Files;
use hoiam_shared::catalogue::petitions::Petitions;
use hoiam_shared::catalogue::portal::Portal;
use hoiam_shared::catalogue::wall::Wall;
use hoiam_shared::catalogue::widget::{self, Widget};
use hoiam_shared::files::FileFault;
use hoiam_shared::limits;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A part that is built by itself, so that Cargo never unifies the features of two of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// What citizens meet on other people's pages.
    Widget,
    /// What those who handle cases open.
    Console,
    /// What administrators open.
    Admin,
    /// What moderators of petitions open.
    Petitions,
    /// What supervisors open.
    Figures,
}

impl Part {
    const ALL: [Self; 5] = [Self::Widget, Self::Console, Self::Admin, Self::Petitions, Self::Figures];
    /// The programs of staff, each the frame in `frontend/desk` with pages of its own.
    const DESK: [Self; 4] = [Self::Console, Self::Admin, Self::Petitions, Self::Figures];

    const fn name(self) -> &'static str {
        match self {
            Self::Widget => "widget",
            Self::Console => "console",
            Self::Admin => "admin",
            Self::Petitions => "petitions",
            Self::Figures => "figures",
        }
    }
}

/// The parts asked for; all when none is named.
pub fn chosen(only: &[Part]) -> Vec<Part> {
    if only.is_empty() { Part::ALL.to_vec() } else { only.to_vec() }
}

/// Where the workspace is and where its products go.
pub struct Place {
    /// The workspace.
    pub root: PathBuf,
    /// Cargo's target folder.
    pub target: PathBuf,
}

impl Place {
    /// The workspace this tool was built from; the target folder as Cargo itself would choose it.
    pub fn of_workspace() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask lies in the workspace")?.to_path_buf();
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
        Ok(Self { root, target })
    }

    /// The folder the server embeds.
    pub fn web(&self) -> PathBuf {
        self.target.join("browser")
    }

    /// Cargo in the workspace, to be given arguments.
    pub fn cargo_command(&self) -> Command {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.current_dir(&self.root);
        // What cargo says of xtask is not for the crates that are built: build scripts that watch it (ring) would run
        // again, and all behind them be compiled, whenever cargo is called with and without xtask in turn. Nor is what
        // `.cargo/config.toml` sets: cargo reads it again by itself, and watches only what it was started with.
        for (name, _) in std::env::vars_os() {
            let ours =
                |n: &str| n.starts_with("CARGO_PKG_") || n.starts_with("CARGO_MANIFEST_") || n == "LIBSQLITE3_FLAGS";
            if name.to_str().is_some_and(ours) {
                command.env_remove(name);
            }
        }
        command
    }
}

/// One line of progress. To standard error: standard output belongs to reports.
fn say(line: &str) {
    eprintln!("  web: {line}");
}

/// Where the inputs of the last build are written down.
fn last_inputs(place: &Place) -> PathBuf {
    place.target.join("browser-work/inputs")
}

/// What was built of the same inputs, when all of it is there.
pub fn built(place: &Place, inputs: &str) -> Option<Manifest> {
    let last = std::fs::read_to_string(last_inputs(place)).ok()?;
    if last == inputs { Manifest::whole(&place.web()) } else { None }
}

/// Parts that are made and not served yet.
pub enum Ready {
    /// All of it was made before.
    AsBefore(Manifest),
    /// In the folder beside what was there, of these inputs.
    New(bundle::Bundle, String),
}

impl Ready {
    /// From now on the server is built with them; what only the parts of before needed is gone.
    pub fn publish(self, place: &Place) -> Result<Manifest> {
        match self {
            Self::AsBefore(manifest) => Ok(manifest),
            Self::New(bundle, inputs) => {
                let manifest = bundle.finish()?;
                std::fs::write(last_inputs(place), inputs)?;
                Ok(manifest)
            }
        }
    }
}

/// Builds what changed and returns the manifest of everything in the folder.
pub fn build(place: &Place, parts: &[Part]) -> Result<Manifest> {
    make(place, parts)?.publish(place)
}

/// Makes what changed. Nothing that a server is just being built with changes or goes away.
pub fn make(place: &Place, parts: &[Part]) -> Result<Ready> {
    // Before anything of them is read: what changes meanwhile is another input then.
    let inputs = inputs::lines(place, parts)?;
    if let Some(manifest) = built(place, &inputs) {
        return Ok(Ready::AsBefore(manifest));
    }
    // Until all is there again, nothing is.
    std::fs::remove_file(last_inputs(place)).ok();
    wasm::ensure_target()?;
    let mut bundle = bundle::Bundle::open(place.web())?;
    // First, since both parts carry its name and integrity.
    let css = bundle::minify_css(&read(place, "frontend/widget/files.css")?);
    let files = bundle.fill(&read(place, "frontend/widget/files.js")?, |kind, what| {
        if kind == "css" { Some(css.clone()) } else { file_word(kind, what) }
    })?;
    bundle.add("files.js", "js", minify::js(place, &files)?.as_bytes())?;
    if parts.contains(&Part::Widget) {
        for &lang in Lang::ALL {
            // `hoiam_flow::words` looks texts up by their line.
            let lines = widget::lines(lang).join("\n");
            bundle.add(&format!("widget-{lang}.txt"), "txt", lines.as_bytes())?;
            // The sheet stands behind the texts: one request less.
            let later = widget::later_lines(lang).join("\n");
            let sheet = bundle::minify_css(&read(place, "frontend/widget/later.css")?);
            bundle.add(&format!("widget-later-{lang}.txt"), "txt", format!("{later}\n{}", sheet.trim()).as_bytes())?;
        }
    }
    if parts.contains(&Part::Widget) {
        let code = BASE64_STANDARD.encode(wasm::plain(place, "hoiam-work")?);
        let work = bundle.fill(&read(place, "frontend/widget/work.js")?, |_, _| Some(code.clone()))?;
        bundle.add("work.js", "js", minify::js(place, &work)?.as_bytes())?;
    }
    // The name of what comes later is not known yet: it is part of what is made here.
    let texts = bundle.fill(&read(place, "frontend/widget/texts.js")?, |kind, what| {
        (kind == "later").then(|| format!("{{{{later:{what}}}}}"))
    })?;
    let files = bundle.entry("files.js")?.clone();
    for (part, made) in made(place, parts, &files, &texts)? {
        bundle.add(&format!("{}.wasm", part.name()), "wasm", &made.wasm)?;
        let mut glue = made.glue;
        if let Some(later) = &made.later {
            let name = format!("{}-later.wasm", part.name());
            bundle.add(&name, "wasm", later)?;
            let entry = bundle.entry(&name)?;
            glue = glue.replace("{{later:name}}", &entry.name).replace("{{later:integrity}}", &entry.integrity);
        }
        bundle.add(&format!("{}.js", part.name()), "js", glue.as_bytes())?;
    }
    add_styles(place, &mut bundle)?;
    add_pages(place, &mut bundle, parts)?;
    Ok(Ready::New(bundle, inputs))
}

/// Compiles the parts one after the other, and makes each ready while Cargo is at the next: what comes behind Cargo
/// uses one core, and is half of the time.
fn made(place: &Place, parts: &[Part], files: &bundle::Entry, texts: &str) -> Result<Vec<(Part, wasm::Made)>> {
    std::thread::scope(|scope| {
        let mut under_way = Vec::new();
        for &part in parts {
            let raw = wasm::compile(place, part, files)?;
            let more = if part == Part::Widget { texts } else { "" };
            under_way.push((part, scope.spawn(move || wasm::make(place, part, &raw, more))));
        }
        let whole = |(part, work): (Part, std::thread::ScopedJoinHandle<'_, Result<wasm::Made>>)| {
            let made = work.join().map_err(|_| anyhow!("making the {} ready broke off", part.name()))?;
            made.map(|made| (part, made))
        };
        under_way.into_iter().map(whole).collect()
    })
}

/// Style sheets: the tokens alone, the portal's that builds on them, and those of the programs of staff: tokens, what
/// they have in common, and their own.
fn add_styles(place: &Place, bundle: &mut bundle::Bundle) -> Result<()> {
    let tokens = read(place, "frontend/kit/tokens.css")?;
    bundle.add("tokens.css", "css", bundle::minify_css(&tokens).as_bytes())?;
    bundle.add("frame.css", "css", bundle::minify_css(&read(place, "frontend/widget/frame.css")?).as_bytes())?;
    let portal = read(place, "frontend/portal/portal.css")?;
    bundle.add("portal.css", "css", bundle::minify_css(&portal).as_bytes())?;
    let desk = read(place, "frontend/desk/style.css")?;
    for name in Part::DESK.map(Part::name) {
        let sheet = format!("{tokens}\n{desk}\n{}", read(place, &format!("frontend/{name}/style.css"))?);
        bundle.add(&format!("{name}.css"), "css", bundle::minify_css(&sheet).as_bytes())?;
    }
    Ok(())
}

/// Loader and pages: templates in which names, integrity, texts and colours are filled in.
fn add_pages(place: &Place, bundle: &mut bundle::Bundle, parts: &[Part]) -> Result<()> {
    if parts.contains(&Part::Widget) {
        let tokens = read(place, "frontend/kit/tokens.css")?;
        let css = bundle.fill(&read(place, "frontend/widget/embed.css")?, |kind, what| word(&tokens, kind, what))?;
        let css = bundle::minify_css(&css);
        let fill = |kind: &str, what: &str| if kind == "css" { Some(css.clone()) } else { word(&tokens, kind, what) };
        let loader = bundle.fill(&read(place, "frontend/widget/embed.js")?, fill)?;
        bundle.add("embed.js", "js", minify::js(place, &loader)?.as_bytes())?;
        let petition = bundle.fill(&read(place, "frontend/widget/petition.js")?, petition_word)?;
        bundle.add("petition.js", "js", minify::js(place, &petition)?.as_bytes())?;
        let bell = bundle.fill(&read(place, "frontend/portal/bell.js")?, portal_word)?;
        bundle.add("bell.js", "js", minify::js(place, &bell)?.as_bytes())?;
        let wall = bundle.fill(&read(place, "frontend/portal/wall.js")?, wall_word)?;
        bundle.add("wall.js", "js", minify::js(place, &wall)?.as_bytes())?;
        bundle.add("wall.css", "css", bundle::minify_css(&read(place, "frontend/portal/wall.css")?).as_bytes())?;
        let wall = bundle.fill(&read(place, "frontend/portal/wall.html")?, |_, _| None)?;
        bundle.add("wall.html", "html", wall.as_bytes())?;
        let frame = bundle.fill(&read(place, "frontend/widget/frame.js")?, |_, _| None)?;
        bundle.add("frame.js", "js", minify::js(place, &frame)?.as_bytes())?;
        let frame = bundle.fill(&read(place, "frontend/widget/frame.html")?, |_, _| None)?;
        bundle.add("frame.html", "html", frame.as_bytes())?;
        bundle.add("logo.js", "js", minify::js(place, &read(place, "frontend/widget/logo.js")?)?.as_bytes())?;
        bundle.add(
            "preview.css",
            "css",
            bundle::minify_css(&read(place, "frontend/widget/preview.css")?).as_bytes(),
        )?;
        let preview = bundle.fill(&read(place, "frontend/widget/preview.js")?, |_, _| None)?;
        bundle.add("preview.js", "js", minify::js(place, &preview)?.as_bytes())?;
        let preview = bundle.fill(&read(place, "frontend/widget/preview.html")?, |_, _| None)?;
        bundle.add("preview.html", "html", preview.as_bytes())?;
        for (name, page) in [("demo", "index"), ("demo-bo", "bo"), ("demo-benh-vien", "benh-vien")] {
            let page = read(place, &format!("frontend/widget/demo/{page}.html"))?;
            bundle.add(&format!("{name}.html"), "html", page.as_bytes())?;
        }
    }
    for name in Part::DESK.into_iter().filter(|part| parts.contains(part)).map(Part::name) {
        let template = |file: &str| Ok::<_, anyhow::Error>(read(place, file)?.replace("{{part}}", name));
        let boot = bundle.fill(&template("frontend/desk/boot.js")?, |_, _| None)?;
        bundle.add(&format!("{name}-boot.js"), "js", minify::js(place, &boot)?.as_bytes())?;
        let page = bundle.fill(&template("frontend/desk/index.html")?, |_, _| None)?;
        bundle.add(&format!("{name}.html"), "html", page.as_bytes())?;
    }
    Ok(())
}

/// `{{vi:Launch}}`: a text of the widget's catalogue, safe inside a JavaScript string; `{{light:accent}}` and
/// `{{dark:accent}}`: a colour of the tokens, which name each first for light and last for dark.
fn word(tokens: &str, kind: &str, what: &str) -> Option<String> {
    if let Some(lang) = Lang::from_code(kind) {
        let key = Widget::ALL.iter().find(|key| format!("{key:?}") == what)?;
        return in_string(key.text(lang));
    }
    let name = format!("--ha-{what}:");
    let mut values = tokens.lines().filter_map(|line| line.trim().strip_prefix(&name)?.split(';').next());
    let value = match kind {
        "light" => values.next(),
        "dark" => values.rfind(|value| value.trim().starts_with('#')),
        _ => None,
    };
    value.map(|value| value.trim().to_owned())
}

/// `{{vi:FrameTitle}}`: a text of petitions.
fn petition_word(kind: &str, what: &str) -> Option<String> {
    let key = Petitions::ALL.iter().find(|key| format!("{key:?}") == what)?;
    in_string(key.text(Lang::from_code(kind)?))
}

/// `{{vi:BellOn}}`: a text of the portal.
fn portal_word(kind: &str, what: &str) -> Option<String> {
    let key = Portal::ALL.iter().find(|key| format!("{key:?}") == what)?;
    in_string(key.text(Lang::from_code(kind)?))
}

/// `{{texts:vi}}`: all words of the screen on a wall, as an object.
fn wall_word(kind: &str, what: &str) -> Option<String> {
    let lang = Lang::from_code(what).filter(|_| kind == "texts")?;
    let texts: BTreeMap<String, &str> = Wall::ALL.iter().map(|key| (format!("{key:?}"), key.text(lang))).collect();
    serde_json::to_string(&texts).ok()
}

/// A text as it stands between the quotes of a JavaScript string.
fn in_string(text: &str) -> Option<String> {
    let json = serde_json::to_string(text).ok()?;
    Some(json.trim_matches('"').to_owned())
}

/// `{{vi:Add}}`: a text about files; `{{vi:fault.empty}}`: why a file is not taken; `{{limit:bytes}}`: a limit.
fn file_word(kind: &str, what: &str) -> Option<String> {
    let text = match (Lang::from_code(kind), what.strip_prefix("fault.")) {
        (Some(lang), Some(code)) => FileFault::from_code(code)?.text(lang),
        (Some(lang), None) => Files::ALL.iter().find(|key| format!("{key:?}") == what)?.text(lang).to_owned(),
        (None, _) if kind == "limit" => match what {
            "files" => limits::FILES_AT_ONCE.to_string(),
            "bytes" => limits::FILE_BYTES.to_string(),
            "accept" => hoiam_shared::files::ACCEPT.to_owned(),
            _ => return None,
        },
        (None, _) => return None,
    };
    in_string(&text)
}

fn read(place: &Place, path: &str) -> Result<String> {
    std::fs::read_to_string(place.root.join(path)).with_context(|| format!("{path} cannot be read"))
}
