//! Until when an appeal can be made.

use super::compiled::Book;
use super::policy::Unit;
use super::term::ends;
use crate::case::event::{Event, Received, What};
use crate::case::history::standing;
use crate::case::{CaseKind, appeal};

/// Days within which it can be made where the policy of the case says nothing, counted as any term: the day of the answer
/// not included (Law on Complaints 2011, art. 33; thirty days, too, in the Indian guidelines of 2024-08-23).
pub const APPEAL_DAYS: u32 = 30;

/// The end of the term, milliseconds UTC: nothing while there is no answer or refusal that stands, where an appeal was
/// made, where this is one, and for kinds that ask for nothing.
pub fn appeal_until(book: &impl Book, kind: CaseKind, history: &[Event]) -> Option<i64> {
    if !kind.appealable() || appeal::made(history).is_some() || appeal::against(history).is_some() {
        return None;
    }
    let (mut ended, mut calendar, mut policy) = (None, None, None);
    for event in standing(history).iter() {
        match &event.what {
            What::Routed { calendar: of, .. }
            | What::Transferred { calendar: of, .. }
            | What::Referred { calendar: of, .. } => calendar = Some(*of),
            What::Received(Received { policy: first, .. }) => policy = *first,
            What::Recalculated { policy: next, .. } if ended.is_none() => policy = *next,
            What::Answered {} | What::Rejected { .. } => ended = Some(event.at_ms),
            What::Reopened {} => ended = None,
            _ => {}
        }
    }
    // The term is that of the version under which it ended: a later one takes no right away.
    let days = policy.and_then(|id| book.policy(id)).and_then(|policy| policy.appeal_days).unwrap_or(APPEAL_DAYS);
    Some(ends(book.calendar(calendar?)?, ended?, Unit::CalendarDays, days, &[]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Case;
    use crate::case::event::Actor;
    use crate::clock::tests::{at, history, policy, received, routed, viet_nam};
    use crate::clock::{Compiled, Policy, Single};
    use crate::ids::{AgencyId, CaseId};

    #[test]
    fn an_appeal_has_a_term_and_is_made_once() {
        let calendar = Compiled::new(&viet_nam()).unwrap();
        let book = Single { policy: None, calendar: &calendar };
        let when = |text: &str| at(&format!("{text}:00"));
        let begun = |appeals| {
            let What::Received(received) = received() else { unreachable!() };
            let filed = What::Received(Received { appeals, ..received });
            vec![(when("2026-11-02 09:00"), filed), (when("2026-11-02 09:00"), routed(1))]
        };
        let answered = (when("2026-11-16 15:00"), What::Answered {});
        let appealed = (when("2026-11-20 10:00"), What::Appealed { case: CaseId(9), agency: AgencyId(2) });
        let reopened = (when("2026-11-18 09:00"), What::Reopened {});
        let check = |more: &[(i64, What)], appeals: Option<CaseId>, expect: Option<&str>| {
            let told = history(begun(appeals).into_iter().chain(more.iter().cloned()).collect());
            assert_eq!(appeal_until(&book, CaseKind::Complaint, &told), expect.map(when), "{more:?}");
            assert_eq!(appeal_until(&book, CaseKind::Compliment, &told), None);
        };
        check(&[], None, None);
        // The day of the answer is not counted; the thirtieth ends at 24:00.
        check(core::slice::from_ref(&answered), None, Some("2026-12-17 00:00"));
        check(&[answered.clone(), reopened], None, None);
        check(&[answered.clone(), appealed.clone()], None, None);
        check(core::slice::from_ref(&answered), Some(CaseId(3)), None);
        // A policy may say otherwise; what became of it after the end changes nothing.
        let term = |days| {
            let told = history(begun(None).into_iter().chain([answered.clone()]).collect());
            let policy = Policy { appeal_days: days, ..policy(vec![]) };
            appeal_until(&Single { policy: Some(&policy), calendar: &calendar }, CaseKind::Complaint, &told)
        };
        assert_eq!(term(None), Some(when("2026-12-17 00:00")));
        assert_eq!(term(Some(10)), Some(when("2026-11-27 00:00")));

        let told = history(begun(None).into_iter().chain([answered.clone(), appealed]).collect());
        assert_eq!(appeal::made(&told), Some((CaseId(9), AgencyId(2))));
        let refuses = |told: &[Event], what: What| {
            let version = told.len() as u32 + 1;
            let next = Event {
                version,
                at_ms: when("2026-11-21 10:00"),
                actor: Actor::Citizen,
                words_sha256: String::new(),
                what,
            };
            Case::from_events(told).unwrap().followed_by(told, &next).is_err()
        };
        assert!(refuses(&told, What::Appealed { case: CaseId(10), agency: AgencyId(2) }));
        assert!(refuses(&told, What::Reopened {}));
        let first = history(begun(None).into_iter().chain([answered.clone()]).collect());
        assert!(!refuses(&first, What::Appealed { case: CaseId(10), agency: AgencyId(2) }));
        let second = history(begun(Some(CaseId(3))).into_iter().chain([answered]).collect());
        assert!(refuses(&second, What::Appealed { case: CaseId(10), agency: AgencyId(2) }));
    }
}
