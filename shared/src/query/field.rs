//! The fields of the language: their names, what values they take, and how a value is read.

use super::error::{QueryError, QueryFault};
use super::period::Period;
use super::tree::{Assigned, Mark, Node, NumberField, Numbers, StateValue, Test, TimeField};
use crate::case::event::Flag;
use crate::case::{CaseKind, CaseState, Channel};
use crate::coded::coded;

coded! {
    /// A field that can be tested, in the order in which completion offers them.
    pub enum Field {
        /// What the citizen brings.
        Kind = "kind",
        /// Where the case stands.
        State = "state",
        /// Which agency holds it, with all below.
        Agency = "agency",
        /// Which agency itself holds it, those below left out.
        Desk = "desk",
        /// Where it is about, with all inside.
        Area = "area",
        /// What it is about.
        Category = "category",
        /// How it came.
        Channel = "channel",
        /// Through which website it came.
        Site = "site",
        /// Who handles it.
        Assigned = "assigned",
        /// What screening noticed.
        Flag = "flag",
        /// Its tracking code.
        Code = "code",
        /// When it was filed.
        Received = "received",
        /// When it must be answered.
        Due = "due",
        /// When it was answered.
        Answered = "answered",
        /// Taken up by the agency that has it.
        Accepted = "accepted",
        /// Answered at least once.
        Replied = "replied",
        /// Answered by the deadline.
        OnTime = "on_time",
        /// The citizen's rating.
        Rating = "rating",
        /// Times it was passed on.
        Transfers = "transfers",
        /// Times it was reopened.
        Reopened = "reopened",
        /// Times it was sent back.
        Bounces = "bounces",
        /// Appeals against how another case ended.
        Appeal = "appeal",
        /// Sealed cases.
        Sealed = "sealed",
    }
}

impl Field {
    /// The field a person means; `status` is read for `state`.
    pub fn named(name: &str) -> Option<Self> {
        if name == "status" { Some(Self::State) } else { Self::from_code(name) }
    }
}

/// What may follow a field: all its values, or examples where there is no end of them. Codes of agencies,
/// areas, categories, sites and logins are the installation's; the examples only show their shape.
pub fn allowed(field: Field) -> Vec<String> {
    let own = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
    match field {
        Field::Kind => CaseKind::ALL.iter().map(|k| k.code().to_owned()).collect(),
        Field::State => {
            let mut all = own(&["open", "done", "late"]);
            all.extend(CaseState::ALL.iter().map(|s| s.code().to_owned()));
            all
        }
        Field::Channel => Channel::ALL.iter().map(|c| c.code().to_owned()).collect(),
        Field::Flag => Flag::ALL.iter().map(|f| f.code().to_owned()).collect(),
        Field::Agency | Field::Desk => own(&["so-xay-dung"]),
        Field::Area => own(&["79"]),
        Field::Category => own(&["rac-thai"]),
        Field::Site => own(&["ben-nghe"]),
        Field::Assigned => own(&["me", "none", "nguyen.an"]),
        Field::Code => own(&["HA-26-7KQ4M-2XD9"]),
        Field::Received => own(&["today", "this-month", "2026", "2026-11", "2026-11-22", "2026-01..2026-03", "<7d"]),
        Field::Due => own(&["overdue", "today", "<2d", ">7d", "2026-11", "2026-11-22", "2026-01..2026-03", "none"]),
        Field::Answered => own(&["today", "this-month", "2026-11", "2026-01..2026-03", "<7d", "none"]),
        Field::OnTime | Field::Sealed | Field::Accepted | Field::Replied | Field::Appeal => own(&["yes", "no"]),
        Field::Rating => own(&["1..5", "<3", ">=4", "any", "none"]),
        Field::Transfers | Field::Reopened | Field::Bounces => own(&["0", "1", ">1", "1..3", "yes", "no"]),
    }
}

/// Reads the values of a field; several parted by commas are alternatives.
pub(super) fn read(
    field: Field,
    value: &str,
    quoted: bool,
    column: usize,
    value_column: usize,
) -> Result<Node, QueryError> {
    if value.is_empty() {
        return Err(QueryError::new(column, QueryFault::MissingValue, &format!("{field}:")).allowing(allowed(field)));
    }
    if quoted {
        return one(field, value, value_column).map(Node::Is);
    }
    let mut at = value_column;
    let mut tests = Vec::new();
    for part in value.split(',') {
        if !part.is_empty() {
            tests.push(Node::Is(one(field, part, at)?));
        }
        at += part.chars().count() + 1;
    }
    if tests.is_empty() {
        return Err(QueryError::new(column, QueryFault::MissingValue, &format!("{field}:")).allowing(allowed(field)));
    }
    Ok(Node::or(tests))
}

