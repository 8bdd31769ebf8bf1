//! The agency tree: the Government, ministries, People's Committees of provinces and communes, and the usual
//! departments of every province.

use super::areas::{Area, AreaLevel};
use super::table::{SeedError, list, rows};
use hoiam_shared::ids::{AgencyId, CalendarId};
use hoiam_shared::route::COMMITTEE;
use serde::Deserialize;

/// An agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// Follows from the code, so it stays when rows are added.
    pub id: AgencyId,
    /// Readable and stable: `bo-xay-dung`, `ubnd-79`, `so-xay-dung-79`, `ubnd-00004`.
    pub code: String,
    /// Name in Vietnamese.
    pub name_vi: String,
    /// Name in English.
    pub name_en: String,
    /// The agency above it; `None` for the root.
    pub parent: Option<AgencyId>,
    /// The area it is responsible for; `None` for the whole country.
    pub area: Option<String>,
    /// What it is within its area, for rules: `committee`, `so-xay-dung`.
    pub role: Option<String>,
    /// Its own working calendar; `None` inherits the parent's.
    pub calendar: Option<CalendarId>,
    /// Former and short names people search for.
    pub aliases: Vec<String>,
}

/// The Government.
pub(super) const ROOT: AgencyId = AgencyId(1);
const MINISTRIES: i64 = 100;
const PROVINCES: i64 = 1_000;
const DEPARTMENTS: i64 = 100_000;
const COMMUNES: i64 = 1_000_000;

#[derive(Deserialize)]
struct MinistryRow {
    number: i64,
    code: String,
    name_vi: String,
    name_en: String,
    abbr: String,
    merged_from: String,
}

#[derive(Deserialize)]
struct DepartmentRow {
    number: i64,
    code: String,
    name_vi: String,
    name_en: String,
    /// Code of the ministry it is under; empty for the province.
    under: String,
}

pub(super) fn build(areas: &[Area]) -> Result<Vec<Agency>, SeedError> {
    let ministries: Vec<MinistryRow> = rows("ministries.csv", include_str!("../../data/ministries.csv"))?;
    let departments: Vec<DepartmentRow> = rows("departments.csv", include_str!("../../data/departments.csv"))?;
    let mut agencies = vec![Agency {
        id: ROOT,
        code: "chinh-phu".into(),
        name_vi: "Chính phủ".into(),
        name_en: "The Government".into(),
        parent: None,
        area: None,
        role: None,
        calendar: Some(super::calendars::VIET_NAM),
        aliases: Vec::new(),
    }];
    for row in &ministries {
        agencies.push(Agency {
            id: AgencyId(MINISTRIES + row.number),
            code: row.code.clone(),
            name_vi: row.name_vi.clone(),
            name_en: row.name_en.clone(),
            parent: Some(ROOT),
            area: None,
            role: None,
            calendar: None,
            aliases: core::iter::once(row.abbr.clone()).chain(list(&row.merged_from)).collect(),
        });
    }
    for area in areas.iter().filter(|a| a.level == AreaLevel::Province) {
        let committee = committee(area, None)?;
        let province = number(area)?;
        let above = committee.id;
        agencies.push(committee);
        for row in &departments {
            let ministry = agencies.iter().find(|a| !row.under.is_empty() && a.code == row.under).map(|a| a.id);
            if ministry.is_none() && !row.under.is_empty() {
                return Err(SeedError::new("departments.csv", format!("no ministry {}", row.under)));
            }
            agencies.push(Agency {
                id: AgencyId(DEPARTMENTS + province * 100 + row.number),
                code: format!("{}-{}", row.code, area.code),
                name_vi: format!("{} {}", row.name_vi, area.inline_vi()),
                name_en: format!("{} of {}", row.name_en, area.name_en),
                parent: ministry.or(Some(above)),
                area: Some(area.code.clone()),
                role: Some(row.code.clone()),
                calendar: None,
                aliases: Vec::new(),
            });
        }
    }
    for area in areas.iter().filter(|a| a.level == AreaLevel::Commune) {
        let province = areas.iter().find(|a| Some(&a.code) == area.parent.as_ref());
        agencies.push(committee(area, province)?);
    }
    Ok(agencies)
}

fn number(area: &Area) -> Result<i64, SeedError> {
    area.code.parse().map_err(|_| SeedError::new("areas.csv", format!("code {}", area.code)))
}

/// The People's Committee of an area. Many communes share a name, so a commune's carries its province.
fn committee(area: &Area, province: Option<&Area>) -> Result<Agency, SeedError> {
    let number = number(area)?;
    let inline = area.inline_vi();
    let (id, parent, place_vi, place_en) = match (area.level, province) {
        (AreaLevel::Province, _) => (PROVINCES + number, ROOT, inline.clone(), area.name_en.clone()),
        (AreaLevel::Commune, Some(province)) => (
            COMMUNES + number,
            AgencyId(PROVINCES + self::number(province)?),
            format!("{inline}, {}", province.short_vi()),
            format!("{}, {}", area.name_en, province.short_en()),
        ),
        (AreaLevel::Commune, None) => {
            return Err(SeedError::new("areas.csv", format!("{} is in no province", area.code)));
        }
    };
    Ok(Agency {
        id: AgencyId(id),
        code: format!("ubnd-{}", area.code),
        name_vi: format!("Ủy ban nhân dân {place_vi}"),
        name_en: format!("People's Committee of {place_en}"),
        parent: Some(parent),
        area: Some(area.code.clone()),
        role: Some(COMMITTEE.into()),
        calendar: None,
        aliases: vec![format!("UBND {inline}")],
    })
}
