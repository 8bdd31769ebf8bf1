//! Settings of a process: flags over environment over a file over built-in values. One table, this struct;
//! README shows it.

use clap::Args;
use std::path::{Path, PathBuf};

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
    #[arg(long, env = "HOIAM_DATABASE_CONNECTIONS", default_value_t = 8, global = true)]
    pub database_connections: u32,
    /// Master key: 64 hexadecimal digits. Nodes that share a database share it; when not said it is made once
    /// and kept in the data folder as `hoiam.key`.
    #[arg(long, env = "HOIAM_KEY", hide_env_values = true, global = true)]
    pub key: Option<String>,
    /// TOML file with any of these settings, under the names of the flags.
    #[arg(long, env = "HOIAM_CONFIG", global = true)]
    pub config: Option<PathBuf>,
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
    /// Seconds between two looks at what became due.
    #[arg(long, env = "HOIAM_SWEEP_SECONDS", default_value_t = 5)]
    pub sweep_seconds: u64,
    /// Tells browsers to use HTTPS only and marks cookies `Secure`; for a server behind TLS.
    #[arg(long, env = "HOIAM_SECURE")]
    pub secure: bool,
}

impl Place {
    /// The database's address.
    pub fn url(&self) -> String {
        match &self.database_url {
            Some(url) => url.clone(),
            None => format!("sqlite:{}", self.data.join("hoiam.db").display()),
        }
    }

    /// Where this node's index lies.
    pub fn index_dir(&self) -> PathBuf {
        self.data.join("index")
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
