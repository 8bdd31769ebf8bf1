//! Places as squares of a map, coloured by a number, as SVG and as CSV: plain texts, to be shown on a page and to be kept as
//! files. The shades carry their own text colours, so the drawing reads the same in the light, in the dark and on paper.

use crate::charts::{cell, letters, plain};

/// How wide and high a square is, and how far it is to the next, in units of the drawing.
const WIDE: i64 = 108;
const HIGH: i64 = 58;
const GAP: i64 = 4;
/// The row of shades above the squares.
const KEY: i64 = 26;
/// Letters of a name that fit.
const FIT: usize = 14;
/// From light to dark: the shade and the text on it, which is at least 4.5 times lighter or darker (WCAG 2.2, 1.4.3). The first
/// is for places without a number.
const SHADES: [(&str, &str); 6] = [
    ("#f3f5f7", "#4a5561"),
    ("#dcebf3", "#17212b"),
    ("#aed2e4", "#17212b"),
    ("#74b1cf", "#17212b"),
    ("#26708f", "#ffffff"),
    ("#0a4a68", "#ffffff"),
];

/// A place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Square {
    /// Its name as far as there is room.
    pub label: String,
    /// Its whole name.
    pub name: String,
    /// From the left, 0 first.
    pub column: u32,
    /// From above.
    pub row: u32,
    /// What it is coloured by; none has no colour.
    pub value: Option<i64>,
    /// The same in words.
    pub text: String,
    /// Where it leads.
    pub href: String,
}

/// A map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Squares {
    /// What it is.
    pub title: &'static str,
    /// What a screen reader is told of it.
    pub label: String,
    /// Heads of the two columns of the file.
    pub heads: [&'static str; 2],
    /// What stands for no number.
    pub none: &'static str,
    /// The places.
    pub all: Vec<Square>,
}

impl Squares {
    /// The drawing; `said` is a number in words.
    pub fn svg(&self, said: impl Fn(i64) -> String) -> String {
        let ends = shades(self.all.iter().filter_map(|one| one.value));
        let columns = self.all.iter().map(|one| i64::from(one.column) + 1).max().unwrap_or(1).max(6);
        let rows = self.all.iter().map(|one| i64::from(one.row) + 1).max().unwrap_or(1);
        let (width, height) = (columns * (WIDE + GAP), KEY + GAP + rows * (HIGH + GAP));
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"squares\" role=\"group\" aria-label=\"{}\" \
             viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-family=\"sans-serif\" \
             font-size=\"14\" text-anchor=\"middle\">",
            plain(&self.label)
        );
        for (n, name) in (0..).zip(self.key(&ends, said)) {
            let (x, (fill, ink)) = (n * (WIDE + GAP), SHADES[shade_at(n)]);
            out.push_str(&format!(
                "<rect x=\"{x}\" y=\"0\" width=\"{WIDE}\" height=\"{}\" fill=\"{fill}\"/>\
                 <text x=\"{}\" y=\"16\" font-size=\"12\" fill=\"{ink}\">{}</text>",
                KEY - GAP,
                x + WIDE / 2,
                plain(&name)
            ));
        }
        for one in &self.all {
            let (x, y) = (i64::from(one.column) * (WIDE + GAP), KEY + GAP + i64::from(one.row) * (HIGH + GAP));
            let (fill, ink) = SHADES[one.value.map_or(0, |value| shade(&ends, value))];
            let told = plain(&format!("{}: {}", one.name, one.text));
            out.push_str(&format!(
                "<a href=\"{}\"><title>{told}</title>\
                 <rect x=\"{x}\" y=\"{y}\" width=\"{WIDE}\" height=\"{HIGH}\" rx=\"4\" fill=\"{fill}\"/>\
                 <text x=\"{middle}\" y=\"{}\" fill=\"{ink}\">{}</text>\
                 <text x=\"{middle}\" y=\"{}\" font-weight=\"700\" fill=\"{ink}\">{}</text></a>",
                plain(&one.href),
                y + 24,
                plain(&fitting(&one.label)),
                y + 44,
                plain(&one.text),
                middle = x + WIDE / 2,
            ));
        }
        out.push_str("</svg>");
        out
    }

    /// What the shades mean, the lightest first.
    fn key(&self, ends: &[i64], said: impl Fn(i64) -> String) -> Vec<String> {
        let all = || self.all.iter().filter_map(|one| one.value);
        let range = |n: usize| {
            let here = || all().filter(|value| shade(ends, *value) == n);
            match (here().min(), here().max()) {
                (Some(low), Some(high)) if low < high => format!("{} – {}", said(low), said(high)),
                (Some(low), _) => said(low),
                _ => String::new(),
            }
        };
        core::iter::once(self.none.to_owned()).chain((1..=ends.len()).map(range)).collect()
    }

    /// The numbers, with heads; as spreadsheets read it right (RFC 4180, with the mark of UTF-8).
    pub fn csv(&self) -> String {
        let [place, number] = self.heads;
        let mut out = format!("\u{FEFF}{},{}\r\n", cell(place), cell(number));
        for one in &self.all {
            out.push_str(&format!("{},{}\r\n", cell(&one.name), cell(&one.text)));
        }
        out
    }
}

