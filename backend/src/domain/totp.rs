//! Codes that change every half minute (RFC 6238 over RFC 4226: SHA-1, six digits), which is what every authenticator speaks.
//! Pure. SHA-1 is what the devices know; what breaks it elsewhere (collisions) is of no use against a keyed digest.

use crate::secrets::same;
use ring::hmac;

/// How long a code is shown, in milliseconds.
const STEP_MS: i64 = 30_000;

fn code(secret: &[u8], step: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let digest = hmac::sign(&key, &step.to_be_bytes());
    let digest = digest.as_ref();
    let at = usize::from(digest[digest.len() - 1] & 15);
    let number = u32::from_be_bytes([digest[at] & 0x7f, digest[at + 1], digest[at + 2], digest[at + 3]]);
    format!("{:06}", number % 1_000_000)
}

/// The time step of a typed code: the present one, or one beside it, since clocks differ and people are slow.
pub fn step_of(secret: &[u8], typed: &str, now_ms: i64) -> Option<i64> {
    let now = now_ms.div_euclid(STEP_MS);
    [now, now - 1, now + 1].into_iter().find(|step| same(&code(secret, *step), typed))
}

/// As a person types it into a device that has no camera (RFC 4648, base 32 without filling).
pub fn base32(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut out = String::new();
    for chunk in bytes.chunks(5) {
        let mut all = [0u8; 8];
        all[3..3 + chunk.len()].copy_from_slice(chunk);
        let bits = u64::from_be_bytes(all);
        let symbols = (chunk.len() * 8).div_ceil(5);
        out.extend((0..symbols).map(|n| char::from(ALPHABET[(bits >> (35 - 5 * n) & 31) as usize])));
    }
    out
}

/// As a device reads it from a picture (`otpauth`, the form that all of them know).
pub fn address(service: &str, login: &str, secret: &[u8]) -> String {
    let encoded = |text: &str| -> String {
        let one = |b: u8| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") };
        text.bytes().map(one).collect()
    };
    let (service, login, secret) = (encoded(service), encoded(login), base32(secret));
    format!("otpauth://totp/{service}:{login}?secret={secret}&issuer={service}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, the last six digits of those for SHA-1.
        let secret = b"12345678901234567890";
        let check = |seconds: i64, expect: &str| assert_eq!(code(secret, seconds / 30), expect, "{seconds}");
        check(59, "287082");
        check(1_111_111_109, "081804");
        check(1_111_111_111, "050471");
        check(1_234_567_890, "005924");
        check(2_000_000_000, "279037");
        check(20_000_000_000, "353130");
    }

    #[test]
    fn a_code_is_good_for_its_time_and_a_little_beside_it() {
        let (secret, shown_ms) = (b"12345678901234567890", 1_111_111_111_000);
        let check = |seconds: i64, expect: bool| {
            assert_eq!(step_of(secret, "050471", shown_ms + seconds * 1000).is_some(), expect, "{seconds}");
        };
        check(0, true);
        check(40, true);
        check(-30, true);
        check(61, false);
        check(-62, false);
        assert_eq!(step_of(secret, "", shown_ms), None);
    }

    #[test]
    fn secrets_are_written_as_devices_read_them() {
        // RFC 4648, 10.
        for (bytes, expect) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(base32(bytes.as_bytes()), expect, "{bytes}");
        }
        assert_eq!(
            address("Hồi Âm", "a.b@c.vn", b"foobar"),
            "otpauth://totp/H%E1%BB%93i%20%C3%82m:a%2Eb%40c%2Evn?secret=MZXW6YTBOI&issuer=H%E1%BB%93i%20%C3%82m"
        );
    }
}
