//! What is wrong with rules by how they are written: values that nobody has, conditions that no new case can meet,
//! rules that an earlier one leaves nothing to. Pure; what recent cases say is in `bounces`.

use super::check;
use crate::domain::settings::Settings;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::routing::Routing;
use hoiam_shared::query::{Mark, Node, Numbers, StateValue, Test, TimeField, parse};
use hoiam_shared::text::{Token, tokens};

/// A rule as it is looked at.
#[derive(Debug, Clone)]
pub struct Written {
    /// Which.
    pub id: i64,
    /// What it is called in the reader's language.
    pub name: String,
    /// It is asked.
    pub active: bool,
    /// Its condition.
    pub query: String,
    /// Where it sends.
    pub target: String,
}

/// Something wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// With which rule.
    pub rule: i64,
    /// What kind of thing.
    pub kind: &'static str,
    /// In words.
    pub text: String,
    /// The other rule.
    pub other: Option<i64>,
}

/// Reads all rules in their order. What is switched off is looked at for itself, but shadows nobody.
pub fn read(settings: &Settings, rules: &[Written], lang: Lang) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut before: Vec<(&Written, Vec<Vec<Atom>>)> = Vec::new();
    for rule in rules {
        let mut add = |kind, text, other| found.push(Finding { rule: rule.id, kind, text, other });
        if !check::exists(settings, &rule.target) {
            add("unknown_target", fill(Routing::LintUnknownTarget.text(lang), &[("value", &rule.target)]), None);
        }
        let Ok(tree) = parse(&rule.query) else { continue };
        for (field, value) in unknown(settings, &tree) {
            let text = fill(Routing::LintUnknownValue.text(lang), &[("field", field), ("value", &value)]);
            add("unknown_value", text, None);
        }
        let ways = ways(&tree);
        if let Some(reason) = impossible(settings, &ways, lang) {
            add("never_matches", fill(Routing::LintNeverMatches.text(lang), &[("reason", &reason)]), None);
            continue;
        }
        if !rule.active {
            continue;
        }
        if let Some((other, _)) = before.iter().find(|(_, earlier)| covers(settings, earlier, &ways)) {
            let text = fill(Routing::LintShadowed.text(lang), &[("other", &other.name)]);
            add("shadowed", text, Some(other.id));
        }
        // One that falls through where there is no area leaves such cases to those behind it.
        before.push((rule, ways));
    }
    found
}

/// One condition of a case, or that it does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Atom {
    holds: bool,
    node: Node,
}

/// More alternatives are not worked out; the rule is then taken for possible and for nobody's shadow.
const MOST_WAYS: usize = 64;

/// The ways in which a query can match: in each all conditions hold. Empty when there are too many to write down.
fn ways(tree: &Node) -> Vec<Vec<Atom>> {
    split(tree, true).unwrap_or_default()
}

fn split(node: &Node, holds: bool) -> Option<Vec<Vec<Atom>>> {
    match (node, holds) {
        (Node::All, true) => Some(vec![Vec::new()]),
        (Node::Not(inner), _) => split(inner, !holds),
        (Node::And(parts), true) | (Node::Or(parts), false) => {
            let mut out: Vec<Vec<Atom>> = vec![Vec::new()];
            for part in parts {
                let more = split(part, holds)?;
                out = out.iter().flat_map(|a| more.iter().map(move |b| a.iter().chain(b).cloned().collect())).collect();
                if out.len() > MOST_WAYS {
                    return None;
                }
            }
            Some(out)
        }
        (Node::Or(parts), true) | (Node::And(parts), false) => {
            let mut out = Vec::new();
            for part in parts {
                out.extend(split(part, holds)?);
            }
            (out.len() <= MOST_WAYS).then_some(out)
        }
        // Words side by side: each is a condition.
        (Node::Text(words), true) => {
            let words = words.split_whitespace().map(|word| Atom { holds, node: Node::Text(word.to_owned()) });
            Some(vec![words.collect()])
        }
        (Node::All | Node::Text(_) | Node::Phrase(_) | Node::Is(_), _) => {
            Some(vec![vec![Atom { holds, node: node.clone() }]])
        }
    }
}

