//! Petitions for a demonstration: each moves as a real one does, only on days that are past. Nobody is behind their
//! signatures, so there is no address to write to.

use super::beginning::{Of, written};
use super::moving;
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::store::Tx;
use crate::store::petitions::{self as rows, Petition};
use crate::store::signatures::{self, Counted, NewSignature};
use hoiam_shared::Lang;
use hoiam_shared::case::Actor;
use hoiam_shared::petition::{PetitionGround, PetitionState, PetitionWhat};
use serde::Deserialize;

const ALL: &str = include_str!("../../../data/demo/petitions.json");
const DAY_MS: i64 = 86_400_000;
/// Signatures of which each begins another day: so many more come at first than later.
const AT_ONCE: usize = 5_000;

/// One of them, as it is written down.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Demo {
    title: String,
    body: String,
    agency: String,
    area: String,
    state: PetitionState,
    days: i64,
    signatures: u32,
    ground: Option<PetitionGround>,
    #[serde(default)]
    reason: String,
}

/// Fills them in; how many.
pub async fn fill(app: &App) -> Result<usize> {
    let all: Vec<Demo> =
        serde_json::from_str(ALL).map_err(|error| AppError::defect(format!("demo/petitions.json: {error}")))?;
    for demo in &all {
        one(app, demo).await?;
    }
    Ok(all.len())
}

async fn one(app: &App, demo: &Demo) -> Result<()> {
    let settings = app.settings();
    let unknown = |what: &str| AppError::defect(format!("demo/petitions.json: no {what}"));
    let site = settings.sites().first().map(|site| site.id).ok_or_else(|| unknown("site"))?;
    let agency = settings.agency_by_code(&demo.agency).ok_or_else(|| unknown(&demo.agency))?.id;
    let (rules, _) = settings.petition_rules(agency);
    let now_ms = app.now_ms();
    let begun_ms = now_ms - demo.days * DAY_MS - DAY_MS / 3;
    let id = app.numbers.case(&app.db).await?;
    let first = app.numbers.signature(&app.db).await?;
    let of = Of {
        site,
        agency,
        area: Some(demo.area.clone()),
        category: None,
        language: Lang::Vi,
        title: demo.title.clone(),
        body: demo.body.clone(),
    };
    let mut petition = written(app, id, first, of, rules.clone(), begun_ms)?;
    let mut ids = vec![first];
    for _ in 1..demo.signatures {
        ids.push(app.numbers.signature(&app.db).await?);
    }
    let areas: Vec<&str> =
        settings.areas().filter(|area| area.parent.is_none()).map(|area| area.code.as_str()).collect();
    let mut tx = app.db.begin().await?;
    rows::insert(&mut tx, &petition).await?;
    moving::begin(&mut tx, &petition).await?;
    for (what, share) in moves(demo, begun_ms, i64::from(rules.days)) {
        let at_ms = begun_ms + (now_ms - begun_ms) * share / 1_000;
        let actor = if what.action().is_some_and(|action| action.moderators()) {
            // The moderator of the demonstration.
            Actor::Staff(hoiam_shared::ids::UserId(2))
        } else {
            Actor::System
        };
        moving::advance(&mut tx, &mut petition, actor, what, at_ms).await?;
    }
    for (round, some) in ids.chunks(AT_ONCE).enumerate() {
        sign(app, &mut tx, &petition, some, round * AT_ONCE, ids.len(), &areas, now_ms).await?;
    }
    Ok(tx.commit().await?)
}

/// What happened to it, and when, in thousandths of its age.
fn moves(demo: &Demo, begun_ms: i64, days: i64) -> Vec<(PetitionWhat, i64)> {
    use PetitionState as S;
    let mut all = vec![(PetitionWhat::Confirmed, 5)];
    if demo.state == S::Sponsoring {
        return all;
    }
    all.push((PetitionWhat::Submitted, 40));
    match demo.state {
        S::Rejected => {
            let ground = demo.ground.unwrap_or(PetitionGround::Unclear);
            all.push((PetitionWhat::Rejected { ground, reason: demo.reason.clone() }, 150));
        }
        S::Open | S::Closed => {
            let closes_ms = begun_ms + days * DAY_MS;
            all.push((PetitionWhat::Published { closes_ms }, 60));
            if demo.state == S::Closed {
                all.push((PetitionWhat::Closed { reason: String::new() }, 850));
            }
        }
        _ => {}
    }
    all
}

/// Puts confirmed signatures there: most from the area it is about, more of them lately.
#[expect(clippy::too_many_arguments, reason = "one call, in the one place that has it all")]
async fn sign(
    app: &App,
    tx: &mut Tx,
    petition: &Petition,
    ids: &[i64],
    before: usize,
    of: usize,
    areas: &[&str],
    now_ms: i64,
) -> Result<()> {
    let end_ms = petition.ended_ms.unwrap_or(now_ms);
    let age = (end_ms - petition.created_ms) as f64;
    let own = petition.area.clone().unwrap_or_default();
    let new: Vec<NewSignature> = ids
        .iter()
        .zip(before..)
        .map(|(id, n)| {
            let share = ((n + 1) as f64 / of as f64).sqrt();
            let area = if n % 5 < 3 { own.clone() } else { areas[n * 7 % areas.len()].to_owned() };
            NewSignature {
                id: *id,
                petition: petition.id,
                identity: app.keys.signer_of(petition.id, &format!("demo {n}")),
                suspect: 0,
                area,
                network: app.keys.network_of(petition.id, &format!("demo {}", n % 97)),
                domain: ["gmail.com", "gmail.com", "gmail.com", "yahoo.com.vn", "outlook.com"][n % 5].to_owned(),
                pattern: ["Aa Aa Aa", "Aa Aa", "a a a", "Aa Aa Aa Aa"][n % 4].to_owned(),
                lang: "vi",
                tell: false,
                key_id: String::new(),
                sealed: String::new(),
                signed_ms: petition.created_ms + (age * share) as i64,
            }
        })
        .collect();
    signatures::insert(tx, &new.iter().collect::<Vec<_>>(), 0).await?;
    signatures::fill_confirmed(tx, petition.id).await?;
    let counted: Vec<Counted> = new
        .iter()
        .map(|one| Counted {
            id: one.id,
            petition_id: petition.id,
            area: one.area.clone(),
            suspect: 0,
            verified: 0,
            confirmed_ms: Some(one.signed_ms),
        })
        .collect();
    signatures::count(tx, app.petitions.lane, &signatures::changes(&counted, 1)).await?;
    Ok(())
}
