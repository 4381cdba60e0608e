//! Finds and reads the file `.kzq.ron` of a project. A project may come from a stranger: nothing outside of it is read,
//! whatever its file names.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::environment;
use super::error::Error;
use super::load::files::find;
use super::platform::files;
use super::read_file;
use super::read_file::MaxSize;
use super::state::atomic;
use crate::settings::{MAX_PROJECT_FILE_BYTES, PROJECT_FILE_NAME, PathTarget, parse_project, with_ignored};
use kzq_ron::diagnostics::render;
use kzq_text::{Safe, safe};

/// What a project sets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Project {
    /// Its file.
    pub(crate) file: PathBuf,
    /// The collections of the project: files, or directories of them.
    pub(crate) data: Vec<PathBuf>,
    /// The texts that drafts are checked against.
    pub(crate) against: Vec<PathBuf>,
    /// The words of quotations that are not judged.
    pub(crate) ignore: Vec<String>,
}

/// Reads the file of the project in which the working directory is; `None` if it is in none. Paths are relative to the
/// working directory.
///
/// # Errors
///
/// If the file can't be read, or has mistakes.
pub(super) fn of_working_directory() -> Result<Option<Project>, Error> {
    // Without a working directory, relative paths lead nowhere.
    let Ok(directory) = env::current_dir() else { return Ok(None) };
    let Some(root) = find_root(&directory, env::home_dir().as_deref()) else { return Ok(None) };
    let depth = directory.components().count() - root.components().count();
    read(&(0..depth).map(|_| "..").collect::<PathBuf>()).map(Some)
}

/// Reads the file of the project in which a directory is; `None` if it is in none.
///
/// # Errors
///
/// If the file can't be read, or has mistakes.
pub(super) fn of_directory(directory: &Path) -> Result<Option<Project>, Error> {
    find_root(directory, env::home_dir().as_deref()).map(read).transpose()
}

/// Finds the root of the project that a directory is in: the nearest directory upwards that has a project file. Home
/// directories and what is above them are not projects, and a project does not reach beyond its file system.
pub(crate) fn find_root<'d>(directory: &'d Path, home: Option<&Path>) -> Option<&'d Path> {
    find_below(directory, home.and_then(|home| fs::canonicalize(home).ok()).as_deref())
}

/// The same, of a home without links in its path.
fn find_below<'d>(directory: &'d Path, real_home: Option<&Path>) -> Option<&'d Path> {
    let file_system = |directory: &Path| fs::metadata(directory).ok().map(|metadata| files::file_system(&metadata));
    let own = file_system(directory)?;
    directory
        .ancestors()
        .take_while(|above| real_home != Some(*above) && file_system(above) == Some(own))
        .find(|above| fs::symlink_metadata(above.join(PROJECT_FILE_NAME)).is_ok())
}

/// The file of the project that a directory is in, or else the one that would make a project of the directory; `None` if it
/// can't be one.
pub(super) fn file_for(directory: &Path) -> Option<PathBuf> {
    let home = env::home_dir().and_then(|home| fs::canonicalize(home).ok());
    let can_be = |directory: &&Path| {
        let real = fs::canonicalize(directory).ok();
        real.is_some_and(|real| home.as_ref().is_none_or(|home| !home.starts_with(real)))
    };
    let root = find_below(directory, home.as_deref()).or_else(|| Some(directory).filter(can_be))?;
    Some(root.join(PROJECT_FILE_NAME))
}

