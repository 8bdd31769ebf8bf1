//! The tree of a query, and its printed form, which reads back to the same tree.

use super::complete::written;
use super::period::{Clock, Period};
use crate::case::event::Flag;
use crate::case::{CaseKind, CaseState, Channel};
use crate::coded::coded;
use core::fmt::{self, Display, Formatter, Write};

/// A query. Build it with [`Node::and`], [`Node::or`] and [`Node::not`], which keep it in the one form that
/// printing and reading preserve: no `And` inside `And`, words side by side in one `Text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Every case.
    All,
    /// Free words; each must be found.
    Text(String),
    /// Words between quotes: side by side, and as written if written with marks.
    Phrase(String),
    /// A test of a field.
    Is(Test),
    /// Not that.
    Not(Box<Node>),
    /// All of these.
    And(Vec<Node>),
    /// At least one of these.
    Or(Vec<Node>),
}

/// A test of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// `kind:complaint`
    Kind(CaseKind),
    /// `state:open`
    State(StateValue),
    /// `agency:so-xay-dung`, everything below it included.
    Agency(String),
    /// `desk:so-xay-dung`, that agency alone.
    Desk(String),
    /// `area:79`, everything inside it included.
    Area(String),
    /// `category:rac-thai`
    Category(String),
    /// `channel:phone`
    Channel(Channel),
    /// `site:ben-nghe`
    Site(String),
    /// `assigned:me`
    Assigned(Assigned),
    /// `flag:spam`
    Flag(Flag),
    /// `code:HA-26-7KQ4M-2XD9`
    Code(String),
    /// `received:2026-11`, `due:<2d`
    Time(TimeField, Period),
    /// `rating:<3`
    Number(NumberField, Numbers),
    /// `sealed:yes`
    Mark(Mark, bool),
    /// `on_time:no`: answered by the deadline, or not (late answers and open cases past their deadline).
    OnTime(bool),
}

/// A state, or a group of states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateValue {
    /// One state.
    One(CaseState),
    /// Work is still owed.
    Open,
    /// No work is owed any more.
    Done,
    /// Open and past its deadline.
    Late,
}

/// Who handles a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assigned {
    /// Who asks.
    Me,
    /// Nobody.
    None,
    /// The member of staff with this login.
    Login(String),
}

coded! {
    /// A field that is an instant.
    pub enum TimeField {
        /// When it was filed.
        Received = "received",
        /// When it must be answered.
        Due = "due",
        /// When the answer that stands was published.
        Answered = "answered",
    }
}

coded! {
    /// A field that is yes or no of every case.
    pub enum Mark {
        /// Only those with the right to sealed cases see that it exists.
        Sealed = "sealed",
        /// The agency that has it took it up.
        Accepted = "accepted",
        /// It was answered at least once, whether or not that answer stands.
        Replied = "replied",
        /// It appeals against how another case ended.
        Appeal = "appeal",
    }
}

coded! {
    /// A field that is a number.
    pub enum NumberField {
        /// Last rating, 1 to 5.
        Rating = "rating",
        /// Times it was passed on.
        Transfers = "transfers",
        /// Times the citizen reopened it.
        Reopened = "reopened",
        /// Times it was sent back or passed on more than once.
        Bounces = "bounces",
    }
}

/// Which numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbers {
    /// From and to, both included; `None` is open.
    Between(Option<u32>, Option<u32>),
    /// No number at all.
    None,
}

impl Node {
    /// All of these. Flattens, drops [`Node::All`], and joins words that stand side by side.
    pub fn and(nodes: impl IntoIterator<Item = Node>) -> Self {
        let mut out: Vec<Node> = Vec::new();
        let mut add = |node: Node| match (out.last_mut(), node) {
            (_, Self::All) => {}
            (Some(Self::Text(last)), Self::Text(next)) => {
                last.push(' ');
                last.push_str(&next);
            }
            (_, node) => out.push(node),
        };
        for node in nodes {
            match node {
                Self::And(inner) => inner.into_iter().for_each(&mut add),
                node => add(node),
            }
        }
        match out.len() {
            0 => Self::All,
            1 => out.remove(0),
            _ => Self::And(out),
        }
    }

    /// At least one of these; of none, every case.
    pub fn or(nodes: impl IntoIterator<Item = Node>) -> Self {
        let mut out = Vec::new();
        for node in nodes {
            match node {
                Self::All => return Self::All,
                Self::Or(inner) => out.extend(inner),
                node => out.push(node),
            }
        }
        match out.len() {
            0 => Self::All,
            1 => out.remove(0),
            _ => Self::Or(out),
        }
    }

