//! In place of the desktop's clipboard, in a kzq that was built without the feature `clipboard`.

use std::ffi::OsString;
use std::io;
use std::time::Duration;

use kzq_text::Safe;

fn missing() -> io::Error {
    io::Error::new(io::ErrorKind::Unsupported, "this kzq was built without the desktop's clipboard")
}

/// Fails, so that the next backend is tried.
pub(super) fn copy(_: &str, _: Duration) -> io::Result<Safe<'static>> {
    Err(missing())
}

/// Fails.
pub(super) fn paste(_: Duration) -> io::Result<String> {
    Err(missing())
}

/// Returns false: no clipboard daemon is ever started.
pub fn is_daemon(_: &[OsString]) -> bool {
    false
}

/// Fails.
///
/// # Errors
///
/// Always.
pub fn serve() -> io::Result<()> {
    Err(missing())
}
