//! Who held a case for how long: every working minute from filing to answer belongs to exactly one body, so that
//! passing a case around never improves a figure (domain rule 6). What the citizen, an answer or a merge took is
//! told apart from it.

use crate::case::event::Event;
use crate::clock::account::ClockError;
use crate::clock::compiled::Book;
use crate::clock::story::{StandWhy, Story};
use crate::ids::{AgencyId, CalendarId};

/// The time with one body. Durations are milliseconds of working time on the calendar of that time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Who; `None` before any agency had it.
    pub agency: Option<AgencyId>,
    /// Since when.
    pub from_ms: i64,
    /// Until when: passed on, answered, ended. `None` while it goes on.
    pub to_ms: Option<i64>,
    /// It was in its hands and could be worked on.
    pub worked_ms: i64,
    /// It waited for the citizen.
    pub waiting_ms: i64,
    /// It stood answered before it was reopened, or followed another case.
    pub stopped_ms: i64,
}

/// The bodies that held the case up to `until_ms`, in order.
pub fn held(book: &impl Book, events: &[Event], until_ms: i64) -> Result<Vec<Held>, ClockError> {
    let story = Story::read(events)?;
    let over = story.ended_ms.into_iter().chain(story.stopped_since).min();
    let mut all = Vec::with_capacity(story.legs.len() + 1);
    let first = story.legs.first().map_or(i64::MAX, |leg| leg.marks.from_ms);
    if first > story.citizen.from_ms {
        let to = Some(first).filter(|first| *first != i64::MAX);
        all.push(span(book, &story, None, story.citizen.from_ms, to.or(over), until_ms, story.calendar)?);
    }
    for (number, leg) in story.legs.iter().enumerate() {
        let to = leg.marks.to_ms.or(over);
        // Whoever took the place of an agency has the time from then on.
        let mut holders = vec![(leg.marks.from_ms, leg.agency)];
        holders.extend(leg.heirs.iter().copied().filter(|(at_ms, _)| to.is_none_or(|to| *at_ms < to)));
        for (n, &(from_ms, agency)) in holders.iter().enumerate() {
            let ends = [holders.get(n + 1).map(|(at_ms, _)| *at_ms), to].into_iter().flatten().min();
            let mut whole = Held { agency: Some(agency), from_ms, to_ms: ends, ..EMPTY };
            // A recalculation may have changed the calendar meanwhile.
            let turns = story.turns.iter().filter(|turn| turn.leg == Some(number));
            let changes: Vec<_> = turns.filter_map(|turn| Some((turn.at_ms, turn.agency_calendar?))).collect();
            let before = changes.iter().rev().find(|(at_ms, _)| *at_ms <= from_ms);
            let mut from = (from_ms, before.map_or(leg.calendar, |(_, calendar)| *calendar));
            let within =
                changes.iter().copied().filter(|(at_ms, _)| *at_ms > from_ms && ends.is_none_or(|end| *at_ms < end));
            for next in within.map(Some).chain([None]) {
                let end = [next.map(|(at_ms, _)| at_ms), ends].into_iter().flatten().min();
                let part = span(book, &story, Some(agency), from.0, end, until_ms, from.1)?;
                whole.worked_ms += part.worked_ms;
                whole.waiting_ms += part.waiting_ms;
                whole.stopped_ms += part.stopped_ms;
                from = next.unwrap_or(from);
            }
            all.push(whole);
        }
    }
    Ok(all)
}

const EMPTY: Held = Held { agency: None, from_ms: 0, to_ms: None, worked_ms: 0, waiting_ms: 0, stopped_ms: 0 };

fn span(
    book: &impl Book,
    story: &Story,
    agency: Option<AgencyId>,
    from_ms: i64,
    to_ms: Option<i64>,
    until_ms: i64,
    calendar: CalendarId,
) -> Result<Held, ClockError> {
    let calendar = book.calendar(calendar).ok_or(ClockError::UnknownCalendar(calendar))?;
    let end_ms = to_ms.unwrap_or(i64::MAX).min(until_ms);
    let open = |from: i64, to: i64| if from < to { calendar.worked_ms(to) - calendar.worked_ms(from) } else { 0 };
    let stood = |wanted: fn(StandWhy) -> bool| -> i64 {
        let stands = story.stands.iter().filter(|stand| wanted(stand.why));
        stands.map(|stand| open(stand.from_ms.max(from_ms), stand.to_ms.unwrap_or(i64::MAX).min(end_ms))).sum()
    };
    let waiting_ms = stood(|why| why == StandWhy::Waiting);
    let stopped_ms = stood(|why| why != StandWhy::Waiting);
    let worked_ms = open(from_ms, end_ms) - waiting_ms - stopped_ms;
    Ok(Held { agency, from_ms, to_ms, worked_ms, waiting_ms, stopped_ms })
}
