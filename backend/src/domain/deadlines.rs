//! The deadlines of one case told in full: each promise day by day with the reasons people gave, and who held the
//! case for how long.

use super::app::App;
use super::error::{AppError, Result};
use super::looking;
use super::moving::clocks_of;
use super::people::Viewer;
use super::settings::Settings;
use super::telling;
use crate::store::cases::StoredCase;
use crate::store::words::Words;
use crate::store::{cases, events, words};
use hoiam_shared::case::event::Track;
use hoiam_shared::case::{Code, Event};
use hoiam_shared::catalogue::admin::Admin;
use hoiam_shared::clock::explain::{Explained, length};
use hoiam_shared::clock::{DayLine, StandWhy, TargetClock, explain, held};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::clock::{
    ClocksView, DayView, HeldView, LongerView, PolicyRef, StoodView, TargetView, WarningView,
};
use hoiam_shared::{Lang, Stamp};

/// Every deadline of a case, for staff who may see it.
pub async fn of_case(app: &App, viewer: &Viewer, code: &Code, lang: Lang) -> Result<ClocksView> {
    let settings = app.settings();
    let mut read = app.db.read();
    let stored = cases::by_code_in(&mut read, &viewer.ranges(&settings), code.as_str()).await?;
    let stored = stored.ok_or(AppError::Code(ErrorCode::NotFound))?;
    looking::at(app, viewer, stored.id).await?;
    let history = events::of_case(&mut read, stored.id).await?;
    let written = words::of_cases(&mut read, &[stored.id]).await?;
    view(&settings, &stored, &history, &written, app.now_ms(), lang)
}

/// The same from what is known of the case; nothing of it depends on the present but the time it has been held.
pub fn view(
    settings: &Settings,
    stored: &StoredCase,
    history: &[Event],
    written: &[Words],
    now_ms: i64,
    lang: Lang,
) -> Result<ClocksView> {
    let failed = |error| AppError::defect(format!("clocks of case {}: {error:?}", stored.id));
    let clocks = clocks_of(settings, stored, history)?;
    let citizen = clocks.citizen.iter().map(|clock| (Track::Citizen, clock));
    let agency = clocks.legs.last().into_iter().flat_map(|leg| &leg.targets).map(|clock| (Track::Agency, clock));
    let mut targets = Vec::new();
    for (track, clock) in citizen.chain(agency) {
        if let Some(explained) = explain(&settings.shelf(), history, track, clock.target, lang).map_err(failed)? {
            targets.push(target(track, clock, explained, written, lang));
        }
    }
    let policy = stored.case.policy.and_then(|id| settings.policy(id)).map(|policy| PolicyRef {
        code: policy.code.clone(),
        name: if lang == Lang::Vi { &policy.name_vi } else { &policy.name_en }.clone(),
        version: policy.id.0,
        source: policy.source.clone(),
        check_before_use: policy.check_before_use,
    });
    let minutes = |ms: i64| ms / 60_000;
    let bodies = held(&settings.shelf(), history, now_ms).map_err(failed)?.into_iter().map(|body| HeldView {
        agency: body.agency.and_then(|id| settings.agency(id)).map(|agency| agency.view(lang)),
        from: Stamp(body.from_ms),
        to: body.to_ms.map(Stamp),
        worked_min: minutes(body.worked_ms),
        waiting_min: minutes(body.waiting_ms),
        stopped_min: minutes(body.stopped_ms),
    });
    Ok(ClocksView { policy, targets, held: bodies.collect() })
}

fn target(track: Track, clock: &TargetClock, explained: Explained, written: &[Words], lang: Lang) -> TargetView {
    // The reason stands in the words beside the event that stopped, extended or recalculated it.
    let words = |version: u32| {
        let found = written.iter().find(|words| words.version == i64::from(version));
        found.map(|words| words.body.clone()).unwrap_or_default()
    };
    let why = |why: StandWhy| match why {
        StandWhy::Waiting => Admin::StoodWaiting,
        StandWhy::Answered => Admin::StoodAnswered,
        StandWhy::Merged => Admin::StoodMerged,
    };
    TargetView {
        track: if track == Track::Citizen { "citizen" } else { "agency" }.to_owned(),
        target: explained.target.code().to_owned(),
        label: telling::clock_label(track, explained.target, lang),
        due_at: Stamp(explained.due_ms),
        text: explained.text,
        length: length(explained.unit, explained.amount, lang),
        days: explained.days.into_iter().map(|line| DayView { text: day(&line, lang), line }).collect(),
        stood: explained
            .stood
            .iter()
            .map(|stood| StoodView {
                from: Stamp(stood.from_ms),
                to: stood.to_ms.map(Stamp),
                why: why(stood.why).text(lang).to_owned(),
                // What the citizen was asked is the reason; an answer is no reason but what it is.
                reason: if stood.why == StandWhy::Waiting { words(stood.version) } else { String::new() },
            })
            .collect(),
        extended: explained
            .longer
            .iter()
            .map(|longer| LongerView {
                at: Stamp(longer.at_ms),
                length: length(explained.unit, longer.length, lang),
                reason: words(longer.version),
            })
            .collect(),
        warnings: clock
            .warnings
            .iter()
            .map(|warning| WarningView { share: warning.share, at: Stamp(warning.at_ms), recorded: warning.recorded })
            .collect(),
        recalculated: explained.recalculated.map(words),
    }
}

/// What a day was, in words.
fn day(line: &DayLine, lang: Lang) -> String {
    let name = if lang == Lang::Vi { &line.name_vi } else { &line.name_en };
    let mark = line.mark.text().text(lang);
    if name.is_empty() { mark.to_owned() } else { format!("{mark}: {name}") }
}
