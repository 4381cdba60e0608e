//! [`Slot`]: a mailbox between two threads that keeps only the latest value.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A value that one thread updates and another waits for.
#[derive(Default)]
pub(crate) struct Latest<T> {
    value: Mutex<T>,
    changed: Condvar,
}

impl<T> Latest<T> {
    /// Updates the value, and wakes the thread waiting for it.
    pub(crate) fn update(&self, change: impl FnOnce(&mut T)) {
        change(&mut self.lock());
        self.changed.notify_one();
    }

    /// Reads the value under the lock.
    pub(crate) fn peek<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.lock())
    }

    /// Waits until `take` returns a value.
    pub(crate) fn wait<R>(&self, mut take: impl FnMut(&mut T) -> Option<R>) -> R {
        let mut value = self.lock();
        loop {
            if let Some(taken) = take(&mut value) {
                return taken;
            }
            value = self.changed.wait(value).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, T> {
        self.value.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
