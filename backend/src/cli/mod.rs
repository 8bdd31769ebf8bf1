//! The command line: one file per group of commands. Prints for people and scripts; everything else is the
//! library's.

mod backup;
mod data;
mod erasures;
mod eval;
mod keys;
mod learn;
mod ledger;
mod recalculate;
mod recount;
mod restore;
mod serve;
mod setup;
mod user;
pub mod verify;
mod verify_ledger;
mod verify_public;

pub(crate) use data::DEMO_PASSWORD;

use crate::browser;
use crate::config::{self, Place, Serve};
use crate::outside::reader;
use clap::parser::ValueSource;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Hồi Âm: complaints and petitions, from filing to answer.
#[derive(Debug, Parser)]
#[command(name = "hoiam", version)]
struct Cli {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the widget, the portal, the console and the API.
    Serve(Serve),
    /// Bring the schema up to date and stop.
    Migrate,
    /// Throw the search index of this node away; the server builds it again from the ledger.
    Reindex,
    /// Throw the figures away and count them again from the ledger.
    Recount,
    /// Check that what is derived equals what the events say; exits 0 only then.
    Verify {
        /// What to check.
        #[arg(value_enum)]
        what: verify::What,
        /// Of the ledger only what came in since: a position, or a day (YYYY-MM-DD, UTC).
        #[arg(long)]
        since: Option<String>,
        /// Published heads that somebody kept (ledger.txt): the ledger must still hold each of them.
        #[arg(long)]
        heads: Option<PathBuf>,
    },
    /// Sign and publish the end of the ledger now; the server does it once a day.
    Head,
    /// Check a signed receipt without a server, with the published key.
    Check(ledger::Check),
    /// Write everything that is needed to come back into one encrypted file, while the server runs.
    Backup(backup::Backup),
    /// Print which personal data were erased, as JSON lines without any: a restoration erases them again.
    Erasures,
    /// Put a backup back into an empty place, or check one.
    Restore(restore::Restore),
    /// Fill an empty place with the units of Viet Nam and lifelike cases; prints the users as JSON lines.
    DemoData(data::DemoData),
    /// Let open cases run by the newest versions of calendars and policies; shows what would move unless confirmed.
    Recalculate(recalculate::Recalculate),
    /// The keys under which contacts, addresses and secrets are sealed.
    Keys(keys::KeysCommand),
    /// Members of staff.
    User(user::UserCommand),
    /// Learn from the cases of this installation what the server learns by itself once a day.
    Learn(learn::Learn),
    /// Run judged examples through the real index.
    Eval(eval::Eval),
    /// Measure; prints one JSON line.
    Bench(BenchArgs),
    /// Read the text of a file; the server starts this for each.
    #[command(hide = true)]
    ReadText {
        /// Media type of what comes on the standard input.
        media: String,
    },
}

#[derive(Debug, Args)]
struct BenchArgs {
    #[command(subcommand)]
    what: crate::bench::Bench,
}

/// Runs the command line of this process, whose program embeds these files.
pub fn main(files: &'static [browser::File]) -> ExitCode {
    browser::bring(files);
    let cli = match parse() {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    // Before there are threads: what reads a document may not even have them.
    if let Command::ReadText { media } = &cli.command {
        return reader::main(media);
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error),
    };
    let ended = runtime.block_on(run(cli));
    // What is still at work on a thread was broken off, and nobody waits for it: a model may be minutes from its end.
    runtime.shutdown_background();
    match ended {
        Ok(code) => code,
        Err(error) => failed(error.as_ref()),
    }
}

fn failed(error: &dyn std::error::Error) -> ExitCode {
    eprintln!("hoiam: {}", with_causes(error));
    ExitCode::FAILURE
}

/// An error and what caused it, in one line.
fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(&format!(": {cause}"));
        source = cause.source();
    }
    text
}

/// Flags over environment over file over built-in values: the file's values become the defaults of the flags.
fn parse() -> Result<Cli, clap::Error> {
    let mut command = Cli::command();
    let args: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let named = args.iter().position(|arg| arg == "--config").and_then(|at| args.get(at + 1)).map(PathBuf::from);
    let inline = args.iter().find_map(|arg| arg.to_str()?.strip_prefix("--config=").map(PathBuf::from));
    if let Some(path) = named.or(inline).or_else(config::file_from_environment) {
        let fail = |text: String| Cli::command().error(clap::error::ErrorKind::InvalidValue, text);
        for (name, value) in config::file_settings(&path).map_err(fail)? {
            let value: &'static str = value.leak();
            let name: &'static str = name.leak();
            let mut known = false;
            let in_serve =
                command.find_subcommand("serve").is_some_and(|c| c.get_arguments().any(|a| a.get_id() == name));
            if in_serve {
                known = true;
                command = command.mut_subcommand("serve", |c| c.mut_arg(name, |arg| arg.default_value(value)));
            } else if command.get_arguments().any(|a| a.get_id() == name) {
                known = true;
                command = command.mut_arg(name, |arg| arg.default_value(value));
            }
            if !known {
                return Err(fail(format!("{}: there is no setting {name}", path.display())));
            }
        }
    }
    let matches = command.try_get_matches_from(args)?;
    let mut levels = std::iter::successors(Some(&matches), |level| level.subcommand().map(|(_, below)| below));
    let shown = |name: &&&str| levels.any(|level| level.value_source(name) == Some(ValueSource::CommandLine));
    if let Some(name) = config::NO_FLAGS.iter().find(shown) {
        let text = format!("{name}: give it by the environment or the file; whoever is on this machine reads flags");
        return Err(Cli::command().error(clap::error::ErrorKind::InvalidValue, text));
    }
    Cli::from_arg_matches(&matches)
}

async fn run(cli: Cli) -> Result<ExitCode, crate::server::StartError> {
    let Cli { place, command } = cli;
    match command {
        Command::Serve(serve) => serve::run(&place, &serve).await,
        Command::Migrate => data::migrate(&place).await,
        Command::Reindex => data::reindex(&place),
        Command::Recount => recount::run(&place).await.map(|()| ExitCode::SUCCESS),
        Command::Verify { what, since, heads } => {
            verify::run(&place, what, verify::Against { since: since.as_deref(), heads: heads.as_deref() }).await
        }
        Command::Head => ledger::head(&place).await,
        Command::Check(wanted) => ledger::check(&wanted),
        Command::Backup(wanted) => backup::run(&place, wanted).await,
        Command::Erasures => erasures::run(&place).await,
        Command::Restore(wanted) => restore::run(&place, wanted).await,
        Command::DemoData(wanted) => data::demo(&place, &wanted).await,
        Command::Recalculate(wanted) => recalculate::run(&place, &wanted).await,
        Command::Keys(wanted) => keys::run(&place, &wanted).await,
        Command::User(user) => user::run(&place, &user).await,
        Command::Learn(learn) => learn::run(&place, &learn).await,
        Command::Eval(eval) => eval::run(&eval),
        Command::Bench(bench) => crate::bench::run(&place, &bench.what).await,
        Command::ReadText { media } => Ok(reader::main(&media)),
    }
}

/// Writes a line to standard output, which is what scripts read.
pub(crate) fn print(line: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}
