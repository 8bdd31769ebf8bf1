//! The data files hold together: counts, codes, parents, targets, and the calendar's hard years.

use super::*;
use crate::seed::areas::AreaLevel;
use hoiam_shared::case::CaseKind;
use hoiam_shared::case::event::Target;
use hoiam_shared::clock::{Compiled, Day};
use hoiam_shared::rights::Role;
use hoiam_shared::route::RuleTarget;
use std::collections::HashSet;

#[test]
fn there_are_as_many_as_in_the_country() {
    let world = world().unwrap();
    let level = |level| world.areas.iter().filter(|a| a.level == level).count();
    assert_eq!((level(AreaLevel::Province), level(AreaLevel::Commune)), (34, 3321));
    assert_eq!(world.agencies.len(), 1 + 17 + 34 + 34 * 16 + 3321);
    assert_eq!(world.categories.iter().filter(|c| c.parent.is_none()).count(), 12);
    let former = world.areas.iter().flat_map(|a| &a.aliases).filter(|a| a.starts_with("Tỉnh ")).count();
    assert_eq!(former, 63 - 34);
}

#[test]
fn codes_and_ids_are_unique_and_parents_come_first() {
    let world = world().unwrap();
    let (mut codes, mut ids) = (HashSet::new(), HashSet::new());
    for agency in &world.agencies {
        assert!(agency.parent.is_none_or(|parent| ids.contains(&parent)), "{}", agency.code);
        assert!(ids.insert(agency.id) && codes.insert(&agency.code), "{}", agency.code);
    }
    let roots: Vec<_> = world.agencies.iter().filter(|a| a.parent.is_none()).collect();
    assert!(roots.len() == 1 && roots[0].calendar == Some(world.calendars[0].id));
    let mut categories = HashSet::new();
    for category in &world.categories {
        assert!(category.parent.as_ref().is_none_or(|p| categories.contains(p)), "{}", category.code);
        assert!(categories.insert(category.code.clone()) && !category.terms.is_empty(), "{}", category.code);
    }
    assert!(world.rules.windows(2).all(|pair| pair[0].id < pair[1].id));
}

#[test]
fn names_read_well() {
    let world = world().unwrap();
    let check = |code: &str, vi: &str, en: &str| {
        let agency = world.agency(world.by_code(code).unwrap()).unwrap();
        assert_eq!((agency.name_vi.as_str(), agency.name_en.as_str()), (vi, en));
    };
    check("ubnd-79", "Ủy ban nhân dân thành phố Hồ Chí Minh", "People's Committee of Ho Chi Minh City");
    check("ubnd-00004", "Ủy ban nhân dân phường Ba Đình, Hà Nội", "People's Committee of Ba Dinh Ward, Hanoi");
    check("so-xay-dung-04", "Sở Xây dựng tỉnh Cao Bằng", "Department of Construction of Cao Bang Province");
    check("cong-an-48", "Công an thành phố Đà Nẵng", "Police of Da Nang City");
    check("bo-xay-dung", "Bộ Xây dựng", "Ministry of Construction");
}

#[test]
fn every_rule_finds_its_agency_in_every_commune() {
    let world = world().unwrap();
    for rule in &world.rules {
        for area in &world.areas {
            assert!(rule.target.resolve(Some(&area.code), &world).is_some(), "{} in {}", rule.matches, area.code);
        }
    }
    let check = |target: &str, area: &str, code: &str| {
        let id = RuleTarget::parse(target).unwrap().resolve(Some(area), &world).unwrap();
        assert_eq!(world.agency(id).unwrap().code, code);
    };
    check("commune", "00004", "ubnd-00004");
    check("province", "00004", "ubnd-01");
    check("province-department:so-xay-dung", "00004", "so-xay-dung-01");
}

#[test]
fn every_kind_has_its_clock() {
    let world = world().unwrap();
    let check = |kind: CaseKind, day: &str, expect: Option<&str>| {
        let named =
            |p: &Policy| p.matches.strip_prefix("kind:").is_some_and(|k| k.split(',').any(|k| k == kind.code()));
        let chosen = Policy::choose(&world.policies, Day::parse(day).unwrap(), named);
        assert_eq!(chosen.map(|p| p.code.as_str()), expect, "{kind} {day}");
    };
    check(CaseKind::Feedback, "2026-11-22", Some("pakn"));
    check(CaseKind::Suggestion, "2026-11-22", Some("pakn"));
    check(CaseKind::Complaint, "2026-11-22", Some("khieu-nai-lan-dau"));
    check(CaseKind::Denunciation, "2026-11-22", Some("to-cao"));
    check(CaseKind::Question, "2026-11-22", Some("hoi-dap"));
    check(CaseKind::DataRequest, "2026-11-22", Some("du-lieu-ca-nhan"));
    check(CaseKind::DataRequest, "2025-12-31", None);
    check(CaseKind::Compliment, "2026-11-22", None);
    for policy in &world.policies {
        assert!(policy.target(Target::Resolve).is_some() && !policy.source.is_empty(), "{}", policy.code);
        assert!(policy.targets.iter().all(|t| t.amount > 0 && t.warn_at.iter().all(|s| (1..100).contains(s))));
    }
    let law_changes = ["khieu-nai", "to-cao"];
    let marked = |p: &Policy| p.check_before_use || !law_changes.iter().any(|prefix| p.code.starts_with(prefix));
    assert!(world.policies.iter().all(marked));
}

#[test]
fn the_calendar_knows_its_hard_days() {
    let calendar = Compiled::new(&world().unwrap().calendars[0]).unwrap();
    let check = |date: &str, works: bool, name: &str| {
        let day = Day::parse(date).unwrap();
        let named = calendar.exception(day).map_or("", |e| e.name_vi.as_str());
        assert_eq!((calendar.works(day), named), (works, name), "{date}");
    };
    check("2015-02-14", true, "Làm bù cho ngày 16/02/2015");
    check("2026-08-22", true, "Làm bù cho ngày 31/08/2026");
    check("2026-08-31", false, "Ngày nghỉ (thay cho ngày 22/08/2026)");
    check("2024-02-09", false, "Giao thừa Tết Nguyên Đán");
    check("2026-11-24", false, "Ngày Văn hóa Việt Nam");
    check("2026-11-25", true, "");
    check("2026-11-28", false, "");
    check("2030-11-25", false, "Ngày Văn hóa Việt Nam (nghỉ bù)");
}

#[test]
fn there_is_someone_for_each_role() {
    let world = world().unwrap();
    for role in Role::ALL.iter().filter(|role| role.of_people()) {
        assert!(world.users.iter().any(|u| u.grants.iter().any(|g| g.role == *role)), "{role}");
    }
    assert!(world.sites.iter().any(|s| s.key == "demo" && s.any_loopback));
}
