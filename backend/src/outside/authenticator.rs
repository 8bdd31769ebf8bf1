//! What browsers and authenticators say of a passkey, checked as WebAuthn Level 3 asks of whoever relies on it (7.1 and 7.2).
//! Pure. Attestation is not asked for, so nothing vouches for a new key but the session in which it is made; its public half is
//! read from what the browser has taken apart for us (5.2.1.1), and no other format is read.

use crate::secrets::{same, sha256_bytes};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Url;
use ring::signature::{self, UnparsedPublicKey, VerificationAlgorithm};
use serde::Deserialize;
use serde_json::{Value, json};

/// As authenticators show it.
const NAME: &str = "Hồi Âm";
/// How long the browser may wait for the person, milliseconds.
pub const WAIT_MS: i64 = 5 * 60_000;
/// Somebody was there.
const PRESENT: u8 = 1;
/// The authenticator has made sure who it was: by finger, face or number.
const VERIFIED: u8 = 1 << 2;
/// The key may be copied to other devices of its owner, and is.
const MAY_BE_COPIED: u8 = 1 << 3;
const IS_COPIED: u8 = 1 << 4;
/// A new credential is in the data.
const NEW: u8 = 1 << 6;
/// The longest name of a credential (7.1, step 25).
const LONGEST: usize = 1023;

/// Who asks for passkeys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    id: String,
    origin: String,
}

/// A new passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// What the authenticator calls it, base64url.
    pub credential: String,
    /// Its public half.
    pub key: Key,
    /// How often it was used.
    pub counter: u32,
}

/// The public half of a passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// A number of the registry of COSE.
    pub algorithm: i64,
    /// `SubjectPublicKeyInfo`, base64url.
    pub spki: String,
}

/// Which rule an answer broke; for the log.
pub type Broken = &'static str;

impl Party {
    /// The public address, if browsers make passkeys for it: they do for a name, never for a number, and only where nobody in
    /// between can change the page.
    pub fn at(public_url: &str) -> Option<Self> {
        let url = Url::parse(public_url).ok()?;
        let id = url.domain()?.to_owned();
        let locked = url.scheme() == "https" || id == "localhost";
        locked.then(|| Self { origin: url.origin().ascii_serialization(), id })
    }

    /// What a browser is asked for a new passkey: one that the authenticator keeps together with the name, for somebody it can
    /// recognise, and none where one of `known` is.
    pub fn to_make(&self, challenge: &str, user: &[u8], login: &str, name: &str, known: &[String]) -> Value {
        let known = known.iter().map(|id| json!({ "type": "public-key", "id": id }));
        json!({
            "rp": { "id": self.id, "name": NAME },
            "user": { "id": URL_SAFE_NO_PAD.encode(user), "name": login, "displayName": name },
            "challenge": challenge,
            "pubKeyCredParams": ALGORITHMS.map(|(number, ..)| json!({ "type": "public-key", "alg": number })),
            "authenticatorSelection": { "residentKey": "required", "requireResidentKey": true, "userVerification": "required" },
            "excludeCredentials": known.collect::<Vec<_>>(),
            "attestation": "none",
            "timeout": WAIT_MS,
        })
    }

    /// What a browser is asked of whoever signs in: any passkey that it has for us.
    pub fn to_use(&self, challenge: &str) -> Value {
        json!({ "rpId": self.id, "challenge": challenge, "allowCredentials": [], "userVerification": "required", "timeout": WAIT_MS })
    }

    /// The passkey that was made to answer `challenge`.
    pub fn made(&self, answer: &MadeAnswer, challenge: &str) -> Result<Made, Broken> {
        self.client(&answer.response.client, "webauthn.create", challenge)?;
        let data = bytes(&answer.response.data)?;
        let (flags, counter) = self.data(&data)?;
        // Behind the head: the model (16), the length of the name (2), the name, the key.
        let named = data.get(53..55).filter(|_| flags & NEW != 0).ok_or("no credential")?;
        let length = usize::from(u16::from_be_bytes([named[0], named[1]]));
        let name = data.get(55..55 + length).filter(|name| !name.is_empty() && name.len() <= LONGEST);
        let credential = URL_SAFE_NO_PAD.encode(name.ok_or("no name")?);
        if answer.kind != "public-key" || credential != answer.raw_id {
            return Err("another credential");
        }
        let key = Key { algorithm: answer.response.algorithm, spki: answer.response.key.clone().unwrap_or_default() };
        key.opened()?;
        Ok(Made { credential, key, counter })
    }

