//! Files that the user names to be written: they appear as a whole or not at all.

use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::path::{self, Path};

use tempfile::NamedTempFile;

use super::state::atomic;
use super::state::location::StateFile;
use crate::cli::{Out, UpdateText, WriteContents};

/// The beginning of the names of temporary files.
const TEMP_PREFIX: &str = ".kzq-";

/// Writes a file. One that exists is overwritten only if `overwrite`, and keeps its permissions.
///
/// # Errors
///
/// If the file exists, is not a regular file, or cannot be written.
pub(super) fn write(file: &Path, overwrite: bool, write: &mut WriteContents<'_>) -> io::Result<()> {
    let target = StateFile::resolve(&path::absolute(file)?)?.path;
    let existing = existing_file(&target)?;
    if existing.is_some() && !overwrite {
        return Err(already_exists());
    }
    let temporary = new_file(&target, existing.as_ref())?;
    let mut writer = BufWriter::new(temporary.as_file());
    write(&mut Out::new(&mut writer))?;
    writer.flush()?;
    drop(writer);
    if overwrite {
        return atomic::persist(temporary, &target);
    }
    temporary.as_file().sync_all()?;
    create(temporary, &target)?;
    // The file is written, even if its name cannot be made durable.
    atomic::sync_parent_dir(&target);
    Ok(())
}

/// Replaces a text file by what `update` returns for its present text, unless it returns `None`.
///
/// It is not synced to disk: it is one of many, and can be written again.
///
/// # Errors
///
/// If it is not a regular file, or cannot be read or written.
pub(super) fn update(file: &Path, update: &mut UpdateText<'_>) -> io::Result<()> {
    /// No text that kzq writes is longer; the beginning of a longer one is not what kzq wrote.
    const MAX_BYTES: u64 = 64 << 20;
    let target = StateFile::resolve(&path::absolute(file)?)?.path;
    let existing = existing_file(&target)?;
    let mut bytes = Vec::new();
    if existing.is_some() {
        File::open(&target)?.take(MAX_BYTES).read_to_end(&mut bytes)?;
    }
    let Some(text) = update(&String::from_utf8_lossy(&bytes)) else { return Ok(()) };
    let temporary = new_file(&target, existing.as_ref())?;
    temporary.as_file().write_all(text.as_str().as_bytes())?;
    if existing.is_some() {
        temporary.persist(&target)?;
        Ok(())
    } else {
        create(temporary, &target)
    }
}

/// Returns the metadata of a file; `None` if there is none.
fn existing_file(file: &Path) -> io::Result<Option<Metadata>> {
    match fs::metadata(file) {
        Ok(metadata) if metadata.is_file() => Ok(Some(metadata)),
        Ok(metadata) if metadata.is_dir() => Err(io::Error::new(ErrorKind::IsADirectory, "a directory; name a file")),
        Ok(_) => Err(io::Error::new(ErrorKind::InvalidInput, "not a regular file; write to it with `>`")),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Creates the temporary file that will be at `target`, with the permissions of the file there.
fn new_file(target: &Path, existing: Option<&Metadata>) -> io::Result<NamedTempFile> {
    let directory = target.parent().unwrap_or(Path::new("/"));
    let temporary = atomic::temp_file_with_mode(directory, TEMP_PREFIX, 0o666)?;
    if let Some(existing) = existing {
        temporary.as_file().set_permissions(existing.permissions())?;
    }
    Ok(temporary)
}

/// Renames a temporary file, unless a file has appeared at `target`.
fn create(temporary: NamedTempFile, target: &Path) -> io::Result<()> {
    temporary.persist_noclobber(target).map(drop).map_err(|failed| match failed.error.kind() {
        ErrorKind::AlreadyExists => already_exists(),
        _ => failed.error,
    })
}

fn already_exists() -> io::Error {
    io::Error::new(ErrorKind::AlreadyExists, "the file exists; `--force` overwrites it")
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;
    use kzq_text::Safe;

    fn write_text(file: &Path, overwrite: bool, text: &'static str) -> io::Result<()> {
        write(file, overwrite, &mut |out| out.text(&text.into()))
    }

    #[test]
    fn files_are_overwritten_only_if_requested() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("out");
        write_text(&file, false, "one").unwrap();
        assert_eq!(write_text(&file, false, "two").unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&file).unwrap(), "one");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        write_text(&file, true, "two").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "two");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }

    #[test]
    fn failed_write_leaves_no_partial_file() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("out");
        let fail = &mut |out: &mut Out<'_>| {
            out.text(&"half".into())?;
            Err(io::Error::other("broken"))
        };
        assert_eq!(write(&file, false, fail).unwrap_err().to_string(), "broken");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
        fs::write(&file, "old").unwrap();
        assert!(write(&file, true, fail).is_err());
        assert_eq!(fs::read_to_string(&file).unwrap(), "old");
    }

    #[test]
    fn only_regular_files_are_written_and_links_are_followed() {
        let home = tempfile::tempdir().unwrap();
        assert_eq!(write_text(home.path(), true, "x").unwrap_err().kind(), ErrorKind::IsADirectory);
        assert_eq!(write_text(Path::new("/dev/null"), true, "x").unwrap_err().kind(), ErrorKind::InvalidInput);
        assert_eq!(write_text(&home.path().join("no/out"), true, "x").unwrap_err().kind(), ErrorKind::NotFound);
        let (file, link) = (home.path().join("out"), home.path().join("link"));
        fs::write(&file, "old").unwrap();
        symlink("out", &link).unwrap();
        write_text(&link, true, "new").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        update(&link, &mut |old| Some(Safe::text(format!("{old}er")))).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "newer");
        assert!(link.is_symlink());
    }

    #[test]
    fn text_is_updated_or_left_unchanged() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("note.md");
        for (expected, new, after) in [("", Some("one"), "one"), ("one", None, "one"), ("one", Some("two"), "two")] {
            update(&file, &mut |old| {
                assert_eq!(old, expected);
                new.map(Safe::from)
            })
            .unwrap();
            assert_eq!(fs::read_to_string(&file).unwrap(), after);
        }
        fs::write(&file, b"\xff").unwrap();
        update(&file, &mut |old| (old == "\u{fffd}").then(|| "x".into())).unwrap();
        assert_eq!(update(home.path(), &mut |_| None).unwrap_err().kind(), ErrorKind::IsADirectory);
    }
}
