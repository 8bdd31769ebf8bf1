//! Letters about petitions: to whoever signs, so that they confirm; to the author, when something happens; to all who asked
//! for it, when an answer is out. They are deliveries like any other: retried, listed when they fail, sent once each.

use super::identity;
use super::signing::{self, Signer};
use crate::domain::app::App;
use crate::domain::error::Result;
use crate::domain::notices::Recipient;
use crate::domain::notices::letters::Values;
use crate::domain::telling;
use crate::store::Tx;
use crate::store::deliveries::{self, Delivery, NewDelivery};
use crate::store::petitions::{self as rows, Petition, Reached};
use crate::store::signatures::{self, Signature};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::petitions::Petitions as T;
use hoiam_shared::catalogue::{fill, grouped};
use hoiam_shared::ids::{AgencyId, CaseId};
use hoiam_shared::notice::{Topic, Trouble, Via};
use hoiam_shared::petition::{PetitionState, PetitionWhat, SignatureState};

/// Letters made in one transaction.
const BATCH: i64 = 512;
/// What tells the letters of a petition to one person apart, beside their number.
const TO_SIGN: u32 = 0;
const NEWS: u32 = 1;
const ANSWER: u32 = 2;

/// Name and address of whoever signed, while they are kept.
pub fn signer(app: &App, signature: &Signature) -> Option<Signer> {
    let place = signing::place(signature.petition_id, &signature.identity);
    let plain = app.keys.open_signer(&place, &signature.key_id, &signature.sealed).ok()?;
    serde_json::from_str(&plain).ok()
}

/// The way to whoever signed with an address of this mail domain.
fn way(domain: &str) -> Via {
    if domain == identity::PHONE { Via::Sms } else { Via::Mail }
}

/// Whether this node can send that way.
const fn open(app: &App, via: Via) -> bool {
    match via {
        Via::Mail => app.mailer.is_some(),
        Via::Sms => app.texter.is_some(),
        Via::Webhook | Via::Console | Via::Push => false,
    }
}

fn delivery(
    petition: i64,
    agency: AgencyId,
    (to, via): (i64, Via),
    topic: Topic,
    step: u32,
    version: u32,
    due_ms: i64,
) -> NewDelivery {
    NewDelivery {
        case: CaseId(petition),
        version,
        step,
        recipient: Recipient::Signer(to).code(),
        via,
        topic,
        agency: Some(agency.0),
        sealed: false,
        due_ms,
    }
}

/// Makes the letters and texts with which those who signed confirm it; how many. Without a way to send them they wait.
pub async fn to_sign(app: &App) -> Result<usize> {
    let ways = (open(app, Via::Mail), open(app, Via::Sms));
    let mut done = 0;
    loop {
        let asked = signatures::asked(&mut app.db.read(), ways, BATCH).await?;
        if asked.is_empty() {
            return Ok(done);
        }
        let now_ms = app.now_ms();
        let letter = |one: &signatures::Asked| {
            let number = u32::try_from(one.asked).unwrap_or_default();
            let to = (one.id, way(&one.domain));
            delivery(one.petition_id, AgencyId(one.agency_id), to, Topic::Signature, TO_SIGN, number, now_ms)
        };
        // A text costs money, and whoever types in numbers by the thousand is after that: what is under suspicion gets none.
        let sent = asked.iter().filter(|one| one.suspect == 0 || way(&one.domain) == Via::Mail);
        let letters: Vec<NewDelivery> = sent.map(letter).collect();
        let mut tx = app.db.begin().await?;
        deliveries::insert(&mut tx, &letters, now_ms).await?;
        signatures::lettered(&mut tx, &asked).await?;
        tx.commit().await?;
        done += asked.len();
    }
}

/// Tells the author what has just happened, if they are to know.
pub(super) async fn news(tx: &mut Tx, app: &App, petition: &Petition) -> Result<()> {
    let Some(author) = signatures::by_id(tx, petition.author).await? else { return Ok(()) };
    let to = (author.id, way(&author.domain));
    if !open(app, to.1) {
        return Ok(());
    }
    let now_ms = app.now_ms();
    let (id, version) = (petition.id, petition.version);
    let letter = delivery(id, petition.agency, to, Topic::PetitionNews, NEWS, version, now_ms);
    deliveries::insert(tx, &[letter], now_ms).await?;
    Ok(())
}

