//! Hands letters over to a mail server (SMTP), or to a folder where people can look at them. Knows what a letter is made
//! of, not what it says; what went wrong comes back as a reason and numbers, never as the server's words, which may
//! hold the address.

use super::Failed;
use super::folder::Folder;
use hoiam_shared::Lang;
use hoiam_shared::notice::Trouble;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// How long a mail server may take for a letter in all.
pub const WHOLE: Duration = Duration::from_secs(40);

/// A letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Names it: the same however often it is sent, so that a second one can be told from a new one.
    pub id: String,
    /// Its date, milliseconds UTC.
    pub at_ms: i64,
    /// Address.
    pub to: String,
    /// Subject, one line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// Language of both.
    pub lang: Lang,
    /// Where one click stops such letters.
    pub stop: String,
    /// Files that go with it.
    pub enclosed: Vec<Enclosed>,
}

/// A file that goes with a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosed {
    /// Its name.
    pub name: String,
    /// What it is, `application/pdf`.
    pub media_type: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The way out.
#[derive(Debug, Clone)]
enum Way {
    /// Each letter is a file.
    Folder(Folder),
    /// A mail server.
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
}

/// Sends letters. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Mailer {
    way: Way,
    from: Mailbox,
    whole: Duration,
}

impl Mailer {
    /// Opens the way that a setting names: nothing or `none`, `file`, `file:FOLDER`, or an address as
    /// `smtps://user:password@host`, `smtp://host:587?tls=required`. `None` sends nothing.
    pub fn open(at: Option<&str>, from: Option<&str>, data: &Path, whole: Duration) -> Result<Option<Self>, String> {
        let at = at.map(str::trim).filter(|at| !at.is_empty() && *at != "none");
        let Some(at) = at else { return Ok(None) };
        let from = from.unwrap_or("Hồi Âm <no-reply@hoiam.invalid>");
        let from: Mailbox = from.parse().map_err(|_| format!("--mail-from: {from} is not an address"))?;
        let way = match Folder::of(at, data, "mail")? {
            Some(folder) => Way::Folder(folder),
            None => {
                // The address may hold a password: it is not repeated.
                let wrong = |error: smtp::Error| format!("--mail: not an address of a mail server ({error})");
                // Fails when a provider is there already, which is as good.
                super::speak_tls();
                // Each letter has a connection of its own: one that stalled and was given up is never used again. With a
                // pool, what goes wrong with saying good-bye does not make a letter that was taken one that was not.
                let once = smtp::PoolConfig::new().max_size(0);
                let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(at).map_err(wrong)?;
                Way::Smtp(Box::new(builder.pool_config(once).build()))
            }
        };
        Ok(Some(Self { way, from, whole }))
    }

    /// Sends one. `Ok` when the other side has taken it over.
    pub async fn send(&self, letter: &Letter) -> Result<(), Failed> {
        let message = self.message(letter).map_err(|_| Failed::for_good(Trouble::BadAddress))?;
        match &self.way {
            Way::Folder(folder) => folder.put(&letter.id, "eml", &message.formatted()).await,
            Way::Smtp(transport) => match tokio::time::timeout(self.whole, transport.send(message)).await {
                Ok(Ok(_)) => Ok(()),
                Ok(Err(error)) => Err(failed(&error)),
                Err(_) => Err(Failed::for_now(Trouble::TimedOut)),
            },
        }
    }

