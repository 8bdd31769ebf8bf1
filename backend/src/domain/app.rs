//! Everything a use-case works with. Built once by `server::build`; tests build it with their own clock.

use super::asking::Turns;
use super::error::{AppError, Result};
use super::evidence::Evidence;
use super::intake::Intake;
use super::looking::Looked;
use super::numbers::Numbers;
use super::petitions::Petitioning;
use super::remembered::Remembered;
use super::screening::Recent;
use super::settings::Settings;
use super::suggesting::Suggester;
use super::throttle::{Seats, Throttle};
use super::toll::Benches;
use super::trust::Watch;
use super::visits::Visits;
use super::vouching::Providers;
use crate::ledger::{Bell, Numbered};
use crate::outside::mail::Mailer;
use crate::outside::post::Poster;
use crate::outside::text_message::Texter;
use crate::outside::{Clock, Random};
use crate::search::Index;
use crate::secrets::{Keys, secret_hash};
use crate::store::Db;
use crate::store::cases::StoredCase;
use arc_swap::ArcSwap;
use hoiam_shared::case::Case;
use hoiam_shared::ids::{AgencyId, CaseId, UserId};
use hoiam_shared::wire::case::{PresenceView, StreamEvent};
use std::sync::{Arc, Mutex};
use tokio::sync::broadcast;

/// What those who listen live are told.
#[derive(Debug, Clone)]
pub enum LiveWhat {
    /// Something happened to a case.
    Case(StreamEvent),
    /// Who looks at it.
    Presence(PresenceView),
    /// Somebody of staff was told of it.
    Notice(UserId),
}

/// What one event is to those who listen live.
#[derive(Debug, Clone)]
pub struct LiveEvent {
    /// What they are told.
    pub what: LiveWhat,
    /// Whose.
    pub case: CaseId,
    /// Who holds it now; decides who may be told.
    pub agency: Option<AgencyId>,
    /// Only for those with the right to sealed cases.
    pub sealed: bool,
}

/// The application.
#[derive(Debug)]
pub struct App {
    /// The database.
    pub db: Db,
    /// This node's index.
    pub index: Arc<Index>,
    /// This node's index of what is public.
    pub public: Arc<Index>,
    /// Whose turn it is to ask the indexes.
    pub turns: Turns,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Random>,
    /// Keys.
    pub keys: Keys,
    /// Settings as they were read last.
    pub current: ArcSwap<Settings>,
    /// The learned suggestion as it was read last.
    pub suggester: ArcSwap<Suggester>,
    /// Ids.
    pub numbers: Numbers,
    /// Files that people send along.
    pub evidence: Evidence,
    /// The way for letters, if there is one.
    pub mailer: Option<Mailer>,
    /// The way for text messages, if there is one.
    pub texter: Option<Texter>,
    /// The way for webhooks.
    pub poster: Poster,
    /// Who vouches for people, if anybody does.
    pub providers: Providers,
    /// Asks for passkeys, where browsers make any.
    pub passkeys: Option<crate::outside::authenticator::Party>,
    /// What happens to the widgets of sites, until it is written down.
    pub visits: Visits,
    /// Who has looked at which case of late.
    pub looked: Looked,
    /// What the public index answered of late.
    pub remembered: Remembered,
    /// Texts sent a short while ago.
    pub recent: Recent,
    /// How many requests this node lets pass.
    pub throttle: Throttle,
    /// How many requests this node works on at once.
    pub seats: Seats,
    /// Where forms wait that cannot work.
    pub benches: Benches,
    /// How long deliveries that are settled are kept, in milliseconds.
    pub deliveries_kept_ms: i64,
    /// How long it is kept who of staff looked at which case, in milliseconds.
    pub looks_kept_ms: i64,
    /// Whether the clock can be believed.
    pub watch: Mutex<Watch>,
    /// The queue of submissions.
    pub intake: Intake,
    /// Petitions: the queue of signatures, and what everybody reads.
    pub petitions: Petitioning,
    /// Rung after every commit that appends events; the sequencer listens.
    pub written: Bell,
    /// Rung when events have got their position; the tails listen.
    pub numbered: Numbered,
    /// Rung when the index of this node has taken events in.
    pub indexed: Bell,
    /// The live stream.
    pub live: broadcast::Sender<LiveEvent>,
    /// Where citizens reach the portal, without a slash at the end.
    pub public_url: String,
    /// Where this node keeps its model of accents.
    pub accents: std::path::PathBuf,
    /// Where it keeps how far its index follows the tree of agencies.
    pub tree: std::path::PathBuf,
}

impl App {
    /// Now, milliseconds UTC.
    pub fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    /// A new case as it is stored: with its tracking code and the hash of its secret, its clocks still to be set.
    pub fn new_case(&self, id: CaseId, case: Case) -> Result<StoredCase> {
        let code = self.code_of(id.0, case.received_ms)?;
        Ok(StoredCase {
            id,
            secret_sha256: secret_hash(&self.keys.secret_of(&code)),
            code,
            case,
            clocks: String::new(),
            due_ms: None,
            wake_ms: None,
        })
    }

    /// How far the index of this node is. Asked off the async threads: it waits for a commit that is being made.
    pub async fn indexed_to(&self) -> Result<i64> {
        let index = self.index.clone();
        let seq = tokio::task::spawn_blocking(move || index.checkpoint());
        seq.await.map_err(|error| AppError::Internal(error.into()))
    }

    /// The settings as they are now; the same throughout a use-case that keeps them.
    pub fn settings(&self) -> Arc<Settings> {
        self.current.load_full()
    }
}