    /// Not this; twice not is the thing itself.
    #[expect(clippy::should_implement_trait, reason = "a constructor beside `and` and `or`, not an operator")]
    pub fn not(node: Node) -> Self {
        match node {
            Self::Not(inner) => *inner,
            node => Self::Not(Box::new(node)),
        }
    }

    /// Calls `visit` with every node, this one first.
    pub fn walk(&self, visit: &mut impl FnMut(&Node)) {
        visit(self);
        match self {
            Self::And(nodes) | Self::Or(nodes) => nodes.iter().for_each(|node| node.walk(visit)),
            Self::Not(node) => node.walk(visit),
            Self::All | Self::Text(_) | Self::Phrase(_) | Self::Is(_) => {}
        }
    }

    /// The same query without a word that means something else later: what is told from now is told by the calendar.
    #[must_use]
    pub fn fixed(&self, clock: Clock<'_>) -> Self {
        let all = |nodes: &[Self]| nodes.iter().map(|node| node.fixed(clock)).collect();
        match self {
            Self::Is(Test::Time(field, period)) => {
                Self::Is(Test::Time(*field, period.fixed(clock, *field == TimeField::Due)))
            }
            Self::And(nodes) => Self::And(all(nodes)),
            Self::Or(nodes) => Self::Or(all(nodes)),
            Self::Not(node) => Self::Not(Box::new(node.fixed(clock))),
            Self::All | Self::Text(_) | Self::Phrase(_) | Self::Is(_) => self.clone(),
        }
    }

    fn print(&self, f: &mut Formatter<'_>, inside: Inside) -> fmt::Result {
        let (nodes, between, group) = match self {
            Self::All if inside == Inside::Nothing => return Ok(()),
            Self::All => return f.write_char('*'),
            Self::Text(words) if inside == Inside::Not && words.contains(' ') => return write!(f, "({words})"),
            Self::Text(words) => return f.write_str(words),
            Self::Phrase(words) => return write!(f, "\"{words}\""),
            Self::Is(test) => return test.fmt(f),
            Self::Not(node) => {
                f.write_char('-')?;
                return node.print(f, Inside::Not);
            }
            Self::And(nodes) => (nodes, " ", inside == Inside::Not),
            Self::Or(nodes) => (nodes, " OR ", inside != Inside::Nothing),
        };
        if group {
            f.write_char('(')?;
        }
        let own = if between == " " { Inside::And } else { Inside::Or };
        for (i, node) in nodes.iter().enumerate() {
            if i > 0 {
                f.write_str(between)?;
            }
            node.print(f, own)?;
        }
        if group { f.write_char(')') } else { Ok(()) }
    }
}

/// What a node is printed inside of: decides about parentheses.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    And,
    Or,
    Not,
}

impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.print(f, Inside::Nothing)
    }
}

impl Display for Test {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let yes = |is: bool| if is { "yes" } else { "no" };
        match self {
            Self::Kind(kind) => write!(f, "kind:{kind}"),
            Self::State(state) => write!(f, "state:{state}"),
            Self::Agency(code) => name(f, "agency", code),
            Self::Desk(code) => name(f, "desk", code),
            Self::Area(code) => name(f, "area", code),
            Self::Category(code) => name(f, "category", code),
            Self::Channel(channel) => write!(f, "channel:{channel}"),
            Self::Site(code) => name(f, "site", code),
            Self::Assigned(Assigned::Me) => f.write_str("assigned:me"),
            Self::Assigned(Assigned::None) => f.write_str("assigned:none"),
            Self::Assigned(Assigned::Login(login)) => name(f, "assigned", login),
            Self::Flag(flag) => write!(f, "flag:{flag}"),
            Self::Code(code) => name(f, "code", code),
            Self::Time(field, period) => write!(f, "{field}:{period}"),
            Self::Number(field, numbers) => write!(f, "{field}:{numbers}"),
            Self::Mark(mark, is) => write!(f, "{mark}:{}", yes(*is)),
            Self::OnTime(is) => write!(f, "on_time:{}", yes(*is)),
        }
    }
}

/// A value that a person chose.
fn name(f: &mut Formatter<'_>, field: &str, value: &str) -> fmt::Result {
    write!(f, "{field}:{}", written(value))
}

impl Display for StateValue {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(state) => state.fmt(f),
            Self::Open => f.write_str("open"),
            Self::Done => f.write_str("done"),
            Self::Late => f.write_str("late"),
        }
    }
}

impl Display for Numbers {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Between(Some(from), Some(to)) if from == to => from.fmt(f),
            Self::Between(Some(from), Some(to)) => write!(f, "{from}..{to}"),
            Self::Between(Some(from), None) => write!(f, ">={from}"),
            Self::Between(None, Some(to)) => write!(f, "<={to}"),
            Self::Between(None, None) => f.write_str("any"),
        }
    }
}
