//! Official forms: the numbers of a report in the order and under the names that a rule asks for, and scores where it weighs
//! them. A filled form is kept with the report, so a later version of the form does not alter what was signed. Pure.

use crate::domain::error::{AppError, Result};
use hoiam_shared::Lang;
use hoiam_shared::error::FieldError;
use hoiam_shared::wire::reports::{
    FormChoice, FormGroup, FormIndicator, FormUnit, ReportFigure, ReportForm, ReportLine, ReportPart,
};
use serde::Deserialize;
use std::sync::LazyLock;

/// Hundredths of a whole.
const HUNDREDTHS: i64 = 100;
const MINUTES_A_DAY: i64 = 1_440;
/// A full score, in tenths.
const FULL: i64 = 1_000;
/// The greatest weight of an indicator.
const MOST: u32 = 1_000;

/// Vietnamese, English.
type Names = [String; 2];

#[derive(Debug, Deserialize)]
struct Form {
    code: String,
    name: Names,
    source: String,
    months: i64,
    groups: Vec<Group>,
}

#[derive(Debug, Deserialize)]
struct Group {
    name: Names,
    indicators: Vec<Indicator>,
}

/// `worst` scores nothing and `best` fully, in percent, days or stars; one without them is told and not weighed.
#[derive(Debug, Deserialize)]
struct Indicator {
    code: String,
    name: Names,
    worst: Option<i64>,
    best: Option<i64>,
    #[serde(default)]
    weight: u32,
}

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../data/report-forms.json")).expect("report-forms.json is read by a test")
});

/// All forms, with the weights that they begin with.
pub fn all(lang: Lang) -> Vec<ReportForm> {
    FORMS.iter().map(|form| filled(form, &[], &|code| usual(form, code), lang)).collect()
}

/// What a form is called; its code, if there is none any more.
pub(super) fn name(code: &str, lang: Lang) -> String {
    FORMS.iter().find(|form| form.code == code).map_or_else(|| code.to_owned(), |form| pick(&form.name, lang))
}

fn usual(form: &Form, code: &str) -> u32 {
    let all = form.groups.iter().flat_map(|group| &group.indicators);
    all.filter(|one| one.code == code).map(|one| one.weight).next().unwrap_or_default()
}

/// The form that was chosen, filled with the numbers of the whole period.
pub(super) fn fill(choice: &FormChoice, lines: &[ReportLine], lang: Lang) -> Result<ReportForm> {
    let form = FORMS.iter().find(|form| form.code == choice.code);
    let form = form.ok_or_else(|| AppError::field("form.code", FieldError::UnknownValue))?;
    let known = |code: &str| form.groups.iter().flat_map(|group| &group.indicators).any(|one| one.code == code);
    for one in &choice.weights {
        if !known(&one.indicator) || one.weight > MOST {
            return Err(AppError::field("form.weights", FieldError::OutOfRange));
        }
    }
    let weight = |code: &str| {
        let said = choice.weights.iter().find(|one| one.indicator == code);
        said.map_or_else(|| usual(form, code), |one| one.weight)
    };
    Ok(filled(form, lines, &weight, lang))
}

fn filled(form: &Form, lines: &[ReportLine], weight: &dyn Fn(&str) -> u32, lang: Lang) -> ReportForm {
    let line = lines.iter().find(|line| line.part == ReportPart::Whole);
    let groups: Vec<FormGroup> = form.groups.iter().map(|group| grouped(group, line, weight, lang)).collect();
    let all: Vec<&FormIndicator> = groups.iter().flat_map(|group| &group.indicators).collect();
    ReportForm {
        code: form.code.clone(),
        name: pick(&form.name, lang),
        source: form.source.clone(),
        months: form.months,
        score: mean(&all),
        groups,
    }
}

fn grouped(group: &Group, line: Option<&ReportLine>, weight: &dyn Fn(&str) -> u32, lang: Lang) -> FormGroup {
    let indicator = |one: &Indicator| {
        let (unit, value) = measured(&one.code, line);
        let bounds = one.worst.zip(one.best);
        FormIndicator {
            code: one.code.clone(),
            name: pick(&one.name, lang),
            unit,
            worst: one.worst,
            best: one.best,
            weight: if bounds.is_some() { weight(&one.code) } else { 0 },
            value,
            score: bounds.zip(value).map(|((worst, best), value)| score(value, worst, best)),
        }
    };
    let indicators: Vec<FormIndicator> = group.indicators.iter().map(indicator).collect();
    FormGroup { name: pick(&group.name, lang), score: mean(&indicators.iter().collect::<Vec<_>>()), indicators }
}

fn pick(names: &Names, lang: Lang) -> String {
    names[usize::from(lang == Lang::En)].clone()
}

/// How far a value is on the way from the worst to the best, in tenths of a hundred.
fn score(value: i64, worst: i64, best: i64) -> i64 {
    let (worst, best) = (worst * HUNDREDTHS, best * HUNDREDTHS);
    let way = best - worst;
    if way == 0 {
        return FULL;
    }
    // More may be the better one, or less; rounded half up.
    let gone = (value - worst) * way.signum();
    (2 * gone * FULL + way.abs()).div_euclid(2 * way.abs()).clamp(0, FULL)
}

/// Scores by their weights; what has no number is left out, weight and all.
fn mean(indicators: &[&FormIndicator]) -> Option<i64> {
    let weighed: Vec<(i64, i64)> =
        indicators.iter().filter_map(|one| Some((one.score?, i64::from(one.weight)))).collect();
    let sum: i64 = weighed.iter().map(|(_, weight)| weight).sum();
    (sum > 0).then(|| (2 * weighed.iter().map(|(score, weight)| score * weight).sum::<i64>() + sum) / (2 * sum))
}

