//! Putting a name to a petition: checked, looked at for suspicion, sealed, and written by the [`writer`](super::writer). What
//! is answered is the same for a new address, one that waits, one that has signed and one under suspicion: from outside,
//! nothing can be told of anybody.

use super::identity::{self, Reach};
use super::suspecting;
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::domain::settings::Settings;
use crate::outside::text_message::Texter;
use crate::store::petitions::{self as rows, Petition};
use crate::store::signatures::{self, NewSignature, Signature};
use hoiam_shared::check::{self, Fault};
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::limits;
use hoiam_shared::petition::{PetitionState, Switch};
use hoiam_shared::wire::petitions::{SignatureAsked, SignatureCode, SignerNew};
use std::sync::PoisonError;

/// Wrong codes that may be typed for one letter.
const GUESSES: i64 = 5;

/// Name and address, as they are sealed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Signer {
    /// Name.
    pub name: String,
    /// E-mail address; empty when there is a telephone number.
    pub email: String,
    /// Telephone number, E.164.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

impl Signer {
    /// Where what is written to them goes.
    pub fn address(&self) -> &str {
        self.phone.as_deref().unwrap_or(&self.email)
    }

    /// Whom that reaches, however it was written.
    pub(super) fn canonical(&self) -> Option<String> {
        let mailbox = || identity::mailbox(&self.email).map(|reach| reach.canonical);
        self.phone.clone().or_else(mailbox)
    }
}

/// What a signature's data are sealed for: the person within the petition. Who withdraws and signs again has the same.
pub fn place(petition: i64, identity: &str) -> String {
    format!("signature {petition} {identity}")
}

/// What was written into a field, if anything was.
fn said(given: Option<&str>) -> Option<&str> {
    given.map(str::trim).filter(|text| !text.is_empty())
}

/// Checks whoever signs.
pub(super) fn check(app: &App, settings: &Settings, signer: &SignerNew, faults: &mut Vec<Fault>) -> Option<Reach> {
    check::text("name", &signer.name, 2, limits::NAME_CHARS, faults);
    let prefixes = app.texter.as_ref().map_or(&[][..], Texter::prefixes);
    let reach = match (said(signer.email.as_deref()), said(signer.phone.as_deref())) {
        (Some(email), _) => identity::mailbox(email).ok_or(Fault::new("email", FieldError::BadEmail)),
        (None, Some(phone)) => identity::phone(phone, prefixes).ok_or(Fault::new("phone", FieldError::BadPhone)),
        (None, None) => Err(Fault::new("email", FieldError::Required)),
    };
    if signer.area.as_deref().is_some_and(|code| !code.is_empty() && settings.area(code).is_none()) {
        faults.push(Fault::new("area", FieldError::UnknownValue));
    }
    if !signer.consent {
        faults.push(Fault::new("consent", FieldError::ConsentNeeded));
    }
    reach.map_err(|fault| faults.push(fault)).ok()
}

/// Whoever signs, ready to be written.
pub(super) fn prepare(
    app: &App,
    settings: &Settings,
    petition: &Petition,
    id: i64,
    signer: &SignerNew,
    reach: Reach,
    network: Option<&str>,
) -> NewSignature {
    let network = network_of(app, petition, network);
    let suspect = {
        let mut windows = app.petitions.windows.lock().unwrap_or_else(PoisonError::into_inner);
        let signing =
            suspecting::Signing { petition: petition.id, name: &signer.name, domain: &reach.domain, network: &network };
        windows.look(&petition.rules.limits, signing, app.now_ms())
    };
    let identity = app.keys.signer_of(petition.id, &person(petition, &reach, &signer.name));
    let area = signer.area.as_deref();
    let draft = Draft { id, identity, name: &signer.name, reach: Some(reach), area, tell: signer.tell };
    NewSignature { suspect, network, lang: signer.language.code(), ..draft.sealed(app, settings, petition) }
}

/// What somebody who signs is told apart by: with a household of two, the second of a family that shares an address is
/// another person by another name.
pub(super) fn person(petition: &Petition, reach: &Reach, name: &str) -> String {
    match petition.rules.household {
        1 => reach.canonical.clone(),
        _ => format!("{}\n{}", reach.canonical, identity_name(name)),
    }
}

/// The block of addresses that a request came from, as moderators see it; empty when it is not known.
pub(super) fn network_of(app: &App, petition: &Petition, network: Option<&str>) -> String {
    let block = network.and_then(|address| address.parse().ok()).map(identity::block);
    block.map(|block| app.keys.network_of(petition.id, &block)).unwrap_or_default()
}

/// A signature before its data are sealed.
pub(super) struct Draft<'a> {
    /// Its number.
    pub id: i64,
    /// Keyed digest of whoever it is.
    pub identity: String,
    /// Name; may be empty where a provider gave none.
    pub name: &'a str,
    /// Where they are written to, if anywhere.
    pub reach: Option<Reach>,
    /// Code of an area.
    pub area: Option<&'a str>,
    /// Wants to be told of the answer.
    pub tell: bool,
}

