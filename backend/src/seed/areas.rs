//! Areas: the 34 provinces and 3,321 communes since July 2025, with the former 63 provinces as other names.

use super::table::{SeedError, rows};
use serde::Deserialize;

/// Which level an area is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AreaLevel {
    /// A province or centrally run city; code of 2 digits.
    Province,
    /// A commune, ward or special zone; code of 5 digits.
    Commune,
}

/// An area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// The official code.
    pub code: String,
    /// Its level.
    pub level: AreaLevel,
    /// Code of the area it is in.
    pub parent: Option<String>,
    /// Name with its kind, `Phường Ba Đình`.
    pub name_vi: String,
    /// The same in English, `Ba Dinh Ward`.
    pub name_en: String,
    /// `Tỉnh`, `Thành phố`, `Phường`, `Xã`, `Đặc khu`.
    pub unit_type: String,
    /// Names under which people still know it: former provinces that are part of it now.
    pub aliases: Vec<String>,
    /// Column and row on a map of squares that looks like the country; of provinces.
    pub tile: Option<(u32, u32)>,
}

impl Area {
    /// The name without its kind: `Ba Đình`.
    pub fn short_vi(&self) -> &str {
        self.name_vi.strip_prefix(self.unit_type.as_str()).map_or(self.name_vi.as_str(), str::trim)
    }

    /// The English name of a province without its kind: `Hanoi`.
    pub fn short_en(&self) -> &str {
        self.name_en.trim_end_matches(" Province").trim_end_matches(" City")
    }

    /// The name as it stands within a sentence: `phường Ba Đình`.
    pub fn inline_vi(&self) -> String {
        format!("{} {}", self.unit_type.to_lowercase(), self.short_vi())
    }
}

#[derive(Deserialize)]
struct AreaRow {
    code: String,
    level: AreaLevel,
    parent: Option<String>,
    name_vi: String,
    name_en: String,
    unit_type: String,
}

#[derive(Deserialize)]
struct TileRow {
    code: String,
    column: u32,
    row: u32,
}

#[derive(Deserialize)]
struct FormerRow {
    old_code: String,
    old_name: String,
    new_code: String,
}

/// What people also call some provinces, beside the former ones.
const ALSO: &[(&str, &[&str])] = &[("79", &["Sài Gòn", "TP.HCM", "TPHCM"]), ("01", &["TP Hà Nội"])];

pub(super) fn read() -> Result<Vec<Area>, SeedError> {
    let former: Vec<FormerRow> = rows("former-provinces.csv", include_str!("../../data/former-provinces.csv"))?;
    let tiles: Vec<TileRow> = rows("tiles.csv", include_str!("../../data/tiles.csv"))?;
    let areas: Vec<AreaRow> = rows("areas.csv", include_str!("../../data/areas.csv"))?;
    let aliases = |code: &str| {
        let merged = former.iter().filter(|f| f.new_code == code && f.old_code != code);
        let names = merged.flat_map(|f| {
            let short = f.old_name.trim_start_matches("Tỉnh ").trim_start_matches("Thành phố ");
            [f.old_name.clone(), short.to_owned()]
        });
        let also = ALSO.iter().filter(|(of, _)| *of == code).flat_map(|(_, names)| names.iter().map(|n| (*n).into()));
        names.chain(also).collect()
    };
    let area = |row: AreaRow| Area {
        aliases: if row.level == AreaLevel::Province { aliases(&row.code) } else { Vec::new() },
        tile: tiles.iter().find(|tile| tile.code == row.code).map(|tile| (tile.column, tile.row)),
        code: row.code,
        level: row.level,
        parent: row.parent.filter(|p| !p.is_empty()),
        name_vi: row.name_vi,
        name_en: row.name_en,
        unit_type: row.unit_type,
    };
    Ok(areas.into_iter().map(area).collect())
}
