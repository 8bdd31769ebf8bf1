//! Says what happened in plain words, in the reader's language: the same sentences for the citizen's story,
//! the console's timeline and notices.

use super::settings::{Settings, ZONE};
use hoiam_shared::case::event::{RouteWhy, Target, Track};
use hoiam_shared::case::{Actor, Event, Ground, What};
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::petitions::Petitions;
use hoiam_shared::catalogue::portal::Portal;
use hoiam_shared::catalogue::story::Story;
use hoiam_shared::clock;
use hoiam_shared::ids::AgencyId;
use hoiam_shared::publish::Retraction;
use hoiam_shared::{Lang, Stamp};

/// Events with the agency that held the case when each happened.
pub fn holders(history: &[Event]) -> impl Iterator<Item = (&Event, Option<AgencyId>)> {
    let mut holders: Vec<(u32, AgencyId)> = Vec::new();
    history.iter().map(move |event| {
        match event.what {
            What::Routed { agency, .. }
            | What::Transferred { agency, .. }
            | What::Referred { agency, .. }
            | What::Succeeded { agency, .. } => {
                holders.push((event.version, agency));
            }
            What::Undone { of, .. } => holders.retain(|(version, _)| *version != of),
            _ => {}
        }
        (event, holders.last().map(|(_, agency)| *agency))
    })
}

/// The words of an event that was taken back say so.
pub fn marked(history: &[Event], event: &Event, text: String, lang: Lang) -> String {
    let taken_back = |other: &Event| matches!(other.what, What::Undone { of, .. } if of == event.version);
    if history.iter().any(taken_back) { fill(Story::TakenBack.text(lang), &[("text", &text)]) } else { text }
}

/// One event in words. `code_of` names a case by its tracking code.
pub fn event(
    settings: &Settings,
    event: &Event,
    holder: Option<AgencyId>,
    lang: Lang,
    code_of: impl Fn(i64) -> String,
) -> String {
    let name = |id: AgencyId| settings.agency(id).map_or_else(|| id.to_string(), |a| a.name(lang).to_owned());
    let held = || holder.map(name).unwrap_or_default();
    let put = |story: Story, values: &[(&str, &str)]| fill(story.text(lang), values);
    match &event.what {
        What::Received(received) if received.by.is_some() => {
            put(Story::ReceivedFor, &[("channel", received.channel.name(lang))])
        }
        What::Received(received) => match (received.appeals, received.split_from) {
            (Some(first), _) => put(Story::ReceivedAppeal, &[("code", &code_of(first.0))]),
            (None, Some(first)) => put(Story::ReceivedSplit, &[("code", &code_of(first.0))]),
            (None, None) => Story::Received.text(lang).to_owned(),
        },
        What::Passed {} => Story::Passed.text(lang).to_owned(),
        What::Routed { agency, .. } => put(Story::Routed, &[("agency", &name(*agency))]),
        What::Accepted {} => put(Story::Accepted, &[("agency", &held())]),
        What::Started {} => put(Story::Started, &[("agency", &held())]),
        What::Assigned { to: Some(user) } => {
            let who = settings.person(*user).map_or_else(|| user.to_string(), |p| p.name.clone());
            put(Story::AssignedTo, &[("who", &who)])
        }
        What::Assigned { to: None } => Story::AssignedNobody.text(lang).to_owned(),
        What::Transferred { agency, back, .. } => {
            put(if *back { Story::TransferredBack } else { Story::Transferred }, &[("agency", &name(*agency))])
        }
        What::Referred { agency, .. } => put(Story::Referred, &[("agency", &name(*agency))]),
        What::Succeeded { from, agency } => {
            put(Story::Succeeded, &[("from", &name(*from)), ("agency", &name(*agency))])
        }
        What::InfoRequested {} => put(Story::InfoRequested, &[("agency", &held())]),
        What::Messaged {} if event.actor == Actor::Citizen => Story::MessagedByCitizen.text(lang).to_owned(),
        What::Messaged {} => put(Story::MessagedByStaff, &[("agency", &held())]),
        What::OpinionAsked { agency, due_ms } => {
            put(Story::OpinionAsked, &[("agency", &name(*agency)), ("date", &date(*due_ms, lang))])
        }
        What::OpinionGiven {} => Story::OpinionGiven.text(lang).to_owned(),
        What::AnswerSubmitted {} => Story::AnswerSubmitted.text(lang).to_owned(),
        What::AnswerReturned {} => Story::AnswerReturned.text(lang).to_owned(),
        What::Answered {} => put(Story::Answered, &[("agency", &held())]),
        What::Closed {} => Story::Closed.text(lang).to_owned(),
        What::Rejected { ground } => {
            let reason = Ground::from_code(ground).map_or(ground.as_str(), |g| g.name(lang));
            put(Story::Rejected, &[("reason", reason)])
        }
        What::Withdrawn {} => Story::Withdrawn.text(lang).to_owned(),
        What::Reopened {} => Story::Reopened.text(lang).to_owned(),
        What::Rated { stars } => put(Story::Rated, &[("stars", &stars.to_string())]),
        What::Extended { .. } => Story::Extended.text(lang).to_owned(),
        What::Recalculated { was_ms, due_ms, .. } => match (was_ms, due_ms) {
            (Some(was), Some(due)) if was != due => {
                put(Story::Recalculated, &[("was", &date(*was, lang)), ("date", &date(*due, lang))])
            }
            _ => Story::RecalculatedSame.text(lang).to_owned(),
        },
        What::Noted {} => Story::Noted.text(lang).to_owned(),
        What::Warned { track, target, share, .. } => {
            put(Story::Warned, &[("label", &clock_label(*track, *target, lang)), ("share", &share.to_string())])
        }
        What::Breached { track, target, due_ms } => {
            put(Story::Breached, &[("label", &clock_label(*track, *target, lang)), ("date", &date(*due_ms, lang))])
        }
        What::Acknowledged {} => Story::Acknowledged.text(lang).to_owned(),
        What::Undone { .. } => Story::Undone.text(lang).to_owned(),
        What::Merged { into } => put(Story::Merged, &[("code", &code_of(into.0))]),
        What::Unmerged {} => Story::Unmerged.text(lang).to_owned(),
        What::Split { case } => put(Story::Split, &[("code", &code_of(case.0))]),
        What::Attached { files, .. } => put(Story::Attached, &[("n", &files.len().to_string())]),
        What::TextRead { file } => put(Story::TextRead, &[("n", &file.to_string())]),
        What::Published { .. } => Story::Published.text(lang).to_owned(),
        What::Unpublished { reason } => {
            let reason = Retraction::from_code(reason).map_or(reason.as_str(), |r| r.name(lang));
            put(Story::Unpublished, &[("reason", reason)])
        }
        What::Appealed { case, agency } => {
            put(Story::Appealed, &[("agency", &name(*agency)), ("code", &code_of(case.0))])
        }
        What::Unsealed {} => Story::Unsealed.text(lang).to_owned(),
        What::Sealed {} => Story::Sealed.text(lang).to_owned(),
        What::SealLifted {} => Story::SealLifted.text(lang).to_owned(),
        What::Erased { rule: None } => Story::Erased.text(lang).to_owned(),
        What::Erased { rule: Some(_) } => Story::ErasedByRule.text(lang).to_owned(),
        What::Wished { public: true } => Story::WishedPublic.text(lang).to_owned(),
        What::Wished { public: false } => Story::WishedPrivate.text(lang).to_owned(),
    }
}

