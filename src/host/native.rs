//! The calls of the system that have no safe counterpart: the allocator of the C library, handlers of crashes, `select`,
//! mapping files, and the console of Windows.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, Ordering};

#[cfg(windows)]
pub(super) use console::{
    ConsoleEvent, leave_at_once, on_console_event, on_crash, use_utf8_on_console, wait_for_input,
};
#[cfg(unix)]
pub(super) use crashes::{leave_at_once, on_crash};
#[cfg(unix)]
pub(super) use mapping::MappedFile;
#[cfg(unix)]
pub(super) use waiting::{Direction, select};

/// Whether the system has refused memory.
static IS_MEMORY_SHORT: AtomicBool = AtomicBool::new(false);

/// The allocator of the system. It remembers that the system has refused memory: Rust then aborts the process, and the
/// signal does not say why.
struct WatchedAllocator;

#[global_allocator]
static ALLOCATOR: WatchedAllocator = WatchedAllocator;

impl WatchedAllocator {
    /// Passes on what the system has allocated.
    fn watch(block: *mut u8) -> *mut u8 {
        if block.is_null() {
            IS_MEMORY_SHORT.store(true, Ordering::Relaxed);
        }
        block
    }
}

#[expect(unsafe_code, reason = "an allocator is unsafe to implement")]
// SAFETY: each call is passed on to the allocator of the system as it is.
unsafe impl GlobalAlloc for WatchedAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller upholds the same contract.
        Self::watch(unsafe { System.alloc(layout) })
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller upholds the same contract.
        Self::watch(unsafe { System.alloc_zeroed(layout) })
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller upholds the same contract.
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller upholds the same contract.
        Self::watch(unsafe { System.realloc(block, layout, size) })
    }
}

#[cfg(unix)]
mod mapping {
    use std::fs::File;
    use std::io;
    use std::ops::Range;
    use std::sync::Arc;

    use bytes::Bytes;
    use memmap2::{Mmap, MmapOptions, UncheckedAdvice};

    /// A file mapped into memory: a part of it is read when it is first used, and dropped when memory runs short. The file
    /// must not be changed, only replaced: if it is shortened, reading what is missing ends the process.
    pub(in crate::host) struct MappedFile(Arc<Mmap>);

    /// Keeps a file mapped as long as some of its bytes are used.
    struct BytesOwner(Arc<Mmap>);

    impl AsRef<[u8]> for BytesOwner {
        fn as_ref(&self) -> &[u8] {
            &self.0
        }
    }

    impl MappedFile {
        /// Maps a part of a file.
        ///
        /// # Errors
        ///
        /// If the system refuses.
        pub(in crate::host) fn new(file: &File, part: Range<u64>) -> io::Result<Self> {
            let length = usize::try_from(part.end - part.start).map_err(io::Error::other)?;
            let mut options = MmapOptions::new();
            options.offset(part.start).len(length);
            #[expect(unsafe_code, reason = "the system does not keep others from changing a file that is mapped")]
            // SAFETY: kzq maps only parts of its snapshots that are written, which it replaces and never changes. Only the
            // user and root may write to them.
            let map = unsafe { options.map(file)? };
            Ok(Self(Arc::new(map)))
        }

        /// The bytes of the part.
        pub(in crate::host) fn bytes(&self) -> Bytes {
            Bytes::from_owner(BytesOwner(Arc::clone(&self.0)))
        }

        /// Drops a part from memory; it is read again when it is used again.
        pub(in crate::host) fn release(&self, part: Range<usize>) {
            #[expect(unsafe_code, reason = "of memory that is not a file, this would drop what was written")]
            // SAFETY: the map is read only, so that the file has the same bytes.
            let released = unsafe { self.0.unchecked_advise_range(UncheckedAdvice::DontNeed, part.start, part.len()) };
            // Otherwise it stays until memory runs short.
            let _ = released;
        }
    }
}

#[cfg(unix)]
mod crashes {
    use std::io;
    use std::mem::MaybeUninit;
    use std::ptr;
    use std::sync::OnceLock;
    use std::sync::atomic::Ordering;

    use libc::{
        SA_ONSTACK, SA_SIGINFO, SIG_DFL, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, c_int, c_void, sigaction, siginfo_t,
    };

    use super::IS_MEMORY_SHORT;

    /// The signals by which a program crashes.
    const CRASH_SIGNALS: [c_int; 5] = [SIGABRT, SIGILL, SIGFPE, SIGSEGV, SIGBUS];

    /// What to do before a crash ends the process; the argument says whether memory has run out.
    static ON_CRASH: OnceLock<fn(bool)> = OnceLock::new();

    /// What handled each of the [`CRASH_SIGNALS`] before: nothing, or Rust's report of a stack overflow.
    static PREVIOUS_HANDLERS: [OnceLock<sigaction>; CRASH_SIGNALS.len()] =
        [const { OnceLock::new() }; CRASH_SIGNALS.len()];

