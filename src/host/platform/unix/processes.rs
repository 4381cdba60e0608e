//! Programs that are started, priorities, and what the system refuses.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::Command;

use rustix::io::Errno;

/// The editor if the user has chosen none.
pub(in crate::host) const DEFAULT_EDITOR: &str = "vi";

/// Programs that open an address as the desktop is set, in the order in which they are tried, each with its arguments.
const OPENERS: &[&[&str]] = if cfg!(target_os = "macos") {
    &[&["/usr/bin/open"]]
} else {
    &[&["xdg-open"], &["gio", "open"], &["gnome-open"], &["kde-open"], &["wslview"]]
};

/// The commands that open an address on the desktop, in the order in which they are tried.
pub(in crate::host) fn openers(address: &str) -> impl Iterator<Item = Command> {
    OPENERS.iter().filter_map(move |words| {
        let (program, arguments) = words.split_first()?;
        let mut command = Command::new(program);
        // In a group of its own, so that it outlives the terminal.
        command.args(arguments).arg(address).process_group(0);
        Some(command)
    })
}

/// The command of the user with arguments. A shell splits the command, since it may contain arguments of its own.
pub(in crate::host) fn user_command(command: OsString, arguments: &[OsString]) -> Command {
    let mut line = command;
    line.push(" \"$@\"");
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(line).arg("kzq").args(arguments);
    shell
}

/// Lowers the priority of the current thread.
pub(in crate::host) fn lower_priority() {
    #[cfg(target_os = "linux")]
    {
        // On Linux, priorities are per thread. If this fails, the work is done anyway.
        const NICENESS: i32 = 5;
        let _ = rustix::process::setpriority_process(Some(rustix::thread::gettid()), NICENESS);
    }
}

/// What to do about a resource of the system that has run out; `None` for other errors.
pub(in crate::host) fn shortage_tip(code: i32) -> Option<&'static str> {
    match Errno::from_raw_os_error(code) {
        Errno::MFILE | Errno::NFILE => Some("the limit on open files is too low: `ulimit -n` sets it"),
        Errno::AGAIN => Some("the limit on threads or memory is too low: see `ulimit -u` and `ulimit -v`"),
        _ => None,
    }
}
