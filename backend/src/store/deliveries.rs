//! Deliveries: what is to be told to whom about which event. Made once for each event, recipient and way; claimed by
//! one node at a time; settled only by whoever claimed them.

use super::batch::Batch;
use super::cases::{Ranges, condition};
use super::counters;
use super::db::{Run, Sql, Tx, sql};
use super::dialect::{self, Column};
use super::error::{Result, StoreError};
use super::tails::longest;
use hoiam_shared::ids::CaseId;
use hoiam_shared::notice::{DeliveryState, Topic, Trouble, Via};

/// A delivery that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDelivery {
    /// Of which case.
    pub case: CaseId,
    /// About which of its events.
    pub version: u32,
    /// Step of an escalation; 0 for none.
    pub step: u32,
    /// To whom: `citizen:12`, `staff:3`, `endpoint:5`.
    pub recipient: String,
    /// How.
    pub via: Via,
    /// About what.
    pub topic: Topic,
    /// Who held the case, as a number of the agency.
    pub agency: Option<i64>,
    /// The case is sealed.
    pub sealed: bool,
    /// When it is due, milliseconds UTC.
    pub due_ms: i64,
}

/// A delivery as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Identity; what is sent carries it, however often it is sent.
    pub id: i64,
    /// What was to be made.
    pub what: NewDelivery,
    /// Where it stands.
    pub state: DeliveryState,
    /// Times it was tried, this one included while it is claimed.
    pub tries: u32,
    /// Who is at it.
    pub claim: String,
    /// Why it was not taken the last time.
    pub trouble: Option<Trouble>,
    /// What the other side said, in numbers.
    pub said: String,
    /// When it was made, milliseconds UTC.
    pub created_ms: i64,
    /// When it was sent or given up.
    pub settled_ms: Option<i64>,
}

#[derive(sqlx_macros::FromRow)]
struct Row {
    id: i64,
    case_id: i64,
    version: i64,
    step: i64,
    recipient: String,
    via: String,
    topic: String,
    agency_id: Option<i64>,
    sealed: i64,
    state: String,
    tries: i64,
    due_ms: i64,
    claim: String,
    trouble: Option<String>,
    said: String,
    created_ms: i64,
    settled_ms: Option<i64>,
}

const COLUMNS: &str = "id, case_id, version, step, recipient, via, topic, agency_id, sealed, state, tries, due_ms, claim, \
    trouble, said, created_ms, settled_ms";

impl Row {
    fn parse(self) -> Result<Delivery> {
        let id = self.id;
        let bad = |column: &str| StoreError::Inconsistent { table: "deliveries", what: format!("{column} of {id}") };
        let small = |value: i64, column| u32::try_from(value).map_err(|_| bad(column));
        Ok(Delivery {
            id,
            what: NewDelivery {
                case: CaseId(self.case_id),
                version: small(self.version, "version")?,
                step: small(self.step, "step")?,
                via: Via::from_code(&self.via).ok_or_else(|| bad("via"))?,
                topic: Topic::from_code(&self.topic).ok_or_else(|| bad("topic"))?,
                recipient: self.recipient,
                agency: self.agency_id,
                sealed: self.sealed != 0,
                due_ms: self.due_ms,
            },
            state: DeliveryState::from_code(&self.state).ok_or_else(|| bad("state"))?,
            tries: small(self.tries, "tries")?,
            claim: self.claim,
            trouble: match self.trouble.as_deref() {
                None => None,
                Some(code) => Some(Trouble::from_code(code).ok_or_else(|| bad("trouble"))?),
            },
            said: self.said,
            created_ms: self.created_ms,
            settled_ms: self.settled_ms,
        })
    }
}

fn parsed(rows: Vec<Row>) -> Result<Vec<Delivery>> {
    rows.into_iter().map(Row::parse).collect()
}

/// Makes deliveries; those that are there already are left as they are. Returns how many are new.
pub async fn insert(tx: &mut Tx, new: &[NewDelivery], now_ms: i64) -> Result<u64> {
    if new.is_empty() {
        return Ok(0);
    }
    let first = counters::take(tx, "delivery", i64::try_from(new.len()).unwrap_or(i64::MAX)).await?;
    let mut batch = Batch::default();
    for (id, one) in (first..).zip(new) {
        batch.row(|row| {
            row.int(id)
                .int(one.case.0)
                .int(i64::from(one.version))
                .int(i64::from(one.step))
                .text(&one.recipient)
                .text(one.via.code())
                .text(one.topic.code())
                .opt_int(one.agency)
                .int(i64::from(one.sealed))
                .text(DeliveryState::Waiting.code())
                .int(0)
                .int(one.due_ms)
                .text("")
                .int(0)
                .text("")
                .int(now_ms);
        });
    }
    let columns = [
        Column::Int("id"),
        Column::Int("case_id"),
        Column::Int("version"),
        Column::Int("step"),
        Column::Text("recipient"),
        Column::Text("via"),
        Column::Text("topic"),
        Column::Int("agency_id"),
        Column::Int("sealed"),
        Column::Text("state"),
        Column::Int("tries"),
        Column::Int("due_ms"),
        Column::Text("claim"),
        Column::Int("until_ms"),
        Column::Text("said"),
        Column::Int("created_ms"),
    ];
    batch.insert(tx, "deliveries", &columns, "ON CONFLICT DO NOTHING").await
}