    /// Runs a function before a crash ends the process; its argument says whether memory has run out. It runs as a signal
    /// handler, possibly on the alternate stack: it must not allocate, lock or panic.
    ///
    /// # Errors
    ///
    /// If a handler can't be installed.
    pub(in crate::host) fn on_crash(handle: fn(bool)) -> io::Result<()> {
        if ON_CRASH.set(handle).is_err() {
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
        let is_memory_short = signal == SIGABRT && IS_MEMORY_SHORT.load(Ordering::Relaxed);
        if let Some(handle) = ON_CRASH.get() {
            handle(is_memory_short);
        }
        let previous =
            CRASH_SIGNALS.iter().position(|&crash| crash == signal).and_then(|at| PREVIOUS_HANDLERS[at].get());
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

    /// Ends the process at once, whatever it is doing. It may be called in a signal handler.
    pub(in crate::host) fn leave_at_once(code: i32) -> ! {
        #[expect(unsafe_code, reason = "the standard library only ends a process in order")]
        // SAFETY: it takes no pointers and does not return.
        unsafe {
            libc::_exit(code)
        }
    }
}

#[cfg(unix)]
mod waiting {
    use std::io;
    use std::os::fd::{AsRawFd, BorrowedFd};
    use std::time::Duration;

    use rustix::event::{FdSetElement, Timespec, fd_set_insert, fd_set_num_elements};

    /// What to wait for.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(in crate::host) enum Direction {
        /// Something to read.
        Read,
        /// Room to write.
        Write,
    }

    /// Waits, up to `timeout`, until reading or writing would not block; returns whether it would not.
    ///
    /// # Errors
    ///
    /// If a signal interrupts it, or the system can't.
    pub(in crate::host) fn select(
        file: BorrowedFd<'_>,
        direction: Direction,
        timeout: Option<Duration>,
    ) -> io::Result<bool> {
        let timeout = timeout.map(Timespec::try_from).transpose().map_err(io::Error::other)?;
        let end = file.as_raw_fd() + 1;
        let mut set = vec![FdSetElement::default(); fd_set_num_elements(1, end)];
        fd_set_insert(&mut set, file.as_raw_fd());
        let (read, write) = match direction {
            Direction::Read => (Some(set.as_mut_slice()), None),
            Direction::Write => (None, Some(set.as_mut_slice())),
        };
        #[expect(unsafe_code, reason = "`select` takes numbers of files, which may be closed")]
        // SAFETY: the only file in the set is borrowed, so it is open.
        let ready = unsafe { rustix::event::select(end, read, write, None, timeout.as_ref()) }?;
        Ok(ready > 0)
    }
}

#[cfg(windows)]
mod console {
    use std::ffi::c_void;
    use std::fs::File;
    use std::io;
    use std::os::windows::io::AsRawHandle;
    use std::sync::OnceLock;

    /// What happened to the console.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(in crate::host) enum ConsoleEvent {
        /// Ctrl-C or Ctrl-Break.
        Key,
        /// The console was closed, or the user logs off.
        Closed,
    }

    /// What to do about events of the console.
    static ON_EVENT: OnceLock<fn(ConsoleEvent)> = OnceLock::new();

    #[expect(unsafe_code, reason = "the standard library has no console")]
    #[link(name = "kernel32")]
    unsafe extern "system" {
        fn SetConsoleCtrlHandler(handler: Option<extern "system" fn(u32) -> i32>, add: i32) -> i32;
        fn SetConsoleOutputCP(code_page: u32) -> i32;
        fn WaitForSingleObject(handle: *mut c_void, milliseconds: u32) -> u32;
    }

    /// Has events of the console handled, on a thread of the system.
    ///
    /// # Errors
    ///
    /// If the handler can't be installed.
    pub(in crate::host) fn on_console_event(handle: fn(ConsoleEvent)) -> io::Result<()> {
        if ON_EVENT.set(handle).is_err() {
            return Ok(());
        }
        #[expect(unsafe_code, reason = "the standard library has no console")]
        // SAFETY: the handler is a function, which is always there.
        let installed = unsafe { SetConsoleCtrlHandler(Some(handle_event), 1) };
        if installed == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
    }

    extern "system" fn handle_event(event: u32) -> i32 {
        /// Ctrl-C is 0 and Ctrl-Break 1.
        const LAST_KEY: u32 = 1;
        let event = if event <= LAST_KEY { ConsoleEvent::Key } else { ConsoleEvent::Closed };
        if let Some(handle) = ON_EVENT.get() {
            handle(event);
        }
        1
    }

    /// Has the console read what is written to it as UTF-8.
    ///
    /// # Errors
    ///
    /// If there is no console.
    pub(in crate::host) fn use_utf8_on_console() -> io::Result<()> {
        const UTF8: u32 = 65001;
        #[expect(unsafe_code, reason = "the standard library has no console")]
        // SAFETY: it takes no pointers.
        let set = unsafe { SetConsoleOutputCP(UTF8) };
        if set == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
    }

    /// Waits until the console has input.
    ///
    /// # Errors
    ///
    /// If the console is gone.
    pub(in crate::host) fn wait_for_input(console: &File) -> io::Result<()> {
        const FOREVER: u32 = u32::MAX;
        const IS_READY: u32 = 0;
        #[expect(unsafe_code, reason = "the standard library can't wait for input without reading it")]
        // SAFETY: the handle is of a file that is open.
        let waited = unsafe { WaitForSingleObject(console.as_raw_handle(), FOREVER) };
        if waited == IS_READY { Ok(()) } else { Err(io::Error::last_os_error()) }
    }

    /// Does nothing: what a crash leaves, the next program sets.
    #[expect(clippy::unnecessary_wraps, reason = "elsewhere a handler may fail to be installed")]
    pub(in crate::host) fn on_crash(_: fn(bool)) -> io::Result<()> {
        Ok(())
    }

    /// Ends the process at once.
    pub(in crate::host) fn leave_at_once(code: i32) -> ! {
        std::process::exit(code)
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
        const THRESHOLD: std::ffi::c_int = 1 << 20;
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
