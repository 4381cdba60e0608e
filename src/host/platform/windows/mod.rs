//! Windows 10 and later: consoles that understand escape sequences.

#[cfg(feature = "clipboard")]
pub(in crate::host) mod daemon;
pub(in crate::host) mod directories;
pub(in crate::host) mod files;
pub(in crate::host) mod keyboard;
pub(in crate::host) mod locks;
pub(in crate::host) mod ownership;
pub(in crate::host) mod processes;
pub(in crate::host) mod signals;
pub(in crate::host) mod special_files;
pub(in crate::host) mod tty;
