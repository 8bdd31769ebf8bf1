//! The portal's pages: home, plain form, tracking, look-up. Works without JavaScript; the secret travels in the
//! body of a form, never in an address.

use super::State;
use super::assets::href;
use super::erased::{erased, get, post};
use super::extract::{InLang, Path, Query};
use super::files::hand_out;
use super::forms::{self, FileInput};
use super::limited;
use super::lookups::area_view;
use super::problem::Failure;
use super::waiting;
use crate::domain::automated::Signs;
use crate::domain::evidence::receiving::By;
use crate::domain::evidence::showing::Reader;
use crate::domain::following::{self, Reply};
use crate::domain::intake::{self, Submission};
use crate::domain::settings::{Settings, ZONE};
use crate::domain::sites;
use crate::domain::toll::{Wait, Work};
use crate::domain::visits::Seen;
use crate::domain::{AppError, Result};
use crate::domain::{joining, public};
use crate::secrets::token;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Form, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use hoiam_portal::input::{FindInput, FormInput, Go, Place, TrackInput, the_one};
use hoiam_portal::pages::{
    self, FindProblem, FindView, FormView, HomeView, KeptFile, ReceiptView, SiteLink, TrackView, WaitView,
};
use hoiam_portal::{Flash, Mood, Page, Shell};
use hoiam_shared::case::{Action, Channel, Code};
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::portal::Portal;
use hoiam_shared::catalogue::publishing::Publishing;
use hoiam_shared::check::Fault;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::intake::{Receipt, TrackingView};
use hoiam_shared::wire::problem::FieldProblem;
use hoiam_shared::wire::public::SuggestionView;
use hoiam_shared::wire::site::AreaView;
use hoiam_shared::{Lang, Stamp};
use std::sync::{Arc, LazyLock};

pub(super) fn routes() -> Router<State> {
    Router::new()
        .route("/", get(home))
        .route("/about", get(|InLang(lang): InLang| async move { html(&page(lang, "/about"), pages::about) }))
        .route("/f/{key}", get(form).post(erased(file)).layer(DefaultBodyLimit::max(forms::BYTES)))
        .route("/t", get(find))
        .route("/t/{code}", get(track).post(erased(reply)).layer(DefaultBodyLimit::max(forms::BYTES)))
        .route("/t/{code}/files/{number}", post(open_file))
        .route("/api/docs", get(docs))
        .route("/api/docs/try", get(docs_try))
}

static SHELL: LazyLock<Arc<Shell>> = LazyLock::new(|| {
    let seconds = i32::try_from(ZONE.minutes * 60).unwrap_or_default();
    let offset = jiff::tz::Offset::from_seconds(seconds).unwrap_or(jiff::tz::Offset::UTC);
    Arc::new(Shell {
        tokens_href: href("tokens.css"),
        styles_href: href("portal.css"),
        operator: String::new(),
        zone: jiff::tz::TimeZone::fixed(offset),
    })
});

/// A page in the reader's language.
pub(super) fn page(lang: Lang, path: &str) -> Page {
    Page::new(lang, path, SHELL.clone())
}

pub(super) fn html(page: &Page, draw: impl FnOnce(&Page) -> String) -> Response {
    Html(draw(page)).into_response()
}

/// A page that holds something personal: kept by no cache.
pub(super) fn private(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// An error as a page.
pub(super) fn trouble(error: AppError, lang: Lang, path: &str) -> Response {
    trouble_of(Failure::new(error, lang), lang, path)
}

fn trouble_of(failure: Failure, lang: Lang, path: &str) -> Response {
    let problem = failure.problem();
    let shown = html(&page(lang, path), |page| pages::problem(&problem, page));
    // Status and headers as for any error, the page as its body.
    let (mut parts, _) = failure.into_response().into_parts();
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, shown.into_body())
}

async fn home(axum::extract::State(state): axum::extract::State<State>, InLang(lang): InLang) -> Response {
    let settings = state.app.settings();
    let link =
        |site: &&crate::domain::settings::Site| SiteLink { key: site.key.clone(), name: site.name(lang).to_owned() };
    let view = HomeView { sites: settings.sites().iter().map(link).collect(), figures: None };
    html(&page(lang, "/"), |page| pages::home(&view, page))
}

