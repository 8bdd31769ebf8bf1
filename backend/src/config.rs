//! Settings of a process: flags over environment over a file over built-in values. One table, this struct;
//! README shows it.

mod limits;

pub use limits::{Limit, LimitsPlace};

use crate::domain::evidence::Evidence;
use crate::domain::vouching::{Claim, Providers, Staff};
use crate::outside::files::{Files, FilesError, S3};
use crate::outside::mail::{self, Mailer};
use crate::outside::provider::{Configured, Provider};
use crate::outside::reader::Reader;
use crate::outside::text_message::Texter;
use crate::seals::Seals;
use crate::secrets::Keys;
use clap::Args;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Connections to the database when nobody says otherwise.
const CONNECTIONS: u32 = 8;

/// Where data are and how they are reached; the same for every command.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// Folder for the database, the index, the key and the attachments of this node.
    #[arg(long, env = "HOIAM_DATA", default_value = "data", global = true)]
    pub data: PathBuf,
    /// `sqlite:PATH` or `postgres://user:password@host/database`; SQLite in the data folder when not said.
    #[arg(long, env = "HOIAM_DATABASE_URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,
    /// Connections to the database at most.
    #[arg(long, env = "HOIAM_DATABASE_CONNECTIONS", default_value_t = CONNECTIONS, global = true)]
    pub database_connections: u32,
    /// Master key: 64 hexadecimal digits; behind it, with commas between, keys that seal in its place, the newest last. Nodes
    /// that share a database share them; when not said it is made once and kept in the data folder as `hoiam.key`.
    #[arg(long, env = "HOIAM_KEY", hide_env_values = true, global = true)]
    pub key: Option<String>,
    /// Where the bytes of files lie.
    #[command(flatten)]
    pub files: FilesPlace,
    /// How people and systems are told.
    #[command(flatten)]
    pub notices: NoticesPlace,
    /// Who vouches for people.
    #[command(flatten)]
    pub identities: IdentitiesPlace,
    /// How many requests this node lets pass.
    #[command(flatten)]
    pub limits: LimitsPlace,
    /// Months for which it is kept who of staff looked at which case; 60 when not said.
    #[arg(long, env = "HOIAM_LOOKS_MONTHS", global = true, value_parser = clap::value_parser!(u32).range(1..))]
    pub looks_months: Option<u32>,
    /// TOML file with any of these settings, under the names of the flags.
    #[arg(long, env = "HOIAM_CONFIG", global = true)]
    pub config: Option<PathBuf>,
}

impl Place {
    /// All in one folder, and everything else as it is when nobody says otherwise.
    pub fn at(data: PathBuf) -> Self {
        Self {
            data,
            database_url: None,
            database_connections: CONNECTIONS,
            key: None,
            files: FilesPlace::default(),
            notices: NoticesPlace::default(),
            identities: IdentitiesPlace::default(),
            limits: LimitsPlace::default(),
            looks_months: None,
            config: None,
        }
    }
}

/// Where the bytes of files that people send along lie, and how much may wait there.
#[derive(Debug, Clone, Default, Args)]
pub struct FilesPlace {
    /// Storage of files: a folder, or `s3://BUCKET/PREFIX`; `files` in the data folder when not said. Nodes that share
    /// a database share it.
    #[arg(long, env = "HOIAM_FILES", global = true)]
    pub files: Option<String>,
    /// Address of an S3-compatible service that is not Amazon's.
    #[arg(long, env = "HOIAM_FILES_ENDPOINT", global = true)]
    pub files_endpoint: Option<String>,
    /// Region of the storage.
    #[arg(long, env = "HOIAM_FILES_REGION", global = true)]
    pub files_region: Option<String>,
    /// Name of the access key.
    #[arg(long, env = "HOIAM_FILES_KEY", global = true)]
    pub files_key: Option<String>,
    /// Secret of the access key.
    #[arg(long, env = "HOIAM_FILES_SECRET", hide_env_values = true, global = true)]
    pub files_secret: Option<String>,
    /// Megabytes of uploads that may wait to be sent along with something; 5120 when not said.
    #[arg(long, env = "HOIAM_UPLOADS_WAITING_MB", global = true)]
    pub uploads_waiting_mb: Option<u64>,
    /// Header in which the proxy in front tells the address of who asks, e.g. `x-forwarded-for` (its last entry
    /// counts); the address of the connection when not said.
    #[arg(long, env = "HOIAM_CLIENT_HEADER", global = true)]
    pub client_header: Option<String>,
    /// Program that reads the text of files; this one when not said. For tests, which are another program.
    #[arg(skip)]
    pub reader: Option<PathBuf>,
}

