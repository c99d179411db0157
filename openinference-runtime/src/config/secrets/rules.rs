//! Whether a name is that of a secret, by the roles of its words.

use super::roles::{self, Roles};
use super::trigrams::may_be_secret;
use super::words::words;

/// How many words at the end of a name decide; what stands before is looked at for words that always do.
const DECIDING: usize = 16;

/// A bare `token` or `signature` is a secret as a parameter, while model payloads use fields of these names for other things.
pub(super) fn is_secret(name: &str, is_parameter: bool) -> bool {
    may_be_secret(name) && is_secret_by_words(name, is_parameter)
}

pub(super) fn is_secret_by_words(name: &str, is_parameter: bool) -> bool {
    let mut last = [Roles::default(); DECIDING];
    let mut count = 0_usize;
    let mut holds_secret = false;
    let mut first = Roles::default();
    let mut previous = Roles::default();
    for word in words(name) {
        let roles = roles::of(word);
        holds_secret |= roles.has(Roles::SECRET) || opens(previous, roles);
        if count == 0 {
            first = roles;
        }
        if count >= DECIDING {
            last.rotate_left(1);
        }
        if let Some(place) = last.get_mut(count.min(DECIDING - 1)) {
            *place = roles;
        }
        count += 1;
        previous = roles;
    }
    let words = last.get(..count.min(DECIDING)).unwrap_or_default();
    let is_one = words.len() == 1;
    if !is_one && first.has(Roles::FLAG) {
        return false;
    }
    let words = without_suffixes(words);
    match words {
        [.., before, end] if end.has(Roles::ABOUT) && !opens_url(*before, *end) => false,
        _ => holds_secret || ends_in_secret(words, is_parameter),
    }
}

/// What is a secret wherever it stands in a name: `api_key`, `access_tokens`, `database_url`, `recovery_code`.
fn opens(previous: Roles, roles: Roles) -> bool {
    roles.has(Roles::KEY.and(Roles::KEYS)) && previous.has(Roles::OWNS_KEY)
        || roles.has(Roles::TOKENS) && previous.has(Roles::OWNS_TOKENS)
        || roles.has(Roles::CODE) && previous.has(Roles::OWNS_CODE)
        || opens_url(previous, roles)
}

fn opens_url(previous: Roles, roles: Roles) -> bool {
    roles.has(Roles::URL) && previous.has(Roles::OWNS_URL)
}

/// `_prod`, `_v2`, `_value` change nothing.
fn without_suffixes(mut words: &[Roles]) -> &[Roles] {
    while let [rest @ .., end] = words
        && end.has(Roles::SUFFIX)
        && !rest.is_empty()
    {
        words = rest;
    }
    words
}

fn ends_in_secret(words: &[Roles], is_parameter: bool) -> bool {
    let [rest @ .., end] = words else { return false };
    let before = rest.last().copied();
    if end.has(Roles::TOKEN) {
        return before.map_or(is_parameter, |before| !before.has(Roles::PLAIN_TOKEN));
    }
    if end.has(Roles::KEY) {
        return before.is_some_and(|before| !before.has(Roles::PLAIN_KEY));
    }
    if end.has(Roles::PEM) {
        return match before {
            None => true,
            Some(before) if before.has(Roles::KEY.and(Roles::KEYS)) => ends_in_secret(rest, is_parameter),
            Some(before) => !before.has(Roles::PLAIN_END),
        };
    }
    let is_bare_signature = end.has(Roles::SIGNATURE) && before.is_none();
    end.has(Roles::AT_END)
        && (!is_bare_signature || is_parameter)
        && before.is_none_or(|before| !before.has(Roles::PLAIN_END))
}
