//! An identity provider (OpenID Connect Core 1.0, authorization code with PKCE): where a person is sent, and what it says of
//! them when they come back. The provider is the one that the operator of the installation has configured and nobody else
//! can name, so it may stand on an inner network, where those of agencies do; what people type in goes to
//! [`post`](super::post), which refuses such addresses. Redirects are not followed, proxies not asked.

use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdToken, CoreIdTokenClaims,
    CoreJwsSigningAlgorithm as Alg, CoreProviderMetadata, CoreUserInfoClaims,
};
use openidconnect::{
    AsyncHttpClient, AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse, IssuerUrl, Nonce, OAuth2TokenResponse,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, SignatureVerificationError,
    TokenResponse,
};
use reqwest::{Client, Url, redirect};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;

/// How long it may take to connect, and an answer in all: somebody sits in front of it.
const CONNECT: Duration = Duration::from_secs(4);
const WHOLE: Duration = Duration::from_secs(8);
/// Largest answer that is read.
const ANSWER_BYTES: usize = 1 << 20;
/// So long what the provider says of itself is believed without asking again, in milliseconds.
const KNOWN_MS: i64 = 15 * 60_000;
/// It is not asked again for so long after it did not answer: a crowd would wait behind each other.
const DOWN_MS: i64 = 5_000;
/// Signatures that anybody can check. Never `none`, and never one with a secret that two sides know.
const ALGORITHMS: [Alg; 9] = [
    Alg::RsaSsaPkcs1V15Sha256,
    Alg::RsaSsaPkcs1V15Sha384,
    Alg::RsaSsaPkcs1V15Sha512,
    Alg::RsaSsaPssSha256,
    Alg::RsaSsaPssSha384,
    Alg::RsaSsaPssSha512,
    Alg::EcdsaP256Sha256,
    Alg::EcdsaP384Sha384,
    Alg::EdDsa,
];

/// How a provider is configured.
#[derive(Debug, Clone)]
pub struct Configured {
    /// Where it is: its discovery document is below.
    pub issuer: String,
    /// Who we are there.
    pub client: String,
    /// What we show it, if we have something.
    pub secret: Option<String>,
    /// How people call it.
    pub name: String,
    /// Where people come back to.
    pub redirect: String,
}

/// Why nothing came of it; for the log, never for a reader.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// It does not answer, or not as one.
    #[error("the provider does not answer: {0}")]
    Down(String),
    /// What came is not to be believed.
    #[error("the provider's answer is refused: {0}")]
    Unbelieved(String),
}

/// What belongs to one way there and back, and only those two know.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Secrets {
    /// Comes back in the address.
    pub state: String,
    /// Comes back in the signed token.
    pub nonce: String,
    /// Shown when the code is exchanged (RFC 7636).
    pub verifier: String,
}

/// Who the provider says it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vouched {
    /// By whom.
    pub issuer: String,
    /// The person, for good, among all of this provider.
    pub subject: String,
    /// Name, as the provider writes it.
    pub name: Option<String>,
    /// Address, only if the provider says that it belongs to the person.
    pub email: Option<String>,
    /// Name by which the person signs in there.
    pub username: Option<String>,
}

/// A provider.
#[derive(Debug)]
pub struct Provider {
    issuer: IssuerUrl,
    client: ClientId,
    secret: Option<ClientSecret>,
    redirect: RedirectUrl,
    name: String,
    http: Http,
    known: Mutex<Known>,
}

/// What it said of itself, and when.
#[derive(Debug, Default)]
struct Known {
    said: Option<(i64, Arc<CoreProviderMetadata>)>,
    down_until_ms: i64,
}

