//! The index on disk: opening (and building anew what cannot be used), writing with the position of the ledger
//! in the same commit, reading.

use super::SearchError;
use super::accents::Accents;
use super::bits::Bits;
use super::doc::CaseDoc;
use super::kept::Keeper;
use super::request::Scope;
use super::schema::{Fields, Packed, VERSION, column};
use super::segment::Segment;
use super::words::Corrections;
use super::writing::{open_writer, sweep};
use crate::fault;
use hoiam_shared::text::abbr::Abbreviations;
use hoiam_shared::text::plan::Body;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::SystemTime;
use tantivy::directory::MmapDirectory;
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
    /// The same for one whose filed texts were taken apart already.
    PutRead(Box<CaseDoc>, Arc<Body>),
    /// Forget the case.
    Remove(i64),
}

impl Change {
    pub(super) const fn id(&self) -> i64 {
        match self {
            Self::Put(doc) | Self::PutRead(doc, _) => doc.id,
            Self::Remove(id) => *id,
        }
    }
}

/// Parts of the index that are written anew at once, at most.
const FORGETTING: usize = 1_000;
/// The file beside the index that says up to where what was erased is gone from its bytes.
const FORGOTTEN: &str = "forgotten";

/// What is stored with each commit.
#[derive(Debug, Clone, Copy, serde::Serialize, serde::Deserialize)]
struct Payload {
    version: u32,
    seq: i64,
}

/// Why an index was thrown away; it comes back from the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repair {
    /// Files are missing or do not hold what was written.
    Damaged(String),
    /// Written by another version of the program.
    OtherVersion,
}

impl core::fmt::Display for Repair {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Damaged(what) => write!(f, "damaged: {what}"),
            Self::OtherVersion => f.write_str("written by another version"),
        }
    }
}

/// The search index of this node.
pub struct Index {
    pub(super) fields: Fields,
    /// Where it is made anew when it breaks.
    dir: PathBuf,
    pub(super) options: Options,
    /// Another process writes it.
    reads_only: bool,
    reader: RwLock<IndexReader>,
    writer: Mutex<Writer>,
    words: RwLock<Arc<Abbreviations>>,
    accents: RwLock<Arc<Accents>>,
    pub(super) keeper: Keeper,
    /// How often what it answers may have changed.
    changes: AtomicU64,
    /// When what is shown was written; joining segments writes, too.
    shown: Mutex<Option<SystemTime>>,
    repair: Mutex<Option<Repair>>,
    /// A search met damage; whoever feeds the index looks at once.
    suspect: AtomicBool,
}

struct Writer {
    index: tantivy::Index,
    /// `None`: open for reading only, or lost to a fault and to be opened again.
    tantivy: Option<IndexWriter>,
    seq: i64,
}

impl core::fmt::Debug for Index {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Index").field("checkpoint", &self.checkpoint()).finish_non_exhaustive()
    }
}

impl Index {
    /// Opens the index in `dir`, or makes an empty one there. What is damaged, or was written by another version,
    /// is thrown away ([`Self::take_repair`] says so): the checkpoint is then 0 and the caller feeds the ledger from
    /// its beginning. Fails when another process writes to it, or the directory cannot be used.
    pub fn open(dir: &Path, options: Options) -> Result<Self, SearchError> {
        std::fs::create_dir_all(dir)?;
        let (index, seq, repair) = match Self::existing(dir) {
            Ok(Found::Whole(index, seq)) => (index, seq, None),
            Ok(Found::Nothing) => (Self::create(dir)?, 0, None),
            Ok(Found::Unusable(repair)) => (Self::create(dir)?, 0, Some(repair)),
            Err(error) if is_damage(&error) => (Self::create(dir)?, 0, Some(Repair::Damaged(error.to_string()))),
            Err(error) => return Err(error.into()),
        };
        let index = Self::start(index, dir, options, seq, true)?;
        *index.repair.lock().unwrap_or_else(PoisonError::into_inner) = repair;
        if index.is_new()? {
            // An empty commit: the version is on disk from the beginning.
            index.apply(Vec::new(), 0)?;
        } else {
            index.look_for_merges()?;
        }
        Ok(index)
    }

