//! A tree made ready to be asked: words planned, names looked up, periods in milliseconds. What comes out
//! holds nothing that depends on where it is asked, so memory, index and SQL answer alike.

use super::period::{Clock, Period};
use super::tree::{Assigned, Mark, Node, NumberField, Numbers, StateValue, Test, TimeField};
use crate::case::event::Flag;
use crate::case::{CaseKind, CaseState, Channel, Code};
use crate::ids::{AgencyId, SiteId, UserId};
use crate::text::abbr::Abbreviations;
use crate::text::plan::{Phrase, Plan};

/// Codes of an installation to its rows.
pub trait Names {
    /// The agency with this code.
    fn agency(&self, code: &str) -> Option<AgencyId>;
    /// The site with this code.
    fn site(&self, code: &str) -> Option<SiteId>;
    /// The member of staff with this login.
    fn user(&self, login: &str) -> Option<UserId>;
}

/// An installation without names; a number in place of a code is the row itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoNames;

impl Names for NoNames {
    fn agency(&self, code: &str) -> Option<AgencyId> {
        code.parse().ok().map(AgencyId)
    }
    fn site(&self, code: &str) -> Option<SiteId> {
        code.parse().ok().map(SiteId)
    }
    fn user(&self, login: &str) -> Option<UserId> {
        login.parse().ok().map(UserId)
    }
}

/// What a query is asked with.
#[derive(Clone, Copy)]
pub struct Context<'c> {
    /// Now, and where days begin.
    pub clock: Clock<'c>,
    /// Who asks.
    pub me: Option<UserId>,
    /// Codes to rows.
    pub names: &'c dyn Names,
    /// Words that mean the same.
    pub words: &'c Abbreviations,
    /// The last word is still being typed.
    pub typing: bool,
}

/// A query ready to be asked of a case in memory or of an index.
#[derive(Debug, Clone, PartialEq)]
pub struct Compiled {
    /// The top of the tree.
    pub top: Step,
    /// When it was compiled; deadlines are compared with it.
    pub now_ms: i64,
    /// The query shows marks: exact forms count in the ranking.
    pub marked: bool,
}

/// One step of a compiled query.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Every case.
    All,
    /// No case: a name that is not known here.
    Nothing,
    /// Free words.
    Text(Plan),
    /// Words side by side.
    Phrase(Phrase),
    /// Of this kind.
    Kind(CaseKind),
    /// In one of these states.
    States(Vec<CaseState>),
    /// Open and due before `Compiled::now_ms`.
    Late,
    /// Held by this agency or one below it.
    Agency(AgencyId),
    /// Held by this agency itself, not by one below it.
    Desk(AgencyId),
    /// In this area or one inside it.
    Area(String),
    /// Of this category.
    Category(String),
    /// Come this way.
    Channel(Channel),
    /// Come through this site.
    Site(SiteId),
    /// Handled by this person, or by nobody.
    Assigned(Option<UserId>),
    /// With this flag.
    Flag(Flag),
    /// With this code, in the form of [`code_key`].
    Code(String),
    /// An instant in `from..to`, in milliseconds.
    Time(TimeField, i64, i64),
    /// Without that instant.
    NoTime(TimeField),
    /// A number in this range, both ends included.
    Number(NumberField, u32, u32),
    /// Without that number.
    NoNumber(NumberField),
    /// With this mark or without it.
    Mark(Mark, bool),
    /// Answered by the deadline (true), or answered later or open past it (false).
    OnTime(bool),
    /// Not that.
    Not(Box<Step>),
    /// All of these.
    And(Vec<Step>),
    /// One of these at least.
    Or(Vec<Step>),
}

impl Compiled {
    /// Compiles a tree.
    pub fn new(tree: &Node, context: &Context<'_>) -> Self {
        let mut marked = false;
        tree.walk(&mut |node| {
            if let Node::Text(words) | Node::Phrase(words) = node {
                marked |= crate::text::has_marks(words);
            }
        });
        Self { top: step(tree, context), now_ms: context.clock.now_ms, marked }
    }

    /// Plans and phrases that a text was found by, for highlights.
    pub fn wanted(&self) -> (Vec<Plan>, Vec<Phrase>) {
        let mut out = (Vec::new(), Vec::new());
        collect(&self.top, &mut out);
        out
    }
}

/// What is denied is not shown.
fn collect(step: &Step, out: &mut (Vec<Plan>, Vec<Phrase>)) {
    match step {
        Step::Text(plan) => out.0.push(plan.clone()),
        Step::Phrase(phrase) => out.1.push(phrase.clone()),
        Step::And(steps) | Step::Or(steps) => steps.iter().for_each(|step| collect(step, out)),
        _ => {}
    }
}

/// One spelling of a code: a tracking code as it is printed, anything else as letters and digits.
pub fn code_key(code: &str) -> String {
    let printed = Code::parse(code).map(|code| code.to_string());
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    plain(printed.as_deref().unwrap_or(code))
}

fn step(node: &Node, context: &Context<'_>) -> Step {
    match node {
        Node::All => Step::All,
        Node::Text(words) => Step::Text(Plan::new(words, context.typing, context.words)),
        Node::Phrase(words) => Step::Phrase(Phrase::new(words)),
        Node::Is(test) => is(test, context),
        Node::Not(node) => Step::Not(Box::new(step(node, context))),
        Node::And(nodes) => Step::And(nodes.iter().map(|node| step(node, context)).collect()),
        Node::Or(nodes) => Step::Or(nodes.iter().map(|node| step(node, context)).collect()),
    }
}

fn is(test: &Test, context: &Context<'_>) -> Step {
    let states = |open: bool| CaseState::ALL.iter().copied().filter(|state| state.open() == open).collect();
    match test {
        Test::Kind(kind) => Step::Kind(*kind),
        Test::State(StateValue::One(state)) => Step::States(vec![*state]),
        Test::State(StateValue::Open) => Step::States(states(true)),
        Test::State(StateValue::Done) => Step::States(states(false)),
        Test::State(StateValue::Late) => Step::Late,
        Test::Agency(code) => context.names.agency(code).map_or(Step::Nothing, Step::Agency),
        Test::Desk(code) => context.names.agency(code).map_or(Step::Nothing, Step::Desk),
        Test::Area(code) => Step::Area(code.clone()),
        Test::Category(code) => Step::Category(code.clone()),
        Test::Channel(channel) => Step::Channel(*channel),
        Test::Site(code) => context.names.site(code).map_or(Step::Nothing, Step::Site),
        Test::Assigned(Assigned::None) => Step::Assigned(None),
        Test::Assigned(Assigned::Me) => context.me.map_or(Step::Nothing, |me| Step::Assigned(Some(me))),
        Test::Assigned(Assigned::Login(login)) => {
            context.names.user(login).map_or(Step::Nothing, |user| Step::Assigned(Some(user)))
        }
        Test::Flag(flag) => Step::Flag(*flag),
        Test::Code(code) => Step::Code(code_key(code)),
        Test::Time(_, Period::Overdue) => Step::Late,
        Test::Time(field, period) => match period.bounds(context.clock, *field == TimeField::Due) {
            Some(bounds) => Step::Time(*field, bounds.from, bounds.to),
            None => Step::NoTime(*field),
        },
        Test::Number(field, Numbers::Between(from, to)) => {
            Step::Number(*field, from.unwrap_or(0), to.unwrap_or(u32::MAX))
        }
        Test::Number(field, Numbers::None) => Step::NoNumber(*field),
        Test::Mark(mark, is) => Step::Mark(*mark, *is),
        Test::OnTime(on_time) => Step::OnTime(*on_time),
    }
}
