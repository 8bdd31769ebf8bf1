//! What supervisors ask the server, one function per operation.

use crate::pages::Asked;
use hoiam_desk::pure::place::{encode, search};
use hoiam_desk::state::App;
use hoiam_desk::state::request::Request;
use hoiam_shared::wire::alerts::{AlertInput, AlertTrial, AlertView, AlertsView};
use hoiam_shared::wire::due::DueView;
use hoiam_shared::wire::durations::DurationsView;
use hoiam_shared::wire::flow::FlowView;
use hoiam_shared::wire::indicators::{BreakdownView, IndicatorsView, MapView};
use hoiam_shared::wire::ranking::{RankedBy, RankingView};
use hoiam_shared::wire::reports::{
    ReportCommentInput, ReportFormsView, ReportInput, ReportSignInput, ReportView, ReportsView, ScheduleInput,
    SchedulesView,
};
use hoiam_shared::wire::satisfaction::SatisfactionView;
use hoiam_shared::wire::spikes::SpikesView;
use hoiam_shared::{Lang, Stamp};

const REPORTS: &str = "/api/v1/reports";
const SCHEDULES: &str = "/api/v1/reports/schedules";
const ALERTS: &str = "/api/v1/alerts";
const RANKING: &str = "/api/v1/indicators/ranking";

/// Which agencies are ranked, of which months, and by what; empty stands for what the server takes then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// Code of the agency that they lie below.
    pub agency: String,
    /// First month.
    pub from: String,
    /// Last month.
    pub to: String,
    /// By which rate.
    pub by: RankedBy,
}

/// Which cases are on the map; empty stands for what the server takes then.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapped {
    /// Code of the agency.
    pub agency: String,
    /// First month.
    pub from: String,
    /// Last month.
    pub to: String,
    /// Code of the area whose places are shown.
    pub inside: String,
}

impl Ranked {
    fn parameters(&self) -> [(&str, &str); 4] {
        [("agency", &self.agency), ("from", &self.from), ("to", &self.to), ("by", self.by.code())]
    }
}

/// The agencies ranked.
pub fn ranking(app: App, lang: Lang, asked: &Ranked) -> Request<RankingView> {
    Request::get(app, lang, format!("{RANKING}{}", given(&asked.parameters())))
}

/// Where the same is as a file.
pub fn ranking_file(asked: &Ranked, format: &str, lang: Lang) -> String {
    let mut parameters = Vec::from(asked.parameters());
    parameters.extend([("format", format), ("lang", lang.code())]);
    format!("{RANKING}/export{}", given(&parameters))
}

/// The figures; an empty agency is the top of the person's branch.
pub fn indicators(app: App, agency: &str, from: &str, to: &str, lang: Lang) -> Request<IndicatorsView> {
    Request::get(app, lang, format!("/api/v1/indicators{}", given(&[("agency", agency), ("from", from), ("to", to)])))
}

/// The cases of a period by a property.
pub fn breakdown(app: App, asked: &Asked, lang: Lang) -> Request<BreakdownView> {
    Request::get(app, lang, format!("/api/v1/indicators/breakdown{}", given(&period(asked))))
}

/// The cases of a period by place.
pub fn map(app: App, asked: &Mapped, lang: Lang) -> Request<MapView> {
    let Mapped { agency, from, to, inside } = asked;
    let given = given(&[("agency", agency), ("from", from), ("to", to), ("in", inside)]);
    Request::get(app, lang, format!("/api/v1/indicators/map{given}"))
}

/// Where the same is as a file.
pub fn breakdown_file(asked: &Asked, format: &str, lang: Lang) -> String {
    let mut parameters = Vec::from(period(asked));
    parameters.extend([("format", format), ("lang", lang.code())]);
    format!("/api/v1/indicators/export{}", given(&parameters))
}

fn period(asked: &Asked) -> [(&str, &str); 4] {
    [("agency", &asked.agency), ("from", &asked.from), ("to", &asked.to), ("by", asked.by.code())]
}

/// What is not empty, as the end of an address.
fn given(all: &[(&str, &str)]) -> String {
    let given: Vec<(&str, &str)> = all.iter().copied().filter(|(_, value)| !value.is_empty()).collect();
    search(&given)
}

/// The newest reports of an agency and all below it.
pub fn reports(app: App, agency: &str, lang: Lang) -> Request<ReportsView> {
    Request::get(app, lang, format!("{REPORTS}{}", given(&[("agency", agency)])))
}

