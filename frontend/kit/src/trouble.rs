//! What went wrong with a call, in words a person can use: what happened, what was kept, what to do.

use hoiam_shared::Lang;
use hoiam_shared::catalogue::browser::Browser as T;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::problem::{FieldProblem, Problem};

/// Why a call brought no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The server was not reached: no network, blocked, or down.
    Offline,
    /// No answer in time.
    Timeout,
    /// An answer that is not ours: a proxy's page, a cut-off body.
    Unreadable,
    /// The server said no, and why. `None`: a code this build does not know.
    Refused(Option<ErrorCode>),
}

/// A failed call.
#[derive(Debug, Clone, PartialEq)]
pub struct Trouble {
    /// Why.
    pub cause: Cause,
    /// HTTP status; 0 when there was no answer.
    pub status: u16,
    /// What happened, in one line.
    pub title: String,
    /// What was kept and what to do.
    pub detail: String,
    /// What is wrong with which field.
    pub fields: Vec<FieldProblem>,
    /// What goes on from here: a query as it was probably meant, or what to work on before the same is sent again. Boxed, since few
    /// troubles have one.
    pub suggestion: Option<Box<String>>,
    /// Seconds to wait before trying again, when the server said so (`Retry-After`).
    pub retry_after_s: Option<u32>,
    /// Identifies the request in the server's log; empty when unknown.
    pub request_id: String,
}

impl Trouble {
    /// A failure on the way.
    pub fn local(cause: Cause, status: u16, lang: Lang) -> Self {
        let (title, detail) = match cause {
            Cause::Offline => (T::Offline, T::OfflineDetail),
            Cause::Timeout => (T::Timeout, T::TimeoutDetail),
            Cause::Unreadable | Cause::Refused(_) => (T::Unreadable, T::UnreadableDetail),
        };
        Self {
            cause,
            status,
            title: title.text(lang).to_owned(),
            detail: detail.text(lang).to_owned(),
            fields: Vec::new(),
            suggestion: None,
            retry_after_s: None,
            request_id: String::new(),
        }
    }

    /// The server's own words.
    pub fn refused(problem: Problem) -> Self {
        Self {
            cause: Cause::Refused(ErrorCode::from_code(&problem.code)),
            status: problem.status,
            title: problem.title,
            detail: problem.detail,
            fields: problem.errors,
            suggestion: problem.suggestion.or(problem.challenge).map(Box::new),
            retry_after_s: None,
            request_id: problem.request_id,
        }
    }

    /// The same request may succeed later: nothing about it was wrong.
    pub const fn passing(&self) -> bool {
        match self.cause {
            Cause::Offline | Cause::Timeout | Cause::Unreadable => true,
            Cause::Refused(Some(code)) => {
                matches!(code, ErrorCode::RateLimited | ErrorCode::Busy | ErrorCode::Unavailable | ErrorCode::Internal)
            }
            Cause::Refused(None) => self.status >= 500,
        }
    }

    /// Is it this refusal?
    pub fn is(&self, code: ErrorCode) -> bool {
        self.cause == Cause::Refused(Some(code))
    }
}
