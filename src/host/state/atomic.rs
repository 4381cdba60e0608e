//! Atomic, durable file replacement: readers see the old file or the whole new one.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions, TryLockError};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt, chown, fchown};
use std::path::Path;

use rustix::io::Errno;
use rustix::process::geteuid;
use tempfile::NamedTempFile;

/// Extension of temporary files, with the dot.
const TEMP_SUFFIX: &str = ".tmp";
/// Number of random characters in the name of a temporary file: letters and digits.
const RANDOM_LEN: usize = 32;

/// Creates a directory (mode 0700) and its missing parents. Each is on disk when this returns, and belongs to the owner
/// of the directory that it is in: `sudo kzq` must not lock the user out.
pub(crate) fn create_private_dir(directory: &Path) -> io::Result<()> {
    if directory.is_dir() {
        return Ok(());
    }
    let parent = directory.parent();
    if let Some(parent) = parent {
        create_private_dir(parent)?;
    }
    match DirBuilder::new().mode(0o700).create(directory) {
        // Another process was faster.
        Err(error) if error.kind() == ErrorKind::AlreadyExists && directory.is_dir() => return Ok(()),
        created => created?,
    }
    if let Some(owner) = parent.and_then(owner_of_new_files) {
        chown(directory, Some(owner.uid()), Some(owner.gid()))?;
    }
    sync_parent_dir(directory);
    Ok(())
}

/// Who owns what root creates in a directory: the directory's owner, unless that is root. `None` for other users, whose
/// files are their own.
fn owner_of_new_files(directory: &Path) -> Option<Metadata> {
    let owner = geteuid().is_root().then(|| fs::metadata(directory).ok()).flatten()?;
    (owner.uid() != 0).then_some(owner)
}

/// Gives a new file to the owner of its directory, if root created it there.
pub(crate) fn give_to_directory_owner(file: &File, path: &Path) -> io::Result<()> {
    match path.parent().and_then(owner_of_new_files) {
        Some(owner) => fchown(file, Some(owner.uid()), Some(owner.gid())),
        None => Ok(()),
    }
}

