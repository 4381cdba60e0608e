//! Atomic, durable file replacement: readers see the old file or the whole new one.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::host::platform::{files, locks, ownership};

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
    if let Some(parent) = directory.parent() {
        create_private_dir(parent)?;
    }
    match files::private_dir_builder().create(directory) {
        // Another process was faster.
        Err(error) if error.kind() == ErrorKind::AlreadyExists && directory.is_dir() => return Ok(()),
        created => created?,
    }
    ownership::give_directory_to_parents_owner(directory)?;
    sync_parent_dir(directory);
    Ok(())
}

/// Creates a locked, private temporary file in `directory`, removed on drop unless it is [persisted](persist).
pub(crate) fn temp_file(directory: &Path, prefix: &str) -> io::Result<NamedTempFile> {
    temp_file_with_mode(directory, prefix, 0o600)
}

/// Creates a locked temporary file with the given permissions, as far as the umask allows them.
pub(crate) fn temp_file_with_mode(directory: &Path, prefix: &str, mode: u32) -> io::Result<NamedTempFile> {
    // `tempfile_in` would add the random path to errors.
    let create = |path: &Path| files::set_mode(OpenOptions::new().write(true).create_new(true), mode).open(path);
    let mut builder = tempfile::Builder::new();
    let file = builder.prefix(prefix).suffix(TEMP_SUFFIX).rand_bytes(RANDOM_LEN).make_in(directory, create)?;
    match file.as_file().try_lock() {
        Err(TryLockError::Error(error)) if locks::is_unsupported(&error) => {}
        locked => locked?,
    }
    Ok(file)
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
        Ok(existing) if existing.is_file() => ownership::keep_owner_and_mode(file.as_file(), &existing)?,
        _ => ownership::give_to_directory_owner(file.as_file(), path)?,
    }
    persist_as_is(file, path)
}

/// Renames a temporary file over `path`, whatever is there, with its own permissions.
pub(crate) fn persist_as_is(file: NamedTempFile, path: &Path) -> io::Result<()> {
    file.as_file().sync_all()?;
    locks::allow_reading(file.as_file());
    file.persist(path)?;
    sync_parent_dir(path);
    Ok(())
}

/// Syncs the directory of a file to disk, if the file system can. Failures are ignored: the file itself is written.
pub(crate) fn sync_parent_dir(path: &Path) {
    if let Ok(directory) = File::open(path.parent().unwrap_or(Path::new("/"))) {
        let _ = directory.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;
    use std::io::Write;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};

    use rustix::process::geteuid;

    use super::*;

    #[test]
    fn temp_files_are_private_locked_and_recognised() {
        let home = tempfile::tempdir().unwrap();
        let file = temp_file(home.path(), "shelf.").unwrap();
        assert_eq!(file.as_file().metadata().unwrap().permissions().mode() & 0o777, 0o600);
        assert!(File::open(file.path()).unwrap().try_lock().is_err());
        let name = file.path().file_name().unwrap().as_encoded_bytes();
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
    fn files_written_by_root_keep_the_user_as_owner() {
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
