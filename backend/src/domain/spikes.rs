//! Where far more came in than is usual: the cases received in the last 24 hours, by the agencies right below one, by area and by
//! category, each compared with the same 24 hours of the eight weeks before. So a Monday is compared with Mondays, and the day
//! that is not over yet with as much of the others. Counted in the columns of the index, as every figure by a property is.
//!
//! The method, which stands beside the figures in these words: the usual level is the **median** `m` of the weeks before; the
//! **spread** is the largest of `1.4826 × MAD` (the median of the distances from `m`; the factor makes it the standard deviation of
//! what is normally distributed), `√m` (what chance alone does to counts) and `1`. It is unusual when `n ≥ 5` and
//! `n − m ≥ 3 × spread`. A median and a MAD forget one bad week, where a mean and a deviation would take it for usual; the root keeps
//! small numbers from crying wolf when the weeks before happen to be alike. Weeks from before the first case say nothing, and
//! fewer than four weeks are not compared with.

use super::alerts::Window;
use super::app::App;
use super::breakdowns::{self, facet, group_of};
use super::error::Result;
use super::people::Viewer;
use super::reports::{Wanted, above, chosen, counts_sealed};
use super::settings::{Agency, Settings};
use crate::search::{Breakdown, SearchError};
use hoiam_shared::query::{Compiled, Mark, Node, Test};
use hoiam_shared::wire::indicators::{Dimension, Figure};
use hoiam_shared::wire::spikes::{SpikeView, SpikesView};
use hoiam_shared::{Lang, Stamp};
use std::collections::BTreeMap;

/// Weeks that are compared with.
const WEEKS: i64 = 8;
/// Fewer are not.
const NEEDED: usize = 4;
/// Fewer cases are no spike.
const LEAST: u64 = 5;
/// Spreads above the usual level.
const SPREADS: f64 = 3.0;
/// What makes the median distance of a normal distribution its standard deviation.
const NORMAL: f64 = 1.4826;
/// Rows of the list.
const LISTED: usize = 50;

/// How a number stands to those of the weeks before.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Against {
    /// The usual level.
    usual: f64,
    /// How many spreads the number lies above it.
    score: f64,
}

/// Compares; `None` when it is not unusual.
fn unusual(now: u64, before: &[u64]) -> Option<Against> {
    if before.len() < NEEDED || now < LEAST {
        return None;
    }
    let before: Vec<f64> = before.iter().map(|n| *n as f64).collect();
    let usual = median(before.clone());
    let distances = before.iter().map(|n| (n - usual).abs()).collect();
    let spread = (NORMAL * median(distances)).max(usual.sqrt()).max(1.0);
    let score = (now as f64 - usual) / spread;
    (score >= SPREADS).then_some(Against { usual, score })
}

/// The one in the middle; between the two in the middle. Of at least one.
fn median(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    let middle = of.len() / 2;
    if of.len() % 2 == 1 { of[middle] } else { (of[middle - 1] + of[middle]) / 2.0 }
}

/// What is unusual at an agency and all below it.
pub async fn of(app: &App, viewer: &Viewer, agency: Option<String>, lang: Lang) -> Result<SpikesView> {
    let settings = app.settings();
    let agency = chosen(&settings, viewer, &Wanted { agency, ..Wanted::default() })?;
    let now_ms = app.now_ms();
    let window = Window::before(now_ms, 24);
    let asked = Asked { agency, sealed: counts_sealed(&settings, viewer, agency) };
    let compile = |query: &Node| settings.compile(query, now_ms, None);
    let windows = (0..=WEEKS).map(|week| compile(&asked.query(Some(window.weeks_ago(week)), None)));
    let windows: Vec<Compiled> = windows.collect();
    let ever = compile(&asked.query(None, None));
    let until = (1..=WEEKS).map(|week| compile(&asked.until(window.weeks_ago(week))));
    let until: Vec<Compiled> = until.collect();
    let (scope, tree, top) = (breakdowns::scope(viewer), settings.clone(), agency.id);
    let counted = app.ask(move |index| {
        let by = |by| {
            let grouped = |value: &str| group_of(&tree, top, by, value);
            let each = windows.iter().map(|query| index.break_down_into(query, &scope, facet(by), &grouped));
            each.collect::<std::result::Result<Vec<Breakdown>, SearchError>>()
        };
        let parts = [by(Dimension::Agency)?, by(Dimension::Area)?, by(Dimension::Category)?];
        Ok((parts, index.counts(&ever, &until, &scope)?))
    });
    let ([by_agency, by_area, by_category], until) = counted.await?;
    // The weeks from the first case on: the further back, the fewer were there by then.
    let weeks = until.iter().take_while(|count| **count > 0).count();
    let whole: u64 = by_agency.first().into_iter().flat_map(|now| now.values()).map(|part| part.received).sum();
    let mut rows: Vec<SpikeView> = Vec::new();
    for (by, parts) in [(Dimension::Agency, by_agency), (Dimension::Area, by_area), (Dimension::Category, by_category)]
    {
        for (value, counts) in side_by_side(parts) {
            let (now, before) = (counts[0], &counts[1..=weeks]);
            let named = breakdowns::named(&settings, by, &value, lang);
            if let (Some(against), Some((code, name, _))) = (unusual(now, before), named) {
                let count = Figure { value: number(now), query: asked.of(&settings, window, by, &value) };
                rows.push(row(by, code, name, count, before, against));
            }
        }
    }
    rows.sort_by(|a, b| {
        b.score_tenths
            .cmp(&a.score_tenths)
            .then_with(|| b.count.value.cmp(&a.count.value))
            .then_with(|| a.name.cmp(&b.name))
    });
    rows.truncate(LISTED);
    Ok(SpikesView {
        agency: agency.view(lang),
        path: above(&settings, viewer, agency, lang),
        from: Stamp(window.from_ms),
        to: Stamp(window.to_ms),
        weeks: u32::try_from(weeks).unwrap_or_default(),
        needed: NEEDED as u32,
        received: Figure { value: number(whole), query: asked.query(Some(window), None).to_string() },
        rows,
    })
}

