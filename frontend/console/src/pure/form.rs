//! Which fields the form of an action has, and what must be filled in. Drawn from by the case page; the server
//! checks the same again.

use hoiam_shared::case::{Action, CaseState};
use hoiam_shared::limits;
use hoiam_shared::wire::case::ActionInput;

/// The text of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// None.
    None,
    /// May be left empty; at most so many characters.
    Optional(usize),
    /// Must be there; at most so many characters.
    Required(usize),
}

/// The fields of one action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Its text.
    pub body: Body,
    /// An agency must be named.
    pub agency: bool,
    /// A person is named, or nobody.
    pub person: bool,
    /// A legal ground, or another reason of a list, must be named.
    pub ground: bool,
    /// What is personal is hidden in the texts.
    pub hides: bool,
    /// Another case must be named.
    pub into: bool,
    /// A date must be named.
    pub due: bool,
    /// The citizen reads the text.
    pub public: bool,
    /// Files can go along with the text.
    pub files: bool,
}

const PLAIN: Shape = Shape {
    body: Body::None,
    agency: false,
    person: false,
    ground: false,
    hides: false,
    into: false,
    due: false,
    public: false,
    files: false,
};

/// What the form of `action` asks for; `None` for what only the citizen does.
pub const fn shape(action: Action) -> Option<Shape> {
    const REASON: Body = Body::Required(limits::REASON_CHARS);
    const SHORT: Body = Body::Optional(limits::REASON_CHARS);
    const MESSAGE: Body = Body::Required(limits::BODY_CHARS);
    const TEXT: Body = Body::Required(limits::ANSWER_CHARS);
    Some(match action {
        Action::Accept | Action::Start | Action::Acknowledge | Action::Undo => PLAIN,
        Action::Pass | Action::Unmerge => Shape { body: SHORT, public: true, ..PLAIN },
        Action::Route => Shape { body: SHORT, agency: true, public: true, ..PLAIN },
        Action::Assign => Shape { person: true, ..PLAIN },
        Action::Transfer => Shape { body: REASON, agency: true, public: true, ..PLAIN },
        Action::RequestInfo => Shape { body: MESSAGE, public: true, files: true, ..PLAIN },
        Action::AskOpinion => Shape { body: MESSAGE, agency: true, due: true, public: true, ..PLAIN },
        Action::GiveOpinion => Shape { body: TEXT, files: true, ..PLAIN },
        Action::SubmitAnswer => Shape { body: TEXT, files: true, ..PLAIN },
        Action::ReturnAnswer => Shape { body: REASON, ..PLAIN },
        Action::Answer => Shape { body: TEXT, public: true, files: true, ..PLAIN },
        Action::Close => Shape { body: SHORT, public: true, ..PLAIN },
        Action::Reject => Shape { body: REASON, ground: true, public: true, ..PLAIN },
        Action::Extend => Shape { body: REASON, public: true, ..PLAIN },
        Action::Seal | Action::LiftSeal => Shape { body: REASON, ..PLAIN },
        Action::Note => Shape { body: TEXT, files: true, ..PLAIN },
        Action::Merge => Shape { body: SHORT, into: true, public: true, ..PLAIN },
        Action::Split => Shape { body: MESSAGE, agency: true, public: true, ..PLAIN },
        Action::Publish => Shape { hides: true, ..PLAIN },
        Action::Unpublish => Shape { body: SHORT, ground: true, public: true, ..PLAIN },
        Action::Message | Action::Withdraw | Action::Reopen | Action::Appeal | Action::Rate | Action::Wish => {
            return None;
        }
    })
}

/// [`shape`] in a state: an answer that waits for approval may be published as it was submitted.
pub const fn shape_at(action: Action, state: CaseState) -> Option<Shape> {
    match (shape(action), action, state) {
        (Some(shape), Action::Answer, CaseState::AnswerReview) => {
            Some(Shape { body: Body::Optional(limits::ANSWER_CHARS), ..shape })
        }
        (shape, ..) => shape,
    }
}

/// The next right step among those allowed: the one that moves the case towards its answer.
pub fn primary(allowed: &[Action]) -> Option<Action> {
    const ORDER: [Action; 8] = [
        Action::Pass,
        Action::Accept,
        Action::Start,
        Action::Answer,
        Action::SubmitAnswer,
        Action::GiveOpinion,
        Action::Route,
        Action::Close,
    ];
    ORDER.into_iter().find(|a| allowed.contains(a))
}

/// What is missing in a form before it can be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The text.
    Body,
    /// The text is longer than this.
    TooLong(usize),
    /// The agency.
    Agency,
    /// The legal ground.
    Ground,
    /// The other case.
    Into,
    /// The date.
    Due,
}

/// What is missing in `input` for `shape`, in the order of the form.
pub fn missing(shape: Shape, input: &ActionInput) -> Vec<Missing> {
    let mut out = Vec::new();
    if shape.agency && input.agency.is_none() {
        out.push(Missing::Agency);
    }
    if shape.ground && input.ground.is_none() {
        out.push(Missing::Ground);
    }
    if shape.into && input.into.as_deref().is_none_or(|code| code.trim().is_empty()) {
        out.push(Missing::Into);
    }
    if shape.due && input.due_at.is_none() {
        out.push(Missing::Due);
    }
    let chars = input.body.trim().chars().count();
    match shape.body {
        Body::Required(_) if chars == 0 => out.push(Missing::Body),
        Body::Required(max) | Body::Optional(max) if chars > max => out.push(Missing::TooLong(max)),
        Body::Required(_) | Body::Optional(_) | Body::None => {}
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use hoiam_shared::rights::Role;

    #[test]
    fn staff_have_a_form_for_all_they_may_do_and_for_nothing_else() {
        for &action in Action::ALL {
            assert_eq!(shape(action).is_some(), Role::ALL.iter().any(|r| r.may(action)), "{action}");
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        let check = |action, input: &ActionInput, expect: &[Missing]| {
            let shape = shape(action).expect("staff do this");
            assert_eq!(missing(shape, input), expect, "{action}");
        };
        check(Action::Accept, &ActionInput::default(), &[]);
        check(Action::Transfer, &ActionInput::default(), &[Missing::Agency, Missing::Body]);
        check(Action::Reject, &ActionInput { body: "vì".into(), ..ActionInput::default() }, &[Missing::Ground]);
        check(Action::Assign, &ActionInput::default(), &[]);
        check(Action::Note, &ActionInput { body: "  \n".into(), ..ActionInput::default() }, &[Missing::Body]);
        let long = ActionInput { body: "ă".repeat(limits::REASON_CHARS + 1), ..ActionInput::default() };
        check(Action::Extend, &long, &[Missing::TooLong(limits::REASON_CHARS)]);
        check(Action::Close, &ActionInput::default(), &[]);
        let review = shape_at(Action::Answer, CaseState::AnswerReview).expect("staff answer");
        assert_eq!(missing(review, &ActionInput::default()), []);
        check(Action::Answer, &ActionInput::default(), &[Missing::Body]);
    }

    #[test]
    fn the_primary_step_leads_to_the_answer() {
        let check = |allowed: &[Action], expect| assert_eq!(primary(allowed), expect, "{allowed:?}");
        check(&[Action::Note, Action::Transfer, Action::Accept], Some(Action::Accept));
        check(&[Action::Note, Action::Answer, Action::SubmitAnswer], Some(Action::Answer));
        check(&[Action::Note], None);
    }
}
