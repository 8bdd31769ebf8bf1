//! What one case contributes to the figures: a pure function of its present state. A rollup is the sum of
//! these, so figures can always be recounted, and each is explained by the cases behind it.

use super::settings::ZONE;
use crate::store::cases::StoredCase;
use crate::store::facts::Fact;
use hoiam_shared::case::CaseState;
use hoiam_shared::case::event::Target;
use hoiam_shared::clock::{Clocks, TargetClock};
use hoiam_shared::query::Zone;

/// The fact of a case. A case that no agency holds yet counts for nobody (agency 0).
pub fn of(stored: &StoredCase, clocks: &Clocks) -> Fact {
    let case = &stored.case;
    let one = i64::from;
    Fact {
        case_id: stored.id.0,
        agency_id: case.agency.map_or(0, |id| id.0),
        month: month_of(case.received_ms),
        sealed: one(case.sealed),
        received: 1,
        resolved: one(matches!(case.state, CaseState::Answered | CaseState::Closed)),
        late: one(on_time(stored, clocks) == Some(false)),
        on_time: one(on_time(stored, clocks) == Some(true)),
        open: one(case.state.open()),
        overdue: one(case.state.open() && overdue(clocks)),
        rated: one(case.rating.is_some()),
        stars: case.rating.map_or(0, i64::from),
        due_ms: running_due_ms(clocks),
    }
}

/// Whether the answer that stands came by its due date on the citizen's clock; `None` without an answer or
/// without a due date.
pub fn on_time(stored: &StoredCase, clocks: &Clocks) -> Option<bool> {
    stored.case.answered_ms.and_then(|_| clocks.on_time())
}

/// What is owed next: the answer; while its term has not begun, that the case is taken up. An agency that never takes a
/// case up is late, too.
fn owed(clocks: &Clocks) -> Option<&TargetClock> {
    let answer = clocks.citizen(Target::Resolve)?;
    Some(clocks.citizen(Target::Accept).filter(|_| answer.provisional).unwrap_or(answer))
}

/// The due date of what is owed next as queries and the queue see it: none while the clock stands, since nothing is owed
/// until it runs again, unless it was broken before.
pub fn running_due_ms(clocks: &Clocks) -> Option<i64> {
    let clock = owed(clocks)?;
    match clock.standing_since_ms {
        Some(_) if clock.breached_due_ms.is_none() => None,
        _ => clock.breached_due_ms.or(clock.due_ms),
    }
}

/// The breach of what is owed is in the ledger: the figure moves with the events, not with the clock on the wall, so that
/// it can be recounted.
fn overdue(clocks: &Clocks) -> bool {
    owed(clocks).is_some_and(|clock| clock.breached_due_ms.is_some())
}

/// Month of an instant in the installation's zone: year × 12 + month − 1.
pub fn month_of(ms: i64) -> i64 {
    let (year, month, _) = ZONE.day_of(ms);
    year * 12 + month - 1
}

/// Year, month and day of an instant in the installation's zone.
pub fn date_of(ms: i64) -> (i64, i64, i64) {
    ZONE.day_of(ms)
}

/// `2026-11` of a month number.
pub fn month_text(month: i64) -> String {
    format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1)
}

/// `2026-01..2026-11`, as queries say which months; one alone without an end.
pub fn months_text(from: i64, to: i64) -> String {
    match from == to {
        true => month_text(from),
        false => format!("{}..{}", month_text(from), month_text(to)),
    }
}

/// The month number of `2026-11`.
pub fn month_from(text: &str) -> Option<i64> {
    let (year, month) = text.split_once('-')?;
    let (year, month): (i64, i64) = (year.parse().ok()?, month.parse().ok()?);
    ((1900..3000).contains(&year) && (1..=12).contains(&month)).then(|| year * 12 + month - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months() {
        let check = |stamp: &str, expect: &str| {
            let ms = hoiam_shared::Stamp::parse(stamp).unwrap().ms();
            assert_eq!(month_text(month_of(ms)), expect);
            assert_eq!(month_from(expect), Some(month_of(ms)));
        };
        check("2026-10-31T16:59:59Z", "2026-10");
        check("2026-10-31T17:00:00Z", "2026-11");
        check("2026-12-31T17:00:00Z", "2027-01");
        assert_eq!(month_from("2026-13"), None);
        assert_eq!(month_from("nope"), None);
    }
}
