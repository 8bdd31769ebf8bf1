//! `/api/v1/admin`: what administrators keep; one file per resource.

mod agencies;
mod answers;
mod audit;
pub mod calendars;
mod deliveries;
mod endpoints;
mod learning;
mod looks;
mod people;
mod places;
pub mod policies;
pub mod recalculations;
mod retention;
mod rules;
mod sites;
mod tables;
mod tokens;

use super::State;
use super::erased::routes;
use axum::extract::DefaultBodyLimit;
use hoiam_shared::limits;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};

/// A logo in base64, and the JSON around it.
const LOGO_REQUEST_BYTES: usize = limits::LOGO_BYTES * 4 / 3 + 1024;

/// Routing: the rules and the learned suggestion. Notices: what is told to whom.
pub(super) fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(rules::list, rules::create))
        .routes(routes!(rules::order))
        .routes(routes!(rules::lint))
        .routes(routes!(rules::attempt))
        .routes(routes!(rules::changes))
        .routes(routes!(rules::edit))
        .routes(routes!(learning::show, learning::thresholds))
        .routes(routes!(answers::list))
        .routes(routes!(answers::add))
        .routes(routes!(answers::change, answers::forget))
        .routes(routes!(answers::preview))
        .routes(routes!(answers::keep_rule, answers::forget_rule))
        .routes(routes!(looks::list))
        .routes(routes!(retention::list, retention::add))
        .routes(routes!(retention::preview))
        .routes(routes!(retention::change, retention::remove))
        .routes(routes!(deliveries::list))
        .routes(routes!(deliveries::again))
        .routes(routes!(deliveries::dismiss))
        .routes(routes!(deliveries::all_again))
        .routes(routes!(deliveries::letters))
        .routes(routes!(deliveries::keep_letter, deliveries::forget_letter))
        .routes(routes!(deliveries::preview_letter))
        .routes(routes!(places::areas::list, places::areas::add))
        .routes(routes!(places::areas::change))
        .routes(routes!(places::areas::retire))
        .routes(routes!(places::categories::list, places::categories::add))
        .routes(routes!(places::categories::change))
        .routes(routes!(places::categories::retire))
        .routes(routes!(tables::export))
        .routes(routes!(tables::preview).layer(DefaultBodyLimit::max(limits::TABLE_BYTES)))
        .routes(routes!(tables::import).layer(DefaultBodyLimit::max(limits::TABLE_BYTES)))
        .routes(routes!(agencies::list, agencies::add))
        .routes(routes!(agencies::one, agencies::change))
        .routes(routes!(agencies::place))
        .routes(routes!(agencies::close))
        .routes(routes!(agencies::preview))
        .routes(routes!(agencies::merge))
        .routes(routes!(agencies::merges))
        .routes(routes!(agencies::merge_state))
        .routes(routes!(people::list, people::add))
        .routes(routes!(people::one, people::change))
        .routes(routes!(people::disable))
        .routes(routes!(people::enable))
        .routes(routes!(people::reset_password))
        .routes(routes!(people::unlock))
        .routes(routes!(people::remove_second_step))
        .routes(routes!(people::end_sessions))
        .routes(routes!(people::end_session))
        .routes(routes!(audit::list))
        .routes(routes!(audit::export))
        .routes(routes!(tokens::list, tokens::make))
        .routes(routes!(tokens::revoke))
        .routes(routes!(sites::list, sites::add))
        .routes(routes!(sites::attempt))
        .routes(routes!(sites::one, sites::change))
        .routes(routes!(sites::set_logo, sites::remove_logo).layer(DefaultBodyLimit::max(LOGO_REQUEST_BYTES)))
        .routes(routes!(endpoints::list, endpoints::add))
        .routes(routes!(endpoints::change, endpoints::forget))
        .routes(routes!(endpoints::rotate))
        .routes(routes!(endpoints::attempt))
        .routes(routes!(endpoints::show_ladder, endpoints::keep_ladder, endpoints::forget_ladder))
}
