//! Signing with an identity for which a provider vouches: confirmed at once, marked, and counted apart. One person is who
//! they are for the provider, and whoever has the address that it says is theirs: whoever has signed by e-mail and comes
//! again this way has that signature marked, and no second one.
//!
//! The rules that look for fakes are not asked. They look at what a made-up mailbox gives away, and this is none.

use super::identity::{self, Reach};
use super::signing::{self, Draft};
use super::{letters, mine};
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::outside::provider::Vouched;
use crate::store::petitions::Petition;
use crate::store::signatures::{self, Changes, NewSignature};
use crate::store::vouched::{self, Held};
use crate::store::{StoreError, Tx};
use hoiam_shared::Lang;
use hoiam_shared::check::{self, Fault};
use hoiam_shared::error::FieldError;
use hoiam_shared::limits;
use hoiam_shared::petition::SignatureState;
use hoiam_shared::text::fold;
use serde::{Deserialize, Serialize};

/// What somebody wants who goes to the provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// Code of the petition.
    pub petition: String,
    /// Code of an area.
    pub area: Option<String>,
    /// Wants to be told of the answer.
    pub tell: bool,
}

/// Checks a wish before anybody is sent anywhere.
pub async fn allowed(app: &App, wish: &Wish, consent: bool) -> Result<()> {
    signing::signable(app, &wish.petition).await?;
    let settings = app.settings();
    let mut faults = Vec::new();
    if wish.area.as_deref().is_some_and(|code| settings.area(code).is_none()) {
        faults.push(Fault::new("area", FieldError::UnknownValue));
    }
    if !consent {
        faults.push(Fault::new("consent", FieldError::ConsentNeeded));
    }
    if faults.is_empty() { Ok(()) } else { Err(AppError::Invalid(faults)) }
}

/// Somebody who is back.
#[derive(Debug)]
pub struct Signing<'a> {
    /// What they wanted.
    pub wish: &'a Wish,
    /// In which language.
    pub lang: Lang,
    /// Who it is.
    pub who: &'a Vouched,
    /// The address the request came from.
    pub network: Option<&'a str>,
}

/// Signs; gives the name in the link to one's own signature.
pub async fn sign(app: &App, signing: Signing<'_>) -> Result<String> {
    let petition = signing::signable(app, &signing.wish.petition).await?;
    let id = app.numbers.signature(&app.db).await?;
    let subject = app.keys.signer_of(petition.id, &format!("{}\n{}", signing.who.issuer, signing.who.subject));
    let new = signing.drawn_up(app, &petition, id, &subject).await?;
    let mut tx = app.db.begin().await?;
    let id = stand(&mut tx, app, &petition, &new, &subject).await?;
    tx.commit().await?;
    mine::progress(app, petition.id, id).await?;
    Ok(app.keys.signature_token(id))
}

impl Signing<'_> {
    async fn drawn_up(&self, app: &App, petition: &Petition, id: i64, subject: &str) -> Result<NewSignature> {
        let name = self.name();
        let reach = self.who.email.as_deref().and_then(identity::mailbox);
        let identity = match &reach {
            Some(reach) => identity_of(app, petition, reach, name).await?,
            None => subject.to_owned(),
        };
        let tell = self.wish.tell && reach.is_some();
        let draft = Draft { id, identity, name, reach, area: self.wish.area.as_deref(), tell };
        let network = signing::network_of(app, petition, self.network);
        Ok(NewSignature { network, lang: self.lang.code(), ..draft.sealed(app, &app.settings(), petition) })
    }

    /// Somebody else's words, however much they are believed: none rather than such as cannot be stored.
    fn name(&self) -> &str {
        let (name, mut faults) = (self.who.name.as_deref().unwrap_or_default(), Vec::new());
        check::text("name", name, 0, limits::NAME_CHARS, &mut faults);
        if faults.is_empty() { name } else { "" }
    }
}

