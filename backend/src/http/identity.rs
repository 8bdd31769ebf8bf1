//! `/identity/…`: to an identity provider and back. Pages for people, without a script: whatever becomes of it is said in
//! words, and that nothing was signed.

use super::State;
use super::extract::{InLang, cookie};
use super::petition_pages::said;
use super::portal::{html, page, private};
use super::uploads::client;
use crate::domain::petitions::vouching::{self as signing, Signing, Wish};
use crate::domain::vouching::{self, Back, Came, Who, Why};
use axum::Router;
use axum::extract::Query;
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use hoiam_portal::pages::identity::{self as pages, FailedPage, GoingPage};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::identity::Identity as I;
use hoiam_shared::catalogue::petitions::Petitions as P;

pub(super) fn routes() -> Router<State> {
    Router::new().route("/identity/citizen", get(citizen))
}

/// Sends whoever wants to sign a petition to the provider.
pub(super) async fn go(state: &State, lang: Lang, wish: Wish) -> Response {
    let petition = wish.petition.clone();
    let going = match vouching::go(&state.app, Who::Citizen, lang, wish).await {
        Ok(going) => going,
        Err(why) => return not_signed(state, lang, why, Some(&petition)),
    };
    let view = GoingPage { name: name(state, lang), url: going.url.clone() };
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

fn name(state: &State, lang: Lang) -> String {
    let name = state.app.providers.citizen.as_ref().map(|provider| provider.name().to_owned());
    name.unwrap_or_else(|| I::Provider.text(lang).to_owned())
}

fn back_to(petition: Option<&str>, lang: Lang) -> (String, String) {
    let path = petition.map_or_else(|| "/petitions".to_owned(), |code| format!("/petitions/{code}"));
    let words = if petition.is_some() { I::BackToPetition.text(lang) } else { P::HomeSee.text(lang) };
    (path, words.to_owned())
}

/// A page that says why nothing was signed, and what to do.
fn not_signed(state: &State, lang: Lang, why: Why, petition: Option<&str>) -> Response {
    let (short, long, status) = match why {
        Why::Denied => (I::Denied, I::DeniedDetail, StatusCode::FORBIDDEN),
        Why::Over => (I::Over, I::OverDetail, StatusCode::GONE),
        Why::Unavailable => (I::Unavailable, I::UnavailableDetail, StatusCode::SERVICE_UNAVAILABLE),
        Why::Unbelieved => (I::Unbelieved, I::UnbelievedDetail, StatusCode::FORBIDDEN),
    };
    let name = name(state, lang);
    let say = |key: I| fill(key.text(lang), &[("name", &name)]);
    let title = fill(I::NotSigned.text(lang), &[("why", &say(short))]);
    failed(lang, status, title, say(long), back_to(petition, lang))
}

fn failed(lang: Lang, status: StatusCode, title: String, detail: String, back: (String, String)) -> Response {
    let view = FailedPage { title, detail, back };
    private((status, html(&page(lang, "/petitions"), |page| pages::failed(&view, page))).into_response())
}
