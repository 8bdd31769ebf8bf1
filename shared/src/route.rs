//! Where a routing rule sends a case: to one named agency, or to whoever plays a role where the case is.
//! Resolving is pure; which rule applies is decided by the query language elsewhere.

use crate::ids::AgencyId;

/// The target of a routing rule. As text: `commune`, `province`, `province-department:so-xay-dung`, or the
/// code of an agency.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum RuleTarget {
    /// This agency, wherever the case is.
    Agency(String),
    /// The committee of the case's own area: of the commune, or of the province when no commune is known,
    /// which passes it on.
    Commune,
    /// The committee of the province.
    Province,
    /// This department of the province.
    Department(String),
}

/// The role of the body that governs an area.
pub const COMMITTEE: &str = "committee";
const DEPARTMENT: &str = "province-department:";

/// What resolving needs to know of agencies and areas.
pub trait Directory {
    /// The agency with this code.
    fn by_code(&self, code: &str) -> Option<AgencyId>;
    /// Who plays a role in an area.
    fn by_role(&self, role: &str, area: &str) -> Option<AgencyId>;
    /// The area that contains this one; `None` at the top.
    fn area_above(&self, area: &str) -> Option<String>;
}

impl RuleTarget {
    /// Reads the text form; `None` when it is empty or names no department.
    pub fn parse(text: &str) -> Option<Self> {
        match (text, text.strip_prefix(DEPARTMENT)) {
            ("" | DEPARTMENT, _) => None,
            ("commune", _) => Some(Self::Commune),
            ("province", _) => Some(Self::Province),
            (_, Some(department)) => Some(Self::Department(department.to_owned())),
            (code, None) => Some(Self::Agency(code.to_owned())),
        }
    }

    /// The agency for a case in `area`; `None` when there is none, or the case has no area and needs one.
    /// The caller then tries the next rule.
    pub fn resolve(&self, area: Option<&str>, directory: &impl Directory) -> Option<AgencyId> {
        let top = |area: &str| {
            let mut top = area.to_owned();
            while let Some(above) = directory.area_above(&top) {
                top = above;
            }
            top
        };
        match self {
            Self::Agency(code) => directory.by_code(code),
            Self::Commune => directory.by_role(COMMITTEE, area?),
            Self::Province => directory.by_role(COMMITTEE, &top(area?)),
            Self::Department(role) => directory.by_role(role, &top(area?)),
        }
    }
}

impl core::fmt::Display for RuleTarget {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Agency(code) => f.write_str(code),
            Self::Commune => f.write_str("commune"),
            Self::Province => f.write_str("province"),
            Self::Department(role) => write!(f, "{DEPARTMENT}{role}"),
        }
    }
}

impl serde::Serialize for RuleTarget {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for RuleTarget {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(d)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a routing target"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Town;

    impl Directory for Town {
        fn by_code(&self, code: &str) -> Option<AgencyId> {
            (code == "bo-xay-dung").then_some(AgencyId(1))
        }

        fn by_role(&self, role: &str, area: &str) -> Option<AgencyId> {
            match (role, area) {
                (COMMITTEE, "79") => Some(AgencyId(79)),
                (COMMITTEE, "26734") => Some(AgencyId(26_734)),
                ("so-xay-dung", "79") => Some(AgencyId(7)),
                _ => None,
            }
        }

        fn area_above(&self, area: &str) -> Option<String> {
            (area == "26734").then(|| "79".into())
        }
    }

    #[test]
    fn targets_resolve_where_the_case_is() {
        let check = |text: &str, area: Option<&str>, expect: Option<i64>| {
            let target = RuleTarget::parse(text).unwrap();
            assert_eq!(target.to_string(), text);
            assert_eq!(target.resolve(area, &Town), expect.map(AgencyId), "{text} {area:?}");
        };
        check("bo-xay-dung", None, Some(1));
        check("so-la", Some("79"), None);
        check("commune", Some("26734"), Some(26_734));
        check("commune", Some("79"), Some(79));
        check("commune", None, None);
        check("province", Some("26734"), Some(79));
        check("province-department:so-xay-dung", Some("26734"), Some(7));
        check("province-department:so-xay-dung", Some("79"), Some(7));
        check("province-department:so-la", Some("79"), None);
        check("province-department:so-xay-dung", Some("01"), None);
        assert_eq!(RuleTarget::parse(""), None);
        assert_eq!(RuleTarget::parse("province-department:"), None);
    }
}
