//! What the installation is set up with, in memory: read whole at the start and again when its `settings` counter
//! moves. Looking things up here costs no query, so screening, routing and clocks are plain functions.

pub mod changing;
mod finding;
mod heirs;
mod places;

use super::petitions;
pub use super::sites::Site;
use super::sites::{Look, Question};
use crate::store::{Db, Read, counters, people, petitions as petition_rows, settings as rows};
use finding::known_as;
use hoiam_shared::Lang;
use hoiam_shared::case::CaseKind;
use hoiam_shared::clock::{Calendar, Calendars, Policy};
use hoiam_shared::ids::{AgencyId, CalendarId, PolicyId, RuleId, SiteId, UserId};
use hoiam_shared::query::{CaseFacts, Clock, Compiled, Context, FixedOffset, Names, Node, StateValue, Test, parse};
use hoiam_shared::route::{Directory, RuleTarget};
use hoiam_shared::text::abbr::Abbreviations;
pub use places::{Agency, Area, Category, KeptAgency, KeptPlace};
use places::{lines, tile};
use std::collections::HashMap;

/// Name of the counter that every change of settings moves.
pub const VERSION: &str = "settings";

/// A query of the settings, ready to be asked of a case.
#[derive(Debug, Clone)]
pub struct Asked {
    tree: Node,
    /// Compiled once; `None` when it compares with the present, which moves.
    fixed: Option<Compiled>,
}

impl Asked {
    /// Whether the case is one of those it means, at `now_ms`.
    pub fn matches(&self, settings: &Settings, facts: &CaseFacts<'_>, now_ms: i64) -> bool {
        match &self.fixed {
            Some(compiled) => compiled.matches(facts),
            None => settings.compile(&self.tree, now_ms, None).matches(facts),
        }
    }
}

/// A routing rule in force.
#[derive(Debug, Clone)]
pub struct Rule {
    /// This version.
    pub id: RuleId,
    /// When it matches, as written.
    pub text: String,
    /// The same, ready to be asked.
    pub query: Asked,
    /// Where it sends.
    pub target: RuleTarget,
}

/// A stored setting cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("settings: {table} {row}: {why}")]
pub struct BadSetting {
    table: &'static str,
    row: String,
    why: String,
}

/// A member of staff, as others see them.
#[derive(Debug, Clone)]
pub struct Person {
    /// Login.
    pub login: String,
    /// Display name.
    pub name: String,
    /// Another program, by its token.
    pub machine: bool,
}

/// Everything, read at one version.
#[derive(Debug, Default)]
pub struct Settings {
    /// Value of the `settings` counter.
    pub version: i64,
    agencies: HashMap<AgencyId, Agency>,
    agency_codes: HashMap<String, AgencyId>,
    roles: HashMap<(String, String), AgencyId>,
    children: HashMap<Option<AgencyId>, Vec<AgencyId>>,
    areas: Vec<Area>,
    area_codes: HashMap<String, usize>,
    categories: Vec<Category>,
    /// Rules in force, in order.
    pub rules: Vec<Rule>,
    /// Every version of every rule, as written: a case says by which it went where it is.
    rule_texts: HashMap<RuleId, String>,
    /// All policies, in order of matching.
    pub policies: Vec<Policy>,
    policy_queries: HashMap<PolicyId, Asked>,
    /// Extra questions in use, in order.
    pub questions: Vec<Question>,
    looks: HashMap<SiteId, Look>,
    /// All calendars, compiled.
    pub calendars: Calendars,
    sites: HashMap<String, Site>,
    people: HashMap<UserId, Person>,
    logins: HashMap<String, UserId>,
    /// By which rules petitions are taken, and what is switched off.
    pub petitions: petitions::rules::Kept,
    words: Abbreviations,
}

