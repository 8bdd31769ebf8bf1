//! The archive itself: entries written and read one after the other, each hashed on the way. The list of hashes stands at
//! the end, where `sha256sum` can check it, too; its absence says that the archive is not whole. Memory does not grow with
//! the number of entries: the writer keeps the list in a file, the reader only a digest of it.

use super::manifest::Manifest;
use super::names::{MANIFEST, SUMS};
use super::sealing::{Lock, Opened, Sealed, Unlock};
use super::{BackupError, Flaw};
use crate::secrets::hex;
use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;
use ring::digest::{Context, SHA256};
use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, Write};
use std::path::Path;
use std::rc::Rc;

/// Larger manifests are none.
const MANIFEST_BYTES: u64 = 1 << 20;
/// What is read from a file at once.
const PIECE: usize = 1 << 16;

/// What an archive held or holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Entries, without the list.
    pub entries: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// Writes an archive.
pub struct Writer {
    tar: tar::Builder<GzEncoder<Sealed<File>>>,
    sums: File,
    taken_s: u64,
    totals: Totals,
}

impl Writer {
    /// Begins one in an empty file; `sums` is an empty file for the list until it is whole.
    pub fn begin(out: File, sums: File, lock: &Lock, taken_s: u64) -> Result<Self, BackupError> {
        let sealed = Sealed::begin(lock, out)?;
        // Pictures are compressed already, and for what is text the fastest level is good enough.
        let tar = tar::Builder::new(GzEncoder::new(sealed, Compression::fast()));
        Ok(Self { tar, sums, taken_s, totals: Totals::default() })
    }

    /// Adds an entry of exactly so many bytes.
    pub fn add(&mut self, name: &str, size: u64, from: impl Read) -> io::Result<()> {
        let mut hashed = Hashed::new(from.take(size));
        self.append(name, size, &mut hashed)?;
        if hashed.bytes != size {
            return Err(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                format!("{name} became shorter while it was read"),
            ));
        }
        self.sums.write_all(line(name, hashed).as_bytes())?;
        self.totals.entries += 1;
        self.totals.bytes += size;
        Ok(())
    }

    fn append(&mut self, name: &str, size: u64, from: impl Read) -> io::Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_size(size);
        header.set_mode(0o600);
        header.set_mtime(self.taken_s);
        self.tar.append_data(&mut header, name, from)
    }

    /// Writes the list and the ends of all wrappings; durable afterwards.
    pub fn finish(mut self) -> io::Result<Totals> {
        let size = self.sums.stream_position()?;
        self.sums.rewind()?;
        let sums = BufReader::new(self.sums.try_clone()?);
        self.append(SUMS, size, sums)?;
        self.tar.into_inner()?.finish()?.finish()?.sync_all()?;
        Ok(self.totals)
    }
}

/// What takes the entries of an archive as they are read.
pub trait Receive {
    /// Hears first what is coming, and may refuse it.
    fn begin(&mut self, manifest: &Manifest) -> Result<(), BackupError>;

    /// Takes an entry; what it does not read is skipped.
    fn take(&mut self, name: &str, size: u64, bytes: &mut dyn Read) -> Result<(), BackupError>;
}

/// Reads an archive to its end and checks all of it. What was taken is good only when this returns well.
pub fn read(path: &Path, unlock: &Unlock, to: &mut dyn Receive) -> Result<(Manifest, Totals), BackupError> {
    let file = File::open(path).map_err(BackupError::at(path))?;
    let watch = Rc::new(Watch::default());
    let raw = Raw { file, watch: watch.clone() };
    let opened = Opened::begin(BufReader::with_capacity(PIECE, raw), unlock)?;
    let watched = Watched { inner: GzDecoder::new(BufReader::new(opened)), watch: watch.clone() };
    let mut tar = tar::Archive::new(watched);
    let read = entries(&mut tar, &watch, to)?;
    // Behind the archive stand the checksum of gzip and the last block of age, and nothing more.
    let mut rest = tar.into_inner();
    let drained = io::copy(&mut rest, &mut io::sink()).and_then(|_| rest.inner.get_mut().read(&mut [0]));
    match drained {
        Ok(0) => Ok(read),
        Ok(_) => Err(Flaw::Altered("something was added behind its end".into()).into()),
        Err(error) => Err(watch.flaw(&error).into()),
    }
}

