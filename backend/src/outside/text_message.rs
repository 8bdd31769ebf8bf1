//! Hands text messages over to a gateway, which is what every operator sells: one POST of JSON over HTTPS; or to a folder where
//! people can look at them. The gateway is the administrator's choice, so its address may be of an inner network; numbers
//! it sends to are limited to some countries, since fees are what programs that type in numbers are after.

use super::Failed;
use super::folder::Folder;
use hoiam_shared::notice::Trouble;
use reqwest::{Client, Url, redirect};
use std::path::Path;
use std::time::Duration;

/// How long a gateway may take to connect, and in all.
const CONNECT: Duration = Duration::from_secs(5);
const WHOLE: Duration = Duration::from_secs(20);
/// Where numbers are when nobody says otherwise: Viet Nam.
const HOME: &str = "+84";

/// A text message.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Text {
    /// Names it: the same however often it is sent.
    pub id: String,
    /// Telephone number, E.164: `+84912345678`.
    pub to: String,
    /// What it says.
    pub text: String,
}

/// The way out.
#[derive(Debug, Clone)]
enum Way {
    /// Each message is a file.
    Folder(Folder),
    /// A gateway, and what it is shown to be let in.
    Gateway(Box<Client>, Url, Option<String>),
}

/// Sends text messages. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Texter {
    way: Way,
    prefixes: Vec<String>,
}

impl Texter {
    /// Opens the way that a setting names: nothing or `none`, `file`, `file:FOLDER`, or the address of a gateway. `None` sends
    /// nothing. `prefixes`: countries, as `+84,+856`; a number written without one is of the first.
    pub fn open(
        at: Option<&str>,
        token: Option<&str>,
        prefixes: Option<&str>,
        data: &Path,
    ) -> Result<Option<Self>, String> {
        let Some(at) = at.map(str::trim).filter(|at| !at.is_empty() && *at != "none") else { return Ok(None) };
        let prefixes: Vec<String> = prefixes.unwrap_or(HOME).split(',').map(|one| one.trim().to_owned()).collect();
        let good = |one: &String| {
            let digits = one.strip_prefix('+').unwrap_or_default();
            (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
        };
        if !prefixes.iter().all(good) {
            return Err("--sms-prefixes: countries are written as +84,+856".to_owned());
        }
        let way = match Folder::of(at, data, "sms")? {
            Some(folder) => Way::Folder(folder),
            None => {
                // The address may hold a password: it is not repeated.
                let url = Url::parse(at).ok().filter(|url| matches!(url.scheme(), "https" | "http"));
                let url = url.ok_or("--sms: not an address of a gateway")?;
                super::speak_tls();
                let client = Client::builder()
                    .redirect(redirect::Policy::none())
                    .connect_timeout(CONNECT)
                    .timeout(WHOLE)
                    .user_agent("hoiam")
                    .build()
                    .map_err(|error| format!("--sms: {error}"))?;
                Way::Gateway(Box::new(client), url, token.map(str::to_owned))
            }
        };
        Ok(Some(Self { way, prefixes }))
    }

    /// Countries that are sent to; the first is home.
    pub fn prefixes(&self) -> &[String] {
        &self.prefixes
    }

    /// Sends one. `Ok` when the other side has taken it over.
    pub async fn send(&self, message: &Text) -> Result<(), Failed> {
        let json = serde_json::to_string(message).map_err(|_| Failed::for_good(Trouble::Template))?;
        match &self.way {
            Way::Folder(folder) => folder.put(&message.id, "json", json.as_bytes()).await,
            Way::Gateway(client, url, token) => {
                let request = client.post(url.clone()).header("content-type", "application/json").body(json);
                let request = request.header("idempotency-key", &message.id);
                let request = match token {
                    Some(token) => request.bearer_auth(token),
                    None => request,
                };
                let answer = request.send().await.map_err(|error| {
                    Failed::for_now(if error.is_timeout() { Trouble::TimedOut } else { Trouble::Unreachable })
                })?;
                let status = answer.status().as_u16();
                let (trouble, again) = match status {
                    200..=299 => return Ok(()),
                    // The gateway does not like the number; anything else somebody can mend.
                    400 | 404 | 422 => (Trouble::BadAddress, false),
                    401 | 403 => (Trouble::Refused, true),
                    _ => (Trouble::Busy, true),
                };
                Err(Failed { trouble, said: status.to_string(), again })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_message_in_a_folder_is_a_file() {
        let dir = tempfile::tempdir().unwrap();
        let texter = Texter::open(Some("file"), None, None, dir.path()).unwrap().unwrap();
        assert_eq!(texter.prefixes(), ["+84"]);
        let text = Text { id: "7-1".into(), to: "+84912345678".into(), text: "Ma 123456".into() };
        texter.send(&text).await.unwrap();
        let kept = std::fs::read_to_string(dir.path().join("sms/7-1.json")).unwrap();
        assert_eq!(kept, r#"{"id":"7-1","to":"+84912345678","text":"Ma 123456"}"#);
    }

    #[test]
    fn ways_that_cannot_be_used_are_told() {
        let open = |at, prefixes| Texter::open(Some(at), None, prefixes, Path::new("/nonexistent"));
        assert!(matches!(open("none", None), Ok(None)));
        assert!(open("ftp://geheim@example.vn", None).is_err_and(|told| !told.contains("geheim")));
        assert!(open("https://sms.example.vn/send", Some("84")).is_err());
        assert!(matches!(open("https://sms.example.vn/send", Some("+84, +856")), Ok(Some(_))));
    }
}
