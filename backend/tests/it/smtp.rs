//! A mail server for tests: speaks as much SMTP (RFC 5321) as a client needs, and refuses, stalls or hangs up when told to.

use crate::harness::Installation;
use hoiam_backend::config::NoticesPlace;
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::JoinSet;

/// What is done with a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Manner {
    /// Takes it.
    Take,
    /// Answers the recipient with this line.
    Refuse(&'static str),
    /// Says nothing any more.
    Stall,
    /// Takes the whole letter and hangs up before saying so.
    HangUp,
}

#[derive(Debug, Default)]
struct Kept {
    manners: VecDeque<Manner>,
    letters: Vec<(String, String)>,
}

/// The server; it ends with the test.
pub struct MailServer {
    kept: Arc<Mutex<Kept>>,
    port: u16,
    _work: JoinSet<()>,
}

/// A letter as it arrived.
#[derive(Debug, Clone)]
pub struct Arrived {
    pub to: String,
    pub raw: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub id: String,
}

impl Arrived {
    /// A header as it stands.
    pub fn header(&self, name: &str) -> String {
        let message = MessageParser::default().parse(self.raw.as_bytes()).unwrap();
        message.header_raw(name).map(|value| value.trim().to_owned()).unwrap_or_default()
    }

    /// The files that came with it, by name.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let message = MessageParser::default().parse(self.raw.as_bytes()).unwrap();
        let file = |part: &MessagePart<'_>| (part.attachment_name().unwrap().to_owned(), part.contents().to_vec());
        message.attachments().map(file).collect()
    }
}

/// A port at which nobody listens while this is kept; one that is let go may soon be another test's server.
pub struct Nobody(TcpSocket);

impl Nobody {
    pub fn there() -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        Self(socket)
    }

    pub fn url(&self) -> String {
        format!("smtp://{}", self.0.local_addr().unwrap())
    }
}

impl MailServer {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let kept = Arc::new(Mutex::new(Kept::default()));
        let mut work = JoinSet::new();
        let shared = kept.clone();
        work.spawn(async move {
            let mut talks = JoinSet::new();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let kept = shared.clone();
                // A client that goes away in the middle ends the talk, nothing else.
                talks.spawn(async move { drop(talk(stream, &kept).await) });
            }
        });
        Self { kept, port, _work: work }
    }

    /// One that an installation sends its letters to from now on.
    pub async fn of(t: &mut Installation) -> Self {
        let server = Self::start().await;
        t.tell_by(NoticesPlace {
            mail: Some(server.url()),
            mail_from: Some("Hồi Âm <no-reply@hoiam.test>".to_owned()),
            mail_whole_ms: Some(3_000),
            ..NoticesPlace::default()
        })
        .await;
        server
    }

    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// How the next letters are met; taken when nothing is said.
    pub fn will(&self, manners: impl IntoIterator<Item = Manner>) {
        self.kept.lock().unwrap().manners.extend(manners);
    }

    /// What arrived since it was asked last, by recipient.
    pub fn arrived(&self) -> Vec<Arrived> {
        let letters = std::mem::take(&mut self.kept.lock().unwrap().letters);
        let mut all: Vec<Arrived> = letters.into_iter().map(|(to, raw)| read(to, raw)).collect();
        all.sort_by(|a, b| (&a.to, &a.subject).cmp(&(&b.to, &b.subject)));
        all
    }
}

fn read(to: String, raw: String) -> Arrived {
    let message: Message<'_> = MessageParser::default().parse(raw.as_bytes()).unwrap();
    Arrived {
        subject: message.subject().unwrap_or_default().to_owned(),
        text: message.body_text(0).unwrap().replace("\r\n", "\n"),
        html: message.body_html(0).unwrap().into_owned(),
        id: message.message_id().unwrap().to_owned(),
        to,
        raw,
    }
}

async fn talk(stream: TcpStream, kept: &Mutex<Kept>) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut to = String::new();
    let mut manner = Manner::Take;
    write.write_all(b"220 mail.test ESMTP\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let verb = line.split_ascii_whitespace().next().unwrap_or_default().to_ascii_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => "250-mail.test\r\n250 8BITMIME",
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                manner = kept.lock().unwrap().manners.pop_front().unwrap_or(Manner::Take);
                match manner {
                    Manner::Refuse(line) => line,
                    Manner::Stall => {
                        // Until the client has had enough.
                        while lines.next_line().await?.is_some() {}
                        return Ok(());
                    }
                    Manner::Take | Manner::HangUp => "250 OK",
                }
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                let mut raw = String::new();
                while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                    raw.push_str(line.strip_prefix('.').unwrap_or(&line));
                    raw.push_str("\r\n");
                }
                kept.lock().unwrap().letters.push((to.clone(), raw));
                if manner == Manner::HangUp {
                    return Ok(());
                }
                "250 2.0.0 taken"
            }
            "QUIT" => {
                write.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            "MAIL" | "NOOP" | "RSET" => "250 OK",
            _ => "500 what?",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}
