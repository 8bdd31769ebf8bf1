//! `/api/v1/admin`: what administrators keep; one file per resource.

mod answers;
pub mod calendars;
mod deliveries;
mod endpoints;
mod learning;
pub mod policies;
pub mod recalculations;
mod rules;
mod sites;

use super::State;
use axum::extract::DefaultBodyLimit;
use hoiam_shared::limits;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;

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
        .routes(routes!(deliveries::list))
        .routes(routes!(deliveries::again))
        .routes(routes!(deliveries::dismiss))
        .routes(routes!(deliveries::all_again))
        .routes(routes!(deliveries::letters))
        .routes(routes!(deliveries::keep_letter, deliveries::forget_letter))
        .routes(routes!(deliveries::preview_letter))
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
