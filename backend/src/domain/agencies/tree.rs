//! Numbers of branches (nested sets): pure.

use crate::store::agencies::Node;
use std::collections::HashMap;

/// All agencies with new numbers, in preorder and by identity, behind the highest there is. `None` when not all hang
/// together: an agency above itself, or below one that is not there.
pub fn numbered(nodes: &[Node]) -> Option<Vec<Node>> {
    let mut below: HashMap<Option<i64>, Vec<i64>> = HashMap::new();
    for (id, parent, ..) in nodes {
        below.entry(*parent).or_default().push(*id);
    }
    let parents: HashMap<i64, Option<i64>> = nodes.iter().map(|(id, parent, ..)| (*id, *parent)).collect();
    let mut next = nodes.iter().map(|(.., high)| *high).max().unwrap_or(0) + 1;
    let mut out = Vec::with_capacity(nodes.len());
    // A stack instead of recursion: what is above stays on it until all below it has its numbers.
    let mut stack: Vec<(i64, Option<i64>)> = below.get(&None)?.iter().rev().map(|id| (*id, None)).collect();
    while let Some((id, low)) = stack.pop() {
        let Some(low) = low else {
            stack.push((id, Some(next)));
            next += 1;
            stack.extend(below.get(&Some(id)).into_iter().flatten().rev().map(|child| (*child, None)));
            continue;
        };
        out.push((id, *parents.get(&id)?, low, next - 1));
    }
    (out.len() == nodes.len()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn branches_are_ranges_behind_the_old_ones() {
        let nodes = [(1, None, 1, 5), (2, Some(1), 2, 3), (3, Some(2), 3, 3), (4, Some(1), 4, 4), (5, Some(4), 5, 5)];
        let mut found = numbered(&nodes).unwrap();
        found.sort_unstable();
        assert_eq!(
            found,
            [(1, None, 6, 10), (2, Some(1), 7, 8), (3, Some(2), 8, 8), (4, Some(1), 9, 10), (5, Some(4), 10, 10)]
        );
    }

    #[test]
    fn circles_are_noticed() {
        assert_eq!(numbered(&[(1, None, 1, 1), (2, Some(3), 0, 0), (3, Some(2), 0, 0)]), None);
        assert_eq!(numbered(&[(1, Some(1), 1, 1)]), None);
        assert_eq!(numbered(&[(1, None, 1, 1), (2, Some(9), 0, 0)]), None);
    }
}
