//! What can be changed of an agency, as fields of a form.

use super::super::line::{Area, Line};
use hoiam_shared::catalogue::agencies::AgencyPage as P;
use hoiam_shared::limits;
use hoiam_shared::wire::agencies::AgencyFields;
use leptos::prelude::*;

/// Nothing yet.
pub fn empty() -> AgencyFields {
    AgencyFields {
        name_vi: String::new(),
        name_en: String::new(),
        aliases: Vec::new(),
        area: None,
        role: None,
        identifier: String::new(),
        contact: String::new(),
    }
}

fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.trim().is_empty())
}

/// The fields.
#[component]
pub fn Fields(
    /// What is in them.
    kept: RwSignal<AgencyFields>,
) -> impl IntoView {
    let text = move |read: fn(&AgencyFields) -> String| Signal::derive(move || kept.with(read));
    view! {
        <Line id="agency-vi".to_owned() label=P::NameVi required=true most=limits::TITLE_CHARS
            value=text(|k| k.name_vi.clone()) change=move |v| kept.update(|k| k.name_vi = v)/>
        <Line id="agency-en".to_owned() label=P::NameEn required=true most=limits::TITLE_CHARS
            value=text(|k| k.name_en.clone()) change=move |v| kept.update(|k| k.name_en = v)/>
        <Area id="agency-aliases".to_owned() label=P::Aliases help=P::AliasesHelp rows=3
            value=text(|k| k.aliases.join("\n")) change=move |v| kept.update(|k| k.aliases = v.lines().map(str::to_owned).collect())/>
        <div class="day-lines">
            <Line id="agency-area".to_owned() label=P::Area help=P::AreaHelp most=10
                value=text(|k| k.area.clone().unwrap_or_default()) change=move |v| kept.update(|k| k.area = some(v))/>
            <Line id="agency-role".to_owned() label=P::Role help=P::RoleHelp most=60
                value=text(|k| k.role.clone().unwrap_or_default()) change=move |v| kept.update(|k| k.role = some(v))/>
            <Line id="agency-identifier".to_owned() label=P::Identifier most=60
                value=text(|k| k.identifier.clone()) change=move |v| kept.update(|k| k.identifier = v)/>
        </div>
        <Area id="agency-contact".to_owned() label=P::Contact rows=3
            value=text(|k| k.contact.clone()) change=move |v| kept.update(|k| k.contact = v)/>
    }
}
