//! The digest that ties an event to the words beside it. One place, because the ledger, the intake and the
//! verifier must agree to the byte.

use crate::secrets::sha256_of;

/// SHA-256 in lower-case hex of title, LF, body, and where there is an address LF, address. Empty when there
/// are no words at all.
pub fn words_digest(title: &str, body: &str, address: &str) -> String {
    if title.is_empty() && body.is_empty() && address.is_empty() {
        return String::new();
    }
    let pieces = [title, "\n", body, "\n", address].map(str::as_bytes);
    sha256_of(pieces.into_iter().take(if address.is_empty() { 3 } else { 5 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_sha_256_of_title_lf_body() {
        // printf 'a\nb' | sha256sum
        assert_eq!(words_digest("a", "b", ""), "7e18f737311b2dc3b2f269dd78396b0351f14fb66efa879f768cb23181883c78");
        assert_eq!(words_digest("", "", ""), "");
        assert_ne!(words_digest("a\nb", "", ""), words_digest("a", "b", ""));
        assert_ne!(words_digest("a", "b", "c"), words_digest("a", "b", ""));
    }
}
