//! A document on paper as PDF: a title, facts, texts and tables on A4 lying across, the heads of a table on each of its pages,
//! the number of each page below. What stands where is worked out first, then drawn. Pure.

use super::error::{AppError, Result};
use super::figure_sheets::Cell;
use ab_glyph::{Font as _, FontRef};
use hoiam_shared::Lang;
use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::text::{Font, TextDirection};

/// Letters, thin and thick, with all marks of Vietnamese.
const THIN: &[u8] = include_bytes!("../../data/paper-font.ttf");
const THICK: &[u8] = include_bytes!("../../data/paper-font-bold.ttf");

/// A4 across, and what stays empty around, in points.
const WIDE: f32 = 842.0;
const HIGH: f32 = 595.0;
const EDGE: f32 = 36.0;
const WITHIN: f32 = WIDE - 2.0 * EDGE;
/// Where the last line of a page may stand.
const BOTTOM: f32 = HIGH - EDGE - 14.0;
/// From a line to the next, in sizes of its letters.
const LEADING: f32 = 1.3;
/// Of a table: what its names take of the width, when the rest are numbers, and the room within a cell.
const NAMES: f32 = 0.22;
const ROOM: f32 = 2.0;
const INK: [u8; 3] = [20, 34, 43];
const GREY: [u8; 3] = [200, 208, 206];

/// A document.
#[derive(Debug)]
pub struct Paper {
    /// In which it is written.
    pub lang: Lang,
    /// What it is called.
    pub title: String,
    /// What stands in it.
    pub parts: Vec<Part>,
}

/// A part of a document.
#[derive(Debug)]
pub enum Part {
    /// The head of what follows.
    Head(String),
    /// A paragraph.
    Text(String),
    /// Heads and rows; the first cell of a row is its name.
    Table(Vec<String>, Vec<Vec<Cell>>),
}

/// The file.
pub fn printed(paper: &Paper) -> Result<Vec<u8>> {
    let faces = Faces::new().ok_or_else(|| AppError::defect("the letters of paper cannot be read"))?;
    let pages = laid_out(paper, &faces);
    let mut document = Document::new();
    document.set_metadata(Metadata::new().title(paper.title.clone()).language(paper.lang.code().to_owned()));
    let size = PageSettings::from_wh(WIDE, HIGH).ok_or_else(|| AppError::defect("no such paper"))?;
    for (n, marks) in pages.iter().enumerate() {
        let mut page = document.start_page_with(size.clone());
        let mut surface = page.surface();
        let of = format!("{}/{}", n + 1, pages.len());
        let foot = Mark::Text {
            x: WIDE - EDGE - faces.width(&of, 8.0, false),
            y: HIGH - EDGE,
            size: 8.0,
            thick: false,
            text: of,
        };
        for mark in marks.iter().chain([&foot]) {
            let [red, green, blue] = if matches!(mark, Mark::Line { .. }) { GREY } else { INK };
            surface.set_fill(Some(Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }));
            match mark {
                Mark::Text { x, y, size, thick, text } => {
                    let font = if *thick { &faces.thick } else { &faces.thin };
                    surface.draw_text(
                        Point::from_xy(*x, *y),
                        font.clone(),
                        *size,
                        text,
                        false,
                        TextDirection::LeftToRight,
                    );
                }
                Mark::Line { y } => {
                    let mut path = PathBuilder::new();
                    if let Some(rect) = Rect::from_xywh(EDGE, *y, WITHIN, 0.5) {
                        path.push_rect(rect);
                    }
                    if let Some(path) = path.finish() {
                        surface.draw_path(&path);
                    }
                }
            }
        }
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|error| AppError::Internal(format!("{error:?}").into()))
}

/// What is drawn, from the upper left corner.
#[derive(Debug, Clone, PartialEq)]
enum Mark {
    Text { x: f32, y: f32, size: f32, thick: bool, text: String },
    Line { y: f32 },
}

/// The letters, to draw with and to measure.
struct Faces {
    thin: Font,
    thick: Font,
    thin_widths: FontRef<'static>,
    thick_widths: FontRef<'static>,
}

impl Faces {
    fn new() -> Option<Self> {
        Some(Self {
            thin: Font::new(THIN.into(), 0)?,
            thick: Font::new(THICK.into(), 0)?,
            thin_widths: FontRef::try_from_slice(THIN).ok()?,
            thick_widths: FontRef::try_from_slice(THICK).ok()?,
        })
    }

