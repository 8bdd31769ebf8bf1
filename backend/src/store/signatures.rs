//! Signatures of petitions, and their counters. A counter is changed only in the transaction that changes the signatures
//! behind it, and always by a difference, so that nodes never wait for each other's counts.

use super::batch::Batch;
use super::db::{Run, Tx, sql};
use super::dialect::{self, Column};
use super::error::{Result, StoreError};
use hoiam_shared::petition::SignatureState;
use std::collections::{BTreeMap, HashMap};

/// A signature that was just made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSignature {
    /// Its number.
    pub id: i64,
    /// Of which petition.
    pub petition: i64,
    /// Keyed digest of the address.
    pub identity: String,
    /// Which rules put it under suspicion, as bits.
    pub suspect: i64,
    /// Code of an area; empty for none.
    pub area: String,
    /// Keyed digest of the block of network addresses.
    pub network: String,
    /// Mail domain.
    pub domain: String,
    /// Pattern of the name.
    pub pattern: String,
    /// Language.
    pub lang: &'static str,
    /// Wants to be told of the answer.
    pub tell: bool,
    /// Key that sealed.
    pub key_id: String,
    /// Name and address, sealed.
    pub sealed: String,
    /// When, milliseconds UTC.
    pub signed_ms: i64,
}

const NEW: &[Column] = &[
    Column::Int("id"),
    Column::Int("petition_id"),
    Column::Text("identity"),
    Column::Text("state"),
    Column::Int("suspect"),
    Column::Int("verified"),
    Column::Text("area"),
    Column::Text("network"),
    Column::Text("domain"),
    Column::Text("pattern"),
    Column::Text("lang"),
    Column::Int("tell"),
    Column::Text("key_id"),
    Column::Text("sealed"),
    Column::Int("signed_ms"),
    Column::Int("asked"),
    Column::Int("asked_ms"),
    Column::Int("lettered"),
    Column::Int("wrong"),
];

fn batch_of<'n>(new: impl IntoIterator<Item = &'n NewSignature>) -> Batch {
    let mut batch = Batch::default();
    for one in new {
        batch.row(|row| {
            row.int(one.id)
                .int(one.petition)
                .text(&one.identity)
                .text(SignatureState::Pending.code())
                .int(one.suspect)
                .int(0)
                .text(&one.area)
                .text(&one.network)
                .text(&one.domain)
                .text(&one.pattern)
                .text(one.lang)
                .int(i64::from(one.tell))
                .text(&one.key_id)
                .text(&one.sealed)
                .int(one.signed_ms)
                .int(1)
                .int(one.signed_ms)
                .int(0)
                .int(0);
        });
    }
    batch
}

/// Adds signatures. Of an address that was there the state decides: one that waits is written to again, if the last
/// letter is older than `again_ms`; one that was withdrawn begins anew; all else stays as it is.
pub async fn insert(tx: &mut Tx, new: &[&NewSignature], again_ms: i64) -> Result<()> {
    let added = batch_of(new.iter().copied())
        .insert(tx, "signatures", NEW, "ON CONFLICT (petition_id, identity) DO NOTHING")
        .await?;
    if added == new.len() as u64 {
        return Ok(());
    }
    let renewed = "UPDATE signatures SET state = 'pending', area = batch.area, network = batch.network, domain = batch.domain, \
        pattern = batch.pattern, lang = batch.lang, tell = batch.tell, key_id = batch.key_id, sealed = batch.sealed, \
        signed_ms = batch.signed_ms, suspect = batch.suspect, asked = signatures.asked + 1, asked_ms = batch.asked_ms, wrong = 0 \
        FROM {batch} WHERE signatures.petition_id = batch.petition_id AND signatures.identity = batch.identity \
        AND signatures.id <> batch.id AND signatures.state = 'withdrawn'";
    let engine = tx.engine();
    tx.execute(batch_of(new.iter().copied()).statement(engine, NEW, renewed)).await?;
    // What was just begun anew is not written to twice: its letter is of this moment.
    let again = "UPDATE signatures SET asked = signatures.asked + 1, asked_ms = batch.asked_ms, wrong = 0 \
        FROM {batch} WHERE signatures.petition_id = batch.petition_id AND signatures.identity = batch.identity \
        AND signatures.id <> batch.id AND signatures.state = 'pending' AND signatures.asked < 20 \
        AND signatures.asked_ms <= batch.asked_ms - ";
    let again = format!("{again}{again_ms}");
    tx.execute(batch_of(new.iter().copied()).statement(engine, NEW, &again)).await.map(|_| ())
}

