//! The smallest HTTP client that can load a server: keeps its connection, writes a request made beforehand, reads
//! exactly one response. It costs the server's cores as little as possible, since both share them.

use crate::cli::DEMO_PASSWORD;
use serde_json::json;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// One connection.
pub(super) struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Client {
    pub(super) async fn connect(address: SocketAddr) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(8_192) })
    }

    /// Sends a request and waits for the whole response; returns its status.
    pub(super) async fn send(&mut self, request: &[u8]) -> std::io::Result<u16> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            if let Some((status, length)) = complete(&self.buffer)
                && self.buffer.len() >= length
            {
                return Ok(status);
            }
        }
    }

    /// Signs somebody of the demonstration in; the line of a header that says so from then on.
    pub(super) async fn sign_in(&mut self, login: &str) -> std::io::Result<String> {
        let body = json!({ "user": login, "password": DEMO_PASSWORD }).to_string();
        match self.send(&post("/api/v1/session", "none", &body)).await? {
            200 => Ok(format!("cookie: {}\r\n", self.cookies())),
            status => Err(std::io::Error::other(format!("signing in as {login}: {status}"))),
        }
    }

    /// The cookies that the response that came last sets, as they are sent back.
    fn cookies(&self) -> String {
        let text = String::from_utf8_lossy(&self.buffer);
        let set = text.lines().take_while(|line| !line.is_empty()).filter_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("set-cookie").then(|| value.trim().split(';').next())?
        });
        set.collect::<Vec<_>>().join("; ")
    }

    /// The body of the response that came last.
    pub(super) fn body(&self) -> &[u8] {
        let head = self.buffer.windows(4).position(|four| four == b"\r\n\r\n");
        head.map_or(&[], |at| &self.buffer[at + 4..])
    }
}

/// Status and whole length of a response whose head has arrived.
fn complete(buffer: &[u8]) -> Option<(u16, usize)> {
    let head = buffer.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&buffer[..head]).ok()?;
    let status = text.split(' ').nth(1)?.parse().ok()?;
    let length = text.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    })?;
    Some((status, head + length))
}

/// A POST of JSON.
pub(super) fn post(path: &str, key: &str, body: &str) -> Vec<u8> {
    format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\nidempotency-key: {key}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// A GET.
pub(super) fn get(path: &str) -> Vec<u8> {
    get_with(path, "")
}

/// A GET with one more header, a whole line of it.
pub(super) fn get_with(path: &str, header: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n{header}\r\n").into_bytes()
}

/// Safe in a query string.
pub(super) fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_response_is_complete_when_its_body_is() {
        let head = "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n";
        assert_eq!(complete(&head.as_bytes()[..20]), None);
        assert_eq!(complete(format!("{head}o").as_bytes()), Some((201, head.len() + 2)));
    }
}
