//! Tokens of other programs: what opens (its digest only), until when, and as which user it acts.

use super::branches;
use super::db::{Arg, Run, Sql, Tx, sql};
use super::error::{Result, StoreError};
use super::people::User;
use hoiam_shared::ids::{AgencyId, UserId};
use hoiam_shared::rights::{Grant, Role};

/// A token to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenNew {
    /// The user that it acts as.
    pub user: User,
    /// What it may do where.
    pub grant: Grant,
    /// SHA-256 (hex) of what opens.
    pub token_sha256: String,
    /// Who made it.
    pub made_by: UserId,
    /// When, milliseconds UTC.
    pub created_ms: i64,
    /// Until when it opens, milliseconds UTC.
    pub expires_ms: i64,
}

/// A token as administrators know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRow {
    /// The user that it acts as.
    pub id: UserId,
    /// What it is for.
    pub name: String,
    /// What it may do where.
    pub grant: Grant,
    /// Who made it.
    pub made_by: UserId,
    /// When, milliseconds UTC.
    pub created_ms: i64,
    /// Until when it opens, milliseconds UTC.
    pub expires_ms: i64,
    /// Used last, to some minutes.
    pub used_ms: Option<i64>,
    /// When it was taken back.
    pub revoked_ms: Option<i64>,
}

#[derive(sqlx_macros::FromRow)]
struct Columns {
    id: i64,
    name: String,
    role: String,
    agency_id: i64,
    made_by: i64,
    created_ms: i64,
    expires_ms: i64,
    used_ms: Option<i64>,
    disabled_ms: Option<i64>,
}

impl TryFrom<Columns> for TokenRow {
    type Error = StoreError;

    fn try_from(row: Columns) -> Result<Self> {
        let role = Role::from_code(&row.role)
            .ok_or_else(|| StoreError::Inconsistent { table: "grants", what: format!("role of token {}", row.id) })?;
        Ok(Self {
            id: UserId(row.id),
            name: row.name,
            grant: Grant { role, agency: AgencyId(row.agency_id) },
            made_by: UserId(row.made_by),
            created_ms: row.created_ms,
            expires_ms: row.expires_ms,
            used_ms: row.used_ms,
            revoked_ms: row.disabled_ms,
        })
    }
}

/// Stores a token, the user that it acts as, and its role.
pub async fn insert(tx: &mut Tx, new: &TokenNew) -> Result<()> {
    super::people::insert(tx, &new.user).await?;
    super::people::grant(tx, new.user.id, new.grant).await?;
    let statement = sql("INSERT INTO api_tokens (user_id, token_sha256, made_by, created_ms, expires_ms, used_ms) \
         VALUES ($1, $2, $3, $4, $5, NULL)")
    .bind(new.user.id.0)
    .bind(new.token_sha256.as_str())
    .bind(new.made_by.0)
    .bind(new.created_ms)
    .bind(new.expires_ms);
    tx.execute(statement).await.map(|_| ())
}

/// A token that opens now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Opens {
    /// The user that it acts as.
    pub user_id: i64,
    /// Until when, milliseconds UTC.
    pub expires_ms: i64,
    /// Used last, to some minutes.
    pub used_ms: Option<i64>,
}

/// The token with this digest, if it opens at `now_ms`.
pub async fn find(db: &mut impl Run, token_sha256: &str, now_ms: i64) -> Result<Option<Opens>> {
    let text = "SELECT t.user_id, t.expires_ms, t.used_ms FROM api_tokens t JOIN users u ON u.id = t.user_id \
                WHERE t.token_sha256 = $1 AND t.expires_ms > $2 AND u.disabled_ms IS NULL";
    db.optional(sql(text).bind(token_sha256).bind(now_ms)).await
}

/// Notes that a token is in use.
pub async fn touch(tx: &mut Tx, user: UserId, now_ms: i64) -> Result<()> {
    tx.execute(sql("UPDATE api_tokens SET used_ms = $2 WHERE user_id = $1").bind(user.0).bind(now_ms)).await.map(|_| ())
}

/// The tokens whose roles lie in these branches (nested-set numbers), the newest first; or only the one with this number.
pub async fn within(db: &mut impl Run, ranges: &[(i64, i64)], only: Option<i64>) -> Result<Vec<TokenRow>> {
    let mut values: Vec<Arg> = Vec::new();
    let mut place = |value: i64| {
        values.push(value.into());
        format!("${}", values.len())
    };
    let mut condition = branches::holds("a.low", ranges, &mut place);
    if let Some(id) = only {
        condition.push_str(&format!(" AND t.user_id = {}", place(id)));
    }
    let text = format!(
        "SELECT u.id, u.name, g.role, g.agency_id, t.made_by, t.created_ms, t.expires_ms, t.used_ms, u.disabled_ms \
         FROM api_tokens t JOIN users u ON u.id = t.user_id JOIN grants g ON g.user_id = t.user_id \
         JOIN agencies a ON a.id = g.agency_id WHERE {condition} ORDER BY t.user_id DESC"
    );
    let rows: Vec<Columns> = db.all(values.into_iter().fold(sql(text), Sql::bind)).await?;
    rows.into_iter().map(TokenRow::try_from).collect()
}
