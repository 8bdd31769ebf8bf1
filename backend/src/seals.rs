//! What seals: the keys under which contacts, addresses and secrets are encrypted in the database. The newest seals; each opens
//! what it has sealed, so an older one is needed until nothing is left under it (`hoiam keys rotate`). A process that meets a
//! key which it does not know looks into the file of keys again: another may have added one a moment ago.

use crate::config;
use crate::outside::Random;
use crate::secrets::{hex, mac};
use arc_swap::ArcSwap;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use std::path::PathBuf;
use std::sync::Arc;

/// What was sealed cannot be opened: another key, or not what was sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("cannot be opened with this key")]
pub struct Unopened;

/// What something is sealed for; each has a key of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// Reaching the citizen of a case.
    Contacts,
    /// Telling staff and other systems.
    Notices,
    /// Those who sign petitions.
    Signers,
    /// Second steps of signing in.
    SecondSteps,
}

impl For {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Contacts => b"contacts",
            Self::Notices => b"notices",
            Self::Signers => b"people who sign petitions",
            Self::SecondSteps => b"second steps of signing in",
        }
    }
}

/// The name of a key: what was sealed says with which.
pub fn name_of(key: &[u8; 32]) -> String {
    hex(&mac(key, &[b"key id"])[..4])
}

#[derive(PartialEq, Eq)]
struct Ring(Vec<(String, [u8; 32])>);

impl Ring {
    fn of(keys: &[[u8; 32]]) -> Self {
        Self(keys.iter().map(|key| (name_of(key), *key)).collect())
    }

    fn key(&self, name: &str) -> Option<[u8; 32]> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, key)| *key)
    }
}

/// The keys. Cheap to clone; all clones learn of a new one.
#[derive(Clone)]
pub struct Seals {
    ring: Arc<ArcSwap<Ring>>,
    file: Option<PathBuf>,
}

impl Seals {
    /// Keys in the order in which they came, the newest last; `file` is where others may come from.
    pub fn of(keys: &[[u8; 32]], file: Option<PathBuf>) -> Self {
        Self { ring: Arc::new(ArcSwap::from_pointee(Ring::of(keys))), file }
    }

    /// The name of the one that seals.
    pub fn newest(&self) -> String {
        self.ring.load().0.last().map(|(name, _)| name.clone()).unwrap_or_default()
    }

    /// The names of all, the oldest first.
    pub fn names(&self) -> Vec<String> {
        self.ring.load().0.iter().map(|(name, _)| name.clone()).collect()
    }

    /// Looks into the file again. What cannot be read leaves the keys as they are.
    pub fn look_again(&self) {
        let Some(text) = self.file.as_ref().and_then(|file| std::fs::read_to_string(file).ok()) else { return };
        if let Some(ring) =
            config::keys_in(&text).map(|keys| Ring::of(&keys)).filter(|ring| *ring != **self.ring.load())
        {
            self.ring.store(Arc::new(ring));
        }
    }

    /// Seals a text for the row it belongs to: it cannot be opened for another. The name of the key, and what is sealed.
    pub fn seal(&self, what: For, random: &dyn Random, row: &[u8], text: &str) -> (String, String) {
        let ring = self.ring.load();
        let (name, key) = ring.0.last().expect("there is one at least");
        (name.clone(), seal(&mac(key, &[what.label()]), random, row, text))
    }

    /// Opens what [`Self::seal`] sealed.
    pub fn open(&self, what: For, row: &[u8], name: &str, sealed: &str) -> Result<String, Unopened> {
        let known = self.ring.load().key(name);
        let key = known.or_else(|| {
            self.look_again();
            self.ring.load().key(name)
        });
        open(&mac(&key.ok_or(Unopened)?, &[what.label()]), row, sealed)
    }
}

/// Seals a text with a key.
pub fn seal(key: &[u8; 32], random: &dyn Random, aad: &[u8], text: &str) -> String {
    let mut nonce = [0u8; 24];
    random.fill(&mut nonce);
    let sealed = XChaCha20Poly1305::new(key.into())
        .encrypt(&XNonce::from(nonce), Payload { msg: text.as_bytes(), aad })
        .expect("what is sealed is far below the cipher's limit of 256 GiB");
    let mut bytes = nonce.to_vec();
    bytes.extend_from_slice(&sealed);
    STANDARD.encode(bytes)
}

/// Opens what [`seal`] sealed.
pub fn open(key: &[u8; 32], aad: &[u8], sealed: &str) -> Result<String, Unopened> {
    let bytes = STANDARD.decode(sealed).map_err(|_| Unopened)?;
    let (nonce, cipher) = bytes.split_first_chunk::<24>().ok_or(Unopened)?;
    let plain = XChaCha20Poly1305::new(key.into())
        .decrypt(&XNonce::from(*nonce), Payload { msg: cipher, aad })
        .map_err(|_| Unopened)?;
    String::from_utf8(plain).map_err(|_| Unopened)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outside::SeededRandom;

    #[test]
    fn the_newest_seals_and_each_opens_its_own() {
        let random = SeededRandom::new(1);
        let old = Seals::of(&[[7; 32]], None);
        let (name, sealed) = old.seal(For::Contacts, &random, b"5", "An");
        let both = Seals::of(&[[7; 32], [8; 32]], None);
        assert_eq!(both.open(For::Contacts, b"5", &name, &sealed).as_deref(), Ok("An"));
        for (what, row) in [(For::Notices, b"5"), (For::Contacts, b"6")] {
            assert_eq!(both.open(what, row, &name, &sealed), Err(Unopened));
        }
        let (newer, sealed) = both.seal(For::Contacts, &random, b"5", "An");
        assert_eq!((&newer, both.names()), (&both.newest(), vec![name, newer.clone()]));
        assert_eq!(old.open(For::Contacts, b"5", &newer, &sealed), Err(Unopened));
    }

    #[test]
    fn a_key_that_was_added_is_learned_when_it_is_met() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "07".repeat(32)).unwrap();
        let old = Seals::of(&[[7; 32]], Some(file.path().to_path_buf()));
        let both = Seals::of(&[[7; 32], [8; 32]], None);
        let (name, sealed) = both.seal(For::Notices, &SeededRandom::new(1), b"staff:3", "an@agency.example");
        assert_eq!(old.open(For::Notices, b"staff:3", &name, &sealed), Err(Unopened));
        std::fs::write(file.path(), format!("{}\n{}\n", "07".repeat(32), "08".repeat(32))).unwrap();
        assert_eq!(old.open(For::Notices, b"staff:3", &name, &sealed).as_deref(), Ok("an@agency.example"));
        assert_eq!(old.newest(), name);
    }
}
