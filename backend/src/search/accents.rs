//! Reading unaccented words with the marks that people here write with them: a bigram model of syllables, trained
//! from the installation's own text by a job, a few megabytes, kept in one file.
//!
//! The search over readings ([`restore`]) does not care where its counts come from: from a trained model, or from
//! the index itself while there is none.

use hoiam_shared::text::plan::Wanted;
use hoiam_shared::text::{Token, Word, syllable, tokens};
use std::collections::HashMap;
use std::io::{Error, ErrorKind, Result};
use std::path::Path;

/// Readings of one word that are followed up, the most frequent.
const FOLLOWED: usize = 10;
/// How many sightings of a word the habits of all words weigh as much as.
const PRIOR: f64 = 0.5;
/// Sightings that a reading has for being possible at all.
const POSSIBLE: f64 = 0.05;
/// Most pairs a model keeps, the most frequent: four megabytes.
const PAIRS: usize = 500_000;
/// A sentence with fewer marked words than one in so many was typed without marks and teaches nothing.
const MARKED_ONE_IN: usize = 3;
/// First bytes of a file.
const MAGIC: &[u8; 8] = b"accents1";

/// One word of a text to be read.
#[derive(Debug, Clone)]
pub(super) struct Unit<'u> {
    /// As typed, in lower case.
    pub typed: &'u str,
    /// Its two forms.
    pub word: &'u Word,
    /// Its marks are there already.
    pub fixed: bool,
    /// A neighbour of the word before it.
    pub follows: bool,
}

impl<'u> Unit<'u> {
    /// The words of a plan. `lower`: each as typed, in lower case; `kept`: stays as it is though it has no marks.
    pub(super) fn all(words: &'u [Wanted], lower: &'u [String], kept: impl Fn(&Wanted) -> bool) -> Vec<Self> {
        let unit = |(wanted, typed): (&'u Wanted, &'u String)| Self {
            typed,
            word: &wanted.word,
            fixed: kept(wanted) || wanted.word.exact != wanted.word.folded,
            follows: wanted.follows,
        };
        words.iter().zip(lower).map(unit).collect()
    }
}

/// A reading of a word.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    /// As shown.
    pub shown: String,
    /// As indexed.
    pub exact: String,
    /// How often it was seen.
    pub count: f64,
}

/// Where counts come from.
pub(super) trait Counts {
    type Error;
    /// The readings of a folded word, most frequent first.
    fn readings(&self, folded: &str) -> core::result::Result<Vec<Reading>, Self::Error>;
    /// How often a word was seen.
    fn word(&self, exact: &str) -> core::result::Result<f64, Self::Error>;
    /// How often two words were seen side by side.
    fn pair(&self, first: &str, second: &str) -> core::result::Result<f64, Self::Error>;
}

/// The likeliest reading of each word together with the others (Viterbi). A word without any reading stays as it is
/// typed. `may` says of an exact form whether it may be used.
pub(super) fn restore<C: Counts>(
    units: &[Unit<'_>],
    counts: &C,
    mut may: impl FnMut(&str) -> core::result::Result<bool, C::Error>,
) -> core::result::Result<Vec<Reading>, C::Error> {
    // Best way to each reading of the word at hand: (logarithm of its likelihood, words so far).
    let mut ways: Vec<(f64, Vec<Reading>)> = vec![(0.0, Vec::new())];
    for unit in units {
        let mut readings = Vec::new();
        if !unit.fixed {
            for reading in counts.readings(&unit.word.folded)? {
                if readings.len() < FOLLOWED && may(&reading.exact)? {
                    readings.push(reading);
                }
            }
        }
        if readings.is_empty() {
            let count = counts.word(&unit.word.exact)?;
            readings.push(Reading { shown: unit.typed.to_owned(), exact: unit.word.exact.to_string(), count });
        }
        let all: f64 = readings.iter().map(|reading| reading.count + POSSIBLE).sum();
        let mut next = Vec::with_capacity(readings.len());
        for reading in readings {
            let habit = (reading.count + POSSIBLE) / all;
            let mut best: Option<(f64, &[Reading])> = None;
            for (likelihood, before) in &ways {
                let step = match before.last().filter(|_| unit.follows) {
                    Some(last) => {
                        let together = counts.pair(&last.exact, &reading.exact)?;
                        (together + PRIOR * habit) / (last.count + PRIOR)
                    }
                    None => habit,
                };
                let likelihood = likelihood + step.ln();
                if best.is_none_or(|(known, _)| likelihood > known) {
                    best = Some((likelihood, before));
                }
            }
            if let Some((likelihood, before)) = best {
                next.push((likelihood, before.iter().cloned().chain([reading]).collect()));
            }
        }
        ways = next;
    }
    Ok(ways.into_iter().max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, words)| words).unwrap_or_default())
}

