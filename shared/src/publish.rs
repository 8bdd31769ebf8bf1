//! What of a case the public reads: its title, text and answer with stretches hidden, and pictures with places covered. A publication is never a text
//! of its own but the words of the case and the places that are hidden in them, so the server that publishes and the
//! console that previews make the same copy, and an earlier version can be made again.

use crate::Lang;
use crate::coded::coded;
use serde::{Deserialize, Serialize};

/// Stands where something is hidden: of one length, so that it does not tell how long the hidden words were.
pub const MASK: &str = "▇▇▇";

/// Most hidden stretches of one case.
pub const MARKS: usize = 500;

coded! {
    /// A text that is published.
    pub enum Part {
        /// The title.
        Title = "title",
        /// What the citizen wrote.
        Body = "body",
        /// The answer that stands.
        Answer = "answer",
    }
}

/// A stretch that is hidden. Places count characters (Unicode scalar values) from 0; `to` is the first one behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mark {
    /// In which text.
    pub part: Part,
    /// Its first character.
    pub from: u32,
    /// The first character behind it.
    pub to: u32,
}

impl Mark {
    /// It hides something and lies within a text of so many characters.
    pub fn fits(self, chars: usize) -> bool {
        self.from < self.to && self.to as usize <= chars
    }
}

/// Most pictures of one publication.
pub const PICTURES: usize = 10;

/// Most places that are covered in one picture.
pub const COVERS: usize = 60;

/// How long a side of a picture is, in the units in which places of it are told.
pub const SIDE: u32 = 10_000;

/// A place of a picture that is covered: a rectangle, from the upper left corner, in parts of its sides ([`SIDE`]), so that
/// it means the same of the picture and of every smaller one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cover {
    /// Its left side.
    pub x: u32,
    /// Its upper side.
    pub y: u32,
    /// How wide it is.
    pub width: u32,
    /// How high it is.
    pub height: u32,
}

impl Cover {
    /// It covers something and lies within the picture.
    pub fn fits(self) -> bool {
        let within = |from: u32, long: u32| long > 0 && from.checked_add(long).is_some_and(|to| to <= SIDE);
        within(self.x, self.width) && within(self.y, self.height)
    }
}

/// A picture of a case that everybody sees, with what is covered in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Picture {
    /// Number of the file within the case.
    pub file: u32,
    /// Which places are covered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<Cover>,
}

/// The same in the ledger, with the digest of what everybody sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureMade {
    /// Which, and what is covered.
    #[serde(flatten)]
    pub picture: Picture,
    /// SHA-256 (hex) of the bytes that everybody is shown.
    pub sha256: String,
}

/// The same stretches in order, each once: those that overlap or touch are one.
pub fn joined(marks: &[Mark]) -> Vec<Mark> {
    let mut sorted = marks.to_vec();
    sorted.sort_unstable();
    let mut out: Vec<Mark> = Vec::with_capacity(sorted.len());
    for mark in sorted {
        match out.last_mut() {
            Some(last) if last.part == mark.part && mark.from <= last.to => last.to = last.to.max(mark.to),
            _ => out.push(mark),
        }
    }
    out
}

/// A piece of a text: as it stands, or hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Everybody reads it.
    Open(&'t str),
    /// Nobody reads it.
    Hidden(&'t str),
}

/// A text cut at the stretches that are hidden in it, in order. Stretches behind its end count for nothing.
pub fn pieces<'t>(text: &'t str, part: Part, marks: &[Mark]) -> Vec<Piece<'t>> {
    let byte = |at: u32| text.char_indices().nth(at as usize).map_or(text.len(), |(byte, _)| byte);
    let mut out = Vec::new();
    let mut done = 0;
    for mark in joined(marks).into_iter().filter(|mark| mark.part == part) {
        let (from, to) = (byte(mark.from), byte(mark.to));
        if from > done {
            out.push(Piece::Open(&text[done..from]));
        }
        if to > from {
            out.push(Piece::Hidden(&text[from..to]));
        }
        done = to.max(done);
    }
    if done < text.len() {
        out.push(Piece::Open(&text[done..]));
    }
    out
}

