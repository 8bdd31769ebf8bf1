//! A change of a site in words: the parts that differ, as they were and as they are.

use crate::domain::settings::Settings;
use crate::store::sites::ChangeRow;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::sites::SitePage as T;
use hoiam_shared::ids::UserId;
use hoiam_shared::wire::sites::{SiteChange, SiteInput};

/// What stands in `was` and `became` when only the logo was changed.
pub(super) const LOGO_SET: &str = "logo";
pub(super) const LOGO_REMOVED: &str = "no logo";

/// A change as it is shown.
pub(super) fn change(settings: &Settings, row: &ChangeRow, lang: Lang) -> SiteChange {
    SiteChange {
        at: super::stamp(row.at_ms),
        who: settings.person(UserId(row.user_id)).map_or_else(String::new, |person| person.name.clone()),
        text: text(&row.was, &row.became, lang),
    }
}

fn text(was: &str, became: &str, lang: Lang) -> String {
    match became {
        LOGO_SET => return T::ChangedLogo.text(lang).to_owned(),
        LOGO_REMOVED => return T::ChangedNoLogo.text(lang).to_owned(),
        _ => {}
    }
    let read = |json: &str| serde_json::from_str::<SiteInput>(json).ok();
    let (Some(before), Some(after)) = (read(was), read(became)) else { return T::ChangedNew.text(lang).to_owned() };
    let mut parts: Vec<String> = Vec::new();
    let mut differs = |label: T, before: String, after: String| {
        if before != after {
            let of = |text: String| if text.is_empty() { "–".to_owned() } else { text };
            let what = [("what", label.text(lang)), ("before", &of(before)), ("after", &of(after))];
            parts.push(fill(T::ChangedPart.text(lang), &what));
        }
    };
    let yes = |is: bool| if is { T::Yes } else { T::No }.text(lang).to_owned();
    let side = |left: bool| if left { T::CornerLeft } else { T::CornerRight }.text(lang).to_owned();
    let kinds = |input: &SiteInput| input.kinds.iter().map(|k| k.name(lang)).collect::<Vec<_>>().join(", ");
    differs(T::Agency, before.agency.clone(), after.agency.clone());
    differs(T::NameVi, before.name.vi.clone(), after.name.vi.clone());
    differs(T::NameEn, before.name.en.clone(), after.name.en.clone());
    differs(T::Origins, before.origins.join(" "), after.origins.join(" "));
    differs(T::Kinds, kinds(&before), kinds(&after));
    differs(T::Colour, before.colour.clone(), after.colour.clone());
    differs(T::Corner, side(before.left), side(after.left));
    differs(T::LabelVi, before.label.vi.clone(), after.label.vi.clone());
    differs(T::LabelEn, before.label.en.clone(), after.label.en.clone());
    differs(T::Frame, yes(before.frame), yes(after.frame));
    differs(T::Publishes, yes(before.publishes), yes(after.publishes));
    let ids = |input: &SiteInput| input.questions.iter().map(|q| q.id.as_str()).collect::<Vec<_>>().join(", ");
    differs(T::Questions, ids(&before), ids(&after));
    // The same questions, asked otherwise.
    for (old, new) in before.questions.iter().zip(&after.questions) {
        if old != new && old.id == new.id {
            parts.push(fill(T::ChangedQuestion.text(lang), &[("id", &old.id)]));
        }
    }
    parts.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use hoiam_shared::case::CaseKind;
    use hoiam_shared::wire::sites::Bilingual;

    #[test]
    fn a_change_names_what_differs() {
        let input = SiteInput {
            key: "xa".into(),
            agency: "ubnd-1".into(),
            name: Bilingual { vi: "Xã".into(), en: "Commune".into() },
            origins: vec!["https://a.vn".into()],
            kinds: vec![CaseKind::Feedback],
            colour: "#0b6e76".into(),
            left: false,
            label: Bilingual::default(),
            frame: false,
            publishes: true,
            questions: Vec::new(),
        };
        let json = |input: &SiteInput| serde_json::to_string(input).unwrap();
        let after = SiteInput { colour: "#8a1c1c".into(), left: true, ..input.clone() };
        assert_eq!(
            text(&json(&input), &json(&after), Lang::En),
            "Colour: #0b6e76 → #8a1c1c; Side of the launcher: right → left"
        );
        assert_eq!(text("", &json(&input), Lang::En), T::ChangedNew.text(Lang::En));
    }
}
