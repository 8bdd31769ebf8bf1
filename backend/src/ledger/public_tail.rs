//! The index of what is public, as a tail: an index of its own that holds the published copies and nothing else. So a
//! hidden word can be found by no query, counted by no facet and offered by no correction: it is not there.

use super::index_tail::write;
use super::runner::{Start, Tail, TailError, cases_of};
use crate::domain::App;
use crate::domain::facts::on_time;
use crate::domain::settings::Settings;
use crate::search::{CaseDoc, Change, Texts};
use crate::store::events::Passed;
use crate::store::publications::{self, Publication};
use crate::store::{Read, cases};
use hoiam_shared::case::Channel;
use hoiam_shared::ids::{AgencyId, CaseId};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Feeds the public index of this node.
#[derive(Debug)]
pub struct PublicTail {
    app: Arc<App>,
    /// How far it has read, with nothing to write since the checkpoint in the index.
    read: i64,
}

/// Events after which the checkpoint is written although nothing became public: a start reads them again.
const UNWRITTEN: i64 = 100_000;

/// Copies written at once from the start; each page ends with a commit of the index.
const PAGE: i64 = 5_000;

/// What takes a copy back.
const TAKES_BACK: [&str; 5] = ["unpublished", "reopened", "wished", "sealed", "erased"];

impl PublicTail {
    /// Follows the ledger for the public.
    pub const fn new(app: Arc<App>) -> Self {
        Self { app, read: 0 }
    }
}

impl Tail for PublicTail {
    fn name(&self) -> &'static str {
        "public"
    }

    fn batch(&self) -> i64 {
        20_000
    }

    async fn checkpoint(&mut self) -> Result<i64, TailError> {
        let index = self.app.public.clone();
        let written = tokio::task::spawn_blocking(move || index.look_after().map(|()| index.checkpoint()))
            .await
            .map_err(|error| TailError::Index(error.to_string()))?
            .map_err(|error| TailError::Index(error.to_string()))?;
        if let Some(why) = self.app.public.take_repair() {
            tracing::warn!(%why, index = "public", "index.rebuilding");
            metrics::counter!("hoiam_index_rebuilt_total").increment(1);
            self.read = 0;
        }
        Ok(self.read.max(written))
    }

    async fn begin(&mut self, Start { head, .. }: Start) -> Result<i64, TailError> {
        let mut after = 0;
        loop {
            let copies = publications::page(&mut self.app.db.read(), after, PAGE).await?;
            let ids: Vec<CaseId> = copies.iter().map(|copy| CaseId(copy.case_id)).collect();
            let Some(last) = ids.last() else { break };
            after = last.0;
            let docs = read_docs(&mut self.app.db.read(), &self.app.settings(), &ids).await?;
            write(&self.app.public, docs.into_iter().map(|doc| Change::Put(Box::new(doc))).collect(), 0).await?;
        }
        write(&self.app.public, Vec::new(), head).await?;
        self.read = head;
        Ok(head)
    }

    /// Most events concern nobody here: a commit of the index, which waits for the disk, is made only for those that do.
    async fn apply(&mut self, events: &[Passed]) -> Result<(), TailError> {
        let seq = events.last().map(|e| e.seq).unwrap_or_default();
        let settings = self.app.settings();
        let mut changes = Vec::new();
        let mut there = HashSet::new();
        // A case that has only just been filed is not public.
        for part in cases_of(&self.app, events).moved.chunks(1_000) {
            for doc in read_docs(&mut self.app.db.read(), &settings, part).await? {
                there.insert(doc.id);
                changes.push(Change::Put(Box::new(doc)));
            }
        }
        let gone = events.iter().filter(|e| TAKES_BACK.contains(&e.kind.as_str()) && !there.contains(&e.case_id));
        changes.extend(gone.map(|e| Change::Remove(e.case_id)));
        if changes.is_empty() && seq - self.app.public.checkpoint() < UNWRITTEN {
            self.read = seq;
            return Ok(());
        }
        write(&self.app.public, changes, seq).await?;
        self.read = seq;
        Ok(())
    }
}

/// Those of some cases that are public, as the index takes them.
pub async fn read_docs(read: &mut Read<'_>, settings: &Settings, ids: &[CaseId]) -> Result<Vec<CaseDoc>, TailError> {
    let copies = publications::of_cases(read, ids).await?;
    let public: Vec<CaseId> = copies.iter().map(|copy| CaseId(copy.case_id)).collect();
    let mut copies: HashMap<i64, Publication> = copies.into_iter().map(|copy| (copy.case_id, copy)).collect();
    let mut docs = Vec::with_capacity(copies.len());
    for stored in cases::by_ids(read, &public).await? {
        let Some(copy) = copies.remove(&stored.id.0) else { continue };
        let clocks = stored.clocks().map_err(|_| TailError::Index(format!("clocks of case {}", stored.id)))?;
        let case = &stored.case;
        let branch: Vec<AgencyId> = case.agency.map(|id| settings.line(id).map(|a| a.id).collect()).unwrap_or_default();
        let province = case.area.as_deref().and_then(|code| settings.area_line(code).last().map(|c| (*c).to_owned()));
        docs.push(CaseDoc {
            id: stored.id.0,
            code: stored.code.clone(),
            kind: case.kind,
            state: case.state,
            agency: case.agency,
            branch,
            site: case.site,
            area: case.area.clone(),
            province,
            category: case.category.clone(),
            public: true,
            received_ms: case.received_ms,
            answered_ms: case.answered_ms,
            accepted_ms: None,
            first_answered_ms: None,
            held_since_ms: None,
            on_time: on_time(&stored, &clocks),
            texts: Texts { title: copy.title, body: copy.body, address: String::new(), answers: vec![copy.answer] },
            // What staff know besides is nobody's business.
            assignee: None,
            channel: Channel::Portal,
            flags: Vec::new(),
            sealed: false,
            due_ms: None,
            rating: None,
            transfers: 0,
            reopened: 0,
            bounces: 0,
            appeal: false,
            staff_texts: Vec::new(),
        });
    }
    Ok(docs)
}
