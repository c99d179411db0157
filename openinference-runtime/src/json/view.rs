//! A JSON value to read, wherever it stands.

use std::fmt;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::cut::CUT;
use super::run::Run;
use super::tape::Tape;
use super::tape_node::TapeNode;
use super::value::Json;

/// A borrowed JSON value, known down to its kind: what is in a list or an object is looked at when it is asked for.
///
/// Readers of payloads take this and not a [`Json`], so that they do not depend on how a value is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum JsonRef<'a> {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A whole number above `i64::MAX`.
    UInt(u64),
    /// Any other number.
    Float(f64),
    /// A text.
    String(&'a str),
    /// A list.
    Array(Items<'a>),
    /// Fields, in the order in which they came. Of two fields with one name the last counts.
    Object(Fields<'a>),
}

/// The items of a list, or some of them that follow one another.
#[derive(Clone, Copy)]
pub struct Items<'a>(ItemsIn<'a>);

#[derive(Clone, Copy)]
enum ItemsIn<'a> {
    Tree(&'a [Json]),
    Tape(Run<'a>),
}

/// The fields of an object.
#[derive(Clone, Copy)]
pub struct Fields<'a>(FieldsIn<'a>);

#[derive(Clone, Copy)]
enum FieldsIn<'a> {
    Tree(&'a [(String, Json)]),
    Tape(Run<'a>),
}

impl<'a> JsonRef<'a> {
    /// The field `name` of an object.
    #[inline(always)]
    pub(crate) fn get(self, name: &str) -> Option<Self> {
        self.as_object()?.get(name)
    }

    /// The field of the field of ...
    pub(crate) fn path(self, names: &[&str]) -> Option<Self> {
        names.iter().try_fold(self, |value, name| value.get(name))
    }

    /// The text of a string.
    #[inline]
    pub(crate) fn as_str(self) -> Option<&'a str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// A boolean.
    pub(crate) fn as_bool(self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// A whole number that fits, also one written with a decimal point (`3.0`).
    pub(crate) fn as_i64(self) -> Option<i64> {
        match self {
            Self::Int(value) => Some(value),
            Self::UInt(value) => i64::try_from(value).ok(),
            // Exactly the floats that are whole numbers of 53 bits, for which the conversion loses nothing.
            #[allow(clippy::cast_possible_truncation, reason = "the guard bounds the value")]
            Self::Float(value) if value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0 => {
                Some(value as i64)
            }
            _ => None,
        }
    }

    /// A number.
    pub(crate) fn as_f64(self) -> Option<f64> {
        #[allow(clippy::cast_precision_loss, reason = "the nearest float is what is asked for")]
        match self {
            Self::Int(value) => Some(value as f64),
            Self::UInt(value) => Some(value as f64),
            Self::Float(value) => Some(value),
            _ => None,
        }
    }

    /// The items of a list.
    #[inline]
    pub(crate) fn as_array(self) -> Option<Items<'a>> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The fields of an object.
    #[inline(always)]
    pub(crate) fn as_object(self) -> Option<Fields<'a>> {
        match self {
            Self::Object(fields) => Some(fields),
            _ => None,
        }
    }

    /// Whether this stands for what recording has left out.
    pub(crate) fn is_cut_marker(self) -> bool {
        self.as_str().is_some_and(|text| text.starts_with(CUT))
    }

    /// Whether this is `null`.
    #[inline]
    pub(crate) fn is_null(self) -> bool {
        matches!(self, Self::Null)
    }

    /// The same, owned.
    pub(crate) fn to_json(self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Bool(value) => Json::Bool(value),
            Self::Int(value) => Json::Int(value),
            Self::UInt(value) => Json::UInt(value),
            Self::Float(value) => Json::Float(value),
            Self::String(text) => Json::String(text.to_owned()),
            Self::Array(items) => Json::Array(items.iter().map(Self::to_json).collect()),
            Self::Object(fields) => {
                Json::Object(fields.iter().map(|(name, value)| (name.to_owned(), value.to_json())).collect())
            }
        }
    }

    /// The members of a list or of an object (true) that stands on a tape.
    #[inline]
    pub(super) fn run(self) -> Option<(Run<'a>, bool)> {
        match self {
            Self::Array(Items(ItemsIn::Tape(run))) => Some((run, false)),
            Self::Object(Fields(FieldsIn::Tape(run))) => Some((run, true)),
            _ => None,
        }
    }

    /// About how many bytes of JSON text this is, for the capacity of a buffer.
    pub(super) fn text_size(self) -> usize {
        match self {
            Self::Array(Items(ItemsIn::Tape(run))) | Self::Object(Fields(FieldsIn::Tape(run))) => {
                run.text_size()
            }
            _ => self.size(),
        }
    }

    /// Bytes of text in it, roughly.
    pub(crate) fn size(self) -> usize {
        match self {
            Self::String(text) => text.len() + 2,
            Self::Array(items) => items.iter().map(|item| item.size() + 1).sum::<usize>() + 2,
            Self::Object(fields) => {
                fields.iter().map(|(name, value)| name.len() + value.size() + 4).sum::<usize>() + 2
            }
            Self::Null | Self::Bool(_) | Self::Int(_) | Self::UInt(_) | Self::Float(_) => 5,
        }
    }
}

impl Tape {
    /// The value; `null` when nothing was written.
    pub(crate) fn view(&self) -> JsonRef<'_> {
        self.view_at(0)
    }

    /// What is in the list or the object that is open.
    pub(crate) fn view_open(&self) -> Option<JsonRef<'_>> {
        let (members, is_object) = self.open_members()?;
        Some(match is_object {
            true => JsonRef::Object(Fields(FieldsIn::Tape(members))),
            false => JsonRef::Array(Items(ItemsIn::Tape(members))),
        })
    }

    /// The value that begins at a node.
    #[inline]
    pub(super) fn view_at(&self, at: usize) -> JsonRef<'_> {
        match self.nodes.get(at) {
            None | Some(TapeNode::Null) => JsonRef::Null,
            Some(TapeNode::Bool(value)) => JsonRef::Bool(*value),
            Some(TapeNode::Int(value)) => JsonRef::Int(*value),
            Some(TapeNode::UInt(value)) => JsonRef::UInt(*value),
            Some(TapeNode::Float(value)) => JsonRef::Float(*value),
            Some(TapeNode::Text { start, length, .. }) => JsonRef::String(self.slice(*start, *length)),
            Some(TapeNode::Static { text, .. }) => JsonRef::String(text),
            Some(TapeNode::Array { members, .. }) => {
                JsonRef::Array(Items(ItemsIn::Tape(Run::new(self, at + 1, *members))))
            }
            Some(TapeNode::Object { members, .. }) => {
                JsonRef::Object(Fields(FieldsIn::Tape(Run::new(self, at + 1, *members))))
            }
        }
    }
}

