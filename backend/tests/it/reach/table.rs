//! Which right lets somebody in to which operations, and where it has to be held.

use Scope::{Anywhere, Branch, Mine, Top};
use hoiam_shared::case::Action;
use hoiam_shared::rights::Role;

/// Where a right has to be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Over the branch of the thing that is asked for.
    Branch,
    /// Over everything: what is changed holds for all.
    Top,
    /// Somewhere: what comes back is of that branch only.
    Anywhere,
    /// Nowhere: it is somebody else's own.
    Mine,
}

pub type Right = fn(Role) -> bool;

/// One right lets in to all of these: methods and path.
pub struct Row(pub Scope, pub Right, pub &'static [(&'static str, &'static str)]);

const fn staff(role: Role) -> bool {
    role.of_people()
}

const fn administers(role: Role) -> bool {
    matches!(role, Role::Administrator)
}

const fn answers(role: Role) -> bool {
    role.may(Action::Answer) || role.may(Action::SubmitAnswer)
}

const fn publishes(role: Role) -> bool {
    role.may(Action::Publish)
}

const fn merges(role: Role) -> bool {
    role.may(Action::Merge)
}

const fn nobody(_: Role) -> bool {
    false
}

#[rustfmt::skip]
pub const TABLE: &[Row] = &[
    // What everybody of staff sees and keeps for themselves.
    Row(Anywhere, staff, &[
        ("GET", "/api/v1/agencies"),
        ("GET", "/api/v1/columns"),
        ("PUT", "/api/v1/columns"),
        ("GET", "/api/v1/completions"),
        ("GET", "/api/v1/inbox"),
        ("GET", "/api/v1/inbox/count"),
        ("POST", "/api/v1/inbox/seen"),
        ("GET", "/api/v1/feeds"),
        ("GET", "/api/v1/searches"),
        ("GET", "/api/v1/stream"),
        ("GET", "/api/v1/reports/schedules"),
        // What is empty for those who read no cases.
        ("GET", "/api/v1/cases"),
        ("POST", "/api/v1/bulk"),
        ("GET", "/api/v1/duplicates"),
        ("POST", "/api/v1/feeds"),
        ("POST", "/api/v1/searches"),
        ("GET", "/api/v1/reports/forms"),
        ("GET", "/api/v1/session"),
        ("DELETE", "/api/v1/sessions"),
        ("GET", "/api/v1/sessions"),
        ("POST", "/api/v1/session/passkeys/ask"),
        ("GET", "/api/v1/session/passkeys"),
        ("POST", "/api/v1/session/passkeys"),
        ("GET", "/api/v1/session/second-step"),
        ("POST", "/api/v1/session/second-step"),
        ("POST", "/api/v1/session/second-step/confirm"),
        ("POST", "/api/v1/session/second-step/remove"),
        ("PUT", "/api/v1/session/password"),
        ("POST", "/api/v1/session/code"),
        ("POST", "/api/v1/uploads"),
    ]),
    Row(Mine, nobody, &[
        ("DELETE", "/api/v1/alerts/{id}"),
        ("GET", "/api/v1/alerts/{id}"),
        ("PUT", "/api/v1/alerts/{id}"),
        ("DELETE", "/api/v1/bulk/{id}"),
        ("GET", "/api/v1/bulk/{id}"),
        ("GET", "/api/v1/bulk/{id}/cases"),
        ("POST", "/api/v1/bulk/{id}/start"),
        ("POST", "/api/v1/bulk/{id}/undo"),
        ("DELETE", "/api/v1/feeds/{id}"),
        ("DELETE", "/api/v1/reports/schedules/{id}"),
        ("DELETE", "/api/v1/searches/{id}"),
        ("PUT", "/api/v1/searches/{id}"),
        ("DELETE", "/api/v1/session/passkeys/{id}"),
        ("DELETE", "/api/v1/sessions/{id}"),
        ("DELETE", "/api/v1/uploads/{id}"),
        ("HEAD", "/api/v1/uploads/{id}"),
        ("PATCH", "/api/v1/uploads/{id}"),
    ]),
    // Cases.
    Row(Anywhere, Role::reads_cases, &[
        ("GET", "/api/v1/alerts"),
        ("POST", "/api/v1/alerts"),
        ("POST", "/api/v1/alerts/try"),
    ]),
    Row(Branch, Role::reads_cases, &[
        ("GET", "/api/v1/cases/{code}/clocks"),
        ("POST", "/api/v1/cases/{code}/presence"),
        ("GET", "/api/v1/cases/{code}/routing"),
        ("GET", "/api/v1/cases/{code}/similar"),
        ("GET", "/api/v1/cases/{code}/templates"),
        ("GET", "/api/v1/cases/{code}/timeline"),
    ]),
    Row(Branch, Role::reads_cases, &[("GET", "/api/v1/users")]),
    Row(Branch, answers, &[("POST", "/api/v1/cases/{code}/answer-preview")]),
    Row(Branch, publishes, &[("GET", "/api/v1/cases/{code}/publication")]),
    Row(Branch, merges, &[
        ("POST", "/api/v1/duplicates/apart"),
        ("POST", "/api/v1/duplicates/merge"),
    ]),
    Row(Branch, Role::unseals, &[("POST", "/api/v1/cases/{code}/contact")]),
    Row(Branch, Role::keeps_personal_data, &[("POST", "/api/v1/cases/{code}/erasure")]),
    Row(Anywhere, Role::keeps_personal_data, &[("POST", "/api/v1/personal-data")]),
    Row(Anywhere, Role::takes_down, &[("GET", "/api/v1/intake"), ("POST", "/api/v1/intake")]),
    // Figures.
    Row(Anywhere, Role::reads_indicators, &[
        ("GET", "/api/v1/indicators"),
        ("GET", "/api/v1/indicators/breakdown"),
        ("GET", "/api/v1/indicators/due"),
        ("GET", "/api/v1/indicators/durations"),
        ("GET", "/api/v1/indicators/export"),
        ("GET", "/api/v1/indicators/flow"),
        ("GET", "/api/v1/indicators/map"),
        ("GET", "/api/v1/indicators/ranking"),
        ("GET", "/api/v1/indicators/ranking/export"),
        ("GET", "/api/v1/indicators/satisfaction"),
        ("GET", "/api/v1/indicators/spikes"),
        ("GET", "/api/v1/reports"),
    ]),
    Row(Branch, Role::reads_indicators, &[
        ("POST", "/api/v1/reports"),
        ("GET", "/api/v1/reports/{id}"),
        ("POST", "/api/v1/reports/{id}/comments"),
        ("GET", "/api/v1/reports/{id}/export"),
        ("POST", "/api/v1/reports/schedules"),
    ]),
    Row(Branch, Role::signs_reports, &[("POST", "/api/v1/reports/{id}/signature")]),
    Row(Anywhere, Role::reads_wall, &[("GET", "/api/v1/wall"), ("GET", "/api/v1/wall/stream")]),
    // Petitions.
    Row(Anywhere, Role::reads_petitions, &[("GET", "/api/v1/desk/petitions")]),
    Row(Branch, Role::reads_petitions, &[("GET", "/api/v1/desk/petitions/{code}")]),
    Row(Branch, Role::moderates_petitions, &[
        ("POST", "/api/v1/desk/petitions/{code}/hold"),
        ("POST", "/api/v1/desk/petitions/{code}/reviews"),
        ("GET", "/api/v1/desk/petitions/{code}/signatures"),
        ("POST", "/api/v1/desk/petitions/{code}/{action}"),
    ]),
    Row(Mine, nobody, &[("POST", "/api/v1/desk/petitions/{code}/reviews/{id}/undo")]),
    Row(Branch, Role::changes_petitions, &[
        ("DELETE", "/api/v1/admin/petition-rules/{agency}"),
        ("GET", "/api/v1/admin/petition-rules/{agency}"),
        ("PUT", "/api/v1/admin/petition-rules/{agency}"),
    ]),
    Row(Top, Role::changes_petitions, &[("PUT", "/api/v1/desk/petition-switches/{name}")]),
    // Agencies, people, places.
    Row(Anywhere, Role::keeps_agencies, &[
        ("GET", "/api/v1/admin/agencies"),
        ("GET", "/api/v1/admin/agency-merges"),
    ]),
    Row(Branch, Role::keeps_agencies, &[
        ("POST", "/api/v1/admin/agencies"),
        ("GET", "/api/v1/admin/agencies/{code}"),
        ("PUT", "/api/v1/admin/agencies/{code}"),
        ("PUT", "/api/v1/admin/agencies/{code}/parent"),
        ("POST", "/api/v1/admin/agencies/{code}/merge/preview"),
        ("POST", "/api/v1/admin/agencies/{code}/merge"),
        ("POST", "/api/v1/admin/agencies/{code}/close"),
    ]),
    Row(Mine, nobody, &[("GET", "/api/v1/admin/agency-merges/{id}")]),
    Row(Top, Role::keeps_agencies, &[
        ("GET", "/api/v1/admin/areas"),
        ("POST", "/api/v1/admin/areas"),
        ("PUT", "/api/v1/admin/areas/{code}"),
        ("POST", "/api/v1/admin/areas/{code}/retire"),
        ("GET", "/api/v1/admin/categories"),
        ("POST", "/api/v1/admin/categories"),
        ("PUT", "/api/v1/admin/categories/{code}"),
        ("POST", "/api/v1/admin/categories/{code}/retire"),
        ("GET", "/api/v1/admin/tables/{kind}"),
        ("POST", "/api/v1/admin/tables/{kind}"),
        ("POST", "/api/v1/admin/tables/{kind}/preview"),
    ]),
    Row(Anywhere, Role::keeps_people, &[
        ("GET", "/api/v1/admin/people"),
        ("GET", "/api/v1/admin/tokens"),
    ]),
    Row(Branch, Role::keeps_people, &[
        ("POST", "/api/v1/admin/people"),
        ("GET", "/api/v1/admin/people/{id}"),
        ("PUT", "/api/v1/admin/people/{id}"),
        ("POST", "/api/v1/admin/people/{id}/unlock"),
        ("DELETE", "/api/v1/admin/people/{id}/sessions/{session}"),
        ("DELETE", "/api/v1/admin/people/{id}/sessions"),
        ("DELETE", "/api/v1/admin/people/{id}/second-step"),
        ("POST", "/api/v1/admin/people/{id}/password"),
        ("POST", "/api/v1/admin/people/{id}/disable"),
        ("POST", "/api/v1/admin/people/{id}/enable"),
        ("POST", "/api/v1/admin/tokens"),
        ("DELETE", "/api/v1/admin/tokens/{id}"),
    ]),
    // Sites, answers, letters.
    Row(Anywhere, Role::changes_sites, &[("GET", "/api/v1/admin/sites"), ("POST", "/api/v1/admin/site-trial")]),
    Row(Branch, Role::changes_sites, &[
        ("POST", "/api/v1/admin/sites"),
        ("GET", "/api/v1/admin/sites/{key}"),
        ("PUT", "/api/v1/admin/sites/{key}"),
        ("DELETE", "/api/v1/admin/sites/{key}/logo"),
        ("PUT", "/api/v1/admin/sites/{key}/logo"),
    ]),
    Row(Branch, Role::changes_answers, &[
        ("PUT", "/api/v1/admin/answer-rules"),
        ("DELETE", "/api/v1/admin/answer-rules"),
        ("GET", "/api/v1/admin/answers"),
        ("POST", "/api/v1/admin/templates"),
        ("POST", "/api/v1/admin/templates/preview"),
        ("PUT", "/api/v1/admin/templates/{id}"),
        ("DELETE", "/api/v1/admin/templates/{id}"),
    ]),
    Row(Anywhere, Role::reads_deliveries, &[("GET", "/api/v1/admin/deliveries")]),
    Row(Anywhere, Role::sends_again, &[("POST", "/api/v1/admin/deliveries/again")]),
    Row(Mine, nobody, &[
        ("POST", "/api/v1/admin/deliveries/{id}/again"),
        ("POST", "/api/v1/admin/deliveries/{id}/dismiss"),
    ]),
    Row(Anywhere, Role::changes_notices, &[("GET", "/api/v1/admin/endpoints")]),
    Row(Branch, Role::changes_notices, &[
        ("POST", "/api/v1/admin/endpoints"),
        ("PUT", "/api/v1/admin/endpoints/{id}"),
        ("POST", "/api/v1/admin/endpoints/{id}/secret"),
        ("POST", "/api/v1/admin/endpoints/{id}/test"),
        ("DELETE", "/api/v1/admin/endpoints/{id}"),
        ("GET", "/api/v1/admin/ladders"),
        ("PUT", "/api/v1/admin/ladders"),
        ("DELETE", "/api/v1/admin/ladders"),
        ("GET", "/api/v1/admin/letters"),
        ("POST", "/api/v1/admin/letters/preview"),
        ("PUT", "/api/v1/admin/letters/{topic}/{written}"),
        ("DELETE", "/api/v1/admin/letters/{topic}/{written}"),
    ]),
    // What is watched.
    Row(Anywhere, Role::reads_audit, &[("GET", "/api/v1/admin/audit"), ("GET", "/api/v1/admin/audit.csv")]),
    Row(Anywhere, Role::reads_looks, &[("GET", "/api/v1/admin/looks")]),
    Row(Anywhere, Role::signs_ledger, &[("POST", "/api/v1/ledger/heads")]),
    Row(Anywhere, Role::keeps_retention, &[("GET", "/api/v1/admin/retention")]),
    Row(Top, Role::keeps_retention, &[
        ("POST", "/api/v1/admin/retention"),
        ("POST", "/api/v1/admin/retention/preview"),
        ("PUT", "/api/v1/admin/retention/{id}"),
        ("DELETE", "/api/v1/admin/retention/{id}"),
    ]),
    // Routing and clocks.
    Row(Top, Role::reads_routing, &[
        ("GET", "/api/v1/admin/learning"),
        ("GET", "/api/v1/admin/rules"),
        ("GET", "/api/v1/admin/rules/changes"),
        ("GET", "/api/v1/admin/rules/lint"),
        ("POST", "/api/v1/admin/rules/try"),
    ]),
    Row(Top, Role::changes_routing, &[
        ("PUT", "/api/v1/admin/learning"),
        ("POST", "/api/v1/admin/rules"),
        ("PUT", "/api/v1/admin/rules/order"),
        ("PUT", "/api/v1/admin/rules/{id}"),
    ]),
    Row(Anywhere, administers, &[
        ("GET", "/api/v1/admin/calendars"),
        ("GET", "/api/v1/admin/calendars/{code}"),
        ("GET", "/api/v1/admin/policies"),
        ("GET", "/api/v1/admin/recalculations"),
    ]),
    Row(Top, administers, &[
        ("POST", "/api/v1/admin/calendars/{code}"),
        ("PUT", "/api/v1/admin/calendars/{code}/agencies"),
        ("POST", "/api/v1/admin/calendars/{code}/import"),
        ("POST", "/api/v1/admin/calendars/{code}/preview"),
        ("POST", "/api/v1/admin/policies/{code}"),
        ("POST", "/api/v1/admin/policies/{code}/preview"),
        ("POST", "/api/v1/admin/recalculations"),
        ("POST", "/api/v1/admin/recalculations/preview"),
    ]),
    // None is there.
    Row(Mine, nobody, &[
        ("DELETE", "/api/v1/admin/recalculations/{id}"),
        ("GET", "/api/v1/admin/recalculations/{id}"),
    ]),
];
