//! The receipt as plain text: what is copied, printed and saved; and the signed one, which the server gives.

use crate::app::App;
use crate::fields::button;
use crate::ui::{View, el};
use crate::{browser, run};
use hoiam_flow::Event;
use hoiam_kit::Citizen;
use hoiam_shared::catalogue::widget::Widget as T;
use hoiam_shared::wire::intake::Receipt;

/// The whole receipt.
pub fn text(app: App, receipt: &Receipt) -> String {
    let mut out = String::from(app.t(T::ReceiptTitle));
    let mut line = |name: &str, value: &str| {
        out.push('\n');
        out.push_str(name);
        out.push_str(": ");
        out.push_str(value);
    };
    line(app.t(T::CodeLabel), &receipt.code);
    line(app.t(T::SecretLabel), &receipt.secret);
    line(app.t(T::HeldBy), &receipt.agency.name);
    if let Some(due) = receipt.due_at {
        line(app.t(T::DueLabel), &browser::last_day(due, app.lang()));
    }
    line(app.t(T::TrackLink), &receipt.tracking_url);
    out.push_str("\n\n");
    out.push_str(app.t(T::SecretNote));
    out.push('\n');
    out
}

/// The receipt as an address that a browser saves as a file; needs neither a blob nor the server.
pub fn address(text: &str) -> String {
    // The mark tells editors that it is UTF-8.
    let mut out = String::from("data:text/plain;charset=utf-8,%EF%BB%BF");
    out.push_str(&String::from(js_sys::encode_uri_component(text)));
    out
}

/// A button that saves the signed receipt of a case as a file.
pub fn signed(app: App, code: String, secret: String) -> View {
    button("link", app.t(T::SignedReceipt), move |_| {
        let citizen = app.citizen();
        let request = citizen.signed(code.trim(), secret.trim());
        let mut name = code.trim().to_owned();
        name.push_str("-signed.txt");
        let heard = move |_: &Citizen, answer: Result<wasm_bindgen::JsValue, hoiam_kit::Trouble>| match answer {
            Ok(text) => {
                save(&name, &text.as_string().unwrap_or_default());
                None
            }
            Err(trouble) => Some(Event::CaseFailed(run::refusal(trouble))),
        };
        run::ask(app, citizen, request, Box::new(heard));
    })
    .view()
}

/// Saves a text as a file. The link need not stand anywhere to be followed.
fn save(name: &str, text: &str) {
    let link = el("a").at("href", &address(text)).at("download", name).element();
    if let Some(link) = wasm_bindgen::JsCast::dyn_ref::<web_sys::HtmlElement>(&link) {
        link.click();
    }
}