async fn docs(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Response {
    let tag = pairs.iter().find(|(name, _)| name == "tag").map(|(_, value)| value.as_str());
    html(&page(lang, "/api/docs"), |page| pages::api(&state.openapi, "/api/openapi.json", tag, page))
}

async fn docs_try(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Response {
    match pages::api_try(&state.openapi, &pairs) {
        Some(address) => Redirect::to(&address).into_response(),
        None => trouble(ErrorCode::NotFound.into(), lang, "/api/docs"),
    }
}

/// One drawing of the plain form.
struct Drawing<'a> {
    state: &'a State,
    settings: &'a Settings,
    key: &'a str,
    lang: Lang,
}

impl Drawing<'_> {
    fn path(&self) -> String {
        format!("/f/{}", self.key)
    }

    fn draw(
        &self,
        input: FormInput,
        files: &Chosen,
        errors: &[Fault],
        areas: Option<Vec<AreaView>>,
        flash: Option<String>,
    ) -> Response {
        self.draw_with(input, files, errors, areas, flash, Vec::new())
    }

    /// The same, with cases to choose from before this one is sent.
    fn draw_with(
        &self,
        input: FormInput,
        files: &Chosen,
        errors: &[Fault],
        areas: Option<Vec<AreaView>>,
        flash: Option<String>,
        alike: Vec<SuggestionView>,
    ) -> Response {
        let known = self.settings.site(self.key);
        let logo = known.and_then(|site| self.settings.look(site.id)).and_then(|look| look.logo.as_ref());
        let logo = logo.map(|logo| sites::logo_view(self.key, logo, ""));
        let Some(site) = known.and_then(|site| sites::view(self.settings, site, self.lang)) else {
            return trouble(ErrorCode::UnknownSite.into(), self.lang, &self.path());
        };
        let mut page = page(self.lang, &self.path());
        let app = &self.state.app;
        page.token = match input.token.as_str() {
            "" => app.keys.form_token(app.random.as_ref(), app.now_ms()),
            kept => kept.to_owned(),
        };
        page.flash.extend(flash.map(|text| Flash { mood: Mood::Bad, text }));
        let mut errors: Vec<FieldProblem> = errors.iter().map(|fault| fault.view(self.lang)).collect();
        errors.extend(files.problems(self.lang));
        let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let view = FormView { site, logo, input, kept: files.kept.clone(), errors, alike, areas };
        private((status, html(&page, |page| pages::form(&view, page))).into_response())
    }

    fn candidates(&self, typed: &str) -> Vec<AreaView> {
        self.settings.find_areas(typed, 12).into_iter().map(|area| area_view(self.settings, area, self.lang)).collect()
    }
}

/// What the widget had got to know when it had to hand over.
#[derive(serde::Deserialize)]
struct Begun {
    #[serde(default)]
    kind: String,
    /// There because nothing else could show the form.
    fell: Option<String>,
}

async fn form(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(key): Path<String>,
    Query(begun): Query<Begun>,
) -> Response {
    let settings = state.app.settings();
    if let Some(site) = settings.site(&key) {
        let seen = if begun.fell.is_some() { Seen::Fell } else { Seen::Plain };
        state.app.visits.saw(site.id, seen, state.app.now_ms());
    }
    let input = FormInput { kind: begun.kind, ..FormInput::default() };
    Drawing { state: &state, settings: &settings, key: &key, lang }.draw(input, &Chosen::default(), &[], None, None)
}

/// Files that came with a form.
#[derive(Default)]
struct Chosen {
    kept: Vec<KeptFile>,
    refused: Vec<(String, AppError)>,
    faults: Vec<Fault>,
}

impl Chosen {
    fn of<T>(form: forms::Form<T>) -> (T, Self) {
        let faults = form.faults();
        (form.input, Self { kept: form.files, refused: form.refused, faults })
    }

    /// Ids of those that can be sent along.
    fn ids(&self) -> Vec<String> {
        self.kept.iter().map(|file| file.id.clone()).collect()
    }

