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
    /// Its own colour, `#rrggbb`.
    pub colour: &'static str,
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
    let site = |id: i64, key: &str, name_vi: &str, name_en: &str, agency: &str, colour: &'static str| {
        Ok(Site {
            id: SiteId(id),
            key: key.into(),
            name_vi: name_vi.into(),
            name_en: name_en.into(),
            agency: find(ids, agency)?,
            calendar: VIET_NAM,
            any_loopback: true,
            origins: Vec::new(),
            colour,
        })
    };
    Ok(vec![
        site(
            1,
            "demo",
            "Cổng phản ánh, kiến nghị (trình diễn)",
            "Feedback and petitions (demonstration)",
            "van-phong-chinh-phu",
            "#8a1c1c",
        )?,
        site(2, "benh-vien", "Bệnh viện (trình diễn)", "Hospital (demonstration)", "bo-y-te", "#0a7d8c")?,
        site(
            3,
            "bo",
            "Bộ Xây dựng (trình diễn)",
            "Ministry of Construction (demonstration)",
            "bo-xay-dung",
            "#1f4e9c",
        )?,
    ])
}
