//! What administrators ask the server, one function per operation: the rules, the learned model, deliveries, webhooks.

use hoiam_desk::pure::place::search;
use hoiam_desk::state::App;
use hoiam_desk::state::request::Request;
use hoiam_shared::Lang;
use hoiam_shared::notice::DeliveryState;
use hoiam_shared::wire::notices::{
    DeliveriesView, DeliveryView, EndpointInput, EndpointTrial, EndpointView, EndpointsView, SentAgain,
};
use hoiam_shared::wire::routing::{
    LearningView, RuleChanges, RuleInput, RuleLint, RuleOrder, RuleTrial, RulesView, ThresholdsInput, TrialView,
};

const RULES: &str = "/api/v1/admin/rules";
const LEARNING: &str = "/api/v1/admin/learning";

/// The rules.
pub fn rules(app: App, lang: Lang) -> Request<RulesView> {
    Request::get(app, lang, RULES)
}

/// Adds a rule.
pub fn create(app: App, input: &RuleInput) -> Request<RulesView> {
    Request::send(app, "POST", RULES, input)
}

/// Changes the version `id`.
pub fn edit(app: App, id: i64, input: &RuleInput) -> Request<RulesView> {
    Request::send(app, "PUT", format!("{RULES}/{id}"), input)
}

/// Gives all rules a new order.
pub fn order(app: App, ids: Vec<i64>) -> Request<RulesView> {
    Request::send(app, "PUT", format!("{RULES}/order"), &RuleOrder { ids })
}

/// What is wrong with the rules.
pub fn lint(app: App, lang: Lang) -> Request<RuleLint> {
    Request::get(app, lang, format!("{RULES}/lint"))
}

/// What a change would do to past cases.
pub fn attempt(app: App, trial: &RuleTrial) -> Request<TrialView> {
    Request::send(app, "POST", format!("{RULES}/try"), trial)
}

/// Who changed what.
pub fn changes(app: App, lang: Lang) -> Request<RuleChanges> {
    Request::get(app, lang, format!("{RULES}/changes"))
}

/// The learned model.
pub fn learning(app: App, lang: Lang) -> Request<LearningView> {
    Request::get(app, lang, LEARNING)
}

/// From when on suggestions count.
pub fn thresholds(app: App, input: &ThresholdsInput) -> Request<LearningView> {
    Request::send(app, "PUT", LEARNING, input)
}

const DELIVERIES: &str = "/api/v1/admin/deliveries";
const ENDPOINTS: &str = "/api/v1/admin/endpoints";

/// What a request without a body sends.
const NOTHING: &[u8; 0] = &[];

/// A page of deliveries, in some state, older than one.
pub fn deliveries(app: App, lang: Lang, state: Option<DeliveryState>, before: Option<i64>) -> Request<DeliveriesView> {
    let before = before.map(|id| id.to_string()).unwrap_or_default();
    let all = [("state", state.map_or("", DeliveryState::code)), ("before", &before)];
    let given: Vec<(&str, &str)> = all.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    Request::get(app, lang, format!("{DELIVERIES}{}", search(&given)))
}

/// Sends one again.
pub fn send_again(app: App, id: i64) -> Request<DeliveryView> {
    Request::send(app, "POST", format!("{DELIVERIES}/{id}/again"), NOTHING)
}

/// Sends all again that were given up.
pub fn send_all_again(app: App) -> Request<SentAgain> {
    Request::send(app, "POST", format!("{DELIVERIES}/again"), NOTHING)
}

/// The systems that are told.
pub fn endpoints(app: App, lang: Lang) -> Request<EndpointsView> {
    Request::get(app, lang, ENDPOINTS)
}

/// Adds one.
pub fn add_endpoint(app: App, input: &EndpointInput) -> Request<EndpointView> {
    Request::send(app, "POST", ENDPOINTS, input)
}

/// Changes one.
pub fn change_endpoint(app: App, id: i64, input: &EndpointInput) -> Request<EndpointView> {
    Request::send(app, "PUT", format!("{ENDPOINTS}/{id}"), input)
}

/// Posts a trial to one.
pub fn try_endpoint(app: App, id: i64) -> Request<EndpointTrial> {
    Request::send(app, "POST", format!("{ENDPOINTS}/{id}/test"), NOTHING)
}

/// Gives one a new secret.
pub fn rotate_endpoint(app: App, id: i64) -> Request<EndpointView> {
    Request::send(app, "POST", format!("{ENDPOINTS}/{id}/secret"), NOTHING)
}

/// Forgets one.
pub fn remove_endpoint(app: App, id: i64) -> Request<()> {
    Request::delete(app, format!("{ENDPOINTS}/{id}"))
}
