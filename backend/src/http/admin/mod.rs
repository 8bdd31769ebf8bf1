//! `/api/v1/admin`: what administrators keep; one file per resource.

pub mod calendars;
mod learning;
pub mod policies;
pub mod recalculations;
mod rules;

use super::State;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Routing: the rules and the learned suggestion.
pub(super) fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(rules::list, rules::create))
        .routes(routes!(rules::order))
        .routes(routes!(rules::lint))
        .routes(routes!(rules::attempt))
        .routes(routes!(rules::changes))
        .routes(routes!(rules::edit))
        .routes(routes!(learning::show, learning::thresholds))
}
