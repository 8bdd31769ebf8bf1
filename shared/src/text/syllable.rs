//! The Vietnamese syllable: its exact form (tone as a digit, one spelling of i/y), and whether a word can be
//! one at all. The second judges legacy fonts and typing residue; it never decides what is searched.

use super::letters::{self, Tone};

/// Word beginnings, longest first so that `ngh` is tried before `ng` and `n`.
const ONSETS: [&str; 28] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l", "m",
    "n", "p", "r", "s", "t", "v", "x", "",
];

/// What can follow the beginning, without its tone.
const RIMES: &str = " a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
 e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu \
 o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot \
 ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uôc uôi uôm uôn \
 uông uôt uơ up ut uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu \
 y yêm yên yêng yêt yêu ";

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
/// Never after a vowel: `tay` and `tai` are two words.
pub fn i_for_y(toneless: &mut String) {
    if matches!(toneless.as_str(), "hy" | "ky" | "ly" | "my" | "sy" | "ty" | "quy") {
        toneless.pop();
        toneless.push('i');
    }
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

fn is_rime(rime: &str) -> bool {
    !rime.is_empty() && RIMES.split(' ').any(|known| known == rime)
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
    fn i_and_y_are_one_only_when_alone() {
        let check = |word: &str, expect: &str| {
            let mut word = word.to_owned();
            i_for_y(&mut word);
            assert_eq!(word, expect);
        };
        check("ky", "ki");
        check("quy", "qui");
        check("tay", "tay");
        check("uy", "uy");
        check("tuy", "tuy");
        check("cây", "cây");
    }
}
