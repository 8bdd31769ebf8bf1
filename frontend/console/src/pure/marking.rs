//! Hiding words of a text: which words there are, and what a press or a selection does to the stretches that are
//! hidden. Places count characters, as the server does.

use hoiam_shared::publish::{Mark, Part, joined};
use hoiam_shared::text::fold;

/// A run of a text: a word, or what stands between two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its first character.
    pub from: u32,
    /// The first character behind it.
    pub to: u32,
    /// As it stands.
    pub text: String,
    /// It can be hidden.
    pub word: bool,
}

/// A text cut into words and what is between them. Punctuation around a word is not part of it.
pub fn runs(text: &str) -> Vec<Run> {
    let chars: Vec<char> = text.chars().collect();
    let mut out: Vec<Run> = Vec::new();
    let mut push = |from: usize, to: usize, word: bool| {
        if from < to {
            let text = chars[from..to].iter().collect();
            out.push(Run { from: from as u32, to: to as u32, text, word });
        }
    };
    let (mut at, mut between) = (0, 0);
    while at < chars.len() {
        let end = (at..chars.len()).find(|i| chars[*i].is_whitespace()).unwrap_or(chars.len());
        let inside = |i: &usize| chars[*i].is_alphanumeric();
        if let (Some(first), Some(last)) = ((at..end).find(inside), (at..end).rfind(inside)) {
            push(between, first, false);
            push(first, last + 1, true);
            between = last + 1;
        }
        at = (end..chars.len()).find(|i| !chars[*i].is_whitespace()).unwrap_or(chars.len());
    }
    push(between, chars.len(), false);
    out
}

/// Every character from `from` to `to` is hidden.
pub fn hides(marks: &[Mark], part: Part, from: u32, to: u32) -> bool {
    marks.iter().any(|mark| mark.part == part && mark.from <= from && to <= mark.to)
}

/// The stretches with one more hidden.
pub fn hide(marks: &[Mark], mark: Mark) -> Vec<Mark> {
    let mut all = marks.to_vec();
    all.push(mark);
    joined(&all)
}

/// The stretches without one: what is hidden around it stays hidden.
pub fn show(marks: &[Mark], out: Mark) -> Vec<Mark> {
    let mut all = Vec::with_capacity(marks.len() + 1);
    for mark in marks {
        if mark.part != out.part || mark.to <= out.from || out.to <= mark.from {
            all.push(*mark);
            continue;
        }
        all.extend((mark.from < out.from).then_some(Mark { to: out.from, ..*mark }));
        all.extend((out.to < mark.to).then_some(Mark { from: out.to, ..*mark }));
    }
    joined(&all)
}

/// What a press on a word does.
pub fn toggle(marks: &[Mark], mark: Mark) -> Vec<Mark> {
    if hides(marks, mark.part, mark.from, mark.to) { show(marks, mark) } else { hide(marks, mark) }
}

/// Other places in the texts where the same words stand open, accents and case aside: a name is rarely written once.
pub fn alike(parts: &[(Part, Vec<Run>)], marks: &[Mark], of: Mark) -> Vec<Mark> {
    let within = |part: Part, runs: &[Run]| -> Vec<String> {
        let inside = |run: &&Run| run.word && part == of.part && of.from <= run.from && run.to <= of.to;
        runs.iter().filter(inside).map(|run| fold(&run.text)).collect()
    };
    let wanted: Vec<String> = parts.iter().flat_map(|(part, runs)| within(*part, runs)).collect();
    let mut out = Vec::new();
    // One short word is everywhere; what counts is a name or a number.
    if wanted.is_empty() || wanted.iter().map(|word| word.chars().count()).sum::<usize>() < 3 {
        return out;
    }
    for (part, runs) in parts {
        let words: Vec<&Run> = runs.iter().filter(|run| run.word).collect();
        for stretch in words.windows(wanted.len()) {
            let mark = Mark { part: *part, from: stretch[0].from, to: stretch[wanted.len() - 1].to };
            let same = stretch.iter().zip(&wanted).all(|(run, word)| fold(&run.text) == *word);
            if same && !hides(marks, mark.part, mark.from, mark.to) {
                out.push(mark);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(from: u32, to: u32) -> Mark {
        Mark { part: Part::Body, from, to }
    }

    #[test]
    fn words_and_what_is_between() {
        let check = |text: &str, expect: &[&str]| {
            let all = runs(text);
            assert_eq!(all.iter().map(|run| run.text.as_str()).collect::<String>(), text);
            let words: Vec<&str> = all.iter().filter(|run| run.word).map(|run| run.text.as_str()).collect();
            assert_eq!(words, expect, "{text}");
            for run in &all {
                let chars: Vec<char> = text.chars().collect();
                assert_eq!(chars[run.from as usize..run.to as usize].iter().collect::<String>(), run.text);
            }
        };
        check("Gọi “0912 345 678”, nhé!", &["Gọi", "0912", "345", "678", "nhé"]);
        check("an.nguyen@example.vn 🙂 …", &["an.nguyen@example.vn"]);
        check("", &[]);
        check(" \n ", &[]);
    }

    #[test]
    fn hiding_and_showing() {
        let check = |marks: &[Mark], press: Mark, expect: &[Mark]| assert_eq!(toggle(marks, press), expect);
        check(&[], mark(2, 5), &[mark(2, 5)]);
        check(&[mark(2, 5)], mark(5, 8), &[mark(2, 8)]);
        check(&[mark(0, 9)], mark(3, 5), &[mark(0, 3), mark(5, 9)]);
        check(&[mark(2, 5)], mark(2, 5), &[]);
        check(&[mark(3, 5)], mark(0, 4), &[mark(0, 5)]);
    }

    #[test]
    fn the_same_name_elsewhere() {
        let parts = vec![
            (Part::Title, runs("Nhà ông Bình")),
            (Part::Body, runs("Ông Bình xây lấn. BINH, hàng xóm, không nghe.")),
        ];
        let name = mark(4, 8);
        let found = alike(&parts, &[name], name);
        assert_eq!(found, [Mark { part: Part::Title, from: 8, to: 12 }, mark(18, 22)]);
        assert_eq!(alike(&parts, &[mark(18, 22), name], name).len(), 1);
        assert_eq!(alike(&[(Part::Body, runs("ở ở ở"))], &[], mark(0, 1)), []);
    }
}
