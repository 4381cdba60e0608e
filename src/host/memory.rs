//! Giving memory back to the system.

/// Gives back what the allocator keeps for later: reading and indexing take, for a while, more than they leave.
pub(super) fn give_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        #[expect(unsafe_code, reason = "the allocator of the C library has no other way")]
        // SAFETY: `malloc_trim` may be called at any time and from any thread, and takes no pointer.
        unsafe {
            libc::malloc_trim(0);
        }
    }
}

/// The most memory that the process had at one time, in bytes, where the system tells.
pub(super) fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
