//! The API of routing, one function per operation: the suggestion beside a case, the rules, the learned model.

use super::App;
use super::api::{Answer, client, get, noticed};
use crate::pure::place::encode;
use hoiam_shared::Lang;
use hoiam_shared::wire::routing::{
    CaseRoutingView, LearningView, RuleChanges, RuleInput, RuleLint, RuleOrder, RuleTrial, RulesView, ThresholdsInput,
    TrialView,
};
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

const RULES: &str = "/api/v1/admin/rules";
const LEARNING: &str = "/api/v1/admin/learning";

/// Where a case may belong.
pub async fn of_case(app: App, code: &str, lang: Lang) -> Answer<CaseRoutingView> {
    get(app, lang, &format!("/api/v1/cases/{}/routing", encode(code))).await
}

/// The rules.
pub async fn rules(app: App, lang: Lang) -> Answer<RulesView> {
    get(app, lang, RULES).await
}

/// Adds a rule.
pub async fn create(app: App, input: &RuleInput) -> Answer<RulesView> {
    send(app, "POST", RULES, input).await
}

/// Changes the version `id`.
pub async fn edit(app: App, id: i64, input: &RuleInput) -> Answer<RulesView> {
    send(app, "PUT", &format!("{RULES}/{id}"), input).await
}

/// Gives all rules a new order.
pub async fn order(app: App, ids: Vec<i64>) -> Answer<RulesView> {
    send(app, "PUT", &format!("{RULES}/order"), &RuleOrder { ids }).await
}

/// What is wrong with the rules.
pub async fn lint(app: App, lang: Lang) -> Answer<RuleLint> {
    get(app, lang, &format!("{RULES}/lint")).await
}

/// What a change would do to past cases.
pub async fn attempt(app: App, trial: &RuleTrial) -> Answer<TrialView> {
    send(app, "POST", &format!("{RULES}/try"), trial).await
}

/// Who changed what.
pub async fn changes(app: App, lang: Lang) -> Answer<RuleChanges> {
    get(app, lang, &format!("{RULES}/changes")).await
}

/// The learned model.
pub async fn learning(app: App, lang: Lang) -> Answer<LearningView> {
    get(app, lang, LEARNING).await
}

/// From when on suggestions count.
pub async fn thresholds(app: App, input: &ThresholdsInput) -> Answer<LearningView> {
    send(app, "PUT", LEARNING, input).await
}

async fn send<I: Serialize, T: DeserializeOwned>(app: App, method: &str, path: &str, input: &I) -> Answer<T> {
    let answer = client(app, app.lang.get_untracked()).send(method, path, input, None).await;
    noticed(app, answer.map(|versioned| versioned.value))
}
