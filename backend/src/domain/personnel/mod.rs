//! Members of staff: who they are where ([`keeping`]), lists of them ([`listing`]), their sessions and passwords
//! ([`accounts`]). An administrator gives rights within their own branch only, and keeps the account of a person (passwords,
//! keeping out) only when all of that person's roles lie in it: whoever can reset a password can be that person.

pub mod accounts;
pub mod keeping;
pub mod listing;

use super::app::App;
use super::error::{AppError, Result};
use super::people::Viewer;
use super::settings::Settings;
use crate::store::people::{self, User};
use crate::store::{Run, Tx, personnel};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::{AgencyId, UserId};
use hoiam_shared::rights::{Grant, Role};

/// How long a password holds that somebody else made: until somebody is back from a week away.
pub(in crate::domain) const ONCE_MS: i64 = 7 * 86_400_000;

/// The branches in which the reader keeps people; denied where there is none.
pub(in crate::domain) fn kept(settings: &Settings, viewer: &Viewer) -> Result<Vec<(i64, i64)>> {
    let ranges = viewer.ranges_where(settings, Role::keeps_people, Role::keeps_people).cases;
    if ranges.is_empty() { Err(ErrorCode::Denied.into()) } else { Ok(ranges) }
}

/// A person with their roles, sorted by whether the reader keeps them.
struct Kept {
    user: User,
    within: Vec<Grant>,
    elsewhere: Vec<Grant>,
}

impl Kept {
    /// A person of whom the reader may know.
    async fn find(db: &mut impl Run, settings: &Settings, viewer: &Viewer, id: i64) -> Result<Self> {
        kept(settings, viewer)?;
        let user = people::by_id(db, UserId(id)).await?.filter(|user| !user.machine);
        let user = user.ok_or(AppError::Code(ErrorCode::NotFound))?;
        let all = people::grants(db, user.id).await?;
        let keeps = |grant: &Grant| viewer.holds(settings, Some(grant.agency), Role::keeps_people);
        let (within, elsewhere): (Vec<_>, Vec<_>) = all.into_iter().partition(keeps);
        match within.is_empty() {
            true => Err(ErrorCode::NotFound.into()),
            false => Ok(Self { user, within, elsewhere }),
        }
    }

    /// The same where the reader keeps the account, too.
    async fn account(db: &mut impl Run, settings: &Settings, viewer: &Viewer, id: i64) -> Result<Self> {
        let kept = Self::find(db, settings, viewer, id).await?;
        if kept.elsewhere.is_empty() { Ok(kept) } else { Err(ErrorCode::Denied.into()) }
    }

    /// Whose the person is, for the record: the agency of the first role.
    fn agency(&self) -> AgencyId {
        self.within.first().map_or(AgencyId(0), |grant| grant.agency)
    }
}

/// Somebody who is let in must be able to administer everything; otherwise nobody could ever give that right again.
pub(in crate::domain) async fn somebody_administers(app: &App, tx: &mut Tx) -> Result<()> {
    let settings = app.settings();
    let Some(root) = settings.root() else { return Ok(()) };
    match personnel::holders(tx, Role::Administrator, root.id).await? {
        0 => Err(ErrorCode::LastAdministrator.into()),
        _ => Ok(()),
    }
}

/// Roles as the record holds them.
pub(in crate::domain) fn told(settings: &Settings, grants: &[Grant]) -> serde_json::Value {
    let one = |grant: &Grant| {
        let code = settings.agency(grant.agency).map_or_else(|| grant.agency.to_string(), |agency| agency.code.clone());
        format!("{} {code}", grant.role)
    };
    grants.iter().map(one).collect()
}
