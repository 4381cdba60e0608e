//! To whom files belong: to the user, as the permissions of their directories say.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// Trusts a file: others can't write into the directories of the user's profile.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere a file may belong to another user")]
pub(in crate::host) fn require_trusted(_: &Metadata) -> io::Result<()> {
    Ok(())
}

/// Leaves a new directory to the user who created it.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere directories can be given away")]
pub(in crate::host) fn give_directory_to_parents_owner(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Leaves a new file to the user who created it.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere files can be given away")]
pub(in crate::host) fn give_to_directory_owner(_: &File, _: &Path) -> io::Result<()> {
    Ok(())
}

/// Leaves a file with the permissions of its directory.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere files have an owner and a mode of their own")]
pub(in crate::host) fn keep_owner_and_mode(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}
