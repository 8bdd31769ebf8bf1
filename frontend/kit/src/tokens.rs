//! The design tokens as text, and the promise that they can be read: contrast by WCAG 2.2 (1.4.3, 1.4.11).

/// The style sheet `tokens.css`.
pub const CSS: &str = include_str!("../tokens.css");

#[cfg(test)]
mod tests {
    use super::CSS;
    use std::collections::BTreeMap;

    type Tokens = BTreeMap<String, String>;

    /// The declarations of the first block behind `start`.
    fn block(start: &str) -> Tokens {
        let (_, rest) = CSS.split_once(start).expect(start);
        let (body, _) = rest.split_once('}').expect("closed block");
        let body = body.rsplit_once('{').map_or(body, |(_, inner)| inner);
        body.split(';')
            .filter_map(|line| line.rsplit_once("--ha-")?.1.split_once(':'))
            .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
            .collect()
    }

    /// Relative luminance of `#rrggbb` (WCAG 2.2).
    fn luminance(colour: &str) -> f64 {
        let part = |from: usize| {
            let c = f64::from(u8::from_str_radix(&colour[from..from + 2], 16).expect(colour)) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn everything_can_be_read_in_both_schemes() {
        for (scheme, tokens) in [("light", block(":root, :host {")), ("dark", block(":root[data-scheme=\"dark\"]"))] {
            let check = |front: &str, backs: &[&str], least: f64| {
                for back in backs {
                    let got = contrast(&tokens[front], &tokens[*back]);
                    assert!(got >= least, "{scheme}: {front} on {back} is {got:.2}, wanted {least}");
                }
            };
            for ink in ["ink", "ink-2", "ink-3", "accent", "accent-strong", "good", "warn", "bad", "info"] {
                check(ink, &["bg", "surface", "sunken"], 4.5);
            }
            for colour in ["accent", "good", "warn", "bad", "info"] {
                check(colour, &[&format!("{colour}-soft")], 4.5);
                check("ink", &[&format!("{colour}-soft")], 4.5);
            }
            check("on-accent", &["accent", "accent-strong"], 4.5);
            check("line-strong", &["surface", "bg"], 3.0);
            check("focus", &["surface", "bg", "sunken"], 3.0);
        }
    }

    #[test]
    fn dark_is_dark_whoever_asks_for_it() {
        let system = block(":root:not([data-scheme=\"light\"])");
        assert!(system.len() > 20);
        assert_eq!(system, block(":root[data-scheme=\"dark\"]"));
    }
}
