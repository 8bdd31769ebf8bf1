//! Finding what somebody types among the settings: agencies, areas and people by present and former names, with or without
//! marks.

use super::{Agency, Area, Person, Settings};
use hoiam_shared::ids::UserId;
use hoiam_shared::text::fold;
use hoiam_shared::text::fold::{Fit, fits_folded};

impl Settings {
    /// Agencies whose present or former name answers what was typed, best first.
    pub fn find_agencies(&self, typed: &str, limit: usize) -> Vec<&Agency> {
        let typed_folded = name_key(typed);
        let by_code = self.agency_in_charge(typed.trim());
        let there = self.agencies.values().filter(|agency| agency.kept.closed_ms.is_none());
        let fitting = there.filter_map(|agency| {
            let fit = best_fit(&typed_folded, &agency.known_as)?;
            Some((fit, agency.names[0].len(), agency.id, agency))
        });
        let mut found: Vec<_> = fitting.collect();
        found.sort_unstable_by_key(|&(fit, length, id, _)| (fit, length, id));
        by_code.into_iter().chain(found.into_iter().map(|(.., agency)| agency)).take(limit).collect()
    }

    /// Areas whose present or former name, alone or before that of the province, answers what was typed.
    pub fn find_areas(&self, typed: &str, limit: usize) -> Vec<&Area> {
        let typed_folded = name_key(typed);
        if typed_folded.is_empty() {
            return Vec::new();
        }
        let fitting = self.areas.iter().filter(|area| area.kept.closed_ms.is_none()).filter_map(|area| {
            let province = area.parent.as_deref().and_then(|p| self.area(p));
            let in_province = |province: &Area| {
                let whole: Vec<String> =
                    area.known_as.iter().map(|name| format!("{name} {}", province.known_as[0])).collect();
                best_fit(&typed_folded, &whole)
            };
            let own = best_fit(&typed_folded, &area.known_as);
            // A province before a commune of the same name, a name of its own before one with its province.
            let fit = own.map(|fit| (fit, 0)).or_else(|| Some((in_province(province?)?, 1)))?;
            Some((fit, province.is_some(), area.names[0].len(), area))
        });
        let mut found: Vec<_> = fitting.collect();
        found.sort_unstable_by_key(|&(fit, commune, length, area)| (fit, commune, length, area.code.as_str()));
        found.into_iter().map(|(.., area)| area).take(limit).collect()
    }

    /// People whose name, with or without marks, or whose login has this in it.
    pub fn people_like(&self, typed: &str) -> Vec<UserId> {
        let (folded, plain) = (fold(typed), typed.to_lowercase());
        let has = |person: &Person| person.login.contains(&plain) || fold(&person.name).contains(&folded);
        self.people.iter().filter(|(_, person)| has(person)).map(|(id, _)| *id).collect()
    }
}

/// The kinds of unit that stand before a name and that people leave out.
const UNITS: &[&str] = &["phuong", "xa", "thi tran", "dac khu", "tinh", "thanh pho", "ubnd", "ui ban nhan dan"];

/// A name as it is compared: folded, `i` and `y` one letter.
pub(super) fn name_key(text: &str) -> String {
    fold(text).replace('y', "i")
}

/// Every form of a name that somebody may type, as it is compared.
pub(super) fn known_as(names: &[String; 2], aliases: &str) -> Vec<String> {
    let mut all: Vec<String> = names.iter().map(String::as_str).chain(aliases.lines()).map(name_key).collect();
    let short = UNITS.iter().find_map(|unit| all[0].strip_prefix(unit)?.strip_prefix(' ').map(str::to_owned));
    all.extend(short);
    all
}

fn best_fit(typed: &str, names: &[String]) -> Option<Fit> {
    names.iter().filter_map(|name| fits_folded(typed, name)).min()
}
