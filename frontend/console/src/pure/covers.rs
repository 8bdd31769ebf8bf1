//! Boxes over a picture: drawn with a pointer, moved and stretched by keys. Places are parts of the sides of the picture, so
//! that they mean the same whatever its size on the screen.

use hoiam_shared::publish::{Cover, SIDE};

/// How far a key moves or stretches a box.
const STEP: u32 = SIDE / 50;

/// The box between two places of a picture that is so wide and high on the screen, all in dots; `None` when it is too small to
/// be meant.
pub fn drawn((x, y): (i32, i32), (to_x, to_y): (i32, i32), (width, height): (i32, i32)) -> Option<Cover> {
    let (left, right) = span(x, to_x, width)?;
    let (top, bottom) = span(y, to_y, height)?;
    Some(Cover { x: left, y: top, width: right - left, height: bottom - top })
}

/// From where to where a stroke goes on a side of so many dots.
fn span(one: i32, other: i32, long: i32) -> Option<(u32, u32)> {
    if long < 1 || (one - other).abs() < 4 {
        return None;
    }
    let place = |at: i32| u32::try_from(i64::from(at.clamp(0, long)) * i64::from(SIDE) / i64::from(long)).ok();
    let (from, to) = (place(one.min(other))?, place(one.max(other))?);
    (from < to).then_some((from, to))
}

/// The box that is added without a pointer: a fifth of each side, in the middle.
pub const fn added() -> Cover {
    Cover { x: SIDE * 2 / 5, y: SIDE * 2 / 5, width: SIDE / 5, height: SIDE / 5 }
}

/// What an arrow makes of a box: moved, or with Shift stretched; never out of the picture. `None` for other keys.
pub fn pressed(cover: Cover, key: &str, shift: bool) -> Option<Cover> {
    let Cover { x, y, width, height } = cover;
    let less = |at: u32, least: u32| at.saturating_sub(STEP).max(least);
    let more = |at: u32, most: u32| (at + STEP).min(most);
    Some(match (key, shift) {
        ("ArrowLeft", false) => Cover { x: less(x, 0), ..cover },
        ("ArrowRight", false) => Cover { x: more(x, SIDE - width), ..cover },
        ("ArrowUp", false) => Cover { y: less(y, 0), ..cover },
        ("ArrowDown", false) => Cover { y: more(y, SIDE - height), ..cover },
        ("ArrowLeft", true) => Cover { width: less(width, STEP.min(width)), ..cover },
        ("ArrowRight", true) => Cover { width: more(width, SIDE - x), ..cover },
        ("ArrowUp", true) => Cover { height: less(height, STEP.min(height)), ..cover },
        ("ArrowDown", true) => Cover { height: more(height, SIDE - y), ..cover },
        _ => return None,
    })
}

/// Where a box lies, as a style says it. In whole numbers: those with a point would bring along how they are written.
pub fn within(Cover { x, y, width, height }: Cover) -> String {
    let part = |at: u32| format!("{}.{:02}%", at / 100, at % 100);
    format!("left:{};top:{};width:{};height:{}", part(x), part(y), part(width), part(height))
}

/// A place in hundredths of a side, to be said.
pub const fn percent(at: u32) -> u32 {
    at * 100 / SIDE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stroke_is_a_box_whichever_way_it_goes() {
        let expect = Cover { x: 2_500, y: 1_000, width: 5_000, height: 8_000 };
        assert_eq!(drawn((100, 30), (300, 270), (400, 300)), Some(expect));
        assert_eq!(drawn((300, 270), (100, 30), (400, 300)), Some(expect));
        let all = drawn((-20, -20), (900, 900), (400, 300));
        assert_eq!(all, Some(Cover { x: 0, y: 0, width: SIDE, height: SIDE }));
        assert_eq!(drawn((10, 10), (11, 200), (400, 300)), None, "a click is no box");
        assert_eq!(drawn((10, 10), (90, 90), (0, 0)), None);
    }

    #[test]
    fn keys_keep_a_box_within_the_picture() {
        let mut cover = added();
        for key in ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"] {
            for shift in [false, true, false] {
                for _ in 0..200 {
                    cover = pressed(cover, key, shift).unwrap();
                    assert!(cover.fits(), "{key}: {cover:?}");
                }
            }
        }
        assert_eq!(pressed(cover, "Enter", false), None);
    }
}
