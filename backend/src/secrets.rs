//! Keys of an installation and what is made with them: tracking codes, citizens' secrets, sealed contacts,
//! password and session hashes. One master key (a file of 32 bytes, or the environment) from which the others
//! are derived, so that there is one thing to back up and one thing to guard.

use crate::outside::Random;
use crate::seals::{self, For, Seals, Unopened};
use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use p256::ecdsa::SigningKey;
use p256::ecdsa::signature::Signer as _;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use ring::{digest, hmac};
use subtle::ConstantTimeEq;

/// Keys derived from the master key.
#[derive(Clone)]
pub struct Keys {
    codes: u64,
    secrets: [u8; 32],
    clients: [u8; 32],
    stops: [u8; 32],
    devices: [u8; 32],
    signers: [u8; 32],
    away: [u8; 32],
    second: [u8; 32],
    signing: std::sync::Arc<Ed25519KeyPair>,
    knocks: SigningKey,
    id: String,
    seals: Seals,
}

/// The key that knocks at devices: the first digest that is a key of this curve, as all but one in four thousand million are.
fn knocking(master: &[u8; 32]) -> SigningKey {
    (0..=u8::MAX)
        .find_map(|turn| SigningKey::from_slice(&mac(master, &[b"knocks at devices", &[turn]])).ok())
        .expect("one of them is a key")
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keys").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Keys {
    /// Derives all keys from the master key, which also seals.
    pub fn derive(master: &[u8; 32]) -> Self {
        Self::with(master, Seals::of(&[*master], None))
    }

    /// Derives all keys from the master key, but those that seal.
    pub fn with(master: &[u8; 32], seals: Seals) -> Self {
        let codes = mac(master, &[b"tracking codes"]);
        let id = seals::name_of(master);
        Self {
            codes: u64::from_le_bytes([codes[0], codes[1], codes[2], codes[3], codes[4], codes[5], codes[6], codes[7]]),
            secrets: mac(master, &[b"citizens' secrets"]),
            clients: mac(master, &[b"network addresses"]),
            stops: mac(master, &[b"links that stop letters"]),
            devices: mac(master, &[b"browsers that are known"]),
            signers: mac(master, &[b"people who sign petitions"]),
            away: mac(master, &[b"people away at a provider"]),
            second: mac(master, &[b"second steps of signing in"]),
            signing: std::sync::Arc::new(
                Ed25519KeyPair::from_seed_unchecked(&mac(master, &[b"signatures"])).expect("32 bytes are a seed"),
            ),
            knocks: knocking(master),
            id,
            seals,
        }
    }

    /// What seals.
    pub const fn seals(&self) -> &Seals {
        &self.seals
    }

    /// The name in which heads and receipts are signed. It goes with the key: an installation may move to another address.
    pub fn signer(&self) -> String {
        format!("hoiam-{}", self.id)
    }

    /// The public half of the key that signs heads and receipts.
    pub fn public_key(&self) -> &[u8] {
        self.signing.public_key().as_ref()
    }

    /// An Ed25519 signature. The same text always has the same one.
    pub fn sign(&self, text: &[u8]) -> Vec<u8> {
        self.signing.sign(text).as_ref().to_vec()
    }

    /// Signs a knock at a citizen's device (ECDSA with P-256 and SHA-256, as `r` and `s`).
    pub fn knock(&self, text: &[u8]) -> Vec<u8> {
        let signature: p256::ecdsa::Signature = self.knocks.sign(text);
        signature.to_bytes().to_vec()
    }

    /// Who knocks: the public half, as browsers take it.
    pub fn knocker(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.knocks.verifying_key().to_sec1_point(false).as_bytes())
    }

    /// The key of the permutation behind tracking codes.
    pub const fn codes(&self) -> u64 {
        self.codes
    }

    /// The citizen's secret for a case, as shown once: three groups of four symbols, 60 bits. Derived, so that
    /// a retried submission can be given the same one though only its hash is stored.
    pub fn secret_of(&self, code: &str) -> String {
        const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let bytes = mac(&self.secrets, &[code.as_bytes()]);
        let mut out = String::with_capacity(14);
        for (i, byte) in bytes[..12].iter().enumerate() {
            if i > 0 && i % 4 == 0 {
                out.push('-');
            }
            out.push(char::from(ALPHABET[usize::from(byte & 31)]));
        }
        out
    }

    /// A network address as it may be stored for a while: told apart, but not read back without the key.
    pub fn client_of(&self, address: &str) -> String {
        hex(&mac(&self.clients, &[address.as_bytes()])[..16])
    }

    /// Seals text for the case it belongs to: it cannot be opened for another.
    pub fn seal(&self, random: &dyn Random, case: i64, text: &str) -> (String, String) {
        self.seals.seal(For::Contacts, random, &case.to_le_bytes(), text)
    }

    /// Opens what [`Self::seal`] sealed.
    pub fn open(&self, case: i64, key_id: &str, sealed: &str) -> Result<String, Unopened> {
        self.seals.open(For::Contacts, &case.to_le_bytes(), key_id, sealed)
    }

    /// Seals something that notices need for the row it belongs to: an address of staff (`staff:3`), the secret of an
    /// endpoint (`endpoint:5`). It cannot be opened for another.
    pub fn seal_notice(&self, random: &dyn Random, row: &str, text: &str) -> (String, String) {
        self.seals.seal(For::Notices, random, row.as_bytes(), text)
    }

    /// Opens what [`Self::seal_notice`] sealed.
    pub fn open_notice(&self, row: &str, key_id: &str, sealed: &str) -> Result<String, Unopened> {
        self.seals.open(For::Notices, row.as_bytes(), key_id, sealed)
    }

    /// The name in a link that stops letters to a recipient, `citizen:12` or `staff:3`: whoever has the link may stop
    /// them, and nobody can make up another.
    pub fn stop_token(&self, recipient: &str) -> String {
        let signed = mac(&self.stops, &[recipient.as_bytes()]);
        format!("{}.{}", recipient.replace(':', "-"), URL_SAFE_NO_PAD.encode(&signed[..16]))
    }

    /// The recipient that a link names, if it was made here.
    pub fn stopped_by(&self, token: &str) -> Option<String> {
        let recipient = token.split_once('.')?.0.replacen('-', ":", 1);
        same(&self.stop_token(&recipient), token).then_some(recipient)
    }
}