    /// How often a passkey was used, if that answers `challenge` and the one before was the `before`-th.
    pub fn used(&self, answer: &UsedAnswer, challenge: &str, key: &Key, before: u32) -> Result<u32, Broken> {
        let client = self.client(&answer.response.client, "webauthn.get", challenge)?;
        let mut signed = bytes(&answer.response.data)?;
        let (_, counter) = self.data(&signed)?;
        signed.extend_from_slice(&sha256_bytes(&client));
        let (algorithm, public) = key.opened()?;
        let signature = bytes(&answer.response.signature)?;
        UnparsedPublicKey::new(algorithm, public).verify(&signed, &signature).map_err(|_| "signature")?;
        // Those that are copied do not count; of those that do, two with the same number are two copies.
        if (before, counter) != (0, 0) && counter <= before {
            return Err("counter");
        }
        Ok(counter)
    }

    /// What the browser says it was about.
    fn client(&self, sent: &str, kind: &str, challenge: &str) -> Result<Vec<u8>, Broken> {
        let client = bytes(sent)?;
        let said: Client = serde_json::from_slice(&client).map_err(|_| "client data")?;
        if said.kind != kind {
            return Err("type");
        }
        if !same(&said.challenge, challenge) {
            return Err("challenge");
        }
        if said.origin != self.origin || said.cross_origin {
            return Err("origin");
        }
        Ok(client)
    }

    /// What the authenticator says: its flags, and how often it was used.
    fn data(&self, data: &[u8]) -> Result<(u8, u32), Broken> {
        let head = data.first_chunk::<37>().ok_or("authenticator data")?;
        if head[..32] != sha256_bytes(self.id.as_bytes()) {
            return Err("party");
        }
        let flags = head[32];
        if flags & PRESENT == 0 || flags & VERIFIED == 0 {
            return Err("person");
        }
        if flags & IS_COPIED != 0 && flags & MAY_BE_COPIED == 0 {
            return Err("copies");
        }
        Ok((flags, u32::from_be_bytes([head[33], head[34], head[35], head[36]])))
    }
}

