//! Quarantines a damaged file under an unused name.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::PathBuf;

use super::location::StateFile;
use super::lock::FileLock;
use crate::host::platform::files;

/// Links a damaged file to a second name, and returns that. A file that is already quarantined, because it could not be
/// replaced last time, is not linked again.
pub(crate) fn quarantine(file: &StateFile, _: &FileLock) -> io::Result<PathBuf> {
    let bytes = file.read_bytes()?;
    for number in 1_u32.. {
        let aside = file.with_suffix(&format!(".damaged-{number}"));
        // A hard link needs no space on a full disk and never overwrites; but not every file system supports it.
        let set = fs::hard_link(&file.path, &aside).or_else(|error| match error.kind() {
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
    let mut file: File = files::set_mode(OpenOptions::new().write(true).create_new(true), 0o600).open(aside)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        // A partial copy would be mistaken for the whole file.
        let _ = fs::remove_file(aside);
    }
    written
}
