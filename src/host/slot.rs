//! [`Slot`]: what one thread leaves for another, of which only the newest counts.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A place where one thread leaves work for another.
#[derive(Default)]
pub(super) struct Slot<T> {
    newest: Mutex<T>,
    changed: Condvar,
}

impl<T> Slot<T> {
    /// Changes what is there, and wakes who waits for it.
    pub(super) fn change(&self, change: impl FnOnce(&mut T)) {
        change(&mut self.lock());
        self.changed.notify_one();
    }

    /// Looks at what is there.
    pub(super) fn look<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.lock())
    }

    /// Waits until `take` finds something to take.
    pub(super) fn wait<R>(&self, mut take: impl FnMut(&mut T) -> Option<R>) -> R {
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
