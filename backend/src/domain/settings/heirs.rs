//! What took the place of what: agencies and areas that are no more are found by their old codes and names, and lead to
//! whoever is there today.

use super::{Agency, Area, Category, Settings};
use hoiam_shared::ids::AgencyId;

/// Heirs of heirs that are followed: more would be a mistake of the rows.
const MOST: usize = 50;

impl Settings {
    /// Who is there today for an agency: itself, or the last that took its place. `None` when it was closed with nobody
    /// to take it.
    pub fn present(&self, id: AgencyId) -> Option<&Agency> {
        let heir = |agency: &&Agency| agency.kept.closed_ms.and(agency.kept.successor).and_then(|id| self.agency(id));
        let line = std::iter::successors(self.agency(id), heir).take(MOST);
        line.last().filter(|agency| agency.kept.closed_ms.is_none())
    }

    /// The agency that is there today under this code, or under that of one that went into it.
    pub fn agency_in_charge(&self, code: &str) -> Option<&Agency> {
        self.present(self.agency_by_code(code)?.id)
    }

    /// The area that is there today under this code.
    pub fn area_today(&self, code: &str) -> Option<&Area> {
        let heir =
            |area: &&Area| area.kept.closed_ms.and(area.kept.successor.as_deref()).and_then(|code| self.area(code));
        let line = std::iter::successors(self.area(code), heir).take(MOST);
        line.last().filter(|area| area.kept.closed_ms.is_none())
    }

    /// The category that is offered today under this code.
    pub fn category_today(&self, code: &str) -> Option<&Category> {
        let heir = |one: &&Category| {
            one.kept.closed_ms.and(one.kept.successor.as_deref()).and_then(|code| self.category(code))
        };
        let line = std::iter::successors(self.category(code), heir).take(MOST);
        line.last().filter(|category| category.kept.closed_ms.is_none())
    }

    /// The categories that are offered, parents before children.
    pub fn categories_today(&self) -> impl Iterator<Item = &Category> {
        self.categories().iter().filter(|category| category.kept.closed_ms.is_none())
    }

    /// Gives whoever took a place the names by which it was known.
    pub(super) fn inherit_agencies(&mut self) {
        let gone: Vec<AgencyId> =
            self.agencies.values().filter(|a| a.kept.closed_ms.is_some()).map(|agency| agency.id).collect();
        for id in gone {
            let Some(heir) = self.present(id).map(|heir| heir.id) else { continue };
            let names = self.agency(id).map(|agency| agency.known_as.clone()).unwrap_or_default();
            if let Some(heir) = self.agencies.get_mut(&heir) {
                heir.known_as.extend(names);
            }
        }
    }

    /// The same for areas.
    pub(super) fn inherit_areas(&mut self) {
        let gone: Vec<String> =
            self.areas.iter().filter(|a| a.kept.closed_ms.is_some()).map(|area| area.code.clone()).collect();
        for code in gone {
            let Some(heir) = self.area_today(&code).map(|heir| heir.code.clone()) else { continue };
            let names = self.area(&code).map(|area| area.known_as.clone()).unwrap_or_default();
            if let Some(heir) = self.area_codes.get(&heir).and_then(|at| self.areas.get_mut(*at)) {
                heir.known_as.extend(names);
            }
        }
    }
}
