//! Counters that many threads write and few read.

use std::cell::Cell;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering::Relaxed};

/// More threads than this share the parts of a counter.
const PARTS: usize = 16;

/// A sum whose parts are written by a thread each, so that no two threads write the same cache line.
#[derive(Debug, Default)]
pub(crate) struct ShardedCounter([Part; PARTS]);

#[derive(Debug, Default)]
#[repr(align(128))]
struct Part(AtomicI64);

impl ShardedCounter {
    pub(crate) fn add(&self, number: i64) {
        if let Some(part) = self.0.get(thread_index() % PARTS) {
            part.0.fetch_add(number, Relaxed);
        }
    }

    pub(crate) fn get(&self) -> i64 {
        self.0.iter().map(|part| part.0.load(Relaxed)).sum()
    }
}

/// A number of the calling thread, in the order in which threads first asked.
pub(crate) fn thread_index() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    thread_local! {
        static INDEX: Cell<Option<usize>> = const { Cell::new(None) };
    }
    // Without a destructor, it is there as long as the thread is.
    INDEX.with(|index| {
        index.get().unwrap_or_else(|| {
            let next = NEXT.fetch_add(1, Relaxed);
            index.set(Some(next));
            next
        })
    })
}

#[cfg(test)]
mod tests {
    use super::ShardedCounter;

    #[test]
    fn what_threads_add_and_take_away_is_one_sum() {
        let counter = ShardedCounter::default();
        std::thread::scope(|scope| {
            for _ in 0..40 {
                scope.spawn(|| (0..100).for_each(|_| counter.add(2)));
                scope.spawn(|| (0..100).for_each(|_| counter.add(-1)));
            }
        });
        assert_eq!(counter.get(), 4_000);
    }
}
