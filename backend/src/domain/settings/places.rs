//! Agencies, areas and categories as they are kept in memory.

use hoiam_shared::Lang;
use hoiam_shared::ids::{AgencyId, CalendarId};
use hoiam_shared::wire::intake::AgencyRef;

/// An agency.
#[derive(Debug, Clone)]
pub struct Agency {
    /// Identity.
    pub id: AgencyId,
    /// Code.
    pub code: String,
    /// The agency above.
    pub parent: Option<AgencyId>,
    /// Names: Vietnamese, English.
    pub names: [String; 2],
    /// Area it is responsible for.
    pub area: Option<String>,
    /// What it is within its area, for routing.
    pub role: Option<String>,
    /// Nested-set numbers of its branch.
    pub range: (i64, i64),
    /// A version of the calendar it works by, if not that of the agency above.
    pub calendar: Option<CalendarId>,
    /// What administrators keep of it beside that.
    pub kept: KeptAgency,
    /// Names and former names, for finding by typing; those of agencies that went into it, too.
    pub(super) known_as: Vec<String>,
}

/// What administrators keep of an agency.
#[derive(Debug, Clone, Default)]
pub struct KeptAgency {
    /// Former and short names.
    pub aliases: Vec<String>,
    /// Its official identifier; empty when it has none.
    pub identifier: String,
    /// How others reach it, in lines.
    pub contact: String,
    /// Moves with every change.
    pub version: i64,
    /// Since when it is no more, milliseconds UTC.
    pub closed_ms: Option<i64>,
    /// The agency that it went into.
    pub successor: Option<AgencyId>,
}

/// What administrators keep of an area or a category.
#[derive(Debug, Clone, Default)]
pub struct KeptPlace {
    /// Former and other names.
    pub aliases: Vec<String>,
    /// Moves with every change.
    pub version: i64,
    /// Since when it is not used any more, milliseconds UTC.
    pub closed_ms: Option<i64>,
    /// Code of what it went into.
    pub successor: Option<String>,
}

/// Names, one a line.
pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

impl Agency {
    /// Its name.
    pub fn name(&self, lang: Lang) -> &str {
        pick(&self.names, lang)
    }

    /// Whether its code, or one of its present or former names as they are compared, has this in it.
    pub fn is_called(&self, code: &str, name: &str) -> bool {
        self.code.contains(code) || self.known_as.iter().any(|known| known.contains(name))
    }

    /// As it goes over the wire.
    pub fn view(&self, lang: Lang) -> AgencyRef {
        AgencyRef { code: self.code.clone(), name: self.name(lang).to_owned() }
    }
}

/// An area.
#[derive(Debug, Clone)]
pub struct Area {
    /// Code.
    pub code: String,
    /// Code of the province; `None` for a province.
    pub parent: Option<String>,
    /// Names: Vietnamese, English.
    pub names: [String; 2],
    /// What administrators keep of it beside that.
    pub kept: KeptPlace,
    /// Its column and row on the map of squares, if it has a place there.
    pub tile: Option<(u32, u32)>,
    /// Names and former names, for finding by typing; those of areas that went into it, too.
    pub(super) known_as: Vec<String>,
}

/// A place on the map of squares as it is stored.
pub(super) fn tile(text: &str) -> Option<(u32, u32)> {
    let (column, row) = text.split_once(',')?;
    Some((column.parse().ok()?, row.parse().ok()?))
}

impl Area {
    /// Its name.
    pub fn name(&self, lang: Lang) -> &str {
        pick(&self.names, lang)
    }
}

/// A category.
#[derive(Debug, Clone)]
pub struct Category {
    /// Code.
    pub code: String,
    /// Code of the category above.
    pub parent: Option<String>,
    /// Names: Vietnamese, English.
    pub names: [String; 2],
    /// Order of showing.
    pub position: i64,
    /// What administrators keep of it beside that.
    pub kept: KeptPlace,
}

impl Category {
    /// Its name.
    pub fn name(&self, lang: Lang) -> &str {
        pick(&self.names, lang)
    }
}

fn pick(names: &[String; 2], lang: Lang) -> &str {
    match lang {
        Lang::Vi => &names[0],
        Lang::En => &names[1],
    }
}