/// Adds words to those that a project ignores, in its file, which is made if need be.
///
/// # Errors
///
/// If the file can't be read or written, or has mistakes.
pub(super) fn ignore(file: &Path, words: &str) -> io::Result<()> {
    let invalid = |why| io::Error::new(io::ErrorKind::InvalidData, why);
    let existing = match fs::symlink_metadata(file) {
        Ok(metadata) if metadata.is_file() => Some(metadata),
        Ok(_) => return Err(invalid("it is not a regular file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let bytes = existing.as_ref().map(|_| read_file::read(file, MaxSize::bytes(MAX_PROJECT_FILE_BYTES))).transpose()?;
    let text = String::from_utf8(bytes.unwrap_or_default()).map_err(|_| invalid("it is not UTF-8"))?;
    let changed = with_ignored(&text, words).ok_or_else(|| invalid("it has a mistake; `kzq config` shows it"))?;
    let directory = file.parent().unwrap_or(Path::new("/"));
    let mut temporary = atomic::temp_file_with_mode(directory, ".kzq-", 0o666)?;
    if let Some(existing) = existing {
        temporary.as_file().set_permissions(existing.permissions())?;
    }
    temporary.write_all(changed.as_bytes())?;
    atomic::persist(temporary, file)
}

/// Reads the file of the project with a root; an empty path is the working directory. The paths begin with the root.
///
/// # Errors
///
/// If the file can't be read, or has mistakes.
pub(crate) fn read(root: &Path) -> Result<Project, Error> {
    let file = root.join(PROJECT_FILE_NAME);
    let failed = |error: io::Error| Error::file(&file, error);
    if !fs::symlink_metadata(&file).map_err(failed)?.is_file() {
        return Err(failed(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file")));
    }
    let too_large = |error: io::Error| {
        if read_file::is_too_large(&error) {
            io::Error::new(io::ErrorKind::FileTooLarge, "larger than 1 MB, the limit for project files")
        } else {
            error
        }
    };
    let bytes = read_file::read(&file, MaxSize::bytes(MAX_PROJECT_FILE_BYTES));
    let bytes = bytes.map_err(|error| failed(too_large(error)))?;
    let check = |path: &Path, target: PathTarget| check(root, path, target);
    let parsed = parse_project(&file.display().to_string(), &bytes, &check);
    let parsed = parsed.map_err(|findings| Error::BadProject {
        report: render::render(&findings, environment::use_colour(&io::stderr())),
    })?;
    let at_root = |paths: Vec<PathBuf>| paths.into_iter().map(|path| root.join(path)).collect();
    Ok(Project { data: at_root(parsed.data), against: at_root(parsed.against), ignore: parsed.ignore, file })
}

/// Says why a path does not lead to what it should within the project.
fn check(root: &Path, path: &Path, target: PathTarget) -> Result<(), Safe<'static>> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => Safe::from("there is no such file"),
        _ => Safe::line(error.to_string()),
    };
    let named = root.join(path);
    let inside = fs::canonicalize(if root == "" { Path::new(".") } else { root }).map_err(failed)?;
    let leads_out = |path: &Path| fs::canonicalize(path).is_ok_and(|real| !real.starts_with(&inside));
    let kind = fs::metadata(&named).map_err(failed)?.file_type();
    if leads_out(&named) {
        return Err("this is a link that leads out of the project".into());
    }
    if kind.is_dir() && target == PathTarget::FileOrDirectory {
        return match find(&[named]).links.into_iter().find(|link| leads_out(link)) {
            Some(link) => Err(safe!("the link ", Safe::line(link.display().to_string()), " leads out of the project")),
            None => Ok(()),
        };
    }
    match (kind.is_file(), target) {
        (true, _) => Ok(()),
        (false, PathTarget::File) => Err("this is not a regular file".into()),
        (false, PathTarget::FileOrDirectory) => Err("this is not a regular file or directory".into()),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    /// Creates a directory with these files.
    fn directory(files: &[(&str, &str)]) -> tempfile::TempDir {
        let directory = tempfile::tempdir().unwrap();
        for (file, text) in files {
            let path = directory.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        directory
    }

    #[test]
    fn nearest_project_root_below_home_is_found() {
        let home =
            directory(&[(".kzq.ron", ""), ("a/.kzq.ron", ""), ("a/b/c/x", ""), ("a/b/d/.kzq.ron", ""), ("e/x", "")]);
        let home = fs::canonicalize(home.path()).unwrap();
        for (from, root) in [("a/b/c", Some("a")), ("a", Some("a")), ("a/b/d", Some("a/b/d")), ("e", None), ("", None)]
        {
            let from = home.join(from);
            let expected = root.map(|root| home.join(root));
            assert_eq!(find_root(&from, Some(&home)), expected.as_deref(), "{from:?}");
        }
        assert_eq!(find_root(&home.join("e"), None), Some(home.as_path()));
    }

    #[test]
    fn ignored_words_are_added_to_the_project_file() {
        let root = directory(&[("a/.kzq.ron", "(ignore: [\"so be it\"])"), ("b/x", "")]);
        for (directory, expected) in [("a", &["or not", "so be it"][..]), ("b", &["or not"])] {
            let directory = root.path().join(directory);
            let file = file_for(&directory).unwrap();
            ignore(&file, "or not").unwrap();
            assert_eq!(read(&directory).unwrap().ignore, expected);
        }
        let file = root.path().join("a/.kzq.ron");
        fs::write(&file, "(ignore: 7").unwrap();
        assert!(ignore(&file, "or not").is_err());
        assert_eq!(fs::read_to_string(&file).unwrap(), "(ignore: 7");
        fs::remove_file(&file).unwrap();
        symlink(root.path().join("b/.kzq.ron"), &file).unwrap();
        assert_eq!(ignore(&file, "more").unwrap_err().to_string(), "it is not a regular file");
    }

    #[test]
    fn paths_are_resolved_against_the_root() {
        let root = directory(&[
            (".kzq.ron", "(data: [\"q\", \"b.ron\"], against: [\"t/talk.txt\"], ignore: [\"so be it\"])"),
            ("q/a.ron", "()"),
            ("b.ron", "()"),
            ("t/talk.txt", "So be it."),
        ]);
        let project = read(root.path()).unwrap();
        assert_eq!(project.file, root.path().join(".kzq.ron"));
        assert_eq!(project.data, [root.path().join("q"), root.path().join("b.ron")]);
        assert_eq!(project.against, [root.path().join("t/talk.txt")]);
        assert_eq!(project.ignore, ["so be it"]);
    }

    #[test]
    fn files_outside_the_project_are_rejected() {
        let other = directory(&[("secret.ron", "()"), ("sub/x.ron", "()")]);
        let root = directory(&[(".kzq.ron", ""), ("q/a.ron", "()"), ("own.ron", "()"), ("p/x", "")]);
        let link = |to: &Path, from: &str| symlink(to, root.path().join(from)).unwrap();
        link(&other.path().join("secret.ron"), "q/b.ron");
        link(other.path(), "out");
        link(&root.path().join("own.ron"), "p/inside.ron");
        for (fields, expected) in [
            ("data: [\"out\"]", "this is a link that leads out of the project"),
            ("data: [\"out/secret.ron\"]", "this is a link that leads out of the project"),
            ("against: [\"out/secret.ron\"]", "this is a link that leads out of the project"),
            ("data: [\"q\"]", "q/b.ron leads out of the project"),
            ("against: [\"q\"]", "this is not a regular file"),
            ("data: [\"none.ron\"]", "there is no such file"),
        ] {
            fs::write(root.path().join(".kzq.ron"), format!("({fields})")).unwrap();
            let error = read(root.path()).unwrap_err().to_string();
            assert!(error.contains(expected) && error.contains(".kzq.ron:1:"), "{fields}: {error}");
        }
        fs::write(root.path().join(".kzq.ron"), "(data: [\"p\"])").unwrap();
        assert!(read(root.path()).is_ok());
    }

    #[test]
    fn project_file_must_be_a_small_regular_file() {
        let root = directory(&[("elsewhere.ron", "()")]);
        let file = root.path().join(".kzq.ron");
        symlink(root.path().join("elsewhere.ron"), &file).unwrap();
        assert!(read(root.path()).unwrap_err().to_string().ends_with("it is not a regular file"));
        fs::remove_file(&file).unwrap();
        fs::write(&file, vec![b' '; (1 << 20) + 1]).unwrap();
        assert!(read(root.path()).unwrap_err().to_string().contains("larger than 1 MB"));
    }
}
