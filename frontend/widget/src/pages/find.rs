//! Looking a case up by its code, and with the secret if there is one.

use crate::app::App;
use crate::fields::{Asked, line, main_button};
use crate::frame::heading;
use crate::ui::{View, div};
use hoiam_flow::{Event, Field};
use hoiam_shared::catalogue::widget::Widget as T;

/// The page.
pub fn view(app: App) -> View {
    let code = Asked::new(Field::Code, T::CodeLabel).hint(T::CodeHint);
    let secret = Asked::new(Field::Secret, T::SecretLabel).hint(T::SecretHint).optional(true);
    div("find")
        .has(heading(app.t(T::FindAsk)))
        .with(line(app, &code, "text", "off", Event::Look))
        .with(line(app, &secret, "text", "off", Event::Look))
        .has(div("actions").with(main_button(app, T::Look, T::Looking, Event::Look)))
        .view()
}