fn number(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn tenths(n: f64) -> i64 {
    (n * 10.0).round() as i64
}

fn row(by: Dimension, code: String, name: String, count: Figure, before: &[u64], against: Against) -> SpikeView {
    SpikeView {
        by,
        code,
        name,
        count,
        usual_tenths: tenths(against.usual),
        least: number(before.iter().copied().min().unwrap_or_default()),
        most: number(before.iter().copied().max().unwrap_or_default()),
        score_tenths: tenths(against.score),
    }
}

/// What each value had in each window, this one first; what has no name is no place to look at.
fn side_by_side(parts: Vec<Breakdown>) -> BTreeMap<String, Vec<u64>> {
    let mut all: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    let length = parts.len();
    for (at, part) in parts.into_iter().enumerate() {
        for (value, measures) in part.into_iter().filter(|(value, _)| !value.is_empty()) {
            all.entry(value).or_insert_with(|| vec![0; length])[at] = measures.received;
        }
    }
    all
}

/// Which cases.
struct Asked<'s> {
    agency: &'s Agency,
    sealed: bool,
}

impl Asked<'_> {
    fn query(&self, window: Option<Window>, rest: Option<Test>) -> Node {
        let branch = Test::Agency(self.agency.code.clone());
        let sealed = (!self.sealed).then_some(Test::Mark(Mark::Sealed, false));
        let tests = [Some(branch), rest, window.map(Window::test), sealed];
        Node::and(tests.into_iter().flatten().map(Node::Is))
    }

    /// Everything from before the end of a window.
    fn until(&self, window: Window) -> Node {
        self.query(Some(Window { from_ms: i64::MIN, ..window }), None)
    }

    /// The cases of a window that have a value.
    fn of(&self, settings: &Settings, window: Window, by: Dimension, value: &str) -> String {
        let code = |id: &str| Some(settings.agency(hoiam_shared::ids::AgencyId(id.parse().ok()?))?.code.clone());
        let test = match by {
            Dimension::Area => Some(Test::Area(value.to_owned())),
            Dimension::Category => Some(Test::Category(value.to_owned())),
            // What the agency itself holds, without those below it.
            Dimension::Agency => code(value).map(|code| match code == self.agency.code {
                true => Test::Desk(code),
                false => Test::Agency(code),
            }),
            Dimension::Province | Dimension::Kind | Dimension::Channel | Dimension::Site => None,
        };
        self.query(Some(window), test).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians() {
        let check = |of: &[f64], expect: f64| assert_eq!(median(of.to_vec()), expect, "{of:?}");
        check(&[3.0], 3.0);
        check(&[9.0, 1.0], 5.0);
        check(&[7.0, 1.0, 3.0], 3.0);
        check(&[4.0, 1.0, 100.0, 2.0], 3.0);
    }

    #[test]
    fn what_is_unusual_by_hand() {
        let check = |now: u64, before: &[u64], expect: Option<(f64, f64)>| {
            let got = unusual(now, before).map(|against| (against.usual, (against.score * 100.0).round() / 100.0));
            assert_eq!(got, expect, "{now} after {before:?}");
        };
        // m = 4, distances 0 0 0 0 1 1 2 2 → MAD 0.5 → 0.74; √4 = 2 is larger. (10 − 4) / 2 = 3.
        check(10, &[4, 4, 4, 4, 3, 5, 2, 6], Some((4.0, 3.0)));
        check(9, &[4, 4, 4, 4, 3, 5, 2, 6], None);
        // m = 100, distances 5 5 10 10 20 20 30 30 → MAD 15 → 22.239, more than √100. (170 − 100) / 22.239 = 3.15.
        check(170, &[95, 105, 90, 110, 80, 120, 70, 130], Some((100.0, 3.15)));
        check(160, &[95, 105, 90, 110, 80, 120, 70, 130], None);
        // One bad week does not become usual: m = 4, MAD 0, √4 = 2; a mean would have been 15.5.
        check(12, &[4, 4, 4, 4, 4, 4, 4, 96], Some((4.0, 4.0)));
        // Small numbers do not cry wolf: 4 of nothing is too few; 5 of nothing is 5 spreads of 1.
        check(4, &[0; 8], None);
        check(5, &[0; 8], Some((0.0, 5.0)));
        check(5, &[2; 8], None);
        // Nor does a young installation.
        check(50, &[1, 1, 1], None);
        check(50, &[1, 1, 1, 1], Some((1.0, 49.0)));
    }
}