fn one(field: Field, value: &str, column: usize) -> Result<Test, QueryError> {
    let code = value.to_owned();
    let test = match field {
        Field::Kind => CaseKind::from_code(value).map(Test::Kind),
        Field::State => state(value).map(Test::State),
        Field::Channel => Channel::from_code(value).map(Test::Channel),
        Field::Flag => Flag::from_code(value).map(Test::Flag),
        Field::Agency => Some(Test::Agency(code)),
        Field::Desk => Some(Test::Desk(code)),
        Field::Area => Some(Test::Area(code)),
        Field::Category => Some(Test::Category(code)),
        Field::Site => Some(Test::Site(code)),
        Field::Code => Some(Test::Code(code)),
        Field::Assigned => Some(Test::Assigned(match value {
            "me" => Assigned::Me,
            "none" => Assigned::None,
            _ => Assigned::Login(code),
        })),
        Field::Received => time(TimeField::Received, value),
        Field::Due => time(TimeField::Due, value),
        Field::Answered => time(TimeField::Answered, value),
        Field::OnTime => yes_no(value).map(Test::OnTime),
        Field::Sealed => mark(Mark::Sealed, value),
        Field::Accepted => mark(Mark::Accepted, value),
        Field::Replied => mark(Mark::Replied, value),
        Field::Appeal => mark(Mark::Appeal, value),
        Field::Rating => numbers(value).map(|n| Test::Number(NumberField::Rating, n)),
        Field::Transfers => counts(value).map(|n| Test::Number(NumberField::Transfers, n)),
        Field::Reopened => counts(value).map(|n| Test::Number(NumberField::Reopened, n)),
        Field::Bounces => counts(value).map(|n| Test::Number(NumberField::Bounces, n)),
    };
    test.ok_or_else(|| {
        let allowed = allowed(field);
        let meant = super::near::value(field, value, &allowed);
        QueryError::new(column, QueryFault::BadValue, value).allowing(allowed).meaning(meant)
    })
}

fn state(value: &str) -> Option<StateValue> {
    match value {
        "open" => Some(StateValue::Open),
        "done" => Some(StateValue::Done),
        "late" => Some(StateValue::Late),
        _ => CaseState::from_code(value).map(StateValue::One),
    }
}

fn yes_no(value: &str) -> Option<bool> {
    match value {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

fn mark(mark: Mark, value: &str) -> Option<Test> {
    yes_no(value).map(|is| Test::Mark(mark, is))
}

fn time(field: TimeField, value: &str) -> Option<Test> {
    let period = Period::read(value)?;
    // Only a deadline passes, and every case was received.
    let fits = match period {
        Period::Overdue => field == TimeField::Due,
        Period::None => field != TimeField::Received,
        _ => true,
    };
    fits.then_some(Test::Time(field, period))
}

/// A count is never absent: 0 is its "no".
fn counts(value: &str) -> Option<Numbers> {
    match value {
        "yes" => Some(Numbers::Between(Some(1), None)),
        "no" => Some(Numbers::Between(Some(0), Some(0))),
        "none" => None,
        _ => numbers(value),
    }
}

fn numbers(value: &str) -> Option<Numbers> {
    let number = |text: &str| (text.len() <= 6).then(|| text.parse::<u32>().ok()).flatten();
    let (from, to) = match value {
        "none" => return Some(Numbers::None),
        "any" => (None, None),
        _ => {
            if let Some(rest) = value.strip_prefix(">=") {
                (Some(number(rest)?), None)
            } else if let Some(rest) = value.strip_prefix("<=") {
                (None, Some(number(rest)?))
            } else if let Some(rest) = value.strip_prefix('>') {
                (Some(number(rest)? + 1), None)
            } else if let Some(rest) = value.strip_prefix('<') {
                (None, Some(number(rest)?.checked_sub(1)?))
            } else if let Some((from, to)) = value.split_once("..") {
                let (from, to) = (number(from)?, number(to)?);
                (from <= to).then_some((Some(from), Some(to)))?
            } else {
                (Some(number(value)?), Some(number(value)?))
            }
        }
    };
    Some(Numbers::Between(from, to))
}