/// Name of a promise on a clock: "Trả lời (tính từ ngày gửi)".
pub fn clock_label(track: Track, target: Target, lang: Lang) -> String {
    let track = match track {
        Track::Citizen => Story::TrackCitizen,
        Track::Agency => Story::TrackAgency,
    };
    let target = match target {
        Target::Acknowledge => Story::Acknowledge,
        Target::Accept => Story::Accept,
        Target::FirstAnswer => Story::FirstAnswer,
        Target::Resolve => Story::Resolve,
    };
    format!("{} ({})", target.text(lang), track.text(lang))
}

/// Why a case is where it is.
pub fn route_why(settings: &Settings, why: Option<&RouteWhy>, lang: Lang) -> String {
    match why {
        None => String::new(),
        Some(RouteWhy::Chosen) => Story::WhyChosen.text(lang).to_owned(),
        Some(RouteWhy::Rule(id)) => {
            let text = settings.rule_text(*id).map_or_else(|| id.to_string(), str::to_owned);
            fill(Story::WhyRule.text(lang), &[("rule", &text)])
        }
        Some(RouteWhy::Suggested(thousandths)) => {
            fill(Story::WhySuggested.text(lang), &[("share", &(thousandths / 10).to_string())])
        }
        Some(RouteWhy::Site) => Story::WhySite.text(lang).to_owned(),
        Some(RouteWhy::Appeal) => Story::WhyAppeal.text(lang).to_owned(),
        Some(RouteWhy::Petition) => Petitions::WhyPetition.text(lang).to_owned(),
        Some(RouteWhy::Person) => Story::WhyPerson.text(lang).to_owned(),
    }
}

/// How the date of the answer was counted, for the citizen.
pub fn due_explained(settings: &Settings, history: &[Event], lang: Lang) -> String {
    clock_explained(settings, history, Track::Citizen, Target::Resolve, lang)
        .unwrap_or_else(|| Story::NoDeadline.text(lang).to_owned())
}

/// How a date was counted; `None` when there is no such promise.
pub fn clock_explained(
    settings: &Settings,
    history: &[Event],
    track: Track,
    target: Target,
    lang: Lang,
) -> Option<String> {
    clock::explain(&settings.shelf(), history, track, target, lang).ok()?.map(|explained| explained.text)
}

/// The day of a due date as the language writes it: 24:00 belongs to the day it ends.
pub fn date(ms: i64, lang: Lang) -> String {
    day(ms - 1, lang)
}

/// The day of an instant as the language writes it.
pub fn day(ms: i64, lang: Lang) -> String {
    let (year, month, day, ..) = Stamp(ms).civil(ZONE.minutes);
    match lang {
        Lang::Vi => format!("{day:02}/{month:02}/{year}"),
        Lang::En => format!("{day} {} {year}", Portal::month(usize::try_from(month).unwrap_or_default()).text(lang)),
    }
}
