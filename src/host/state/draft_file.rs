//! [`DraftFile`]: a note that is being written, kept next to the state until the shelf has it.
//!
//! Each browser has a file of its own, which it locks for as long as it lives: one whose lock is free is of a browser that
//! was killed. While the user's editor has the note, its text is in a file beside it, to which the editor saves.
//!
//! ```text
//! drafts/note-Kx3….json    which note it is, and what was written
//! drafts/note-Kx3….txt     what the editor has saved
//! drafts/note-Kx3….lock    locked by the browser
//! ```

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::atomic;
use super::location::StateFile;
use super::lock::FileLock;
use kzq_tui::app::NoteDraft;

/// Version of the file format.
const SCHEMA: u32 = 1;
/// Start of the names of the files.
const PREFIX: &str = "note-";

/// The content of the file.
#[derive(Debug, Serialize, Deserialize)]
struct SavedDraft {
    schema: u32,
    /// The shelf that the note is for, for display.
    shelf: String,
    draft: NoteDraft,
}

/// The file of a draft; it is left where it is until it is [removed](Self::remove).
pub(crate) struct DraftFile {
    path: PathBuf,
    shelf: String,
    lock: FileLock,
}

impl DraftFile {
    /// Chooses a file in a directory for notes on a shelf, and locks it.
    pub(crate) fn create(directory: &Path, shelf: &str) -> io::Result<Self> {
        atomic::create_private_dir(directory)?;
        let lock_file =
            tempfile::Builder::new().prefix(PREFIX).suffix(".lock").rand_bytes(16).tempfile_in(directory)?;
        let (_, path) = lock_file.keep().map_err(|error| error.error)?;
        let locked = FileLock::try_acquire(&path)?.ok_or(ErrorKind::WouldBlock)?;
        Ok(Self { path: path.with_extension("json"), shelf: shelf.to_owned(), lock: locked })
    }

    /// Takes over the oldest file in a directory that is of a browser that was killed, and is for the same shelf.
    pub(crate) fn adopt(directory: &Path, shelf: &str) -> Option<(Self, NoteDraft)> {
        let mut paths: Vec<PathBuf> = fs::read_dir(directory).ok()?.flatten().map(|item| item.path()).collect();
        paths.retain(|path| {
            path.extension().is_some_and(|extension| extension == "json")
                && path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(PREFIX))
        });
        paths.sort_by_key(|path| fs::metadata(path).and_then(|file| file.modified()).ok());
        paths.into_iter().find_map(|path| Self::adopt_file(path, shelf))
    }

    fn adopt_file(path: PathBuf, shelf: &str) -> Option<(Self, NoteDraft)> {
        let lock = FileLock::try_acquire(&path.with_extension("lock")).ok()??;
        // The process that had the lock may just have removed the file.
        let bytes = StateFile::resolve(&path).ok()?.read_trusted().ok()?;
        let saved: SavedDraft = serde_json::from_slice(&bytes).ok()?;
        if saved.schema != SCHEMA || saved.shelf != shelf {
            return None;
        }
        let file = Self { path, shelf: saved.shelf, lock };
        for path in [file.path.clone(), file.text_path()] {
            StateFile { path }.remove_stale_temp_files(&file.lock);
        }
        let mut draft = saved.draft;
        // An editor that is killed while it writes leaves nothing.
        if let Some(text) = file.text().filter(|text| !text.trim().is_empty()) {
            text.trim_end().clone_into(&mut draft.text);
        }
        Some((file, draft))
    }

    /// Keeps what is written now; it is on disk when this returns.
    pub(crate) fn save(&self, draft: &NoteDraft) -> io::Result<()> {
        let saved = SavedDraft { schema: SCHEMA, shelf: self.shelf.clone(), draft: draft.clone() };
        let bytes = serde_json::to_vec(&saved).map_err(io::Error::other)?;
        self.replace(&self.path, &bytes)?;
        // It is newer than what an editor has left.
        remove(&self.text_path())
    }

    /// Keeps what is written now, and writes its text into a file for the editor; returns the path of that.
    pub(crate) fn lend(&self, draft: &NoteDraft) -> io::Result<PathBuf> {
        self.save(draft)?;
        let path = self.text_path();
        self.replace(&path, draft.text.as_bytes())?;
        Ok(path)
    }

    /// Removes the draft: the shelf has it, or the user does not want it.
    pub(crate) fn remove(&self) -> io::Result<()> {
        remove(&self.path)?;
        remove(&self.text_path())?;
        remove(&self.path.with_extension("lock"))
    }

    fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        StateFile { path: path.to_owned() }.write(bytes, &self.lock)
    }

    fn text_path(&self) -> PathBuf {
        self.path.with_extension("txt")
    }

    /// What the editor has saved, if it has the note.
    fn text(&self) -> Option<String> {
        let bytes = fs::read(self.text_path()).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHELF: &str = "/home/ada/shelf.jsonl";

    fn draft(text: &str) -> NoteDraft {
        serde_json::from_value(serde_json::json!({ "targets": [], "text": text })).unwrap()
    }

    /// Returns the draft that the next process finds.
    fn adopted(directory: &Path, shelf: &str) -> Option<String> {
        DraftFile::adopt(directory, shelf).map(|(_, draft)| draft.text)
    }

    #[test]
    fn draft_is_found_after_its_process_has_exited() {
        let home = tempfile::tempdir().unwrap();
        let directory = home.path().join("drafts");
        assert_eq!(adopted(&directory, SHELF), None);
        let file = DraftFile::create(&directory, SHELF).unwrap();
        file.save(&draft("one")).unwrap();
        file.save(&draft("one two")).unwrap();
        assert_eq!(adopted(&directory, SHELF), None, "its browser is there");
        drop(file);
        assert_eq!(adopted(&directory, "/elsewhere/shelf.jsonl"), None);
        let (file, found) = DraftFile::adopt(&directory, SHELF).unwrap();
        assert_eq!(found, draft("one two"));
        assert_eq!(adopted(&directory, SHELF), None, "another browser has it");
        file.remove().unwrap();
        assert_eq!(fs::read_dir(&directory).unwrap().count(), 0);
    }

    #[test]
    fn text_saved_by_the_editor_replaces_the_draft() {
        let home = tempfile::tempdir().unwrap();
        for (left, expected) in
            [(Some("as saved\n"), "as saved"), (Some(""), "as typed"), (Some("caf\u{e9}"), "café"), (None, "as typed")]
        {
            let file = DraftFile::create(home.path(), SHELF).unwrap();
            let path = file.lend(&draft("as typed")).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), "as typed");
            match left {
                Some(left) => fs::write(&path, left).unwrap(),
                None => fs::remove_file(&path).unwrap(),
            }
            drop(file);
            let (file, found) = DraftFile::adopt(home.path(), SHELF).unwrap();
            assert_eq!(found.text, expected, "{left:?}");
            // Text typed afterwards is newer still.
            file.save(&draft("typed on")).unwrap();
            drop(file);
            let (file, found) = DraftFile::adopt(home.path(), SHELF).unwrap();
            assert_eq!(found.text, "typed on");
            file.remove().unwrap();
        }
    }

    #[test]
    fn files_that_are_no_drafts_are_left_unchanged() {
        let home = tempfile::tempdir().unwrap();
        for text in
            ["{", "{}", r#"{"schema": 2, "shelf": "/home/ada/shelf.jsonl", "draft": {"targets": [], "text": ""}}"#]
        {
            let path = home.path().join("note-x.json");
            fs::write(&path, text).unwrap();
            assert_eq!(adopted(home.path(), SHELF), None);
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
    }
}
