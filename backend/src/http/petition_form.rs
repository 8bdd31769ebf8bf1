//! `/petitions/new`: the form by which a petition is begun, on the portal and without JavaScript. Before it is taken, petitions
//! and answered cases like it are shown.

use super::State;
use super::erased::{erased, get};
use super::extract::{InLang, Query};
use super::limited;
use super::petition_pages::{foreign, problems, provinces, said};
use super::portal::{html, page, private, trouble};
use super::uploads::client;
use crate::domain::petitions::beginning::{self, Begin};
use crate::domain::petitions::reading;
use crate::domain::settings::Settings;
use crate::domain::{AppError, public};
use axum::Router;
use axum::extract::Form;
use axum::http::{Extensions, HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use hoiam_portal::input::petitions::{AgencyAsked, NewInput};
use hoiam_portal::pages::petitions::{self as pages, NewPage};
use hoiam_portal::{Flash, Mood};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::petitions::Petitions as T;
use hoiam_shared::check::Fault;
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::petition::Switch;
use hoiam_shared::wire::petitions::PetitionCard;
use hoiam_shared::wire::problem::FieldProblem;
use hoiam_shared::wire::public::SuggestionsInput;
use serde::Deserialize;

pub(super) fn routes() -> Router<State> {
    Router::new().route("/petitions/new", get(new).post(erased(begin)))
}

/// Through which site.
#[derive(Deserialize)]
struct Through {
    #[serde(default)]
    site: String,
}

/// One drawing of the form by which a petition is begun.
struct Writing<'a> {
    state: &'a State,
    settings: &'a Settings,
    key: &'a str,
    lang: Lang,
}

/// What is drawn beside what was typed.
#[derive(Default)]
struct Beside {
    errors: Vec<FieldProblem>,
    alike: Vec<PetitionCard>,
    cases: Vec<hoiam_shared::wire::public::SuggestionView>,
    agencies: Option<Vec<hoiam_shared::wire::intake::AgencyRef>>,
    flash: Option<String>,
}

impl Writing<'_> {
    fn draw(&self, input: NewInput, beside: Beside) -> Response {
        let lang = self.lang;
        let Some(site) = self.settings.site(self.key) else {
            return trouble(ErrorCode::UnknownSite.into(), lang, "/petitions");
        };
        let agency = match input.asked() {
            AgencyAsked::Chosen(code) => self.settings.agency_by_code(&code).map_or(site.agency, |agency| agency.id),
            AgencyAsked::Own | AgencyAsked::Typed(_) => site.agency,
        };
        let (rules, _) = self.settings.petition_rules(agency);
        let creating = rules.open && self.settings.petitions.on(Switch::Creating);
        let own = self.settings.agency(site.agency).map_or("", |agency| agency.name(lang));
        let mut page = page(lang, &format!("/petitions/new?site={}", self.key));
        page.flash.extend(beside.flash.map(|text| Flash { mood: Mood::Bad, text }));
        let status = if beside.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let view = NewPage {
            site_key: site.key.clone(),
            site_name: site.name(lang).to_owned(),
            agency_name: own.to_owned(),
            input,
            errors: beside.errors,
            alike: beside.alike,
            cases: beside.cases,
            agencies: beside.agencies,
            areas: provinces(self.settings, lang),
            sponsors: rules.sponsors,
            keep_days: rules.keep_days,
            paused: (!creating).then(|| T::PausedCreating.text(lang).to_owned()),
        };
        private((status, html(&page, |page| pages::new(&view, page))).into_response())
    }
}

async fn new(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Query(through): Query<Through>,
) -> Response {
    let settings = state.app.settings();
    Writing { state: &state, settings: &settings, key: &through.site, lang }
        .draw(NewInput::default(), Beside::default())
}

/// Most agencies to choose from.
const AGENCIES: usize = 8;

async fn begin(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Query(through): Query<Through>,
    headers: HeaderMap,
    extensions: Extensions,
    Form(mut input): Form<NewInput>,
) -> Response {
    if let Some(refused) = foreign(&headers, lang) {
        return refused;
    }
    let settings = state.app.settings();
    let writing = Writing { state: &state, settings: &settings, key: &through.site, lang };
    let mut agencies = None;
    if let AgencyAsked::Typed(typed) = input.asked() {
        let found: Vec<_> =
            settings.find_agencies(&typed, AGENCIES).into_iter().map(|agency| agency.view(lang)).collect();
        match found.as_slice() {
            [only] => input.settle(&only.clone()),
            _ => agencies = Some(found),
        }
    }
    if input.shows() || input.looks_up() {
        return writing.draw(input, Beside { agencies, ..Beside::default() });
    }
    if agencies.is_some() {
        let fault = Fault::new("agency", FieldError::UnknownValue);
        return writing.draw(input, Beside { errors: problems(&[fault], lang), agencies, ..Beside::default() });
    }
    let petition = input.petition(lang);
    if !input.anyway() {
        let beside = alike(writing.state, &through.site, &petition.title, &petition.body, lang).await;
        if !beside.alike.is_empty() || !beside.cases.is_empty() {
            return writing.draw(input, beside);
        }
    }
    let network = client(&state.app, &headers, &extensions);
    let email = input.email.trim().to_owned();
    let begin = Begin { site: through.site.clone(), origin: None, network, input: petition };
    let begun = match limited::room(&extensions) {
        Ok(()) => beginning::begin(&state.app, begin).await,
        Err(over) => Err(over),
    };
    match begun {
        Ok(_) => private(html(&page(lang, "/petitions/new"), |page| pages::new_done(&email, page))),
        Err(AppError::Invalid(faults)) => {
            // The author's fields are named as those of the form.
            let mut errors = problems(&faults, lang);
            for error in &mut errors {
                if matches!(error.field.as_str(), "name" | "email" | "consent") {
                    error.field = format!("author.{}", error.field);
                }
            }
            writing.draw(input, Beside { errors, ..Beside::default() })
        }
        Err(error) => writing.draw(input, Beside { flash: Some(said(error, lang)), ..Beside::default() }),
    }
}

/// What is like it: open petitions, and answered cases.
async fn alike(state: &State, site: &str, title: &str, body: &str, lang: Lang) -> Beside {
    let alike = reading::alike(&state.app, title, body, 0, lang).await.unwrap_or_default();
    let asked = SuggestionsInput { text: format!("{title}\n{body}"), area: None, category: None };
    let cases = public::suggestions(&state.app, site, None, &asked, lang).await;
    Beside { alike, cases: cases.map(|found| found.cases).unwrap_or_default(), ..Beside::default() }
}