impl Draft<'_> {
    /// With its data sealed; nobody suspects anything yet.
    pub fn sealed(self, app: &App, settings: &Settings, petition: &Petition) -> NewSignature {
        let Self { id, identity, name, reach, area, tell } = self;
        // The figures are by province: where exactly somebody lives is nobody's business.
        let line = area.map(|code| settings.area_line(code)).unwrap_or_default();
        let area = line.last().map_or_else(String::new, |code| (*code).to_owned());
        let domain = reach.as_ref().map(|reach| reach.domain.clone()).unwrap_or_default();
        let name = name.trim().to_owned();
        let address = reach.map(|reach| reach.address).unwrap_or_default();
        let pattern = identity::pattern(&name);
        let kept = match domain == identity::PHONE {
            true => Signer { name, email: String::new(), phone: Some(address) },
            false => Signer { name, email: address, phone: None },
        };
        let plain = serde_json::to_string(&kept).unwrap_or_default();
        let (key_id, sealed) = app.keys.seal_signer(app.random.as_ref(), &place(petition.id, &identity), &plain);
        NewSignature {
            id,
            petition: petition.id,
            identity,
            suspect: 0,
            area,
            network: String::new(),
            domain,
            pattern,
            lang: hoiam_shared::Lang::default().code(),
            tell,
            key_id,
            sealed,
            signed_ms: app.now_ms(),
        }
    }
}

/// A name as it is compared: letters only, in lower case.
fn identity_name(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The petition with this code, if somebody can sign it now.
pub(super) async fn signable(app: &App, code: &str) -> Result<Petition> {
    let board = app.petitions.board.now(app).await?;
    let petition = match board.petition(code) {
        Some(petition) => petition.as_ref().clone(),
        None => rows::by_code(&mut app.db.read(), code).await?.ok_or(AppError::Code(ErrorCode::NotFound))?,
    };
    let over = petition.state == PetitionState::Open && petition.closes_ms.is_none_or(|closes| closes <= app.now_ms());
    if !app.settings().petitions.on(Switch::Collecting) {
        return Err(ErrorCode::Paused.into());
    }
    match petition.state {
        state if state.signs() && !over => Ok(petition),
        PetitionState::Draft => Err(ErrorCode::NotFound.into()),
        _ => Err(ErrorCode::NotAllowedNow.into()),
    }
}

/// Signs. `network` is the address the request came from, `origin` the page that sent it, if a browser did.
pub async fn sign(
    app: &App,
    code: &str,
    signer: &SignerNew,
    network: Option<&str>,
    origin: Option<&str>,
) -> Result<SignatureAsked> {
    let settings = app.settings();
    let petition = signable(app, code).await?;
    let own = origin.is_none_or(|origin| origin == app.public_url);
    if !own && settings.site_by_id(petition.site).is_none_or(|site| !site.allows(origin)) {
        return Err(ErrorCode::ForbiddenOrigin.into());
    }
    let mut faults = Vec::new();
    let reach = check(app, &settings, signer, &mut faults);
    let Some(reach) = reach.filter(|_| faults.is_empty()) else { return Err(AppError::Invalid(faults)) };
    let id = app.numbers.signature(&app.db).await?;
    let mine = reach.canonical.clone();
    let signature = prepare(app, &settings, &petition, id, signer, reach, network);
    let handle = handle(app, petition.id, &signature.identity);
    match petition.rules.household {
        1 => app.petitions.signing.sign(signature).await?,
        most => with_household(app, &petition, signature, &mine, most).await?,
    }
    Ok(SignatureAsked { handle })
}

/// Where several may sign with one address (`mine`, in canonical form), so many and no more: looked at one after the other.
async fn with_household(app: &App, petition: &Petition, signature: NewSignature, mine: &str, most: u32) -> Result<()> {
    let mut tx = app.db.begin().await?;
    rows::lock(&mut tx, petition.id).await?;
    let plain = |kept: &Signature| {
        let opened = app.keys.open_signer(&place(kept.petition_id, &kept.identity), &kept.key_id, &kept.sealed).ok()?;
        serde_json::from_str::<Signer>(&opened).ok()
    };
    let known = signatures::by_identity(&mut tx, petition.id, &signature.identity).await?.is_some();
    let same = signatures::of_domain(&mut tx, petition.id, &signature.domain).await?;
    let members = same.iter().filter_map(plain).filter(|signer| signer.canonical().as_deref() == Some(mine)).count();
    // One too many is told nothing, and gets no letter.
    if known || members < most as usize {
        signatures::insert(&mut tx, &[&signature], super::writer::AGAIN_MS).await?;
    }
    Ok(tx.commit().await?)
}

/// Names a signature until it is confirmed, without saying which it is or whether it is there.
fn handle(app: &App, petition: i64, identity: &str) -> String {
    app.keys.seal_away(app.random.as_ref(), "signature", &format!("{petition} {identity}"))
}

/// The number of the signature that a handle and the code from its letter name.
pub async fn by_code(app: &App, typed: &SignatureCode) -> Result<i64> {
    let wrong = || AppError::field("code", FieldError::UnknownValue);
    let opened = app.keys.open_away("signature", &typed.handle).map_err(|_| wrong())?;
    let (petition, identity) = opened.split_once(' ').ok_or_else(wrong)?;
    let petition: i64 = petition.parse().map_err(|_| wrong())?;
    let found = signatures::by_identity(&mut app.db.read(), petition, identity).await?.ok_or_else(wrong)?;
    let digits: String = typed.code.chars().filter(char::is_ascii_digit).collect();
    if found.wrong >= GUESSES {
        return Err(wrong());
    }
    if crate::secrets::same(&app.keys.signature_code(found.id, found.asked), &digits) {
        return Ok(found.id);
    }
    let mut tx = app.db.begin().await?;
    signatures::wrong_code(&mut tx, found.id).await?;
    tx.commit().await?;
    Err(wrong())
}
