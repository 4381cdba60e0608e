//! Linux, macOS and other systems that follow POSIX.

mod background;
#[cfg(feature = "clipboard")]
pub(in crate::host) mod daemon;
mod decoder;
pub(in crate::host) mod directories;
pub(in crate::host) mod files;
pub(in crate::host) mod keyboard;
pub(in crate::host) mod locks;
pub(in crate::host) mod ownership;
pub(in crate::host) mod processes;
mod ready;
mod sequences;
pub(in crate::host) mod signals;
pub(in crate::host) mod special_files;
pub(in crate::host) mod tty;