impl Settings {
    /// Reads everything. Settings that cannot be used are an error, never skipped.
    pub async fn load(db: &Db) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let read: &mut Read<'_> = &mut db.read();
        let version = counters::peek(read, VERSION).await?;
        let mut all = Self { version, words: Abbreviations::builtin(), ..Self::default() };
        all.add_areas(rows::areas::all(read).await?);
        all.add_agencies(rows::agencies::all(read).await?);
        for row in rows::categories::all(read).await? {
            let kept = KeptPlace {
                aliases: lines(&row.aliases),
                version: row.version,
                closed_ms: row.closed_ms,
                successor: row.successor,
            };
            let category = Category {
                code: row.code,
                parent: row.parent,
                names: [row.name_vi, row.name_en],
                position: row.position,
                kept,
            };
            all.categories.push(category);
        }
        for user in people::all(read).await? {
            all.logins.insert(user.login.clone(), user.id);
            all.people.insert(user.id, Person { login: user.login, name: user.name, machine: user.machine });
        }
        all.add_calendars(rows::calendars::all(read).await?)?;
        all.add_sites(rows::sites::all(read).await?)?;
        all.add_policies(rows::policies::all(read).await?)?;
        all.add_rules(rows::rules::all(read).await?)?;
        let (written, off) = (petition_rows::rules(read).await?, petition_rows::switches(read).await?);
        let bad = |(agency, why): (i64, String)| BadSetting {
            table: "petition rules of agency",
            row: agency.to_string(),
            why,
        };
        all.petitions = petitions::rules::Kept::of(written, off).map_err(bad)?;
        for row in rows::questions::all(read).await?.into_iter().filter(|row| row.active != 0) {
            let bad = |why| BadSetting { table: "question", row: row.id.to_string(), why };
            all.questions.push(Question::read(&row).map_err(bad)?);
        }
        for row in rows::looks::all(read).await? {
            let bad = |why| BadSetting { table: "look", row: row.site_id.to_string(), why };
            all.looks.insert(SiteId(row.site_id), Look::read(&row).map_err(bad)?);
        }
        Ok(all)
    }

    fn add_areas(&mut self, rows: Vec<rows::AreaRow>) {
        for row in rows {
            let names = [row.name_vi, row.name_en];
            let known_as = known_as(&names, &row.aliases);
            self.area_codes.insert(row.code.clone(), self.areas.len());
            let kept = KeptPlace {
                aliases: lines(&row.aliases),
                version: row.version,
                closed_ms: row.closed_ms,
                successor: row.successor,
            };
            let tile = row.tile.as_deref().and_then(tile);
            self.areas.push(Area { code: row.code, parent: row.parent, names, kept, tile, known_as });
        }
        self.inherit_areas();
    }

    fn add_agencies(&mut self, rows: Vec<rows::AgencyRow>) {
        for row in rows {
            let id = AgencyId(row.id);
            let parent = row.parent_id.map(AgencyId);
            self.agency_codes.insert(row.code.clone(), id);
            self.children.entry(parent).or_default().push(id);
            if let (Some(role), Some(area), None) = (&row.role, &row.area, row.closed_ms) {
                self.roles.insert((role.clone(), area.clone()), id);
            }
            let names = [row.name_vi, row.name_en];
            let kept = KeptAgency {
                aliases: lines(&row.aliases),
                identifier: row.identifier,
                contact: row.contact,
                version: row.version,
                closed_ms: row.closed_ms,
                successor: row.successor_id.map(AgencyId),
            };
            let agency = Agency {
                id,
                kept,
                code: row.code,
                parent,
                known_as: known_as(&names, &row.aliases),
                names,
                area: row.area,
                role: row.role,
                calendar: row.calendar_id.map(CalendarId),
                range: (row.low, row.high),
            };
            self.agencies.insert(id, agency);
        }
        self.inherit_agencies();
    }

    fn add_calendars(&mut self, rows: Vec<rows::CalendarRow>) -> Result<(), BadSetting> {
        let bad = |id: i64, why: String| BadSetting { table: "calendar", row: id.to_string(), why };
        let read = |row: &rows::CalendarRow| {
            serde_json::from_str::<Calendar>(&row.spec).map_err(|error| bad(row.id, error.to_string()))
        };
        let calendars = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        self.calendars = Calendars::of(calendars).map_err(|(id, error)| bad(id.0, format!("{error:?}")))?;
        Ok(())
    }

    fn add_policies(&mut self, rows: Vec<rows::PolicyRow>) -> Result<(), BadSetting> {
        for row in rows {
            let bad = |why: String| BadSetting { table: "policy", row: row.code.clone(), why };
            let policy: Policy = serde_json::from_str(&row.spec).map_err(|error| bad(error.to_string()))?;
            let asked = self.asked(&policy.matches).map_err(bad)?;
            self.policy_queries.insert(policy.id, asked);
            self.policies.push(policy);
        }
        Ok(())
    }

    fn add_rules(&mut self, rows: Vec<rows::RuleRow>) -> Result<(), BadSetting> {
        for row in rows {
            self.rule_texts.insert(RuleId(row.id), row.query.clone());
            if row.active == 0 {
                continue;
            }
            let bad = |why: String| BadSetting { table: "rule", row: row.id.to_string(), why };
            let query = self.asked(&row.query).map_err(bad)?;
            let target = RuleTarget::parse(&row.target).ok_or_else(|| bad(row.target.clone()))?;
            self.rules.push(Rule { id: RuleId(row.id), text: row.query, query, target });
        }
        Ok(())
    }

    fn add_sites(&mut self, rows: Vec<rows::SiteRow>) -> Result<(), BadSetting> {
        for row in rows {
            let kinds = row.kinds.lines().map(CaseKind::from_code).collect::<Option<Vec<_>>>();
            let kinds =
                kinds.ok_or_else(|| BadSetting { table: "site", row: row.key.clone(), why: row.kinds.clone() })?;
            let site = Site {
                id: SiteId(row.id),
                key: row.key.clone(),
                agency: AgencyId(row.agency_id),
                names: [row.name_vi, row.name_en],
                origins: row.origins.lines().map(str::to_owned).collect(),
                kinds,
                colour: row.colour,
                publishes: row.publishes != 0,
            };
            self.sites.insert(row.key, site);
        }
        Ok(())
    }

    /// Makes a query of the settings ready to be asked; the mistake in words when it cannot be read.
    pub fn asked(&self, text: &str) -> Result<Asked, String> {
        let tree = parse(text).map_err(|error| error.text(Lang::En))?;
        let mut moves = false;
        tree.walk(&mut |node| {
            moves |= matches!(node, Node::Is(Test::Time(..) | Test::State(StateValue::Late) | Test::OnTime(_)));
        });
        let fixed = (!moves).then(|| self.compile(&tree, 0, None));
        Ok(Asked { tree, fixed })
    }

    /// Makes a query ready to be asked at `now_ms` by `me`.
    pub fn compile(&self, tree: &Node, now_ms: i64, me: Option<UserId>) -> Compiled {
        let clock = Clock { now_ms, zone: &ZONE };
        Compiled::new(tree, &Context { clock, me, names: self, words: &self.words, typing: false })
    }

    /// The condition of a version of a rule, in force or not.
    pub fn rule_text(&self, id: RuleId) -> Option<&str> {
        self.rule_texts.get(&id).map(String::as_str)
    }

    /// The agency with this identity.
    pub fn agency(&self, id: AgencyId) -> Option<&Agency> {
        self.agencies.get(&id)
    }

    /// The agency with this code.
    pub fn agency_by_code(&self, code: &str) -> Option<&Agency> {
        self.agency(*self.agency_codes.get(code)?)
    }

    /// The agency and all above it, itself first.
    pub fn line(&self, id: AgencyId) -> impl Iterator<Item = &Agency> {
        std::iter::successors(self.agency(id), |agency| self.agency(agency.parent?))
    }

    /// Whether `id` lies in the branch of `top`, itself included.
    pub fn within(&self, id: AgencyId, top: AgencyId) -> bool {
        match (self.agency(id), self.agency(top)) {
            (Some(agency), Some(top)) => (top.range.0..=top.range.1).contains(&agency.range.0),
            _ => false,
        }
    }

    /// The agencies right below, in the order of their identity.
    pub fn below(&self, id: AgencyId) -> &[AgencyId] {
        self.children.get(&Some(id)).map_or(&[], Vec::as_slice)
    }

    /// The agency at the top of everything.
    pub fn root(&self) -> Option<&Agency> {
        self.agency(*self.children.get(&None)?.first()?)
    }

    /// The area with this code.
    pub fn area(&self, code: &str) -> Option<&Area> {
        self.areas.get(*self.area_codes.get(code)?)
    }

    /// All areas, provinces and communes.
    pub fn areas(&self) -> impl Iterator<Item = &Area> {
        self.areas.iter()
    }

    /// The agency that plays a role in an area.
    pub fn playing(&self, role: &str, area: &str) -> Option<&Agency> {
        self.agency(*self.roles.get(&(role.to_owned(), area.to_owned()))?)
    }

    /// The area's name with that of its province.
    pub fn area_name(&self, code: &str, lang: Lang) -> Option<String> {
        let area = self.area(code)?;
        Some(match area.parent.as_deref().and_then(|p| self.area(p)) {
            Some(province) => format!("{}, {}", area.name(lang), province.name(lang)),
            None => area.name(lang).to_owned(),
        })
    }

    /// The area and all it lies in, itself first.
    pub fn area_line<'a>(&'a self, code: &'a str) -> Vec<&'a str> {
        let above = |area: &'a Area| area.parent.as_deref().and_then(|p| self.area(p));
        std::iter::successors(self.area(code), |area| above(area)).map(|area| area.code.as_str()).collect()
    }

    /// All categories, parents before children.
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// The category with this code.
    pub fn category(&self, code: &str) -> Option<&Category> {
        self.categories.iter().find(|c| c.code == code)
    }

    /// The policy with this identity.
    pub fn policy(&self, id: PolicyId) -> Option<&Policy> {
        self.policies.iter().find(|p| p.id == id)
    }

    /// Whether the policy is for this case.
    pub fn policy_matches(&self, id: PolicyId, facts: &CaseFacts<'_>, now_ms: i64) -> bool {
        self.policy_queries.get(&id).is_some_and(|asked| asked.matches(self, facts, now_ms))
    }

    /// Some version of the calendar an agency works by: its own, or that of the nearest agency above that has one.
    pub fn calendar_named_by(&self, agency: AgencyId) -> Option<CalendarId> {
        self.line(agency).find_map(|a| a.calendar)
    }

    /// All agencies.
    pub fn agencies(&self) -> impl Iterator<Item = &Agency> {
        self.agencies.values()
    }

    /// The site with this key.
    pub fn site(&self, key: &str) -> Option<&Site> {
        self.sites.get(key)
    }

    /// How a site looks, where somebody chose.
    pub fn look(&self, id: SiteId) -> Option<&Look> {
        self.looks.get(&id)
    }

    /// The site with this identity.
    pub fn site_by_id(&self, id: SiteId) -> Option<&Site> {
        self.sites.values().find(|site| site.id == id)
    }

    /// All sites, by key.
    pub fn sites(&self) -> Vec<&Site> {
        let mut sites: Vec<&Site> = self.sites.values().collect();
        sites.sort_by(|a, b| a.key.cmp(&b.key));
        sites
    }

    /// A member of staff.
    pub fn person(&self, id: UserId) -> Option<&Person> {
        self.people.get(&id)
    }

    /// All members of staff who are people, by login.
    pub fn staff(&self) -> Vec<&Person> {
        let mut staff: Vec<&Person> = self.people.values().filter(|person| !person.machine).collect();
        staff.sort_by(|a, b| a.login.cmp(&b.login));
        staff
    }

    /// The member of staff with this login.
    pub fn person_by_login(&self, login: &str) -> Option<UserId> {
        self.logins.get(login).copied()
    }
}

/// Where days begin for queries and months for figures. Viet Nam has kept UTC+7 without change since 1975.
pub const ZONE: FixedOffset = FixedOffset { minutes: 420 };

impl Names for Settings {
    fn agency(&self, code: &str) -> Option<AgencyId> {
        self.agency_by_code(code).map(|agency| agency.id)
    }

    fn site(&self, code: &str) -> Option<SiteId> {
        self.sites.get(code).map(|site| site.id)
    }

    fn user(&self, login: &str) -> Option<UserId> {
        self.person_by_login(login)
    }
}

impl Directory for Settings {
    fn by_code(&self, code: &str) -> Option<AgencyId> {
        self.agency_in_charge(code).map(|agency| agency.id)
    }

    fn by_role(&self, role: &str, area: &str) -> Option<AgencyId> {
        self.roles.get(&(role.to_owned(), area.to_owned())).copied()
    }

    fn area_above(&self, area: &str) -> Option<String> {
        self.area(area)?.parent.clone()
    }
}