/// See [`FilesPlace::files`].
enum FilesLie<'a> {
    InFolder(PathBuf),
    InS3 { bucket: &'a str, prefix: &'a str },
}

/// How much may wait when nobody says otherwise, in megabytes.
const WAITING_MB: u64 = 5 * 1024;

impl FilesPlace {
    /// Where files lie; `data` is the data folder.
    fn lies(&self, data: &Path) -> FilesLie<'_> {
        match self.files.as_deref() {
            None | Some("") => FilesLie::InFolder(data.join("files")),
            Some(at) => match at.strip_prefix("s3://") {
                None => FilesLie::InFolder(at.into()),
                Some(rest) => {
                    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
                    FilesLie::InS3 { bucket, prefix: prefix.trim_matches('/') }
                }
            },
        }
    }

    /// Whether there is a storage to open; of one that is elsewhere only opening it tells. `data` is the data folder.
    pub fn is_there(&self, data: &Path) -> bool {
        match self.lies(data) {
            FilesLie::InFolder(folder) => folder.is_dir(),
            FilesLie::InS3 { .. } => true,
        }
    }

    /// Opens the storage; `data` is the data folder.
    pub fn open(&self, data: &Path) -> Result<Evidence, FilesError> {
        let files = match self.lies(data) {
            FilesLie::InFolder(folder) => Files::in_folder(&folder)?,
            FilesLie::InS3 { bucket, prefix } => {
                let (endpoint, region) = (self.files_endpoint.as_deref(), self.files_region.as_deref());
                let key = self.files_key.as_deref().zip(self.files_secret.as_deref());
                Files::in_s3(&S3 { bucket, prefix, endpoint, region, key })?
            }
        };
        let waiting_bytes = self.uploads_waiting_mb.unwrap_or(WAITING_MB).saturating_mul(1024 * 1024);
        let reader = match &self.reader {
            Some(program) => program.clone(),
            None => std::env::current_exe().map_err(|error| FilesError::Setup(error.to_string()))?,
        };
        Ok(Evidence::new(
            files,
            Reader(reader),
            waiting_bytes,
            self.client_header.clone().map(|name| name.to_lowercase()),
        ))
    }
}

/// How people and systems are told about cases.
#[derive(Debug, Clone, Default, Args)]
pub struct NoticesPlace {
    /// Mail: `none`, `file` (a folder `mail` in the data folder, to look at), `file:FOLDER`, or a mail server as
    /// `smtps://USER:PASSWORD@HOST` or `smtp://HOST:587?tls=required`; `none` when not said.
    #[arg(long, env = "HOIAM_MAIL", hide_env_values = true, global = true)]
    pub mail: Option<String>,
    /// Who letters come from, e.g. `Hồi Âm <no-reply@hoiam.example.vn>`.
    #[arg(long, env = "HOIAM_MAIL_FROM", global = true)]
    pub mail_from: Option<String>,
    /// Text messages: `none`, `file` (a folder `sms` in the data folder, to look at), `file:FOLDER`, or the address of a gateway
    /// that takes `{"id","to","text"}` as a POST; `none` when not said. With it petitions can be signed by telephone number.
    #[arg(long, env = "HOIAM_SMS", hide_env_values = true, global = true)]
    pub sms: Option<String>,
    /// What the gateway is shown to be let in, as `Authorization: Bearer …`.
    #[arg(long, env = "HOIAM_SMS_TOKEN", hide_env_values = true, global = true)]
    pub sms_token: Option<String>,
    /// Countries that text messages go to, e.g. `+84,+856`; numbers written without one are of the first. `+84` when not said.
    #[arg(long, env = "HOIAM_SMS_PREFIXES", global = true)]
    pub sms_prefixes: Option<String>,
    /// Webhooks may go to plain HTTP and to addresses of this machine and of inner networks; for demonstrations.
    #[arg(long, env = "HOIAM_WEBHOOKS_LOCAL", global = true)]
    pub webhooks_local: bool,
    /// Days that deliveries are kept after they were sent or had become needless; 400 when not said. Those that were given
    /// up stay until somebody deals with them.
    #[arg(long, env = "HOIAM_DELIVERIES_DAYS", global = true)]
    pub deliveries_days: Option<u32>,
    /// How long a mail server may take for a letter, in milliseconds; for tests.
    #[arg(skip)]
    pub mail_whole_ms: Option<u64>,
}

