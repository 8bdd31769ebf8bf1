//! Agencies: the tree by page ([`listing`]), changing one ([`keeping`]), letting one go into another ([`merging`]). Closed ones
//! stay in the tree, below whoever took their place, so that their history stays with those who answer for it today.

pub mod keeping;
pub mod listing;
pub mod merging;
pub mod tree;

use super::app::App;
use super::audit;
use super::error::{AppError, Result};
use super::people::Viewer;
use super::reports::TAIL;
use super::settings::{Agency, Settings};
use crate::store::{Tx, agencies, facts, tails};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::rights::Role;

/// An agency that the reader keeps; one outside their branches does not exist for them.
fn kept<'s>(settings: &'s Settings, viewer: &Viewer, code: &str) -> Result<&'s Agency> {
    if !viewer.grants.iter().any(|grant| grant.role.keeps_agencies()) {
        return Err(ErrorCode::Denied.into());
    }
    let agency = settings.agency_by_code(code).ok_or(AppError::Code(ErrorCode::NotFound))?;
    match viewer.holds(settings, Some(agency.id), Role::keeps_agencies) {
        true => Ok(agency),
        false => Err(ErrorCode::NotFound.into()),
    }
}

/// Whether the reader keeps what is above an agency, too: then they may move it or close it.
fn above_is_kept(settings: &Settings, viewer: &Viewer, agency: &Agency) -> bool {
    viewer.holds(settings, agency.parent, Role::keeps_agencies)
}

/// Numbers the whole tree anew, behind all numbers there were: a node that still has the old ones in memory then reads
/// nothing for a moment, instead of what is not for its reader.
pub(in crate::domain) async fn number(tx: &mut Tx) -> Result<()> {
    let nodes = agencies::tree(tx).await?;
    let numbered = tree::numbered(&nodes).ok_or_else(|| AppError::defect("the tree of agencies has a circle"))?;
    Ok(agencies::number(tx, &numbered).await?)
}

/// The same after an agency got somebody else above it: what it holds is now counted there.
pub(in crate::domain) async fn renumber(tx: &mut Tx) -> Result<()> {
    number(tx).await?;
    tails::hold_up(tx, TAIL).await?;
    Ok(facts::recount_branches(tx).await?)
}

/// Writes an act on an agency down.
async fn note(app: &App, tx: &mut Tx, viewer: &Viewer, entry: audit::Entry) -> Result<()> {
    audit::by(app, tx, viewer, entry).await
}
