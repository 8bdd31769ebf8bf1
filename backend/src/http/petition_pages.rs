//! The portal's pages of petitions: lists, one of them, writing and signing one, one's own signature. Work without
//! JavaScript; what somebody typed travels in the body of a form and is in every page that comes back.

use super::State;
use super::assets::logical;
use super::extract::InLang;
use super::guard::PAGE_POLICY;
use super::petitions::{counts_table, done, shared};
use super::portal::{html, page, private, trouble};
use super::problem::Failure;
use super::uploads::client;
use super::widget::ancestors;
use crate::domain::petitions::beginning::{self, Begin};
use crate::domain::petitions::{mine, reading, signing};
use crate::domain::settings::Settings;
use crate::domain::{AppError, Result, public};
use axum::Router;
use axum::extract::{Form, Path, Query};
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use hoiam_portal::input::petitions::{AgencyAsked, CodeInput, ListInput, MineInput, NewInput, SignInput};
use hoiam_portal::pages::petitions::{self as pages, AskedPage, FiguresPage, ListPage, MinePage, NewPage, OnePage};
use hoiam_portal::{Flash, Mood};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::petitions::Petitions as T;
use hoiam_shared::check::Fault;
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::petition::Switch;
use hoiam_shared::wire::petitions::{PetitionCard, PetitionView, SignatureCode};
use hoiam_shared::wire::problem::FieldProblem;
use hoiam_shared::wire::public::SuggestionsInput;
use serde::Deserialize;

pub(super) fn routes() -> Router<State> {
    Router::new()
        .route("/petition.js", get(|headers: HeaderMap| async move { logical("petition.js", &headers, LOADER) }))
        .route("/petitions", get(list))
        .route("/petitions/new", get(new).post(begin))
        .route("/petitions/mine/{token}", get(own).post(change))
        .route("/petitions/{code}", get(one).post(sign))
        .route("/petitions/{code}/frame", get(frame).post(sign_in_frame))
        .route("/petitions/{code}/code", post(by_code))
        .route("/petitions/{code}/figures", get(figures))
        .route("/petitions/{code}/counts.csv", get(csv))
        .route("/petitions/{code}/counts.json", get(json))
        .route("/petitions/{code}/image.png", get(image))
}

/// As the other loader: pages that carry it follow within minutes.
const LOADER: &str = "public, max-age=300";

async fn list(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Query(input): Query<ListInput>,
) -> Response {
    let number = usize::try_from(input.page()).unwrap_or(1);
    let list = match reading::list(&state.app, &input.order, &input.words, number, lang).await {
        Ok(list) => list,
        Err(error) => return trouble(error, lang, "/petitions"),
    };
    let settings = state.app.settings();
    // Where several sites take petitions, the first one is that of the whole installation.
    let site = settings.sites().first().map(|site| site.key.clone());
    let path = pages::list_path(&list.order, &list.words, list.page);
    shared(html(&page(lang, &path), |page| pages::list(&ListPage { list, site }, page)))
}

/// Code and name of each province.
fn provinces(settings: &Settings, lang: Lang) -> Vec<(String, String)> {
    let tops = settings.areas().filter(|area| area.parent.is_none() && area.kept.closed_ms.is_none());
    let mut all: Vec<(String, String)> = tops.map(|area| (area.code.clone(), area.name(lang).to_owned())).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

fn problems(faults: &[Fault], lang: Lang) -> Vec<FieldProblem> {
    faults.iter().map(|fault| fault.view(lang)).collect()
}

/// One drawing of a petition's page, whole or in a frame.
struct Drawing<'a> {
    state: &'a State,
    code: &'a str,
    lang: Lang,
    framed: bool,
}

