//! Calendars, deadline policies and recalculations: the pages, and the pieces they share.

pub mod calendar;
mod calendar_form;
pub mod calendars;
mod day_list;
mod import;
mod moves;
pub mod policies;
mod policy_form;
pub mod recalculations;

use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_kit::Trouble;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::keeping::Keeping;
use hoiam_shared::wire::clock::VersionView;
use hoiam_shared::{Lang, Stamp};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Runs one thing at a time; what goes wrong is shown with its places named.
fn run(
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
    lang: RwSignal<Lang>,
    doing: impl Future<Output = Result<(), Trouble>> + 'static,
) {
    if busy.get_untracked() {
        return;
    }
    busy.set(true);
    trouble.set(None);
    spawn_local(async move {
        if let Err(cause) = doing.await {
            trouble.set(Some(placed(cause, lang.get_untracked())));
        }
        busy.set(false);
    });
}

/// The versions there are, newest first.
fn history(versions: Vec<VersionView>, lang: Lang) -> impl IntoView {
    let one = |version: VersionView| {
        let since = fill(
            Keeping::InForceSince.text(lang),
            &[("n", &version.version.to_string()), ("date", &day(&version.valid_from, lang))],
        );
        let made = match version.made_at {
            None => Keeping::HistorySeed.text(lang).to_owned(),
            Some(at) => fill(
                Keeping::HistoryMade.text(lang),
                &[("who", &version.made_by), ("date", &dates::date_time(at, lang))],
            ),
        };
        view! {
            <li>
                <p>{since}{version.in_force.then(|| view! { " " <span class="pill">{Keeping::HistoryNow.text(lang)}</span> })}</p>
                <p class="soft">{made}{(!version.note.is_empty()).then(|| format!(" · {}", version.note))}</p>
            </li>
        }
    };
    view! { <ul class="versions" role="list">{versions.into_iter().map(one).views()}</ul> }
}

/// From when the next version of something counts: from today on, or when the one before it does.
fn next_day(valid_from: &str, now: Stamp) -> String {
    // Dates written so are in order as text.
    dates::day_of(now).max(valid_from.to_owned())
}

/// `2026-12-04` as the language writes it; what is no date stays as it is.
fn day(text: &str, lang: Lang) -> String {
    dates::end_of_day(text).map_or_else(|| text.to_owned(), |end| dates::date(Stamp(end.ms() - 1), lang))
}

/// What is wrong, with each place named: `exceptions[3].from` is the fourth day.
fn placed(mut trouble: Trouble, lang: Lang) -> Trouble {
    for fault in &mut trouble.fields {
        if fault.field == "appeal_days" {
            fault.message = format!("{}: {}", Keeping::PolicyAppealDays.text(lang), fault.message);
        }
        let number = fault.field.split(['[', ']']).nth(1).and_then(|n| n.parse::<usize>().ok());
        let Some(number) = number else { continue };
        let name = if fault.field.starts_with("exceptions") {
            fill(Keeping::DayOf.text(lang), &[("n", &(number + 1).to_string())])
        } else if fault.field.starts_with("targets") {
            fill(Keeping::Promise.text(lang), &[("n", &(number + 1).to_string())])
        } else if fault.field.starts_with("week") {
            WEEKDAYS.get(number).map_or(String::new(), |name| name.text(lang).to_owned())
        } else {
            continue;
        };
        fault.message = format!("{name}: {}", fault.message);
    }
    trouble
}

/// From Monday on.
const WEEKDAYS: [Keeping; 7] = [
    Keeping::Monday,
    Keeping::Tuesday,
    Keeping::Wednesday,
    Keeping::Thursday,
    Keeping::Friday,
    Keeping::Saturday,
    Keeping::Sunday,
];
