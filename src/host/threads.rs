//! Doing several things at the same time.

use std::num::NonZero;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::search::Parallel;

/// As many threads as the machine has cores, for as long as there is something to do.
#[derive(Clone, Copy, Debug)]
pub(super) struct Threads {
    /// Whether whoever waits for an answer goes first.
    yielding: bool,
}

impl Threads {
    /// Threads for what somebody waits for.
    pub(super) fn new() -> Self {
        Self { yielding: false }
    }

    /// Threads for what is prepared in the background.
    pub(super) fn yielding() -> Self {
        Self { yielding: true }
    }
}

/// How many cores there are for kzq. It is asked when it first matters: to find out takes reading several files.
pub(super) fn cores() -> usize {
    static CORES: OnceLock<usize> = OnceLock::new();
    *CORES.get_or_init(|| thread::available_parallelism().map_or(1, NonZero::get))
}

impl Parallel for Threads {
    fn each(&self, count: usize, job: &(dyn Fn(usize) + Sync)) {
        let next = AtomicUsize::new(0);
        let work = || {
            while let Some(index) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|&index| index < count) {
                job(index);
            }
        };
        let helper = || {
            if self.yielding {
                yield_to_others();
            }
            work();
        };
        let helpers = if count > 1 { cores().min(count) - 1 } else { 0 };
        thread::scope(|scope| {
            for _ in 0..helpers {
                // Where no thread is to be had, the others do the work.
                if thread::Builder::new().name("helper".into()).spawn_scoped(scope, helper).is_err() {
                    break;
                }
            }
            work();
        });
    }
}

/// Makes this thread's work less urgent than any other's.
pub(super) fn yield_to_others() {
    #[cfg(target_os = "linux")]
    {
        // There a thread has a priority of its own. Without it the work is done all the same.
        const LESS: i32 = 5;
        let _ = rustix::process::setpriority_process(Some(rustix::thread::gettid()), LESS);
    }
}
