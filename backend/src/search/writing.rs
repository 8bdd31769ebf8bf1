//! How documents get into the index: made on several threads, handed over in the pieces that become segments, joined by a policy.

use super::index::{Change, Index, Options};
use crate::humble::humbly;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, UserOperation};
use tantivy::{IndexWriter, TantivyError, Term};

/// Changes that go into one segment together, at most.
const ONE_SEGMENT: usize = 4_096;
/// Changes handed to the next free thread at once when there are more.
const PIECE: usize = 256;

impl Index {
    /// Documents are made on all threads. What is handed over at once becomes one segment: a round of the intake whole, since each
    /// segment more costs files, a dictionary and joining later; what is built anew piece by piece, so that all threads write.
    pub(super) fn write(&self, writer: &IndexWriter, changes: &[&Change]) -> Result<(), TantivyError> {
        let threads = self.options.threads.max(1);
        if threads == 1 || changes.len() < 64 {
            return writer.run(self.operations(changes)).map(drop);
        }
        let whole = changes.len() <= ONE_SEGMENT;
        let work = |part: &[&Change]| -> Result<Vec<UserOperation>, TantivyError> {
            if whole {
                return Ok(self.operations(part));
            }
            for piece in part.chunks(PIECE) {
                writer.run(self.operations(piece))?;
            }
            Ok(Vec::new())
        };
        let part = changes.len().div_ceil(threads);
        let made = std::thread::scope(|scope| {
            let parts: Vec<_> = changes.chunks(part).map(|part| scope.spawn(|| humbly(|| work(part)))).collect();
            let parts = parts
                .into_iter()
                .map(|part| part.join().unwrap_or_else(|_| Err(TantivyError::ErrorInThread("analysis".to_owned()))));
            parts.collect::<Result<Vec<_>, _>>()
        })?;
        writer.run(made.into_iter().flatten().collect::<Vec<_>>()).map(drop)
    }

    fn operations(&self, changes: &[&Change]) -> Vec<UserOperation> {
        let one = |change: &&Change| {
            let delete = UserOperation::Delete(Term::from_field_i64(self.fields.id, change.id()));
            let document = match change {
                Change::Put(case) => Some(self.fields.document(case, None)),
                Change::PutRead(case, body) => Some(self.fields.document(case, Some(body))),
                Change::Remove(_) => None,
            };
            std::iter::once(delete).chain(document.map(UserOperation::Add))
        };
        changes.iter().flat_map(one).collect()
    }
}

/// Opens what writes to an index, with threads of low priority.
pub(super) fn open_writer(index: &tantivy::Index, options: Options) -> Result<IndexWriter, TantivyError> {
    let threads = options.threads.max(1);
    let writer_options = IndexWriterOptions::builder()
        .num_worker_threads(threads)
        .memory_budget_per_thread((options.memory_bytes / threads).max(15_000_000))
        .num_merge_threads(1)
        .build();
    // Its threads are born of this one and take its priority.
    let opened =
        std::thread::scope(|scope| scope.spawn(|| humbly(|| index.writer_with_options(writer_options))).join());
    let tantivy: IndexWriter = opened.unwrap_or_else(|_| Err(TantivyError::ErrorInThread("opening".to_owned())))?;
    let mut policy = LogMergePolicy::default();
    // Few segments make searching fast; small ones are merged early, big ones seldom.
    policy.set_min_num_segments(5);
    policy.set_min_layer_size(2_000);
    tantivy.set_merge_policy(Box::new(policy));
    sweep(&tantivy);
    Ok(tantivy)
}

/// Removes what a round that was cut off left behind: its list of deletions has the name that the next round gives
/// to its own, which would be refused for ever. What cannot be removed now is met again.
pub(super) fn sweep(tantivy: &IndexWriter) {
    drop(tantivy.garbage_collect_files().wait());
}
