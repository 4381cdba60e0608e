//! Taking memory from the system, and giving it back.

/// Has every large piece of memory taken from the system by itself and given back at once, for as long as the process
/// lives. To be called before there is a second thread.
///
/// By itself the allocator keeps larger and larger pieces for later, and cuts small ones out of them: then what was
/// needed to read and index a large collection can't be given back as a whole.
pub(super) fn keep_large_pieces_apart() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        /// A piece of so many bytes is large.
        const LARGE: libc::c_int = 1 << 20;
        #[expect(unsafe_code, reason = "the allocator of the C library has no other way")]
        // SAFETY: `mallopt` takes no pointer; no other thread is there that could allocate meanwhile.
        unsafe {
            libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE);
        }
    }
}

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
