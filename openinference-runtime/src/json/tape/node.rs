//! One step of a tape.

/// A value, or the beginning of one, or the name of a field.
#[derive(Clone, Copy, Debug)]
pub(in crate::json) enum Node {
    Null,
    Bool(bool),
    Int(i64),
    UInt(u64),
    Float(f64),
    /// In the tape's buffer.
    Text {
        start: usize,
        length: usize,
    },
    /// Not copied.
    Static(&'static str),
    /// Behind it are `nodes` nodes with what is in it.
    Array {
        members: usize,
        nodes: usize,
    },
    /// Behind it are `nodes` nodes: names and values in turn.
    Object {
        members: usize,
        nodes: usize,
    },
}

impl Node {
    /// Where it stands in the tape's buffer, and how long it is there.
    pub(super) fn text(&self) -> Option<(usize, usize)> {
        match self {
            Self::Text { start, length } => Some((*start, *length)),
            _ => None,
        }
    }
}