/// Gives a file the owner, group and permissions of the one that it will replace. Only root can give files away; a group
/// that can't be given gets no permissions either.
fn keep_owner_and_mode(file: &File, existing: &Metadata) -> io::Result<()> {
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

/// Creates a locked, private temporary file in `directory`, removed on drop unless it is [persisted](persist).
pub(crate) fn temp_file(directory: &Path, prefix: &str) -> io::Result<NamedTempFile> {
    temp_file_with_mode(directory, prefix, 0o600)
}

/// Creates a locked temporary file with the given permissions, as far as the umask allows them.
pub(crate) fn temp_file_with_mode(directory: &Path, prefix: &str, mode: u32) -> io::Result<NamedTempFile> {
    // `tempfile_in` would add the random path to errors.
    let create = |path: &Path| OpenOptions::new().write(true).create_new(true).mode(mode).open(path);
    let mut builder = tempfile::Builder::new();
    let file = builder.prefix(prefix).suffix(TEMP_SUFFIX).rand_bytes(RANDOM_LEN).make_in(directory, create)?;
    match file.as_file().try_lock() {
        Err(TryLockError::Error(error)) if is_lock_unsupported(&error) => {}
        locked => locked?,
    }
    Ok(file)
}

/// Whether a file system has no locks (`flock`).
pub(crate) fn is_lock_unsupported(error: &io::Error) -> bool {
    let number = error.raw_os_error().map(Errno::from_raw_os_error);
    matches!(number, Some(Errno::NOLCK | Errno::NOSYS | Errno::OPNOTSUPP | Errno::INVAL))
}

/// Whether a file name is one of [`temp_file`] with this prefix. Earlier versions of kzq named them with hexadecimal
/// digits and the process id: `PREFIX0123456789abcdef0123456789abcdef-17.tmp`.
pub(crate) fn is_temp_name(name: &[u8], prefix: &str) -> bool {
    let random = name.strip_prefix(prefix.as_bytes()).and_then(|rest| rest.strip_suffix(TEMP_SUFFIX.as_bytes()));
    random.is_some_and(|random| {
        random.len() >= RANDOM_LEN && random.iter().all(|&byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}

/// Renames a temporary file over `path`, which must be in the same directory, and syncs both to disk. It gets the owner,
/// group and permissions of the file that it replaces.
pub(crate) fn persist(file: NamedTempFile, path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(existing) if existing.is_file() => keep_owner_and_mode(file.as_file(), &existing)?,
        _ => give_to_directory_owner(file.as_file(), path)?,
    }
    persist_as_is(file, path)
}

/// Renames a temporary file over `path`, whatever is there, with its own permissions.
pub(crate) fn persist_as_is(file: NamedTempFile, path: &Path) -> io::Result<()> {
    file.as_file().sync_all()?;
    file.persist(path)?;
    sync_parent_dir(path);
    Ok(())
}

/// Syncs the directory of a file to disk, if the file system can. A failure is none of the file, which is there.
pub(crate) fn sync_parent_dir(path: &Path) {
    if let Ok(directory) = File::open(path.parent().unwrap_or(Path::new("/"))) {
        let _ = directory.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn temp_files_are_private_locked_and_recognised() {
        let home = tempfile::tempdir().unwrap();
        let file = temp_file(home.path(), "shelf.").unwrap();
        assert_eq!(file.as_file().metadata().unwrap().permissions().mode() & 0o777, 0o600);
        assert!(File::open(file.path()).unwrap().try_lock().is_err());
        let name = file.path().file_name().unwrap().as_bytes();
        assert!(is_temp_name(name, "shelf.") && !is_temp_name(name, "place."));
        drop(file);
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
    }

    #[test]
    fn recognises_temp_names_of_earlier_versions_only() {
        for (name, expected) in [
            ("shelf.0123456789abcdef0123456789abcdef-17.tmp", true),
            ("shelf.0123456789abcdef-17.tmp", false),
            ("shelf.0123456789abcdef0123456789abcdef-17.bak", false),
            ("shelf.0123456789abcdef.0123456789abcdef-17.tmp", false),
            ("shelf.tmp", false),
        ] {
            assert_eq!(is_temp_name(name.as_bytes(), "shelf."), expected, "{name}");
        }
    }

    #[test]
    fn persisting_replaces_the_file() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("shelf");
        fs::write(&path, "old").unwrap();
        let file = temp_file(home.path(), "shelf.").unwrap();
        file.as_file().write_all(b"new").unwrap();
        persist(file, &path).unwrap();
        assert_eq!(
            (fs::read_to_string(&path).unwrap().as_str(), fs::read_dir(home.path()).unwrap().count()),
            ("new", 1)
        );
    }

    #[test]
    fn a_replaced_file_keeps_its_permissions_and_group() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("shelf");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        let before = fs::metadata(&path).unwrap();
        persist(temp_file(home.path(), "shelf.").unwrap(), &path).unwrap();
        let after = fs::metadata(&path).unwrap();
        assert_ne!(before.ino(), after.ino());
        assert_eq!((before.mode(), before.uid(), before.gid()), (after.mode(), after.uid(), after.gid()));
    }

    #[test]
    fn what_root_writes_stays_the_users() {
        const USER: u32 = 12_345;
        if !geteuid().is_root() {
            eprintln!("skipped: only root can give files away");
            return;
        }
        let home = tempfile::tempdir().unwrap();
        chown(home.path(), Some(USER), Some(USER)).unwrap();
        let directory = home.path().join("share/kzq");
        create_private_dir(&directory).unwrap();
        let path = directory.join("shelf");
        for _ in 0..2 {
            persist(temp_file(&directory, "shelf.").unwrap(), &path).unwrap();
        }
        for made in [directory.parent().unwrap(), &directory, &path] {
            let owner = fs::metadata(made).unwrap();
            assert_eq!((owner.uid(), owner.gid()), (USER, USER), "{}", made.display());
        }
    }

    #[test]
    fn errors_do_not_name_the_temporary_file() {
        let error = temp_file(Path::new("/nonexistent"), "shelf.").unwrap_err();
        assert_eq!(error.to_string(), "No such file or directory (os error 2)");
    }
}
