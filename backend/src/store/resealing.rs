//! What is sealed, whatever table it stands in: rows under another key than the newest, and the new seal of each.

use super::db::{Run, Tx, sql};
use super::error::Result;

/// A table with sealed columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sealed {
    /// How citizens are reached.
    Contacts,
    /// Devices that want to be knocked at.
    Bells,
    /// Where staff are told.
    StaffAddresses,
    /// Secrets of endpoints, each with the one before.
    Endpoints,
    /// Who signed petitions.
    Signatures,
    /// Secrets of authenticators.
    SecondSteps,
}

/// A sealed row.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct SealedRow {
    /// Its identity in its table.
    pub id: i64,
    /// What it is sealed for: the case, the person, the endpoint, the petition.
    pub owner: i64,
    /// And within that; empty but for signatures.
    pub name: String,
    /// With which key.
    pub key_id: String,
    /// What is sealed.
    pub sealed: String,
    /// And what was before, if that is kept.
    pub old_sealed: Option<String>,
}

impl Sealed {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Contacts, Self::Bells, Self::StaffAddresses, Self::Endpoints, Self::Signatures, Self::SecondSteps];

    /// The name of the table.
    pub const fn table(self) -> &'static str {
        self.columns().0
    }

    /// The table, its key, and its columns `owner`, `name` and `old_sealed`.
    const fn columns(self) -> (&'static str, &'static str, &'static str, &'static str, &'static str) {
        const NONE: &str = "CAST(NULL AS TEXT)";
        match self {
            Self::Contacts => ("contacts", "case_id", "case_id", "''", NONE),
            Self::Bells => ("bells", "id", "case_id", "''", NONE),
            Self::StaffAddresses => ("staff_addresses", "user_id", "user_id", "''", NONE),
            Self::Endpoints => ("endpoints", "id", "id", "''", "old_sealed"),
            Self::Signatures => ("signatures", "id", "petition_id", "identity", NONE),
            Self::SecondSteps => ("second_steps", "user_id", "user_id", "''", NONE),
        }
    }

    /// Rows behind `after` that are sealed with another key than this one.
    pub async fn under_others(self, db: &mut impl Run, key: &str, after: i64, limit: i64) -> Result<Vec<SealedRow>> {
        let (table, id, owner, name, old) = self.columns();
        let text = format!(
            "SELECT {id} AS id, {owner} AS owner, {name} AS name, key_id, sealed, {old} AS old_sealed FROM {table} \
             WHERE key_id <> '' AND key_id <> $1 AND {id} > $2 ORDER BY {id} LIMIT $3"
        );
        db.all(sql(text).bind(key).bind(after).bind(limit)).await
    }

    /// Puts the new seal in the place of the one that was read; `false` when somebody has written the row meanwhile.
    pub async fn put(self, tx: &mut Tx, read: &SealedRow, new: &SealedRow) -> Result<bool> {
        let (table, id, _, _, old) = self.columns();
        let also = if old == "old_sealed" { ", old_sealed = $6" } else { "" };
        let text = format!(
            "UPDATE {table} SET key_id = $1, sealed = $2{also} WHERE {id} = $3 AND key_id = $4 AND sealed = $5"
        );
        let mut statement = sql(text).bind(new.key_id.as_str()).bind(new.sealed.as_str());
        statement = statement.bind(read.id).bind(read.key_id.as_str()).bind(read.sealed.as_str());
        if !also.is_empty() {
            statement = statement.bind(new.old_sealed.clone());
        }
        Ok(tx.execute(statement).await? == 1)
    }
}
