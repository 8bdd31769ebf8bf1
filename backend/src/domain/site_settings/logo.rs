//! The logo of a site: whatever picture is sent is encoded anew, small enough to come along with a form. Its bytes lie in
//! a table of their own; the look names them by their digest, so an address never changes its content.

use super::told::{LOGO_REMOVED, LOGO_SET};
use super::{json, kept, one};
use crate::domain::app::App;
use crate::domain::audit::{self, Entry};
use crate::domain::error::{AppError, Result};
use crate::domain::people::Viewer;
use crate::domain::settings::changing::{begin, finish};
use crate::domain::sites::Logo;
use crate::media;
use crate::secrets::{hex, sha256_bytes};
use crate::store::sites::{self as rows, ChangeRow};
use base64::{Engine, prelude::BASE64_STANDARD};
use hoiam_shared::Lang;
use hoiam_shared::audit::{Act, Thing};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::limits;
use hoiam_shared::unfit::{Unfit, Why};
use hoiam_shared::wire::sites::SiteSettings;

/// Sets the logo of a site: a picture, base64, with or without `data:…,` in front.
pub async fn set(app: &App, viewer: &Viewer, key: &str, sent: &str, lang: Lang) -> Result<SiteSettings> {
    kept(&app.settings(), viewer, key)?;
    let plain = sent.split_once(',').map_or(sent, |(_, data)| data).trim();
    if plain.len() > limits::LOGO_BYTES.div_ceil(3) * 4 {
        return Err(no_logo());
    }
    let bytes = BASE64_STANDARD.decode(plain).map_err(|_| no_logo())?;
    let made = tokio::task::spawn_blocking(move || media::logo(&bytes));
    let made = made.await.map_err(|error| AppError::Internal(error.into()))?.map_err(|_| no_logo())?;
    let name = hex(&sha256_bytes(&made.png))[..16].to_owned();
    let logo = Logo { name, width: made.width, height: made.height };
    put(app, viewer, key, Some((logo, BASE64_STANDARD.encode(&made.png)))).await?;
    one(app, viewer, key, lang).await
}

fn no_logo() -> AppError {
    AppError::Unfit(vec![Unfit::new("logo", Why::NotALogo, "")])
}

/// Takes the logo of a site away.
pub async fn remove(app: &App, viewer: &Viewer, key: &str, lang: Lang) -> Result<SiteSettings> {
    put(app, viewer, key, None).await?;
    one(app, viewer, key, lang).await
}

async fn put(app: &App, viewer: &Viewer, key: &str, new: Option<(Logo, String)>) -> Result<()> {
    let settings = app.settings();
    let (site, _) = kept(&settings, viewer, key)?;
    let id = site.id.0;
    let mut look = settings.look(site.id).cloned().unwrap_or_default();
    let (mut tx, _) = begin(app).await?;
    let became = match &new {
        Some((_, png)) => {
            rows::put_logo(&mut tx, id, png).await?;
            LOGO_SET
        }
        None => {
            rows::remove_logo(&mut tx, id).await?;
            LOGO_REMOVED
        }
    };
    look.logo = new.map(|(logo, _)| logo);
    rows::put_look(&mut tx, id, &json(&look)?).await?;
    rows::touch(&mut tx, id).await?;
    let change = ChangeRow {
        site_id: id,
        at_ms: app.now_ms(),
        user_id: viewer.id.0,
        was: String::new(),
        became: became.to_owned(),
    };
    rows::record(&mut tx, &change).await?;
    let digest = |name: Option<String>| serde_json::json!({ "logo": name });
    let was = settings.look(site.id).and_then(|look| look.logo.as_ref()).map(|logo| logo.name.clone());
    let entry = Entry::of(Act::Changed, Thing::Site, key, site.agency);
    audit::by(app, &mut tx, viewer, entry.with(digest(was), digest(look.logo.map(|logo| logo.name)))).await?;
    finish(app, tx).await
}

/// The bytes of a logo, if it is the present one of the site.
pub async fn bytes(app: &App, key: &str, name: &str) -> Result<Vec<u8>> {
    let settings = app.settings();
    let missing = || AppError::Code(ErrorCode::NotFound);
    let site = settings.site(key).ok_or_else(missing)?;
    let logo = settings.look(site.id).and_then(|look| look.logo.as_ref()).filter(|logo| logo.name == name);
    logo.ok_or_else(missing)?;
    let png = rows::logo(&mut app.db.read(), site.id.0).await?.ok_or_else(missing)?;
    BASE64_STANDARD.decode(png).map_err(|error| AppError::Internal(error.into()))
}
