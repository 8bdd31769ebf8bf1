//! Whether a query can hold for any case at all, and whether earlier queries hold wherever it does: what makes a
//! rule or a policy useless in a list where the first match wins.
//!
//! All ways are tried in which the tests that occur can come out. Fields with a fixed set of values have exactly
//! one of them; a case has at most one category, site and desk; everything else is taken as free. So "never" and
//! "covered" are certain, while a contradiction between periods or between two areas may be overlooked.

use super::tree::{Mark, Node, StateValue, Test};
use crate::case::{CaseKind, CaseState, Channel};

/// Ways tried at most; beyond that nothing is said.
const MOST_WAYS: usize = 400_000;

/// What is known of a query in a list where the first match wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cover {
    /// There are cases for it, as far as can be told.
    Open,
    /// It contradicts itself: no case is like that.
    Never,
    /// Every case it means was taken by the queries up to this one (a place in the list given).
    Covered(usize),
    /// It has too many conditions to be tried through.
    Unknown,
}

/// Looks at `query` after `earlier`.
pub fn cover(query: &Node, earlier: &[&Node]) -> Cover {
    let mut ways = Ways::default();
    core::iter::once(&query).chain(earlier).for_each(|node| node.walk(&mut |node| ways.learn(node)));
    let Some(total) = ways.count() else { return Cover::Unknown };
    // The last of the earlier ones that is needed to take all.
    let mut needed = None;
    for n in 0..total {
        let way = ways.way(n);
        if !ways.holds(query, &way) {
            continue;
        }
        match earlier.iter().position(|node| ways.holds(node, &way)) {
            None => return Cover::Open,
            taken => needed = needed.max(taken),
        }
    }
    needed.map_or(Cover::Never, Cover::Covered)
}

/// The tests that occur, as dimensions with a number of outcomes each.
#[derive(Default)]
struct Ways {
    /// Of each dimension what its outcomes are.
    dimensions: Vec<Dimension>,
}

enum Dimension {
    Kind,
    Channel,
    State,
    Mark(Mark),
    /// At most one of these holds.
    One(Field, Vec<Node>),
    /// Holds or does not.
    Free(Node),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Category,
    Site,
    Desk,
    Code,
}

fn one_of(node: &Node) -> Option<Field> {
    match node {
        Node::Is(Test::Category(_)) => Some(Field::Category),
        Node::Is(Test::Site(_)) => Some(Field::Site),
        Node::Is(Test::Desk(_)) => Some(Field::Desk),
        Node::Is(Test::Code(_)) => Some(Field::Code),
        _ => None,
    }
}

impl Ways {
    fn learn(&mut self, node: &Node) {
        let known = |dimensions: &[Dimension], wanted: fn(&Dimension) -> bool| dimensions.iter().any(wanted);
        match node {
            Node::All | Node::Not(_) | Node::And(_) | Node::Or(_) => {}
            Node::Is(Test::Kind(_)) => {
                if !known(&self.dimensions, |d| matches!(d, Dimension::Kind)) {
                    self.dimensions.push(Dimension::Kind);
                }
            }
            Node::Is(Test::Channel(_)) => {
                if !known(&self.dimensions, |d| matches!(d, Dimension::Channel)) {
                    self.dimensions.push(Dimension::Channel);
                }
            }
            Node::Is(Test::State(StateValue::One(_) | StateValue::Open | StateValue::Done)) => {
                if !known(&self.dimensions, |d| matches!(d, Dimension::State)) {
                    self.dimensions.push(Dimension::State);
                }
            }
            Node::Is(Test::Mark(mark, _)) => {
                if !self.dimensions.iter().any(|d| matches!(d, Dimension::Mark(known) if known == mark)) {
                    self.dimensions.push(Dimension::Mark(*mark));
                }
            }
            node => match one_of(node) {
                Some(field) => {
                    let group = self.dimensions.iter_mut().find_map(|d| match d {
                        Dimension::One(of, all) if *of == field => Some(all),
                        _ => None,
                    });
                    match group {
                        Some(all) if all.contains(node) => {}
                        Some(all) => all.push(node.clone()),
                        None => self.dimensions.push(Dimension::One(field, vec![node.clone()])),
                    }
                }
                None => {
                    let seen = self.dimensions.iter().any(|d| matches!(d, Dimension::Free(other) if other == node));
                    if !seen {
                        self.dimensions.push(Dimension::Free(node.clone()));
                    }
                }
            },
        }
    }

