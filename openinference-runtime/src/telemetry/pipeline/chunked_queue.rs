//! What waits in line: a queue that grows without moving what is in it.
//!
//! A `VecDeque` copies all of its items when it grows: megabytes, while every thread that ends a span waits for the lock.

use std::collections::VecDeque;

/// Items of a block, which is allocated at once.
const BLOCK: usize = 128;

/// First in, first out.
#[derive(Debug)]
pub(super) struct Line<T> {
    /// None of them empty.
    blocks: VecDeque<VecDeque<T>>,
    length: usize,
}

impl<T> Default for Line<T> {
    fn default() -> Self {
        Self { blocks: VecDeque::new(), length: 0 }
    }
}

impl<T> Line<T> {
    pub(super) fn len(&self) -> usize {
        self.length
    }

    pub(super) fn is_empty(&self) -> bool {
        self.length == 0
    }

    pub(super) fn push(&mut self, item: T) {
        self.length += 1;
        match self.blocks.back_mut().filter(|block| block.len() < block.capacity()) {
            Some(block) => block.push_back(item),
            None => {
                let mut block = VecDeque::with_capacity(BLOCK);
                block.push_back(item);
                self.blocks.push_back(block);
            }
        }
    }

    pub(super) fn first(&self) -> Option<&T> {
        self.blocks.front()?.front()
    }

    pub(super) fn pop(&mut self) -> Option<T> {
        let block = self.blocks.front_mut()?;
        let item = block.pop_front();
        if block.is_empty() {
            self.blocks.pop_front();
        }
        self.length -= usize::from(item.is_some());
        item
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Line};

    #[test]
    fn items_come_out_in_the_order_in_which_they_came_in() {
        let mut line = Line::default();
        let count = 3 * BLOCK + 1;
        (0..count).for_each(|item| line.push(item));
        assert_eq!((line.len(), line.first()), (count, Some(&0)));
        let half: Vec<_> = (0..BLOCK + 1).filter_map(|_| line.pop()).collect();
        assert_eq!(half, (0..BLOCK + 1).collect::<Vec<_>>());
        line.push(count);
        let rest: Vec<_> = std::iter::from_fn(|| line.pop()).collect();
        assert_eq!(rest, (BLOCK + 1..=count).collect::<Vec<_>>());
        assert!(line.is_empty() && line.blocks.is_empty(), "and nothing is kept for them");
    }

    #[test]
    fn what_waits_is_not_moved_when_the_line_grows() {
        let mut line = Line::default();
        line.push(0);
        let place = line.first().map(std::ptr::from_ref);
        (0..100 * BLOCK).for_each(|item| line.push(item));
        assert_eq!(line.first().map(std::ptr::from_ref), place);
    }
}
