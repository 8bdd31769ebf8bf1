//! The index on disk: opening (and building anew what cannot be used), writing with the position of the ledger
//! in the same commit, reading.

use super::SearchError;
use super::doc::CaseDoc;
use super::schema::{Fields, Packed, VERSION};
use hoiam_shared::text::abbr::Abbreviations;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tantivy::directory::MmapDirectory;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyError, Term};

/// How much the index may use while writing.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Threads that analyse and write.
    pub threads: usize,
    /// Memory for what is not yet on disk, over all threads, in bytes.
    pub memory_bytes: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { threads: 2, memory_bytes: 160_000_000 }
    }
}

/// One change of the index: the present state of a case, or that it is gone.
#[derive(Debug, Clone)]
pub enum Change {
    /// Write the case, in place of what was known of it.
    Put(Box<CaseDoc>),
    /// Forget the case.
    Remove(i64),
}

impl Change {
    const fn id(&self) -> i64 {
        match self {
            Self::Put(doc) => doc.id,
            Self::Remove(id) => *id,
        }
    }
}

/// What is stored with each commit.
#[derive(Debug, Clone, Copy, serde::Serialize, serde::Deserialize)]
struct Payload {
    version: u32,
    seq: i64,
}

/// The search index of this node.
pub struct Index {
    pub(super) fields: Fields,
    reader: IndexReader,
    writer: Mutex<Writer>,
    words: RwLock<Arc<Abbreviations>>,
    threads: usize,
}

struct Writer {
    tantivy: IndexWriter,
    seq: i64,
}

impl core::fmt::Debug for Index {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Index").field("checkpoint", &self.checkpoint()).finish_non_exhaustive()
    }
}

impl Index {
    /// Opens the index in `dir`, or makes an empty one there. What is damaged, or was written by another version,
    /// is thrown away: the checkpoint is then 0 and the caller feeds the ledger from its beginning. Fails when
    /// another process writes to it, or the directory cannot be used.
    pub fn open(dir: &Path, options: Options) -> Result<Self, SearchError> {
        std::fs::create_dir_all(dir)?;
        match Self::open_existing(dir, options) {
            Ok(Some(index)) => Ok(index),
            Ok(None) => Self::create(dir, options),
            Err(error) if is_damage(&error) => Self::create(dir, options),
            Err(error) => Err(error.into()),
        }
    }

    fn open_existing(dir: &Path, options: Options) -> Result<Option<Self>, TantivyError> {
        let directory = MmapDirectory::open(dir)?;
        if !tantivy::Index::exists(&directory)? {
            return Ok(None);
        }
        let index = tantivy::Index::open(directory)?;
        let payload = index.load_metas()?.payload.and_then(|text| serde_json::from_str::<Payload>(&text).ok());
        let Some(payload) = payload.filter(|payload| payload.version == VERSION) else { return Ok(None) };
        let (schema, fields) = Fields::build();
        if index.schema() != schema {
            return Ok(None);
        }
        Self::start(index, fields, options, payload.seq).map(Some)
    }