    /// What is wrong, each with the name of its file.
    fn problems(&self, lang: Lang) -> Vec<FieldProblem> {
        let told = |(name, fault): &(String, AppError)| FieldProblem {
            field: "file".to_owned(),
            code: fault.code().code().to_owned(),
            message: fill(Portal::FileProblem.text(lang), &[("name", name), ("reason", &forms::reason(fault, lang))]),
        };
        self.refused.iter().map(told).chain(self.faults.iter().map(|fault| fault.view(lang))).collect()
    }

    fn good(&self) -> bool {
        self.refused.is_empty() && self.faults.is_empty()
    }
}

async fn file(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(key): Path<String>,
    request: Request,
) -> Response {
    let settings = state.app.settings();
    let drawing = Drawing { state: &state, settings: &settings, key: &key, lang };
    // A form of another site must not send in a citizen's name: same-origin only.
    let from = request.headers().get("sec-fetch-site");
    if from.is_some_and(|from| !matches!(from.as_bytes(), b"same-origin" | b"none")) {
        return trouble(ErrorCode::ForbiddenOrigin.into(), lang, &drawing.path());
    }
    let (client, room) = (request.extensions().get().copied(), limited::room(request.extensions()));
    let (mut input, files): (FormInput, Chosen) =
        match forms::read(&state, request, By::Site { key: &key, origin: None }).await {
            Ok(form) => Chosen::of(form),
            Err(error) => return trouble(error, lang, &drawing.path()),
        };
    input.answer_with(files.kept.iter().map(|file| (file.field.as_str(), file.id.as_str())));
    let mut areas = None;
    if let Place::Typed(typed) = input.place() {
        let found = drawing.candidates(&typed);
        match the_one(&typed, &found) {
            Some(area) => input.settle(&area.clone()),
            None => areas = Some(found),
        }
    }
    if input.go() != Go::Send {
        return drawing.draw(input, &files, &[], areas, None);
    }
    let site = settings.site(&key).and_then(|site| sites::view(&settings, site, lang));
    let Some(site) = site else { return trouble(ErrorCode::UnknownSite.into(), lang, &drawing.path()) };
    let case = match input.case(&site, &files.ids(), lang, Stamp(state.app.now_ms())) {
        Ok(case) => case,
        Err(faults) => return drawing.draw(input, &files, &faults, areas, None),
    };
    if !files.good() {
        return drawing.draw(input, &files, &[], areas, None);
    }
    let joins = input.joins().and_then(Code::parse);
    if joins.is_none() && !input.anyway() {
        let alike = public::alike(&state.app, &key, &case, lang).await;
        if !alike.is_empty() {
            return drawing.draw_with(input, &files, &[], areas, None, alike);
        }
    }
    let drawn = state.app.keys.form_drawn(&input.token);
    let submission = Submission {
        site: key.clone(),
        origin: None,
        channel: Channel::Portal,
        client,
        signs: Some(Signs { trap: !input.website.is_empty(), took_ms: drawn.map(|drawn| state.app.now_ms() - drawn) }),
        work: if input.hurries() { Work::Declined } else { Work::Unasked },
        key: input.token.clone(),
        case,
        joins: None,
        by: None,
    };
    let sending = Sending { key: key.clone(), lang, input, files, areas, joins };
    if let Err(over) = room {
        return sending.told(&state, Err(over));
    }
    let wait = settings.site(&key).filter(|_| submission.work == Work::Unasked);
    let Some(wait) = wait.and_then(|site| Wait::of(&state.app, site)) else {
        return sending.go(&state, submission).await;
    };
    let seconds = wait.length.as_secs();
    let view = WaitView { site_key: key, seconds, input: sending.input.clone(), kept: sending.files.kept.clone() };
    let first = pages::waiting(&view, &page(lang, &sending.path()));
    waiting::answer(&first, async move {
        let work = wait.over(&state.app.benches, state.app.clock.as_ref()).await;
        sending.go(&state, Submission { work, ..submission }).await
    })
}

