//! Members of staff for each role, and the sites where cases come in. Passwords are made elsewhere.

use super::calendars::VIET_NAM;
use super::table::{SeedError, rows};
use hoiam_shared::ids::{AgencyId, CalendarId, SiteId, UserId};
use hoiam_shared::rights::{Grant, Role};
use serde::Deserialize;
use std::collections::HashMap;

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Never reused.
    pub id: UserId,
    /// What they sign in with.
    pub login: String,
    /// Their name.
    pub name: String,
    /// What they are, and where.
    pub grants: Vec<Grant>,
}

/// A website with the intake widget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Its id.
    pub id: SiteId,
    /// The public key in the embedding line.
    pub key: String,
    /// Name in Vietnamese.
    pub name_vi: String,
    /// Name in English.
    pub name_en: String,
    /// Who gets what no rule places.
    pub agency: AgencyId,
    /// The calendar of the citizen's clock.
    pub calendar: CalendarId,
    /// Every loopback origin may embed it: for demonstrations.
    pub any_loopback: bool,
    /// Origins that may embed it.
    pub origins: Vec<String>,
}

#[derive(Deserialize)]
struct UserRow {
    id: i64,
    login: String,
    name: String,
    role: Role,
    agency: String,
}

const FILE: &str = "users.csv";

fn find(ids: &HashMap<&str, AgencyId>, code: &str) -> Result<AgencyId, SeedError> {
    ids.get(code).copied().ok_or_else(|| SeedError::new(FILE, format!("no agency {code}")))
}

pub(super) fn users(ids: &HashMap<&str, AgencyId>) -> Result<Vec<User>, SeedError> {
    let mut users: Vec<User> = Vec::new();
    for row in rows::<UserRow>(FILE, include_str!("../../data/users.csv"))? {
        let grant = Grant { role: row.role, agency: find(ids, &row.agency)? };
        match users.iter_mut().find(|user| user.id == UserId(row.id)) {
            Some(user) => user.grants.push(grant),
            None => users.push(User { id: UserId(row.id), login: row.login, name: row.name, grants: vec![grant] }),
        }
    }
    Ok(users)
}

pub(super) fn sites(ids: &HashMap<&str, AgencyId>) -> Result<Vec<Site>, SeedError> {
    Ok(vec![Site {
        id: SiteId(1),
        key: "demo".into(),
        name_vi: "Cổng phản ánh, kiến nghị (trình diễn)".into(),
        name_en: "Feedback and petitions (demonstration)".into(),
        agency: find(ids, "van-phong-chinh-phu")?,
        calendar: VIET_NAM,
        any_loopback: true,
        origins: Vec::new(),
    }])
}
