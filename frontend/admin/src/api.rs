//! What administrators ask the server, one function per operation: the rules, the learned model, calendars, policies,
//! recalculations, deliveries, webhooks, letters, ladders, answers.

use hoiam_desk::pure::place::{encode, search};
use hoiam_desk::state::App;
use hoiam_desk::state::request::Request;
use hoiam_shared::Lang;
use hoiam_shared::notice::{DeliveryState, Topic};
use hoiam_shared::wire::answers::{AnswerRuleInput, AnswersView, TemplateInput, TemplatePreview, TemplateTrial};
use hoiam_shared::wire::case::AgencyHit;
use hoiam_shared::wire::clock::{
    CalendarAgencies, CalendarInput, CalendarRow, CalendarView, ChangePreview, ImportInput, MovesView, PolicyInput,
    PolicyList, PolicyPreview, RecalculationInput, RecalculationView,
};
use hoiam_shared::wire::notices::{
    DeliveriesView, DeliveryView, EndpointInput, EndpointTrial, EndpointView, EndpointsView, LadderInput, LadderView,
    LetterInput, LetterPreview, LetterTrial, LettersView, SentAgain,
};
use hoiam_shared::wire::routing::{
    LearningView, RuleChanges, RuleInput, RuleLint, RuleOrder, RuleTrial, RulesView, ThresholdsInput, TrialView,
};
use hoiam_shared::wire::sites::{LogoInput, SiteInput, SiteSettings, SiteTrial, SitesView};

const RULES: &str = "/api/v1/admin/rules";
const LEARNING: &str = "/api/v1/admin/learning";
const CALENDARS: &str = "/api/v1/admin/calendars";
const POLICIES: &str = "/api/v1/admin/policies";
const RECALCULATIONS: &str = "/api/v1/admin/recalculations";
const DELIVERIES: &str = "/api/v1/admin/deliveries";
const ENDPOINTS: &str = "/api/v1/admin/endpoints";
const TEMPLATES: &str = "/api/v1/admin/templates";
const ANSWER_RULES: &str = "/api/v1/admin/answer-rules";
const SITES: &str = "/api/v1/admin/sites";
const LETTERS: &str = "/api/v1/admin/letters";
const LADDERS: &str = "/api/v1/admin/ladders";

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

/// All calendars.
pub fn calendars(app: App, lang: Lang) -> Request<Vec<CalendarRow>> {
    Request::get(app, lang, CALENDARS)
}

/// One calendar in its newest version.
pub fn calendar(app: App, lang: Lang, code: &str) -> Request<CalendarView> {
    Request::get(app, lang, format!("{CALENDARS}/{}", encode(code)))
}

/// What a new version of a calendar would change.
pub fn preview_calendar(app: App, code: &str, input: &CalendarInput) -> Request<ChangePreview> {
    Request::send(app, "POST", format!("{CALENDARS}/{}/preview", encode(code)), input)
}

/// Puts a new version of a calendar in force.
pub fn publish_calendar(app: App, code: &str, input: &CalendarInput) -> Request<CalendarView> {
    Request::send(app, "POST", format!("{CALENDARS}/{}", encode(code)), input)
}

/// What an iCalendar file would change.
pub fn import_calendar(app: App, code: &str, input: &ImportInput) -> Request<ChangePreview> {
    Request::send(app, "POST", format!("{CALENDARS}/{}/import", encode(code)), input)
}

/// Who works by a calendar.
pub fn assign_calendar(app: App, code: &str, agencies: Vec<String>) -> Request<CalendarRow> {
    Request::send(app, "PUT", format!("{CALENDARS}/{}/agencies", encode(code)), &CalendarAgencies { agencies })
}

/// The policies.
pub fn policies(app: App, lang: Lang) -> Request<PolicyList> {
    Request::get(app, lang, POLICIES)
}

/// What a new version of a policy would do.
pub fn preview_policy(app: App, code: &str, input: &PolicyInput) -> Request<PolicyPreview> {
    Request::send(app, "POST", format!("{POLICIES}/{}/preview", encode(code)), input)
}

/// Puts a new version of a policy in force.
pub fn publish_policy(app: App, code: &str, input: &PolicyInput) -> Request<PolicyList> {
    Request::send(app, "POST", format!("{POLICIES}/{}", encode(code)), input)
}

/// The last recalculations.
pub fn recalculations(app: App, lang: Lang) -> Request<Vec<RecalculationView>> {
    Request::get(app, lang, RECALCULATIONS)
}

/// What a recalculation would move.
pub fn preview_recalculation(app: App, input: &RecalculationInput) -> Request<MovesView> {
    Request::send(app, "POST", format!("{RECALCULATIONS}/preview"), input)
}

/// Begins a recalculation.
pub fn recalculate(app: App, input: &RecalculationInput) -> Request<RecalculationView> {
    Request::send(app, "POST", RECALCULATIONS, input)
}

/// Stops a recalculation.
pub fn stop_recalculation(app: App, id: i64) -> Request<RecalculationView> {
    Request::delete(app, format!("{RECALCULATIONS}/{id}"))
}

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