/// Takes all that wait for confirmed when they were signed: for what was made up, and by nobody else.
pub async fn fill_confirmed(tx: &mut Tx, petition: i64) -> Result<()> {
    let text = "UPDATE signatures SET state = 'confirmed', confirmed_ms = signed_ms, lettered = asked \
         WHERE petition_id = $1 AND state = 'pending'";
    tx.execute(sql(text).bind(petition)).await.map(|_| ())
}

/// What of a signature decides whether and where it counts.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Counted {
    /// Its number.
    pub id: i64,
    /// Of which petition.
    pub petition_id: i64,
    /// Area.
    pub area: String,
    /// Which rules put it under suspicion.
    pub suspect: i64,
    /// The identity was verified.
    pub verified: i64,
    /// When it was confirmed.
    pub confirmed_ms: Option<i64>,
}

pub(super) const COUNTED: &str = "id, petition_id, area, suspect, verified, confirmed_ms";

/// Confirms signatures of petitions that can be signed; gives those that were waiting. Once each, however often it is asked.
pub async fn confirm(tx: &mut Tx, ids: &[i64], now_ms: i64) -> Result<Vec<Counted>> {
    let mut batch = Batch::default();
    for id in ids {
        batch.row(|row| {
            row.int(*id).int(now_ms);
        });
    }
    let columns = [Column::Int("id"), Column::Int("now_ms")];
    let returned: Vec<String> = COUNTED.split(", ").map(|name| format!("signatures.{name}")).collect();
    let text = format!(
        "UPDATE signatures SET state = 'confirmed', confirmed_ms = batch.now_ms FROM {{batch}} \
         WHERE signatures.id = batch.id AND signatures.state = 'pending' AND EXISTS (SELECT 1 FROM petitions p \
         WHERE p.id = signatures.petition_id AND (p.state IN ('draft', 'sponsoring') OR (p.state = 'open' AND p.closes_ms > batch.now_ms))) \
         RETURNING {}",
        returned.join(", ")
    );
    tx.all(batch.statement(tx.engine(), &columns, &text)).await
}

/// Changes of counters: (petition, hour, area) → (signatures, verified ones).
pub type Changes = BTreeMap<(i64, i64, String), (i64, i64)>;

/// An hour in milliseconds.
pub const HOUR_MS: i64 = 3_600_000;

/// What some signatures add, if they count; `sign` −1 takes them away.
pub fn changes<'c>(signatures: impl IntoIterator<Item = &'c Counted>, sign: i64) -> Changes {
    let mut out = Changes::new();
    for one in signatures.into_iter().filter(|one| one.suspect == 0) {
        let hour = one.confirmed_ms.unwrap_or_default().div_euclid(HOUR_MS);
        let cell = out.entry((one.petition_id, hour, one.area.clone())).or_default();
        cell.0 += sign;
        cell.1 += sign * one.verified;
    }
    out
}

/// Adds to the counters in a lane.
pub async fn count(tx: &mut Tx, lane: i64, changes: &Changes) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let (mut cells, mut totals) = (Batch::default(), BTreeMap::<i64, (i64, i64)>::new());
    for ((petition, hour, area), (counted, verified)) in changes {
        cells.row(|row| {
            row.int(*petition).int(lane).int(*hour).text(area).int(*counted).int(*verified);
        });
        let total = totals.entry(*petition).or_default();
        *total = (total.0 + counted, total.1 + verified);
    }
    let columns = [
        Column::Int("petition_id"),
        Column::Int("lane"),
        Column::Int("hour"),
        Column::Text("area"),
        Column::Int("counted"),
        Column::Int("verified"),
    ];
    let more = "ON CONFLICT (petition_id, lane, hour, area) DO UPDATE SET counted = petition_counts.counted + excluded.counted, \
        verified = petition_counts.verified + excluded.verified";
    cells.insert(tx, "petition_counts", &columns, more).await?;
    let mut batch = Batch::default();
    for (petition, (counted, verified)) in totals {
        batch.row(|row| {
            row.int(petition).int(lane).int(counted).int(verified);
        });
    }
    let columns = [Column::Int("petition_id"), Column::Int("lane"), Column::Int("counted"), Column::Int("verified")];
    let more = "ON CONFLICT (petition_id, lane) DO UPDATE SET counted = petition_totals.counted + excluded.counted, \
        verified = petition_totals.verified + excluded.verified";
    batch.insert(tx, "petition_totals", &columns, more).await.map(|_| ())
}