    fn width(&self, text: &str, size: f32, thick: bool) -> f32 {
        let font = if thick { &self.thick_widths } else { &self.thin_widths };
        let sum: f32 = text.chars().map(|c| font.h_advance_unscaled(font.glyph_id(c))).sum();
        sum * size / font.units_per_em().unwrap_or(2_048.0)
    }

    /// A text as lines that are no wider than this, broken between words, and within one only where it alone is wider.
    fn lines(&self, text: &str, size: f32, thick: bool, most: f32) -> Vec<String> {
        let fits = |line: &str| self.width(line, size, thick) <= most;
        let mut out = Vec::new();
        for paragraph in text.split('\n') {
            let mut line = String::new();
            for word in paragraph.split_whitespace() {
                let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
                if fits(&longer) {
                    line = longer;
                    continue;
                }
                if !line.is_empty() {
                    out.push(core::mem::take(&mut line));
                }
                for c in word.chars() {
                    line.push(c);
                    if !fits(&line) && line.chars().count() > 1 {
                        line.pop();
                        out.push(core::mem::replace(&mut line, c.to_string()));
                    }
                }
            }
            out.push(line);
        }
        out
    }
}

/// The pages as they fill up.
struct Pages<'f> {
    faces: &'f Faces,
    done: Vec<Vec<Mark>>,
    marks: Vec<Mark>,
    y: f32,
}

impl Pages<'_> {
    /// Room for what is so high and stays together; on the next page if there is none here.
    fn need(&mut self, high: f32) -> bool {
        let turned = self.y + high > BOTTOM && !self.marks.is_empty();
        if turned {
            self.done.push(core::mem::take(&mut self.marks));
            self.y = EDGE;
        }
        turned
    }

    fn paragraph(&mut self, text: &str, size: f32, thick: bool) {
        for line in self.faces.lines(text, size, thick, WITHIN) {
            self.need(size * LEADING);
            self.y += size * LEADING;
            self.marks.push(Mark::Text { x: EDGE, y: self.y, size, thick, text: line });
        }
    }

    fn table(&mut self, heads: &[String], rows: &[Vec<String>]) {
        let columns = Columns::of(heads.len());
        let head: Vec<Vec<String>> =
            heads.iter().enumerate().map(|(n, text)| self.faces.lines(text, 6.5, false, columns.within(n))).collect();
        // The heads and one row stay together.
        self.need(high(&head, 6.5) + 24.0);
        self.row(&head, 6.5, &columns);
        for row in rows {
            let cells: Vec<Vec<String>> =
                row.iter().enumerate().map(|(n, text)| self.faces.lines(text, 7.5, false, columns.within(n))).collect();
            if self.need(high(&cells, 7.5)) {
                self.row(&head, 6.5, &columns);
            }
            self.row(&cells, 7.5, &columns);
        }
    }

    /// Cells beside each other: names from the left, numbers from the right.
    fn row(&mut self, cells: &[Vec<String>], size: f32, columns: &Columns) {
        for (n, lines) in cells.iter().enumerate() {
            for (at, text) in (1_u16..).zip(lines) {
                let left = columns.left(n) + ROOM;
                let spare = columns.within(n) - self.faces.width(text, size, false);
                let x = if n == 0 { left } else { left + spare.max(0.0) };
                let y = self.y + f32::from(at) * size * LEADING;
                self.marks.push(Mark::Text { x, y, size, thick: false, text: text.clone() });
            }
        }
        self.y += high(cells, size);
        self.marks.push(Mark::Line { y: self.y - ROOM });
    }
}

fn high(cells: &[Vec<String>], size: f32) -> f32 {
    let lines = cells.iter().map(Vec::len).max().unwrap_or(1);
    f32::from(u16::try_from(lines).unwrap_or(u16::MAX)) * size * LEADING + 2.0 * ROOM
}

/// Where the cells of a table stand.
struct Columns {
    name: f32,
    number: f32,
}

impl Columns {
    fn of(count: usize) -> Self {
        let rest = f32::from(u16::try_from(count.saturating_sub(1)).unwrap_or(1).max(1));
        // Few numbers do not drift apart from their names.
        let number = (WITHIN * (1.0 - NAMES) / rest).min(120.0);
        Self { name: WITHIN - number * rest, number }
    }

    fn left(&self, n: usize) -> f32 {
        let before = f32::from(u16::try_from(n.saturating_sub(1)).unwrap_or(u16::MAX));
        EDGE + if n == 0 { 0.0 } else { self.name + before * self.number }
    }

