//! Programs that are started, priorities, and what the system refuses.

use std::ffi::OsString;
use std::process::Command;

/// The editor if the user has chosen none.
pub(in crate::host) const DEFAULT_EDITOR: &str = "notepad";

/// The commands that open an address on the desktop, in the order in which they are tried.
pub(in crate::host) fn openers(address: &str) -> impl Iterator<Item = Command> {
    // Unlike `start`, it does not go through a shell, which would read `&` in an address.
    let mut command = Command::new("rundll32");
    command.arg("url.dll,FileProtocolHandler").arg(address);
    std::iter::once(command)
}

/// The command of the user with arguments. It may contain arguments of its own; a program with spaces in its path is in
/// quotation marks.
#[expect(clippy::needless_pass_by_value, reason = "elsewhere the command becomes a line for a shell")]
pub(in crate::host) fn user_command(command: OsString, arguments: &[OsString]) -> Command {
    let line = command.to_string_lossy();
    let line = line.trim_start();
    let (program, own) = match line.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
        Some(parts) => parts,
        None => line.split_once(' ').unwrap_or((line, "")),
    };
    let mut command = Command::new(program);
    command.args(own.split_whitespace()).args(arguments);
    command
}

/// Leaves the priority of the current thread as it is.
pub(in crate::host) fn lower_priority() {}

/// What to do about an error of the system that grants too little: Windows has no such limits.
pub(in crate::host) fn shortage_tip(_: i32) -> Option<&'static str> {
    None
}