/// Why no way is possible for a case that was just filed.
fn impossible(settings: &Settings, ways: &[Vec<Atom>], lang: Lang) -> Option<String> {
    let mut reason = None;
    for way in ways {
        let why = way
            .iter()
            .find(|atom| at_intake(&atom.node).is_some_and(|is| is != atom.holds))
            .map(|atom| fill(Routing::LintNeverAtIntake.text(lang), &[("test", &shown(atom))]));
        let clash = || {
            let pairs = way.iter().enumerate().flat_map(|(n, a)| way[n + 1..].iter().map(move |b| (a, b)));
            let (a, b) = pairs.into_iter().find(|(a, b)| exclude(settings, a, b))?;
            Some(fill(Routing::LintContradiction.text(lang), &[("a", &shown(a)), ("b", &shown(b))]))
        };
        reason = Some(why.or_else(clash)?);
    }
    reason
}

fn shown(atom: &Atom) -> String {
    if atom.holds { atom.node.to_string() } else { Node::not(atom.node.clone()).to_string() }
}

/// What a test says of every case at the moment of filing; `None` when it depends on the case.
fn at_intake(node: &Node) -> Option<bool> {
    use hoiam_shared::case::CaseState;
    use hoiam_shared::query::{Assigned, NumberField, Period};
    let Node::Is(test) = node else { return None };
    match test {
        Test::State(StateValue::One(state)) => Some(*state == CaseState::Received),
        Test::State(StateValue::Open) => Some(true),
        Test::State(StateValue::Done | StateValue::Late) | Test::OnTime(_) => Some(false),
        Test::Agency(_) | Test::Desk(_) | Test::Code(_) => Some(false),
        Test::Assigned(who) => Some(*who == Assigned::None),
        Test::Time(TimeField::Due | TimeField::Answered, period) => Some(matches!(period, Period::None)),
        Test::Number(NumberField::Rating, numbers) => Some(matches!(numbers, Numbers::None)),
        Test::Number(NumberField::Transfers | NumberField::Reopened | NumberField::Bounces, numbers) => {
            Some(match numbers {
                Numbers::None => false,
                Numbers::Between(from, _) => from.unwrap_or(0) == 0,
            })
        }
        // What somebody does to it comes later.
        Test::Mark(Mark::Accepted | Mark::Replied, is) => Some(!is),
        Test::Kind(_)
        | Test::Area(_)
        | Test::Category(_)
        | Test::Channel(_)
        | Test::Site(_)
        | Test::Flag(_)
        | Test::Time(TimeField::Received, _)
        | Test::Mark(Mark::Sealed | Mark::Appeal, _) => None,
    }
}

/// Whether no case can meet both.
fn exclude(settings: &Settings, a: &Atom, b: &Atom) -> bool {
    match (a.holds, b.holds) {
        (true, true) => {
            let (Node::Is(x), Node::Is(y)) = (&a.node, &b.node) else { return false };
            match (x, y) {
                (Test::Kind(x), Test::Kind(y)) => x != y,
                (Test::Channel(x), Test::Channel(y)) => x != y,
                (Test::Category(x), Test::Category(y)) | (Test::Site(x), Test::Site(y)) => x != y,
                (Test::Mark(x, is), Test::Mark(y, other)) => x == y && is != other,
                (Test::Mark(Mark::Sealed, sealed), Test::Kind(kind))
                | (Test::Kind(kind), Test::Mark(Mark::Sealed, sealed)) => kind.sealed() != *sealed,
                (Test::Area(x), Test::Area(y)) => !inside(settings, x, y) && !inside(settings, y, x),
                _ => false,
            }
        }
        (true, false) => implies(settings, a, &Atom { holds: true, node: b.node.clone() }),
        (false, true) => implies(settings, b, &Atom { holds: true, node: a.node.clone() }),
        (false, false) => false,
    }
}

