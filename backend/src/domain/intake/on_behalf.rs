//! Taking down what comes by telephone, on paper, at a counter or by e-mail: the same filing, by a member of staff who asks
//! the questions. The channel and who took it down are in the first event.

use super::Submission;
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::domain::people::Viewer;
use crate::domain::toll::Work;
use hoiam_shared::Lang;
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::rights::Role;
use hoiam_shared::wire::intake::{IntakeSite, IntakeView, OnBehalfNew, Receipt};

fn may(viewer: &Viewer) -> Result<()> {
    let takes = viewer.grants.iter().any(|grant| grant.role.takes_down());
    if takes { Ok(()) } else { Err(ErrorCode::Denied.into()) }
}

/// Through which sites cases can be taken down, and for which agency by default: one's own.
pub fn view(app: &App, viewer: &Viewer, lang: Lang) -> Result<IntakeView> {
    may(viewer)?;
    let settings = app.settings();
    let own = viewer.tops(Role::takes_down).first().and_then(|id| settings.agency(*id));
    let near = |agency| own.is_some_and(|own| settings.within(agency, own.id));
    let mut sites = settings.sites();
    // Those of one's own branch come first.
    sites.sort_by_key(|site| !near(site.agency));
    let sites = sites.into_iter().filter_map(|site| {
        let agency = settings.agency(site.agency)?;
        Some(IntakeSite { key: site.key.clone(), agency: agency.name(lang).to_owned() })
    });
    Ok(IntakeView { sites: sites.collect(), agency: own.map(|agency| agency.view(lang)) })
}

/// Files it. The same key with the same content gives the same receipt.
pub async fn file(app: &App, viewer: &Viewer, input: OnBehalfNew) -> Result<Receipt> {
    may(viewer)?;
    if !input.channel.taken_down() {
        return Err(AppError::field("channel", FieldError::UnknownValue));
    }
    let OnBehalfNew { key, site, channel, case } = input;
    let by = Some(viewer.id);
    let work = Work::Unasked;
    let sent = Submission { site, origin: None, channel, client: None, signs: None, work, key, case, joins: None, by };
    super::file(app, sent).await
}
