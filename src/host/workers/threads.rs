//! Spawns threads, and runs jobs in parallel.

use std::io;
use std::num::NonZero;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::host::error::NoThread;
use crate::host::platform::processes::lower_priority;
use kzq_search::Executor;

/// Spawns a thread that lives as long as its work, or the process.
pub(crate) fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let spawned = thread::Builder::new().name(name.into()).spawn(work);
    spawned.map(drop).map_err(|error| io::Error::new(error.kind(), NoThread(error)))
}

/// A scoped thread pool with as many threads as cores, created per call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ThreadPool {
    /// Whether the threads run at low priority.
    low_priority: bool,
}

impl ThreadPool {
    /// Threads for work that the user waits for.
    pub(crate) fn new() -> Self {
        Self { low_priority: false }
    }

    /// Low-priority threads for background work.
    pub(crate) fn low_priority() -> Self {
        Self { low_priority: true }
    }
}

/// Number of cores available to kzq; looked up lazily, since that reads several files.
pub(crate) fn cores() -> usize {
    static CORES: OnceLock<usize> = OnceLock::new();
    *CORES.get_or_init(|| thread::available_parallelism().map_or(1, NonZero::get))
}

impl Executor for ThreadPool {
    fn for_each(&self, count: usize, job: &(dyn Fn(usize) + Sync)) {
        let next = AtomicUsize::new(0);
        let work = || {
            while let Some(index) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|&index| index < count) {
                job(index);
            }
        };
        let helper = || {
            if self.low_priority {
                lower_priority();
            }
            work();
        };
        let helpers = if count > 1 { cores().min(count) - 1 } else { 0 };
        thread::scope(|scope| {
            for _ in 0..helpers {
                // If no thread can be spawned, the others do the work.
                if thread::Builder::new().name("helper".into()).spawn_scoped(scope, helper).is_err() {
                    break;
                }
            }
            work();
        });
    }
}
