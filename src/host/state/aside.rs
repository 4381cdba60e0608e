//! Setting a damaged file aside under a name that nothing has.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

use super::location::Location;
use super::lock::Lock;

/// Gives a damaged file a second name, under which it stays; gives that. One that was set aside before, but could not
/// be replaced, is not set aside again.
pub(super) fn set_aside(place: &Location, _: &Lock) -> io::Result<PathBuf> {
    let bytes = place.bytes()?;
    for number in 1_u32.. {
        let aside = place.beside(&format!(".damaged-{number}"));
        // A link takes no room on a full disk, and a name only where it is free; not every file system has them.
        let set = fs::hard_link(&place.file, &aside).or_else(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Err(error),
            _ => copy(&bytes, &aside),
        });
        match set {
            Ok(()) => return Ok(aside),
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            Err(_) if fs::read(&aside).is_ok_and(|other| other == bytes) => return Ok(aside),
            Err(_) => {}
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn copy(bytes: &[u8], aside: &PathBuf) -> io::Result<()> {
    let mut file: File = OpenOptions::new().write(true).create_new(true).mode(0o600).open(aside)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a copy would be taken for the whole.
        let _ = fs::remove_file(aside);
    }
    written
}