    fn count(&self) -> Option<usize> {
        self.dimensions.iter().try_fold(1usize, |all, d| all.checked_mul(d.outcomes()).filter(|n| *n <= MOST_WAYS))
    }

    /// The outcome of each dimension in the `n`-th way.
    fn way(&self, mut n: usize) -> Vec<usize> {
        let digit = |d: &Dimension| {
            let outcome = n % d.outcomes();
            n /= d.outcomes();
            outcome
        };
        self.dimensions.iter().map(digit).collect()
    }

    fn holds(&self, node: &Node, way: &[usize]) -> bool {
        match node {
            Node::All => true,
            Node::Not(inner) => !self.holds(inner, way),
            Node::And(all) => all.iter().all(|node| self.holds(node, way)),
            Node::Or(all) => all.iter().any(|node| self.holds(node, way)),
            Node::Text(_) | Node::Phrase(_) | Node::Is(_) => {
                self.dimensions.iter().zip(way).find_map(|(d, outcome)| d.says(node, *outcome)).unwrap_or(false)
            }
        }
    }
}

impl Dimension {
    fn outcomes(&self) -> usize {
        match self {
            Self::Kind => CaseKind::ALL.len(),
            Self::Channel => Channel::ALL.len(),
            Self::State => CaseState::ALL.len(),
            Self::Mark(_) | Self::Free(_) => 2,
            Self::One(_, all) => all.len() + 1,
        }
    }

    /// Whether a test holds with this outcome; `None` when it is not of this dimension.
    fn says(&self, node: &Node, outcome: usize) -> Option<bool> {
        match (self, node) {
            (Self::Kind, Node::Is(Test::Kind(kind))) => Some(CaseKind::ALL[outcome] == *kind),
            (Self::Channel, Node::Is(Test::Channel(channel))) => Some(Channel::ALL[outcome] == *channel),
            (Self::State, Node::Is(Test::State(value))) => {
                let state = CaseState::ALL[outcome];
                match value {
                    StateValue::One(one) => Some(state == *one),
                    StateValue::Open => Some(state.open()),
                    StateValue::Done => Some(!state.open()),
                    StateValue::Late => None,
                }
            }
            (Self::Mark(mark), Node::Is(Test::Mark(of, is))) if mark == of => Some((outcome == 1) == *is),
            (Self::One(_, all), node) => all.iter().position(|other| other == node).map(|at| at == outcome),
            (Self::Free(other), node) if other == node => Some(outcome == 1),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    #[test]
    fn what_can_never_match_and_what_comes_too_late() {
        let check = |query: &str, earlier: &[&str], expect: Cover| {
            let trees: Vec<Node> = earlier.iter().map(|text| parse(text).unwrap()).collect();
            assert_eq!(cover(&parse(query).unwrap(), &trees.iter().collect::<Vec<_>>()), expect, "{query}");
        };
        check("kind:feedback", &[], Cover::Open);
        check("kind:feedback kind:complaint", &[], Cover::Never);
        check("kind:feedback -kind:feedback", &[], Cover::Never);
        check("category:rac-thai category:via-he", &[], Cover::Never);
        check("category:rac-thai,via-he", &["category:rac-thai", "category:via-he channel:phone"], Cover::Open);
        check(
            "category:rac-thai,via-he",
            &["kind:feedback", "category:rac-thai", "category:via-he"],
            Cover::Covered(2),
        );
        check("channel:phone kind:feedback", &["kind:feedback,suggestion"], Cover::Covered(0));
        check("kind:feedback", &["channel:phone kind:feedback"], Cover::Open);
        check("kind:feedback", &["kind:feedback channel:phone", "kind:feedback -channel:phone"], Cover::Covered(1));
        check("", &["kind:feedback"], Cover::Open);
        check("kind:complaint", &[""], Cover::Covered(0));
        check("đất đai", &["đất đai"], Cover::Covered(0));
        check("đất đai", &["đường"], Cover::Open);
        check("state:open state:closed", &[], Cover::Never);
        check("state:late", &["state:open"], Cover::Open);
        check("area:79", &["area:01"], Cover::Open);
        let many: String = (0..24).map(|n| format!("\"chữ {n}\" ")).collect();
        check(&many, &[], Cover::Unknown);
    }
}
