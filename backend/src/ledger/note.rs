//! Signed notes (c2sp.org/signed-note): a text, an empty line, and signatures by named Ed25519 keys. The format of
//! public logs of software and certificates, so there are tools of others that check them.

use crate::secrets::sha256_pieces;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::signature::{ED25519, UnparsedPublicKey};

/// The number of Ed25519 among the kinds of signatures.
const KIND: u8 = 1;
/// Begins a line with a signature.
const DASH: &str = "\u{2014} ";

/// Why a note is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// It is no note, or the key is none.
    #[error("this is not a signed note, or not a key to check it with")]
    Malformed,
    /// No signature is by this key.
    #[error("it is not signed with this key")]
    OtherKey,
    /// The signature does not belong to the text.
    #[error("the signature does not belong to the text: it was changed")]
    Changed,
}

/// A key as it is published: `name+id+key`.
pub fn key_text(name: &str, public: &[u8]) -> String {
    let id = id(name, public);
    let key: Vec<u8> = core::iter::once(KIND).chain(public.iter().copied()).collect();
    format!("{name}+{:08x}+{}", u32::from_be_bytes(id), STANDARD.encode(key))
}

fn id(name: &str, public: &[u8]) -> [u8; 4] {
    let [a, b, c, d, ..] = sha256_pieces([name.as_bytes(), b"\n", &[KIND], public]);
    [a, b, c, d]
}

/// The note: `text`, which ends its last line, with the signature that `sign` makes of it.
pub fn signed(text: &str, name: &str, public: &[u8], sign: impl FnOnce(&[u8]) -> Vec<u8>) -> String {
    let mut signature = id(name, public).to_vec();
    signature.extend(sign(text.as_bytes()));
    format!("{text}\n{DASH}{name} {}\n", STANDARD.encode(signature))
}

/// Text and signatures of a note, whoever signed it.
pub fn parts(note: &str) -> Option<(&str, &str)> {
    // The last empty line: the text may have others.
    let at = note.rfind("\n\n")?;
    Some((&note[..=at], &note[at + 2..]))
}

/// The text of a note, if it was signed with the key that is published as `key`.
pub fn open<'n>(note: &'n str, key: &str) -> Result<&'n str, NoteError> {
    let (name, rest) = key.trim().split_once('+').ok_or(NoteError::Malformed)?;
    let (_, encoded) = rest.split_once('+').ok_or(NoteError::Malformed)?;
    let bytes = STANDARD.decode(encoded).map_err(|_| NoteError::Malformed)?;
    let Some((&KIND, public)) = bytes.split_first() else { return Err(NoteError::Malformed) };
    let (text, signatures) = parts(note).ok_or(NoteError::Malformed)?;
    let mine = signatures.lines().find_map(|line| {
        let (signer, signature) = line.strip_prefix(DASH)?.split_once(' ')?;
        let signature = STANDARD.decode(signature).ok()?;
        (signer == name && signature.get(..4) == Some(&id(name, public)[..])).then_some(signature)
    });
    let signature = mine.ok_or(NoteError::OtherKey)?;
    UnparsedPublicKey::new(&ED25519, public)
        .verify(text.as_bytes(), &signature[4..])
        .map_err(|_| NoteError::Changed)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::signature::{Ed25519KeyPair, KeyPair};

    /// The example that the specification and its first implementation share.
    const KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const NOTE: &str = "If you think cryptography is the answer to your problem,\n\
        then you don't know what your problem is.\n\n\
        \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    #[test]
    fn the_example_of_the_specification_is_believed() {
        let text = open(NOTE, KEY).unwrap();
        assert!(text.starts_with("If you think") && text.ends_with("problem is.\n"));
        assert_eq!(open(&NOTE.replace("answer", "reason"), KEY), Err(NoteError::Changed));
        assert_eq!(open(&NOTE.replace("PeterNeumann", "Another"), KEY), Err(NoteError::OtherKey));
        assert_eq!(open("nothing", KEY), Err(NoteError::Malformed));
        assert_eq!(open(NOTE, "PeterNeumann+c74f20a3+!"), Err(NoteError::Malformed));
    }

    #[test]
    fn what_is_signed_here_is_believed() {
        let pair = Ed25519KeyPair::from_seed_unchecked(&[3; 32]).unwrap();
        let public = pair.public_key().as_ref();
        let note = signed("một\n\nhai\n", "hoiam.example", public, |text| pair.sign(text).as_ref().to_vec());
        assert_eq!(open(&note, &key_text("hoiam.example", public)), Ok("một\n\nhai\n"));
        assert_eq!(open(&note, &key_text("other.example", public)), Err(NoteError::OtherKey));
    }
}