/// A form that is in order and about to be sent.
struct Sending {
    key: String,
    lang: Lang,
    input: FormInput,
    files: Chosen,
    areas: Option<Vec<AreaView>>,
    joins: Option<Code>,
}

impl Sending {
    fn path(&self) -> String {
        format!("/f/{}", self.key)
    }

    async fn go(self, state: &State, submission: Submission) -> Response {
        let sent = match &self.joins {
            Some(code) => joining::join(&state.app, code, submission).await,
            None => intake::file(&state.app, submission).await,
        };
        self.told(state, sent)
    }

    fn told(self, state: &State, sent: Result<Receipt>) -> Response {
        let path = self.path();
        let Self { key, lang, mut input, files, areas, .. } = self;
        let settings = state.app.settings();
        let drawing = Drawing { state, settings: &settings, key: &key, lang };
        match sent {
            Ok(receipt) => {
                let view = ReceiptView { receipt, site_key: key.clone() };
                private(html(&page(lang, &path), |page| pages::receipt(&view, page)))
            }
            Err(AppError::Invalid(faults)) => drawing.draw(input, &files, &faults, areas, None),
            // Nothing typed is lost: the form comes back with what went wrong above it.
            Err(error) => {
                // Gone back and changed: what was sent before stays, this is another case.
                if error.code() == ErrorCode::KeyReused {
                    input.token.clear();
                }
                let problem = Failure::new(error, lang).problem();
                drawing.draw(input, &files, &[], areas, Some(format!("{}. {}", problem.title, problem.detail)))
            }
        }
    }
}

async fn find(InLang(lang): InLang, Query(input): Query<FindInput>) -> Response {
    let asked = input.code.is_some();
    let typed = input.code.unwrap_or_default();
    if let Some(code) = Code::parse(&typed) {
        return Redirect::to(&format!("/t/{code}?lang={}", lang.code())).into_response();
    }
    let problem = if typed.trim().is_empty() { FindProblem::Missing } else { FindProblem::Wrong };
    let problem = asked.then_some(problem);
    html(&page(lang, "/t"), |page| pages::find(&FindView { typed, problem }, page))
}

async fn track(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(text): Path<String>,
) -> Response {
    let Some(code) = Code::parse(&text) else { return unknown(lang, text, FindProblem::Wrong) };
    match following::track(&state.app, &code, None, lang).await {
        Ok(case) => private(tracking(&state, case, TrackInput::default(), &[], Vec::new(), None, lang)),
        Err(error) if error.code() == ErrorCode::NotFound => unknown(lang, text, FindProblem::Unknown),
        Err(error) => trouble(error, lang, "/t"),
    }
}

fn unknown(lang: Lang, typed: String, problem: FindProblem) -> Response {
    let view = FindView { typed, problem: Some(problem) };
    (StatusCode::NOT_FOUND, html(&page(lang, "/t"), |page| pages::find(&view, page))).into_response()
}

fn tracking(
    state: &State,
    case: TrackingView,
    input: TrackInput,
    kept: &[KeptFile],
    errors: Vec<FieldProblem>,
    flash: Option<Flash>,
    lang: Lang,
) -> Response {
    let mut page = page(lang, &format!("/t/{}", case.code));
    page.token = token(state.app.random.as_ref());
    page.flash.extend(flash);
    let view = TrackView {
        case,
        now: Stamp(state.app.now_ms()),
        input,
        kept: kept.to_vec(),
        knocker: Some(state.app.keys.knocker()),
        errors,
    };
    html(&page, |page| pages::tracking(&view, page))
}

