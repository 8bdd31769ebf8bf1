//! Everything a use-case works with. Built once by `server::build`; tests build it with their own clock.

use super::intake::Intake;
use super::numbers::Numbers;
use super::screening::Recent;
use super::settings::Settings;
use crate::ledger::Bell;
use crate::outside::{Clock, Random};
use crate::search::Index;
use crate::secrets::Keys;
use crate::store::Db;
use arc_swap::ArcSwap;
use hoiam_shared::ids::{AgencyId, CaseId};
use hoiam_shared::wire::case::StreamEvent;
use std::sync::Arc;
use tokio::sync::broadcast;

/// What one event is to those who listen live.
#[derive(Debug, Clone)]
pub struct LiveEvent {
    /// What they are told.
    pub event: StreamEvent,
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
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Random>,
    /// Keys.
    pub keys: Keys,
    /// Settings as they were read last.
    pub current: ArcSwap<Settings>,
    /// Ids.
    pub numbers: Numbers,
    /// Texts sent a short while ago.
    pub recent: Recent,
    /// The queue of submissions.
    pub intake: Intake,
    /// Rung after every commit that appends events; the sequencer listens.
    pub written: Bell,
    /// Rung when events have got their position; the tails listen.
    pub numbered: Bell,
    /// The live stream.
    pub live: broadcast::Sender<LiveEvent>,
    /// Where citizens reach the portal, without a slash at the end.
    pub public_url: String,
}

impl App {
    /// Now, milliseconds UTC.
    pub fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    /// The settings as they are now; the same throughout a use-case that keeps them.
    pub fn settings(&self) -> Arc<Settings> {
        self.current.load_full()
    }
}
