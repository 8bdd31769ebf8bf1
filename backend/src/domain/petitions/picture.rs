//! The picture that stands beside a link to a petition where people share it: what it asks for, how many have signed, whom it
//! asks. Drawn here, so that nobody who shares it calls anybody else. Slow (tens of milliseconds): for a blocking thread.

use crate::domain::error::{AppError, Result};
use ab_glyph::{Font as _, FontRef, PxScale, ScaleFont as _, point};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::petitions::Petitions as T;
use hoiam_shared::catalogue::{fill, grouped};
use image::{ExtendedColorType, ImageEncoder as _, Rgb, RgbImage};

/// As large as the great networks show it.
const SIZE: (u32, u32) = (1_200, 630);
const MARGIN: f32 = 72.0;
/// Letters of Latin and Vietnamese, of DejaVu Sans Bold; its licence stands beside it.
const FONT: &[u8] = include_bytes!("../../../data/share-font.ttf");
const GROUND: Rgb<u8> = Rgb([0x0b, 0x3d, 0x5c]);
const WORDS: Rgb<u8> = Rgb([0xff, 0xff, 0xff]);
const NUMBER: Rgb<u8> = Rgb([0xff, 0xd1, 0x66]);
const QUIET: Rgb<u8> = Rgb([0xc4, 0xd8, 0xe6]);
/// Lines of a title; one that is longer is cut.
const LINES: usize = 4;

/// Draws it; a PNG.
pub fn draw(title: &str, count: u64, agency: &str, lang: Lang) -> Result<Vec<u8>> {
    let failed = |error: &dyn std::fmt::Display| AppError::defect(format!("the picture of a petition: {error}"));
    let font = FontRef::try_from_slice(FONT).map_err(|error| failed(&error))?;
    let mut picture = RgbImage::from_pixel(SIZE.0, SIZE.1, GROUND);
    let width = SIZE.0 as f32 - 2.0 * MARGIN;
    let mut pen = Pen { picture: &mut picture, font: &font };
    let mut top = MARGIN;
    for line in lines(&font, title, 54.0, width) {
        pen.write(&line, MARGIN, top, 54.0, WORDS);
        top += 72.0;
    }
    let said = fill(T::CardCount.text(lang), &[("n", &grouped(count, lang))]);
    pen.write(&said, MARGIN, 440.0, 72.0, NUMBER);
    let to = fill(T::AskedOf.text(lang), &[("agency", agency)]);
    if let Some(line) = lines(&font, &to, 32.0, width).first() {
        pen.write(line, MARGIN, 540.0, 32.0, QUIET);
    }
    let mut png = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut png);
    encoder.write_image(picture.as_raw(), SIZE.0, SIZE.1, ExtendedColorType::Rgb8).map_err(|error| failed(&error))?;
    Ok(png)
}

/// Width of a text in dots.
fn width(font: &FontRef<'_>, text: &str, size: f32) -> f32 {
    let scaled = font.as_scaled(PxScale::from(size));
    text.chars().map(|c| scaled.h_advance(font.glyph_id(c))).sum()
}

/// A text broken into lines no wider than this; a word that is wider alone is cut, and so is what has no room.
fn lines(font: &FontRef<'_>, text: &str, size: f32, most: f32) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(font, &longer, size) <= most {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            all.push(std::mem::take(&mut line));
        }
        line = word.to_owned();
        while width(font, &line, size) > most {
            line.pop();
        }
    }
    all.push(line);
    if all.len() > LINES {
        all.truncate(LINES);
        if let Some(last) = all.last_mut() {
            while width(font, &format!("{last}…"), size) > most {
                last.pop();
            }
            last.push('…');
        }
    }
    all
}

/// Writes into a picture.
struct Pen<'p> {
    picture: &'p mut RgbImage,
    font: &'p FontRef<'p>,
}

impl Pen<'_> {
    fn write(&mut self, text: &str, left: f32, top: f32, size: f32, colour: Rgb<u8>) {
        let scaled = self.font.as_scaled(PxScale::from(size));
        let mut x = left;
        for c in text.chars() {
            let id = self.font.glyph_id(c);
            let glyph = id.with_scale_and_position(size, point(x, top + scaled.ascent()));
            x += scaled.h_advance(id);
            let Some(outline) = self.font.outline_glyph(glyph) else { continue };
            let at = outline.px_bounds().min;
            outline.draw(|dx, dy, share| {
                let (px, py) = (at.x + dx as f32, at.y + dy as f32);
                if px < 0.0 || py < 0.0 || px >= SIZE.0 as f32 || py >= SIZE.1 as f32 {
                    return;
                }
                let dot = self.picture.get_pixel_mut(px as u32, py as u32);
                let share = share.clamp(0.0, 1.0);
                for (old, new) in dot.0.iter_mut().zip(colour.0) {
                    *old = (f32::from(*old) * (1.0 - share) + f32::from(new) * share).round() as u8;
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_of_any_length_fits() {
        let font = FontRef::try_from_slice(FONT).unwrap();
        let check = |text: &str, count: usize, cut: bool| {
            let all = lines(&font, text, 54.0, 1_056.0);
            assert_eq!(all.len(), count, "{all:?}");
            assert!(all.iter().all(|line| width(&font, line, 54.0) <= 1_056.0), "{all:?}");
            assert_eq!(all.last().is_some_and(|line| line.ends_with('…')), cut, "{all:?}");
        };
        check("Lắp đèn tín hiệu", 1, false);
        check("Lắp đèn tín hiệu ở ngã tư trước Trường Tiểu học Hòa Bình", 2, false);
        check(&"kiến nghị ".repeat(40), 4, true);
        check(&"w".repeat(500), 1, false);
        check("", 1, false);
    }

    #[test]
    fn every_letter_of_vietnamese_is_there() {
        let font = FontRef::try_from_slice(FONT).unwrap();
        for c in "aàảãáạăằẳẵắặâầẩẫấậđeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ".chars()
        {
            for c in [c].into_iter().chain(c.to_uppercase()) {
                assert_ne!(font.glyph_id(c).0, 0, "{c}");
            }
        }
        let png = draw("Lắp đèn tín hiệu", 12_345, "UBND", Lang::Vi).unwrap();
        let read = image::load_from_memory(&png).unwrap();
        assert_eq!((read.width(), read.height()), SIZE);
    }
}
