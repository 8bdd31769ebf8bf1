//! Choosing an agency, whose settings are loaded then. Begins with the agency whose administrator the reader is.

use super::line::Label;
use hoiam_desk::parts::agency::{AgencyField as Field, Text};
use hoiam_desk::state::{Who, app};
use hoiam_shared::catalogue::telling::LetterPage;
use leptos::prelude::*;

/// The code of the agency whose settings the reader keeps; administrators keep all that coordinators do.
pub fn own() -> String {
    app().who.with_untracked(|who| match who {
        Who::Person(session) => {
            let kept = session.grants.iter().find(|grant| grant.role.changes_answers());
            kept.map(|grant| grant.agency.code.clone()).unwrap_or_default()
        }
        Who::Asking | Who::Unreachable(_) | Who::Nobody => String::new(),
    })
}

/// The field.
#[component]
pub fn AgencyField(
    /// Code of the agency that was chosen.
    chosen: RwSignal<String>,
    /// Of the input; pages with several give each its own.
    #[prop(default = "agency")]
    id: &'static str,
    /// What it is; the agency whose settings are shown when not said.
    #[prop(optional, into)]
    label: Option<Label>,
) -> impl IntoView {
    let help: Option<Text> = label.is_none().then(|| Box::new(|lang| LetterPage::AgencyHelp.text(lang)) as Text);
    let label = label.unwrap_or(LetterPage::Agency.into());
    let choose = Callback::new(move |code| chosen.set(code));
    view! { <Field chosen=chosen.into() choose id label=Box::new(move |lang| label.text(lang)) help/> }
}