    fn message(&self, letter: &Letter) -> Result<Message, lettre::error::Error> {
        let to: Address = letter.to.parse().map_err(|_| lettre::error::Error::MissingTo)?;
        let at = SystemTime::UNIX_EPOCH + Duration::from_millis(letter.at_ms.unsigned_abs());
        let header = |name: &'static str, value: String| HeaderValue::new(HeaderName::new_from_ascii_str(name), value);
        let domain = self.from.email.domain();
        let mut body = MultiPart::alternative()
            .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(letter.text.clone()))
            .singlepart(SinglePart::builder().header(ContentType::TEXT_HTML).body(letter.html.clone()));
        if !letter.enclosed.is_empty() {
            body = MultiPart::mixed().multipart(body);
        }
        for file in &letter.enclosed {
            let kind = ContentType::parse(file.media_type).map_err(|_| lettre::error::Error::NonAsciiChars)?;
            body = body.singlepart(Attachment::new(file.name.clone()).body(file.bytes.clone(), kind));
        }
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .date(at)
            .message_id(Some(format!("<{}@{domain}>", letter.id)))
            .subject(letter.subject.clone())
            .raw_header(header("List-Unsubscribe", format!("<{}>", letter.stop)))
            // RFC 8058: the mail program stops it with one POST, without asking anything.
            .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()))
            // RFC 3834: no vacation notice answers it.
            .raw_header(header("Auto-Submitted", "auto-generated".to_owned()))
            .raw_header(header("Content-Language", letter.lang.code().to_owned()))
            .multipart(body)
    }
}

fn failed(error: &smtp::Error) -> Failed {
    let mut said = error.status().map(|code| code.to_string()).unwrap_or_default();
    if let Some(enhanced) = enhanced(error) {
        said.push(' ');
        said.push_str(&enhanced);
    }
    let (trouble, again) = if error.is_permanent() {
        (Trouble::Refused, false)
    } else if error.is_transient() {
        (Trouble::Busy, true)
    } else if error.is_timeout() {
        (Trouble::TimedOut, true)
    } else if error.is_tls() {
        (Trouble::Tls, true)
    } else {
        (Trouble::Unreachable, true)
    };
    Failed { trouble, said, again }
}

/// The enhanced status code (RFC 3463) at the start of what a server said.
fn enhanced(error: &smtp::Error) -> Option<String> {
    let said = std::error::Error::source(error)?.to_string();
    let first = said.split_ascii_whitespace().next()?;
    let parts: Vec<&str> = first.split('.').collect();
    let number = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    (parts.len() == 3 && parts.iter().all(number)).then(|| first.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(to: &str, subject: &str) -> Letter {
        Letter {
            id: "n1".into(),
            at_ms: 1_794_794_400_000,
            to: to.into(),
            subject: subject.into(),
            text: "Đã tiếp nhận".into(),
            html: "<p>Đã tiếp nhận</p>".into(),
            lang: Lang::Vi,
            stop: "https://hoiam.test/stop/x".into(),
            enclosed: Vec::new(),
        }
    }

    #[tokio::test]
    async fn a_letter_in_a_folder_is_a_whole_message() {
        let dir = tempfile::tempdir().unwrap();
        let mailer = Mailer::open(Some("file"), None, dir.path(), WHOLE).unwrap().unwrap();
        mailer.send(&letter("an@example.vn", "Hồ sơ\r\nBcc: x@example.vn")).await.unwrap();
        let text = std::fs::read_to_string(dir.path().join("mail/n1.eml")).unwrap();
        for part in [
            "To: an@example.vn\r\n",
            "Message-ID: <n1@hoiam.invalid>\r\n",
            "Date: Mon, 16 Nov 2026 02:00:00 +0000\r\n",
            "List-Unsubscribe: <https://hoiam.test/stop/x>\r\n",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "multipart/alternative",
        ] {
            assert!(text.contains(part), "{part} is missing in {text}");
        }
        assert!(!text.contains("\nBcc:"), "{text}");
        let wrong = mailer.send(&letter("an@example.vn>\r\nBcc: x@example.vn", "x")).await;
        assert_eq!(wrong, Err(Failed::for_good(Trouble::BadAddress)));
    }

    #[test]
    fn ways_that_cannot_be_used_are_told() {
        let open = |at, from| Mailer::open(Some(at), from, Path::new("/nonexistent"), WHOLE);
        assert!(matches!(open("none", None), Ok(None)));
        assert!(open("ftp://example.vn", None).is_err());
        assert!(open("smtp://u:geheim@", None).is_err_and(|told| !told.contains("geheim")));
        assert!(open("smtp://example.vn", Some("nobody")).is_err());
    }
}