/// The official forms.
pub fn report_forms(app: App, lang: Lang) -> Request<ReportFormsView> {
    Request::get(app, lang, format!("{REPORTS}/forms"))
}

/// A version of a report.
pub fn report(app: App, id: i64, lang: Lang) -> Request<ReportView> {
    Request::get(app, lang, format!("{REPORTS}/{id}"))
}

/// Takes the numbers of a period.
pub fn prepare(app: App, input: &ReportInput) -> Request<ReportView> {
    Request::send(app, "POST", REPORTS, input)
}

/// What is sent to the person regularly.
pub fn schedules(app: App, lang: Lang) -> Request<SchedulesView> {
    Request::get(app, lang, SCHEDULES)
}

/// Has a report sent regularly.
pub fn add_schedule(app: App, input: &ScheduleInput) -> Request<SchedulesView> {
    Request::send(app, "POST", SCHEDULES, input)
}

/// Has it sent no more.
pub fn remove_schedule(app: App, id: i64) -> Request<()> {
    Request::delete(app, format!("{SCHEDULES}/{id}"))
}

/// Remarks on a report.
pub fn comment(app: App, id: i64, body: String) -> Request<ReportView> {
    Request::send(app, "POST", format!("{REPORTS}/{id}/comments"), &ReportCommentInput { body })
}

/// Signs the numbers that were taken then.
pub fn sign(app: App, id: i64, prepared_at: Stamp) -> Request<ReportView> {
    Request::send(app, "POST", format!("{REPORTS}/{id}/signature"), &ReportSignInput { prepared_at })
}

/// Where a report is as a file.
pub fn report_file(id: i64, format: &str, lang: Lang) -> String {
    format!("{REPORTS}/{id}/export{}", given(&[("format", format), ("lang", lang.code())]))
}

/// Where its filled form is as a file.
pub fn report_form_file(id: i64, format: &str, lang: Lang) -> String {
    format!("{REPORTS}/{id}/export{}", given(&[("format", format), ("part", "form"), ("lang", lang.code())]))
}

/// What is due, by who holds it.
pub fn due(app: App, agency: &str, lang: Lang) -> Request<DueView> {
    Request::get(app, lang, format!("/api/v1/indicators/due{}", given(&[("agency", agency)])))
}

/// The age of the backlog and the flow of the months.
pub fn flow(app: App, agency: &str, from: &str, to: &str, lang: Lang) -> Request<FlowView> {
    let asked = given(&[("agency", agency), ("from", from), ("to", to)]);
    Request::get(app, lang, format!("/api/v1/indicators/flow{asked}"))
}

/// How long the steps took.
pub fn durations(app: App, [agency, from, to, by]: [&str; 4], lang: Lang) -> Request<DurationsView> {
    let asked = given(&[("agency", agency), ("from", from), ("to", to), ("by", by)]);
    Request::get(app, lang, format!("/api/v1/indicators/durations{asked}"))
}

/// Where far more came in than is usual.
pub fn spikes(app: App, agency: &str, lang: Lang) -> Request<SpikesView> {
    Request::get(app, lang, format!("/api/v1/indicators/spikes{}", given(&[("agency", agency)])))
}

/// The ratings of a period; an empty number of stars stands for any.
pub fn satisfaction(app: App, [agency, from, to, stars]: [&str; 4], lang: Lang) -> Request<SatisfactionView> {
    let asked = given(&[("agency", agency), ("from", from), ("to", to), ("stars", stars)]);
    Request::get(app, lang, format!("/api/v1/indicators/satisfaction{asked}"))
}

/// The person's alerts; or one of them, with when it fired.
pub fn alerts(app: App, item: &str, lang: Lang) -> Request<AlertsView> {
    let slash = if item.is_empty() { "" } else { "/" };
    Request::get(app, lang, format!("{ALERTS}{slash}{}", encode(item)))
}

/// Keeps one, new or changed.
pub fn keep_alert(app: App, id: Option<i64>, input: &AlertInput) -> Request<AlertView> {
    match id {
        Some(id) => Request::send(app, "PUT", format!("{ALERTS}/{id}"), input),
        None => Request::send(app, "POST", ALERTS, input),
    }
}

/// What one would say.
pub fn try_alert(app: App, input: &AlertInput) -> Request<AlertTrial> {
    Request::send(app, "POST", format!("{ALERTS}/try"), input)
}

/// Forgets one.
pub fn remove_alert(app: App, id: i64) -> Request<()> {
    Request::delete(app, format!("{ALERTS}/{id}"))
}
