//! The learned suggestion in use: from a text to the agency it probably belongs to, how sure that is, and the
//! words that decided. It comes after people and rules, never before, and is silent where it is not sure.

use super::settings::Settings;
use crate::routing_model::{Model, Scratch};
use crate::store::{Read, learning};
use hoiam_shared::ids::AgencyId;
use hoiam_shared::route::{COMMITTEE, Directory, RuleTarget};
use std::cell::RefCell;

/// Counter that every new model and every new threshold moves.
pub const VERSION: &str = "routing_model";

/// From which probability a suggestion counts, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// Shown to a coordinator from here on.
    pub shows_at: u16,
    /// Routes by itself from here on.
    pub routes_at: u16,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { shows_at: 400, routes_at: 750 }
    }
}

/// The model in use, with what was read beside it.
#[derive(Debug, Default)]
pub struct Suggester {
    /// Value of the counter when it was read.
    pub version: i64,
    /// The model, if there is one.
    pub model: Option<Model>,
    /// From when on it counts.
    pub thresholds: Thresholds,
}

/// One agency suggested.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggested {
    /// Which.
    pub agency: AgencyId,
    /// How sure, in thousandths.
    pub sure: u16,
    /// The words that decided, as the citizen typed them.
    pub words: Vec<String>,
}

/// Words that are shown.
const WORDS: usize = 5;

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl Suggester {
    /// Reads what is in use. Bytes that are no model of this version are as good as none: they are learned anew.
    pub async fn load(read: &mut Read<'_>, version: i64) -> Result<Self, crate::store::StoreError> {
        let thresholds = learning::thresholds(read).await?.and_then(|(shows, routes)| {
            Some(Thresholds { shows_at: u16::try_from(shows).ok()?, routes_at: u16::try_from(routes).ok()? })
        });
        let model = match learning::in_use(read).await? {
            Some(row) => learning::bytes(read, row.id).await?.and_then(|bytes| Model::decode(&bytes)),
            None => None,
        };
        Ok(Self { version, model, thresholds: thresholds.unwrap_or_default() })
    }

    /// The agency for a new case, if the model is sure enough to route it by itself.
    pub fn route(&self, settings: &Settings, text: &str, area: Option<&str>) -> Option<(AgencyId, u16)> {
        let model = self.model.as_ref()?;
        let said = SCRATCH.with_borrow_mut(|scratch| model.predict(text, scratch));
        let sure = thousandths(said.probability);
        if sure < self.thresholds.routes_at {
            return None;
        }
        Some((target(settings, &model.labels[said.label], area)?, sure))
    }

    /// What a coordinator is shown: the surest first, at most three, none when even that is not sure enough.
    pub fn suggestions(&self, settings: &Settings, text: &str, area: Option<&str>) -> Vec<Suggested> {
        let Some(model) = &self.model else { return Vec::new() };
        let ranking = model.ranking(text);
        if ranking.first().is_none_or(|first| thousandths(first.probability) < self.thresholds.shows_at) {
            return Vec::new();
        }
        let words = |label: usize| {
            let deciding = model.explain(text, label, WORDS);
            deciding.iter().map(|d| text[d.start..d.end].split_whitespace().collect::<Vec<_>>().join(" ")).collect()
        };
        let found = ranking.into_iter().filter(|said| said.probability >= 0.05);
        let mut out: Vec<Suggested> = Vec::new();
        for said in found {
            if let Some(agency) = target(settings, &model.labels[said.label], area)
                && out.iter().all(|other| other.agency != agency)
            {
                out.push(Suggested { agency, sure: thousandths(said.probability), words: words(said.label) });
            }
            if out.len() == 3 {
                break;
            }
        }
        // Where the surest has nobody in this place, the next best is no suggestion.
        if out.first().is_none_or(|first| first.sure < self.thresholds.shows_at) { Vec::new() } else { out }
    }
}

fn thousandths(p: f32) -> u16 {
    (p * 1000.0).round().clamp(0.0, 1000.0) as u16
}

fn target(settings: &Settings, label: &str, area: Option<&str>) -> Option<AgencyId> {
    RuleTarget::parse(label)?.resolve(area, settings)
}

/// What the classifier calls an agency for a case in this place: the part it plays there, so that what was learned in
/// one province holds in all of them; the agency itself where it plays none.
pub fn label_of(settings: &Settings, area: Option<&str>, agency: AgencyId) -> Option<String> {
    let code = &settings.agency(agency)?.code;
    let Some(area) = area else { return Some(code.clone()) };
    let line = settings.area_line(area);
    if settings.by_role(COMMITTEE, area) == Some(agency) && line.len() > 1 {
        return Some(RuleTarget::Commune.to_string());
    }
    let province = line.last()?;
    if settings.by_role(COMMITTEE, province) == Some(agency) {
        return Some(RuleTarget::Province.to_string());
    }
    let role = settings.agency(agency)?.role.as_deref();
    match role {
        Some(role) if settings.by_role(role, province) == Some(agency) => {
            Some(RuleTarget::Department(role.to_owned()).to_string())
        }
        _ => Some(code.clone()),
    }
}

/// The words of a case as the classifier reads them.
pub fn text_of(title: &str, body: &str) -> String {
    // The title is often the first words of the text.
    let shown = title.trim_end_matches('…');
    if body.starts_with(shown) { body.to_owned() } else { format!("{title}.\n{body}") }
}
