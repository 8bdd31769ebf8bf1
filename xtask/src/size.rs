//! `cargo xtask size`: what a citizen and a clerk have to load, against the budget. Prints one line of JSON;
//! sizes are bytes. The budget counts brotli, as that is what the server sends.

use crate::web::{self, Part};
use anyhow::{Result, ensure};
use std::collections::BTreeMap;

/// Which parts to measure.
#[derive(clap::Args)]
pub struct Options {
    /// Only these parts.
    #[arg(long, value_enum)]
    only: Vec<Part>,
}

/// One line of the report: what is loaded together, and what it may weigh.
struct Bundle {
    name: &'static str,
    files: &'static [&'static str],
    budget_kb: u64,
    part: Part,
}

const BUNDLES: &[Bundle] = &[
    Bundle { name: "loader", files: &["embed.js"], budget_kb: 3, part: Part::Widget },
    // A petition's frame on somebody's page.
    Bundle { name: "petition", files: &["petition.js"], budget_kb: 1, part: Part::Widget },
    // With the texts of one language; those of Vietnamese are the larger ones.
    Bundle { name: "widget", files: &["widget.js", "widget.wasm", "widget-vi.txt"], budget_kb: 70, part: Part::Widget },
    // What following a case, extra questions and files need more.
    Bundle { name: "later", files: &["widget-later.wasm", "widget-later-vi.txt"], budget_kb: 21, part: Part::Widget },
    // What is asked of a device while unusually many file.
    Bundle { name: "work", files: &["work.js"], budget_kb: 3, part: Part::Widget },
    Bundle { name: "files", files: &["files.js"], budget_kb: 6, part: Part::Widget },
    // 350 for the module itself, and what starts it.
    Bundle {
        name: "console",
        files: &["console-boot.js", "console.js", "console.wasm"],
        budget_kb: 352,
        part: Part::Console,
    },
    // All pages of administration in one: opened now and then, by a few, on good lines.
    Bundle { name: "admin", files: &["admin-boot.js", "admin.js", "admin.wasm"], budget_kb: 428, part: Part::Admin },
    // For moderators of petitions alone.
    Bundle {
        name: "petitions",
        files: &["petitions-boot.js", "petitions.js", "petitions.wasm"],
        budget_kb: 166,
        part: Part::Petitions,
    },
    // For supervisors: opened to look and to print, several times a day.
    Bundle {
        name: "figures",
        files: &["figures-boot.js", "figures.js", "figures.wasm"],
        budget_kb: 244,
        part: Part::Figures,
    },
];

/// The same source comes out some bytes larger or smaller on another machine.
const SLACK: u64 = 128;

/// Bytes, and whether they are within the budget.
#[derive(serde::Serialize)]
struct Measured {
    raw: u64,
    gzip: u64,
    brotli: u64,
    budget: u64,
    ok: bool,
}

/// Runs the command.
pub fn run(options: &Options) -> Result<()> {
    let parts = web::chosen(&options.only);
    measure(&web::build(&web::Place::of_workspace()?, &parts)?, &parts)
}

/// Prints what these parts weigh; an error when one is over its budget.
pub fn measure(manifest: &web::Manifest, parts: &[Part]) -> Result<()> {
    let mut report = BTreeMap::new();
    for bundle in BUNDLES.iter().filter(|b| parts.contains(&b.part)) {
        let mut sum = Measured { raw: 0, gzip: 0, brotli: 0, budget: bundle.budget_kb * 1024, ok: false };
        for file in bundle.files {
            let entry = manifest.entry(file)?;
            sum.raw += entry.bytes;
            sum.gzip += entry.gzip;
            sum.brotli += entry.brotli;
        }
        sum.ok = sum.brotli <= sum.budget + SLACK;
        report.insert(bundle.name, sum);
    }
    println!("{}", serde_json::to_string(&report)?);
    let over: Vec<_> = report.iter().filter(|(_, m)| !m.ok).map(|(name, _)| *name).collect();
    ensure!(over.is_empty(), "over budget: {}", over.join(", "));
    Ok(())
}
