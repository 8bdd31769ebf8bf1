//! Stops letters: the link in each of them is signed for its recipient, and needs neither a session nor a secret of the
//! case (RFC 8058). It can do nothing but stop.

use super::Recipient;
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::store::{cases, notices, petitions, signatures, words};
use hoiam_shared::Lang;
use hoiam_shared::error::ErrorCode;

/// Whose letters a link stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// A citizen's, about the case with this tracking code.
    Citizen(String),
    /// A member of staff's.
    Staff,
    /// Those of whoever signed the petition with this code.
    Signer(String),
}

/// The link for a recipient.
pub fn link(app: &App, recipient: &str, lang: Lang) -> String {
    format!("{}/stop/{}?lang={lang}", app.public_url, app.keys.stop_token(recipient))
}

fn read(app: &App, token: &str) -> Result<Recipient> {
    let recipient = app.keys.stopped_by(token).and_then(|code| Recipient::from_code(&code));
    recipient.ok_or(AppError::Code(ErrorCode::NotFound))
}

/// Whose letters a link would stop.
pub async fn look(app: &App, token: &str) -> Result<Whose> {
    match read(app, token)? {
        Recipient::Citizen(case) => {
            let found = cases::by_ids(&mut app.db.read(), &[case]).await?.pop();
            found.map(|case| Whose::Citizen(case.code)).ok_or(AppError::Code(ErrorCode::NotFound))
        }
        Recipient::Staff(_) => Ok(Whose::Staff),
        Recipient::Signer(id) => {
            let read = &mut app.db.read();
            let gone = || AppError::Code(ErrorCode::NotFound);
            let signature = signatures::by_id(read, id).await?.ok_or_else(gone)?;
            let petition = petitions::by_id(read, signature.petition_id).await?.ok_or_else(gone)?;
            Ok(Whose::Signer(petition.code))
        }
        // What is posted there has no link in it.
        Recipient::Endpoint(_) | Recipient::Bell(_) => Err(ErrorCode::NotFound.into()),
    }
}

/// Stops them. What waits is looked at once more when it is due, and not sent.
pub async fn stop(app: &App, token: &str) -> Result<Whose> {
    let whose = look(app, token).await?;
    let mut tx = app.db.begin().await?;
    match read(app, token)? {
        Recipient::Citizen(case) => words::stop_mail(&mut tx, case).await?,
        Recipient::Staff(user) => notices::stop_staff_mail(&mut tx, user, app.now_ms()).await?,
        Recipient::Signer(id) => signatures::stop_mail(&mut tx, id).await?,
        Recipient::Endpoint(_) | Recipient::Bell(_) => {}
    }
    tx.commit().await?;
    Ok(whose)
}
