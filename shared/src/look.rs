//! A site's own colour made safe: whatever an administrator chooses, text in it and on it can be read (WCAG 2.2,
//! 1.4.3: 4.5 to 1) in both schemes. A colour that cannot be read is darkened or lightened, never refused.

/// A colour, red, green, blue.
type Rgb = [u8; 3];

/// The colours that a site's own colour becomes in one scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette {
    /// Buttons, links, marks.
    pub accent: String,
    /// The same under a pointer.
    pub strong: String,
    /// Behind what is chosen.
    pub soft: String,
    /// Text on the accent.
    pub on: String,
}

/// The darkest background of the light scheme, the lightest of the dark one, and text on an accent there
/// (`tokens.css`; a test of the kit holds them together).
const LIGHT_BACK: Rgb = [0xed, 0xf1, 0xef];
const DARK_BACK: Rgb = [0x17, 0x21, 0x27];
const WHITE: Rgb = [255, 255, 255];
const DARK_ON: Rgb = [0x05, 0x28, 0x2b];
/// WCAG's least contrast of text, and a little for rounding.
const LEAST: f64 = 4.55;

/// Reads `#rrggbb`.
pub fn parse(text: &str) -> Option<Rgb> {
    let hex = text.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

fn hex(colour: Rgb) -> String {
    colour.iter().fold(String::from("#"), |out, part| format!("{out}{part:02x}"))
}

/// `share` parts of 100 of `b`, the rest `a`.
fn mix(a: Rgb, b: Rgb, share: u32) -> Rgb {
    let part = |i: usize| ((u32::from(a[i]) * (100 - share) + u32::from(b[i]) * share + 50) / 100) as u8;
    [part(0), part(1), part(2)]
}

fn luminance(colour: Rgb) -> f64 {
    let linear = |part: u8| {
        let c = f64::from(part) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
}

/// The contrast of two colours, 1 to 21 (WCAG 2.2).
pub fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The light and the dark palette of a colour.
pub fn palettes(colour: Rgb) -> [Palette; 2] {
    let towards = |end: Rgb, back: Rgb, on: Rgb, soft_base: Rgb| {
        let readable = |accent: Rgb| {
            let soft = mix(soft_base, accent, 10);
            [back, on, soft].iter().all(|other| contrast(accent, *other) >= LEAST)
        };
        // At the end it is black or nearly white, which always reads.
        let share = (0..100).find(|share| readable(mix(colour, end, *share))).unwrap_or(100);
        let accent = mix(colour, end, share);
        Palette {
            accent: hex(accent),
            strong: hex(mix(accent, end, 30)),
            soft: hex(mix(soft_base, accent, 10)),
            on: hex(on),
        }
    };
    [towards([0, 0, 0], LIGHT_BACK, WHITE, WHITE), towards(WHITE, DARK_BACK, DARK_ON, DARK_BACK)]
}

/// The sheet that puts a site's colour over the tokens of launcher and widget. In forced colours the reader's win.
pub fn sheet(colour: &str) -> String {
    let Some(colour) = parse(colour) else { return String::new() };
    let [light, dark] = palettes(colour);
    let set = |p: &Palette| {
        let Palette { accent, strong, soft, on } = p;
        format!(
            "{{--ha-accent:{accent};--ha-accent-strong:{strong};--ha-accent-soft:{soft};--ha-on-accent:{on};--ha-focus:{accent}}}"
        )
    };
    let dark = set(&dark);
    format!(
        "@media (forced-colors:none){{.a,.ha{}@media (prefers-color-scheme:dark){{:host(:not([data-scheme=light])) :is(.a,.ha){dark}}}\
         :host([data-scheme=dark]) :is(.a,.ha){dark}}}",
        set(&light)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_colour_can_be_read() {
        let steps = [0u8, 51, 102, 153, 204, 255];
        for r in steps {
            for g in steps {
                for b in steps {
                    let [light, dark] = palettes([r, g, b]);
                    for (palette, backs) in
                        [(light, ["#ffffff", "#f5f7f5", "#edf1ef"]), (dark, ["#0f171b", "#172127", "#0c1317"])]
                    {
                        let colour = |text: &str| parse(text).unwrap();
                        let accent = colour(&palette.accent);
                        for back in backs.iter().copied().chain([palette.soft.as_str(), palette.on.as_str()]) {
                            let got = contrast(accent, colour(back));
                            assert!(got >= 4.5, "{r} {g} {b}: {palette:?} on {back} is {got:.2}");
                        }
                        assert!(contrast(colour(&palette.strong), colour(&palette.on)) >= 4.5, "{palette:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_readable_colour_stays_as_it_is() {
        assert_eq!(palettes([0x8a, 0x1c, 0x1c])[0].accent, "#8a1c1c");
        assert_eq!(sheet("red"), "");
        assert!(sheet("#8a1c1c").contains("--ha-accent:#8a1c1c"));
    }
}
