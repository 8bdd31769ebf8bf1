//! Agencies ranked by a rate, with what chance does to it: an agency with few cases is neither praised nor blamed for them.
//! Places go by the lower end of the 95 % interval of the rate (Wilson 1927), and each is told as the range that chance
//! leaves open.

use super::app::App;
use super::error::Result;
use super::figure_sheets::Cell;
use super::people::Viewer;
use super::reports::{self, Wanted};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::ranking::Ranking as T;
use hoiam_shared::wire::indicators::Rate;
use hoiam_shared::wire::ranking::{Against, Placing, RankedBy, RankingRow, RankingView, Unranked};

/// Out of fewer cases no place is given: the interval would span half of all there is.
pub const LEAST: i64 = 10;
/// 97.5th percentile of the normal distribution, squared: 95 % lie within.
const Z2: f64 = 1.959_963_985 * 1.959_963_985;
/// All, in hundredths of a percent.
const ALL: i64 = 10_000;

/// The agencies right below one, ranked.
pub async fn of(app: &App, viewer: &Viewer, wanted: &Wanted, by: RankedBy, lang: Lang) -> Result<RankingView> {
    let view = reports::indicators(app, viewer, wanted, lang).await?;
    let rate = |row: &hoiam_shared::wire::indicators::IndicatorRow| match by {
        RankedBy::OnTime => row.on_time_rate.clone(),
        RankedBy::Resolution => row.resolution_rate.clone(),
    };
    let whole = rate(&view.total);
    let rates: Vec<Rate> = view.rows.iter().map(rate).collect();
    let desk = |agency: &str| agency == view.total.agency.code;
    let counted: Vec<(i64, i64)> = (view.rows.iter().zip(&rates))
        .map(|(row, rate)| if desk(&row.agency.code) { (0, 0) } else { (rate.part.value, rate.of.value) })
        .collect();
    let placings = placings(&counted, (whole.part.value, whole.of.value));
    let mut rows: Vec<RankingRow> = (view.rows.into_iter().zip(rates).zip(placings))
        .map(|((row, rate), placing)| {
            let unranked = match (&placing, rate.of.value) {
                (Some(_), _) => None,
                (None, _) if desk(&row.agency.code) => Some(Unranked::Desk),
                (None, 0) => Some(Unranked::Nothing),
                (None, _) => Some(Unranked::Few),
            };
            RankingRow { agency: row.agency, expandable: row.expandable, rate, placing, unranked }
        })
        .collect();
    rows.sort_by_key(|row| match &row.placing {
        Some(at) => (0, -at.low, -at.high, 0),
        None => (1, 0, 0, -row.rate.of.value),
    });
    Ok(RankingView {
        from: view.from,
        to: view.to,
        agency: view.total.agency,
        path: view.path,
        by,
        whole,
        least: LEAST,
        rows,
        seq: view.seq,
    })
}

/// The 95 % interval of a share in hundredths of a percent, rounded outwards, by Wilson's score.
///
/// Unlike the usual approximation it stays between nothing and all, and is right for few cases and for shares near either.
fn interval(part: i64, of: i64) -> (i64, i64) {
    if of <= 0 {
        return (0, ALL);
    }
    let (n, p) = (of as f64, part as f64 / of as f64);
    let middle = (p + Z2 / (2.0 * n)) / (1.0 + Z2 / n);
    let half = (Z2 * (p * (1.0 - p) / n + Z2 / (4.0 * n * n))).sqrt() / (1.0 + Z2 / n);
    let (low, high) = ((middle - half) * ALL as f64, (middle + half) * ALL as f64);
    // Nothing of it and all of it are exact; a float is not.
    let low = if part <= 0 { 0 } else { low.floor() as i64 };
    let high = if part >= of { ALL } else { high.ceil() as i64 };
    (low.clamp(0, ALL), high.clamp(0, ALL))
}

/// Where each of the shares `(part, of)` stands among those out of at least [`LEAST`], and how it stands to the whole.
pub(super) fn placings(counted: &[(i64, i64)], whole: (i64, i64)) -> Vec<Option<Placing>> {
    let intervals: Vec<Option<(i64, i64)>> =
        counted.iter().map(|&(part, of)| (of >= LEAST).then(|| interval(part, of))).collect();
    let sorted = |end: fn(&(i64, i64)) -> i64| {
        let mut all: Vec<i64> = intervals.iter().flatten().map(end).collect();
        all.sort_unstable();
        all
    };
    let (lows, highs) = (sorted(|at| at.0), sorted(|at| at.1));
    let place = |(low, high): (i64, i64)| {
        let better = lows.len() - lows.partition_point(|&other| other <= high);
        let worse = highs.partition_point(|&other| other < low);
        // Compared crosswise: `low` is a share of all, the whole a fraction.
        let against = match (low * whole.1 > whole.0 * ALL, high * whole.1 < whole.0 * ALL) {
            (true, _) => Against::Above,
            (_, true) => Against::Below,
            (false, false) => Against::Alike,
        };
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        Placing { low, high, first: number(better) + 1, last: number(highs.len() - worse), against }
    };
    intervals.iter().map(|at| at.map(place)).collect()
}

