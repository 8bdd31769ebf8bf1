//! The cases of a period, whole, compared with the period before and the year before, and by one property. Worked out from
//! the columns of the index, as the lists behind the figures are; [`super::reports`] holds what the ledger adds up to.

use super::app::App;
use super::error::{AppError, Result};
use super::facts::{month_text, months_text};
use super::people::Viewer;
use super::reports::{Wanted, chosen, counts_sealed, period};
use super::settings::Settings;
use crate::search::{Facet, Groups, Measures, Scope};
use hoiam_shared::Lang;
use hoiam_shared::case::{CaseKind, Channel};
use hoiam_shared::catalogue::figures::Figures;
use hoiam_shared::ids::{AgencyId, SiteId};
use hoiam_shared::query::{Compiled, parse};
use hoiam_shared::rights::Role;
use hoiam_shared::wire::indicators::{BreakdownView, Dimension, Figure, Measured, Rate};

const YEAR: i64 = 12;

/// The figures of an agency by a property.
pub async fn of(app: &App, viewer: &Viewer, wanted: &Wanted, by: Dimension, lang: Lang) -> Result<BreakdownView> {
    let settings = app.settings();
    let agency = chosen(&settings, viewer, wanted)?;
    let (from, to) = period(app, wanted)?;
    let sealed = counts_sealed(&settings, viewer, agency);
    let scope = scope(viewer);
    let query = |from, to| Query { agency: agency.code.clone(), from, to, sealed };
    let (now, before, year) = (query(from, to), query(2 * from - to - 1, from - 1), query(from - YEAR, to - YEAR));
    let compile = |query: &Query| query.compiled(app, &settings, "");
    let compiled = (compile(&now)?, compile(&before)?, compile(&year)?);
    let (tree, top) = (settings.clone(), agency.id);
    let counted = app.ask(move |index| {
        let grouped = |value: &str| group_of(&tree, top, by, value);
        let parts = index.break_down_into(&compiled.0, &scope, facet(by), &grouped)?;
        Ok((parts, index.measure(&compiled.1, &scope)?, index.measure(&compiled.2, &scope)?))
    });
    let (parts, in_before, in_year) = counted.await?;
    let whole = together(&parts, Measures::merge);
    let mut rows: Vec<Measured> =
        parts.into_iter().map(|(value, measures)| row(&settings, &now, by, &value, measures, lang)).collect();
    rows.sort_by(|a, b| b.received.value.cmp(&a.received.value).then_with(|| a.code.cmp(&b.code)));
    let compared = |query: &Query, measures| measured(measures, query.months(), query.words(), |rest| query.with(rest));
    Ok(BreakdownView {
        from: month_text(from),
        to: month_text(to),
        agency: agency.view(lang),
        by,
        total: compared(&now, whole),
        before: compared(&before, in_before),
        year_before: compared(&year, in_year),
        rows,
    })
}

/// The cases whose figures the person may see, as the index understands it.
pub(super) fn scope(viewer: &Viewer) -> Scope {
    Scope {
        branches: Some(viewer.tops(Role::reads_indicators)),
        sealed_branches: Some(viewer.tops(Role::reads_sealed)),
        public_only: false,
        staff_texts: false,
    }
}

pub(super) const fn facet(by: Dimension) -> Facet {
    match by {
        Dimension::Agency => Facet::Agency,
        Dimension::Category => Facet::Category,
        Dimension::Province => Facet::Province,
        Dimension::Area => Facet::Area,
        Dimension::Kind => Facet::Kind,
        Dimension::Channel => Facet::Channel,
        Dimension::Site => Facet::Site,
    }
}

/// All parts as one.
pub(super) fn together<T: Default + Clone>(parts: &Groups<T>, merge: impl Fn(&mut T, T)) -> T {
    let mut whole = T::default();
    parts.values().for_each(|part| merge(&mut whole, part.clone()));
    whole
}

/// The agency right below one in whose branch the agency with this number is; for what nobody below holds, the one itself.
fn branch_of(settings: &Settings, top: AgencyId, holder: &str) -> String {
    let mut below = top;
    for agency in holder.parse().into_iter().flat_map(|id| settings.line(AgencyId(id))) {
        if agency.id == top {
            return below.to_string();
        }
        below = agency.id;
    }
    top.to_string()
}

/// The part that a value of a property belongs to.
pub(super) fn group_of(settings: &Settings, top: AgencyId, by: Dimension, value: &str) -> String {
    match by == Dimension::Agency {
        true => branch_of(settings, top, value),
        false => value.to_owned(),
    }
}

/// Cases received in some months.
pub(super) struct Query {
    /// Code of the agency.
    pub agency: String,
    /// First month.
    pub from: i64,
    /// Last month.
    pub to: i64,
    /// Sealed ones, too.
    pub sealed: bool,
}

impl Query {
    fn months(&self) -> String {
        months_text(self.from, self.to)
    }

