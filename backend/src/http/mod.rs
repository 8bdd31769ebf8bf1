//! The only folder that names axum: one file per audience and resource. A handler proves who asks, parses,
//! calls one use-case and shows the result; it holds no SQL, no search and no decision.

mod admin;
mod alerts;
mod answers;
mod assets;
mod bulk;
mod case_routing;
mod citizen;
mod described;
mod erased;
mod extract;
mod feeds;
mod figure_reports;
mod files;
mod forms;
mod guard;
mod identity;
mod inbox;
mod indicators;
mod intake;
mod ledger;
mod limited;
mod lookups;
mod on_behalf;
mod open;
mod operations;
mod passkeys;
mod personal_data;
mod petition_desk;
mod petition_form;
mod petition_pages;
mod petitions;
mod portal;
mod presence;
mod problem;
mod public;
mod receipts;
mod searches;
mod second_step;
mod session;
mod staff;
mod stopping;
mod stream;
mod uploads;
mod waiting;
mod wall;
mod widget;

use crate::domain::App;
pub use axum::Router;
use axum::extract::DefaultBodyLimit;
use erased::routes;
use hoiam_shared::limits;
use metrics_exporter_prometheus::PrometheusHandle;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::OpenApi;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};

/// What handlers work with.
#[derive(Clone)]
pub struct State {
    /// The application.
    pub app: Arc<App>,
    /// Cookies are `Secure` and browsers are told to use HTTPS only.
    pub secure: bool,
    /// Cancelled when the server stops: ends streams.
    pub stop: CancellationToken,
    /// Renders the metrics.
    pub metrics: PrometheusHandle,
    /// The API described.
    pub openapi: Arc<serde_json::Value>,
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Hồi Âm",
        description = "Complaints and petitions: filing, following, handling, figures. Errors are RFC 9457 problem details.",
        license(name = "EUPL-1.2")
    ),
    components(schemas(
        hoiam_shared::wire::problem::Problem,
        hoiam_shared::wire::case::StreamEvent,
        hoiam_shared::wire::case::PresenceView,
        // Stands in paths only, which name no schemas by themselves.
        hoiam_shared::wire::places::TableKind
    ))
)]
struct Described;

fn api() -> OpenApiRouter<State> {
    OpenApiRouter::with_openapi(Described::openapi())
        .routes(routes!(intake::file))
        .routes(routes!(lookups::site))
        .routes(routes!(widget::route))
        .routes(routes!(widget::agencies))
        .routes(routes!(receipts::qr))
        .routes(routes!(lookups::areas))
        .routes(routes!(lookups::agencies))
        .routes(routes!(lookups::users))
        .routes(routes!(citizen::case))
        .routes(routes!(citizen::message))
        .routes(routes!(citizen::rating))
        .routes(routes!(citizen::bell))
        .routes(routes!(citizen::withdrawal))
        .routes(routes!(citizen::reopening))
        .routes(routes!(citizen::appeal))
        .routes(routes!(files::file))
        .routes(routes!(files::preview))
        .routes(routes!(uploads::begin))
        .routes(routes!(uploads::standing, uploads::receive, uploads::take_back))
        .routes(routes!(uploads::begin_as_staff))
        .routes(routes!(uploads::standing_as_staff, uploads::receive_as_staff, uploads::take_back_as_staff))
        .routes(routes!(session::sign_in, session::present, session::sign_out))
        .routes(routes!(session::provider))
        .routes(routes!(passkeys::ask_anybody))
        .routes(routes!(passkeys::sign_in))
        .routes(routes!(passkeys::list, passkeys::add))
        .routes(routes!(passkeys::ask_new))
        .routes(routes!(passkeys::remove))
        .routes(routes!(second_step::pass))
        .routes(routes!(second_step::look, second_step::begin))
        .routes(routes!(second_step::confirm))
        .routes(routes!(second_step::remove))
        .routes(routes!(session::change_password))
        .routes(routes!(session::list, session::end_others))
        .routes(routes!(session::end_one))
        .routes(routes!(staff::list))
        .routes(routes!(staff::clocks))
        .merge(admin_clock())
        .routes(routes!(staff::timeline))
        .routes(routes!(staff::similar))
        .routes(routes!(case_routing::of_case))
        .routes(routes!(public::list))
        .routes(routes!(public::one))
        .routes(routes!(public::scorecards))
        .routes(routes!(public::publication, public::wish))
        .routes(routes!(public::suggestions))
        .routes(routes!(ledger::ledger))
        .routes(routes!(ledger::sign))
        .routes(routes!(ledger::receipt))
        .routes(routes!(public::follow))
        .routes(routes!(on_behalf::show, on_behalf::file))
        .routes(routes!(presence::say))
        .routes(routes!(bulk::begin))
        .routes(routes!(bulk::show, bulk::stop))
        .routes(routes!(bulk::cases))
        .routes(routes!(bulk::start))
        .routes(routes!(bulk::undo))
        .routes(routes!(answers::templates_of))
        .routes(routes!(answers::preview_of))
        .routes(routes!(staff::unseal))
        .routes(routes!(personal_data::erase))
        .routes(routes!(personal_data::file))
        .routes(routes!(personal_data::find))
        .routes(routes!(staff::act))
        .routes(routes!(searches::completions))
        .routes(routes!(searches::list, searches::keep))
        .routes(routes!(searches::change, searches::forget))
        .routes(routes!(searches::columns, searches::keep_columns))
        .routes(routes!(searches::duplicates))
        .routes(routes!(searches::merge))
        .routes(routes!(searches::apart))
        .routes(routes!(feeds::list, feeds::add))
        .routes(routes!(feeds::forget))
        .routes(routes!(inbox::list))
        .routes(routes!(inbox::count))
        .routes(routes!(inbox::see))
        .routes(routes!(indicators::indicators))
        .routes(routes!(indicators::breakdown))
        .routes(routes!(indicators::map))
        .routes(routes!(indicators::export))
        .routes(routes!(indicators::due))
        .routes(routes!(indicators::flow))
        .routes(routes!(indicators::durations))
        .routes(routes!(indicators::ranking))
        .routes(routes!(indicators::ranking_export))
        .routes(routes!(wall::once))
        .routes(routes!(wall::stream))
        .routes(routes!(indicators::spikes))
        .routes(routes!(indicators::satisfaction))
        .routes(routes!(alerts::list, alerts::add))
        .routes(routes!(alerts::trial))
        .routes(routes!(alerts::one, alerts::change, alerts::forget))
        .routes(routes!(figure_reports::list, figure_reports::prepare))
        .routes(routes!(figure_reports::forms))
        .routes(routes!(figure_reports::schedules, figure_reports::add_schedule))
        .routes(routes!(figure_reports::remove_schedule))
        .routes(routes!(figure_reports::one))
        .routes(routes!(figure_reports::comment))
        .routes(routes!(figure_reports::sign))
        .routes(routes!(figure_reports::export))
        .routes(routes!(stream::stream))
        .merge(petition_routes())
        .merge(admin::routes())
}

