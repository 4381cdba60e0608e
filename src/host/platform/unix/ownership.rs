//! To whom files belong, and whether the user can trust them.

use std::env;
use std::fs::{self, File, Metadata, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, fchown};
use std::path::Path;

use rustix::process::geteuid;

/// Fails if a file may have been written by another user: it belongs to one, or everybody may write to it.
///
/// With `sudo`, files of the owner of the home directory are the user's own.
pub(in crate::host) fn require_trusted(file: &Metadata) -> io::Result<()> {
    let user = geteuid().as_raw();
    let owner_of_home = || env::var_os("HOME").and_then(|home| fs::metadata(home).ok()).map(|home| home.uid());
    let is_own = file.uid() == user || file.uid() == 0 || (user == 0 && owner_of_home() == Some(file.uid()));
    if !is_own {
        return Err(refused(&format!("it belongs to another user (number {}); move it away", file.uid())));
    }
    if file.mode() & 0o002 != 0 {
        return Err(refused("anybody can write to it; `chmod o-w` it if you trust its contents"));
    }
    Ok(())
}

fn refused(reason: &str) -> io::Error {
    io::Error::new(io::ErrorKind::PermissionDenied, format!("not read: {reason}"))
}

/// Who owns what root creates in a directory: the directory's owner, unless that is root. `None` for other users, whose
/// files are their own.
fn owner_of_new_files(directory: &Path) -> Option<Metadata> {
    let owner = geteuid().is_root().then(|| fs::metadata(directory).ok()).flatten()?;
    (owner.uid() != 0).then_some(owner)
}

/// Gives a new directory to the owner of the one that it is in, if root created it there.
pub(in crate::host) fn give_directory_to_parents_owner(directory: &Path) -> io::Result<()> {
    match directory.parent().and_then(owner_of_new_files) {
        Some(owner) => chown(directory, Some(owner.uid()), Some(owner.gid())),
        None => Ok(()),
    }
}

/// Gives a new file to the owner of its directory, if root created it there.
pub(in crate::host) fn give_to_directory_owner(file: &File, path: &Path) -> io::Result<()> {
    match path.parent().and_then(owner_of_new_files) {
        Some(owner) => fchown(file, Some(owner.uid()), Some(owner.gid())),
        None => Ok(()),
    }
}

/// Gives a file the owner, group and permissions of the one that it will replace. Only root can give files away; a group
/// that can't be given gets no permissions either.
pub(in crate::host) fn keep_owner_and_mode(file: &File, existing: &Metadata) -> io::Result<()> {
    let own = file.metadata()?;
    let mut mode = existing.mode() & 0o7777;
    if own.uid() != existing.uid() {
        // As another user, the new file is theirs: the directory allows them to replace it.
        let _ = fchown(file, Some(existing.uid()), None);
    }
    if own.gid() != existing.gid() && fchown(file, None, Some(existing.gid())).is_err() {
        mode &= !0o2070;
    }
    if file.metadata()?.mode() & 0o7777 != mode {
        file.set_permissions(Permissions::from_mode(mode))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_others_own_or_can_write_are_not_trusted() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("shelf.jsonl");
        fs::write(&path, "").unwrap();
        let refusal = |mode: u32| {
            fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
            require_trusted(&fs::metadata(&path).unwrap()).map_err(|error| error.to_string())
        };
        assert_eq!((refusal(0o600), refusal(0o664)), (Ok(()), Ok(())));
        assert!(refusal(0o666).unwrap_err().contains("chmod o-w"));
        if geteuid().is_root() {
            chown(&path, Some(12_345), None).unwrap();
            assert!(refusal(0o600).unwrap_err().contains("another user (number 12345)"));
        } else {
            eprintln!("skipped: only root can give files away");
        }
    }
}