/// The unit of an indicator, and its value in hundredths of it; none where there is nothing to say it of.
fn measured(code: &str, line: Option<&ReportLine>) -> (FormUnit, Option<i64>) {
    use ReportFigure as R;
    let of = |figure| line?.numbers.iter().find(|one| one.figure == figure)?.value;
    let share = |part, whole| {
        let (part, whole): (i64, i64) = Option::zip(of(part), of(whole))?;
        (whole > 0).then(|| (2 * part * 100 * HUNDREDTHS + whole) / (2 * whole))
    };
    let days = |figure| of(figure).map(|minutes| (2 * minutes * HUNDREDTHS + MINUTES_A_DAY) / (2 * MINUTES_A_DAY));
    match code {
        "resolution_rate" => (FormUnit::Percent, share(R::Resolved, R::Received)),
        "on_time_rate" => (FormUnit::Percent, share(R::OnTime, R::OnTimeOf)),
        "overdue_share" => (FormUnit::Percent, share(R::Overdue, R::Received)),
        "open_share" => (FormUnit::Percent, share(R::Open, R::Received)),
        "reopened_share" => (FormUnit::Percent, share(R::Reopened, R::Received)),
        "bounced_share" => (FormUnit::Percent, share(R::Bounced, R::Received)),
        "refused_share" => (FormUnit::Percent, share(R::Refused, R::Received)),
        "joined_share" => (FormUnit::Percent, share(R::Joined, R::Received)),
        "response_rate" => (FormUnit::Percent, share(R::Rated, R::Answered)),
        "median_days" => (FormUnit::Days, days(R::Median)),
        "p90_days" => (FormUnit::Days, days(R::P90)),
        "satisfaction" => (FormUnit::Stars, of(R::Satisfaction)),
        count => (FormUnit::Cases, R::from_code(count).and_then(of).map(|n| n * HUNDREDTHS)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hoiam_shared::wire::reports::{FormWeight, ReportNumber};

    fn line(numbers: &[(ReportFigure, i64)]) -> ReportLine {
        let all = ReportFigure::ALL.iter().map(|&figure| {
            let value = numbers.iter().find(|(of, _)| *of == figure).map(|(_, value)| *value);
            ReportNumber { figure, value }
        });
        ReportLine { part: ReportPart::Whole, code: String::new(), name: String::new(), numbers: all.collect() }
    }

    #[test]
    fn each_form_can_be_filled() {
        let lines = [line(&ReportFigure::ALL.iter().map(|&figure| (figure, 10)).collect::<Vec<_>>())];
        for form in FORMS.iter() {
            let choice = FormChoice { code: form.code.clone(), weights: Vec::new() };
            let filled = fill(&choice, &lines, Lang::Vi).unwrap();
            for one in filled.groups.iter().flat_map(|group| &group.indicators) {
                assert!(one.value.is_some(), "{}: nothing is known of {}", form.code, one.code);
                assert_eq!(one.worst.is_some(), one.best.is_some(), "{}: {}", form.code, one.code);
            }
        }
        let index = FORMS.iter().find(|form| form.code == "grievance-index").unwrap();
        let indicators: Vec<_> = index.groups.iter().flat_map(|group| &group.indicators).collect();
        assert_eq!((index.groups.len(), indicators.len()), (4, 12));
        assert_eq!(indicators.iter().map(|one| one.weight).sum::<u32>(), 100);
    }

    #[test]
    fn scores_go_from_the_worst_to_the_best() {
        let check =
            |value, worst, best, expect| assert_eq!(score(value, worst, best), expect, "{value} {worst} {best}");
        check(7_500, 50, 100, 500);
        check(4_000, 50, 100, 0);
        check(10_000, 50, 100, 1_000);
        // Fewer days are better.
        check(1_200, 21, 3, 500);
        check(2_500, 21, 3, 0);
        check(100, 21, 3, 1_000);
    }

    #[test]
    fn weights_are_those_that_were_chosen_and_what_has_no_number_is_left_out() {
        use ReportFigure as R;
        let lines = [line(&[(R::Received, 200), (R::Resolved, 100), (R::OnTime, 80), (R::OnTimeOf, 100)])];
        let choice = |weights: &[(&str, u32)]| FormChoice {
            code: "qd-766-2022".into(),
            weights: weights
                .iter()
                .map(|(code, weight)| FormWeight { indicator: (*code).into(), weight: *weight })
                .collect(),
        };
        // (30 × 50 + 40 × 80) ÷ 70: nobody rated.
        let usual = fill(&choice(&[]), &lines, Lang::En).unwrap();
        assert_eq!((usual.score, usual.groups[1].score), (Some(671), None));
        let other = fill(&choice(&[("resolution_rate", 0), ("on_time_rate", 10)]), &lines, Lang::En).unwrap();
        assert_eq!(other.score, Some(800));
        assert!(fill(&choice(&[("no-such", 1)]), &lines, Lang::En).is_err());
        assert!(fill(&choice(&[("on_time_rate", 5_000)]), &lines, Lang::En).is_err());
        // A form that only tells has no score.
        let told = FormChoice { code: "nd-20-2008".into(), weights: Vec::new() };
        assert_eq!(fill(&told, &lines, Lang::Vi).unwrap().score, None);
    }
}
