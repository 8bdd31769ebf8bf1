//! The portal's pages of petitions: lists, one of them, signing it, one's own signature. Work without
//! JavaScript; what somebody typed travels in the body of a form and is in every page that comes back.

use super::State;
use super::assets::logical;
use super::erased::{erased, get, post};
use super::extract::{InLang, Path, Query};
use super::guard::PAGE_POLICY;
use super::identity;
use super::limited;
use super::petitions::{counts_table, done, shared};
use super::portal::{html, page, private, trouble};
use super::problem::Failure;
use super::uploads::client;
use super::widget::ancestors;
use crate::domain::petitions::vouching::{self, Wish};
use crate::domain::petitions::{mine, reading, signing};
use crate::domain::settings::Settings;
use crate::domain::{AppError, Result};
use axum::Router;
use axum::extract::Form;
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use hoiam_portal::input::petitions::{CodeInput, IdentityInput, ListInput, MineInput, SignInput};
use hoiam_portal::pages::petitions::{self as pages, AskedPage, FiguresPage, ListPage, MinePage, OnePage, Vouching};
use hoiam_portal::{Flash, Mood};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::petitions::Petitions as T;
use hoiam_shared::catalogue::{fill, grouped};
use hoiam_shared::check::Fault;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::petition::Switch;
use hoiam_shared::wire::petitions::{PetitionView, SignatureCode};
use hoiam_shared::wire::problem::FieldProblem;
use serde::Deserialize;

pub(super) fn routes() -> Router<State> {
    Router::new()
        .route("/petition.js", get(|headers: HeaderMap| async move { logical("petition.js", &headers, LOADER) }))
        .route("/petitions", get(list))
        .route("/petitions/mine/{token}", get(own).post(erased(change)))
        .route("/petitions/{code}", get(show::<false>).post(erased(sign::<false>)))
        .route("/petitions/{code}/frame", get(show::<true>).post(erased(sign::<true>)))
        .route("/petitions/{code}/code", post(by_code))
        .route("/petitions/{code}/identity", post(by_identity))
        .route("/petitions/{code}/figures", get(figures))
        .route("/petitions/{code}/counts.csv", get(csv))
        .route("/petitions/{code}/counts.json", get(json))
        .route("/petitions/{code}/image.png", get(image))
        .route("/petitions/{code}/counter.svg", get(counter))
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
    // Where several sites take petitions: the one whose agency stands highest, and of those the first that was there.
    let depth = |site: &&crate::domain::settings::Site| settings.line(site.agency).count();
    let site = settings.sites().into_iter().min_by_key(|site| (depth(site), site.id));
    let site = site.map(|site| site.key.clone());
    let path = pages::list_path(&list.order, &list.words, list.page);
    shared(html(&page(lang, &path), |page| pages::list(&ListPage { list, site }, page)))
}

