//! What a use-case can answer instead of a result. Knows nothing of HTTP; the text a person reads comes from
//! the table of codes in `shared`. An internal cause has no way into an answer: it is logged, once.

use crate::store::StoreError;
use hoiam_shared::check::Fault;
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::files::FileFault;
use hoiam_shared::unfit::Unfit;

/// A use-case that did not happen.
#[derive(Debug)]
pub enum AppError {
    /// One of the codes, nothing more to say.
    Code(ErrorCode),
    /// Fields to correct.
    Invalid(Vec<Fault>),
    /// Parts of a larger thing to correct: lines of a file, entries of a list.
    Unfit(Vec<Unfit>),
    /// A query that cannot be read: the reason in words, and the query as it was probably meant.
    BadQuery(String, Option<String>),
    /// A file that is not taken.
    File(FileFault),
    /// Too many requests; seconds to wait.
    RateLimited(u32),
    /// More at once than can be served; seconds to wait.
    Busy(u32),
    /// Some work has to be done first: the challenge.
    WorkNeeded(String),
    /// Nothing can be stored just now.
    Unavailable(Cause),
    /// A defect of ours.
    Internal(Cause),
}

/// Why; for the log only.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Result of a use-case.
pub type Result<T> = std::result::Result<T, AppError>;

impl AppError {
    /// The code a client sees.
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::Code(code) => *code,
            Self::Invalid(_) | Self::Unfit(_) => ErrorCode::Invalid,
            Self::BadQuery(..) => ErrorCode::BadQuery,
            Self::File(FileFault::TooLarge) => ErrorCode::TooLarge,
            Self::File(fault) if fault.passes() => ErrorCode::RateLimited,
            Self::File(_) => ErrorCode::FileRefused,
            Self::RateLimited(_) => ErrorCode::RateLimited,
            Self::Busy(_) => ErrorCode::Busy,
            Self::WorkNeeded(_) => ErrorCode::WorkNeeded,
            Self::Unavailable(_) => ErrorCode::Unavailable,
            Self::Internal(_) => ErrorCode::Internal,
        }
    }

    /// One field is wrong.
    pub fn field(field: &'static str, error: FieldError) -> Self {
        Self::Invalid(vec![Fault::new(field, error)])
    }

    /// A query that cannot be read.
    pub fn bad_query(query: &str, error: &hoiam_shared::query::QueryError, lang: hoiam_shared::Lang) -> Self {
        Self::BadQuery(error.text(lang), error.corrected(query))
    }

    /// A defect, described for the log.
    pub fn defect(what: impl Into<String>) -> Self {
        Self::Internal(what.into().into())
    }
}

impl From<ErrorCode> for AppError {
    fn from(code: ErrorCode) -> Self {
        Self::Code(code)
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(_) => Self::Unavailable(error.into()),
            StoreError::Taken(_) => Self::field("attachments", FieldError::FileGone),
            StoreError::Duplicate(_)
            | StoreError::Inconsistent { .. }
            | StoreError::Refused(_)
            | StoreError::Migrate(_) => Self::Internal(error.into()),
        }
    }
}
