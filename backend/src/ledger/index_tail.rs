//! The search index as a tail: every node feeds its own copy. It reads the present state of each case that the
//! events name, so replay is harmless; the checkpoint is stored inside the index's own commit.

use super::runner::{Cases, Start, Tail, TailError, cases_of};
use crate::domain::App;
use crate::domain::facts::{on_time, running_due_ms};
use crate::domain::intake::Prepared;
use crate::domain::settings::Settings;
use crate::search::{CaseDoc, Change, Index, Texts};
use crate::store::cases::StoredCase;
use crate::store::events::Passed;
use crate::store::words::Words;
use crate::store::{Read, attachments, cases, events, words};
use hoiam_shared::case::{Event, What};
use hoiam_shared::ids::{AgencyId, CaseId};
use std::collections::HashMap;
use std::sync::Arc;

/// Cases written at once from the start; each page ends with a commit of the index.
const PAGE: i64 = 10_000;

/// Feeds the index of this node.
#[derive(Debug)]
pub struct IndexTail(pub Arc<App>);

impl Tail for IndexTail {
    fn name(&self) -> &'static str {
        "index"
    }

    /// Long batches while it is far behind: each ends with a commit of the index.
    fn batch(&self) -> i64 {
        20_000
    }

    /// Looks after the index first: one that broke meanwhile is made anew and read from the ledger's start.
    async fn checkpoint(&mut self) -> Result<i64, TailError> {
        let index = self.0.index.clone();
        let seq = tokio::task::spawn_blocking(move || index.look_after().map(|()| index.checkpoint()))
            .await
            .map_err(|error| TailError::Index(error.to_string()))?
            .map_err(|error| TailError::Index(error.to_string()))?;
        if let Some(why) = self.0.index.take_repair() {
            tracing::warn!(%why, "index.rebuilding");
            metrics::counter!("hoiam_index_rebuilt_total").increment(1);
        }
        super::tree::follow(&self.0).await?;
        Ok(seq)
    }

    async fn begin(&mut self, Start { head, last }: Start) -> Result<i64, TailError> {
        let (mut after, mut changes) = (CaseId(0), Vec::new());
        loop {
            // One page is read while the one before is written.
            let (next, written) = tokio::join!(self.read_after(after, last), self.write(changes, 0));
            written?;
            match next? {
                Some(page) => (after, changes) = page,
                None => break,
            }
        }
        self.write(Vec::new(), head).await?;
        Ok(head)
    }

    async fn apply(&mut self, events: &[Passed]) -> Result<(), TailError> {
        let seq = events.last().map(|e| e.seq).unwrap_or_default();
        let Cases { filed, moved } = cases_of(&self.0, events);
        let settings = self.0.settings();
        let mut changes = Vec::with_capacity(filed.len() + moved.len());
        for one in filed {
            changes.push(Change::PutRead(Box::new(filed_doc(&settings, &one)?), one.body.clone()));
        }
        changes.extend(self.read(&moved).await?);
        self.write(changes, seq).await
    }
}

impl IndexTail {
    /// Cases as they are now.
    async fn read(&self, ids: &[CaseId]) -> Result<Vec<Change>, TailError> {
        let settings = self.0.settings();
        let mut changes = Vec::with_capacity(ids.len());
        for part in ids.chunks(1_000) {
            let docs = read_docs(&mut self.0.db.read(), &settings, part).await?;
            changes.extend(docs.into_iter().map(|doc| Change::Put(Box::new(doc))));
        }
        Ok(changes)
    }

    /// Cases after one of them, up to another, in the order of their identity, and which was the last; `None` when there are
    /// none.
    async fn read_after(&self, after: CaseId, until: CaseId) -> Result<Option<(CaseId, Vec<Change>)>, TailError> {
        let mut ids = cases::ids_after(&mut self.0.db.read(), after, PAGE).await?;
        ids.retain(|id| *id <= until);
        let Some(last) = ids.last() else { return Ok(None) };
        Ok(Some((*last, self.read(&ids).await?)))
    }

    /// Writes to the index; whoever waits for it is told.
    async fn write(&self, changes: Vec<Change>, seq: i64) -> Result<(), TailError> {
        write(&self.0.index, changes, seq).await?;
        self.0.indexed.ring();
        Ok(())
    }
}

