//! Starts other programs and takes them down again. Each child leads a process group of its own, so that one
//! signal reaches everything below it; Ctrl-C and termination are passed on, and what the caller holds is dropped
//! in order because the waiting call then returns an error.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

static INTERRUPTED: AtomicBool = AtomicBool::new(false);
static GROUPS: Mutex<Vec<u32>> = Mutex::new(Vec::new());

fn groups() -> MutexGuard<'static, Vec<u32>> {
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Passes Ctrl-C and termination on to the running children. Without children, or asked twice, it ends at once.
pub fn watch_signals() -> Result<()> {
    ctrlc::set_handler(|| {
        let again = INTERRUPTED.swap(true, Ordering::SeqCst);
        let running = signal_all(if again { "KILL" } else { "TERM" });
        if again || running == 0 {
            std::process::exit(130);
        }
    })
    .context("signals cannot be watched")
}

/// Asks all running children to end, and begins no other.
pub fn stop() {
    INTERRUPTED.store(true, Ordering::SeqCst);
    signal_all("TERM");
}

/// A signal to all running children; how many there are.
fn signal_all(name: &str) -> usize {
    let running = groups().clone();
    for group in &running {
        signal(*group, name);
    }
    running.len()
}

/// Whether somebody asked us to stop.
pub fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// A signal to a whole group, through the tool of that name: std has none, and `unsafe` is not worth it here.
fn signal(group: u32, name: &str) {
    let group = format!("-{group}");
    let _gone_already = Command::new("kill").args(["-s", name, "--", &group]).stderr(Stdio::null()).status();
}

/// A running child. Dropped before its end, it and everything below it is killed.
pub struct Running {
    child: Child,
    ended: bool,
}

impl Running {
    /// Starts the program in a group of its own.
    pub fn start(command: &mut Command) -> Result<Self> {
        if interrupted() {
            bail!("stopped");
        }
        let child = command.process_group(0).spawn().with_context(|| format!("{} cannot be started", name(command)))?;
        groups().push(child.id());
        Ok(Self { child, ended: false })
    }

    /// Lines of its standard output, which must be piped. Ends when the child closes it.
    pub fn lines(&mut self) -> Result<impl Iterator<Item = std::io::Result<String>> + use<>> {
        let output = self.child.stdout.take().context("standard output is not piped")?;
        Ok(BufReader::new(output).lines())
    }

    /// Asks it to end in good order, and waits.
    pub fn stop(&mut self) -> Result<ExitStatus> {
        signal(self.child.id(), "TERM");
        self.wait()
    }

    /// Waits for the end.
    pub fn wait(&mut self) -> Result<ExitStatus> {
        let status = self.child.wait()?;
        self.ended = true;
        groups().retain(|g| *g != self.child.id());
        Ok(status)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if !self.ended {
            signal(self.child.id(), "KILL");
            let _status = self.wait();
        }
    }
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

/// Runs to the end; an error when it fails or when we were asked to stop.
pub fn run(command: &mut Command) -> Result<()> {
    let status = Running::start(command)?.wait()?;
    check(command, status)
}

/// Runs to the end and hands over each line of standard output as it comes. The status is the caller's to judge.
pub fn each_line(command: &mut Command, mut line: impl FnMut(&str)) -> Result<ExitStatus> {
    let mut running = Running::start(command.stdout(Stdio::piped()))?;
    for text in running.lines()? {
        // Not text: still worth showing what can be shown.
        line(&text.unwrap_or_else(|cause| format!("({cause})")));
    }
    let status = running.wait()?;
    if interrupted() {
        bail!("stopped");
    }
    Ok(status)
}

fn check(command: &Command, status: ExitStatus) -> Result<()> {
    if interrupted() {
        bail!("stopped");
    }
    if !status.success() {
        let args: Vec<_> = command.get_args().map(|a| a.to_string_lossy()).collect();
        bail!("{} {} failed ({status})", name(command), args.join(" "));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sh(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn lines_and_status_come_back() {
        let mut seen = Vec::new();
        let status = each_line(&mut sh("echo a; echo b; exit 3"), |l| seen.push(l.to_owned())).expect("sh runs");
        assert_eq!((seen, status.code()), (vec!["a".to_owned(), "b".to_owned()], Some(3)));
    }

    #[test]
    fn failure_names_the_program() {
        let error = run(&mut sh("exit 1")).expect_err("it fails");
        assert!(error.to_string().starts_with("sh -c exit 1 failed"), "{error}");
        let error = run(&mut Command::new("hoiam-no-such-program")).expect_err("it is not there");
        assert!(error.to_string().contains("hoiam-no-such-program"), "{error}");
    }

    #[test]
    fn dropping_ends_everything_below() {
        // The grandchild holds the pipe: it closes only when the grandchild is gone, too.
        let mut running = Running::start(sh("sleep 1000 & echo up; wait").stdout(Stdio::piped())).expect("sh runs");
        let mut lines = running.lines().expect("piped");
        assert_eq!(lines.next().and_then(Result::ok).as_deref(), Some("up"));
        drop(running);
        assert!(lines.next().is_none());
    }
}