/// A trained model.
#[derive(Debug, Default, PartialEq)]
pub struct Accents {
    /// Exact forms with their counts, by identity.
    syllables: Vec<(String, u32)>,
    by_exact: HashMap<String, u16>,
    by_folded: HashMap<String, Vec<u16>>,
    /// Two identities → sightings side by side.
    pairs: HashMap<u32, u32>,
    /// Cases there were when it was trained.
    trained_on: i64,
}

impl Accents {
    /// Nothing was learned yet.
    pub fn is_empty(&self) -> bool {
        self.syllables.is_empty()
    }

    /// Cases there were when it was trained.
    pub const fn trained_on(&self) -> i64 {
        self.trained_on
    }

    /// Kinds of syllables and of pairs, for the log.
    pub fn size(&self) -> (usize, usize) {
        (self.syllables.len(), self.pairs.len())
    }

    /// A text in lower case with the marks its words are likeliest to have, for measuring.
    pub fn read(&self, text: &str) -> String {
        let tokens = tokens(text);
        let words: Vec<(String, Word)> =
            tokens.iter().map(|t| (text[t.start..t.end].to_lowercase(), Word::from(t))).collect();
        let units: Vec<Unit<'_>> = words
            .iter()
            .enumerate()
            .map(|(i, (typed, word))| Unit {
                typed,
                word,
                fixed: word.exact != word.folded,
                follows: i > 0 && tokens[i].position == tokens[i - 1].position + 1,
            })
            .collect();
        let Ok(read) = restore(&units, self, |_| Ok(true));
        read.into_iter().map(|reading| reading.shown).collect::<Vec<_>>().join(" ")
    }

    fn add(&mut self, exact: String, count: u32) -> Option<u16> {
        let id = u16::try_from(self.syllables.len()).ok()?;
        let (base, _) = tone_of(&exact);
        self.by_folded.entry(Word::of(base).folded.into()).or_default().push(id);
        self.by_exact.insert(exact.clone(), id);
        self.syllables.push((exact, count));
        Some(id)
    }

    fn sort(&mut self) {
        let syllables = &self.syllables;
        for ids in self.by_folded.values_mut() {
            ids.sort_by_key(|id| (core::cmp::Reverse(syllables[usize::from(*id)].1), *id));
        }
    }

    /// Writes the model to a file of its own and puts that in the place of the last one, so that a reader finds
    /// the old or the new, whole.
    pub fn save(&self, path: &Path) -> Result<()> {
        let mut out = MAGIC.to_vec();
        let number = |out: &mut Vec<u8>, n: usize| out.extend(u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes());
        number(&mut out, self.syllables.len());
        number(&mut out, self.pairs.len());
        out.extend(self.trained_on.to_le_bytes());
        for (exact, count) in &self.syllables {
            out.push(exact.len() as u8);
            out.extend(exact.as_bytes());
            out.extend(count.to_le_bytes());
        }
        let mut pairs: Vec<_> = self.pairs.iter().collect();
        pairs.sort_unstable();
        for (pair, count) in pairs {
            out.extend(pair.to_le_bytes());
            out.extend(count.to_le_bytes());
        }
        let digest = crate::secrets::sha256_bytes(&out);
        out.extend(digest);
        let beside = path.with_extension("new");
        std::fs::write(&beside, &out)?;
        std::fs::File::open(&beside)?.sync_all()?;
        std::fs::rename(beside, path)
    }

    /// Reads a model; what is not whole is an error of kind `InvalidData`.
    pub fn load(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path)?;
        let bad = || Error::new(ErrorKind::InvalidData, "not a whole model of accents");
        let (body, digest) = bytes.split_at_checked(bytes.len().saturating_sub(32)).ok_or_else(bad)?;
        if crate::secrets::sha256_bytes(body) != digest {
            return Err(bad());
        }
        let mut rest = body.strip_prefix(MAGIC.as_slice()).ok_or_else(bad)?;
        let mut take = |n: usize| -> Option<&[u8]> {
            let (taken, after) = rest.split_at_checked(n)?;
            rest = after;
            Some(taken)
        };
        let number = |bytes: &[u8]| bytes.try_into().ok().map(u32::from_le_bytes);
        let mut read = || -> Option<Self> {
            let (syllables, pairs) = (number(take(4)?)?, number(take(4)?)?);
            let trained_on = i64::from_le_bytes(take(8)?.try_into().ok()?);
            let mut model = Self { trained_on, ..Self::default() };
            for _ in 0..syllables {
                let len = usize::from(*take(1)?.first()?);
                let exact = core::str::from_utf8(take(len)?).ok()?.to_owned();
                let count = number(take(4)?)?;
                model.add(exact, count)?;
            }
            for _ in 0..pairs {
                let (pair, count) = (number(take(4)?)?, number(take(4)?)?);
                model.pairs.insert(pair, count);
            }
            model.sort();
            Some(model)
        };
        read().ok_or_else(bad)
    }

    fn id(&self, exact: &str) -> Option<u16> {
        self.by_exact.get(exact).copied()
    }
}

impl Counts for Accents {
    type Error = core::convert::Infallible;

