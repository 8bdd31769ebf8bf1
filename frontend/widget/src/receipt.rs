//! The receipt as plain text: what is copied, printed and saved.

use crate::app::App;
use crate::browser;
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
