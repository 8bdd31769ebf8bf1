//! What administrators ask the server about tokens of other programs.

use hoiam_desk::state::App;
use hoiam_desk::state::request::Request;
use hoiam_shared::Lang;
use hoiam_shared::wire::tokens::{TokenMade, TokenNew, TokensView};

const TOKENS: &str = "/api/v1/admin/tokens";

/// All of the reader's branches.
pub fn tokens(app: App, lang: Lang) -> Request<TokensView> {
    Request::get(app, lang, TOKENS)
}

/// Makes one.
pub fn make(app: App, new: &TokenNew) -> Request<TokenMade> {
    Request::send(app, "POST", TOKENS, new)
}

/// Takes one back.
pub fn revoke(app: App, id: i64) -> Request<TokensView> {
    Request::delete(app, format!("{TOKENS}/{id}"))
}
