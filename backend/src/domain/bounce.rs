//! Passing a case around ends: passed on twice, the next time takes it to the agency above all that had it, which
//! decides who is responsible.

use super::people::Viewer;
use super::settings::{Agency, Settings};
use hoiam_shared::case::event::RouteWhy;
use hoiam_shared::case::history::standing;
use hoiam_shared::case::{Action, Case, Event, What};
use hoiam_shared::ids::AgencyId;

/// So often agencies may pass it on among themselves.
pub const MOST_PASSES: u32 = 2;

/// How often it was passed on from agency to agency. The first hand-out by a coordinator of the website's agency, where
/// it lay because nothing matched, is no passing on; nor is the decision of the agency that was asked.
pub fn passes(history: &[Event]) -> u32 {
    let mut passes = 0;
    let mut unplaced = false;
    let mut asked = false;
    for event in standing(history).iter() {
        match &event.what {
            What::Routed { why, .. } => unplaced = *why == RouteWhy::Site,
            What::Transferred { .. } => {
                passes += u32::from(!unplaced && !asked);
                (unplaced, asked) = (false, false);
            }
            What::Referred { .. } => {
                passes += 1;
                (unplaced, asked) = (false, true);
            }
            _ => {}
        }
    }
    passes
}

/// Where the next passing on leads instead of the agency named; `None` while agencies may still agree themselves, when
/// there is nobody above, or when this person may decide for the agency above.
pub fn goes_up<'s>(settings: &'s Settings, viewer: &Viewer, case: &Case, history: &[Event]) -> Option<&'s Agency> {
    if passes(history) < MOST_PASSES {
        return None;
    }
    let holder = case.agency?;
    let had: Vec<AgencyId> = standing(history).iter().filter_map(|event| receiver(&event.what)).collect();
    let up = settings.line(holder).find(|above| had.iter().all(|agency| settings.within(*agency, above.id)))?;
    let decides = viewer.grants.iter().any(|g| g.role.may(Action::Transfer) && settings.within(up.id, g.agency));
    (up.id != holder && !decides).then_some(up)
}

/// Who got it by this event. Where it only lay because nothing matched does not count as having had it.
const fn receiver(what: &What) -> Option<AgencyId> {
    match what {
        What::Routed { why: RouteWhy::Site, .. } => None,
        What::Routed { agency, .. }
        | What::Transferred { agency, .. }
        | What::Referred { agency, .. }
        | What::Succeeded { agency, .. } => Some(*agency),
        _ => None,
    }
}

/// Who was named as responsible when it came up, as long as that question is open.
pub fn named(history: &[Event]) -> Option<AgencyId> {
    history.iter().rev().find_map(|event| match &event.what {
        What::Referred { named, .. } => Some(Some(*named)),
        What::Transferred { .. } | What::Routed { .. } => Some(None),
        _ => None,
    })?
}

#[cfg(test)]
mod tests {
    use super::*;
    use hoiam_shared::case::Actor;
    use hoiam_shared::ids::CalendarId;

    fn told(whats: Vec<What>) -> Vec<Event> {
        let event = |(n, what)| Event { version: n, at_ms: 0, actor: Actor::System, words_sha256: String::new(), what };
        (1..).zip(whats).map(event).collect()
    }

    #[test]
    fn passing_on_is_counted_from_agency_to_agency() {
        let calendar = CalendarId(1);
        let routed = |why| What::Routed { agency: AgencyId(1), calendar, why };
        let to = |agency| What::Transferred { agency: AgencyId(agency), calendar, back: false };
        let up = What::Referred { agency: AgencyId(9), calendar, named: AgencyId(4) };
        let check = |whats: Vec<What>, expect| assert_eq!(passes(&told(whats.clone())), expect, "{whats:?}");
        check(vec![routed(RouteWhy::Chosen)], 0);
        check(vec![routed(RouteWhy::Site), to(2)], 0);
        check(vec![routed(RouteWhy::Site), to(2), to(3)], 1);
        check(vec![routed(RouteWhy::Suggested(800)), to(2), to(3)], 2);
        check(vec![routed(RouteWhy::Person), to(2), to(3), up.clone(), to(4)], 3);
        check(vec![routed(RouteWhy::Person), to(2), to(3), up.clone(), to(4), to(5)], 4);
        assert_eq!(named(&told(vec![routed(RouteWhy::Person), to(2), up.clone()])), Some(AgencyId(4)));
        assert_eq!(named(&told(vec![routed(RouteWhy::Person), to(2), up, to(4)])), None);
    }
}
