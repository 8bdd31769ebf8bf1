//! Bars as SVG, and the same numbers as CSV: plain texts, to be shown on a page and to be kept as files. Each shape has the
//! colour that a file needs; on a page the sheet says another, so that it follows the light.

use crate::pure::{count, scale};
use hoiam_shared::Lang;

/// Width of a bar, of what is between two groups, height of the bars, room for labels, in units of the drawing.
const BAR: i64 = 18;
const GAP: i64 = 22;
const HEIGHT: i64 = 160;
const LEFT: i64 = 52;
const TOP: i64 = 34;
const BOTTOM: i64 = 28;

/// Bars of one meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// What the sheet knows it by.
    pub class: &'static str,
    /// Its colour in a file.
    pub fill: &'static str,
    /// What it is called.
    pub name: &'static str,
}

/// A drawing of groups of bars, one bar for each series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bars {
    /// What it is.
    pub title: &'static str,
    /// What a screen reader is told of it.
    pub label: String,
    /// What stands below the groups, in a table at the head of their column.
    pub of: &'static str,
    /// The series.
    pub series: Vec<Series>,
    /// A name and a number for each series.
    pub groups: Vec<(String, Vec<i64>)>,
}

impl Bars {
    /// The drawing.
    pub fn svg(&self, lang: Lang) -> String {
        let bars = i64::try_from(self.series.len()).unwrap_or(1);
        let longest = self.groups.iter().map(|(name, _)| letters(name)).max().unwrap_or(0);
        let step = (bars * (BAR + 2) + GAP).max(longest * 7 + 12);
        let groups = i64::try_from(self.groups.len()).unwrap_or(0);
        let legend = LEFT + self.series.iter().map(|one| letters(one.name) * 8 + 36).sum::<i64>();
        let (width, height) = ((LEFT + step * groups + 8).max(legend), TOP + HEIGHT + BOTTOM);
        let top = scale(self.groups.iter().flat_map(|(_, values)| values.iter().copied()).max().unwrap_or(0));
        let y = |value: i64| TOP + HEIGHT - value * HEIGHT / top;
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\" aria-label=\"{}\" \
             viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-family=\"sans-serif\" \
             font-size=\"12\"><title>{}</title>",
            plain(&self.label),
            plain(self.title)
        );
        let lines = if top % 2 == 0 { vec![0, top / 2, top] } else { vec![0, top] };
        for value in lines {
            let (at, text) = (y(value), count(value, lang));
            out.push_str(&format!(
                "<line x1=\"{LEFT}\" x2=\"{width}\" y1=\"{at}\" y2=\"{at}\" stroke=\"#d5dbe1\"/>\
                 <text class=\"scale\" x=\"{}\" y=\"{}\" text-anchor=\"end\" fill=\"#4a5561\">{text}</text>",
                LEFT - 8,
                at + 4
            ));
        }
        let mut x = LEFT;
        for Series { class, fill, name } in &self.series {
            out.push_str(&format!(
                "<rect class=\"{class}\" x=\"{x}\" y=\"6\" width=\"12\" height=\"12\" fill=\"{fill}\"/>\
                 <text x=\"{}\" y=\"17\" fill=\"#4a5561\">{}</text>",
                x + 18,
                plain(name)
            ));
            x += letters(name) * 8 + 36;
        }
        for (group, (name, values)) in (0..).zip(&self.groups) {
            let x = LEFT + step * group + (step - bars * (BAR + 2)) / 2;
            for (n, (value, Series { class, fill, .. })) in (0..).zip(values.iter().zip(&self.series)) {
                let (at, x) = (y(*value), x + n * (BAR + 2));
                out.push_str(&format!(
                    "<rect class=\"{class}\" x=\"{x}\" y=\"{at}\" width=\"{BAR}\" height=\"{}\" fill=\"{fill}\"/>",
                    TOP + HEIGHT - at
                ));
            }
            out.push_str(&format!(
                "<text class=\"month\" x=\"{}\" y=\"{}\" text-anchor=\"middle\" fill=\"#4a5561\">{}</text>",
                LEFT + step * group + step / 2,
                TOP + HEIGHT + 18,
                plain(name)
            ));
        }
        out.push_str("</svg>");
        out
    }

    /// The numbers, with heads; as spreadsheets read it right (RFC 4180, with the mark of UTF-8).
    pub fn csv(&self) -> String {
        let heads = core::iter::once(self.of).chain(self.series.iter().map(|one| one.name));
        let mut out = format!("\u{FEFF}{}\r\n", heads.map(cell).collect::<Vec<_>>().join(","));
        for (name, values) in &self.groups {
            let numbers = values.iter().map(i64::to_string);
            out.push_str(&core::iter::once(cell(name)).chain(numbers).collect::<Vec<_>>().join(","));
            out.push_str("\r\n");
        }
        out
    }
}

/// How many characters a text has.
pub fn letters(text: &str) -> i64 {
    i64::try_from(text.chars().count()).unwrap_or(0)
}

/// A cell of a file (RFC 4180).
pub fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A text between tags or in an attribute.
pub fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bars() -> Bars {
        Bars {
            title: "Nhận & trả lời",
            label: "Cột: \"nhận\"".into(),
            of: "Tháng",
            series: vec![
                Series { class: "received", fill: "#888", name: "Nhận" },
                Series { class: "resolved", fill: "#08c", name: "Trả \"lời\"" },
            ],
            groups: vec![("10/26".into(), vec![40, 10]), ("11/26".into(), vec![0, 100])],
        }
    }

    #[test]
    fn each_number_is_as_high_as_it_is() {
        let svg = bars().svg(Lang::Vi);
        let bar = |class: &str, height: i64| {
            let bar = format!("<rect class=\"{class}\" ");
            assert!(svg.split(&bar).skip(1).any(|rest| rest.contains(&format!("height=\"{height}\" "))), "{svg}");
        };
        // The scale goes to 100.
        bar("received", 64);
        bar("resolved", 16);
        bar("received", 0);
        bar("resolved", 160);
        assert!(svg.contains("<title>Nhận &amp; trả lời</title>") && svg.contains("&quot;nhận&quot;"), "{svg}");
        assert_eq!(svg.matches("<rect").count(), 6, "four bars and two keys");
    }

    #[test]
    fn the_file_has_the_numbers() {
        assert_eq!(
            bars().csv(),
            "\u{FEFF}\"Tháng\",\"Nhận\",\"Trả \"\"lời\"\"\"\r\n\"10/26\",40,10\r\n\"11/26\",0,100\r\n"
        );
    }
}
