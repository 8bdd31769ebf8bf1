//! The real program in a process of its own, asked over real connections. It can be killed without any warning, or made to end
//! by itself at a point with a name (`fault` of the server), and its disk can be full.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// What must happen happens within this, or the test has failed.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// Asks until the answer is the one that must come.
pub fn until(what: &str, mut come: impl FnMut() -> bool) {
    let began = Instant::now();
    while !come() {
        assert!(began.elapsed() < PATIENCE, "{what}");
    }
}

/// That a process ended as by `kill -9`.
pub fn killed(status: ExitStatus) {
    assert_eq!(status.signal(), Some(9), "{status}");
}

/// A server; it ends with the test.
pub struct Server {
    child: Child,
    pub address: String,
}

/// Serves this place, under the key of all installations of tests.
fn serve(mut command: Command, data: &Path, database_url: Option<&str>, more: &[&str]) -> Command {
    command.args(["serve", "--listen", "127.0.0.1:0", "--unlimited", "--data"]).arg(data).args(more);
    command.env("HOIAM_LOG", "error").env("HOIAM_KEY", "11".repeat(32));
    if let Some(url) = database_url {
        command.args(["--database-url", url]);
    }
    command
}

impl Server {
    /// Starts one.
    pub fn start(data: &Path, database_url: Option<&str>, more: &[&str]) -> Self {
        Self::begin(serve(Command::new(env!("CARGO_BIN_EXE_hoiam")), data, database_url, more))
    }

    /// One that ends at a point as if it were killed: `intake.after_commit:3` at the third time that it gets there.
    pub fn ending_at(point: &str, data: &Path, database_url: Option<&str>, more: &[&str]) -> Self {
        let mut command = serve(Command::new(env!("CARGO_BIN_EXE_hoiam")), data, database_url, more);
        command.env("HOIAM_FAULT", point);
        Self::begin(command)
    }

    /// One whose disk can be full (`has_room`). What it has to say about that is known.
    pub fn on_a_disk_with_an_end(data: &Path, database_url: Option<&str>) -> Self {
        // Writing beyond the end is an error then, and no signal.
        let mut shell = Command::new("sh");
        shell.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_hoiam")]).stderr(Stdio::null());
        Self::begin(serve(shell, data, database_url, &[]))
    }

    fn begin(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("first line: {line:?}"));
        let address = said["listening"].as_str().unwrap().trim_start_matches("http://").to_owned();
        Self { child, address }
    }

    /// Without any warning (SIGKILL).
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to end (SIGTERM) and waits until it has, in order.
    pub fn stops(&mut self) {
        use rustix::process::{Pid, Signal, kill_process};
        kill_process(Pid::from_child(&self.child), Signal::TERM).unwrap();
        assert!(self.child.wait().unwrap().success());
    }

    /// Waits until it has come to the point where it was to end.
    pub fn ends(&mut self) {
        until("it comes to the point", || ask(&self.address, "GET /readyz", &[], "").is_none());
        killed(self.child.wait().unwrap());
    }

    /// Lets no file of it have a byte that was not there (`false`), or any number of them again.
    pub fn has_room(&self, room: bool) {
        use rustix::process::{Pid, Resource, Rlimit, prlimit};
        let limit = Rlimit { current: (!room).then_some(0), maximum: None };
        prlimit(Some(Pid::from_child(&self.child)), Resource::Fsize, limit).unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// What a server answered.
#[derive(Debug)]
pub struct Told {
    pub status: u16,
    pub head: String,
    pub body: Value,
}

impl Told {
    /// A header as it stands.
    pub fn header(&self, name: &str) -> Option<&str> {
        let named = |line: &str| line.split_once(": ").is_some_and(|(n, _)| n.eq_ignore_ascii_case(name));
        self.head.lines().find(|line| named(line)).and_then(|line| line.split_once(": ")).map(|(_, value)| value)
    }

    /// Asserts that it says in words to come again, and when.
    pub fn comes_again(&self) {
        assert_eq!((self.status, &self.body["code"]), (503, &Value::from("unavailable")), "{self:?}");
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{self:?}");
        assert!(self.header("retry-after").is_some_and(|seconds| seconds.parse::<u32>().is_ok()), "{self:?}");
    }
}

/// Asks a server; `None` when the connection broke before an answer, or none came in time.
pub fn ask(address: &str, what: &str, headers: &[(&str, &str)], body: &str) -> Option<Told> {
    let mut request = format!("{what} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {}\r\n", body.len());
    let kind = [("content-type", "application/json")];
    let kind = if headers.iter().any(|(name, _)| *name == kind[0].0) { &[][..] } else { &kind };
    for (name, value) in headers.iter().chain(kind) {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.write_all(format!("{request}\r\n{body}").as_bytes()).ok()?;
    let mut text = String::new();
    stream.read_to_string(&mut text).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let body = if body.is_empty() { Value::Null } else { serde_json::from_str(body).ok()? };
    Some(Told { status, head: head.to_owned(), body })
}

/// Signs somebody of staff in; the cookie.
pub fn signed_in(address: &str, user: &str) -> String {
    let input = serde_json::json!({ "user": user, "password": crate::harness::PASSWORD }).to_string();
    let told = ask(address, "POST /api/v1/session", &[], &input).unwrap();
    let cookie = told.head.split("set-cookie: ").find(|line| line.starts_with("hoiam_session="));
    cookie.unwrap_or_else(|| panic!("{told:?}")).split(';').next().unwrap().to_owned()
}
