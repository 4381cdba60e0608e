//! Changes of the shelf that a browser could not save when it ended, because another process had the shelf locked: each
//! browser leaves them in a file of its own, `shelf.jsonl.postponed-…`.
//!
//! Changes can be applied twice without harm, so a file may be read by one process while another saves what it has.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use super::atomic;
use super::location::StateFile;
use kzq_shelf::{Change, Shelf};

/// What follows the name of the shelf; a number by which the files are in order comes after it.
const SUFFIX: &str = ".postponed-";

/// The changes that wait to be saved.
#[derive(Debug, Default)]
pub(super) struct PostponedChanges {
    /// The files, the oldest first, each with what it has.
    files: Vec<(PathBuf, Vec<Change>)>,
}

impl PostponedChanges {
    /// Reads the files next to a shelf. Those that can't be read are left alone.
    pub(super) fn read(shelf: &StateFile) -> Self {
        let start = shelf.with_suffix(SUFFIX);
        let Some(start) = start.file_name() else { return Self::default() };
        let items = fs::read_dir(shelf.directory()).into_iter().flatten().flatten();
        let is_postponed = |path: &PathBuf| {
            path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(start.as_encoded_bytes()))
        };
        let mut paths: Vec<PathBuf> = items.map(|item| item.path()).filter(is_postponed).collect();
        paths.sort();
        let read = |path: PathBuf| {
            let bytes = StateFile { path: path.clone() }.read_trusted().ok()?;
            Some((path, serde_json::from_slice(&bytes).ok()?))
        };
        Self { files: paths.into_iter().filter_map(read).collect() }
    }

    /// Applies the changes to a shelf.
    pub(super) fn apply(&self, shelf: &mut Shelf) {
        for change in self.files.iter().flat_map(|(_, changes)| changes) {
            change.apply(shelf);
        }
    }

    /// Removes the files: the shelf has what is in them.
    pub(super) fn remove(&self) {
        for (path, _) in &self.files {
            // What can't be removed is saved once more, without harm.
            let _ = fs::remove_file(path);
        }
    }
}

/// Leaves changes next to a shelf; they are on disk when this returns.
pub(super) fn write(shelf: &StateFile, changes: &[Change]) -> io::Result<()> {
    /// Start of the name of the temporary file. It differs from those that the holder of the lock removes.
    const PREFIX: &str = "postponed.";
    let temporary = atomic::temp_file(shelf.directory(), PREFIX)?;
    temporary.as_file().write_all(&serde_json::to_vec(changes).map_err(io::Error::other)?)?;
    let time = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
    // The length stays the same for centuries, so the names sort by time.
    let path = shelf.with_suffix(&format!("{SUFFIX}{time:020}-{}", std::process::id()));
    atomic::persist(temporary, &path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::state::lock::FileLock;
    use crate::host::state::shelf_store::ShelfStore;
    use kzq_shelf::EntryName;

    #[test]
    fn postponed_changes_are_visible_and_saved_by_the_next_save() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("shelf.jsonl");
        let store = ShelfStore::at(&path);
        let [ada, brynn, cato] = ["c/ada", "c/brynn", "c/cato"].map(EntryName::from_text);
        store.save(&[Change::Star(ada.clone(), None)]).unwrap();
        let starred = |shelf: &Shelf| [&ada, &brynn, &cato].map(|entry| shelf.is_starred(entry));

        let lock = FileLock::try_acquire(&home.path().join("shelf.jsonl.lock")).unwrap().expect("nobody has it");
        let refused = store.save_while(&[Change::Star(brynn.clone(), None)], &mut |_| false);
        assert!(refused.unwrap_err().is_locked());
        store.postpone(&[Change::Star(brynn.clone(), None), Change::Unstar(ada.clone())]).unwrap();
        store.postpone(&[Change::Star(ada.clone(), None)]).unwrap();
        assert_eq!(starred(&store.load().unwrap().shelf), [true, true, false]);
        drop(lock);

        let saved = store.save(&[Change::Star(cato.clone(), None)]).unwrap();
        assert_eq!((starred(&saved.previous), starred(&saved.shelf)), ([true, true, false], [true, true, true]));
        let names = fs::read_dir(home.path()).unwrap().map(|item| item.unwrap().file_name());
        let mut names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
        names.sort();
        assert_eq!(names, ["shelf.jsonl", "shelf.jsonl.lock"]);
        assert_eq!(starred(&store.load().unwrap().shelf), [true, true, true]);
    }

    #[test]
    fn changes_postponed_on_a_new_shelf_are_visible() {
        let home = tempfile::tempdir().unwrap();
        let store = ShelfStore::named(&home.path().join("ours.jsonl"));
        let [ada, brynn] = ["c/ada", "c/brynn"].map(EntryName::from_text);
        store.postpone(&[Change::Star(ada.clone(), None)]).unwrap();
        assert!(store.load().unwrap().shelf.is_starred(&ada));
        assert!(!home.path().join("ours.jsonl").exists(), "reading creates nothing");
        let saved = store.save(&[Change::Star(brynn.clone(), None)]).unwrap().shelf;
        assert!(saved.is_starred(&ada) && saved.is_starred(&brynn));
    }

    #[test]
    fn unreadable_file_is_left_unchanged() {
        let home = tempfile::tempdir().unwrap();
        let store = ShelfStore::at(home.path().join("shelf.jsonl"));
        let damaged = home.path().join("shelf.jsonl.postponed-1");
        fs::write(&damaged, "[").unwrap();
        store.save(&[Change::Star(EntryName::from_text("c/a"), None)]).unwrap();
        assert_eq!(fs::read_to_string(&damaged).unwrap(), "[");
    }
}
