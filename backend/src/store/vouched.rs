//! Signatures of people for whom an identity provider vouches. A person is found by who they are there and by their address,
//! so that the same one is never there twice.

use super::db::{Run, Tx, sql};
use super::dialect;
use super::error::{Result, StoreError};
use super::signatures::{Counted, NewSignature};
use hoiam_shared::petition::SignatureState;

/// A signature of a person, as far as it decides what becomes of another one.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Held {
    /// Its number.
    pub id: i64,
    /// Of which petition.
    pub petition_id: i64,
    /// Keyed digest of the address, or of who it is.
    pub identity: String,
    /// Keyed digest of who it is for the provider; empty when nobody vouches.
    pub subject: String,
    /// Where it stands.
    pub state: String,
    /// Which rules put it under suspicion.
    pub suspect: i64,
    /// Somebody vouches for it.
    pub verified: i64,
    /// Area.
    pub area: String,
    /// When it was confirmed.
    pub confirmed_ms: Option<i64>,
}

impl Held {
    /// Where it stands.
    pub fn state(&self) -> Result<SignatureState> {
        let bad = || StoreError::Inconsistent { table: "signatures", what: format!("state of {}", self.id) };
        SignatureState::from_code(&self.state).ok_or_else(bad)
    }

    /// What decides where it counts.
    pub fn counted(&self) -> Counted {
        Counted {
            id: self.id,
            petition_id: self.petition_id,
            area: self.area.clone(),
            suspect: self.suspect,
            verified: self.verified,
            confirmed_ms: self.confirmed_ms,
        }
    }
}

/// The signatures of one person: by who they are for the provider, and by address. Nobody else changes them until the commit;
/// locked in the order in which the writer of signatures does.
pub async fn of_person(tx: &mut Tx, petition: i64, identity: &str, subject: &str) -> Result<Vec<Held>> {
    let text = format!(
        "SELECT id, petition_id, identity, subject, state, suspect, verified, area, confirmed_ms FROM signatures WHERE id IN \
         (SELECT id FROM signatures WHERE petition_id = $1 AND identity = $2 UNION ALL \
         SELECT id FROM signatures WHERE petition_id = $1 AND subject = $3 AND subject <> '') ORDER BY identity{}",
        dialect::lock(tx.engine())
    );
    tx.all(sql(text).bind(petition).bind(identity).bind(subject)).await
}

/// Adds a confirmed signature; `false` when the person has one by now.
pub async fn insert(tx: &mut Tx, new: &NewSignature, subject: &str) -> Result<bool> {
    let text = "INSERT INTO signatures (id, petition_id, identity, state, suspect, verified, area, network, domain, pattern, lang, tell, \
         key_id, sealed, signed_ms, confirmed_ms, asked, asked_ms, lettered, wrong, subject) \
         VALUES ($1, $2, $3, 'confirmed', 0, 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, 0, $12, 0, 0, $13) ON CONFLICT DO NOTHING";
    let statement = sql(text)
        .bind(new.id)
        .bind(new.petition)
        .bind(new.identity.as_str())
        .bind(new.area.as_str())
        .bind(new.network.as_str())
        .bind(new.domain.as_str())
        .bind(new.pattern.as_str())
        .bind(new.lang)
        .bind(i64::from(new.tell))
        .bind(new.key_id.as_str())
        .bind(new.sealed.as_str())
        .bind(new.signed_ms)
        .bind(subject);
    Ok(tx.execute(statement).await? == 1)
}

/// Makes one that waits, or was withdrawn, the confirmed signature of a person. No letter follows that was asked for.
pub async fn take_over(tx: &mut Tx, id: i64, new: &NewSignature, subject: &str) -> Result<()> {
    let text = "UPDATE signatures SET state = 'confirmed', suspect = 0, verified = 1, area = $2, network = $3, domain = $4, pattern = $5, \
         lang = $6, tell = $7, key_id = $8, sealed = $9, signed_ms = $10, confirmed_ms = $10, lettered = asked, subject = $11 WHERE id = $1";
    let statement = sql(text)
        .bind(id)
        .bind(new.area.as_str())
        .bind(new.network.as_str())
        .bind(new.domain.as_str())
        .bind(new.pattern.as_str())
        .bind(new.lang)
        .bind(i64::from(new.tell))
        .bind(new.key_id.as_str())
        .bind(new.sealed.as_str())
        .bind(new.signed_ms)
        .bind(subject);
    tx.execute(statement).await.map(|_| ())
}

/// Says of one that counts, or would but for a suspicion, that somebody vouches for it.
pub async fn vouch(tx: &mut Tx, id: i64, subject: &str) -> Result<()> {
    let text = "UPDATE signatures SET verified = 1, suspect = 0, subject = $2 WHERE id = $1";
    tx.execute(sql(text).bind(id).bind(subject)).await.map(|_| ())
}

/// Puts the address of a person in the place of none.
pub async fn readdress(tx: &mut Tx, id: i64, new: &NewSignature) -> Result<()> {
    let text = "UPDATE signatures SET identity = $2, domain = $3, tell = $4, key_id = $5, sealed = $6 WHERE id = $1";
    let statement = sql(text)
        .bind(id)
        .bind(new.identity.as_str())
        .bind(new.domain.as_str())
        .bind(i64::from(new.tell))
        .bind(new.key_id.as_str())
        .bind(new.sealed.as_str());
    tx.execute(statement).await.map(|_| ())
}
