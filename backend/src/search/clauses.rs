//! What the words of a query are worth: each becomes terms of the fields, the word as it is likely to be meant, its folded form,
//! pairs of neighbours, what it stands for, and how much each counts.
//!
//! A query without any mark asks the folded fields, and the exact ones by the marks it is likely to mean
//! (`accents`); as typed, its exact forms would find unaccented text first.

use super::accents::{Accents, Unit, restore};
use super::schema::{Fields, Zone};
use super::words::Corrections;
use hoiam_shared::query::{Compiled, Step};
use hoiam_shared::text::Word;
use hoiam_shared::text::plan::{Plan, Wanted};
use tantivy::schema::Field;

/// The accented form counts more than the folded one, or a shorter text with another word would come first.
const EXACT: f32 = 1.5;
const FOLDED: f32 = 1.0;
/// The accented form that an unaccented word is likely to mean: share of what it counts when typed.
const RESTORED: f32 = 1.0;
/// Abbreviations, former names, typing residue.
const EXPANDED: f32 = 0.8;
/// Corrected slips.
const CORRECTED: f32 = 0.5;
/// Staff texts beside what the citizen and the agency said.
const STAFF: f32 = 0.6;
/// Longer texts are not read for their marks: nobody types that much without.
const READ_WORDS: usize = 64;

/// How much each field counts. Only the evaluation asks for another than the default.
#[derive(Debug, Clone, Copy)]
pub struct Tuning {
    exact: f32,
    exact_pairs: f32,
    folded: f32,
    folded_pairs: f32,
    restored: f32,
}

impl Default for Tuning {
    fn default() -> Self {
        Self { exact: EXACT, exact_pairs: EXACT, folded: FOLDED, folded_pairs: FOLDED, restored: RESTORED }
    }
}

impl Tuning {
    /// The sets of fields that are compared.
    pub(super) fn sets() -> [(&'static str, Self); 6] {
        let none = Self { exact: 0.0, exact_pairs: 0.0, folded: 0.0, folded_pairs: 0.0, restored: 0.0 };
        [
            ("exact", Self { exact: 1.0, ..none }),
            ("exact_and_pairs", Self { exact: 1.0, exact_pairs: 1.0, ..none }),
            ("folded", Self { folded: 1.0, ..none }),
            ("folded_and_pairs", Self { folded: 1.0, folded_pairs: 1.0, ..none }),
            ("all_as_typed", Self { restored: 0.0, ..Self::default() }),
            ("all", Self::default()),
        ]
    }
}

/// A term and how much it counts.
pub(super) struct Clause {
    pub field: Field,
    pub word: String,
    pub boost: f32,
}

/// Gathers the terms of a query, each once.
pub(super) fn of_query(
    query: &Compiled,
    fields: &Fields,
    staff: bool,
    corrections: &Corrections,
    accents: &Accents,
    tuning: &Tuning,
) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let zones = core::iter::once((fields.text, 1.0)).chain(staff.then_some((fields.staff, STAFF)));
    for (zone, weight) in zones {
        let mut gather = Gather { zone, weight, marked: query.marked, corrections, accents, tuning, out: &mut clauses };
        gather.step(&query.top);
    }
    clauses
}

/// Collects the clauses of one zone.
struct Gather<'g> {
    zone: Zone,
    weight: f32,
    marked: bool,
    corrections: &'g Corrections,
    accents: &'g Accents,
    tuning: &'g Tuning,
    out: &'g mut Vec<Clause>,
}

