//! Starts worker threads, each on the receiving end of an inbox. There are two kinds of inbox: a queue
//! ([`channel`](std::sync::mpsc::channel)), of which every task is run in order, and [`Latest`], in which a new task
//! replaces a pending one.

use std::io;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::threads;

/// Spawns a thread that runs `work` on the receiving end of an inbox, and returns the sending end.
pub(crate) fn spawn<S, R: Send + 'static>(
    name: &str,
    (sender, receiver): (S, R),
    work: impl FnOnce(R) + Send + 'static,
) -> io::Result<S> {
    threads::spawn(name, move || work(receiver)).map(|()| sender)
}

/// Queues a task that is given a channel for its reply, and waits for that up to `timeout`.
pub(crate) fn ask<T, R>(
    queue: &Sender<T>,
    task: impl FnOnce(Sender<R>) -> T,
    timeout: Duration,
) -> Result<R, RecvTimeoutError> {
    let (reply, receiver) = channel();
    // If the thread is gone, the reply channel is closed as well.
    let _ = queue.send(task(reply));
    receiver.recv_timeout(timeout)
}

/// A mailbox that keeps only the latest value, which one thread updates and another waits for.
#[derive(Default)]
pub(crate) struct Latest<T> {
    value: Mutex<T>,
    changed: Condvar,
}

/// Creates a mailbox, and returns its two ends.
pub(crate) fn latest<T: Default>() -> (Arc<Latest<T>>, Arc<Latest<T>>) {
    let mailbox = Arc::new(Latest::default());
    (Arc::clone(&mailbox), mailbox)
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

#[cfg(test)]
mod tests {
    use std::sync::mpsc::Receiver;

    use super::*;

    const LONG: Duration = Duration::from_mins(1);

    #[test]
    fn latest_keeps_only_the_newest_value() {
        let mailbox = Latest::<Option<u32>>::default();
        mailbox.update(|value| *value = Some(1));
        mailbox.update(|value| *value = Some(2));
        assert_eq!(mailbox.peek(|value| *value), Some(2));
        assert_eq!(mailbox.wait(Option::take), 2);
        assert_eq!(mailbox.peek(|value| *value), None);
    }

    #[test]
    fn latest_wakes_the_thread_that_waits() {
        let (done, results) = channel();
        let worker =
            spawn("test", latest::<Option<u32>>(), move |inbox| while done.send(inbox.wait(Option::take)).is_ok() {})
                .unwrap();
        for number in 0..100 {
            worker.update(|value| *value = Some(number));
            assert_eq!(results.recv_timeout(LONG), Ok(number));
        }
    }

    #[test]
    fn latest_waits_until_the_value_is_complete() {
        let (done, results) = channel();
        let worker = spawn("test", latest(), move |inbox: Arc<Latest<(Option<u32>, bool)>>| {
            let _ = done.send(inbox.wait(|(value, ready)| value.take_if(|_| *ready)));
        })
        .unwrap();
        worker.update(|(value, _)| *value = Some(1));
        assert!(results.recv_timeout(Duration::from_millis(20)).is_err());
        worker.update(|(_, ready)| *ready = true);
        assert_eq!(results.recv_timeout(LONG), Ok(1));
    }

    #[test]
    fn queue_runs_every_task_in_order() {
        let (done, results) = channel();
        let worker = spawn("test", channel(), move |tasks: Receiver<u32>| {
            tasks.into_iter().try_for_each(|task| done.send(task)).unwrap();
        })
        .unwrap();
        assert!((0..100).all(|number| worker.send(number).is_ok()));
        drop(worker);
        // The channel is only closed once the thread has ended.
        assert!(results.into_iter().eq(0..100));
    }

    #[test]
    fn ask_waits_for_earlier_tasks_up_to_the_timeout() {
        let (open, gate) = channel::<()>();
        let worker = spawn("test", channel(), move |replies: Receiver<Sender<usize>>| {
            for (number, reply) in replies.into_iter().enumerate() {
                gate.recv().unwrap();
                // The caller may have stopped waiting.
                let _ = reply.send(number);
            }
        })
        .unwrap();
        assert_eq!(ask(&worker, |reply| reply, Duration::ZERO), Err(RecvTimeoutError::Timeout));
        open.send(()).unwrap();
        open.send(()).unwrap();
        assert_eq!(ask(&worker, |reply| reply, LONG), Ok(1));
    }
}
