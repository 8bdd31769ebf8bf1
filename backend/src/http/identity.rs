//! `/identity/…`: to an identity provider and back. Pages for people, without a script: whatever becomes of it is said in
//! words, and that nothing was signed.

use super::erased::get;
use super::extract::{COOKIE, InLang, Query, cookie};
use super::petition_pages::said;
use super::portal::{html, page, private};
use super::uploads::client;
use super::{State, session};
use crate::domain::people::{self, Outside};
use crate::domain::petitions::vouching::{self as signing, Signing, Wish};
use crate::domain::vouching::{self, Back, Came, Who, Why};
use axum::Router;
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use hoiam_portal::pages::identity::{self as pages, FailedPage, GoingPage};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::identity::Identity as I;
use hoiam_shared::catalogue::petitions::Petitions as P;
use serde::{Deserialize, Serialize};

pub(super) fn routes() -> Router<State> {
    Router::new()
        .route("/identity/citizen", get(citizen))
        .route("/identity/staff/go", get(staff_goes))
        .route("/identity/staff", get(staff))
}

/// Sends whoever wants to sign a petition to the provider.
pub(super) async fn go(state: &State, lang: Lang, wish: Wish) -> Response {
    let petition = wish.petition.clone();
    let going = match vouching::go(&state.app, Who::Citizen, lang, wish).await {
        Ok(going) => going,
        Err(why) => return not_signed(state, lang, why, Some(&petition)),
    };
    let view = GoingPage { name: name(state, Who::Citizen, lang), url: going.url.clone() };
    let mut response = private(html(&page(lang, "/petitions"), |page| pages::going(&view, page)));
    if let Ok(at_once) = HeaderValue::from_str(&format!("0; url={}", going.url)) {
        response.headers_mut().insert(header::REFRESH, at_once);
    }
    keep(state, &mut response, &going.cookie, &going.sealed, going.seconds);
    response
}

