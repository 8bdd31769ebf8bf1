//! Highlights: a text and byte ranges, cut into pieces that are marked or not.

/// Cuts `text` at `marks` ([from, to) in bytes). Ranges that overlap, run past the end or fall inside a
/// character are made fit rather than trusted: a wrong mark may never hide a letter or stop the page.
pub fn split<'a>(text: &'a str, marks: &[(u32, u32)]) -> Vec<(bool, &'a str)> {
    // In order; there are a few, and they nearly always are already.
    let mut ranges: Vec<(usize, usize)> = Vec::with_capacity(marks.len());
    for &(from, to) in marks {
        let range = (snap(text, from as usize), snap_up(text, to as usize));
        let place = ranges.partition_point(|before| *before <= range);
        ranges.insert(place, range);
    }
    let mut out = Vec::new();
    let mut at = 0;
    for (from, to) in ranges {
        let from = from.max(at);
        if from >= to {
            continue;
        }
        if from > at {
            out.push((false, &text[at..from]));
        }
        out.push((true, &text[from..to]));
        at = to;
    }
    if at < text.len() {
        out.push((false, &text[at..]));
    }
    out
}

fn snap(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn snap_up(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str, marks: &[(u32, u32)]) -> String {
        split(text, marks).iter().map(|(on, s)| if *on { format!("[{s}]") } else { (*s).to_owned() }).collect()
    }

    #[test]
    fn marks_are_cut_out() {
        let check = |marks: &[(u32, u32)], expect| assert_eq!(show("sổ đỏ bị mất", marks), expect, "{marks:?}");
        check(&[], "sổ đỏ bị mất");
        check(&[(0, 4)], "[sổ] đỏ bị mất");
        check(&[(5, 10), (0, 4)], "[sổ] [đỏ] bị mất");
        check(&[(0, 4), (2, 10)], "[sổ][ đỏ] bị mất");
        check(&[(2, 3)], "s[ổ] đỏ bị mất");
        check(&[(5, 9999)], "sổ [đỏ bị mất]");
        check(&[(9, 3), (77, 99)], "sổ đỏ bị mất");
    }

    #[test]
    fn no_letter_is_ever_lost() {
        let text = "Sổ đỏ 🏠 bị mất";
        for from in 0..30 {
            for to in 0..30 {
                let whole: String = split(text, &[(from, to), (to, from)]).iter().map(|p| p.1).collect();
                assert_eq!(whole, text);
            }
        }
    }
}
