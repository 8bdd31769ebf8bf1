//! How long the texts of a segment are, and which are short: what a word is worth at most depends on it.

use super::bits::Bits;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;
use tantivy::{SegmentReader, TantivyError};

/// One document in so many is a short one.
const SHORT: u32 = 4;

/// The short documents of a segment, by one of its fields.
#[derive(Debug)]
pub(super) struct Lengths {
    pub short: Bits,
    /// The shortest of the short ones and of the others, as the index writes lengths.
    pub shortest: [u8; 2],
}

/// How long the text of each document is, as the index writes it.
pub(super) fn lengths(reader: &SegmentReader, field: Field) -> Result<FieldNormReader, TantivyError> {
    let lengths = reader.fieldnorms_readers().get_field(field)?;
    Ok(lengths.unwrap_or_else(|| FieldNormReader::constant(reader.max_doc(), 1)))
}

impl Lengths {
    /// Reads those of a field.
    pub(super) fn read(reader: &SegmentReader, field: Field) -> Result<Self, TantivyError> {
        let lengths = lengths(reader, field)?;
        Ok(Self::of(reader.max_doc(), |doc| lengths.fieldnorm_id(doc)))
    }

    /// By the length of each document's text, as the index writes it: 0 where there is none.
    fn of(documents: u32, length: impl Fn(u32) -> u8) -> Self {
        let mut of_length = [0; 256];
        (0..documents).for_each(|doc| of_length[usize::from(length(doc))] += 1);
        let mut there = (1..=u8::MAX).filter(|length| of_length[usize::from(*length)] > 0);
        let enough = of_length[1..].iter().sum::<u32>().div_ceil(SHORT);
        let shortest = there.next().unwrap_or(u8::MAX);
        let mut shorter = of_length[usize::from(shortest)];
        let is_longer = |length: &u8| {
            let longer = shorter >= enough;
            shorter += of_length[usize::from(*length)];
            longer
        };
        let longer = there.find(is_longer).unwrap_or(u8::MAX);
        let mut short = Bits::none(documents);
        (0..documents).filter(|doc| length(*doc) < longer).for_each(|doc| short.add(doc));
        Self { short, shortest: [shortest, longer] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lengths: &[u8]) -> (Vec<u32>, [u8; 2]) {
        let read = Lengths::of(lengths.len() as u32, |doc| lengths[doc as usize]);
        (read.short.iter().collect(), read.shortest)
    }

    #[test]
    fn a_fourth_is_short_and_those_as_long_as_the_last_of_it() {
        assert_eq!(of(&[9, 2, 7, 3, 8, 7, 6, 9]), (vec![1, 3], [2, 6]));
        assert_eq!(of(&[5, 4, 4, 4, 9]), (vec![1, 2, 3], [4, 5]));
    }

    #[test]
    fn documents_without_a_text_do_not_count() {
        assert_eq!(of(&[0, 0, 0, 0, 6, 8, 7, 9]), (vec![0, 1, 2, 3, 4], [6, 7]));
        assert_eq!(of(&[0, 0]).1, [u8::MAX, u8::MAX]);
    }

    #[test]
    fn all_may_be_equally_long() {
        assert_eq!(of(&[3, 3, 3]), (vec![0, 1, 2], [3, u8::MAX]));
        assert_eq!(of(&[]), (vec![], [u8::MAX, u8::MAX]));
    }
}
