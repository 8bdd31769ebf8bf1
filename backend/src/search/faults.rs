//! The index under faults, at each point of writing it: a disk that fails at any operation, a directory that
//! disappears, a file that changed. Whatever happens, what is found is what one of the commits said, and reading
//! the ledger again from the checkpoint brings the rest.

use super::eval::trial_case;
use super::index::{Change, Index, Options, Repair};
use super::request::{Scope, SearchRequest, Sort};
use hoiam_shared::ids::AgencyId;
use hoiam_shared::query::{Clock, Compiled, Context, FixedOffset, NoNames, parse};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};

const ONE: Options = Options { threads: 1, memory_bytes: 15_000_000 };

/// A disk that fails from its nth change on, as after a crash.
#[derive(Clone, Debug)]
struct Failing {
    disk: MmapDirectory,
    left: Arc<AtomicUsize>,
}

impl Failing {
    fn change(&self) -> io::Result<()> {
        let left = self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        left.map(|_| ()).map_err(|_| io::Error::other("the disk is gone"))
    }
}

impl Directory for Failing {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.disk.get_file_handle(path)
    }
    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let failed = |error| DeleteError::IoError { io_error: Arc::new(error), filepath: path.to_owned() };
        self.change().map_err(failed)?;
        self.disk.delete(path)
    }
    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.disk.exists(path)
    }
    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let failed = |error| OpenWriteError::IoError { io_error: Arc::new(error), filepath: path.to_owned() };
        self.change().map_err(failed)?;
        self.disk.open_write(path)
    }
    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.disk.atomic_read(path)
    }
    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.change()?;
        self.disk.atomic_write(path, data)
    }
    fn sync_directory(&self) -> io::Result<()> {
        self.change()?;
        self.disk.sync_directory()
    }
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.disk.acquire_lock(lock)
    }
    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.disk.watch(callback)
    }
}

fn put(id: i64, text: &str) -> Change {
    Change::Put(Box::new(trial_case(id, AgencyId(1), text)))
}

fn found(index: &Index, query: &str) -> Vec<i64> {
    let words = index.words();
    let clock = Clock { now_ms: 0, zone: &FixedOffset { minutes: 420 } };
    let context = Context { clock, me: None, names: &NoNames, words: &words, typing: false };
    let query = Compiled::new(&parse(query).unwrap(), &context);
    let scope = Scope::everything();
    let request =
        SearchRequest { query: &query, scope: &scope, sort: Sort::Received, after: None, limit: 10, facets: &[] };
    let mut ids: Vec<i64> = index.search(&request).unwrap().hits.iter().map(|hit| hit.id).collect();
    ids.sort_unstable();
    ids
}

/// What the index holds is what the commit of its checkpoint said, and the ledger read again brings it to the end.
fn comes_back(dir: &Path, point: &str) {
    let index = Index::open(dir, ONE).unwrap();
    let held = (index.checkpoint(), found(&index, "rác"), found(&index, "nước"));
    let expected = match held.0 {
        0 => (0, vec![], vec![]),
        1 => (1, vec![1, 2], vec![]),
        2 => (2, vec![2, 3], vec![1]),
        other => panic!("{point}: checkpoint {other}"),
    };
    assert_eq!(held, expected, "{point}");
    for seq in held.0 + 1..=2 {
        index.apply(step(seq), seq).unwrap();
    }
    assert_eq!((index.checkpoint(), found(&index, "rác"), found(&index, "nước")), (2, vec![2, 3], vec![1]), "{point}");
    assert_eq!(index.len(), 3, "{point}");
}

/// The ledger: two rounds, the second changes a case of the first.
fn step(seq: i64) -> Vec<Change> {
    match seq {
        1 => vec![put(1, "rác thải"), put(2, "rác")],
        _ => vec![put(1, "nước"), put(3, "rác")],
    }
}