impl Keys {
    /// A login as it may be stored beside tries that failed: told apart, but not read back without the key.
    pub fn login_of(&self, login: &str) -> String {
        hex(&mac(&self.devices, &[b"login", &[0], login.as_bytes()])[..16])
    }

    /// What a browser is given in which a person has signed in: it says that it was there, and opens nothing.
    pub fn device_token(&self, random: &dyn Random, login: &str) -> String {
        let mut nonce = [0u8; 12];
        random.fill(&mut nonce);
        let nonce = hex(&nonce);
        let signed = mac(&self.devices, &[b"device", &[0], nonce.as_bytes(), &[0], login.as_bytes()]);
        format!("{nonce}.{}", URL_SAFE_NO_PAD.encode(&signed[..16]))
    }

    /// The key under which a form is sent once; it says when the form was drawn, and nobody can make up another.
    pub fn form_token(&self, random: &dyn Random, drawn_ms: i64) -> String {
        let mut nonce = [0u8; 12];
        random.fill(&mut nonce);
        self.form_signed(&format!("{}.{drawn_ms}", hex(&nonce)))
    }

    /// When a form was drawn, if it was drawn here.
    pub fn form_drawn(&self, token: &str) -> Option<i64> {
        let (said, _) = token.rsplit_once('.')?;
        let drawn_ms = said.split_once('.')?.1.parse().ok()?;
        same(&self.form_signed(said), token).then_some(drawn_ms)
    }

    /// The signature of what is asked of a filing through a site before it is taken.
    pub fn toll(&self, site: &str, filing: &str, said: &str) -> String {
        let signed =
            mac(&self.devices, &[b"toll", &[0], site.as_bytes(), &[0], said.as_bytes(), &[0], filing.as_bytes()]);
        URL_SAFE_NO_PAD.encode(&signed[..16])
    }

    fn form_signed(&self, said: &str) -> String {
        let signed = mac(&self.devices, &[b"form", &[0], said.as_bytes()]);
        format!("{said}.{}", URL_SAFE_NO_PAD.encode(&signed[..16]))
    }

    /// The name of the browser, if it was given this for this login.
    pub fn device_of<'t>(&self, login: &str, token: &'t str) -> Option<&'t str> {
        let (nonce, signed) = token.split_once('.')?;
        let made = mac(&self.devices, &[b"device", &[0], nonce.as_bytes(), &[0], login.as_bytes()]);
        same(&URL_SAFE_NO_PAD.encode(&made[..16]), signed).then_some(nonce)
    }
}

