//! Figures about a running process, on Linux.

use std::fs;

/// The memory of a process, in bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    /// Resident now (`VmRSS`).
    pub now: u64,
    /// That of it which is no part of a file (`RssAnon`): the rest can be dropped when memory runs short.
    pub own: u64,
    /// The peak (`VmHWM`).
    pub peak: u64,
}

/// The memory of a process; `None` if it has ended.
pub fn memory(pid: u32) -> Option<Memory> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let bytes = |key: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(key))?;
        line.trim_start_matches(':').trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
    };
    Some(Memory { now: bytes("VmRSS")?, own: bytes("RssAnon")?, peak: bytes("VmHWM")? })
}

/// CPU time of all threads of a process, in nanoseconds.
pub fn cpu_time(pid: u32) -> u64 {
    let tasks = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let of_task = |task: fs::DirEntry| {
        let stat = fs::read_to_string(task.path().join("schedstat")).ok()?;
        stat.split(' ').next()?.parse::<u64>().ok()
    };
    tasks.filter_map(of_task).sum()
}
