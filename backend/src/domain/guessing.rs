//! Slows down guessing, and cannot be used to keep others out. Tries that fail are counted apart for each browser in which the
//! person has signed in before (a cookie that only says so), and for all others by network address and login. Whoever
//! tries wrong passwords from elsewhere makes neither the person's own browser wait nor another address. One address
//! that tries many logins waits as a whole, but for known browsers behind it.

use super::app::App;
use super::error::{AppError, Result};
use crate::store::{Tx, attempts};

/// Tries that cost nothing.
const FREE: i64 = 10;
/// The same for all logins together that one address tries: an office can stand behind it; and for a login's codes from all addresses.
const FREE_OF_MANY: i64 = 100;
/// The first wait; each further one is twice as long.
const FIRST_MS: i64 = 60_000;
/// The longest.
const LONGEST_MS: i64 = 15 * 60_000;
/// After so long without a try all is forgotten.
const FORGOTTEN_MS: i64 = 24 * 3_600_000;

/// Where somebody tries to sign in.
#[derive(Debug, Clone, Default)]
pub struct From {
    /// Network address, if it is known.
    pub client: Option<String>,
    /// What the browser was given when somebody signed in there.
    pub device: Option<String>,
    /// Kind of browser and system.
    pub agent: String,
}

/// A try that was counted before anybody knows how it ends, so that many at once are many.
#[derive(Debug)]
pub struct Try {
    /// Emptied when it ends well.
    own: String,
    /// Where it does not count then.
    wider: Option<String>,
}

/// Counts a try with a login; [`AppError::RateLimited`] when it is too early for one.
pub async fn with_login(app: &App, login: &str, from: &From) -> Result<Try> {
    let who = app.keys.login_of(login);
    match known(app, login, from) {
        Some(device) => counted(app, &who, format!("device:{device}"), None).await,
        None => {
            let client = client(app, from);
            counted(app, &who, format!("at:{client}:{who}"), Some((format!("at:{client}"), ""))).await
        }
    }
}

/// Counts a try with a code behind the right password. Six digits are soon guessed from many addresses, so those of all browsers
/// in which the person has not been are counted together, too.
pub async fn with_code(app: &App, login: &str, from: &From) -> Result<Try> {
    let who = app.keys.login_of(login);
    match known(app, login, from) {
        Some(device) => counted(app, &who, format!("code:device:{device}"), None).await,
        None => {
            let client = client(app, from);
            counted(app, &who, format!("code:at:{client}:{who}"), Some((format!("code:{who}"), who.as_str()))).await
        }
    }
}

/// The same for what can be guessed by whoever is signed in, under a name of its own.
pub async fn with(app: &App, what: &str) -> Result<Try> {
    counted(app, "", what.to_owned(), None).await
}

/// The name of the browser, if the person has signed in there.
fn known<'f>(app: &App, login: &str, from: &'f From) -> Option<&'f str> {
    from.device.as_deref().and_then(|token| app.keys.device_of(login, token))
}

fn client(app: &App, from: &From) -> String {
    app.keys.client_of(from.client.as_deref().unwrap_or_default())
}

/// Counts in a bucket, and in a wider one, of its own login or of many.
async fn counted(app: &App, who: &str, own: String, wider: Option<(String, &str)>) -> Result<Try> {
    let mut tx = app.db.begin().await?;
    let now_ms = app.now_ms();
    attempts::forget_before(&mut tx, now_ms - FORGOTTEN_MS).await?;
    count(&mut tx, &own, who, FREE, now_ms).await?;
    if let Some((wider, whose)) = &wider {
        count(&mut tx, wider, whose, FREE_OF_MANY, now_ms).await?;
    }
    tx.commit().await?;
    Ok(Try { own, wider: wider.map(|(name, _)| name) })
}

async fn count(tx: &mut Tx, bucket: &str, who: &str, free: i64, now_ms: i64) -> Result<()> {
    let Some(now) = attempts::count(tx, bucket, who, now_ms).await? else { return Ok(()) };
    if now.until_ms > now_ms {
        // Nothing was tried: the transaction is not committed.
        let seconds = (now.until_ms - now_ms + 999) / 1000;
        return Err(AppError::RateLimited(u32::try_from(seconds).unwrap_or(u32::MAX)));
    }
    if let Some(wait_ms) = wait(now.tries, free) {
        attempts::hold(tx, bucket, now_ms + wait_ms).await?;
    }
    Ok(())
}

/// How long one waits behind the try of this number.
fn wait(tries: i64, free: i64) -> Option<i64> {
    let over = u32::try_from(tries - free).ok()?;
    Some(FIRST_MS.saturating_mul(1 << over.min(10)).min(LONGEST_MS))
}

impl Try {
    /// It was no guess.
    pub async fn was_right(&self, tx: &mut Tx) -> Result<()> {
        attempts::forget(tx, &self.own).await?;
        if let Some(wider) = &self.wider {
            attempts::take_back(tx, wider).await?;
        }
        Ok(())
    }
}

/// Kind of browser and system as a person would name them, from what the browser says of itself: `Firefox · Linux`.
pub fn agent(said: &str) -> String {
    let first = |names: &[(&'static str, &'static str)]| {
        names.iter().find(|(mark, _)| said.contains(mark)).map(|(_, name)| *name)
    };
    // Each also says the names of those it wants to be taken for, so the order counts.
    let browser = first(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("coc_coc_browser", "Cốc Cốc"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (one, other) => one.or(other).unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_a_quarter_of_an_hour() {
        let check = |tries, expect: Option<i64>| assert_eq!(wait(tries, FREE), expect.map(|m| m * 60_000), "{tries}");
        check(1, None);
        check(9, None);
        check(10, Some(1));
        check(11, Some(2));
        check(12, Some(4));
        check(14, Some(15));
        check(1_000_000, Some(15));
    }

    #[test]
    fn browsers_are_named_as_people_name_them() {
        let check = |said, expect| assert_eq!(agent(said), expect, "{said}");
        check("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux");
        check("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140", "Edge · Windows");
        check("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604.1", "Safari · iPhone");
        check("curl/8.0", "");
    }
}
