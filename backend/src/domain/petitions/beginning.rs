//! Writing a petition. Its author signs it first; nobody else knows of it until they have confirmed their address.

use super::moving;
use super::signing;
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::domain::intake::site_for;
use crate::store::petitions::{self as rows, Petition};
use crate::store::signatures;
use hoiam_shared::case::Code;
use hoiam_shared::check::{self, Fault};
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::ids::{AgencyId, SiteId};
use hoiam_shared::limits;
use hoiam_shared::petition::{PetitionRules, PetitionState, Switch};
use hoiam_shared::wire::petitions::PetitionNew;
use hoiam_shared::{Lang, Stamp};

/// A petition on its way in.
#[derive(Debug, Clone)]
pub struct Begin {
    /// Key of the site.
    pub site: String,
    /// Origin of the page, if a browser sent it.
    pub origin: Option<String>,
    /// The address that the request came from.
    pub network: Option<String>,
    /// What was written.
    pub input: PetitionNew,
}

/// Stores it; gives its code. Nothing of it is shown to anybody but its author.
pub async fn begin(app: &App, begin: Begin) -> Result<String> {
    let settings = app.settings();
    let site = site_for(app, &settings, &begin.site, begin.origin.as_deref())?;
    let PetitionNew { title, body, agency, area, category, author } = begin.input;
    let mut faults: Vec<Fault> = Vec::new();
    check::text("title", &title, limits::BODY_MIN_CHARS, limits::TITLE_CHARS, &mut faults);
    check::text("body", &body, limits::BODY_MIN_CHARS, limits::PETITION_CHARS, &mut faults);
    let given = |value: Option<String>| value.filter(|value| !value.trim().is_empty());
    let (agency, area, category) = (given(agency), given(area), given(category));
    let agency = match &agency {
        None => Some(site.agency),
        Some(code) => settings.agency_by_code(code).filter(|agency| agency.kept.closed_ms.is_none()).map(|a| a.id),
    };
    let mut unknown = |wrong: bool, field| {
        if wrong {
            faults.push(Fault::new(field, FieldError::UnknownValue));
        }
    };
    unknown(agency.is_none(), "agency");
    unknown(area.as_deref().is_some_and(|code| settings.area(code).is_none()), "area");
    unknown(category.as_deref().is_some_and(|code| settings.category(code).is_none()), "category");
    let reach = signing::check(app, &settings, &author, &mut faults);
    let (Some(agency), Some(reach), true) = (agency, reach, faults.is_empty()) else {
        return Err(AppError::Invalid(faults));
    };
    let (rules, _) = settings.petition_rules(agency);
    if !rules.open || !settings.petitions.on(Switch::Creating) {
        return Err(ErrorCode::Paused.into());
    }
    let now_ms = app.now_ms();
    let id = app.numbers.case(&app.db).await?;
    let signature = app.numbers.signature(&app.db).await?;
    let (title, body) = (title.trim().to_owned(), body.trim().to_owned());
    let of = Of { site: site.id, agency, area, category, language: author.language, title, body };
    let petition = written(app, id, signature, of, rules.clone(), now_ms)?;
    let signed = signing::prepare(app, &settings, &petition, signature, &author, reach, begin.network.as_deref());
    let mut tx = app.db.begin().await?;
    rows::insert(&mut tx, &petition).await?;
    signatures::insert(&mut tx, &[&signed], 0).await?;
    moving::begin(&mut tx, &petition).await?;
    tx.commit().await?;
    Ok(petition.code)
}

/// What a petition is made of.
pub(super) struct Of {
    pub site: SiteId,
    pub agency: AgencyId,
    pub area: Option<String>,
    pub category: Option<String>,
    pub language: Lang,
    pub title: String,
    pub body: String,
}

/// A petition as it is when it was just written, under these rules, with the signature of its author.
pub(super) fn written(app: &App, id: i64, author: i64, of: Of, rules: PetitionRules, at_ms: i64) -> Result<Petition> {
    let mut petition = Petition {
        id,
        code: app.code_of(id, at_ms)?,
        version: 1,
        state: PetitionState::Draft,
        since_ms: at_ms,
        site: of.site,
        agency: of.agency,
        area: of.area,
        category: of.category,
        language: of.language,
        first_title: of.title.clone(),
        first_body: of.body.clone(),
        title: of.title,
        body: of.body,
        rules,
        author,
        created_ms: at_ms,
        opened_ms: None,
        closes_ms: None,
        ended_ms: None,
        ground: None,
        reason: String::new(),
        wake_ms: None,
        held_by: None,
        held_ms: 0,
    };
    petition.wake_ms = moving::wake(&petition);
    Ok(petition)
}

impl App {
    /// The code of a number: what a case or a petition is called by.
    pub fn code_of(&self, id: i64, at_ms: i64) -> Result<String> {
        let number = u64::try_from(id).map_err(|_| AppError::defect("a number below zero"))?;
        let (year, ..) = Stamp(at_ms).civil(crate::domain::settings::ZONE.minutes);
        Ok(Code::new(number, u16::try_from(year).unwrap_or_default(), self.keys.codes()).to_string())
    }
}
