//! The story of a case as one line through time: what happened, where it stands now, what is still to come.

use crate::pages::tracking::TrackView;
use crate::{Page, icons, when};
use hoiam_shared::case::CaseState as S;
use hoiam_shared::catalogue::portal::Portal as T;
use hoiam_shared::wire::intake::StoryStep;
use leptos::prelude::*;

/// The four stages of a case that is answered in the end; the number of the present one, 4 when all are done.
/// Cases that ended otherwise have no place on it.
const fn stage(state: S) -> Option<usize> {
    match state {
        S::Received | S::Screening => Some(0),
        S::Routed => Some(1),
        S::Accepted | S::InProgress | S::WaitingCitizen | S::WaitingOpinion | S::AnswerReview => Some(2),
        S::Answered | S::Closed => Some(4),
        S::Rejected | S::Withdrawn | S::Merged => None,
    }
}

/// The stages as a bar.
pub(crate) fn stages(state: S, page: &Page) -> AnyView {
    let Some(present) = stage(state) else { return ().into_any() };
    let items = [T::StageReceived, T::StageAgency, T::StageWork, T::StageAnswer]
        .into_iter()
        .enumerate()
        .map(|(n, name)| {
            let (class, said) = match n.cmp(&present) {
                core::cmp::Ordering::Less => ("past", T::StageDone),
                core::cmp::Ordering::Equal => ("now", T::StageNow),
                core::cmp::Ordering::Greater => ("later", T::StageLater),
            };
            view! {
                <li class=class aria-current=(n == present).then_some("step")>
                    {page.t(name)}<span class="vh">", "{page.t(said)}</span>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! { <ol class="stages" aria-label=page.t(T::StageLabel)>{items}</ol> }.into_any()
}

/// What is still to come in a state, in order.
const fn ahead(state: S) -> &'static [T] {
    match state {
        S::Received | S::Screening => &[T::AheadRoute, T::AheadAccept, T::AheadAnswer, T::AheadRate],
        S::Routed => &[T::AheadAccept, T::AheadAnswer, T::AheadRate],
        S::Accepted | S::InProgress | S::WaitingOpinion => &[T::AheadAnswer, T::AheadRate],
        S::WaitingCitizen => &[T::AheadReply, T::AheadAnswer, T::AheadRate],
        S::AnswerReview => &[T::AheadApprove, T::AheadAnswer, T::AheadRate],
        S::Answered => &[T::AheadRate],
        S::Closed | S::Rejected | S::Withdrawn | S::Merged => &[],
    }
}

/// The whole line.
pub(crate) fn timeline(view: &TrackView, page: &Page) -> AnyView {
    let case = &view.case;
    let past = case.story.iter().map(|step| happened(step, page)).collect::<Vec<_>>();
    let coming = ahead(case.status);
    let present = case.status.open().then(|| present(view, page));
    let due = case.due_at.map(|at| {
        let key = if case.overdue { T::AheadWas } else { T::AheadBy };
        page.say(key, &[("due", &when::due(page, at))])
    });
    // Rated already: nothing is left to wait for.
    let rated = case.rating.is_some();
    let future = coming
        .iter()
        .filter(|&&key| !(rated && key == T::AheadRate && case.status == S::Answered))
        .map(|&key| {
            let by = due.clone().filter(|_| key == T::AheadAnswer);
            let class = if case.overdue && key == T::AheadAnswer { "ahead late" } else { "ahead" };
            view! {
                <li class=class>
                    <span class="node"></span>
                    <p class="what">{page.t(key)}</p>
                    {by.map(|text| view! { <p class="when">{text}</p> })}
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <section aria-labelledby="story">
            <h2 id="story">{page.t(T::StoryTitle)}</h2>
            <ol class="timeline">{past}{present}{future}</ol>
        </section>
    }
    .into_any()
}

fn happened(step: &StoryStep, page: &Page) -> AnyView {
    // Event kinds are our own short words, but they come as text: only known ones become a class.
    let class = match step.kind.as_str() {
        "answered" | "closed" => "past good",
        "breached" | "rejected" => "past bad",
        "info_requested" | "extended" | "transferred" => "past warn",
        _ => "past",
    };
    // A deadline passes at 24:00 of its day; "00:00 of the day after" would be read as one day too late.
    let at = if step.kind == "breached" { when::due(page, step.at) } else { when::date_time(page, step.at) };
    view! {
        <li class=class>
            <span class="node">{icons::event(&step.kind)}</span>
            <p class="when"><time datetime=step.at.to_rfc3339()>{at}</time></p>
            <p class="what" dir="auto">{step.text.clone()}</p>
        </li>
    }
    .into_any()
}

/// Where it stands: who has it, how long still.
fn present(view: &TrackView, page: &Page) -> AnyView {
    let case = &view.case;
    let holder = case.agency.as_ref().map_or_else(
        || page.t(T::NobodyYet).to_owned(),
        |agency| page.say(T::StoryHolder, &[("agency", &agency.name)]),
    );
    let class = if case.overdue { "now late" } else { "now" };
    let distance = case.due_at.map(|at| {
        let class = if case.overdue { "chip late" } else { "chip" };
        view! { <p><span class=class>{when::distance(page, at, view.now)}</span></p> }
    });
    view! {
        <li class=class>
            <span class="node"></span>
            <p class="when">{page.t(T::StoryNow)}</p>
            <p class="what">{case.status_text.clone()}</p>
            <p dir="auto">{holder}</p>
            {distance}
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_open_case_has_something_to_wait_for() {
        for &state in S::ALL {
            assert_eq!(state.open() || state == S::Answered, !ahead(state).is_empty(), "{state}");
            assert!(!state.open() || ahead(state).contains(&T::AheadAnswer), "{state}");
            assert!(!state.open() || stage(state).is_some_and(|n| n < 4), "{state}");
        }
    }
}