impl Keys {
    /// An address as it stands in the list of those who signed a petition: the same for the same address, told apart from
    /// that of any other petition, and not read back without the key.
    pub fn signer_of(&self, petition: i64, identity: &str) -> String {
        hex(&mac(&self.signers, &[b"identity", &[0], &petition.to_le_bytes(), identity.as_bytes()])[..16])
    }

    /// A block of network addresses as moderators see it: told apart within a petition, not read back.
    pub fn network_of(&self, petition: i64, block: &str) -> String {
        hex(&mac(&self.signers, &[b"network", &[0], &petition.to_le_bytes(), block.as_bytes()])[..6])
    }

    /// The name in a letter by which whoever signed can confirm or withdraw: nobody can make up another.
    pub fn signature_token(&self, id: i64) -> String {
        let signed = mac(&self.signers, &[b"token", &[0], &id.to_le_bytes()]);
        format!("{id}.{}", URL_SAFE_NO_PAD.encode(&signed[..16]))
    }

    /// The signature that a name was made for.
    pub fn signature_named(&self, token: &str) -> Option<i64> {
        let id = token.split_once('.')?.0.parse().ok()?;
        same(&self.signature_token(id), token).then_some(id)
    }

    /// The six digits of the `asked`-th letter to whoever signed.
    pub fn signature_code(&self, id: i64, asked: i64) -> String {
        let signed = mac(&self.signers, &[b"code", &[0], &id.to_le_bytes(), &asked.to_le_bytes()]);
        let number = u32::from_le_bytes([signed[0], signed[1], signed[2], signed[3]]) % 1_000_000;
        format!("{number:06}")
    }

    /// Seals something about those who sign, for the place it belongs to: `signature:5`. It cannot be opened for another.
    pub fn seal_signer(&self, random: &dyn Random, place: &str, text: &str) -> (String, String) {
        self.seals.seal(For::Signers, random, place.as_bytes(), text)
    }

    /// Opens what [`Self::seal_signer`] sealed.
    pub fn open_signer(&self, place: &str, key_id: &str, sealed: &str) -> Result<String, Unopened> {
        self.seals.open(For::Signers, place.as_bytes(), key_id, sealed)
    }
}

impl Keys {
    /// Seals what a browser keeps while its person is away, at an identity provider or reading a letter; for one purpose.
    pub fn seal_away(&self, random: &dyn Random, place: &str, text: &str) -> String {
        seals::seal(&self.away, random, place.as_bytes(), text)
    }

    /// Opens what [`Self::seal_away`] sealed.
    pub fn open_away(&self, place: &str, sealed: &str) -> Result<String, Unopened> {
        seals::open(&self.away, place.as_bytes(), sealed)
    }
}

impl Keys {
    /// Seals the secret that a person's authenticator has, too, for that person.
    pub fn seal_second(&self, random: &dyn Random, user: i64, text: &str) -> (String, String) {
        self.seals.seal(For::SecondSteps, random, &user.to_le_bytes(), text)
    }

    /// Opens what [`Self::seal_second`] sealed.
    pub fn open_second(&self, user: i64, key_id: &str, sealed: &str) -> Result<String, Unopened> {
        self.seals.open(For::SecondSteps, &user.to_le_bytes(), key_id, sealed)
    }

    /// What the passkeys of a person are made for.
    pub fn passkeys_of(&self, user: i64) -> [u8; 16] {
        let made = mac(&self.second, &[b"passkeys", &[0], &user.to_le_bytes()]);
        *made.first_chunk().expect("32 bytes have 16")
    }

    /// A code for whoever has lost the authenticator as it is kept: however it is typed, and nothing to guess at without the key.
    pub fn recovery_of(&self, user: i64, typed: &str) -> String {
        hex(&mac(&self.second, &[b"recovery", &[0], &user.to_le_bytes(), plain(typed).as_bytes()])[..16])
    }
}

pub(crate) fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, key));
    for part in parts {
        mac.update(part);
    }
    bytes32(mac.sign().as_ref())
}

fn bytes32(of: &[u8]) -> [u8; 32] {
    of.try_into().expect("SHA-256 gives 32 bytes")
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut digits = vec![0; bytes.len() * 2];
    for (pair, byte) in digits.chunks_exact_mut(2).zip(bytes) {
        pair.copy_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    }
    String::from_utf8(digits).expect("digits are ASCII")
}