impl Drawing<'_> {
    fn path(&self) -> String {
        let frame = if self.framed { "/frame" } else { "" };
        format!("/petitions/{}{frame}", self.code)
    }

    async fn view(&self) -> Result<PetitionView> {
        reading::one(&self.state.app, self.code, self.lang).await
    }

    fn draw(&self, petition: PetitionView, input: SignInput, faults: &[Fault], flash: Option<String>) -> Response {
        let (lang, app) = (self.lang, &self.state.app);
        let settings = app.settings();
        let mut page = page(lang, &self.path());
        page.bare = self.framed;
        page.flash.extend(flash.map(|text| Flash { mood: Mood::Bad, text }));
        let paused = !settings.petitions.on(Switch::Collecting);
        let share_url = format!("{}/petitions/{}", app.public_url, petition.code);
        let view = OnePage {
            input,
            errors: problems(faults, lang),
            provinces: provinces(&settings, lang),
            keep_days: petition.keep_days,
            paused: paused.then(|| T::PausedCollecting.text(lang).to_owned()),
            embed: format!(
                "<script async src=\"{}/petition.js\" data-petition=\"{}\" data-lang=\"{lang}\"></script>",
                app.public_url, petition.code
            ),
            share_url,
            petition,
        };
        let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let drawn = html(&page, |page| if self.framed { pages::frame(&view, page) } else { pages::one(&view, page) });
        (status, drawn).into_response()
    }

    /// Lets pages of the petition's own site frame what is drawn for a frame.
    async fn framed(&self, mut response: Response) -> Response {
        if !self.framed {
            return response;
        }
        let site = reading::site_of(&self.state.app, self.code).await.ok().flatten();
        let sources = site.map(|site| ancestors(&site)).unwrap_or_default();
        let policy = PAGE_POLICY.replace("frame-ancestors 'none'", &format!("frame-ancestors 'self' {sources}"));
        let policy = HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"));
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        response
            .headers_mut()
            .insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin"));
        response
    }

    async fn show(&self) -> Response {
        let drawn = match self.view().await {
            // Whoever comes sees the same, until somebody types.
            Ok(petition) => shared(self.draw(petition, SignInput::default(), &[], None)),
            Err(error) => trouble(error, self.lang, "/petitions"),
        };
        self.framed(drawn).await
    }

    async fn sign(&self, headers: &HeaderMap, extensions: &Extensions, input: SignInput) -> Response {
        if let Some(refused) = foreign(headers, self.lang) {
            return refused;
        }
        let petition = match self.view().await {
            Ok(petition) => petition,
            Err(error) => return trouble(error, self.lang, "/petitions"),
        };
        if input.shows() {
            return self.framed(private(self.draw(petition, input, &[], None))).await;
        }
        let network = client(&self.state.app, headers, extensions);
        let signer = input.signer(self.lang);
        let drawn = match signing::sign(&self.state.app, self.code, &signer, network.as_deref(), None).await {
            Ok(asked) => self.asked(asked.handle, false),
            Err(AppError::Invalid(faults)) => self.draw(petition, input, &faults, None),
            Err(error) => self.draw(petition, input, &[], Some(said(error, self.lang))),
        };
        self.framed(private(drawn)).await
    }

    fn asked(&self, handle: String, wrong: bool) -> Response {
        let mut page = page(self.lang, &self.path());
        page.bare = self.framed;
        let view = AskedPage { code: self.code.to_owned(), handle, wrong };
        let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        (status, html(&page, |page| pages::asked(&view, page))).into_response()
    }
}

/// What went wrong, above a form that comes back as it was.
fn said(error: AppError, lang: Lang) -> String {
    let problem = Failure::new(error, lang).problem();
    format!("{}. {}", problem.title, problem.detail)
}

/// A form of another site must not act in somebody's name: same-origin only.
fn foreign(headers: &HeaderMap, lang: Lang) -> Option<Response> {
    let from = headers.get("sec-fetch-site")?;
    let own = matches!(from.as_bytes(), b"same-origin" | b"none");
    (!own).then(|| trouble(ErrorCode::ForbiddenOrigin.into(), lang, "/petitions"))
}

async fn one(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(code): Path<String>,
) -> Response {
    Drawing { state: &state, code: &code, lang, framed: false }.show().await
}

async fn frame(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(code): Path<String>,
) -> Response {
    Drawing { state: &state, code: &code, lang, framed: true }.show().await
}

async fn sign(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(code): Path<String>,
    headers: HeaderMap,
    extensions: Extensions,
    Form(input): Form<SignInput>,
) -> Response {
    Drawing { state: &state, code: &code, lang, framed: false }.sign(&headers, &extensions, input).await
}

