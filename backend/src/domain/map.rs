//! The cases of a period by place, as squares of a map: the provinces, or what lies in one of them. Squares rather than shapes:
//! a small province is as easy to see and to press as a large one, and no tiles are fetched from anywhere.

use super::app::App;
use super::breakdowns::{Query, measured, scope, together};
use super::error::{AppError, Result};
use super::facts::month_text;
use super::people::Viewer;
use super::reports::{Wanted, above, chosen, counts_sealed, period};
use super::settings::{Area, Settings};
use crate::search::{Breakdown, Facet, Measures};
use hoiam_shared::Lang;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::indicators::{MapPlace, MapView};
use std::collections::{HashMap, HashSet};

/// Columns of squares that are laid out by name.
const COLUMNS: u32 = 8;

/// The figures of the places in an area; of those that lie in no other when none is named.
pub async fn of(app: &App, viewer: &Viewer, wanted: &Wanted, inside: Option<&str>, lang: Lang) -> Result<MapView> {
    let settings = app.settings();
    let agency = chosen(&settings, viewer, wanted)?;
    let (from, to) = period(app, wanted)?;
    let inside = inside.map(|code| settings.area(code).ok_or(AppError::Code(ErrorCode::NotFound))).transpose()?;
    let query = Query { agency: agency.code.clone(), from, to, sealed: counts_sealed(&settings, viewer, agency) };
    let within = inside.map(|area| format!("area:{}", area.code)).unwrap_or_default();
    let compiled = query.compiled(app, &settings, &within)?;
    let by = if inside.is_some() { Facet::Area } else { Facet::Province };
    let scope = scope(viewer);
    let mut parts = app.ask(move |index| index.break_down(&compiled, &scope, by)).await?;
    let whole = together(&parts, Measures::merge);
    let areas = there(&settings, inside.map(|area| area.code.as_str()), &parts);
    let tiles = laid_out(&areas, lang);
    let labels = short_names(&areas.iter().map(|area| area.name(lang)).collect::<Vec<_>>(), lang);
    let parted: HashSet<&str> = settings.areas().filter_map(|area| area.parent.as_deref()).collect();
    let place = |((area, tile), label): ((&&Area, &(u32, u32)), String)| {
        let test = format!("area:{}", area.code);
        let found = parts.remove(&area.code).unwrap_or_default();
        let figures = measured(found, area.code.clone(), area.name(lang).to_owned(), |rest| {
            query.with(format!("{test} {rest}").trim())
        });
        MapPlace { label, column: tile.0, row: tile.1, parted: parted.contains(area.code.as_str()), figures }
    };
    let places = areas.iter().zip(&tiles).zip(labels).map(place).collect();
    let (code, name) = match inside {
        Some(area) => (area.code.clone(), area.name(lang).to_owned()),
        None => (String::new(), query.words()),
    };
    Ok(MapView {
        from: month_text(from),
        to: month_text(to),
        agency: agency.view(lang),
        path: above(&settings, viewer, agency, lang),
        total: measured(whole, code, name, |rest| query.with(format!("{within} {rest}").trim())),
        places,
    })
}

/// The areas right below one, those that are and those that were and have cases.
fn there<'s>(settings: &'s Settings, inside: Option<&str>, parts: &Breakdown) -> Vec<&'s Area> {
    let below = settings.areas().filter(|area| area.parent.as_deref() == inside);
    below.filter(|area| area.kept.closed_ms.is_none() || parts.contains_key(&area.code)).collect()
}

/// Where each stands: where it was put, or below all of these in the order of names, as people look for them.
fn laid_out(areas: &[&Area], lang: Lang) -> Vec<(u32, u32)> {
    let first = areas.iter().filter_map(|area| area.tile).map(|(_, row)| row + 1).max().unwrap_or(0);
    let mut unplaced: Vec<&&Area> = areas.iter().filter(|area| area.tile.is_none()).collect();
    unplaced.sort_by_cached_key(|area| hoiam_shared::text::fold::fold(area.name(lang)));
    let order: HashMap<&str, u32> = unplaced.iter().zip(0..).map(|(area, n)| (area.code.as_str(), n)).collect();
    let place = |area: &&Area| {
        let n = order.get(area.code.as_str()).copied().unwrap_or_default();
        area.tile.unwrap_or((n % COLUMNS, first + n / COLUMNS))
    };
    areas.iter().map(place).collect()
}

/// Names without the kind of place that others beside it have, too, as a square has no room for it: before the name in
/// Vietnamese (`Thành phố Huế`), behind it in English (`Cao Bang Province`).
fn short_names(names: &[&str], lang: Lang) -> Vec<String> {
    let kind = |name: &str| -> String {
        let mut words = name.split(' ');
        match lang {
            Lang::En => words.next_back().unwrap_or_default().to_owned(),
            Lang::Vi => {
                let first = words.next().unwrap_or_default();
                let more = words.take_while(|word| word.chars().next().is_some_and(char::is_lowercase));
                core::iter::once(first).chain(more).collect::<Vec<_>>().join(" ")
            }
        }
    };
    let mut often: HashMap<String, usize> = HashMap::new();
    names.iter().for_each(|name| *often.entry(kind(name)).or_default() += 1);
    let short = |name: &&str| {
        let kind = kind(name);
        let rest = match lang {
            Lang::Vi => name.strip_prefix(kind.as_str()),
            Lang::En => name.strip_suffix(kind.as_str()),
        };
        let rest = rest.map(str::trim).filter(|rest| !rest.is_empty() && often[&kind] > 1);
        rest.unwrap_or(name).to_owned()
    };
    names.iter().map(short).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_the_kind_that_others_have_too() {
        let check = |names: &[&str], lang, expect: &[&str]| assert_eq!(short_names(names, lang), expect);
        check(
            &["Tỉnh Quảng Ninh", "Tỉnh Quảng Trị", "Thành phố Huế", "Thành phố Hồ Chí Minh", "Đặc khu Lý Sơn"],
            Lang::Vi,
            &["Quảng Ninh", "Quảng Trị", "Huế", "Hồ Chí Minh", "Đặc khu Lý Sơn"],
        );
        check(&["Cao Bang Province", "Hue City", "Son La Province"], Lang::En, &["Cao Bang", "Hue City", "Son La"]);
        check(&["Tỉnh", "Tỉnh"], Lang::Vi, &["Tỉnh", "Tỉnh"]);
        check(&[], Lang::Vi, &[]);
    }
}