/// Gives up for good on one.
pub fn dismiss(app: App, id: i64) -> Request<DeliveryView> {
    Request::send(app, "POST", format!("{DELIVERIES}/{id}/dismiss"), NOTHING)
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

/// Agencies by typing.
pub fn agencies(app: App, lang: Lang, typed: &str) -> Request<Vec<AgencyHit>> {
    Request::get(app, lang, format!("/api/v1/agencies{}", search(&[("q", typed)])))
}

fn of(agency: &str) -> String {
    search(&[("agency", agency)])
}

/// The letters as an agency sends them.
pub fn letters(app: App, lang: Lang, agency: &str) -> Request<LettersView> {
    Request::get(app, lang, format!("{LETTERS}{}", of(agency)))
}

fn letter(topic: Topic, written: Lang) -> String {
    format!("{LETTERS}/{}/{}", topic.code(), written.code())
}

/// Keeps an agency's own letter.
pub fn keep_letter(app: App, topic: Topic, written: Lang, input: &LetterInput) -> Request<LettersView> {
    Request::send(app, "PUT", letter(topic, written), input)
}

/// Goes back to the letter of the agency above.
pub fn forget_letter(app: App, topic: Topic, written: Lang, agency: &str) -> Request<LettersView> {
    Request::delete(app, format!("{}{}", letter(topic, written), of(agency)))
}

/// A letter as it would go out.
pub fn preview_letter(app: App, trial: &LetterTrial) -> Request<LetterPreview> {
    Request::send(app, "POST", format!("{LETTERS}/preview"), trial)
}

/// The ladder of an agency.
pub fn ladder(app: App, lang: Lang, agency: &str) -> Request<LadderView> {
    Request::get(app, lang, format!("{LADDERS}{}", of(agency)))
}

/// Sets up an agency's own ladder.
pub fn keep_ladder(app: App, input: &LadderInput) -> Request<LadderView> {
    Request::send(app, "PUT", LADDERS, input)
}

/// Goes back to the ladder of the agency above.
pub fn forget_ladder(app: App, agency: &str) -> Request<LadderView> {
    Request::delete(app, format!("{LADDERS}{}", of(agency)))
}

/// The templates and rules of an agency.
pub fn answers(app: App, lang: Lang, agency: &str) -> Request<AnswersView> {
    Request::get(app, lang, format!("/api/v1/admin/answers{}", of(agency)))
}

/// Keeps a template: a new one without `id`.
pub fn keep_template(app: App, id: Option<i64>, input: &TemplateInput) -> Request<AnswersView> {
    match id {
        Some(id) => Request::send(app, "PUT", format!("{TEMPLATES}/{id}"), input),
        None => Request::send(app, "POST", TEMPLATES, input),
    }
}

/// Removes a template.
pub fn forget_template(app: App, id: i64) -> Request<()> {
    Request::delete(app, format!("{TEMPLATES}/{id}"))
}

/// A template as it would be inserted.
pub fn preview_template(app: App, trial: &TemplateTrial) -> Request<TemplatePreview> {
    Request::send(app, "POST", format!("{TEMPLATES}/preview"), trial)
}

/// Says what answers about a category need.
pub fn keep_answer_rule(app: App, input: &AnswerRuleInput) -> Request<AnswersView> {
    Request::send(app, "PUT", ANSWER_RULES, input)
}

/// Goes back to what the agency above asks.
pub fn forget_answer_rule(app: App, agency: &str, category: &str) -> Request<AnswersView> {
    Request::delete(app, format!("{ANSWER_RULES}{}", search(&[("agency", agency), ("category", category)])))
}

/// The sites that the reader keeps.
pub fn sites(app: App, lang: Lang) -> Request<SitesView> {
    Request::get(app, lang, SITES)
}

fn site_path(key: &str) -> String {
    format!("{SITES}/{}", encode(key))
}

/// One of them.
pub fn site(app: App, lang: Lang, key: &str) -> Request<SiteSettings> {
    Request::get(app, lang, site_path(key))
}

/// Keeps the settings of a site: a new one without a version.
pub fn keep_site(app: App, input: &SiteInput, version: Option<u32>) -> Request<SiteSettings> {
    match version {
        Some(version) => Request::send(app, "PUT", site_path(&input.key), input).at_version(version),
        None => Request::send(app, "POST", SITES, input),
    }
}

/// A site as it would be.
pub fn try_site(app: App, input: &SiteInput) -> Request<SiteTrial> {
    Request::send(app, "POST", "/api/v1/admin/site-trial", input)
}

/// Sets the logo of a site.
pub fn set_logo(app: App, key: &str, data: String) -> Request<SiteSettings> {
    Request::send(app, "PUT", format!("{}/logo", site_path(key)), &LogoInput { data })
}

/// Takes it away.
pub fn remove_logo(app: App, key: &str) -> Request<SiteSettings> {
    Request::delete(app, format!("{}/logo", site_path(key)))
}
