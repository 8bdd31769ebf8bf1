//! What helps a coordinator to send a case where it belongs: the learned suggestion while nobody has decided, and
//! what passing it on once more would lead to.

use super::app::App;
use super::bounce;
use super::error::{AppError, Result};
use super::people::Viewer;
use super::settings::Settings;
use super::suggesting::{Suggested, text_of};
use crate::store::{cases, events, words};
use hoiam_shared::Lang;
use hoiam_shared::case::event::RouteWhy;
use hoiam_shared::case::{Action, Case, CaseState, Code};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::routing::{CaseRoutingView, RoutingSuggestion};

/// For a case that the person sees.
pub async fn of_case(app: &App, viewer: &Viewer, code: &Code, lang: Lang) -> Result<CaseRoutingView> {
    let settings = app.settings();
    let mut read = app.db.read();
    let found = cases::by_code_in(&mut read, &viewer.ranges(&settings), code.as_str()).await?;
    let stored = found.ok_or(AppError::Code(ErrorCode::NotFound))?;
    let case = &stored.case;
    let history = events::of_case(&mut read, stored.id).await?;
    let asks = [Action::Route, Action::Transfer].into_iter().filter(|action| action.from_state(case.state).is_some());
    let sends = asks.into_iter().any(|action| viewer.may(&settings, action, case));
    let view = |agency| settings.agency(agency).map(|agency| agency.view(lang));
    let mut suggestions = Vec::new();
    if sends && undecided(case) {
        let filed = words::filed(&mut read, &[stored.id]).await?.pop().unwrap_or_default();
        let text = text_of(&filed.title, &filed.body);
        let all = app.suggester.load().suggestions(&settings, &text, case.area.as_deref());
        // It is there already: nothing to suggest.
        if all.first().is_some_and(|first| Some(first.agency) != case.agency) {
            suggestions = all.into_iter().filter_map(|one| shown(&settings, one, lang)).collect();
        }
    }
    let up = if sends { bounce::goes_up(&settings, viewer, case, &history) } else { None };
    Ok(CaseRoutingView {
        suggestions,
        passes: bounce::passes(&history),
        goes_up_to: up.map(|agency| agency.view(lang)),
        named: bounce::named(&history).and_then(view),
    })
}

/// No person and no rule has said where it belongs, and nobody has taken it up.
const fn undecided(case: &Case) -> bool {
    let waits = matches!(case.state, CaseState::Received | CaseState::Screening | CaseState::Routed);
    waits && matches!(case.route_why, None | Some(RouteWhy::Site | RouteWhy::Suggested(_)))
}

fn shown(settings: &Settings, one: Suggested, lang: Lang) -> Option<RoutingSuggestion> {
    Some(RoutingSuggestion {
        agency: settings.agency(one.agency)?.view(lang),
        percent: u8::try_from(one.sure / 10).unwrap_or(100),
        words: one.words,
    })
}