async fn reply(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(text): Path<String>,
    request: Request,
) -> Response {
    let Some(code) = Code::parse(&text) else { return unknown(lang, text, FindProblem::Wrong) };
    let site = match following::site_of(&state.app, &code).await {
        Ok(site) => site,
        Err(error) if error.code() == ErrorCode::NotFound => return unknown(lang, text, FindProblem::Unknown),
        Err(error) => return trouble(error, lang, "/t"),
    };
    let room = limited::room(request.extensions());
    let (input, files): (TrackInput, Chosen) = match forms::read(&state, request, By::Case(site)).await {
        Ok(form) => Chosen::of(form),
        Err(error) => return trouble(error, lang, "/t"),
    };
    let done = match (room, input.action()) {
        (Err(over), _) => Err(over),
        (Ok(()), None) => {
            following::track(&state.app, &code, Some(input.secret()), lang).await.map(|case| (case, None))
        }
        (Ok(()), Some(action)) => {
            act(&state, &code, &input, &files, action, lang).await.map(|case| (case, Some(action)))
        }
    };
    match done {
        Ok((case, action)) => {
            let text = |action| match (action, input.public.as_str()) {
                (Action::Wish, "yes") => Publishing::DoneYes.text(lang),
                (Action::Wish, _) => Publishing::DoneNo.text(lang),
                _ => done_text(action).text(lang),
            };
            let flash = action.map(|action| Flash { mood: Mood::Good, text: text(action).to_owned() });
            // What was written is sent; only the secret stays, for the next thing to do.
            let kept = TrackInput { secret: input.secret, ..TrackInput::default() };
            private(tracking(&state, case, kept, &[], Vec::new(), flash, lang))
        }
        Err(error) => private(failed(&state, &code, input, &files, error, lang).await),
    }
}

async fn act(
    state: &State,
    code: &Code,
    input: &TrackInput,
    files: &Chosen,
    action: Action,
    lang: Lang,
) -> Result<TrackingView> {
    if !files.good() {
        return Err(AppError::Invalid(Vec::new()));
    }
    let what = match action {
        Action::Rate => {
            let rating = input.rating().map_err(|fault| AppError::Invalid(vec![fault]))?;
            Reply::Rating(rating.stars, rating.body)
        }
        Action::Withdraw => Reply::Withdrawal(input.words().body),
        Action::Reopen => Reply::Reopening(input.words().body, files.ids()),
        Action::Appeal => Reply::Appeal(input.words().body, files.ids()),
        Action::Wish => Reply::Wish(input.public == "yes"),
        _ => Reply::Message(input.words().body, files.ids()),
    };
    following::reply(&state.app, code, input.secret(), what, lang).await
}

/// A file of a case, to be saved.
async fn open_file(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path((text, number)): Path<(String, String)>,
    Form(input): Form<FileInput>,
) -> Response {
    let (Some(code), Ok(number)) = (Code::parse(&text), number.parse()) else {
        return unknown(lang, text, FindProblem::Wrong);
    };
    let reader = Reader::Citizen(input.secret.trim());
    match hand_out(&state.app, reader, &code, number, false, lang).await {
        Ok(response) => response,
        Err(failure) => trouble_of(failure, lang, "/t"),
    }
}

/// The page again, with what is wrong and all that was typed.
async fn failed(
    state: &State,
    code: &Code,
    input: TrackInput,
    files: &Chosen,
    error: AppError,
    lang: Lang,
) -> Response {
    let problem = Failure::new(error, lang).problem();
    let wrong_secret = problem.code == ErrorCode::BadSecret.code();
    let secret = (!wrong_secret).then(|| input.secret().to_owned());
    let case = match following::track(&state.app, code, secret.as_deref(), lang).await {
        Ok(case) => case,
        Err(error) => return trouble(error, lang, "/t"),
    };
    let mut errors = problem.errors.clone();
    errors.extend(files.problems(lang));
    let mut flash = None;
    if wrong_secret {
        let (field, message) = ("secret".to_owned(), problem.title.clone());
        errors.push(FieldProblem { field, code: problem.code.clone(), message });
    } else if errors.is_empty() {
        flash = Some(Flash { mood: Mood::Bad, text: format!("{}. {}", problem.title, problem.detail) });
    }
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    (status, tracking(state, case, input, &files.kept, errors, flash, lang)).into_response()
}

const fn done_text(action: Action) -> Portal {
    match action {
        Action::Rate => Portal::DoneRate,
        Action::Withdraw => Portal::DoneWithdraw,
        Action::Reopen => Portal::DoneReopen,
        Action::Appeal => Portal::DoneAppeal,
        _ => Portal::DoneMessage,
    }
}