/// Makes the letters about answers that are out, in batches; whoever stops in between goes on here, and nobody is told
/// twice. How many.
pub async fn tell_answers(app: &App) -> Result<usize> {
    let mut done = 0;
    for mut reached in rows::untold(&mut app.db.read()).await? {
        loop {
            let (n, next) = tell_some(app, &reached).await?;
            done += n;
            match next {
                Some(told) => reached.told = told,
                None => break,
            }
        }
    }
    Ok(done)
}

async fn tell_some(app: &App, reached: &Reached) -> Result<(usize, Option<i64>)> {
    let Some(petition) = rows::by_id(&mut app.db.read(), reached.petition_id).await? else { return Ok((0, None)) };
    let now_ms = app.now_ms();
    let found = signatures::telling(&mut app.db.read(), petition.id, reached.told, BATCH).await?;
    let version = u32::try_from(reached.position + 1).unwrap_or_default();
    let letter = |to| delivery(petition.id, petition.agency, to, Topic::PetitionAnswer, ANSWER, version, now_ms);
    let reached_by = found.iter().map(|(id, domain)| (*id, way(domain))).filter(|(_, via)| open(app, *via));
    let letters: Vec<NewDelivery> = reached_by.map(letter).collect();
    let told = found.last().map_or(reached.told, |(id, _)| *id);
    let all = (found.len() as i64) < BATCH;
    let mut tx = app.db.begin().await?;
    // Another node may be at it: whoever comes second finds that it has moved.
    if !rows::set_told(&mut tx, reached, told, all.then_some(now_ms)).await? {
        return Ok((0, None));
    }
    deliveries::insert(&mut tx, &letters, now_ms).await?;
    tx.commit().await?;
    Ok((letters.len(), (!all).then_some(told)))
}

/// A letter about a petition, ready to be put into words.
#[derive(Debug)]
pub struct Ready {
    /// Address.
    pub to: String,
    /// Whose words.
    pub agency: AgencyId,
    /// What is put into them.
    pub values: Values,
    /// Language.
    pub lang: Lang,
}

/// Makes it from the petition as it is now, or says why it is not needed any more.
pub async fn ready(app: &App, what: &Delivery, id: i64) -> Result<std::result::Result<Ready, Trouble>> {
    let read = &mut app.db.read();
    let Some(signature) = signatures::by_id(read, id).await? else { return Ok(Err(Trouble::Over)) };
    let Some(petition) = rows::by_id(read, signature.petition_id).await? else { return Ok(Err(Trouble::Over)) };
    let Some(signer) = signer(app, &signature) else { return Ok(Err(Trouble::NoAddress)) };
    let (settings, state, topic) = (app.settings(), signature.state()?, what.what.topic);
    let lang = Lang::from_code(&signature.lang).unwrap_or_default();
    let mine = format!("{}/petitions/mine/{}?lang={lang}", app.public_url, app.keys.signature_token(id));
    let page = format!("{}/petitions/{}?lang={lang}", app.public_url, petition.code);
    let agency = settings.agency(petition.agency).map_or("", |agency| agency.name(lang)).to_owned();
    let mut values = Values {
        code: petition.code.clone(),
        title: petition.title.clone(),
        agency,
        state: petition.state.name(lang).to_owned(),
        name: signer.name.clone(),
        due: petition.closes_ms.map_or_else(String::new, |closes| telling::date(closes, lang)),
        ..Values::default()
    };
    match topic {
        Topic::Signature if state == SignatureState::Pending => {
            values.link = mine;
            values.words = app.keys.signature_code(id, signature.asked);
        }
        Topic::PetitionNews => {
            let history = super::moving::history(read, petition.id).await?;
            let Some(event) = history.iter().find(|event| event.version == what.what.version) else {
                return Ok(Err(Trouble::Over));
            };
            values.event = told(&petition, &event.what, lang);
            values.words = reason(&event.what).unwrap_or_default().to_owned();
            values.link = if petition.public() { page } else { mine };
        }
        Topic::PetitionAnswer if signature.tell != 0 && state == SignatureState::Confirmed => {
            let board = app.petitions.board.now(app).await?;
            let position = i64::from(what.what.version) - 1;
            let reached = rows::reached(read, petition.id).await?;
            let owed = reached.iter().find(|row| row.position == position).and_then(|row| board.owed(row.case_id));
            let Some(answer) = owed.and_then(|owed| owed.answer.clone()) else { return Ok(Err(Trouble::Over)) };
            values.words = answer;
            values.link = page;
        }
        Topic::PetitionAnswer if state == SignatureState::Confirmed => return Ok(Err(Trouble::Unwanted)),
        _ => return Ok(Err(Trouble::Over)),
    }
    Ok(Ok(Ready { to: signer.address().to_owned(), agency: petition.agency, values, lang }))
}

