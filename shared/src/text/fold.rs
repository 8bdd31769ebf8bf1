//! Folding for pickers: names of areas and agencies compared the way people type them. Small on purpose, the
//! widget carries it; the full analyzer is `token`.

use super::letters;

/// Lower case, no marks, words parted by single spaces: `Phường Bến Nghé` → `phuong ben nghe`. For comparison
/// only. Composed and decomposed spellings give the same.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut add = |c: char| {
        let c = match c {
            '\u{300}'..='\u{36F}' | '\u{AD}' | '\u{200C}' | '\u{200D}' | '\u{2060}' | '\u{FEFF}' => return,
            'ð' => 'd',
            _ => latin(letters::split(c).map_or(c, |(base, _)| letters::plain(base))),
        };
        if letters::is_word(c) {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    };
    for c in text.chars() {
        match letters::split(c) {
            // What the table knows is in lower case.
            Some(_) => add(c),
            None if c.is_ascii() => add(c.to_ascii_lowercase()),
            None => c.to_lowercase().for_each(&mut add),
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// The plain letter under the marks of western European names.
const fn latin(c: char) -> char {
    match c {
        'ä' | 'å' => 'a',
        'ç' => 'c',
        'ë' => 'e',
        'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ö' | 'ø' => 'o',
        'û' | 'ü' => 'u',
        'ÿ' => 'y',
        _ => c,
    }
}

/// How well a name answers what was typed; smaller is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The same.
    Whole,
    /// The name begins with it.
    Begin,
    /// Some words of the name begin with the words typed, in order.
    Words,
    /// The first letters of the words: `hcm` for Hồ Chí Minh.
    Initials,
}

/// How a name answers what was typed so far, `None` if it does not. `i` and `y` are one letter here.
pub fn fits(typed: &str, name: &str) -> Option<Fit> {
    let one = |text: &str| fold(text).replace('y', "i");
    fits_folded(&one(typed), &one(name))
}

/// The same for two texts folded already, `y` written as `i`: for lists that are asked with every key stroke.
pub fn fits_folded(typed: &str, name: &str) -> Option<Fit> {
    if typed == name {
        return Some(Fit::Whole);
    }
    if name.starts_with(typed) {
        return Some(Fit::Begin);
    }
    let mut words = name.split(' ');
    if typed.split(' ').all(|begun| words.any(|word| word.starts_with(begun))) {
        return Some(Fit::Words);
    }
    let initials: String = name.split(' ').filter_map(|word| word.chars().next()).collect();
    (typed.len() > 1 && initials.contains(typed)).then_some(Fit::Initials)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_names() {
        let check = |text: &str, expect: &str| assert_eq!(fold(text), expect, "{text}");
        check("Phường Bến Nghé", "phuong ben nghe");
        check("Bà Rịa - Vũng Tàu", "ba ria vung tau");
        check("  Ðắk Lắk ", "dak lak");
        check("Thu\u{309}y", "thuy");
        check("Zürich", "zurich");
        check("", "");
    }

    #[test]
    fn typed_beginnings_find_names() {
        let check = |typed: &str, name: &str, expect| assert_eq!(fits(typed, name), expect, "{typed} {name}");
        check("ben nghe", "Bến Nghé", Some(Fit::Whole));
        check("thanh pho h", "Thành phố Hồ Chí Minh", Some(Fit::Begin));
        check("ho chi", "Thành phố Hồ Chí Minh", Some(Fit::Words));
        check("tp minh", "Thành phố Hồ Chí Minh", None);
        check("hcm", "Thành phố Hồ Chí Minh", Some(Fit::Initials));
        check("mi tho", "Phường Mỹ Tho", Some(Fit::Words));
        check("", "Huế", Some(Fit::Begin));
    }
}
