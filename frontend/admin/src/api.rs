//! What administrators ask the server, one function per operation: the rules and the learned model.

use hoiam_desk::state::App;
use hoiam_desk::state::request::Request;
use hoiam_shared::Lang;
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
