//! Circles in a directed graph.

use std::collections::BTreeMap;

/// The shortest circle through each node that is on one, each circle once, every node followed by one that it points to.
#[must_use]
pub fn circles<N: Clone + Ord>(edges: &[(N, N)]) -> Vec<Vec<N>> {
    let mut next: BTreeMap<&N, Vec<&N>> = BTreeMap::new();
    for (from, to) in edges {
        next.entry(from).or_default().push(to);
    }
    let mut found: BTreeMap<Vec<N>, Vec<N>> = BTreeMap::new();
    for &start in next.keys() {
        if let Some(circle) = shortest(&next, start) {
            let mut members = circle.clone();
            members.sort();
            found.entry(members).or_insert(circle);
        }
    }
    found.into_values().collect()
}

/// By breadth, from `start` back to it.
fn shortest<N: Clone + Ord>(next: &BTreeMap<&N, Vec<&N>>, start: &N) -> Option<Vec<N>> {
    let mut before: BTreeMap<&N, &N> = BTreeMap::new();
    let mut front = vec![start];
    while !front.is_empty() {
        let mut reached = Vec::new();
        for node in front {
            for &to in next.get(node).into_iter().flatten() {
                if to == start {
                    let mut circle = vec![node.clone()];
                    let mut at = node;
                    while let (true, Some(&earlier)) = (at != start, before.get(at)) {
                        circle.push(earlier.clone());
                        at = earlier;
                    }
                    circle.reverse();
                    return Some(circle);
                }
                if !before.contains_key(to) {
                    before.insert(to, node);
                    reached.push(to);
                }
            }
        }
        front = reached;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::circles;

    #[test]
    fn a_circle_is_found_and_a_diamond_is_none() {
        assert_eq!(circles(&[(1, 2), (1, 3), (2, 4), (3, 4)]), Vec::<Vec<i32>>::new());
        assert_eq!(circles(&[(1, 2), (2, 3), (3, 2), (3, 4)]), [[2, 3]]);
        assert_eq!(circles(&[(1, 2), (2, 3), (3, 1)]), [[1, 2, 3]]);
    }
}
