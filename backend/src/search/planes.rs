//! A word as sets of documents: those that have it, and how often. So it is joined like everything else, 64 documents at a time.
//! Words that a good part of all documents have are kept like this: reading their long lists took most of the time of a search
//! for everyday words.

use super::bits::Bits;
use tantivy::postings::BlockSegmentPostings;

/// One document in so many has such a word.
const SHARE: u32 = 4;
/// Shorter lists are read sooner than they are looked up; tests keep all, to try that with few.
const DOCS_FROM: u32 = if cfg!(test) { 1 } else { 10_000 };
/// Documents with more of a word are listed one by one.
const COUNTED: u32 = 3;

/// A word in the documents of a segment; three bits for each document.
#[derive(Debug)]
pub(super) struct Planes {
    docs: Bits,
    /// How often less one, as a number of two bits, up to [`COUNTED`].
    low: Bits,
    high: Bits,
    /// Documents that have it more often, and how often, in their order.
    more: Vec<(u32, u32)>,
}

impl Planes {
    /// Whether a word is to be kept, that so many of all documents have.
    pub(super) const fn keep(having: u32, documents: u32) -> bool {
        having >= DOCS_FROM && having >= documents.div_ceil(SHARE)
    }

    /// Reads the list of a word, with frequencies.
    pub(super) fn read(mut list: BlockSegmentPostings, documents: u32) -> Self {
        let none = || Bits::none(documents);
        let mut read = Self { docs: none(), low: none(), high: none(), more: Vec::new() };
        while list.block_len() > 0 {
            read.docs.add_in_order(list.docs());
            for (doc, often) in list.docs().iter().zip(list.freqs()) {
                let less_one = often.saturating_sub(1).min(COUNTED);
                if less_one & 1 != 0 {
                    read.low.add(*doc);
                }
                if less_one & 2 != 0 {
                    read.high.add(*doc);
                }
                if *often > COUNTED {
                    read.more.push((*doc, *often));
                }
            }
            list.advance();
        }
        read.more.shrink_to_fit();
        read
    }

    /// The documents that have it.
    pub(super) const fn docs(&self) -> &Bits {
        &self.docs
    }

    /// Of 64 documents those that have it once, twice, three times and more often.
    pub(super) fn by_count(&self, at: usize) -> [u64; 4] {
        let (docs, low, high) = (self.docs.word(at), self.low.word(at), self.high.word(at));
        [docs & !low & !high, low & !high, high & !low, low & high]
    }

    /// Calls with each of some documents that has it, in order: its place among these, itself, and how often it has it.
    pub(super) fn for_each(&self, among: &Bits, mut each: impl FnMut(usize, u32, u32)) {
        let (mut before, mut more) = (0, self.more.iter().peekable());
        for (at, wanted) in among.words() {
            let (low, high) = (self.low.word(at), self.high.word(at));
            let mut rest = wanted & self.docs.word(at);
            while rest != 0 {
                let bit = rest.trailing_zeros();
                let doc = at as u32 * 64 + bit;
                let mut often = 1 + (low >> bit & 1) as u32 + 2 * (high >> bit & 1) as u32;
                if often > COUNTED {
                    while more.next_if(|(of, _)| *of < doc).is_some() {}
                    often = more.peek().map_or(often, |(_, exactly)| *exactly);
                }
                let place = before + (wanted & ((1 << bit) - 1)).count_ones() as usize;
                each(place, doc, often);
                rest &= rest - 1;
            }
            before += wanted.count_ones() as usize;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tantivy::schema::{IndexRecordOption, STORED, Schema, TEXT};
    use tantivy::{Index, Term, doc};

    #[test]
    fn it_says_what_its_list_says() {
        let mut schema = Schema::builder();
        let text = schema.add_text_field("text", TEXT | STORED);
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 15_000_000).unwrap();
        let times = |n: u32| (n % 11) * u32::from(!n.is_multiple_of(3));
        for n in 0..300 {
            writer.add_document(doc!(text => format!("other {}", "word ".repeat(times(n) as usize)))).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        let reader = searcher.segment_reader(0);
        let inverted = reader.inverted_index(text).unwrap();
        let term = Term::from_field_text(text, "word");
        let list = inverted.read_block_postings(&term, IndexRecordOption::WithFreqs).unwrap().unwrap();
        let planes = Planes::read(list, 300);

        let mut among = Bits::none(300);
        (0..300).filter(|n| n % 7 != 1).for_each(|n| among.add(n));
        let mut told = Vec::new();
        planes.for_each(&among, |place, doc, often| told.push((place, doc, often)));
        let all: Vec<u32> = among.iter().collect();
        let expect = all.iter().enumerate().filter(|(_, doc)| times(**doc) > 0);
        assert_eq!(told, expect.map(|(place, doc)| (place, *doc, times(*doc))).collect::<Vec<_>>());
        assert_eq!(planes.docs().iter().collect::<Vec<_>>(), (0..300).filter(|n| times(*n) > 0).collect::<Vec<_>>());
    }

    #[test]
    fn a_word_is_kept_by_its_share() {
        assert!(Planes::keep(25, 100) && Planes::keep(100, 100));
        assert!(!Planes::keep(24, 100) && !Planes::keep(0, 0));
    }
}