/// Petitions: of everybody, of those who sign, of moderators.
fn petition_routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(petitions::list))
        .routes(routes!(petitions::one))
        .routes(routes!(petitions::counts))
        .routes(routes!(petitions::counts_csv))
        .routes(routes!(petitions::count))
        .routes(routes!(petitions::begin))
        .routes(routes!(petitions::sign))
        .routes(routes!(petitions::by_code))
        .routes(routes!(petitions::own))
        .routes(routes!(petitions::change))
        .routes(routes!(petition_desk::desk))
        .routes(routes!(petition_desk::show))
        .routes(routes!(petition_desk::hold))
        .routes(routes!(petition_desk::act))
        .routes(routes!(petition_desk::signatures))
        .routes(routes!(petition_desk::review))
        .routes(routes!(petition_desk::undo))
        .routes(routes!(petition_desk::switch))
        .routes(routes!(petition_desk::rules_of, petition_desk::write_rules, petition_desk::forget_rules))
}

/// Calendars, policies and recalculations. Calendars are larger than other bodies.
fn admin_clock() -> OpenApiRouter<State> {
    let large = DefaultBodyLimit::max(limits::CALENDAR_BYTES);
    OpenApiRouter::new()
        .routes(routes!(admin::calendars::list))
        .routes(routes!(admin::calendars::one, admin::calendars::publish).layer(large))
        .routes(routes!(admin::calendars::preview).layer(large))
        .routes(routes!(admin::calendars::import).layer(large))
        .routes(routes!(admin::calendars::assign))
        .routes(routes!(admin::policies::list))
        .routes(routes!(admin::policies::preview))
        .routes(routes!(admin::policies::publish))
        .routes(routes!(admin::recalculations::list, admin::recalculations::begin))
        .routes(routes!(admin::recalculations::preview))
        .routes(routes!(admin::recalculations::one, admin::recalculations::stop))
}

/// The API described as OpenAPI 3.1, made from the routes themselves.
pub fn openapi() -> serde_json::Value {
    described::whole(api().into_openapi())
}

/// Everything the server answers.
pub fn router(app: Arc<App>, secure: bool, stop: CancellationToken, metrics: PrometheusHandle) -> Router {
    let (api, described) = api().split_for_parts();
    let openapi = Arc::new(described::whole(described));
    let state = State { app, secure, stop, metrics, openapi };
    api.merge(operations::routes())
        .merge(assets::routes())
        .merge(portal::routes())
        .merge(petition_pages::routes())
        .merge(petition_form::routes())
        .merge(identity::routes())
        .merge(open::routes())
        .merge(ledger::routes())
        .merge(uploads::routes())
        .merge(widget::routes())
        .merge(receipts::routes())
        .merge(personal_data::routes())
        .merge(stopping::routes())
        .merge(feeds::routes())
        .fallback(problem::not_found)
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(DefaultBodyLimit::max(limits::REQUEST_BYTES))
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(axum::middleware::from_fn_with_state(state.clone(), guard::around))
        .with_state(state)
}

/// Serves until `stopped`; requests that are under way are answered.
pub async fn serve(
    listener: tokio::net::TcpListener,
    router: Router,
    stopped: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let router = router.into_make_service_with_connect_info::<std::net::SocketAddr>();
    axum::serve(listener, router).with_graceful_shutdown(stopped).await
}

/// Everything intake does but storing, for the floor of its benchmark.
pub fn floor(app: Arc<App>) -> Router {
    intake::floor(app)
}

/// The demo agency page, served as a foreign origin; `embed` is where the widget comes from.
pub fn demo_router(embed: &str) -> Router {
    assets::demo(embed)
}