/// SHA-256 of some text, hex.
pub fn sha256_hex(text: &str) -> String {
    hex(&sha256_bytes(text.as_bytes()))
}

/// SHA-256 of some bytes.
pub fn sha256_bytes(bytes: &[u8]) -> [u8; 32] {
    sha256_pieces([bytes])
}

/// SHA-256 of pieces as if they stood in a row.
pub fn sha256_pieces<'p>(pieces: impl IntoIterator<Item = &'p [u8]>) -> [u8; 32] {
    let mut hash = digest::Context::new(&digest::SHA256);
    pieces.into_iter().for_each(|piece| hash.update(piece));
    bytes32(hash.finish().as_ref())
}

/// The same, hex.
pub fn sha256_of<'p>(pieces: impl IntoIterator<Item = &'p [u8]>) -> String {
    hex(&sha256_pieces(pieces))
}

/// The citizen's secret as typed: case, dashes and look-alikes do not matter.
pub fn secret_hash(typed: &str) -> String {
    sha256_hex(&plain(typed))
}

/// What was typed of symbols that are read out and copied by hand.
fn plain(typed: &str) -> String {
    typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            'U' => 'V',
            other => other,
        })
        .collect()
}

/// Compares two texts in a time that does not tell where they differ.
pub fn same(a: &str, b: &str) -> bool {
    a.as_bytes().ct_eq(b.as_bytes()).into()
}

