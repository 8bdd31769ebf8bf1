//! The way to an identity provider and back. What both ends of it must know is sealed into a cookie of the browser that went
//! there, so that whoever only looks at a page leaves nothing behind here, and an answer is good in that browser only;
//! that it came back is written down, so that it is good once. What is done with who came back is the caller's business.

use super::app::App;
use crate::outside::provider::{Provider, Refused, Secrets, Vouched};
use crate::secrets::{same, sha256_hex, token};
use crate::store::arrivals;
use hoiam_shared::Lang;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// So long somebody may be away, in milliseconds: time to look for a telephone.
const AWAY_MS: i64 = 15 * 60_000;

/// The providers of an installation; none when nobody configured them.
#[derive(Debug, Default)]
pub struct Providers {
    /// Of those who sign petitions.
    pub citizen: Option<Provider>,
    /// Of staff.
    pub staff: Option<Staff>,
}

/// The provider of staff, and who of its people is who of ours.
#[derive(Debug)]
pub struct Staff {
    /// The provider.
    pub provider: Provider,
    /// What of it is a login here.
    pub claim: Claim,
    /// Addresses of this mail domain are known by what stands before the `@`.
    pub domain: Option<String>,
}

/// By what a provider's person is found among our users.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// The address, if the provider says that it is theirs.
    Email,
    /// The name by which they sign in there.
    Username,
}

impl Staff {
    /// The login by which somebody is known here, if the provider says enough.
    pub fn login(&self, who: &Vouched) -> Option<String> {
        let said = match self.claim {
            Claim::Email => who.email.as_deref()?,
            Claim::Username => who.username.as_deref()?,
        };
        let said = said.trim().to_lowercase();
        let own = self.domain.as_ref().and_then(|domain| said.strip_suffix(domain.as_str())?.strip_suffix('@'));
        Some(own.unwrap_or(&said).to_owned())
    }
}

/// Who is sent there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Somebody who signs a petition.
    Citizen,
    /// Somebody of staff who signs in.
    Staff,
}

/// Why somebody came back without having been vouched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// They did not want to, or the provider did not.
    Denied,
    /// It took too long, was used before, or began in another browser.
    Over,
    /// The provider does not answer, or nothing can be stored.
    Unavailable,
    /// What the provider said is not to be believed.
    Unbelieved,
}

/// Somebody who goes.
#[derive(Debug)]
pub struct Going {
    /// Where to.
    pub url: String,
    /// Name of the cookie.
    pub cookie: String,
    /// Its value.
    pub sealed: String,
    /// Seconds for which it is good.
    pub seconds: i64,
}

/// What stands in the address of whoever comes back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Came {
    state: String,
    code: String,
    error: String,
    iss: Option<String>,
}

/// What is in the cookie.
#[derive(Debug, Serialize, Deserialize)]
struct Away<W> {
    secrets: Secrets,
    until_ms: i64,
    lang: Lang,
    wish: W,
}

/// Somebody who came back.
#[derive(Debug)]
pub struct Back<W> {
    /// In which language they left, and what they wanted; nothing when it is not known any more.
    pub left: Option<(Lang, W)>,
    /// Who it is.
    pub vouched: Result<Vouched, Why>,
}

impl Providers {
    /// The one for a kind of person.
    pub fn of(&self, who: Who) -> Option<&Provider> {
        match who {
            Who::Citizen => self.citizen.as_ref(),
            Who::Staff => self.staff.as_ref().map(|staff| &staff.provider),
        }
    }
}

impl Who {
    /// What its cookies are sealed for.
    const fn place(self) -> &'static str {
        match self {
            Self::Citizen => "away citizen",
            Self::Staff => "away staff",
        }
    }
}

/// The name of the cookie of one way: several can be under way in one browser.
pub fn cookie_of(came: &Came) -> String {
    cookie_named(&came.state)
}

fn cookie_named(state: &str) -> String {
    format!("hoiam_away_{}", &sha256_hex(state)[..12])
}

/// Sends somebody there, with what they want to do when they are back.
pub async fn go<W: Serialize>(app: &App, who: Who, lang: Lang, wish: W) -> Result<Going, Why> {
    let provider = app.providers.of(who).ok_or(Why::Unavailable)?;
    let fresh = || token(app.random.as_ref());
    let secrets = Secrets { state: fresh(), nonce: fresh(), verifier: fresh() };
    let now_ms = app.now_ms();
    let url = provider.address(&secrets, now_ms).await.map_err(why)?;
    let cookie = cookie_named(&secrets.state);
    let away = Away { secrets, until_ms: now_ms + AWAY_MS, lang, wish };
    let plain = serde_json::to_string(&away).map_err(|_| Why::Unavailable)?;
    let sealed = app.keys.seal_away(app.random.as_ref(), who.place(), &plain);
    Ok(Going { url, cookie, sealed, seconds: AWAY_MS / 1000 })
}

/// Takes back whoever came with this in their address and this cookie.
pub async fn back<W: DeserializeOwned>(app: &App, who: Who, came: &Came, sealed: Option<&str>) -> Back<W> {
    let opened = sealed.and_then(|sealed| app.keys.open_away(who.place(), sealed).ok());
    let away = opened.and_then(|plain| serde_json::from_str::<Away<W>>(&plain).ok());
    let Some(Away { secrets, until_ms, lang, wish }) = away else {
        return Back { left: None, vouched: Err(Why::Over) };
    };
    let vouched = vouched(app, who, came, &secrets, until_ms).await;
    Back { left: Some((lang, wish)), vouched }
}

async fn vouched(app: &App, who: Who, came: &Came, secrets: &Secrets, until_ms: i64) -> Result<Vouched, Why> {
    let provider = app.providers.of(who).ok_or(Why::Unavailable)?;
    let now_ms = app.now_ms();
    if !same(&secrets.state, &came.state) || until_ms <= now_ms {
        return Err(Why::Over);
    }
    // Another provider's answer (RFC 9207).
    if came.iss.as_deref().is_some_and(|issuer| issuer != provider.issuer()) {
        return Err(Why::Unbelieved);
    }
    if !once(app, secrets, until_ms, now_ms).await? {
        return Err(Why::Over);
    }
    if !came.error.is_empty() {
        // What RFC 6749 (4.1.2.1) calls the provider's own trouble; all else is somebody's no.
        let passes = matches!(came.error.as_str(), "server_error" | "temporarily_unavailable");
        return Err(if passes { Why::Unavailable } else { Why::Denied });
    }
    provider.vouched(&came.code, secrets, now_ms).await.map_err(why)
}

/// Writes down that somebody is back; `false` when they had been.
async fn once(app: &App, secrets: &Secrets, until_ms: i64, now_ms: i64) -> Result<bool, Why> {
    let written = async {
        let mut tx = app.db.begin().await?;
        let first = arrivals::once(&mut tx, &sha256_hex(&secrets.state), until_ms, now_ms).await?;
        tx.commit().await.map(|()| first)
    };
    written.await.map_err(|error: crate::store::StoreError| {
        tracing::warn!(%error, "vouching.unavailable");
        Why::Unavailable
    })
}

fn why(refused: Refused) -> Why {
    tracing::warn!(error = %refused, "vouching.refused");
    match refused {
        Refused::Down(_) => Why::Unavailable,
        Refused::Unbelieved(_) => Why::Unbelieved,
    }
}
