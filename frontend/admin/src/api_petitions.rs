//! What the page of petition rules asks the server.

use hoiam_desk::pure::place::encode;
use hoiam_desk::state::App;
use hoiam_desk::state::request::Request;
use hoiam_shared::Lang;
use hoiam_shared::petition::PetitionRules;
use hoiam_shared::wire::petitions::PetitionRulesView;

fn of(agency: &str) -> String {
    format!("/api/v1/admin/petition-rules/{}", encode(agency))
}

/// The rules of an agency.
pub fn rules(app: App, lang: Lang, agency: &str) -> Request<PetitionRulesView> {
    Request::get(app, lang, of(agency))
}

/// Gives it its own.
pub fn keep_rules(app: App, agency: &str, rules: &PetitionRules) -> Request<PetitionRulesView> {
    Request::send(app, "PUT", of(agency), rules)
}

/// Goes back to those of the agency above.
pub fn forget_rules(app: App, agency: &str) -> Request<PetitionRulesView> {
    Request::delete(app, of(agency))
}
