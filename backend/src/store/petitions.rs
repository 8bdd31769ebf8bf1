//! Petitions: their rows, their events, the thresholds they reached, the rules of agencies and the switches. Signatures are
//! in `signatures`.

use super::branches;
use super::db::{Run, Sql, Tx, sql};
use super::dialect;
use super::error::{Result, StoreError};
use hoiam_shared::Lang;
use hoiam_shared::ids::{AgencyId, SiteId, UserId};
use hoiam_shared::petition::{PetitionGround, PetitionRules, PetitionState};

/// A petition as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Petition {
    /// Identity; no case has the same.
    pub id: i64,
    /// Its code.
    pub code: String,
    /// Number of its events.
    pub version: u32,
    /// Where it stands.
    pub state: PetitionState,
    /// Since when, milliseconds UTC.
    pub since_ms: i64,
    /// Through which site it came.
    pub site: SiteId,
    /// Who is asked.
    pub agency: AgencyId,
    /// Where it is about.
    pub area: Option<String>,
    /// What it is about.
    pub category: Option<String>,
    /// Its language.
    pub language: Lang,
    /// What is asked for.
    pub title: String,
    /// Why.
    pub body: String,
    /// As its author wrote it.
    pub first_title: String,
    /// As its author wrote it.
    pub first_body: String,
    /// The rules it goes by.
    pub rules: PetitionRules,
    /// The signature of its author.
    pub author: i64,
    /// When it was written, milliseconds UTC.
    pub created_ms: i64,
    /// When it was opened.
    pub opened_ms: Option<i64>,
    /// Until when it gathers.
    pub closes_ms: Option<i64>,
    /// When it ended.
    pub ended_ms: Option<i64>,
    /// Why it was refused or hidden.
    pub ground: Option<PetitionGround>,
    /// In words.
    pub reason: String,
    /// When the calendar has something to do.
    pub wake_ms: Option<i64>,
    /// Who looks at it.
    pub held_by: Option<UserId>,
    /// Until when that holds.
    pub held_ms: i64,
}

#[derive(sqlx_macros::FromRow)]
struct Row {
    id: i64,
    code: String,
    version: i64,
    state: String,
    since_ms: i64,
    site_id: i64,
    agency_id: i64,
    area: Option<String>,
    category: Option<String>,
    language: String,
    title: String,
    body: String,
    first_title: String,
    first_body: String,
    rules: String,
    author: i64,
    created_ms: i64,
    opened_ms: Option<i64>,
    closes_ms: Option<i64>,
    ended_ms: Option<i64>,
    ground: Option<String>,
    reason: String,
    wake_ms: Option<i64>,
    held_by: Option<i64>,
    held_ms: i64,
}

const COLUMNS: &str = "id, code, version, state, since_ms, site_id, agency_id, area, category, language, title, body, \
    first_title, first_body, rules, author, created_ms, opened_ms, closes_ms, ended_ms, ground, reason, wake_ms, held_by, \
    held_ms";

impl Petition {
    /// Everybody may read it.
    pub const fn public(&self) -> bool {
        let kept = matches!(self.state, PetitionState::Archived) && self.opened_ms.is_some() && self.ground.is_none();
        self.state.public() || kept
    }
}

impl Row {
    fn parse(self) -> Result<Petition> {
        let id = self.id;
        let bad = |column: &str| StoreError::Inconsistent { table: "petitions", what: format!("{column} of {id}") };
        Ok(Petition {
            id,
            version: u32::try_from(self.version).map_err(|_| bad("version"))?,
            state: PetitionState::from_code(&self.state).ok_or_else(|| bad("state"))?,
            since_ms: self.since_ms,
            site: SiteId(self.site_id),
            agency: AgencyId(self.agency_id),
            area: self.area,
            category: self.category,
            language: Lang::from_code(&self.language).ok_or_else(|| bad("language"))?,
            code: self.code,
            title: self.title,
            body: self.body,
            first_title: self.first_title,
            first_body: self.first_body,
            rules: serde_json::from_str(&self.rules).map_err(|_| bad("rules"))?,
            author: self.author,
            created_ms: self.created_ms,
            opened_ms: self.opened_ms,
            closes_ms: self.closes_ms,
            ended_ms: self.ended_ms,
            ground: match self.ground.as_deref() {
                None => None,
                Some(code) => Some(PetitionGround::from_code(code).ok_or_else(|| bad("ground"))?),
            },
            reason: self.reason,
            wake_ms: self.wake_ms,
            held_by: self.held_by.map(UserId),
            held_ms: self.held_ms,
        })
    }
}

