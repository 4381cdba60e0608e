//! The calls of the C library that have no safe counterpart: its allocator, and handlers of crashes.

use std::io;
use std::mem::MaybeUninit;
use std::ptr;
use std::sync::OnceLock;

use libc::{
    SA_ONSTACK, SA_SIGINFO, SIG_DFL, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, c_int, c_void, sigaction, siginfo_t,
};

/// The signals by which a program crashes.
const CRASH_SIGNALS: [c_int; 5] = [SIGABRT, SIGILL, SIGFPE, SIGSEGV, SIGBUS];

/// What to do before the process ends by a crash.
static ON_CRASH: OnceLock<fn()> = OnceLock::new();

/// What handled each of the [`CRASH_SIGNALS`] before: nothing, or Rust's report of a stack overflow.
static PREVIOUS_HANDLERS: [OnceLock<sigaction>; CRASH_SIGNALS.len()] = [const { OnceLock::new() }; CRASH_SIGNALS.len()];

/// Runs `restore` before a crash ends the process: out of memory, a stack overflow, a mistake in the code of others. It
/// runs as a signal handler, possibly on the alternate stack: it must not allocate, lock or panic.
///
/// # Errors
///
/// If a handler can't be installed.
pub(super) fn on_crash(restore: fn()) -> io::Result<()> {
    if ON_CRASH.set(restore).is_err() {
        return Ok(());
    }
    for (signal, previous) in CRASH_SIGNALS.into_iter().zip(&PREVIOUS_HANDLERS) {
        let mut before = MaybeUninit::<sigaction>::uninit();
        #[expect(unsafe_code, reason = "safe interfaces refuse these signals")]
        // SAFETY: both structures are valid, an all-zero `sigaction` among them, and the handler calls only what a
        // signal handler may call.
        let installed = unsafe {
            let mut action: sigaction = MaybeUninit::zeroed().assume_init();
            action.sa_sigaction = handle_crash as *const () as usize;
            action.sa_flags = SA_SIGINFO | SA_ONSTACK;
            sigaction(signal, ptr::null(), before.as_mut_ptr()) == 0
                && previous.set(before.assume_init()).is_ok()
                && sigaction(signal, &raw const action, ptr::null_mut()) == 0
        };
        if !installed {
            return Err(io::Error::last_os_error());
        }
    }
    Ok(())
}

#[expect(unsafe_code, reason = "a signal handler gets pointers")]
extern "C" fn handle_crash(signal: c_int, info: *mut siginfo_t, _: *mut c_void) {
    if let Some(restore) = ON_CRASH.get() {
        restore();
    }
    let previous = CRASH_SIGNALS.iter().position(|&crash| crash == signal).and_then(|at| PREVIOUS_HANDLERS[at].get());
    // SAFETY: the system passes a valid `info`, the previous action came from the system, and `sigaction` and `raise` may
    // be called in a handler.
    unsafe {
        // A fault of the process itself happens again as soon as this returns, and goes to the handler before this one.
        let is_fault = !info.is_null() && (*info).si_code > 0;
        let mut action: sigaction = MaybeUninit::zeroed().assume_init();
        action.sa_sigaction = SIG_DFL;
        let next = previous.filter(|_| is_fault).unwrap_or(&action);
        sigaction(signal, ptr::from_ref(next), ptr::null_mut());
        if !is_fault {
            libc::raise(signal);
        }
    }
}

/// Makes the allocator map every large block separately and unmap it when it is freed, for the life of the process.
/// Call before spawning threads.
///
/// By default glibc raises this threshold, and then cuts small blocks out of large free ones: the memory needed to read
/// and index a large collection could not be returned as a whole.
pub(super) fn map_large_blocks_separately() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        /// Threshold in bytes.
        const THRESHOLD: c_int = 1 << 20;
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