impl fmt::Debug for Tape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.view().fmt(f)
    }
}

impl PartialEq for Tape {
    fn eq(&self, other: &Self) -> bool {
        self.view() == other.view()
    }
}

impl From<&Tape> for Json {
    fn from(tape: &Tape) -> Self {
        tape.view().to_json()
    }
}

impl Json {
    /// The value to read, however it is kept.
    pub(crate) fn view(&self) -> JsonRef<'_> {
        self.into()
    }

    /// A whole number that fits, also one written with a decimal point (`3.0`).
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.view().as_i64()
    }

    /// A number.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.view().as_f64()
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view().serialize(serializer)
    }
}

impl<'a> From<&'a Json> for JsonRef<'a> {
    fn from(json: &'a Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Bool(*value),
            Json::Int(value) => Self::Int(*value),
            Json::UInt(value) => Self::UInt(*value),
            Json::Float(value) => Self::Float(*value),
            Json::String(text) => Self::String(text),
            Json::Array(items) => Self::Array(Items(ItemsIn::Tree(items))),
            Json::Object(fields) => Self::Object(Fields(FieldsIn::Tree(fields))),
        }
    }
}

impl Serialize for JsonRef<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(value),
            Self::Int(value) => serializer.serialize_i64(value),
            Self::UInt(value) => serializer.serialize_u64(value),
            Self::Float(value) => serializer.serialize_f64(value),
            Self::String(value) => serializer.serialize_str(value),
            Self::Array(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|item| list.serialize_element(&item))?;
                list.end()
            }
            Self::Object(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                fields.iter().try_for_each(|(key, value)| map.serialize_entry(key, &value))?;
                map.end()
            }
        }
    }
}