fn one(row: Option<Row>) -> Result<Option<Petition>> {
    row.map(Row::parse).transpose()
}

fn many(rows: Vec<Row>) -> Result<Vec<Petition>> {
    rows.into_iter().map(Row::parse).collect()
}

/// Stores a new one.
pub async fn insert(tx: &mut Tx, petition: &Petition) -> Result<()> {
    let places: Vec<String> = (1..=25).map(|n| format!("${n}")).collect();
    let text = format!("INSERT INTO petitions ({COLUMNS}) VALUES ({})", places.join(", "));
    let rules = serde_json::to_string(&petition.rules).unwrap_or_default();
    let statement = sql(text)
        .bind(petition.id)
        .bind(petition.code.as_str())
        .bind(petition.version)
        .bind(petition.state.code())
        .bind(petition.since_ms)
        .bind(petition.site.0)
        .bind(petition.agency.0)
        .bind(petition.area.clone())
        .bind(petition.category.clone())
        .bind(petition.language.code())
        .bind(petition.title.as_str())
        .bind(petition.body.as_str())
        .bind(petition.first_title.as_str())
        .bind(petition.first_body.as_str())
        .bind(rules)
        .bind(petition.author)
        .bind(petition.created_ms);
    tx.execute(moving(statement, petition)).await.map(|_| ())
}

/// What of a petition moves, behind what stays, in the order of the columns.
fn moving(statement: Sql, petition: &Petition) -> Sql {
    statement
        .bind(petition.opened_ms)
        .bind(petition.closes_ms)
        .bind(petition.ended_ms)
        .bind(petition.ground.map(|ground| ground.code().to_owned()))
        .bind(petition.reason.as_str())
        .bind(petition.wake_ms)
        .bind(petition.held_by.map(|user| user.0))
        .bind(petition.held_ms)
}

/// Stores how it stands now. The caller has locked it.
pub async fn update(tx: &mut Tx, petition: &Petition) -> Result<()> {
    let statement =
        sql("UPDATE petitions SET version = $2, state = $3, since_ms = $4, title = $5, body = $6, opened_ms = $7, \
         closes_ms = $8, ended_ms = $9, ground = $10, reason = $11, wake_ms = $12, held_by = $13, held_ms = $14, \
         agency_id = $15 WHERE id = $1")
        .bind(petition.id)
        .bind(petition.version)
        .bind(petition.state.code())
        .bind(petition.since_ms)
        .bind(petition.title.as_str())
        .bind(petition.body.as_str());
    tx.execute(moving(statement, petition).bind(petition.agency.0)).await.map(|_| ())
}

/// The one with this code.
pub async fn by_code(db: &mut impl Run, code: &str) -> Result<Option<Petition>> {
    one(db.optional(sql(format!("SELECT {COLUMNS} FROM petitions WHERE code = $1")).bind(code)).await?)
}

/// The one with this identity.
pub async fn by_id(db: &mut impl Run, id: i64) -> Result<Option<Petition>> {
    one(db.optional(sql(format!("SELECT {COLUMNS} FROM petitions WHERE id = $1")).bind(id)).await?)
}

/// The same; nobody else changes it until the commit.
pub async fn lock(tx: &mut Tx, id: i64) -> Result<Option<Petition>> {
    let text = format!("SELECT {COLUMNS} FROM petitions WHERE id = $1{}", dialect::lock(tx.engine()));
    one(tx.optional(sql(text).bind(id)).await?)
}

/// All that everybody may read, or read of.
pub async fn public(db: &mut impl Run) -> Result<Vec<Petition>> {
    let text = format!(
        "SELECT {COLUMNS} FROM petitions WHERE state IN ('open', 'closed') \
         OR (state = 'archived' AND opened_ms IS NOT NULL AND ground IS NULL) ORDER BY id"
    );
    many(db.all(sql(text)).await?)
}

/// Every one, a page at a time; for checks.
pub async fn behind(db: &mut impl Run, after: i64, limit: i64) -> Result<Vec<Petition>> {
    let text = format!("SELECT {COLUMNS} FROM petitions WHERE id > $1 ORDER BY id LIMIT {limit}");
    many(db.all(sql(text).bind(after)).await?)
}

