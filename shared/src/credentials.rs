//! What a password must be: long enough, and not what somebody tries first. No rules of composition, which make
//! passwords worse (NIST SP 800-63B, 3.1.1.2). The same code advises while one types and decides on the server.

use crate::limits::{PASSWORD_CHARS, PASSWORD_MIN_CHARS};
use crate::text::fold;
use crate::unfit::{Unfit, Why};

/// What is tried first, folded; longer ones that hold one of these and little else are refused, too.
const COMMON: &[&str] = &[
    "password",
    "passw0rd",
    "matkhau",
    "123456789",
    "1234567890",
    "12345678",
    "qwertyuiop",
    "qwerty",
    "abcdefghij",
    "abc123",
    "iloveyou",
    "admin",
    "administrator",
    "letmein",
    "welcome",
    "vietnam",
    "hoiam",
    "111111",
    "000000",
];

/// What is wrong with a password for this login; `None` when it may be used.
pub fn password(login: &str, text: &str) -> Option<Unfit> {
    let unfit = |why, value: String| Some(Unfit::new("new", why, value));
    let chars = text.chars().count();
    if chars < PASSWORD_MIN_CHARS {
        return unfit(Why::TooShort, PASSWORD_MIN_CHARS.to_string());
    }
    if chars > PASSWORD_CHARS {
        return unfit(Why::TooLong, PASSWORD_CHARS.to_string());
    }
    let plain: String = fold::fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
    let first = text.chars().next();
    let one_letter = text.chars().all(|c| Some(c) == first);
    let login = fold::fold(login);
    let mostly = |known: &str| plain.contains(known) && plain.chars().count() < known.chars().count() + 5;
    let easy = one_letter || (login.len() > 3 && mostly(&login)) || COMMON.iter().any(|known| mostly(known));
    if easy { unfit(Why::TooEasy, String::new()) } else { None }
}

/// Whether a login can be used: what people can type anywhere, and nothing that reads as another. An address is one, so that
/// a provider's people are found by theirs.
pub fn is_login(text: &str) -> bool {
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_' | '@');
    (2..=60).contains(&text.len())
        && text.chars().all(good)
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.matches('@').count() < 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords() {
        let check = |text: &str, expect: Option<Why>| {
            assert_eq!(password("chuyenvien", text).map(|unfit| unfit.why), expect, "{text}");
        };
        check("con mèo ngủ trên mái", None);
        check("mat-khau-cua-bai-thu", None);
        check("7KQ4-M2XD-9ABC", None);
        check("ngắn", Some(Why::TooShort));
        check("Mật khẩu 123", Some(Why::TooEasy));
        check("chuyenvien1", Some(Why::TooEasy));
        check("aaaaaaaaaaaaaaa", Some(Why::TooEasy));
        check("1234567890", Some(Why::TooEasy));
        check(&"dài ".repeat(100), Some(Why::TooLong));
    }

    #[test]
    fn logins() {
        for good in ["admin", "chuyenvien.hanoi", "a-1", "x_y", "a@b.vn"] {
            assert!(is_login(good), "{good}");
        }
        for bad in ["", "a", "Admin", "chuyên viên", ".a", "a b", "a@b@c.vn", "@b.vn"] {
            assert!(!is_login(bad), "{bad}");
        }
    }
}
