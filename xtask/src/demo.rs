//! `cargo xtask demo`: builds, fills a data folder once, starts the server and says where to look and how to
//! sign in. Started again it keeps the data. Ctrl-C ends the server in good order.

use crate::build::{self, Finish};
use crate::tools::run::{self, Running};
use crate::web::Place;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// How to show it.
#[derive(clap::Args)]
pub struct Options {
    /// Throws away what was there.
    #[arg(long)]
    fresh: bool,
    /// How many cases to invent.
    #[arg(long, default_value_t = 3000)]
    cases: u32,
    /// Builds the server as it is shipped, to try how fast it is; the first time that takes twice as long.
    #[arg(long)]
    release: bool,
    /// Where the server listens; the agency's page listens on the port after it. 0 takes any two.
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

/// A sign-in, as `hoiam demo-data` prints it.
#[derive(Debug, Deserialize)]
struct User {
    user: String,
    password: String,
    role: String,
}

/// The first line of `hoiam serve`.
#[derive(Debug, Deserialize)]
struct Ready {
    listening: String,
    demo: String,
}

/// Runs the command.
pub fn run(options: &Options) -> Result<()> {
    let place = Place::of_workspace()?;
    say("building (the first time takes some minutes)");
    let hoiam = build::server(&place, if options.release { Finish::Release } else { Finish::Dev })?;
    let data = place.root.join("data/demo");
    fill(options, &hoiam, &data)?;
    let users = read_users(&data)?;
    serve(options, &hoiam, &data, &users)
}

fn say(line: &str) {
    eprintln!("demo: {line}");
}

/// Written when the data is whole, so a run that was broken off is not mistaken for a finished one.
fn users_file(data: &Path) -> PathBuf {
    data.join("users.jsonl")
}

fn fill(options: &Options, hoiam: &Path, data: &Path) -> Result<()> {
    let whole = users_file(data).is_file();
    if whole && !options.fresh {
        say("keeping the data of last time (--fresh starts over)");
        return Ok(());
    }
    if data.exists() {
        say(if whole { "throwing away the data of last time" } else { "clearing away data that was never finished" });
        std::fs::remove_dir_all(data).with_context(|| format!("{} cannot be removed", data.display()))?;
    }
    std::fs::create_dir_all(data)?;
    say(&format!("inventing {} cases of 18 months", options.cases));
    let began = Instant::now();
    let mut command = Command::new(hoiam);
    command.arg("demo-data").arg("--data").arg(data);
    command.args(["--cases", &options.cases.to_string(), "--seed", "1", "--months", "18"]);
    let mut users = String::new();
    let status = run::each_line(&mut command, |line| {
        if serde_json::from_str::<User>(line).is_ok() {
            users.push_str(line);
            users.push('\n');
        } else {
            say(line);
        }
    })?;
    ensure!(status.success(), "hoiam demo-data failed ({status})");
    ensure!(!users.is_empty(), "hoiam demo-data named no users");
    say(&format!("filled in {:.1} s", began.elapsed().as_secs_f64()));
    let unfinished = data.join("users.part");
    std::fs::write(&unfinished, users)?;
    std::fs::rename(unfinished, users_file(data))?;
    Ok(())
}

fn read_users(data: &Path) -> Result<Vec<User>> {
    let text = std::fs::read_to_string(users_file(data)).context("the list of users cannot be read")?;
    text.lines().map(|line| serde_json::from_str(line).context("the list of users is damaged; use --fresh")).collect()
}

fn serve(options: &Options, hoiam: &Path, data: &Path, users: &[User]) -> Result<()> {
    let next = if options.port == 0 { 0 } else { options.port.checked_add(1).context("no port after this one")? };
    let mut command = Command::new(hoiam);
    command.arg("serve").arg("--data").arg(data);
    command.args(["--listen", &format!("127.0.0.1:{}", options.port)]);
    command.args(["--demo-listen", &format!("127.0.0.1:{next}")]);
    // Letters become files that one can open; webhooks may go to programs on this machine.
    command.args(["--mail", "file", "--sms", "file", "--webhooks-local"]);
    // One person tries everything from one address.
    command.arg("--unlimited");
    let mut server = Running::start(command.stdout(Stdio::piped()))?;
    let mut lines = server.lines()?;
    let Some(first) = lines.next().transpose()? else {
        bail!("hoiam serve ended before it listened ({}); is the port taken? --port N takes another", server.wait()?);
    };
    let ready: Ready = serde_json::from_str(&first).with_context(|| format!("hoiam serve said: {first}"))?;
    print!("{}", welcome(&ready, users));
    for line in lines {
        println!("{}", line?);
    }
    let status = server.wait()?;
    if run::interrupted() {
        say("stopped; the data is kept");
        return Ok(());
    }
    bail!("hoiam serve ended by itself ({status})")
}

fn welcome(ready: &Ready, users: &[User]) -> String {
    let at = ready.listening.trim_end_matches('/');
    let demo = ready.demo.trim_end_matches('/');
    let mut text = String::from("\nHồi Âm is running. Ctrl-C stops it.\n\n");
    for (what, address) in [
        ("An agency's page with the widget", format!("{demo}/demo/")),
        ("Staff console", format!("{at}/console/")),
        ("Portal", format!("{at}/")),
        ("The form without JavaScript", format!("{at}/f/demo")),
        ("API, to read and to try", format!("{at}/api/docs")),
    ] {
        text.push_str(&format!("  {what:<35} {address}\n"));
    }
    let width = |of: fn(&User) -> &str| users.iter().map(|u| of(u).chars().count()).max().unwrap_or(0).max(4);
    let (user_width, role_width) = (width(|u| &u.user), width(|u| &u.role));
    text.push_str("\nSign-ins for the console:\n\n");
    for User { user, password, role } in users {
        text.push_str(&format!("  {role:<role_width$}   {user:<user_width$}   {password}\n"));
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_welcome_names_every_place_and_sign_in() {
        let ready = Ready { listening: "http://127.0.0.1:1/".into(), demo: "http://127.0.0.1:2".into() };
        let user = |user: &str, role: &str| User { user: user.into(), password: "p".into(), role: role.into() };
        let text = welcome(&ready, &[user("lan", "handler"), user("supervisor.hue", "supervisor")]);
        for part in ["http://127.0.0.1:2/demo/", "http://127.0.0.1:1/console/", "handler      lan              p\n"] {
            assert!(text.contains(part), "{part} is missing in {text}");
        }
    }
    #[test]
    fn data_is_made_once_kept_and_made_again_when_asked() {
        let folder = std::env::temp_dir().join(format!("hoiam-demo-{}", std::process::id()));
        let data = folder.join("data");
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        // Stands in for the server: counts how often it was asked, and fails when told to.
        let (program, runs) = (folder.join("hoiam"), folder.join("runs"));
        let script = r#"#!/bin/sh
            echo run >> "$(dirname "$0")/runs"; touch "$3/half"
            [ "$5" = 666 ] && exit 1
            echo '{"user":"lan","password":"p","role":"handler"}'; echo 'not a user'"#;
        // Written by another process: a file that any thread here has open for writing cannot be run.
        let mut write = Command::new("sh");
        write.args(["-c", "printf '%s' \"$1\" > \"$2\" && chmod +x \"$2\"", "sh", script]).arg(&program);
        assert!(write.status().is_ok_and(|status| status.success()));
        let fill = |fresh, cases| fill(&Options { fresh, cases, release: false, port: 0 }, &program, &data);
        let runs = || std::fs::read_to_string(&runs).map_or(0, |text| text.lines().count());

        assert!(fill(false, 666).is_err());
        assert!(fill(false, 3).is_ok(), "half of a run is no data");
        assert_eq!((runs(), read_users(&data).expect("kept").len()), (2, 1));
        assert!(fill(false, 3).is_ok());
        assert_eq!(runs(), 2, "the data is kept");
        assert!(fill(true, 3).is_ok());
        assert_eq!(runs(), 3, "fresh starts over");
        std::fs::remove_dir_all(&folder).expect("ours");
    }
}