    /// The same for people.
    pub fn words(&self) -> String {
        self.months().replace("..", " – ")
    }

    /// Those of them that this means, too.
    pub fn with(&self, rest: &str) -> String {
        let sealed = if self.sealed { "" } else { " sealed:no" };
        let gap = if rest.is_empty() { "" } else { " " };
        format!("agency:{} received:{}{gap}{rest}{sealed}", self.agency, self.months())
    }

    /// Those of them that this means, too, as the index understands it.
    pub fn compiled(&self, app: &App, settings: &Settings, rest: &str) -> Result<Compiled> {
        let text = self.with(rest);
        let tree = parse(&text).map_err(|_| AppError::defect("a query of ours"))?;
        Ok(settings.compile(&tree, app.now_ms(), None))
    }
}

/// What a value is called, and the test that asks for it; no test for what cannot be asked for.
pub(super) fn named(settings: &Settings, by: Dimension, value: &str, lang: Lang) -> Option<(String, String, String)> {
    let same = |name: Option<&str>, field: &str| Some((value.to_owned(), name?.to_owned(), format!("{field}:{value}")));
    match by {
        Dimension::Agency => {
            let agency = settings.agency(AgencyId(value.parse().ok()?))?;
            Some((agency.code.clone(), agency.name(lang).to_owned(), format!("agency:{}", agency.code)))
        }
        Dimension::Category => same(settings.category(value).map(|category| category.name(lang)), "category"),
        Dimension::Province => same(settings.area(value).map(|area| area.name(lang)), "area"),
        Dimension::Area => {
            let name = settings.area_name(value, lang)?;
            Some((value.to_owned(), name, format!("area:{value}")))
        }
        Dimension::Kind => same(CaseKind::from_code(value).map(|kind| kind.name(lang)), "kind"),
        Dimension::Channel => same(Channel::from_code(value).map(|channel| channel.name(lang)), "channel"),
        Dimension::Site => {
            let site = settings.site_by_id(SiteId(value.parse().ok()?))?;
            Some((site.key.clone(), site.key.clone(), format!("site:{}", site.key)))
        }
    }
}

/// A part of a whole: its code, its name, and the test that asks for it within the whole; no test for what cannot be asked
/// for.
pub(super) fn part(
    settings: &Settings,
    query: &Query,
    by: Dimension,
    value: &str,
    lang: Lang,
) -> (String, String, Option<String>) {
    match named(settings, by, value, lang) {
        None => (String::new(), Figures::Without.text(lang).to_owned(), None),
        // What the agency itself holds, without those below it.
        Some((code, name, _)) if by == Dimension::Agency && code == query.agency => {
            let test = format!("desk:{code}");
            (code, name, Some(test))
        }
        Some((code, name, test)) => (code, name, Some(test)),
    }
}

fn row(settings: &Settings, query: &Query, by: Dimension, value: &str, measures: Measures, lang: Lang) -> Measured {
    let (code, name, test) = part(settings, query, by, value, lang);
    let within = |rest: &str| test.as_ref().map(|test| query.with(format!("{test} {rest}").trim()));
    measured(measures, code, name, |rest| within(rest).unwrap_or_default())
}

/// Measures as figures; `query` makes each one's list of what it adds to the whole.
pub(super) fn measured(mut measures: Measures, code: String, name: String, query: impl Fn(&str) -> String) -> Measured {
    let figure =
        |value: u64, rest: &str| Figure { value: i64::try_from(value).unwrap_or(i64::MAX), query: query(rest) };
    let (median_minutes, p90_minutes) = (measures.median_minutes(), measures.p90_minutes());
    let m = &measures;
    Measured {
        received: figure(m.received, ""),
        resolution_rate: Rate {
            part: figure(m.resolved, "(state:answered OR state:closed)"),
            of: figure(m.received, ""),
        },
        on_time_rate: Rate {
            part: figure(m.on_time, "on_time:yes"),
            of: figure(m.on_time + m.not_on_time, "(on_time:yes OR on_time:no)"),
        },
        open: figure(m.open, "state:open"),
        overdue: figure(m.late, "state:late"),
        refused: figure(m.rejected, "state:rejected"),
        joined: figure(m.merged, "state:merged"),
        withdrawn: figure(m.withdrawn, "state:withdrawn"),
        reopened: figure(m.reopened, "reopened:yes"),
        bounced: figure(m.bounced, "bounces:yes"),
        appeals: figure(m.appeals, "appeal:yes"),
        petitions_due: figure(m.petitions_due, "kind:petition state:open"),
        satisfaction_centi: (m.rated > 0).then(|| i64::try_from(m.stars * 100 / m.rated).unwrap_or(i64::MAX)),
        rated: figure(m.rated, "rating:any"),
        answered: figure(m.answered_minutes.len() as u64, "-answered:none"),
        median_minutes,
        p90_minutes,
        code,
        name,
    }
}