/// Writes changes to an index, off the async threads.
pub(super) async fn write(index: &Arc<Index>, changes: Vec<Change>, seq: i64) -> Result<(), TailError> {
    let index = index.clone();
    tokio::task::spawn_blocking(move || index.apply(changes, seq))
        .await
        .map_err(|error| TailError::Index(error.to_string()))?
        .map_err(|error| TailError::Index(error.to_string()))
}

/// A case as it was filed, as the index takes it.
fn filed_doc(settings: &Settings, filed: &Prepared) -> Result<CaseDoc, TailError> {
    doc(settings, &filed.stored, std::slice::from_ref(&filed.words), &[])
}

/// The present state of some cases, as the index takes it.
pub async fn read_docs(read: &mut Read<'_>, settings: &Settings, ids: &[CaseId]) -> Result<Vec<CaseDoc>, TailError> {
    let found = cases::by_ids(read, ids).await?;
    let mut written: HashMap<i64, Vec<Words>> = HashMap::new();
    for words in words::of_cases(read, ids).await? {
        written.entry(words.case_id).or_default().push(words);
    }
    // Which of the words are answers, notes or messages, only the events know; most cases have just been filed.
    let talked: Vec<CaseId> = written.iter().filter(|(_, all)| all.len() > 1).map(|(id, _)| CaseId(*id)).collect();
    let mut told: HashMap<i64, Vec<Event>> = HashMap::new();
    if !talked.is_empty() {
        for (id, event) in events::of_cases(read, &talked).await? {
            told.entry(id.0).or_default().push(event);
        }
    }
    let mut in_files: HashMap<i64, Vec<String>> = HashMap::new();
    for text in attachments::texts_of(read, ids).await? {
        in_files.entry(text.case_id).or_default().push(text.body);
    }
    let docs = found.iter().map(|case| {
        let words = written.get(&case.id.0).map_or(&[][..], Vec::as_slice);
        let mut doc = doc(settings, case, words, told.get(&case.id.0).map_or(&[][..], Vec::as_slice))?;
        // Only staff search in files: what is published of a case is its words.
        doc.staff_texts.extend(in_files.remove(&case.id.0).unwrap_or_default());
        Ok(doc)
    });
    docs.collect()
}

fn doc(settings: &Settings, stored: &StoredCase, words: &[Words], history: &[Event]) -> Result<CaseDoc, TailError> {
    let case = &stored.case;
    let clocks = stored.clocks().map_err(|_| TailError::Index(format!("clocks of case {}", stored.id)))?;
    let mut texts = Texts::default();
    let mut staff_texts = Vec::new();
    for written in words {
        let event = history.iter().find(|e| i64::from(e.version) == written.version);
        match event.map(|e| &e.what) {
            _ if written.version == 1 => {
                texts.title.clone_from(&written.title);
                texts.body.clone_from(&written.body);
                texts.address.clone_from(&written.address);
            }
            Some(What::Answered {}) => texts.answers.push(written.body.clone()),
            _ => staff_texts.push(written.body.clone()),
        }
    }
    let holder = case.agency.or_else(|| settings.site_by_id(case.site).map(|site| site.agency));
    let branch: Vec<AgencyId> = holder.map(|id| settings.line(id).map(|a| a.id).collect()).unwrap_or_default();
    let province = case.area.as_deref().and_then(|code| settings.area_line(code).last().map(|c| (*c).to_owned()));
    Ok(CaseDoc {
        id: stored.id.0,
        code: stored.code.clone(),
        kind: case.kind,
        state: case.state,
        agency: case.agency,
        branch,
        site: case.site,
        assignee: case.assignee,
        area: case.area.clone(),
        province,
        category: case.category.clone(),
        channel: case.channel,
        flags: case.flags.clone(),
        sealed: case.sealed,
        // What is public stands in an index of its own (`public_tail`), without what is hidden.
        public: false,
        received_ms: case.received_ms,
        due_ms: running_due_ms(&clocks),
        answered_ms: case.answered_ms,
        accepted_ms: case.accepted_ms,
        first_answered_ms: case.first_answered_ms,
        held_since_ms: clocks.legs.last().map(|leg| leg.from_ms),
        on_time: on_time(stored, &clocks),
        rating: case.rating,
        transfers: case.transfers,
        reopened: case.reopened,
        bounces: case.bounces,
        appeal: case.appeal,
        texts,
        staff_texts,
    })
}
