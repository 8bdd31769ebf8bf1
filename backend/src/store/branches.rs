//! Branches of the tree of agencies, as conditions: an agency is in a branch when its nested-set number `low` is between two
//! numbers. Nobody's branches hold nothing.

/// The condition that a nested-set number lies in one of these branches. `place` names the parameter of a number.
pub(super) fn holds(low: &str, ranges: &[(i64, i64)], mut place: impl FnMut(i64) -> String) -> String {
    let parts: Vec<String> =
        ranges.iter().map(|&(from, to)| format!("{low} BETWEEN {} AND {}", place(from), place(to))).collect();
    match parts.is_empty() {
        true => "1 = 0".to_owned(),
        false => format!("({})", parts.join(" OR ")),
    }
}

/// The condition that `agency_id` is an agency of one of these branches.
pub(super) fn of_agency(ranges: &[(i64, i64)], place: impl FnMut(i64) -> String) -> String {
    match ranges.is_empty() {
        true => holds("low", ranges, place),
        false => format!("agency_id IN (SELECT id FROM agencies WHERE {})", holds("low", ranges, place)),
    }
}

/// Parameters from `$n` on, for statements whose numbers are bound in the same order afterwards.
pub(super) fn from(n: &mut usize) -> impl FnMut(i64) -> String {
    move |_| {
        let name = format!("${n}");
        *n += 1;
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions() {
        let mut n = 3;
        let found = of_agency(&[(1, 2), (5, 9)], from(&mut n));
        let expect = "agency_id IN (SELECT id FROM agencies WHERE (low BETWEEN $3 AND $4 OR low BETWEEN $5 AND $6))";
        assert_eq!((found.as_str(), n), (expect, 7));
        assert_eq!(of_agency(&[], from(&mut n)), "1 = 0");
        assert_eq!(holds("a.low", &[(1, 2)], |number| number.to_string()), "(a.low BETWEEN 1 AND 2)");
    }
}
