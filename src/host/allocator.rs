//! Tunes the C library's allocator, and reports memory use.

/// Makes the allocator map every large block separately and unmap it when it is freed, for the life of the process.
/// Call before spawning threads.
///
/// By default glibc raises this threshold, and then cuts small blocks out of large free ones: the memory needed to read
/// and index a large collection could not be returned as a whole.
pub(super) fn map_large_blocks_separately() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        /// Threshold in bytes.
        const THRESHOLD: libc::c_int = 1 << 20;
        #[expect(unsafe_code, reason = "the allocator of the C library has no other way")]
        // SAFETY: `mallopt` takes no pointers, and no other thread exists that could allocate meanwhile.
        unsafe {
            libc::mallopt(libc::M_MMAP_THRESHOLD, THRESHOLD);
        }
    }
}

/// Returns free memory to the system: loading and indexing need more than they keep.
pub(super) fn trim() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        #[expect(unsafe_code, reason = "the allocator of the C library has no other way")]
        // SAFETY: `malloc_trim` takes no pointers, and may be called at any time from any thread.
        unsafe {
            libc::malloc_trim(0);
        }
    }
}

/// Peak resident memory of the process in bytes, if the system reports it.
pub(super) fn peak_rss() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