/// The same in a few words, for a telephone.
pub fn text(topic: Topic, values: &Values, lang: Lang) -> String {
    let pattern = match topic {
        Topic::Signature => T::TextToSign,
        Topic::PetitionAnswer => T::TextAnswer,
        _ => T::TextNews,
    };
    let said =
        [("code", values.code.as_str()), ("digits", &values.words), ("event", &values.event), ("link", &values.link)];
    fill(pattern.text(lang), &said)
}

/// An event in words, as everybody reads it; empty for what is nobody's business.
pub fn told(petition: &Petition, what: &PetitionWhat, lang: Lang) -> String {
    use PetitionWhat as W;
    let count_of = |position: &u32| petition.rules.thresholds.get(*position as usize).map_or(0, |t| t.count);
    match what {
        W::Begun { .. } => T::ToldBegun.text(lang).to_owned(),
        W::Confirmed => PetitionState::Sponsoring.name(lang).to_owned(),
        W::Submitted => T::ToldSubmitted.text(lang).to_owned(),
        W::Amended { .. } => T::ToldAmended.text(lang).to_owned(),
        W::Published { closes_ms } => fill(T::ToldPublished.text(lang), &[("date", &telling::date(*closes_ms, lang))]),
        W::Rejected { ground, .. } => format!("{}: {}", T::ToldRejected.text(lang), ground.name(lang)),
        W::Withdrawn => PetitionState::Withdrawn.name(lang).to_owned(),
        W::Lapsed => PetitionState::Lapsed.name(lang).to_owned(),
        W::Closed { .. } => T::ToldClosed.text(lang).to_owned(),
        W::TakenDown { ground, .. } => format!("{}: {}", T::ToldTakenDown.text(lang), ground.name(lang)),
        W::Restored { .. } => T::ToldRestored.text(lang).to_owned(),
        W::Reached { count, duty, .. } => {
            fill(T::ToldReached.text(lang), &[("n", &grouped(*count, lang)), ("duty", duty.name(lang))])
        }
        W::TakenBack { position } => fill(T::ToldTakenBack.text(lang), &[("n", &grouped(count_of(position), lang))]),
        W::ReachedAgain { position } => {
            fill(T::ToldReachedAgain.text(lang), &[("n", &grouped(count_of(position), lang))])
        }
        W::Archived { count } => fill(T::ToldArchived.text(lang), &[("n", &grouped(*count, lang))]),
        // That somebody looks at signatures is told by what comes of it.
        W::Reviewed { .. } => String::new(),
    }
}

/// What somebody wrote with an event.
pub fn reason(what: &PetitionWhat) -> Option<&str> {
    use PetitionWhat as W;
    match what {
        W::Amended { reason, .. }
        | W::Rejected { reason, .. }
        | W::Closed { reason }
        | W::TakenDown { reason, .. }
        | W::Restored { reason } => Some(reason).filter(|reason| !reason.is_empty()).map(String::as_str),
        _ => None,
    }
}