/// Those for which the calendar has something to do.
pub async fn waking(db: &mut impl Run, now_ms: i64, limit: i64) -> Result<Vec<i64>> {
    let text = format!("SELECT id FROM petitions WHERE wake_ms <= $1 ORDER BY wake_ms LIMIT {limit}");
    let rows: Vec<(i64,)> = db.all(sql(text).bind(now_ms)).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Those of some branches, longest in their state first; `state` and everything behind `after` (since, id).
pub async fn desk(
    db: &mut impl Run,
    ranges: &[(i64, i64)],
    state: Option<PetitionState>,
    after: Option<(i64, i64)>,
    limit: i64,
) -> Result<Vec<Petition>> {
    let mut next = 1;
    let within = branches::of_agency(ranges, branches::from(&mut next));
    let mut text = format!("SELECT {COLUMNS} FROM petitions WHERE {within}");
    if state.is_some() {
        text.push_str(&format!(" AND state = ${next}"));
    }
    let behind = next + usize::from(state.is_some());
    if after.is_some() {
        text.push_str(&format!(" AND (since_ms > ${behind} OR (since_ms = ${behind} AND id > ${}))", behind + 1));
    }
    text.push_str(&format!(" ORDER BY since_ms, id LIMIT {limit}"));
    let mut statement = ranges.iter().fold(sql(text), |s, &(low, high)| s.bind(low).bind(high));
    statement = state.iter().fold(statement, |s, state| s.bind(state.code()));
    statement = after.iter().fold(statement, |s, &(since, id)| s.bind(since).bind(id));
    many(db.all(statement).await?)
}

/// A petition of some branches that waits for a moderator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The agency that is asked.
    pub agency: AgencyId,
    /// Since when it waits.
    pub since_ms: i64,
    /// Working days within which somebody should have looked at it.
    pub days: u32,
}

/// All that wait for a moderator.
pub async fn waiting(db: &mut impl Run, ranges: &[(i64, i64)]) -> Result<Vec<Waiting>> {
    let mut next = 1;
    let within = branches::of_agency(ranges, branches::from(&mut next));
    let text = format!("SELECT agency_id, since_ms, rules FROM petitions WHERE {within} AND state = ${next}");
    let statement = ranges.iter().fold(sql(text), |s, &(low, high)| s.bind(low).bind(high));
    let rows: Vec<(i64, i64, String)> = db.all(statement.bind(PetitionState::Moderation.code())).await?;
    let parsed = rows.into_iter().map(|(agency, since_ms, rules)| {
        let bad = |_| StoreError::Inconsistent { table: "petitions", what: format!("rules of one of agency {agency}") };
        let rules: PetitionRules = serde_json::from_str(&rules).map_err(bad)?;
        Ok(Waiting { agency: AgencyId(agency), since_ms, days: rules.moderation_days })
    });
    parsed.collect()
}

/// Says who looks at it, unless somebody else does; whether it is held now.
pub async fn hold(tx: &mut Tx, id: i64, user: UserId, now_ms: i64, until_ms: i64) -> Result<bool> {
    let statement =
        sql("UPDATE petitions SET held_by = $2, held_ms = $4 WHERE id = $1 AND (held_by = $2 OR held_ms < $3 \
         OR held_by IS NULL)");
    Ok(tx.execute(statement.bind(id).bind(user.0).bind(now_ms).bind(until_ms)).await? == 1)
}

/// An event as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct EventRow {
    /// Its number within the petition, from 1.
    pub version: i64,
    /// When, milliseconds UTC.
    pub at_ms: i64,
    /// Who: `citizen`, `system`, `staff:12`.
    pub actor: String,
    /// What, JSON.
    pub data: String,
    /// Its hash over the one before, hex.
    pub hash: String,
}

/// Adds one.
pub async fn append(tx: &mut Tx, id: i64, event: &EventRow) -> Result<()> {
    let text =
        "INSERT INTO petition_events (petition_id, version, at_ms, actor, data, hash) VALUES ($1, $2, $3, $4, $5, $6)";
    let statement = sql(text)
        .bind(id)
        .bind(event.version)
        .bind(event.at_ms)
        .bind(event.actor.as_str())
        .bind(event.data.as_str())
        .bind(event.hash.as_str());
    tx.execute(statement).await.map(|_| ())
}

/// All of one, in order.
pub async fn events(db: &mut impl Run, id: i64) -> Result<Vec<EventRow>> {
    let text = "SELECT version, at_ms, actor, data, hash FROM petition_events WHERE petition_id = $1 ORDER BY version";
    db.all(sql(text).bind(id)).await
}

