//! Asking the browser for a passkey. Question and answer are texts that only it and the server understand.

use crate::state::request::{Answer, Request};
use hoiam_kit::{Cause, Trouble};
use hoiam_shared::Lang;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::passkeys::PasskeyAsked;
use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = PublicKeyCredential, js_name = parseCreationOptionsFromJSON)]
    fn to_make(json: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = PublicKeyCredential, js_name = parseRequestOptionsFromJSON)]
    fn to_use(json: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["navigator", "credentials"])]
    async fn create(options: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["navigator", "credentials"])]
    async fn get(options: &JsValue) -> Result<JsValue, JsValue>;
}

/// What is done with a passkey.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// A new one is made.
    Make,
    /// One is used.
    Use,
}

/// Whether this browser can, here: browsers have none of it on a page that somebody in between could change.
pub fn can() -> bool {
    let class = Reflect::get(&js_sys::global(), &"PublicKeyCredential".into());
    class.is_ok_and(|class| Reflect::has(&class, &"parseRequestOptionsFromJSON".into()).unwrap_or(false))
}

/// Gets a question, and what the browser makes of it; the name of the question comes along.
pub async fn answered(asked: Request<PasskeyAsked>, deed: Deed, lang: Lang) -> Answer<(String, String)> {
    let asked = asked.await?;
    // Cancelled, no such passkey, too late: the browser does not tell, so that no page can find out who has one.
    let refused = |_| Trouble::local(Cause::Refused(Some(ErrorCode::PasskeyRefused)), 0, lang);
    Ok((asked.id, browser(&asked.options, deed).await.map_err(refused)?))
}

async fn browser(options: &str, deed: Deed) -> Result<String, JsValue> {
    let json = JSON::parse(options)?;
    let wanted = Object::new();
    let options = if deed == Deed::Make { to_make(&json)? } else { to_use(&json)? };
    Reflect::set(&wanted, &"publicKey".into(), &options)?;
    let made = if deed == Deed::Make { create(&wanted).await? } else { get(&wanted).await? };
    Ok(JSON::stringify(&made)?.into())
}
