//! Errors on the wire: RFC 9457 problem details, `application/problem+json`.

use super::wire;

wire! {
    /// A problem. `type` is `https://hoiam.dev/problems/{code}`, `title` and `detail` are in the reader's language.
    pub struct Problem {
        /// Identifies the kind of problem.
        #[serde(rename = "type")]
        pub kind: String,
        /// What happened, in one line.
        pub title: String,
        /// HTTP status.
        pub status: u16,
        /// What was kept and what to do.
        pub detail: String,
        /// Code of the table in [`crate::error`].
        pub code: String,
        /// What is wrong with which field.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub errors: Vec<FieldProblem>,
        /// A query that cannot be read, with what was probably meant in the place of the mistake.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub suggestion: Option<String>,
        /// With `work_needed`: what to work on before the same is sent again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub challenge: Option<String>,
        /// Identifies the request in the server's log.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub request_id: String,
    }

    /// What is wrong with one field.
    pub struct FieldProblem {
        /// JSON pointer-like name: `body`, `contact.email`.
        pub field: String,
        /// Code of the table in [`crate::error`].
        pub code: String,
        /// In the reader's language.
        pub message: String,
    }
}
