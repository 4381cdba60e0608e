//! Records what the user changes of a collection in their editor, so that it can be undone.

use std::fs;
use std::io;
use std::path::Path;
use std::slice;

use super::collection_edit::{is_within, not_undoable, resolve};
use super::error::Error;
use super::own_writes;
use super::state::edit_log::{EditLog, LoggedEdit};
use super::state::location::StateFile;
use kzq_edit::Splice;

/// A collection file before it is opened in an editor.
pub(crate) struct EditorEdit<'p> {
    path: &'p Path,
    file: StateFile,
    bytes: Vec<u8>,
    /// The last edit by kzq before.
    last_logged: Option<LoggedEdit>,
}

impl<'p> EditorEdit<'p> {
    /// Reads the file as it is before.
    pub(crate) fn begin(path: &'p Path) -> Result<Self, Error> {
        let file = resolve(path)?;
        let bytes = fs::read(&file.path).map_err(|error| Error::file(path, error))?;
        // Without a log there is nothing to undo, but the file can be edited.
        let last_logged =
            EditLog::for_user().and_then(|log| log.read(&log.lock()?)).ok().and_then(|mut edits| edits.pop());
        Ok(Self { path, file, bytes, last_logged })
    }

    /// Records what has changed since, as one step; returns whether anything has.
    pub(crate) fn finish(self, what: String) -> Result<bool, Error> {
        let bytes = fs::read(&self.file.path).map_err(|error| Error::file(self.path, error))?;
        if bytes == self.bytes {
            return Ok(false);
        }
        own_writes::note(&self.file.path);
        self.record(&bytes, what).map_err(|error| not_undoable(&error))?;
        Ok(true)
    }

    fn record(&self, bytes: &[u8], what: String) -> io::Result<()> {
        let file = &self.file.path;
        let log = EditLog::for_user()?;
        let lock = log.lock()?;
        let mut edits = log.read(&lock)?;
        let (Ok(old), Ok(new)) = (std::str::from_utf8(&self.bytes), std::str::from_utf8(bytes)) else {
            edits.push(LoggedEdit::opaque(file, what));
            return log.write(&edits, &lock);
        };
        // What kzq has changed in the meantime is a step of its own, after this one.
        let known = self
            .last_logged
            .as_ref()
            .map_or(0, |last| edits.iter().rposition(|edit| edit == last).map_or(edits.len(), |at| at + 1));
        let mut before_others = new.to_owned();
        for edit in edits[known..].iter().rev().filter(|edit| is_within(Path::new(&edit.file), slice::from_ref(file))) {
            let Some(splice) = edit.undo(&before_others) else {
                return Err(io::Error::other("kzq has changed the file in the meantime"));
            };
            before_others = splice.apply(&before_others);
        }
        let splice = Splice::between(old, &before_others);
        if !splice.is_empty() {
            edits.insert(known, LoggedEdit::new(file, what, old, &splice, false));
        }
        log.write(&edits, &lock)
    }
}
