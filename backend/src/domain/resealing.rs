//! Seals everything anew with the newest key, in batches, while servers go on. It may be broken off at any moment: what is done
//! is done, and the next run takes what is left.

use super::error::Result;
use super::notices::{staff, webhooks};
use super::petitions::signing;
use crate::fault;
use crate::outside::Random;
use crate::seals::{For, Seals};
use crate::store::Db;
use crate::store::resealing::{Sealed, SealedRow};
use hoiam_shared::ids::UserId;
use std::collections::BTreeSet;

/// Rows sealed anew in one transaction.
const BATCH: i64 = 500;

/// What a round has done.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Rows that were sealed anew.
    pub done: u64,
    /// Rows that could not be opened.
    pub unopened: u64,
    /// The keys that would open those.
    pub missing: BTreeSet<String>,
}

/// What a row of a table is sealed for.
fn place(table: Sealed, row: &SealedRow) -> (For, Vec<u8>) {
    let plain = row.owner.to_le_bytes().to_vec();
    match table {
        Sealed::Contacts | Sealed::Bells => (For::Contacts, plain),
        Sealed::SecondSteps => (For::SecondSteps, plain),
        Sealed::StaffAddresses => (For::Notices, staff::row_of(UserId(row.owner)).into_bytes()),
        Sealed::Endpoints => (For::Notices, webhooks::row_of(row.owner).into_bytes()),
        Sealed::Signatures => (For::Signers, signing::place(row.owner, &row.name).into_bytes()),
    }
}

/// The row sealed with the newest key; `None` when it cannot be opened.
fn resealed(seals: &Seals, random: &dyn Random, table: Sealed, row: &SealedRow) -> Option<SealedRow> {
    let (what, place) = place(table, row);
    let anew = |sealed: &str| {
        let plain = seals.open(what, &place, &row.key_id, sealed).ok()?;
        Some(seals.seal(what, random, &place, &plain))
    };
    let (key_id, sealed) = anew(&row.sealed)?;
    let old_sealed = row.old_sealed.as_deref().and_then(anew).map(|(_, sealed)| sealed);
    Some(SealedRow { key_id, sealed, old_sealed, ..row.clone() })
}

/// Whether anything is sealed with another key than the newest.
pub async fn any_left(db: &Db, seals: &Seals) -> Result<bool> {
    for table in Sealed::ALL {
        if !table.under_others(&mut db.read(), &seals.newest(), i64::MIN, 1).await?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Goes through everything once. A row that somebody writes meanwhile is left as they wrote it.
pub async fn round(db: &Db, seals: &Seals, random: &dyn Random) -> Result<Round> {
    let mut round = Round::default();
    for table in Sealed::ALL {
        let mut after = i64::MIN;
        loop {
            let rows = table.under_others(&mut db.read(), &seals.newest(), after, BATCH).await?;
            let Some(last) = rows.last() else { break };
            after = last.id;
            let mut anew = Vec::with_capacity(rows.len());
            for row in &rows {
                match resealed(seals, random, table, row) {
                    Some(new) => anew.push((row, new)),
                    None => {
                        round.unopened += 1;
                        round.missing.insert(row.key_id.clone());
                    }
                }
            }
            let mut tx = db.begin().await?;
            for (row, new) in &anew {
                round.done += u64::from(table.put(&mut tx, row, new).await?);
            }
            fault::point("keys.before_commit");
            tx.commit().await?;
        }
    }
    Ok(round)
}
