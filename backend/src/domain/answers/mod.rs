//! Answers before they go out: templates to begin with ([`templates`]), what an agency asks of them ([`rules`]), whether one
//! may go to the approver or the citizen ([`checking`]), and the page that the citizen would see ([`preview`]).

pub mod checking;
pub mod preview;
pub mod rules;
pub mod templates;

use super::error::{AppError, Result};
use super::people::Viewer;
use super::settings::{Agency, Category, Settings};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::answers::AnswerPage;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::rights::Role;
use hoiam_shared::unfit::{Unfit, Why};

/// The agency named, if the person keeps its templates and rules.
fn kept_by<'s>(settings: &'s Settings, viewer: &Viewer, code: &str) -> Result<&'s Agency> {
    let agency = settings.agency_by_code(code).ok_or(AppError::Code(ErrorCode::NotFound))?;
    match viewer.holds(settings, Some(agency.id), Role::changes_answers) {
        true => Ok(agency),
        false => Err(ErrorCode::Denied.into()),
    }
}

/// A category and all above it, itself first; the last is the empty one, which means all.
fn category_line<'s>(settings: &'s Settings, code: Option<&str>) -> Vec<&'s str> {
    let above = |category: &&'s Category| category.parent.as_deref().and_then(|code| settings.category(code));
    let own = code.and_then(|code| settings.category(code));
    let mut line: Vec<&str> = std::iter::successors(own, above).map(|category| category.code.as_str()).collect();
    line.push("");
    line
}

/// A category that there is, or none.
fn check_category(settings: &Settings, code: &str, wrong: &mut Vec<Unfit>) {
    if !code.is_empty() && settings.category(code).is_none() {
        wrong.push(Unfit::new("category", Why::UnknownValue, code));
    }
}

fn category_text(settings: &Settings, code: &str, lang: Lang) -> String {
    match settings.category(code) {
        Some(category) => category.name(lang).to_owned(),
        None => AnswerPage::AllCategories.text(lang).to_owned(),
    }
}
