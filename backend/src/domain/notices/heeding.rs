//! Whether somebody of staff has taken notice of what the clock of a case said. Any act of theirs counts; one that does
//! nothing else is an act, too. Until then the ladder goes on, and the case says who is told next.

use super::Recipient;
use crate::domain::app::App;
use crate::domain::error::Result;
use crate::domain::settings::Settings;
use crate::domain::telling;
use crate::store::cases::StoredCase;
use crate::store::deliveries;
use hoiam_shared::case::history::standing;
use hoiam_shared::case::{Actor, Event, What};
use hoiam_shared::wire::case::UnheardView;
use hoiam_shared::{Lang, Stamp};
use std::collections::BTreeSet;

/// Somebody of staff has done something after an event.
pub fn stirred(history: &[Event], version: u32) -> bool {
    // Opening who sent it is looking, not acting.
    let looked = |event: &Event| matches!(event.what, What::Unsealed {});
    let acted = |event: &Event| event.version > version && matches!(event.actor, Actor::Staff(_)) && !looked(event);
    standing(history).iter().any(acted)
}

/// The newest warning or breach, if nobody of staff has done anything since.
pub fn unheard(history: &[Event]) -> Option<&Event> {
    let said = |event: &&Event| matches!(event.what, What::Warned { .. } | What::Breached { .. });
    history.iter().rev().find(said).filter(|event| !stirred(history, event.version))
}

/// The same as staff see it, with who is told next.
pub async fn view(
    app: &App,
    settings: &Settings,
    stored: &StoredCase,
    history: &[Event],
    lang: Lang,
) -> Result<Option<UnheardView>> {
    let Some(event) = unheard(history).filter(|_| stored.case.state.open()) else { return Ok(None) };
    let climbing = deliveries::climbing(&mut app.db.read(), stored.id).await?;
    let next_ms = climbing.first().map(|delivery| delivery.what.due_ms);
    let next = climbing.iter().filter(|delivery| Some(delivery.what.due_ms) == next_ms);
    let people = next.filter_map(|delivery| match Recipient::from_code(&delivery.what.recipient)? {
        Recipient::Staff(user) => settings.person(user).map(|person| person.name.clone()),
        Recipient::Citizen(_) | Recipient::Endpoint(_) | Recipient::Signer(_) | Recipient::Bell(_) => None,
    });
    let people: BTreeSet<String> = people.collect();
    Ok(Some(UnheardView {
        text: telling::event(settings, event, stored.case.agency, lang, |_| String::new()),
        at: Stamp(event.at_ms),
        next_at: next_ms.map(Stamp),
        next_to: people.into_iter().collect(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use hoiam_shared::case::event::{Target, Track};
    use hoiam_shared::ids::UserId;

    #[test]
    fn any_act_of_staff_is_taking_notice() {
        let breach = || What::Breached { track: Track::Citizen, target: Target::Resolve, due_ms: 0 };
        let check = |happened: &[(Actor, What)], expect: Option<u32>| {
            let event = |(at, (actor, what)): (u32, &(Actor, What))| Event {
                version: at,
                at_ms: i64::from(at),
                actor: *actor,
                words_sha256: String::new(),
                what: what.clone(),
            };
            let history: Vec<Event> = (1..).zip(happened).map(event).collect();
            assert_eq!(unheard(&history).map(|event| event.version), expect, "{happened:?}");
        };
        let staff = Actor::Staff(UserId(3));
        check(&[(staff, What::Accepted {})], None);
        check(&[(Actor::System, breach())], Some(1));
        check(&[(Actor::System, breach()), (Actor::Citizen, What::Messaged {})], Some(1));
        check(&[(Actor::System, breach()), (staff, What::Acknowledged {})], None);
        check(&[(Actor::System, breach()), (staff, What::Noted {}), (Actor::System, breach())], Some(3));
    }
}
