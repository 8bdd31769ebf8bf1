//! What agencies ask of answers: whether they must be approved, and what they must bring along. The nearest line counts: the
//! agency's before those above it, the category's before those above it.

use super::{category_line, category_text, check_category, kept_by};
use crate::domain::app::App;
use crate::domain::audit::{self, Entry};
use crate::domain::error::{AppError, Result};
use crate::domain::people::Viewer;
use crate::domain::settings::{Agency, Settings};
use crate::store::Run;
use crate::store::answers::{self, RuleRow};
use hoiam_shared::answer::Evidence;
use hoiam_shared::audit::{Act, Thing};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::{AgencyId, UserId};
use hoiam_shared::wire::answers::{AnswerRuleInput, AnswerRuleView};
use hoiam_shared::{Lang, Stamp};
use serde_json::json;

/// What is asked of an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rule {
    /// It must be approved.
    pub approval: bool,
    /// What it must bring along.
    pub evidence: Vec<Evidence>,
}

/// All lines of all agencies.
#[derive(Debug, Default)]
pub struct Rules(Vec<RuleRow>);

impl Rules {
    /// Reads them.
    pub async fn load(db: &mut impl Run) -> Result<Self> {
        Ok(Self(answers::rules(db).await?))
    }

    /// What counts for a case of this agency and category.
    pub fn of(&self, settings: &Settings, agency: Option<AgencyId>, category: Option<&str>) -> Rule {
        let categories = category_line(settings, category);
        let nearest = agency.into_iter().flat_map(|id| settings.line(id)).find_map(|agency| {
            let of = |code: &&str| self.0.iter().find(|row| row.agency_id == agency.id.0 && row.category == **code);
            categories.iter().find_map(of)
        });
        nearest.map(Rule::of).unwrap_or_default()
    }
}

impl Rule {
    fn of(row: &RuleRow) -> Self {
        Self { approval: row.approval != 0, evidence: evidence(row) }
    }
}

/// A code that is no evidence any more asks for nothing.
fn evidence(row: &RuleRow) -> Vec<Evidence> {
    row.evidence.split(' ').filter_map(Evidence::from_code).collect()
}

/// The lines of an agency itself.
pub(super) async fn views(
    db: &mut impl Run,
    settings: &Settings,
    agency: &Agency,
    lang: Lang,
) -> Result<Vec<AnswerRuleView>> {
    let view = |row: &RuleRow| AnswerRuleView {
        category: row.category.clone(),
        category_text: category_text(settings, &row.category, lang),
        approval: row.approval != 0,
        evidence: evidence(row),
        changed_at: Stamp(row.changed_ms),
        changed_by: settings.person(UserId(row.user_id)).map_or_else(String::new, |person| person.name.clone()),
    };
    let rows = answers::rules(db).await?;
    Ok(rows.iter().filter(|row| row.agency_id == agency.id.0).map(view).collect())
}

/// Sets a line.
pub async fn keep(app: &App, viewer: &Viewer, input: &AnswerRuleInput) -> Result<()> {
    let settings = app.settings();
    let agency = kept_by(&settings, viewer, &input.agency)?;
    let mut wrong = Vec::new();
    check_category(&settings, &input.category, &mut wrong);
    if !wrong.is_empty() {
        return Err(AppError::Unfit(wrong));
    }
    let mut codes: Vec<&str> = input.evidence.iter().map(|evidence| evidence.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    let row = RuleRow {
        agency_id: agency.id.0,
        category: input.category.clone(),
        approval: i64::from(input.approval),
        evidence: codes.join(" "),
        changed_ms: app.now_ms(),
        user_id: viewer.id.0,
    };
    let mut tx = app.db.begin().await?;
    let old = answers::rules(&mut tx).await?.into_iter();
    let old = old
        .filter(|old| (old.agency_id, old.category.as_str()) == (row.agency_id, row.category.as_str()))
        .map(|old| told(&old))
        .next();
    answers::put_rule(&mut tx, &row).await?;
    let entry = Entry::of(Act::Changed, Thing::AnswerRule, agency.code.as_str(), agency.id);
    audit::by(app, &mut tx, viewer, entry.with(json!(old), told(&row))).await?;
    Ok(tx.commit().await?)
}

fn told(row: &RuleRow) -> serde_json::Value {
    json!({ "category": row.category, "approval": row.approval != 0, "evidence": row.evidence })
}

/// Removes a line.
pub async fn forget(app: &App, viewer: &Viewer, agency: &str, category: &str) -> Result<()> {
    let settings = app.settings();
    let agency = kept_by(&settings, viewer, agency)?;
    let mut tx = app.db.begin().await?;
    if answers::remove_rule(&mut tx, agency.id.0, category).await? == 0 {
        return Err(ErrorCode::NotFound.into());
    }
    let entry = Entry::of(Act::Removed, Thing::AnswerRule, agency.code.as_str(), agency.id);
    audit::by(app, &mut tx, viewer, entry.with(json!({ "category": category }), json!(null))).await?;
    Ok(tx.commit().await?)
}