type Algorithm = (i64, &'static dyn VerificationAlgorithm, fn(&[u8]) -> Option<&[u8]>);

/// What every authenticator can do one of: ES256, EdDSA, and RS256 of older Windows; each with what it takes of a public key.
const ALGORITHMS: [Algorithm; 3] = [
    (-7, &signature::ECDSA_P256_SHA256_ASN1, p256),
    (-8, &signature::ED25519, ed25519),
    (-257, &signature::RSA_PKCS1_2048_8192_SHA256, rsa),
];

impl Key {
    fn opened(&self) -> Result<(&'static dyn VerificationAlgorithm, Vec<u8>), Broken> {
        let found = ALGORITHMS.into_iter().find(|(number, ..)| *number == self.algorithm);
        let (_, algorithm, taken) = found.ok_or("algorithm")?;
        let public = bytes(&self.spki)?;
        Ok((algorithm, taken(&public).ok_or("key")?.to_vec()))
    }
}

/// The point of a key on P-256 (RFC 5480): everything before it is always the same.
fn p256(spki: &[u8]) -> Option<&[u8]> {
    const BEFORE: &[u8] =
        b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00";
    spki.strip_prefix(BEFORE).filter(|point| point.len() == 65)
}

/// The same for Ed25519 (RFC 8410).
fn ed25519(spki: &[u8]) -> Option<&[u8]> {
    spki.strip_prefix(b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00").filter(|key| key.len() == 32)
}

/// The same for RSA (RFC 8017, A.1), where only two lengths differ; from 2,048 bits on they take two bytes.
fn rsa(spki: &[u8]) -> Option<&[u8]> {
    const NAME: &[u8] = b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00";
    let inner = sized(spki, 0x30)?.strip_prefix(NAME)?;
    sized(inner, 0x03)?.strip_prefix(b"\x00")
}

/// What is in an element of this kind that fills all of `der`.
fn sized(der: &[u8], kind: u8) -> Option<&[u8]> {
    let (&[first, form, high, low], rest) = der.split_first_chunk()?;
    let length = usize::from(u16::from_be_bytes([high, low]));
    (first == kind && form == 0x82 && rest.len() == length).then_some(rest)
}

fn bytes(sent: &str) -> Result<Vec<u8>, Broken> {
    URL_SAFE_NO_PAD.decode(sent).map_err(|_| "base64url")
}

/// `RegistrationResponseJSON`, as far as it is read.
#[derive(Debug, Deserialize)]
pub struct MadeAnswer {
    #[serde(rename = "rawId")]
    raw_id: String,
    #[serde(rename = "type")]
    kind: String,
    response: MadeResponse,
}

#[derive(Debug, Deserialize)]
struct MadeResponse {
    #[serde(rename = "clientDataJSON")]
    client: String,
    #[serde(rename = "authenticatorData")]
    data: String,
    #[serde(rename = "publicKey")]
    key: Option<String>,
    #[serde(rename = "publicKeyAlgorithm")]
    algorithm: i64,
}

/// `AuthenticationResponseJSON`, as far as it is read.
#[derive(Debug, Deserialize)]
pub struct UsedAnswer {
    /// What the authenticator calls the passkey, base64url.
    #[serde(rename = "rawId")]
    pub raw_id: String,
    response: UsedResponse,
}

#[derive(Debug, Deserialize)]
struct UsedResponse {
    #[serde(rename = "clientDataJSON")]
    client: String,
    #[serde(rename = "authenticatorData")]
    data: String,
    signature: String,
    #[serde(rename = "userHandle", default)]
    user: Option<String>,
}

impl UsedAnswer {
    /// Whether it is a passkey of whom we know by this.
    pub fn is_of(&self, user: &[u8]) -> bool {
        self.response.user.as_deref().is_some_and(|said| same(said, &URL_SAFE_NO_PAD.encode(user)))
    }
}

#[derive(Debug, Deserialize)]
struct Client {
    #[serde(rename = "type")]
    kind: String,
    challenge: String,
    origin: String,
    #[serde(rename = "crossOrigin", default)]
    cross_origin: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_made_for_names_and_behind_a_lock() {
        let check = |url, expect: Option<&str>| {
            assert_eq!(Party::at(url).map(|party| party.origin).as_deref(), expect, "{url}");
        };
        check("https://hoiam.example.vn", Some("https://hoiam.example.vn"));
        check("https://hoiam.example.vn:443/", Some("https://hoiam.example.vn"));
        check("https://hoiam.example.vn:8443", Some("https://hoiam.example.vn:8443"));
        check("http://localhost:8080", Some("http://localhost:8080"));
        check("http://hoiam.example.vn", None);
        check("https://127.0.0.1:8080", None);
        check("http://[::1]:8080", None);
        check("nonsense", None);
    }

    #[test]
    fn public_keys_are_what_they_say() {
        const BEFORE: &[u8] =
            b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00";
        let p256_of = |point: &[u8]| [BEFORE, point].concat();
        assert_eq!(p256(&p256_of(&[4; 65])), Some([4; 65].as_slice()));
        assert_eq!(p256(&p256_of(&[4; 64])), None);
        assert_eq!(ed25519(&p256_of(&[4; 65])), None);
        let inner =
            [b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00\x03\x82\x01\x0f\x00".as_slice(), &[7; 270]]
                .concat();
        let whole = [b"\x30\x82\x01\x22".as_slice(), &inner].concat();
        assert_eq!(rsa(&whole), Some([7; 270].as_slice()));
        assert_eq!(rsa(&whole[..whole.len() - 1]), None);
        assert_eq!(rsa(&[]), None);
        let key = |algorithm| Key { algorithm, spki: URL_SAFE_NO_PAD.encode(p256_of(&[4; 65])) };
        assert!(key(-7).opened().is_ok());
        assert_eq!(key(-8).opened().err(), Some("key"));
        assert_eq!(key(-65_535).opened().err(), Some("algorithm"));
    }
}
