//! The real program in a process of its own, asked over real connections; it can be killed without any warning.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A server; it ends with the test.
pub struct Server {
    child: Child,
    pub address: String,
}

impl Server {
    /// Serves this place, under the key of all installations of tests.
    pub fn start(data: &Path, database_url: Option<&str>, more: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hoiam"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--log", "error", "--unlimited", "--data"]).arg(data);
        command.args(["--key", &"11".repeat(32)]).args(more);
        if let Some(url) = database_url {
            command.args(["--database-url", url]);
        }
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

/// Asks a server; `None` when the connection broke before an answer.
pub fn ask(address: &str, what: &str, headers: &[(&str, &str)], body: &str) -> Option<Told> {
    let mut request = format!("{what} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {}\r\n", body.len());
    for (name, value) in headers.iter().chain(&[("content-type", "application/json")]) {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    let mut stream = TcpStream::connect(address).ok()?;
    stream.write_all(format!("{request}\r\n{body}").as_bytes()).ok()?;
    let mut text = String::new();
    stream.read_to_string(&mut text).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Told { status, head: head.to_owned(), body: serde_json::from_str(body).ok()? })
}