/// A token nobody can guess: 256 bits, URL-safe.
pub fn token(random: &dyn Random) -> String {
    let mut bytes = [0u8; 32];
    random.fill(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A password that somebody reads out to somebody else: four groups of four symbols, 80 bits.
pub fn one_time_password(random: &dyn Random) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut bytes = [0u8; 16];
    random.fill(&mut bytes);
    let symbols: Vec<char> = bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect();
    symbols.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// A code for whoever has lost the authenticator: two groups of five symbols, 50 bits.
pub fn recovery_code(random: &dyn Random) -> String {
    let password = one_time_password(random).replace('-', "");
    format!("{}-{}", &password[..5], &password[5..10])
}

/// A short name that nobody has yet and that opens nothing: 64 bits.
pub fn handle(random: &dyn Random) -> String {
    let mut bytes = [0u8; 8];
    random.fill(&mut bytes);
    hex(&bytes)
}

/// A new secret for an endpoint, as the Standard Webhooks specification writes it.
pub fn webhook_secret(random: &dyn Random) -> String {
    let mut bytes = [0u8; 32];
    random.fill(&mut bytes);
    format!("whsec_{}", STANDARD.encode(bytes))
}

/// The signature of a post by the Standard Webhooks specification (v1: HMAC-SHA256 over name, timestamp and body);
/// `None` for what is no secret.
pub fn sign_webhook(secret: &str, id: &str, timestamp: &str, body: &str) -> Option<String> {
    let key = STANDARD.decode(secret.strip_prefix("whsec_")?).ok()?;
    let signed = mac(&key, &[id, ".", timestamp, ".", body].map(str::as_bytes));
    Some(format!("v1,{}", STANDARD.encode(signed)))
}

/// Argon2id with the crate's defaults (OWASP's minimum), as a PHC string. Takes about 50 ms: call it on a
/// blocking thread.
pub fn password_hash(random: &dyn Random, password: &str) -> String {
    let mut salt = [0u8; 16];
    random.fill(&mut salt);
    Argon2::default()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .expect("default parameters and a salt of 16 bytes are within Argon2's limits")
}

/// Whether the password belongs to the hash. Slow by design: call it on a blocking thread.
pub fn password_matches(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outside::SeededRandom;

    #[test]
    fn what_is_sealed_opens_for_its_case_only() {
        let keys = Keys::derive(&[7; 32]);
        let (id, sealed) = keys.seal(&SeededRandom::new(1), 12, "Nguyễn Văn An");
        assert!(!sealed.contains("An"));
        assert_eq!(keys.open(12, &id, &sealed).as_deref(), Ok("Nguyễn Văn An"));
        assert_eq!(keys.open(13, &id, &sealed), Err(Unopened));
        assert_eq!(Keys::derive(&[8; 32]).open(12, &id, &sealed), Err(Unopened));
        assert_eq!(keys.open(12, &id, "nonsense"), Err(Unopened));
    }

    #[test]
    fn what_notices_need_opens_for_its_row_only() {
        let keys = Keys::derive(&[7; 32]);
        let (id, sealed) = keys.seal_notice(&SeededRandom::new(1), "staff:3", "a@example.vn");
        assert_eq!(keys.open_notice("staff:3", &id, &sealed).as_deref(), Ok("a@example.vn"));
        assert_eq!(keys.open_notice("staff:4", &id, &sealed), Err(Unopened));
        assert_eq!(keys.open(3, &id, &sealed), Err(Unopened));
    }

    #[test]
    fn a_link_stops_the_letters_of_whom_it_was_made_for() {
        let keys = Keys::derive(&[7; 32]);
        let token = keys.stop_token("citizen:12");
        assert!(token.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.')), "{token}");
        assert_eq!(keys.stopped_by(&token).as_deref(), Some("citizen:12"));
        assert_eq!(keys.stopped_by(&token.replace("12", "13")), None);
        assert_eq!(Keys::derive(&[8; 32]).stopped_by(&token), None);
        assert_eq!(keys.stopped_by("nonsense"), None);
    }

    #[test]
    fn a_form_says_when_it_was_drawn() {
        let keys = Keys::derive(&[7; 32]);
        let token = keys.form_token(&SeededRandom::new(1), 1_794_794_400_000);
        assert_eq!(keys.form_drawn(&token), Some(1_794_794_400_000));
        for wrong in ["", "t1", "a.b.c", &token.replace("1794", "1793"), &format!("{token}x")] {
            assert_eq!(keys.form_drawn(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_browser_is_known_for_whom_it_was_given() {
        let keys = Keys::derive(&[7; 32]);
        let token = keys.device_token(&SeededRandom::new(1), "admin");
        assert!(token.starts_with(keys.device_of("admin", &token).unwrap()));
        assert_eq!(keys.device_of("admin2", &token), None);
        assert_eq!(Keys::derive(&[8; 32]).device_of("admin", &token), None);
        assert_eq!(keys.device_of("admin", "nonsense"), None);
        assert_ne!(keys.login_of("admin"), keys.login_of("admin2"));
        assert_eq!(one_time_password(&SeededRandom::new(1)).len(), 19);
    }

    #[test]
    fn a_signature_is_named_for_whoever_made_it() {
        let keys = Keys::derive(&[7; 32]);
        assert_eq!(keys.signature_named(&keys.signature_token(42)), Some(42));
        assert_eq!(keys.signature_named(&keys.signature_token(42).replace("42.", "43.")), None);
        assert_eq!(keys.signature_named("nonsense"), None);
        assert_ne!(keys.signer_of(1, "a@b.vn"), keys.signer_of(2, "a@b.vn"), "petitions cannot be joined by it");
        assert_eq!(keys.signature_code(42, 1).len(), 6);
        assert_ne!(keys.signature_code(42, 1), keys.signature_code(42, 2));
        let (id, sealed) = keys.seal_signer(&SeededRandom::new(1), "signature:5", "An");
        assert_eq!(keys.open_signer("signature:5", &id, &sealed).as_deref(), Ok("An"));
        assert_eq!(keys.open_signer("signature:6", &id, &sealed), Err(Unopened));
    }

    #[test]
    fn a_webhook_is_signed_as_the_specification_says() {
        // The example of the Standard Webhooks specification.
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let signed = sign_webhook(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", r#"{"test": 2432232314}"#);
        assert_eq!(signed.as_deref(), Some("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
        assert_eq!(sign_webhook("geheim", "a", "1", ""), None);
        assert!(webhook_secret(&SeededRandom::new(1)).starts_with("whsec_"));
    }

    #[test]
    fn a_secret_is_read_as_people_type_it() {
        let secret = Keys::derive(&[7; 32]).secret_of("HA-26-7KQ4M-2XD9");
        assert_eq!(secret.len(), 14);
        assert_eq!(secret_hash(&secret), secret_hash(&secret.to_lowercase().replace('-', " ").replace('0', "o")));
        assert_ne!(secret_hash(&secret), secret_hash("0000-0000-0000"));
    }

    #[test]
    fn passwords() {
        let hash = password_hash(&SeededRandom::new(3), "mật khẩu dài");
        assert!(hash.starts_with("$argon2id$"));
        assert!(password_matches("mật khẩu dài", &hash));
        assert!(!password_matches("mat khau dai", &hash));
        assert!(!password_matches("", "nonsense"));
    }
}
