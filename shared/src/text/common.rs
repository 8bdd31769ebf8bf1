//! What two texts have in common, told in words: the longest stretches that stand in both.

use super::token::{Token, tokens};

/// Longer texts are compared up to here: what matters in a complaint is said by then.
const WORDS: usize = 600;
/// Shorter stretches say nothing by themselves.
const LEAST: usize = 3;

/// The longest stretches of `other` that stand in `one` too, whatever their marks, as `other` writes them; at
/// most `most`, longest first, none inside another.
pub fn common_phrases(one: &str, other: &str, most: usize) -> Vec<String> {
    let (mut mine, mut theirs) = (tokens(one), tokens(other));
    mine.truncate(WORDS);
    theirs.truncate(WORDS);
    // `runs[j]`: length of the stretch that ends at the token before in `mine` and at `j - 1` in `theirs`.
    let mut runs = vec![0usize; theirs.len() + 1];
    // The longest stretch that ends at each token of `theirs`.
    let mut longest = vec![0usize; theirs.len()];
    for (i, a) in mine.iter().enumerate() {
        let mut before = 0;
        for (j, b) in theirs.iter().enumerate() {
            let here = runs[j + 1];
            runs[j + 1] = if a.folded != b.folded {
                0
            } else if follows(&mine, i) && follows(&theirs, j) {
                before + 1
            } else {
                1
            };
            longest[j] = longest[j].max(runs[j + 1]);
            before = here;
        }
    }
    let mut ends: Vec<usize> = (0..theirs.len()).filter(|j| longest[*j] >= LEAST).collect();
    ends.sort_by_key(|j| (core::cmp::Reverse(longest[*j]), *j));
    let mut taken = vec![false; theirs.len()];
    let mut out = Vec::new();
    for end in ends {
        let start = end + 1 - longest[end];
        if out.len() < most && !taken[start..=end].contains(&true) {
            taken[start..=end].fill(true);
            out.push(other[theirs[start].start..theirs[end].end].to_owned());
        }
    }
    out
}

/// Whether a token is the neighbour of the one before it.
fn follows(tokens: &[Token], at: usize) -> bool {
    at > 0 && tokens[at].position == tokens[at - 1].position + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_stretches_of_both() {
        let check =
            |one: &str, other: &str, expect: &[&str]| assert_eq!(common_phrases(one, other, 2), expect, "{other}");
        check(
            "Rác thải chất đống trước cổng trường tiểu học Lê Lợi",
            "Sáng nay rac thai chat dong o duong, trước cổng trường tiểu học",
            &["trước cổng trường tiểu học", "rac thai chat dong"],
        );
        check("mot hai. ba bon", "mot hai ba bon", &[]);
        check("khác hẳn", "không giống gì", &[]);
        check("", "a", &[]);
    }
}