/// A cookie that comes along when the provider sends somebody back: a link from elsewhere, which a `Strict` one is not sent
/// with. It opens nothing.
fn keep(state: &State, response: &mut Response, name: &str, value: &str, seconds: i64) {
    let secure = if state.secure { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/identity; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// Whoever comes back to sign.
async fn citizen(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    headers: HeaderMap,
    extensions: Extensions,
    Query(came): Query<Came>,
) -> Response {
    let kept = vouching::cookie_of(&came);
    let sealed = cookie(&headers, &kept);
    let Back { left, vouched } = vouching::back::<Wish>(&state.app, Who::Citizen, &came, sealed.as_deref()).await;
    let (lang, wish) = left.map_or((lang, None), |(lang, wish)| (lang, Some(wish)));
    let petition = wish.as_ref().map(|wish| wish.petition.as_str());
    let mut response = match (&wish, vouched) {
        (Some(wish), Ok(who)) => {
            let network = client(&state.app, &headers, &extensions);
            let signing = Signing { wish, lang, who: &who, network: network.as_deref() };
            match signing::sign(&state.app, signing).await {
                // By another address: this one is good once, and holds what nobody else should read.
                Ok(token) => Redirect::to(&format!("/petitions/mine/{token}?lang={lang}")).into_response(),
                Err(error) => {
                    let status = StatusCode::from_u16(error.code().status()).unwrap_or(StatusCode::CONFLICT);
                    let title = fill(I::NotSigned.text(lang), &[("why", error.code().title(lang))]);
                    failed(lang, status, title, said(error, lang), back_to(petition, lang))
                }
            }
        }
        (_, Err(why)) => not_signed(&state, lang, why, petition),
        (None, Ok(_)) => not_signed(&state, lang, Why::Over, None),
    };
    if sealed.is_some() {
        keep(&state, &mut response, &kept, "", 0);
    }
    private(response)
}

/// Where somebody of staff wants to be.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct To {
    to: String,
}

impl To {
    /// A page of the console: nobody is led elsewhere by a link to us.
    fn page(&self) -> &str {
        let own = self.to.starts_with("/console/") && self.to.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
        if own { &self.to } else { "/console/" }
    }
}

/// Sends somebody of staff to their provider. A link and no form: that somebody is led there by another page opens nothing.
async fn staff_goes(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    Query(to): Query<To>,
) -> Response {
    match vouching::go(&state.app, Who::Staff, lang, &to).await {
        Ok(going) => {
            let mut response = private(Redirect::to(&going.url).into_response());
            keep(&state, &mut response, &going.cookie, &going.sealed, going.seconds);
            response
        }
        Err(why) => not_signed_in(&state, lang, why, &to),
    }
}

/// Somebody of staff who comes back. The session is the ordinary one.
async fn staff(
    axum::extract::State(state): axum::extract::State<State>,
    InLang(lang): InLang,
    headers: HeaderMap,
    extensions: Extensions,
    Query(came): Query<Came>,
) -> Response {
    let kept = vouching::cookie_of(&came);
    let sealed = cookie(&headers, &kept);
    let Back { left, vouched } = vouching::back::<To>(&state.app, Who::Staff, &came, sealed.as_deref()).await;
    let (lang, to) = left.unwrap_or((lang, To::default()));
    let mut response = match vouched {
        Err(why) => not_signed_in(&state, lang, why, &to),
        Ok(who) => match people::sign_in_vouched(&state.app, &who, &session::from(&state, &headers, &extensions)).await
        {
            Ok(Ok(opened)) => {
                let answer = Redirect::to(to.page()).into_response();
                let answer = session::with_cookie(&state, answer, COOKIE, &opened.token, opened.seconds);
                session::with_device(&state, answer, opened.device.as_deref())
            }
            Ok(Err(outside)) => not_let_in(&state, lang, &outside, &to),
            Err(error) => {
                let status = StatusCode::from_u16(error.code().status()).unwrap_or(StatusCode::CONFLICT);
                let title = fill(I::NotSignedIn.text(lang), &[("why", error.code().title(lang))]);
                failed(lang, status, title, said(error, lang), to_sign_in(&to, lang))
            }
        },
    };
    if sealed.is_some() {
        keep(&state, &mut response, &kept, "", 0);
    }
    private(response)
}

fn to_sign_in(to: &To, lang: Lang) -> (String, String) {
    (to.page().to_owned(), I::BackToSignIn.text(lang).to_owned())
}

fn not_signed_in(state: &State, lang: Lang, why: Why, to: &To) -> Response {
    let (short, _, status) = told(why);
    let long = match why {
        Why::Denied => I::StaffDeniedDetail,
        Why::Over => I::StaffOverDetail,
        Why::Unavailable => I::StaffUnavailableDetail,
        Why::Unbelieved => I::StaffUnbelievedDetail,
    };
    let name = name(state, Who::Staff, lang);
    let say = |key: I| fill(key.text(lang), &[("name", &name)]);
    let title = fill(I::NotSignedIn.text(lang), &[("why", &say(short))]);
    failed(lang, status, title, say(long), to_sign_in(to, lang))
}

/// Vouched for, and still nobody here: whoever reads this has proven who they are, so it may be said.
fn not_let_in(state: &State, lang: Lang, outside: &Outside, to: &To) -> Response {
    let (short, long, login) = match outside {
        Outside::Nameless => (I::StaffNameless, I::StaffNamelessDetail, ""),
        Outside::Unknown(login) => (I::StaffUnknown, I::StaffUnknownDetail, login.as_str()),
        Outside::Disabled => (I::StaffDisabled, I::StaffDisabledDetail, ""),
    };
    let name = name(state, Who::Staff, lang);
    let say = |key: I| fill(key.text(lang), &[("name", &name), ("login", login)]);
    let title = fill(I::NotSignedIn.text(lang), &[("why", &say(short))]);
    failed(lang, StatusCode::FORBIDDEN, title, say(long), to_sign_in(to, lang))
}

fn name(state: &State, who: Who, lang: Lang) -> String {
    let name = state.app.providers.of(who).map(|provider| provider.name().to_owned());
    name.unwrap_or_else(|| I::Provider.text(lang).to_owned())
}

fn back_to(petition: Option<&str>, lang: Lang) -> (String, String) {
    let path = petition.map_or_else(|| "/petitions".to_owned(), |code| format!("/petitions/{code}"));
    let words = if petition.is_some() { I::BackToPetition.text(lang) } else { P::HomeSee.text(lang) };
    (path, words.to_owned())
}

/// A page that says why nothing was signed, and what to do.
fn not_signed(state: &State, lang: Lang, why: Why, petition: Option<&str>) -> Response {
    let (short, long, status) = told(why);
    let name = name(state, Who::Citizen, lang);
    let say = |key: I| fill(key.text(lang), &[("name", &name)]);
    let title = fill(I::NotSigned.text(lang), &[("why", &say(short))]);
    failed(lang, status, title, say(long), back_to(petition, lang))
}

/// In short, at length for whoever signs, and as a status.
const fn told(why: Why) -> (I, I, StatusCode) {
    match why {
        Why::Denied => (I::Denied, I::DeniedDetail, StatusCode::FORBIDDEN),
        Why::Over => (I::Over, I::OverDetail, StatusCode::GONE),
        Why::Unavailable => (I::Unavailable, I::UnavailableDetail, StatusCode::SERVICE_UNAVAILABLE),
        Why::Unbelieved => (I::Unbelieved, I::UnbelievedDetail, StatusCode::FORBIDDEN),
    }
}

fn failed(lang: Lang, status: StatusCode, title: String, detail: String, back: (String, String)) -> Response {
    let view = FailedPage { title, detail, back };
    private((status, html(&page(lang, "/petitions"), |page| pages::failed(&view, page))).into_response())
}
