//! Sets up an empty installation from the seed: areas, agencies, categories, rules, policies, calendars, sites
//! and people. Everything it writes can be changed afterwards; nothing here is needed again.

use crate::domain::settings::VERSION;
use crate::seed::{AreaLevel, World};
use crate::store::people::User;
use crate::store::settings::{
    self as rows, AgencyRow, AreaRow, CalendarRow, CategoryRow, PolicyRow, QuestionRow, RuleRow, SiteRow,
};
use crate::store::{Db, Result, counters, people};
use hoiam_shared::case::CaseKind;
use hoiam_shared::ids::AgencyId;
use std::collections::HashMap;

/// Writes the seed. `password_hash` is given to every person of it.
pub async fn install(db: &Db, world: &World, password_hash: &str) -> Result<()> {
    let mut tx = db.begin().await?;
    rows::areas::insert(&mut tx, &areas(world)).await?;
    rows::agencies::insert(&mut tx, &agencies(world)).await?;
    rows::categories::insert(&mut tx, &categories(world)).await?;
    let json = |value: &dyn erased::Json| value.json();
    let calendars: Vec<_> = world.calendars.iter().map(|c| CalendarRow { id: c.id.0, spec: json(c) }).collect();
    rows::calendars::insert(&mut tx, &calendars).await?;
    let policy = |(position, policy): (i64, &hoiam_shared::clock::Policy)| PolicyRow {
        id: policy.id.0,
        position,
        code: policy.code.clone(),
        active: i64::from(policy.enabled),
        spec: json(policy),
    };
    rows::policies::insert(&mut tx, &(0..).zip(&world.policies).map(policy).collect::<Vec<_>>()).await?;
    rows::rules::insert(&mut tx, &rules(world)).await?;
    rows::sites::insert(&mut tx, &sites(world)).await?;
    rows::questions::insert(&mut tx, &questions(world)).await?;
    for user in &world.users {
        people::insert(&mut tx, &User::new(user.id, &user.login, &user.name, password_hash)).await?;
        for grant in &user.grants {
            people::grant(&mut tx, user.id, *grant).await?;
        }
    }
    counters::take(&mut tx, VERSION, 1).await?;
    tx.commit().await
}

/// Serialising without naming the type.
mod erased {
    pub(super) trait Json {
        fn json(&self) -> String;
    }
    impl<T: serde::Serialize> Json for T {
        fn json(&self) -> String {
            serde_json::to_string(self).unwrap_or_default()
        }
    }
}

fn areas(world: &World) -> Vec<AreaRow> {
    let row = |area: &crate::seed::Area| AreaRow {
        code: area.code.clone(),
        level: match area.level {
            AreaLevel::Province => "province",
            AreaLevel::Commune => "commune",
        }
        .to_owned(),
        parent: area.parent.clone(),
        name_vi: area.name_vi.clone(),
        name_en: area.name_en.clone(),
        aliases: area.aliases.join("\n"),
        version: 1,
        closed_ms: None,
        successor: None,
        tile: area.tile.map(|(column, row)| format!("{column},{row}")),
    };
    world.areas.iter().map(row).collect()
}

/// Agencies with the nested-set numbers of their branches.
fn agencies(world: &World) -> Vec<AgencyRow> {
    let mut below: HashMap<Option<AgencyId>, Vec<AgencyId>> = HashMap::new();
    for agency in &world.agencies {
        below.entry(agency.parent).or_default().push(agency.id);
    }
    let mut ranges: HashMap<AgencyId, (i64, i64)> = HashMap::new();
    let mut next = 1;
    for top in below.get(&None).into_iter().flatten() {
        number(*top, &below, &mut next, &mut ranges);
    }
    let row = |agency: &crate::seed::Agency| {
        let (low, high) = ranges.get(&agency.id).copied().unwrap_or_default();
        AgencyRow {
            id: agency.id.0,
            code: agency.code.clone(),
            parent_id: agency.parent.map(|id| id.0),
            name_vi: agency.name_vi.clone(),
            name_en: agency.name_en.clone(),
            aliases: agency.aliases.join("\n"),
            area: agency.area.clone(),
            role: agency.role.clone(),
            calendar_id: agency.calendar.map(|id| id.0),
            low,
            high,
            identifier: String::new(),
            contact: String::new(),
            version: 1,
            closed_ms: None,
            successor_id: None,
        }
    };
    world.agencies.iter().map(row).collect()
}

/// Numbers a branch in preorder: an agency's own number first, the last of its branch after. The tree is a
/// few levels deep.
fn number(
    id: AgencyId,
    below: &HashMap<Option<AgencyId>, Vec<AgencyId>>,
    next: &mut i64,
    ranges: &mut HashMap<AgencyId, (i64, i64)>,
) {
    let low = *next;
    *next += 1;
    for child in below.get(&Some(id)).into_iter().flatten() {
        number(*child, below, next, ranges);
    }
    ranges.insert(id, (low, *next - 1));
}

fn categories(world: &World) -> Vec<CategoryRow> {
    let row = |(position, category): (i64, &crate::seed::Category)| CategoryRow {
        code: category.code.clone(),
        parent: category.parent.clone(),
        name_vi: category.name_vi.clone(),
        name_en: category.name_en.clone(),
        position,
        aliases: String::new(),
        version: 1,
        closed_ms: None,
        successor: None,
    };
    (0..).zip(&world.categories).map(row).collect()
}

fn rules(world: &World) -> Vec<RuleRow> {
    let row = |(position, rule): (i64, &crate::seed::Rule)| RuleRow {
        id: rule.id.0,
        position,
        active: 1,
        query: rule.matches.clone(),
        target: rule.target.to_string(),
        name_vi: rule.name_vi.clone(),
        name_en: rule.name_en.clone(),
    };
    (0..).zip(&world.rules).map(row).collect()
}

fn questions(world: &World) -> Vec<QuestionRow> {
    let row = |(position, spec): (i64, &serde_json::Value)| QuestionRow {
        id: position + 1,
        site_id: None,
        position,
        active: 1,
        spec: spec.to_string(),
    };
    (0..).zip(&world.questions).map(row).collect()
}

fn sites(world: &World) -> Vec<SiteRow> {
    // Petitions collect signatures, which no site does yet.
    let kinds: Vec<&str> =
        CaseKind::ALL.iter().filter(|kind| **kind != CaseKind::Petition).map(|kind| kind.code()).collect();
    let row = |site: &crate::seed::Site| {
        let mut origins = site.origins.clone();
        if site.any_loopback {
            origins.push("loopback".to_owned());
        }
        SiteRow {
            id: site.id.0,
            key: site.key.clone(),
            agency_id: site.agency.0,
            name_vi: site.name_vi.clone(),
            name_en: site.name_en.clone(),
            origins: origins.join("\n"),
            kinds: kinds.join("\n"),
            colour: site.colour.to_owned(),
            publishes: 1,
        }
    };
    world.sites.iter().map(row).collect()
}
