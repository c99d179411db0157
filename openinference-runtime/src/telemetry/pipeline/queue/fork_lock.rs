//! Locks in a process that may have been forked.

use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

/// The lock, unless this is a child forked while another thread held it: then it would never come free.
pub(super) fn lock_unless<T>(mutex: &Mutex<T>, forked: impl FnOnce() -> bool) -> Option<MutexGuard<'_, T>> {
    match mutex.try_lock() {
        Ok(guard) => Some(guard),
        Err(TryLockError::Poisoned(guard)) => Some(guard.into_inner()),
        Err(TryLockError::WouldBlock) => (!forked()).then(|| lock(mutex)),
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