impl<'a> Items<'a> {
    /// The items, one after the other.
    pub(crate) fn iter(self) -> ItemsIter<'a> {
        ItemsIter(self)
    }

    /// How many there are.
    pub(crate) fn len(self) -> usize {
        match self.0 {
            ItemsIn::Tree(items) => items.len(),
            ItemsIn::Tape(run) => run.members(),
        }
    }

    /// Whether there is none.
    pub(crate) fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The item at a place. Those before it have to be passed by: this is not how to go through a list.
    pub(crate) fn get(self, index: usize) -> Option<JsonRef<'a>> {
        self.iter().nth(index)
    }

    /// The first item.
    pub(crate) fn first(self) -> Option<JsonRef<'a>> {
        self.iter().next()
    }

    /// All items but the one that says that more of them were left out.
    pub(crate) fn without_cut_marker(self) -> Self {
        match self.iter().last() {
            Some(last) if last.is_cut_marker() => self.first_items(self.len() - 1),
            _ => self,
        }
    }

    /// Runs of items of which each two neighbours belong together.
    pub(crate) fn chunk_by(
        self,
        mut belong_together: impl FnMut(JsonRef<'a>, JsonRef<'a>) -> bool,
    ) -> impl Iterator<Item = Self> {
        let mut rest = self.iter();
        std::iter::from_fn(move || {
            let run = rest.0;
            let mut last = rest.next()?;
            let mut length = 1;
            while let Some(next) = rest.0.first() {
                if !belong_together(last, next) {
                    break;
                }
                last = next;
                length += 1;
                rest.next();
            }
            Some(run.first_items(length))
        })
    }

    fn first_items(self, length: usize) -> Self {
        Self(match self.0 {
            ItemsIn::Tree(items) => ItemsIn::Tree(items.get(..length).unwrap_or(items)),
            ItemsIn::Tape(run) => ItemsIn::Tape(run.first_members(length)),
        })
    }
}

impl Default for Items<'_> {
    fn default() -> Self {
        Self(ItemsIn::Tree(&[]))
    }
}

impl PartialEq for Items<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl fmt::Debug for Items<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<'a> IntoIterator for Items<'a> {
    type Item = JsonRef<'a>;
    type IntoIter = ItemsIter<'a>;

    fn into_iter(self) -> ItemsIter<'a> {
        self.iter()
    }
}

/// The items of a list, one after the other.
#[derive(Clone, Debug)]
pub struct ItemsIter<'a>(Items<'a>);

impl<'a> Iterator for ItemsIter<'a> {
    type Item = JsonRef<'a>;

    #[inline]
    fn next(&mut self) -> Option<JsonRef<'a>> {
        match &mut self.0.0 {
            ItemsIn::Tree(items) => {
                let (first, rest) = items.split_first()?;
                *items = rest;
                Some(first.into())
            }
            ItemsIn::Tape(run) => {
                let at = run.at();
                if run.members() == 0 {
                    return None;
                }
                let first = run.tape.view_at(at);
                *run = run.behind(at);
                Some(first)
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.0.len(), Some(self.0.len()))
    }
}

impl<'a> Fields<'a> {
    /// The fields with their names, in their order.
    pub(crate) fn iter(self) -> FieldsIter<'a> {
        FieldsIter(self)
    }

    /// The names of the fields, in their order.
    pub(crate) fn names(self) -> impl Iterator<Item = &'a str> {
        let (tree, run) = match self.0 {
            FieldsIn::Tree(fields) => (fields, None),
            FieldsIn::Tape(run) => (&[][..], Some(run)),
        };
        tree.iter().map(|(name, _)| name.as_str()).chain(run.into_iter().flat_map(Run::names))
    }

    /// The last field that is called `name`.
    #[inline(always)]
    pub(crate) fn get(self, name: &str) -> Option<JsonRef<'a>> {
        match self.0 {
            FieldsIn::Tree(fields) => {
                fields.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.into())
            }
            FieldsIn::Tape(run) => Some(run.tape.view_at(run.field(name)?)),
        }
    }

    /// The first field.
    pub(crate) fn first(self) -> Option<(&'a str, JsonRef<'a>)> {
        self.iter().next()
    }

    /// How many there are.
    pub(crate) fn len(self) -> usize {
        match self.0 {
            FieldsIn::Tree(fields) => fields.len(),
            FieldsIn::Tape(run) => run.members(),
        }
    }
}

impl PartialEq for Fields<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl fmt::Debug for Fields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// The fields of an object with their names, one after the other.
#[derive(Clone, Debug)]
pub(crate) struct FieldsIter<'a>(Fields<'a>);

impl<'a> Iterator for FieldsIter<'a> {
    type Item = (&'a str, JsonRef<'a>);

    #[inline]
    fn next(&mut self) -> Option<(&'a str, JsonRef<'a>)> {
        match &mut self.0.0 {
            FieldsIn::Tree(fields) => {
                let ((name, value), rest) = fields.split_first()?;
                *fields = rest;
                Some((name, value.into()))
            }
            FieldsIn::Tape(run) => {
                let (name, value) = (run.at(), run.at() + 1);
                if run.members() == 0 {
                    return None;
                }
                let first = (run.tape.text(name), run.tape.view_at(value));
                *run = run.behind(value);
                Some(first)
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.0.len(), Some(self.0.len()))
    }
}
