//! Where in a text the words of a query stand, as byte ranges of the original text.

use super::plan::{Phrase, Plan};
use super::token::{Token, Word, tokens};
use core::ops::Range;

/// The ranges to mark, in order and apart. A word is marked where it is written exactly so; only a text that
/// has it nowhere with its marks is marked where the folded forms agree.
pub fn ranges(text: &str, plans: &[Plan], phrases: &[Phrase]) -> Vec<Range<usize>> {
    let tokens = tokens(text);
    let mut marked = vec![false; tokens.len()];
    for plan in plans {
        for wanted in &plan.words {
            let mut found = mark(&tokens, &mut marked, |t| exactly(t).any(|exact| exact == wanted.word.exact));
            if !found {
                found = mark(&tokens, &mut marked, |t| folded(t).any(|folded| folded == wanted.word.folded));
            }
            if wanted.prefix {
                found |= mark(&tokens, &mut marked, |t| t.folded.starts_with(wanted.word.folded.as_str()));
            }
            for meant in wanted.meant.iter().filter(|_| !found) {
                mark(&tokens, &mut marked, |t| t.folded == meant.folded);
            }
        }
        for expansion in &plan.expansions {
            mark_phrase(&tokens, &mut marked, &expansion.phrase, false);
        }
    }
    for phrase in phrases {
        mark_phrase(&tokens, &mut marked, &phrase.words, phrase.exact);
    }
    joined(text, &tokens, &marked)
}

/// The exact forms by which a token is found.
fn exactly(token: &Token) -> impl Iterator<Item = &str> {
    core::iter::once(token.exact.as_str()).chain(token.others.iter().map(|other| other.exact.as_str()))
}

/// Its folded forms.
fn folded(token: &Token) -> impl Iterator<Item = &str> {
    core::iter::once(token.folded.as_str()).chain(token.others.iter().map(|other| other.folded.as_str()))
}

fn mark(tokens: &[Token], marked: &mut [bool], wanted: impl Fn(&Token) -> bool) -> bool {
    let mut found = false;
    for (token, mark) in tokens.iter().zip(marked) {
        if wanted(token) {
            (*mark, found) = (true, true);
        }
    }
    found
}

fn mark_phrase(tokens: &[Token], marked: &mut [bool], words: &[Word], exact: bool) {
    if words.is_empty() {
        return;
    }
    for (at, stretch) in tokens.windows(words.len()).enumerate() {
        let same =
            stretch.iter().zip(words).all(|(t, w)| if exact { t.exact == w.exact } else { t.folded == w.folded });
        if same && stretch.windows(2).all(|two| two[1].position == two[0].position + 1) {
            marked[at..at + words.len()].fill(true);
        }
    }
}

/// Neighbours with only a space between them become one range.
fn joined(text: &str, tokens: &[Token], marked: &[bool]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (token, _) in tokens.iter().zip(marked).filter(|(_, marked)| **marked) {
        match out.last_mut() {
            Some(last) if text[last.end..token.start].trim().is_empty() => last.end = token.end,
            _ => out.push(token.start..token.end),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::abbr::Abbreviations;
    use super::*;

    #[test]
    fn marks_what_was_looked_for() {
        let table = Abbreviations::builtin();
        let check = |query: &str, text: &str, expect: &str| {
            let mut shown = text.to_owned();
            for range in ranges(text, &[Plan::new(query, false, &table)], &[]).into_iter().rev() {
                shown.insert(range.end, ']');
                shown.insert(range.start, '[');
            }
            assert_eq!(shown, expect, "{query}");
        };
        check("khieu nai", "Đơn khiếu nại, khiếu kiện", "Đơn [khiếu nại], [khiếu] kiện");
        check("đất", "Đất đai, dắt chó", "[Đất] đai, dắt chó");
        check("đất", "dat dai", "[dat] dai");
        check("ubnd", "tại Uỷ ban nhân dân xã", "tại [Uỷ ban nhân dân] xã");
        check("tieengs", "Tie\u{302}\u{301}ng ồn", "[Tie\u{302}\u{301}ng] ồn");
        check("khie*", "khiếu", "[khiếu]");
        check("2008", "số 20/2008/NĐ-CP", "số [20/2008/NĐ-CP]");
        // A number in groups and a mark of another alphabet on its last digit.
        check("1.500\u{616}", "giá 1.500\u{616}", "giá [1].[500\u{616}]");
    }

    #[test]
    fn a_phrase_is_marked_whole_only() {
        let got = ranges("sổ đỏ và sổ", &[], &[Phrase::new("sổ đỏ")]);
        assert_eq!((got.len(), got[0].clone()), (1, 0.."sổ đỏ".len()));
    }
}