/// The ranking as the rows of a file: heads, all together, and an agency each.
pub fn rows(view: &RankingView, lang: Lang) -> Vec<Vec<Cell>> {
    let text = |key: T| Cell::Text(key.text(lang).to_owned());
    let share = |of: i64| Cell::Share(of as f64 / ALL as f64);
    let rate = |rate: &Rate| match rate.of.value {
        0 => Cell::Nothing,
        of => Cell::Share(rate.part.value as f64 / of as f64),
    };
    let heads = [
        T::Agency,
        T::Code,
        T::First,
        T::Last,
        T::Part,
        T::OutOf,
        view.by.name(),
        T::Low,
        T::High,
        T::Verdict,
        T::Note,
        T::From,
        T::To,
    ];
    let period = [Cell::Text(view.from.clone()), Cell::Text(view.to.clone())];
    let line = |name: &str, code: &str, of: &Rate, places: [Cell; 2], ends: [Cell; 2], words: [Cell; 2]| {
        let mut out = vec![Cell::Text(name.to_owned()), Cell::Text(code.to_owned())];
        out.extend(places);
        out.extend([Cell::Count(of.part.value), Cell::Count(of.of.value), rate(of)]);
        out.extend(ends);
        out.extend(words);
        out.extend(period.clone());
        out
    };
    const NONE: [Cell; 2] = [Cell::Nothing, Cell::Nothing];
    let whole = line(&view.agency.name, &view.agency.code, &view.whole, NONE, NONE, [Cell::Nothing, text(T::Whole)]);
    let each = view.rows.iter().map(|row| {
        let (places, ends, verdict) = match &row.placing {
            Some(at) => (
                [Cell::Count(at.first), Cell::Count(at.last)],
                [share(at.low), share(at.high)],
                text(at.against.name()),
            ),
            None => (NONE, NONE, Cell::Nothing),
        };
        let why = row
            .unranked
            .map_or(Cell::Nothing, |why| Cell::Text(fill(why.name().text(lang), &[("n", &view.least.to_string())])));
        line(&row.agency.name, &row.agency.code, &row.rate, places, ends, [verdict, why])
    });
    [heads.into_iter().map(text).collect(), whole].into_iter().chain(each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_of_wilson() {
        let check = |part, of, expect| assert_eq!(interval(part, of), expect, "{part}/{of}");
        // As in Newcombe (1998), table I, method 3: 81/263, 15/148, 0/20, 1/29.
        check(81, 263, (2_552, 3_663));
        check(15, 148, (623, 1_605));
        check(0, 20, (0, 1_612));
        check(1, 29, (61, 1_718));
        check(20, 20, (8_388, 10_000));
        check(0, 0, (0, 10_000));
    }

    #[test]
    fn places_are_ranges() {
        let check = |counted: &[(i64, i64)], expect: &[Option<(i64, i64, Against)>]| {
            let whole = counted.iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
            let found: Vec<_> =
                placings(counted, whole).into_iter().map(|at| at.map(|at| (at.first, at.last, at.against))).collect();
            assert_eq!(found, expect, "{counted:?}");
        };
        use Against::{Above, Alike, Below};
        // 93-96 %, 47-53 % and 47-91 %: the first is certainly the best, the others cannot be told apart; nine have no place.
        check(
            &[(950, 1000), (500, 1000), (9, 12), (9, 9)],
            &[Some((1, 1, Above)), Some((2, 3, Below)), Some((2, 3, Alike)), None],
        );
        // The same share out of few and of many: only the latter is certain to differ from the whole.
        check(&[(900, 1000), (9, 10), (300, 1000)], &[Some((1, 2, Above)), Some((1, 2, Alike)), Some((3, 3, Below))]);
        check(&[(10, 10), (10, 10)], &[Some((1, 2, Alike)), Some((1, 2, Alike))]);
        check(&[(0, 0)], &[None]);
        check(&[], &[]);
    }
}
