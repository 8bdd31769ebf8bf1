//! What cases are about, and who is responsible for it: the category tree and the first routing rules.

use super::table::{SeedError, list, rows};
use hoiam_shared::ids::RuleId;
use hoiam_shared::route::RuleTarget;
use serde::Deserialize;

/// A category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Stable code.
    pub code: String,
    /// Code of the category above it.
    pub parent: Option<String>,
    /// Name in Vietnamese.
    pub name_vi: String,
    /// Name in English.
    pub name_en: String,
    /// Words that speak for it.
    pub terms: Vec<String>,
}

/// A routing rule: the first that matches and finds its agency decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// This version of it; also its place in the order.
    pub id: RuleId,
    /// Which cases, in the query language.
    pub matches: String,
    /// Where they go.
    pub target: RuleTarget,
    /// What it is for, in Vietnamese.
    pub name_vi: String,
    /// The same in English.
    pub name_en: String,
}

#[derive(Deserialize)]
struct Row {
    code: String,
    parent: String,
    name_vi: String,
    name_en: String,
    terms: String,
    target: String,
    phrase: String,
}

/// Rules by kind come first, then those by the category the citizen chose, then those by a tell-tale phrase
/// for cases without one. Their numbers leave room between the groups.
const BY_CATEGORY: i64 = 100;
const BY_PHRASE: i64 = 1_000;

pub(super) fn read() -> Result<(Vec<Category>, Vec<Rule>), SeedError> {
    const FILE: &str = "categories.csv";
    let rows: Vec<Row> = rows(FILE, include_str!("../../data/categories.csv"))?;
    let mut rules = vec![Rule {
        id: RuleId(1),
        matches: "kind:denunciation".into(),
        target: RuleTarget::Department("thanh-tra".into()),
        name_vi: "Tố cáo do Thanh tra tiếp nhận".into(),
        name_en: "Denunciations go to the inspectorate".into(),
    }];
    let leaves = || rows.iter().filter(|row| !row.parent.is_empty()).zip(1..);
    let rule = |id: i64, matches: String, row: &Row| {
        let target =
            RuleTarget::parse(&row.target).ok_or_else(|| SeedError::new(FILE, format!("{}: no target", row.code)))?;
        let (name_vi, name_en) = (row.name_vi.clone(), row.name_en.clone());
        Ok(Rule { id: RuleId(id), matches, target, name_vi, name_en })
    };
    for (row, number) in leaves() {
        rules.push(rule(BY_CATEGORY + number, format!("category:{}", row.code), row)?);
    }
    for (row, number) in leaves().filter(|(row, _)| !row.phrase.is_empty()) {
        rules.push(rule(BY_PHRASE + number, format!("\"{}\"", row.phrase), row)?);
    }
    let category = |row: &Row| Category {
        code: row.code.clone(),
        parent: (!row.parent.is_empty()).then(|| row.parent.clone()),
        name_vi: row.name_vi.clone(),
        name_en: row.name_en.clone(),
        terms: list(&row.terms),
    };
    Ok((rows.iter().map(category).collect(), rules))
}