/// Code and name of each province.
pub(super) fn provinces(settings: &Settings, lang: Lang) -> Vec<(String, String)> {
    let tops = settings.areas().filter(|area| area.parent.is_none() && area.kept.closed_ms.is_none());
    let mut all: Vec<(String, String)> = tops.map(|area| (area.code.clone(), area.name(lang).to_owned())).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

pub(super) fn problems(faults: &[Fault], lang: Lang) -> Vec<FieldProblem> {
    faults.iter().map(|fault| fault.view(lang)).collect()
}

/// What was typed into which of the forms.
#[derive(Default)]
struct Typed {
    sign: SignInput,
    identity: IdentityInput,
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
        self.drawn(petition, Typed { sign: input, ..Typed::default() }, problems(faults, self.lang), flash)
    }

    fn drawn(
        &self,
        petition: PetitionView,
        typed: Typed,
        errors: Vec<FieldProblem>,
        flash: Option<String>,
    ) -> Response {
        let (lang, app) = (self.lang, &self.state.app);
        let settings = app.settings();
        let mut page = page(lang, &self.path());
        page.bare = self.framed;
        page.flash.extend(flash.map(|text| Flash { mood: Mood::Bad, text }));
        let paused = !settings.petitions.on(Switch::Collecting);
        let share_url = format!("{}/petitions/{}", app.public_url, petition.code);
        let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let vouching = app.providers.citizen.as_ref();
        let view = OnePage {
            input: typed.sign,
            errors,
            vouching: vouching.map(|by| Vouching { name: by.name().to_owned(), input: typed.identity }),
            provinces: provinces(&settings, lang),
            keep_days: petition.keep_days,
            phones: app.texter.is_some(),
            paused: paused.then(|| T::PausedCollecting.text(lang).to_owned()),
            embed: format!(
                "<script async src=\"{}/petition.js\" data-petition=\"{}\" data-lang=\"{lang}\"></script>",
                app.public_url, petition.code
            ),
            share_url,
            petition,
        };
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
        let signed = match limited::room(extensions) {
            Ok(()) => signing::sign(&self.state.app, self.code, &signer, network.as_deref(), None).await,
            Err(over) => Err(over),
        };
        let drawn = match signed {
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
pub(super) fn said(error: AppError, lang: Lang) -> String {
    let problem = Failure::new(error, lang).problem();
    format!("{}. {}", problem.title, problem.detail)
}

/// A form of another site must not act in somebody's name: same-origin only.
pub(super) fn foreign(headers: &HeaderMap, lang: Lang) -> Option<Response> {
    let from = headers.get("sec-fetch-site")?;
    let own = matches!(from.as_bytes(), b"same-origin" | b"none");
    (!own).then(|| trouble(ErrorCode::ForbiddenOrigin.into(), lang, "/petitions"))
}

/// The page, or its frame: what they do differs in how they are drawn alone.
async fn show<const FRAMED: bool>(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(code): Path<String>,
) -> Response {
    Drawing { state: &state, code: &code, lang, framed: FRAMED }.show().await
}

async fn sign<const FRAMED: bool>(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(code): Path<String>,
    headers: HeaderMap,
    extensions: Extensions,
    Form(input): Form<SignInput>,
) -> Response {
    Drawing { state: &state, code: &code, lang, framed: FRAMED }.sign(&headers, &extensions, input).await
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

/// Signing with an identity for which a provider vouches: what only the person knows is checked, and they are sent there.
async fn by_identity(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(code): Path<String>,
    headers: HeaderMap,
    Form(input): Form<IdentityInput>,
) -> Response {
    if let Some(refused) = foreign(&headers, lang) {
        return refused;
    }
    let drawing = Drawing { state: &state, code: &code, lang, framed: false };
    let wish = Wish { petition: code.clone(), area: input.area(), tell: input.tell == "yes" };
    let consent = input.consent == "yes";
    let petition = match drawing.view().await {
        Ok(petition) => petition,
        Err(error) => return trouble(error, lang, "/petitions"),
    };
    let shows = input.shows();
    let typed = Typed { identity: input, ..Typed::default() };
    if shows {
        return private(drawing.drawn(petition, typed, Vec::new(), None));
    }
    match vouching::allowed(&state.app, &wish, consent).await {
        Ok(()) => identity::go(&state, lang, wish).await,
        Err(AppError::Invalid(faults)) => {
            let mut errors = problems(&faults, lang);
            errors.iter_mut().for_each(|error| error.field = format!("identity.{}", error.field));
            private(drawing.drawn(petition, typed, errors, None))
        }
        Err(error) => private(drawing.drawn(petition, typed, Vec::new(), Some(said(error, lang)))),
    }
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

/// The counter as a small picture that any page may show: `<img src=".../counter.svg">`.
async fn counter(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Path(code): Path<String>,
) -> Response {
    let count = match reading::count(&state.app, &code).await {
        Ok(((count, _), _)) => count,
        Err(error) => return trouble(error, lang, "/petitions"),
    };
    let mut response =
        shared(([(header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml"))], badge(count, lang)));
    let anywhere = HeaderValue::from_static("cross-origin");
    response.headers_mut().insert(HeaderName::from_static("cross-origin-resource-policy"), anywhere);
    response
}

/// Number and word; about as wide as they are in any font.
fn badge(count: u64, lang: Lang) -> String {
    let said = fill(T::CardCount.text(lang), &[("n", &grouped(count, lang))]);
    let width = 24 + 10 * said.chars().count();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"32\" role=\"img\" aria-label=\"{said}\"><title>{said}</title>\
         <rect width=\"{width}\" height=\"32\" rx=\"6\" fill=\"#0b3d5c\"/><text x=\"{}\" y=\"21\" fill=\"#ffffff\" \
         font-family=\"system-ui,sans-serif\" font-size=\"15\" text-anchor=\"middle\">{said}</text></svg>",
        width / 2
    )
}