    /// Opens the index in `dir` beside the process that writes it: it can be asked, and [`Self::reload`] shows what
    /// was written since. Fails when there is none of this version.
    pub fn open_to_read(dir: &Path) -> Result<Self, SearchError> {
        match Self::existing(dir)? {
            Found::Whole(index, seq) => Ok(Self::start(index, dir, Options::default(), seq, false)?),
            Found::Nothing => Err(std::io::Error::new(std::io::ErrorKind::NotFound, "there is no index here").into()),
            Found::Unusable(repair) => {
                Err(std::io::Error::new(std::io::ErrorKind::InvalidData, repair.to_string()).into())
            }
        }
    }

    fn existing(dir: &Path) -> Result<Found, TantivyError> {
        let directory = MmapDirectory::open(dir)?;
        if !tantivy::Index::exists(&directory)? {
            return Ok(Found::Nothing);
        }
        let index = tantivy::Index::open(directory)?;
        let Some(payload) = payload(&index)?.filter(|payload| payload.version == VERSION) else {
            return Ok(Found::Unusable(Repair::OtherVersion));
        };
        let (schema, _) = Fields::build();
        if index.schema() != schema {
            return Ok(Found::Unusable(Repair::OtherVersion));
        }
        // Reads every file once: a broken one is found now and not by somebody's search.
        let damaged = index.validate_checksum()?;
        if let Some(file) = damaged.iter().min() {
            return Ok(Found::Unusable(Repair::Damaged(file.display().to_string())));
        }
        Ok(Found::Whole(index, payload.seq))
    }