#[test]
fn a_disk_that_fails_at_any_point_loses_nothing() {
    let (mut failures, mut whole) = (0, 0);
    for n in 0.. {
        let dir = tempfile::tempdir().unwrap();
        Index::open(dir.path(), ONE).unwrap().apply(step(1), 1).unwrap();
        let left = Arc::new(AtomicUsize::new(usize::MAX));
        let failing = Failing { disk: MmapDirectory::open(dir.path()).unwrap(), left: left.clone() };
        let index = tantivy::Index::open(failing).unwrap();
        let index = Index::start(index, dir.path(), ONE, 1, true).unwrap();
        left.store(n, Ordering::SeqCst);
        let applied = index.apply(step(2), 2);
        let done = left.load(Ordering::SeqCst) > 0;
        if applied.is_err() {
            failures += 1;
            // Still answering, from one commit or the other, while the disk is away.
            let (rac, nuoc) = (found(&index, "rác"), found(&index, "nước"));
            assert!((rac.len(), nuoc.len()) == (2, 0) || (rac.len(), nuoc.len()) == (2, 1), "{n}: {rac:?} {nuoc:?}");
        }
        drop(index);
        comes_back(dir.path(), &format!("failing at change {n}"));
        whole += usize::from(done);
        // A few more than the round needs, so that every change of it was met.
        if whole > 2 {
            break;
        }
    }
    assert!(failures >= 8, "the disk failed at {failures} points only");
}

#[test]
fn a_deleted_directory_is_noticed_and_made_anew() {
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join("index");
    let index = Index::open(&place, ONE).unwrap();
    index.apply(step(1), 1).unwrap();
    index.look_after().unwrap();
    assert_eq!((index.take_repair(), index.checkpoint()), (None, 1));
    std::fs::remove_dir_all(&place).unwrap();
    // What is open is still answered from.
    assert_eq!(found(&index, "rác"), [1, 2]);
    index.look_after().unwrap();
    assert!(matches!(index.take_repair(), Some(Repair::Damaged(_))));
    assert_eq!((index.checkpoint(), index.len()), (0, 0));
    index.apply(step(1), 1).unwrap();
    index.apply(step(2), 2).unwrap();
    assert_eq!(found(&index, "rác"), [2, 3]);
    drop(index);
    comes_back(&place, "deleted under the process");
}

#[test]
fn a_changed_file_is_found_at_the_start_and_when_a_search_meets_it() {
    let spoil = |dir: &Path, extension: &str| {
        let entries = std::fs::read_dir(dir).unwrap().flatten();
        let file = entries.map(|e| e.path()).find(|p| p.extension().is_some_and(|e| e == extension)).unwrap();
        let mut bytes = std::fs::read(&file).unwrap();
        bytes[0] ^= 0x55;
        // In place: the running process maps this very file.
        std::fs::write(&file, bytes).unwrap();
    };
    for extension in ["term", "idx", "fast", "fieldnorm", "pos"] {
        let dir = tempfile::tempdir().unwrap();
        let index = Index::open(dir.path(), ONE).unwrap();
        index.apply(step(1), 1).unwrap();
        spoil(dir.path(), extension);
        index.suspect();
        index.look_after().unwrap();
        let Some(Repair::Damaged(file)) = index.take_repair() else { panic!("{extension} was not noticed") };
        assert!(file.ends_with(extension), "{file}");
        assert_eq!(index.checkpoint(), 0);
        index.apply(step(1), 1).unwrap();
        drop(index);
        spoil(dir.path(), extension);
        let index = Index::open(dir.path(), ONE).unwrap();
        assert!(matches!(index.take_repair(), Some(Repair::Damaged(_))), "{extension}");
        drop(index);
        comes_back(dir.path(), extension);
    }
}

#[test]
fn it_is_read_beside_its_writer() {
    let dir = tempfile::tempdir().unwrap();
    assert!(Index::open_to_read(dir.path()).is_err(), "there is none");
    let writer = Index::open(dir.path(), ONE).unwrap();
    writer.apply(step(1), 1).unwrap();
    let reader = Index::open_to_read(dir.path()).unwrap();
    assert_eq!((reader.checkpoint(), found(&reader, "rác")), (1, vec![1, 2]));
    writer.apply(step(2), 2).unwrap();
    reader.reload().unwrap();
    assert_eq!((reader.checkpoint(), found(&reader, "rác")), (2, vec![2, 3]));
    assert!(reader.apply(step(1), 1).is_err());
    reader.suspect();
    reader.look_after().unwrap();
    assert_eq!(writer.checkpoint(), 2);
}
