//! [`Slot`]: a mailbox between two threads that keeps only the latest value.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A value that one thread updates and another waits for.
#[derive(Default)]
pub(crate) struct Slot<T> {
    newest: Mutex<T>,
    changed: Condvar,
}

impl<T> Slot<T> {
    /// Updates the value, and wakes the thread waiting for it.
    pub(crate) fn change(&self, change: impl FnOnce(&mut T)) {
        change(&mut self.lock());
        self.changed.notify_one();
    }

    /// Reads the value under the lock.
    pub(crate) fn look<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.lock())
    }

    /// Waits until `take` returns a value.
    pub(crate) fn wait<R>(&self, mut take: impl FnMut(&mut T) -> Option<R>) -> R {
        let mut newest = self.lock();
        loop {
            if let Some(taken) = take(&mut newest) {
                return taken;
            }
            newest = self.changed.wait(newest).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, T> {
        self.newest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
