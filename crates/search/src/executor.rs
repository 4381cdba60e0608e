//! Parallel execution, abstracted from threads, which the host provides.

use std::sync::OnceLock;

/// Runs jobs in parallel.
pub trait Executor: Send + Sync {
    /// Calls `job` with each index below `count`, in any order; returns when all calls are done.
    fn for_each(&self, count: usize, job: &(dyn Fn(usize) + Sync));
}

/// Runs jobs one after another on the current thread.
#[derive(Clone, Copy, Debug, Default)]
pub struct Serial;

impl Executor for Serial {
    fn for_each(&self, count: usize, job: &(dyn Fn(usize) + Sync)) {
        (0..count).for_each(job);
    }
}

/// Maps each index below `count` with `job`, in parallel; the results are in order.
pub fn map<T: Send + Sync>(executor: &dyn Executor, count: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let results: Vec<OnceLock<T>> = (0..count).map(|_| OnceLock::new()).collect();
    executor.for_each(count, &|index| {
        results[index].get_or_init(|| job(index));
    });
    results.into_iter().filter_map(OnceLock::into_inner).collect()
}
