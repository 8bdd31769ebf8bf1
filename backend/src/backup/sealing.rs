//! The outer wrapping of a backup: the age format (age-encryption.org/v1), by a passphrase or for recipients, or none when
//! somebody asked for that. Streams: a block of 64 KB is in memory, whatever the size.

use super::{BackupError, Flaw};
use age::secrecy::SecretString;
use age::stream::{StreamReader, StreamWriter};
use age::x25519::{Identity, Recipient};
use age::{DecryptError, Decryptor, Encryptor, scrypt};
use std::io::{self, BufRead, Read, Write};

/// What a backup is encrypted with.
pub enum Lock {
    /// A passphrase.
    Passphrase(SecretString),
    /// For whoever has an identity of one of these.
    Recipients(Vec<Recipient>),
    /// Not at all.
    Open,
}

/// What opens a backup.
pub enum Unlock {
    /// A passphrase.
    Passphrase(SecretString),
    /// Any of these identities.
    Identities(Vec<Identity>),
    /// Nothing; good for backups that are not encrypted.
    Nothing,
}

/// Work of scrypt as a power of two, as the command `age` chooses it: a second and a quarter of a gigabyte on any
/// machine, instead of more on a faster one.
const WORK: u8 = 18;
/// The most that is done for a file that asks for more.
const MOST_WORK: u8 = 22;

/// How files of age begin.
const AGE: &[u8] = b"age-encryption.org/";
/// How files of gzip begin.
const GZIP: &[u8] = &[0x1f, 0x8b];

/// Reads a recipient as `age-keygen` prints it.
pub fn recipient(text: &str) -> Result<Recipient, String> {
    text.parse().map_err(|error: &str| format!("{text} is no recipient of age (age1…): {error}"))
}

/// Reads identities as `age-keygen` writes them, a line each.
pub fn identities(text: &str) -> Result<Vec<Identity>, String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let found: Vec<Identity> = lines.map(str::parse).collect::<Result<_, &str>>()?;
    if found.is_empty() { Err("it holds no identity (AGE-SECRET-KEY-1…)".to_owned()) } else { Ok(found) }
}

/// Encrypts what is written.
pub enum Sealed<W: Write> {
    /// Does not.
    Open(W),
    /// With age.
    Age(StreamWriter<W>),
}

impl<W: Write> Sealed<W> {
    /// Begins to.
    pub fn begin(lock: &Lock, out: W) -> Result<Self, BackupError> {
        let failed = |error: &dyn std::fmt::Display| BackupError::Said(format!("encryption: {error}"));
        let encryptor = match lock {
            Lock::Open => return Ok(Self::Open(out)),
            Lock::Passphrase(passphrase) => {
                let mut by = scrypt::Recipient::new(passphrase.clone());
                by.set_work_factor(WORK);
                Encryptor::with_recipients(std::iter::once(&by as &dyn age::Recipient))
            }
            Lock::Recipients(all) => Encryptor::with_recipients(all.iter().map(|one| one as &dyn age::Recipient)),
        };
        let encryptor = encryptor.map_err(|error| failed(&error))?;
        Ok(Self::Age(encryptor.wrap_output(out).map_err(|error| failed(&error))?))
    }

    /// Writes the last block, without which nothing can be read.
    pub fn finish(self) -> io::Result<W> {
        match self {
            Self::Open(out) => Ok(out),
            Self::Age(stream) => stream.finish(),
        }
    }
}

impl<W: Write> Write for Sealed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Open(out) => out.write(bytes),
            Self::Age(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Open(out) => out.flush(),
            Self::Age(stream) => stream.flush(),
        }
    }
}

/// Decrypts what is read.
pub enum Opened<R: Read> {
    /// It was not encrypted.
    Plain(R),
    /// With age.
    Age(StreamReader<R>),
}

impl<R: BufRead> Opened<R> {
    /// Looks how it begins, and opens it.
    pub fn begin(mut from: R, unlock: &Unlock) -> Result<Self, Flaw> {
        let start = from.fill_buf().map_err(|_| Flaw::Truncated)?;
        if start.is_empty() {
            return Err(Flaw::Truncated);
        }
        if start.starts_with(GZIP) {
            return Ok(Self::Plain(from));
        }
        if !start.starts_with(AGE) {
            return Err(Flaw::Foreign);
        }
        let decryptor = Decryptor::new_buffered(from).map_err(|error| flaw(&error))?;
        let opened = match (decryptor.is_scrypt(), unlock) {
            (true, Unlock::Passphrase(passphrase)) => {
                let mut by = scrypt::Identity::new(passphrase.clone());
                by.set_max_work_factor(MOST_WORK);
                decryptor.decrypt(std::iter::once(&by as &dyn age::Identity))
            }
            (true, _) => return Err(Flaw::NeedsPassphrase),
            (false, Unlock::Identities(all)) => decryptor.decrypt(all.iter().map(|one| one as &dyn age::Identity)),
            (false, _) => return Err(Flaw::NeedsIdentity),
        };
        opened.map(Self::Age).map_err(|error| flaw(&error))
    }
}

/// What a header that cannot be opened means.
fn flaw(error: &DecryptError) -> Flaw {
    match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed | DecryptError::NoMatchingKeys => {
            Flaw::Locked
        }
        DecryptError::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => Flaw::Truncated,
        other => Flaw::Altered(format!("its header: {other}")),
    }
}

impl<R: Read> Read for Opened<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(from) => from.read(into),
            Self::Age(stream) => stream.read(into),
        }
    }
}
