//! The world an installation starts with: areas, agencies, categories, rules, policies, calendars, people.
//!
//! Facts live as files in `backend/data` and are compiled in; here they become plain structs with ids that
//! follow from their codes, so that every installation and every later version agrees on them. Nothing is
//! stored here, and no rule is evaluated.

mod agencies;
mod areas;
mod calendars;
mod categories;
mod people;
mod policies;
mod table;

pub use agencies::Agency;
pub use areas::{Area, AreaLevel};
pub use categories::{Category, Rule};
pub use people::{Site, User};
pub use table::SeedError;

use hoiam_shared::clock::{Calendar, Policy};
use hoiam_shared::ids::AgencyId;
use hoiam_shared::route::Directory;
use std::collections::HashMap;

/// Everything, parents before children.
#[derive(Debug, Clone)]
pub struct World {
    /// Provinces, then communes.
    pub areas: Vec<Area>,
    /// A tree with one root.
    pub agencies: Vec<Agency>,
    /// Two levels.
    pub categories: Vec<Category>,
    /// In the order in which they are asked.
    pub rules: Vec<Rule>,
    /// In the order in which they are asked; not all of them enabled.
    pub policies: Vec<Policy>,
    /// The calendar of the root, inherited by all.
    pub calendars: Vec<Calendar>,
    /// At least one for each role.
    pub users: Vec<User>,
    /// Among them the one with the key `demo`.
    pub sites: Vec<Site>,
    /// Extra questions of every site, in the order of asking.
    pub questions: Vec<serde_json::Value>,
    index: Index,
}

/// Places in the lists by what is asked for.
#[derive(Debug, Clone)]
struct Index {
    areas: HashMap<String, usize>,
    agencies: HashMap<String, usize>,
    ids: HashMap<AgencyId, usize>,
    roles: HashMap<(String, String), AgencyId>,
}

/// Reads the data files. Fails only when one of them is broken, which a test would have seen.
pub fn world() -> Result<World, SeedError> {
    let areas = areas::read()?;
    let agencies = agencies::build(&areas)?;
    let (categories, rules) = categories::read()?;
    let ids = agencies.iter().map(|a| (a.code.as_str(), a.id)).collect();
    let users = people::users(&ids)?;
    let sites = people::sites(&ids)?;
    let role = |a: &Agency| Some(((a.role.clone()?, a.area.clone()?), a.id));
    let index = Index {
        areas: areas.iter().enumerate().map(|(i, a)| (a.code.clone(), i)).collect(),
        agencies: agencies.iter().enumerate().map(|(i, a)| (a.code.clone(), i)).collect(),
        ids: agencies.iter().enumerate().map(|(i, a)| (a.id, i)).collect(),
        roles: agencies.iter().filter_map(role).collect(),
    };
    let (policies, calendars) = (policies::read()?, vec![calendars::viet_nam()?]);
    let questions = serde_json::from_str(include_str!("../../data/questions.json"))
        .map_err(|error| SeedError::new("questions.json", error.to_string()))?;
    Ok(World { areas, agencies, categories, rules, policies, calendars, users, sites, questions, index })
}

impl World {
    /// The area with this code.
    pub fn area(&self, code: &str) -> Option<&Area> {
        self.index.areas.get(code).map(|&i| &self.areas[i])
    }

    /// The agency with this id.
    pub fn agency(&self, id: AgencyId) -> Option<&Agency> {
        self.index.ids.get(&id).map(|&i| &self.agencies[i])
    }
}

impl Directory for World {
    fn by_code(&self, code: &str) -> Option<AgencyId> {
        self.index.agencies.get(code).map(|&i| self.agencies[i].id)
    }

    fn by_role(&self, role: &str, area: &str) -> Option<AgencyId> {
        self.index.roles.get(&(role.to_owned(), area.to_owned())).copied()
    }

    fn area_above(&self, area: &str) -> Option<String> {
        self.area(area)?.parent.clone()
    }
}

#[cfg(test)]
mod tests;
