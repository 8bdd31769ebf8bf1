//! Members of staff as recipients: who is responsible for a case, and where they are told.

use crate::domain::error::Result;
use crate::domain::people::Viewer;
use crate::domain::settings::Settings;
use crate::outside::Random;
use crate::secrets::Keys;
use crate::store::notices::{self, StaffAddress};
use crate::store::{Read, Tx, people};
use hoiam_shared::Lang;
use hoiam_shared::case::Case;
use hoiam_shared::ids::{AgencyId, UserId};
use hoiam_shared::notice::StepWho;
use hoiam_shared::rights::Role;
use std::collections::HashMap;

/// Who plays which part where, looked up once.
#[derive(Debug, Default)]
pub struct Desks(HashMap<(Role, AgencyId), Vec<UserId>>);

impl Desks {
    /// Who a step of a ladder means for a case.
    pub async fn find(
        &mut self,
        read: &mut Read<'_>,
        settings: &Settings,
        case: &Case,
        who: StepWho,
    ) -> Result<Vec<UserId>> {
        let Some(agency) = case.agency else { return Ok(Vec::new()) };
        match (who, case.assignee) {
            (StepWho::Assignee, Some(user)) => Ok(vec![user]),
            (StepWho::Assignee, None) | (StepWho::Coordinator, _) => {
                self.nearest(read, settings, Role::Coordinator, agency).await
            }
            (StepWho::Supervisor, _) => self.nearest(read, settings, Role::Supervisor, agency).await,
            (StepWho::Superior, _) => match settings.agency(agency).and_then(|agency| agency.parent) {
                Some(above) => self.nearest(read, settings, Role::Coordinator, above).await,
                None => Ok(Vec::new()),
            },
        }
    }

    /// Those who hold a role at an agency itself, or at the first one above it where anybody does.
    pub async fn nearest(
        &mut self,
        read: &mut Read<'_>,
        settings: &Settings,
        role: Role,
        from: AgencyId,
    ) -> Result<Vec<UserId>> {
        for agency in settings.line(from) {
            let key = (role, agency.id);
            let there = match self.0.get(&key) {
                Some(there) => there.clone(),
                None => {
                    let there = people::holding_at(read, role, agency.id).await?;
                    self.0.insert(key, there.clone());
                    there
                }
            };
            if !there.is_empty() {
                return Ok(there);
            }
        }
        Ok(Vec::new())
    }
}

/// A member of staff as a reader of cases; `None` for who may not sign in any more.
pub async fn reader(read: &mut Read<'_>, id: UserId) -> Result<Option<Viewer>> {
    let Some(user) = people::by_id(read, id).await?.filter(|user| !user.disabled) else { return Ok(None) };
    let grants = people::grants(read, id).await?;
    Ok(Some(Viewer {
        id,
        login: user.login,
        name: user.name,
        grants,
        csrf: String::new(),
        session: String::new(),
        need: None,
        until_ms: i64::MAX,
    }))
}

/// How an address of a member of staff is named when it is sealed.
pub fn row_of(user: UserId) -> String {
    format!("staff:{user}")
}

/// Sets where a member of staff is told, or forgets it.
pub async fn set_address(
    keys: &Keys,
    random: &dyn Random,
    tx: &mut Tx,
    user: UserId,
    address: Option<&str>,
    lang: Lang,
    now_ms: i64,
) -> Result<()> {
    let Some(address) = address else { return Ok(notices::remove_staff_address(tx, user).await?) };
    let (key_id, sealed) = keys.seal_notice(random, &row_of(user), address);
    let lang = lang.code().to_owned();
    let row = StaffAddress { user_id: user.0, key_id, sealed, lang, wanted: 1, changed_ms: now_ms };
    Ok(notices::put_staff_address(tx, &row).await?)
}
