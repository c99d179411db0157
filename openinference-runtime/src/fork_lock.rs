//! Locks in a process that may have been forked.
//!
//! A child has the locks of its parent and the one thread that forked. A lock that another thread held at that moment never
//! comes free.

use std::process;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

/// A lock that a forked child does not wait for.
#[derive(Debug)]
pub(crate) struct ForkLock<T> {
    process: u32,
    mutex: Mutex<T>,
}

impl<T> ForkLock<T> {
    pub(crate) fn new(value: T) -> Self {
        Self { process: process::id(), mutex: Mutex::new(value) }
    }

    /// Whether this is a child of the process that made the lock.
    pub(crate) fn is_inherited(&self) -> bool {
        self.process != process::id()
    }

    /// The lock; `None` in a child that would wait for it. Which process this is is asked only where somebody holds it.
    pub(crate) fn lock(&self) -> Option<MutexGuard<'_, T>> {
        match self.mutex.try_lock() {
            Ok(guard) => Some(guard),
            Err(TryLockError::Poisoned(guard)) => Some(guard.into_inner()),
            Err(TryLockError::WouldBlock) => (!self.is_inherited()).then(|| self.wait()),
        }
    }

    /// The lock, however long it takes: for threads that a child does not have, and for what is done in the own process only.
    pub(crate) fn wait(&self) -> MutexGuard<'_, T> {
        self.mutex.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Default> Default for ForkLock<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

#[cfg(test)]
mod tests {
    use super::ForkLock;

    #[test]
    fn a_child_does_not_wait_for_a_lock_that_is_held() {
        let mut lock = ForkLock::new(1);
        let held = lock.mutex.lock().expect("nobody panicked");
        drop(held);
        lock.process = lock.process.wrapping_add(1);
        assert_eq!(lock.lock().map(|value| *value), Some(1), "nobody holds it");
        let held = lock.mutex.lock().expect("nobody panicked");
        assert!(lock.is_inherited() && lock.lock().is_none());
        drop(held);
    }
}
