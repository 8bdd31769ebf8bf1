//! Tries one number after the other until the SHA-256 of a text with it begins with enough zero bits: what a device does when
//! unusually many file through a site. A module of its own without memory, glue or allocation, so that it is a kilobyte or two;
//! `widget/work.js` carries it and calls it. SHA-256 is written out here (FIPS 180-4) because only the first word of one block is
//! needed, and words go in instead of bytes.

const START: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

#[rustfmt::skip]
const ROUNDS: [u32; 64] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
];

/// The first word of the digest of a text that is one block with its padding.
fn first_word(mut block: [u32; 16]) -> u32 {
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = START;
    for (at, rounds) in ROUNDS.chunks_exact(16).enumerate() {
        // Sixteen at a time, so that each word has its place in them and none is looked up.
        for i in 0..16 {
            if at > 0 {
                let (two, fifteen) = (block[(i + 14) % 16], block[(i + 1) % 16]);
                let low = fifteen.rotate_right(7) ^ fifteen.rotate_right(18) ^ (fifteen >> 3);
                let high = two.rotate_right(17) ^ two.rotate_right(19) ^ (two >> 10);
                block[i] = block[i].wrapping_add(low).wrapping_add(block[(i + 9) % 16]).wrapping_add(high);
            }
            let mixed = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
            let chosen = (e & f) ^ (!e & g);
            let one = h.wrapping_add(mixed).wrapping_add(chosen).wrapping_add(rounds[i]).wrapping_add(block[i]);
            let mixed = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
            let most = (a & b) ^ (a & c) ^ (b & c);
            (h, g, f, e, d, c, b, a) =
                (g, f, e, d.wrapping_add(one), c, b, a, one.wrapping_add(mixed).wrapping_add(most));
        }
    }
    START[0].wrapping_add(a)
}

/// Sixteen bits as four hexadecimal digits.
const fn digits(n: u32) -> u32 {
    let nibbles = (n & 0xf000) << 12 | (n & 0x0f00) << 8 | (n & 0x00f0) << 4 | n & 0x000f;
    let letters = (nibbles + 0x0606_0606) >> 4 & 0x0101_0101;
    nibbles + 0x3030_3030 + letters * 39
}

/// The first of `count` numbers from `from` on whose eight hexadecimal digits, put into the block as the words `at` and the next,
/// make the digest begin with `bits` zero bits (at most 32).
fn found(mut block: [u32; 16], at: usize, from: u32, count: u32, bits: u32) -> Option<u32> {
    (0..count).map(|step| from.wrapping_add(step)).find(|n| {
        if let Some([high, low]) = block.get_mut(at..).and_then(<[u32]>::first_chunk_mut) {
            (*high, *low) = (digits(n >> 16), digits(n & 0xffff));
        }
        first_word(block).leading_zeros() >= bits
    })
}

/// The number that was found, or -1. `w0` to `w15` are the block: the text with room for the digits, and its padding.
#[expect(unsafe_code, reason = "a name that JavaScript can call; nothing else of the module has one")]
#[unsafe(no_mangle)]
pub extern "C" fn search(
    w0: u32,
    w1: u32,
    w2: u32,
    w3: u32,
    w4: u32,
    w5: u32,
    w6: u32,
    w7: u32,
    w8: u32,
    w9: u32,
    w10: u32,
    w11: u32,
    w12: u32,
    w13: u32,
    w14: u32,
    w15: u32,
    at: usize,
    from: u32,
    count: u32,
    bits: u32,
) -> f64 {
    let block = [w0, w1, w2, w3, w4, w5, w6, w7, w8, w9, w10, w11, w12, w13, w14, w15];
    found(block, at, from, count, bits).map_or(-1.0, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of at most 55 bytes with its padding, as words.
    fn block(text: &str) -> [u32; 16] {
        let mut bytes = [0; 64];
        bytes[..text.len()].copy_from_slice(text.as_bytes());
        bytes[text.len()] = 0x80;
        bytes[63] = u8::try_from(text.len() * 8 % 256).unwrap();
        bytes[62] = u8::try_from(text.len() * 8 / 256).unwrap();
        let words: Vec<u32> = bytes.chunks_exact(4).map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]])).collect();
        words.try_into().unwrap()
    }

    #[test]
    fn digests_are_those_of_others() {
        for (text, expect) in [
            ("", 0xe3b0_c442),
            ("abc", 0xba78_16bf),
            ("abcdefghijklmnopqrstuvwxyz", 0x71c4_80df),
            ("The quick brown fox jumps over the lazy dog", 0xd7a8_fbb3),
        ] {
            assert_eq!(first_word(block(text)), expect, "{text}");
        }
    }

    #[test]
    fn numbers_are_written_as_digits() {
        for n in [0, 9, 10, 0xabcd, 0xffff, 0x0f90] {
            let expect = u32::from_be_bytes(format!("{n:04x}").into_bytes().try_into().unwrap());
            assert_eq!(digits(n), expect, "{n:x}");
        }
    }

    #[test]
    fn what_is_found_is_the_first_that_fits() {
        let fits = |n: u32| first_word(block(&format!("challenge.00{n:08x}"))).leading_zeros() >= 8;
        let first = (0..).find(|n| fits(*n)).unwrap();
        let room = block("challenge.0000000000");
        assert_eq!(found(room, 3, 0, 100_000, 8), Some(first));
        assert_eq!(found(room, 3, 0, first, 8), None);
        assert_eq!(found(room, 3, first, 1, 8), Some(first));
        assert_eq!(found(room, 3, first + 1, 100_000, 8), (first + 1..).find(|n| fits(*n)));
    }
}