/// The keyed digest of whoever has an address. Where several may sign with one, whoever is vouched for is the one of them who
/// has signed by the same name, and failing that the first who has signed without being vouched for: rather one too few
/// than one twice.
async fn identity_of(app: &App, petition: &Petition, reach: &Reach, name: &str) -> Result<String> {
    let own = app.keys.signer_of(petition.id, &signing::person(petition, reach, name));
    if petition.rules.household == 1 {
        return Ok(own);
    }
    let same = signatures::of_domain(&mut app.db.read(), petition.id, &reach.domain).await?;
    let members = same.iter().filter(|kept| kept.verified == 0).filter_map(|kept| {
        let signer = letters::signer(app, kept)?;
        (signer.canonical().as_deref() == Some(&reach.canonical)).then_some((kept, fold::fold(&signer.name)))
    });
    let members: Vec<_> = members.collect();
    let namesake = members.iter().find(|(kept, folded)| kept.identity == own || *folded == fold::fold(name));
    Ok(namesake.or(members.first()).map_or(own, |(kept, _)| kept.identity.clone()))
}

/// Times that two of one person may meet.
const TRIES: usize = 3;

/// Lets one signature of this person stand, and changes the counters by exactly that; gives its number.
async fn stand(tx: &mut Tx, app: &App, petition: &Petition, new: &NewSignature, subject: &str) -> Result<i64> {
    for _ in 0..TRIES {
        let held = vouched::of_person(tx, petition.id, &new.identity, subject).await?;
        let by_subject = held.iter().find(|one| one.subject == subject);
        let by_address = held.iter().find(|one| one.identity == new.identity);
        let mut changes = Changes::new();
        let id = match (by_subject, by_address) {
            (Some(one), Some(other)) if one.id != other.id && !settled(petition, one, other)? => {
                if one.state()? == SignatureState::Confirmed {
                    changes = signatures::changes([&one.counted()], -1);
                }
                signatures::withdraw(tx, one.id).await?;
                add(&mut changes, mark(tx, other, new, subject).await?);
                other.id
            }
            (Some(one), other) => {
                // The provider says only now whose address it is.
                if other.is_none() && one.identity == subject {
                    vouched::readdress(tx, one.id, new).await?;
                }
                one.id
            }
            (None, Some(other)) => {
                changes = mark(tx, other, new, subject).await?;
                other.id
            }
            (None, None) => {
                if !vouched::insert(tx, new, subject).await? {
                    continue;
                }
                changes = signatures::changes([&counted(new)], 1);
                new.id
            }
        };
        signatures::count(tx, app.petitions.lane, &changes).await?;
        return Ok(id);
    }
    Err(StoreError::Inconsistent { table: "signatures", what: format!("one person of {}", petition.code) }.into())
}

/// Of two signatures of one person both stay as they are: what moderators found stays found, and no petition loses its author.
fn settled(petition: &Petition, one: &Held, other: &Held) -> Result<bool> {
    let found = |held: &Held| Ok::<_, StoreError>(held.state()? == SignatureState::Invalid);
    Ok(found(one)? || found(other)? || one.id == petition.author)
}

/// Makes the signature of an address that of the person; how the counters change.
async fn mark(tx: &mut Tx, held: &Held, new: &NewSignature, subject: &str) -> Result<Changes> {
    Ok(match held.state()? {
        SignatureState::Invalid => Changes::new(),
        // Somebody else vouched for the owner of this address: one person all the same.
        SignatureState::Confirmed if !held.subject.is_empty() => Changes::new(),
        SignatureState::Confirmed => {
            let mut changes = signatures::changes([&held.counted()], -1);
            vouched::vouch(tx, held.id, subject).await?;
            let vouched = signatures::Counted { verified: 1, suspect: 0, ..held.counted() };
            add(&mut changes, signatures::changes([&vouched], 1));
            changes
        }
        SignatureState::Pending | SignatureState::Withdrawn => {
            vouched::take_over(tx, held.id, new, subject).await?;
            signatures::changes([&signatures::Counted { id: held.id, ..counted(new) }], 1)
        }
    })
}

fn counted(new: &NewSignature) -> signatures::Counted {
    signatures::Counted {
        id: new.id,
        petition_id: new.petition,
        area: new.area.clone(),
        suspect: 0,
        verified: 1,
        confirmed_ms: Some(new.signed_ms),
    }
}

fn add(changes: &mut Changes, more: Changes) {
    for (cell, (counted, verified)) in more {
        let sum = changes.entry(cell).or_default();
        *sum = (sum.0 + counted, sum.1 + verified);
    }
}