    fn within(&self, n: usize) -> f32 {
        (if n == 0 { self.name } else { self.number }) - 2.0 * ROOM
    }
}

fn laid_out(paper: &Paper, faces: &Faces) -> Vec<Vec<Mark>> {
    let mut pages = Pages { faces, done: Vec::new(), marks: Vec::new(), y: EDGE };
    pages.paragraph(&paper.title, 16.0, true);
    for part in &paper.parts {
        match part {
            Part::Head(text) => {
                // Not alone at the end of a page.
                pages.need(70.0);
                pages.y += 10.0;
                pages.paragraph(text, 11.0, true);
                pages.y += 2.0;
            }
            Part::Text(text) => {
                pages.y += 2.0;
                pages.paragraph(text, 8.5, false);
            }
            Part::Table(heads, rows) => {
                pages.y += 4.0;
                let said: Vec<Vec<String>> =
                    rows.iter().map(|row| row.iter().map(|cell| said(cell, paper.lang)).collect()).collect();
                pages.table(heads, &said);
            }
        }
    }
    pages.done.push(pages.marks);
    pages.done
}

/// A cell as people write it.
fn said(cell: &Cell, lang: Lang) -> String {
    let decimal = |text: String| if lang == Lang::Vi { text.replace('.', ",") } else { text };
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Count(n) => hoiam_shared::catalogue::grouped(u64::try_from(*n).unwrap_or_default(), lang),
        Cell::Share(share) => decimal(format!("{:.1}%", share * 100.0)),
        Cell::Number(number) => decimal(format!("{number:.1}")),
        Cell::Day((year, month, day)) => match lang {
            Lang::Vi => format!("{day:02}/{month:02}/{year}"),
            Lang::En => format!("{year:04}-{month:02}-{day:02}"),
        },
        Cell::Nothing => "–".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_fit() {
        let faces = Faces::new().unwrap();
        let text = "Ủy ban nhân dân Thành phố Hồ Chí Minh, Sở Nông nghiệp và Môi trường";
        let lines = faces.lines(text, 8.0, false, 90.0);
        assert!(lines.len() > 2 && lines.iter().all(|line| faces.width(line, 8.0, false) <= 90.0), "{lines:?}");
        assert_eq!(lines.join(" "), text);
        let long = faces.lines("Donaudampfschifffahrtsgesellschaft", 8.0, false, 40.0);
        assert!(long.len() > 1 && long.iter().all(|line| faces.width(line, 8.0, false) <= 40.0), "{long:?}");
        assert_eq!(faces.lines("a\n\nb", 8.0, false, 40.0), ["a", "", "b"]);
        // Each letter of both languages is there.
        let letters = "ỀềỗỡƯƠđĐẳỵỹÂăéè–“”…";
        for c in letters.chars() {
            assert_ne!(faces.thin_widths.glyph_id(c).0, 0, "{c}");
            assert_ne!(faces.thick_widths.glyph_id(c).0, 0, "{c}");
        }
    }

    #[test]
    fn a_long_table_has_its_heads_on_each_page_and_nothing_beyond_the_edge() {
        let faces = Faces::new().unwrap();
        let heads: Vec<String> = (0..18).map(|n| format!("Chỉ tiêu số {n}")).collect();
        let row = |n: i64| {
            let mut row = vec![Cell::Text(format!("Ủy ban nhân dân xã số {n}, tỉnh có tên rất dài để xuống dòng"))];
            row.extend((0..17).map(|m| Cell::Count(n * 1_000 + m)));
            row
        };
        let paper = Paper {
            lang: Lang::Vi,
            title: "Báo cáo".into(),
            parts: vec![Part::Table(heads, (0..120).map(row).collect())],
        };
        let pages = laid_out(&paper, &faces);
        assert!(pages.len() > 2, "{}", pages.len());
        for page in &pages {
            let texts = page.iter().filter_map(|mark| match mark {
                Mark::Text { x, y, size, thick, text } => {
                    Some((*x, *y, faces.width(text, *size, *thick), text.as_str()))
                }
                Mark::Line { .. } => None,
            });
            let all: Vec<_> = texts.collect();
            assert!(all.iter().any(|(.., text)| text.starts_with("Chỉ")), "heads on each page");
            assert!(all.iter().all(|(x, y, wide, _)| *x >= EDGE && x + wide <= WIDE - EDGE + 0.1 && *y <= BOTTOM));
        }
        assert!(pages.iter().flatten().any(|mark| matches!(mark, Mark::Text { text, .. } if text == "119.016")));
    }
}