    fn create(dir: &Path, options: Options) -> Result<Self, SearchError> {
        for entry in std::fs::read_dir(dir)? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                std::fs::remove_file(entry.path())?;
            }
        }
        let (schema, fields) = Fields::build();
        let index = tantivy::Index::create_in_dir(dir, schema)?;
        let index = Self::start(index, fields, options, 0)?;
        // An empty commit: the version is on disk from the beginning.
        index.apply(Vec::new(), 0)?;
        Ok(index)
    }

    fn start(index: tantivy::Index, fields: Fields, options: Options, seq: i64) -> Result<Self, TantivyError> {
        index.tokenizers().register(Packed::NAME, Packed::default());
        let threads = options.threads.max(1);
        let writer_options = IndexWriterOptions::builder()
            .num_worker_threads(threads)
            .memory_budget_per_thread((options.memory_bytes / threads).max(15_000_000))
            .num_merge_threads(1)
            .build();
        // Its threads are born of this one and take its priority.
        let writer =
            std::thread::scope(|scope| scope.spawn(|| humbly(|| index.writer_with_options(writer_options))).join());
        let tantivy: IndexWriter = writer.unwrap_or_else(|_| Err(TantivyError::ErrorInThread("opening".to_owned())))?;
        let mut policy = LogMergePolicy::default();
        // Few segments make searching fast; small ones are merged early, big ones seldom.
        policy.set_min_num_segments(5);
        policy.set_min_layer_size(2_000);
        tantivy.set_merge_policy(Box::new(policy));
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let words = RwLock::new(Arc::new(Abbreviations::builtin()));
        Ok(Self { fields, reader, writer: Mutex::new(Writer { tantivy, seq }), words, threads })
    }

    /// The position of the ledger up to which the index is built, this node's only memory of it.
    pub fn checkpoint(&self) -> i64 {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner).seq
    }

    /// Writes changes and the position of the ledger they reach to, in one commit; when this returns they are
    /// found. Of several changes of one case the last counts. Waits for the disk: call it off the async threads.
    pub fn apply(&self, changes: Vec<Change>, seq: i64) -> Result<(), SearchError> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let last: std::collections::HashMap<i64, usize> =
            changes.iter().enumerate().map(|(i, change)| (change.id(), i)).collect();
        let changes: Vec<&Change> =
            changes.iter().enumerate().filter(|(i, c)| last.get(&c.id()) == Some(i)).map(|(_, c)| c).collect();
        let result = self.write(&writer.tantivy, &changes).and_then(|()| {
            let mut commit = writer.tantivy.prepare_commit()?;
            let payload = serde_json::to_string(&Payload { version: VERSION, seq }).unwrap_or_default();
            commit.set_payload(&payload);
            commit.commit()?;
            self.reader.reload()
        });
        if let Err(error) = result {
            // What was written in part must not slip into the next commit.
            writer.tantivy.rollback()?;
            return Err(error.into());
        }
        writer.seq = seq;
        Ok(())
    }

    fn write(&self, writer: &IndexWriter, changes: &[&Change]) -> Result<(), TantivyError> {
        let each = |part: &[&Change]| -> Result<(), TantivyError> {
            for change in part {
                writer.delete_term(Term::from_field_i64(self.fields.id, change.id()));
                if let Change::Put(case) = change {
                    writer.add_document(self.fields.document(case))?;
                }
            }
            Ok(())
        };
        if self.threads == 1 || changes.len() < 64 {
            return each(changes);
        }
        let part = changes.len().div_ceil(self.threads);
        std::thread::scope(|scope| {
            let parts: Vec<_> = changes.chunks(part).map(|part| scope.spawn(move || humbly(|| each(part)))).collect();
            parts.into_iter().try_for_each(|part| {
                part.join().unwrap_or_else(|_| Err(TantivyError::ErrorInThread("analysis".to_owned())))
            })
        })
    }

    /// Joins all segments into one. For after a first build; takes as long as a good part of it.
    pub fn compact(&self) -> Result<(), SearchError> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let segments = writer.tantivy.index().searchable_segment_ids()?;
        if segments.len() > 1 {
            writer.tantivy.merge(&segments).wait()?;
        }
        self.reader.reload()?;
        Ok(())
    }

    /// Cases in the index.
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The words that mean the same, for compiling queries.
    pub fn words(&self) -> Arc<Abbreviations> {
        Arc::clone(&self.words.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes an edited table into use; nothing needs to be indexed again.
    pub fn set_words(&self, words: Abbreviations) {
        *self.words.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(words);
    }

    pub(super) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }
}

/// Does something on a thread of its own, which lets everybody else go first: a citizen who is sending waits for
/// nobody's index, and the index catches up when the burst is over.
fn humbly<T>(work: impl FnOnce() -> T) -> T {
    // On Linux this speaks of the thread alone; elsewhere it would slow the whole process. A refusal harms nobody.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(10);
    work()
}

/// Whether the files are of no use, as opposed to in use or out of reach.
fn is_damage(error: &TantivyError) -> bool {
    match error {
        TantivyError::LockFailure(..) | TantivyError::OpenDirectoryError(_) | TantivyError::OpenWriteError(_) => false,
        TantivyError::IoError(io) => {
            matches!(
                io.kind(),
                std::io::ErrorKind::NotFound | std::io::ErrorKind::UnexpectedEof | std::io::ErrorKind::InvalidData
            )
        }
        _ => true,
    }
}
