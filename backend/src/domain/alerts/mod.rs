//! Alerts: whoever may see cases keeps queries with a threshold and a window of time, and is told when more came in
//! ([`keeping`]). Every node looks at those that are due ([`watching`]); what follows from the counts is one pure function
//! ([`arming`]); what is said of it stands in [`telling`]. The counts come from the index by the very query that is told, within
//! the rights that the owner has by then, so that the link opens exactly the cases that were counted. Sealed cases are never
//! counted: a number of them would tell of them.

pub mod arming;
pub mod keeping;
pub mod telling;
pub mod watching;

use super::app::App;
use super::error::Result;
use super::people::Viewer;
use super::queue;
use super::settings::{Settings, ZONE};
use crate::search::{Facet, Index, Scope, SearchError, SearchRequest, Sort};
use hoiam_shared::Lang;
use hoiam_shared::alert::AlertBy;
use hoiam_shared::ids::AgencyId;
use hoiam_shared::query::{Clock, Compiled, Day, Mark, Node, Period, Test, TimeField};

const HOUR_MS: i64 = 3_600_000;

/// A stretch of time, by whole seconds, as queries can say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// First millisecond; `i64::MIN` for all that was before its end.
    pub from_ms: i64,
    /// The one behind the last.
    pub to_ms: i64,
}

impl Window {
    /// The last hours before an instant.
    pub const fn before(at_ms: i64, hours: i64) -> Self {
        let to_ms = at_ms - at_ms.rem_euclid(1_000);
        Self { from_ms: to_ms - hours * HOUR_MS, to_ms }
    }

    /// The one right before this one.
    pub const fn earlier(self) -> Self {
        Self { from_ms: 2 * self.from_ms - self.to_ms, to_ms: self.from_ms }
    }

    /// The same hours of some weeks ago.
    pub const fn weeks_ago(self, weeks: i64) -> Self {
        let by = weeks * 7 * 24 * HOUR_MS;
        Self { from_ms: self.from_ms - by, to_ms: self.to_ms - by }
    }

    /// What asks for the cases received in it.
    pub fn test(self) -> Test {
        let second = |ms| (ms > i64::MIN).then(|| Day::second_of(ms, &ZONE));
        Test::Time(TimeField::Received, Period::Between(second(self.from_ms), second(self.to_ms - 1)))
    }
}

/// The cases of a window that a query means. What it says from now on ("due:<2d") is said by the calendar, so that it means
/// the same when it is opened later.
fn asked(tree: &Node, window: Window) -> Node {
    let tree = tree.fixed(Clock { now_ms: window.to_ms, zone: &ZONE });
    Node::and([tree, Node::Is(Test::Mark(Mark::Sealed, false)), Node::Is(window.test())])
}

/// The same of one group.
fn asked_in(settings: &Settings, asked: &Node, by: AlertBy, value: &str) -> Option<Node> {
    let test = match by {
        AlertBy::Commune | AlertBy::Province => Test::Area(value.to_owned()),
        AlertBy::Category => Test::Category(value.to_owned()),
        AlertBy::Agency => Test::Desk(settings.agency(AgencyId(value.parse().ok()?))?.code.clone()),
    };
    Some(Node::and([asked.clone(), Node::Is(test)]))
}

/// What a group is called.
fn named(settings: &Settings, by: AlertBy, value: &str, lang: Lang) -> Option<String> {
    match by {
        AlertBy::Commune | AlertBy::Province => settings.area_name(value, lang),
        AlertBy::Category => settings.category(value).map(|category| category.name(lang).to_owned()),
        AlertBy::Agency => settings.agency(AgencyId(value.parse().ok()?)).map(|agency| agency.name(lang).to_owned()),
    }
}

/// How many cases each group has, most first; one without a name is all of them together.
type Counts = Vec<(String, u64)>;

/// Counts as the queue does, some queries one after the other.
async fn counted(app: &App, viewer: &Viewer, asked: &[Node], by: Option<AlertBy>) -> Result<Vec<Counts>> {
    let settings = app.settings();
    let now_ms = app.now_ms();
    let compiled: Vec<Compiled> = asked.iter().map(|tree| settings.compile(tree, now_ms, Some(viewer.id))).collect();
    let scope = queue::scope(viewer);
    let ask = move |index: &Index| {
        compiled.iter().map(|query| in_index(index, query, &scope, by)).collect::<std::result::Result<Vec<_>, _>>()
    };
    let mut all = app.ask(ask).await?;
    if by == Some(AlertBy::Commune) {
        // A case that names no more than a province is in no commune.
        let commune = |code: &str| settings.area(code).is_some_and(|area| area.parent.is_some());
        all.iter_mut().for_each(|counts| counts.retain(|(value, _)| commune(value)));
    }
    Ok(all)
}

fn in_index(
    index: &Index,
    query: &Compiled,
    scope: &Scope,
    by: Option<AlertBy>,
) -> std::result::Result<Counts, SearchError> {
    let facets: Vec<Facet> = by.map(facet).into_iter().collect();
    let request = SearchRequest { query, scope, sort: Sort::Received, after: None, limit: 1, facets: &facets };
    let found = index.search(&request)?;
    Ok(match by {
        None => vec![(String::new(), found.total)],
        Some(_) => found.facets.into_iter().flat_map(|facet| facet.counts).collect(),
    })
}

const fn facet(by: AlertBy) -> Facet {
    match by {
        AlertBy::Commune => Facet::Area,
        AlertBy::Province => Facet::Province,
        AlertBy::Category => Facet::Category,
        AlertBy::Agency => Facet::Agency,
    }
}
