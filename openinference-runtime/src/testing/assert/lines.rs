//! The difference of two texts, line by line.

use std::fmt::Write as _;

/// Both texts merged: `-` before lines of `old` only, `+` before lines of `new` only. `same` says which lines are one.
pub(in crate::testing) fn diff_lines(old: &str, new: &str, same: impl Fn(&str, &str) -> bool) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let same: Vec<Vec<bool>> = old.iter().map(|old| new.iter().map(|new| same(old, new)).collect()).collect();
    let common = common_suffixes(&same, new.len());
    let mut merged = String::new();
    let (mut o, mut n) = (0, 0);
    while o < old.len() || n < new.len() {
        let (sign, line) = if o < old.len() && n < new.len() && same[o][n] {
            (o, n) = (o + 1, n + 1);
            (' ', old[o - 1])
        } else if n == new.len() || (o < old.len() && common[o + 1][n] >= common[o][n + 1]) {
            o += 1;
            ('-', old[o - 1])
        } else {
            n += 1;
            ('+', new[n - 1])
        };
        // Writing to a string cannot fail.
        let _ = writeln!(merged, "{sign} {line}");
    }
    merged
}

/// `[o][n]`: the length of the longest common subsequence of what follows these places. A trace has few lines.
fn common_suffixes(same: &[Vec<bool>], new: usize) -> Vec<Vec<usize>> {
    let mut common = vec![vec![0; new + 1]; same.len() + 1];
    for o in (0..same.len()).rev() {
        for n in (0..new).rev() {
            common[o][n] =
                if same[o][n] { common[o + 1][n + 1] + 1 } else { common[o + 1][n].max(common[o][n + 1]) };
        }
    }
    common
}