/// Signatures that count and verified ones of every petition.
pub async fn totals(db: &mut impl Run) -> Result<Vec<(i64, i64, i64)>> {
    let text = "SELECT petition_id, CAST(SUM(counted) AS BIGINT), CAST(SUM(verified) AS BIGINT) FROM petition_totals \
         GROUP BY petition_id ORDER BY petition_id";
    db.all(sql(text)).await
}

/// The same of one.
pub async fn total(db: &mut impl Run, petition: i64) -> Result<(i64, i64)> {
    let text = "SELECT CAST(COALESCE(SUM(counted), 0) AS BIGINT), CAST(COALESCE(SUM(verified), 0) AS BIGINT) \
         FROM petition_totals WHERE petition_id = $1";
    let row: Option<(i64, i64)> = db.optional(sql(text).bind(petition)).await?;
    Ok(row.unwrap_or_default())
}

/// Signatures that count of every petition from an hour on.
pub async fn since(db: &mut impl Run, hour: i64) -> Result<Vec<(i64, i64)>> {
    let text =
        "SELECT petition_id, CAST(SUM(counted) AS BIGINT) FROM petition_counts WHERE hour >= $1 GROUP BY petition_id";
    db.all(sql(text).bind(hour)).await
}

/// Signatures that count of one petition, by area.
pub async fn by_area(db: &mut impl Run, petition: i64) -> Result<Vec<(String, i64)>> {
    let text = "SELECT area, CAST(SUM(counted) AS BIGINT) FROM petition_counts WHERE petition_id = $1 GROUP BY area \
         HAVING SUM(counted) <> 0 ORDER BY 2 DESC, area";
    db.all(sql(text).bind(petition)).await
}

/// Signatures that count of one petition, by hour.
pub async fn by_hour(db: &mut impl Run, petition: i64) -> Result<Vec<(i64, i64)>> {
    let text = "SELECT hour, CAST(SUM(counted) AS BIGINT) FROM petition_counts WHERE petition_id = $1 GROUP BY hour \
         HAVING SUM(counted) <> 0 ORDER BY hour";
    db.all(sql(text).bind(petition)).await
}

/// What the counters of a petition say, cell by cell: hour, area, signatures, verified ones.
pub async fn counters(db: &mut impl Run, petition: i64) -> Result<Vec<(i64, String, i64, i64)>> {
    let text = "SELECT hour, area, CAST(SUM(counted) AS BIGINT), CAST(SUM(verified) AS BIGINT) FROM petition_counts \
         WHERE petition_id = $1 GROUP BY hour, area HAVING SUM(counted) <> 0 ORDER BY hour, area";
    db.all(sql(text).bind(petition)).await
}

/// The same counted anew from the signatures.
pub async fn recount(db: &mut impl Run, petition: i64) -> Result<Vec<(i64, String, i64, i64)>> {
    let text = format!(
        "SELECT confirmed_ms / {HOUR_MS}, area, COUNT(*), CAST(SUM(verified) AS BIGINT) FROM signatures \
         WHERE petition_id = $1 AND state = 'confirmed' AND suspect = 0 GROUP BY 1, area ORDER BY 1, area"
    );
    db.all(sql(text).bind(petition)).await
}

/// A signature as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Signature {
    /// Its number.
    pub id: i64,
    /// Of which petition.
    pub petition_id: i64,
    /// Keyed digest of the address.
    pub identity: String,
    /// Where it stands.
    pub state: String,
    /// Which rules put it under suspicion.
    pub suspect: i64,
    /// The identity was verified.
    pub verified: i64,
    /// Area.
    pub area: String,
    /// Keyed digest of the block of network addresses.
    pub network: String,
    /// Mail domain.
    pub domain: String,
    /// Pattern of the name.
    pub pattern: String,
    /// Language.
    pub lang: String,
    /// Wants to be told of the answer.
    pub tell: i64,
    /// Key that sealed.
    pub key_id: String,
    /// Name and address, sealed.
    pub sealed: String,
    /// When it was signed.
    pub signed_ms: i64,
    /// When it was confirmed.
    pub confirmed_ms: Option<i64>,
    /// How many letters were asked for.
    pub asked: i64,
    /// Wrong codes typed.
    pub wrong: i64,
}

pub(super) const COLUMNS: &str = "id, petition_id, identity, state, suspect, verified, area, network, domain, pattern, lang, tell, key_id, \
    sealed, signed_ms, confirmed_ms, asked, wrong";