/// The text as the public reads it.
pub fn redacted(text: &str, part: Part, marks: &[Mark]) -> String {
    let shown = |piece: Piece<'_>| match piece {
        Piece::Open(text) => text.to_owned(),
        Piece::Hidden(_) => MASK.to_owned(),
    };
    pieces(text, part, marks).into_iter().map(shown).collect()
}

coded! {
    /// Why a case is no longer public. The citizen reads it.
    pub enum Retraction {
        /// Something personal could still be read.
        PersonalData = "personal_data",
        /// Whoever sent it asked for that.
        Asked = "asked",
        /// It should not have been published.
        Mistake = "mistake",
        /// It is no longer right.
        Outdated = "outdated",
        /// An authority or a court ordered it.
        Ordered = "ordered",
    }
}

impl Retraction {
    /// As the citizen reads it.
    pub const fn name(self, lang: Lang) -> &'static str {
        let (vi, en) = match self {
            Self::PersonalData => {
                ("Bản công khai còn thông tin cá nhân", "Something personal could still be read in what was published")
            }
            Self::Asked => ("Theo yêu cầu của người gửi", "Whoever sent it asked for that"),
            Self::Mistake => ("Công khai nhầm", "It was published by mistake"),
            Self::Outdated => ("Nội dung không còn đúng", "It is no longer right"),
            Self::Ordered => ("Theo yêu cầu của cơ quan có thẩm quyền", "An authority ordered it"),
        };
        match lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }
}

coded! {
    /// How a case stands with the public.
    pub enum Standing {
        /// Never public: its kind is not.
        Never = "never",
        /// Whoever sent it does not want it, or was asked and did not agree.
        Refused = "refused",
        /// There is no answer yet.
        Unanswered = "unanswered",
        /// It can be published.
        Possible = "possible",
        /// Everybody can read it.
        Published = "published",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mark(from: u32, to: u32) -> Mark {
        Mark { part: Part::Body, from, to }
    }

    #[test]
    fn what_is_hidden_is_gone() {
        let check = |text: &str, marks: &[(u32, u32)], expect: &str| {
            let marks: Vec<Mark> = marks.iter().map(|(from, to)| mark(*from, *to)).collect();
            assert_eq!(redacted(text, Part::Body, &marks), expect, "{text}");
        };
        check("Gọi 0912345678 nhé", &[(4, 14)], "Gọi ▇▇▇ nhé");
        check("Gọi 0912345678 nhé", &[(9, 14), (4, 10)], "Gọi ▇▇▇ nhé");
        check("Ông An 🙂 ở đây", &[(4, 6), (7, 8)], "Ông ▇▇▇ ▇▇▇ ở đây");
        check("Ngắn", &[(2, 99), (50, 60)], "Ng▇▇▇");
        check("", &[(0, 1)], "");
        check("Nguyên vẹn", &[], "Nguyên vẹn");
    }

    proptest! {
        #[test]
        fn pieces_are_the_text_again(text in "\\PC{0,40}", marks in prop::collection::vec((0u32..50, 0u32..50), 0..6)) {
            let marks: Vec<Mark> = marks.into_iter().map(|(from, to)| mark(from, to)).filter(|m| m.from < m.to).collect();
            let whole: String = pieces(&text, Part::Body, &marks)
                .into_iter()
                .map(|piece| match piece { Piece::Open(text) | Piece::Hidden(text) => text })
                .collect();
            prop_assert_eq!(&whole, &text);
            // Every character that is marked is in a hidden piece.
            let hidden: usize = pieces(&text, Part::Body, &marks)
                .into_iter()
                .map(|piece| if let Piece::Hidden(text) = piece { text.chars().count() } else { 0 })
                .sum();
            let marked = (0..text.chars().count() as u32).filter(|at| marks.iter().any(|m| m.from <= *at && *at < m.to));
            prop_assert_eq!(hidden, marked.count());
        }
    }
}
