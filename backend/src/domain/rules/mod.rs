//! Administration of the routing rules: reading and changing them, what is wrong with them ([`lint`]), and what a
//! change would do to past cases ([`trial`]). A change is a new version; who made it is written down with it.

pub mod bounces;
pub mod change;
pub mod check;
pub mod lint;
mod past;
pub mod trial;

use super::app::App;
use super::error::Result;
use super::people::Viewer;
use super::settings::Settings;
use crate::store::rules;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::routing::Routing;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::rights::Role;
use hoiam_shared::route::{COMMITTEE, RuleTarget};
use hoiam_shared::wire::routing::{RuleView, RulesView};
use hoiam_shared::{Lang, Stamp};

/// Refuses who may not read rules. They hold for everybody, and so do the figures beside them: the right counts at
/// the top of the tree only.
pub fn may_read(settings: &Settings, viewer: &Viewer) -> Result<()> {
    holds_at_top(settings, viewer, Role::reads_routing).then_some(()).ok_or_else(|| ErrorCode::Denied.into())
}

/// Refuses who may not change rules.
pub fn may_change(settings: &Settings, viewer: &Viewer) -> Result<()> {
    holds_at_top(settings, viewer, Role::changes_routing).then_some(()).ok_or_else(|| ErrorCode::Denied.into())
}

fn holds_at_top(settings: &Settings, viewer: &Viewer, right: fn(Role) -> bool) -> bool {
    let top = settings.root().map(|agency| agency.id);
    viewer.grants.iter().any(|grant| right(grant.role) && Some(grant.agency) == top)
}

/// The rules in their order.
pub async fn list(app: &App, viewer: &Viewer, lang: Lang) -> Result<RulesView> {
    let settings = app.settings();
    may_read(&settings, viewer)?;
    let mut read = app.db.read();
    let version = crate::store::counters::peek(&mut read, super::settings::VERSION).await?;
    let rows = rules::current(&mut read).await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let made = rules::made(&mut read, &ids).await?;
    let view = |row: rules::CurrentRule| {
        let change = made.iter().rev().find(|change| change.rule_id == Some(row.id));
        RuleView {
            id: row.id,
            number: u32::try_from(row.number).unwrap_or(1),
            active: row.active != 0,
            target_name: target_name(&settings, &row.target, lang),
            query: row.query,
            target: row.target,
            name_vi: row.name_vi,
            name_en: row.name_en,
            changed_at: change.map(|change| Stamp(change.at_ms)),
            changed_by: change.map(|change| who(&settings, change.user_id)),
        }
    };
    let rules = rows.into_iter().map(view).collect();
    Ok(RulesView { rules, may_change: may_change(&settings, viewer).is_ok(), version })
}

/// A person's name.
fn who(settings: &Settings, user: i64) -> String {
    settings.person(hoiam_shared::ids::UserId(user)).map_or_else(|| user.to_string(), |person| person.name.clone())
}

/// A target in words.
pub fn target_name(settings: &Settings, target: &str, lang: Lang) -> String {
    match RuleTarget::parse(target) {
        None => target.to_owned(),
        Some(RuleTarget::Commune) => Routing::TargetCommune.text(lang).to_owned(),
        Some(RuleTarget::Province) => Routing::TargetProvince.text(lang).to_owned(),
        Some(RuleTarget::Agency(code)) => {
            settings.agency_by_code(&code).map_or_else(|| code.clone(), |agency| agency.name(lang).to_owned())
        }
        Some(RuleTarget::Department(role)) => {
            let name = department_name(settings, &role, lang).unwrap_or(role);
            fill(Routing::TargetDepartment.text(lang), &[("name", &name)])
        }
    }
}

/// What a department is called, without the place: the name of one of them up to where those of two begin to differ.
fn department_name(settings: &Settings, role: &str, lang: Lang) -> Option<String> {
    let mut some = settings.areas().filter_map(|area| settings.playing(role, &area.code)).map(|a| a.name(lang));
    let (first, second) = (some.next()?, some.next());
    let Some(second) = second else { return Some(first.to_owned()) };
    let same = first.chars().zip(second.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum::<usize>();
    let shared = &first[..same];
    // Cut where a word ends; prepositions before the place's name go with it.
    let whole = shared.rsplit_once(' ').map_or(shared, |(before, _)| before);
    let name = whole
        .trim_end_matches([',', ' '])
        .trim_end_matches(" of")
        .trim_end_matches(" tỉnh")
        .trim_end_matches(" thành phố");
    (role != COMMITTEE && !name.is_empty()).then(|| name.to_owned())
}
