//! What those do who have the link from a letter: confirm their signature, take it back, stop letters; as the author of a
//! petition, take it back before it is public. A look changes nothing: mail servers open links to look at them.

use super::{moving, reading};
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::store::Tx;
use crate::store::petitions::{self as rows, Petition};
use crate::store::signatures::{self, Signature};
use hoiam_shared::Lang;
use hoiam_shared::case::Actor;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::petition::{PetitionAction, PetitionState, PetitionWhat, SignatureState, Switch};
use hoiam_shared::wire::petitions::SignatureView;

async fn found(app: &App, token: &str) -> Result<(Signature, Petition)> {
    let gone = || AppError::Code(ErrorCode::NotFound);
    let id = app.keys.signature_named(token).ok_or_else(gone)?;
    let signature = signatures::by_id(&mut app.db.read(), id).await?.ok_or_else(gone)?;
    let petition = rows::by_id(&mut app.db.read(), signature.petition_id).await?.ok_or_else(gone)?;
    Ok((signature, petition))
}

/// One's own signature and the petition. The author reads their words whatever became of them.
pub async fn look(app: &App, token: &str, lang: Lang) -> Result<SignatureView> {
    let (signature, petition) = found(app, token).await?;
    let (author, state) = (petition.author == signature.id, signature.state()?);
    let open = petition.state.signs() || (author && petition.state == PetitionState::Draft);
    let in_time = petition.closes_ms.is_none_or(|closes| app.now_ms() < closes);
    let looks_for = author && petition.state == PetitionState::Sponsoring;
    let sponsors = match looks_for {
        true => signatures::confirmed(&mut app.db.read(), petition.id).await?.unsigned_abs(),
        false => 0,
    };
    Ok(SignatureView {
        state,
        confirmable: state == SignatureState::Pending
            && open
            && in_time
            && app.settings().petitions.on(Switch::Collecting),
        tell: signature.tell != 0,
        author,
        verified: signature.verified != 0,
        sponsor_url: looks_for.then(|| format!("{}/petitions/{}?lang={lang}", app.public_url, petition.code)),
        sponsors,
        withdrawable: author && PetitionAction::Withdraw.from_state(petition.state).is_some(),
        petition: reading::view(app, &petition, author, lang).await?,
    })
}

/// Confirms a signature. Once is as good as ten times; `NotAllowedNow` when the petition cannot be signed any more.
pub async fn confirm(app: &App, id: i64) -> Result<()> {
    if !app.settings().petitions.on(Switch::Collecting) {
        return Err(ErrorCode::Paused.into());
    }
    if let Some(petition) = app.petitions.signing.confirm(id).await? {
        return progress(app, petition, id).await;
    }
    let signature = signatures::by_id(&mut app.db.read(), id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    match signature.state()? {
        SignatureState::Confirmed | SignatureState::Invalid => Ok(()),
        SignatureState::Pending | SignatureState::Withdrawn => Err(ErrorCode::NotAllowedNow.into()),
    }
}

/// What a confirmed signature sets off before a petition is public.
pub(super) async fn progress(app: &App, petition: i64, signature: i64) -> Result<()> {
    // Of an open one, which most are, that is known without asking.
    if app.petitions.board.now(app).await?.has(petition) {
        return Ok(());
    }
    let before = rows::by_id(&mut app.db.read(), petition).await?;
    if before.is_none_or(|petition| !matches!(petition.state, PetitionState::Draft | PetitionState::Sponsoring)) {
        return Ok(());
    }
    let now_ms = app.now_ms();
    let mut tx = app.db.begin().await?;
    let Some(mut petition) = rows::lock(&mut tx, petition).await? else { return Ok(()) };
    if petition.state == PetitionState::Draft && petition.author == signature {
        moving::advance(&mut tx, &mut petition, Actor::Citizen, PetitionWhat::Confirmed, now_ms).await?;
        super::letters::news(&mut tx, app, &petition).await?;
    }
    submit_if_supported(app, &mut tx, &mut petition).await?;
    tx.commit().await?;
    app.petitions.board.stale();
    Ok(())
}

async fn submit_if_supported(app: &App, tx: &mut Tx, petition: &mut Petition) -> Result<()> {
    let supporters = signatures::confirmed(tx, petition.id).await?;
    if petition.state == PetitionState::Sponsoring && supporters >= i64::from(petition.rules.sponsors) {
        moving::advance(tx, petition, Actor::System, PetitionWhat::Submitted, app.now_ms()).await?;
        super::letters::news(tx, app, petition).await?;
    }
    Ok(())
}

/// Takes a signature back: it does not count any more, and name and address are deleted at once.
pub async fn withdraw(app: &App, token: &str) -> Result<()> {
    let (signature, petition) = found(app, token).await?;
    if petition.author == signature.id && !petition.public() && !petition.state.refused() {
        // An author who does not stand behind it any more takes the petition back.
        return take_back(app, token).await;
    }
    if petition.state == PetitionState::Archived {
        return Err(ErrorCode::NotAllowedNow.into());
    }
    let mut tx = app.db.begin().await?;
    let Some(signature) = signatures::lock(&mut tx, signature.id).await? else {
        return Err(ErrorCode::NotFound.into());
    };
    if signature.state()? == SignatureState::Confirmed {
        let changes = signatures::changes([&signature.counted()], -1);
        signatures::count(&mut tx, app.petitions.lane, &changes).await?;
    }
    signatures::withdraw(&mut tx, signature.id).await?;
    Ok(tx.commit().await?)
}

/// Stops letters to whoever signed.
pub async fn stop(app: &App, token: &str) -> Result<()> {
    let (signature, _) = found(app, token).await?;
    let mut tx = app.db.begin().await?;
    signatures::stop_mail(&mut tx, signature.id).await?;
    Ok(tx.commit().await?)
}

/// The author takes a petition back before it is public.
pub async fn take_back(app: &App, token: &str) -> Result<()> {
    let (signature, petition) = found(app, token).await?;
    if petition.author != signature.id {
        return Err(ErrorCode::Denied.into());
    }
    let mut tx = app.db.begin().await?;
    let Some(mut petition) = rows::lock(&mut tx, petition.id).await? else {
        return Err(ErrorCode::NotFound.into());
    };
    moving::advance(&mut tx, &mut petition, Actor::Citizen, PetitionWhat::Withdrawn, app.now_ms()).await?;
    tx.commit().await?;
    app.petitions.board.stale();
    Ok(())
}
