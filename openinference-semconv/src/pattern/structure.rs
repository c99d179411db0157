//! What a pattern stands for: its row, what it stands in and what stands in it, its text.

use core::fmt::{self, Display, Write};

use super::KeyPattern;
use super::table::{CHILDREN, COUNT, NODES, NOTHING, Node, ORDINALS, SEGMENTS};
use crate::Attribute;
use crate::attributes::ATTRIBUTES;

impl KeyPattern {
    /// How many patterns there are.
    pub const COUNT: usize = COUNT;

    /// Every pattern, by its number.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        (0..Self::COUNT).map(Self::new)
    }

    const fn node(self) -> &'static Node {
        &NODES[self.index()]
    }

    /// The row of its last part: that of `message.role` for `llm.input_messages.#.message.role`. `None` for the `input` and
    /// `output` that `audio.*` stands behind.
    #[must_use]
    pub fn attribute(self) -> Option<&'static Attribute> {
        ATTRIBUTES.get(usize::from(self.node().segment))
    }

    /// What follows the list or object that it stands in: `message.role` of `llm.input_messages.#.message.role`.
    #[must_use]
    pub fn last_part(self) -> &'static str {
        SEGMENTS[usize::from(self.node().segment)]
    }

    /// The list or object that it stands in with all that is around it; itself, where it stands in none.
    #[must_use]
    pub fn outermost(self) -> Self {
        let mut outermost = self;
        while let Some(holder) = outermost.holder() {
            outermost = holder;
        }
        outermost
    }

    /// How many indices a key of this pattern has. An index behind a list belongs to what stands in the list, so
    /// `llm.input_messages` has none.
    #[must_use]
    pub const fn indices(self) -> usize {
        self.node().indices as usize
    }

    /// Whether an index stands between this key and what is in it.
    #[must_use]
    pub const fn is_list(self) -> bool {
        self.node().is_list
    }

    /// The list or object that it stands in.
    #[must_use]
    pub const fn holder(self) -> Option<Self> {
        match self.node().holder {
            NOTHING => None,
            holder => Some(Self::new(holder as usize)),
        }
    }

    /// The pattern of a row within this list or object. `None`: it does not belong there, or this is neither.
    #[must_use]
    pub const fn child(self, row: Self) -> Option<Self> {
        let Node { nesting, first_child, .. } = self.node();
        if *nesting == NOTHING || row.index() >= ATTRIBUTES.len() {
            return None;
        }
        match ORDINALS[*nesting as usize][row.index()] {
            0 => None,
            ordinal => Some(Self::new(*first_child as usize + ordinal as usize - 1)),
        }
    }

    /// The patterns of what stands in this list or object.
    pub fn children(self) -> impl Iterator<Item = Self> {
        let Node { nesting, first_child, .. } = self.node();
        let count = CHILDREN.get(usize::from(*nesting)).copied().unwrap_or_default();
        (*first_child..*first_child + count).map(usize::from).map(Self::new)
    }

    /// The key with these indices; of the two, it takes as many as it [has](Self::indices).
    pub fn with(self, indices: [u32; Self::MOST_INDICES]) -> impl Display {
        WithIndices { pattern: self, indices }
    }

    fn write(self, indices: [u32; Self::MOST_INDICES], f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(holder) = self.holder() {
            holder.write(indices, f)?;
            if let Some(index) = self.indices().checked_sub(1).filter(|_| holder.is_list()) {
                f.write_char('.')?;
                Display::fmt(&indices[index], f)?;
            }
            f.write_char('.')?;
        }
        f.write_str(self.last_part())
    }
}

impl fmt::Debug for KeyPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyPattern({}: {})", self.index(), self.with([0, 0]))
    }
}

struct WithIndices {
    pattern: KeyPattern,
    indices: [u32; KeyPattern::MOST_INDICES],
}

impl Display for WithIndices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pattern.write(self.indices, f)
    }
}