/// How long deliveries are kept when nobody says otherwise, in days: a year, and time to look at it.
const DELIVERIES_DAYS: u32 = 400;

impl NoticesPlace {
    /// How long deliveries are kept, in milliseconds.
    pub fn kept_ms(&self) -> i64 {
        i64::from(self.deliveries_days.unwrap_or(DELIVERIES_DAYS)) * 86_400_000
    }

    /// Opens the way for text messages; `data` is the data folder.
    pub fn texter(&self, data: &Path) -> Result<Option<Texter>, String> {
        Texter::open(self.sms.as_deref(), self.sms_token.as_deref(), self.sms_prefixes.as_deref(), data)
    }

    /// Opens the way for letters; `data` is the data folder.
    pub fn mailer(&self, data: &Path) -> Result<Option<Mailer>, String> {
        let whole = self.mail_whole_ms.map_or(mail::WHOLE, Duration::from_millis);
        Mailer::open(self.mail.as_deref(), self.mail_from.as_deref(), data, whole)
    }
}

/// The identity providers (OpenID Connect): one of citizens who sign petitions, one of staff.
#[derive(Debug, Clone, Default, Args)]
pub struct IdentitiesPlace {
    /// Issuer that vouches for citizens, e.g. `https://id.example.vn`. With it petitions can be signed with a verified
    /// identity. People come back to `/identity/citizen` below the public address.
    #[arg(long, env = "HOIAM_OIDC_CITIZEN_ISSUER", global = true)]
    pub oidc_citizen_issuer: Option<String>,
    /// Name of this installation there (`client_id`).
    #[arg(long, env = "HOIAM_OIDC_CITIZEN_CLIENT", global = true)]
    pub oidc_citizen_client: Option<String>,
    /// Secret of this installation there; none for a public client. By the environment or the file only: every user of a
    /// machine reads the flags of its programs.
    #[arg(long, env = "HOIAM_OIDC_CITIZEN_SECRET", hide_env_values = true, global = true)]
    pub oidc_citizen_secret: Option<String>,
    /// How citizens call it, as on the button; the issuer's host when not said.
    #[arg(long, env = "HOIAM_OIDC_CITIZEN_NAME", global = true)]
    pub oidc_citizen_name: Option<String>,
    /// Issuer by which staff sign in. People come back to `/identity/staff` below the public address.
    #[arg(long, env = "HOIAM_OIDC_STAFF_ISSUER", global = true)]
    pub oidc_staff_issuer: Option<String>,
    /// Name of this installation there (`client_id`).
    #[arg(long, env = "HOIAM_OIDC_STAFF_CLIENT", global = true)]
    pub oidc_staff_client: Option<String>,
    /// Secret of this installation there; none for a public client. By the environment or the file only.
    #[arg(long, env = "HOIAM_OIDC_STAFF_SECRET", hide_env_values = true, global = true)]
    pub oidc_staff_secret: Option<String>,
    /// How staff call it, as on the button; the issuer's host when not said.
    #[arg(long, env = "HOIAM_OIDC_STAFF_NAME", global = true)]
    pub oidc_staff_name: Option<String>,
    /// What of the provider is the login here: `email` (one that it says is the person's) or `preferred_username`; `email` when
    /// not said.
    #[arg(long, env = "HOIAM_OIDC_STAFF_CLAIM", global = true)]
    pub oidc_staff_claim: Option<String>,
    /// Mail domain of the organisation: its addresses are known by what stands before the `@`.
    #[arg(long, env = "HOIAM_OIDC_STAFF_DOMAIN", global = true)]
    pub oidc_staff_domain: Option<String>,
}

