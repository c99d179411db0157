//! "Did you mean": words that are nearly the same.

use alloc::vec::Vec;

/// The candidate that `word` was probably meant to be: the one with the fewest letters left out, added, replaced or
/// swapped with their neighbour, if that is at most a third of the word. Case does not matter; of equally near
/// candidates the first is taken. `None`: none is near.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .filter_map(|candidate| Some((near(word, candidate)?, candidate)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// [`nearest`] for dotted keys, which are compared from the first part in which they differ: a long namespace does not
/// make room for more mistakes behind it.
pub(super) fn nearest_key<T>(
    key: &str,
    candidates: impl Iterator<Item = T>,
    key_of: impl Fn(&T) -> &str,
) -> Option<T> {
    candidates
        .filter_map(|candidate| {
            let (word, other) = without_common_namespace(key, key_of(&candidate));
            Some((near(word, other)?, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many edits lie between a word and a candidate, if so few that the one may be meant by the other.
fn near(word: &str, candidate: &str) -> Option<usize> {
    let word: Vec<char> = word.chars().map(|letter| letter.to_ascii_lowercase()).collect();
    let candidate: Vec<char> = candidate.chars().map(|letter| letter.to_ascii_lowercase()).collect();
    let limit = word.len().max(3) / 3;
    // The lengths alone rule most candidates out.
    if word.len().abs_diff(candidate.len()) > limit {
        return None;
    }
    let distance = distance(&word, &candidate);
    (distance <= limit).then_some(distance)
}

/// Edit distance in which a swap of two neighbours is one edit (optimal string alignment), by the last three rows of
/// the usual table.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut two_above: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=to.len()).collect();
    for (row, from_letter) in from.iter().enumerate() {
        let mut current = Vec::with_capacity(above.len());
        current.push(row + 1);
        for (column, to_letter) in to.iter().enumerate() {
            let replaced = above[column] + usize::from(from_letter != to_letter);
            let mut least = replaced.min(above[column + 1] + 1).min(current[column] + 1);
            let swapped =
                row > 0 && column > 0 && from[row - 1] == *to_letter && *from_letter == to[column - 1];
            if swapped {
                least = least.min(two_above[column - 1] + 1);
            }
            current.push(least);
        }
        two_above = core::mem::replace(&mut above, current);
    }
    above.last().copied().unwrap_or_default()
}

fn without_common_namespace<'a, 'b>(key: &'a str, other: &'b str) -> (&'a str, &'b str) {
    match (key.split_once('.'), other.split_once('.')) {
        (Some((first, rest)), Some((other_first, other_rest))) if first == other_first => {
            without_common_namespace(rest, other_rest)
        }
        _ => (key, other),
    }
}

/// `llm.model.name` or `LLM_MODEL_NAME` for `llm.model_name`.
pub(super) fn same_but_for_separators(word: &str, key: &str) -> bool {
    let letters = |text: &'_ str| -> Vec<char> {
        text.chars().filter(|c| !matches!(c, '.' | '_' | '-')).map(|c| c.to_ascii_lowercase()).collect()
    };
    letters(word) == letters(key)
}

/// `finish_reason` for `llm.finish_reason`.
pub(super) fn is_end_of(word: &str, key: &str) -> bool {
    key.strip_suffix(word).is_some_and(|front| front.ends_with('.'))
}

/// The one item, if there is exactly one.
pub(super) fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}