/// The largest value of each shade: at most five, each with nearly as many of the values, equal values together.
fn shades(values: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut sorted: Vec<i64> = values.collect();
    sorted.sort_unstable();
    let most = SHADES.len() - 1;
    let mut ends: Vec<i64> =
        (1..=most).filter_map(|n| sorted.get((sorted.len() * n).div_ceil(most).checked_sub(1)?).copied()).collect();
    ends.dedup();
    ends
}

/// Which shade a value has, 1 first.
fn shade(ends: &[i64], value: i64) -> usize {
    (ends.partition_point(|end| *end < value) + 1).min(ends.len().max(1))
}

fn shade_at(n: i64) -> usize {
    usize::try_from(n).unwrap_or(0).min(SHADES.len() - 1)
}

fn fitting(label: &str) -> String {
    match letters(label) > FIT as i64 {
        true => format!("{}…", label.chars().take(FIT - 1).collect::<String>().trim_end()),
        false => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_have_as_many_places_each_and_equal_numbers_the_same() {
        let check = |values: &[i64], expect: &[i64]| assert_eq!(shades(values.iter().copied()), expect, "{values:?}");
        check(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], &[2, 4, 6, 8, 10]);
        check(&[7, 7, 7, 7], &[7]);
        check(&[3], &[3]);
        check(&[], &[]);
        let ends = shades([1, 2, 3, 4, 5, 6, 7, 8, 9, 900].into_iter());
        assert_eq!([1, 2, 3, 8, 9, 900].map(|value| shade(&ends, value)), [1, 1, 2, 4, 5, 5]);
    }

    #[test]
    fn each_place_stands_where_it_is_and_says_its_number() {
        let square = |name: &str, column, row, value: Option<i64>| Square {
            label: name.into(),
            name: format!("Tỉnh {name}"),
            column,
            row,
            value,
            text: value.map_or("–".into(), |n| n.to_string()),
            href: format!("/x?q=\"{name}\""),
        };
        let map = Squares {
            title: "Bản đồ",
            label: "Bản đồ & ô".into(),
            heads: ["Nơi", "Số"],
            none: "không",
            all: vec![square("Huế", 4, 6, Some(3)), square("Một nơi có tên rất dài", 0, 0, None)],
        };
        let svg = map.svg(|n| n.to_string());
        assert!(svg.contains("<title>Tỉnh Huế: 3</title>"), "{svg}");
        assert!(svg.contains(&format!("x=\"{}\" y=\"{}\"", 4 * 112, 30 + 6 * 62)), "{svg}");
        assert!(svg.contains("Một nơi có tê…") && svg.contains("&quot;Huế&quot;"), "{svg}");
        assert_eq!(
            map.csv(),
            "\u{FEFF}\"Nơi\",\"Số\"\r\n\"Tỉnh Huế\",\"3\"\r\n\"Tỉnh Một nơi có tên rất dài\",\"–\"\r\n"
        );
    }

    #[test]
    fn what_is_written_on_a_shade_can_be_read() {
        let light = |hex: &str| {
            let part = |at: usize| {
                let c = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
                if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5) + 0.05
        };
        for (fill, ink) in SHADES {
            let (a, b) = (light(fill), light(ink));
            assert!(a.max(b) / a.min(b) >= 4.5, "{ink} on {fill}: {}", a.max(b) / a.min(b));
        }
    }
}