/// Settings that are taken from the environment and the file only.
pub const NO_FLAGS: &[&str] = &["oidc_citizen_secret", "oidc_staff_secret"];

impl IdentitiesPlace {
    /// Opens the ways there; `public_url` is where people come back to.
    pub fn open(&self, public_url: &str) -> Result<Providers, String> {
        let said = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        let provider = |who: &str, issuer, client, secret, name: Option<String>| {
            let (issuer, client): (String, String) = match (issuer, client) {
                (None, None) => return Ok(None),
                (Some(issuer), Some(client)) => (issuer, client),
                _ => return Err(format!("--oidc-{who}-issuer and --oidc-{who}-client go together")),
            };
            let name = name.unwrap_or_else(|| issuer.split('/').nth(2).unwrap_or(&issuer).to_owned());
            let redirect = format!("{}/identity/{who}", public_url.trim_end_matches('/'));
            Provider::open(Configured { issuer, client, secret, name, redirect }).map(Some)
        };
        Ok(Providers {
            citizen: provider(
                "citizen",
                said(&self.oidc_citizen_issuer),
                said(&self.oidc_citizen_client),
                said(&self.oidc_citizen_secret),
                said(&self.oidc_citizen_name),
            )?,
            staff: match provider(
                "staff",
                said(&self.oidc_staff_issuer),
                said(&self.oidc_staff_client),
                said(&self.oidc_staff_secret),
                said(&self.oidc_staff_name),
            )? {
                None => None,
                Some(provider) => Some(Staff { provider, claim: self.claim()?, domain: self.domain() }),
            },
        })
    }

    fn claim(&self) -> Result<Claim, String> {
        match self.oidc_staff_claim.as_deref() {
            None | Some("" | "email") => Ok(Claim::Email),
            Some("preferred_username") => Ok(Claim::Username),
            Some(other) => Err(format!("--oidc-staff-claim is email or preferred_username, not {other}")),
        }
    }

    fn domain(&self) -> Option<String> {
        let domain = self.oidc_staff_domain.as_deref()?.trim().trim_start_matches('@').to_lowercase();
        Some(domain).filter(|domain| !domain.is_empty())
    }
}

/// How the server serves.
#[derive(Debug, Clone, Args)]
pub struct Serve {
    /// Address to listen at; port 0 takes a free one.
    #[arg(long, env = "HOIAM_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// Where citizens reach the portal from outside, e.g. `https://hoiam.example.vn`; the listening address
    /// when not said.
    #[arg(long, env = "HOIAM_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Also serve the demo agency page at this address, as a foreign origin.
    #[arg(long, env = "HOIAM_DEMO_LISTEN")]
    pub demo_listen: Option<String>,
    /// What is logged: a level, or `target=level,…`.
    #[arg(long, env = "HOIAM_LOG", default_value = "info")]
    pub log: String,
    /// Logs as `text` or `json`.
    #[arg(long, env = "HOIAM_LOG_FORMAT", default_value = "text")]
    pub log_format: String,
    /// Collector that traces are told to over OTLP (HTTP), e.g. `http://collector:4318`; none are made when not said.
    #[arg(long, env = "HOIAM_OTLP")]
    pub otlp: Option<String>,
    /// Seconds between two looks at what became due.
    #[arg(long, env = "HOIAM_SWEEP_SECONDS", default_value_t = 5)]
    pub sweep_seconds: u64,
    /// Tells browsers to use HTTPS only and marks cookies `Secure`; for a server behind TLS.
    #[arg(long, env = "HOIAM_SECURE")]
    pub secure: bool,
}

/// How long looks are kept when nobody says otherwise, in months: as long as officials can be disciplined for most breaches in
/// Viet Nam.
const LOOKS_MONTHS: u32 = 60;