async fn sign_in_frame(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(code): Path<String>,
    headers: HeaderMap,
    extensions: Extensions,
    Form(input): Form<SignInput>,
) -> Response {
    Drawing { state: &state, code: &code, lang, framed: true }.sign(&headers, &extensions, input).await
}

/// Whether the page stands in a frame.
#[derive(Deserialize)]
struct Framed {
    frame: Option<String>,
}

async fn by_code(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(code): Path<String>,
    Query(framed): Query<Framed>,
    headers: HeaderMap,
    Form(input): Form<CodeInput>,
) -> Response {
    if let Some(refused) = foreign(&headers, lang) {
        return refused;
    }
    let drawing = Drawing { state: &state, code: &code, lang, framed: framed.frame.is_some() };
    let typed = SignatureCode { handle: input.handle.clone(), code: input.digits() };
    let confirmed = async {
        let id = signing::by_code(&state.app, &typed).await?;
        mine::confirm(&state.app, id).await?;
        let token = state.app.keys.signature_token(id);
        Ok(MinePage {
            view: mine::look(&state.app, &token, lang).await?,
            done: MineInput { what: "confirm".into() }.act(),
            token,
        })
    };
    let drawn = match confirmed.await {
        Ok(view) => {
            let mut page = page(lang, &format!("/petitions/mine/{}", view.token));
            page.bare = drawing.framed;
            html(&page, |page| pages::mine(&view, page))
        }
        Err(AppError::Invalid(_)) => drawing.asked(input.handle, true),
        Err(error) => trouble(error, lang, "/petitions"),
    };
    drawing.framed(private(drawn)).await
}

async fn own(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(token): Path<String>,
) -> Response {
    mine_page(&state, token, None, lang).await
}

async fn change(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(token): Path<String>,
    headers: HeaderMap,
    Form(input): Form<MineInput>,
) -> Response {
    if let Some(refused) = foreign(&headers, lang) {
        return refused;
    }
    let Some(act) = input.act() else { return mine_page(&state, token, None, lang).await };
    match done(&state, &token, act.code()).await {
        Ok(()) => mine_page(&state, token, Some(input), lang).await,
        // It says itself that nothing can be confirmed any more.
        Err(error) if error.code() == ErrorCode::NotAllowedNow => mine_page(&state, token, None, lang).await,
        Err(error) => trouble(error, lang, "/petitions"),
    }
}

async fn mine_page(state: &State, token: String, done: Option<MineInput>, lang: Lang) -> Response {
    match mine::look(&state.app, &token, lang).await {
        Ok(view) => {
            let path = format!("/petitions/mine/{token}");
            let view = MinePage { token, view, done: done.and_then(|input| input.act()) };
            private(html(&page(lang, &path), |page| pages::mine(&view, page)))
        }
        Err(error) => trouble(error, lang, "/petitions"),
    }
}

async fn figures(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(code): Path<String>,
) -> Response {
    let read = async {
        Ok(FiguresPage {
            petition: reading::one(&state.app, &code, lang).await?,
            counts: reading::counts(&state.app, &code, lang).await?,
        })
    };
    let path = format!("/petitions/{code}/figures");
    match read.await {
        Ok(view) => shared(html(&page(lang, &path), |page| pages::figures(&view, page))),
        Err(error) => trouble(error, lang, "/petitions"),
    }
}

async fn csv(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(code): Path<String>,
) -> Response {
    match reading::counts(&state.app, &code, lang).await {
        Ok(counts) => counts_table(&counts),
        Err(error) => trouble(error, lang, "/petitions"),
    }
}

async fn json(InLang(lang): InLang, Path(code): Path<String>) -> Response {
    Redirect::to(&format!("/api/v1/petitions/{code}/counts?lang={lang}")).into_response()
}

async fn image(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(code): Path<String>,
) -> Response {
    match reading::picture(&state.app, &code, lang).await {
        Ok(png) => shared(([(header::CONTENT_TYPE, HeaderValue::from_static("image/png"))], png)),
        Err(error) => trouble(error, lang, "/petitions"),
    }
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
    match beginning::begin(&state.app, begin).await {
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
