//! Staff: users, what they may do where. Their sessions are in `sessions`, lists of them for administrators in `personnel`.

use super::db::{Run, Tx, sql};
use super::error::{Result, StoreError};
use hoiam_shared::ids::{AgencyId, UserId};
use hoiam_shared::rights::{Grant, Role};

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Identity.
    pub id: UserId,
    /// Login name.
    pub login: String,
    /// Display name.
    pub name: String,
    /// Argon2id, PHC string.
    pub password_hash: String,
    /// May not sign in any more.
    pub disabled: bool,
    /// Moves with every change an administrator makes.
    pub version: i64,
    /// Signed in last, milliseconds UTC.
    pub seen_ms: Option<i64>,
    /// Until when a password holds that somebody else made; `None` for the person's own.
    pub once_until_ms: Option<i64>,
    /// Another program, by its token: no person.
    pub machine: bool,
}

impl User {
    /// Somebody new, let in, with a password of their own.
    pub fn new(id: UserId, login: &str, name: &str, password_hash: &str) -> Self {
        Self {
            id,
            login: login.to_owned(),
            name: name.to_owned(),
            password_hash: password_hash.to_owned(),
            disabled: false,
            version: 1,
            seen_ms: None,
            once_until_ms: None,
            machine: false,
        }
    }
}

#[derive(sqlx_macros::FromRow)]
pub(super) struct UserRow {
    id: i64,
    login: String,
    name: String,
    password_hash: String,
    disabled_ms: Option<i64>,
    version: i64,
    seen_ms: Option<i64>,
    once_until_ms: Option<i64>,
    machine: i64,
}

impl From<UserRow> for User {
    fn from(row: UserRow) -> Self {
        Self {
            id: UserId(row.id),
            login: row.login,
            name: row.name,
            password_hash: row.password_hash,
            disabled: row.disabled_ms.is_some(),
            version: row.version,
            seen_ms: row.seen_ms,
            once_until_ms: row.once_until_ms,
            machine: row.machine != 0,
        }
    }
}

pub(super) const SELECT: &str =
    "SELECT id, login, name, password_hash, disabled_ms, version, seen_ms, once_until_ms, machine FROM users";

/// Stores a user; a login that is taken is a [`StoreError::Duplicate`].
pub async fn insert(tx: &mut Tx, user: &User) -> Result<()> {
    let statement =
        sql("INSERT INTO users (id, login, name, password_hash, disabled_ms, once_until_ms, machine) VALUES ($1, $2, $3, $4, NULL, $5, $6)")
            .bind(user.id.0)
            .bind(user.login.as_str())
            .bind(user.name.as_str())
            .bind(user.password_hash.as_str())
            .bind(user.once_until_ms)
            .bind(i64::from(user.machine));
    tx.execute(statement).await.map(|_| ())
}

/// Sets a new password hash: the person's own, or one that somebody else made and that holds until then.
pub async fn set_password(tx: &mut Tx, user: UserId, hash: &str, once_until_ms: Option<i64>) -> Result<()> {
    let statement = sql("UPDATE users SET password_hash = $2, once_until_ms = $3 WHERE id = $1");
    tx.execute(statement.bind(user.0).bind(hash).bind(once_until_ms)).await.map(|_| ())
}

/// Lets a user in or keeps them out; ends their sessions when out.
pub async fn set_disabled(tx: &mut Tx, user: UserId, disabled_ms: Option<i64>) -> Result<()> {
    tx.execute(sql("UPDATE users SET disabled_ms = $2 WHERE id = $1").bind(user.0).bind(disabled_ms)).await?;
    if disabled_ms.is_some() {
        super::sessions::close_all(tx, user, "").await?;
    }
    Ok(())
}

/// Gives a role in a branch; giving it twice is no error.
pub async fn grant(tx: &mut Tx, user: UserId, grant: Grant) -> Result<()> {
    let statement = sql("INSERT INTO grants (user_id, role, agency_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
    tx.execute(statement.bind(user.0).bind(grant.role.code()).bind(grant.agency.0)).await.map(|_| ())
}

/// The user with this login.
pub async fn by_login(db: &mut impl Run, login: &str) -> Result<Option<User>> {
    let row: Option<UserRow> = db.optional(sql(format!("{SELECT} WHERE login = $1")).bind(login)).await?;
    Ok(row.map(User::from))
}

/// The user with this identity.
pub async fn by_id(db: &mut impl Run, id: UserId) -> Result<Option<User>> {
    let row: Option<UserRow> = db.optional(sql(format!("{SELECT} WHERE id = $1")).bind(id.0)).await?;
    Ok(row.map(User::from))
}

/// All users, tokens of other programs among them, by login. Staff lists are short enough to be read whole.
pub async fn all(db: &mut impl Run) -> Result<Vec<User>> {
    let rows: Vec<UserRow> = db.all(sql(format!("{SELECT} ORDER BY login"))).await?;
    Ok(rows.into_iter().map(User::from).collect())
}

/// What a user may do where.
pub async fn grants(db: &mut impl Run, user: UserId) -> Result<Vec<Grant>> {
    let rows: Vec<(String, i64)> = db
        .all(sql("SELECT role, agency_id FROM grants WHERE user_id = $1 ORDER BY role, agency_id").bind(user.0))
        .await?;
    let parse = |(role, agency): (String, i64)| {
        let role = Role::from_code(&role)
            .ok_or_else(|| StoreError::Inconsistent { table: "grants", what: format!("role of user {user}") })?;
        Ok(Grant { role, agency: AgencyId(agency) })
    };
    rows.into_iter().map(parse).collect()
}

/// People that are let in and hold a role whose branch contains the agency with this nested-set number.
pub async fn holding(db: &mut impl Run, role: Role, low: i64) -> Result<Vec<User>> {
    let rows: Vec<UserRow> = db
        .all(
            sql(format!(
                "{SELECT} WHERE disabled_ms IS NULL AND machine = 0 AND id IN (SELECT g.user_id FROM grants g \
                 JOIN agencies a ON a.id = g.agency_id WHERE g.role = $1 AND a.low <= $2 AND a.high >= $2) ORDER BY login"
            ))
            .bind(role.code())
            .bind(low),
        )
        .await?;
    Ok(rows.into_iter().map(User::from).collect())
}

/// People that are let in and hold a role at this agency itself.
pub async fn holding_at(db: &mut impl Run, role: Role, agency: AgencyId) -> Result<Vec<UserId>> {
    let statement = sql("SELECT u.id FROM users u JOIN grants g ON g.user_id = u.id \
         WHERE u.disabled_ms IS NULL AND u.machine = 0 AND g.role = $1 AND g.agency_id = $2 ORDER BY u.id");
    let rows: Vec<(i64,)> = db.all(statement.bind(role.code()).bind(agency.0)).await?;
    Ok(rows.into_iter().map(|(id,)| UserId(id)).collect())
}