impl Signature {
    /// Where it stands.
    pub fn state(&self) -> Result<SignatureState> {
        let bad = || StoreError::Inconsistent { table: "signatures", what: format!("state of {}", self.id) };
        SignatureState::from_code(&self.state).ok_or_else(bad)
    }

    /// What decides where it counts.
    pub fn counted(&self) -> Counted {
        Counted {
            id: self.id,
            petition_id: self.petition_id,
            area: self.area.clone(),
            suspect: self.suspect,
            verified: self.verified,
            confirmed_ms: self.confirmed_ms,
        }
    }
}

/// One by its number.
pub async fn by_id(db: &mut impl Run, id: i64) -> Result<Option<Signature>> {
    db.optional(sql(format!("SELECT {COLUMNS} FROM signatures WHERE id = $1")).bind(id)).await
}

/// The same; nobody else changes it until the commit.
pub async fn lock(tx: &mut Tx, id: i64) -> Result<Option<Signature>> {
    let text = format!("SELECT {COLUMNS} FROM signatures WHERE id = $1{}", dialect::lock(tx.engine()));
    tx.optional(sql(text).bind(id)).await
}

/// One by the address behind it.
pub async fn by_identity(db: &mut impl Run, petition: i64, identity: &str) -> Result<Option<Signature>> {
    let text = format!("SELECT {COLUMNS} FROM signatures WHERE petition_id = $1 AND identity = $2");
    db.optional(sql(text).bind(petition).bind(identity)).await
}

/// Those of one mail domain that hold an address.
pub async fn of_domain(db: &mut impl Run, petition: i64, domain: &str) -> Result<Vec<Signature>> {
    let text = format!("SELECT {COLUMNS} FROM signatures WHERE petition_id = $1 AND domain = $2 AND sealed <> ''");
    db.all(sql(text).bind(petition).bind(domain)).await
}

/// Counts a wrong code.
pub async fn wrong_code(tx: &mut Tx, id: i64) -> Result<()> {
    tx.execute(sql("UPDATE signatures SET wrong = wrong + 1 WHERE id = $1").bind(id)).await.map(|_| ())
}

/// Takes one back and deletes the data of whoever signed.
pub async fn withdraw(tx: &mut Tx, id: i64) -> Result<()> {
    let text = "UPDATE signatures SET state = 'withdrawn', tell = 0, key_id = '', sealed = '', confirmed_ms = NULL, \
         lettered = asked, verified = 0, subject = '' WHERE id = $1";
    tx.execute(sql(text).bind(id)).await.map(|_| ())
}

/// Stops letters.
pub async fn stop_mail(tx: &mut Tx, id: i64) -> Result<()> {
    tx.execute(sql("UPDATE signatures SET tell = 0 WHERE id = $1").bind(id)).await.map(|_| ())
}

/// How many confirmed ones a petition has, under suspicion or not.
pub async fn confirmed(db: &mut impl Run, petition: i64) -> Result<i64> {
    let text = "SELECT COUNT(*) FROM signatures WHERE petition_id = $1 AND state = 'confirmed'";
    let row: Option<(i64,)> = db.optional(sql(text).bind(petition)).await?;
    Ok(row.map_or(0, |(n,)| n))
}

/// Signatures of some petitions, by petition: those that count, and confirmed ones under suspicion.
pub async fn weighed(db: &mut impl Run, petitions: &[i64]) -> Result<HashMap<i64, (u64, u64)>> {
    let mut out: HashMap<i64, (u64, u64)> = HashMap::new();
    if petitions.is_empty() {
        return Ok(out);
    }
    let of = |text: &str| Batch::of_ints(petitions.iter().copied()).statement(db.engine(), &[Column::Int("id")], text);
    let counted = of("SELECT petition_id, CAST(SUM(counted) AS BIGINT) FROM petition_totals \
         WHERE petition_id IN (SELECT id FROM {batch}) GROUP BY petition_id");
    let suspects = of("SELECT petition_id, COUNT(*) FROM signatures \
         WHERE petition_id IN (SELECT id FROM {batch}) AND state = 'confirmed' AND suspect <> 0 GROUP BY petition_id");
    let counted: Vec<(i64, i64)> = db.all(counted).await?;
    let suspects: Vec<(i64, i64)> = db.all(suspects).await?;
    for (petition, n) in counted {
        out.entry(petition).or_default().0 = n.unsigned_abs();
    }
    for (petition, n) in suspects {
        out.entry(petition).or_default().1 = n.unsigned_abs();
    }
    Ok(out)
}

