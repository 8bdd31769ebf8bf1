//! The Vietnamese syllable: its exact form (tone as a digit, one spelling of i/y), and whether a word can be
//! one at all. The second judges legacy fonts and typing residue; it never decides what is searched.

use super::letters::{self, Tone};

/// Word beginnings, longest first so that `ngh` is tried before `ng` and `n`.
const ONSETS: [&str; 28] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l", "m",
    "n", "p", "r", "s", "t", "v", "x", "",
];

/// What can follow the beginning, without its tone; in the order of its bytes, for looking up.
const RIMES: [&str; 161] = [
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "e", "ec", "em", "en", "eng", "eo",
    "ep", "et", "i", "ia", "ich", "im", "in", "inh", "ip", "it", "iu", "iêc", "iêm", "iên", "iêng", "iêp", "iêt",
    "iêu", "o", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap", "oat", "oay", "oc", "oe",
    "oen", "oeo", "oet", "oi", "om", "on", "ong", "ooc", "oong", "op", "ot", "oăc", "oăm", "oăn", "oăng", "oăt", "u",
    "ua", "uc", "ui", "um", "un", "ung", "up", "ut", "uy", "uya", "uych", "uyn", "uynh", "uyp", "uyt", "uyu", "uyên",
    "uyêt", "uân", "uâng", "uât", "uây", "uê", "uêch", "uên", "uênh", "uôc", "uôi", "uôm", "uôn", "uông", "uôt", "uơ",
    "y", "yêm", "yên", "yêng", "yêt", "yêu", "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây", "ê", "êch", "êm", "ên",
    "ênh", "êp", "êt", "êu", "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt", "ăc", "ăm", "ăn", "ăng", "ăp", "ăt", "ơ",
    "ơi", "ơm", "ơn", "ơp", "ơt", "ư", "ưa", "ưc", "ưi", "ưm", "ưn", "ưng", "ưt", "ưu", "ươc", "ươi", "ươm", "ươn",
    "ương", "ươp", "ươt", "ươu",
];

/// Takes the tone off a lower-case word: (the word without tone, the tones met, in order).
pub fn toneless(word: &str) -> (String, Vec<Tone>) {
    let mut tones = Vec::new();
    let base = word
        .chars()
        .map(|c| match letters::split(c) {
            Some((base, tone)) => {
                if tone > 0 {
                    tones.push(tone);
                }
                base
            }
            None => c,
        })
        .collect();
    (base, tones)
}

/// One spelling for the words that are written with `y` and with `i` alike: kỹ = kĩ, quý = quí.
/// Never after a vowel: `tay` and `tai` are two words. `None` for a word that has one spelling only.
pub fn i_for_y(toneless: &str) -> Option<&'static str> {
    Some(match toneless {
        "hy" => "hi",
        "ky" => "ki",
        "ly" => "li",
        "my" => "mi",
        "sy" => "si",
        "ty" => "ti",
        "quy" => "qui",
        _ => return None,
    })
}

/// Whether a lower-case word is spelled like a Vietnamese syllable: beginning, rest, at most one tone, and
/// only sắc or nặng (or nothing, as in unaccented typing when `strict` is off) before c, ch, p, t.
pub fn well_formed(word: &str, strict: bool) -> bool {
    let (base, tones) = toneless(word);
    if tones.len() > 1 || base.chars().count() > 7 || !base.chars().all(|c| letters::split(c).is_some()) {
        return false;
    }
    let tone = tones.first().copied().unwrap_or(0);
    let stopped = base.ends_with(['c', 'p', 't']) || base.ends_with("ch");
    if stopped && !matches!(tone, 1 | 5) && (strict || tone != 0) {
        return false;
    }
    if base == "gi" {
        return true;
    }
    ONSETS.iter().any(|onset| base.strip_prefix(onset).is_some_and(|rime| is_rime(rime) && fits(onset, rime)))
}

