//! Finds the collection files that the user's paths name; directories are read in depth.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

use crate::host::platform::files::{self, FileId};

/// How many directories deep a directory is read.
const MAX_DEPTH: usize = 16;
/// How many collections of one directory are read, at most.
const MAX_FILES: usize = 10_000;
/// How many files and directories, of whatever name, are looked at in one directory, at most: kzq looks at them again
/// each second, to notice changes.
const MAX_NAMES: usize = 100_000;

/// Something to load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// The collection that is built in.
    Embedded,
    /// Standard input.
    Stdin,
    /// A file, which may not exist.
    File(PathBuf),
}

/// What the user's paths name.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// What to load, in order.
    pub(crate) inputs: Vec<Input>,
    /// The symbolic links in directories that were followed.
    pub(crate) links: Vec<PathBuf>,
    /// Directories that are not read, or not all of them, and directories without collections.
    pub(crate) unreadable: Vec<(PathBuf, io::Error)>,
}

impl Found {
    /// The files; `None` if there are none, or anything else is to be loaded too.
    pub(crate) fn files(&self) -> Option<Vec<PathBuf>> {
        let file = |input: &Input| match input {
            Input::File(path) => Some(path.clone()),
            Input::Embedded | Input::Stdin => None,
        };
        self.inputs.iter().map(file).collect::<Option<Vec<_>>>().filter(|files| !files.is_empty())
    }
}

/// Finds what the paths name: a directory stands for the `.ron` files in it, sorted by name, and then for those in the
/// directories in it. Hidden files and directories are left out.
pub(crate) fn find(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    if paths.is_empty() {
        found.inputs.push(Input::Embedded);
    }
    for path in paths {
        if path == Path::new("-") {
            found.inputs.push(Input::Stdin);
        } else if path.is_dir() {
            let mut walk = Walk::default();
            walk.visit(path, 0);
            let beyond = match (walk.limit, walk.files.is_empty() && walk.unreadable.is_empty()) {
                (Some((limit, what)), _) => {
                    let rest = "in this directory and below it; the rest is not read";
                    Some(io::Error::other(format!("more than {limit} {what} {rest}")))
                }
                (None, true) => {
                    Some(io::Error::new(io::ErrorKind::NotFound, "there are no .ron files in this directory"))
                }
                (None, false) => None,
            };
            found.links.extend(walk.links);
            found.inputs.extend(walk.files.into_iter().map(Input::File));
            found.unreadable.extend(walk.unreadable);
            found.unreadable.extend(beyond.map(|error| (path.clone(), error)));
        } else {
            found.inputs.push(Input::File(path.clone()));
        }
    }
    found
}

