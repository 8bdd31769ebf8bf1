//! Turns errors into `application/problem+json` (RFC 9457): the one place that does. Logs the cause once.

use super::extract::language;
use crate::domain::AppError;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::errors::Waits;
use hoiam_shared::catalogue::fill;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::problem::{FieldProblem, Problem};

/// An error on its way to a reader.
#[derive(Debug)]
pub struct Failure {
    error: AppError,
    lang: Lang,
    status: Option<StatusCode>,
}

/// Result of a handler.
pub type Answer<T> = Result<T, Failure>;

/// Gives an error the language of the reader.
pub trait InLanguage<T> {
    /// Its answer in this language.
    fn told(self, lang: Lang) -> Answer<T>;
}

impl<T, E: Into<AppError>> InLanguage<T> for Result<T, E> {
    fn told(self, lang: Lang) -> Answer<T> {
        self.map_err(|error| Failure::new(error, lang))
    }
}

impl Failure {
    /// An error for a reader of this language.
    pub fn new(error: impl Into<AppError>, lang: Lang) -> Self {
        Self { error: error.into(), lang, status: None }
    }

    /// With a status that a protocol asks for instead of the code's own.
    pub const fn with_status(mut self, status: StatusCode) -> Self {
        self.status = Some(status);
        self
    }

    /// The problem as it is written.
    pub fn problem(&self) -> Problem {
        let code = self.error.code();
        let detail = code.detail(self.lang);
        let mut problem = Problem {
            kind: format!("https://hoiam.dev/problems/{code}"),
            title: code.title(self.lang).to_owned(),
            status: self.status.map_or(code.status(), |status| status.as_u16()),
            detail: detail.to_owned(),
            code: code.code().to_owned(),
            errors: Vec::new(),
            suggestion: None,
            challenge: None,
            request_id: String::new(),
        };
        match &self.error {
            AppError::Invalid(faults) => problem.errors = faults.iter().map(|fault| fault.view(self.lang)).collect(),
            AppError::Unfit(parts) => problem.errors = parts.iter().map(|part| part.view(self.lang)).collect(),
            AppError::BadQuery(reason, meant) => {
                problem.detail = fill(detail, &[("reason", reason)]);
                problem.suggestion.clone_from(meant);
            }
            AppError::File(fault) => {
                problem.detail = fault.text(self.lang);
                let (field, code) = ("file".to_owned(), fault.code().to_owned());
                problem.errors = vec![FieldProblem { field, code, message: problem.detail.clone() }];
            }
            AppError::RateLimited(seconds) | AppError::Busy(seconds) => {
                problem.detail = fill(detail, &[("wait", &Waits::told(*seconds, self.lang))]);
            }
            AppError::WorkNeeded(challenge) => problem.challenge = Some(challenge.clone()),
            AppError::Code(_) | AppError::Unavailable(_) | AppError::Internal(_) => {}
        }
        problem
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match &self.error {
            AppError::Internal(cause) => tracing::error!(error = %chain(cause.as_ref()), "request.failed"),
            AppError::Unavailable(cause) => tracing::warn!(error = %chain(cause.as_ref()), "request.unavailable"),
            AppError::Code(_)
            | AppError::Invalid(_)
            | AppError::Unfit(_)
            | AppError::BadQuery(..)
            | AppError::File(_)
            | AppError::RateLimited(_)
            | AppError::Busy(_)
            | AppError::WorkNeeded(_) => {}
        }
        let problem = self.problem();
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, serde_json::to_string(&problem).unwrap_or_default()).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        let wait = match &self.error {
            AppError::RateLimited(seconds) | AppError::Busy(seconds) => Some(*seconds),
            AppError::File(fault) if fault.passes() => Some(300),
            AppError::Unavailable(_) => Some(10),
            _ => None,
        };
        if let Some(seconds) = wait {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// An error and what is behind it.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

/// No such address.
pub async fn not_found(headers: HeaderMap) -> Failure {
    Failure::new(ErrorCode::NotFound, language(&headers, None))
}

/// The address takes other methods.
pub async fn method_not_allowed(headers: HeaderMap) -> Failure {
    Failure::new(ErrorCode::MethodNotAllowed, language(&headers, None))
}

/// A handler panicked: a defect, told like any other.
pub fn panicked(cause: Box<dyn std::any::Any + Send>) -> Response {
    let what =
        cause.downcast_ref::<&str>().map(|s| (*s).to_owned()).or_else(|| cause.downcast_ref::<String>().cloned());
    Failure::new(AppError::defect(what.unwrap_or_else(|| "panic".to_owned())), Lang::Vi).into_response()
}