impl Place {
    /// How long looks are kept, in milliseconds.
    pub fn looks_kept_ms(&self) -> i64 {
        i64::from(self.looks_months.unwrap_or(LOOKS_MONTHS)) * 31 * 86_400_000
    }

    /// The database's address.
    pub fn url(&self) -> String {
        match &self.database_url {
            Some(url) => url.clone(),
            None => format!("sqlite:{}", self.data.join("hoiam.db").display()),
        }
    }

    /// The file of the master key, where it is not given.
    pub fn key_file(&self) -> PathBuf {
        self.data.join("hoiam.key")
    }

    /// The keys as they were given or are kept, the master key first, the one that seals last; `None` when there is none yet.
    pub fn known_keys(&self) -> Result<Option<Vec<[u8; 32]>>, String> {
        if let Some(text) = &self.key {
            let wrong = "HOIAM_KEY must be 64 hexadecimal digits, or several times so many with commas between";
            return keys_in(text).map(Some).ok_or_else(|| wrong.to_owned());
        }
        let path = self.key_file();
        match std::fs::read_to_string(&path) {
            Ok(text) => keys_in(&text).map(Some).ok_or_else(|| format!("{} does not hold a key", path.display())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(format!("{}: {error}", path.display())),
        }
    }

    /// All that is derived from these keys: what seals is looked for in the file again, if that is where they are from.
    pub fn keys(&self) -> Result<Option<Keys>, String> {
        let Some(known) = self.known_keys()? else { return Ok(None) };
        let file = self.key.is_none().then(|| self.key_file());
        Ok(known.first().map(|master| Keys::with(master, Seals::of(&known, file))))
    }

    /// Where this node's index lies.
    pub fn index_dir(&self) -> PathBuf {
        self.data.join("index")
    }

    /// Where this node's index of what is public lies.
    pub fn public_index_dir(&self) -> PathBuf {
        self.data.join("index-public")
    }
}

/// Reads the file named by `--config` or `HOIAM_CONFIG`, as flags with their values. A name that is no setting
/// of the command is an error of the command line, so a slip is told rather than ignored.
pub fn file_settings(path: &Path) -> Result<Vec<(String, String)>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let table: toml::Table = text.parse().map_err(|error| format!("{}: {error}", path.display()))?;
    table
        .into_iter()
        .map(|(name, value)| {
            let value = match value {
                toml::Value::String(text) => text,
                toml::Value::Integer(n) => n.to_string(),
                toml::Value::Boolean(yes) => yes.to_string(),
                _ => return Err(format!("{}: {name} must be a text, a number or true/false", path.display())),
            };
            Ok((name.replace('-', "_"), value))
        })
        .collect()
}

/// The file named by `HOIAM_CONFIG`.
pub fn file_from_environment() -> Option<PathBuf> {
    std::env::var_os("HOIAM_CONFIG").map(PathBuf::from)
}

/// The passphrase that backups are encrypted with, if the environment has it. It is no flag: every user of a machine reads
/// those.
pub fn backup_passphrase() -> Option<String> {
    std::env::var("HOIAM_BACKUP_PASSPHRASE").ok().filter(|text| !text.is_empty())
}

/// At which point this process is to end as if it were killed, and at which time it gets there; for tests (`crate::fault`).
#[cfg(debug_assertions)]
pub(crate) fn fault() -> Option<(String, u32)> {
    let said = std::env::var("HOIAM_FAULT").ok()?;
    let (name, nth) = said.split_once(':').unwrap_or((&said, "1"));
    Some((name.to_owned(), nth.parse().ok()?))
}

/// Keys as they are written, one to a line or with commas between; `None` when that is not what stands there.
pub fn keys_in(text: &str) -> Option<Vec<[u8; 32]>> {
    let written = text.split(['\n', ',']).map(str::trim).filter(|one| !one.is_empty());
    written.map(parse_key).collect::<Option<Vec<_>>>().filter(|keys| !keys.is_empty())
}

fn parse_key(text: &str) -> Option<[u8; 32]> {
    let mut key = [0u8; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (i, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).ok()?;
    }
    Some(key)
}
