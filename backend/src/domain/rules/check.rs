//! Whether a rule can be stored at all. What can be stored and is still a mistake is for [`super::lint`].

use crate::domain::error::{AppError, Result};
use crate::domain::settings::Settings;
use hoiam_shared::Lang;
use hoiam_shared::check::{self, Fault};
use hoiam_shared::error::FieldError;
use hoiam_shared::limits;
use hoiam_shared::query::parse;
use hoiam_shared::route::RuleTarget;
use hoiam_shared::wire::routing::RuleInput;

/// Rules at most: each is asked of each case.
pub const MOST_RULES: usize = 1_000;

/// Refuses a rule that cannot be read.
pub fn rule(settings: &Settings, input: &RuleInput, lang: Lang) -> Result<()> {
    let mut faults: Vec<Fault> = Vec::new();
    check::text("query", &input.query, 1, limits::QUERY_CHARS, &mut faults);
    check::text("target", &input.target, 1, limits::NAME_CHARS, &mut faults);
    check::text("name_vi", &input.name_vi, 1, limits::NAME_CHARS, &mut faults);
    check::text("name_en", &input.name_en, 1, limits::NAME_CHARS, &mut faults);
    let target = input.target.trim();
    if faults.is_empty() && !exists(settings, target) {
        faults.push(Fault::new("target", FieldError::UnknownValue));
    }
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    parse(input.query.trim()).map(|_| ()).map_err(|error| AppError::bad_query(input.query.trim(), &error, lang))
}

/// Whether somebody can ever be meant by it.
pub fn exists(settings: &Settings, target: &str) -> bool {
    match RuleTarget::parse(target) {
        None => false,
        Some(RuleTarget::Commune | RuleTarget::Province) => true,
        Some(RuleTarget::Agency(code)) => settings.agency_by_code(&code).is_some(),
        Some(RuleTarget::Department(role)) => {
            settings.areas().any(|area| settings.playing(&role, &area.code).is_some())
        }
    }
}
