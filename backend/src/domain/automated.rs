//! How much a plain form looks as if no person had filled it in: signs that add up, none of which is enough alone but the
//! trap. What is suspected is taken like any other and read by a moderator first: people with aids for typing, and browsers
//! that fill in too much, show these signs, too.

/// Faster than a person reads the form, finds the kind and writes a sentence, in milliseconds.
const HASTE_MS: i64 = 3_000;
/// Points from which a case is suspected.
const SUSPECT: u32 = 3;

/// What was noticed of the form.
#[derive(Debug, Clone, Copy)]
pub struct Signs {
    /// Something was typed where nobody sees a field.
    pub trap: bool,
    /// Milliseconds since the form was drawn; `None` when it was not drawn here.
    pub took_ms: Option<i64>,
}

impl Signs {
    /// Whether a moderator should look first; what it says counts, too: `links`, and words that were sent just before.
    pub fn suspect(self, links: bool, repeated: bool) -> bool {
        let pace = match self.took_ms {
            Some(took_ms) if took_ms >= HASTE_MS => 0,
            Some(_) => 2,
            None => 1,
        };
        3 * u32::from(self.trap) + pace + u32::from(links) + u32::from(repeated) >= SUSPECT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_add_up() {
        let check = |trap, took_ms, links, repeated, expect| {
            assert_eq!(
                Signs { trap, took_ms }.suspect(links, repeated),
                expect,
                "{trap} {took_ms:?} {links} {repeated}"
            );
        };
        check(false, Some(60_000), false, false, false);
        check(false, Some(60_000), true, true, false);
        check(true, Some(60_000), false, false, true);
        check(false, Some(1_000), false, false, false);
        check(false, Some(1_000), true, false, true);
        check(false, Some(1_000), false, true, true);
        check(false, None, false, false, false);
        check(false, None, true, false, false);
        check(false, None, true, true, true);
    }
}
