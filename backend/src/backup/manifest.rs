//! The first entry of a backup: which program took it, of what, when, and which keys it takes to read it. What the files
//! are is in the list at its end, which is known only then.

use super::Flaw;
use crate::store::Engine;
use serde::{Deserialize, Serialize};

/// The format written here.
pub const FORMAT: i64 = 1;

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Format of the archive.
    pub format: i64,
    /// Version of the program that wrote it.
    pub program: String,
    /// `sqlite` or `postgres`.
    pub engine: String,
    /// Number of the last migration of the database.
    pub schema: i64,
    /// When it was taken, RFC 3339 in UTC.
    pub taken: String,
    /// Where the ledger ended.
    pub ledger: End,
    /// How many cases it holds.
    pub cases: i64,
    /// The keys that it takes.
    pub keys: KeysNeeded,
    /// Files that the database names and that were not there to be copied.
    pub missing_files: u64,
}

/// The end of a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// Position of the last event; 0 for an empty ledger.
    pub seq: i64,
    /// Its hash, hex.
    pub hash: String,
}

/// What it takes to read what is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeysNeeded {
    /// Names of the keys.
    pub ids: Vec<String>,
    /// Whether the master key is in the backup.
    pub included: bool,
}

/// The name of an engine in a manifest.
pub const fn engine_code(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
    }
}

impl Manifest {
    /// Reads one; a newer format is refused by its number alone, whatever else it says.
    pub fn parse(text: &[u8]) -> Result<Self, Flaw> {
        #[derive(Deserialize)]
        struct Format {
            format: i64,
            #[serde(default)]
            program: String,
        }
        let unread = |error: serde_json::Error| Flaw::Altered(format!("its manifest cannot be read ({error})"));
        let Format { format, program } = serde_json::from_slice(text).map_err(unread)?;
        if format > FORMAT {
            return Err(Flaw::Newer { program, what: "format", found: format, known: FORMAT });
        }
        serde_json::from_slice(text).map_err(unread)
    }

    /// Whether it can be put into a database of this engine by a program that knows migrations up to `known`.
    pub fn fits(&self, engine: Engine, known: i64) -> Result<(), Flaw> {
        if self.engine != engine_code(engine) {
            return Err(Flaw::Engine { found: self.engine.clone(), wanted: engine_code(engine) });
        }
        if self.schema > known {
            let program = self.program.clone();
            return Err(Flaw::Newer { program, what: "schema", found: self.schema, known });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        Manifest {
            format: FORMAT,
            program: "0.1.0".into(),
            engine: "sqlite".into(),
            schema: 42,
            taken: "2026-11-28T02:00:00.000Z".into(),
            ledger: End { seq: 7, hash: "ab".repeat(32) },
            cases: 3,
            keys: KeysNeeded { ids: vec!["0a1b2c3d".into()], included: false },
            missing_files: 0,
        }
    }

    #[test]
    fn a_manifest_is_read_as_it_was_written() {
        let text = serde_json::to_vec(&manifest()).unwrap();
        assert_eq!(Manifest::parse(&text), Ok(manifest()));
        assert!(matches!(Manifest::parse(&text[..40]), Err(Flaw::Altered(_))));
    }

    #[test]
    fn what_is_newer_is_refused() {
        // A later format may say everything otherwise.
        let newer = Manifest::parse(br#"{"format": 2, "program": "3.0.0", "ledger": "elsewhere"}"#);
        assert_eq!(newer, Err(Flaw::Newer { program: "3.0.0".into(), what: "format", found: 2, known: 1 }));
        assert_eq!(manifest().fits(Engine::Sqlite, 42), Ok(()));
        assert_eq!(manifest().fits(Engine::Sqlite, 43), Ok(()), "an older schema is brought up to date");
        assert!(matches!(manifest().fits(Engine::Sqlite, 41), Err(Flaw::Newer { what: "schema", found: 42, .. })));
        assert!(matches!(manifest().fits(Engine::Postgres, 42), Err(Flaw::Engine { .. })));
    }
}