/// How many stand where: state, under suspicion, number.
pub async fn standings(db: &mut impl Run, petition: i64) -> Result<Vec<(String, i64, i64)>> {
    let text = "SELECT state, CAST(CASE WHEN suspect = 0 THEN 0 ELSE 1 END AS BIGINT), COUNT(*) FROM signatures \
         WHERE petition_id = $1 GROUP BY 1, 2";
    db.all(sql(text).bind(petition)).await
}

/// What stands for the mail domain of a telephone number. No domain of mail is without a dot.
pub const PHONE: &str = "tel";

/// A letter that was asked for and is not made yet.
#[derive(Debug, Clone, PartialEq, Eq, sqlx_macros::FromRow)]
pub struct Asked {
    /// Whose.
    pub id: i64,
    /// About which petition.
    pub petition_id: i64,
    /// The agency that is asked.
    pub agency_id: i64,
    /// Which letter it is, from 1.
    pub asked: i64,
    /// Mail domain, or what stands for a telephone.
    pub domain: String,
    /// Under suspicion of.
    pub suspect: i64,
}

/// Letters and texts that were asked for, oldest signature first; `ways`: whether those to mailboxes and those to telephones.
pub async fn asked(db: &mut impl Run, ways: (bool, bool), limit: i64) -> Result<Vec<Asked>> {
    let way = match ways {
        (true, true) => String::new(),
        (true, false) => format!("AND s.domain <> '{PHONE}'"),
        (false, true) => format!("AND s.domain = '{PHONE}'"),
        (false, false) => return Ok(Vec::new()),
    };
    let text = format!(
        "SELECT s.id, s.petition_id, p.agency_id, s.asked, s.domain, s.suspect FROM signatures s JOIN petitions p ON p.id = s.petition_id \
         WHERE s.lettered < s.asked {way} ORDER BY s.id LIMIT {limit}"
    );
    db.all(sql(text)).await
}

/// Says that they are made.
pub async fn lettered(tx: &mut Tx, letters: &[Asked]) -> Result<()> {
    let mut batch = Batch::default();
    for letter in letters {
        batch.row(|row| {
            row.int(letter.id).int(letter.asked);
        });
    }
    let columns = [Column::Int("id"), Column::Int("asked")];
    let text = "UPDATE signatures SET lettered = batch.asked FROM {batch} WHERE signatures.id = batch.id";
    tx.execute(batch.statement(tx.engine(), &columns, text)).await.map(|_| ())
}

/// Those who want to be told of the answer, behind a number: their numbers and mail domains.
pub async fn telling(db: &mut impl Run, petition: i64, after: i64, limit: i64) -> Result<Vec<(i64, String)>> {
    let text = format!(
        "SELECT id, domain FROM signatures WHERE petition_id = $1 AND id > $2 AND tell = 1 AND state = 'confirmed' ORDER BY id LIMIT {limit}"
    );
    db.all(sql(text).bind(petition).bind(after)).await
}

/// How many want to be told, up to a number.
pub async fn told(db: &mut impl Run, petition: i64, upto: i64) -> Result<i64> {
    let text =
        "SELECT COUNT(*) FROM signatures WHERE petition_id = $1 AND id <= $2 AND tell = 1 AND state = 'confirmed'";
    let row: Option<(i64,)> = db.optional(sql(text).bind(petition).bind(upto)).await?;
    Ok(row.map_or(0, |(n,)| n))
}

/// Deletes the data of those who signed a petition, some at a time; how many.
pub async fn forget(tx: &mut Tx, petition: i64, limit: i64) -> Result<u64> {
    let text = "UPDATE signatures SET key_id = '', sealed = '', tell = 0, lettered = asked, identity = CAST(id AS TEXT), subject = '', network = '', \
         domain = '', pattern = '' WHERE id IN (SELECT id FROM signatures WHERE petition_id = $1 AND (key_id <> '' OR network <> '') LIMIT $2)";
    tx.execute(sql(text).bind(petition).bind(limit)).await
}

/// Deletes signatures of a petition that were never confirmed; how many.
pub async fn forget_pending(tx: &mut Tx, petition: i64) -> Result<u64> {
    tx.execute(
        sql("DELETE FROM signatures WHERE petition_id = $1 AND state IN ('pending', 'withdrawn')").bind(petition),
    )
    .await
}