/// A walk through a directory and those below it.
#[derive(Default)]
struct Walk {
    files: Vec<PathBuf>,
    unreadable: Vec<(PathBuf, io::Error)>,
    links: Vec<PathBuf>,
    /// How many names were looked at.
    names: usize,
    /// The limit that was reached, and what it counts.
    limit: Option<(usize, &'static str)>,
    /// The directories visited: through symbolic links a directory may lie in itself.
    visited: HashSet<FileId>,
}

impl Walk {
    /// Adds the files in a directory `depth` levels below the one that was named, unless a limit is reached.
    fn visit(&mut self, directory: &Path, depth: usize) {
        if depth > MAX_DEPTH {
            let message = format!("more than {MAX_DEPTH} directories deep, which is as deep as kzq looks");
            return self.unreadable.push((directory.to_owned(), io::Error::other(message)));
        }
        let items = fs::metadata(directory).and_then(|metadata| {
            if !self.visited.insert(files::id(directory, &metadata)) {
                return Ok(Vec::new());
            }
            fs::read_dir(directory)?.take(MAX_NAMES + 1).collect::<io::Result<Vec<_>>>()
        });
        let mut items = match items {
            Ok(items) => items,
            Err(error) => return self.unreadable.push((directory.to_owned(), error)),
        };
        self.names += items.len();
        if self.names > MAX_NAMES {
            self.limit = Some((MAX_NAMES, "files"));
        }
        items.sort_by_key(DirEntry::file_name);
        let mut directories = Vec::new();
        for item in items {
            if item.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let path = item.path();
            // A symbolic link is what it links to.
            let kind = item.file_type().ok();
            let is_link = kind.is_some_and(|kind| kind.is_symlink());
            let kind = kind.filter(|_| !is_link);
            let kind = match kind.map_or_else(|| fs::metadata(&path).map(|metadata| metadata.file_type()), Ok) {
                Ok(kind) => kind,
                // As in a directory that may be listed, but not entered. A link that leads nowhere names nothing.
                Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                    self.unreadable.push((path, error));
                    continue;
                }
                Err(_) => continue,
            };
            let is_collection = kind.is_file() && path.extension() == Some(OsStr::new("ron"));
            if is_link && (kind.is_dir() || is_collection) {
                self.links.push(path.clone());
            }
            if kind.is_dir() {
                directories.push(path);
            } else if is_collection {
                if self.files.len() == MAX_FILES {
                    self.limit = Some((MAX_FILES, ".ron files"));
                    return;
                }
                self.files.push(path);
            }
        }
        for below in directories {
            if self.limit.is_none() {
                self.visit(&below, depth + 1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    /// Creates a directory with these files; names that end with a slash are empty directories.
    fn directory(files: &[&str]) -> tempfile::TempDir {
        let directory = tempfile::tempdir().unwrap();
        for file in files {
            let path = directory.path().join(file);
            fs::create_dir_all(if file.ends_with('/') { &path } else { path.parent().unwrap() }).unwrap();
            if !file.ends_with('/') {
                fs::write(path, "").unwrap();
            }
        }
        directory
    }

    /// Returns the paths of the files found in a directory, relative to it.
    fn names(directory: &Path) -> Vec<String> {
        let found = find(&[directory.to_owned()]);
        let name = |path: &Path| path.strip_prefix(directory).unwrap().to_str().unwrap().to_owned();
        found.files().unwrap_or_default().iter().map(|path| name(path)).collect()
    }

    #[test]
    fn directories_are_searched_recursively_and_sorted() {
        let home = directory(&[
            "z.ron",
            "b/y.ron",
            "b/a/x.ron",
            "b.ron",
            "notes.txt",
            "b/notes.md",
            ".hidden/h.ron",
            ".hidden.ron",
            "empty/",
            "d.ron/inside.ron",
        ]);
        assert_eq!(names(home.path()), ["b.ron", "z.ron", "b/y.ron", "b/a/x.ron", "d.ron/inside.ron"]);
        // Paths given by the user are read whatever their names.
        assert_eq!(names(&home.path().join(".hidden")), ["h.ron"]);
    }

    #[test]
    fn links_are_followed_once() {
        let home = directory(&["a/x.ron", "a/b/y.ron"]);
        let other = directory(&["z.ron"]);
        symlink(home.path(), home.path().join("a/b/loop")).unwrap();
        symlink(".", home.path().join("self")).unwrap();
        symlink("nowhere", home.path().join("dangling.ron")).unwrap();
        symlink(other.path(), home.path().join("other")).unwrap();
        symlink(other.path(), home.path().join("other-again")).unwrap();
        symlink(other.path().join("z.ron"), home.path().join("z.ron")).unwrap();
        assert_eq!(names(home.path()), ["z.ron", "a/x.ron", "a/b/y.ron", "other/z.ron"]);
        let links = find(&[home.path().to_owned()]).links;
        let links: Vec<&Path> = links.iter().map(|link| link.strip_prefix(home.path()).unwrap()).collect();
        let expected = ["other", "other-again", "self", "z.ron", "a/b/loop"].map(Path::new);
        assert_eq!(links, expected);
    }

    #[test]
    fn too_deep_directories_are_reported() {
        let deep = |depth: usize| "d/".repeat(depth);
        let home = directory(&[&(deep(MAX_DEPTH) + "in.ron"), &(deep(MAX_DEPTH + 1) + "out.ron")]);
        let found = find(&[home.path().to_owned()]);
        assert_eq!(found.files().unwrap(), [home.path().join(deep(MAX_DEPTH) + "in.ron")]);
        let [(path, error)] = &found.unreadable[..] else { panic!("{found:?}") };
        assert_eq!(*path, home.path().join(deep(MAX_DEPTH + 1)));
        assert!(error.to_string().contains("more than 16 directories deep"), "{error}");
    }

    #[test]
    fn directory_with_too_many_files_is_reported() {
        let home = directory(&["sub/one.ron"]);
        for number in 0..=MAX_FILES {
            fs::write(home.path().join(format!("{number}.ron")), "").unwrap();
        }
        let found = find(&[home.path().to_owned(), home.path().join("sub")]);
        // The limit applies to each given directory separately.
        assert_eq!(found.inputs.len(), MAX_FILES + 1);
        let [(path, error)] = &found.unreadable[..] else { panic!("one is too large") };
        assert_eq!(path, home.path());
        assert!(error.to_string().contains("more than 10000 .ron files"), "{error}");
    }

    #[test]
    fn directory_without_collections_is_reported() {
        let home = directory(&["notes.txt", "sub/"]);
        let found = find(&[home.path().to_owned(), "-".into(), "nowhere.ron".into()]);
        assert_eq!(found.inputs, [Input::Stdin, Input::File("nowhere.ron".into())]);
        assert_eq!(found.unreadable.len(), 1);
        assert_eq!(find(&[]).inputs, [Input::Embedded]);
    }
}
