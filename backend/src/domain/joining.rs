//! Joining a public case instead of filing another: what the citizen typed becomes a case that follows the public one
//! from its first moment, with a code and a secret of its own. Staff can let it stand by itself again.

use super::app::App;
use super::error::{AppError, Result};
use super::intake::{self, Submission};
use crate::store::publications;
use hoiam_shared::case::Code;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::publishing::Publishing;
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::ids::CaseId;
use hoiam_shared::wire::intake::Receipt;

/// Joins the public case of this code; the same key with the same content gives the same receipt.
pub async fn join(app: &App, code: &Code, mut submission: Submission) -> Result<Receipt> {
    let copy = publications::by_code(&mut app.db.read(), code.as_str()).await?;
    let main = CaseId(copy.ok_or(AppError::Code(ErrorCode::NotFound))?.case_id);
    // What must never stand beside a public case cannot follow one.
    if !submission.case.kind.publishable() {
        return Err(AppError::field("kind", FieldError::NotSupported));
    }
    submission.joins = Some(main);
    let lang = submission.case.language;
    let receipt = intake::file(app, submission).await?;
    // It is answered already: nothing is due.
    let due_explained = fill(Publishing::Joined.text(lang), &[("code", code.as_str())]);
    Ok(Receipt { due_at: None, due_explained, ..receipt })
}
