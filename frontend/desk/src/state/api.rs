//! The session, which every program asks about.

use super::App;
use super::request::Request;
use hoiam_shared::wire::passkeys::{PasskeyAnswer, PasskeyAsked};
use hoiam_shared::wire::people::{CodeInput, PasswordInput};
use hoiam_shared::wire::session::{ProviderView, SessionNew, SessionView};
use leptos::prelude::*;

const SESSION: &str = "/api/v1/session";

/// Who is signed in, by the cookie.
pub fn session(app: App) -> Request<SessionView> {
    Request::get(app, app.lang.get_untracked(), SESSION)
}

/// How one can sign in besides.
pub fn provider(app: App) -> Request<ProviderView> {
    Request::get(app, app.lang.get_untracked(), format!("{SESSION}/provider"))
}

/// Signs in.
pub fn sign_in(app: App, input: &SessionNew) -> Request<SessionView> {
    Request::send(app, "POST", SESSION, input)
}

/// What the browser is to be asked before somebody signs in with a passkey.
pub fn ask_passkey(app: App) -> Request<PasskeyAsked> {
    Request::send(app, "POST", format!("{SESSION}/passkey/ask"), &())
}

/// Signs in with a passkey.
pub fn sign_in_passkey(app: App, input: &PasskeyAnswer) -> Request<SessionView> {
    Request::send(app, "POST", format!("{SESSION}/passkey"), input)
}

/// Chooses another password.
pub fn change_password(app: App, input: &PasswordInput) -> Request<SessionView> {
    Request::send(app, "PUT", format!("{SESSION}/password"), input)
}

/// Finishes signing in with a code.
pub fn pass(app: App, input: &CodeInput) -> Request<SessionView> {
    Request::send(app, "POST", format!("{SESSION}/code"), input)
}

/// Signs out.
pub fn sign_out(app: App) -> Request<()> {
    Request::delete(app, SESSION)
}
