//! The log of edits of collections, by which the last one can be undone.
//!
//! An edit is kept as what it replaced, and a hash of what it wrote with some words on either side: it can be undone as
//! long as these are in the file, wherever other changes have moved them.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_64;

use super::location::StateFile;
use super::lock::FileLock;
use crate::host::paths;
use kzq_edit::{Splice, TextEdit};

/// How many edits are kept.
const MAX_EDITS: usize = 100;
/// How many bytes on either side of an edit must be as they were.
const CONTEXT_BYTES: usize = 24;

/// The log, a file with a JSON object a line.
pub(crate) struct EditLog {
    path: PathBuf,
    file: StateFile,
}

/// An edit of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LoggedEdit {
    /// The file.
    pub(crate) file: String,
    /// What was done, for the message when it is undone.
    pub(crate) what: String,
    /// The length of the file after the edit, in bytes.
    length: usize,
    /// The hash of the file as kzq created it for this edit.
    created: Option<u64>,
    parts: Vec<LoggedPart>,
}

/// A part of the file that was replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct LoggedPart {
    /// The offset of the new text in the file after the edit.
    start: usize,
    /// The length of the new text in bytes.
    length: usize,
    /// The hash of the new text and its context.
    hash: u64,
    /// The old text.
    was: String,
}

impl EditLog {
    /// Opens the user's log.
    pub(crate) fn for_user() -> io::Result<Self> {
        let path =
            paths::edit_log_file().ok_or_else(|| io::Error::other("there is no home directory to keep edits in"))?;
        let file = StateFile::resolve(&path)?;
        Ok(Self { path, file })
    }

    /// Waits for other edits. The lock is for the log and for the collections.
    pub(crate) fn lock(&self) -> io::Result<FileLock> {
        self.file.lock(&self.path)
    }

    /// Reads the edits, the oldest first; damaged lines are left out.
    pub(crate) fn read(&self, _: &FileLock) -> io::Result<Vec<LoggedEdit>> {
        match self.file.read_trusted() {
            Ok(bytes) => {
                Ok(bytes.split(|&byte| byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect())
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// Replaces the edits; only the newest are kept.
    pub(crate) fn write(&self, edits: &[LoggedEdit], lock: &FileLock) -> io::Result<()> {
        let mut bytes = Vec::new();
        for edit in &edits[edits.len().saturating_sub(MAX_EDITS)..] {
            serde_json::to_writer(&mut bytes, edit)?;
            bytes.push(b'\n');
        }
        self.file.write(&bytes, lock)
    }
}

impl LoggedEdit {
    /// Describes an edit of `old`; if kzq created the file for it, `old` is what it was created with.
    pub(crate) fn new(file: &Path, what: String, old: &str, splice: &Splice, is_created: bool) -> Self {
        let changed = splice.apply(old);
        let part = |TextEdit { range, replacement }: &TextEdit| LoggedPart {
            start: range.start,
            length: range.len(),
            hash: hash_with_context(changed.as_bytes(), range.start, range.len()),
            was: replacement.clone(),
        };
        Self {
            file: file.display().to_string(),
            what,
            length: changed.len(),
            created: is_created.then(|| XxHash3_64::oneshot(old.as_bytes())),
            parts: splice.inverse(old).edits().iter().map(part).collect(),
        }
    }

    /// Describes an edit of a file that was not text before or after it. Neither it nor earlier edits can be undone.
    pub(crate) fn opaque(file: &Path, what: String) -> Self {
        Self { file: file.display().to_string(), what, length: 0, created: None, parts: Vec::new() }
    }

    /// Returns the splice that undoes the edit in the file as it is now; `None` if the file has changed there.
    pub(crate) fn undo(&self, text: &str) -> Option<Splice> {
        if self.parts.is_empty() {
            return None;
        }
        // Changes after the edit have not moved it; changes before it have moved it by what they added.
        let moves = [0, text.len().checked_signed_diff(self.length)?];
        let mut edits: Vec<TextEdit> = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            let start = moves.iter().find_map(|&by| {
                let start = part.start.checked_add_signed(by)?;
                let is_there = text.get(start..start.checked_add(part.length)?).is_some()
                    && edits.last().is_none_or(|before| before.range.end <= start)
                    && hash_with_context(text.as_bytes(), start, part.length) == part.hash;
                is_there.then_some(start)
            })?;
            edits.push(TextEdit { range: start..start + part.length, replacement: part.was.clone() });
        }
        Some(Splice::new(edits))
    }

    /// Returns whether a text is what kzq created the file with for this edit.
    pub(crate) fn has_created(&self, text: &str) -> bool {
        self.created == Some(XxHash3_64::oneshot(text.as_bytes()))
    }
}

fn hash_with_context(text: &[u8], start: usize, length: usize) -> u64 {
    let end = (start + length + CONTEXT_BYTES).min(text.len());
    XxHash3_64::oneshot(&text[start.saturating_sub(CONTEXT_BYTES)..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str =
        "(\n    // what was said\n    entries: [\n        Quote(id: \"one\"),\n    ],\n)\n// the end of the file\n";

    fn edit() -> (String, LoggedEdit) {
        let at = OLD.find("\n    ],").unwrap();
        let insert = TextEdit { range: at..at, replacement: "\n        Quote(id: \"two\"),".to_owned() };
        let splice = Splice::new(vec![insert]);
        (splice.apply(OLD), LoggedEdit::new(Path::new("/c.ron"), "added".into(), OLD, &splice, false))
    }

    #[test]
    fn edit_is_undone_even_if_it_has_moved() {
        let (changed, edit) = edit();
        let undone = |text: &str| edit.undo(text).map(|splice| splice.apply(text));
        assert_eq!(undone(&changed).as_deref(), Some(OLD));
        let before = format!("// new\n{changed}");
        assert_eq!(undone(&before), Some(format!("// new\n{OLD}")));
        let after = format!("{changed}// new\n");
        assert_eq!(undone(&after), Some(format!("{OLD}// new\n")));
    }

    #[test]
    fn edit_is_not_undone_if_its_context_has_changed() {
        let (changed, edit) = edit();
        for other in
            [changed.replace("two", "too"), changed.replace("\"one\"", "\"won\""), OLD.to_owned(), String::new()]
        {
            assert_eq!(edit.undo(&other), None, "{other}");
        }
    }
}
