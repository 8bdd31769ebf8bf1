//! By which rules an agency takes petitions, and what is switched off. Both are settings, in memory on every node.

use crate::domain::app::App;
use crate::domain::audit::{self, Entry};
use crate::domain::error::{AppError, Result};
use crate::domain::people::Viewer;
use crate::domain::settings::Settings;
use crate::domain::settings::changing::{begin, finish};
use crate::store::petitions as rows;
use hoiam_shared::audit::{Act, Thing};
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::ids::AgencyId;
use hoiam_shared::petition::{PetitionRules, Switch};
use hoiam_shared::rights::Role;
use hoiam_shared::wire::petitions::{PetitionRulesView, SwitchView};
use hoiam_shared::{Lang, Stamp};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Rules and switches as they were read.
#[derive(Debug, Default)]
pub struct Kept {
    written: HashMap<AgencyId, PetitionRules>,
    off: HashMap<Switch, i64>,
    program: PetitionRules,
}

impl Kept {
    /// Reads what is stored; the agency whose rules cannot be read, with why.
    pub fn of(rules: Vec<(i64, String)>, off: Vec<(String, i64)>) -> std::result::Result<Self, (i64, String)> {
        let read = |(agency, spec): (i64, String)| match serde_json::from_str(&spec) {
            Ok(rules) => Ok((AgencyId(agency), rules)),
            Err(error) => Err((agency, error.to_string())),
        };
        let off = off.into_iter().filter_map(|(name, since)| Some((Switch::from_code(&name)?, since)));
        Ok(Self {
            written: rules.into_iter().map(read).collect::<std::result::Result<_, _>>()?,
            off: off.collect(),
            program: PetitionRules::default(),
        })
    }

    /// Whether something goes on.
    pub fn on(&self, switch: Switch) -> bool {
        !self.off.contains_key(&switch)
    }
}

impl Settings {
    /// The rules of an agency and whose they are: its own, those of the nearest agency above it, or the program's.
    pub fn petition_rules(&self, agency: AgencyId) -> (&PetitionRules, Option<AgencyId>) {
        let kept = &self.petitions;
        let nearest = self.line(agency).find_map(|agency| Some((kept.written.get(&agency.id)?, Some(agency.id))));
        nearest.unwrap_or((&kept.program, None))
    }
}

/// The rules of an agency, for whoever may write them.
pub fn show(app: &App, viewer: &Viewer, code: &str, lang: Lang) -> Result<PetitionRulesView> {
    let settings = app.settings();
    let agency = kept(&settings, viewer, code)?;
    Ok(view(&settings, agency, lang))
}

fn view(settings: &Settings, agency: AgencyId, lang: Lang) -> PetitionRulesView {
    let (rules, whose) = settings.petition_rules(agency);
    let named = |id: AgencyId| settings.agency(id).map(|agency| agency.view(lang));
    PetitionRulesView {
        agency: named(agency).unwrap_or_default(),
        rules: rules.clone(),
        own: whose == Some(agency),
        inherited: whose.filter(|whose| *whose != agency).and_then(named),
    }
}

fn kept(settings: &Settings, viewer: &Viewer, code: &str) -> Result<AgencyId> {
    if viewer.tops(Role::changes_petitions).is_empty() {
        return Err(ErrorCode::Denied.into());
    }
    let agency = settings.agency_by_code(code).filter(|a| viewer.holds(settings, Some(a.id), Role::changes_petitions));
    agency.map(|agency| agency.id).ok_or(AppError::Code(ErrorCode::NotFound))
}

/// Writes the rules of an agency; `None` takes its own away. Petitions that were begun keep theirs.
pub async fn write(
    app: &App,
    viewer: &Viewer,
    code: &str,
    rules: Option<&PetitionRules>,
    lang: Lang,
) -> Result<PetitionRulesView> {
    let settings = app.settings();
    let agency = kept(&settings, viewer, code)?;
    if let Some(field) = rules.and_then(PetitionRules::wrong) {
        return Err(AppError::field(field, FieldError::OutOfRange));
    }
    let spec = rules.map(|rules| serde_json::to_string(rules).unwrap_or_default());
    let (mut tx, _) = begin(app).await?;
    rows::put_rules(&mut tx, agency, spec.as_deref()).await?;
    let told = |rules: Option<&PetitionRules>| match rules.map(serde_json::to_value) {
        None => Ok(Value::Null),
        Some(value) => value.map_err(|error| AppError::Internal(error.into())),
    };
    let (was, became) = (told(settings.petitions.written.get(&agency))?, told(rules)?);
    if was != became {
        let act = if rules.is_some() { Act::Changed } else { Act::Removed };
        let entry = Entry::of(act, Thing::PetitionRules, code, agency).with(was, became);
        audit::by(app, &mut tx, viewer, entry).await?;
    }
    finish(app, tx).await?;
    Ok(view(&app.settings(), agency, lang))
}

/// The switches.
pub fn switches(settings: &Settings, lang: Lang) -> Vec<SwitchView> {
    let view = |switch: &Switch| {
        let since = settings.petitions.off.get(switch);
        SwitchView {
            name: switch.code().to_owned(),
            text: switch.name(lang).to_owned(),
            on: since.is_none(),
            since: since.copied().map(Stamp),
        }
    };
    Switch::ALL.iter().map(view).collect()
}

/// Whether the person may turn the switches: they hold for everybody.
pub fn switching(settings: &Settings, viewer: &Viewer) -> bool {
    let tops = viewer.tops(Role::changes_petitions);
    tops.iter().any(|id| settings.agency(*id).is_some_and(|agency| agency.parent.is_none()))
}

/// Turns one.
pub async fn switch(app: &App, viewer: &Viewer, name: &str, on: bool, lang: Lang) -> Result<Vec<SwitchView>> {
    let settings = app.settings();
    if !switching(&settings, viewer) {
        return Err(ErrorCode::Denied.into());
    }
    let switch = Switch::from_code(name).ok_or(AppError::Code(ErrorCode::NotFound))?;
    let (mut tx, _) = begin(app).await?;
    rows::switch(&mut tx, switch.code(), on, viewer.id, app.now_ms()).await?;
    if settings.petitions.on(switch) != on {
        let act = if on { Act::Enabled } else { Act::Disabled };
        let entry = Entry::of(act, Thing::PetitionSwitch, switch.code(), audit::all(&settings));
        audit::by(app, &mut tx, viewer, entry.with(json!({ "on": !on }), json!({ "on": on }))).await?;
    }
    finish(app, tx).await?;
    Ok(switches(&app.settings(), lang))
}
