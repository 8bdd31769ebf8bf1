//! A private PostgreSQL for tests and measurements: found or installed, started on a free port in a temporary
//! folder, gone when dropped and also when this process is killed (a small shell script keeps it and watches
//! our end of a pipe). PostgreSQL refuses to run as root, so as root another user is taken.

use super::find;
use anyhow::{Context, Result, bail, ensure};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

const KEEPER: &str = include_str!("postgres.sh");

/// How much of a crash the server would survive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// For tests: nothing is forced to disk.
    Fast,
    /// For measurements: as PostgreSQL comes, every commit on disk before it is answered.
    Durable,
}

/// The running server.
pub struct Postgres {
    keeper: Child,
    url: String,
}

impl Postgres {
    /// Finds (or installs) and starts one.
    pub fn start(durability: Durability) -> Result<Self> {
        let initdb = find::or_install("PostgreSQL", &["postgresql"], initdb)?;
        // On the PATH there may be links; pg_ctl and postgres lie beside the real one.
        let folder = initdb.canonicalize()?.parent().context("a program lies in a folder")?.to_path_buf();
        // The port is free when we look, not for sure when the server binds it; so more than one try.
        let mut last = None;
        for _ in 0..3 {
            match Self::on(&folder, free_port()?, durability) {
                Ok(running) => return Ok(running),
                Err(cause) => last = Some(cause),
            }
        }
        Err(last.context("three tries were made")?.context("PostgreSQL does not start"))
    }

    fn on(folder: &Path, port: u16, durability: Durability) -> Result<Self> {
        let mode = if durability == Durability::Fast { "fast" } else { "durable" };
        let mut command = unprivileged()?;
        command.args(["sh", "-c", KEEPER, "postgres.sh"]).arg(folder).arg(port.to_string()).arg(mode);
        // A readable working folder, or initdb complains; a group of its own, so that Ctrl-C cannot reach the
        // server before those who use it have ended.
        command.current_dir("/").process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut keeper = command.spawn().context("the shell that keeps PostgreSQL cannot be started")?;
        let output = keeper.stdout.take().context("standard output is piped")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let running = Self { keeper, url: format!("postgres://hoiam@127.0.0.1:{port}/postgres") };
        ensure!(line.trim_end() == "ready", "PostgreSQL did not start (what it said is above)");
        Ok(running)
    }

    /// `postgres://…` of an empty database; the user may do everything.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // The end of its input is the keeper's sign to stop the server and to clean up.
        drop(self.keeper.stdin.take());
        let _status = self.keeper.wait();
    }
}

/// `initdb` on the PATH or where Debian, Red Hat and Homebrew keep it; the newest when there are several.
fn initdb() -> Option<PathBuf> {
    let mut folders = Vec::new();
    for base in ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt", "/usr"] {
        let Ok(entries) = std::fs::read_dir(base) else { continue };
        for path in entries.flatten().map(|e| e.path()) {
            let version = path.file_name().and_then(|n| n.to_str()).map(|n| {
                let digits = n.strip_prefix("postgresql@").or_else(|| n.strip_prefix("pgsql-")).unwrap_or(n);
                digits.parse::<u32>().unwrap_or(0)
            });
            folders.extend(version.filter(|v| *v > 0).map(|v| (v, path.join("bin"))));
        }
    }
    folders.sort();
    let folders: Vec<_> = folders.into_iter().rev().map(|(_, path)| path).collect();
    find::program(&["initdb"], &folders)
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0").context("no free port")?.local_addr()?.port())
}

/// The start of a command line that runs what follows as somebody who is not root.
fn unprivileged() -> Result<Command> {
    if !find::is_root() {
        return Ok(Command::new("env"));
    }
    let known = |user: &&str| Command::new("id").args(["-u", user]).output().is_ok_and(|o| o.status.success());
    let Some(user) = ["postgres", "nobody"].into_iter().find(known) else {
        bail!("PostgreSQL does not run as root, and neither the user postgres nor nobody exists: add one of them");
    };
    let mut command;
    if find::program(&["setpriv"], &[]).is_some() {
        command = Command::new("setpriv");
        let group = Command::new("id").args(["-g", user]).output()?;
        let group = String::from_utf8_lossy(&group.stdout).trim().to_owned();
        command.args(["--reuid", user, "--regid", &group, "--clear-groups", "--"]);
    } else if find::program(&["runuser"], &[]).is_some() {
        command = Command::new("runuser");
        command.args(["-u", user, "--"]);
    } else {
        bail!("PostgreSQL does not run as root: install setpriv or runuser (Debian: util-linux)");
    }
    // Root's folders are not theirs.
    command.env_remove("TMPDIR").env("HOME", "/");
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpStream;

    #[test]
    fn it_listens_and_is_gone_afterwards() {
        let running = Postgres::start(Durability::Fast).expect("PostgreSQL starts");
        let address = running.url().split(['@', '/']).nth(3).expect("postgres://user@host:port/name").to_owned();
        assert!(TcpStream::connect(&address).is_ok(), "{address}");
        drop(running);
        assert!(TcpStream::connect(&address).is_err(), "{address}");
    }
}