/// Due at `$1` and nobody is at it, or somebody for longer than until `$2` ([`longest`]).
const FREE: &str = "state = 'waiting' AND due_ms <= $1 AND (until_ms <= $1 OR until_ms > $2)";

/// Whether something is due and nobody is at it; asked without a lock, as most of the time nothing is.
pub async fn any_due(db: &mut impl Run, now_ms: i64, until_ms: i64) -> Result<bool> {
    let text = format!("SELECT id FROM deliveries WHERE {FREE} LIMIT 1");
    let row: Option<(i64,)> = db.optional(sql(text).bind(now_ms).bind(longest(now_ms, until_ms))).await?;
    Ok(row.is_some())
}

/// Claims what is due until `until_ms`, longest due first, and counts the try: one that ends this process counts, too.
pub async fn claim(tx: &mut Tx, claim: &str, now_ms: i64, until_ms: i64, limit: i64) -> Result<Vec<Delivery>> {
    let free = dialect::lock_if_free(tx.engine());
    let text = format!(
        "UPDATE deliveries SET claim = $3, until_ms = $4, tries = tries + 1 WHERE id IN (SELECT id FROM deliveries \
         WHERE {FREE} ORDER BY due_ms, id LIMIT $5{free}) RETURNING {COLUMNS}"
    );
    let statement = sql(text).bind(now_ms).bind(longest(now_ms, until_ms)).bind(claim).bind(until_ms).bind(limit);
    let rows = tx.all(statement).await?;
    parsed(rows)
}

/// How a delivery stands after a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Where it stands.
    pub state: DeliveryState,
    /// When it is tried again, milliseconds UTC.
    pub due_ms: i64,
    /// Why it was not taken.
    pub trouble: Option<Trouble>,
    /// What the other side said, in numbers.
    pub said: String,
}

/// Stores how a try ended; `false` when somebody else has claimed it meanwhile.
pub async fn settle(tx: &mut Tx, id: i64, claim: &str, how: &Settled, now_ms: i64) -> Result<bool> {
    let settled_ms = (how.state != DeliveryState::Waiting).then_some(now_ms);
    let statement =
        sql("UPDATE deliveries SET state = $3, due_ms = $4, trouble = $5, said = $6, settled_ms = $7, claim = '', \
         until_ms = 0 WHERE id = $1 AND claim = $2")
        .bind(id)
        .bind(claim)
        .bind(how.state.code())
        .bind(how.due_ms)
        .bind(how.trouble.map(|trouble| trouble.code().to_owned()))
        .bind(how.said.as_str())
        .bind(settled_ms);
    Ok(tx.execute(statement).await? == 1)
}

/// Which deliveries a reader asks for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// In this state.
    pub state: Option<DeliveryState>,
    /// By this way.
    pub via: Option<Via>,
    /// Of this case.
    pub case: Option<CaseId>,
    /// Older than this one.
    pub before: Option<i64>,
}

impl Wanted {
    /// The conditions, from parameter `$1` on, rights included.
    fn text(&self, ranges: &Ranges) -> String {
        let mut text = String::from("1 = 1");
        let mut n = 0;
        let mut add = |there: bool, condition: &str| {
            if there {
                n += 1;
                text.push_str(&format!(" AND {condition} ${n}"));
            }
        };
        add(self.state.is_some(), "state =");
        add(self.via.is_some(), "via =");
        add(self.case.is_some(), "case_id =");
        add(self.before.is_some(), "id <");
        format!("{text} AND {}", condition(ranges, n + 1))
    }

    fn bind(&self, mut statement: Sql, ranges: &Ranges) -> Sql {
        statement = self.state.iter().fold(statement, |s, state| s.bind(state.code()));
        statement = self.via.iter().fold(statement, |s, via| s.bind(via.code()));
        statement = self.case.iter().fold(statement, |s, case| s.bind(case.0));
        statement = self.before.iter().fold(statement, |s, before| s.bind(*before));
        ranges.cases.iter().chain(&ranges.sealed).fold(statement, |s, &(low, high)| s.bind(low).bind(high))
    }
}

