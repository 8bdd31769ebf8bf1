//! The hash tree of RFC 6962, section 2.1, over the hashes of some events: whoever has one event and the few hashes
//! beside its way up can show that it is under a root, without any other event.

use crate::secrets::sha256_pieces;

/// A hash.
pub type Hash = [u8; 32];

fn leaf(of: &Hash) -> Hash {
    sha256_pieces([&[0], of.as_slice()])
}

fn node(left: &Hash, right: &Hash) -> Hash {
    sha256_pieces([&[1], left.as_slice(), right])
}

/// The largest power of two smaller than `n`: where the tree of `n` leaves is split.
const fn split(n: usize) -> usize {
    n.next_power_of_two() / 2
}

/// The root over some leaves; `None` when there are none.
pub fn root(leaves: &[Hash]) -> Option<Hash> {
    match leaves {
        [] => None,
        [one] => Some(leaf(one)),
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            Some(node(&root(left)?, &root(right)?))
        }
    }
}

/// The hashes beside the way from a leaf up to the root, lowest first.
pub fn path(leaves: &[Hash], index: usize) -> Vec<Hash> {
    if leaves.len() < 2 || index >= leaves.len() {
        return Vec::new();
    }
    let at = split(leaves.len());
    let (left, right) = leaves.split_at(at);
    let (mut path, beside) = match index < at {
        true => (self::path(left, index), root(right)),
        false => (self::path(right, index - at), root(left)),
    };
    path.extend(beside);
    path
}

/// The root that a leaf and its path lead to; `None` when the path does not fit.
pub fn root_by(of: &Hash, index: usize, count: usize, path: &[Hash]) -> Option<Hash> {
    if index >= count {
        return None;
    }
    if count == 1 {
        return path.is_empty().then(|| leaf(of));
    }
    let (beside, below) = path.split_last()?;
    let at = split(count);
    match index < at {
        true => Some(node(&root_by(of, index, at, below)?, beside)),
        false => Some(node(beside, &root_by(of, index - at, count - at, below)?)),
    }
}

/// A hash from its 64 hexadecimal digits.
pub fn from_hex(text: &str) -> Option<Hash> {
    let digits: Vec<u8> =
        text.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect::<Option<_>>()?;
    let bytes: Vec<u8> = digits.chunks(2).map(|two| two[0] << 4 | two.get(1).copied().unwrap_or_default()).collect();
    (digits.len() == 64).then(|| bytes.try_into().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::hex;

    fn leaves(n: usize) -> Vec<Hash> {
        (0..n).map(|n| sha256_pieces([n.to_le_bytes().as_slice()])).collect()
    }

    #[test]
    fn a_tree_of_three_is_what_the_standard_says() {
        let all = leaves(3);
        assert_eq!(root(&all), Some(node(&node(&leaf(&all[0]), &leaf(&all[1])), &leaf(&all[2]))));
        assert_eq!(root(&[]), None);
        // printf '\0' | cat - <(head -c 32 /dev/zero) | sha256sum
        let expect = "7f9c9e31ac8256ca2f258583df262dbc7d6f68f2a03043d5c99a4ae5a7396ce9";
        assert_eq!(root(&[[0; 32]]).map(|root| hex(&root)).as_deref(), Some(expect));
    }

    #[test]
    fn every_leaf_leads_to_the_root_and_no_other_does() {
        for count in 1..40 {
            let all = leaves(count);
            let top = root(&all);
            for index in 0..count {
                let path = path(&all, index);
                assert_eq!(root_by(&all[index], index, count, &path), top, "{index} of {count}");
                assert_ne!(root_by(&[7; 32], index, count, &path), top);
                assert_ne!(root_by(&all[index], (index + 1) % (count + 1), count, &path), top);
                let mut longer = path.clone();
                longer.push([1; 32]);
                assert_eq!(root_by(&all[index], index, count, &longer), None, "a path of another length");
            }
        }
    }

    #[test]
    fn hexadecimal() {
        assert_eq!(from_hex(&hex(&[0xab; 32])), Some([0xab; 32]));
        assert_eq!(from_hex("ab"), None);
        assert_eq!(from_hex(&"x".repeat(64)), None);
    }
}
