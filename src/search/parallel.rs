//! Doing several things at the same time, without knowing how: the host brings the threads.

use std::sync::OnceLock;

/// Who can do several things at the same time.
pub trait Parallel: Send + Sync {
    /// Calls `job` with each number below `count`, in any order, and comes back when all are done.
    fn each(&self, count: usize, job: &(dyn Fn(usize) + Sync));
}

/// Does one thing after the other.
#[derive(Clone, Copy, Debug, Default)]
pub struct Serial;

impl Parallel for Serial {
    fn each(&self, count: usize, job: &(dyn Fn(usize) + Sync)) {
        (0..count).for_each(job);
    }
}

/// What `job` makes of each number below `count`, in order.
pub fn map<T: Send + Sync>(parallel: &dyn Parallel, count: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let made: Vec<OnceLock<T>> = (0..count).map(|_| OnceLock::new()).collect();
    parallel.each(count, &|index| {
        made[index].get_or_init(|| job(index));
    });
    made.into_iter().filter_map(OnceLock::into_inner).collect()
}
