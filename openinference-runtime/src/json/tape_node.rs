//! One step of a tape.

/// A value, or the beginning of one, or the name of a field.
#[derive(Clone, Copy, Debug)]
pub(super) enum TapeNode {
    Null,
    Bool(bool),
    Int(i64),
    UInt(u64),
    Float(f64),
    /// In the tape's buffer.
    Text {
        start: usize,
        length: usize,
        /// Whether it stands in JSON as it is.
        is_plain: bool,
    },
    /// Not copied.
    Static {
        text: &'static str,
        is_plain: bool,
    },
    /// Behind it are `nodes` nodes with what is in it.
    Array {
        members: u32,
        nodes: u32,
    },
    /// Behind it are `nodes` nodes: names and values in turn.
    Object {
        members: u32,
        nodes: u32,
        names: Names,
    },
}

/// Which names an object may have: one bit for each of its names, so that most names that it does not have are told by it.
/// Payloads are asked for many fields of which they have a few.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Names(u64);

impl Names {
    #[inline(always)]
    pub(super) fn of(name: &str) -> Self {
        let (first, last) = match name.as_bytes() {
            [] => (0, 0),
            [first, .., last] => (*first, *last),
            [only] => (*only, *only),
        };
        Self(1 << ((name.len() + usize::from(first) * 3 + usize::from(last) * 7) % 64))
    }

    #[inline]
    pub(super) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// False where no field has this name.
    #[inline(always)]
    pub(super) fn may_have(self, name: &str) -> bool {
        self.0 & Self::of(name).0 != 0
    }
}

impl TapeNode {
    /// How many nodes behind it belong to it.
    #[inline]
    pub(super) fn nodes_below(&self) -> usize {
        match self {
            Self::Array { nodes, .. } | Self::Object { nodes, .. } => *nodes as usize,
            _ => 0,
        }
    }

    /// Where it stands in the tape's buffer, and how long it is there.
    pub(super) fn place(&self) -> Option<(usize, usize)> {
        match self {
            Self::Text { start, length, .. } => Some((*start, *length)),
            _ => None,
        }
    }
}

/// Nodes are counted in 32 bits: more of them would not fit into memory.
#[inline]
pub(super) fn count(nodes: usize) -> u32 {
    u32::try_from(nodes).unwrap_or(u32::MAX)
}
