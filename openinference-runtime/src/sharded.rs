//! A value that all threads read and hardly anybody replaces, without a cache line that two of them write.

use std::cell::Cell;
use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, PoisonError, RwLock};

/// Threads beyond this number share copies.
const SHARDS: usize = 32;

/// One copy of the reference for each of many threads: its lock and its count are written by them alone. Replacing the value
/// lets go of all copies at once, so that what it holds ends then, and not when the last thread has noticed.
#[derive(Debug)]
pub(crate) struct Sharded<T>([Shard<T>; SHARDS]);

/// On cache lines of its own; two, because processors fetch them in pairs.
#[derive(Debug)]
#[repr(align(128))]
struct Shard<T>(RwLock<Option<Arc<ThreadCopy<T>>>>);

/// A reference that is counted twice: outside by the threads of one shard, inside by the shards.
#[derive(Debug)]
pub(crate) struct ThreadCopy<T>(Arc<T>);

impl<T> ThreadCopy<T> {
    pub(crate) fn new(value: Arc<T>) -> Arc<Self> {
        Arc::new(Self(value))
    }
}

impl<T> Deref for ThreadCopy<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

thread_local! {
    /// The thread's shard, and one more: zero is none yet. Without a destructor, so that it is there while others run.
    static OWN: Cell<usize> = const { Cell::new(0) };
}

fn own() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    OWN.try_with(|own| match own.get() {
        0 => {
            let shard = NEXT.fetch_add(1, Relaxed) % SHARDS;
            own.set(shard + 1);
            shard
        }
        shard => shard - 1,
    })
    .unwrap_or_default()
}

impl<T> Sharded<T> {
    pub(crate) const fn empty() -> Self {
        Self([const { Shard(RwLock::new(None)) }; SHARDS])
    }

    /// The thread's own copy of the reference.
    pub(crate) fn get(&self) -> Option<Arc<ThreadCopy<T>>> {
        let shard = self.0.get(own())?;
        shard.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Replaces the value for all threads. A thread may get the value before while this runs.
    pub(crate) fn set(&self, value: Option<Arc<T>>) {
        for Shard(shard) in &self.0 {
            let copy = value.as_ref().map(|value| ThreadCopy::new(Arc::clone(value)));
            let before = std::mem::replace(&mut *shard.write().unwrap_or_else(PoisonError::into_inner), copy);
            // Outside the lock: what goes with it may be somebody else's code.
            drop(before);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::thread;

    use super::Sharded;

    #[test]
    fn every_thread_gets_the_value_and_none_keeps_it() {
        static VALUES: Sharded<String> = Sharded::empty();
        assert!(VALUES.get().is_none());
        let value = Arc::new("first".to_owned());
        VALUES.set(Some(Arc::clone(&value)));
        thread::scope(|threads| {
            for _ in 0..40 {
                threads.spawn(|| {
                    assert_eq!(VALUES.get().map(|value| value.to_string()).as_deref(), Some("first"));
                });
            }
        });
        assert!(Arc::strong_count(&value) > 1);
        VALUES.set(None);
        assert_eq!(Arc::strong_count(&value), 1);
    }

    #[test]
    fn two_threads_count_their_references_apart() {
        static VALUES: Sharded<u8> = Sharded::empty();
        VALUES.set(Some(Arc::new(1)));
        let own = VALUES.get().expect("it is set");
        let other = thread::spawn(|| VALUES.get().expect("it is set")).join().expect("no panic");
        assert!(!Arc::ptr_eq(&own, &other) && Arc::ptr_eq(&own.0, &other.0));
    }
}
