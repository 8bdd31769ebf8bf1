//! The world as the generator walks it: for every place and category the agency, and for every agency the desk
//! that works there. Looked up once, so that a case costs no search.

use crate::seed::{AreaLevel, World};
use hoiam_shared::ids::{AgencyId, CalendarId, RuleId, UserId};
use hoiam_shared::rights::Role;
use hoiam_shared::route::{COMMITTEE, Directory, RuleTarget};
use std::collections::HashMap;

/// A province.
#[derive(Debug)]
pub struct Province {
    pub code: String,
    pub name: String,
    pub committee: AgencyId,
    /// Places in `Atlas::communes`.
    pub communes: core::ops::Range<usize>,
    /// Who is responsible, by category; `None` is the commune.
    by_leaf: Vec<Option<AgencyId>>,
}

/// A commune.
#[derive(Debug)]
pub struct Commune {
    pub code: String,
    pub name: String,
    pub committee: AgencyId,
}

/// A category that cases are filed under.
#[derive(Debug)]
pub struct Leaf {
    pub code: String,
    /// The name as it stands within a sentence.
    pub name: String,
    pub by_category: RuleId,
    pub by_phrase: Option<RuleId>,
}

/// Who works at an agency, and when.
#[derive(Debug, Clone)]
pub struct Desk {
    pub name: String,
    pub calendar: CalendarId,
    pub moderator: UserId,
    pub coordinator: UserId,
    pub handlers: Vec<UserId>,
    pub approver: UserId,
}

/// All of it.
#[derive(Debug)]
pub struct Atlas {
    pub provinces: Vec<Province>,
    /// Running totals of how much comes from each province.
    pub province_totals: Vec<u32>,
    pub communes: Vec<Commune>,
    pub leaves: Vec<Leaf>,
    pub desks: HashMap<AgencyId, Desk>,
    pub inspectorates: HashMap<String, AgencyId>,
}

impl Atlas {
    pub fn new(world: &World) -> Option<Self> {
        let leaves: Vec<Leaf> = world
            .categories
            .iter()
            .filter(|c| c.parent.is_some())
            .filter_map(|c| {
                let rule = |matches: String| world.rules.iter().find(|r| r.matches == matches).map(|r| r.id);
                let by_phrase = world.rules.iter().find(|r| r.name_vi == c.name_vi && r.matches.starts_with('"'));
                Some(Leaf {
                    code: c.code.clone(),
                    name: lower_first(&c.name_vi),
                    by_category: rule(format!("category:{}", c.code))?,
                    by_phrase: by_phrase.map(|r| r.id),
                })
            })
            .collect();
        let target = |leaf: &Leaf| world.rules.iter().find(|r| r.id == leaf.by_category).map(|r| &r.target);
        let (mut provinces, mut communes, mut totals) = (Vec::new(), Vec::new(), Vec::new());
        let mut total = 0;
        for area in world.areas.iter().filter(|a| a.level == AreaLevel::Province) {
            let from = communes.len();
            for commune in world.areas.iter().filter(|a| a.parent.as_ref() == Some(&area.code)) {
                let committee = world.by_role(COMMITTEE, &commune.code)?;
                communes.push(Commune { code: commune.code.clone(), name: commune.inline_vi(), committee });
            }
            let by_leaf = leaves.iter().map(|leaf| match target(leaf) {
                None | Some(RuleTarget::Commune) => None,
                Some(target) => target.resolve(Some(&area.code), world),
            });
            // People in the large cities write more than their communes are many.
            let city = match area.code.as_str() {
                "79" => 7,
                "01" => 6,
                _ if area.unit_type == "Thành phố" => 3,
                _ => 1,
            };
            total += (communes.len() - from) as u32 * city;
            totals.push(total);
            provinces.push(Province {
                by_leaf: by_leaf.collect(),
                code: area.code.clone(),
                name: area.short_vi().to_owned(),
                committee: world.by_role(COMMITTEE, &area.code)?,
                communes: from..communes.len(),
            });
        }
        let desks = world.agencies.iter().filter_map(|a| Some((a.id, desk(world, a.id)?))).collect();
        let inspectorates =
            provinces.iter().filter_map(|p| Some((p.code.clone(), world.by_role("thanh-tra", &p.code)?)));
        let inspectorates = inspectorates.collect();
        Some(Self { provinces, province_totals: totals, communes, leaves, desks, inspectorates })
    }

    /// Who is responsible for a category in a place.
    pub fn responsible(&self, province: usize, commune: Option<usize>, leaf: usize) -> AgencyId {
        let province = &self.provinces[province];
        match (province.by_leaf[leaf], commune) {
            (Some(agency), _) => agency,
            (None, Some(commune)) => self.communes[commune].committee,
            (None, None) => province.committee,
        }
    }
}

/// The people of the nearest branch that has them.
fn desk(world: &World, id: AgencyId) -> Option<Desk> {
    let mut branch = vec![world.agency(id)?];
    while let Some(above) = branch.last()?.parent {
        branch.push(world.agency(above)?);
    }
    let people = |role: Role| {
        branch.iter().find_map(|agency| {
            let holds = |u: &&crate::seed::User| u.grants.iter().any(|g| g.role == role && g.agency == agency.id);
            let found: Vec<UserId> = world.users.iter().filter(holds).map(|u| u.id).collect();
            (!found.is_empty()).then_some(found)
        })
    };
    let one = |role| people(role).and_then(|found| found.first().copied());
    Some(Desk {
        name: branch[0].name_vi.clone(),
        calendar: branch.iter().find_map(|a| a.calendar)?,
        moderator: one(Role::Moderator)?,
        coordinator: one(Role::Coordinator)?,
        handlers: people(Role::Handler)?,
        approver: one(Role::Approver)?,
    })
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next();
    let rest = chars.as_str();
    // An abbreviation stays as it is.
    let shout = rest.chars().next().is_some_and(char::is_uppercase);
    match first {
        Some(c) if !shout => c.to_lowercase().chain(rest.chars()).collect(),
        _ => text.to_owned(),
    }
}
