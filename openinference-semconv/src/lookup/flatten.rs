//! Keys of lists and objects, written out as `<list>.<index>.<key of the item>` or `<object>.<key of its part>`
//! (`spec/semantic_conventions.md`, Indexed Attribute Prefixes).

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;

use super::{nearest, wrong_names};
use crate::attributes::ATTRIBUTES;
use crate::nesting::{NESTING, VOICE, is_taken, nesting_of};
use crate::{Attribute, Place, ValueType};

/// What follows `namespace` and a dot in `key`.
pub(super) fn below<'k>(key: &'k str, namespace: &str) -> Option<&'k str> {
    key.strip_prefix(namespace)?.strip_prefix('.')
}

/// Whether a key may stand within a list or object that takes these keys; those that end in a dot stand for all keys
/// that begin so. `None` takes any key.
pub(super) fn belongs(key: &str, within: Option<&[&str]>) -> bool {
    within.is_none_or(|takes| is_taken(key, takes))
}

/// The row of a key that stands within a list or object that takes these keys.
pub(super) fn resolve(key: &str, within: Option<&[&str]>) -> Option<&'static Attribute> {
    if let Some(row) = ATTRIBUTES.iter().find(|row| row.key == key) {
        return belongs(key, within).then_some(row);
    }
    let (holder, rest) = outermost_holder(key, within)?;
    let item = if holder.indexed { split_index(rest)?.1 } else { rest };
    resolve(item, Some(holder.takes))
}

/// A key put right.
pub(super) struct Correction {
    /// The whole key.
    pub(super) key: String,
    /// The attribute in place of the first part that was wrong.
    pub(super) attribute: &'static Attribute,
}

/// What a key that [`resolve`] does not know was probably meant to be.
pub(super) fn correct(key: &str, within: Option<&[&str]>) -> Option<Correction> {
    // A right list or object with something wrong behind it.
    if let Some((holder, rest)) = outermost_holder(key, within) {
        let (index, item) = match split_index(rest) {
            Some((index, item)) if holder.indexed => (Some(index), item),
            _ => (holder.indexed.then_some("0"), rest),
        };
        let inner = right_or_corrected(item, holder.takes)?;
        return Some(Correction { key: join(holder.key, index, &inner.key), attribute: inner.attribute });
    }
    // A wrong list; what is behind it may be right.
    if let Some((list, index, item)) = split_at_first_index(key) {
        let row = nearest_row(list, within)?;
        let inner = right_or_corrected(item, Holder::of(row).filter(|holder| holder.indexed)?.takes)?;
        return Some(Correction { key: join(row.key, Some(index), &inner.key), attribute: row });
    }
    let row = nearest_row(key, within)?;
    Some(Correction { key: row.key.to_owned(), attribute: row })
}

fn right_or_corrected(item: &str, within: &'static [&'static str]) -> Option<Correction> {
    match resolve(item, Some(within)) {
        Some(row) => Some(Correction { key: item.to_owned(), attribute: row }),
        None => correct(item, Some(within)),
    }
}

fn join(holder: &str, index: Option<&str>, item: &str) -> String {
    match index {
        Some(index) => format!("{holder}.{index}.{item}"),
        None => format!("{holder}.{item}"),
    }
}

/// A list or an object.
struct Holder {
    key: &'static str,
    /// Whether an index follows the key.
    indexed: bool,
    /// The keys of its items; one that ends in a dot stands for all that begin so.
    takes: &'static [&'static str],
}

impl Holder {
    fn of(row: &Attribute) -> Option<Self> {
        let indexed = match row.value_type {
            ValueType::ObjectList => true,
            ValueType::Object => false,
            _ => return None,
        };
        Some(Self { key: row.key, indexed, takes: items(row.key) })
    }

    fn voice() -> impl Iterator<Item = Self> {
        VOICE.iter().map(|key| Self { key, indexed: false, takes: items(key) })
    }
}

/// The keys of the items of a list, or of the parts of an object.
fn items(holder: &str) -> &'static [&'static str] {
    nesting_of(holder).map_or(&[], |nesting| NESTING[nesting].takes)
}

/// The list or object that a key begins with, and what follows its dot.
fn outermost_holder<'k>(key: &'k str, within: Option<&[&str]>) -> Option<(Holder, &'k str)> {
    ATTRIBUTES
        .iter()
        .filter(|row| belongs(row.key, within))
        .find_map(|row| Some((Holder::of(row)?, below(key, row.key)?)))
        .or_else(|| {
            let voice = Holder::voice().filter(|_| within.is_none());
            voice
                .map(|holder| Some((below(key, holder.key)?, holder)))
                .find_map(|found| found.filter(|(rest, _)| rest.starts_with("audio.")))
                .map(|(rest, holder)| (holder, rest))
        })
}

/// `0.message.role` as its index and the rest. Indices are written without leading zeros.
fn split_index(rest: &str) -> Option<(&str, &str)> {
    rest.split_once('.').filter(|(index, _)| is_index(index))
}

fn is_index(segment: &str) -> bool {
    segment == "0"
        || (!segment.starts_with('0') && !segment.is_empty() && segment.bytes().all(|b| b.is_ascii_digit()))
}

/// `a.b.0.c.d` as `a.b`, `0` and `c.d`.
fn split_at_first_index(key: &str) -> Option<(&str, &str, &str)> {
    key.match_indices('.').find_map(|(at, _)| {
        let (index, item) = split_index(key.get(at + 1..)?)?;
        Some((key.get(..at)?, index, item))
    })
}

/// The row that a word was probably meant to name, among those that may stand `within` a list or object, or anywhere.
fn nearest_row(word: &str, within: Option<&[&str]>) -> Option<&'static Attribute> {
    let rows = || ATTRIBUTES.iter().filter(|row| row.place != Place::Resource && belongs(row.key, within));
    wrong_names::meaning(word)
        .and_then(|key| rows().find(|row| row.key == key))
        .or_else(|| rows().find(|row| nearest::same_but_for_separators(word, row.key)))
        .or_else(|| nearest::only(rows().filter(|row| nearest::is_end_of(word, row.key))))
        .or_else(|| nearest::nearest_key(word, rows(), |row| row.key))
}