/// Takes over what was not known yet from the claims of a token or of the provider's answer about a person: the library has
/// a type for each, with the same questions.
macro_rules! take_over {
    ($vouched:ident, $claims:ident) => {
        let names = $claims.name();
        let name = names.and_then(|names| names.get(None).or_else(|| names.iter().next().map(|(_, name)| name)));
        $vouched.name = $vouched.name.take().or_else(|| text(name?));
        if $claims.email_verified() == Some(true) {
            $vouched.email = $vouched.email.take().or_else(|| text($claims.email()?));
        }
        $vouched.username = $vouched.username.take().or_else(|| text($claims.preferred_username()?));
    };
}

type Asked =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

impl Provider {
    /// From its configuration; in words what is wrong with it.
    pub fn open(configured: Configured) -> Result<Self, String> {
        let Configured { issuer, client, secret, name, redirect } = configured;
        let url = Url::parse(&issuer).map_err(|error| format!("{issuer}: {error}"))?;
        // Without TLS nothing it says can be believed; on this machine there is nobody in between.
        let own = match url.host_str().unwrap_or_default().trim_matches(['[', ']']) {
            "localhost" => true,
            host => host.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback()),
        };
        if !(url.scheme() == "https" || (url.scheme() == "http" && own)) {
            return Err(format!("{issuer}: an issuer is an https address"));
        }
        super::speak_tls();
        let http = Client::builder()
            .redirect(redirect::Policy::none())
            .no_proxy()
            .connect_timeout(CONNECT)
            .timeout(WHOLE)
            .user_agent("hoiam")
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self {
            issuer: IssuerUrl::new(issuer).map_err(|error| error.to_string())?,
            client: ClientId::new(client),
            secret: secret.filter(|secret| !secret.is_empty()).map(ClientSecret::new),
            redirect: RedirectUrl::new(redirect).map_err(|error| error.to_string())?,
            name,
            http: Http(http),
            known: Mutex::default(),
        })
    }

    /// How people call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it is.
    pub fn issuer(&self) -> &str {
        self.issuer.as_str()
    }

    /// Where a person is sent.
    pub async fn address(&self, secrets: &Secrets, now_ms: i64) -> Result<String, Refused> {
        let asked = self.asked(self.metadata(now_ms, KNOWN_MS).await?.as_ref());
        let (state, nonce) = (CsrfToken::new(secrets.state.clone()), Nonce::new(secrets.nonce.clone()));
        let verifier = PkceCodeVerifier::new(secrets.verifier.clone());
        let (url, ..) = asked
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, move || state, move || nonce)
            .add_scope(Scope::new("profile".into()))
            .add_scope(Scope::new("email".into()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        Ok(url.into())
    }

    /// Who came back with this code.
    pub async fn vouched(&self, code: &str, secrets: &Secrets, now_ms: i64) -> Result<Vouched, Refused> {
        let asked = self.asked(self.metadata(now_ms, KNOWN_MS).await?.as_ref());
        let exchange = asked
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|error| Refused::Down(error.to_string()))?
            .set_pkce_verifier(PkceCodeVerifier::new(secrets.verifier.clone()));
        let answer = exchange.request_async(&self.http).await.map_err(|error| match error {
            RequestTokenError::Request(error) => Refused::Down(error.to_string()),
            // Which code and token it was is nobody's business, not even the log's.
            RequestTokenError::ServerResponse(said) => Refused::Unbelieved(said.error().to_string()),
            RequestTokenError::Parse(error, _) => Refused::Down(error.to_string()),
            RequestTokenError::Other(error) => Refused::Down(error),
        })?;
        let token = answer.id_token().ok_or_else(|| Refused::Unbelieved("no ID token".into()))?;
        let nonce = Nonce::new(secrets.nonce.clone());
        let (asked, claims) = match believed(&asked, token, &nonce, now_ms) {
            // It has new keys since it was asked.
            Err(ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey)) => {
                let asked = self.asked(self.metadata(now_ms, 0).await?.as_ref());
                let claims = believed(&asked, token, &nonce, now_ms);
                (asked, claims)
            }
            claims => (asked, claims),
        };
        let claims = claims.map_err(|error| Refused::Unbelieved(error.to_string()))?;
        let mut vouched = Vouched {
            issuer: self.issuer.to_string(),
            subject: claims.subject().to_string(),
            name: None,
            email: None,
            username: None,
        };
        take_over!(vouched, claims);
        // Many say no more in the token than who it is, and the rest to whoever shows the other one.
        if (vouched.name.is_none() || vouched.email.is_none() || vouched.username.is_none())
            && let Ok(more) = asked.user_info(answer.access_token().clone(), Some(claims.subject().clone()))
        {
            let more: CoreUserInfoClaims =
                more.request_async(&self.http).await.map_err(|error| Refused::Down(error.to_string()))?;
            take_over!(vouched, more);
        }
        Ok(vouched)
    }

    /// What it says of itself, asked again when that is older than `age_ms`.
    async fn metadata(&self, now_ms: i64, age_ms: i64) -> Result<Arc<CoreProviderMetadata>, Refused> {
        let mut known = self.known.lock().await;
        if let Some((at_ms, said)) = &known.said
            && (0..age_ms).contains(&(now_ms - at_ms))
        {
            return Ok(said.clone());
        }
        if now_ms < known.down_until_ms {
            return Err(Refused::Down("asked a moment ago".into()));
        }
        match CoreProviderMetadata::discover_async(self.issuer.clone(), &self.http).await {
            Ok(said) => {
                let said = Arc::new(said);
                *known = Known { said: Some((now_ms, said.clone())), down_until_ms: 0 };
                Ok(said)
            }
            Err(error) => {
                known.down_until_ms = now_ms + DOWN_MS;
                Err(Refused::Down(chain(&error)))
            }
        }
    }

    fn asked(&self, metadata: &CoreProviderMetadata) -> Asked {
        let ways = metadata.token_endpoint_auth_methods_supported();
        let basic = ways.is_none_or(|ways| ways.contains(&CoreClientAuthMethod::ClientSecretBasic));
        CoreClient::from_provider_metadata(metadata.clone(), self.client.clone(), self.secret.clone())
            .set_redirect_uri(self.redirect.clone())
            .set_auth_type(if basic { AuthType::BasicAuth } else { AuthType::RequestBody })
    }
}

