//! What was changed in a text, word by word: what stayed, what went, what came. For people who must see what they change
//! in the words of somebody else before they send it.

/// What became of a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is in both.
    Same,
    /// It is in the old text only.
    Gone,
    /// It is in the new text only.
    Come,
}

/// So many pairs of words are compared at most; a text that is longer where it differs is told as replaced in one piece.
const MOST: usize = 4_000_000;

/// The stretches in reading order; what went before what came. Joined, `Same` and `Gone` are the old text, `Same` and
/// `Come` the new one.
pub fn diff(old: &str, new: &str) -> Vec<(Fate, String)> {
    let (a, b) = (words(old), words(new));
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let end = a[start..].iter().rev().zip(b[start..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (left, right) = (&a[start..a.len() - end], &b[start..b.len() - end]);
    let mut out = Vec::new();
    push(&mut out, Fate::Same, &a[..start]);
    middle(&mut out, left, right);
    push(&mut out, Fate::Same, &a[a.len() - end..]);
    out
}

/// Words and what stands between them, each a piece of its own.
fn words(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let blank = first.is_whitespace();
        let end = rest.find(|c: char| c.is_whitespace() != blank).unwrap_or(rest.len());
        out.push(&rest[..end]);
        rest = &rest[end..];
    }
    out
}

/// The longest common sequence of words, by the table of lengths.
fn middle(out: &mut Vec<(Fate, String)>, a: &[&str], b: &[&str]) {
    if a.len().saturating_mul(b.len()) > MOST {
        push(out, Fate::Gone, a);
        push(out, Fate::Come, b);
        return;
    }
    let wide = b.len() + 1;
    let mut length = vec![0_u32; (a.len() + 1) * wide];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            length[i * wide + j] = if a[i] == b[j] {
                length[(i + 1) * wide + j + 1] + 1
            } else {
                length[(i + 1) * wide + j].max(length[i * wide + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    // What came is kept back until all that went at this place is told.
    let mut come = Vec::new();
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            push(out, Fate::Come, &std::mem::take(&mut come));
            push(out, Fate::Same, &a[i..=i]);
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || (i < a.len() && length[(i + 1) * wide + j] >= length[i * wide + j + 1]) {
            push(out, Fate::Gone, &a[i..=i]);
            i += 1;
        } else {
            come.push(b[j]);
            j += 1;
        }
    }
    push(out, Fate::Come, &come);
}

fn push(out: &mut Vec<(Fate, String)>, fate: Fate, pieces: &[&str]) {
    if pieces.is_empty() {
        return;
    }
    match out.last_mut() {
        Some((last, text)) if *last == fate => text.extend(pieces.iter().copied()),
        _ => out.push((fate, pieces.concat())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_told_word_by_word() {
        let check = |old: &str, new: &str, expect: &str| {
            let told = diff(old, new);
            let sign = |(fate, text): &(Fate, String)| match fate {
                Fate::Same => text.clone(),
                Fate::Gone => format!("[-{text}]"),
                Fate::Come => format!("[+{text}]"),
            };
            assert_eq!(told.iter().map(sign).collect::<String>(), expect, "{old} → {new}");
        };
        check("", "", "");
        check("lắp đèn", "lắp đèn", "lắp đèn");
        check("", "lắp đèn", "[+lắp đèn]");
        check("lắp đèn", "", "[-lắp đèn]");
        check("lắp đèn ở ngã tư", "lắp biển ở ngã tư", "lắp [-đèn][+biển] ở ngã tư");
        check("ông An làm sai", "cán bộ làm sai", "[-ông][+cán] [-An][+bộ] làm sai");
        check("a b c", "a c", "a [-b ]c");
        check("a\n\nb", "a\nb", "a[-\n\n][+\n]b");
    }

    #[test]
    fn both_texts_can_be_read_from_it() {
        let texts = ["", "a", "a b", "b a", "a b c d e", "e d c b a", "a  b\nc", "một hai ba", "hai ba bốn một"];
        for old in texts {
            for new in texts {
                let told = diff(old, new);
                let of =
                    |but: Fate| told.iter().filter(|(f, _)| *f != but).map(|(_, t)| t.as_str()).collect::<String>();
                assert_eq!((of(Fate::Come).as_str(), of(Fate::Gone).as_str()), (old, new));
            }
        }
    }

    #[test]
    fn what_is_too_long_to_compare_is_replaced() {
        let (old, new) = ("a ".repeat(3_000), "b ".repeat(3_000));
        // What went, what came, and the blank at the end that stayed.
        assert_eq!(diff(&old, &new).len(), 3);
    }
}
