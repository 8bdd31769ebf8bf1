//! Words that nobody wrote: what one slip of the finger away is written. Only words that are visible under the
//! rights count, as written and as offered.

use super::bits::Bits;
use super::request::Correction;
use super::segment::Segment;
use hoiam_shared::query::{Compiled, Step};
use hoiam_shared::text::plan::Plan;
use tantivy::schema::IndexRecordOption;
use tantivy::{SegmentReader, TantivyError, Term};

/// Most words offered for one.
const OFFERED: usize = 6;

/// Corrections of the words of one query.
#[derive(Debug, Clone, Default)]
pub(super) struct Corrections {
    all: Vec<Correction>,
}

impl Corrections {
    pub(super) fn of(&self, typed: &str) -> &[String] {
        self.all.iter().find(|c| c.typed == typed).map_or(&[], |c| &c.found)
    }

    pub(super) fn into_list(self) -> Vec<Correction> {
        self.all
    }

    /// Looks for corrections of every word that no visible document has. `segments` come with what is visible
    /// in each.
    pub(super) fn find(query: &Compiled, segments: &[(Segment<'_>, Bits)]) -> Result<Self, TantivyError> {
        let mut plans = Vec::new();
        collect(&query.top, &mut plans);
        let mut all: Vec<Correction> = Vec::new();
        for plan in plans {
            for (i, wanted) in plan.words.iter().enumerate() {
                let typed = &wanted.word.folded;
                let explained = wanted.prefix
                    || !wanted.correctable
                    || !wanted.meant.is_empty()
                    || plan.expansions.iter().any(|e| (e.from..e.to).contains(&i))
                    || all.iter().any(|c| c.typed == *typed);
                if explained || seen(typed, segments)? {
                    continue;
                }
                let mut found = Vec::new();
                for candidate in one_slip_away(typed) {
                    let count = frequency(&candidate, segments)?;
                    if count > 0 && seen(&candidate, segments)? {
                        found.push((count, candidate));
                    }
                }
                found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
                found.truncate(OFFERED);
                if !found.is_empty() {
                    all.push(Correction {
                        typed: typed.to_string(),
                        found: found.into_iter().map(|(_, word)| word).collect(),
                    });
                }
            }
        }
        Ok(Self { all })
    }
}

/// Denied words are not corrected: that would deny more than was meant.
fn collect<'q>(step: &'q Step, out: &mut Vec<&'q Plan>) {
    match step {
        Step::Text(plan) => out.push(plan),
        Step::And(steps) | Step::Or(steps) => steps.iter().for_each(|step| collect(step, out)),
        _ => {}
    }
}

/// Whether a visible document has the folded word.
fn seen(word: &str, segments: &[(Segment<'_>, Bits)]) -> Result<bool, TantivyError> {
    for (segment, visible) in segments {
        for zone in segment.zones() {
            if meets(segment.reader, &Term::from_field_text(zone.folded, word), visible)? {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Whether one of the documents of a term is in the set; stops at the first.
pub(super) fn meets(reader: &SegmentReader, term: &Term, visible: &Bits) -> Result<bool, TantivyError> {
    let index = reader.inverted_index(term.field())?;
    let Some(mut postings) = index.read_block_postings(term, IndexRecordOption::Basic)? else { return Ok(false) };
    while postings.block_len() > 0 {
        if postings.docs().iter().any(|doc| visible.has(*doc)) {
            return Ok(true);
        }
        postings.advance();
    }
    Ok(false)
}

fn frequency(word: &str, segments: &[(Segment<'_>, Bits)]) -> Result<u32, TantivyError> {
    let mut count = 0;
    for (segment, _) in segments {
        for zone in segment.zones() {
            let term = Term::from_field_text(zone.folded, word);
            count += segment.reader.inverted_index(zone.folded)?.doc_freq(&term)?;
        }
    }
    Ok(count)
}

/// Every folded word that differs by one letter more, less, other, or two neighbours swapped. A few hundred, so
/// looking each up is quicker than walking the dictionary.
fn one_slip_away(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut out = Vec::with_capacity(letters.len() * 54 + 26);
    let mut add = |letters: Vec<char>| out.push(letters.into_iter().collect::<String>());
    for i in 0..=letters.len() {
        for c in 'a'..='z' {
            let mut more = letters.clone();
            more.insert(i, c);
            add(more);
            if i < letters.len() && letters[i] != c {
                let mut other = letters.clone();
                other[i] = c;
                add(other);
            }
        }
        if i < letters.len() {
            let mut less = letters.clone();
            less.remove(i);
            add(less);
        }
        if i + 1 < letters.len() && letters[i] != letters[i + 1] {
            let mut swapped = letters.clone();
            swapped.swap(i, i + 1);
            add(swapped);
        }
    }
    out.sort();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_and_not_two() {
        let near = one_slip_away("khieu");
        let check = |word: &str, expect: bool| assert_eq!(near.iter().any(|w| w == word), expect, "{word}");
        check("kieu", true);
        check("khieeu", true);
        check("khieo", true);
        check("kheiu", true);
        check("khiu", true);
        check("khieu", false);
        check("kieo", false);
    }
}