fn entries(
    tar: &mut tar::Archive<impl Read>,
    watch: &Watch,
    to: &mut dyn Receive,
) -> Result<(Manifest, Totals), BackupError> {
    let mut totals = Totals::default();
    let mut manifest = None;
    let mut listed = Context::new(&SHA256);
    let mut whole = false;
    for entry in tar.entries().map_err(|error| watch.flaw(&error))? {
        let mut entry = entry.map_err(|error| watch.flaw(&error))?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if whole || !entry.header().entry_type().is_file() {
            return Err(Flaw::Altered(format!("{name} does not belong into it")).into());
        }
        let size = entry.size();
        let mut hashed = Hashed::new(&mut entry);
        match (&manifest, name.as_str()) {
            (None, MANIFEST) => {
                let mut text = Vec::new();
                let read = (&mut hashed).take(MANIFEST_BYTES).read_to_end(&mut text);
                read.map_err(|error| watch.flaw(&error))?;
                let parsed = Manifest::parse(&text)?;
                to.begin(&parsed)?;
                manifest = Some(parsed);
            }
            (None, _) => return Err(Flaw::Foreign.into()),
            (Some(_), SUMS) => {}
            (Some(_), _) => {
                // What failed may be the archive or the disk that takes it.
                to.take(&name, size, &mut hashed).map_err(|error| watch.told().map_or(error, BackupError::from))?;
            }
        }
        io::copy(&mut hashed, &mut io::sink()).map_err(|error| watch.flaw(&error))?;
        if name == SUMS {
            if hashed.hex() != hex(listed.clone().finish().as_ref()) {
                return Err(Flaw::Altered(format!("what is in it is not what its list {SUMS} says")).into());
            }
            whole = true;
        } else {
            listed.update(line(&name, hashed).as_bytes());
            totals.entries += 1;
            totals.bytes += size;
        }
    }
    match manifest {
        Some(manifest) if whole => Ok((manifest, totals)),
        _ => Err(Flaw::Truncated.into()),
    }
}

/// A line of the list.
fn line(name: &str, hashed: Hashed<impl Read>) -> String {
    format!("{}  {name}\n", hashed.hex())
}

/// Hashes what is read.
struct Hashed<R> {
    inner: R,
    digest: Context,
    bytes: u64,
}

impl<R: Read> Hashed<R> {
    fn new(inner: R) -> Self {
        Self { inner, digest: Context::new(&SHA256), bytes: 0 }
    }

    fn hex(self) -> String {
        hex(self.digest.finish().as_ref())
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(into)?;
        self.digest.update(&into[..n]);
        self.bytes += n as u64;
        Ok(n)
    }
}

/// What went wrong below while something was read from above, and whether the file's end was reached.
#[derive(Default)]
struct Watch {
    ended: Cell<bool>,
    failed: RefCell<Option<Flaw>>,
}

impl Watch {
    /// What an error that was met above means.
    fn flaw(&self, error: &io::Error) -> Flaw {
        self.told().unwrap_or_else(|| self.named(error))
    }

    /// What failed below, if anything did.
    fn told(&self) -> Option<Flaw> {
        self.failed.borrow().clone()
    }

    fn named(&self, error: &io::Error) -> Flaw {
        if self.ended.get() || error.kind() == io::ErrorKind::UnexpectedEof {
            Flaw::Truncated
        } else {
            Flaw::Altered(error.to_string())
        }
    }
}

/// The file, and whether it was read to its end.
struct Raw {
    file: File,
    watch: Rc<Watch>,
}

impl Read for Raw {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(into)?;
        self.watch.ended.set(n == 0 && !into.is_empty());
        Ok(n)
    }
}

/// Everything below the archive, watched.
struct Watched<R> {
    inner: R,
    watch: Rc<Watch>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.inner.read(into).inspect_err(|error| {
            let flaw = self.watch.named(error);
            *self.watch.failed.borrow_mut() = Some(flaw);
        })
    }
}
