//! What an installation is set up with: areas, agencies, categories, calendars, policies, rules, sites.
//! Read whole into memory at the start and when the `settings` counter moves; small (some thousand rows).

use super::batch::Batch;
use super::db::{Run, Tx, sql};
use super::dialect::Column;
use super::error::Result;

/// Declares a settings table: a row struct of plain columns, `all` and `insert`.
macro_rules! table {
    ($(#[$meta:meta])* $row:ident in $module:ident from $table:literal order $order:literal { $($(#[$fmeta:meta])* $field:ident : $ty:ty = $column:ident / $write:ident ,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
        pub struct $row { $($(#[$fmeta])* pub $field: $ty,)+ }

        #[doc = concat!("Reading and writing `", $table, "`.")]
        pub mod $module {
            use super::*;

            const COLUMNS: &[Column] = &[$(Column::$column(stringify!($field)),)+];

            /// All rows.
            pub async fn all(db: &mut impl Run) -> Result<Vec<$row>> {
                db.all(sql(concat!("SELECT ", table!(@list $($field)+), " FROM ", $table, " ORDER BY ", $order))).await
            }

            /// Adds rows.
            pub async fn insert(tx: &mut Tx, rows: &[$row]) -> Result<()> {
                let mut batch = Batch::default();
                for row in rows {
                    batch.row(|r| { $(r.$write(super::Plain::plain(&row.$field));)+ });
                }
                batch.insert(tx, $table, COLUMNS, "").await.map(|_| ())
            }
        }
    };
    (@list $first:ident $($rest:ident)*) => { concat!(stringify!($first) $(, ", ", stringify!($rest))*) };
}

/// How a field is handed to the batch.
trait Plain {
    type As<'a>
    where
        Self: 'a;
    fn plain(&self) -> Self::As<'_>;
}
impl Plain for i64 {
    type As<'a> = i64;
    fn plain(&self) -> i64 {
        *self
    }
}
impl Plain for Option<i64> {
    type As<'a> = Self;
    fn plain(&self) -> Self {
        *self
    }
}
impl Plain for String {
    type As<'a> = &'a str;
    fn plain(&self) -> &str {
        self
    }
}
impl Plain for Option<String> {
    type As<'a> = Option<&'a str>;
    fn plain(&self) -> Option<&str> {
        self.as_deref()
    }
}

table! {
    /// An area: a province or a commune.
    AreaRow in areas from "areas" order "code" {
        /// Code.
        code: String = Text / text,
        /// `province` or `commune`.
        level: String = Text / text,
        /// Code of the province.
        parent: Option<String> = Text / opt_text,
        /// Vietnamese name.
        name_vi: String = Text / text,
        /// English name.
        name_en: String = Text / text,
        /// Former and other names, one a line.
        aliases: String = Text / text,
        /// Moves with every change.
        version: i64 = Int / int,
        /// Since when it is no more, milliseconds UTC.
        closed_ms: Option<i64> = Int / opt_int,
        /// Code of the area that it went into.
        successor: Option<String> = Text / opt_text,
        /// Its place on the map of squares, `column,row`.
        tile: Option<String> = Text / opt_text,
    }
}

table! {
    /// An agency.
    AgencyRow in agencies from "agencies" order "id" {
        /// Identity.
        id: i64 = Int / int,
        /// Code.
        code: String = Text / text,
        /// The agency above.
        parent_id: Option<i64> = Int / opt_int,
        /// Vietnamese name.
        name_vi: String = Text / text,
        /// English name.
        name_en: String = Text / text,
        /// Former and short names, one a line.
        aliases: String = Text / text,
        /// Area it is responsible for.
        area: Option<String> = Text / opt_text,
        /// What it is within its area, for routing rules.
        role: Option<String> = Text / opt_text,
        /// The calendar it works by, if not that of the agency above.
        calendar_id: Option<i64> = Int / opt_int,
        /// First number of its branch.
        low: i64 = Int / int,
        /// Last number of its branch.
        high: i64 = Int / int,
        /// Its official identifier; empty when it has none.
        identifier: String = Text / text,
        /// How others reach it, in lines.
        contact: String = Text / text,
        /// Moves with every change.
        version: i64 = Int / int,
        /// Since when it is no more, milliseconds UTC.
        closed_ms: Option<i64> = Int / opt_int,
        /// The agency that it went into.
        successor_id: Option<i64> = Int / opt_int,
    }
}

table! {
    /// A category.
    CategoryRow in categories from "categories" order "position, code" {
        /// Code.
        code: String = Text / text,
        /// Code of the category above.
        parent: Option<String> = Text / opt_text,
        /// Vietnamese name.
        name_vi: String = Text / text,
        /// English name.
        name_en: String = Text / text,
        /// Order of showing.
        position: i64 = Int / int,
        /// Former and other names, one a line.
        aliases: String = Text / text,
        /// Moves with every change.
        version: i64 = Int / int,
        /// Since when it is not offered any more, milliseconds UTC.
        closed_ms: Option<i64> = Int / opt_int,
        /// Code of the category that it went into.
        successor: Option<String> = Text / opt_text,
    }
}

table! {
    /// One immutable version of a calendar.
    CalendarRow in calendars from "calendars" order "id" {
        /// Identity.
        id: i64 = Int / int,
        /// JSON of `shared::clock::Calendar`.
        spec: String = Text / text,
    }
}

table! {
    /// One immutable version of a policy.
    PolicyRow in policies from "policies" order "position, id" {
        /// Identity.
        id: i64 = Int / int,
        /// Order of matching; the first match wins.
        position: i64 = Int / int,
        /// Code, the same over all versions.
        code: String = Text / text,
        /// Whether new cases can get it.
        active: i64 = Int / int,
        /// JSON of `shared::clock::Policy`.
        spec: String = Text / text,
    }
}

table! {
    /// One immutable version of a routing rule.
    RuleRow in rules from "rules" order "position, id" {
        /// Identity.
        id: i64 = Int / int,
        /// Order of matching; the first match wins.
        position: i64 = Int / int,
        /// Whether it is in force.
        active: i64 = Int / int,
        /// When it matches, in the query language.
        query: String = Text / text,
        /// Where it sends: an agency code or a place relative to the area.
        target: String = Text / text,
        /// What it is for, in Vietnamese.
        name_vi: String = Text / text,
        /// The same in English.
        name_en: String = Text / text,
    }
}

table! {
    /// An embedding website.
    SiteRow in sites from "sites" order "id" {
        /// Identity.
        id: i64 = Int / int,
        /// The key in the snippet.
        key: String = Text / text,
        /// Whose.
        agency_id: i64 = Int / int,
        /// Vietnamese name.
        name_vi: String = Text / text,
        /// English name.
        name_en: String = Text / text,
        /// Allowed origins, one a line; `loopback` allows every origin on this machine.
        origins: String = Text / text,
        /// Kinds on offer, codes, one a line.
        kinds: String = Text / text,
        /// Accent colour, `#rrggbb`.
        colour: String = Text / text,
        /// Answered cases become public unless the citizen says no.
        publishes: i64 = Int / int,
    }
}

table! {
    /// An extra question.
    QuestionRow in questions from "questions" order "position, id" {
        /// Identity.
        id: i64 = Int / int,
        /// Of which site; of every one when there is none.
        site_id: Option<i64> = Int / opt_int,
        /// Order of asking.
        position: i64 = Int / int,
        /// Whether it is asked.
        active: i64 = Int / int,
        /// JSON of `domain::sites::Question`.
        spec: String = Text / text,
    }
}

table! {
    /// How a site looks.
    LookRow in looks from "looks" order "site_id" {
        /// The site.
        site_id: i64 = Int / int,
        /// JSON of `domain::sites::Look`.
        spec: String = Text / text,
    }
}

/// Lets an agency work by a calendar, or by that of the agency above it.
pub async fn set_calendar(tx: &mut Tx, agency: i64, calendar: Option<i64>) -> Result<()> {
    let statement = sql("UPDATE agencies SET calendar_id = $2 WHERE id = $1").bind(agency).bind(calendar);
    tx.execute(statement).await.map(|_| ())
}

/// Puts all versions of a policy at a place in the order of matching.
pub async fn set_position(tx: &mut Tx, code: &str, position: i64) -> Result<()> {
    let statement = sql("UPDATE policies SET position = $2 WHERE code = $1").bind(code).bind(position);
    tx.execute(statement).await.map(|_| ())
}
