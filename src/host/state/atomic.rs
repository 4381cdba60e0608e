//! Atomic, durable file replacement: readers see the old file or the whole new one.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use tempfile::NamedTempFile;

/// Extension of temporary files, with the dot.
const TEMP_SUFFIX: &str = ".tmp";
/// Number of random characters in the name of a temporary file: letters and digits.
const RANDOM_LEN: usize = 32;

/// Creates a directory (mode 0700) and its missing parents.
pub(crate) fn create_private_dir(directory: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(directory)
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
    file.as_file().try_lock()?;
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

/// Renames a temporary file over `path`, which must be in the same directory, and syncs both to disk.
pub(crate) fn persist(file: NamedTempFile, path: &Path) -> io::Result<()> {
    file.as_file().sync_all()?;
    // Open the directory first: after the rename, an error would wrongly report that nothing was written.
    let directory = open_parent_dir(path)?;
    file.persist(path)?;
    sync_dir(&directory)
}

/// Syncs the directory of a file to disk.
pub(crate) fn sync_parent_dir(path: &Path) -> io::Result<()> {
    sync_dir(&open_parent_dir(path)?)
}

fn open_parent_dir(path: &Path) -> io::Result<File> {
    File::open(path.parent().unwrap_or(Path::new("/")))
}

fn sync_dir(directory: &File) -> io::Result<()> {
    match directory.sync_all() {
        // Some file systems can't sync a directory, and need not.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        synced => synced,
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
    fn errors_do_not_name_the_temporary_file() {
        let error = temp_file(Path::new("/nonexistent"), "shelf.").unwrap_err();
        assert_eq!(error.to_string(), "No such file or directory (os error 2)");
    }
}