fn inside(settings: &Settings, area: &str, of: &str) -> bool {
    area == of || settings.area_line(area).contains(&of)
}

/// Whether every case that meets `a` meets `b`. `false` when it cannot be told.
fn implies(settings: &Settings, a: &Atom, b: &Atom) -> bool {
    if a == b {
        return true;
    }
    match (a.holds, b.holds) {
        (true, true) => match (&a.node, &b.node) {
            (Node::Is(Test::Area(x)), Node::Is(Test::Area(y))) => inside(settings, x, y),
            (Node::Is(Test::Kind(kind)), Node::Is(Test::Mark(Mark::Sealed, sealed))) => kind.sealed() == *sealed,
            // A phrase holds all its words, and a longer one the shorter.
            (Node::Phrase(x), Node::Text(y)) => has(&tokens(x), &tokens(y), false),
            (Node::Phrase(x), Node::Phrase(y)) => has(&tokens(x), &tokens(y), true),
            (Node::Text(x), Node::Text(y)) => has(&tokens(x), &tokens(y), false),
            _ => false,
        },
        (true, false) => exclude_plain(settings, a, b),
        (false, false) => {
            implies(settings, &Atom { holds: true, node: b.node.clone() }, &Atom { holds: true, node: a.node.clone() })
        }
        (false, true) => false,
    }
}

/// `a` and the denial of what `b` denies: meeting `a` means not meeting that.
fn exclude_plain(settings: &Settings, a: &Atom, b: &Atom) -> bool {
    exclude(settings, a, &Atom { holds: true, node: b.node.clone() })
}

/// Whether `all` has the words of `some`, side by side if so wanted. A word with marks is not asked by one without.
fn has(all: &[Token], some: &[Token], together: bool) -> bool {
    let answers = |x: &Token, y: &Token| if y.exact == y.folded { x.folded == y.folded } else { x.exact == y.exact };
    if some.is_empty() {
        return false;
    }
    if together {
        return all.windows(some.len()).any(|part| part.iter().zip(some).all(|(x, y)| answers(x, y)));
    }
    some.iter().all(|y| all.iter().any(|x| answers(x, y)))
}

/// Whether every way of `late` meets all conditions of some way of `early`.
fn covers(settings: &Settings, early: &[Vec<Atom>], late: &[Vec<Atom>]) -> bool {
    let covered = |way: &Vec<Atom>| {
        early.iter().any(|other| other.iter().all(|wanted| way.iter().any(|atom| implies(settings, atom, wanted))))
    };
    !late.is_empty() && !early.is_empty() && late.iter().all(covered)
}

/// Codes in a query that nothing here has: (field, value).
fn unknown(settings: &Settings, tree: &Node) -> Vec<(&'static str, String)> {
    use hoiam_shared::query::Assigned;
    let mut found = Vec::new();
    tree.walk(&mut |node| {
        let Node::Is(test) = node else { return };
        let missing = match test {
            Test::Agency(code) if settings.agency_by_code(code).is_none() => Some(("agency", code)),
            Test::Desk(code) if settings.agency_by_code(code).is_none() => Some(("desk", code)),
            Test::Area(code) if settings.area(code).is_none() => Some(("area", code)),
            Test::Category(code) if settings.category(code).is_none() => Some(("category", code)),
            Test::Site(code) if settings.site(code).is_none() => Some(("site", code)),
            Test::Assigned(Assigned::Login(login)) if settings.person_by_login(login).is_none() => {
                Some(("assigned", login))
            }
            _ => None,
        };
        found.extend(missing.map(|(field, value)| (field, value.clone())));
    });
    found
}