impl Gather<'_> {
    fn step(&mut self, step: &Step) {
        match step {
            Step::Text(plan) => self.plan(plan),
            Step::Phrase(phrase) => {
                let exact: Vec<_> =
                    phrase.words.iter().map(|w| self.marked.then(|| (w.exact.to_string(), 1.0))).collect();
                self.words(&phrase.words, &exact, |_| true);
            }
            Step::And(steps) | Step::Or(steps) => steps.iter().for_each(|step| self.step(step)),
            _ => {}
        }
    }

    /// The exact form by which each word is ranked, and how much it counts: as typed where it has marks, else as
    /// it is likely to be meant.
    fn exact(&self, plan: &Plan) -> Vec<Option<(String, f32)>> {
        let typed = |wanted: &Wanted| self.marked.then(|| (wanted.word.exact.to_string(), 1.0));
        if self.accents.is_empty() || plan.words.len() > READ_WORDS {
            return plan.words.iter().map(typed).collect();
        }
        let lower: Vec<String> = plan.words.iter().map(|wanted| wanted.typed.to_lowercase()).collect();
        let units = Unit::all(&plan.words, &lower, |wanted| wanted.prefix);
        let Ok(read) = restore(&units, self.accents, |_| Ok(true));
        let form = |(unit, reading): (&Unit<'_>, super::accents::Reading)| {
            if unit.fixed || (self.marked && reading.exact == unit.word.exact) {
                self.marked.then_some((reading.exact, 1.0))
            } else {
                (reading.count > 0.0 && self.tuning.restored > 0.0).then_some((reading.exact, self.tuning.restored))
            }
        };
        units.iter().zip(read).map(form).collect()
    }

    fn plan(&mut self, plan: &Plan) {
        let words: Vec<Word> = plan.words.iter().map(|wanted| wanted.word.clone()).collect();
        let exact = self.exact(plan);
        self.words(&words, &exact, |i| plan.words[i].follows);
        for wanted in &plan.words {
            for meant in &wanted.meant {
                self.add(self.zone.exact, &meant.exact, self.tuning.exact * EXPANDED);
                self.add(self.zone.folded, &meant.folded, self.tuning.folded * EXPANDED);
            }
            for found in self.corrections.of(&wanted.word.folded) {
                self.add(self.zone.folded, found, self.tuning.folded * CORRECTED);
            }
        }
        for expansion in &plan.expansions {
            // One word counts for itself; of several the pairs do, so that a common one does not count alone.
            match &expansion.phrase[..] {
                [word] => self.add(self.zone.folded, &word.folded, self.tuning.folded * EXPANDED),
                words => {
                    let share = self.tuning.folded_pairs * EXPANDED / (words.len() - 1) as f32;
                    for two in words.windows(2) {
                        self.add(self.zone.folded_pairs, &format!("{}_{}", two[0].folded, two[1].folded), share);
                    }
                }
            }
        }
    }

    /// Words, and the pairs of those that follow each other.
    fn words(&mut self, words: &[Word], exact: &[Option<(String, f32)>], follows: impl Fn(usize) -> bool) {
        for (i, word) in words.iter().enumerate() {
            self.add(self.zone.folded, &word.folded, self.tuning.folded);
            if let Some((form, boost)) = &exact[i] {
                self.add(self.zone.exact, form, self.tuning.exact * boost);
            }
            if i > 0 && follows(i) {
                self.add(
                    self.zone.folded_pairs,
                    &format!("{}_{}", words[i - 1].folded, word.folded),
                    self.tuning.folded_pairs,
                );
                if let (Some((first, one)), Some((second, other))) = (&exact[i - 1], &exact[i]) {
                    self.add(
                        self.zone.exact_pairs,
                        &format!("{first}_{second}"),
                        self.tuning.exact_pairs * one.min(*other),
                    );
                }
            }
        }
    }

    /// Each term once; the highest boost counts.
    fn add(&mut self, field: Field, word: &str, boost: f32) {
        let boost = boost * self.weight;
        if boost <= 0.0 {
            return;
        }
        match self.out.iter_mut().find(|c| c.field == field && c.word == word) {
            Some(known) => known.boost = known.boost.max(boost),
            None => self.out.push(Clause { field, word: word.to_owned(), boost }),
        }
    }
}
