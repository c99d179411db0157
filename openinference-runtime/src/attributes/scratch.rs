//! A list that a thread uses again and again.

use std::cell::Cell;

use super::AttributeBuffer;

/// Most entries that there is kept room for.
const MOST: usize = 512;

thread_local! {
    static SCRATCH: Cell<Option<AttributeBuffer>> = const { Cell::new(None) };
}

impl AttributeBuffer {
    /// An empty list for what is handed on at once. Within its use another one is got.
    pub(crate) fn scratch() -> Self {
        SCRATCH.try_with(Cell::take).ok().flatten().unwrap_or_default()
    }

    /// Keeps its room for the next use on this thread. What is in it is lost.
    pub(crate) fn recycle(mut self) {
        self.clear();
        if self.capacity() <= MOST {
            let _ = SCRATCH.try_with(|scratch| scratch.set(Some(self)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributes::Rank;

    #[test]
    fn what_was_in_a_list_is_not_in_the_next() {
        let mut first = AttributeBuffer::scratch();
        first.push(Rank::Explicit, "secret".into(), "text".into());
        first.push(Rank::Explicit, "list.0".into(), "text".into());
        let room = first.capacity();
        first.recycle();
        let second = AttributeBuffer::scratch();
        assert_eq!((second.len(), second.capacity()), (0, room));
        assert_eq!(AttributeBuffer::scratch().capacity(), 0, "the second is in use");
    }

    #[test]
    fn a_large_list_is_given_back() {
        let mut large = AttributeBuffer::default();
        large.reserve_indexed(MOST + 1);
        large.recycle();
        assert!(AttributeBuffer::scratch().capacity() <= MOST);
    }
}