    fn create(dir: &Path) -> Result<tantivy::Index, SearchError> {
        std::fs::create_dir_all(dir)?;
        for entry in std::fs::read_dir(dir)? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                std::fs::remove_file(entry.path())?;
            }
        }
        let (schema, _) = Fields::build();
        Ok(tantivy::Index::create_in_dir(dir, schema)?)
    }

    pub(super) fn start(
        index: tantivy::Index,
        dir: &Path,
        options: Options,
        seq: i64,
        writes: bool,
    ) -> Result<Self, TantivyError> {
        index.tokenizers().register(Packed::NAME, Packed::default());
        let (_, fields) = Fields::build();
        let tantivy = if writes { Some(open_writer(&index, options)?) } else { None };
        let reader: IndexReader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let keeper = Keeper::default();
        keeper.follow(&reader.searcher())?;
        Ok(Self {
            fields,
            dir: dir.to_owned(),
            options,
            reads_only: !writes,
            reader: RwLock::new(reader),
            writer: Mutex::new(Writer { index, tantivy, seq }),
            words: RwLock::new(Arc::new(Abbreviations::builtin())),
            accents: RwLock::default(),
            keeper,
            changes: AtomicU64::new(0),
            shown: Mutex::default(),
            repair: Mutex::default(),
            suspect: AtomicBool::new(false),
        })
    }

    fn is_new(&self) -> Result<bool, TantivyError> {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(payload(&writer.index)?.is_none())
    }

    /// What should be joined is looked for at each commit and at no other time, and joining ends with the process: an index to
    /// which nothing is added would stay in as many segments as were left. So the last commit is made once more.
    fn look_for_merges(&self) -> Result<(), TantivyError> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let last = writer.index.load_metas()?.payload;
        let Some((tantivy, last)) = writer.tantivy.as_mut().zip(last) else { return Ok(()) };
        let mut commit = tantivy.prepare_commit()?;
        commit.set_payload(&last);
        commit.commit().map(drop)
    }

    /// Another process writes it.
    pub const fn reads_only(&self) -> bool {
        self.reads_only
    }

    /// Why the index was thrown away since this was last asked, if it was.
    pub fn take_repair(&self) -> Option<Repair> {
        self.repair.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Notes that a search met a fault of the index.
    pub fn suspect(&self) {
        self.suspect.store(true, Ordering::Relaxed);
    }

    /// Looks after the index: one that was deleted under the process, or that a search or a commit found broken, is
    /// made anew, empty and with checkpoint 0; segments that were joined since are shown as one. Cheap when there is nothing to
    /// do.
    pub fn look_after(&self) -> Result<(), SearchError> {
        let suspect = self.suspect.swap(false, Ordering::Relaxed);
        if self.reads_only {
            return Ok(());
        }
        if !suspect && let Some(written) = self.written() {
            let shown = *self.shown.lock().unwrap_or_else(PoisonError::into_inner);
            return if shown == Some(written) { Ok(()) } else { self.show() };
        }
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let broken = match writer.index.validate_checksum() {
            Ok(damaged) => damaged.iter().min().map(|file| file.display().to_string()),
            Err(error) => Some(error.to_string()),
        };
        if let Some(what) = broken {
            self.make_anew(&mut writer, what)?;
        }
        Ok(())
    }

    fn make_anew(&self, writer: &mut Writer, what: String) -> Result<(), SearchError> {
        // The old one's threads and its lock go first.
        writer.tantivy = None;
        let index = Self::create(&self.dir)?;
        index.tokenizers().register(Packed::NAME, Packed::default());
        let reader: IndexReader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        writer.tantivy = Some(open_writer(&index, self.options)?);
        writer.index = index;
        writer.seq = 0;
        self.keeper.follow(&reader.searcher())?;
        *self.reader.write().unwrap_or_else(PoisonError::into_inner) = reader;
        self.changes.fetch_add(1, Ordering::Release);
        *self.repair.lock().unwrap_or_else(PoisonError::into_inner) = Some(Repair::Damaged(what));
        Ok(())
    }

    /// The position of the ledger up to which the index is built, this node's only memory of it.
    pub fn checkpoint(&self) -> i64 {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner).seq
    }

    /// Writes changes and the position of the ledger they reach to, in one commit; when this returns they are
    /// found. Of several changes of one case the last counts. Waits for the disk: call it off the async threads.
    /// After a fault what was written in part is gone, and the checkpoint says where to go on.
    pub fn apply(&self, changes: Vec<Change>, seq: i64) -> Result<(), SearchError> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let last: HashMap<i64, usize> = changes.iter().enumerate().map(|(i, change)| (change.id(), i)).collect();
        let changes: Vec<&Change> =
            changes.iter().enumerate().filter(|(i, c)| last.get(&c.id()) == Some(i)).map(|(_, c)| c).collect();
        if self.reads_only {
            return Err(TantivyError::InternalError("the index is open for reading only".to_owned()).into());
        }
        if writer.tantivy.is_none() {
            writer.tantivy = Some(open_writer(&writer.index, self.options)?);
        }
        let Writer { tantivy: Some(tantivy), .. } = &mut *writer else {
            return Err(TantivyError::InternalError("the index has no writer".to_owned()).into());
        };
        let committed = self.write(tantivy, &changes).and_then(|()| {
            let mut commit = tantivy.prepare_commit()?;
            let payload = serde_json::to_string(&Payload { version: VERSION, seq }).unwrap_or_default();
            commit.set_payload(&payload);
            fault::point("index.before_commit");
            commit.commit()?;
            fault::point("index.after_commit");
            Ok(())
        });
        if let Err(error) = committed {
            // What was written in part must not slip into the next commit.
            match tantivy.rollback() {
                Ok(_) => sweep(tantivy),
                Err(_) => writer.tantivy = None,
            }
            if is_damage(&error) {
                self.suspect();
            }
            // The fault may have come after the commit was on disk.
            writer.seq = payload(&writer.index).ok().flatten().map_or(writer.seq, |payload| payload.seq);
            return Err(error.into());
        }
        // First shown, then said: whoever is told of a position finds what the ledger held by then.
        self.show()?;
        writer.seq = seq;
        Ok(())
    }

    /// Shows what was committed, by this process or by the one that writes.
    pub fn reload(&self) -> Result<(), SearchError> {
        self.show()?;
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if self.reads_only
            && let Some(payload) = payload(&writer.index)?
        {
            writer.seq = payload.seq;
        }
        Ok(())
    }

    /// Another number than before: questions may be answered otherwise.
    pub fn changes(&self) -> u64 {
        self.changes.load(Ordering::Acquire)
    }

    /// When the list of its segments was last written; `None` when it is gone.
    fn written(&self) -> Option<SystemTime> {
        std::fs::metadata(self.dir.join("meta.json")).and_then(|meta| meta.modified()).ok()
    }

    fn show(&self) -> Result<(), SearchError> {
        let written = self.written();
        let reader = self.reader.read().unwrap_or_else(PoisonError::into_inner);
        reader.reload()?;
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = written;
        self.changes.fetch_add(1, Ordering::Release);
        Ok(self.keeper.follow(&reader.searcher())?)
    }

    /// Waits until all is joined that should be. For measuring; one that serves goes on meanwhile.
    pub fn settle(&self) -> Result<(), SearchError> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tantivy) = writer.tantivy.take() {
            tantivy.wait_merging_threads()?;
        }
        drop(writer);
        self.reload()
    }

    /// Joins all segments into one. For after a first build; takes as long as a good part of it.
    pub fn compact(&self) -> Result<(), SearchError> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let segments = writer.index.searchable_segment_ids()?;
        if let Some(tantivy) = writer.tantivy.as_mut().filter(|_| segments.len() > 1) {
            tantivy.merge(&segments).wait()?;
        }
        drop(writer);
        self.reload()
    }

    /// Writes anew whatever still holds bytes of documents that were replaced or removed: a deletion only strikes them out. Up
    /// to this position of the ledger nothing of what was erased is left in the files then, and that is written down beside
    /// them, so that it is not done again for the same. Writing goes on meanwhile.
    pub fn forget(&self, seq: i64) -> Result<(), SearchError> {
        let marker = self.dir.join(FORGOTTEN);
        let until = std::fs::read_to_string(&marker).ok().and_then(|text| text.parse::<i64>().ok());
        let behind = self.reads_only || self.checkpoint() < seq;
        if behind || until.is_some_and(|until| until >= seq) {
            return Ok(());
        }
        for left in (0..FORGETTING).rev() {
            let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
            let segments = writer.index.searchable_segment_metas()?;
            let Some(segment) = segments.iter().find(|segment| segment.has_deletes()) else { break };
            let Some(tantivy) = writer.tantivy.as_mut() else { return Ok(()) };
            let merged = tantivy.merge(&[segment.id()]);
            drop(writer);
            match merged.wait() {
                // Joined with others meanwhile by the index itself: what came of it is looked at next.
                Err(TantivyError::InvalidArgument(_)) if left > 0 => {}
                merged => drop(merged?),
            }
        }
        self.reload()?;
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tantivy) = writer.tantivy.as_ref() {
            tantivy.garbage_collect_files().wait()?;
        }
        Ok(std::fs::write(&marker, seq.to_string())?)
    }

    /// Cases in the index.
    pub fn len(&self) -> u64 {
        self.searcher().num_docs()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Digests of the documents of some cases, those that are there.
    pub fn digests(&self, ids: &[i64]) -> Result<HashMap<i64, u64>, SearchError> {
        let searcher = self.searcher();
        let mut out = HashMap::with_capacity(ids.len());
        for reader in searcher.segment_readers() {
            let kept = self.keeper.of(reader);
            let digests = reader.fast_fields().u64(column::DIGEST)?.first_or_default_col(0);
            let alive = kept.alive(reader);
            for id in ids {
                let mut docs = Bits::none(reader.max_doc());
                super::segment::add_docs(reader, &Term::from_field_i64(self.fields.id, *id), &mut docs)?;
                if let Some(alive) = &alive {
                    docs.and(alive);
                }
                out.extend(docs.iter().next().map(|doc| (*id, digests.get_val(doc))));
            }
        }
        Ok(out)
    }

    /// The words that mean the same, for compiling queries.
    pub fn words(&self) -> Arc<Abbreviations> {
        Arc::clone(&self.words.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes an edited table into use; nothing needs to be indexed again.
    pub fn set_words(&self, words: Abbreviations) {
        *self.words.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(words);
    }

    /// The model that unaccented words are read by; empty until one was trained.
    pub fn accents(&self) -> Arc<Accents> {
        Arc::clone(&self.accents.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes a newly trained model into use; searches under way finish with the one before.
    pub fn set_accents(&self, accents: Accents) {
        *self.accents.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(accents);
        self.changes.fetch_add(1, Ordering::Release);
    }

    pub(super) fn searcher(&self) -> Searcher {
        self.reader.read().unwrap_or_else(PoisonError::into_inner).searcher()
    }

    /// The segments of a searcher, each with what is visible in it. `staff`: staff texts are searched too.
    pub(super) fn visible<'s>(
        &'s self,
        searcher: &'s Searcher,
        scope: &Scope,
        staff: bool,
        corrections: &'s Corrections,
    ) -> Result<Vec<(Segment<'s>, Bits)>, TantivyError> {
        let segment = |reader| {
            let kept = self.keeper.of(reader);
            let segment = Segment { reader, kept, fields: &self.fields, staff, corrections };
            let visible = segment.visible(scope)?;
            Ok((segment, visible))
        };
        searcher.segment_readers().iter().map(segment).collect()
    }
}

/// What is in a directory.
enum Found {
    Nothing,
    Whole(tantivy::Index, i64),
    Unusable(Repair),
}

/// What was stored with the last commit.
fn payload(index: &tantivy::Index) -> Result<Option<Payload>, TantivyError> {
    Ok(index.load_metas()?.payload.and_then(|text| serde_json::from_str(&text).ok()))
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
