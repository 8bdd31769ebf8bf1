//! Members of staff as administrators look for them: within branches, by page; and what they change of them.

use super::batch::Batch;
use super::branches;
use super::db::{Arg, Run, Sql, Tx, sql};
use super::dialect::Column;
use super::error::Result;
use super::people::{User, UserRow};
use hoiam_shared::ids::{AgencyId, UserId};
use hoiam_shared::rights::{Grant, Role};

/// Which people are wanted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Branches (nested-set numbers) in which the reader keeps people: they hold some role there.
    pub ranges: Vec<(i64, i64)>,
    /// The branch looked at, within these.
    pub branch: Option<(i64, i64)>,
    /// With this role in it.
    pub role: Option<Role>,
    /// Let in, or kept out.
    pub disabled: Option<bool>,
    /// Some of these.
    pub ids: Option<Vec<UserId>>,
    /// Behind this login.
    pub after: Option<String>,
}

impl Wanted {
    fn condition(&self, paged: bool) -> (String, Vec<Arg>) {
        let mut values: Vec<Arg> = Vec::new();
        let mut place = |value: Arg| {
            values.push(value);
            format!("${}", values.len())
        };
        let mut grants = vec![branches::holds("a.low", &self.ranges, |number| place(number.into()))];
        if let Some(branch) = self.branch {
            grants.push(branches::holds("a.low", &[branch], |number| place(number.into())));
        }
        if let Some(role) = self.role {
            grants.push(format!("g.role = {}", place(role.code().into())));
        }
        let mut parts = vec![format!(
            "machine = 0 AND id IN (SELECT g.user_id FROM grants g JOIN agencies a ON a.id = g.agency_id WHERE {})",
            grants.join(" AND ")
        )];
        match self.disabled {
            Some(true) => parts.push("disabled_ms IS NOT NULL".to_owned()),
            Some(false) => parts.push("disabled_ms IS NULL".to_owned()),
            None => {}
        }
        if let Some(ids) = &self.ids {
            // Numbers of ours, not text of anybody's.
            let list: Vec<String> = ids.iter().map(|id| id.0.to_string()).collect();
            parts.push(if list.is_empty() { "1 = 0".to_owned() } else { format!("id IN ({})", list.join(", ")) });
        }
        if let Some(after) = self.after.as_ref().filter(|_| paged) {
            parts.push(format!("login > {}", place(after.as_str().into())));
        }
        (parts.join(" AND "), values)
    }
}

/// A page, by login.
pub async fn page(db: &mut impl Run, wanted: &Wanted, limit: i64) -> Result<Vec<User>> {
    let (condition, values) = wanted.condition(true);
    let text = format!("{} WHERE {condition} ORDER BY login LIMIT {limit}", super::people::SELECT);
    let rows: Vec<UserRow> = db.all(values.into_iter().fold(sql(text), Sql::bind)).await?;
    Ok(rows.into_iter().map(User::from).collect())
}

/// How many there are, on all pages.
pub async fn count(db: &mut impl Run, wanted: &Wanted) -> Result<i64> {
    let (condition, values) = wanted.condition(false);
    let text = format!("SELECT COUNT(*) FROM users WHERE {condition}");
    let row: Option<(i64,)> = db.optional(values.into_iter().fold(sql(text), Sql::bind)).await?;
    Ok(row.map_or(0, |(n,)| n))
}

/// What some people may do where, by person.
pub async fn grants_of(db: &mut impl Run, users: &[UserId]) -> Result<Vec<(UserId, Grant)>> {
    if users.is_empty() {
        return Ok(Vec::new());
    }
    let mut batch = Batch::default();
    for user in users {
        batch.row(|row| {
            row.int(user.0);
        });
    }
    let text = "SELECT user_id, role, agency_id FROM grants WHERE user_id IN (SELECT id FROM {batch}) \
                ORDER BY user_id, role, agency_id";
    let rows: Vec<(i64, String, i64)> = db.all(batch.statement(db.engine(), &[Column::Int("id")], text)).await?;
    // A role that no program knows any more opens nothing; `people::grants` names it when its holder signs in.
    let read = |(user, role, agency): (i64, String, i64)| {
        Some((UserId(user), Grant { role: Role::from_code(&role)?, agency: AgencyId(agency) }))
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

/// Stores the name of a person of this version; `false` when it has moved on meanwhile.
pub async fn update(tx: &mut Tx, user: UserId, name: &str, expected: i64) -> Result<bool> {
    let statement = sql("UPDATE users SET name = $2, version = version + 1 WHERE id = $1 AND version = $3");
    Ok(tx.execute(statement.bind(user.0).bind(name).bind(expected)).await? == 1)
}

/// Moves the version of a person, for a change beside the name.
pub async fn moved(tx: &mut Tx, user: UserId) -> Result<()> {
    tx.execute(sql("UPDATE users SET version = version + 1 WHERE id = $1").bind(user.0)).await.map(|_| ())
}

/// Takes a role away.
pub async fn revoke(tx: &mut Tx, user: UserId, grant: Grant) -> Result<()> {
    let statement = sql("DELETE FROM grants WHERE user_id = $1 AND role = $2 AND agency_id = $3");
    tx.execute(statement.bind(user.0).bind(grant.role.code()).bind(grant.agency.0)).await.map(|_| ())
}

/// How many people that are let in hold a role at this agency itself.
pub async fn holders(db: &mut impl Run, role: Role, agency: AgencyId) -> Result<i64> {
    let statement = sql("SELECT COUNT(*) FROM users u JOIN grants g ON g.user_id = u.id \
         WHERE u.disabled_ms IS NULL AND u.machine = 0 AND g.role = $1 AND g.agency_id = $2");
    let row: Option<(i64,)> = db.optional(statement.bind(role.code()).bind(agency.0)).await?;
    Ok(row.map_or(0, |(n,)| n))
}

/// Notes that a person has signed in.
pub async fn seen(tx: &mut Tx, user: UserId, now_ms: i64) -> Result<()> {
    tx.execute(sql("UPDATE users SET seen_ms = $2 WHERE id = $1").bind(user.0).bind(now_ms)).await.map(|_| ())
}