    fn readings(&self, folded: &str) -> core::result::Result<Vec<Reading>, Self::Error> {
        let of = |id: &u16| {
            let (exact, count) = &self.syllables[usize::from(*id)];
            let (base, tone) = tone_of(exact);
            Reading { shown: syllable::spelled(base, tone), exact: exact.clone(), count: f64::from(*count) }
        };
        Ok(self.by_folded.get(folded).map(|ids| ids.iter().map(of).collect()).unwrap_or_default())
    }

    fn word(&self, exact: &str) -> core::result::Result<f64, Self::Error> {
        Ok(self.id(exact).map_or(0.0, |id| f64::from(self.syllables[usize::from(id)].1)))
    }

    fn pair(&self, first: &str, second: &str) -> core::result::Result<f64, Self::Error> {
        let (Some(first), Some(second)) = (self.id(first), self.id(second)) else { return Ok(0.0) };
        Ok(self.pairs.get(&pair_of(first, second)).map_or(0.0, |count| f64::from(*count)))
    }
}

fn pair_of(first: u16, second: u16) -> u32 {
    u32::from(first) << 16 | u32::from(second)
}

/// The exact form without its tone, and the tone.
fn tone_of(exact: &str) -> (&str, u8) {
    match exact.as_bytes().last() {
        Some(tone @ b'1'..=b'5') => (&exact[..exact.len() - 1], tone - b'0'),
        _ => (exact, 0),
    }
}

/// Learns from texts, one after the other.
#[derive(Debug, Default)]
pub struct Trainer {
    model: Accents,
}

impl Trainer {
    /// Takes a text into account.
    pub fn add(&mut self, text: &str) {
        let tokens = tokens(text);
        for sentence in tokens.chunk_by(|a, b| b.position == a.position + 1) {
            let marked = sentence.iter().filter(|token| token.exact != token.folded).count();
            if marked * MARKED_ONE_IN < sentence.len() {
                continue;
            }
            let mut before = None;
            for token in sentence {
                let id = self.word(token);
                if let (Some(before), Some(id)) = (before, id) {
                    *self.model.pairs.entry(pair_of(before, id)).or_default() += 1;
                }
                before = id;
            }
        }
    }

    fn word(&mut self, token: &Token) -> Option<u16> {
        if let Some(id) = self.model.id(&token.exact) {
            self.model.syllables[usize::from(id)].1 += 1;
            return Some(id);
        }
        let (base, tone) = tone_of(&token.exact);
        let fits = !token.identifier && syllable::well_formed(&syllable::spelled(base, tone), true);
        if fits { self.model.add(token.exact.to_string(), 1) } else { None }
    }

    /// What was learned; of pairs the most frequent. `trained_on`: cases there are.
    pub fn finish(self, trained_on: i64) -> Accents {
        let mut model = Accents { trained_on, ..self.model };
        if model.pairs.len() > PAIRS {
            let mut pairs: Vec<(u32, u32)> = model.pairs.drain().collect();
            pairs.sort_unstable_by_key(|(pair, count)| (core::cmp::Reverse(*count), *pair));
            pairs.truncate(PAIRS);
            model.pairs = pairs.into_iter().collect();
        }
        model.sort();
        model
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trained() -> Accents {
        let mut trainer = Trainer::default();
        for text in [
            "Khiếu nại về đất đai ở phường. Đất đai bị lấn chiếm.",
            "Đề nghị giải quyết khiếu nại đất đai của tôi",
            "Nai rừng và dắt chó đi dạo",
            "dat dai bi lan chiem khong ai giai quyet",
        ] {
            trainer.add(text);
        }
        trainer.finish(4)
    }

    #[test]
    fn reads_words_by_their_neighbours() {
        let model = trained();
        let check = |text: &str, expect: &str| assert_eq!(model.read(text), expect, "{text}");
        check("khieu nai dat dai", "khiếu nại đất đai");
        check("nai rung", "nai rừng");
        check("dat cho", "dắt chó");
        check("khiếu nai DAT dai", "khiếu nại đất đai");
        check("karaoke dat dai 20/2008/ND-CP", "karaoke đất đai 20/2008/nd-cp");
        check("", "");
    }

    #[test]
    fn text_without_marks_teaches_nothing() {
        let model = trained();
        assert!(model.id("chiêm1").is_some());
        assert_eq!((model.id("chiem"), model.id("lan")), (None, None));
    }

    #[test]
    fn a_model_is_read_back_whole_or_not_at_all() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("accents.bin");
        let model = trained();
        model.save(&path).unwrap();
        assert_eq!(Accents::load(&path).unwrap(), model);
        let bytes = std::fs::read(&path).unwrap();
        for damage in [&bytes[..bytes.len() - 1], &bytes[..40], &[][..]] {
            std::fs::write(&path, damage).unwrap();
            assert_eq!(Accents::load(&path).unwrap_err().kind(), ErrorKind::InvalidData);
        }
    }
}