/// All syllables that an unaccented one can be read as, in lower case with marks: `ma` is ma, má, mà, mả, mã, mạ.
pub fn readings(folded: &str) -> Vec<String> {
    let mut bases = vec![String::new()];
    for c in folded.chars() {
        let letters: &[char] = match c {
            'a' => &['a', 'ă', 'â'],
            'd' => &['d', 'đ'],
            'e' => &['e', 'ê'],
            'o' => &['o', 'ô', 'ơ'],
            'u' => &['u', 'ư'],
            _ => &[c],
        };
        bases = bases.iter().flat_map(|base| letters.iter().map(move |l| format!("{base}{l}"))).collect();
        if bases.len() > 200 {
            return Vec::new();
        }
    }
    let toned = bases.iter().flat_map(|base| (0..6).map(move |tone| spelled(base, tone)));
    toned.filter(|word| well_formed(word, true)).collect()
}

/// A toneless syllable with its tone where most people write it: on the marked vowel (the second of `ươ`), before
/// a final consonant on the last vowel, else on the first of two (hòa, thủy) and the middle one of three.
pub fn spelled(toneless: &str, tone: Tone) -> String {
    let mut letters: Vec<char> = toneless.chars().collect();
    let mut vowels: Vec<usize> = (0..letters.len()).filter(|&i| letters::is_vowel(letters[i])).collect();
    let glide = toneless.starts_with("qu") || toneless.starts_with("gi");
    if glide && vowels.len() > 1 {
        vowels.remove(0);
    }
    let marked = vowels.iter().rev().copied().find(|&i| letters::plain(letters[i]) != letters[i]);
    let open = vowels.last().is_none_or(|&last| last + 1 == letters.len());
    let place = marked.or_else(|| match (vowels.len(), open) {
        (0, _) => None,
        (2, true) => Some(vowels[0]),
        (3.., true) => Some(vowels[1]),
        (n, _) => Some(vowels[n - 1]),
    });
    if let Some(at) = place {
        letters[at] = letters::with_tone(letters[at], tone);
    }
    letters.into_iter().collect()
}

fn is_rime(rime: &str) -> bool {
    RIMES.binary_search(&rime).is_ok()
}

/// Spelling rules of the sounds /k/, /ŋ/, /g/: `k`, `gh`, `ngh` before e, ê, i, y only, `c`, `g`, `ng` never there.
fn fits(onset: &str, rime: &str) -> bool {
    let front = rime.starts_with(['e', 'ê', 'i', 'y']);
    match onset {
        "k" | "gh" | "ngh" => front,
        "c" | "ng" => !front,
        "g" => !front || rime.starts_with('i'),
        "qu" => !rime.starts_with(['u', 'ư', 'o']),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_a_syllable_when_it_sees_one() {
        let yes =
            "nghiêng khuyết đường giếng gì quốc quyển quý uỷ ủy ỷ ban nước thoát huyện yêu ngoèo xoong giặt qua nghĩa";
        for word in yes.split(' ') {
            assert!(well_formed(word, true), "{word}");
        }
        for word in "dduwowngf moon user khiõu ngiêng kan cen wifi đất1 bàc áá strict".split(' ') {
            assert!(!well_formed(word, true), "{word}");
        }
        assert!(well_formed("phep", false) && !well_formed("phep", true));
    }

    #[test]
    fn the_rimes_are_in_order() {
        assert!(RIMES.is_sorted());
    }

    #[test]
    fn the_tone_stands_where_people_write_it() {
        let words = "hòa thủy khuỷu đường giấy quý quốc nghĩa khoái toán của mía ngoèo giá gì tiếng loạn";
        for word in words.split(' ') {
            let (base, tones) = toneless(word);
            assert_eq!(spelled(&base, tones[0]), word);
        }
    }

    #[test]
    fn readings_are_the_syllables_there_are() {
        let has = |folded: &str, word: &str| assert!(readings(folded).iter().any(|r| r == word), "{folded} {word}");
        has("duong", "đường");
        has("khieu", "khiếu");
        has("ki", "kĩ");
        assert_eq!(readings("ma").len(), 6);
        assert!(!readings("dat").iter().any(|r| r == "đat"));
        assert!(readings("karaoke").is_empty());
    }

    #[test]
    fn i_and_y_are_one_only_when_alone() {
        let check = |word: &str, expect: &str| {
            assert_eq!(i_for_y(word).unwrap_or(word), expect);
        };
        check("ky", "ki");
        check("quy", "qui");
        check("tay", "tay");
        check("uy", "uy");
        check("tuy", "tuy");
        check("cây", "cây");
    }
}