/// What a token says, if it is signed by this provider, for us, for this one way, and still good.
fn believed<'t>(
    asked: &Asked,
    token: &'t CoreIdToken,
    nonce: &Nonce,
    now_ms: i64,
) -> Result<&'t CoreIdTokenClaims, ClaimsVerificationError> {
    let now = chrono::DateTime::from_timestamp_millis(now_ms).unwrap_or_default();
    let verifier = asked.id_token_verifier().set_allowed_algs(ALGORITHMS).set_time_fn(move || now);
    token.claims(&verifier, nonce)
}

/// What is said of a person, without what is nothing.
fn text(said: &str) -> Option<String> {
    Some(said.trim().to_owned()).filter(|said| !said.is_empty())
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(&format!(": {cause}"));
        source = cause.source();
    }
    text
}

/// The project's own client, as the library asks for one.
#[derive(Debug)]
struct Http(Client);

/// What can go wrong on the way.
#[derive(Debug, thiserror::Error)]
enum NoAnswer {
    #[error(transparent)]
    Way(#[from] reqwest::Error),
    #[error("an answer of more than {ANSWER_BYTES} bytes")]
    TooLarge,
    #[error(transparent)]
    Form(#[from] openidconnect::http::Error),
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = NoAnswer;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, NoAnswer>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let mut answer = self.0.execute(request.try_into()?).await?;
            let mut built = openidconnect::http::Response::builder().status(answer.status());
            for (name, value) in answer.headers() {
                built = built.header(name, value);
            }
            let mut body = Vec::new();
            while let Some(more) = answer.chunk().await? {
                if body.len() + more.len() > ANSWER_BYTES {
                    return Err(NoAnswer::TooLarge);
                }
                body.extend_from_slice(&more);
            }
            Ok(built.body(body)?)
        })
    }
}