/// A threshold that was reached.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Reached {
    /// Of which petition.
    pub petition_id: i64,
    /// Its place among the thresholds.
    pub position: i64,
    /// When, milliseconds UTC.
    pub reached_ms: i64,
    /// When that was taken back.
    pub taken_back_ms: Option<i64>,
    /// The case by which it is owed.
    pub case_id: i64,
    /// The last signature that was told of the answer.
    pub told: i64,
    /// When all were.
    pub told_ms: Option<i64>,
}

const REACHED: &str = "petition_id, position, reached_ms, taken_back_ms, case_id, told, told_ms";

/// Adds one; `false` when it was there.
pub async fn reach(tx: &mut Tx, reached: &Reached) -> Result<bool> {
    let text = format!(
        "INSERT INTO petition_thresholds ({REACHED}) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING"
    );
    let statement = sql(text)
        .bind(reached.petition_id)
        .bind(reached.position)
        .bind(reached.reached_ms)
        .bind(reached.taken_back_ms)
        .bind(reached.case_id)
        .bind(reached.told)
        .bind(reached.told_ms);
    Ok(tx.execute(statement).await? == 1)
}

/// Those of one petition, in order.
pub async fn reached(db: &mut impl Run, id: i64) -> Result<Vec<Reached>> {
    let text = format!("SELECT {REACHED} FROM petition_thresholds WHERE petition_id = $1 ORDER BY position");
    db.all(sql(text).bind(id)).await
}

/// All; there are few.
pub async fn all_reached(db: &mut impl Run) -> Result<Vec<Reached>> {
    db.all(sql(format!("SELECT {REACHED} FROM petition_thresholds ORDER BY petition_id, position"))).await
}

/// Says that one is not reached any more, or again.
pub async fn set_taken_back(tx: &mut Tx, id: i64, position: i64, at_ms: Option<i64>) -> Result<()> {
    let text = "UPDATE petition_thresholds SET taken_back_ms = $3 WHERE petition_id = $1 AND position = $2";
    tx.execute(sql(text).bind(id).bind(position).bind(at_ms)).await.map(|_| ())
}

/// Those whose case was answered and of whose answer not everybody was told.
pub async fn untold(db: &mut impl Run) -> Result<Vec<Reached>> {
    let columns: Vec<String> = REACHED.split(", ").map(|name| format!("t.{name}")).collect();
    let text = format!(
        "SELECT {} FROM petition_thresholds t JOIN cases c ON c.id = t.case_id \
         WHERE t.told_ms IS NULL AND t.taken_back_ms IS NULL AND c.answered_ms IS NOT NULL ORDER BY t.petition_id",
        columns.join(", ")
    );
    db.all(sql(text)).await
}

/// Says how far the news has got. `from` is how far it had: nobody is told twice.
pub async fn set_told(tx: &mut Tx, reached: &Reached, told: i64, told_ms: Option<i64>) -> Result<bool> {
    let text = "UPDATE petition_thresholds SET told = $4, told_ms = $5 WHERE petition_id = $1 AND position = $2 AND told = $3 \
         AND told_ms IS NULL";
    let statement =
        sql(text).bind(reached.petition_id).bind(reached.position).bind(reached.told).bind(told).bind(told_ms);
    Ok(tx.execute(statement).await? == 1)
}

/// The rules that agencies have written.
pub async fn rules(db: &mut impl Run) -> Result<Vec<(i64, String)>> {
    db.all(sql("SELECT agency_id, spec FROM petition_rules ORDER BY agency_id")).await
}

/// Sets those of an agency; `None` takes them away.
pub async fn put_rules(tx: &mut Tx, agency: AgencyId, spec: Option<&str>) -> Result<()> {
    tx.execute(sql("DELETE FROM petition_rules WHERE agency_id = $1").bind(agency.0)).await?;
    if let Some(spec) = spec {
        let statement = sql("INSERT INTO petition_rules (agency_id, spec) VALUES ($1, $2)");
        tx.execute(statement.bind(agency.0).bind(spec)).await?;
    }
    Ok(())
}

/// What is switched off, and since when.
pub async fn switches(db: &mut impl Run) -> Result<Vec<(String, i64)>> {
    db.all(sql("SELECT name, since_ms FROM switches ORDER BY name")).await
}

/// Switches something off or on.
pub async fn switch(tx: &mut Tx, name: &str, on: bool, user: UserId, now_ms: i64) -> Result<()> {
    if on {
        return tx.execute(sql("DELETE FROM switches WHERE name = $1").bind(name)).await.map(|_| ());
    }
    let statement =
        sql("INSERT INTO switches (name, since_ms, user_id) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING");
    tx.execute(statement.bind(name).bind(now_ms).bind(user.0)).await.map(|_| ())
}
