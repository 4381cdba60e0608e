//! Parallel execution, abstracted from threads, which the host provides.

use std::sync::OnceLock;

/// Runs jobs in parallel.
pub trait Parallel: Send + Sync {
    /// Calls `job` with each index below `count`, in any order; returns when all calls are done.
    fn each(&self, count: usize, job: &(dyn Fn(usize) + Sync));
}

/// Runs jobs one after another on the current thread.
#[derive(Clone, Copy, Debug, Default)]
pub struct Serial;

impl Parallel for Serial {
    fn each(&self, count: usize, job: &(dyn Fn(usize) + Sync)) {
        (0..count).for_each(job);
    }
}

/// Maps each index below `count` with `job`, in parallel; the results are in order.
pub fn map<T: Send + Sync>(parallel: &dyn Parallel, count: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let made: Vec<OnceLock<T>> = (0..count).map(|_| OnceLock::new()).collect();
    parallel.each(count, &|index| {
        made[index].get_or_init(|| job(index));
    });
    made.into_iter().filter_map(OnceLock::into_inner).collect()
}
