//! Whether what is stored of petitions is what it is derived from: rows equal what events add up to, events form their chain,
//! counters equal a recount, thresholds have their cases.

use super::moving;
use crate::domain::app::App;
use crate::domain::error::Result;
use crate::store::petitions::{self as rows, Petition};
use crate::store::signatures;
use hoiam_shared::petition::event::{states_after, step};
use hoiam_shared::petition::{PetitionEvent, PetitionState, PetitionWhat};

/// Petitions read at once.
const PAGE: i64 = 200;

/// Everything that is wrong, a line each, and how many petitions were looked at.
pub async fn verify(app: &App) -> Result<(Vec<String>, usize)> {
    let (mut wrong, mut looked, mut after) = (Vec::new(), 0, 0);
    loop {
        let page = rows::behind(&mut app.db.read(), after, PAGE).await?;
        let Some(last) = page.last() else { return Ok((wrong, looked)) };
        after = last.id;
        looked += page.len();
        for petition in &page {
            for what in look(app, petition).await? {
                wrong.push(format!("{}: {what}", petition.code));
            }
        }
    }
}

async fn look(app: &App, petition: &Petition) -> Result<Vec<String>> {
    let read = &mut app.db.read();
    let mut wrong = Vec::new();
    let stored = rows::events(read, petition.id).await?;
    let mut previous = "";
    for (event, number) in stored.iter().zip(1..) {
        if event.version != number || event.hash != moving::link(previous, petition.id, event) {
            wrong.push(format!("event {number} is missing or was changed"));
            break;
        }
        previous = &event.hash;
    }
    let events = stored.iter().map(|row| moving::read(petition.id, row)).collect::<Result<Vec<PetitionEvent>>>()?;
    wrong.extend(differs(petition, &events));
    if signatures::counters(read, petition.id).await? != signatures::recount(read, petition.id).await? {
        wrong.push("its counters are not those of its signatures".to_owned());
    }
    let totals = signatures::total(read, petition.id).await?;
    let sum = signatures::counters(read, petition.id).await?.iter().fold((0, 0), |s, c| (s.0 + c.2, s.1 + c.3));
    if totals != sum {
        wrong.push("its total is not the sum of its counters".to_owned());
    }
    let reached = rows::reached(read, petition.id).await?;
    let told = events.iter().filter(|event| matches!(event.what, PetitionWhat::Reached { .. })).count();
    if reached.len() != told {
        wrong.push(format!("{told} thresholds were reached, {} are stored", reached.len()));
    }
    Ok(wrong)
}

/// What of the row is not what the events add up to.
fn differs(petition: &Petition, events: &[PetitionEvent]) -> Vec<String> {
    let mut wrong = Vec::new();
    let Some((state, _)) = states_after(events.iter().map(|event| &event.what)) else {
        return vec!["its events cannot be".to_owned()];
    };
    if (state, events.len()) != (petition.state, petition.version as usize) {
        wrong.push(format!(
            "it is {} in version {}, its events say {state} in {}",
            petition.state,
            petition.version,
            events.len()
        ));
    }
    let mut states = (PetitionState::Draft, PetitionState::Draft);
    let mut made = Petition {
        opened_ms: None,
        closes_ms: None,
        ended_ms: None,
        ground: None,
        reason: String::new(),
        ..petition.clone()
    };
    let mut digest = String::new();
    for event in events {
        states = event.what.action().and_then(|action| step(states, action)).unwrap_or(states);
        made.state = states.0;
        moving::fold(&mut made, &event.what, event.at_ms);
        if let PetitionWhat::Begun { words_sha256, .. } | PetitionWhat::Amended { words_sha256, .. } = &event.what {
            words_sha256.clone_into(&mut digest);
        }
    }
    if digest != moving::words_digest(&petition.title, &petition.body) {
        wrong.push("its words are not those that were written or amended".to_owned());
    }
    let dates = |p: &Petition| (p.opened_ms, p.closes_ms, p.ended_ms, p.ground, p.reason.clone(), p.wake_ms);
    if dates(&made) != dates(petition) {
        wrong.push("its dates or grounds are not those of its events".to_owned());
    }
    wrong
}