/// Deliveries that a reader may know of, newest first.
pub async fn page(db: &mut impl Run, ranges: &Ranges, wanted: &Wanted, limit: i64) -> Result<Vec<Delivery>> {
    let text = format!("SELECT {COLUMNS} FROM deliveries WHERE {} ORDER BY id DESC LIMIT {limit}", wanted.text(ranges));
    parsed(db.all(wanted.bind(sql(text), ranges)).await?)
}

/// How many deliveries that a reader may know of stand where.
pub async fn counts(db: &mut impl Run, ranges: &Ranges) -> Result<Vec<(String, i64)>> {
    let wanted = Wanted::default();
    let text = format!("SELECT state, COUNT(*) FROM deliveries WHERE {} GROUP BY state", wanted.text(ranges));
    db.all(wanted.bind(sql(text), ranges)).await
}

/// One that the reader may know of.
pub async fn by_id(db: &mut impl Run, ranges: &Ranges, id: i64) -> Result<Option<Delivery>> {
    let text = format!("SELECT {COLUMNS} FROM deliveries WHERE id = $1 AND {}", condition(ranges, 2));
    let bound = ranges.cases.iter().chain(&ranges.sealed);
    let statement = bound.fold(sql(text).bind(id), |s, &(low, high)| s.bind(low).bind(high));
    let row: Option<Row> = db.optional(statement).await?;
    row.map(Row::parse).transpose()
}

/// The steps of a ladder that still wait for a case, the next one first.
pub async fn climbing(db: &mut impl Run, case: CaseId) -> Result<Vec<Delivery>> {
    let text = format!(
        "SELECT {COLUMNS} FROM deliveries WHERE case_id = $1 AND topic = 'escalation' AND state = 'waiting' \
         ORDER BY due_ms, id"
    );
    parsed(db.all(sql(text).bind(case.0)).await?)
}

/// What was told of a case is known to those who may know of the case.
pub async fn seal(tx: &mut Tx, case: CaseId, sealed: bool) -> Result<()> {
    let statement = sql("UPDATE deliveries SET sealed = $2 WHERE case_id = $1").bind(case.0).bind(sealed);
    tx.execute(statement).await.map(drop)
}

/// Gives up on one for good; `false` unless it is one that was given up.
pub async fn dismiss(tx: &mut Tx, id: i64, now_ms: i64) -> Result<bool> {
    let text = "UPDATE deliveries SET state = 'dropped', settled_ms = $2 WHERE id = $1 AND state = 'dead'";
    Ok(tx.execute(sql(text).bind(id).bind(now_ms)).await? == 1)
}

const SETTLED: &str = "FROM deliveries WHERE state IN ('sent', 'dropped') AND settled_ms < $1 ORDER BY settled_ms";

/// Whether there is something settled that is older; asked without a lock, as most of the time there is not.
pub async fn any_settled(db: &mut impl Run, before_ms: i64) -> Result<bool> {
    let row: Option<(i64,)> = db.optional(sql(format!("SELECT id {SETTLED} LIMIT 1")).bind(before_ms)).await?;
    Ok(row.is_some())
}

/// Removes what is settled and older, oldest first; returns how many.
pub async fn remove_settled(tx: &mut Tx, before_ms: i64, limit: i64) -> Result<u64> {
    let text = format!("DELETE FROM deliveries WHERE id IN (SELECT id {SETTLED} LIMIT $2)");
    tx.execute(sql(text).bind(before_ms).bind(limit)).await
}

/// Puts some back to be sent, from the first try on; returns how many. One that is being sent just now is left alone.
pub async fn again(tx: &mut Tx, ids: &[i64], now_ms: i64) -> Result<u64> {
    let mut done = 0;
    for id in ids {
        let statement = sql("UPDATE deliveries SET state = 'waiting', tries = 0, due_ms = $2, settled_ms = NULL \
             WHERE id = $1 AND until_ms <= $2 AND state IN ('dead', 'sent')");
        done += tx.execute(statement.bind(*id).bind(now_ms)).await?;
    }
    Ok(done)
}

/// What the citizen of a case was told, or is to be: by which way, about what, how it stands, when it was made and settled.
pub async fn to_citizen(db: &mut impl Run, case: CaseId) -> Result<Vec<(String, String, String, i64, Option<i64>)>> {
    let text = "SELECT via, topic, state, created_ms, settled_ms FROM deliveries \
         WHERE case_id = $1 AND (recipient = $2 OR recipient LIKE 'bell:%') ORDER BY id";
    db.all(sql(text).bind(case.0).bind(format!("citizen:{}", case.0))).await
}
